from __future__ import annotations

import io
import json
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.codebook import Codebook, parse_codebook
from annotator.core.codebook_data import codebook_data
from annotator.core.models import Draft, Refusal
from annotator.formats.foreign_codebook import extended
from annotator.formats.foreign_names import outside_names
from annotator.formats.readers import Reader
from annotator.formats.readers.brat import BratReader
from annotator.formats.readers.conll import ConllReader
from annotator.formats.readers.doccano import DoccanoReader
from annotator.formats.readers.jsonl import JsonlReader
from tests.formats.foreign_cases import CODEBOOK, drafts, labels, read, relations

CONLL = b"Brakesund B-LOC\nbeat O\nthe O\nDutch B-MISC\n\nMerle B-PER\n"
TEXT = b"Ilse lives in Brakesund."
BRAT = """T1\tActor 0 4\tIlse
T2\tHome-town 14 23\tBrakesund
T3\thome_Town 14 23\tBrakesund
R1\tlives-in Arg1:T1 Arg2:T2
R2\tlives_in Arg1:T1 Arg2:T3
*\tEquiv T2 T3
A1\tKind T1 Ferrywoman
A2\tSize T2 small
A3\tSize T3 large
A4\tNegated T1
A5\tNegated T2
"""


def of(reader: Reader, data: bytes) -> Codebook:
    return extended(CODEBOOK, lambda codebook: read(reader, data, codebook=codebook))


def brat(codebook: Codebook) -> Iterable[Draft | Refusal]:
    return BratReader().read(io.BytesIO(TEXT), "a.txt", codebook, None, lambda _: BRAT.encode())


def test_labels_that_are_missing_are_added() -> None:
    new = of(ConllReader(), CONLL)
    assert [label.name for label in new.labels] == ["ACTOR", "QUOTE", "CUE", "CLAIM", "LOC", "MISC"]
    assert new.labels[:4] == CODEBOOK.labels
    (draft,) = drafts(read(ConllReader(), CONLL, codebook=new))
    assert labels(draft) == [("LOC", "Brakesund"), ("MISC", "Dutch"), ("ACTOR", "Merle")]
    # They are still refused while the codebook is made.
    seen: list[Any] = []

    def watched(codebook: Codebook) -> Iterable[object]:
        seen.extend(read(ConllReader(), CONLL, codebook=codebook))
        return seen

    extended(CODEBOOK, watched)
    assert [type(item) for item in seen] == [Refusal, Draft]


def test_what_can_not_be_added_is_not_added_again_and_again() -> None:
    kind = {"name": "kind", "type": "text"}, {"name": "other", "type": "text", "title": "Kind"}
    data = codebook_data(CODEBOOK)
    data["labels"] = [{**data["labels"][2], "attributes": list(kind)}]
    data["relations"] = []
    twice = parse_codebook(data)

    def articles(codebook: Codebook) -> Iterable[object]:
        lines = b"T1\tCUE 0 4\tIlse\nA1\tKIND T1 x\n"
        return BratReader().read(io.BytesIO(TEXT), "a.txt", codebook, None, lambda _: lines)

    assert len(extended(twice, articles).labels[0].attributes) == 3


def test_relations_attributes_and_values_are_added() -> None:
    new = extended(CODEBOOK, brat)
    town, other = new.labels[4:]
    assert (town.name, town.title, town.key) == ("Home_town", "Home-town", "")
    # Told apart in the file, if only by case.
    assert (other.name, other.title) == ("home_Town", "home_Town")
    assert [[(a.name, a.type, a.values) for a in label.attributes] for label in (town, other)] == [
        [("Size", "choice", ("small",)), ("Negated", "boolean", ())],
        [("Size", "choice", ("large",))],
    ]
    actor = new.label("ACTOR")
    assert actor is not None
    assert [(a.name, a.values[-1:]) for a in actor.attributes] == [
        ("kind", ("Ferrywoman",)),
        ("mention", ("pronoun",)),
        ("Negated", ()),
    ]
    assert [(r.name, r.head, r.child) for r in new.relations[-3:]] == [
        ("lives_in_2", ("ACTOR",), ("Home_town",)),
        ("lives_in", ("ACTOR",), ("home_Town",)),
        ("Equiv", ("Home_town",), ("home_Town",)),
    ]
    (draft,) = drafts(list(brat(new)))
    assert labels(draft) == [("ACTOR", "Ilse"), ("Home_town", "Brakesund"), ("home_Town", "Brakesund")]
    assert draft.spans[0].attributes == {"kind": "Ferrywoman", "Negated": True}
    assert [label for label, _, _ in relations(draft)] == ["lives_in_2", "lives_in", "Equiv"]


def test_a_codebook_that_has_all_stays_itself() -> None:
    assert of(ConllReader(), b"Merle B-PER\nleft O\nus O\n") is CODEBOOK
    assert of(ConllReader(), b"no tags at all") is CODEBOOK


@pytest.mark.parametrize(
    ("values", "kind", "choices"),
    [
        ([True, False], "boolean", ()),
        ([1, 2.5], "number", ()),
        (["a", "b", "a"], "choice", ("a", "b")),
        ([["a"], ["b", "c"]], "choices", ("a", "b", "c")),
        (["x" * 100], "text", ()),
        ([str(number) for number in range(60)], "text", ()),
    ],
)
def test_types_of_attributes_are_those_of_their_values(
    values: list[Any], kind: str, choices: tuple[str, ...]
) -> None:
    from annotator.formats.foreign import ForeignArticle

    def articles(codebook: Codebook) -> Iterable[object]:
        for value in values:
            article = ForeignArticle(codebook, "tool", "Ilse came.")
            article.span("ACTOR", 0, 4, attributes=[("Trait", value)])
            try:
                yield article.draft("x")
            except ValueError as error:
                yield error

    actor = extended(CODEBOOK, articles).require_label("ACTOR")
    assert [(a.name, a.type, a.values) for a in actor.attributes[2:]] == [("Trait", kind, choices)]


NAME = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@given(st.lists(NAME, max_size=20), st.lists(st.tuples(NAME, st.integers(0, 5), st.integers(0, 5)), max_size=8))
def test_whatever_things_are_called_they_are_read_then(
    names: list[str], links: list[tuple[str, int, int]]
) -> None:
    names = [name for name in names if name.strip()] or ["A"]
    entities = [
        {"id": number, "label": name, "start_offset": 0, "end_offset": 4} for number, name in enumerate(names)
    ]
    given_relations = [
        {"from_id": head % len(names), "to_id": child % len(names), "type": name}
        for name, head, child in links
        if name.strip()
    ]
    record = {"text": "Ilse came.", "entities": entities, "relations": given_relations}
    data = json.dumps(record).encode()
    new = of(DoccanoReader(), data)
    assert parse_codebook(codebook_data(new)) == new
    items = read(DoccanoReader(), data, codebook=new)
    if isinstance(items[0], Refusal):
        # A relation that the codebook had may have other ends.
        assert "the codebook has no" in items[0].reason
    else:
        assert len(drafts(items)[0].spans) == len(names)


def test_a_relation_may_link_other_labels() -> None:
    ends = {"start_offset": 0, "end_offset": 4}
    entities = [{"id": 1, "label": "Statement", **ends}, {"id": 2, "label": "PER", **ends}]
    for_all = [{"from_id": 1, "to_id": 2, "type": "Speaker"}, {"from_id": 2, "to_id": 1, "type": "cue"}]
    data = json.dumps({"text": "Ilse came.", "entities": entities, "relations": for_all}).encode()
    (refusal,) = read(DoccanoReader(), data)
    assert str(refusal).endswith(
        "lacks the label Statement and the relations speaker from Statement to ACTOR, cue from ACTOR to Statement"
        "; add this to it (--extend-codebook) and import again"
    )
    new = of(DoccanoReader(), data)
    assert [(r.name, r.head, r.child) for r in new.relations[len(CODEBOOK.relations) :]] == [
        ("speaker", ("Statement",), ("ACTOR",)),
        ("cue", ("ACTOR",), ("Statement",)),
    ]
    (draft,) = drafts(read(DoccanoReader(), data, codebook=new))
    assert sorted(relations(draft)) == [("cue", "Ilse", "Ilse"), ("speaker", "Ilse", "Ilse")]


def spelled(*names: str) -> bytes:
    return json.dumps({"text": "Ilse came.", "label": [[0, 4, name] for name in names]}).encode()


@pytest.mark.parametrize(
    ("names", "made"),
    [
        (["US", "us"], ["US", "us"]),
        (["re-form", "reform", "RE FORM"], ["re_form", "reform", "RE_FORM_2"]),
        (["Pro Life", "PROLIFE"], ["Pro_Life", "PROLIFE"]),
        (["Bürger", "Burger", "Burger!"], ["Burger_2", "Burger", "Burger_3"]),
        (["Thema/Umwelt", "thema umwelt"], ["Thema_Umwelt", "thema_umwelt_2"]),
        (["人名", "地名", "LABEL"], ["LABEL_2", "LABEL_3", "LABEL"]),
        (["Цитата", "Πολίτης", "사람"], ["Tsitata", "Politis", "saram"]),
        (["Actör", " Place ", "Place"], ["Actor_2", "Place"]),
    ],
)
def test_what_a_file_tells_apart_stays_apart(names: list[str], made: list[str]) -> None:
    data = spelled(*names)
    new = of(DoccanoReader(), data)
    assert [label.name for label in new.labels[len(CODEBOOK.labels) :]] == made
    (draft,) = drafts(read(DoccanoReader(), data, codebook=new))
    of_name = dict(zip(dict.fromkeys(name.strip() for name in names), made, strict=True))
    assert [span.label for span in draft.spans] == [of_name[name.strip()] for name in names]
    assert of(DoccanoReader(), data).labels == new.labels


def test_a_spelling_alone_is_that_of_what_there_was() -> None:
    new = of(DoccanoReader(), spelled("Town-Hall"))
    assert extended(new, lambda book: read(DoccanoReader(), spelled("town hall"), codebook=book)) is new
    (draft,) = drafts(read(DoccanoReader(), spelled("town hall"), codebook=new))
    assert [span.label for span in draft.spans] == ["Town_Hall"]
    assert draft.taken == {"town hall": "Town_Hall"}


def test_names_of_records_are_none_made_of_a_title() -> None:
    """Else other tools would get the title."""
    record = {"text": "Ilse came.", "spans": [{"id": "a", "label": "Town_hall", "start": 0, "end": 4}]}
    new = of(JsonlReader(), json.dumps(record).encode())
    assert outside_names(new.labels)["Town_hall"] == "Town_hall"
