"""The map beside the text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.core.models import Article, Span
from annotator.ui.pane.header import Header, meta_line
from annotator.ui.pane.span_map import SpanMap
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.pane.zones import kind_title
from annotator.ui.parts.theme import LIGHT
from tests.ui.pane_fakes import CODEBOOK, article, shown_pane, span

LONG = "Wort und Satz.\n" * 400


@pytest.fixture
def pane(qtbot: QtBot) -> TextPane:
    pane = shown_pane(qtbot)
    pane.set_article(article(LONG))
    pane.places.line_at(len(LONG))
    return pane


@pytest.fixture
def span_map(pane: TextPane) -> SpanMap:
    span_map = SpanMap(pane, pane)
    span_map.resize(16, 400)
    span_map.show()
    return span_map


def test_marks_lie_where_the_labels_do(pane: TextPane, span_map: SpanMap, qtbot: QtBot) -> None:
    colour = LIGHT.colour(CODEBOOK.labels[0])
    middle = len(LONG) // 2

    def rows() -> list[int]:
        shot = span_map.grab().toImage()
        return [y for y in range(400) if shot.pixelColor(8, y) == colour]

    assert rows() == []
    pane.upsert_span(span("s", middle, middle + 60))
    qtbot.waitUntil(lambda: rows() != [])
    assert abs(rows()[0] - 200) <= 2
    assert span_map.accessibleName()


def test_a_click_scrolls_there_and_a_drag_on(pane: TextPane, span_map: SpanMap) -> None:
    QTest.mouseClick(span_map, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(8, 200))
    first, last = pane.visible_range()
    assert first < len(LONG) // 2 < last
    QTest.mousePress(span_map, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(8, 200))
    QTest.mouseMove(span_map, QPoint(8, 399))
    QTest.mouseRelease(span_map, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(8, 399))
    QTest.mouseClick(span_map, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(8, 0))
    assert pane.visible_range()[0] == 0


def test_the_part_on_the_screen_is_shaded(pane: TextPane, span_map: SpanMap) -> None:
    top = span_map.grab().toImage()
    assert top.pixelColor(3, 2) != LIGHT.color("surface")
    assert top.pixelColor(3, 390) == LIGHT.color("surface")
    pane.verticalScrollBar().setValue(pane.verticalScrollBar().maximum())
    end = span_map.grab().toImage()
    assert end.pixelColor(3, 2) == LIGHT.color("surface")
    assert end.pixelColor(3, 398) != LIGHT.color("surface")


def test_the_wheel_scrolls_the_text(pane: TextPane, span_map: SpanMap) -> None:
    event = QWheelEvent(
        QPointF(8, 100), QPointF(8, 100), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(span_map, event)
    assert pane.scrolled > 0


def test_the_active_span_is_outlined(pane: TextPane, span_map: SpanMap) -> None:
    pane.upsert_span(span("s", 3000, 3060))
    before = span_map.grab().toImage()
    pane.set_active("s")
    assert span_map.grab().toImage() != before


def test_only_the_pieces_of_a_span_are_on_the_map(pane: TextPane, span_map: SpanMap, qtbot: QtBot) -> None:
    bare = span_map.grab().toImage()
    length = len(pane.text)
    pane.upsert_span(Span("s", 1, "m", "QUOTE", ((0, length // 10), (length - length // 10, length))))
    qtbot.waitUntil(lambda: span_map.grab().toImage() != bare)
    image = span_map.grab().toImage()
    height = image.height()
    marked = [image.pixel(8, y) != bare.pixel(8, y) for y in (height // 20, height // 2, height - height // 20)]
    assert marked == [True, False, True]


def test_an_empty_page_has_an_empty_map(pane: TextPane, span_map: SpanMap) -> None:
    pane.set_article(None)
    QTest.mouseClick(span_map, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(8, 200))
    assert span_map.grab().toImage().pixelColor(8, 200) == LIGHT.color("surface")


def test_the_header_names_what_is_known() -> None:
    known = article("x")
    assert meta_line(known) == "Küstenkurier · H. Vogt · German"
    assert Header(None).meta == ""
    assert kind_title("pagination") == "pagination"
    assert kind_title("own_kind") == "own kind"


def test_what_is_known_stands_at_the_side_of_the_title() -> None:
    font = QFont()
    font.setPixelSize(17)
    for title, side in (("Fähre fährt", 0), ("إضراب الموانئ", 1)):
        header = Header(Article(1, "a", title, "x", lang="ar"))
        height = header.arrange(0, 600, font, font, 17)
        image = QImage(600, round(height), QImage.Format.Format_RGB32)
        image.fill(LIGHT.color("surface"))
        painter = QPainter(image)
        header.paint(painter, LIGHT)
        painter.end()
        top, bottom = round(header._meta_box.top()), round(header._meta_box.bottom())
        empty = LIGHT.color("surface")
        inked = [any(image.pixelColor(x, y) != empty for y in range(top, bottom)) for x in range(600)]
        assert (any(inked[:100]), any(inked[500:])) == (side == 0, side == 1)


def test_the_parts_below_a_right_to_left_title_keep_to_themselves() -> None:
    known = Article(1, "a", "T", "x", source="صحيفة المرفأ", published="2025-03-14", lang="ar")
    parts = meta_line(known).split(" · ")
    assert parts == ["\u2068صحيفة المرفأ\u2069", "14 March 2025", "Arabic"]
