"""What is painted: colours where they belong and nowhere else, lanes, rings, dashes, zones; and what is cached."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from annotator.core.models import Article, Origin, Span, Zone
from annotator.ui.pane.layout import Line
from annotator.ui.pane.shapes import UNDERLINES, dashed, outline
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.parts.theme import DARK, LIGHT, Theme
from tests.ui.pane_fakes import CODEBOOK, TEXT, article, of, pane_without_caret, shown_pane, span


@pytest.fixture
def pane(qtbot: QtBot) -> TextPane:
    return pane_without_caret(qtbot)


def image(pane: TextPane) -> QImage:
    return pane.viewport().grab().toImage()


def box_of(pane: TextPane, start: int, end: int) -> QRectF:
    """From the ascent to the end of the leading."""
    line = pane.places.line_at(start)
    return pane.places.rect(line, start, end).translated(0, -pane.scrolled)


def differences(before: QImage, after: QImage) -> QRectF:
    """The rectangle that encloses all pixels that differ."""
    found = QRectF()
    for y in range(before.height()):
        for x in range(before.width()):
            if before.pixel(x, y) != after.pixel(x, y):
                found |= QRectF(x, y, 1, 1)
    return found


def rows_with(shot: QImage, colour: QColor, x: int, top: float, bottom: float) -> list[int]:
    return [y for y in range(round(top), round(bottom) + 4) if shot.pixelColor(x, y) == colour]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_label_colours_its_words_and_nothing_else(pane: TextPane, theme: Theme) -> None:
    pane.set_theme(theme)
    start = TEXT.index("Frau Berg")
    box = box_of(pane, start, start + 9)
    before = image(pane)
    pane.upsert_span(of("Frau Berg", label="QUOTE"))
    after = image(pane)
    changed = differences(before, after)
    assert box.adjusted(-1, -2, 1, 4).contains(changed)
    assert changed.width() >= box.width() - 2
    x = round(box.center().x())
    label = CODEBOOK.require_label("QUOTE")
    assert rows_with(after, theme.colour(label), x, box.top(), box.bottom())
    pane.remove_span("s")
    assert image(pane) == before


def test_spans_that_overlap_have_their_own_lanes(pane: TextPane) -> None:
    quote = "„Wir 😀 warten noch.“"
    pane.upsert_span(of(quote, "outer", "QUOTE"))
    pane.upsert_span(of("warten", "inner", "QUOTE"))
    start = TEXT.index("warten")
    box = box_of(pane, start, start + 6)
    colour = LIGHT.colour(CODEBOOK.require_label("QUOTE"))
    rows = rows_with(image(pane), colour, round(box.center().x()), box.top(), box.bottom())
    lanes = [y for y in rows if y - 1 not in rows]
    assert len(lanes) == 2


def test_a_suggestion_is_dashed_and_has_no_tint(pane: TextPane) -> None:
    before = image(pane)
    open_span = Span(
        "s", 1, "m", "QUOTE", of("Danach schwieg sie").segments, origin=Origin("rule", decision="open")
    )
    pane.upsert_span(open_span)
    after = image(pane)
    line = pane.places.line_at(open_span.start)
    changed = differences(before, after)
    assert changed.top() >= line.baseline
    y = round(changed.center().y())
    colour = LIGHT.colour(CODEBOOK.require_label("QUOTE"))
    row = [after.pixelColor(x, y) == colour for x in range(round(changed.left()), round(changed.right()))]
    assert 0.3 < sum(row) / len(row) < 0.9


def test_labels_differ_in_more_than_colour() -> None:
    shapes = [
        tuple((r.x(), r.y(), r.width(), r.height()) for r in style(0, 80, 10, 1, True, True))
        for style in (*UNDERLINES, dashed)
    ]
    assert len(set(shapes)) == len(shapes)
    for shape in shapes:
        assert min(x for x, *_ in shape) == 0
        assert max(x + w for x, _, w, _ in shape) == pytest.approx(80)


@pytest.mark.parametrize("style", [*UNDERLINES, dashed])
def test_an_underline_stays_within_the_narrowest_word(style: object) -> None:
    assert callable(style)
    for rectangle in style(5.0, 6.5, 10.0, 1.0, True, True):
        assert rectangle.left() >= 4.7
        assert rectangle.right() <= 7.0


def test_the_active_span_has_a_ring(pane: TextPane) -> None:
    pane.upsert_span(of("Frau Berg"))
    before = image(pane)
    pane.set_active("s")
    changed = differences(before, image(pane))
    box = box_of(pane, TEXT.index("Frau"), TEXT.index("Frau") + 9)
    assert changed.left() < box.left()
    assert changed.right() > box.right()
    pane.set_active(None)
    assert image(pane) == before


def test_the_ring_joins_the_lines_that_it_goes_round() -> None:
    joined = outline([QRectF(50, 0, 100, 30), QRectF(0, 30, 80, 30)], 5)
    assert len(joined.toSubpathPolygons()) == 1
    apart = outline([QRectF(90, 0, 60, 30), QRectF(0, 30, 80, 30)], 5)
    assert len(apart.toSubpathPolygons()) == 2
    assert outline([], 5).isEmpty()


def test_candidates_carry_numbers_above_their_words(pane: TextPane) -> None:
    pane.upsert_span(of("Frau Berg"))
    before = image(pane)
    pane.set_candidates({3: "s"})
    changed = differences(before, image(pane))
    box = box_of(pane, TEXT.index("Frau"), TEXT.index("Frau") + 1)
    assert changed.bottom() < box.bottom()
    assert abs(changed.center().x() - box.left()) < 10
    pane.set_candidates({})
    assert image(pane) == before


@pytest.mark.parametrize(("text", "first"), [("Der Ärger wächst.", "Ä"), ("أعلن الوزير ذلك.", "أ")])
def test_a_number_hides_no_letter(pane: TextPane, text: str, first: str) -> None:
    pane.set_article(article(text), [span("s", text.index(first), text.index(first) + 5)])
    before = image(pane)
    pane.set_candidates({10: "s"})
    after = image(pane)
    box = differences(before, after).toRect()
    points = [(x, y) for x in range(box.left(), box.right() + 1) for y in range(box.top(), box.bottom() + 1)]
    hidden = {before.pixelColor(*at).lightness() for at in points if before.pixel(*at) != after.pixel(*at)}
    assert hidden
    assert min(hidden) > 150


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_word_at_the_caret_is_grey_on_all_its_lines(qtbot: QtBot, theme: Theme) -> None:
    pane = shown_pane(qtbot)
    pane.set_theme(theme)
    word = "Waffenruhe-" * 12 + "Vorschlag"
    pane.set_article(article(f"Der {word} kam."))
    qtbot.waitUntil(pane.hasFocus)
    pane.set_caret(0)
    before = image(pane)
    pane.set_caret(6)
    after = image(pane)
    lines = [line for line in pane.visible_lines() if line.end > 4]
    assert len(lines) >= 2
    for line in lines[:-1]:
        x, y = round(line.right) - 1, round(line.baseline + 0.2 * pane.size_em)
        ground = after.pixelColor(x, y)
        assert before.pixelColor(x, y) == theme.color("surface") != ground
        assert ground.hslSaturation() < 40


def test_a_span_of_two_parts_has_a_dotted_thread(pane: TextPane) -> None:
    one, two = TEXT.index("Verband"), TEXT.index("Frau")
    before = image(pane)
    pane.upsert_span(Span("s", 1, "m", "QUOTE", ((one, one + 7), (two, two + 4))))
    after = image(pane)
    gap = box_of(pane, one + 7, two)
    columns = range(round(gap.left()) + 1, round(gap.right()) - 1)
    rows = range(after.height())
    changed = [[y for y in rows if before.pixel(x, y) != after.pixel(x, y)] for x in columns]
    assert {len(found) for found in changed} <= {0, 1, 2}
    assert 0.2 < sum(map(bool, changed)) / len(columns) < 0.7


def test_a_zone_is_muted_smaller_and_named(pane: TextPane) -> None:
    start = TEXT.index("Das Ministerium")
    before = box_of(pane, start, start + 15).width()
    clean = image(pane)
    pane.set_zones([Zone("z", 1, start, len(TEXT), "related")])
    assert box_of(pane, start, start + 15).width() < 0.95 * before
    assert pane.toPlainText() == TEXT
    pane.set_zones([])
    assert image(pane) == clean


def test_a_zone_is_mirrored_where_the_writing_runs_leftwards(pane: TextPane) -> None:
    text = "القاهرة الأخبار\n\nأعلن الوزير ذلك."
    pane.set_article(article(text))
    right = pane.places.line_at(0).right
    clean = image(pane)
    pane.set_zones([Zone("z", 1, 0, text.index("\n"), "byline")])
    line = pane.places.line_at(0)
    indent = right - line.right
    assert 5 < indent < 20
    after = image(pane)
    row = round((line.top + line.baseline) / 2)
    changed = [
        x for x in range(after.width()) for y in range(row - 6, row + 9) if clean.pixel(x, y) != after.pixel(x, y)
    ]
    # The kind at the left of the column, the dotted line at its right.
    assert min(changed) - pane.column_left < 10
    assert abs(max(changed) - pane.column_right) < 3


def test_zones_that_overlap_are_formatted_again_when_one_goes(pane: TextPane) -> None:
    both = [Zone("a", 1, 0, 20, "byline"), Zone("b", 1, 10, 40, "caption")]
    pane.set_zones(both[:1])
    alone = image(pane)
    pane.set_zones(both)
    pane.set_zones(both[:1])
    assert image(pane) == alone


@pytest.mark.parametrize("what", ["zone", "theme"])
def test_a_long_text_is_laid_out_whole_whatever_is_formatted_meanwhile(
    pane: TextPane, qtbot: QtBot, what: str
) -> None:
    """Qt lays out what is far below later, and gave that up."""
    text = "\n".join("Der Hafen von Nordwik bleibt bis Montag zu. " * 4 for _ in range(1500))
    zone = Zone("z", 1, 5, 20, "caption")
    pane.show_article(article(text), [], [], [zone] if what == "theme" else [])
    document = pane.document()
    blocks = [document.findBlockByNumber(number) for number in range(document.blockCount())]
    assert not blocks[-1].layout().lineCount(), "it is laid out already"
    if what == "zone":
        pane.set_zones([zone])
    else:
        pane.set_theme(DARK)
    assert pane.places.line_at(len(text) - 1).end == len(text)
    qtbot.waitUntil(lambda: all(block.layout().lineCount() for block in blocks))


def test_the_header_scrolls_and_is_no_part_of_the_text(pane: TextPane) -> None:
    with_header = image(pane)
    line = pane.places.line_at(0)
    assert line.top > 60
    assert pane.toPlainText() == TEXT
    pane.set_article(Article(1, "a", "", TEXT))
    assert pane.places.line_at(0).top < line.top - 30
    assert image(pane) != with_header


def test_painting_a_change_gives_what_painting_all_gives(pane: TextPane) -> None:
    pane.upsert_span(of("Frau Berg sagte", "a", "QUOTE"))
    pane.grab()
    pane.upsert_span(of("Frau Berg", "a"))
    pane.upsert_span(of("Berg sagte", "b", "QUOTE"))
    step_by_step = image(pane)
    pane.set_article(article(), [of("Frau Berg", "a"), of("Berg sagte", "b", "QUOTE")])
    assert image(pane) == step_by_step


def test_a_change_forgets_its_own_lines_alone(pane: TextPane) -> None:
    pane.upsert_span(of("Verband", "a"))
    pane.upsert_span(of("Reeder", "b"))
    pane.grab()
    far = pane.marks._lines[1][0]
    near = pane.marks._lines[0][0]
    pane.upsert_span(of("lehnt", "c"))
    pane.grab()
    assert pane.marks._lines[1][0] is far
    assert pane.marks._lines[0][0] is not near
    pane.resize(400, 500)
    pane.grab()
    assert pane.marks._lines[1][0] is not far


def test_a_label_that_the_codebook_lacks_is_shown(pane: TextPane) -> None:
    before = image(pane)
    pane.upsert_span(of("Frau Berg", label="GONE"))
    assert image(pane) != before


def covered(pane: TextPane, line: Line, start: int, end: int) -> float:
    return sum(right - left for left, right in pane.places.x_ranges(line, start, end))


@pytest.mark.parametrize(
    "text",
    ["قال «الاتفاق 2025 ممكن» اليوم", "Er sagte שלום עולם und ging", "אמר 12 abc שלום.", "cafe\u0301 👍🏽 x"],
)
def test_the_widths_of_two_halves_are_that_of_the_whole(pane: TextPane, text: str) -> None:
    pane.set_article(article(text))
    line = pane.places.line_at(0)
    whole = covered(pane, line, 0, len(text))
    # One glyph stands for both letters of lam and alef; where its halves lie is the font's affair.
    for cut in (n for n in range(1, len(text)) if text[n - 1 : n + 1] != "لا"):
        halves = covered(pane, line, 0, cut) + covered(pane, line, cut, len(text))
        assert halves == pytest.approx(whole, abs=1.5)


def test_a_stretch_that_mixes_directions_is_painted_in_parts(pane: TextPane) -> None:
    text = "abc שלום עולם def"
    pane.set_article(article(text), [span("s", 0, 8)])
    ranges = pane.places.x_ranges(pane.places.line_at(0), 0, 8)
    # "abc " at the left, and "שלום" at the right end of the Hebrew words.
    assert len(ranges) == 2
    between = QPointF((ranges[0][1] + ranges[1][0]) / 2, pane.places.line_at(0).baseline - 4)
    assert pane.marks.spans_at(between) == []


def test_a_span_over_wrapped_lines_is_painted_on_each(pane: TextPane) -> None:
    text = "Wort " * 60
    pane.set_article(article(text), [span("s", 0, 295)])
    lines = pane.visible_lines()
    assert len(lines) > 2
    for line in lines[:3]:
        assert pane.marks.spans_at(QPointF(line.left + 20, line.baseline - 4)) == ["s"]


def test_many_lanes_stay_above_the_next_line(pane: TextPane) -> None:
    spans = [span(f"s{n}", n, 30 - n) for n in range(8)]
    pane.set_article(article("Zeile mit vielen Schichten und mehr.\nNoch eine Zeile."), spans)
    shot = image(pane)
    following = pane.places.line_at(40)
    x = round(pane.places.edge_x(pane.places.line_at(12), 12))
    rows = rows_with(shot, LIGHT.colour(CODEBOOK.labels[0]), x, 0, 400)
    assert rows
    assert max(rows) < following.baseline - 8
