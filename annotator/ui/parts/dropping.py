"""What is dropped on the window, from a file manager or browser."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent


def accept_copy(event: QDropEvent) -> None:
    """Takes what is dragged as a copy, whatever is proposed: who hears that it was moved may delete the files."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
