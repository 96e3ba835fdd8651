"""Where the window is: on the screen that there is, at a first start and at any later one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from annotator.ui import window_place
from annotator.ui.settings import Settings
from tests.end_to_end.window import Windows, open_windows

windows = open_windows


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


def room() -> QRect:
    """What of the screen (800 x 800 here) is there for windows."""
    return QGuiApplication.primaryScreen().availableGeometry()


def started(qtbot: QtBot, settings: Settings) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    window_place.restore(window, {}, settings)
    return window


def test_a_first_start_fits_the_screen(qtbot: QtBot, settings: Settings) -> None:
    window = started(qtbot, settings)
    assert room().contains(window.geometry())
    assert window.width() > 0.9 * room().width()


@pytest.mark.parametrize(
    ("place", "size"),
    [
        (QPoint(60, 70), QSize(1900, 1000)),
        (QPoint(5000, 3000), QSize(600, 400)),
        (QPoint(-900, -50), QSize(600, 400)),
        (QPoint(500, 600), QSize(600, 400)),
    ],
)
def test_a_window_left_on_another_screen_comes_to_this_one(
    qtbot: QtBot, settings: Settings, place: QPoint, size: QSize
) -> None:
    left = started(qtbot, settings)
    left.resize(size)
    left.move(place)
    window_place.remember(left, {}, settings)
    window = started(qtbot, settings)
    assert room().contains(window.geometry())
    assert window.size().boundedTo(size) == window.size()


def test_a_window_stays_where_it_was(qtbot: QtBot, settings: Settings) -> None:
    left = started(qtbot, settings)
    left.setGeometry(120, 130, 500, 420)
    window_place.remember(left, {}, settings)
    assert started(qtbot, settings).geometry() == left.geometry()


def test_the_real_window_starts_on_the_screen(windows: Windows) -> None:
    driver = windows.open("Mara Ohlsen ging zum Hafen.")
    window, status = driver.window, driver.window.status
    window_place.restore(window, window._splitters, driver.settings)
    driver.settle()
    assert room().contains(window.frameGeometry())
    for region in (status, window.inspector):
        assert window.rect().contains(QRect(region.mapTo(window, QPoint(0, 0)), region.size()))
