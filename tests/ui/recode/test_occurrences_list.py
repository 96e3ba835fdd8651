"""The list of occurrences: what is ticked, by rule and by hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from annotator.core.codebook import Codebook
from annotator.core.models import Mention
from annotator.core.occurrences import Occurrence
from annotator.core.resources import resource
from annotator.project import read_codebook
from annotator.ui.recode.occurrences_dialog import LABEL, LINK, REMOVE, rule_of
from annotator.ui.recode.occurrences_list import HitModel, HitView

CHECKED, PARTLY, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.PartiallyChecked, Qt.CheckState.Unchecked


@pytest.fixture
def codebook() -> Codebook:
    return read_codebook(resource("codebooks", "news.toml"))


def hit(article: int, start: int, *spans: tuple[str, str | None], around: tuple[str, ...] = ()) -> Occurrence:
    line = Mention(article, "", f"Titel {article}", "", start, start + 4, "vor ", "Berg", " nach", "anna", "2025")
    return Occurrence(line, "Berg", spans, around)


HITS = [hit(1, 0), hit(1, 9, ("ACTOR", None)), hit(2, 3), hit(4, 5, around=("ACTOR", "QUOTE")), hit(4, 9)]


def states(model: HitModel) -> list[Qt.CheckState]:
    return [model.state(row) for row in range(model.rowCount())]


def test_articles_stand_above_their_lines(codebook: Codebook, qtmodeltester: ModelTester) -> None:
    model = HitModel(codebook, grouped=True)
    model.add(HITS[:1])
    model.add(HITS[1:4])
    model.add(HITS[4:])
    model.add([])
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    rows = [model.hit(row) for row in range(model.rowCount())]
    assert rows == [None, HITS[0], HITS[1], None, HITS[2], None, HITS[3], HITS[4]]
    assert [model.title(row) for row in (0, 3, 5)] == [("Titel 1", 2), ("Titel 2", 1), ("Titel 4", 2)]
    assert model.counts() == (5, 5, 3)
    model.tick(2)
    assert states(model)[:3] == [PARTLY, CHECKED, UNCHECKED]
    model.tick(0)
    assert states(model)[:3] == [CHECKED] * 3
    model.tick(5, False)
    assert model.ticked() == HITS[:3]
    assert model.setData(model.index(5), CHECKED, Qt.ItemDataRole.CheckStateRole)
    assert model.ticked() == HITS
    assert not model.setData(model.index(5), "x")
    spoken = [model.data(model.index(row), Qt.ItemDataRole.AccessibleTextRole) for row in (0, 3, 2, 6)]
    assert spoken == [
        "Titel 1, 2 occurrences",
        "Titel 2, 1 occurrence",
        "vor Berg nach, Actor",
        "vor Berg nach, in Actor, in Quote",
    ]


def test_what_a_person_ticked_stays_until_the_rule_is_another(codebook: Codebook) -> None:
    model = HitModel(codebook, grouped=False)
    told = []
    model.ticked_changed.connect(lambda: told.append(model.counts()))
    model.set_rule(rule_of(LABEL, "ACTOR", None))
    model.add(HITS)
    assert states(model) == [CHECKED, UNCHECKED, CHECKED, UNCHECKED, CHECKED]
    model.tick(0)
    model.tick(1)
    model.clear()
    assert model.rowCount() == 0
    model.add(HITS)
    assert states(model) == [UNCHECKED, CHECKED, CHECKED, UNCHECKED, CHECKED]
    model.set_rule(rule_of(REMOVE, "ACTOR", None))
    assert model.ticked() == [HITS[1]]
    model.tick_all(True)
    model.add([hit(9, 1)])
    assert model.counts() == (6, 6, 4), "those that come later, too"
    model.tick_all(False)
    assert model.ticked() == []
    assert told[-1] == (0, 6, 4)


@pytest.mark.parametrize(
    ("action", "label", "actor", "expected"),
    [
        (LABEL, "ACTOR", None, [0, 2, 4]),
        (LABEL, "QUOTE", None, [0, 1, 2, 4]),
        (LABEL, "CUE", None, [0, 1, 2, 3, 4]),
        (LINK, "ACTOR", "x", [0, 1, 2, 4]),
        (LINK, "ACTOR", None, [0, 2, 4]),
        (REMOVE, "ACTOR", None, [1]),
        (REMOVE, "QUOTE", None, []),
    ],
)
def test_what_is_ticked_at_first(action: str, label: str, actor: str | None, expected: list[int]) -> None:
    rule = rule_of(action, label, actor)
    assert [n for n, one in enumerate(HITS) if rule(one)] == expected


def test_space_ticks_all_that_is_selected(codebook: Codebook, qapp: QApplication) -> None:
    from PySide6.QtTest import QTest

    model = HitModel(codebook, grouped=True)
    model.add(HITS)
    view = HitView(model, codebook)
    view.resize(500, 300)
    view.show()
    view.selectAll()
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert model.ticked() == []
    view.setCurrentIndex(model.index(1))
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert model.ticked() == HITS[:1]
    shown: list[Occurrence] = []
    view.hit_shown.connect(shown.append)
    view.doubleClicked.emit(model.index(0))
    view.doubleClicked.emit(model.index(2))
    assert shown == [HITS[1]]
    assert not view.grab().isNull()
    view.close()
