"""The relations of the active span: which curves and names are on the screen, and where."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.core.models import Article, Relation, Span
from annotator.ui.pane.relation_marks import Drawn
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.parts.theme import DARK, LIGHT, Theme
from tests.ui.pane.link_fakes import CODEBOOK, TEXT, linked, linked_pane, of


def shot(pane: TextPane) -> QImage:
    return pane.viewport().grab().toImage()


def texts(pane: TextPane) -> list[str]:
    return [one.text for one in pane.drawn_relations()]


def by_text(pane: TextPane, text: str) -> Drawn:
    (found,) = [one for one in pane.drawn_relations() if one.text == text]
    return found


def box_of(pane: TextPane, span_id: str) -> QRectF:
    """Around the first words of a span, without the leading."""
    span = pane.span(span_id)
    assert span is not None
    line = pane.places.line_at(span.start)
    box = pane.places.rect(line, *span.segments[0])
    return QRectF(box.left(), line.top, box.width(), line.baseline + 0.3 * pane.size_em - line.top)


def test_only_the_active_spans_relations_are_drawn(qtbot: QtBot) -> None:
    pane = linked_pane(qtbot, linked("r", "speaker", "q", "ohlsen"), linked("c", "expressed_in", "claim", "q"))
    assert texts(pane) == []
    pane.set_active("petersen")
    assert texts(pane) == []
    pane.set_active("ohlsen")
    assert texts(pane) == ["Speaker"]
    pane.set_active("q")
    assert sorted(texts(pane)) == ["Expressed in", "Speaker"]


def test_a_curve_ends_at_the_child_whichever_span_is_active(qtbot: QtBot) -> None:
    pane = linked_pane(qtbot, linked("r", "speaker", "q", "ohlsen"))
    for active in ("q", "ohlsen"):
        pane.set_active(active)
        (one,) = pane.drawn_relations()
        near = box_of(pane, "ohlsen").adjusted(-12, -12, 12, 12)
        assert near.contains(one.path.pointAtPercent(1))
        assert not near.contains(one.path.pointAtPercent(0))


def test_the_name_is_beside_the_other_end_and_not_over_its_words(qtbot: QtBot) -> None:
    pane = linked_pane(qtbot, linked("r", "speaker", "q", "ohlsen"), linked("u", "cue", "q", "said"))
    pane.set_active("q")
    for text, span_id in (("Speaker", "ohlsen"), ("Cue", "said")):
        words, tag = box_of(pane, span_id), by_text(pane, text).tag
        assert words.left() <= tag.left() <= words.left() + 10
        # It may touch the tops of capitals, no more.
        assert words.top() - 16 < tag.top()
        assert tag.bottom() < words.center().y() - 4


def test_two_names_at_one_span_stand_side_by_side(qtbot: QtBot) -> None:
    pane = linked_pane(qtbot, linked("r", "speaker", "q", "ohlsen"), linked("a", "addressee", "q", "ohlsen"))
    pane.set_active("q")
    one, other = (found.tag for found in pane.drawn_relations())
    assert not one.intersects(other)
    assert abs(one.top() - other.top()) < 1


def test_the_handle_of_a_claim_leaves_the_name_of_its_quote_readable(qtbot: QtBot) -> None:
    pane = linked_pane(qtbot, linked("c", "expressed_in", "claim", "q"))
    pane.set_active("claim")
    (handle,) = pane.signs_on_top()
    assert handle.contains(pane.link_handle()[0])  # type: ignore[index]
    beside = by_text(pane, "Expressed in").tag
    assert not beside.intersects(handle)
    assert beside.left() > handle.center().x()
    # Where there is no room at its right, it stands at its left, and not on the words.
    view = QRectF(0, beside.top() - 100, beside.left() + 20, 400)
    left = pane.links._tag(handle.topLeft(), "Expressed in", view, [handle])
    assert left.right() < handle.left()
    assert left.top() == handle.top()


def test_ends_beyond_the_edges_are_named_there(qtbot: QtBot) -> None:
    pane = linked_pane(
        qtbot,
        linked("up", "addressee", "q", "harms"),
        linked("down", "speaker", "q", "boysen"),
        linked("near", "speaker", "q", "ohlsen"),
    )
    pane.set_active("q")
    top, bottom = pane.scrolled, pane.scrolled + pane.viewport().height()
    up, down = by_text(pane, "↑ Addressee: Harms"), by_text(pane, "↓ Speaker: Boysen")
    assert top <= up.tag.top() < top + 10
    assert bottom - 10 < down.tag.bottom() <= bottom
    assert up.path.pointAtPercent(1).y() <= up.tag.bottom() + 1
    assert down.path.pointAtPercent(1).y() >= down.tag.top() - 1
    assert by_text(pane, "Speaker").ids == ["near"]


def test_several_ends_beyond_one_edge_are_one_curve(qtbot: QtBot) -> None:
    pane = linked_pane(qtbot, linked("r", "speaker", "q", "boysen"))
    pane.upsert_span(Span("b2", 1, "m", "ACTOR", (of("x", "ACTOR", "schwieg.").segments)))
    pane.upsert_relation(linked("r2", "speaker", "q", "b2"))
    pane.set_active("q")
    (one,) = pane.drawn_relations()
    assert one.ids == ["r", "r2"]
    assert one.text == "↓ Speaker: Boysen +1"


def test_a_far_end_is_not_laid_out(qtbot: QtBot) -> None:
    pane = linked_pane(qtbot, linked("r", "speaker", "q", "boysen"))
    pane.set_active("q")
    pane.places.forget()
    pane.drawn_relations()
    assert pane.places.block_number(TEXT.index("Boysen")) not in pane.places._blocks


def test_an_active_span_beyond_the_edge_sends_its_curve_from_there(qtbot: QtBot) -> None:
    pane = linked_pane(qtbot, linked("r", "speaker", "q", "boysen"))
    pane.set_active("q")
    pane.centre_on(TEXT.index("Boysen"))
    (one,) = pane.drawn_relations()
    assert one.text == "Speaker"
    assert one.path.pointAtPercent(0).y() == pytest.approx(pane.scrolled)
    assert box_of(pane, "boysen").adjusted(-4, -12, 4, 8).contains(one.path.pointAtPercent(1))
    # And nothing where neither end is on the screen.
    pane.verticalScrollBar().setValue(0)
    assert texts(pane) == []


def test_a_suggested_relation_is_dashed(qtbot: QtBot) -> None:
    pane = linked_pane(
        qtbot, linked("r", "speaker", "q", "ohlsen"), linked("s", "cue", "q", "said", suggested=True)
    )
    pane.set_active("q")
    assert {one.text: one.dashed for one in pane.drawn_relations()} == {"Speaker": False, "Cue": True}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_colour_is_that_of_the_other_end(qtbot: QtBot, theme: Theme) -> None:
    pane = linked_pane(qtbot, linked("r", "speaker", "q", "ohlsen"))
    pane.set_theme(theme)
    pane.set_active("q")
    (one,) = pane.drawn_relations()
    assert one.colour == theme.colour(CODEBOOK.require_label("ACTOR"))
    middle = one.path.pointAtPercent(0.5).toPoint()
    image = shot(pane)
    near = [
        image.pixelColor(middle.x() + dx, middle.y() + dy - pane.scrolled)
        for dx in range(-2, 3)
        for dy in range(-2, 3)
    ]
    assert any(abs(c.hslHue() - one.colour.hslHue()) < 12 and c.hslSaturation() > 100 for c in near)


def test_a_nested_span_has_a_short_bow_above_its_line(qtbot: QtBot) -> None:
    pane = linked_pane(qtbot, linked("c", "expressed_in", "claim", "q"))
    pane.set_active("claim")
    (one,) = pane.drawn_relations()
    line = pane.places.line_at(TEXT.index("Wir bleiben"))
    box = one.path.boundingRect()
    assert box.bottom() < line.baseline - 0.8 * pane.size_em
    assert box.width() < 4 * pane.size_em


def test_changes_are_followed(qtbot: QtBot) -> None:
    pane = linked_pane(qtbot)
    pane.set_active("q")
    bare = shot(pane)
    pane.upsert_relation(linked("r", "speaker", "q", "ohlsen"))
    assert texts(pane) == ["Speaker"]
    assert shot(pane) != bare
    pane.upsert_relation(linked("r", "speaker", "q", "petersen"))
    (one,) = pane.drawn_relations()
    assert box_of(pane, "petersen").adjusted(-12, -12, 12, 12).contains(one.path.pointAtPercent(1))
    pane.remove_span("petersen")
    assert texts(pane) == []
    pane.remove_relation("r")
    pane.remove_relation("r")
    pane.upsert_span(of("petersen", "ACTOR", "Petersen"))
    assert shot(pane) == bare


def test_a_relation_of_other_spans_repaints_nothing(qtbot: QtBot) -> None:
    pane = linked_pane(qtbot)
    pane.set_active("q")
    other = Relation("r", 1, "m", "claimant", "claim", "ohlsen")
    assert not pane.links.put(other)
    assert not pane.links.remove("r")
    assert not pane.links.remove("r")
    assert pane.links.put(linked("s", "speaker", "q", "ohlsen"))
    assert pane.links.put(linked("s", "claimant", "claim", "ohlsen"))


def test_what_is_pointed_out_stands_out(qtbot: QtBot) -> None:
    pane = linked_pane(qtbot, linked("r", "speaker", "q", "ohlsen"), linked("u", "cue", "q", "said"))
    pane.set_active("q")
    before = shot(pane)
    pane.point_out("r")
    tag = by_text(pane, "Speaker").tag.translated(0, -pane.scrolled)
    inside = tag.topLeft().toPoint()
    assert shot(pane).pixelColor(inside.x() + 4, inside.y() + 4) == LIGHT.colour(CODEBOOK.require_label("ACTOR"))
    pane.point_out(None)
    assert shot(pane) == before
    pane.point_out("r")
    pane.set_active("ohlsen")
    pane.set_active("q")
    assert shot(pane) == before


def test_a_click_on_a_name_leads_to_the_other_end(qtbot: QtBot) -> None:
    pane = linked_pane(qtbot, linked("r", "speaker", "q", "boysen"))
    pane.set_active("q")
    tag = by_text(pane, "↓ Speaker: Boysen").tag.translated(0, -pane.scrolled)
    QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=tag.center().toPoint())
    assert pane.active == "boysen"
    start, end = pane.visible_range()
    assert start <= TEXT.index("Boysen") < end


def test_names_give_way_to_the_candidates_numbers(qtbot: QtBot) -> None:
    pane = linked_pane(qtbot, linked("r", "speaker", "q", "ohlsen"))
    pane.set_active("q")
    tag = by_text(pane, "Speaker").tag.translated(0, -pane.scrolled).toRect()
    named = shot(pane).copy(tag)
    pane.set_candidates({1: "petersen"})
    assert shot(pane).copy(tag) != named


def test_names_at_the_edge_stay_there_while_the_page_scrolls(qtbot: QtBot) -> None:
    pane = linked_pane(qtbot, linked("r", "speaker", "q", "boysen"))
    pane.set_active("q")
    shot(pane)
    pane.verticalScrollBar().setValue(pane.scrolled + 40)
    tag = by_text(pane, "↓ Speaker: Boysen").tag.translated(0, -pane.scrolled)
    assert tag.bottom() > pane.viewport().height() - 10


class Painted(QObject):
    """Notes the heights of what a widget paints."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.heights: list[int] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QPaintEvent):
            self.heights.append(event.rect().height())
        return False


def test_scrolling_paints_all_only_where_something_stays_at_the_edge(qtbot: QtBot) -> None:
    pane = linked_pane(qtbot, linked("r", "speaker", "q", "boysen"))
    painted = Painted(pane.viewport())
    for active, whole in ((None, False), ("q", True)):
        pane.set_active(active)
        QApplication.processEvents()
        painted.heights.clear()
        pane.verticalScrollBar().setValue(pane.scrolled + 10)
        QApplication.processEvents()
        assert painted.heights
        assert (max(painted.heights) == pane.viewport().height()) == whole


def test_every_name_is_within_the_page(qtbot: QtBot) -> None:
    pane = linked_pane(qtbot)
    text = "Wort " * 400
    spans = [Span(f"a{n}", 1, "m", "ACTOR", ((n * 5, n * 5 + 4),)) for n in range(0, 400, 3)]
    quote = Span("q", 1, "m", "QUOTE", ((500, 540),))
    relations = [Relation(f"r{n}", 1, "m", "speaker", "q", span.id) for n, span in enumerate(spans)]
    pane.set_article(Article(1, "a", "T", text), [*spans, quote], relations)
    pane.set_active("q")
    drawn = pane.drawn_relations()
    assert 10 < len(drawn) <= 18
    view = QRectF(0, pane.scrolled, pane.viewport().width(), pane.viewport().height())
    for one in drawn:
        assert one.tag.left() >= view.left()
        assert one.tag.right() <= view.right()
