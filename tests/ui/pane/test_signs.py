"""The flags of open questions, and the ring of a span of several pieces."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from annotator.core.models import Span
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.parts.theme import DARK, LIGHT, Theme
from tests.ui.pane_fakes import TEXT, article, of, shown_pane

ONE, TWO = TEXT.index("Verband"), TEXT.index("Reeder")
PIECES = ((ONE, ONE + 7), (TWO, TWO + 6))


@pytest.fixture
def pane(qtbot: QtBot) -> TextPane:
    pane = shown_pane(qtbot)
    pane.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    pane.clearFocus()
    pane.upsert_span(of("Frau Berg"))
    return pane


def shot(pane: TextPane) -> QImage:
    return pane.viewport().grab().toImage()


def changed(before: QImage, after: QImage) -> QRectF:
    found = QRectF()
    for y in range(before.height()):
        for x in range(before.width()):
            if before.pixel(x, y) != after.pixel(x, y):
                found |= QRectF(x, y, 1, 1)
    return found


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_flag_stands_above_the_end_and_hides_no_letter(pane: TextPane, theme: Theme) -> None:
    pane.set_theme(theme)
    before = shot(pane)
    pane.set_flagged({"s"})
    area = changed(before, shot(pane))
    end = TEXT.index("Berg") + 4
    line = pane.places.line_at(end - 1)
    assert area.right() <= pane.places.edge_x(line, end, trailing=True) + 5
    assert area.width() < pane.size_em
    assert 6 < area.height() < pane.size_em
    # Above the small letters; it may touch the tops of ascenders.
    assert area.bottom() < line.baseline - 0.7 * pane.size_em
    pane.set_flagged(())
    assert shot(pane) == before


def test_a_flag_is_where_the_last_piece_ends(pane: TextPane) -> None:
    pane.upsert_span(Span("s", 1, "m", "QUOTE", PIECES))
    pane.set_flagged({"s", "unknown"})
    (box,) = pane.marks.flags(pane.visible_lines()).values()
    line = pane.places.line_at(TWO)
    # In the leading, whatever the face's height: below what the line above is written on.
    assert line.baseline - (line.bottom - line.top) + 4 < box.top() < box.bottom() < line.baseline
    assert abs(box.right() - pane.places.edge_x(line, TWO + 6, trailing=True)) < 4


def test_a_flag_waits_for_its_span_and_goes_with_it(pane: TextPane) -> None:
    bare = shot(pane)
    pane.set_flagged({"late"})
    assert shot(pane) == bare
    pane.upsert_span(of("Reeder", "late"))
    assert set(pane.marks.flags(pane.visible_lines())) == {"late"}
    pane.remove_span("late")
    assert shot(pane) == bare


def test_flags_end_with_the_article_and_survive_another_size(pane: TextPane) -> None:
    pane.set_flagged({"s"})
    pane.set_line_height(2.4)
    assert set(pane.marks.flags(pane.visible_lines())) == {"s"}
    pane.set_article(article(), [of("Frau Berg")])
    assert pane.marks.flags(pane.visible_lines()) == {}


def test_a_flag_that_is_set_repaints_its_lines_alone(pane: TextPane, monkeypatch: pytest.MonkeyPatch) -> None:
    areas: list[QRectF] = []
    monkeypatch.setattr(pane, "update_area", areas.append)
    pane.upsert_span(of("Reeder", "r"))
    areas.clear()
    pane.set_flagged({"s"})
    pane.set_flagged({"s", "r"})
    assert len(areas) == 2
    assert not areas[0].intersects(areas[1])


def test_all_pieces_have_the_ring_and_the_chosen_one_a_strong_one(pane: TextPane) -> None:
    pane.remove_span("s")
    pane.upsert_span(Span("s", 1, "m", "QUOTE", PIECES))
    bare = shot(pane)
    pane.set_active("s")
    ringed = shot(pane)
    boxes = [pane.places.rect(pane.places.line_at(start), start, end).toRect() for start, end in PIECES]
    for box in boxes:
        area = box.translated(0, -pane.scrolled)
        assert ringed.copy(area) != bare.copy(area)
    pane.choose_segment(PIECES[1])
    chosen = shot(pane)
    areas = [box.translated(0, -pane.scrolled) for box in boxes]
    assert chosen.copy(areas[0]) == ringed.copy(areas[0])
    assert chosen.copy(areas[1]) != ringed.copy(areas[1])
    pane.choose_segment((0, 1))
    assert pane.segment is None
    assert shot(pane) == ringed


def test_a_pinned_span_keeps_the_ring_while_text_is_selected(pane: TextPane) -> None:
    pane.set_active("s")
    box = pane.places.rect(pane.places.line_at(TEXT.index("Frau")), *of("Frau Berg").segments[0])
    area = box.adjusted(-6, 0, 0, 0).translated(0, -pane.scrolled).toRect()
    ringed = shot(pane).copy(area)
    pane.pin("s")
    pane.select(TWO, TWO + 6)
    assert shot(pane).copy(area) == ringed
    pane.pin(None)
    assert shot(pane).copy(area) != ringed
