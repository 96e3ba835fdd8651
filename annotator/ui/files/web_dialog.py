"""Asking for the web addresses whose articles are to be fetched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QPlainTextEdit, QTextEdit, QWidget

from annotator.core.web_addresses import Line, distinct, is_link_list, read_lines
from annotator.ui.files.web_links import addresses_of
from annotator.ui.parts.dialog_parts import add_button, fit, frame
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of, theme_of

_SIZE = (640, 420)
_MAX_MARKED = 500  # lines: nobody mends more of them by hand


class AddressField(QPlainTextEdit):
    """Text with an address a line; what is dropped or pasted becomes lines of their own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setPlaceholderText("https://…")

    def sizeHint(self) -> QSize:
        return QSize(300, 120) * scale_of(self)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return bool(addresses_of(source)) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        addresses = addresses_of(source)
        if not addresses:
            self.insertPlainText(source.text())
            return
        cursor = self.textCursor()
        before = "" if cursor.atBlockStart() else "\n"
        cursor.insertText(before + "".join(f"{address}\n" for address in addresses))
        self.setTextCursor(cursor)

    def mark(self, lines: Iterable[Line]) -> None:
        """Underlines these lines as wrong."""
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(theme_of(self).color("danger"))
        marks = []
        for line in lines:
            mark = QTextEdit.ExtraSelection()
            mark.format = look
            cursor = QTextCursor(self.document().findBlockByNumber(line.number - 1))
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            marks.append(mark)
        self.setExtraSelections(marks)


class WebDialog(QDialog):
    """Takes web addresses, one a line, and says how many there are and which lines have none.

    Nothing is fetched here: when it is accepted, ``addresses`` are what the person wants to have fetched.
    """

    def __init__(self, addresses: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import web addresses"))
        self.addresses: list[str] = []
        _, column = frame(self)
        self._field = AddressField()
        self._field.setAccessibleName(self.tr("Web addresses, one a line"))
        name = QLabel(self.tr("Addresses, one a line"))
        set_role(name, "muted")
        name.setBuddy(self._field)
        self._count = QLabel()
        set_role(self._count, "small")
        top = QHBoxLayout()
        top.addWidget(name, 1)
        top.addWidget(self._count)
        column.addLayout(top)
        column.addWidget(self._field, 1)
        self._problem = QLabel()
        self._problem.setWordWrap(True)
        set_role(self._problem, "error")
        column.addWidget(self._problem)
        note = QLabel(
            self.tr(
                "The pages are fetched one after the other, with a pause between two of the same site. "
                "What a site's robots.txt asks not to fetch is left out."
            )
        )
        note.setWordWrap(True)
        set_role(note, "small")
        column.addWidget(note)
        role = QDialogButtonBox.ButtonRole
        box = QDialogButtonBox(self)
        add_button(box, self.tr("Cancel"), role.RejectRole, self.reject)
        self._import = add_button(box, self.tr("Import"), role.AcceptRole, self.accept)
        self._import.setDefault(True)
        # Enter alone makes a new line.
        keys = QShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_Return), self)
        keys.activated.connect(self.accept)
        self._import.setToolTip(keys.key().toString(QKeySequence.SequenceFormat.NativeText))
        column.addWidget(box)
        self._field.textChanged.connect(self._read)
        self._field.setPlainText("".join(f"{address}\n" for address in addresses))
        self._field.moveCursor(QTextCursor.MoveOperation.End)
        self._read()
        fit(self, *_SIZE)
        self._field.setFocus()

    def accept(self) -> None:
        if self.addresses:
            super().accept()

    def _read(self) -> None:
        text = self._field.toPlainText()
        lines = list(read_lines(text)) if is_link_list(text) else self._lines()
        listed = [address for line in lines for address in line.addresses]
        self.addresses = distinct(listed)
        wrong = [line for line in lines if line.problem is not None]
        self._field.mark(wrong[:_MAX_MARKED])
        self._count.setText(self._counts(len(self.addresses), len(listed) - len(self.addresses)))
        self._problem.setVisible(bool(wrong))
        if wrong:
            place = self.tr("Line %1: %2.").replace("%1", str(wrong[0].number))
            more = " " + self.tr("%Ln lines are left out.", "", len(wrong)) if len(wrong) > 1 else ""
            self._problem.setText(place.replace("%2", str(wrong[0].problem)) + more)
        self._field.setAccessibleDescription(self._problem.text() if wrong else self._count.text())
        self._import.setEnabled(bool(self.addresses))

    def _lines(self) -> list[Line]:
        """Lines of the field, which other line ends don't part."""
        lines = []
        block = self._field.document().begin()
        while block.isValid():
            lines += [Line(block.blockNumber() + 1, x.addresses, x.problem) for x in read_lines(block.text())]
            block = block.next()
        return lines

    def _counts(self, number: int, twice: int) -> str:
        count = self.tr("1 address") if number == 1 else self.tr("%Ln addresses", "", number)
        if not twice:
            return count
        return self.tr("%1, %2 listed again").replace("%1", count).replace("%2", str(twice))
