"""Where windows may be."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget


def within(place: QRect, room: QRect) -> QPoint:
    """The corner of a rectangle that is moved as little as needed to lie in ``room``, or to begin there."""
    x = max(room.left(), min(place.left(), room.right() + 1 - place.width()))
    y = max(room.top(), min(place.top(), room.bottom() + 1 - place.height()))
    return QPoint(x, y)


def bring_to_front(window: QWidget) -> None:
    """Shows a window above all others, with the keyboard in it."""
    if not window.isActiveWindow():
        window.raise_()
        window.activateWindow()
