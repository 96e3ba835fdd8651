"""Fields of the inspector that are typed into; leaving them saves, Escape leaves them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

_MOST_LINES = 8


class TypedLine(QLineEdit):
    """One line."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.returnPressed.connect(self.left)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif not _turns_to_attribute(event):
            super().keyPressEvent(event)


class Note(QPlainTextEdit):
    """A note that grows with its text; Ctrl+Enter leaves it, too."""

    finished = Signal()
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
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape or (enter and control):
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
