"""A small project whose labels use every type of attribute, and codebooks at random that it may be given."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from annotator.core.codebook import Attribute, Codebook, Label, RelationType, parse_codebook
from annotator.core.codebook_plan import Plan, Use
from annotator.core.models import Actor, Concept, Draft
from tests.making import OPEN, make_draft, make_relation, make_span

VALUES = ("x", "y", "z")
BOOK: dict[str, Any] = {
    "name": "small",
    "labels": [
        {"name": "ACTOR", "colour": "#1060F0", "key": "A", "attributes": [{"name": "kind", "values": [*VALUES]}]},
        {"name": "PARTY", "colour": "#7327A6", "key": "P", "attributes": [{"name": "kind", "values": ["x", "w"]}]},
        {
            "name": "QUOTE",
            "colour": "#A85507",
            "attributes": [
                {"name": "form", "values": [*VALUES]},
                {"name": "tags", "type": "choices", "values": [*VALUES]},
                {"name": "loud", "type": "boolean"},
                {"name": "count", "type": "number"},
                {"name": "gist", "type": "text"},
                {"name": "remark", "type": "longtext"},
                {"name": "day", "type": "date"},
            ],
        },
        {"name": "CUE", "colour": "#0B7468"},
    ],
    "relations": [
        {"name": "speaker", "head": "QUOTE", "child": ["ACTOR", "PARTY"]},
        {"name": "speaker", "head": "PARTY", "child": "ACTOR"},
        {"name": "cue", "head": "QUOTE", "child": "CUE"},
    ],
}
TEXT = "„Wir bleiben 🙂“, sagte sie. Die Fähre muss fahren."


def small() -> Codebook:
    """The codebook that the project starts with."""
    return parse_codebook(BOOK)


def labelled(number: int) -> Draft:
    """An article with labels of two people, relations, a register and suggestions."""
    draft = make_draft(
        f"{number} {TEXT}",
        f"k{number}",
        spans=[
            make_span("ACTOR", (0, 2), id="a1", annotator="anna", attributes={"kind": "x"}, actor_id="o"),
            make_span("ACTOR", (3, 5), id="a2", annotator="bert", attributes={"kind": "y"}),
            # On one stretch with a1, and with more to say.
            make_span("PARTY", (0, 2), id="p1", annotator="anna", attributes={"kind": "w"}, note="who?"),
            make_span("PARTY", (6, 8), (9, 11), id="p2", annotator="bert", concept_id="c"),
            make_span(
                "QUOTE",
                (2, 20),
                id="q1",
                annotator="anna",
                attributes={
                    "form": VALUES[number % 3],
                    "tags": ["x"],
                    "loud": True,
                    "count": number / 2,
                    "gist": "x",
                    "remark": "two\nlines",
                    "day": "2025-03-13",
                },
            ),
            make_span("QUOTE", (2, 9), id="q2", annotator="bert", attributes={"tags": ["z", "y"], "gist": "2"}),
            make_span("QUOTE", (10, 14), id="q3", annotator="anna"),
            make_span("CUE", (15, 18), id="u1", annotator="anna"),
            make_span("QUOTE", (4, 9), id="s1", origin=OPEN, attributes={"form": "y", "count": 3}),
            make_span("PARTY", (4, 9), id="s2", origin=OPEN),
        ],
        relations=[
            make_relation("speaker", "q1", "a1", "anna", id="r1"),
            make_relation("speaker", "q1", "p1", "anna", id="r2"),
            make_relation("speaker", "q2", "p2", "bert", id="r3"),
            make_relation("speaker", "p1", "a2", "anna", id="r4"),
            make_relation("cue", "q1", "u1", "anna", id="r5"),
            make_relation("speaker", "s1", "s2", origin=OPEN, id="t1"),
            make_relation("speaker", "q3", "s2", origin=OPEN, id="t2"),
            make_relation("speaker", "q3", "p1", origin=OPEN, id="t3"),
        ],
    )
    draft.actors = {"o": Actor("o", "Ohlsen", "person")}
    draft.concepts = {"c": Concept("c", "Die Fähre soll fahren")}
    return draft


def changed(change: Callable[[dict[str, Any]], object]) -> Codebook:
    """The project's codebook with something done to its structure."""
    data = copy.deepcopy(BOOK)
    change(data)
    return parse_codebook(data)


def replaced(old: str, new: str) -> Codebook:
    """The project's codebook with a name replaced wherever it stands."""
    return parse_codebook(json.loads(json.dumps(BOOK).replace(f'"{old}"', f'"{new}"')))


NAMES = st.sampled_from(["ACTOR", "PARTY", "QUOTE", "CUE", "NEW", "OTHER"])
FIELDS = st.sampled_from(["kind", "form", "tags", "loud", "gist", "fresh"])
LINKS = st.sampled_from(["speaker", "cue", "says"])
TYPES = st.sampled_from(["choice", "choices", "boolean", "number", "text", "longtext", "date"])
VALUE_SETS = st.lists(st.sampled_from([*VALUES, "w", "2", "true"]), min_size=1, max_size=4, unique=True)


@st.composite
def attributes(draw: st.DrawFn, old: tuple[Attribute, ...]) -> tuple[Attribute, ...]:
    """Attributes that mostly are the old ones, some of them changed."""
    found: dict[str, Attribute] = {}
    for attribute in old:
        match draw(st.integers(0, 7)):
            case 0:
                continue
            case 1:
                kind = draw(TYPES)
                values = tuple(draw(VALUE_SETS)) if kind in ("choice", "choices") else ()
                attribute = replace(attribute, type=kind, values=values, required=draw(st.booleans()))
            case 2:
                attribute = replace(attribute, name=draw(FIELDS))
            case 3 if attribute.values:
                attribute = replace(attribute, values=tuple(draw(VALUE_SETS)))
        found.setdefault(attribute.name, attribute)
    if draw(st.integers(0, 5)) == 0:
        new = Attribute(draw(FIELDS), "text", title="New")
        found.setdefault(new.name, new)
    return tuple(found.values())


@st.composite
def codebooks(draw: st.DrawFn, old: Codebook) -> Codebook:
    """A codebook that mostly is the old one, with a few changes of any kind."""
    labels: dict[str, Label] = {}
    for label in old.labels:
        match draw(st.integers(0, 7)):
            case 0:
                continue
            case 1:
                label = replace(label, name=draw(NAMES))
            case 2:
                label = replace(label, guideline="Otherwise.", points_to=draw(st.sampled_from(["actor", None])))
            case 3 | 4:
                label = replace(label, attributes=draw(attributes(label.attributes)))
        labels.setdefault(label.name, label)
    if not labels or draw(st.integers(0, 5)) == 0:
        name = draw(NAMES)
        labels.setdefault(name, Label(name, name, "", "#123456", "#ABCDEF"))
    relations = []
    seen: set[tuple[str, str]] = set()
    for relation in old.relations:
        choice = draw(st.integers(0, 6))
        if choice == 0:
            continue
        if choice == 1:
            relation = replace(relation, name=draw(LINKS))
        ends = [[end for end in side if end in labels] for side in (relation.head, relation.child)]
        if choice == 2:
            ends = [draw(st.lists(st.sampled_from(sorted(labels)), min_size=1, unique=True)) for _ in ends]
        heads = [head for head in ends[0] if (relation.name, head) not in seen]
        if heads and ends[1]:
            seen.update((relation.name, head) for head in heads)
            relations.append(RelationType(relation.name, relation.title, tuple(heads), tuple(ends[1])))
    # Keys are not what this is about, and would only be there twice.
    found = tuple(replace(label, key="") for label in labels.values())
    return replace(old, labels=found, relations=tuple(relations))


@st.composite
def decisions(draw: st.DrawFn, uses: list[Use], new: Codebook, plan: Plan) -> Plan:
    """The plan with an entry more for each thing that is not decided yet: away, or something that there is."""
    labels, attributes = dict(plan.labels), dict(plan.attributes)
    values, relations = dict(plan.values), dict(plan.relations)
    for use in uses:
        if use.kind == "label":
            labels[use.label] = draw(st.sampled_from([None, *(label.name for label in new.labels)]))
        elif use.kind == "relation":
            relations[use.name] = None
        else:
            label = new.label(labels.get(use.label) or use.label)
            assert label is not None
            name = attributes.get((use.label, use.name)) or use.name
            attribute = label.attribute(name)
            if use.kind == "value" and attribute is not None:
                known = st.sampled_from([None, *attribute.values])
                values[use.label, use.name, use.value] = draw(known)
            else:
                attributes[use.label, use.name] = None
    return Plan(labels, attributes, values, relations)
