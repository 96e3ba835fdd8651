"""Two texts side by side: in whole words, and place for place."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.comparison import Comparison
from annotator.core.text_edit import Edit, apply_edits

WIRE = "Die Fähre fährt am Montag früh. Das sagte Kapitän Ohlsen am Tor."
texts = st.text(alphabet="ab ä😀\n.字", max_size=60)


def pieces(one: str, other: str) -> list[tuple[str, str]]:
    return [(one[d.start : d.end], other[d.low : d.high]) for d in Comparison(one, other).differences]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (WIRE, []),
        (WIRE.replace("Montag", "Dienstag"), [("Montag", "Dienstag")]),
        (WIRE.replace("Montag früh", "Dienstag spät"), [("Montag früh", "Dienstag spät")]),
        (WIRE.replace("fährt", "fährt nicht"), [("", "nicht ")]),
        (WIRE.replace(" früh", ""), [(" früh", "")]),
        (WIRE + " Mehr dazu morgen.", [("", " Mehr dazu morgen.")]),
        (WIRE.replace("Ohlsen", "Ohlsens"), [("Ohlsen", "Ohlsens")]),
        (WIRE.replace("Tor.", "Tor!"), [(".", "!")]),
        (
            WIRE.replace("Fähre", "Barkasse").replace("Kapitän ", ""),
            [("Fähre", "Barkasse"), (" Kapitän", "")],
        ),
    ],
)
def test_whole_words_differ(other: str, expected: list[tuple[str, str]]) -> None:
    assert pieces(WIRE, other) == expected


def test_a_passage_is_one_difference_whatever_it_has_in_common_by_chance() -> None:
    new = "Die neue Fähre kam spät, und Kapitän Ohlsen war es leid. "
    assert pieces(WIRE, WIRE.replace("Das", new + "Das")) == [("", new)]
    assert pieces("Er sagte es und ging heim.", "Er rief laut und kehrte um.") == [
        ("sagte es und ging heim", "rief laut und kehrte um")
    ]
    # What is longer than the differences beside it parts them.
    assert len(pieces("Da kam der alte Kapitän und lachte.", "So kam der alte Kapitän an und lachte.")) == 2


def test_what_parts_paragraphs_is_no_difference_of_words() -> None:
    one = "Die Fähre fährt.\n\nDer Hafen bleibt bis zum Abend offen.\n\nDas Tor ist zu."
    other = one.replace("\n\n", "\n").replace("Hafen", "Hof")
    found = Comparison(one, other)
    assert [(one[d.start : d.end], other[d.low : d.high]) for d in found.of_words] == [("Hafen", "Hof")]
    assert len(found.differences) == 3


def test_a_script_without_blanks_is_not_one_word() -> None:
    one = "字" * 200
    other = one[:100] + "文" + one[101:]
    assert pieces(one, other) == [("字", "文")]


@given(texts, texts)
def test_the_differences_make_one_text_of_the_other(one: str, other: str) -> None:
    found = Comparison(one, other).differences
    assert apply_edits(one, [Edit(d.start, d.end, other[d.low : d.high]) for d in found]) == other
    assert all(a.end < b.start and a.high < b.low for a, b in pairwise(found))
    assert 0 <= Comparison(one, other).share <= 1


@given(texts, texts)
def test_places_lie_beside_each_other_in_order(one: str, other: str) -> None:
    found = Comparison(one, other)
    for back, here, there in ((False, one, other), (True, other, one)):
        places = [found.across(place, back=back) for place in range(len(here) + 1)]
        assert places == sorted(places)
        assert all(0 <= place <= len(there) for place in places)
        assert places[-1] == len(there)


def test_what_is_the_same_lies_beside_itself() -> None:
    other = "Neu: " + WIRE.replace("Montag", "Donnerstag")
    found = Comparison(WIRE, other)
    for word in ("fährt", "Kapitän", "Tor"):
        here, there = WIRE.index(word), other.index(word)
        assert found.across(here) == there
        assert found.across(there, back=True) == here


def test_the_share_that_is_the_same() -> None:
    assert Comparison("", "").share == 1
    assert Comparison("a b c d", "a b c d").share == 1
    assert Comparison("ab", "cd").share == 0
    assert Comparison("Eins zwei drei", "Eins vier drei").share == pytest.approx(20 / 28)


@pytest.mark.parametrize(
    ("words", "same"), [("Kapitän Ohlsen", True), ("Montag", False), ("am Montag", False), ("Fähre", True)]
)
def test_whether_a_label_finds_its_words(words: str, same: bool) -> None:
    start = WIRE.index(words)
    found = Comparison(WIRE, WIRE.replace("Montag", "Dienstag"))
    assert found.has_same_words(((start, start + len(words)),)) is same
