"""The mouse in the text pane: selecting, choosing spans, resizing, candidates, zones and the menu."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.core.models import Zone
from annotator.ui.pane.text_pane import TextPane
from tests.ui.pane.pointer import ALT, LEFT, NONE, click, drag, mouse
from tests.ui.pane_fakes import TEXT, article, chosen, of, point_of, shown_pane, span


@pytest.fixture
def pane(qtbot: QtBot) -> TextPane:
    return shown_pane(qtbot)


def test_a_drag_that_gets_one_mark_of_a_quotation_gets_both(pane: TextPane) -> None:
    drag(pane, point_of(pane, TEXT.index("„"), 0.7), point_of(pane, TEXT.index("“"), 0.9))
    assert chosen(pane) == "„Wir 😀 warten noch.“"


def test_a_click_on_an_empty_line_goes_to_the_line_beside_it(pane: TextPane) -> None:
    line = pane.places.line_at(TEXT.index("\n\n") + 1)
    for height, beside in ((line.baseline - 1, "Schlichtung"), (line.baseline + 1, "Das Ministerium")):
        x = pane.caret_box().center().x() + (400 if beside == "Schlichtung" else 0)
        pane.set_caret(pane.places.gap_at(QPointF(x, height)))
        assert pane.places.line_at(pane.caret) == pane.places.line_at(TEXT.index(beside))


def test_a_drag_selects_whole_words(pane: TextPane) -> None:
    drag(pane, point_of(pane, TEXT.index("erband")), point_of(pane, TEXT.index("ehnt")))
    assert chosen(pane) == "Verband lehnt"
    assert pane.caret == TEXT.index(" ab.")


def test_a_drag_to_the_left_puts_the_caret_at_the_beginning(pane: TextPane) -> None:
    drag(pane, point_of(pane, TEXT.index("ehnt")), point_of(pane, TEXT.index("erband")))
    assert chosen(pane) == "Verband lehnt"
    assert pane.caret == TEXT.index("Verband")


def test_alt_selects_by_character_and_never_half_an_emoji(pane: TextPane) -> None:
    start = TEXT.index("Wir")
    drag(pane, point_of(pane, start + 1, 0.1), point_of(pane, start + 4, 0.9), ALT)
    assert chosen(pane) == "ir 😀"


def test_a_drag_may_begin_in_the_margin(pane: TextPane) -> None:
    pane.resize(1300, 500)
    line = pane.places.line_at(0)
    start = QPoint(5, round(line.baseline - 4))
    end = pane.viewport().mapTo(pane, point_of(pane, TEXT.index("erband")))
    for kind, point in (
        (QEvent.Type.MouseButtonPress, start),
        (QEvent.Type.MouseMove, end),
        (QEvent.Type.MouseButtonRelease, end),
    ):
        event = QMouseEvent(kind, QPointF(point), QPointF(pane.mapToGlobal(point)), LEFT, LEFT, NONE)
        QApplication.sendEvent(pane, event)
    assert chosen(pane) == "Der Verband"


def test_two_three_and_four_clicks(pane: TextPane, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QApplication, "doubleClickInterval", lambda: 60_000)
    point = point_of(pane, TEXT.index("warten") + 2)
    click(pane, point)
    assert chosen(pane) is None
    QTest.mouseDClick(pane.viewport(), LEFT, NONE, point)
    assert chosen(pane) == "warten"
    click(pane, point)
    sentence = chosen(pane)
    assert sentence is not None
    assert "warten noch" in sentence
    click(pane, point)
    assert chosen(pane) == TEXT[: TEXT.index("\n")]
    click(pane, point)
    assert chosen(pane) is None


def test_a_drag_after_a_double_click_keeps_the_word(pane: TextPane) -> None:
    point = point_of(pane, TEXT.index("sagte") + 2)
    mouse(pane, QEvent.Type.MouseButtonDblClick, point)
    end = point_of(pane, TEXT.index("Berg"))
    mouse(pane, QEvent.Type.MouseMove, end)
    mouse(pane, QEvent.Type.MouseButtonRelease, end, down=False)
    assert chosen(pane) == "Berg sagte"


def test_clicks_go_from_the_inner_span_to_the_outer(pane: TextPane) -> None:
    pane.upsert_span(of("„Wir 😀 warten noch.“", "outer", "QUOTE"))
    pane.upsert_span(of("warten", "inner"))
    point = point_of(pane, TEXT.index("warten") + 1)
    order = []
    for _ in range(3):
        click(pane, point)
        order.append(pane.active)
    assert order == ["inner", "outer", "inner"]
    click(pane, point_of(pane, TEXT.index("Reeder")))
    assert pane.active is None
    assert abs(pane.caret - TEXT.index("Reeder")) <= 1


def test_the_underline_is_part_of_the_span_and_the_margin_is_not(pane: TextPane) -> None:
    pane.upsert_span(of("Verband"))
    line = pane.places.line_at(5)
    inside = point_of(pane, TEXT.index("Verband") + 2)
    click(pane, QPoint(inside.x(), round(line.bottom - 3)))
    assert pane.active == "s"
    click(pane, QPoint(2, inside.y()))
    assert pane.active is None


def test_the_edge_of_the_active_span_is_dragged_and_the_pane_changes_nothing(pane: TextPane, qtbot: QtBot) -> None:
    pane.upsert_span(of("Frau Berg"))
    pane.set_active("s")
    edge = point_of(pane, TEXT.index("Berg") + 3, 1.0)
    mouse(pane, QEvent.Type.MouseMove, edge, down=False)
    assert pane.viewport().cursor().shape() == Qt.CursorShape.SizeHorCursor
    target = point_of(pane, TEXT.index("sagte") + 2)
    mouse(pane, QEvent.Type.MouseButtonPress, edge)
    mouse(pane, QEvent.Type.MouseMove, target)
    shown = pane.span("s")
    assert shown is not None
    assert TEXT[shown.start : shown.end] == "Frau Berg sagte"
    with qtbot.waitSignal(pane.span_resized) as signal:
        mouse(pane, QEvent.Type.MouseButtonRelease, target, down=False)
    assert signal.args == ["s", ((TEXT.index("Frau"), TEXT.index("sagte") + 5),)]
    assert pane.span("s") == of("Frau Berg")
    assert (pane.active, pane.selection) == ("s", None)


def test_the_beginning_is_dragged_by_character_with_alt(pane: TextPane, qtbot: QtBot) -> None:
    pane.upsert_span(of("Frau Berg"))
    pane.set_active("s")
    start = TEXT.index("Frau")
    with qtbot.waitSignal(pane.span_resized) as signal:
        drag(pane, point_of(pane, start, 0.05), point_of(pane, start + 2, 0.1), ALT)
    assert signal.args == ["s", ((start + 2, start + 9),)]


def test_an_edge_can_not_be_dragged_over_the_other(pane: TextPane, qtbot: QtBot) -> None:
    pane.upsert_span(of("Frau Berg"))
    pane.set_active("s")
    with qtbot.waitSignal(pane.span_resized) as signal:
        drag(pane, point_of(pane, TEXT.index("Berg") + 3, 1.0), point_of(pane, 2))
    assert signal.args == ["s", ((TEXT.index("Frau"), TEXT.index("Frau") + 4),)]


def test_escape_gives_a_resizing_up(pane: TextPane, qtbot: QtBot) -> None:
    pane.upsert_span(of("Frau Berg"))
    pane.set_active("s")
    mouse(pane, QEvent.Type.MouseButtonPress, point_of(pane, TEXT.index("Berg") + 3, 1.0))
    mouse(pane, QEvent.Type.MouseMove, point_of(pane, TEXT.index("sagte") + 2))
    with qtbot.assertNotEmitted(pane.span_resized):
        QTest.keyClick(pane, Qt.Key.Key_Escape)
        mouse(pane, QEvent.Type.MouseButtonRelease, point_of(pane, 3), down=False)
    assert pane.span("s") == of("Frau Berg")


def test_a_candidate_is_chosen_by_its_number_or_its_words(pane: TextPane, qtbot: QtBot) -> None:
    pane.upsert_span(of("Frau Berg", "b"))
    pane.upsert_span(of("Reeder", "r"))
    pane.set_candidates({1: "b", 2: "r"})
    badge = pane.marks.badges(pane.visible_lines())[2].center().toPoint()
    mouse(pane, QEvent.Type.MouseMove, badge, down=False)
    assert pane.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    with qtbot.waitSignal(pane.candidate_chosen) as signal:
        click(pane, badge)
    assert signal.args == ["r"]
    with qtbot.waitSignal(pane.candidate_chosen) as signal:
        click(pane, point_of(pane, TEXT.index("Berg")))
    assert signal.args == ["b"]
    assert pane.active is None


def test_a_click_on_a_zone_says_so(pane: TextPane, qtbot: QtBot) -> None:
    start = TEXT.index("Das Ministerium")
    pane.set_zones([Zone("z", 1, start, len(TEXT), "related")])
    with qtbot.waitSignal(pane.zone_clicked) as signal:
        click(pane, point_of(pane, start + 5))
    assert signal.args == ["z"]
    with qtbot.assertNotEmitted(pane.zone_clicked):
        click(pane, point_of(pane, 5))


def menu(pane: TextPane, point: QPoint) -> QContextMenuEvent:
    return QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, pane.viewport().mapToGlobal(point))


def test_the_menu_is_for_the_span_or_the_selection_under_the_pointer(pane: TextPane, qtbot: QtBot) -> None:
    pane.upsert_span(of("Frau Berg"))
    offset = TEXT.index("Berg")
    with qtbot.waitSignal(pane.context_requested) as signal:
        QApplication.sendEvent(pane.viewport(), menu(pane, point_of(pane, offset)))
    assert signal.args is not None
    assert signal.args[1] == offset
    assert pane.active == "s"
    pane.select(TEXT.index("Frau"), TEXT.index(":"))
    with qtbot.waitSignal(pane.context_requested):
        QApplication.sendEvent(pane.viewport(), menu(pane, point_of(pane, offset)))
    assert chosen(pane) == "Frau Berg sagte"


def test_shift_and_click_extend(pane: TextPane) -> None:
    pane.set_caret(TEXT.index("Verband"))
    QTest.mouseClick(pane.viewport(), LEFT, Qt.KeyboardModifier.ShiftModifier, point_of(pane, TEXT.index("ehnt")))
    assert chosen(pane) == "Verband lehnt"


def test_a_drag_beyond_the_edge_scrolls(pane: TextPane, qtbot: QtBot) -> None:
    pane.set_article(article("Wort und Satz.\n" * 300))
    seen = pane.visible_range()[1]
    bottom = QPoint(200, pane.viewport().height() + 60)
    mouse(pane, QEvent.Type.MouseButtonPress, point_of(pane, 5))
    mouse(pane, QEvent.Type.MouseMove, bottom)
    qtbot.waitUntil(lambda: pane.scrolled > 60)
    mouse(pane, QEvent.Type.MouseButtonRelease, bottom, down=False)
    assert pane.selection is not None
    assert pane.selection[1] > seen


@pytest.mark.parametrize(
    "text",
    [
        "אמר שלום עולם אחרי הפגישה",
        "قال «الاتفاق 2025 ممكن» اليوم",
        "Er sagte שלום עולם und ging 😀 weg",
        "cafe\u0301 👨‍👩‍👧 e\u0301n",
    ],
)
def test_clicking_a_character_finds_its_spans_in_any_direction(pane: TextPane, text: str) -> None:
    spans = [span(f"w{n}", n, n + 1) for n in range(len(text))]
    pane.set_article(article(text), spans)
    for n, character in enumerate(text):
        line = pane.places.line_at(n)
        for left, right in pane.places.x_ranges(line, n, n + 1) if character.isalpha() else ():
            if right - left > 2:
                point = QPointF((left + right) / 2, line.baseline - 4)
                assert f"w{n}" in pane.marks.spans_at(point)


def test_a_word_written_leftwards_is_selected_by_drag(pane: TextPane) -> None:
    text = "אמר שלום עולם אחרי הפגישה"
    pane.set_article(article(text))
    first, last = text.index("שלום") + 1, text.index("עולם") + 2
    assert point_of(pane, first).x() > point_of(pane, last).x()
    drag(pane, point_of(pane, first), point_of(pane, last))
    assert chosen(pane) == "שלום עולם"
