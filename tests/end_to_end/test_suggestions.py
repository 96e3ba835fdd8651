"""Suggestions by key: accept, reject, accept all; a suggestion is no data until somebody accepts it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from annotator.core.models import Draft
from annotator.project import commands
from tests.end_to_end.window import CTRL, LEFT, NONE, SHIFT, Driver, Key, Windows, open_windows
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


def test_the_mouse_accepts_and_rejects_by_buttons(driver: Driver) -> None:
    buttons = {b.text(): b for b in driver.window.inspector.suggestion.findChildren(QPushButton)}
    driver.click(at("bleiben")[0])
    driver.window.articles.search_field.setFocus()
    QTest.mouseClick(buttons["Accept"], LEFT)
    driver.settle()
    assert driver.exported() == [("QUOTE", "„Wir bleiben“"), ("ACTOR", "Ohlsen")]
    assert driver.active.id == "c"
    assert driver.pane.hasFocus()
    QTest.mouseClick(buttons["Reject"], LEFT)
    driver.settle()
    assert len(driver.exported()) == 2
    assert driver.window.session.waiting == 0


def test_tab_and_enter_accept_with_what_is_linked(driver: Driver) -> None:
    assert driver.exported() == []
    driver.press(Key.Key_Tab)
    assert driver.active.is_open
    driver.press(Key.Key_Return)
    # On to the next suggestion by itself: the actor before it came along.
    assert driver.active.id == "c"
    assert driver.exported() == [("QUOTE", "„Wir bleiben“"), ("ACTOR", "Ohlsen")]
    record = driver.record()
    assert [(r["label"], r["head"], r["child"]) for r in record["relations"]] == [("speaker", "q", "o")]
    origin = record["spans"][0]["origin"]
    assert (origin["kind"], origin["name"], origin["decision"]) == ("rule", "quotes", "accepted")
    driver.press("z", CTRL)
    assert driver.exported() == []
    assert driver.window.session.spans["q"].is_open
    assert driver.window.session.spans["o"].is_open
    assert driver.active.id == "q"
    driver.press("z", CTRL | SHIFT)
    assert len(driver.exported()) == 2
    assert driver.active.id == "q"
    driver.press(Key.Key_Delete)
    assert driver.exported() == [("ACTOR", "Ohlsen")]


def test_suggestions_are_counted_apart(driver: Driver) -> None:
    heading = driver.window.span_list.heading
    assert heading.text() == "SPANS 0 · 4 SUGGESTED"
    driver.press(Key.Key_Tab)
    driver.press(Key.Key_Return)
    assert heading.text() == "SPANS 2 · 2 SUGGESTED"
    driver.press(Key.Key_Return)
    assert heading.text() == "SPANS 4"


def test_backspace_rejects_and_undo_brings_it_back(driver: Driver) -> None:
    driver.press(Key.Key_Tab)
    driver.press(Key.Key_Backspace)
    # The speaker was found for this quote alone.
    assert [s.id for s in driver.spans] == ["c", "b"]
    # On to the next suggestion by itself.
    assert driver.active.id == "c"
    driver.press("z", CTRL)
    assert [s.id for s in driver.spans] == ["q", "o", "c", "b"]
    assert driver.active.id == "q"
    driver.press("y", CTRL)
    path = driver.project.path
    driver.close()
    again = Windows(driver.qtbot, path.parent).open(path=path)
    assert [s.id for s in again.spans] == ["c", "b"]
    again.close()


def test_delete_means_reject(driver: Driver) -> None:
    driver.press(Key.Key_Tab)
    driver.press(Key.Key_Delete)
    assert [s.id for s in driver.spans] == ["c", "b"]


def test_all_on_screen_at_once_and_undone_at_once(driver: Driver) -> None:
    driver.press(Key.Key_Return, CTRL)
    assert [label for label, _ in driver.exported()] == ["QUOTE", "ACTOR", "CLAIM", "ACTOR"]
    assert len(driver.record()["relations"]) == 2
    assert driver.told == "4 suggestions accepted. Stance is still to be chosen."
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
    [("1", {}), ("7", {"form": "direct", "medium": "writing"}), ("c", {"label": "CLAIM"})],
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
    assert span["origin"]["decision"] == "edited"
    # In one step; a digit after which nothing is lacking leads on to the next suggestion.
    assert driver.active.id == ("c" if press == "7" else "q")
    driver.press("z", CTRL)
    assert driver.exported() == []
    assert {s.id for s in driver.spans if s.is_open} == {"q", "o", "c", "b"}


def test_the_label_that_it_has_accepts_a_suggestion(driver: Driver) -> None:
    driver.press(Key.Key_Tab)
    driver.press("q")
    assert driver.record()["spans"][0]["origin"]["decision"] == "accepted"
    assert driver.active.id == "q"


def test_resizing_a_suggestion_takes_it_over(driver: Driver) -> None:
    driver.press(Key.Key_Tab, times=2)
    driver.press(Key.Key_Right, SHIFT)
    assert driver.exported() == [("ACTOR", "Ohlsen am")]
    assert driver.record()["spans"][0]["origin"]["decision"] == "edited"
    driver.press("z", CTRL)
    assert driver.exported() == []
    assert driver.window.session.spans["o"].segments == (at("Ohlsen"),)


def test_a_suggestion_beside_the_same_span_of_ones_own(driver: Driver) -> None:
    driver.window.session.run(commands.AddSpan(1, "QUOTE", (at("„Wir bleiben“"),), id="own"))
    driver.pane.set_active("q")
    driver.settle()
    driver.press("7")
    assert driver.message == ""
    assert driver.exported() == [("QUOTE", "„Wir bleiben“"), ("ACTOR", "Ohlsen")]
    assert driver.record()["spans"][0]["attributes"]["medium"] == "writing"
    assert driver.active.id == "own"


def test_labelling_just_what_is_suggested_accepts_it(driver: Driver) -> None:
    driver.label("„Wir bleiben“", "q")
    assert driver.active.id == "q"
    assert driver.exported() == [("QUOTE", "„Wir bleiben“"), ("ACTOR", "Ohlsen")]
    record = driver.record()
    assert record["spans"][0]["attributes"]["form"] == "direct"
    assert record["spans"][0]["origin"]["decision"] == "accepted"
    assert [(r["label"], r["child"]) for r in record["relations"]] == [("speaker", "o")]
    driver.press("z", CTRL)
    assert driver.exported() == []
    driver.label("„Wir bleiben“,", "q")
    assert driver.active.origin.kind == "human", "these are other words"
    driver.label("Berg", "c")
    assert driver.active.origin.kind == "human", "and this another label"


def test_a_note_waits_until_a_suggestion_is_taken_over(driver: Driver) -> None:
    driver.press(Key.Key_Tab)
    driver.press("n")
    assert "Select a span first" in driver.told
    assert driver.pane.hasFocus()


def test_the_window_says_what_waits_and_what_the_keys_do(driver: Driver) -> None:
    assert driver.window.label_bar._waiting.toolTip() == "4 suggestions"
    driver.press(Key.Key_Tab)
    shown = [text for _, text in driver.window.status._shown]
    assert shown[:2] == ["accept with 1 more", "reject"]
    driver.press(Key.Key_Return)
    assert driver.window.label_bar._waiting.toolTip() == "2 suggestions"
    driver.press(Key.Key_Escape)
    assert [text for _, text in driver.window.status._shown][:2] == ["next suggestion", "select"]
    driver.press(Key.Key_Tab, SHIFT)
    assert [text for _, text in driver.window.status._shown][:2] == ["link", "delete"]


def test_enter_again_and_again_decides_on_all(driver: Driver) -> None:
    """The first Enter goes to the first suggestion. A claim stays active until its stance is chosen."""
    driver.press(Key.Key_Return)
    assert driver.active.id == "q"
    assert driver.exported() == []
    driver.press(Key.Key_Return)
    assert driver.active.id == "c"
    driver.press(Key.Key_Return)
    assert driver.told == "Accepted. Stance is still to be chosen."
    assert (driver.active.id, driver.active.is_open) == ("c", False)
    assert [label for label, _ in driver.exported()] == ["QUOTE", "ACTOR", "CLAIM", "ACTOR"]
    driver.press("1")
    driver.press(Key.Key_Return)
    assert driver.told == "No suggestion is left in this article."
    driver.press(Key.Key_Backspace)
    assert driver.told == "This is no suggestion. Del deletes a span."


def test_digits_lead_from_one_claim_that_was_accepted_to_the_next(windows: Windows) -> None:
    words = ("Die Fähre muss fahren", "Wir bleiben")
    claims = [make_span("CLAIM", at(one), id=f"c{n}", origin=OPEN) for n, one in enumerate(words)]
    driver = windows.open(make_draft(TEXT, spans=claims))
    driver.press(Key.Key_Return, CTRL)
    assert (
        driver.told == "2 suggestions accepted. 2 lack a required attribute; Stance of the first is to be chosen."
    )
    assert driver.active.id == "c1"
    driver.press("1")
    assert driver.active.id == "c0"
    driver.press("2")
    assert [span["attributes"]["stance"] for span in driver.record()["spans"]] == ["support", "oppose"]


def test_enter_takes_over_what_is_proposed_for_a_span_that_is_there(windows: Windows) -> None:
    spans = [
        make_span("QUOTE", at("„Wir bleiben“"), id="q", attributes={"form": "direct"}),
        make_span("CUE", at("sagte"), id="u", origin=OPEN),
        make_span("ACTOR", at("Ohlsen"), id="o"),
    ]
    links = [make_relation("cue", "q", "u", origin=OPEN), make_relation("speaker", "q", "o", origin=OPEN)]
    driver = windows.open(make_draft(TEXT, spans=spans, relations=links))
    driver.press(Key.Key_Tab)
    assert driver.active.id == "q"
    assert driver.window.status._shown[:2] == (("Return", "accept 2 suggested"), ("S", "speaker"))
    driver.press(Key.Key_Return)
    driver.settle()
    assert driver.window.status._shown[0] == ("S", "speaker")
    assert [label for label, _ in driver.exported()] == ["QUOTE", "CUE", "ACTOR"]
    assert {r["label"] for r in driver.record()["relations"]} == {"cue", "speaker"}
    driver.press("z", CTRL)
    assert {r["label"] for r in driver.record()["relations"]} == set()


def test_after_the_last_one_the_window_says_so(driver: Driver) -> None:
    driver.press(Key.Key_F8, times=2)
    assert driver.active.id == "c"
    driver.press("2")
    driver.press(Key.Key_Escape)
    driver.press(Key.Key_F8)
    assert driver.active.id == "q"
    driver.press(Key.Key_Return)
    assert driver.told == "That was the last suggestion of this article."
    assert driver.active.id == "q"


def test_those_above_are_told_of(driver: Driver) -> None:
    driver.press(Key.Key_F8, times=2)
    driver.press(Key.Key_Backspace)
    assert driver.told == "1 suggestion is left above; F8 goes there."
    driver.press(Key.Key_F8)
    assert driver.active.id == "q"


def test_f8_and_enter_visit_chains_and_tab_every_suggestion(driver: Driver) -> None:
    visited = []
    for _ in range(3):
        driver.press(Key.Key_F8)
        visited.append(driver.active.id)
    assert visited == ["q", "c", "q"]
    driver.press(Key.Key_Tab)
    assert driver.active.id == "o"
    # The wrong speaker goes, the quote stays to be decided on.
    driver.press(Key.Key_Backspace)
    assert driver.active.id == "c"
    driver.press(Key.Key_Tab, SHIFT)
    driver.press(Key.Key_Return)
    assert driver.exported() == [("QUOTE", "„Wir bleiben“")]


def test_what_is_left_of_a_rejected_chain_comes_next(windows: Windows) -> None:
    """The quote in which a wrong claim stands is one all the same."""
    spans = [
        make_span("ACTOR", at("Ohlsen"), id="o", origin=OPEN),
        make_span("QUOTE", at("Die Fähre muss fahren"), id="q", origin=OPEN, attributes={"form": "indirect"}),
        make_span("CLAIM", at("Fähre muss fahren"), id="c", origin=OPEN),
        make_span("CUE", at("verlangte"), id="u", origin=OPEN),
        make_span("ACTOR", at("Berg"), id="b", origin=OPEN),
    ]
    links = [("expressed_in", "c", "q"), ("claimant", "c", "b"), ("speaker", "q", "b"), ("cue", "q", "u")]
    relations = [make_relation(*link, origin=OPEN) for link in links]
    driver = windows.open(make_draft(TEXT, spans=spans, relations=relations))
    driver.press(Key.Key_F8, times=2)
    assert driver.active.id == "c"
    assert next(text for _, text in driver.window.status._shown) == "accept with 3 more"
    driver.press(Key.Key_Backspace)
    assert driver.active.id == "q"
    driver.press(Key.Key_Return)
    assert driver.exported() == [("QUOTE", "Die Fähre muss fahren"), ("CUE", "verlangte"), ("ACTOR", "Berg")]
    driver.press("z", CTRL)
    driver.press("z", CTRL)
    driver.pane.set_active("c")
    driver.press(Key.Key_Return)
    assert len(driver.exported()) == 4
    assert len(driver.record()["relations"]) == 4


def test_f9_hides_suggestions_and_shows_them_again(windows: Windows) -> None:
    spans = [
        make_span("QUOTE", at("„Wir bleiben“"), id="q", annotator="Mara", attributes={"form": "direct"}),
        make_span("CUE", at("sagte"), id="u", origin=OPEN),
        make_span("ACTOR", at("Ohlsen"), id="o", annotator="Mara"),
    ]
    links = [make_relation("cue", "q", "u", origin=OPEN), make_relation("speaker", "q", "o", origin=OPEN)]
    driver = windows.open(make_draft(TEXT, spans=spans, relations=links))
    driver.pane.set_active("q")
    driver.press(Key.Key_F9)
    assert [s.id for s in driver.spans] == ["q", "o"]
    assert driver.relations == []
    assert driver.active.id == "q"
    assert driver.window.status._counts.text() == "2 spans · suggestions hidden"
    for key, modifiers in ((Key.Key_F8, NONE), (Key.Key_Return, CTRL)):
        driver.press(key, modifiers)
        assert driver.told == "Suggestions are hidden; F9 shows them."
    driver.press(Key.Key_Return)
    assert driver.record()["relations"] == [], "what is not shown is not accepted"
    path = driver.project.path
    driver.close()
    again = windows.open(path=path)
    assert not again.window.actions_by_id["view.suggestions"].isChecked()
    assert [s.id for s in again.spans] == ["q", "o"]
    again.press(Key.Key_F9)
    assert [s.id for s in again.spans] == ["q", "u", "o"]
    assert len(again.relations) == 2
    assert again.window.status._counts.text() == "2 spans · 1 suggested"


def test_what_is_suggested_while_they_are_hidden_stays_hidden(driver: Driver) -> None:
    driver.press(Key.Key_F8)
    driver.press(Key.Key_Backspace)
    driver.press(Key.Key_F9)
    driver.press("z", CTRL)
    assert driver.spans == []
    assert driver.relations == []
    driver.press(Key.Key_F9)
    assert [s.id for s in driver.spans] == ["q", "o", "c", "b"]
    assert len(driver.relations) == 2


def test_done_articles_keep_their_suggestions_out_of_sight(driver: Driver) -> None:
    driver.press(Key.Key_Return, times=2)
    driver.press("d", CTRL)
    assert driver.message == ""
    assert [s.id for s in driver.spans] == ["q", "o"]
    assert not driver.window.label_bar._waiting.isVisible()
    driver.window.corpus.reopen_article()
    driver.settle()
    assert [s.id for s in driver.spans] == ["q", "o", "c", "b"]
