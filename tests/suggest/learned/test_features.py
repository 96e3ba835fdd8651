"""What tokens look like."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Article
from annotator.suggest.base import Proposal
from annotator.suggest.learned.choosing import choice_features
from annotator.suggest.learned.features import features, with_unknown_words
from annotator.suggest.reading import Reading
from tests.making import segments_in

TEXT = "Das Wetter ist gut.\n„Wir bleiben hier“, sagte Tjark Ohlsen am Tor."


def read(text: str = TEXT, key: str = "a") -> Reading:
    return Reading(Article(1, key, "", text, lang="de"))


def of(word: str, *known: Proposal) -> list[str]:
    reading = read()
    return features(reading, known)[next(n for n, token in enumerate(reading.tokens) if token.text == word)]


def test_a_word_tells_of_itself_its_neighbours_and_its_place() -> None:
    assert {"w=sagte", "verb", "verb=sagen", "-=,", "+=tjark", "spoken"} <= set(of("sagte"))
    assert {"s=Xx", "e3=sen", "-w=tjark ohlsen", "sentence=1", "verb-3"} <= set(of("Ohlsen"))
    assert {"quoted", "quoted=2"} <= set(of("bleiben"))
    assert {"quote", "line"} <= set(of("„"))
    assert "quote+" in of(",")
    assert "quoted" not in of("Wetter")
    assert "line" in of("Das")


def test_what_rules_propose_is_told() -> None:
    known = Proposal("QUOTE", segments_in(TEXT, "„Wir bleiben hier“"), 0.9, attributes={"form": "direct"})
    assert {"rule QUOTE", "rule QUOTE 4", "rule QUOTE form=direct"} <= set(of("bleiben", known))
    assert "rule QUOTE begins" in of("„", known)
    assert "rule QUOTE ends" in of("“", known)
    assert "rule QUOTE after" in of(",", known)
    assert not [one for one in of("sagte", known) if one.startswith("rule")]


def test_proposals_in_one_another_are_told_once() -> None:
    nested = [Proposal("QUOTE", ((20, 40 - n),), 0.9) for n in range(10)]
    assert of("bleiben", *nested).count("rule QUOTE") == 1


def test_an_unknown_word_is_named_by_none_of_its_neighbours() -> None:
    reading = read()
    found = with_unknown_words(reading, features(reading, ()), 1.0)
    for item in found:
        for word in ("tjark", "Tjark", "ohlsen", "Ohlsen", "wir"):
            assert not [one for one in item if word in one.split("=", 1)[-1].split()], item
    assert "w=sagte" in found[[token.text for token in reading.tokens].index("sagte")]
    assert with_unknown_words(reading, features(reading, ()), 0.0) == features(reading, ())


def test_some_words_are_unknown_in_some_articles() -> None:
    known = 0
    for n in range(200):
        reading = read(key=str(n))
        known += sum("w=ohlsen" in item for item in with_unknown_words(reading, features(reading, ()), 0.3))
    assert 100 < known < 180


@given(st.text(max_size=80), st.integers(0, 40), st.integers(1, 40))
def test_any_text_has_features(text: str, start: int, length: int) -> None:
    reading = read(text)
    found = features(reading, ())
    assert len(found) == len(reading.tokens)
    assert all(found)
    place = (min(start, len(text)), min(start + length, len(text)))
    assert choice_features(reading, (place,), None)


def test_a_hundred_thousand_marks_take_no_more_than_their_number() -> None:
    reading = read("„" * 50_000 + "“" * 50_000)
    found = features(reading, [Proposal("QUOTE", ((n, 100_000 - n),), 0.5) for n in range(0, 50_000, 5)])
    assert len(found) == 100_000
    assert sum(map(len, found)) < 5_000_000
