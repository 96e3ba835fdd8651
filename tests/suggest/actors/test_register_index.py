"""Names of the register as they stand in texts: inflected, in capitals, shared, within other words."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Actor
from annotator.suggest.actors.register_index import RegisterIndex
from annotator.suggest.reading import tokens_of

REGISTER = (
    Actor("ohlsen", "Tjark Ohlsen", "person", ("Ohlsen",)),
    Actor("max", "Max Hinrichs", "person", ("Max",)),
    Actor("house", "Weißes Haus", "organisation"),
    Actor("union", "Verband der Hafenarbeiter", "organisation", ("VDH",)),
    Actor("bund", "Hafenbund Freie Küste", "organisation", ("Hafenbund",)),
    Actor("health", "Gull Islands Health Service", "organisation"),
    Actor("prefecture", "Préfecture maritime", "organisation"),
    Actor("who", "WHO", "organisation"),
    Actor("palace", "Élysée", "organisation"),
    Actor("greens", "Die Grünen", "group"),
    Actor("board", "Saltmere Harbour Board", "organisation"),
    Actor("cabinet", "Kabinett der Freien Küste", "organisation"),
)


def found(text: str, *actors: Actor, mentions: dict[str, str] | None = None) -> list[tuple[str, tuple[str, ...]]]:
    tokens = tokens_of(text)
    index = RegisterIndex(actors or REGISTER, mentions or {})
    return [(text[tokens[m.first].start : tokens[m.last].end], m.actor_ids) for m in index.find(tokens)]


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("Am Tor stand Tjark Ohlsen.", "Tjark Ohlsen", "ohlsen"),
        ("Tjark Ohlsens Rede", "Tjark Ohlsens", "ohlsen"),
        ("Ohlsen's speech", "Ohlsen's", "ohlsen"),
        ("Max’ Kran", "Max", "max"),
        ("des Weißen Hauses", "Weißen Hauses", "house"),
        ("dem Weissen Haus", "Weissen Haus", "house"),
        ("des Hafenbundes", "Hafenbundes", "bund"),
        ("des Verbandes der Hafenarbeiter", "Verbandes der Hafenarbeiter", "union"),
        ("the Gull Islands’ health service", "Gull Islands’ health service", "health"),
        ("la préfecture maritime", "préfecture maritime", "prefecture"),
        ("WHO's plan", "WHO's", "who"),
        ("à l’Élysée", "l’Élysée", "palace"),
        ("bei den Grünen", "Grünen", "greens"),
        ("the Harbour Board", "Harbour Board", "board"),
        ("TJARK OHLSEN SPRICHT", "TJARK OHLSEN", "ohlsen"),
        (unicodedata.normalize("NFD", "à l’Élysée"), unicodedata.normalize("NFD", "l’Élysée"), "palace"),
    ],
)
def test_forms_of_a_name(text: str, words: str, actor: str) -> None:
    assert found(text) == [(words, (actor,))]


@pytest.mark.parametrize(
    "text",
    [
        "ein Ohlsen-Sprecher",  # a compound is a word of its own
        "die Ohlsenstraße",
        "Tjarks Ohlsen-Bild",
        "who came?",
        "the grünen Hügel",
        "Maxen",  # a person's name takes no plural
        "das weiße Pferd und das Haus",
        "die Freie Küste",  # what ends a name is not whom it names
    ],
)
def test_what_is_no_name(text: str) -> None:
    assert found(text) == []


def test_the_longest_name_wins() -> None:
    assert found("Hafenbund Freie Küste") == [("Hafenbund Freie Küste", ("bund",))]


def test_an_alias_of_two_entries_is_theirs_both() -> None:
    one, other = (
        Actor("one", "Enno Harksen", "person", ("Harksen",)),
        Actor("two", "Ina Harksen", "person", ("Harksen",)),
    )
    assert found("Harksen schwieg", one, other) == [("Harksen", ("one", "two"))]
    assert found("Ina Harksen schwieg", one, other) == [("Ina Harksen", ("two",))]


def test_pronouns_articles_and_letters_name_nobody() -> None:
    odd = Actor("odd", "Sie", None, ("die", "A", "", "…"))
    assert found("Sie sah die A … an", odd) == []


def test_words_that_people_linked() -> None:
    mentions = {"kranführer ohlsen": "ohlsen", "unser mann": "gone"}
    assert found("der Kranführer Ohlsen", mentions=mentions) == [("Kranführer Ohlsen", ("ohlsen",))]
    assert found("unser Mann", mentions=mentions) == []


def test_an_empty_register_finds_nothing() -> None:
    assert RegisterIndex((), {}).find(tokens_of("Tjark Ohlsen")) == []


def test_surnames_and_heads() -> None:
    index = RegisterIndex(REGISTER, {})
    assert index.surname_of("Hinrichs") == ("max",)
    assert index.surname_of("Ohlsens") == ("ohlsen",)
    assert index.head_of("Kabinetts") == ("cabinet",)
    assert index.head_of("Küste") == ()


_WORDS = st.text("abÄßéÉ’'-. 1漢中🐈\u0301", min_size=1, max_size=8)


@given(st.lists(st.lists(_WORDS, max_size=3), max_size=6), st.text("abÄßéÉ’'-. \n1漢中🐈\u0301\x00,", max_size=60))
def test_any_names_in_any_text(names: list[list[str]], text: str) -> None:
    actors = [Actor(str(n), words[0], "person", tuple(words[1:])) for n, words in enumerate(names) if words]
    tokens = tokens_of(text)
    matches = RegisterIndex(actors, {}).find(tokens)
    for match in matches:
        assert 0 <= match.first <= match.last < len(tokens)
        assert match.actor_ids
    for one, other in pairwise(matches):
        assert one.last < other.first


@given(
    st.lists(st.sampled_from(["Berit", "Ohm", "Küster", "Đorđe", "O'Hara", "Saint-Elme"]), min_size=2, max_size=4)
)
def test_a_name_is_found_as_it_is_written(words: list[str]) -> None:
    name = " ".join(words)
    assert found(f"Gestern kam {name}.", Actor("a", name, "person")) == [(name, ("a",))]
