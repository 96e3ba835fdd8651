"""The numbers beside the list of a corpus so large that a thread counts them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotator.commands import SetState
from annotator.core.models import State
from annotator.project import Project
from annotator.ui.articles import counts
from annotator.ui.articles.article_list import ArticleList
from annotator.ui.parts import worker
from annotator.ui.parts.theme import LIGHT
from tests.making import make_draft
from tests.ui.article_fakes import field_of

ARTICLES = 6


@pytest.fixture
def project(make_project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setattr(counts, "_AT_ONCE", ARTICLES - 1)
    monkeypatch.setattr(counts, "_AFTER_MS", 30)
    monkeypatch.setattr(counts, "_SHARE", 0)  # where threads get little time, the pause would be a long one
    return make_project(*(make_draft(f"Die Fähre {n} fährt.", title=f"Nr. {n}") for n in range(ARTICLES)))


@pytest.fixture
def articles(qtbot: QtBot, project: Project) -> ArticleList:
    window = QWidget()
    window.resize(300, 600)
    qtbot.addWidget(window, before_close_func=lambda _: window.hide())
    made = ArticleList(LIGHT, window)
    made.resize(window.size())
    made.set_source(project)
    window.show()
    settle(qtbot, made)
    return made


def settle(qtbot: QtBot, articles: ArticleList) -> None:
    """Waits until nothing is or will be counted."""
    qtbot.waitUntil(lambda: articles._counts._job is None and not articles._counts._later.isActive())
    qtbot.waitUntil(lambda: not worker._running)


def told(articles: ArticleList) -> str:
    return articles._counts.label.text()


def test_opening_counts_in_a_thread(qtbot: QtBot, project: Project) -> None:
    project.apply(SetState((1, 2), State.DONE))
    window = QWidget()
    qtbot.addWidget(window)
    articles = ArticleList(LIGHT, window)
    articles.set_source(project)
    assert articles._counts._job is not None
    assert told(articles) == ""
    settle(qtbot, articles)
    assert told(articles) == "2 of 6 done"
    assert field_of(articles).placeholderText() == "Search 6 articles"


def test_a_change_is_followed_at_once(qtbot: QtBot, project: Project, articles: ArticleList) -> None:
    project.apply(SetState((3,), State.DONE))
    articles.refresh_articles([3])
    assert articles._counts._job is None
    assert told(articles) == "1 of 6 done"
    settle(qtbot, articles)
    assert told(articles) == "1 of 6 done"
    project.undo()
    articles.refresh_articles([3])
    assert told(articles) == "0 of 6 done"


def test_where_no_state_changes_nothing_is_counted(
    project: Project, articles: ArticleList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Project, "state_counts", lambda _self: pytest.fail("counted"))
    articles.refresh_articles([3])
    assert not articles._counts._later.isActive()
    assert articles._counts._job is None


def test_what_others_did_is_counted_later(qtbot: QtBot, project: Project, articles: ArticleList) -> None:
    with closing(Project.open(project.path, "Bo")) as other:
        other.apply(SetState((5, 6), State.DONE))
    project.apply(SetState((1,), State.DONE))
    articles.refresh_articles([1])
    assert told(articles) == "1 of 6 done"
    settle(qtbot, articles)
    assert told(articles) == "3 of 6 done"


def test_an_article_that_was_never_looked_at(qtbot: QtBot, project: Project, articles: ArticleList) -> None:
    articles._model._pages.clear()
    project.apply(SetState((4,), State.DONE))
    articles.refresh_articles([4])
    settle(qtbot, articles)
    assert told(articles) == "1 of 6 done"


def test_a_count_for_another_source_is_forgotten(qtbot: QtBot, project: Project, articles: ArticleList) -> None:
    project.apply(SetState((1,), State.DONE))
    articles.refresh()
    articles.set_source(None)
    settle(qtbot, articles)
    assert told(articles) == ""
    assert field_of(articles).placeholderText() == "Search articles"
