"""Suggestions by key: accept, reject, accept all; a suggestion is no data until somebody accepts it."""

from __future__ import annotations

from typing import Any

import pytest

from annotator.core.models import Draft
from tests.end_to_end.window import CTRL, SHIFT, Driver, Key, Windows, open_windows
from tests.making import OPEN, make_draft, make_relation, make_span

windows = open_windows

TEXT = "„Wir bleiben“, sagte Ohlsen am Tor. Die Fähre muss fahren, verlangte Berg im Hafen."


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def draft() -> Draft:
    spans = [
        make_span("QUOTE", at("„Wir bleiben“"), id="q", origin=OPEN, attributes={"form": "direct"}),
        make_span("ACTOR", at("Ohlsen"), id="o", origin=OPEN),
        make_span("CLAIM", at("Die Fähre muss fahren"), id="c", origin=OPEN),
        make_span("ACTOR", at("Berg"), id="b", origin=OPEN),
    ]
    relations = [make_relation("speaker", "q", "o", origin=OPEN), make_relation("claimant", "c", "b", origin=OPEN)]
    return make_draft(TEXT, spans=spans, relations=relations)


@pytest.fixture
def driver(windows: Windows) -> Driver:
    return windows.open(draft())


def test_tab_and_enter_accept_with_what_is_linked(driver: Driver) -> None:
    assert driver.exported() == []
    driver.press(Key.Key_Tab)
    assert driver.active.is_open
    driver.press(Key.Key_Return)
    assert driver.exported() == [("QUOTE", "„Wir bleiben“"), ("ACTOR", "Ohlsen")]
    record = driver.record()
    assert [(r["label"], r["head"], r["child"]) for r in record["relations"]] == [("speaker", "q", "o")]
    origin = record["spans"][0]["origin"]
    assert (origin["kind"], origin["name"], origin["decision"]) == ("rule", "quotes", "accepted")
    assert driver.active.id == "q"
    assert not driver.active.is_open
    driver.press(Key.Key_Return)
    assert "No suggestion is selected" in driver.told
    driver.press("z", CTRL)
    assert driver.exported() == []
    assert driver.window.session.spans["q"].is_open
    assert driver.window.session.spans["o"].is_open
    driver.press("z", CTRL | SHIFT)
    assert len(driver.exported()) == 2
    assert driver.active.id == "q"
    driver.press(Key.Key_Delete)
    assert driver.exported() == [("ACTOR", "Ohlsen")]


def test_backspace_rejects_and_undo_brings_it_back(driver: Driver) -> None:
    driver.press(Key.Key_Tab)
    driver.press(Key.Key_Backspace)
    assert [s.id for s in driver.spans] == ["o", "c", "b"]
    # On to the next suggestion by itself.
    assert driver.active.id == "o"
    driver.press("z", CTRL)
    assert [s.id for s in driver.spans] == ["q", "o", "c", "b"]
    driver.press("y", CTRL)
    path = driver.project.path
    driver.close()
    again = Windows(driver.qtbot, path.parent).open(path=path)
    assert [s.id for s in again.spans] == ["o", "c", "b"]
    again.close()


def test_delete_means_reject(driver: Driver) -> None:
    driver.press(Key.Key_Tab)
    driver.press(Key.Key_Delete)
    assert [s.id for s in driver.spans] == ["o", "c", "b"]


def test_all_on_screen_at_once_and_undone_at_once(driver: Driver) -> None:
    driver.press(Key.Key_Return, CTRL)
    assert [label for label, _ in driver.exported()] == ["QUOTE", "ACTOR", "CLAIM", "ACTOR"]
    assert len(driver.record()["relations"]) == 2
    driver.press(Key.Key_Return, CTRL)
    assert driver.told == "No suggestion is on screen."
    driver.press("z", CTRL)
    assert driver.exported() == []
    assert len(driver.spans) == 4


def test_those_off_the_screen_stay(windows: Windows) -> None:
    text = "Ein Satz steht hier.\n" * 200
    spans = [make_span("ACTOR", (n * 21, n * 21 + 3), origin=OPEN) for n in (0, 199)]
    driver = windows.open(make_draft(text, spans=spans))
    driver.press(Key.Key_Return, CTRL)
    assert len(driver.exported()) == 1
    assert [span.is_open for span in driver.spans] == [False, True]


@pytest.mark.parametrize(
    ("press", "expected"),
    [("1", {"form": "direct"}), ("7", {"form": "direct", "medium": "writing"}), ("c", {"label": "CLAIM"})],
)
def test_changing_a_suggestion_takes_it_over(driver: Driver, press: str, expected: dict[str, Any]) -> None:
    driver.press(Key.Key_Tab)
    driver.press(press)
    span = driver.record()["spans"][0]
    found = {"label": span["label"], **span["attributes"]}
    if press == "1":  # the suggested value, chosen again, is unset
        assert found["form"] is None
    else:
        assert {name: found[name] for name in expected} == expected
    assert span["origin"]["decision"] in ("accepted", "edited")


def test_resizing_a_suggestion_takes_it_over(driver: Driver) -> None:
    driver.press(Key.Key_Tab, times=2)
    driver.press(Key.Key_Right, SHIFT)
    assert driver.exported() == [("ACTOR", "Ohlsen am")]
    assert driver.record()["spans"][0]["origin"]["decision"] == "edited"


def test_a_suggestion_beside_the_same_span_of_ones_own(driver: Driver) -> None:
    own = driver.label("„Wir bleiben“", "q")
    driver.pane.set_active("q")
    driver.settle()
    driver.press("7")
    assert driver.message == ""
    assert driver.exported() == [("QUOTE", "„Wir bleiben“"), ("ACTOR", "Ohlsen")]
    assert driver.record()["spans"][0]["attributes"]["medium"] == "writing"
    assert driver.active.id == own.id


def test_a_note_waits_until_a_suggestion_is_taken_over(driver: Driver) -> None:
    driver.press(Key.Key_Tab)
    driver.press("n")
    assert "Select a span first" in driver.told
    assert driver.pane.hasFocus()


def test_the_window_says_what_waits_and_what_the_keys_do(driver: Driver) -> None:
    assert driver.window.label_bar._waiting.text() == "4 suggestions"
    driver.press(Key.Key_Tab)
    shown = [text for _, text in driver.window.status._shown]
    assert shown[:2] == ["accept", "reject"]
    driver.press(Key.Key_Return)
    assert driver.window.label_bar._waiting.text() == "2 suggestions"
    assert [text for _, text in driver.window.status._shown][:2] == ["speaker", "delete"]
