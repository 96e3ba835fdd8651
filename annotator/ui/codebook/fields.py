"""Fields of the codebook's editor: a name above, what is typed or chosen, and below it what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of


class Field(QWidget):
    """A control with its name above it and a sentence below it.

    ``room``: there is always room for the sentence, so that nothing moves when it comes.
    """

    def __init__(
        self, name: str, control: QWidget, hint: str = "", beside: QWidget | None = None, room: bool = False
    ) -> None:
        super().__init__()
        unit = scale_of(self)
        self.control = control
        self._name = QLabel(name)
        set_role(self._name, "muted")
        self._name.setBuddy(control)
        control.setAccessibleName(name)
        self._said = QLabel()
        self._said.setWordWrap(True)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._hint = hint
        if room:
            policy = self._said.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            self._said.setSizePolicy(policy)
            self._said.setMinimumHeight(self._said.fontMetrics().lineSpacing())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(4 * unit))
        column.addWidget(self._name)
        if beside is None:
            column.addWidget(control)
        else:
            row = QHBoxLayout()
            row.setSpacing(round(8 * unit))
            row.addWidget(control, 1)
            row.addWidget(beside)
            column.addLayout(row)
        column.addWidget(self._said)
        self._column = column
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.say("")

    def say(self, text: str, refuses: bool = True) -> None:
        """Says what is wrong, or only odd, with what is in the field; "" shows the hint, if there is one."""
        set_role(self._said, "error" if text and refuses else "small")
        self._said.setText(text or self._hint)
        self._said.setHidden(not (text or self._hint))
        self.control.setAccessibleDescription(text or self._hint)

    def said(self) -> str:
        """What is said below the control now."""
        return self._said.text()


class Line(QLineEdit):
    """A line that tells of what the person types alone."""

    typed = Signal(str)

    def __init__(self, placeholder: str = "") -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(self.typed)

    def show_text(self, text: str) -> None:
        """Shows a text; what is there already stays, with its caret and what can be undone."""
        if self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)


class Choice(QComboBox):
    """A drop-down list of values, each with its words; a wheel that passes over it changes nothing."""

    chosen = Signal(object)

    def __init__(self, values: Iterable[tuple[object, str]] = ()) -> None:
        super().__init__()
        self._values: list[object] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_values(values)
        self.activated.connect(lambda number: self.chosen.emit(self._values[number]))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leaves the wheel to the page that is scrolled."""
        event.ignore()

    def set_values(self, values: Iterable[tuple[object, str]]) -> None:
        """Offers other values; nothing is chosen then."""
        pairs: Sequence[tuple[object, str]] = list(values)
        self._values = [value for value, _ in pairs]
        self.clear()
        self.addItems([words for _, words in pairs])
        self.setCurrentIndex(-1)

    def values(self) -> list[object]:
        """What is offered."""
        return list(self._values)

    def value(self) -> object:
        """What is chosen; None where nothing is."""
        number = self.currentIndex()
        return self._values[number] if number >= 0 else None

    def show_value(self, value: object) -> None:
        """Chooses a value; one that is not offered shows nothing."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)
