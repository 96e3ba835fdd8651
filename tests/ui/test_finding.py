"""From hit to hit of the search, within the text."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.end_to_end.window import CTRL, SHIFT, Driver, Windows, open_windows
from tests.making import make_draft, make_span

Key = Qt.Key
TEXT = "Die Fähre fährt.\n\nÜber die fähre 😀 spricht Jule  Petersen; Petersen fährt mit der Fähre."
windows = open_windows


@pytest.fixture
def driver(windows: Windows) -> Driver:
    driver = windows.open(make_draft(TEXT))
    driver.press("f", CTRL)
    return driver


def write(driver: Driver, text: str) -> None:
    field: Any = driver.window.articles.search_field
    field.setText(text)


def test_enter_in_the_search_selects_the_first_hit(driver: Driver) -> None:
    write(driver, "fähre")
    driver.press(Key.Key_Return)
    assert driver.pane.hasFocus()
    assert (driver.pane.selected_text(), driver.pane.selection) == ("Fähre", (4, 9))
    assert driver.told == "Hit 1 of 3"
    driver.press("a")
    assert driver.exported() == [("ACTOR", "Fähre")]


def test_next_and_previous_go_round(driver: Driver) -> None:
    write(driver, "FÄHRE")
    driver.press(Key.Key_Return)
    seen = []
    for _ in range(3):
        driver.press(Key.Key_F3)
        seen.append((driver.pane.selected_text(), min(driver.pane.anchor, driver.pane.caret)))
    assert seen == [("fähre", TEXT.index("fähre 😀")), ("Fähre", TEXT.rindex("Fähre")), ("Fähre", 4)]
    driver.press(Key.Key_F3, SHIFT)
    start = TEXT.rindex("Fähre")
    assert driver.pane.selection == (start, start + 5)


def test_words_side_by_side_are_sought_before_either_of_them(driver: Driver) -> None:
    write(driver, "jule petersen")
    driver.press(Key.Key_Return)
    assert driver.pane.selected_text() == "Jule  Petersen"
    write(driver, "petersen mit")
    driver.press(Key.Key_F3)
    assert driver.pane.selected_text() == "Petersen"


@pytest.mark.parametrize(
    ("query", "selected"),
    [
        ('"jule petersen"', ["Jule  Petersen"]),
        ('"die fähre"', ["Die Fähre", "die fähre"]),
        ('"petersen fährt" status:new', ["Petersen fährt"]),
        ('"petersen petersen"', ["Petersen; Petersen"]),
        ('"fähr" or jule', ["Jule"]),
        ("status:new jule -zug", ["Jule"]),
        ("(zug or jule) petersen", ["Jule", "Petersen", "Petersen"]),
    ],
)
def test_a_phrase_and_words_beside_terms_are_found_as_the_list_finds_them(
    driver: Driver, query: str, selected: list[str]
) -> None:
    write(driver, query)
    seen, places = [], set()
    driver.press(Key.Key_Return)
    while driver.pane.selection not in places:
        places.add(driver.pane.selection)
        seen.append(driver.pane.selected_text())
        driver.press(Key.Key_F3)
    assert seen == selected


def test_what_is_not_there_is_told(driver: Driver) -> None:
    driver.press(Key.Key_Escape)
    driver.window.articles.search_field.blockSignals(True)
    write(driver, "(Zug")
    driver.press(Key.Key_F3)
    assert driver.told == "“(Zug” is not in this text."
    assert driver.pane.selection is None


def test_without_a_search_f3_asks_for_one(windows: Windows) -> None:
    driver = windows.open(make_draft(TEXT))
    driver.press(Key.Key_F3)
    assert driver.window.articles.search_field.hasFocus()


@pytest.fixture
def labelled(windows: Windows) -> Driver:
    spans = [
        make_span("ACTOR", (0, 9), id="one", annotator="Mara"),
        make_span("CUE", (10, 15), id="cue", annotator="Mara"),
        make_span("ACTOR", (43, 57), id="two", annotator="Mara"),
        make_span("ACTOR", (59, 67), id="three", annotator="Mara"),
    ]
    driver = windows.open(make_draft(TEXT, spans=spans))
    driver.press("f", CTRL)
    return driver


def ask(driver: Driver, query: str) -> None:
    write(driver, query)
    field: Any = driver.window.articles.search_field
    field.close_suggestions()
    driver.qtbot.waitUntil(lambda: driver.window.articles.filter.query is not None)


def test_enter_goes_to_the_label_also_of_the_article_that_is_open(labelled: Driver) -> None:
    ask(labelled, "label:CUE")
    labelled.press(Key.Key_Return)
    assert labelled.pane.hasFocus()
    assert labelled.active.id == "cue"
    assert labelled.told == "Hit 1 of 1"


def test_f3_goes_from_label_to_label(labelled: Driver) -> None:
    ask(labelled, "label:ACTOR")
    labelled.press(Key.Key_Return)
    found = [labelled.active.id]
    for _ in range(3):
        labelled.press(Key.Key_F3)
        found.append(labelled.active.id)
    assert found == ["one", "two", "three", "one"]
    labelled.press(Key.Key_F3, SHIFT)
    assert labelled.active.id == "three"
    labelled.pane.set_caret(20)
    labelled.press(Key.Key_F3)
    assert (labelled.active.id, labelled.told) == ("two", "Hit 2 of 3")


def test_a_label_that_is_not_there_is_told(labelled: Driver) -> None:
    ask(labelled, "label:CLAIM")
    labelled.pane.setFocus()
    labelled.press(Key.Key_F3)
    assert labelled.told == "No such label is in this article."


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("cafe", "Cafe\u0301"),
        ("strasse", "STRAẞE"),
        ("שלום", "שָׁלוֹם"),
        ("وقع", "وقّع"),
        ("李晓明", "李晓明"),
        ("2025", "２０２５"),
        ("istanbul", "İstanbul"),
    ],
)
def test_points_accents_and_widths_dont_matter(windows: Windows, typed: str, printed: str) -> None:
    text = f"负责人{printed}周二." if typed == "李晓明" else f"Hier: {printed}."
    driver = windows.open(make_draft("Etwas anderes."), make_draft(text, title=typed))
    driver.press("f", CTRL)
    write(driver, typed)
    driver.qtbot.waitUntil(lambda: driver.window.articles._model.rowCount() == 1)
    driver.press(Key.Key_Return)
    assert driver.pane.selected_text() == printed


@pytest.mark.parametrize(("found", "text"), [("李晓明", "负责人李晓明周二."), ("Seevolk", "Hier: Seevolk™.")])
def test_a_phrase_is_found_amid_letters_as_in_the_list(windows: Windows, found: str, text: str) -> None:
    driver = windows.open(make_draft("Etwas anderes."), make_draft(text))
    driver.press("f", CTRL)
    write(driver, f'"{found}"')
    driver.qtbot.waitUntil(lambda: driver.window.articles._model.rowCount() == 1)
    driver.press(Key.Key_Return)
    assert driver.pane.selected_text() == found
