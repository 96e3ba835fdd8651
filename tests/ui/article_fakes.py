"""A project in memory for tests of the article list, and ways to its parts."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from annotator.core.models import ArticleSummary, State
from annotator.core.resources import resource
from annotator.project import read_codebook
from annotator.ui.articles.article_list import ArticleList
from annotator.ui.articles.model import ArticleModel
from annotator.ui.articles.search import SearchField
from annotator.ui.articles.view import ArticleView
from annotator.ui.parts.theme import LIGHT

T = TypeVar("T", bound=QWidget)

TITLES = [
    ("Hafenstreik: Ministerium lehnt Schlichtung ab", "Küstenkurier", "de", State.STARTED, 11, 4),
    ("Union rejects overnight offer at northern ports", "The Daily Lantern", "en", State.DONE, 24, 0),
    ("Grève des dockers : le gouvernement temporise", "Le Courrier du Quai", "fr", State.NEW, 0, 3),
    ("Reeder warnen vor leeren Regalen", "Nordblatt", "de", State.NEW, 0, 0),
    ("עובדי הנמל דוחים את ההצעה", "עיתון הרציף", "he", State.SKIPPED, 0, 0),
    ("🚢 Gutachten: Schlichtung rechtlich möglich", None, None, State.DONE, 1, 0),
]


class FakeProject:
    """A project in memory; counts what it is asked for."""

    codebook = read_codebook(resource("codebooks", "news.toml"))

    def __init__(self, rows: Sequence[ArticleSummary] = ()) -> None:
        self.rows = {row.id: row for row in rows}
        self.searches: list[str] = []
        self.chunk = 1
        self.pulled = 0
        self.groups: dict[int, int] = {}

    def article_ids(self, state: State | None = None) -> array[int]:
        return array("q", (i for i, row in self.rows.items() if state in (None, row.state)))

    def search(self, query: str) -> Iterator[list[int]]:
        self.searches.append(query)
        hits = [i for i, row in self.rows.items() if query.lower() in row.title.lower()]
        for start in range(0, len(hits), self.chunk):
            self.pulled += 1
            yield hits[start : start + self.chunk]

    def summaries(self, ids: Sequence[int]) -> list[ArticleSummary]:
        return [self.rows[i] for i in ids if i in self.rows]

    def state_counts(self) -> dict[State, int]:
        states = [row.state for row in self.rows.values()]
        return {state: states.count(state) for state in set(states)}

    def clusters(self) -> dict[int, int]:
        return self.groups

    def set_state(self, article_id: int, state: State) -> None:
        self.rows[article_id] = replace(self.rows[article_id], state=state)


def six() -> FakeProject:
    return FakeProject(
        [
            ArticleSummary(10 + i, title, source, "2025-03-13", lang, state, spans, suggestions)
            for i, (title, source, lang, state, spans, suggestions) in enumerate(TITLES)
        ]
    )


def many(count: int) -> FakeProject:
    """Articles 0, 1, 2, … called "Article 0 even", "Article 1 odd" …; every third is new, the others done."""
    parity = ("even", "odd")
    return FakeProject(
        [
            ArticleSummary(i, f"Article {i} {parity[i % 2]}", "Paper", None, "en", state, i, 0)
            for i in range(count)
            for state in (State.DONE if i % 3 else State.NEW,)
        ]
    )


@contextmanager
def english() -> Iterator[None]:
    """Numbers and dates as in England, whatever the machine's language is."""
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    try:
        yield
    finally:
        QLocale.setDefault(before)


def make_list(qtbot: QtBot, project: FakeProject | None) -> ArticleList:
    """A list in an active window, which lives as long as the test."""
    window = QWidget()
    window.resize(300, 600)
    # qtbot itself holds a window by a weak reference only.
    qtbot.addWidget(window, before_close_func=lambda _: window.hide())
    articles = ArticleList(LIGHT, window)
    articles.resize(window.size())
    articles.set_source(project)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return articles


def child(articles: ArticleList, kind: type[T]) -> T:
    """The one widget of a kind in the list."""
    (found,) = articles.findChildren(kind)
    return found


def view_of(articles: ArticleList) -> ArticleView:
    return child(articles, ArticleView)


def field_of(articles: ArticleList) -> SearchField:
    return child(articles, SearchField)


def shown(articles: ArticleList) -> list[int]:
    model = view_of(articles).model()
    assert isinstance(model, ArticleModel)
    return list(model.ids)


def chip(articles: ArticleList, text: str) -> QPushButton:
    return next(b for b in articles.findChildren(QPushButton) if b.text() == text)


def search(qtbot: QtBot, articles: ArticleList, text: str) -> None:
    """Types a query, and waits until the list shows the hits."""
    source_calls = len(project_of(articles).searches)
    field_of(articles).setText(text)
    qtbot.waitUntil(lambda: len(project_of(articles).searches) > source_calls)
    qtbot.waitUntil(lambda: not articles._run.running)


def project_of(articles: ArticleList) -> FakeProject:
    assert isinstance(articles._source, FakeProject)
    return articles._source
