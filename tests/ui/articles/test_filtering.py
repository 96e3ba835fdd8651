"""The article list filtered by queries: found in a thread of its own, refused in place, cleared by Escape."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from annotator.commands import AddSpan
from annotator.core.models import State
from annotator.project import Project
from annotator.ui.articles.article_list import ArticleList
from annotator.ui.parts import worker
from annotator.ui.parts.theme import LIGHT
from tests.making import make_draft, make_span
from tests.ui.article_fakes import chip, field_of, shown, view_of

Key = Qt.Key


@pytest.fixture
def articles(qtbot: QtBot, make_project: Callable[..., Project]) -> ArticleList:
    quote = [make_span("QUOTE", (4, 9), id="q", attributes={"form": "direct"})]
    project = make_project(
        make_draft("Die Fähre fährt.", title="Eins", spans=[make_span("QUOTE", (0, 3), id="p"), *quote]),
        make_draft("Die Fähre steht.", title="Zwei", spans=[make_span("QUOTE", (0, 3), id="r")], state=State.DONE),
        make_draft("Der Hafen ruht.", title="Drei"),
    )
    window = QWidget()
    window.resize(300, 600)
    qtbot.addWidget(window, before_close_func=lambda _: window.hide())
    articles = ArticleList(LIGHT, window)
    articles.resize(window.size())
    articles.set_source(project)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return articles


def find(qtbot: QtBot, articles: ArticleList, text: str) -> None:
    field_of(articles).setText(text)
    articles._load()
    qtbot.waitUntil(lambda: not articles._run.running and articles._pending is None)
    qtbot.waitUntil(lambda: not worker._running)


def hint(articles: ArticleList) -> str:
    label = articles.filter.hint
    assert isinstance(label, QLabel)
    return label.text() if label.isVisible() else ""


@pytest.mark.parametrize(
    ("text", "found", "said"),
    [
        ("form:direct", [1], "1 article with such labels"),
        ("label:QUOTE fähre", [1, 2], "2 articles with such labels"),
        ("form:none", [1, 2], "2 articles with such labels"),
        ("without:QUOTE", [3], "1 article found"),
        ("status:done", [2], "1 article found"),
        ('"der hafen"', [3], "1 article found"),
        ("speaker:any", [], "0 articles with such labels"),
        ("fähre", [1, 2], ""),
        ("Berlin: Mitte", [], ""),
        ("🙂", [], ""),
        ("foo:bar", [], "There is no field foo; taken as words."),
        ("(Berlin or", [], "The bracket at character 1 is not closed."),
        ("(fähre", [1, 2], ""),
    ],
)
def test_filter(qtbot: QtBot, articles: ArticleList, text: str, found: list[int], said: str) -> None:
    find(qtbot, articles, text)
    assert shown(articles) == found
    assert hint(articles) == said


def test_filter_and_state_combine(qtbot: QtBot, articles: ArticleList) -> None:
    find(qtbot, articles, "label:QUOTE")
    chip(articles, "Done").click()
    qtbot.waitUntil(lambda: shown(articles) == [2])


def test_what_is_wrong_is_said_in_place_and_the_list_stays(qtbot: QtBot, articles: ArticleList) -> None:
    find(qtbot, articles, "form:direct")
    find(qtbot, articles, "form:dircet")
    assert "Did you mean direct?" in hint(articles)
    assert shown(articles) == [1]
    field_of(articles).setFocus()
    QTest.keyClick(field_of(articles), Key.Key_Escape)
    qtbot.waitUntil(lambda: shown(articles) == [1, 2, 3])
    assert hint(articles) == ""


def test_half_typed_is_no_mistake(qtbot: QtBot, articles: ArticleList) -> None:
    field_of(articles).setFocus()
    QTest.keyClicks(field_of(articles), "form:")
    assert field_of(articles).is_suggesting
    articles._load()
    assert hint(articles) == ""
    QTest.keyClick(field_of(articles), Key.Key_Escape)
    qtbot.waitUntil(lambda: "form needs a value" in hint(articles))
    assert shown(articles) == [1, 2, 3]


def test_opening_an_article_wants_its_first_such_span(qtbot: QtBot, articles: ArticleList) -> None:
    wanted: list[str] = []
    articles.span_wanted.connect(wanted.append)
    articles.select_article(3)
    find(qtbot, articles, "form:direct")
    articles.select_article(1)
    assert wanted == ["q"]
    find(qtbot, articles, "fähre")
    articles.select_article(2)
    assert wanted == ["q"]


def test_typing_on_drops_the_search_before(qtbot: QtBot, articles: ArticleList) -> None:
    field_of(articles).setText("label:QUOTE")
    articles._load()
    find(qtbot, articles, "without:QUOTE")
    qtbot.wait(50)
    assert shown(articles) == [3]


def test_refresh_looks_again(qtbot: QtBot, articles: ArticleList) -> None:
    find(qtbot, articles, "label:QUOTE")
    source = articles._source
    assert isinstance(source, Project)
    source.apply(AddSpan(3, "QUOTE", ((0, 3),)))
    articles.refresh()
    qtbot.waitUntil(lambda: shown(articles) == [1, 2, 3])


def test_enter_goes_into_the_list(qtbot: QtBot, articles: ArticleList) -> None:
    field_of(articles).setFocus()
    QTest.keyClicks(field_of(articles), "with:QUOTE ")
    qtbot.waitUntil(lambda: shown(articles) == [1, 2])
    QTest.keyClick(field_of(articles), Key.Key_Return)
    assert view_of(articles).hasFocus()
    qtbot.waitUntil(lambda: not worker._running)
