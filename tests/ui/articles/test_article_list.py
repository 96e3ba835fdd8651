"""The article list driven by mouse, key and call, over a project that is a dictionary."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from annotator.core.models import ArticleSummary, State
from tests.ui.article_fakes import (
    FakeProject,
    child,
    chip,
    english,
    field_of,
    make_list,
    many,
    project_of,
    search,
    shown,
    six,
    view_of,
)


def test_list_shows_all_and_counts(qtbot: QtBot) -> None:
    articles = make_list(qtbot, six())
    assert shown(articles) == [10, 11, 12, 13, 14, 15]
    assert articles.current_article is None
    assert field_of(articles).placeholderText() == "Search 6 articles"
    assert "2 of 6 done" in [label.text() for label in articles.findChildren(QLabel)]
    bar = child(articles, QProgressBar)
    assert (bar.value(), bar.maximum()) == (2, 6)
    assert chip(articles, "Done").toolTip() == "2 articles"
    assert chip(articles, "All").accessibleName() == "All, 6 articles"
    assert chip(articles, "Started").toolTip() == "1 article"


def test_thousands_are_grouped(qtbot: QtBot) -> None:
    with english():
        assert field_of(make_list(qtbot, many(1204))).placeholderText() == "Search 1,204 articles"


@pytest.mark.parametrize(
    ("title", "ids"),
    [("All", [10, 11, 12, 13, 14, 15]), ("New", [12, 13]), ("Done", [11, 15]), ("Skipped", [14])],
)
def test_state_filter(qtbot: QtBot, title: str, ids: list[int]) -> None:
    articles = make_list(qtbot, six())
    chip(articles, title).click()
    assert shown(articles) == ids


def test_choosing_by_mouse_key_and_call(qtbot: QtBot) -> None:
    articles = make_list(qtbot, six())
    chosen: list[int] = []
    articles.article_chosen.connect(chosen.append)
    view = view_of(articles)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(50, view.rowViewportPosition(1) + 5))
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert articles.select_article(14)
    assert articles.select_article(14)
    assert not articles.select_article(999)
    QTest.keyClick(view, Qt.Key.Key_Home)
    QTest.keyClick(view, Qt.Key.Key_End)
    assert chosen == [11, 12, 14, 10, 15]
    assert articles.current_article == 15
    assert [index.row() for index in view.selectedIndexes()] == [5]


def test_step_ends_at_the_ends(qtbot: QtBot) -> None:
    articles = make_list(qtbot, six())
    assert articles.step(+1)
    assert articles.current_article == 10
    assert not articles.step(-1)
    assert articles.select_article(15)
    assert not articles.step(+1)
    assert articles.step(-1)
    assert articles.current_article == 14


def test_next_open_skips_done_and_wraps(qtbot: QtBot) -> None:
    articles = make_list(qtbot, six())
    assert articles.next_open() == 10
    articles.select_article(10)
    assert articles.next_open() == 12
    articles.select_article(13)
    assert articles.next_open() == 10
    for article_id in (10, 12):
        project_of(articles).set_state(article_id, State.DONE)
    assert articles.next_open() is None


def test_next_open_far_away(qtbot: QtBot) -> None:
    project = many(500)
    for article_id in range(500):
        project.set_state(article_id, State.STARTED if article_id == 400 else State.DONE)
    articles = make_list(qtbot, project)
    articles.select_article(3)
    assert articles.next_open() == 400


def test_row_changes_stay_until_refresh(qtbot: QtBot) -> None:
    articles = make_list(qtbot, six())
    chip(articles, "New").click()
    articles.select_article(12)
    project_of(articles).set_state(12, State.DONE)
    articles.refresh_articles([12])
    assert shown(articles) == [12, 13]
    assert chip(articles, "Done").toolTip() == "3 articles"
    articles.refresh()
    assert shown(articles) == [13]
    assert articles.current_article == 12
    assert articles.step(+1)
    assert articles.current_article == 13


def test_refresh_keeps_current_article_and_scroll(qtbot: QtBot) -> None:
    project = many(200)
    articles = make_list(qtbot, project)
    articles.select_article(100)
    chosen: list[int] = []
    articles.article_chosen.connect(chosen.append)
    view = view_of(articles)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 37)
    top = view.rowViewportPosition(100)
    first = ArticleSummary(-1, "Imported", None, None, None, State.NEW, 0)
    project.rows = {-1: first, **project.rows}
    articles.refresh()
    assert len(shown(articles)) == 201
    assert view.row == 101
    assert view.rowViewportPosition(101) == top
    assert chosen == []


def test_a_deleted_article_gives_way_to_its_neighbour(qtbot: QtBot) -> None:
    articles = make_list(qtbot, six())
    articles.select_article(12)
    del project_of(articles).rows[12]
    articles.refresh()
    assert articles.current_article == 13
    project_of(articles).rows.clear()
    articles.refresh()
    assert articles.current_article is None


def test_current_article_survives_a_filter(qtbot: QtBot) -> None:
    articles = make_list(qtbot, six())
    articles.select_article(10)
    chosen: list[int] = []
    articles.article_chosen.connect(chosen.append)
    chip(articles, "Done").click()
    assert (articles.current_article, view_of(articles).row) == (10, None)
    assert not articles.select_article(10)
    chip(articles, "All").click()
    assert (articles.current_article, view_of(articles).row) == (10, 0)
    assert chosen == []


def test_another_source_starts_afresh(qtbot: QtBot) -> None:
    articles = make_list(qtbot, six())
    search(qtbot, articles, "schlichtung")
    articles.select_article(15)
    articles.set_source(many(3))
    assert shown(articles) == [0, 1, 2]
    assert articles.current_article is None
    assert field_of(articles).text() == ""
    articles.set_source(None)
    assert shown(articles) == []
    assert articles.next_open() is None
    assert not articles.step(+1)


def test_sentences_of_an_empty_list(qtbot: QtBot) -> None:
    articles = make_list(qtbot, FakeProject())
    view = view_of(articles)
    assert view.sentence.startswith("No articles yet")
    assert view.accessibleDescription() == view.sentence
    chip(articles, "Done").click()
    assert view.sentence == "No article is done yet"
    search(qtbot, articles, "ferry")
    assert "“ferry”" in view.sentence
    chip(articles, "All").click()
    qtbot.waitUntil(lambda: view.sentence == "Nothing found for “ferry”")
    articles.set_source(None)
    assert view.sentence == "No project is open"


def test_tab_goes_from_search_to_filter_to_list(qtbot: QtBot) -> None:
    articles = make_list(qtbot, six())
    articles.focus_search()
    QTest.keyClick(field_of(articles), Qt.Key.Key_Tab)
    assert chip(articles, "All").hasFocus()
    QTest.keyClick(chip(articles, "All"), Qt.Key.Key_Tab)
    assert view_of(articles).hasFocus()


def test_everything_has_an_accessible_name(qtbot: QtBot) -> None:
    articles = make_list(qtbot, six())
    reached = [w for w in articles.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    nameless = [w for w in reached if w.isVisible() and not w.accessibleName()]
    assert articles.accessibleName()
    assert nameless == []
