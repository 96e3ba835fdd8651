"""The pieces of a span in the inspector."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from annotator.core.models import Article, Span
from annotator.ui.actions.acting import ActingKeys
from annotator.ui.actions.making import load_keys
from annotator.ui.inspector.segments_card import SegmentsCard
from annotator.ui.session import Session

TEXT = "„Wir bleiben“, sagte Ohlsen, „bis jemand & alle zuhören.“"
SPAN = Span("s", 1, "m", "QUOTE", ((0, 13), (29, len(TEXT))))
ONE = Span("s", 1, "m", "QUOTE", ((0, 13),))


@pytest.fixture
def card(qtbot: QtBot) -> SegmentsCard:
    session = Session()
    session.article = Article(1, "a", "T", TEXT)
    card = SegmentsCard(session, ActingKeys(load_keys({})))
    card.setProperty("session", session)
    qtbot.addWidget(card)
    return card


def buttons(card: SegmentsCard) -> dict[str, QPushButton]:
    return {b.accessibleName(): b for b in card.findChildren(QPushButton) if not b.isHidden()}


def names(card: SegmentsCard) -> list[str]:
    return [name for name, button in buttons(card).items() if button.isVisibleTo(card)]


def test_it_is_shown_for_several_pieces_only(card: SegmentsCard) -> None:
    for span, shown in ((None, False), (ONE, False), (SPAN, True), (ONE, False), (SPAN, True), (None, False)):
        card.show_span(span)
        assert card.isHidden() == (not shown)


def test_each_piece_is_named_and_can_be_removed(card: SegmentsCard, qtbot: QtBot) -> None:
    card.show_span(SPAN)
    assert sorted(names(card)) == [
        "Make each a span of its own",
        "Piece 1: „Wir bleiben“",
        "Piece 2: „bis jemand & alle zuhören.“",
        "Remove piece 1",
        "Remove piece 2",
    ]
    with qtbot.waitSignal(card.removed) as signal:
        QTest.mouseClick(buttons(card)["Remove piece 2"], Qt.MouseButton.LeftButton)
    assert signal.args == ["s", 29, len(TEXT)]
    with qtbot.waitSignal(card.chosen) as signal:
        QTest.mouseClick(buttons(card)["Piece 1: „Wir bleiben“"], Qt.MouseButton.LeftButton)
    assert signal.args == [0, 13]
    with qtbot.waitSignal(card.parting_wanted):
        QTest.mouseClick(buttons(card)["Make each a span of its own"], Qt.MouseButton.LeftButton)


def test_the_rows_follow_the_span_and_stay_where_nothing_changed(card: SegmentsCard) -> None:
    card.show_span(SPAN)
    before = buttons(card)["Remove piece 1"]
    card.show_span(SPAN)
    assert buttons(card)["Remove piece 1"] is before
    card.show_span(Span("s", 1, "m", "QUOTE", ((0, 3), (5, 9), (10, 12))))
    assert len([name for name in names(card) if name.startswith("Remove")]) == 3


def test_every_button_is_reached_by_tab(card: SegmentsCard) -> None:
    card.show_span(SPAN)
    assert all(button.focusPolicy() & Qt.FocusPolicy.TabFocus for button in buttons(card).values())
