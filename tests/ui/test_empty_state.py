"""What the centre says while there is no text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.ui.actions.making import ACTIONS, load_keys
from annotator.ui.empty_state import EmptyState
from annotator.ui.parts.theme import Appearance
from annotator.ui.parts.widgets import KeyCap
from annotator.ui.welcome import WelcomeRow


def show(qtbot: QtBot, state: EmptyState, width: int = 700, height: int = 600) -> EmptyState:
    qtbot.addWidget(state)
    state.resize(width, height)
    state.show()
    assert QTest.qWaitForWindowActive(state)
    return state


def rows(state: EmptyState) -> dict[str, WelcomeRow]:
    return {row.accessibleName(): row for row in state.findChildren(WelcomeRow) if row.isVisible()}


@pytest.mark.parametrize(
    ("name", "action"),
    [
        ("Import files…", "corpus.import_files"),
        ("Import a folder…", "corpus.import_folder"),
        ("Paste an article…", "corpus.paste"),
        ("Choose the labels…", "actors.codebook"),
    ],
)
def test_choices_by_mouse_and_key(qtbot: QtBot, name: str, action: str) -> None:
    state = show(qtbot, EmptyState())
    chosen: list[str] = []
    state.chosen.connect(chosen.append)
    QTest.mouseClick(rows(state)[name], Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    QTest.keyClick(rows(state)[name], Qt.Key.Key_Return)
    assert chosen == [action, action]
    assert any(spec.id == action for spec in ACTIONS)


def test_the_keyboard_begins_at_the_first_choice_and_keys_are_shown(qtbot: QtBot) -> None:
    state = show(qtbot, EmptyState(load_keys({"corpus.import_files": "Ctrl+J"})))
    state.setFocus()
    assert rows(state)["Import files…"].hasFocus()
    caps = [cap.text() for cap in state.findChildren(KeyCap) if cap.isVisible()]
    assert caps == ["Ctrl J", "Ctrl V", "Ctrl ⇧ B"]


def test_with_articles_one_is_to_be_chosen(qtbot: QtBot) -> None:
    state = show(qtbot, EmptyState())
    assert state.accessibleName() == "No articles yet"
    state.show_articles(True)
    assert state.accessibleName() == "No article is chosen"
    assert rows(state) == {}
    state.show_articles(False)
    assert len(rows(state)) == 4


def test_it_fits_a_narrow_centre_and_grows_with_the_face(qtbot: QtBot, qapp: QApplication) -> None:
    appearance = Appearance("light")
    appearance.apply(qapp)
    state = show(qtbot, EmptyState(), 360)
    row = rows(state)["Import files…"]
    assert state.rect().contains(row.mapTo(state, row.rect().bottomRight()))
    before = row.height()
    appearance.set_scale(2.0)
    qtbot.waitUntil(lambda: row.height() > before)
    appearance.set_scale(1.0)
