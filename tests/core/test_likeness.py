"""Which actors are likely the same, and which concepts say much the same."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.likeness import LikelyPair, Reason, likely_same, sound_of
from annotator.core.models import Actor


def person(id: str, name: str, *aliases: str, kind: str | None = "person", **rest: Any) -> Actor:
    return Actor(id, name, kind, aliases, **rest)


def reason(one: Actor, other: Actor, *more: Actor) -> Reason | None:
    """Why the first two are likely the same."""
    pairs = {(pair.first_id, pair.second_id): pair for pair in likely_same([one, other, *more])}
    pair = pairs.get((min(one.id, other.id), max(one.id, other.id)))
    return pair.reason if pair else None


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Juri Tamm", "Juri Tamm", Reason.NAME),
        ("Juri Tamm", "JURI  TAMM", Reason.NAME),
        ("Dr. Merle von der Wisch", "Merle Wisch", Reason.TITLE),
        ("Hafenministerin Merle Classen", "Merle Classen", Reason.TITLE),
        ("Juri Tammow", "Juri Tammows", Reason.INFLECTED),
        ("Tamm Juri", "Juri Tamm", Reason.ORDER),
        ("Wolodymyr Juschtschow", "Volodymyr Yushchov", Reason.TRANSCRIBED),
        ("Juri Uschalow", "Yuri Ushalov", Reason.TRANSCRIBED),
        ("J. Tamm", "Juri Tamm", Reason.INITIAL),
        ("Juri Enno Tamm", "Juri Tamm", Reason.MIDDLE),
        ("Merle Klaassen", "Merle Klassne", Reason.TYPING),
        ("Merlinde Fell", "Merlinda Fell", Reason.TYPING),
        ("Tamm", "Juri Tamm", Reason.PART),
        ("Tamm", "Tamm", Reason.NAME),
        ("Juri Tamm", "Enno Tamm", None),
        ("J. Tamm", "Enno Tamm", None),
        ("Jan Fell", "Jon Fell", None),
        ("Merle Classen", "Merle Harms", None),
    ],
)
def test_reasons(one: str, other: str, why: Reason | None) -> None:
    assert reason(person("1", one), person("2", other)) is why
    assert reason(person("1", other), person("2", one)) is why


def test_aliases_count() -> None:
    assert reason(person("1", "Juri Tamm", "Ocke Nissen"), person("2", "Ocke Nissen")) is Reason.ALIAS
    assert reason(person("1", "Juri Tamm", "Ocke N."), person("2", "Ocke Nissen", "Ocke N.")) is Reason.SHARED
    # One last name among the aliases of two people says nothing.
    assert reason(person("1", "Juri Tamm", "Tamm"), person("2", "Enno Tamm", "Tamm")) is None


def test_last_name_alone_is_weak_and_needs_a_single_bearer() -> None:
    (pair,) = likely_same([person("1", "Tamm"), person("2", "Juri Tamm")])
    assert pair == LikelyPair("1", "2", 50.0, Reason.PART)
    assert reason(person("1", "Tamm"), person("2", "Juri Tamm"), person("3", "Enno Tamm")) is None


def test_organisations() -> None:
    one = person("1", "KHU", kind="organisation")
    other = person("2", "Küstenhafen Heimat Union", kind="organisation")
    assert reason(one, other) is Reason.ACRONYM
    assert reason(person("1", "Der Kontor", kind="organisation"), person("2", "Kontor", kind=None)) is Reason.TITLE
    assert (
        reason(person("1", "Fährverband", kind="organisation"), person("2", "Färhverband", kind="organisation"))
        is Reason.TYPING
    )
    # Last names of two people may well differ by a letter.
    assert reason(person("1", "Petersen"), person("2", "Peterson")) is None


def test_kinds_and_wikidata_ids_tell_apart() -> None:
    assert reason(person("1", "Tamm"), person("2", "Tamm", kind="place")) is None
    assert reason(person("1", "Juri Tamm", wikidata="Q1"), person("2", "Juri Tamm", wikidata="Q2")) is None
    assert reason(person("1", "Juri Tamm", wikidata="Q1"), person("2", "X", kind="group", wikidata="Q1")) is (
        Reason.WIKIDATA
    )


def test_likeliest_first_and_each_pair_once() -> None:
    actors = [person("3", "Tamm"), person("2", "Juri Tamm", "J. Tamm"), person("1", "Juri Tamm", "Tamm, Juri")]
    pairs = likely_same(actors)
    assert (pairs[0].first_id, pairs[0].second_id) == ("1", "2")
    assert len({(pair.first_id, pair.second_id) for pair in pairs}) == len(pairs)
    assert [pair.score for pair in pairs] == sorted((pair.score for pair in pairs), reverse=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("uschalow", "ouchalov"),
        ("selenko", "zelenko"),
        ("jalin", "yalin"),
        ("netanja", "netanya"),
        ("filip", "philip"),
    ],
)
def test_sounds(one: str, other: str) -> None:
    assert sound_of(one) == sound_of(other)


_names = st.text(max_size=10) | st.sampled_from(
    ["Juri Tamm", "J. Tamm", "Tamms", "Dr.", "KHU", "von der", "'s", "s"]
)


@given(
    st.lists(
        st.builds(
            Actor,
            st.sampled_from("abcdef"),
            _names,
            st.sampled_from([None, "person", "place"]),
            st.lists(_names, max_size=2).map(tuple),
        ),
        max_size=6,
        unique_by=lambda actor: actor.id,
    )
)
def test_any_register(actors: list[Actor]) -> None:
    for pair in likely_same(actors):
        assert pair.first_id < pair.second_id
        assert 50 <= pair.score <= 100
