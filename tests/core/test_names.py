"""Names and mentions in German, English and French news."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Actor
from annotator.core.names import (
    Parts,
    alias_from,
    base_forms,
    core_words,
    fold,
    is_name,
    is_pronoun,
    pronoun_kinds,
    split_mention,
    words_of,
)

TAMM = Actor("1", "Juri Tamm", aliases=("Hafen-Juri",))


@pytest.mark.parametrize(
    ("text", "role", "name"),
    [
        # German
        ("Juri Tamm", "", "Juri Tamm"),
        ("Hafen-Berater Juri Tamm", "Hafen-Berater", "Juri Tamm"),
        ("Hafensprecherin Merle Classen", "Hafensprecherin", "Merle Classen"),
        ("der neue Hafenminister Tamm", "neue Hafenminister", "Tamm"),
        ("der 45-jährige Kevin B.", "45-jährige", "Kevin B."),
        ("Prof. Dr. Merle von der Wisch", "Prof. Dr.", "Merle von der Wisch"),
        ("Präsidentin von der Wisch", "Präsidentin", "von der Wisch"),
        ("Frau Richter", "Frau", "Richter"),
        ("Jan Richter", "", "Jan Richter"),
        ("Minister a. D. Ohlsen", "Minister a. D.", "Ohlsen"),
        ("Gewerkschafterin Ida Brink", "Gewerkschafterin", "Ida Brink"),
        ("Virologin Brink", "Virologin", "Brink"),
        ("Nationalrätin Ida Brink", "Nationalrätin", "Ida Brink"),
        ("Seenotretter Ohlsen", "Seenotretter", "Ohlsen"),
        ("Vorsitzender der Küstenpartei Enno Brodersen", "Vorsitzender der Küstenpartei", "Enno Brodersen"),
        ("Enno Tamms Berater Ocke Nissen", "Enno Tamms Berater", "Ocke Nissen"),
        ("Juri Tamm, Berater des Präsidenten", "Berater des Präsidenten", "Juri Tamm"),
        ("der Berater, Juri Tamm", "der Berater", "Juri Tamm"),
        ("Kronprinz Harun bin Tarek", "Kronprinz", "Harun bin Tarek"),
        ("das Hafenamt", "", "Hafenamt"),
        ("Institut für Wattkunde", "", "Institut für Wattkunde"),
        ("der neue Präsident", "neue Präsident", ""),
        ("US Präsident", "US Präsident", ""),
        ("Präsident des Hafentages", "Präsident des Hafentages", ""),
        ("des Ministers", "Ministers", ""),
        ("die Regierung", "Regierung", ""),
        # English
        ("Mr Rowan Fell", "Mr", "Rowan Fell"),
        ("Firthish President Isla Marsh", "Firthish President", "Isla Marsh"),
        ("Prime Minister Sir Callum Fell", "Prime Minister Sir", "Callum Fell"),
        ("President of the Outer Isles Isla Marsh", "President of the Outer Isles", "Isla Marsh"),
        ("President of the Outer Isles", "President of the Outer Isles", ""),
        ("the harbour board", "harbour board", ""),
        # French
        ("M. Brunel", "M.", "Brunel"),
        ("M. Ocke Tamm", "", "M. Ocke Tamm"),
        ("Mme de Lorme", "Mme", "de Lorme"),
        ("le président de la Ligue Anne Brunel", "président de la Ligue", "Anne Brunel"),
        ("le ministre de l’Intérieur Luc Brunel", "ministre de l’Intérieur", "Luc Brunel"),
        ("d’Anne Brunel", "", "Anne Brunel"),
        # Elsewhere
        ("„Ohlsen“,", "", "Ohlsen"),
        ("習小明", "", "習小明"),
        ("er", "", ""),
        ("  ", "", ""),
        ("…", "", ""),
    ],
)
def test_split_mention(text: str, role: str, name: str) -> None:
    assert split_mention(text) == Parts(role, name)
    assert is_name(text) == bool(name)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Hafen-Berater Juri Tamm", "Juri Tamm"),
        ("Tamms", "Tamm"),
        ("Juri Tamms", "Juri Tamm"),
        ("Harms'", "Harms"),
        ("Groß’", "Groß"),
        ("Fell's", "Fell"),
        ("Fell’s", "Fell"),
        ("des Kontors", "Kontor"),
        ("des Grauen Hauses", "Graues Haus"),
        ("dem Küstenamt", "Küstenamt"),
        ("dem Grünen Amt", "Grünes Amt"),
        ("des Präsidenten", "des Präsident"),
        ("l’Étoile", "Étoile"),
        ("Tamm, Juri", "Juri Tamm"),
    ],
)
def test_base_forms(text: str, form: str) -> None:
    forms = base_forms(text)
    assert forms[0] == text
    assert form in forms


@pytest.mark.parametrize("text", ["Stephen King", "Queen", "Paris", "Klaus", "Jan Voss", "Hafenamt"])
def test_base_forms_leave_names_alone(text: str) -> None:
    assert base_forms(text) == (text,)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Prof. Dr. Merle von der Wisch", ("merle", "wisch")),
        ("Tarek al-Harun", ("tarek", "harun")),
        ("Jean-Luc d’Orme", ("jean", "luc", "orme")),
        ("Rowan Fell Jr.", ("rowan", "fell")),
        ("Ødegård Größe", ("odegard", "grosse")),
        ("von", ("von",)),
        ("", ()),
    ],
)
def test_core_words(name: str, words: tuple[str, ...]) -> None:
    assert core_words(name) == words


def test_fold() -> None:
    assert fold("  Ström\u00a0 GROẞ\nO’Neil ") == "strom gross o'neil"
    assert fold("Stro\u0308m") == fold("Str\u00f6m")
    assert words_of("Jean-Luc d’Orme, U.S.") == ("jean", "luc", "d", "orme", "u", "s")


@pytest.mark.parametrize("text", ["er", "Sie", "ihm", "he", "They", "il", "Elle", "celui-ci", "dieser", "who"])
def test_pronouns(text: str) -> None:
    assert is_pronoun(text)
    assert not is_name(text)
    assert pronoun_kinds(text)


def test_whom_pronouns_stand_for() -> None:
    assert pronoun_kinds("er") == {"person"}
    assert "person" not in pronoun_kinds("es")
    assert {"person", "group"} <= pronoun_kinds("they")
    assert {"person", "organisation"} <= pronoun_kinds("sie")
    assert pronoun_kinds("Tamm") == frozenset()


@pytest.mark.parametrize(
    ("text", "alias"),
    [
        ("Hafen-Berater Juri Tamm", None),
        ("JURI TAMM", None),
        ("Juri Tamms", None),
        ("hafen-juri", None),
        ("er", None),
        ("der Berater", None),
        ("Tamm", "Tamm"),
        ("Tamms", "Tamm"),
        ("Berater Tamm", "Tamm"),
        ("J. Tamm", "J. Tamm"),
        ("Harms", "Harms"),
    ],
)
def test_what_mentions_teach(text: str, alias: str | None) -> None:
    assert alias_from(text, TAMM) == alias


@given(st.text() | st.text(alphabet="aA.,-'’ „“DrM\ud800\x00\u0301ßİ"))
def test_any_text(text: str) -> None:
    parts = split_mention(text)
    assert is_name(text) == bool(parts.name)
    assert parts.name in " ".join(text.split()) or not parts.name
    forms = base_forms(text)
    assert bool(forms) == bool(text.split())
    assert len(set(forms)) == len(forms)
    assert all(form.strip() for form in forms)
    assert bool(core_words(text)) == bool(words_of(text))
    assert fold(fold(text)) == fold(text) or not text.isascii()
    alias = alias_from(text, TAMM)
    assert alias is None or is_name(alias)
    assert not (is_pronoun(text) and is_name(text))
    pronoun_kinds(text)


@pytest.mark.parametrize("text", ["die 66-Jährige", "66-Jähriger", "der 66jährige", "a 66-year-old"])
def test_an_age_is_no_name(text: str) -> None:
    assert not is_name(text)


def test_a_name_may_begin_with_a_number() -> None:
    assert is_name("G20")
    assert is_name("die 66-jährige Mara Ohlsen")
