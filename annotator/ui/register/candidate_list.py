"""Who a mention of the queue may mean: a line to find any other actor by, and the ranked rows below it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from annotator.ui.parts.speech import announce_rows
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of
from annotator.ui.parts.widgets import KeyCap
from annotator.ui.register.candidates import NUMBERED, Choice, Source
from annotator.ui.register.choice_row import CHOICE, ChoiceDelegate, spoken


class CandidateList(QWidget):
    """As in the picker: a digit takes a row while nothing is typed, letters filter all actors.

    ``taken`` carries the choice and what was typed for it; ``left`` says that the keyboard goes back to the queue.
    """

    taken = Signal(object, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = scale_of(self)
        self._source: Source | None = None
        self._hints: list[tuple[bool, QWidget]] = []  # whether something is typed when the key acts, what shows it
        self.line = _Line()
        self.line.setPlaceholderText(self.tr("Type to find any other actor"))
        self.line.setAccessibleName(self.tr("Find any other actor"))
        self.line.textChanged.connect(lambda _text: self._fill())
        self.line.stepped.connect(self._step)
        self.line.accepted.connect(self.take_current)
        self.line.new_wanted.connect(self.take_new)
        self.line.left.connect(self._leave)
        self.rows = QListWidget()
        set_role(self.rows, "plain")
        self.rows.setAccessibleName(self.tr("Actors that may be meant"))
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setItemDelegate(ChoiceDelegate(self.rows))
        self.rows.itemClicked.connect(lambda item: self._take(item.data(CHOICE)[0]))
        announce_rows(self.rows, self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(8 * unit))
        column.addWidget(self.line)
        column.addWidget(self.rows, 1)
        column.addLayout(self._keys(unit))
        self._show_keys()  # in here by now: by itself each would be a window

    @property
    def typed(self) -> str:
        """What is sought; "" while the rows are those that may be meant."""
        return " ".join(self.line.text().split())

    def show_source(self, source: Source | None) -> None:
        """Shows what may be meant by another mention, with nothing typed; None shows nothing."""
        self._source = source
        self.line.blockSignals(True)
        self.line.clear()
        self.line.blockSignals(False)
        self._fill()

    def refill(self, source: Source | None) -> None:
        """Shows the same mention's rows anew: what is typed and which row is marked stay."""
        row = self.rows.currentRow()
        self._source = source
        self._fill()
        self.rows.setCurrentRow(min(max(row, 0), self.rows.count() - 1))

    def shown(self) -> list[Choice]:
        """The rows, from top to bottom."""
        return [self.rows.item(row).data(CHOICE)[0] for row in range(self.rows.count())]

    def type_on(self, text: str) -> None:
        """Takes the keyboard and what was typed in the queue."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.setText(text)

    def take_current(self) -> None:
        """Takes the row that is marked."""
        item = self.rows.currentItem()
        if item is not None:
            self._take(item.data(CHOICE)[0])

    def take_new(self) -> None:
        """Makes a new actor, of what is typed or else of the mention."""
        new = next((choice for choice in self.shown() if choice.kind == "new"), None)
        if new is not None:
            self._take(new)

    def take_number(self, digit: str) -> None:
        """Takes the row with this number, if there is one and nothing is typed."""
        found = next((choice for choice in self.shown() if str(choice.number) == digit), None)
        if found is not None and not self.typed:
            self._take(found)

    def _take(self, choice: Choice) -> None:
        self.taken.emit(choice, self.typed)

    def _leave(self) -> None:
        self.line.clear()
        self.left.emit()

    def _step(self, by: int) -> None:
        if self.rows.count():
            self.rows.setCurrentRow(min(max(self.rows.currentRow() + by, 0), self.rows.count() - 1))

    def _fill(self) -> None:
        self.rows.clear()
        for choice in self._source.choices(self.typed) if self._source is not None else ():
            item = QListWidgetItem()
            item.setData(CHOICE, (choice, True))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken(choice, True))
            self.rows.addItem(item)
        self.rows.setCurrentRow(0)
        self._show_keys()

    def _keys(self, unit: float) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(round(6 * unit))
        for key, text, when in (
            (f"1–{NUMBERED}", self.tr("take"), False),
            ("Return", self.tr("the marked one"), None),
            ("+", self.tr("new"), False),
            ("Ctrl+Return", self.tr("new"), True),
            ("Right", self.tr("skip"), False),
            ("Escape", self.tr("back"), True),
        ):
            is_sign = not key[-1].isalpha()
            cap = KeyCap("" if is_sign else key, self)
            if is_sign:
                cap.setText(key)
                cap.setAccessibleName(key)
                cap.show()
            label = QLabel(text)
            set_role(label, "small")
            for widget in (cap, label):
                row.addWidget(widget)
                if when is not None:
                    self._hints.append((when, widget))
        row.addStretch(1)
        return row

    def _show_keys(self) -> None:
        """Shows the keys that do something now: others while something is typed."""
        for when, widget in self._hints:
            widget.setVisible(when == bool(self.typed))


class _Line(QLineEdit):
    """Keys that are not text go to the rows, or back to the queue."""

    stepped = Signal(int)
    accepted = Signal()
    new_wanted = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}
        key = Qt.Key(event.key())
        if key in steps:
            self.stepped.emit(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            (self.new_wanted if ctrl else self.accepted).emit()
        elif key == Qt.Key.Key_Escape or (key == Qt.Key.Key_Backspace and not self.text()):
            self.left.emit()
        elif event.text() == "+" and not self.text():
            self.new_wanted.emit()
        else:
            super().keyPressEvent(event)
