"""The popup that gives a span its actor or concept: ranked, type to filter, a digit or Enter takes one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.actions.letter_keys import digit_of
from annotator.ui.parts.keyboard_loan import KeyboardLoan
from annotator.ui.parts.speech import announce_rows
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of, theme_of
from annotator.ui.parts.widgets import KeyCap
from annotator.ui.register.candidates import Choice, Source
from annotator.ui.register.choice_row import CHOICE, ChoiceDelegate, spoken

_WIDTHS = {"actor": 480, "concept": 620}
_SHOWN = 12  # rows that are seen at once
_GAP = 10
# The line's own context menu, and its closing, are no reason to leave; nor is a look into another program.
_STAYS = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
)


class EntryPicker(QFrame):
    """Floats over the window at a span, and takes all keys while it is open.

    It changes nothing itself: ``chosen`` carries the id of an entry, ``created`` what was typed for a new one (""
    for what the mention says), and ``unlinked`` says that the span is to point to none.
    """

    chosen = Signal(str)
    created = Signal(str)
    unlinked = Signal()
    closed = Signal()
    escaped = Signal()  # closed by Escape, with nothing chosen

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        set_role(self, "panel")
        self._source: Source | None = None
        self._anchor = QRect()
        self._moved = False  # the person has gone to another row
        self._loan = KeyboardLoan()
        self._line = _Line(self)
        self._line.textEdited.connect(lambda _text: self._edited())
        self._line.textChanged.connect(lambda _text: self._fill())
        self._list = QListWidget()
        set_role(self._list, "plain")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setItemDelegate(ChoiceDelegate(self._list))
        self._list.itemClicked.connect(lambda _item: self.take_current())
        announce_rows(self._list, self._line)
        self._reading = QLabel(self.tr("The register is being read …"))
        set_role(self._reading, "small")
        self._foot = _Foot(self)
        layout = QVBoxLayout(self)
        for widget in (self._line, self._list, self._reading, self._foot):
            layout.addWidget(widget)
        self.setObjectName("picker")
        self.hide()

    def open(self, source: Source, anchor: QRect, ready: bool) -> None:
        """Shows what ``source`` offers below ``anchor`` (in the window's coordinates), or above where more fits.

        ``ready``: the register has been read; until :meth:`refill` says so, the list may lack entries.
        """
        self._source, self._anchor = source, anchor
        # Instead of a shadow, as the palette has it: blurring that at each key takes 10 ms.
        sheet = f"#picker {{ border: 1px solid {theme_of(self).muted}; }}"
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
        actor = source.target == "actor"
        name = self.tr("Actor of the span") if actor else self.tr("Concept of the claim")
        self.setAccessibleName(name)
        self._line.setAccessibleName(name)
        self._line.setPlaceholderText(
            self.tr("Type a name, or take a number") if actor else self.tr("Type what is claimed")
        )
        self._list.setAccessibleName(self.tr("Entries that fit"))
        self._reading.setVisible(not ready)
        if not self.isVisible():
            self._loan.take(self._line)
        self._pristine = True
        self._moved = False
        self._line.blockSignals(True)
        self._line.setText(source.start)
        self._line.selectAll()
        self._line.blockSignals(False)
        self._fill()
        self.show()
        self.raise_()
        self._line.setFocus(Qt.FocusReason.PopupFocusReason)
        QTimer.singleShot(0, self._place)

    def refill(self, ready: bool) -> None:
        """Shows the entries again that have become known meanwhile."""
        self._reading.setVisible(not ready)
        if self.isVisible():
            kept = self._current() if self._moved else None
            self._fill()
            for row in range(self._list.count()):
                if kept is not None and self._choice(row) is not None and _same(self._choice(row), kept):
                    self._list.setCurrentRow(row)

    @property
    def typed(self) -> str:
        """What the person has typed; "" while the line stands as it was at first."""
        return "" if self._pristine else " ".join(self._line.text().split())

    def shown(self) -> list[Choice]:
        """The rows, from top to bottom."""
        return [choice for row in range(self._list.count()) if (choice := self._choice(row)) is not None]

    # What keys do

    def take_current(self) -> None:
        """Takes the row that is marked."""
        choice = self._current()
        if choice is not None:
            self._take(choice)

    def take_new(self) -> None:
        """Makes a new entry, wherever its row stands."""
        new = next((choice for choice in self.shown() if choice.kind == "new"), None)
        if new is not None:
            self._take(new)

    def take_number(self, number: int) -> bool:
        """Takes the row that carries a number; False if there is none, or something is typed already."""
        found = next((choice for choice in self.shown() if number and choice.number == number), None)
        if found is None or self.typed:
            return False
        self._take(found)
        return True

    def take_none(self) -> bool:
        """Says that the span is to point to nothing, if it points to something and the line is empty."""
        if self._line.text() and not (self._pristine and not self._source_start()):
            return False
        none = next((choice for choice in self.shown() if choice.kind == "none"), None)
        if none is None:
            return False
        self._take(none)
        return True

    def step(self, by: int) -> None:
        """Marks the row so many further down; round the ends by single steps."""
        count = self._list.count()
        if count:
            self._moved = True
            row = self._list.currentRow() + by
            self._list.setCurrentRow(row % count if abs(by) == 1 else min(max(row, 0), count - 1))

    def _take(self, choice: Choice) -> None:
        typed = self.typed
        self.hide()
        if choice.kind == "entry":
            self.chosen.emit(choice.id)
        elif choice.kind == "new":
            self.created.emit(typed)
        else:
            self.unlinked.emit()

    # The list

    def _edited(self) -> None:
        self._pristine = False
        self._moved = False

    def _source_start(self) -> str:
        return self._source.start if self._source is not None else ""

    def _fill(self) -> None:
        if self._source is None:
            return
        actor = self._source.target == "actor"
        choices = self._source.choices(self.typed)
        self._list.clear()
        for choice in choices:
            item = QListWidgetItem()
            item.setData(CHOICE, (choice, actor))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken(choice, actor))
            self._list.addItem(item)
        # Enter at once, where the span is linked already, leaves it so.
        now = next((row for row, choice in enumerate(choices) if choice.linked and not self.typed), 0)
        self._list.setCurrentRow(now)
        kinds = {choice.kind for choice in choices}
        self._foot.show_keys(numbers=any(c.number for c in choices), none="none" in kinds, new="new" in kinds)
        if self.isVisible():
            self._place()

    def _choice(self, row: int) -> Choice | None:
        item = self._list.item(row)
        found: Choice | None = item.data(CHOICE)[0] if item is not None else None
        return found

    def _current(self) -> Choice | None:
        return self._choice(self._list.currentRow())

    def _place(self) -> None:
        unit, window, layout = scale_of(self), self.parentWidget(), self.layout()
        if window is None or layout is None:
            return
        margin = round(10 * unit)
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(round(6 * unit))
        row = self._list.sizeHintForRow(0) if self._list.count() else 0
        gap = round(_GAP * unit)
        below = window.height() - self._anchor.bottom() - 2 * gap
        above = self._anchor.top() - 2 * gap
        room = max(below, above)
        self._list.setFixedHeight(max(1, row * min(_SHOWN, self._list.count())))
        layout.activate()
        rest = layout.sizeHint().height() - self._list.height()
        if rest + self._list.height() > room and row:
            self._list.setFixedHeight(max(row, (room - rest) // row * row))
            layout.activate()
        width = _WIDTHS[self._source.target] if self._source is not None else 0
        size = QSize(min(round(width * unit), window.width() - 2 * margin), layout.sizeHint().height())
        # Where it was below the span it stays there, though the list grows shorter.
        under = below >= min(size.height(), room) or below >= above
        top = self._anchor.bottom() + gap if under else self._anchor.top() - gap - size.height()
        left = min(max(margin, self._anchor.left()), window.width() - size.width() - margin)
        self.setGeometry(QRect(QPoint(left, max(0, top)), size))

    def hideEvent(self, event: QHideEvent) -> None:
        if self._line.hasFocus():
            self._loan.give_back(Qt.FocusReason.PopupFocusReason)
        super().hideEvent(event)
        self.closed.emit()


class _Line(QLineEdit):
    """The picker's line: passes the keys for the list on, and keeps shortcuts from the window."""

    def __init__(self, picker: EntryPicker) -> None:
        super().__init__(picker)
        self.setObjectName("picker-line")
        self._picker = picker

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _STAYS:
            self._picker.hide()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        picker, key = self._picker, Qt.Key(event.key())
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Tab: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Backtab: -1,
            Qt.Key.Key_PageDown: _SHOWN,
            Qt.Key.Key_PageUp: -_SHOWN,
        }
        digit = digit_of(event)
        if key in steps:
            picker.step(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            picker.take_new() if ctrl else picker.take_current()
        elif key == Qt.Key.Key_Escape:
            picker.hide()
            picker.escaped.emit()
        else:
            erases = key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers()
            if not (digit and picker.take_number(int(digit))) and not (erases and picker.take_none()):
                super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        return False


class _Foot(QWidget):
    """Which keys act now."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 2, 0)
        row.setSpacing(round(6 * scale_of(self)))
        self._parts: dict[str, tuple[QWidget, QLabel]] = {}
        texts = {
            "numbers": ("1–9", self.tr("take")),
            "enter": ("Return", self.tr("take the marked one")),
            "new": ("Ctrl+Return", self.tr("new")),
            "none": ("Del", self.tr("none")),
        }
        for name, (key, text) in texts.items():
            cap: QLabel = KeyCap("" if name == "numbers" else key, self)
            if name == "numbers":
                cap.setText(key)
            label = QLabel(text)
            set_role(label, "small")
            row.addWidget(cap)
            row.addWidget(label)
            row.addSpacing(round(4 * scale_of(self)))
            self._parts[name] = (cap, label)
        row.addStretch(1)

    def show_keys(self, numbers: bool, none: bool, new: bool) -> None:
        """Shows the keys that do something now."""
        for name, shown in (("numbers", numbers), ("none", none), ("new", new)):
            for widget in self._parts[name]:
                widget.setVisible(shown)


def _same(one: Choice | None, other: Choice) -> bool:
    return one is not None and (one.kind, one.id) == (other.kind, other.id)
