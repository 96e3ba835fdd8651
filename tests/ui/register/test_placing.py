"""A window that comes up is moved no further than needed to be seen whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QStyle, QWidget
from pytestqt.qtbot import QtBot

from annotator.ui.register.placing import keep_on_screen, placed

ROOM = QRect(0, 30, 1366, 738)


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        (QRect(170, 10, 1020, 720), QRect(170, 30, 1020, 720)),
        (QRect(170, 40, 1020, 720), QRect(170, 40, 1020, 720)),
        (QRect(-20, 100, 1020, 720), QRect(0, 48, 1020, 720)),
        (QRect(600, 100, 1020, 600), QRect(346, 100, 1020, 600)),
        (QRect(0, 0, 2000, 900), ROOM),
    ],
)
def test_it_is_moved_by_as_little_as_possible(box: QRect, expected: QRect) -> None:
    assert placed(box, ROOM) == expected


@given(st.integers(-3000, 3000), st.integers(-3000, 3000), st.integers(1, 3000), st.integers(1, 3000))
def test_wherever_it_would_be_it_is_in_the_room(left: int, top: int, width: int, height: int) -> None:
    assert ROOM.contains(placed(QRect(left, top, width, height), ROOM))


def test_the_title_bar_is_below_the_edge_of_the_screen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(50, -200, 300, 200)
    keep_on_screen(window)
    bar = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
    assert window.geometry().top() == window.screen().availableGeometry().top() + bar
