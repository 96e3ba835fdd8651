"""The command palette and the keys overlay."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLayoutItem,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from annotator.core.codebook import parse_codebook
from annotator.ui.actions.keys_overlay import KeysOverlay
from annotator.ui.actions.making import ACTIONS, ActionSpec, label_rows, load_keys
from annotator.ui.actions.palette import CommandPalette, Entry, entries, rank

# The offscreen platform says so of every window that has a least size.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

CODEBOOK = parse_codebook(
    {
        "name": "small",
        "labels": [
            {
                "name": "QUOTE",
                "key": "Q",
                "colour": "#A85507",
                "attributes": [{"name": "form", "values": ["direct"]}],
            }
        ],
    }
)
ROWS: tuple[ActionSpec, ...] = (*ACTIONS, *label_rows(CODEBOOK))
KEYS = load_keys({}, ROWS)
CTRL = Qt.KeyboardModifier.ControlModifier


def titles(query: str) -> list[str]:
    return [entry.title for entry in rank(query, entries(ROWS, KEYS))]


class Scene:
    """A window with a line edit in focus and an action for each row that notes being triggered."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.window.resize(1000, 700)
        self.before = QLineEdit()
        self.window.setCentralWidget(self.before)
        self.ran: list[str] = []
        self.actions = {row.id: self._action(row.id) for row in ROWS}
        self.window.show()
        self.window.activateWindow()
        self.before.setFocus()
        qtbot.waitUntil(self.before.hasFocus)

    def _action(self, row_id: str) -> QAction:
        action = QAction(row_id, self.window)
        action.triggered.connect(lambda: self.ran.append(row_id))
        return action


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    return Scene(qtbot)


@pytest.fixture
def palette(scene: Scene) -> CommandPalette:
    palette = CommandPalette(scene.window)
    palette.open(scene.actions, ROWS, KEYS)
    return palette


@pytest.fixture
def overlay(scene: Scene) -> KeysOverlay:
    overlay = KeysOverlay(scene.window)
    overlay.open(ROWS, KEYS)
    return overlay


def line_of(palette: QObject) -> QLineEdit:
    line = palette.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    return line


def test_rank_prefers_beginnings_of_titles_then_of_words() -> None:
    assert titles("undo") == ["Undo"]
    assert titles("next")[0] == "Next article"
    assert titles("spe")[:2] == ["Link speaker or claimant", "Add another speaker or claimant"]


def test_rank_takes_words_in_any_order_and_the_group() -> None:
    assert titles("article next")[0] == "Next article"
    assert "Larger text" in titles("view larger")
    assert titles("corpus import")[0] == "Import files…"


def test_rank_finds_letters_in_order() -> None:
    assert "Done and next" in titles("dnnxt")
    assert titles("xqzj") == []


def test_rank_keeps_the_order_without_a_query() -> None:
    items = [Entry("b", "B", "G"), Entry("a", "A", "G")]
    assert rank("  ", items) == items


def test_palette_lists_every_enabled_action(scene: Scene, palette: CommandPalette) -> None:
    assert palette.shown() == [row.id for row in ROWS]
    scene.actions["label.undo"].setEnabled(False)
    palette.open(scene.actions, ROWS, KEYS)
    assert palette.shown() == [row.id for row in ROWS if row.id != "label.undo"]


def test_palette_tells_screen_readers_name_menu_and_keys(palette: CommandPalette) -> None:
    view = palette.findChild(QListWidget)
    assert isinstance(view, QListWidget)
    spoken = [view.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(view.count())]
    assert "Redo, Label, Ctrl ⇧ Z, Ctrl Y" in spoken
    assert palette.accessibleName()
    assert line_of(palette).accessibleName()
    assert view.accessibleName()


def test_palette_tells_what_is_switched_on_and_chosen(scene: Scene) -> None:
    for name in ("view.suggests", "view.theme_dark"):
        scene.actions[name].setCheckable(True)
        scene.actions[name].setChecked(True)
    palette = CommandPalette(scene.window)
    palette.open(scene.actions, ROWS, KEYS)
    items = palette.findChild(QListWidget)
    assert isinstance(items, QListWidget)
    told = {
        items.item(n).text(): items.item(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(items.count())
    }
    assert told["Suggest while reading"] == "Suggest while reading, on, View"
    assert told["Show suggestions"] == "Show suggestions, off, View, F9"
    assert told["Dark theme"] == "Dark theme, chosen, View"
    assert told["Light theme"] == "Light theme, View"
    assert told["Undo"] == "Undo, Label, Ctrl Z"


def test_typing_and_enter_run_a_command(scene: Scene, palette: CommandPalette, qtbot: QtBot) -> None:
    line = line_of(palette)
    QTest.keyClicks(line, "redo")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert scene.ran == ["label.redo"]
    assert palette.isHidden()
    assert scene.before.hasFocus()


def test_arrow_keys_choose_and_go_round(scene: Scene, palette: CommandPalette, qtbot: QtBot) -> None:
    line = line_of(palette)
    QTest.keyClick(line, Qt.Key.Key_Up)
    QTest.keyClick(line, Qt.Key.Key_Down)
    QTest.keyClick(line, Qt.Key.Key_Down)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert scene.ran == [ROWS[1].id]


def test_page_keys_stop_at_the_ends(scene: Scene, palette: CommandPalette, qtbot: QtBot) -> None:
    line = line_of(palette)
    for _ in range(len(ROWS)):
        QTest.keyClick(line, Qt.Key.Key_PageDown)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert scene.ran == [ROWS[-1].id]


def test_escape_leaves_without_running(scene: Scene, palette: CommandPalette, qtbot: QtBot) -> None:
    QTest.keyClick(line_of(palette), Qt.Key.Key_Escape)
    assert palette.isHidden()
    assert scene.ran == []
    assert scene.before.hasFocus()


def test_palette_goes_when_the_keyboard_goes_elsewhere(scene: Scene, palette: CommandPalette) -> None:
    scene.before.setFocus()
    assert palette.isHidden()


def test_click_runs_a_command(scene: Scene, palette: CommandPalette, qtbot: QtBot) -> None:
    view = palette.findChild(QListWidget)
    assert isinstance(view, QListWidget)
    place = view.visualItemRect(view.item(2)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert scene.ran == [ROWS[2].id]


def test_no_match_is_said_and_enter_does_nothing(scene: Scene, palette: CommandPalette, qtbot: QtBot) -> None:
    QTest.keyClicks(line_of(palette), "xqzj")
    message = palette.findChild(QLabel)
    assert isinstance(message, QLabel)
    assert message.isVisible()
    QTest.keyClick(line_of(palette), Qt.Key.Key_Return)
    assert scene.ran == []
    assert not palette.isHidden()


def test_shortcuts_do_not_act_behind_the_palette(scene: Scene, qtbot: QtBot) -> None:
    action = scene.actions["article.done_next"]
    action.setShortcut("Ctrl+D")
    scene.window.addAction(action)
    palette = CommandPalette(scene.window)
    palette.open(scene.actions, ROWS, KEYS)
    QTest.keyClick(line_of(palette), Qt.Key.Key_D, CTRL)
    assert scene.ran == []
    palette.hide()
    QTest.keyClick(scene.before, Qt.Key.Key_D, CTRL)
    assert scene.ran == ["article.done_next"]


def test_palette_stays_inside_a_small_window(scene: Scene, qtbot: QtBot) -> None:
    scene.window.resize(320, 260)
    palette = CommandPalette(scene.window)
    palette.open(scene.actions, ROWS, KEYS)
    assert scene.window.rect().contains(palette.geometry())


def test_overlay_lists_every_action_that_has_keys_and_its_title(overlay: KeysOverlay) -> None:
    rows = [row for row in ROWS if KEYS.get(row.id, row.keys)]
    assert overlay.shown() == [row.id for row in rows]
    texts = {label.text() for label in overlay.findChildren(QLabel)}
    assert {row.title for row in rows} <= texts
    assert "Ctrl ⇧ P" in texts
    assert "Alt F" in texts


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F1])
def test_overlay_closes_and_gives_the_keyboard_back(
    scene: Scene, overlay: KeysOverlay, qtbot: QtBot, key: Qt.Key
) -> None:
    assert overlay.hasFocus()
    QTest.keyClick(overlay, key)
    assert overlay.isHidden()
    assert scene.before.hasFocus()


def test_overlay_closes_by_its_button(overlay: KeysOverlay, qtbot: QtBot) -> None:
    button = overlay.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert overlay.isHidden()


def test_overlay_covers_the_window_and_scrolls_when_small(
    scene: Scene, overlay: KeysOverlay, qtbot: QtBot
) -> None:
    scene.window.resize(520, 300)
    qtbot.waitUntil(lambda: overlay.geometry() == scene.window.rect())
    area = overlay.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    QTest.keyClick(overlay, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    QTest.keyClick(overlay, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    QTest.keyClick(overlay, Qt.Key.Key_Home)
    assert bar.value() == 0
    qtbot.waitUntil(lambda: area.horizontalScrollBar().maximum() == 0)


def test_overlay_closes_though_what_had_the_keyboard_is_gone(scene: Scene, qtbot: QtBot) -> None:
    line = QLineEdit(scene.window)
    line.show()
    line.setFocus()
    overlay = KeysOverlay(scene.window)
    overlay.open(ROWS, KEYS)
    line.deleteLater()
    qtbot.waitUntil(lambda: not isValid(line))
    QTest.keyClick(overlay, Qt.Key.Key_Escape)
    assert overlay.isHidden()


def test_overlay_can_be_opened_again(overlay: KeysOverlay, qtbot: QtBot) -> None:
    overlay.hide()
    overlay.open(ACTIONS, load_keys({"label.undo": "Ctrl+U"}))
    QApplication.processEvents()
    assert overlay.shown() == [row.id for row in ACTIONS if row.keys]
    texts = [label.text() for label in overlay.findChildren(QLabel)]
    assert texts.count("Undo") == 1
    assert "Ctrl U" in texts


def test_overlay_keeps_no_wrapper_of_an_item_that_qt_deletes_with_its_card(overlay: KeysOverlay) -> None:
    area = overlay.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    page = area.widget()
    columns = page.layout() if page is not None else None
    assert columns is not None
    # Its columns themselves go only when it takes them out.
    kept = [one for one in gc.get_referents(columns) if isinstance(one, QLayoutItem)]
    assert kept
    assert {type(one) for one in kept} == {QVBoxLayout}
