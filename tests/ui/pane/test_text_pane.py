"""The text pane as a whole: what it says is selected and active, and that offsets are exact."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QImage, QInputMethodEvent, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.core.models import Relation, Zone
from annotator.core.offsets import clean_text
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.parts.theme import DARK, LIGHT, Theme
from tests.ui.pane_fakes import TEXT, article, of, shown_pane, span


@pytest.fixture
def pane(qtbot: QtBot) -> TextPane:
    return shown_pane(qtbot)


def test_starts_with_nothing_chosen(pane: TextPane) -> None:
    assert (pane.selection, pane.active, pane.caret) == (None, None, 0)
    assert pane.accessibleName() == "Article text"
    assert pane.isReadOnly()


def test_selecting_text_and_activating_a_span_exclude_each_other(pane: TextPane, qtbot: QtBot) -> None:
    pane.upsert_span(of("Frau Berg"))
    pane.set_active("s")
    assert pane.active == "s"
    with qtbot.waitSignals([pane.active_changed, pane.selection_changed]):
        pane.select(0, 11)
    assert pane.active is None
    assert pane.selection == (0, 11)
    with qtbot.waitSignals([pane.active_changed, pane.selection_changed]):
        pane.set_active("s")
    assert pane.active == "s"
    assert pane.selection is None
    assert pane.selected_text() == "Frau Berg"


def test_signals_come_only_with_a_change(pane: TextPane, qtbot: QtBot) -> None:
    pane.select(3, 8)
    with qtbot.assertNotEmitted(pane.selection_changed), qtbot.assertNotEmitted(pane.active_changed):
        pane.select(3, 8)
        pane.set_active(None)


def test_an_unknown_span_is_not_made_active(pane: TextPane) -> None:
    pane.set_active("nobody")
    assert pane.active is None


def test_a_removed_span_is_no_longer_active(pane: TextPane) -> None:
    pane.upsert_span(of("Frau Berg"))
    pane.set_active("s")
    pane.remove_span("s")
    pane.remove_span("s")
    assert (pane.active, pane.spans()) == (None, [])


def test_selection_may_be_made_backwards(pane: TextPane) -> None:
    pane.select(11, 4)
    assert (pane.selection, pane.caret, pane.anchor) == ((4, 11), 4, 11)


def test_offsets_outside_the_text_are_brought_in(pane: TextPane) -> None:
    pane.select(-5, 10_000)
    assert pane.selection == (0, len(TEXT))


def test_another_article_starts_afresh(pane: TextPane) -> None:
    pane.upsert_span(of("Frau Berg"))
    pane.set_candidates({1: "s"})
    pane.set_active("s")
    pane.set_article(article("Kurz."), [span("x", 0, 4)])
    assert (pane.active, pane.caret, pane.candidates) == (None, 0, {})
    assert [s.id for s in pane.spans()] == ["x"]
    assert pane.toPlainText() == "Kurz."
    pane.set_article(article("Kurz."), [span("x", 0, 4)])
    assert pane.grab().width() > 0


def test_spans_are_told_in_order_and_by_place(pane: TextPane) -> None:
    pane.upsert_span(of("Wir 😀 warten", "inner"))
    pane.upsert_span(of("„Wir 😀 warten noch.“", "outer", "QUOTE"))
    pane.upsert_span(of("Verband", "first"))
    assert pane.ordered_span_ids() == ["first", "outer", "inner"]
    assert pane.spans_at(TEXT.index("warten")) == ["inner", "outer"]


def test_selecting_off_the_screen_does_not_scroll(pane: TextPane) -> None:
    pane.set_article(article("Wort und Satz.\n" * 300))
    pane.places.line_at(len(pane.text))
    pane.verticalScrollBar().setValue(500)
    pane.select(4000, 4005)
    assert pane.verticalScrollBar().value() == 500


def test_an_input_method_writes_nothing_into_the_text(pane: TextPane) -> None:
    pane.select(4, 9)
    event = QInputMethodEvent()
    event.setCommitString("港")
    QApplication.sendEvent(pane, event)
    assert pane.toPlainText() == TEXT


def test_the_menu_key_asks_for_a_menu_at_the_caret(pane: TextPane, qtbot: QtBot) -> None:
    pane.set_caret(7)
    with qtbot.waitSignal(pane.context_requested) as signal:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
        QApplication.sendEvent(pane.viewport(), event)
    assert signal.args is not None
    assert signal.args[1] == 7


def test_font_theme_and_column_keep_everything(pane: TextPane) -> None:
    pane.upsert_span(of("Frau Berg"))
    pane.set_zones([Zone("z", 1, 0, 10, "breadcrumb")])
    pane.select(4, 11)
    width = pane.viewport().width()
    pane.set_column(40)
    assert pane.viewport().width() < width
    bigger = QFont("serif")
    bigger.setPixelSize(30)
    pane.set_reading_font(bigger)
    pane.set_line_height(2.2)
    pane.set_theme(DARK)
    pane.set_theme(LIGHT)
    assert pane.selection == (4, 11)
    assert pane.textCursor().selectedText() == "Verband"
    assert [s.id for s in pane.spans()] == ["s"]
    assert [z.id for z in pane.zones()] == ["z"]
    assert pane.document().defaultFont().pixelSize() == 30


def test_the_interfaces_font_does_not_change_the_text(pane: TextPane) -> None:
    pane.setFont(QFont("sans", 30))
    assert pane.document().defaultFont().pixelSize() == 17


def test_a_wider_window_needs_no_new_layout(pane: TextPane) -> None:
    width = pane.viewport().width()
    line = pane.places.line_at(100)
    pane.resize(1400, 500)
    assert pane.viewport().width() == width
    assert pane.places.line_at(100) is line
    pane.resize(300, 500)
    assert pane.viewport().width() <= 300


def test_a_text_is_laid_out_once_at_the_width_that_it_keeps(
    pane: TextPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane.set_article(article("这是一个很长的段落。" * 400))
    pane.verticalScrollBar().setValue(200)
    place = pane.visible_range()[0]
    laid_out = []
    arrange = TextPane._arrange

    def watched(self: TextPane, *, keep_place: bool) -> None:
        arrange(self, keep_place=keep_place)
        laid_out.append(self.document().firstBlock().layout().lineCount())

    monkeypatch.setattr(TextPane, "_arrange", watched)
    font = QFont(pane.font())
    font.setPixelSize(24)
    pane.set_reading_font(font)
    assert laid_out
    assert set(laid_out) == {0}, "it was laid out before its width was known"
    assert pane.document().firstBlock().layout().lineCount() > 10
    assert pane.verticalScrollBar().maximum() > 0
    assert abs(pane.visible_range()[0] - place) < 100


def test_a_cursor_moved_from_outside_is_taken_over(pane: TextPane) -> None:
    cursor = pane.textCursor()
    cursor.setPosition(4)
    pane.setTextCursor(cursor)
    assert pane.caret == 4


def test_relations_are_kept_until_removed(pane: TextPane) -> None:
    pane.upsert_span(of("Frau Berg", "actor"))
    pane.upsert_span(of("„Wir 😀 warten noch.“", "quote", "QUOTE"))
    pane.set_active("quote")
    pane.upsert_relation(Relation("r", 1, "m", "speaker", "quote", "actor"))
    assert pane.links.is_linked("actor")
    pane.grab()
    pane.remove_relation("r")
    pane.remove_relation("r")
    assert not pane.links.is_linked("actor")


ODD = "a\u2028b\u2029c\ufdd0d\ufdd1e\0f\ufffcg\th\x85i\x0bj\x0ck😀l\u00a0m"
PIECES = st.sampled_from(
    ["a", "Wort ", " ", "\n", "\r\n", "\r", "\u2028", "\u2029", "\0", "\t", "\ufffc", "\ufdd0", "\ufdd1",
     "😀", "👨‍👩‍👧", "🇩🇪", "👍🏽", "e\u0301", "\u0301", "\u200d", "שלום ", "عربي ", "中", "\ud800", "\u00a0",
     "„", "“", "\x85"]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=25).map("".join), st.data())
def test_what_is_selected_is_what_is_said(pane: TextPane, raw: str, data: st.DataObject) -> None:
    text = clean_text(raw)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(0, len(text)))
    pane.set_article(article(text))
    pane.select(start, end)
    expected = (min(start, end), max(start, end))
    assert pane.selection == (expected if start != end else None)
    assert pane.caret == end
    assert pane.selected_text() == text[slice(*expected)]
    cursor = pane.textCursor()
    assert cursor.selectionEnd() - cursor.selectionStart() == len(
        text[slice(*expected)].encode("utf-16-le")
    ) // 2  # fmt: skip
    if start != end:
        pane.upsert_span(span("s", *expected))
        pane.set_active("s")
    pane.grab()


def test_odd_characters_keep_their_places(pane: TextPane) -> None:
    pane.set_article(article(ODD))
    assert pane.document().characterCount() == len(ODD) + 1 + 1
    for offset, character in enumerate(ODD):
        pane.select(offset, offset + 1)
        assert pane.selected_text() == character


def test_there_is_one_caret_and_only_with_the_focus(pane: TextPane, qtbot: QtBot) -> None:
    pane.set_caret(TEXT.index("lehnt"))
    qtbot.waitUntil(pane.hasFocus)
    with_focus = pane.viewport().grab().toImage()
    box = pane.caret_box()
    accent = LIGHT.color("accent")
    columns = [x for x in range(with_focus.width()) if with_focus.pixelColor(x, round(box.center().y())) == accent]
    assert 1 <= len(columns) <= 2
    assert abs(columns[0] - box.left()) <= 1
    pane.clearFocus()
    assert pane.viewport().grab().toImage().pixelColor(columns[0], round(box.top()) + 1) == LIGHT.color("surface")


@pytest.mark.parametrize("text", ["a\r\nb\rc", "a\ud800b\udfff", "\r", "\n\r\n"])
def test_text_that_no_project_holds_keeps_its_places_too(pane: TextPane, text: str) -> None:
    pane.set_article(article(text))
    assert pane.document().characterCount() == len(text) + 1
    pane.select(0, len(text))
    assert pane.selected_text() == text


def test_scrolling_moves_what_is_painted(pane: TextPane, qtbot: QtBot) -> None:
    text = "\n".join(f"Absatz {n} mit einigen Worten." for n in range(100))
    pane.set_article(article(text), [span(f"s{n}", n * 30, n * 30 + 12) for n in range(60)])
    pane.set_active("s7")
    pane.set_candidates({1: "s5", 2: "s9"})
    for step in (7, 40, -13, 90):
        pane.verticalScrollBar().setValue(pane.scrolled + step)
        QApplication.processEvents()

    qtbot.waitUntil(lambda: is_screen_right(pane))


def is_screen_right(pane: TextPane) -> bool:
    """Whether painting all of the text anew would change nothing."""
    shown = pane.screen().grabWindow(pane.winId()).toImage().copy(pane.viewport().geometry())
    return shown == pane.viewport().grab().toImage().convertToFormat(shown.format())


def test_underlines_that_make_room_are_painted_again(pane: TextPane, qtbot: QtBot) -> None:
    """Where a line gets more of them than fit below it, those of its other spans move, too."""
    number = len(TEXT[: TEXT.index("Frau")])
    for n in range(7):
        pane.upsert_span(span(f"s{n}", 4 * n % 3, number - n))
    qtbot.waitUntil(lambda: is_screen_right(pane))
    pane.upsert_span(span("more", 12, 14))
    QApplication.processEvents()
    assert is_screen_right(pane)
    pane.remove_span("more")
    QApplication.processEvents()
    assert is_screen_right(pane)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_a_curve_does_not_strike_through_the_kind_of_a_zone(pane: TextPane, theme: Theme) -> None:
    pane.set_theme(theme)
    pane.set_zones([Zone("z", 1, 0, 10, "byline")])
    image = QImage(pane.viewport().size(), QImage.Format.Format_RGB32)
    image.fill(QColor("#ff0000"))
    painter = QPainter(image)
    lines = pane.visible_lines()
    pane.zone_marks.paint(painter, lines, pane.column_left, pane.column_right)
    painter.end()
    x, y = round(pane.column_right) - 1, round(lines[0].baseline)
    assert image.pixelColor(x, y).name() == theme.surface.lower()
    assert image.pixelColor(x - 300, y).name() == "#ff0000"


@pytest.mark.parametrize(
    ("zones", "caret"),
    [
        ((), 0),
        (((0, 5),), 6),
        (((0, 5), (6, 12)), 14),
        (((6, 12), (0, 3)), 3),  # "rt" stands before the second
        (((14, 20),), 0),
        (((0, 5), (6, 40)), 0),
    ],
)
def test_the_caret_begins_in_the_article(pane: TextPane, zones: tuple[tuple[int, int], ...], caret: int) -> None:
    text = "Start\nHafen.\n\nDie Fähre fährt wieder."
    pane.set_article(
        article(text), zones=[Zone(f"z{start}", 1, start, end, "boilerplate") for start, end in zones]
    )
    assert (pane.caret, pane.selection) == (caret, None)


def test_an_article_far_below_menus_is_in_sight(pane: TextPane) -> None:
    menu = "Menü\n" * 200
    shown, zones = article(menu + "Die Fähre fährt wieder."), [Zone("z", 1, 0, len(menu), "boilerplate")]
    pane.set_article(shown, zones=zones)
    assert pane.caret == len(menu)
    first, last = pane.visible_range()
    assert first < len(menu) < last
    pane.verticalScrollBar().setValue(0)
    pane.renew_article(shown, (), (), zones)
    assert pane.scrolled == 0


def test_dots_beside_a_zone_stay_where_they_are_when_a_part_is_painted(pane: TextPane) -> None:
    pane.resize(300, 900)
    pane.set_zones([Zone("z", 1, 0, len(TEXT), "related")])

    def paint(first: int) -> QImage:
        image = QImage(pane.viewport().size(), QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        pane.zone_marks.paint(painter, lines[first:], pane.column_left, pane.column_right)
        painter.end()
        return image.copy(0, round(lines[3].bottom), round(pane.column_left) + 2, 200)

    lines = pane.visible_lines()
    whole = paint(0)
    white = QImage(whole)
    white.fill(QColor("white"))
    assert whole != white
    assert all(paint(n) == whole for n in (1, 2, 3))
