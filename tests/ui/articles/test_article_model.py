"""Paging and caching of the article list's rows."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.core.errors import UserError
from annotator.core.models import ArticleSummary, State
from annotator.ui.articles.model import PAGE, PAGES_KEPT, SUMMARY_ROLE, ArticleModel
from annotator.ui.articles.view import ArticleView
from annotator.ui.parts.theme import LIGHT

ROLE = Qt.ItemDataRole


class CountingSource:
    """Makes up every article but those that are gone, and notes which were asked for."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.gone: set[int] = set()
        self.flagged: set[int] = set()

    def article_ids(self, state: State | None = None) -> array[int]:
        return array("q")

    def search(self, query: str) -> Iterator[list[int]]:
        return iter(())

    def state_counts(self) -> dict[State, int]:
        return {}

    def clusters(self) -> dict[int, int]:
        return {}

    def summaries(self, ids: Sequence[int]) -> list[ArticleSummary]:
        self.asked.append(list(ids))
        return [
            ArticleSummary(
                i, f" Title\n {i} <b>", "Quay Post", None, "en", State.NEW, i, flagged=i in self.flagged
            )
            for i in ids
            if i not in self.gone
        ]


@pytest.fixture
def source() -> CountingSource:
    return CountingSource()


@pytest.fixture
def model(qapp: QApplication, source: CountingSource) -> ArticleModel:
    model = ArticleModel()
    model.set_source(source)
    return model


def test_a_million_rows_are_set_without_fetching(model: ArticleModel, source: CountingSource) -> None:
    model.set_ids(array("q", range(1_000_000)))
    assert (model.rowCount(), model.columnCount()) == (1_000_000, 1)
    assert source.asked == []


def test_view_fetches_only_the_pages_it_shows(qtbot: QtBot, model: ArticleModel, source: CountingSource) -> None:
    view = ArticleView(model, LIGHT)
    qtbot.addWidget(view)
    view.resize(300, 600)
    view.show()
    model.set_ids(array("q", range(1_000_000)))
    view.grab()
    assert source.asked == [list(range(PAGE))]
    view.go_to(999_999)
    view.grab()
    pages = {ids[0] // PAGE for ids in source.asked}
    assert pages == {0, 999_999 // PAGE}
    assert len(source.asked) == 2


def test_pages_looked_at_longest_ago_are_dropped(model: ArticleModel, source: CountingSource) -> None:
    model.set_ids(array("q", range(PAGE * (PAGES_KEPT + 1))))
    for page in range(PAGES_KEPT + 1):
        model.summary(page * PAGE)
    model.summary(PAGE)
    assert len(source.asked) == PAGES_KEPT + 1
    model.summary(0)
    assert source.asked[-1] == list(range(PAGE))


def test_roles(model: ArticleModel) -> None:
    model.set_ids(array("q", [0, 1, 7]))
    index = model.index(2, 0)
    assert model.data(index) == "Title 7 <b>"
    assert model.data(index, ROLE.ToolTipRole) == "<p>Title 7 &lt;b&gt;</p>"
    assert model.data(index, ROLE.AccessibleTextRole) == "Title 7 <b>, Quay Post, New, 7 labels"
    assert model.data(model.index(0, 0), ROLE.AccessibleTextRole).endswith("no labels")
    assert model.data(model.index(1, 0), ROLE.AccessibleTextRole).endswith("1 label")
    summary = model.data(index, SUMMARY_ROLE)
    assert isinstance(summary, ArticleSummary)
    assert summary.id == 7
    assert model.data(index, ROLE.DecorationRole) is None
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Article"
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_an_article_that_is_gone_is_asked_for_once(model: ArticleModel, source: CountingSource) -> None:
    source.gone = {5}
    model.set_ids(array("q", [4, 5]))
    assert model.data(model.index(1, 0)) is None
    assert model.data(model.index(1, 0), ROLE.AccessibleTextRole) is None
    assert len(source.asked) == 1


def test_rows_outside_the_list_and_without_a_source(model: ArticleModel) -> None:
    model.set_ids(array("q", [4]))
    assert model.summary(1) is None
    assert model.summary(-1) is None
    model.set_source(None)
    model.set_ids(array("q", [4]))
    assert model.summary(0) is None


def test_invalidate_fetches_and_announces_only_these(model: ArticleModel, source: CountingSource) -> None:
    model.set_ids(array("q", range(1000)))
    model.summary(0)
    changed: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda a, b: changed.append((a.row(), b.row())))
    model.invalidate([3, 60, 500, 5000])
    assert sorted(changed) == [(3, 3), (60, 60)]
    model.summary(0)
    assert len(source.asked) == 1
    model.summary(3)
    assert source.asked[1:] == [[3, 60]]


def test_invalidate_everything(model: ArticleModel, source: CountingSource) -> None:
    changed: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda a, b: changed.append((a.row(), b.row())))
    model.invalidate(None)
    assert changed == []
    model.set_ids(array("q", range(100)))
    model.summary(0)
    model.invalidate(None)
    model.summary(0)
    assert changed == [(0, 99)]
    assert source.asked == [list(range(PAGE)), list(range(PAGE))]


def test_appended_rows_complete_a_page_that_was_fetched(model: ArticleModel, source: CountingSource) -> None:
    model.set_ids(array("q", [1, 2]))
    model.summary(0)
    model.append_ids([3, 4])
    model.append_ids([])
    assert model.rowCount() == 4
    assert model.data(model.index(3, 0)) == "Title 4 <b>"
    assert source.asked == [[1, 2], [3, 4]]


@given(st.lists(st.integers(-(2**63), 2**63 - 1), unique=True), st.integers(-10, 10), st.booleans())
def test_row_of(ids: list[int], other: int, ascending: bool) -> None:
    model = ArticleModel()
    model.set_ids(array("q", sorted(ids) if ascending else ids))
    shown = list(model.ids)
    assert [model.row_of(i) for i in shown] == list(range(len(shown)))
    assert model.row_of(other) == (shown.index(other) if other in shown else None)


def test_keeps_the_rules_of_models(model: ArticleModel) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_ids(array("q", range(200)))
    model.append_ids([200, 201])
    model.invalidate([7])
    model.set_source(None)
    assert tester.model() is model


class DamagedSource(CountingSource):
    def summaries(self, ids: Sequence[int]) -> list[ArticleSummary]:
        raise UserError("The file is damaged.")


def test_rows_that_cant_be_read_are_told_once(qtbot: QtBot) -> None:
    model = ArticleModel()
    told: list[str] = []
    model.failed.connect(told.append)
    for _ in range(2):
        model.set_source(DamagedSource())
        model.set_ids(array("q", range(PAGE * 3)))
        assert [model.summary(row) for row in (0, 1, PAGE, 2 * PAGE)] == [None] * 4
    assert told == ["The file is damaged."] * 2


def test_a_flagged_article_is_said_to_be_flagged(model: ArticleModel, source: CountingSource) -> None:
    spoken = Qt.ItemDataRole.AccessibleTextRole
    model.set_ids(array("q", [7]))
    assert not model.data(model.index(0, 0), spoken).endswith(", flagged")
    source.flagged = {7}
    model.invalidate([7])
    assert model.data(model.index(0, 0), spoken).endswith(", 7 labels, flagged")
