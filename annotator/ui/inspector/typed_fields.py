"""Fields of the inspector that are typed into: Enter and leaving them save, Escape leaves what was there."""

from __future__ import annotations

import contextlib

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from annotator.core.codebook import Attribute
from annotator.core.models import AttributeValue
from annotator.ui.parts.stylesheet import set_role

_MOST_LINES = 8


class TypedLine(QLineEdit):
    """One line."""

    dropped = Signal()  # Escape

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        elif not _turns_to_attribute(event):
            super().keyPressEvent(event)


class TypedValue(QWidget):
    """A value of an attribute that is typed: a number, a date, a text.

    ``entered`` carries the value when the person has typed another one, None where the line is empty. What is no
    such value stays as it was typed, with a ``complaint`` below it, until it is mended.
    """

    entered = Signal(object)
    left = Signal()

    def __init__(self, attribute: Attribute) -> None:
        super().__init__()
        self.attribute = attribute
        self.complaint = ""
        self._value: AttributeValue = None
        self.line = TypedLine()
        self.line.setAccessibleName(attribute.title)
        self.line.setPlaceholderText("2025-03-13" if attribute.type == "date" else "")
        self._told = QLabel()
        self._told.setWordWrap(True)
        set_role(self._told, "error")
        self._told.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.line)
        column.addWidget(self._told)
        self.line.editingFinished.connect(self.enter)
        self.line.returnPressed.connect(self._leave)
        self.line.dropped.connect(self._drop)

    def show_value(self, value: AttributeValue) -> None:
        """Shows what is in the file; what is being typed, or could not be taken, stays while that is the same."""
        if value == self._value and (self.complaint or self.line.hasFocus()):
            return
        if self.line.hasFocus():
            self._value = value
        else:
            self.show_saved(value)

    def show_saved(self, value: AttributeValue) -> None:
        """Shows what is in the file in place of what was typed."""
        self._value = value
        self.line.setText("" if value is None else str(value))
        self._complain("")

    def describe(self) -> None:
        """Lets who listens hear the complaint, rather than what else is to be said of the field."""
        if self.complaint:
            self.line.setAccessibleDescription(self.complaint)

    def forget(self) -> None:
        """Drops what was typed."""
        self.show_saved(self._value)

    def enter(self) -> None:
        """Takes what is typed, if it is a value of the attribute."""
        value = _typed(self.attribute, self.line.text())
        try:
            value = self.attribute.check(value)
        except ValueError:
            is_date = self.attribute.type == "date"
            self._complain(
                self.tr("Needs a date, such as 2025-03-13.")
                if is_date
                else self.tr("Needs a number, such as 2.5.")
            )
            return
        self._complain("")
        if value != self._value:
            self.entered.emit(value)

    def _drop(self) -> None:
        self.forget()
        self.left.emit()

    def _leave(self) -> None:
        self.enter()
        if self.complaint:
            self.line.selectAll()
        else:
            self.left.emit()

    def _complain(self, complaint: str) -> None:
        if complaint == self.complaint:
            return
        self.complaint = complaint
        set_role(self.line, "wrong" if complaint else "")
        self._told.setText(complaint)
        self._told.setVisible(bool(complaint))
        self.line.setToolTip(complaint)
        self.line.setAccessibleDescription(complaint)


class Note(QPlainTextEdit):
    """A note that grows with its text. Shift+Enter begins a new line, as in a comment."""

    finished = Signal()  # what was typed is to be saved
    dropped = Signal()  # Escape: what was there is to stand again
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().contentsChanged.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        lines = min(max(self.document().lineCount(), 1), _MOST_LINES)
        self.setFixedHeight(round(lines * self.fontMetrics().lineSpacing() + 20))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
            self.left.emit()
        elif enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.left.emit()
        elif not _turns_to_attribute(event):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.finished.emit()
        super().focusOutEvent(event)


def _turns_to_attribute(event: QKeyEvent) -> bool:
    """Alt and a letter means an attribute, in the text pane; here it is not to be typed as the letter."""
    alone = event.modifiers() == Qt.KeyboardModifier.AltModifier
    return alone and event.text().isascii() and event.text().isalpha()


def _typed(attribute: Attribute, text: str) -> AttributeValue:
    """What a person typed as the attribute's type; text that isn't of it goes on, to be refused."""
    text = text.strip()
    if text and attribute.type == "number":
        number = text.replace(",", ".")
        with contextlib.suppress(ValueError):
            return float(number) if any(c in number for c in ".eE") else int(number)
    return text or None
