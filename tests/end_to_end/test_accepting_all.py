"""Accepting all that is on screen, where some lack what the codebook requires; and how keys reach the text."""

from __future__ import annotations

import pytest

from annotator.core.models import Draft
from tests.end_to_end.window import CTRL, Driver, Key, Windows, open_windows
from tests.making import OPEN, make_draft, make_span

windows = open_windows
TEXT = "Die Fähre muss fahren. Der Hafen muss warten. Ohlsen ging."


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def draft(*claims: str) -> Draft:
    spans = [make_span("CLAIM", at(words), origin=OPEN, attributes={}) for words in claims]
    return make_draft(TEXT, spans=[*spans, make_span("ACTOR", at("Ohlsen"), origin=OPEN, attributes={})])


@pytest.fixture
def driver(windows: Windows) -> Driver:
    return windows.open(draft("Die Fähre muss fahren", "Der Hafen muss warten"))


def test_what_lacks_an_attribute_is_counted_and_the_first_selected(driver: Driver) -> None:
    driver.press(Key.Key_Return, CTRL)
    said = "3 suggestions accepted. 2 lack a required attribute; Stance of the first is to be chosen."
    assert driver.told == said
    assert driver.pane.active is not None
    assert driver.active.segments == (at("Die Fähre muss fahren"),)
    driver.press("z", CTRL)
    assert driver.told == "undone: 3 suggestions accepted"


def test_one_alone(windows: Windows) -> None:
    driver = windows.open(draft("Die Fähre muss fahren"))
    driver.press(Key.Key_Return, CTRL)
    said = "2 suggestions accepted. Stance is still to be chosen."
    assert driver.told == said


def test_from_the_list_the_next_suggestion_takes_the_keys_along(driver: Driver) -> None:
    driver.window.articles._view.setFocus()
    driver.press(Key.Key_F8)
    assert driver.pane.hasFocus()
    driver.press(Key.Key_Backspace)
    assert [driver.active.segments] == [(at("Der Hafen muss warten"),)]
