"""What a concept says, where it stands and how claims stand to it; leaving a field saves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPlainTextEdit, QWidget

from annotator.core.errors import UserError
from annotator.core.models import Concept
from annotator.core.register_rules import checked_concept
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of
from annotator.ui.register.concepts_stances import StanceBar
from annotator.ui.register.wrong import mark

_NAME_LINES, _NOTE_LINES = 2, 3


class ConceptForm(QWidget):
    """``edited`` carries the concept as it is to be."""

    edited = Signal(object)
    refused = Signal(str)  # why the sentence can't be taken; "" when that is no longer so

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Concept"))
        self._concept: Concept | None = None
        self._labels: dict[QWidget, QLabel] = {}
        self._wrong = ""  # why the sentence can't be taken
        unit = scale_of(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, round(6 * unit), 0)
        self._grid.setHorizontalSpacing(round(12 * unit))
        self._grid.setVerticalSpacing(round(10 * unit))
        self._grid.setColumnStretch(1, 1)
        self.name = _Lines(_NAME_LINES, one_line=True)
        self.note = _Lines(_NOTE_LINES)
        self.place = QLabel()
        self.place.setWordWrap(True)
        self.place.setTextFormat(Qt.TextFormat.PlainText)
        self.stances = StanceBar()
        for title, field in (
            (self.tr("Sentence"), self.name),
            (self.tr("Below"), self.place),
            (self.tr("Note"), self.note),
            (self.tr("Stance"), self.stances),
        ):
            self._add(title, field)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        for lines in (self.name, self.note):
            lines.left.connect(self.save)
        self.show_concept(None, ())

    @property
    def concept(self) -> Concept | None:
        """The concept that is shown, as it is in the register."""
        return self._concept

    def show_concept(self, concept: Concept | None, path: Sequence[str]) -> None:
        """Shows a concept and the names of those above it; the same one again keeps what is being written."""
        top = self.tr("Nothing: it stands at the top") if concept is not None else ""
        self.place.setText(" › ".join(path) or top)
        if concept is not None and concept == self._concept:
            return
        before, self._concept = self._concept, concept
        self.setEnabled(concept is not None)
        shown = concept or Concept("", "")
        same = before is not None and before.id == shown.id
        for lines, text, had in (
            (self.name, shown.name, before.name if before is not None else ""),
            (self.note, shown.note or "", (before.note if before is not None else "") or ""),
        ):
            if lines.toPlainText() != text and not (same and text == had):
                blocker = QSignalBlocker(lines)
                lines.setPlainText(text)
                blocker.unblock()
        self._check()

    def show_stances(self, shown: bool) -> None:
        """Whether claims have a stance at all."""
        for widget in (self.stances, self._labels[self.stances]):
            widget.setVisible(shown)

    def save(self) -> None:
        """Hands on what is written, if anything is otherwise than in the register."""
        if self._concept is None:
            return
        self._check()
        name = self._concept.name if self._wrong else self.name.toPlainText()
        checked = checked_concept(replace(self._concept, name=name, note=self.note.toPlainText() or None))
        if checked != checked_concept(self._concept):
            self.edited.emit(checked)

    def _check(self) -> None:
        """Marks a sentence that can't be taken; the note is saved nevertheless."""
        before, self._wrong = self._wrong, ""
        if self._concept is not None:
            try:
                checked_concept(replace(self._concept, name=self.name.toPlainText()))
            except UserError as error:
                self._wrong = str(error)
        mark(self.name, self._wrong)
        if self._wrong != before:
            self.refused.emit(self._wrong)

    def _add(self, title: str, field: QWidget) -> None:
        row = self._grid.rowCount()
        label = QLabel(title)
        set_role(label, "muted")
        if isinstance(field, _Lines):
            label.setContentsMargins(0, round(6 * scale_of(self)), 0, 0)
        label.setBuddy(field)
        field.setAccessibleName(title)
        self._labels[field] = label
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(field, row, 1)


class _Lines(QPlainTextEdit):
    """Some lines; leaving them, or Enter where it is to be one line, saves."""

    left = Signal()

    def __init__(self, lines: int, one_line: bool = False) -> None:
        super().__init__()
        self._one_line = one_line
        self.setTabChangesFocus(True)
        self.setFixedHeight(round(lines * self.fontMetrics().lineSpacing() + 28 * scale_of(self)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._one_line and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.left.emit()
        super().focusOutEvent(event)
