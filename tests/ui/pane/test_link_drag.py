"""Dragging a relation: from the handle or with Alt, over spans that fit and others, to the edges, and away."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.ui.pane.link_drag import LinkDrag
from annotator.ui.pane.text_pane import TextPane
from tests.ui.pane.link_fakes import TEXT, linked_pane
from tests.ui.pane.pointer import ALT, LEFT, NONE, drag, mouse
from tests.ui.pane_fakes import chosen, point_of

MOVE, PRESS, RELEASE = QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease


@pytest.fixture
def pane(qtbot: QtBot) -> TextPane:
    return linked_pane(qtbot)


def at(pane: TextPane, words: str) -> QPoint:
    return point_of(pane, TEXT.index(words) + 1)


def handle(pane: TextPane) -> QPoint:
    found = pane.link_handle()
    assert found is not None
    return (found[0] - QPointF(0, pane.scrolled)).toPoint()


def dragged(pane: TextPane) -> LinkDrag:
    assert pane._mouse.link is not None
    return pane._mouse.link


def test_the_handle_is_there_for_a_span_that_can_be_linked(pane: TextPane) -> None:
    assert pane.link_handle() is None
    pane.set_active("tor")
    assert pane.link_handle() is None
    pane.set_active("q")
    line = pane.places.line_at(TEXT.index("„Wir"))
    place = handle(pane)
    words = pane.places.rect(line, TEXT.index("„Wir"), TEXT.index("„Wir") + 4)
    assert abs(place.x() - words.left()) < 8
    assert -14 < place.y() + pane.scrolled - line.top < 6
    pane.set_candidates({1: "ohlsen"})
    assert pane.link_handle() is None


def test_the_handle_is_where_the_span_begins_on_the_screen(pane: TextPane) -> None:
    pane.set_active("q")
    pane.verticalScrollBar().setValue(0)
    assert pane.link_handle() is None


def test_a_drag_from_the_handle_links(pane: TextPane, qtbot: QtBot) -> None:
    pane.set_active("q")
    mouse(pane, MOVE, handle(pane), down=False)
    assert pane.viewport().cursor().shape() == Qt.CursorShape.OpenHandCursor
    assert pane.viewport().toolTip()
    with qtbot.waitSignal(pane.link_dropped) as signal:
        drag(pane, handle(pane), at(pane, "Petersen"))
    assert signal.args == ["q", "petersen"]
    assert pane.active == "q"
    assert chosen(pane) is None


def test_the_handle_is_not_hovered_when_the_pointer_has_left_the_text(pane: TextPane) -> None:
    pane.set_active("q")
    before = pane.viewport().grab().toImage()
    mouse(pane, MOVE, handle(pane), down=False)
    assert pane.viewport().grab().toImage() != before
    QApplication.sendEvent(pane.viewport(), QEvent(QEvent.Type.Leave))
    assert pane.viewport().grab().toImage() == before
    assert not pane.viewport().toolTip()


def test_a_click_on_the_handle_asks_for_the_relation(pane: TextPane, qtbot: QtBot) -> None:
    pane.set_active("q")
    with qtbot.waitSignal(pane.links_wanted), qtbot.assertNotEmitted(pane.link_dropped):
        QTest.mouseClick(pane.viewport(), LEFT, NONE, handle(pane))
    assert pane.active == "q"


def test_alt_drags_from_anywhere_on_a_span(pane: TextPane, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.link_dropped) as signal:
        drag(pane, at(pane, "Petersen"), at(pane, "jemand"), ALT)
    assert signal.args == ["petersen", "q"]
    assert chosen(pane) is None


def test_alt_takes_the_active_span_rather_than_the_innermost(pane: TextPane, qtbot: QtBot) -> None:
    for active, source in (("q", "q"), (None, "claim")):
        pane.set_active(active)
        with qtbot.waitSignal(pane.link_dropped) as signal:
            drag(pane, at(pane, "bleiben"), at(pane, "Petersen"), ALT)
        assert signal.args == [source, "petersen"]


def test_alt_on_a_span_without_relations_selects_characters(pane: TextPane) -> None:
    start = TEXT.index("Tor")
    drag(pane, point_of(pane, start, 0.9), point_of(pane, start + 2, 0.9), ALT)
    assert chosen(pane) == "or"


def test_alt_and_a_click_choose_the_span(pane: TextPane) -> None:
    QTest.mouseClick(pane.viewport(), LEFT, ALT, at(pane, "Petersen"))
    assert pane.active == "petersen"


def test_what_fits_is_told_and_framed(pane: TextPane) -> None:
    pane.set_active("q")
    before = pane.viewport().grab().toImage()
    mouse(pane, PRESS, handle(pane))
    mouse(pane, MOVE, at(pane, "ruhig"))
    assert dragged(pane).says() == "Drop it on a framed span; Esc cancels"
    framed = pane.viewport().grab().toImage()
    for words, lit in (("Petersen", True), ("Tor", False)):
        box = pane.places.rect(pane.places.line_at(TEXT.index(words)), TEXT.index(words), TEXT.index(words) + 3)
        area = box.translated(0, -pane.scrolled).toRect()
        assert (framed.copy(area) != before.copy(area)) == lit
    mouse(pane, MOVE, at(pane, "Petersen"))
    assert dragged(pane).says() == "Speaker / Addressee: Petersen"
    assert pane.viewport().grab().toImage() != framed
    mouse(pane, RELEASE, at(pane, "ruhig"), down=False)


def test_of_nested_spans_the_one_that_fits_is_the_target(pane: TextPane, qtbot: QtBot) -> None:
    # The claim lies within the quote, but a cue goes with the quote.
    with qtbot.waitSignal(pane.link_dropped) as signal:
        drag(pane, at(pane, "sagte"), at(pane, "bleiben"), ALT)
    assert signal.args == ["said", "q"]


def test_what_does_not_fit_is_explained(pane: TextPane, qtbot: QtBot) -> None:
    sentence = "Cue links to Quote (cue), not to Actor."
    mouse(pane, PRESS, at(pane, "sagte"), ALT)
    mouse(pane, MOVE, at(pane, "Petersen"), ALT)
    assert dragged(pane).says() == sentence
    assert pane.viewport().cursor().shape() == Qt.CursorShape.ForbiddenCursor
    with qtbot.waitSignal(pane.link_refused) as signal, qtbot.assertNotEmitted(pane.link_dropped):
        mouse(pane, RELEASE, at(pane, "Petersen"), ALT, down=False)
    assert signal.args == [sentence]
    assert pane.viewport().cursor().shape() == Qt.CursorShape.IBeamCursor


def test_a_drop_on_nothing_or_on_itself_does_nothing(pane: TextPane, qtbot: QtBot) -> None:
    pane.set_active("q")
    with qtbot.assertNotEmitted(pane.link_dropped), qtbot.assertNotEmitted(pane.link_refused):
        drag(pane, handle(pane), at(pane, "ruhig"))
        drag(pane, handle(pane), at(pane, "jemand"))
    assert pane.active == "q"
    assert pane._mouse.link is None


def test_escape_gives_a_link_up(pane: TextPane, qtbot: QtBot) -> None:
    pane.set_active("q")
    before = pane.viewport().grab().toImage()
    mouse(pane, PRESS, handle(pane))
    mouse(pane, MOVE, at(pane, "Petersen"))
    assert pane.viewport().grab().toImage() != before
    with qtbot.assertNotEmitted(pane.link_dropped):
        QTest.keyClick(pane, Qt.Key.Key_Escape)
        mouse(pane, RELEASE, at(pane, "Petersen"), down=False)
    assert pane.active == "q"
    pane.show_handle_hovered(False)
    assert pane.viewport().grab().toImage() == before


def test_near_the_edge_the_page_scrolls_to_ends_that_are_off_the_screen(pane: TextPane, qtbot: QtBot) -> None:
    pane.set_active("q")
    mouse(pane, PRESS, handle(pane))
    bottom = QPoint(200, pane.viewport().height() - 6)
    mouse(pane, MOVE, bottom)
    qtbot.waitUntil(lambda: pane.visible_range()[1] >= len(TEXT))
    assert pane.link_handle() is None
    assert pane.viewport().grab().toImage().height() > 0
    with qtbot.waitSignal(pane.link_dropped) as signal:
        mouse(pane, MOVE, at(pane, "Boysen"))
        mouse(pane, RELEASE, at(pane, "Boysen"), down=False)
    assert signal.args == ["q", "boysen"]


def test_the_wheel_scrolls_below_the_pointer(pane: TextPane) -> None:
    pane.set_active("q")
    mouse(pane, PRESS, handle(pane))
    mouse(pane, MOVE, at(pane, "Petersen"))
    assert dragged(pane).target is not None
    here = QPointF(at(pane, "Petersen"))
    wheel = QWheelEvent(
        here,
        QPointF(pane.viewport().mapToGlobal(here.toPoint())),
        QPoint(),
        QPoint(0, -240),
        LEFT,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pane.viewport(), wheel)
    assert dragged(pane).target is None
    mouse(pane, RELEASE, here.toPoint(), down=False)


def test_another_article_ends_the_drag(pane: TextPane) -> None:
    pane.set_active("q")
    mouse(pane, PRESS, handle(pane))
    mouse(pane, MOVE, at(pane, "Petersen"))
    pane.set_article(None)
    assert pane._mouse.link is None
    pane.viewport().grab()
