"""The order of the list: the queues of suggestions, kept until the person asks for them anew."""

from __future__ import annotations

from array import array
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from annotator.core.models import Draft, Origin, State
from annotator.project import Project, commands
from annotator.ui.articles import ordering
from annotator.ui.articles.article_list import ArticleList
from annotator.ui.articles.ordering import Ordering, in_order
from annotator.ui.parts.theme import LIGHT
from tests.making import make_draft, make_span
from tests.ui.article_fakes import chip, field_of, shown, six, view_of

MakeProject = Callable[..., Project]


def suggested(*scores: float, title: str = "Hafen", **rest: object) -> Draft:
    """An article with a suggestion of each score."""
    spans = [
        make_span("ACTOR", (3 * n, 3 * n + 2), origin=Origin("rule", "actors", "1", score, "open"))
        for n, score in enumerate(scores)
    ]
    return make_draft(f"Mara ging zum Hafen. {title}.", title=title, spans=spans, **rest)  # type: ignore[arg-type]


def drafts() -> list[Draft]:
    """Ids 1 to 5. By uncertainty 4, 2, 5; by yield 5, 2, 4."""
    return [
        suggested(title="Eins", annotator="anna", state=State.DONE),
        suggested(0.9, 0.5, title="Zwei"),
        suggested(title="Drei"),
        suggested(0.5, title="Vier"),
        suggested(0.95, 0.9, 0.9, title="Fünf"),
    ]


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    return make_project(*drafts())


@pytest.fixture
def articles(qtbot: QtBot, project: Project) -> ArticleList:
    made = ArticleList(LIGHT)
    qtbot.addWidget(made)
    made.set_source(project)
    made.resize(320, 500)
    made.show()
    return made


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if there were many articles: threads read and sort."""
    monkeypatch.setattr(ordering, "_AT_ONCE", 0)


@given(st.lists(st.integers(0, 30), unique=True), st.lists(st.integers(0, 30), unique=True))
def test_no_article_is_lost_and_the_queue_comes_first(queue: list[int], ids: list[int]) -> None:
    found = list(in_order(array("q", queue), array("q", ids)))
    assert sorted(found) == sorted(ids)
    first = [id_ for id_ in queue if id_ in ids]
    assert found[: len(first)] == first
    assert found[len(first) :] == [id_ for id_ in ids if id_ not in queue]


@pytest.mark.parametrize(
    ("order", "ids"), [("uncertainty", [4, 2, 5, 1, 3]), ("yield", [5, 2, 4, 1, 3]), ("imported", [1, 2, 3, 4, 5])]
)
def test_the_list_is_in_the_order_that_is_chosen(
    articles: ArticleList, order: ordering.Order, ids: list[int]
) -> None:
    articles.set_order(order)
    assert shown(articles) == ids
    sign = articles._order_sign
    assert sign.isVisible() is (order != "imported")
    assert sign.text() == {
        "uncertainty": "↓ Most uncertain first",
        "yield": "↓ Most suggestions first",
        "imported": "↓ As imported",
    }[order]  # fmt: skip


def test_choosing_goes_to_the_first_article_and_next_follows_the_queue(articles: ArticleList) -> None:
    articles.select_article(3)
    articles.set_order("uncertainty")
    assert articles.current_article == 4
    assert articles.step(1)
    assert articles.current_article == 2
    assert articles.next_open() == 5
    assert articles.step(-1)
    assert articles.current_article == 4
    assert not articles.step(-1)


def test_the_order_of_another_day_leaves_the_article_on_screen(articles: ArticleList) -> None:
    articles.select_article(3)
    articles.set_order("yield", go=False)
    assert articles.current_article == 3
    assert view_of(articles).row == 4


def test_after_an_article_without_suggestions_the_queue_begins(articles: ArticleList) -> None:
    articles.set_order("yield")
    articles.select_article(1)
    assert articles.next_open() == 5


def test_suggestions_that_are_not_shown_do_not_count(articles: ArticleList) -> None:
    articles.ordering.least = lambda: 0.6
    articles.set_order("uncertainty")
    assert shown(articles) == [2, 5, 1, 3, 4]
    articles.set_order("yield")
    assert shown(articles) == [5, 2, 1, 3, 4]


def test_back_to_the_usual_order_the_article_stays(articles: ArticleList) -> None:
    articles.set_order("yield")
    assert articles.current_article == 5
    articles.set_order("imported")
    assert articles.current_article == 5
    assert shown(articles) == [1, 2, 3, 4, 5]


def test_no_row_moves_before_the_order_is_chosen_again(articles: ArticleList, project: Project) -> None:
    articles.set_order("yield")
    opened = project.load(5)
    assert opened is not None
    for span in opened.spans:
        project.apply(commands.RejectSuggestion(5, span.id))
    articles.refresh_articles([5])
    articles.refresh()
    assert shown(articles) == [5, 2, 4, 1, 3]
    articles._order_sign.click()
    assert shown(articles) == [2, 4, 1, 3, 5]
    assert articles.current_article == 2


def test_new_articles_come_last_and_deleted_ones_go(articles: ArticleList, project: Project) -> None:
    articles.set_order("uncertainty")
    project.import_drafts([suggested(0.5, title="Sechs", file="b.txt", key="six")])
    project.apply(commands.DeleteArticles((2,)))
    articles.refresh()
    assert shown(articles) == [4, 5, 1, 3, 6]
    assert articles.current_article == 4


def test_searched_filtered_and_ordered(qtbot: QtBot, articles: ArticleList) -> None:
    articles.set_order("yield")
    chip(articles, "New").click()
    assert shown(articles) == [5, 2, 4, 3]
    field_of(articles).setText("Hafen -title:Drei")
    qtbot.waitUntil(lambda: shown(articles) == [5, 2, 4])
    field_of(articles).setText("Mara")
    qtbot.waitUntil(lambda: shown(articles) == [5, 2, 4, 3])


def test_a_folded_group_is_shown_by_its_first_in_the_queue(qtbot: QtBot, make_project: MakeProject) -> None:
    text = "„Wir bleiben“, sagte Mara Ohlsen am Montag. Die Fähre muss fahren, verlangte sie. " * 3
    origin = Origin("rule", "actors", "1", 0.5, "open")
    copy = make_draft(
        text + "Brakesund.", title="Kopie", key="copy", spans=[make_span("ACTOR", (0, 4), origin=origin)]
    )
    project = make_project(make_draft(text, key="one"), suggested(0.9), copy)
    articles = ArticleList(LIGHT)
    qtbot.addWidget(articles)
    articles.set_source(project)
    articles.set_folded(True)
    articles.set_order("uncertainty")
    assert shown(articles) == [3, 2]
    assert articles.select_article(1)
    assert shown(articles) == [3, 1, 2]  # below the one that stood for it


@pytest.mark.usefixtures("slow")
def test_a_long_list_is_ordered_in_a_thread(qtbot: QtBot, articles: ArticleList, project: Project) -> None:
    articles.select_article(1)
    articles.set_order("uncertainty")
    qtbot.waitUntil(lambda: shown(articles) == [4, 2, 5, 1, 3])
    assert articles.current_article == 4
    articles.set_order("yield", go=False)
    qtbot.waitUntil(lambda: shown(articles) == [5, 2, 4, 1, 3])
    assert articles.current_article == 4
    field_of(articles).setText("Vier")
    qtbot.waitUntil(lambda: shown(articles) == [4])
    articles.set_source(None)
    assert shown(articles) == []
    articles.set_source(project)
    qtbot.waitUntil(lambda: shown(articles) == [5, 2, 4, 1, 3])


@pytest.mark.usefixtures("slow")
def test_what_came_too_late_is_forgotten(qtbot: QtBot, articles: ArticleList) -> None:
    articles.set_order("uncertainty")
    articles.set_order("imported")
    qtbot.wait(100)
    assert shown(articles) == [1, 2, 3, 4, 5]


@pytest.mark.usefixtures("slow")
def test_a_queue_that_cannot_be_read_is_told(
    qtbot: QtBot, articles: ArticleList, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotator.core.errors import UserError
    from annotator.jobs.suggesting import Suggesting

    def fail(_self: Suggesting, _by: str, _least: float = 0.0) -> array[int]:
        raise UserError("The file can't be read.")

    monkeypatch.setattr(Suggesting, "queue", fail)
    with qtbot.waitSignal(articles.failed) as told:
        articles.set_order("yield")
    assert told.args == ["The file can't be read."]
    assert shown(articles) == [1, 2, 3, 4, 5]


def test_what_is_no_project_stays_as_it_is(qtbot: QtBot) -> None:
    made = Ordering()
    made.set_source(six())
    made.choose("yield")
    assert not made.is_on
    assert not made.is_over(3)
    found: list[array[int]] = []
    made.sort(array("q", [3, 1]), found.append)
    assert found == [array("q", [3, 1])]
