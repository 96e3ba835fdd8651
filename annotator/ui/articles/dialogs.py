"""Dialogs about one article: pasting it, its title and metadata, and why it is skipped."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QMimeData, Qt, QTimer
from PySide6.QtGui import QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.core.codebook import Codebook
from annotator.core.models import Article, Draft, Zone
from annotator.core.offsets import clean_text
from annotator.jobs.files import pasted_page
from annotator.project import commands, mark_zones
from annotator.ui.articles.clipboard_text import first_line, pasted
from annotator.ui.articles.metadata_form import MetadataForm
from annotator.ui.parts.dialog_parts import Scrolled, add_button, fit, frame
from annotator.ui.parts.flow import FlowLayout
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import READING_FAMILIES, scale_of
from annotator.ui.parts.widgets import Chip

_READING_SIZE = 15
_METADATA_WIDTH = 480
_LONGEST = 100_000
"""Code points of the longest text that is looked through for what is no article: longer ones are none, and the
window would stand still."""
_PAUSE = 400  # milliseconds after the last key until an edited text is looked through again


class PasteDialog(QDialog):
    """Makes a new article of what was copied; its text may still be edited here, as nothing is labelled yet.

    What of a copied page is no article is counted here and dimmed later; what the page tells of its article is
    filled in. With a ``codebook``, HTML is read like the file of a page that is kept whole.
    """

    def __init__(self, mime: QMimeData, parent: QWidget | None = None, codebook: Codebook | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Paste an article"))
        found = pasted(mime)
        self._bar, column = frame(self)
        url = found.url or None
        whole = pasted_page(mime.html(), codebook) if codebook is not None and mime.hasHtml() else None
        if whole is not None:
            draft = replace(whole, article=replace(whole.article, url=whole.article.url or url))
        else:
            draft = Draft(Article(0, "", found.title, found.text, url=url, lang=found.lang or None))
            if len(found.text) <= _LONGEST:
                mark_zones(draft, titled=found.title != first_line(found.text))
        self._form = MetadataForm(draft.article)
        self._pasted = draft.article.text
        self._pasted_zones = draft.zones
        self._zones = QLabel(self)
        set_role(self._zones, "small")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(lambda: self._show_zones(self._find_zones(self.text())))
        self._show_zones(draft.zones)
        self._text = QPlainTextEdit(self._pasted)
        self._text.document().setModified(False)
        self._text.setAccessibleName(self.tr("Text of the article"))
        self._text.setTabChangesFocus(True)
        self._text.setFont(_reading_font(self))
        self._count = QLabel()
        set_role(self._count, "small")
        self._text.textChanged.connect(self._show_count)
        self._text.textChanged.connect(self._pause.start)
        self._show_count()
        column.addLayout(self._make_row(), 1)
        role = QDialogButtonBox.ButtonRole
        box = QDialogButtonBox(self)
        add_button(box, self.tr("Cancel"), role.RejectRole, self.reject)
        add = add_button(box, self.tr("Add article"), role.AcceptRole, self.accept)
        add.setDefault(True)
        # Enter alone makes a new line where the text is edited.
        shortcut = QShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_Return), self)
        shortcut.activated.connect(self.accept)
        add.setToolTip(shortcut.key().toString(QKeySequence.SequenceFormat.NativeText))
        column.addWidget(box)
        fit(self, 900, 600)
        self._form.begin()

    def draft(self) -> Draft:
        """The article as it is written now, without an id; ValueError if the date is not one."""
        data = self._form.metadata()
        text = self.text()
        return Draft(
            Article(
                id=0,
                key="",
                title=data.title or first_line(text),
                text=text,
                source=data.source,
                authors=data.authors,
                published=data.published,
                url=data.url,
                lang=data.lang,
            ),
            zones=self._find_zones(text),
        )

    def text(self) -> str:
        """The text: as it was copied, to the character, unless it was edited."""
        document = self._text.document()
        if not document.isModified():
            return self._pasted
        # Not toPlainText(), which makes non-breaking spaces plain ones.
        lines = []
        block = document.begin()
        while block.isValid():
            lines.append(block.text())
            block = block.next()
        return clean_text("\n".join(lines))

    def accept(self) -> None:
        problem = self._form.problem()
        if not self.text().strip():
            problem = self.tr("There is no text: paste or write it on the right."), self._text
        if problem is None:
            super().accept()
        else:
            sentence, field = problem
            self._bar.show_message(sentence, error=True)
            field.setFocus()

    def _make_row(self) -> QHBoxLayout:
        unit = scale_of(self)
        right = QVBoxLayout()
        right.setSpacing(round(4 * unit))
        title = QLabel(self.tr("Text"))
        set_role(title, "muted")
        title.setBuddy(self._text)
        top = QHBoxLayout()
        top.addWidget(title, 1)
        top.addWidget(self._zones)
        top.addSpacing(round(12 * unit))
        top.addWidget(self._count)
        right.addLayout(top)
        right.addWidget(self._text, 1)
        row = QHBoxLayout()
        row.setSpacing(round(20 * unit))
        row.addWidget(Scrolled(self._form), 2)
        row.addLayout(right, 3)
        return row

    def _find_zones(self, text: str) -> list[Zone]:
        if text == self._pasted:
            return self._pasted_zones
        if len(text) > _LONGEST:
            return []
        draft = Draft(Article(0, "", "", text))
        mark_zones(draft)
        return draft.zones

    def _show_zones(self, zones: list[Zone]) -> None:
        count = len(zones)
        self._zones.setText(
            self.tr("1 stretch marked as not article")
            if count == 1
            else self.tr("%Ln stretches marked as not article", "", count)
        )
        self._zones.setVisible(count > 0)

    def _show_count(self) -> None:
        count = self._text.document().characterCount() - 1
        self._count.setText(self.tr("1 character") if count == 1 else self.tr("%Ln characters", "", count))


class MetadataDialog(QDialog):
    """Edits an article's title and metadata; its text and labels stay as they are."""

    def __init__(self, article: Article, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Title and metadata"))
        self._article = article
        self._bar, column = frame(self)
        self._form = MetadataForm(article)
        column.addWidget(Scrolled(self._form), 1)
        role = QDialogButtonBox.ButtonRole
        box = QDialogButtonBox(self)
        add_button(box, self.tr("Cancel"), role.RejectRole, self.reject)
        add_button(box, self.tr("Save"), role.AcceptRole, self.accept).setDefault(True)
        column.addWidget(box)
        fit(self, _METADATA_WIDTH)
        self._form.begin()

    def command(self) -> commands.EditArticle:
        """The command that writes what is in the fields; ValueError if the date is not one."""
        data = self._form.metadata()
        return commands.EditArticle(
            article_id=self._article.id,
            title=data.title,
            source=data.source,
            authors=data.authors,
            published=data.published,
            url=data.url,
            lang=data.lang,
        )

    def accept(self) -> None:
        problem = self._form.problem()
        if not self._form.title.text().strip():
            problem = self.tr("An article needs a title."), self._form.title
        if problem is None:
            super().accept()
        else:
            sentence, field = problem
            self._bar.show_message(sentence, error=True)
            # The message makes room for itself, instead of pushing the last field out of sight.
            fit(self, _METADATA_WIDTH)
            field.setFocus()


class SkipDialog(QDialog):
    """Asks why an article is skipped: in words, or by the digit of a frequent reason."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Skip the article"))
        _, column = frame(self)
        question = QLabel(self.tr("Why is this article not labelled?"))
        set_role(question, "title")
        self._reason = QLineEdit()
        self._reason.setAccessibleName(question.text())
        self._reason.setPlaceholderText(self.tr("A few words, or a digit from below"))
        self._suggested = reasons()
        completer = QCompleter(self._suggested, self)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._reason.setCompleter(completer)
        chips = QWidget()
        chips.setAccessibleName(self.tr("Suggested reasons"))
        flow = FlowLayout(chips, spacing=round(6 * scale_of(self)))
        for number, text in enumerate(self._suggested, 1):
            chip = Chip(f"{number}  {text}")
            chip.setAccessibleName(text)
            chip.clicked.connect(self._take)
            flow.addWidget(chip)
        for widget in (question, self._reason, chips):
            column.addWidget(widget)
        column.addStretch(1)
        role = QDialogButtonBox.ButtonRole
        box = QDialogButtonBox(self)
        add_button(box, self.tr("Cancel"), role.RejectRole, self.reject)
        self._skip = add_button(box, self.tr("Skip"), role.AcceptRole, self.accept)
        self._skip.setDefault(True)
        self._skip.setEnabled(False)
        self._reason.textEdited.connect(self._take_digit)
        # The field keeps the Enter that ends a completion from the default button.
        self._reason.returnPressed.connect(self.accept)
        self._reason.textChanged.connect(lambda: self._skip.setEnabled(bool(self.reason())))
        column.addWidget(box)
        fit(self, 460)
        self._reason.setFocus()

    def reason(self) -> str:
        """What is written, with single spaces; not empty when the dialog was accepted."""
        return " ".join(self._reason.text().split())

    def accept(self) -> None:
        if self.reason():
            super().accept()

    def _take_digit(self, text: str) -> None:
        if text in tuple(str(number) for number in range(1, len(self._suggested) + 1)):
            self._choose(self._suggested[int(text) - 1])

    def _take(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            self._choose(chip.accessibleName())

    def _choose(self, reason: str) -> None:
        self._reason.setText(reason)
        self._skip.setFocus()


def reasons() -> list[str]:
    """Frequent reasons for which an article is skipped."""
    tr = QCoreApplication.translate
    return [
        tr("SkipDialog", "not news"),
        tr("SkipDialog", "off topic"),
        tr("SkipDialog", "wrong language"),
        tr("SkipDialog", "duplicate"),
        tr("SkipDialog", "paywall stub"),
        tr("SkipDialog", "damaged text"),
    ]


def _reading_font(dialog: QDialog) -> QFont:
    font = QFont()
    font.setFamilies(list(READING_FAMILIES))
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setPixelSize(round(_READING_SIZE * scale_of(dialog)))
    return font
