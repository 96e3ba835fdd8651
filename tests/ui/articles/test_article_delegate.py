"""What a row of the article list says and how it is painted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QImage,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QStyle
from PySide6.QtWidgets import QStyleOptionViewItem as Option
from pytestqt.qtbot import QtBot

from annotator.core.models import State
from annotator.ui.articles.delegate import ArticleDelegate, contents, fitting_meta, meta_text, short_date
from annotator.ui.parts.theme import DARK, LIGHT, Theme
from tests.ui.article_fakes import TITLES, english, make_list, six, view_of


@pytest.mark.parametrize(
    ("published", "text"),
    [
        ("2025-03-13", "13 Mar 2025"),
        ("2025-03-13T08:00:00Z", "13 Mar 2025"),
        ("2025", "2025"),
        ("spring", "spring"),
        (None, ""),
    ],
)
def test_short_date(published: str | None, text: str) -> None:
    with english():
        assert short_date(published) == text


def test_contents_and_meta() -> None:
    row = six().rows[10]
    assert contents(row) == "11 spans, 4 suggested"
    assert contents(replace(row, spans=1, suggestions=0)) == "1 span"
    assert contents(replace(row, spans=0, suggestions=0)) == "no labels"
    # What is left open in an article that one is done with is out of sight.
    assert contents(replace(row, state=State.DONE)) == "11 spans"
    with english():
        meta = meta_text(row)
    plain = meta.replace("\u00a0", " ").replace("\u2068", "").replace("\u2069", "")
    assert plain == "Küstenkurier · 13 Mar 2025 · de · 11 spans, 4 suggested"


def test_meta_keeps_the_contents_when_room_is_short(qapp: QApplication) -> None:
    row, metrics = six().rows[10], QFontMetricsF(qapp.font())
    whole = metrics.horizontalAdvance(meta_text(row))
    least = metrics.horizontalAdvance("mmmmmm · 11 spans, 4 suggested")
    for width in range(round(whole) + 50, round(least), -10):
        text = fitting_meta(row, metrics, width)
        assert metrics.horizontalAdvance(text) <= width + 1
        assert text.replace("\u00a0", " ").endswith(" · 11 spans, 4 suggested")
    nameless = replace(row, source=None)
    assert fitting_meta(nameless, metrics, whole).startswith("13")
    assert fitting_meta(row, metrics, 40).endswith("…")


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2], ids=["ltr", "rtl"])
def test_rows_paint_in_both_themes(
    qtbot: QtBot, qapp: QApplication, theme: Theme, direction: Qt.LayoutDirection
) -> None:
    view = view_of(make_list(qtbot, six()))
    delegate = ArticleDelegate(theme)
    option = Option()
    option.font = qapp.font()
    option.direction = direction
    option.rect.setRect(0, 0, 280, delegate.row_height(option.font))
    flags = QStyle.StateFlag
    pixels = set()
    for state in (flags.State_None, flags.State_Selected, flags.State_MouseOver, flags.State_HasFocus):
        option.state = state
        for row in range(len(TITLES)):
            pixmap = QPixmap(280, option.rect.height())
            pixmap.fill(theme.color("window"))
            painter = QPainter(pixmap)
            delegate.paint(painter, option, view.model().index(row, 0))
            painter.end()
            pixels.add(bytes(pixmap.toImage().constBits()))
    assert len(pixels) == 4 * len(TITLES)


def ink(image: QImage, columns: range, rows: range) -> int:
    """How many pixels differ from the one at the top left of the stretch."""
    ground = image.pixel(columns.start, rows.start)
    return sum(image.pixel(x, y) != ground for x in columns for y in rows)


@pytest.mark.parametrize(("title", "at_right"), [("הנמל", True), ("Port", False), ("2025: הנמל", True)])
def test_titles_stand_where_their_script_begins(qtbot: QtBot, title: str, at_right: bool) -> None:
    project = six()
    project.rows[10] = replace(project.rows[10], title=title)
    view = view_of(make_list(qtbot, project))
    image = view.viewport().grab().toImage()
    line = range(2, view.rowHeight(0) // 3)
    left, right = range(30, image.width() // 2), range(image.width() // 2, image.width())
    assert (ink(image, left, line) == 0) is at_right
    assert (ink(image, right, line) == 0) is not at_right


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_flag_stands_below_the_dot(qtbot: QtBot, qapp: QApplication, theme: Theme) -> None:
    """What is flagged is told by a sign of its own; title and meta stay where they are."""

    def painted(flagged: bool) -> QImage:
        project = six()
        project.rows[10] = replace(project.rows[10], flagged=flagged)
        articles = make_list(qtbot, project)
        articles.set_theme(theme)
        return view_of(articles).viewport().grab().toImage()

    plain, flagged = painted(False), painted(True)
    height = view_of(make_list(qtbot, six())).rowHeight(0)
    changed = {
        (x, y) for x in range(plain.width()) for y in range(height) if plain.pixel(x, y) != flagged.pixel(x, y)
    }
    assert len(changed) > 30
    assert max(x for x, _ in changed) < 34
    assert min(y for _, y in changed) > height / 4
    assert theme.danger.lower() in {flagged.pixelColor(*spot).name() for spot in changed}


def test_of_a_long_title_only_the_beginning_is_laid_out(qtbot: QtBot) -> None:
    def painted(words: int) -> QImage:
        project = six()
        project.rows[10] = replace(project.rows[10], title="😀 word\n" * words)
        return view_of(make_list(qtbot, project)).viewport().grab().toImage()

    assert painted(100) == painted(5000)
    assert painted(100) != painted(3)
