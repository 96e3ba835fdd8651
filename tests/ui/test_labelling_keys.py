"""What keys mean in the pane, and which numbers attributes have."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from annotator.core.codebook import Attribute
from annotator.project import Project
from annotator.ui.inspector.typed_fields import TypedValue
from annotator.ui.labelling import choices
from annotator.ui.parts.segmented import SeveralControl
from tests.end_to_end.window import ALT, CTRL, SHIFT, Driver, Key, Windows, labels_of, open_windows
from tests.making import make_draft, make_span

windows = open_windows

TEXT = "Jule Petersen sagte: „Wir wollen fahren.“ Der Verband schwieg dazu."
CODEBOOK = """
name = "own"
[[labels]]
name = "EVENT"
title = "Event && more"
key = "E"
colour = "#A85507"
[[labels.attributes]]
name = "size"
values = ["a", "b", "c", "d", "e", "f", "g"]
[[labels.attributes]]
name = "sure"
type = "boolean"
[[labels.attributes]]
name = "kinds"
type = "choices"
values = ["one", "two"]
[[labels.attributes]]
name = "when"
type = "date"
[[labels.attributes]]
name = "number"
type = "number"
[[labels.attributes]]
name = "side"
values = ["left", "right"]
[[labels.attributes]]
name = "comment"
type = "longtext"
[[labels]]
name = "PLACE"
colour = "#1D5FD1"
"""


@pytest.fixture
def driver(windows: Windows) -> Driver:
    """A window on a project with a codebook of its own, one span active."""
    book = windows.folder / "own.toml"
    book.write_text(CODEBOOK, encoding="utf-8")
    path = windows.folder / "own.annotator"
    project = Project.create(path, "importer", book)
    project.import_drafts([make_draft(TEXT)])
    project.close()
    driver = windows.open(path=path)
    assert "E (Actor or concept)" in driver.message
    driver.window.messages.close_message()
    driver.label("Jule Petersen", "e")
    return driver


def attributes(driver: Driver) -> dict[str, object]:
    found = driver.record()["spans"][0]["attributes"]
    assert isinstance(found, dict)
    return {name: value for name, value in found.items() if value is not None}


@pytest.mark.parametrize(
    ("attribute", "expected"),
    [
        (Attribute("a", "choice", ("x", "y")), ("x", "y")),
        (Attribute("a", "boolean"), (True, False)),
        (Attribute("a", "choices", ("x",)), ("x",)),
        (Attribute("a", "text"), ()),
    ],
)
def test_what_digits_can_choose(attribute: Attribute, expected: tuple[object, ...]) -> None:
    assert choices(attribute) == expected


def test_digits_number_choices_and_booleans_up_to_ten(driver: Driver) -> None:
    numbered = [(a.name, first) for a, first in driver.window.labelling.numbered_attributes]
    assert numbered == [("size", 1), ("sure", 8), ("kinds", 10)]
    for digit, expected in (
        ("7", {"size": "g"}),
        ("9", {"size": "g", "sure": False}),
        ("8", {"size": "g", "sure": True}),
        ("0", {"size": "g", "sure": True, "kinds": ["one"]}),
        ("7", {"sure": True, "kinds": ["one"]}),
        ("0", {"sure": True}),
    ):
        driver.press(digit)
        assert attributes(driver) == expected


def test_an_attribute_beyond_the_digits_is_reached_by_its_letter(driver: Driver) -> None:
    # size takes S, so side is I.
    driver.press("i", ALT)
    assert [(a.name, n) for a, n in driver.window.labelling.numbered_attributes] == [("side", 1)]
    driver.press("2")
    assert attributes(driver) == {"side": "right"}
    driver.press(Key.Key_Escape)
    driver.press(Key.Key_Tab)
    driver.press("2")
    assert attributes(driver) == {"side": "right", "size": "b"}


@pytest.mark.parametrize(
    ("letter", "typed", "expected"),
    [
        ("w", "2025-03-13", {"when": "2025-03-13"}),
        ("n", "12", {"number": 12}),
        ("n", "1.5", {"number": 1.5}),
        ("n", "1,5", {"number": 1.5}),
    ],
)
def test_typed_values(driver: Driver, letter: str, typed: str, expected: dict[str, object]) -> None:
    driver.press(letter, ALT)
    driver.write(typed)
    driver.press(Key.Key_Return)
    assert attributes(driver) == expected
    assert driver.pane.hasFocus()


def test_digits_turn_each_of_several_values_on_and_off(driver: Driver) -> None:
    driver.press("k", ALT)
    (control,) = (c for c in driver.window.inspector.findChildren(SeveralControl) if c.isVisible())
    assert [control.digit(n) for n in (0, 1)] == ["1", "2"]
    for digit, expected in (("2", ["two"]), ("1", ["one", "two"]), ("2", ["one"]), ("1", None)):
        driver.press(digit)
        assert attributes(driver).get("kinds") == expected
        assert control.value() == expected
    driver.press("1")
    driver.press("z", CTRL)
    assert control.value() is None


def test_a_long_text_has_lines(driver: Driver) -> None:
    driver.press("c", ALT)
    driver.write("one")
    driver.press(Key.Key_Return, SHIFT)
    driver.write("two")
    driver.press(Key.Key_Return)
    assert driver.pane.hasFocus()
    assert attributes(driver) == {"comment": "one\ntwo"}
    driver.press("c", ALT)
    driver.write(" and three")
    driver.click(driver.place("Verband")[0] + 1)
    assert attributes(driver) == {"comment": "one\ntwo and three"}


@pytest.mark.parametrize(("letter", "typed"), [("c", "one"), ("w", "2025-03-13"), ("n", "many")])
def test_escape_leaves_a_field_as_it_was(driver: Driver, letter: str, typed: str) -> None:
    driver.press(letter, ALT)
    field = driver.focus
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    driver.write(typed)
    driver.press(Key.Key_Escape)
    assert driver.pane.hasFocus()
    assert attributes(driver) == {}
    assert (field.text() if isinstance(field, QLineEdit) else field.toPlainText()) == ""


def typed_fields(driver: Driver) -> dict[str, TypedValue]:
    return {f.attribute.name: f for f in driver.window.inspector.findChildren(TypedValue) if f.isVisible()}


@pytest.mark.parametrize(
    ("letter", "name", "typed", "sentence"),
    [
        ("w", "when", "13 March", "Needs a date, such as 2025-03-13."),
        ("n", "number", "many", "Needs a number, such as 2.5."),
    ],
)
def test_a_value_that_does_not_fit_is_marked_where_it_stands_until_it_is_mended(
    driver: Driver, letter: str, name: str, typed: str, sentence: str
) -> None:
    field = typed_fields(driver)[name]
    driver.press(letter, ALT)
    driver.write(typed)
    driver.press(Key.Key_Return)
    assert (field.line.text(), field.line.property("role"), field.complaint) == (typed, "wrong", sentence)
    assert field.line.accessibleDescription() == sentence
    assert sentence in labels_of(field)
    assert driver.message == ""
    assert field.line.hasFocus()
    driver.pane.setFocus()
    driver.press("1")
    assert attributes(driver) == {"size": "a"}
    assert field.line.text() == typed
    driver.press(letter, ALT)
    driver.write("2025")
    driver.press(Key.Key_Backspace, times=4)
    driver.press(Key.Key_Return)
    assert (field.line.property("role"), labels_of(field)) == ("", [])
    assert driver.pane.hasFocus()


def test_what_could_not_be_saved_goes_with_its_span_and_that_is_said(driver: Driver) -> None:
    driver.label("Wir", "e")
    driver.press("n", ALT)
    driver.write("many")
    driver.click(driver.place("Petersen")[0] + 1)
    assert driver.active.id != driver.spans[1].id
    assert "“many”" in driver.told
    field = typed_fields(driver)["number"]
    assert (field.line.text(), field.complaint) == ("", "")


def test_a_label_without_a_key_has_a_digit(driver: Driver) -> None:
    driver.pane.select(*driver.place("Der Verband"))
    driver.press("2")
    assert driver.active.label == "PLACE"
    driver.press("1")
    assert "number 1" in driver.told
    driver.press("e")
    assert driver.active.label == "EVENT"


def test_defaults_of_the_codebook_are_set(windows: Windows, tmp_path: Path) -> None:
    book = tmp_path / "own.toml"
    book.write_text(
        CODEBOOK.replace('values = ["left", "right"]', 'values = ["left", "right"]\ndefault = "left"'), "utf-8"
    )
    Project.create(tmp_path / "d.annotator", "importer", book).close()
    driver = windows.open(path=tmp_path / "d.annotator")
    report = driver.project.import_drafts([make_draft(TEXT)])
    assert report.change is not None
    driver.window.session.take(report.change)
    driver.window.articles.select_article(1)
    driver.label("Jule", "e")
    assert attributes(driver) == {"side": "left"}


@pytest.mark.parametrize(
    "held",
    [Qt.KeyboardModifier.KeypadModifier, Qt.KeyboardModifier.ShiftModifier],
    ids=["number pad", "French keyboard"],
)
def test_digits_of_number_pad_and_french_keyboards(driver: Driver, held: Qt.KeyboardModifier) -> None:
    kinds = QEvent.Type
    for kind in (kinds.KeyPress, kinds.KeyRelease):
        QApplication.sendEvent(driver.pane, QKeyEvent(kind, Key.Key_2, held, "2"))
    assert attributes(driver) == {"size": "b"}
    driver.pane.select(*driver.place("Wir"))
    QApplication.sendEvent(driver.pane, QKeyEvent(kinds.KeyPress, Key.Key_2, held, "2"))
    assert driver.active.label == "PLACE"


def test_a_digit_with_a_selection_labels(driver: Driver) -> None:
    driver.pane.select(*driver.place("Wir"))
    driver.press("1")
    assert driver.exported() == [("EVENT", "Jule Petersen"), ("EVENT", "Wir")]


def test_relabelling_keeps_what_fits_and_drops_the_rest(windows: Windows) -> None:
    start = TEXT.index("Jule")
    span = make_span("ACTOR", (start, start + 13), annotator="Mara", attributes={"kind": "person"})
    driver = windows.open(make_draft(TEXT, spans=[span]))
    driver.press(Key.Key_Tab)
    driver.press("q")
    assert not any(driver.record()["spans"][0]["attributes"].values())
    driver.press("z", CTRL)
    assert driver.record()["spans"][0]["attributes"]["kind"] == "person"


def test_keys_without_an_article_do_nothing(windows: Windows) -> None:
    driver = windows.open()
    # The keyboard is on what to do first; the pane, which is hidden, must not mind either.
    letters = (Key.Key_A, Key.Key_1, Key.Key_Z, Key.Key_S, Key.Key_R, Key.Key_N)
    for key in (*letters, Key.Key_Tab, Key.Key_Return, Key.Key_Delete, Key.Key_Escape):
        QTest.keyClick(driver.pane, key)
    QTest.keyClick(driver.pane, Key.Key_Return, CTRL)
    QTest.keyClick(driver.pane, Key.Key_Up, CTRL)
    assert driver.window.session.article is None
    assert driver.message == ""


@pytest.mark.parametrize("opening", ["„", "« ", "(", "– ", "• "])
def test_a_label_finds_its_words_where_a_sentence_begins_with_a_mark(windows: Windows, opening: str) -> None:
    driver = windows.open(make_draft(f"Eins. {opening}Der Damm hält, weil er neu ist. Ende."))
    driver.caret_to("Eins")
    driver.press(Key.Key_Right, CTRL)
    driver.press("c")
    assert driver.words == ["Der Damm hält"]


def test_a_label_finds_its_words_at_the_end_of_the_line(windows: Windows) -> None:
    driver = windows.open(make_draft("Der Damm hält, weil er neu ist."))
    driver.caret_to("Der")
    driver.press(Key.Key_End)
    driver.press("c")
    assert driver.words == ["weil er neu ist"]
