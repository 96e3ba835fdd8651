"""What becomes of values, labels and relations under another codebook, and which plans are refused."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.codebook import ATTRIBUTE_TYPES, CHOICES, Attribute, Codebook, parse_codebook
from annotator.core.codebook_plan import Plan
from annotator.core.codebook_recoding import (
    UNDECIDED,
    AttributeRecoding,
    Recoding,
    converted,
    value_text,
)
from annotator.core.errors import UserError
from annotator.core.models import AttributeValue

DATA: dict[str, Any] = {
    "name": "old",
    "labels": [
        {"name": "ACTOR", "colour": "#000000", "attributes": [{"name": "kind", "values": ["a", "b"]}]},
        {
            "name": "QUOTE",
            "colour": "#000000",
            "attributes": [{"name": "form", "values": ["a", "b"]}, {"name": "gist", "type": "text"}],
        },
        {"name": "CUE", "colour": "#000000"},
    ],
    "relations": [
        {"name": "speaker", "head": "QUOTE", "child": "ACTOR"},
        {"name": "speaker", "head": "CUE", "child": "ACTOR"},
        {"name": "cue", "head": "QUOTE", "child": "CUE"},
    ],
}
OLD = parse_codebook(DATA)


def attribute(kind: str, *values: str) -> Attribute:
    return Attribute("x", kind, values or (("a", "b") if kind in CHOICES else ()))


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        ("a", "choice", "a"),
        ("c", "choice", None),
        ("a", "choices", ["a"]),
        ("c", "choices", None),
        ("a\nb", "text", "a b"),
        ("a\nb", "longtext", "a\nb"),
        ("TRUE ", "boolean", True),
        ("yes", "boolean", None),
        ("12", "number", 12),
        ("-1.5", "number", -1.5),
        ("inf", "number", None),
        ("12 km", "number", None),
        ("2025-03-13", "date", "2025-03-13"),
        ("13.3.2025", "date", None),
        (True, "text", "true"),
        (True, "number", None),
        (False, "boolean", False),
        (1, "boolean", None),
        (2.0, "text", "2"),
        (2.5, "longtext", "2.5"),
        (2, "number", 2),
        (20250313, "date", None),
    ],
)
def test_converting_a_value(value: AttributeValue, kind: str, expected: AttributeValue) -> None:
    found = converted(value, attribute(kind))
    assert found == expected
    assert type(found) is type(expected)


def test_a_number_may_be_a_choice() -> None:
    assert converted(2.0, attribute("choice", "1", "2")) == "2"
    assert converted(True, attribute("choice", "true", "false")) == "true"


def recoded(
    value: AttributeValue, old: Attribute, new: Attribute, **planned: AttributeValue
) -> tuple[AttributeValue, list[str]]:
    return AttributeRecoding(old, new, planned).recode(value)


@pytest.mark.parametrize(
    ("value", "kind", "planned", "expected"),
    [
        (["a"], "choice", {}, ("a", [])),
        (["a", "b"], "choice", {}, (None, ["a, b"])),
        (["a", "b"], "choice", {"a, b": "a"}, ("a", [])),
        (["a", "b"], "choice", {"a": None}, ("b", [])),
        (["a", "b"], "choice", {"a": "b"}, ("b", [])),
        (["a", "b"], "text", {}, ("a, b", [])),
        (["a", "b"], "text", {"b": "z"}, ("a, z", [])),
        (["a"], "number", {}, (None, ["a"])),
        (["a"], "number", {"a": 1}, (1, [])),
        (["a", "b"], "boolean", {"a, b": True}, (True, [])),
        (["c", "a"], "choices", {}, (["a"], ["c"])),
        (["c", "a"], "choices", {"c": "b"}, (["b", "a"], [])),
        (["c", "a"], "choices", {"c": "a"}, (["a"], [])),
        (["c"], "choices", {"c": None}, (None, [])),
        (["a", "b"], "choices", {"a, b": "b"}, (["b"], [])),
    ],
)
def test_several_values(
    value: AttributeValue,
    kind: str,
    planned: dict[str, AttributeValue],
    expected: tuple[AttributeValue, list[str]],
) -> None:
    assert recoded(value, attribute("choices", "a", "b", "c"), attribute(kind), **planned) == expected


def test_one_value_becomes_several() -> None:
    old, new = attribute("choice", "a", "c"), attribute("choices")
    assert recoded("a", old, new) == (["a"], [])
    assert recoded("c", old, new) == (None, ["c"])
    assert recoded("c", old, new, c="b") == (["b"], [])
    assert recoded("c", old, new, c=None) == (None, [])


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "choice": st.sampled_from(["a", "b", "2", "true"]),
    "choices": st.lists(st.sampled_from(["a", "b", "2", "true"]), min_size=1, unique=True),
    "boolean": st.booleans(),
    "number": st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False)),
    "text": st.text(),
    "longtext": st.text(),
    "date": st.dates().map(str),
}


@given(st.data(), st.sampled_from(ATTRIBUTE_TYPES), st.sampled_from(ATTRIBUTE_TYPES))
def test_whatever_comes_out_fits(data: st.DataObject, before: str, after: str) -> None:
    old = attribute(before, *(["a", "b", "2", "true"] if before in CHOICES else []))
    value = data.draw(VALUES[before])
    found, misfits = recoded(value, old, attribute(after))
    assert attribute(after).check(found) == found
    assert (found is None) <= bool(misfits)
    if before == after and before not in CHOICES:
        assert found == value
    if found is not None and not misfits:
        # Once more changes nothing: so an undo can be checked by the same rules.
        assert recoded(found, attribute(after), attribute(after)) == (found, [])


def test_what_stays_need_not_be_looked_at() -> None:
    old = attribute("choice")
    assert AttributeRecoding(old, attribute("choice", "c", "b", "a"), {}).is_same
    assert AttributeRecoding(old, replace(old, required=True, default="a", title="T"), {}).is_same
    assert not AttributeRecoding(old, attribute("choice", "a"), {}).is_same
    assert not AttributeRecoding(old, attribute("choices"), {}).is_same
    assert not AttributeRecoding(old, replace(old, name="y"), {}).is_same
    assert not AttributeRecoding(old, old, {"a": "b"}).is_same
    assert not AttributeRecoding(old, None, {}).is_same


def changed(**entries: Any) -> Codebook:
    return parse_codebook({**copy.deepcopy(DATA), **entries})


def test_labels_that_become_one_are_found() -> None:
    new = changed(labels=DATA["labels"][:1], relations=[])
    recoding = Recoding(OLD, new, Plan({"QUOTE": "ACTOR", "CUE": "ACTOR"}, {("QUOTE", "form"): "kind"}))
    assert recoding.merged == [["ACTOR", "QUOTE", "CUE"]]
    assert recoding.labels["QUOTE"].recode({"form": "b", "gist": "g"}) == ({"kind": "b"}, [("gist", "")])
    assert Recoding(OLD, OLD, Plan()).merged == []


def test_relations_by_their_ends() -> None:
    same = Recoding(OLD, OLD, Plan())
    assert same.keeps_relations
    fewer = Recoding(OLD, changed(relations=DATA["relations"][1:]), Plan())
    assert not fewer.keeps_relations
    assert fewer.relation("speaker", "QUOTE", "ACTOR") is UNDECIDED
    assert fewer.relation("speaker", "CUE", "ACTOR") == "speaker"
    removed = Recoding(OLD, changed(relations=DATA["relations"][1:]), Plan(relations={"speaker": None}))
    assert removed.relation("speaker", "QUOTE", "ACTOR") is None
    # The other kind of this name is still there.
    assert removed.relation("speaker", "CUE", "ACTOR") == "speaker"
    gone = Recoding(OLD, OLD, Plan({"CUE": None}))
    assert gone.relation("cue", "QUOTE", "CUE") is None
    assert gone.relation("speaker", "QUOTE", "ACTOR") == "speaker"


def test_a_renamed_relation_goes_where_it_fits() -> None:
    relations = [{"name": "says", "head": "QUOTE", "child": "ACTOR"}, *DATA["relations"][1:]]
    recoding = Recoding(OLD, changed(relations=relations), Plan(relations={"speaker": "says"}))
    assert recoding.relation("speaker", "QUOTE", "ACTOR") == "says"
    assert recoding.relation("speaker", "CUE", "ACTOR") == "speaker"


@pytest.mark.parametrize(
    ("plan", "reason"),
    [
        (Plan({"EVENT": None}), "The codebook old@1 has no label 'EVENT'; it has ACTOR, QUOTE, CUE."),
        (Plan({"CUE": "EVENT"}), "The label CUE can't become EVENT: the new codebook has no such label."),
        (Plan(attributes={("CUE", "form"): None}), "The label CUE has no attribute 'form'."),
        (Plan(attributes={("QUOTE", "form"): "shape"}), "QUOTE.form can't become shape: "),
        (
            Plan(attributes={("QUOTE", "gist"): "form"}),
            "The attributes form and gist of QUOTE can't both become form.",
        ),
        (Plan(values={("QUOTE", "shape", "a"): None}), "The label QUOTE has no attribute 'shape'."),
        (Plan(values={("QUOTE", "form", "a"): "z"}), "QUOTE.form = a can't become z: form has no such value."),
        (Plan(relations={"hears": None}), "The codebook old@1 has no relation 'hears'."),
        (Plan(relations={"cue": "hears"}), "The relation cue can't become hears: "),
        (
            Plan(relations={"speaker": None, "cue": "speaker"}),
            "The relation speaker can't be removed and another become speaker at once: change the codebook in two",
        ),
    ],
)
def test_plans_that_make_no_sense(plan: Plan, reason: str) -> None:
    with pytest.raises(UserError) as caught:
        Recoding(OLD, OLD, plan)
    assert str(caught.value).startswith(reason)


def test_a_relation_from_one_label_twice_is_refused() -> None:
    relations = [*DATA["relations"], {"name": "speaker", "head": ["CUE"], "child": "CUE"}]
    with pytest.raises(UserError, match="The codebook has the relation speaker from CUE twice"):
        Recoding(OLD, changed(relations=relations), Plan())


@pytest.mark.parametrize(
    ("value", "text"), [(True, "true"), (2.0, "2"), (-0.5, "-0.5"), (3, "3"), (["a", "b"], "a, b"), ("a", "a")]
)
def test_values_as_plans_name_them(value: AttributeValue, text: str) -> None:
    assert value_text(value) == text
