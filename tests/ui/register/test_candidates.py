"""Whom a mention may mean, what a new entry is called, and when nobody need be asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Actor, Concept, Span
from annotator.ui.register.candidates import (
    NUMBERED,
    ActorSource,
    ConceptSource,
    affiliation_of,
    as_sentence,
    is_known,
    meant_actor,
    meant_concept,
    mention_text,
    new_actor,
)
from tests.ui.register.register_fakes import index, mention, person

TAMMO, WIEBKE, JAN = person("Tammo Brarens"), person("Wiebke Oltmann", "Oltmann"), person("Jan Brarens")
HARBOUR = Actor("harbour", "Hafenbund Freie Küste", "organisation", ("HFK",))


def rows(source: ActorSource | ConceptSource, typed: str = "") -> list[tuple[str, str, int]]:
    return [(choice.kind, choice.name, choice.number) for choice in source.choices(typed)]


def test_who_is_meant_comes_first_with_a_number_then_a_new_one_then_the_others() -> None:
    source = ActorSource(index([TAMMO, WIEBKE, HARBOUR]), mention(), "Reeder-Anwalt Tammo Brarens", [])
    found = rows(source)
    assert found[:2] == [("entry", "Tammo Brarens", 1), ("new", "Tammo Brarens", 0)]
    assert {name for kind, name, _ in found[2:]} == {"Wiebke Oltmann", "Hafenbund Freie Küste"}
    assert [number for *_, number in found[2:]] == [2, 3]


def test_a_name_that_nobody_has_is_new_first_even_if_a_last_name_is_shared() -> None:
    source = ActorSource(index([TAMMO, WIEBKE]), mention(), "Enno Brarens", ["wiebkeoltmann"])
    assert rows(source)[0] == ("new", "Enno Brarens", 0)
    assert ("entry", "Tammo Brarens", 1) in rows(source)


def test_a_name_that_is_spelt_otherwise_is_found_before_a_new_one() -> None:
    source = ActorSource(index([TAMMO, WIEBKE]), mention(), "Wiebke Ohltmann", [])
    assert rows(source)[0] == ("entry", "Wiebke Oltmann", 1)


def test_a_pronoun_offers_whom_the_article_spoke_of_last() -> None:
    recent = ["wiebkeoltmann", "tammobrarens"]
    found = rows(ActorSource(index([TAMMO, WIEBKE, HARBOUR, JAN]), mention(), "sie", recent))
    assert found[0] == ("entry", "Wiebke Oltmann", 1)
    assert found[1] == ("entry", "Tammo Brarens", 2)
    assert found[-1][0] == "new"


def test_what_is_typed_filters_and_takes_the_numbers_away() -> None:
    source = ActorSource(index([TAMMO, WIEBKE, HARBOUR]), mention(), "Tammo Brarens", [])
    assert rows(source, "hfk") == [("entry", "Hafenbund Freie Küste", 0), ("new", "hfk", 0)]
    assert source.choices("hfk")[0].matched == "HFK"
    assert rows(source, "Xaver") == [("new", "Xaver", 0)]


def test_there_are_nine_numbers_at_most() -> None:
    many = [person(f"Tammo Brarens {n}", id=str(n)) for n in range(30)]
    numbers = [choice.number for choice in ActorSource(index(many), mention(), "Brarens", []).choices("")]
    assert sorted(number for number in numbers if number) == list(range(1, NUMBERED + 1))


def test_a_linked_span_shows_its_entry_and_offers_none() -> None:
    many = [person(f"Tammo Brarens {n}", id=str(n)) for n in range(30)]
    choices = ActorSource(index([*many, WIEBKE]), mention(WIEBKE.id), "Brarens", []).choices("")
    assert [choice.name for choice in choices if choice.linked] == ["Wiebke Oltmann"]
    assert choices[-1].kind == "none"
    typed = ActorSource(index([WIEBKE]), mention(WIEBKE.id), "Brarens", []).choices("Wie")
    assert "none" not in [choice.kind for choice in typed]


def test_a_new_actor_has_the_role_as_an_affiliation_and_the_kind_of_the_span() -> None:
    made = new_actor("Reeder-Anwalt Tammo Brarens", mention(kind="person"))
    assert (made.name, made.kind) == ("Tammo Brarens", "person")
    assert made.affiliations == ({"type": "role", "value": "Reeder-Anwalt", "from": None, "to": None},)
    assert new_actor("der  Hafenbund", mention()).kind is None
    source = ActorSource(index(), mention(kind="person"), "Reeder-Anwalt Tammo Brarens", [])
    assert source.new("T. Brarens").name == "T. Brarens"
    assert source.new("T. Brarens").affiliations == made.affiliations


@pytest.mark.parametrize(
    ("text", "recent", "expected"),
    [
        ("Tammo Brarens", [], ("tammobrarens", False)),
        ("Anwalt Tammo Brarens", [], ("tammobrarens", False)),
        ("Oltmann", [], ("wiebkeoltmann", False)),
        ("Oltmanns", [], ("wiebkeoltmann", False)),
        ("Wiebke", [], ("wiebkeoltmann", False)),
        ("Brarens", [], (None, False)),  # there are two
        ("Brarens", ["janbrarens"], ("janbrarens", False)),
        ("Enno Harksen", [], (None, True)),
        ("Enno Brarens", [], (None, True)),
        ("sie", ["wiebkeoltmann", "tammobrarens"], (None, False)),
        ("der Sprecher", [], (None, False)),
    ],
)
def test_who_is_meant_beyond_doubt(text: str, recent: list[str], expected: tuple[str | None, bool]) -> None:
    assert meant_actor(index([TAMMO, WIEBKE, JAN, HARBOUR]), text, recent) == expected


@pytest.mark.parametrize("text", ["Sprecherin der Reederei Boysen", "eine Senatorin"])
def test_a_description_is_the_name_and_not_a_role_besides(text: str) -> None:
    made = new_actor(text, mention())
    assert made.name == text
    assert made.affiliations == ()


def test_nobody_is_known_by_a_word_that_the_register_has_not() -> None:
    register = index([TAMMO, WIEBKE])
    assert not is_known(register, "klüger", ["tammobrarens"])
    assert is_known(register, "Brarens", [])
    assert is_known(register, "sie", [])


@pytest.mark.parametrize("text", ["die 66-Jährige", "eine Senatorin", "klüger"])
def test_a_description_of_nobody_known_is_new_first(text: str) -> None:
    found = rows(ActorSource(index([TAMMO, WIEBKE]), mention(), text, ["tammobrarens"]))
    assert found[0][0] == "new"
    assert found[1] == ("entry", "Tammo Brarens", 1)


def test_a_description_that_is_an_actors_name_finds_it() -> None:
    senator = Actor("s", "Senatorin", "person")
    found = rows(ActorSource(index([TAMMO, senator]), mention(), "die Senatorin", ["tammobrarens"]))
    assert found[0] == ("entry", "Senatorin", 1)
    assert meant_actor(index([TAMMO, senator]), "die Senatorin", []) == ("s", False)


def test_a_claim_like_none_offers_the_concepts_that_are_used_most() -> None:
    register = index(concepts=[Concept("a", "Wages must rise"), Concept("b", "The port must open")])
    register.concepts.usage = {"b": (7, "2025"), "a": (2, "2026"), "gone": (9, "2026")}
    found = rows(ConceptSource(register, mention(), "Ein Schlichter wird gebraucht", []))
    assert [name for kind, name, _ in found if kind == "entry"] == ["The port must open", "Wages must rise"]
    assert found[0][0] == "new"


def test_concepts_that_are_worded_alike_are_found_and_shown_with_their_path() -> None:
    top = Concept("1", "Die Nachtfähre")
    sail = Concept("2", "Die Nachtfähre soll weiter fahren", "1")
    other = Concept("3", "Der Tarif ist zu niedrig")
    source = ConceptSource(index([], [top, sail, other]), mention(), "dass die Nachtfähre weiter fahren soll", [])
    choices = source.choices("")
    assert choices[0].name == "Die Nachtfähre soll weiter fahren"
    assert choices[0].detail == "Die Nachtfähre"
    assert source.start == "Die Nachtfähre weiter fahren soll"
    assert rows(source, "Tarif")[0] == ("entry", "Der Tarif ist zu niedrig", 0)
    assert source.new("").name == source.start
    assert source.new("Etwas anderes").name == "Etwas anderes"


def test_a_claim_that_is_worded_as_a_concept_means_it() -> None:
    concepts = [
        Concept("1", "Die Fähre muss fahren"),
        Concept("2", "Der Kai ist zu"),
        Concept("3", "der kai ist zu"),
    ]
    register = index([], concepts)
    assert meant_concept(register, "„die Fähre muss  fahren“.") == "1"
    assert meant_concept(register, "die Fähre muss warten") is None
    assert meant_concept(register, "Der Kai ist zu") is None


@given(st.text(max_size=60))
def test_any_text_makes_rows_and_a_sentence(text: str) -> None:
    register = index([TAMMO, WIEBKE, HARBOUR], [Concept("1", "Die Fähre muss fahren")])
    for source in (ActorSource(register, mention(), text, []), ConceptSource(register, mention(), text, [])):
        choices = source.choices("")
        assert len([choice for choice in choices if choice.kind == "entry"]) <= 2 * NUMBERED
        assert sum(choice.kind == "new" for choice in choices) <= 1
    found, is_new = meant_actor(register, text, [])
    assert not (found and is_new)
    assert as_sentence(as_sentence(text))[:1] == as_sentence(text)[:1] or text


def test_the_words_of_a_span_of_two_segments() -> None:
    text = "Wir bleiben, sagte er,\nbis jemand hört."
    span = Span("s", 1, "m", "QUOTE", ((0, 11), (23, 39)))
    assert mention_text(text, span) == "Wir bleiben bis jemand hört."


def test_the_latest_role_says_what_somebody_is() -> None:
    party = {"type": "party", "value": "Küstenpartei", "from": "2024"}
    old = {"type": "role", "value": "Kapitän", "from": "2001"}
    new = {"type": "role", "value": "Senatorin", "from": "2020"}
    assert affiliation_of([party, new, old]) == "Senatorin"
    assert affiliation_of([party]) == "Küstenpartei"
    assert affiliation_of([]) == ""
