"""Concepts from the main window: opened by key, merged there, taken back here, and a claim that is gone to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from annotator import commands as do
from annotator.core.models import Concept
from annotator.project import Project
from annotator.ui.register.concepts_window import ConceptsWindow
from tests.commands.registers import drafts
from tests.end_to_end.window import CTRL, POPUPS, SHIFT, Driver, Key, answering


@pytest.fixture
def person(make_project: Callable[..., Project], qtbot: QtBot, tmp_path: Path) -> Driver:
    project = make_project(*drafts())
    for id_, claim in (("sail", (1, "c1")), ("rest", (2, "d1"))):
        project.apply(do.SetConcept((claim,), None, create=Concept(id_, f"Satz {id_}")))
    return Driver(qtbot, project.path, tmp_path / "settings.ini")


@POPUPS
def test_merge_there_and_undo_here(person: Driver, qtbot: QtBot) -> None:
    QTest.keyClick(person.pane, Key.Key_R, CTRL | SHIFT)
    (window,) = person.window.findChildren(ConceptsWindow)
    qtbot.waitUntil(lambda: bool(window.page.view.selected()))
    page = window.page
    page.show_concept("rest")

    def choose(dialog: QDialog) -> None:
        QTest.keyClicks(QApplication.focusWidget() or dialog, "sail")
        QTest.keyClick(QApplication.focusWidget() or dialog, Key.Key_Return)

    with answering(QDialog, choose):
        next(b for b in window.findChildren(QPushButton) if b.text() == "Merge into…").click()
    register = person.project.register
    assert set(register.concepts()) == {"sail"}
    assert [m.span_id for m in register.concept_mentions("sail")] == ["c1", "d1"]
    # A claim of it, gone to by key.
    qtbot.waitUntil(lambda: page.mentions.rowCount() == 2)
    page.concordance.selectRow(1)
    QTest.keyClick(page.concordance, Key.Key_Return)
    person.settle()
    assert person.active.id == "d1"
    assert person.active.concept_id == "sail"
    person.front()
    QTest.keyClick(person.pane, Key.Key_Z, CTRL)
    person.settle()
    assert set(register.concepts()) == {"sail", "rest"}
    assert person.active.concept_id == "rest"
    assert page.model.rowCount() == 2
    window.close()
    person.close()
