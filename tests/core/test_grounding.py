"""Where a string stands that a model says it has found."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.grounding import Ground

TEXT = "😀 Er sagte: „Wir  bleiben – ja“. Der Hafenarbeiter sagte nichts, er ging. Ohlsens Boot sank."


def found(piece: str, before: str = "", text: str = TEXT) -> tuple[int, str, bool] | None:
    """(offset, words, exactly) of one piece."""
    place = Ground(text).place([piece], before)
    if place is None:
        return None
    ((start, end),) = place[0]
    return start, text[start:end], place[1]


@pytest.mark.parametrize(
    ("piece", "before", "expected"),
    [
        ("sagte", "", (5, "sagte", True)),
        ("sagte", "Der Hafenarbeiter", (51, "sagte", True)),
        ("sagte", "der  Hafenarbeiter ", (51, "sagte", True)),
        ("sagte", "nothing like it", (5, "sagte", True)),
        (" sagte\n", "", (5, "sagte", True)),
        ("er", "", (65, "er", True)),  # not in "Hafenarbeiter"
        ("arbeiter", "", None),
        ("Ohlsen", "", (74, "Ohlsen", True)),  # a genitive is its word, too
        ('"Wir bleiben - ja"', "", (12, "„Wir  bleiben – ja“", False)),
        ("“Wir\nbleiben — ja”", "", (12, "„Wir  bleiben – ja“", False)),
        ("Wir bleiben", "", (13, "Wir  bleiben", False)),
        ("wir bleiben", "", None),
        ("😀", "", (0, "😀", True)),
        ("", "", None),
        (" \n", "", None),
        ("Classen", "", None),
    ],
)
def test_places(piece: str, before: str, expected: tuple[int, str, bool] | None) -> None:
    assert found(piece, before) == expected


def test_a_language_without_blanks_has_words_anywhere() -> None:
    assert found("北京", text="他在北京说") == (2, "北京", True)


def test_a_place_may_begin_within_one_that_is_none() -> None:
    assert found('a"a"', text='aaa"a"a"') == (4, 'a"a"', True)


def test_pieces_follow_one_another() -> None:
    text = "„Ja“, sagte er, „ja“, und sie sagte: „Ja“"
    place = Ground(text).place(["„Ja“", "„Ja“"])
    assert place == (((0, 4), (37, 41)), True)
    assert Ground(text).place(["„ja“", "„ja“"]) is None
    assert Ground(text).place(['"ja"', '"Ja"']) == (((16, 20), (37, 41)), False)
    assert Ground(text).place([]) is None


@given(st.text(alphabet="ab „“\n\"'😀-–", max_size=60), st.data())
def test_what_is_copied_with_other_marks_and_blanks_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    within = 0 < start < len(text) and text[start - 1].isalpha() and text[start].isalpha()
    piece = text[start:end]
    told = " ".join(piece.replace("„", '"').replace("“", '"').replace("–", "-").split())
    place = Ground(text).place([told])
    if not told or within:
        return
    assert place is not None
    ((lo, hi),) = place[0]
    assert " ".join(text[lo:hi].replace("„", '"').replace("“", '"').replace("–", "-").split()) == told


@given(
    st.lists(st.sampled_from([*'ab „“"-–\n', "ab", " ab", "  "]), max_size=30).map("".join),
    st.text('ab „“"-–\n'),
    st.data(),
)
def test_what_is_found_by_its_words_is_told_without_looking_for_all(
    text: str, other: str, data: st.DataObject
) -> None:
    ground = Ground(text)  # the same for all, as it remembers
    starts = [at for at in range(len(text)) if text.startswith("ab", at)]
    for _ in range(4):
        start = data.draw(st.sampled_from(starts) if starts else st.integers(0, len(text)))
        end = data.draw(st.sampled_from([start + 2, len(text)]) if starts else st.integers(start, len(text)))
        for before in (other, " ".join(text[:start].split()), text[max(0, start - 3) : start]):
            expected = Ground(text).place([text[start:end]], before) == (((start, end),), True)
            assert ground.finds(start, end, before) == expected


@given(st.lists(st.sampled_from([*'ab „“"-–\n', "ab", "  "]), max_size=30).map("".join), st.text('ab „“"-–\n'))
def test_the_place_whose_words_before_are_most_like(text: str, before: str) -> None:
    """By the plain rule: what stands there and what was told, both with one kind of marks and blanks."""
    place = Ground(text).place(["ab"], before)
    places = Ground(text)._places("ab", 0)[0]
    if places:
        told = alike(before[-200:])
        reach = 2 * len(before[-200:]) + 20

        def likeness(at: int) -> int:
            stands = alike(text[max(0, at - reach) : at])
            return max(n for n in range(len(told) + 1) if stands.endswith(told[len(told) - n :]))

        assert place == ((max(places, key=lambda one: likeness(one[0])),), True)


def alike(words: str) -> str:
    plain = words.replace("„", '"').replace("“", '"').replace("–", "-")
    return re.sub(r"\s+", " ", plain).rstrip()


def test_a_long_text_of_one_letter_takes_no_longer() -> None:
    text = "a " * 2_000
    assert found("a", "a " * 5_000, text) is not None
    assert found("a" * 4_000, "", text) is None
