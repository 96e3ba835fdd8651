"""The list with near-duplicates folded: one row a group in any search or filter, and ways to the others."""

from __future__ import annotations

from array import array
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.ui.articles.article_list import ArticleList
from annotator.ui.articles.delegate import alike_sign
from annotator.ui.articles.folding import Folding
from annotator.ui.articles.model import FOLDED_ROLE
from tests.ui.article_fakes import (
    FakeProject,
    chip,
    english,
    make_list,
    many,
    project_of,
    search,
    shown,
    six,
    view_of,
)


def grouped() -> FakeProject:
    """Ten articles: 0, 1, 4 and 7 are a group, 2 and 3 another; every third is new, odd ones say so."""
    project = many(10)
    project.groups = {0: 0, 1: 0, 4: 0, 7: 0, 2: 2, 3: 2}
    for id_, cluster in project.groups.items():
        others = list(project.groups.values()).count(cluster) - 1
        project.rows[id_] = replace(project.rows[id_], alike=others)
    return project


@pytest.fixture
def articles(qtbot: QtBot) -> ArticleList:
    made = make_list(qtbot, grouped())
    made.set_folded(True)
    return made


def signs(articles: ArticleList) -> dict[int, str]:
    """What the rows say of near-duplicates."""
    model = view_of(articles).model()
    found = {}
    for row, id_ in enumerate(shown(articles)):
        index = model.index(row, 0)
        sign = alike_sign(project_of(articles).rows[id_], index.data(FOLDED_ROLE))
        if sign:
            found[id_] = sign.replace("\u00a0", " ")
    return found


def spoken(articles: ArticleList, row: int) -> str:
    return str(view_of(articles).model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))


def foot(articles: ArticleList) -> str:
    return articles._counts.label.text()


def test_unfolded_every_article_has_a_row_and_says_how_many_are_like_it(qtbot: QtBot) -> None:
    articles = make_list(qtbot, grouped())
    assert shown(articles) == list(range(10))
    assert signs(articles) == {0: "≈ 3", 1: "≈ 3", 4: "≈ 3", 7: "≈ 3", 2: "≈ 1", 3: "≈ 1"}
    assert spoken(articles, 4).endswith(", 3 near-duplicates")
    assert spoken(articles, 3).endswith(", 1 near-duplicate")
    assert spoken(articles, 5).endswith(", 5 labels")
    assert foot(articles) == "6 of 10 done"


def test_folded_the_first_of_each_group_stands_for_it(articles: ArticleList) -> None:
    assert shown(articles) == [0, 2, 5, 6, 8, 9]
    assert signs(articles) == {0: "+3", 2: "+1"}
    assert spoken(articles, 0).endswith(", 3 near-duplicates are folded away")
    assert spoken(articles, 1).endswith(", 1 near-duplicate is folded away")
    tip = view_of(articles).model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "<p>Article 0 even</p><p>3 near-duplicates are folded away</p>"
    # The counts are of all articles.
    assert foot(articles) == "6 of 10 done · 4 folded away"
    assert chip(articles, "All").accessibleName() == "All, 10 articles"
    articles.set_folded(False)
    assert shown(articles) == list(range(10))
    assert foot(articles) == "6 of 10 done"


def test_folded_within_a_state(articles: ArticleList) -> None:
    chip(articles, "Done").click()
    assert shown(articles) == [1, 2, 5, 8]
    assert signs(articles) == {1: "+2", 2: "≈ 1"}
    assert foot(articles) == "6 of 10 done · 2 folded away"
    chip(articles, "New").click()
    assert shown(articles) == [0, 3, 6, 9]
    assert foot(articles) == "6 of 10 done"


def test_folded_within_a_search_whose_hits_come_one_by_one(qtbot: QtBot, articles: ArticleList) -> None:
    search(qtbot, articles, "odd")
    assert shown(articles) == [1, 3, 5, 9]
    assert signs(articles) == {1: "+1", 3: "≈ 1"}
    articles.search_field.clear()
    qtbot.waitUntil(lambda: len(shown(articles)) == 6)


def test_who_goes_to_a_folded_article_finds_its_row(articles: ArticleList) -> None:
    chosen: list[int] = []
    articles.article_chosen.connect(chosen.append)
    articles.select_article(2)
    assert articles.select_article(4)
    assert shown(articles) == [0, 2, 4, 5, 6, 8, 9]
    assert articles.current_article == 4
    assert [i.row() for i in view_of(articles).selectedIndexes()] == [2]
    assert signs(articles)[0] == "+2"
    assert signs(articles)[4] == "≈ 3"
    assert foot(articles) == "6 of 10 done · 3 folded away"
    assert articles.step(1)
    assert articles.step(-1)
    assert chosen == [2, 4, 5, 4]
    # It stays while the list is read anew, and goes with the next list.
    articles.refresh()
    assert shown(articles) == [0, 2, 4, 5, 6, 8, 9]
    articles.select_article(6)
    articles.refresh()
    assert 4 in shown(articles)
    chip(articles, "Done").click()
    chip(articles, "All").click()
    assert shown(articles) == [0, 2, 5, 6, 8, 9]


def test_an_article_that_the_filter_hides_is_not_unfolded(articles: ArticleList) -> None:
    chip(articles, "New").click()
    assert not articles.select_article(4)
    assert not articles.select_article(999)
    assert shown(articles) == [0, 3, 6, 9]


def test_the_article_on_screen_keeps_its_row_when_the_list_is_folded(qtbot: QtBot) -> None:
    articles = make_list(qtbot, grouped())
    articles.select_article(7)
    articles.set_folded(True)
    assert shown(articles) == [0, 2, 5, 6, 7, 8, 9]
    assert [i.row() for i in view_of(articles).selectedIndexes()] == [4]
    assert signs(articles)[0] == "+2"


def test_next_and_next_open_pass_folded_articles_over(articles: ArticleList) -> None:
    articles.select_article(2)
    assert articles.step(1)
    assert articles.current_article == 5
    assert articles.next_open() == 6


def test_articles_that_come_or_go_are_folded_at_once(articles: ArticleList) -> None:
    project = project_of(articles)
    reloaded: list[bool] = []
    articles.reloaded.connect(lambda: reloaded.append(True))
    project.groups = {5: 5, 6: 5, **project.groups}
    articles.refresh()
    assert shown(articles) == [0, 2, 5, 8, 9]
    del project.rows[0]
    articles.refresh()
    assert shown(articles)[:2] == [1, 2]
    assert signs(articles)[1] == "+2"
    assert len(reloaded) == 2


def test_another_project_has_its_own_groups(qtbot: QtBot, articles: ArticleList) -> None:
    articles.set_source(six())
    assert shown(articles) == [10, 11, 12, 13, 14, 15]
    assert foot(articles) == "2 of 6 done"
    articles.set_source(None)
    assert shown(articles) == []


def test_the_hint_counts_what_was_found_and_not_the_rows(
    articles: ArticleList, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[int] = []
    monkeypatch.setattr(articles.filter, "show_count", lambda count, complete: counted.append(count))
    articles.refresh()
    assert counted[-1] == 10


@pytest.mark.parametrize(
    ("alike", "folded", "sign"), [(0, 0, ""), (1, 0, "≈\u00a01"), (3, 2, "+2"), (1200, 0, "≈\u00a01,200")]
)
def test_the_sign(alike: int, folded: int, sign: str) -> None:
    with english():
        assert alike_sign(replace(six().rows[10], alike=alike), folded) == sign


def test_the_sign_is_painted_at_the_edge_however_narrow_the_list(qtbot: QtBot, articles: ArticleList) -> None:
    view = view_of(articles)

    def painted() -> QPixmap:
        return view.viewport().grab()

    for width in (300, 190):
        articles.window().resize(width, 600)
        articles.resize(width, 600)
        QApplication.processEvents()
        articles.set_folded(True)
        with_sign = painted().toImage()
        edge = with_sign.copy(with_sign.width() - 60, 0, 60, view.rowHeight(0))
        project_of(articles).groups = {}
        plain = {id_: replace(row, alike=0) for id_, row in project_of(articles).rows.items()}
        before, project_of(articles).rows = project_of(articles).rows, plain
        articles.refresh()
        QApplication.processEvents()
        without = painted().toImage()
        assert edge != without.copy(without.width() - 60, 0, 60, view.rowHeight(0))
        project_of(articles).rows = before
        project_of(articles).groups = grouped().groups
        articles.refresh()


@given(
    ids=st.lists(st.integers(0, 30), unique=True),
    clusters=st.dictionaries(st.integers(0, 30), st.integers(0, 3)),
    keep=st.none() | st.integers(0, 30),
    cut=st.integers(0, 30),
    unfolded=st.lists(st.integers(0, 30), max_size=4),
)
def test_nothing_is_lost_or_shown_twice(
    ids: list[int], clusters: dict[int, int], keep: int | None, cut: int, unfolded: list[int]
) -> None:
    project = many(0)
    project.groups = clusters
    folding = Folding()
    folding.set_source(project)
    folding.is_on = True
    folding.begin(keep)
    rows = [*folding.rows(array("q", ids[:cut])), *folding.rows(array("q", ids[cut:]))]
    rows += [id_ for id_ in unfolded if folding.unfold(id_) is not None]
    assert len(rows) == len(set(rows))
    assert set(rows) <= set(ids)
    assert len(rows) + folding.number == len(ids)
    assert sum(folding.hidden.values()) == folding.number
    assert keep not in ids or keep in rows
    # Whatever has no row has one of its group that says so.
    for id_ in set(ids) - set(rows):
        assert any(clusters.get(row) == clusters[id_] and folding.hidden.get(row) for row in rows)


def test_off_nothing_is_asked_for() -> None:
    folding = Folding()
    folding.set_source(grouped())
    ids = array("q", range(10))
    assert folding.rows(ids) == ids
    assert folding.number == 0
    assert folding._clusters is None
