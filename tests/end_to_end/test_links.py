"""Linking spans by key: one gesture, badges, replacing, and what it says when there is nothing to link."""

from __future__ import annotations

import pytest

from tests.end_to_end.window import CTRL, NONE, POPUPS, Driver, Key, Windows, open_windows, popup_menu

windows = open_windows

TEXT = """Ratschefin Jule Petersen sagte: „Wir wollen fahren.“ Der Verband schwieg dazu.

Die Fähre bleibt am Kai."""


@pytest.fixture
def driver(windows: Windows) -> Driver:
    return windows.open(TEXT)


def links(driver: Driver) -> list[tuple[str, str, str]]:
    record = driver.record()
    words = {span["id"]: span["text"] for span in record["spans"]}
    return sorted((r["label"], words[r["head"]], words[r["child"]]) for r in record["relations"])


QUOTE = "„Wir wollen fahren.“"


def test_s_numbers_the_nearest_first_and_a_digit_links(driver: Driver) -> None:
    far = driver.label("Die Fähre", "a")
    near = driver.label("Der Verband", "a")
    middle = driver.label("Jule Petersen", "a")
    quote = driver.label(QUOTE, "q")
    driver.press("s")
    assert driver.pane.candidates == {1: near.id, 2: middle.id, 3: far.id}
    assert driver.window.linking.is_on
    driver.press("7")
    assert driver.told == "No span carries the number 7."
    driver.press("2")
    assert links(driver) == [("speaker", QUOTE, "Jule Petersen")]
    assert driver.active.id == quote.id
    assert driver.pane.candidates == {}


def test_a_second_speaker_by_s_takes_the_place_of_the_first(driver: Driver) -> None:
    driver.label("Jule Petersen", "a")
    driver.label("Der Verband", "a")
    driver.label(QUOTE, "q")
    for number in ("1", "2"):
        driver.press("s")
        driver.press(number)
        assert len(links(driver)) == 1
    assert links(driver) == [("speaker", QUOTE, "Jule Petersen")]
    driver.press("z", CTRL)
    assert links(driver) == [("speaker", QUOTE, "Der Verband")]
    driver.press("y", CTRL)
    assert links(driver) == [("speaker", QUOTE, "Jule Petersen")]
    # The number of the one that is linked unlinks it.
    driver.press("s")
    driver.press("2")
    assert links(driver) == []


def test_escape_cancels_a_link_and_keeps_the_span_active(driver: Driver) -> None:
    driver.label("Jule Petersen", "a")
    quote = driver.label(QUOTE, "q")
    driver.press("s")
    driver.press(Key.Key_Escape)
    assert driver.pane.candidates == {}
    assert not driver.window.linking.is_on
    assert driver.active.id == quote.id
    driver.press("1")
    assert links(driver) == []
    assert driver.record()["spans"][1]["attributes"]["form"] == "direct"


def test_going_to_another_span_or_article_cancels_a_link(windows: Windows) -> None:
    driver = windows.open(TEXT, "Ein anderer Artikel.")
    driver.label("Jule Petersen", "a")
    driver.label(QUOTE, "q")
    driver.press("s")
    driver.press(Key.Key_Tab)
    assert driver.pane.candidates == {}
    driver.press(Key.Key_Tab)
    driver.press("s")
    driver.press(Key.Key_PageDown, CTRL)
    assert not driver.window.linking.is_on
    assert driver.pane.candidates == {}


def test_what_cannot_be_linked_says_so(driver: Driver) -> None:
    driver.press("s")
    assert "can be linked first" in driver.told
    driver.label("Jule Petersen", "a")
    driver.press("s")
    assert "can be linked first" in driver.told
    driver.press("r")
    assert "can be linked first" in driver.told


def test_without_a_candidate_it_says_what_to_label(driver: Driver) -> None:
    driver.label(QUOTE, "q")
    driver.press("s")
    assert driver.told.startswith("There is no ACTOR to link to yet")
    assert not driver.window.linking.is_on


def test_s_links_the_quote_around_the_caret_and_a_claim_its_claimant(driver: Driver) -> None:
    driver.label("Jule Petersen", "a")
    driver.label(QUOTE, "q")
    driver.press(Key.Key_Escape)
    driver.caret_to("wollen")
    driver.press("s")
    driver.press("1")
    driver.label("Wir wollen fahren", "c")
    driver.press("s")
    driver.press("1")
    assert links(driver) == [
        ("claimant", "Wir wollen fahren", "Jule Petersen"),
        ("speaker", QUOTE, "Jule Petersen"),
    ]


@POPUPS
def test_r_asks_which_relation_and_adds_beside(driver: Driver) -> None:
    driver.label("Jule Petersen", "a")
    driver.label("Der Verband", "a")
    driver.label("sagte", "u")
    driver.label(QUOTE, "q")
    for digit, number in (("1", "1"), ("1", "2"), ("2", "1"), ("3", "1")):
        driver.press("r")
        popup_menu(driver)
        driver.press(digit)
        driver.press(number)
    assert links(driver) == [
        ("addressee", QUOTE, "Der Verband"),
        ("cue", QUOTE, "sagte"),
        ("speaker", QUOTE, "Der Verband"),
        ("speaker", QUOTE, "Jule Petersen"),
    ]


@POPUPS
def test_the_relations_open_beside_the_span_in_a_scrolled_text(windows: Windows) -> None:
    driver = windows.open("Ein Satz.\n" * 150 + TEXT + "\nEin Satz." * 150)
    driver.label("Jule Petersen", "a")
    driver.label(QUOTE, "q")
    driver.window.labelling.activate(driver.active.id)
    driver.settle()
    assert driver.pane.scrolled > 1000
    driver.press("r")
    menu = popup_menu(driver)
    place = driver.pane.viewport().mapFromGlobal(menu.pos())
    line = driver.pane.places.line_at(driver.active.start)
    menu.close()
    assert abs(place.y() - (line.bottom - driver.pane.scrolled)) < 3 * driver.pane.size_em


def test_deleting_a_span_takes_its_links_and_undo_brings_them_back(driver: Driver) -> None:
    driver.label("Jule Petersen", "a")
    driver.label(QUOTE, "q")
    driver.press("s")
    driver.press("1")
    whole = driver.record()
    driver.press(Key.Key_Tab)
    assert driver.active.label == "ACTOR"
    driver.press(Key.Key_Delete, NONE)
    assert links(driver) == []
    driver.press("z", CTRL)
    assert driver.record() == whole
    assert driver.active.label == "ACTOR"
