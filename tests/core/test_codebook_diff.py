"""What is said of the differences between two codebooks."""

from __future__ import annotations

import copy
import tomllib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from annotator.core.codebook import Codebook, parse_codebook
from annotator.core.codebook_diff import diff
from annotator.core.codebook_plan import Plan
from annotator.core.resources import resource
from tests.core.any_codebook import any_codebooks

NEWS: dict[str, Any] = tomllib.loads(resource("codebooks", "news.toml").read_text(encoding="utf-8"))
OLD = parse_codebook(NEWS)
ACTOR, QUOTE, CUE, CLAIM = range(4)


def changed(*steps: tuple[Any, ...]) -> Codebook:
    """The sample's codebook with other entries: the path to each, and what it is."""
    data = copy.deepcopy(NEWS)
    for *path, last, value in steps:
        place: Any = data
        for step in path:
            place = place[step]
        place[last] = value
    return parse_codebook(data)


def sentences(new: Codebook, plan: Plan | None = None) -> list[str]:
    return [str(change) for change in diff(OLD, new, plan or Plan())]


FORM = ("labels", QUOTE, "attributes", 0)
FORMS = NEWS["labels"][QUOTE]["attributes"][0]["values"]


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (("name", "mine"), "The name of the codebook is mine instead of news."),
        (("title", "Mine"), "The title of the codebook is Mine instead of News: actors, quotes and claims."),
        (("labels", CUE, "title", "Verb"), "The title of CUE is Verb instead of Cue."),
        (("labels", CUE, "key", "V"), "The key of CUE is V instead of U."),
        (("labels", CUE, "key", ""), "The key of CUE is none instead of U."),
        (("labels", CUE, "unit", "clause"), "The unit of CUE is clause instead of word."),
        (("labels", CUE, "points_to", "actor"), "The register of CUE is actor instead of none."),
        (("labels", CUE, "colour", "#000000"), "The colour of CUE is #000000 instead of #0B7468."),
        (("labels", CUE, "colour_dark", "#FFFFFF"), "The colour on dark of CUE is #FFFFFF instead of #5CCFBF."),
        (("labels", CUE, "tint", "#000000"), "The tint of CUE is #000000 instead of #0B7468."),
        (("labels", CUE, "guideline", "Else."), "The guideline of CUE is changed."),
        (("labels", CUE, "guideline", ""), "The guideline of CUE is gone."),
        (("labels", CUE, "examples", ["[x]"]), "The examples of CUE are changed."),
        ((*FORM, "title", "Shape"), "The title of form (QUOTE) is Shape instead of Form."),
        ((*FORM, "type", "choices"), "The type of form (QUOTE) is choices instead of choice."),
        ((*FORM, "default", "direct"), "The default of form (QUOTE) is direct instead of none."),
        ((*FORM, "required", False), "The attribute form of QUOTE is no longer required."),
        (("labels", ACTOR, "attributes", 0, "required", True), "The attribute kind of ACTOR is required now."),
        ((*FORM, "guideline", "Else."), "The guideline of form (QUOTE) is changed."),
        ((*FORM, "values", [*FORMS, "sung"]), "The value sung of form (QUOTE) is new."),
        ((*FORM, "values", FORMS[1:]), "The value direct of form (QUOTE) is gone."),
        ((*FORM, "values", FORMS[::-1]), "The values of form (QUOTE) stand in another order."),
        (("relations", 0, "title", "Who"), "The title of the relation speaker is Who instead of Speaker."),
        (
            ("relations", 0, "child", ["ACTOR", "CUE"]),
            "The child of the relation speaker is ACTOR and CUE instead of ACTOR.",
        ),
        (("relations", 0, "many", False), "The relation speaker may go to one span only."),
        (("relations", 0, "guideline", "Else."), "The guideline of the relation speaker is changed."),
    ],
)
def test_one_thing_changed(step: tuple[Any, ...], expected: str) -> None:
    (change,) = diff(OLD, changed(step))
    assert str(change) == expected
    assert change.fields


def test_what_is_new_and_what_is_gone() -> None:
    data = copy.deepcopy(NEWS)
    del data["labels"][CUE]
    data["labels"].append({"name": "EVENT", "colour": "#000000", "attributes": [{"name": "day", "type": "date"}]})
    data["labels"][ACTOR]["attributes"].append({"name": "role", "values": ["in", "out"]})
    del data["labels"][QUOTE]["attributes"][1]
    data["relations"] = [r for r in data["relations"] if r["name"] != "cue"]
    data["relations"].append({"name": "place", "head": "EVENT", "child": "ACTOR"})
    found = diff(OLD, parse_codebook(data))
    assert [str(change) for change in found] == [
        "The attribute role of ACTOR is new (in and out).",
        "The attribute medium of QUOTE is gone.",
        "The label EVENT is new, with day.",
        "The label CUE is gone.",
        "The relation place from EVENT to ACTOR is new.",
        "The relation cue from QUOTE to CUE is gone.",
    ]
    assert [(c.kind, c.what, c.label, c.name) for c in found] == [
        ("added", "attribute", "ACTOR", "role"),
        ("removed", "attribute", "QUOTE", "medium"),
        ("added", "label", "EVENT", "EVENT"),
        ("removed", "label", "CUE", "CUE"),
        ("added", "relation", "", "place"),
        ("removed", "relation", "", "cue"),
    ]


def test_another_order() -> None:
    assert sentences(replace(OLD, labels=OLD.labels[::-1])) == ["The labels stand in another order."]
    assert sentences(replace(OLD, relations=OLD.relations[::-1])) == ["The relations stand in another order."]
    actor = replace(OLD.labels[0], attributes=OLD.labels[0].attributes[::-1])
    assert sentences(replace(OLD, labels=(actor, *OLD.labels[1:]))) == [
        "The attributes of ACTOR stand in another order."
    ]


def test_a_plan_makes_renamed_of_removed_and_added() -> None:
    text = resource("codebooks", "news.toml").read_text(encoding="utf-8")
    text = text.replace('"QUOTE"', '"SPEECH"').replace('"form"', '"shape"').replace('"direct"', '"literal"')
    text = text.replace('"addressee"', '"hearer"').replace('title = "Addressee"', 'title = "Hearer"')
    new = parse_codebook(tomllib.loads(text))
    plan = Plan(
        {"QUOTE": "SPEECH"},
        {("QUOTE", "form"): "shape"},
        {("QUOTE", "form", "direct"): "literal"},
        {"addressee": "hearer"},
    )
    assert sentences(new, plan) == [
        "The label QUOTE is now SPEECH.",
        "The attribute form of SPEECH is now shape.",
        "The title of shape (SPEECH) is Shape instead of Form.",
        "The value direct of shape (SPEECH) is now literal.",
        "The relation addressee is now hearer.",
        "The title of the relation hearer is Hearer instead of Addressee.",
    ]
    assert len(sentences(new)) > len(sentences(new, plan))


def test_a_plan_makes_merged_of_removed() -> None:
    data = copy.deepcopy(NEWS)
    del data["labels"][CUE]
    data["labels"][QUOTE]["attributes"][1]["values"] = ["speech", "writing", "unknown"]
    data["relations"] = [r for r in data["relations"] if r["name"] not in ("cue", "addressee")]
    plan = Plan(
        {"CUE": "ACTOR"},
        {},
        {("QUOTE", "medium", "thought"): "unknown"},
        {"cue": None, "addressee": "speaker"},
    )
    assert sentences(parse_codebook(data), plan) == [
        "The value thought of medium (QUOTE) is merged into unknown.",
        "The label CUE is merged into ACTOR.",
        "The relation addressee from QUOTE to ACTOR is merged into speaker.",
        "The relation cue from QUOTE to ACTOR is gone.",
    ]


def test_relations_of_one_name_are_told_apart_by_their_heads() -> None:
    data = copy.deepcopy(NEWS)
    data["relations"].append({"name": "speaker", "head": ["CLAIM"], "child": ["ACTOR"]})
    new = parse_codebook(data)
    assert sentences(new) == ["The relation speaker from CLAIM to ACTOR is new."]
    assert [str(change) for change in diff(new, OLD)] == ["The relation speaker from CLAIM to ACTOR is gone."]


@given(any_codebooks(), any_codebooks())
def test_there_is_a_difference_exactly_where_codebooks_differ(one: Codebook, other: Codebook) -> None:
    assert diff(one, replace(one, version=7)) == []
    assert bool(diff(one, other)) == (one != replace(other, version=one.version))


@given(any_codebooks(), any_codebooks())
def test_every_difference_is_one_sentence(one: Codebook, other: Codebook) -> None:
    for change in diff(one, other):
        assert change.sentence[0].isupper()
        assert change.sentence.endswith(".")
