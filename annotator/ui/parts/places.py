"""Where windows may be."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect


def within(place: QRect, room: QRect) -> QPoint:
    """The corner of a rectangle that is moved as little as needed to lie in ``room``, or to begin there."""
    x = max(room.left(), min(place.left(), room.right() + 1 - place.width()))
    y = max(room.top(), min(place.top(), room.bottom() + 1 - place.height()))
    return QPoint(x, y)
