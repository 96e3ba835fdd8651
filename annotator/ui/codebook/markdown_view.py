"""Longer texts in Markdown: shown, and written with what comes out beside them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QTextBrowser, QWidget

from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of

FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
"""Raw HTML is shown as the text that it is."""


class MarkdownView(QTextBrowser):
    """Shows Markdown. Links lead nowhere, and pictures are not fetched, from the disk neither."""

    def __init__(self, name: str) -> None:
        super().__init__()
        set_role(self, "field")
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(round(2 * scale_of(self)))
        self.document().setIndentWidth(round(14 * scale_of(self)))

    def show_markdown(self, text: str) -> None:
        """Shows a text; how far it is scrolled stays."""
        bar = self.verticalScrollBar()
        place = bar.value()
        self.document().setMarkdown(text, FEATURES)
        # A page that is shown first scrolls to its caret.
        self.moveCursor(QTextCursor.MoveOperation.Start)
        bar.setValue(place)

    def loadResource(self, type: int, name: QUrl | str) -> Any:  # noqa: N802
        """Nothing: whatever a text names, it is not looked for."""
        return None


class MarkdownField(QWidget):
    """Markdown to be typed at the left, and what it looks like at the right."""

    typed = Signal(str)

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__()
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(name)
        self.text.setPlaceholderText(placeholder)
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(lambda: self._on_changed())
        self.view = MarkdownView(self.tr("%1, as it will look").replace("%1", name))
        self._showing = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(round(8 * scale_of(self)))
        row.addWidget(self.text, 1)
        row.addWidget(self.view, 1)
        self.setFocusProxy(self.text)

    def show_text(self, text: str) -> None:
        """Shows a text; the one that is there already stays, with its caret."""
        if self.text.toPlainText() != text:
            self._showing = True
            self.text.setPlainText(text)
            self._showing = False
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.view.verticalScrollBar().setValue(0)
        self.view.show_markdown(text)

    def _on_changed(self) -> None:
        if self._showing:
            return
        text = self.text.toPlainText()
        self.view.show_markdown(text)
        self.typed.emit(text)
