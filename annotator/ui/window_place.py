"""Where the window is and how large: as it was left, and never outside the screen."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QSplitter, QStyle

from annotator.ui.parts.places import within
from annotator.ui.settings import Settings

_FIRST = QSize(1280, 820)
_FRAME = (QStyle.PixelMetric.PM_TitleBarHeight, QStyle.PixelMetric.PM_MdiSubWindowFrameWidth)


def restore(window: QMainWindow, splitters: Mapping[str, QSplitter], settings: Settings) -> None:
    """Gives a window that is not shown yet the place and size that it was left with, or those of a first start."""
    window.resize(_FIRST)
    kept = window.restoreGeometry(settings.bytes("geometry"))
    for name, splitter in splitters.items():
        splitter.restoreState(settings.bytes(name))
    if not window.isMaximized() and not window.isFullScreen():
        _keep_on_screen(window, placed=kept)


def remember(window: QMainWindow, splitters: Mapping[str, QSplitter], settings: Settings) -> None:
    settings.set_bytes("geometry", window.saveGeometry())
    for name, splitter in splitters.items():
        settings.set_bytes(name, splitter.saveState())


def _keep_on_screen(window: QMainWindow, placed: bool) -> None:
    """Makes the window as small as its screen, and moves it there if it is not all inside."""
    screen = QGuiApplication.screenAt(window.geometry().center()) if placed else None
    room = (screen or window.screen()).availableGeometry()
    # How wide the frame really is, is known only after the window is shown.
    title, side = (window.style().pixelMetric(metric) for metric in _FRAME)
    room.adjust(side, title, -side, -side)
    size = window.size().boundedTo(room.size())
    cut = size != window.size()
    window.resize(size)
    if not placed and not cut:
        return  # whoever manages windows finds a place
    corner = within(window.geometry(), room)
    if corner != window.geometry().topLeft():
        window.move(corner - QPoint(side, title))
