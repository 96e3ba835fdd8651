"""Keys while the keyboard writes another script."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from annotator.ui.actions.letter_keys import LetterKeys, digit_of, letter_key
from tests.end_to_end.window import CTRL, NONE, POPUPS, SHIFT, Driver, Windows, open_windows
from tests.making import make_draft

windows = open_windows
pytestmark = POPUPS
TEXT = "Jule Petersen sagte: „Wir wollen fahren.“ Der Verband schwieg dazu."
# As X11 reports them; A, Q, E and so on of a keyboard that has QWERTY on it.
PLACES = {"A": 38, "S": 39, "D": 40, "F": 41, "Q": 24, "E": 26, "U": 30, "C": 54, "Z": 52}


def press(char: str, place: str, held: Qt.KeyboardModifier = NONE) -> QKeyEvent:
    """What the key at a letter's place sends while it writes ``char``."""
    return QKeyEvent(QEvent.Type.KeyPress, ord(char.upper()), held, PLACES[place], ord(char), 0, char)


@pytest.fixture(autouse=True)
def on_x11(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")


@pytest.fixture
def driver(windows: Windows) -> Driver:
    return windows.open(make_draft(TEXT))


@pytest.mark.parametrize(
    ("char", "place"), [("ф", "A"), ("ش", "A"), ("ש", "A"), ("α", "A"), ("ㅁ", "A"), ("й", "Q"), ("в", "D")]
)
def test_a_letter_of_another_script_is_the_latin_one_at_its_place(char: str, place: str) -> None:
    assert letter_key(press(char, place)) == Qt.Key(ord(place))


@pytest.mark.parametrize(
    ("char", "place"), [("a", "Q"), ("ö", "S"), ("ı", "E"), ("ě", "D"), (";", "Q"), ("1", "Q")]
)
def test_what_a_latin_keyboard_writes_is_what_is_meant(char: str, place: str) -> None:
    assert letter_key(press(char, place)) == ord(char.upper())
    assert LetterKeys().key(press(char, place)) is None


def test_marks_at_the_place_of_a_letter_are_that_letter_while_the_script_is_another() -> None:
    keys = LetterKeys()
    assert keys.key(press("/", "Q")) is None
    assert keys.key(press("ש", "A")) == Qt.Key.Key_A
    assert keys.key(press("/", "Q")) == Qt.Key.Key_Q
    assert keys.key(press("d", "D")) is None
    assert keys.key(press("/", "Q")) is None


def test_windows_and_macs_tell_it_by_their_own_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    event = QKeyEvent(QEvent.Type.KeyPress, ord("Й"), NONE, 16, 0x51, 0, "й")
    assert letter_key(event) == Qt.Key.Key_Q
    monkeypatch.setattr(sys, "platform", "darwin")
    event = QKeyEvent(QEvent.Type.KeyPress, ord("Й"), NONE, 0, 12, 0, "й")
    assert letter_key(event) == Qt.Key.Key_Q


@pytest.mark.parametrize(
    ("text", "held", "digit"),
    [
        *(
            ("3", NONE, "3"),
            ("3", SHIFT, "3"),
            ("٣", NONE, "3"),
            ("۳", NONE, "3"),
            ("३", NONE, "3"),
            ("３", NONE, "3"),
        ),
        *(("3", CTRL, ""), ("x", NONE, ""), ("", NONE, ""), ("²", NONE, "")),
    ],
)
def test_digits_of_all_scripts(text: str, held: Qt.KeyboardModifier, digit: str) -> None:
    assert digit_of(QKeyEvent(QEvent.Type.KeyPress, ord(text or "\0"), held, text)) == digit


def test_labels_and_their_digits_with_a_russian_keyboard(driver: Driver) -> None:
    pane = driver.pane
    pane.select(*driver.place("Jule Petersen"))
    QApplication.sendEvent(pane, press("ф", "A"))
    assert driver.exported() == [("ACTOR", "Jule Petersen")]
    driver.press(Qt.Key.Key_Escape)
    pane.select(*driver.place("„Wir wollen fahren.“"))
    QApplication.sendEvent(pane, press("й", "Q"))
    QApplication.sendEvent(pane, QKeyEvent(QEvent.Type.KeyPress, ord("٢"), NONE, "٢"))
    assert driver.record()["spans"][1]["attributes"]["form"] == "indirect"


def test_the_keys_of_a_menu_with_a_russian_keyboard(driver: Driver) -> None:
    driver.pane.select(*driver.place("Der Verband"))
    menu = driver.window.menus.menu_for_text(driver.place("Verband")[0])
    menu.show()
    QApplication.sendEvent(menu, press("ф", "A", CTRL))
    assert menu.isVisible()
    QApplication.sendEvent(menu, press("ф", "A"))
    assert not menu.isVisible()
    assert driver.exported() == [("ACTOR", "Der Verband")]


def test_copying_with_a_russian_keyboard(driver: Driver) -> None:
    driver.pane.select(*driver.place("Der Verband"))
    event = press("с", "C", CTRL)
    QApplication.sendEvent(driver.pane, event)
    assert QApplication.clipboard().text() == "Der Verband"


def test_shortcuts_of_the_window_where_the_keyboard_has_no_latin_letters_at_all(driver: Driver) -> None:
    driver.label("Der Verband", "a")
    QApplication.sendEvent(driver.pane, press("я", "Z", CTRL))
    assert driver.exported() == []
    QApplication.sendEvent(driver.pane, press("Я", "Z", CTRL | SHIFT))
    assert driver.exported() == [("ACTOR", "Der Verband")]


def test_a_field_has_its_own_keys_where_the_keyboard_has_no_latin_letters_at_all(driver: Driver) -> None:
    driver.label("Der Verband", "a")
    driver.press("f", CTRL)
    field = driver.focus
    assert isinstance(field, QLineEdit)
    field.insert("Verband")
    QApplication.sendEvent(field, press("я", "Z", CTRL))
    assert field.text() == ""
    assert driver.exported() == [("ACTOR", "Der Verband")]
    QApplication.sendEvent(field, press("Я", "Z", CTRL | SHIFT))
    assert field.text() == "Verband"
    driver.press(Qt.Key.Key_Escape)
    QApplication.sendEvent(driver.focus, press("я", "Z", CTRL))
    assert driver.exported() == []
