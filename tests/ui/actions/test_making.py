"""The table of actions, its keys, and the menus made from it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from annotator.core.codebook import Codebook, parse_codebook
from annotator.ui.actions.key_text import caps, key_text, portable, with_keys
from annotator.ui.actions.making import (
    ACTIONS,
    GROUPS,
    MENUS,
    ActionSpec,
    PaneKeys,
    attribute_keys,
    build_menus,
    conflicts,
    label_rows,
    load_keys,
    make_actions,
)
from annotator.ui.actions.moves import MOVES

# The offscreen platform says so of every window that has a least size.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def codebook(*keys: str) -> Codebook:
    quote = [
        {"name": "form", "values": ["direct", "indirect"]},
        {"name": "fault", "values": ["yes"]},
        {"name": "ff", "values": ["x"]},
    ]
    return parse_codebook(
        {
            "name": "small",
            "labels": [
                {"name": "ACTOR", "key": (keys or ("A",))[0], "colour": "#1060F0"},
                {"name": "QUOTE", "key": "Q", "colour": "#A85507", "attributes": quote},
            ],
        }
    )


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, text: str = "") -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)


class Window(QMainWindow):
    """A main window that has every slot of the table and writes down what is called."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[tuple[Any, ...]] = []
        for row in (*ACTIONS, *label_rows(codebook())):
            self.__dict__[row.slot] = self._slot(row.slot)

    def _slot(self, name: str) -> Any:
        return lambda *arguments: self.calls.append((name, *arguments))


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    window = Window()
    qtbot.addWidget(window)
    return window


def test_ids_are_unique_and_rows_complete() -> None:
    ids = [row.id for row in ACTIONS]
    assert len(set(ids)) == len(ids)
    for row in ACTIONS:
        assert row.text.strip()
        assert row.slot.isidentifier()
        assert row.group in GROUPS
        assert row.context in ("window", "pane")


def test_each_row_has_a_slot_of_its_own() -> None:
    slots = [row.slot for row in ACTIONS]
    assert len(set(slots)) == len(slots)


def test_every_key_can_be_read_and_is_spelt_as_qt_does() -> None:
    for row in ACTIONS:
        for key in row.keys:
            assert portable(key).toString(portable(key).SequenceFormat.PortableText) == key


def test_no_two_actions_share_a_key() -> None:
    rows = (*ACTIONS, *label_rows(codebook()))
    assert conflicts(load_keys({}, rows), rows) == []


def test_keys_that_would_eat_typing_belong_to_the_pane() -> None:
    for row in ACTIONS:
        for key in row.keys:
            typed = len(key) == 1 or key in ("Tab", "Shift+Tab", "Return", "Enter", "Backspace", "Del", "Esc")
            assert not (typed and row.context == "window"), row.id


def test_conflicts_are_found_across_contexts_that_meet() -> None:
    assert conflicts(load_keys({"label.note": "Ctrl+D"})) == [("Ctrl+D", "article.done_next", "label.note")]
    assert conflicts(load_keys({"label.note": "S"})) == [("S", "label.link", "label.note")]
    rows = (*ACTIONS, *label_rows(codebook("S")))
    assert conflicts(load_keys({}, rows), rows) == [("S", "label.link", "label:ACTOR")]


def test_attributes_of_different_labels_may_share_a_key() -> None:
    one = ActionSpec("attribute:A.x", "x", ("Alt+X",), "codebook", "turn", "span:A", "x")
    other = ActionSpec("attribute:B.x", "x", ("Alt+X",), "codebook", "turn", "span:B", "x")
    assert conflicts(load_keys({}, (one, other)), (one, other)) == []
    assert len(conflicts(load_keys({}, (one, one)), (one, one))) == 1


def test_own_keys_replace_the_defaults() -> None:
    keys = load_keys(
        {
            "label.undo": "Ctrl+U",
            "label.redo": ["Ctrl+Shift+U", "f5"],
            "label.note": "",
            "label.link": "Nonsense+Q",
            "label.zone": 7,
            "no.such": "X",
        }
    )
    assert keys["label.undo"] == ("Ctrl+U",)
    assert keys["label.redo"] == ("Ctrl+Shift+U", "F5")
    assert keys["label.note"] == ()
    assert keys["label.link"] == ("S",)
    assert keys["label.zone"] == ("Z",)
    assert "no.such" not in keys
    assert keys.keys() == {row.id for row in ACTIONS}


def test_attribute_keys_take_the_first_free_letter() -> None:
    assert attribute_keys(codebook().require_label("QUOTE")) == {"form": "Alt+F", "fault": "Alt+A"}


def test_label_rows_name_labels_and_attributes() -> None:
    rows = {row.id: row for row in label_rows(codebook())}
    assert rows["label:QUOTE"].keys == ("Q", "2")
    assert rows["label:QUOTE"].argument == "QUOTE"
    assert rows["attribute:QUOTE.form"].keys == ("Alt+F",)
    assert rows["attribute:QUOTE.form"].context == "span:QUOTE"
    assert rows["attribute:QUOTE.form"].argument == "form"
    assert rows["attribute:QUOTE.ff"].keys == ()


@pytest.mark.parametrize(
    ("event", "label", "found"),
    [
        (press(Qt.Key.Key_Tab), None, "label.next_span"),
        (press(Qt.Key.Key_Backtab, SHIFT), None, "label.previous_span"),
        (press(Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier), None, "label.accept"),
        (press(Qt.Key.Key_Return, CTRL), None, "label.accept_all"),
        (press(Qt.Key.Key_S, NONE, "s"), None, "label.link"),
        (press(Qt.Key.Key_S, SHIFT, "S"), None, "label.link_more"),
        (press(Qt.Key.Key_Plus, NONE, "+"), None, "label.add_segment"),
        (press(Qt.Key.Key_Plus, SHIFT, "+"), None, "label.add_segment"),
        (press(Qt.Key.Key_Plus, Qt.KeyboardModifier.KeypadModifier, "+"), None, "label.add_segment"),
        (press(Qt.Key.Key_Exclam, SHIFT, "!"), None, "label.flag"),
        (press(Qt.Key.Key_W, SHIFT, "W"), None, None),
        (press(Qt.Key.Key_Q, NONE, "q"), None, "label:QUOTE"),
        (press(Qt.Key.Key_2, Qt.KeyboardModifier.KeypadModifier, "2"), None, "label:QUOTE"),
        (press(Qt.Key.Key_F, ALT), "QUOTE", "attribute:QUOTE.form"),
        (press(Qt.Key.Key_F, ALT), "ACTOR", None),
        (press(Qt.Key.Key_F, ALT), None, None),
        (press(Qt.Key.Key_Right, SHIFT | ALT), None, "label.extend_end_right_char"),
        (press(Qt.Key.Key_Z, CTRL), None, None),
        (press(Qt.Key.Key_Shift, SHIFT), None, None),
    ],
)
def test_pane_keys(qapp: QApplication, event: QKeyEvent, label: str | None, found: str | None) -> None:
    rows = (*ACTIONS, *label_rows(codebook()))
    assert PaneKeys(load_keys({}, rows), rows).match(event, label) == found


def test_a_labels_key_goes_before_an_actions(qapp: QApplication) -> None:
    (label,) = replace(codebook(), labels=(replace(codebook().labels[0], key="S"),)).labels
    rows = (*ACTIONS, *label_rows(Codebook("own", labels=(label,))))
    assert PaneKeys(load_keys({}, rows), rows).match(press(Qt.Key.Key_S, NONE, "s")) == f"label:{label.name}"


def test_pane_keys_follow_own_keys(qapp: QApplication) -> None:
    keys = PaneKeys(load_keys({"label.link": "W"}))
    assert keys.match(press(Qt.Key.Key_W)) == "label.link"
    assert keys.match(press(Qt.Key.Key_S)) is None


def test_menus_hold_their_rows_in_order(window: Window) -> None:
    actions = build_menus(window.menuBar(), window, load_keys({}))
    assert actions.keys() == {row.id for row in ACTIONS}
    titles = [action.text() for action in window.menuBar().actions()]
    assert titles == ["Article", "Label", "Span", "Actors", "Corpus", "Export", "View", "Help"]
    for name in MENUS:
        rows = [row.id for row in ACTIONS if row.group == name]
        menu = window.menuBar().findChild(QMenu, f"menu.{name}")
        shown = [] if menu is None else [a.objectName() for a in menu.actions() if not a.isSeparator()]
        assert shown == rows


def test_no_menu_takes_alt_and_a_letter(window: Window) -> None:
    build_menus(window.menuBar(), window, load_keys({}))
    assert not any("&" in action.text() for action in window.menuBar().actions())


def test_every_action_calls_its_slot(window: Window) -> None:
    actions = build_menus(window.menuBar(), window, load_keys({}))
    for row in ACTIONS:
        window.calls.clear()
        actions[row.id].trigger()
        assert window.calls == [(row.slot, True) if row.checkable else (row.slot,)]


def test_actions_of_labels_pass_the_label(window: Window) -> None:
    actions = make_actions(label_rows(codebook()), window, {})
    actions["label:QUOTE"].trigger()
    actions["attribute:QUOTE.form"].trigger()
    assert window.calls == [("apply_label", "QUOTE"), ("turn_to_attribute", "form")]


def test_themes_exclude_each_other(window: Window) -> None:
    actions = build_menus(window.menuBar(), window, load_keys({}))
    actions["view.theme_dark"].trigger()
    actions["view.theme_light"].trigger()
    assert not actions["view.theme_dark"].isChecked()
    assert actions["view.theme_light"].isChecked()


def test_missing_slot_is_noticed_at_once(qtbot: QtBot) -> None:
    bare = QMainWindow()
    qtbot.addWidget(bare)
    with pytest.raises(AttributeError):
        build_menus(bare.menuBar(), bare, load_keys({}))


def test_slots_may_be_found_elsewhere(qtbot: QtBot) -> None:
    bare = QMainWindow()
    qtbot.addWidget(bare)
    called: list[str] = []
    actions = build_menus(bare.menuBar(), bare, load_keys({}), lambda name: lambda *_: called.append(name))
    actions["label.undo"].trigger()
    assert called == ["undo"]


def test_window_keys_act_and_pane_keys_leave_typing_alone(window: Window, qtbot: QtBot) -> None:
    build_menus(window.menuBar(), window, load_keys({}))
    line = QLineEdit()
    window.setCentralWidget(line)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClicks(line, "snrz")
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    assert line.text() == "snr"
    assert window.calls == []
    QTest.keyClick(line, Qt.Key.Key_D, CTRL)
    assert window.calls == [("done_and_next",)]


def test_pane_keys_are_shown_in_the_menu_without_being_shortcuts(window: Window) -> None:
    actions = build_menus(window.menuBar(), window, load_keys({}))
    link: QAction = actions["label.link"]
    assert link.text() == "Link speaker or claimant\tS"
    assert link.shortcut().isEmpty()
    assert link.toolTip() == "Link speaker or claimant"
    assert [s.toString() for s in actions["label.redo"].shortcuts()] == ["Ctrl+Shift+Z", "Ctrl+Y"]


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("Ctrl+Shift+P", "Ctrl ⇧ P"),
        ("Backspace", "⌫"),
        ("Return", "Enter"),
        ("Ctrl+PgDown", "Ctrl PgDn"),
        ("Ctrl+Alt+Right", "Ctrl Alt →"),
        ("Ctrl++", "Ctrl +"),
        ("F1", "F1"),
        ("", ""),
    ],
)
def test_key_text(monkeypatch: pytest.MonkeyPatch, keys: str, text: str) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert key_text(keys) == text
    assert key_text(portable(keys)) == text


def test_key_text_on_macos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    assert key_text("Ctrl+Shift+P") == "⌘ ⇧ P"


def test_caps_show_enter_once() -> None:
    assert caps(("Return", "Enter", "F5")) == {"Enter": "Return", "F5": "F5"}


def test_sentences_name_the_keys_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = "Ctrl+Z brings it back; Alt+↑, Ctrl+Shift+P and Shift+E as well. Shift has no plus."
    monkeypatch.setattr("sys.platform", "win32")
    assert with_keys(sentence) == sentence
    monkeypatch.setattr("sys.platform", "darwin")
    assert with_keys(sentence) == "⌘Z brings it back; ⌥↑, ⌘⇧P and ⇧E as well. Shift has no plus."
    assert [move.how for move in MOVES if "+" in move.by] == ["⌥ + drag", "⇧ + click", "⌘ + drag"]


def test_no_action_has_only_a_key_that_a_mac_keeps_for_itself() -> None:
    taken = {"Ctrl+H", "Ctrl+M", "Ctrl+Tab", "Ctrl+Space"}
    assert [row.id for row in ACTIONS if row.keys and taken.issuperset(row.keys)] == []
