"""Where a register's window comes up."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QStyle, QWidget


def keep_on_screen(window: QWidget) -> None:
    """Moves a window that comes up so that all of it can be seen, its title bar too.

    Qt centres it on the main window, which may be lower and stand at the top of the screen.
    """
    bar = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
    room = window.screen().availableGeometry().adjusted(0, bar, 0, 0)
    box = placed(window.geometry(), room)
    if box != window.geometry():
        window.setGeometry(box)


def placed(box: QRect, room: QRect) -> QRect:
    """The box moved into the room by as little as possible, and made smaller where it is too large for it."""
    width, height = min(box.width(), room.width()), min(box.height(), room.height())
    left = max(room.left(), min(box.left(), room.left() + room.width() - width))
    top = max(room.top(), min(box.top(), room.top() + room.height() - height))
    return QRect(left, top, width, height)
