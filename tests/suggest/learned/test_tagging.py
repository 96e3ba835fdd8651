"""Places to tags and back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Article
from annotator.suggest.learned.chain import TAGS
from annotator.suggest.learned.tagging import place, stretches_of, tag
from annotator.suggest.reading import Reading
from tests.making import segments_in

TEXT = "„Die Fähre“, rief Merle Classen, „muss fahren.“"


def read(text: str = TEXT) -> Reading:
    return Reading(Article(1, "a", "", text, lang="de"))


def tags(*places: tuple[tuple[int, int], ...]) -> str:
    return "".join(TAGS[one] for one in tag(read(), places))


def test_an_interrupted_quote_begins_again() -> None:
    assert tags(segments_in(TEXT, "„Die Fähre“", "„muss fahren.“")) == "BIII" + "O" * 5 + "CIIII"


def test_of_places_in_one_another_the_outermost_is_tagged() -> None:
    inner, outer = segments_in(TEXT, "Classen"), segments_in(TEXT, "Merle Classen")
    assert tags(inner, outer) == tags(outer) == "OOOOOOBI" + "O" * 6


def test_where_no_token_begins_nothing_is_tagged() -> None:
    assert tags(((6, 7),)) == "O" * 14
    assert stretches_of(read(), ((6, 7),)) == []


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4)), max_size=5))
def test_places_of_whole_tokens_come_back(steps: list[tuple[int, int]]) -> None:
    reading = read("ein Satz aus recht vielen Wörtern, der nie endet " * 4)
    stretches, at = [], 0
    for gap, length in steps:
        stretches.append((at + gap, at + gap + length))
        at += gap + length
    places = [place(reading, [stretch]) for stretch in stretches]
    assert [stretches_of(reading, one) for one in places] == [[stretch] for stretch in stretches]
    found = tag(reading, places)
    assert [n for n, one in enumerate(found) if TAGS[one] == "B"] == [first for first, _ in stretches]
    assert sum(one != 0 for one in found) == sum(last - first for first, last in stretches)
