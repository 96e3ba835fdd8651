"""Concepts that say much the same as what is typed."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.concept_index import WORDINGS, ConceptIndex
from annotator.core.models import Concept

CONCEPTS = [
    Concept("30", "Eine 30-tägige Waffenruhe soll vereinbart werden"),
    Concept("no", "Die Waffenruhe ist abzulehnen"),
    Concept("ferry", "Die Fähre muss fahren"),
    Concept("tax", "Steuern sollen steigen"),
]


def similar(typed: str, concepts: Iterable[Concept] = CONCEPTS) -> list[str]:
    return [found.id for found in ConceptIndex(concepts).similar(typed)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("30-tägige Waffenruhen", "30"),
        ("Die Waffenruhe wird abgelehnt", "no"),
        ("fahren die Fähren", "ferry"),
        ("FAHRE", "ferry"),
        ("Waff", "no"),
        ("Steuer", "tax"),
    ],
)
def test_similar(typed: str, first: str) -> None:
    assert similar(typed)[0] == first


def test_nothing_is_similar_to_nothing() -> None:
    assert similar("") == []
    assert similar("…") == []
    assert similar("Zylinder") == []
    assert ConceptIndex(CONCEPTS).similar(CONCEPTS[0].name)[0].score == 100


def test_small_words_alone_are_found_too() -> None:
    assert similar("nicht", [Concept("a", "Nicht"), Concept("b", "x")]) == ["a"]


@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.text(max_size=8) | st.just("Die Fähre"), st.booleans())),
    st.text(),
)
def test_changed_concepts_are_found_as_in_a_new_index(changes: list[tuple[str, str, bool]], typed: str) -> None:
    index = ConceptIndex()
    now: dict[str, Concept] = {}
    for id_, name, there in changes:
        if there:
            index.update(Concept(id_, name))
            now[id_] = Concept(id_, name)
        else:
            index.remove(id_)
            now.pop(id_, None)
    for text in (typed, "Fähre", *(concept.name for concept in now.values())):
        found = index.similar(text)
        assert {(hit.id, hit.score) for hit in found} == {
            (h.id, h.score) for h in ConceptIndex(now.values()).similar(text)
        }
        assert all(0 <= hit.score <= 100.001 for hit in found)


def test_a_concept_is_found_by_how_earlier_claims_have_put_it() -> None:
    index = ConceptIndex(CONCEPTS)
    assert index.similar("Ohne Boote verhungern die Inseln") == []
    index.learn("ferry", "Ohne Boote verhungern die Inseln!")
    index.learn("ferry", "Ohne Boote verhungern die Inseln!")
    index.learn("gone", "Ohne Boote verhungern die Inseln!")
    (found,) = index.similar("verhungern die Inseln ohne Boote")
    assert found.id == "ferry"
    assert found.score > 90
    # It stays when the concept is called otherwise, and goes with it.
    index.update(Concept("ferry", "Der Verkehr muss laufen"))
    assert [hit.id for hit in index.similar("Inseln ohne Boote")] == ["ferry"]
    index.remove("ferry")
    assert index.similar("Inseln ohne Boote") == []


def test_the_last_wordings_are_kept() -> None:
    index = ConceptIndex([Concept("a", "Etwas")])
    for number in range(WORDINGS + 2):
        index.learn("a", f"Wort{number}")
    assert index.similar("Wort0") == []
    assert [hit.id for hit in index.similar(f"Wort{WORDINGS + 1}")] == ["a"]
