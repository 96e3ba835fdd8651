"""The last row of a register's window: its buttons, and between them what has just been done or went wrong.

The row has one height, whatever it says: a message above the lists would move them from under the pointer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from annotator.ui.parts.dialog_parts import push_button
from annotator.ui.parts.elided_line import ElidedLine
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of

Action = tuple[str, Callable[[], object]]


class RegisterFoot(QFrame):
    """Buttons at the left, a message, and Close at the right.

    ``left`` says that the button with the keyboard has gone: it belongs elsewhere now.
    """

    left = Signal()

    def __init__(self, actions: Sequence[Action], close: Callable[[], object], undo: Callable[[], object]) -> None:
        super().__init__()
        unit = scale_of(self)
        set_role(self, "foot")
        self._refused = ""
        self._message = ElidedLine()
        self._undo = push_button(self.tr("Undo"), undo)
        self._close = push_button(self.tr("Close"), close)
        keeping = self._undo.sizePolicy()
        keeping.setRetainSizeWhenHidden(True)
        self._undo.setSizePolicy(keeping)
        self._undo.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(*(round(n * unit) for n in (14, 8, 14, 8)))
        row.setSpacing(round(8 * unit))
        for text, slot in actions:
            row.addWidget(push_button(text, slot))
        row.addSpacing(round(8 * unit))
        row.addWidget(self._message, 1)
        row.addWidget(self._undo)
        row.addWidget(self._close)

    def add(self, button: QPushButton) -> None:
        """Puts another button before Close."""
        self._row.insertWidget(self._row.count() - 1, button)

    @property
    def is_undoable(self) -> bool:
        """Whether what is said now can be undone."""
        return not self._undo.isHidden()

    def text(self) -> str:
        """What is said now; "" for nothing."""
        return self._message.whole

    def say(self, sentence: str, undoable: bool = False, error: bool = False, seconds: float = 0) -> None:
        """Says something, in place of what was said before; it goes by itself after ``seconds``, if not 0."""
        self._timer.stop()
        had_keyboard = self.window().focusWidget() is self._undo
        self._undo.setVisible(undoable)
        if had_keyboard and not undoable:
            self.left.emit()
        set_role(self._message, "error" if error else "")
        self._message.say(sentence)
        if not sentence:
            return
        if seconds:
            self._timer.start(round(seconds * 1000))
        # Here, as few starts have something to say, and its classes take a while to make.
        from PySide6.QtGui import QAccessible, QAccessibleEvent

        QAccessible.updateAccessibility(QAccessibleEvent(self._message, QAccessible.Event.Alert))

    def refuse(self, sentence: str) -> None:
        """Says why a field can't be taken; "" takes that back, if it is still what is said."""
        if sentence:
            self.say(sentence, error=True)
        elif self._refused and self.text() == self._refused:
            self.clear()
        self._refused = sentence

    def clear(self) -> None:
        """Says nothing any more."""
        self.say("")
