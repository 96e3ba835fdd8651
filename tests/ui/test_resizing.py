"""Where the edges of a span go."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Segments
from annotator.ui.resizing import character, reach, word_end, word_start
from tests.end_to_end.window import ALT, CTRL, NONE, SHIFT, Key, Windows, open_windows
from tests.making import make_draft, make_span

windows = open_windows

TEXT = "„Wir bleiben“, sagte Ohlsen, „bis jemand zuhört.“"


@pytest.mark.parametrize(
    ("segments", "start", "end", "expected"),
    [
        (((2, 5),), 0, 9, ((0, 9),)),
        (((2, 5), (8, 9)), 3, 12, ((3, 5), (8, 12))),
        (((2, 5), (8, 9)), 2, 4, ((2, 4),)),
        (((2, 5), (8, 9)), 6, 7, ((6, 7),)),
        (((2, 5), (8, 9)), 8, 9, ((8, 9),)),
    ],
)
def test_the_outer_segments_reach_to_the_edges(
    segments: Segments, start: int, end: int, expected: Segments
) -> None:
    assert reach(segments, start, end) == expected


def test_words_forward_and_back() -> None:
    assert [TEXT[: word_end(TEXT, n, True)] for n in (1, 4, 5)] == ["„Wir", "„Wir bleiben", "„Wir bleiben"]
    assert TEXT[: word_end(TEXT, TEXT.index("“,"), False)] == "„Wir"
    assert TEXT[word_start(TEXT, 5, True) :].startswith("sagte")
    assert TEXT[word_start(TEXT, 5, False) :].startswith("Wir")
    assert word_end(TEXT, 2, False) == 0
    assert word_end(TEXT, len(TEXT), True) == len(TEXT)


ANY = st.text(st.sampled_from("ab 😀👩\u200d\u0301\n.„“ש"), max_size=30)


@given(text=ANY, data=st.data())
def test_every_step_goes_on_and_stays_in_the_text(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    for move in (word_start, word_end, character):
        assert offset <= move(text, offset, True) <= len(text)
        assert 0 <= move(text, offset, False) <= offset
    assert character(text, offset, True) > offset or offset == len(text)
    assert character(text, offset, False) < offset or offset == 0
    assert word_end(text, offset, True) > offset or offset == len(text)


def test_a_span_of_two_segments_keeps_its_gap(windows: Windows) -> None:
    first, second = TEXT.index("Wir"), TEXT.index("bis")
    span = make_span("QUOTE", (first, first + 11), (second, second + 3), annotator="Mara")
    driver = windows.open(make_draft(TEXT, spans=[span]))
    driver.press(Key.Key_Tab)
    driver.press(Key.Key_Right, SHIFT)
    assert driver.record()["spans"][0]["segments"] == [[first, first + 11], [second, second + 10]]
    driver.press(Key.Key_Right, SHIFT | CTRL)
    assert driver.record()["spans"][0]["segments"] == [[first + 4, first + 11], [second, second + 10]]
    # An edge that is moved into the gap fills it up to there, as dragging does.
    driver.press(Key.Key_Left, SHIFT, times=2)
    assert driver.record()["spans"][0]["segments"] == [[first + 4, TEXT.index("Ohlsen") + 6]]
    driver.press("z", CTRL, times=4)
    assert driver.record()["spans"][0]["segments"] == [[first, first + 11], [second, second + 3]]


def test_the_edge_that_moves_is_in_sight(windows: Windows) -> None:
    driver = windows.open("Wort " * 3000)
    driver.pane.select(0, 4)
    driver.press("q")
    driver.press(Key.Key_Right, SHIFT, times=400)
    start, end = driver.pane.visible_range()
    assert driver.active.end == 401 * 5 - 1
    assert start <= driver.active.end <= end
    driver.press(Key.Key_Escape, NONE)


def test_the_edges_of_a_chosen_piece_move_alone(windows: Windows) -> None:
    first, second = TEXT.index("Wir"), TEXT.index("bis")
    span = make_span("QUOTE", (first, first + 11), (second, second + 3), annotator="Mara")
    driver = windows.open(make_draft(TEXT, spans=[span]))
    driver.press(Key.Key_Tab)
    driver.press(Key.Key_Right, ALT)
    driver.press(Key.Key_Left, SHIFT)
    assert driver.record()["spans"][0]["segments"] == [[first, first + 3], [second, second + 3]]
    assert driver.pane.segment == (first, first + 3)
    driver.press(Key.Key_Right, ALT)
    driver.press(Key.Key_Left, SHIFT | CTRL)
    assert driver.record()["spans"][0]["segments"] == [[first, first + 3], [TEXT.index("Ohlsen"), second + 3]]
    # It becomes one with what it reaches.
    driver.press(Key.Key_Left, SHIFT | CTRL, times=3)
    assert driver.record()["spans"][0]["segments"] == [[first, second + 3]]
    assert driver.pane.segment is None
    driver.press("z", CTRL, times=5)
    assert driver.record()["spans"][0]["segments"] == [[first, first + 11], [second, second + 3]]


def test_where_the_writing_runs_to_the_left_edges_go_the_way_that_the_keys_point(windows: Windows) -> None:
    text = "قالت سلمى حداد اليوم إن العمل يبدأ غدا.\n\nJule Petersen sagte nichts."
    driver = windows.open(make_draft(text))
    driver.label("سلمى حداد", "a")
    driver.press(Key.Key_Left, SHIFT)
    assert driver.words == ["سلمى حداد اليوم"]
    driver.press(Key.Key_Right, SHIFT, times=2)
    assert driver.words == ["سلمى"]
    driver.press(Key.Key_Right, SHIFT | CTRL)
    assert driver.words == ["قالت سلمى"]
    driver.press(Key.Key_Left, SHIFT | CTRL)
    driver.press(Key.Key_Right, SHIFT | ALT)
    assert driver.words == ["سلم"]
    driver.press(Key.Key_Left, SHIFT | CTRL | ALT)
    assert driver.words == ["لم"]
    # Each edge goes by the paragraph that it is in.
    driver.pane.select(driver.place("غدا")[0], driver.place("Jule")[1])
    driver.press("q")
    driver.press(Key.Key_Right, SHIFT)
    driver.press(Key.Key_Left, SHIFT | CTRL)
    assert driver.active.end == driver.place("Petersen")[1]
    assert driver.active.start == driver.place("Jule")[0]
