"""Searching in the article list: streaming, keys of the field, together with the filter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from annotator.ui.articles.article_list import ArticleList
from annotator.ui.parts.theme import LIGHT
from annotator.ui.parts.widgets import KeyCap
from tests.ui.article_fakes import child, chip, field_of, make_list, many, search, shown, six, view_of


def test_search_and_filter_combine(qtbot: QtBot) -> None:
    articles = make_list(qtbot, six())
    search(qtbot, articles, "schlichtung")
    assert shown(articles) == [10, 15]
    chip(articles, "Done").click()
    qtbot.waitUntil(lambda: shown(articles) == [15])
    field_of(articles).clear()
    qtbot.waitUntil(lambda: shown(articles) == [11, 15])


def test_first_hits_show_at_once_and_the_rest_in_slices(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    # One chunk a slice, however fast the machine is.
    monkeypatch.setattr("annotator.ui.articles.search._SLICE_S", 0.0)
    project = many(100)
    project.chunk = 10
    articles = make_list(qtbot, project)
    field_of(articles).setText("odd")
    articles._load()
    assert shown(articles) == list(range(1, 20, 2))
    assert project.pulled == 1
    qtbot.waitUntil(lambda: not articles._run.running)
    assert shown(articles) == list(range(1, 100, 2))


def test_typing_on_forgets_the_search_before(qtbot: QtBot) -> None:
    project = many(100)
    articles = make_list(qtbot, project)
    for text in ("o", "od", "odd"):
        field_of(articles).setText(text)
    qtbot.waitUntil(lambda: shown(articles) == list(range(1, 100, 2)))
    assert project.searches == ["odd"]


def test_hits_that_come_late_do_not_scroll(qtbot: QtBot) -> None:
    articles = make_list(qtbot, many(100))
    articles.select_article(99)
    search(qtbot, articles, "odd")
    assert view_of(articles).row == 49
    assert articles.current_article == 99


def test_refresh_of_a_search_shows_nothing_by_halves(qtbot: QtBot) -> None:
    project = many(200)
    articles = make_list(qtbot, project)
    search(qtbot, articles, "odd")
    view = view_of(articles)
    view.verticalScrollBar().setValue(1234)
    del project.rows[1]
    lengths: list[int] = []
    view.model().modelReset.connect(lambda: lengths.append(len(shown(articles))))
    articles.refresh()
    qtbot.waitUntil(lambda: not articles._run.running)
    assert lengths == [99]
    assert view.verticalScrollBar().value() == 1234 - view.verticalHeader().defaultSectionSize()


def test_keys_of_the_search_field(qtbot: QtBot) -> None:
    articles = make_list(qtbot, six())
    field = field_of(articles)
    articles.focus_search()
    assert field.hasFocus()
    QTest.keyClicks(field, "reeder")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert view_of(articles).hasFocus()
    assert articles.current_article == 13
    articles.focus_search()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert view_of(articles).hasFocus()
    qtbot.waitUntil(lambda: len(shown(articles)) == 6)


def test_escape_returns_to_where_the_focus_was(qtbot: QtBot) -> None:
    window = QWidget()
    window.resize(300, 600)
    qtbot.addWidget(window)
    pane = QLineEdit(window)
    articles = ArticleList(LIGHT, window)
    articles.move(0, 50)
    articles.set_source(six())
    window.show()
    window.activateWindow()
    pane.setFocus()
    qtbot.waitUntil(pane.hasFocus)
    articles.focus_search()
    QTest.keyClick(field_of(articles), Qt.Key.Key_Escape)
    assert pane.hasFocus()


def test_button_clears_the_search(qtbot: QtBot) -> None:
    articles = make_list(qtbot, six())
    field = field_of(articles)
    (button,) = field.actions()
    field.set_key("Ctrl+F")
    assert (child(articles, KeyCap).isVisible(), button.isVisible()) == (True, False)
    search(qtbot, articles, "reeder")
    assert (child(articles, KeyCap).isVisible(), button.isVisible()) == (False, True)
    button.trigger()
    qtbot.waitUntil(lambda: len(shown(articles)) == 6)
