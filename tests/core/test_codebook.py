"""The default codebook, what a codebook refuses, and which values each type of attribute can hold."""

from __future__ import annotations

import copy
import math
import re
import tomllib
from datetime import date
from typing import Any

import pytest

from annotator.core.codebook import ATTRIBUTE_TYPES, Attribute, Codebook, parse_codebook
from annotator.core.codebook_data import codebook_data
from annotator.core.errors import UserError
from annotator.core.models import AttributeValue
from annotator.core.resources import resource
from tests.making import make_span

NEWS: dict[str, Any] = tomllib.loads(resource("codebooks", "news.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def news() -> Codebook:
    return parse_codebook(NEWS)


class TestNews:
    def test_labels_and_keys(self, news: Codebook) -> None:
        assert news.reference == "news@1"
        assert [(label.name, label.key) for label in news.labels] == [
            ("ACTOR", "A"),
            ("QUOTE", "Q"),
            ("CUE", "U"),
            ("CLAIM", "C"),
        ]

    def test_attributes(self, news: Codebook) -> None:
        found = {label.name: {a.name: (a.type, a.values) for a in label.attributes} for label in news.labels}
        assert found == {
            "ACTOR": {
                "kind": ("choice", ("person", "organisation", "place", "group", "document", "other")),
                "mention": ("choice", ("name", "nominal", "pronoun")),
            },
            "QUOTE": {
                "form": (
                    "choice",
                    ("direct", "indirect", "reported", "free_indirect", "indirect_free_indirect"),
                ),
                "medium": ("choice", ("speech", "writing", "thought", "unknown")),
            },
            "CUE": {},
            "CLAIM": {"stance": ("choice", ("support", "oppose", "neutral")), "category": ("text", ())},
        }
        assert news.attribute_names == ("kind", "mention", "form", "medium", "stance", "category")

    def test_relations(self, news: Codebook) -> None:
        assert [(r.name, r.head, r.child) for r in news.relations] == [
            ("speaker", ("QUOTE",), ("ACTOR",)),
            ("addressee", ("QUOTE",), ("ACTOR",)),
            ("cue", ("QUOTE",), ("CUE",)),
            ("claimant", ("CLAIM",), ("ACTOR",)),
            ("target", ("CLAIM",), ("ACTOR",)),
            ("expressed_in", ("CLAIM",), ("QUOTE",)),
        ]

    def test_guidelines_and_examples(self, news: Codebook) -> None:
        for label in news.labels:
            assert 100 < len(label.guideline) < 600
            assert 2 <= len(label.examples) <= 4
            for example in label.examples:
                assert re.search(r"\[[^]]+\](?!\()", example), example
        for label in news.labels:
            for attribute in label.attributes:
                assert attribute.guideline, attribute.name
        for relation in news.relations:
            assert 80 < len(relation.guideline) < 300
            assert relation.guideline.endswith("*")

    def test_what_points_where_and_what_is_required(self, news: Codebook) -> None:
        assert [label.points_to for label in news.labels] == ["actor", None, None, "concept"]
        assert (news.pointing_to("actor"), news.pointing_to("concept")) == (("ACTOR",), ("CLAIM",))
        required = [(label.name, a.name) for label in news.labels for a in label.attributes if a.required]
        assert required == [("QUOTE", "form"), ("CLAIM", "stance")]

    def test_colours(self, news: Codebook) -> None:
        assert [(label.colour, label.colour_dark, label.tint) for label in news.labels] == [
            ("#1060F0", "#5C9BFF", "#1060F0"),
            ("#A85507", "#F0B357", "#E8A33D"),
            ("#0B7468", "#5CCFBF", "#0B7468"),
            ("#7327A6", "#E2B2F8", "#7327A6"),
        ]


class TestLookUp:
    def test_label(self, news: Codebook) -> None:
        assert news.label("QUOTE") is news.require_label("QUOTE") is news.labels[1]
        assert news.label("quote") is None
        with pytest.raises(UserError, match=r"news@1 has no label 'TOPIC'; it has ACTOR, QUOTE, CUE, CLAIM\."):
            news.require_label("TOPIC")

    def test_relations_from(self, news: Codebook) -> None:
        assert [r.name for r in news.relations_from("QUOTE")] == ["speaker", "addressee", "cue"]
        assert news.relations_from("ACTOR") == []

    def test_relation_of_several_with_one_name(self) -> None:
        data = _small()
        data["labels"].append({"name": "DEED", "colour": "#000000"})
        data["relations"].append({"name": "speaker", "head": ["DEED"], "child": "ACTOR"})
        book = parse_codebook(data)
        by_deed = book.relation("speaker", "DEED")
        assert by_deed is not None
        assert by_deed.head == ("DEED",)
        assert book.relation("speaker") is book.relations[0]
        assert book.relation("hears") is None


def _small() -> dict[str, Any]:
    return {
        "name": "small",
        "labels": [
            {"name": "ACTOR", "colour": "#1060F0", "key": "a", "attributes": [{"name": "role", "type": "text"}]},
            {"name": "QUOTE", "colour": "#A85507", "attributes": [{"name": "form", "values": ["direct"]}]},
        ],
        "relations": [{"name": "speaker", "head": "QUOTE", "child": "ACTOR"}],
    }


def test_labels_that_tell_something_only_of_what_they_are_related_to(news: Codebook) -> None:
    assert news.dependent_labels == {"CUE"}
    assert Codebook("x", labels=news.labels).dependent_labels == set()


def test_what_may_be_left_out() -> None:
    book = parse_codebook(_small())
    actor, quote = book.labels
    assert (book.version, book.title) == (1, "small")
    assert (actor.title, actor.key, actor.colour_dark, actor.tint) == ("Actor", "A", "#1060F0", "#1060F0")
    assert (quote.key, quote.guideline, quote.attributes[0].type) == ("", "", "choice")
    assert (quote.examples, quote.example, quote.points_to) == ((), "", None)
    assert (quote.attributes[0].required, quote.attributes[0].guideline) == (False, "")
    assert (quote.attributes[0].title, quote.attributes[0].default) == ("Form", None)
    assert (book.relations[0].title, book.relations[0].many) == ("Speaker", True)


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("ACTOR", {}, "actor"),
        ("CLAIM", {}, "concept"),
        ("PERSON", {}, None),
        ("PERSON", {"points_to": "actor"}, "actor"),
        ("PERSON", {"points_to": "none"}, None),
        ("ACTOR", {"points_to": "none"}, None),
        ("ACTOR", {"points_to": "concept"}, "concept"),
    ],
)
def test_what_a_label_points_to(name: str, given: dict[str, str], expected: str | None) -> None:
    book = parse_codebook({"name": "x", "labels": [{"name": name, "colour": "#000000", **given}]})
    assert book.labels[0].points_to == expected
    assert parse_codebook(codebook_data(book)) == book


def test_the_old_single_example_comes_first() -> None:
    data = _small()
    data["labels"][0] |= {"example": " [old] ", "examples": ["[new]\n", "", "[newer]"]}
    label = parse_codebook(data).labels[0]
    assert label.examples == ("[old]", "[new]", "[newer]")
    assert label.example == "[old]\n[new]\n[newer]"


def test_texts_are_clean() -> None:
    data = _small()
    data["labels"][0] |= {"guideline": "\n One\r\ntwo\ud83d \n", "title": "A\rB"}
    data["labels"][1]["attributes"][0] |= {"values": ["a\r\nb", "c", "c"], "guideline": " g "}
    book = parse_codebook(data)
    assert (book.labels[0].guideline, book.labels[0].title) == ("One\ntwo\ufffd", "A\nB")
    assert (book.labels[1].attributes[0].values, book.labels[1].attributes[0].guideline) == (("a\nb", "c"), "g")


def test_a_date_of_toml_is_a_default() -> None:
    data = _small()
    data["labels"][0]["attributes"] = [{"name": "day", "type": "date", "default": date(2025, 3, 13)}]
    assert parse_codebook(data).labels[0].attributes[0].default == "2025-03-13"


class TestMissing:
    @pytest.fixture
    def book(self) -> Codebook:
        kinds = [
            ("form", "choice"),
            ("tags", "choices"),
            ("gist", "text"),
            ("loud", "boolean"),
            ("count", "number"),
        ]
        attributes = [
            {"name": name, "type": kind, "required": True, **({"values": ["a"]} if "choice" in kind else {})}
            for name, kind in kinds
        ]
        free = {"name": "free", "type": "text"}
        return parse_codebook(
            {"name": "x", "labels": [{"name": "QUOTE", "colour": "#000000", "attributes": [*attributes, free]}]}
        )

    def names(self, book: Codebook, **attributes: AttributeValue) -> list[str]:
        return [a.name for a in book.missing(make_span("QUOTE", (0, 1), attributes=attributes))]

    def test_what_is_not_set(self, book: Codebook) -> None:
        assert self.names(book) == ["form", "tags", "gist", "loud", "count"]
        assert self.names(book, form="a", tags=["a"], gist="g", loud=False, count=0) == []

    def test_blanks_are_not_set(self, book: Codebook) -> None:
        assert self.names(book, form="a", tags=[], gist=" \n", loud=True, count=1) == ["tags", "gist"]

    def test_an_unknown_label_lacks_nothing(self, book: Codebook) -> None:
        assert book.missing(make_span("CUE", (0, 1))) == ()


def test_a_default_is_kept() -> None:
    data = _small()
    data["labels"][1]["attributes"][0]["default"] = "direct"
    assert parse_codebook(data).labels[1].attributes[0].default == "direct"


DELETE = object()
LABEL, ATTRIBUTE, RELATION = ("labels", 0), ("labels", 1, "attributes", 0), ("relations", 0)


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        (("name",), DELETE, "lacks the entry 'name'"),
        ((*LABEL, "name"), DELETE, "lacks the entry 'name'"),
        ((*LABEL, "colour"), DELETE, "lacks the entry 'colour'"),
        ((*RELATION, "head"), DELETE, "lacks the entry 'head'"),
        ((*RELATION, "child"), DELETE, "lacks the entry 'child'"),
        (("version",), "new", "can't be read"),
        (("labels",), [], "names the label 'QUOTE', which there is not"),
        (("labels",), 3, "can't be read"),
        ((*LABEL, "name"), "AN ACTOR", "'AN ACTOR' is no name"),
        ((*LABEL, "name"), 3, "3 is no name"),
        ((*LABEL, "colour"), "blue", "'blue' of the label ACTOR is no colour"),
        ((*LABEL, "colour"), "#1060F0FF", "is no colour"),
        ((*LABEL, "colour_dark"), "#12345G", "'#12345G' of the label ACTOR is no colour"),
        ((*LABEL, "tint"), "#FFF", "'#FFF' of the label ACTOR is no colour"),
        ((*LABEL, "key"), "AB", "the key 'AB' of the label ACTOR is not one letter"),
        ((*LABEL, "key"), "1", "the key '1' of the label ACTOR is not one letter"),
        (("labels", 1, "key"), "A", "has the key A twice"),
        (("labels", 1, "name"), "ACTOR", "'QUOTE', which there is not"),
        ((*ATTRIBUTE, "name"), "the form", "'the form' is no name"),
        ((*ATTRIBUTE, "type"), "colour", "the attribute form has the unknown type 'colour'"),
        ((*ATTRIBUTE, "values"), [], "the attribute form has no values"),
        ((*ATTRIBUTE, "default"), "sung", "'sung' is no value of the attribute form"),
        ((*ATTRIBUTE, "required"), "yes", "required of the attribute form is 'yes', not true or false"),
        ((*LABEL, "points_to"), "person", "the label ACTOR points to 'person', not to actor, concept or none"),
        ((*LABEL, "examples"), "one", "the examples of the label ACTOR are no list"),
        ((*RELATION, "name"), "", "'' is no name"),
        ((*RELATION, "head"), "CLAIM", "the relation speaker names the label 'CLAIM', which there is not"),
        ((*RELATION, "child"), ["ACTOR", "CUE"], "names the label 'CUE', which there is not"),
    ],
)
def test_refusals(path: tuple[str | int, ...], value: Any, reason: str) -> None:
    data = _small()
    place: Any = data
    for step in path[:-1]:
        place = place[step]
    if value is DELETE:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    with pytest.raises(UserError, match=reason):
        parse_codebook(data)


def test_no_labels_at_all() -> None:
    with pytest.raises(UserError, match=r"has no labels\."):
        parse_codebook({"name": "empty"})


def test_a_label_or_an_attribute_twice() -> None:
    data = _small()
    data["labels"].append(copy.deepcopy(data["labels"][1]))
    with pytest.raises(UserError, match="has the label QUOTE twice"):
        parse_codebook(data)
    data = _small()
    data["labels"][1]["attributes"] *= 2
    with pytest.raises(UserError, match="has the attribute of QUOTE form twice"):
        parse_codebook(data)


COLOURS = ("red", "blue")
CHECKS: dict[str, tuple[list[AttributeValue], list[Any]]] = {
    "choice": (["red"], ["green", "", "Red", 1, True, ["red"]]),
    "choices": ([["red"], ["blue", "red"]], ["red", ["red", "green"], [1], ("red",), {"red": 1}]),
    "boolean": ([True, False], [0, 1, "true", []]),
    "number": ([0, -3, 2.5], [True, "3", math.nan, math.inf, -math.inf, [1]]),
    "text": (["", "any", "two\nlines"], [3, True, ["any"]]),
    "longtext": (["", "two\nlines"], [3, False, ["any"]]),
    "date": (["2025-03-13", "2024-02-29"], ["2025-02-29", "13.3.2025", "", "yesterday", 20250313]),
}


def test_every_type_is_checked_below() -> None:
    assert set(CHECKS) == set(ATTRIBUTE_TYPES)


def _attribute(kind: str) -> Attribute:
    return Attribute("colour", kind, COLOURS if kind in ("choice", "choices") else ())


@pytest.mark.parametrize(("kind", "value"), [(k, v) for k, (good, _) in CHECKS.items() for v in (*good, None)])
def test_an_attribute_takes(kind: str, value: AttributeValue) -> None:
    checked = _attribute(kind).check(value)
    assert checked == value
    assert type(checked) is type(value)


@pytest.mark.parametrize(("kind", "value"), [(k, v) for k, (_, bad) in CHECKS.items() for v in bad])
def test_an_attribute_refuses(kind: str, value: Any) -> None:
    with pytest.raises(ValueError, match="is no value of the attribute colour"):
        _attribute(kind).check(value)


def test_a_refusal_names_the_choice_that_is_wrong() -> None:
    with pytest.raises(ValueError, match=r"\A'green' is no value of the attribute colour \(red, blue\)\Z"):
        _attribute("choices").check(["red", "green", "grey"])


def test_no_choices_are_none() -> None:
    assert _attribute("choices").check([]) is None


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("choice", "red, blue"),
        ("boolean", "true or false"),
        ("number", "a number such as"),
        ("date", "a date such as"),
    ],
)
def test_a_refusal_says_what_it_expects(kind: str, expected: str) -> None:
    with pytest.raises(ValueError, match=rf"\({expected}"):
        _attribute(kind).check({})
