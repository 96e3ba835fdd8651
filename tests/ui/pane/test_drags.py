"""Dragging edges of a span's pieces, and adding pieces with Ctrl."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.core.models import Segments, Span
from annotator.ui.pane.drags import with_edge
from annotator.ui.pane.text_pane import TextPane
from tests.ui.pane.pointer import ALT, LEFT, click, drag, mouse
from tests.ui.pane_fakes import TEXT, chosen, of, point_of, shown_pane

CTRL = Qt.KeyboardModifier.ControlModifier
ONE, TWO = TEXT.index("Verband"), TEXT.index("Frau")
PIECES: Segments = ((ONE, ONE + 7), (TWO, TWO + 4))


@pytest.fixture
def pane(qtbot: QtBot) -> TextPane:
    pane = shown_pane(qtbot)
    pane.upsert_span(Span("s", 1, "m", "QUOTE", PIECES))
    pane.set_active("s")
    return pane


@pytest.mark.parametrize(
    ("number", "at_end", "edge", "expected"),
    [
        (0, True, 7, ((0, 7), (10, 15))),
        (0, True, 10, ((0, 15),)),
        (0, True, 12, ((0, 15),)),
        (0, True, 20, ((0, 20),)),
        (1, True, 11, ((0, 5), (10, 11))),
        (1, False, 8, ((0, 5), (8, 15))),
        (1, False, 3, ((0, 15),)),
        (0, False, 2, ((2, 5), (10, 15))),
    ],
)
def test_an_edge_that_reaches_another_piece_joins_it(
    number: int, at_end: bool, edge: int, expected: Segments
) -> None:
    assert with_edge(((0, 5), (10, 15)), number, at_end, edge) == expected


@pytest.mark.parametrize(
    ("offset", "share", "target", "expected"),
    [
        (TWO + 3, 1.0, TEXT.index("Berg") + 2, (PIECES[0], (TWO, TEXT.index("Berg") + 4))),
        (ONE + 6, 1.0, TEXT.index("lehnt") + 2, ((ONE, TEXT.index("lehnt") + 5), PIECES[1])),
        (ONE, 0.02, 1, ((0, ONE + 7), PIECES[1])),
        (TWO, 0.02, TEXT.index("ab.") + 1, (PIECES[0], (TEXT.index("ab."), TWO + 4))),
        (TWO, 0.02, 1, ((0, TWO + 4),)),
    ],
)
def test_each_piece_has_two_edges(
    pane: TextPane, qtbot: QtBot, offset: int, share: float, target: int, expected: Segments
) -> None:
    with qtbot.waitSignal(pane.span_resized) as signal:
        drag(pane, point_of(pane, offset, share), point_of(pane, target, 0.4))
    assert signal.args == ["s", expected]
    shown = pane.span("s")
    assert shown is not None
    assert shown.segments == PIECES


def test_ctrl_and_drag_add_words(pane: TextPane, qtbot: QtBot) -> None:
    start = TEXT.index("sagte")
    mouse(pane, QEvent.Type.MouseButtonPress, point_of(pane, start + 1), CTRL)
    mouse(pane, QEvent.Type.MouseMove, point_of(pane, start + 3), CTRL)
    shown = pane.span("s")
    assert shown is not None
    assert shown.segments == (*PIECES, (start, start + 5))
    with qtbot.waitSignal(pane.segment_added) as signal:
        mouse(pane, QEvent.Type.MouseButtonRelease, point_of(pane, start + 3), CTRL, down=False)
    assert signal.args == ["s", start, start + 5]
    assert (pane.active, pane.selection) == ("s", None)
    shown = pane.span("s")
    assert shown is not None
    assert shown.segments == PIECES


def test_ctrl_and_alt_add_characters(pane: TextPane, qtbot: QtBot) -> None:
    start = TEXT.index("Reeder")
    with qtbot.waitSignal(pane.segment_added) as signal:
        drag(pane, point_of(pane, start + 1, 0.1), point_of(pane, start + 3, 0.1), CTRL | ALT)
    assert signal.args == ["s", start + 1, start + 3]


def test_ctrl_and_two_clicks_add_a_word(pane: TextPane, qtbot: QtBot) -> None:
    point = point_of(pane, TEXT.index("Reeder") + 2)
    with qtbot.waitSignal(pane.segment_added) as signal:
        QTest.mouseClick(pane.viewport(), LEFT, CTRL, point)
        QTest.mouseDClick(pane.viewport(), LEFT, CTRL, point)
    assert signal.args == ["s", TEXT.index("Reeder"), TEXT.index("Reeder") + 6]
    assert pane.active == "s"


def test_escape_adds_nothing(pane: TextPane, qtbot: QtBot) -> None:
    start = TEXT.index("sagte")
    mouse(pane, QEvent.Type.MouseButtonPress, point_of(pane, start + 1), CTRL)
    mouse(pane, QEvent.Type.MouseMove, point_of(pane, start + 3), CTRL)
    with qtbot.assertNotEmitted(pane.segment_added):
        QTest.keyClick(pane, Qt.Key.Key_Escape)
        mouse(pane, QEvent.Type.MouseButtonRelease, point_of(pane, start + 3), CTRL, down=False)
    shown = pane.span("s")
    assert shown is not None
    assert shown.segments == PIECES


def test_without_an_active_span_ctrl_selects(pane: TextPane) -> None:
    pane.set_active(None)
    drag(pane, point_of(pane, TEXT.index("Reeder") + 1), point_of(pane, TEXT.index("hoffen") + 2), CTRL)
    assert chosen(pane) == "Reeder hoffen"


def test_a_span_that_is_pinned_grows_while_none_is_active(pane: TextPane, qtbot: QtBot) -> None:
    pane.pin("s")
    pane.set_caret(3)
    start = TEXT.index("Reeder")
    with qtbot.waitSignal(pane.segment_added) as signal:
        drag(pane, point_of(pane, start + 1), point_of(pane, start + 4), CTRL)
    assert signal.args == ["s", start, start + 6]


def test_a_click_chooses_the_piece_that_was_clicked(pane: TextPane) -> None:
    pane.set_active(None)
    click(pane, point_of(pane, TWO + 1))
    assert (pane.active, pane.segment, pane.caret) == ("s", PIECES[1], TWO)
    click(pane, point_of(pane, ONE + 1))
    assert (pane.active, pane.segment, pane.caret) == ("s", PIECES[0], ONE)
    click(pane, point_of(pane, TEXT.index("Reeder")))
    assert (pane.active, pane.segment) == (None, None)
    pane.upsert_span(of("Reeder", "r"))
    click(pane, point_of(pane, TEXT.index("Reeder")))
    assert (pane.active, pane.segment) == ("r", None)


def test_alt_and_arrows_step_from_piece_to_piece(pane: TextPane) -> None:
    steps = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(pane, key, ALT)
        steps.append(pane.segment)
    assert steps == [PIECES[0], PIECES[1], PIECES[0], PIECES[1]]
    assert pane.active == "s"
    # A piece that is gone is chosen no longer.
    pane.upsert_span(Span("s", 1, "m", "QUOTE", PIECES[:1]))
    assert pane.segment is None


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, CTRL], ids=["edge", "piece"])
@pytest.mark.parametrize("gone", [True, False])
def test_a_drag_is_void_once_its_span_was_changed_or_taken_away(
    pane: TextPane, qtbot: QtBot, held: Qt.KeyboardModifier, gone: bool
) -> None:
    """A suggestion may be withdrawn, or the span relabelled in another window, while the button is down."""
    start = point_of(pane, TWO + 3, 1.0) if held != CTRL else point_of(pane, TEXT.index("Danach") + 1)
    other = Span("s", 1, "m", "ACTOR", PIECES)
    kinds = QEvent.Type
    mouse(pane, kinds.MouseButtonPress, start, held)
    mouse(pane, kinds.MouseMove, point_of(pane, TEXT.index("Berg") + 2), held)
    assert pane.spans() != [Span("s", 1, "m", "QUOTE", PIECES)]
    pane.remove_span("s") if gone else pane.upsert_span(other)
    with qtbot.assertNotEmitted(pane.span_resized), qtbot.assertNotEmitted(pane.segment_added):
        mouse(pane, kinds.MouseMove, point_of(pane, TEXT.index("sagte") + 2), held)
        mouse(pane, kinds.MouseButtonRelease, point_of(pane, TEXT.index("sagte") + 2), held, down=False)
    assert pane.spans() == ([] if gone else [other])
