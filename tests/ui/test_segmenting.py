"""Spans of several pieces in the real window: by key, by mouse, joined and parted. What is done is in the file."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from annotator.project import commands
from annotator.ui.inspector.segments_card import SegmentsCard
from tests.end_to_end.window import ALT, CTRL, LEFT, NONE, SHIFT, Driver, Key, Windows, open_windows
from tests.making import OPEN, make_draft, make_relation, make_span, segments_in

windows = open_windows

FIRST, SECOND = "„Wir bleiben“", "„bis jemand zuhört.“"
TEXT = f"""{FIRST}, sagte Ohlsen am Tor, {SECOND} Harms lehnte das erneut ab.

Harms wies den Vorwurf zurück und sagte: „Genau.“"""


@pytest.fixture
def driver(windows: Windows) -> Driver:
    return windows.open(TEXT)


def pieces(driver: Driver, number: int = 0) -> list[str]:
    """The pieces of a span in the file."""
    record = driver.record()
    return [record["text"][start:end] for start, end in record["spans"][number]["segments"]]


def test_a_piece_is_added_by_key(driver: Driver) -> None:
    span = driver.label(FIRST, "q")
    driver.press("+")
    assert driver.window.segmenting.is_on
    assert driver.pane.pinned == span.id
    assert "Enter adds them" in driver.told
    driver.pane.select(*driver.place(SECOND))
    driver.press(Key.Key_Return)
    assert pieces(driver) == [FIRST, SECOND]
    assert driver.active.id == span.id
    assert driver.pane.segment == driver.place(SECOND)
    assert driver.told == f"Added: {SECOND}"
    assert not driver.window.segmenting.is_on
    assert driver.pane.pinned is None
    driver.press("z", CTRL)
    assert pieces(driver) == [FIRST]
    driver.press("y", CTRL)
    assert pieces(driver) == [FIRST, SECOND]


def test_plus_adds_as_enter_does_and_a_word_needs_no_selection(driver: Driver) -> None:
    driver.label("lehnte", "u")
    driver.press("+")
    driver.press("+")
    assert "Select the words first" in driver.told
    driver.caret_to("ab.")
    driver.press("+")
    assert pieces(driver) == ["lehnte", "ab"]


def test_the_usual_keys_select_the_piece(driver: Driver) -> None:
    driver.label("lehnte", "u")
    driver.press("+")
    # From the end of the span: over "das erneut" to "ab".
    driver.press(Key.Key_Right, times=3)
    driver.press(Key.Key_Right, SHIFT)
    assert driver.pane.selected_text() == "ab"
    driver.press(Key.Key_Enter)
    assert pieces(driver) == ["lehnte", "ab"]


def test_escape_adds_nothing_and_comes_back_to_the_span(driver: Driver) -> None:
    span = driver.label(FIRST, "q")
    driver.press("+")
    driver.pane.select(*driver.place(SECOND))
    driver.press(Key.Key_Escape)
    assert not driver.window.segmenting.is_on
    assert driver.active.id == span.id
    assert pieces(driver) == [FIRST]


def test_another_span_ends_the_waiting(driver: Driver) -> None:
    driver.label(FIRST, "q")
    driver.press("+")
    driver.label("Ohlsen", "a")
    assert not driver.window.segmenting.is_on
    driver.press("+")
    driver.window.session.run(commands.DeleteSpans(1, (driver.active.id,)))
    assert not driver.window.segmenting.is_on
    assert driver.exported() == [("QUOTE", FIRST)]


def test_another_article_ends_the_waiting(windows: Windows) -> None:
    driver = windows.open(TEXT, "Ein anderer Artikel.")
    driver.label(FIRST, "q")
    driver.press("+")
    driver.press(Key.Key_PageDown, CTRL)
    assert not driver.window.segmenting.is_on
    assert driver.pane.pinned is None


def test_what_can_not_be_done_is_told(driver: Driver) -> None:
    for key, modifiers in (("+", NONE), ("-", NONE), ("j", NONE), ("j", SHIFT)):
        driver.press(key, modifiers)
        assert driver.told == "Select a span first: Tab goes to the next."
    driver.label("Ohlsen", "a")
    driver.press("-")
    assert driver.told == "This span has one piece only; Del deletes it."
    driver.press("j", SHIFT)
    assert driver.told == "This span has one piece only."
    driver.press("j")
    assert driver.told == "Nothing to join: no other Actor follows in this paragraph."
    driver.press("+")
    driver.pane.select(*driver.place("Ohlsen"))
    driver.press("+")
    assert driver.told == "These words belong to the span already."
    assert pieces(driver) == ["Ohlsen"]


def test_ctrl_and_the_mouse_add_pieces(driver: Driver) -> None:
    span = driver.label("lehnte", "u")
    QTest.mouseDClick(driver.pane.viewport(), LEFT, CTRL, driver.spot(driver.place("ab.")[0]))
    driver.settle()
    assert pieces(driver) == ["lehnte", "ab"]
    driver.drag(driver.place("das")[0], driver.place("rneut")[0], CTRL)
    assert pieces(driver) == ["lehnte", "das erneut", "ab"]
    assert driver.active.id == span.id


def test_minus_removes_the_last_piece_or_the_one_that_is_chosen(driver: Driver) -> None:
    driver.label("lehnte", "u")
    span = driver.active
    for words in ("das", "ab."):
        start = driver.place(words)[0]
        driver.window.segmenting.add(span.id, start, start + 2)
    driver.pane.set_active(None)
    driver.pane.set_active(span.id)
    driver.press("-")
    assert pieces(driver) == ["lehnte", "da"]
    assert driver.told == "Removed from the span: ab"
    driver.press(Key.Key_Right, ALT)
    assert driver.pane.segment == driver.place("lehnte")
    driver.press("-")
    assert pieces(driver) == ["da"]
    driver.press("z", CTRL, times=2)
    assert pieces(driver) == ["lehnte", "da", "ab"]


def test_j_takes_the_continuation_of_a_quotation_in(driver: Driver) -> None:
    span = driver.label(FIRST, "q")
    driver.press("j")
    assert pieces(driver) == [FIRST, SECOND]
    assert driver.told == f"Joined with: {SECOND}"
    assert driver.active.id == span.id
    driver.press("z", CTRL)
    assert pieces(driver) == [FIRST]


def test_j_joins_with_the_span_that_labels_the_continuation(driver: Driver) -> None:
    actor = driver.label("Ohlsen", "a")
    other = driver.label(SECOND, "q")
    driver.press("s")
    driver.press("1")
    span = driver.label(FIRST, "q")
    driver.press("j")
    assert driver.exported() == [("QUOTE", TEXT[: len(FIRST) + 23 + len(SECOND)]), ("ACTOR", "Ohlsen")]
    assert pieces(driver) == [FIRST, SECOND]
    assert [(r.head, r.child) for r in driver.relations] == [(span.id, actor.id)]
    driver.press("z", CTRL)
    assert [(r.head, r.child) for r in driver.relations] == [(other.id, actor.id)]
    # From the second piece as well, which keeps its id then.
    driver.window.labelling.activate(other.id)
    driver.press("j")
    assert pieces(driver) == [FIRST, SECOND]
    assert driver.active.id == other.id


def test_a_quote_within_the_continuation_stays_its_own(windows: Windows) -> None:
    text = "„Wir bleiben“, sagte Ohlsen, „und rufen: ‚Niemals!‘“"
    driver = windows.open(text)
    driver.label("‚Niemals!‘", "q")
    driver.label("„Wir bleiben“", "q")
    driver.press("j")
    assert len(driver.spans) == 2
    assert pieces(driver) == ["„Wir bleiben“", "„und rufen: ‚Niemals!‘“"]


def test_j_joins_with_the_next_span_of_the_label_in_the_paragraph(driver: Driver) -> None:
    driver.label("ab", "u", occurrence=0)
    driver.label("wies", "u")
    driver.label("zurück", "u")
    span = driver.label("lehnte", "u")
    driver.press("j")
    assert pieces(driver) == ["lehnte", "ab"]
    driver.press("j")
    assert driver.told == "Nothing to join: no other Cue follows in this paragraph."
    assert driver.active.id == span.id
    assert len(driver.spans) == 3


def test_shift_j_parts_the_pieces(driver: Driver) -> None:
    span = driver.label(FIRST, "q")
    driver.press("j")
    driver.press("j", SHIFT)
    assert driver.exported() == [("QUOTE", FIRST), ("QUOTE", SECOND)]
    assert driver.active.id == span.id
    assert driver.told == "Now 2 spans, with the same values and links."
    driver.press("z", CTRL)
    assert pieces(driver) == [FIRST, SECOND]


def test_a_suggestion_is_taken_over_first(windows: Windows) -> None:
    first, second = segments_in(TEXT, FIRST, SECOND)
    spans = [
        make_span("QUOTE", first, id="s", origin=OPEN),
        make_span("ACTOR", segments_in(TEXT, "Ohlsen")[0], id="a"),
    ]
    driver = windows.open(
        make_draft(TEXT, spans=spans, relations=[make_relation("speaker", "s", "a", origin=OPEN)])
    )
    driver.window.labelling.activate("s")
    driver.press("j")
    taken = driver.window.session.spans["s"]
    assert taken.segments == (first, second)
    assert taken.origin.decision == "edited"
    assert [(r.head, r.child) for r in driver.relations] == [("s", "a")]
    driver.press("z", CTRL, times=2)
    assert driver.window.session.spans["s"].is_open


def test_tab_takes_a_span_of_pieces_as_one(driver: Driver) -> None:
    span = driver.label(FIRST, "q")
    driver.press("j")
    actor = driver.label("Ohlsen", "a")
    seen = []
    for _ in range(4):
        driver.press(Key.Key_Tab)
        seen.append(driver.active.id)
    assert seen == [span.id, actor.id, span.id, actor.id]
    driver.click(driver.place("jemand")[0])
    assert driver.active.id == span.id
    driver.click(driver.place("am Tor")[0] + 3)
    assert driver.pane.active is None


def test_the_caret_and_labels_work_while_a_piece_is_waited_for(driver: Driver) -> None:
    driver.label(FIRST, "q")
    heard: list[bool] = []
    driver.window.segmenting.changed.connect(lambda: heard.append(driver.window.segmenting.is_on))
    driver.press("+")
    driver.press(Key.Key_Up, CTRL)
    driver.press(Key.Key_Escape)
    assert heard == [True, False]
    # Enter is itself again.
    driver.press(Key.Key_Return)
    assert pieces(driver) == [FIRST]


def test_the_card_removes_shows_and_parts_pieces(driver: Driver) -> None:
    span = driver.label(FIRST, "q")
    driver.press("j")
    segmenting = driver.window.segmenting
    card = SegmentsCard(driver.window.session, driver.window.acting)
    driver.qtbot.addWidget(card)
    card.removed.connect(segmenting.remove)
    card.chosen.connect(segmenting.show_piece)
    card.parting_wanted.connect(segmenting.split_span)
    card.show_span(driver.active)
    buttons = {button.accessibleName(): button for button in card.findChildren(QPushButton)}
    buttons[f"Piece 2: {SECOND}"].click()
    assert driver.pane.segment == driver.place(SECOND)
    assert driver.active.id == span.id
    buttons["Remove piece 1"].click()
    assert pieces(driver) == [SECOND]
    driver.press("z", CTRL)
    card.show_span(driver.active)
    buttons = {button.accessibleName(): button for button in card.findChildren(QPushButton)}
    buttons["Make each a span of its own"].click()
    assert driver.exported() == [("QUOTE", FIRST), ("QUOTE", SECOND)]
