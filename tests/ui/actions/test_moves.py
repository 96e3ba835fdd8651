"""The list of moves is true, and the overlay shows it in even columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from annotator.ui.actions.key_text import combinations, portable
from annotator.ui.actions.keys_overlay import KeysOverlay, deal
from annotator.ui.actions.making import load_keys
from annotator.ui.actions.moves import MOVES, Move
from annotator.ui.actions.spec import GROUPS
from annotator.ui.actions.table import ACTIONS
from annotator.ui.pane.caret_keys import CaretKeys
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.parts.theme import Appearance
from annotator.ui.parts.widgets import Card


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.text)
def test_the_pane_has_a_use_for_the_keys(qtbot: QtBot, move: Move) -> None:
    pane = TextPane()
    qtbot.addWidget(pane)
    keys = CaretKeys(pane)
    for key in move.keys:
        (struck,) = combinations(portable(key))
        event = QKeyEvent(QEvent.Type.KeyPress, struck.key(), struck.keyboardModifiers())
        assert keys.binds(event), key


def test_each_says_how_and_belongs_to_a_group() -> None:
    assert all(bool(move.keys) != bool(move.by) for move in MOVES)
    assert {move.group for move in MOVES} <= GROUPS.keys()
    assert len({(move.group, move.text) for move in MOVES}) == len(MOVES)


def test_overlay_shows_them_and_needs_no_scrolling_in_a_usual_window(qtbot: QtBot, qapp: QApplication) -> None:
    Appearance("light").apply(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    overlay = KeysOverlay(window)
    overlay.open(ACTIONS, load_keys({}))
    area = overlay.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    qtbot.waitUntil(lambda: len({card.x() for card in overlay.findChildren(Card)}) == 4)
    assert area.verticalScrollBar().maximum() == 0
    texts = {label.text() for label in overlay.findChildren(QLabel)}
    assert {move.title for move in MOVES} <= texts
    assert {move.how for move in MOVES if move.by} <= texts
    bottoms: dict[int, int] = {}
    for card in overlay.findChildren(Card):
        bottoms[card.x()] = max(bottoms.get(card.x(), 0), card.geometry().bottom())
    assert max(bottoms.values()) - min(bottoms.values()) < 200


@given(st.lists(st.integers(20, 400), min_size=1, max_size=14), st.integers(1, 5))
def test_columns_differ_by_no_more_than_one_card(heights: list[int], count: int) -> None:
    columns = deal(heights, count)
    assert sorted(number for column in columns for number in column) == list(range(len(heights)))
    assert all(column == sorted(column) for column in columns)
    sums = [sum(heights[number] for number in column) for column in columns]
    assert max(sums) - min(sums) <= max(heights)
