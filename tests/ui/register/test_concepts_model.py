"""The tree of concepts as a model: levels, pages, and what may be put below what."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from annotator.core.models import Concept
from annotator.ui.register.concepts_model import ConceptModel
from annotator.ui.register.concepts_view import ConceptView
from tests.ui.register.register_fakes import index

MANY = [Concept(f"c{n:04}", f"Satz {n:04}") for n in range(1200)]
BRANCHES = [
    Concept("b", "Beta", "a"),
    Concept("a", "alpha"),
    Concept("c", "gamma", "b"),
    Concept("lost", "Verwaist", "gone"),
    Concept("z", "Älpler"),
]


def filled(concepts: list[Concept]) -> ConceptModel:
    model = ConceptModel(index(concepts=concepts))
    model.refresh()
    return model


def names(model: ConceptModel, parent: QModelIndex | None = None) -> list[str]:
    above = parent or QModelIndex()
    return [str(model.index(row, 0, above).data()) for row in range(model.rowCount(above))]


@pytest.mark.parametrize("typed", ["", "Satz 11", "alpha"])
@pytest.mark.parametrize("concepts", [[], BRANCHES, MANY], ids=["none", "branches", "many"])
def test_it_is_a_sound_model(concepts: list[Concept], typed: str) -> None:
    model = ConceptModel(index(concepts=concepts))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.refresh()
    model.search(typed)
    model.grow()
    model.refresh()
    assert tester.model() is model


def test_levels() -> None:
    model = filled(BRANCHES)
    # One whose parent is not there stands at the top.
    assert names(model) == ["alpha", "Älpler", "Verwaist"]
    below = model.index_of("a")
    assert names(model, below) == ["Beta"]
    assert names(model, model.index_of("b")) == ["gamma"]
    assert model.index_of("c").parent() == model.index_of("b")
    assert not below.parent().isValid()
    assert model.flags(model.index_of("c")) & Qt.ItemFlag.ItemNeverHasChildren
    assert not model.flags(below) & Qt.ItemFlag.ItemNeverHasChildren


def test_pages_of_the_topmost() -> None:
    model = filled(MANY)
    assert model.rowCount() == 500
    assert not model.index_of("c0500").isValid()
    assert model.reveal("c0500").row() == 500
    assert model.rowCount() == 1000
    model.grow()
    model.grow()
    assert model.rowCount() == 1200
    assert not model.reveal("gone").isValid()


def test_scrolling_to_the_end_shows_the_next_page(qtbot: QtBot) -> None:
    model = filled(MANY)
    view = ConceptView(model)
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    qtbot.waitExposed(view)
    assert model.rowCount() == 500
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert model.rowCount() == 1000


def test_what_may_be_put_where() -> None:
    model = filled(BRANCHES)
    assert model.may_move(["c"], "a")
    assert model.may_move(["a"], None)
    assert not model.may_move(["a"], "a")
    assert not model.may_move(["z", "a"], "c")
