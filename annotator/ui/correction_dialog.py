"""Edits an article's text while one sees what becomes of its labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QMimeData, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QIcon, QKeySequence, QPainter, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPlainTextEdit,
    QWidget,
)

from annotator.core.codebook import Codebook
from annotator.core.models import Span
from annotator.core.offsets import Utf16Map, clean_text
from annotator.core.text_edit import Edit, TextEdit, apply_edits, find_edits
from annotator.ui.parts.dialog_parts import add_button, fit, frame, short
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of, theme_of

_TYPING_MS = 120
_MOST = 200  # lines of the list
_SHORT = 60  # characters of a label's text in it

Save = Callable[[str], str | None]
"""Writes a text; a sentence if that can't be done."""


class ArticleEdit(QPlainTextEdit):
    """A field for a part of an article that gives back to the character what was not edited.

    Qt makes several characters ends of lines, and non-breaking spaces plain ones.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = self._shown = ""
        self.setAccessibleName(self.tr("Text of the article"))
        self.setTabChangesFocus(True)

    def show_text(self, text: str) -> None:
        """Shows another text, as it is stored."""
        self._text = text
        # PySide drops a byte order mark that a string begins with.
        self.setPlainText("\u200b" + text[1:] if text[:1] in ("\ufeff", "\ufffe") else text)
        self._shown = self.document().toRawText()

    def text(self) -> str:
        """What is in the field now."""
        found = find_edits(self._shown, self.document().toRawText())
        return apply_edits(self._text, (Edit(e.start, e.end, e.text.replace("\u2029", "\n")) for e in found))

    def caret(self) -> int:
        """Code points before the caret."""
        return Utf16Map(self.document().toRawText()).to_codepoints(self.textCursor().position())

    def put_caret(self, offset: int) -> None:
        """Moves the caret before a code point and scrolls to it."""
        cursor = self.textCursor()
        cursor.setPosition(Utf16Map(self._text).to_utf16(max(0, min(offset, len(self._text)))))
        self.setTextCursor(cursor)
        self.centerCursor()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Pastes plain text with the line ends of the article."""
        self.insertPlainText(clean_text(source.text()))


class CorrectionDialog(QDialog):
    """Corrects the paragraph at the caret, or the whole text; closes when ``save`` has written it."""

    def __init__(
        self,
        text: str,
        spans: Iterable[Span],
        hidden: Iterable[Span],
        codebook: Codebook,
        place: tuple[int, int],
        face: QFont,
        save: Save,
        parent: QWidget | None = None,
    ) -> None:
        """``place``: the caret, or start and end of what is selected; its lines are edited.

        Of ``hidden`` spans, no more is told than how many the edit takes away, touches and moves.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Correct the text"))
        self._old = text
        self._base = text  # what was corrected before the field was filled last
        self._spans, self._hidden = list(spans), list(hidden)
        self._codebook = codebook
        self._part = lines_around(text, *place)  # of the base: what is in the field
        self._save_text = save
        self._lay_out(face)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TYPING_MS)
        self._timer.timeout.connect(self._show_labels)
        self._field.textChanged.connect(self._timer.start)
        self._whole.toggled.connect(lambda _on: self._turn())
        self._field.show_text(text[slice(*self._part)])
        self._field.put_caret(place[0] - self._part[0])
        self._show_labels()
        fit(self, 760, 440)
        self._field.setFocus()

    def _lay_out(self, face: QFont) -> None:
        self._bar, column = frame(self)
        hint = QLabel(
            self.tr("Labels move with the text. The old text stays in the history; undo brings it back.")
        )
        hint.setWordWrap(True)
        set_role(hint, "muted")
        self._whole = QCheckBox(self.tr("Whole text"))
        self._whole.setAccessibleName(self.tr("Whole text"))
        top = QHBoxLayout()
        top.addWidget(hint, 1)
        top.addWidget(self._whole, 0, Qt.AlignmentFlag.AlignTop)
        self._field = ArticleEdit()
        self._field.setFont(face)
        self._summary = QLabel()
        self._summary.setWordWrap(True)
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Labels that the edit touches"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMaximumHeight(round(130 * scale_of(self)))
        role = QDialogButtonBox.ButtonRole
        box = QDialogButtonBox(self)
        add_button(box, self.tr("Cancel"), role.RejectRole, self.reject)
        self._save = add_button(box, self.tr("Save"), role.AcceptRole, self.accept)
        self._save.setDefault(True)
        # Enter alone makes a new line.
        shortcut = QShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_Return), self)
        shortcut.activated.connect(self.accept)
        hint.setText(
            hint.text()
            + " "
            + self.tr("%1 saves.").replace("%1", shortcut.key().toString(QKeySequence.SequenceFormat.NativeText))
        )
        column.addLayout(top)
        column.addWidget(self._field, 1)
        column.addWidget(self._summary)
        column.addWidget(self._list)
        column.addWidget(box)

    def text(self) -> str:
        """The whole text as it is corrected now."""
        start, end = self._part
        return clean_text(self._base[:start] + self._field.text() + self._base[end:])

    def _turn(self) -> None:
        """Puts all of the text into the field, or the line of the caret; what was corrected so far stays."""
        caret = self._part[0] + self._field.caret()
        self._base = self.text()
        self._part = (0, len(self._base)) if self._whole.isChecked() else lines_around(self._base, caret, caret)
        self._field.show_text(self._base[slice(*self._part)])
        self._field.put_caret(caret - self._part[0])
        self._field.setFocus()

    # What becomes of the labels

    def _show_labels(self) -> None:
        text = self.text()
        edit = TextEdit(self._old, text)
        shown, hidden = _outcome(edit, self._spans), _outcome(edit, self._hidden)
        touched, gone, _ = shown
        self._list.clear()
        for span, after in (*gone, *touched)[:_MOST]:
            self._list.addItem(self._line(span, after))
        self._list.setVisible(bool(touched or gone))
        self._save.setEnabled(bool(edit.edits) and bool(text.strip()))
        if not edit.edits:
            summary = self.tr("Nothing is changed yet.")
        elif not text.strip():
            summary = self.tr("An article needs some text.")
        else:
            summary = self._counted(*shown)
            if any(hidden):
                others = self.tr("Of other annotators, not shown: %1")
                summary += "\n" + others.replace("%1", self._counted(*hidden))
        self._summary.setText(summary)
        set_role(self._summary, "error" if gone or hidden[1] else "muted")

    def _counted(self, touched: Lines, gone: Lines, behind: int) -> str:
        parts = []
        if gone:
            several = self.tr("%Ln labels would go", "", len(gone))
            parts.append(self.tr("1 label would go") if len(gone) == 1 else several)
        if touched:
            one = self.tr("1 label is touched and will be flagged")
            several = self.tr("%Ln labels are touched and will be flagged", "", len(touched))
            parts.append(one if len(touched) == 1 else several)
        several = self.tr("%Ln labels move along", "", behind)
        return " · ".join([*parts, self.tr("1 label moves along") if behind == 1 else several])

    def _line(self, span: Span, after: str | None) -> QListWidgetItem:
        label = self._codebook.label(span.label)
        title = label.title if label else span.label
        before = _short(self._old[span.start : span.end])
        gone = self.tr("%1 – would go").replace("%1", before)
        outcome = gone if after is None else f"{before} → {_short(after)}"
        theme = theme_of(self)
        item = QListWidgetItem(f"{title}  {outcome}")
        item.setIcon(_dot(theme.colour(label) if label else theme.color("muted"), round(10 * scale_of(self))))
        item.setToolTip(self.tr("Label of %1").replace("%1", span.annotator))
        if after is None:
            item.setForeground(theme.color("danger"))
        return item

    def reject(self) -> None:
        """Closes without saving, after asking if something was corrected."""
        buttons = QMessageBox.StandardButton
        if self.text() != self._old:
            question = self.tr("Close without saving the correction?")
            answer = QMessageBox.question(
                self, self.windowTitle(), question, buttons.Discard | buttons.Cancel, buttons.Cancel
            )
            if answer != buttons.Discard:
                return
        super().reject()

    def accept(self) -> None:
        if not self._save.isEnabled() and not self._timer.isActive():
            return
        self._timer.stop()
        self._show_labels()
        if not self._save.isEnabled():
            return
        sentence = self._save_text(self.text())
        if sentence is None:
            super().accept()
        else:
            self._bar.show_message(sentence, error=True)
            self._field.setFocus()


def lines_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch with its lines whole, without the last line's end."""
    last = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if last < 0 else last


Lines = list[tuple[Span, str | None]]


def _outcome(edit: TextEdit, spans: Sequence[Span]) -> tuple[Lines, Lines, int]:
    """What the edit touches, with its text after it; what it takes away; and how many lie behind its beginning."""
    if not edit.edits:
        return [], [], 0
    first, last = edit.edits[0].start, edit.edits[-1].end
    behind = sum(span.start > last for span in spans)
    touched: Lines = []
    gone: Lines = []
    for span in spans:
        if span.end < first or span.start > last:
            continue
        segments, is_touched = edit.move(span.segments)
        if segments is None:
            gone.append((span, None))
        elif is_touched:
            touched.append((span, edit.new[segments[0][0] : segments[-1][1]]))
        else:
            behind += segments != span.segments
    return touched, gone, behind


def _short(text: str) -> str:
    return short(" ".join(text.split()), _SHORT)


def _dot(colour: QColor, side: int) -> QIcon:
    icon = QIcon()
    for ratio in (1, 2, 3):
        pixmap = QPixmap(side * ratio, side * ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QRectF(0, 0, side * ratio, side * ratio))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        icon.addPixmap(pixmap)
    return icon
