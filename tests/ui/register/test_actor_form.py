"""The form of an actor: leaving a field hands on what is written, and nothing else does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotator.core.models import Actor
from annotator.core.register_rules import checked_actor
from annotator.ui.parts.widgets import Chip
from annotator.ui.register.actor_form import ActorForm

ROLE = {"type": "role", "value": "Senatorin", "from": "2021", "to": None}
WIEBKE = Actor(
    "w", "Wiebke Oltmann", "person", ("Oltmann", "W. Oltmann"), (ROLE,), "Q42", "#A85507", "Eine Notiz."
)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(ActorForm())
    column.addWidget(QLineEdit())
    window.resize(600, 700)
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def form(window: QWidget) -> ActorForm:
    form = window.findChildren(ActorForm)[0]
    form.show_actor(WIEBKE)
    return form


@pytest.fixture
def edited(form: ActorForm) -> list[Actor]:
    found: list[Actor] = []
    form.edited.connect(found.append)
    return found


def leave(form: ActorForm) -> None:
    parent = form.parentWidget()
    assert parent is not None
    next(w for w in parent.findChildren(QLineEdit) if not form.isAncestorOf(w)).setFocus()


def test_what_is_shown_and_not_touched_is_not_handed_on(form: ActorForm, edited: list[Actor]) -> None:
    for field in (form.name, form.wikidata, form.note, form.aliases.line):
        field.setFocus()
    leave(form)
    form.finish()
    assert form.written() == WIEBKE
    assert edited == []


def test_a_name_is_handed_on_when_the_field_is_left(form: ActorForm, edited: list[Actor]) -> None:
    form.name.setFocus()
    form.name.selectAll()
    QTest.keyClicks(form.name, "Wiebke  Harms ")
    assert edited == []
    leave(form)
    assert [actor.name for actor in edited] == ["Wiebke Harms"]
    assert edited[0].aliases == WIEBKE.aliases


def test_an_empty_name_is_refused(form: ActorForm, edited: list[Actor]) -> None:
    refused: list[str] = []
    form.refused.connect(refused.append)
    form.name.setFocus()
    form.name.clear()
    leave(form)
    assert edited == []
    assert refused == ["An actor needs a name."]


def test_aliases_are_added_by_enter_and_removed_by_delete(form: ActorForm, edited: list[Actor]) -> None:
    form.aliases.line.setFocus()
    QTest.keyClicks(form.aliases.line, "Frau Oltmann")
    QTest.keyClick(form.aliases.line, Qt.Key.Key_Return)
    assert list(edited[-1].aliases) == ["Oltmann", "W. Oltmann", "Frau Oltmann"]
    chip = next(c for c in form.aliases.findChildren(Chip) if c.accessibleName() == "Oltmann")
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    assert list(edited[-1].aliases) == ["W. Oltmann", "Frau Oltmann"]
    assert form.aliases.line.hasFocus()


def test_an_alias_that_was_not_added_yet_is_taken_over_at_the_end(form: ActorForm, edited: list[Actor]) -> None:
    QTest.keyClicks(form.aliases.line, "Frau O.")
    form.finish()
    assert edited[-1].aliases[-1] == "Frau O."


def test_an_affiliation_is_added_edited_and_removed(form: ActorForm, edited: list[Actor]) -> None:
    form.affiliations.add.click()
    line = form.affiliations.findChildren(QLineEdit)[-3]
    assert line.hasFocus()
    QTest.keyClicks(line, "Hafenamt")
    leave(form)
    assert edited[-1].affiliations[1] == {"type": "role", "value": "Hafenamt", "from": None, "to": None}
    end = form.affiliations.findChildren(QLineEdit)[2]
    assert end.accessibleName() == "To"
    end.setFocus()
    QTest.keyClicks(end, "2024-05")
    leave(form)
    assert edited[-1].affiliations[0]["to"] == "2024-05"
    remove = next(
        b for b in form.affiliations.findChildren(QPushButton) if b.accessibleName().startswith("Remove")
    )
    remove.click()
    assert [row["value"] for row in edited[-1].affiliations] == ["Hafenamt"]


def write(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def is_marked(field: QLineEdit) -> bool:
    return str(field.property("role")) == "wrong"


def test_a_wrong_date_is_marked_and_all_else_is_saved(form: ActorForm, edited: list[Actor]) -> None:
    refused: list[str] = []
    form.refused.connect(refused.append)
    form.edited.connect(form.show_actor)
    _, start, end = form.affiliations.findChildren(QLineEdit)[:3]
    write(start, "gestern")
    write(end, "2024")
    leave(form)
    assert is_marked(start)
    assert not is_marked(end)
    assert "is no date" in start.toolTip()
    assert refused == [start.toolTip()]
    assert edited[-1].affiliations == ({**ROLE, "to": "2024"},)
    form.affiliations.add.click()
    write(form.affiliations.findChildren(QLineEdit)[3], "Hafenamt")
    leave(form)
    assert [row["value"] for row in edited[-1].affiliations] == ["Senatorin", "Hafenamt"]
    assert start.text() == "gestern"
    write(start, "2022-05")
    leave(form)
    assert not is_marked(start)
    assert refused[-1] == ""
    assert edited[-1].affiliations[0] == {**ROLE, "from": "2022-05", "to": "2024"}


def test_of_an_end_before_the_beginning_what_was_written_last_is_wrong(
    form: ActorForm, edited: list[Actor]
) -> None:
    form.edited.connect(form.show_actor)
    value, start, end = form.affiliations.findChildren(QLineEdit)[:3]
    write(end, "2019")
    leave(form)
    assert is_marked(end)
    assert edited == []
    write(end, "2023")
    write(start, "2024")
    write(value, "Mayor")
    leave(form)
    assert (is_marked(start), is_marked(end)) == (True, False)
    assert edited[-1].affiliations == ({**ROLE, "value": "Mayor", "to": "2023"},)


def test_an_affiliation_with_dates_and_no_text_stays_as_it_was(form: ActorForm, edited: list[Actor]) -> None:
    value = form.affiliations.findChildren(QLineEdit)[0]
    write(value, " ")
    leave(form)
    assert is_marked(value)
    assert edited == []
    assert form.affiliations.rows() == (ROLE,)


def test_tab_goes_through_an_affiliation_and_last_to_what_removes_it(form: ActorForm) -> None:
    form.affiliations.add.click()
    QApplication.processEvents()
    form.aliases.line.setFocus()
    reached: list[str] = []
    while not reached or not form.note.hasFocus():
        QTest.keyClick(form.window(), Qt.Key.Key_Tab)
        focus = form.window().focusWidget()
        reached.append(focus.accessibleName() if focus is not None else "")
    line = ["Type", "Role, party or organisation", "From", "To", "Remove this line"]
    assert reached == [
        *WIEBKE.aliases,
        *line,
        *line,
        form.affiliations.add.text(),
        "Wikidata",
        "Colour: #A85507",
        "No colour",
        "Note",
    ]


def test_another_actor_is_shown_without_marks_and_the_loss_is_told(form: ActorForm) -> None:
    refused: list[str] = []
    dropped: list[str] = []
    form.refused.connect(refused.append)
    form.dropped.connect(dropped.append)
    write(form.wikidata, "none")
    leave(form)
    assert is_marked(form.wikidata)
    assert "is no Wikidata id" in refused[-1]
    form.show_actor(Actor("t", "Tammo Brarens", "person"))
    assert not is_marked(form.wikidata)
    assert dropped == [refused[0]]
    assert refused[-1] == ""


@given(st.text(max_size=12), st.text(max_size=12), st.sampled_from(["", "2021", "2023-02", "1999-12-31"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_written_the_register_can_have(form: ActorForm, value: str, start: str, end: str) -> None:
    form.show_actor(None)
    form.show_actor(WIEBKE)
    for field, text in zip(form.affiliations.findChildren(QLineEdit)[:3], (value, start, end), strict=True):
        field.setText(text)
    form.name.setText(start)
    form.wikidata.setText(value)
    written = form.written()
    assert written is not None
    assert checked_actor(written).name


def test_a_kind_of_ones_own_may_be_written(form: ActorForm, edited: list[Actor]) -> None:
    box = form.kind
    assert isinstance(box, QComboBox)
    assert box.currentText() == "person"
    box.setFocus()
    box.setEditText("ship")
    leave(form)
    assert edited[-1].kind == "ship"


def test_the_colour_is_taken_away(form: ActorForm, edited: list[Actor]) -> None:
    none = next(b for b in form.findChildren(QPushButton) if b.text() == "No colour")
    none.click()
    assert edited[-1].colour is None
    assert none.isHidden()


def test_showing_the_same_actor_again_keeps_what_is_being_written(form: ActorForm, edited: list[Actor]) -> None:
    form.name.setFocus()
    form.name.setText("Wiebke O")
    form.show_actor(Actor(*(getattr(WIEBKE, name) for name in Actor.__slots__)))
    assert form.name.text() == "Wiebke O"
    assert edited == []


def test_saving_one_field_leaves_the_keyboard_in_the_next(form: ActorForm) -> None:
    form.edited.connect(form.show_actor)
    value, start, end = form.affiliations.findChildren(QLineEdit)[:3]
    value.setFocus()
    QTest.keyClicks(value, "!")
    start.setFocus()
    assert start.hasFocus()
    assert form.actor is not None
    assert form.actor.affiliations[0]["value"] == "!Senatorin"
    form.name.setFocus()
    QTest.keyClicks(form.name, "!")
    end.setFocus()
    assert end.hasFocus()


def test_what_changes_elsewhere_does_not_take_away_what_is_being_written(form: ActorForm) -> None:
    form.note.setFocus()
    form.note.setPlainText("Noch nicht fertig")
    form.show_actor(replace(WIEBKE, aliases=("Oltmann",), name="Wiebke Harms"))
    assert form.note.toPlainText() == "Noch nicht fertig"
    assert form.name.text() == "Wiebke Harms"
    assert list(form.aliases.names()) == ["Oltmann"]


def test_nobody_is_shown_as_an_empty_form_that_takes_nothing(form: ActorForm, edited: list[Actor]) -> None:
    form.show_actor(None)
    assert not form.isEnabled()
    assert form.name.text() == ""
    assert form.affiliations.rows() == ()
    form.finish()
    assert form.written() is None
    assert edited == []
