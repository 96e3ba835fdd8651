"""The third page of a label: its guideline and its examples."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from annotator.ui.codebook.draft_items import DraftLabel
from annotator.ui.codebook.fields import Field
from annotator.ui.codebook.markdown_view import MarkdownField
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of

_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


class GuidelineForm(QWidget):
    """Edits the texts of one label of the draft; ``edited`` is sent after each change."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        unit = scale_of(self)
        self._label: DraftLabel | None = None
        self.guideline = MarkdownField(
            self.tr("Guideline (Markdown)"),
            self.tr("What is labelled, where it begins and ends, and what is not?"),
        )
        self.examples = QPlainTextEdit()
        self.examples.setTabChangesFocus(True)
        self.examples.setMinimumHeight(round(60 * unit))
        self.examples.setMaximumHeight(round(130 * unit))
        heading = QLabel(self.tr("Guideline (Markdown), and what it looks like"))
        set_role(heading, "muted")
        heading.setBuddy(self.guideline)
        examples = Field(
            self.tr("Examples"),
            self.examples,
            self.tr("Brackets around [what is labelled]; an empty line between two examples."),
        )
        examples.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, round(12 * unit), 0, 0)
        column.setSpacing(round(4 * unit))
        column.addWidget(heading)
        column.addWidget(self.guideline, 5)
        column.addSpacing(round(8 * unit))
        column.addWidget(examples, 2)
        self.guideline.typed.connect(self._set_guideline)
        self.examples.textChanged.connect(self._set_examples)

    def show_label(self, label: DraftLabel) -> None:
        """Shows another label, or the same anew."""
        self._label = label
        self.guideline.show_text(label.guideline)
        if split_examples(self.examples.toPlainText()) != label.examples:
            self.examples.blockSignals(True)
            self.examples.setPlainText("\n\n".join(label.examples))
            self.examples.blockSignals(False)

    def _set_guideline(self, text: str) -> None:
        if self._label is not None and self._label.guideline != text:
            self._label.guideline = text
            self.edited.emit()

    def _set_examples(self) -> None:
        examples = split_examples(self.examples.toPlainText())
        if self._label is not None and self._label.examples != examples:
            self._label.examples = examples
            self.edited.emit()


def split_examples(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, without those that are empty."""
    return tuple(part.strip() for part in _BLANK_LINES.split(text) if part.strip())
