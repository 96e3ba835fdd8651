"""The keyboard, lent to what is shown over a window for a while."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class KeyboardLoan:
    """Remembers who had the keyboard, to give it back; not to what is gone or hidden by then."""

    def __init__(self) -> None:
        self._owner: QWidget | None = None

    def take(self, by: QWidget) -> None:
        """Remembers who has it now, unless that is the borrower itself."""
        owner = QApplication.focusWidget()
        if owner is not by:
            self._owner = owner

    def give_back(self, reason: Qt.FocusReason) -> bool:
        """Whether there was somebody to give it to."""
        owner, self._owner = self._owner, None
        if owner is None or not isValid(owner) or not owner.isVisible():
            return False
        owner.setFocus(reason)
        return True
