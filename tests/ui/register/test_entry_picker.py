"""The popup by itself: what its keys and clicks say, and what it shows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotator.ui.register.candidates import Choice
from annotator.ui.register.picker import EntryPicker

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


class Fixed:
    """Offers the same few, or those whose name begins with what is typed."""

    def __init__(self, target: str = "actor", start: str = "", linked: bool = True) -> None:
        self.target = target
        self.start = start
        self.names = ["Tammo", "Wiebke", "Wilma"]
        self.linked = linked

    def choices(self, typed: str) -> list[Choice]:
        found = [n for n in self.names if n.lower().startswith(typed.lower())]
        entries = [
            Choice(
                "entry", name.lower(), name, number=0 if typed else place, linked=self.linked and name == "Wilma"
            )
            for place, name in enumerate(found, 1)
        ]
        none = [Choice("none")] if self.linked and not typed else []
        return [*entries, Choice("new", name=typed or "Neu"), *none]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    layout.addWidget(QLineEdit())
    window.resize(900, 700)
    window.show()
    qtbot.waitExposed(window)
    window.findChildren(QLineEdit)[0].setFocus()
    return window


@pytest.fixture
def said() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def picker(window: QWidget, said: list[tuple[str, str]]) -> EntryPicker:
    picker = EntryPicker(window)
    picker.chosen.connect(lambda id_: said.append(("chosen", id_)))
    picker.created.connect(lambda typed: said.append(("created", typed)))
    picker.unlinked.connect(lambda: said.append(("unlinked", "")))
    picker.open(Fixed(), QRect(100, 100, 20, 20), ready=True)
    QApplication.processEvents()
    return picker


def press(picker: EntryPicker, key: Qt.Key | str, modifiers: Qt.KeyboardModifier | None = None) -> None:
    line = picker.findChildren(QLineEdit)[0]
    QTest.keyClick(line, key, modifiers or Qt.KeyboardModifier.NoModifier)  # type: ignore[arg-type]


def test_a_digit_takes_its_row_and_the_keyboard_goes_back(
    picker: EntryPicker, window: QWidget, said: list[tuple[str, str]]
) -> None:
    press(picker, "2")
    assert said == [("chosen", "wiebke")]
    assert not picker.isVisible()
    assert window.findChildren(QLineEdit)[0].hasFocus()


def test_enter_takes_the_linked_one_at_first_and_arrows_another(
    picker: EntryPicker, said: list[tuple[str, str]]
) -> None:
    press(picker, Key.Key_Return)
    picker.open(Fixed(), QRect(100, 100, 20, 20), ready=True)
    press(picker, Key.Key_Up)
    press(picker, Key.Key_Return)
    assert said == [("chosen", "wilma"), ("chosen", "wiebke")]


def test_typing_filters_and_a_digit_is_typed_then(picker: EntryPicker, said: list[tuple[str, str]]) -> None:
    press(picker, "w")
    assert [choice.name for choice in picker.shown()] == ["Wiebke", "Wilma", "w"]
    press(picker, "2")
    assert said == []
    assert picker.typed == "w2"
    press(picker, Key.Key_Return)
    assert said == [("created", "w2")]


def test_control_enter_makes_a_new_one(picker: EntryPicker, said: list[tuple[str, str]]) -> None:
    press(picker, Key.Key_Return, CTRL)
    assert said == [("created", "")]


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace])
def test_delete_unlinks_while_nothing_is_typed(
    picker: EntryPicker, said: list[tuple[str, str]], key: Qt.Key
) -> None:
    press(picker, "w")
    press(picker, Key.Key_Backspace)
    assert said == []
    assert picker.isVisible()
    press(picker, key)
    assert said == [("unlinked", "")]


def test_delete_does_nothing_where_nothing_is_linked(picker: EntryPicker, said: list[tuple[str, str]]) -> None:
    picker.open(Fixed(linked=False), QRect(100, 100, 20, 20), ready=True)
    press(picker, Key.Key_Delete)
    assert said == []
    assert picker.isVisible()


def test_escape_closes_and_says_nothing(picker: EntryPicker, said: list[tuple[str, str]]) -> None:
    press(picker, Key.Key_Escape)
    assert said == []
    assert not picker.isVisible()


def test_going_elsewhere_closes(picker: EntryPicker, window: QWidget, said: list[tuple[str, str]]) -> None:
    window.findChildren(QLineEdit)[0].setFocus()
    assert not picker.isVisible()
    assert said == []


def test_what_stands_in_the_line_at_first_counts_as_nothing_typed(
    picker: EntryPicker, said: list[tuple[str, str]]
) -> None:
    picker.open(Fixed("concept", "Die Fähre muss fahren"), QRect(100, 100, 20, 20), ready=True)
    assert picker.typed == ""
    press(picker, Key.Key_End)
    press(picker, "!")
    assert picker.typed == "Die Fähre muss fahren!"
    picker.open(Fixed("concept", "Die Fähre muss fahren"), QRect(100, 100, 20, 20), ready=True)
    press(picker, "1")
    assert said == [("chosen", "tammo")]


def test_backspace_empties_what_stood_there_and_only_then_unlinks(
    picker: EntryPicker, said: list[tuple[str, str]]
) -> None:
    picker.open(Fixed("concept", "Die Fähre"), QRect(100, 100, 20, 20), ready=True)
    press(picker, Key.Key_Backspace)
    assert said == []
    press(picker, Key.Key_Backspace)
    assert said == [("unlinked", "")]


def test_it_fills_up_when_the_register_has_been_read(window: QWidget) -> None:
    source = Fixed()
    picker = EntryPicker(window)
    names, source.names = source.names, []
    picker.open(source, QRect(100, 100, 20, 20), ready=False)
    assert [choice.kind for choice in picker.shown()] == ["new", "none"]
    source.names = names
    picker.refill(ready=True)
    assert [choice.name for choice in picker.shown()][:3] == names


def test_a_marked_row_stays_marked_while_it_fills_up(picker: EntryPicker, said: list[tuple[str, str]]) -> None:
    press(picker, Key.Key_Up)
    picker.refill(ready=True)
    press(picker, Key.Key_Return)
    assert said == [("chosen", "wiebke")]


@pytest.mark.parametrize("place", [QRect(850, 20, 20, 20), QRect(100, 660, 20, 20), QRect(0, 300, 5, 20)])
def test_it_stays_within_the_window(window: QWidget, place: QRect) -> None:
    picker = EntryPicker(window)
    picker.open(Fixed(), place, ready=True)
    QApplication.processEvents()
    assert window.rect().contains(picker.geometry())
    assert not picker.geometry().intersects(place)


def test_rows_are_spoken(picker: EntryPicker) -> None:
    rows = picker.findChildren(QListWidget)[0]
    role = Qt.ItemDataRole.AccessibleTextRole
    spoken = [rows.item(row).data(role) for row in range(rows.count())]
    assert spoken[0] == "Tammo, 0 mentions, Key 1"
    assert spoken[2] == "Wilma, 0 mentions, linked now, Key 3"
    assert spoken[3:] == ["New actor: Neu", "No actor"]


def test_a_click_takes_a_row(picker: EntryPicker, said: list[tuple[str, str]]) -> None:
    rows = picker.findChildren(QListWidget)[0]
    place = rows.visualItemRect(rows.item(1)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert said == [("chosen", "wiebke")]
