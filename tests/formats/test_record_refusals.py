from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from annotator.core.codebook import parse_codebook
from annotator.formats.record import parse_record

DATA = Path(__file__).parent / "data"
CODEBOOK = parse_codebook(tomllib.loads((DATA / "codebook.toml").read_text(encoding="utf-8")))


def reason(**record: Any) -> str:
    with pytest.raises(ValueError, match=r".") as caught:
        parse_record({"text": "Ilse Wendt speaks.", **record}, CODEBOOK, "in.jsonl")
    return str(caught.value)


def span_reason(**span: Any) -> str:
    """Why a span of the text "Ilse Wendt speaks." is refused."""
    return reason(spans=[{"label": "QUOTE", "start": 0, "end": 4, **span}])


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"text": None}, 'it has no "text"'),
        ({"text": 5}, "text is a number, not a string"),
        ({"text": ""}, "its text is empty"),
        ({"text": " \n\t\u2003"}, "its text is empty"),
        ({"id": True}, "id is true or false, not a string"),
        ({"id": 1.5}, "id is a number, not a string"),
        ({"title": ["x"]}, "title is a list, not a string"),
        ({"meta": []}, "meta is a list, not an object"),
        ({"meta": {"published": 2025}}, "meta.published is a number, not a string"),
        ({"meta": {"authors": ["Ada", 1]}}, "meta.authors is not a list of strings"),
        ({"meta": {"authors": {"name": "Ada"}}}, "meta.authors is not a list of strings"),
        ({"status": "ready"}, 'the status "ready" is not one of new, started, done, skipped'),
        ({"status": []}, "the status a list is not one of new, started, done, skipped"),
        ({"split": 1}, "split is a number, not a string"),
        ({"offset_unit": "byte"}, 'the offset_unit "byte" is neither codepoint nor utf16'),
        ({"spans": {}}, "spans is an object, not a list"),
        ({"spans": ["x"]}, "span 1 is a string, not an object"),
        ({"relations": [None]}, "relation 1 is null, not an object"),
        ({"zones": [{"start": 0, "end": 4}]}, "zone 1: it has no kind"),
        ({"zones": [{"start": 2, "end": 2, "kind": "byline"}]}, "zone 1: a zone needs at least one character"),
        (
            {"zones": [{"start": 0, "end": 99, "kind": "byline"}]},
            "zone 1: end 99 lies beyond the text (18 characters)",
        ),
    ],
)
def test_a_wrong_record_is_refused_in_words(record: dict[str, Any], expected: str) -> None:
    assert reason(**record) == expected


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ({"label": None}, "span 1: it has no label"),
        ({"label": 3}, "span 1: label is a number, not a string"),
        ({"id": "x", "label": "FOO"}, 'span "x": the label FOO is not in the codebook news@1'),
        ({"label": "L" * 90}, f"span 1: the label {'L' * 39}… is not in the codebook news@1"),
        ({"start": None}, "span 1: it has no start"),
        ({"end": "4"}, "span 1: end is a string, not an integer"),
        ({"start": False}, "span 1: start is true or false, not an integer"),
        ({"start": -1}, "span 1: start -1 is negative"),
        ({"start": 5}, "span 1: end 4 lies before start 5"),
        ({"end": 812}, "span 1: end 812 lies beyond the text (18 characters)"),
        ({"end": 0}, "span 1: a span needs at least one character"),
        ({"segments": [[0, 4, 5]]}, "span 1: segments is not a list of [start, end]"),
        ({"segments": [[0, True]]}, "span 1: end is true or false, not an integer"),
        ({"segments": []}, "span 1: a span needs at least one character"),
        ({"segments": [[0, 3]]}, "span 1: start 0 and end 4 do not enclose its segments exactly"),
        ({"end": None, "segments": [[0, 4]]}, "span 1: it has no end"),
        ({"text": "lse "}, 'span 1: text "lse " does not match "Ilse" at 0-4'),
        ({"text": "Il\n" + "s" * 50}, f'span 1: text "Il\\n{"s" * 36}…" does not match "Ilse" at 0-4'),
        ({"text": 4}, "span 1: text is a number, not a string"),
        ({"attributes": []}, "span 1: attributes is a list, not an object"),
        ({"attributes": {"kind": "person"}}, "span 1: QUOTE has no attribute kind"),
        (
            {"attributes": {"form": "loud"}},
            "span 1: 'loud' is no value of the attribute form (direct, indirect)",
        ),
        (
            {"attributes": {"form": {"a": 1}}},
            "span 1: the attribute form is an object, not a value or a list of strings",
        ),
        ({"attributes": {"weight": float("nan")}}, "span 1: the attribute weight is not a finite number"),
        ({"attributes": {"weight": 10**400}}, "span 1: the attribute weight is not a finite number"),
        ({"actor": "Ilse"}, 'span 1: actor is a string, not an object with "id" and "name"'),
        ({"actor": {"id": "1"}}, "span 1: actor has no name"),
        ({"actor": {"name": "Ilse"}}, "span 1: actor has no id"),
        ({"actor": {"id": 1, "name": "Ilse"}}, "span 1: actor.id is a number, not a string"),
        ({"concept": {"id": "1", "name": 2}}, "span 1: concept.name is a number, not a string"),
        ({"note": 1}, "span 1: note is a number, not a string"),
        ({"created_at": 1741852800}, "span 1: created_at is a number, not a string"),
        ({"origin": "rule"}, "span 1: origin is a string, not an object"),
        ({"origin": {}}, "span 1: origin.kind null is not one of human, import, rule, model, llm"),
        ({"origin": {"kind": "rule", "score": "9"}}, "span 1: origin.score is a string, not a number"),
        ({"origin": {"kind": "rule", "score": True}}, "span 1: origin.score is true or false, not a number"),
        (
            {"origin": {"kind": "rule", "decision": "no"}},
            'span 1: origin.decision "no" is not one of accepted, edited, open',
        ),
    ],
)
def test_a_wrong_span_is_refused_in_words(span: dict[str, Any], expected: str) -> None:
    assert span_reason(**span) == expected


def relation_reason(**relation: Any) -> str:
    return reason(
        spans=[
            {"id": "q", "label": "QUOTE", "start": 0, "end": 4},
            {"id": "a", "label": "ACTOR", "start": 0, "end": 4},
        ],
        relations=[{"label": "speaker", "head": "q", "child": "a"}, {"label": "speaker", **relation}],
    )


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        ({"head": "abc", "child": "a"}, 'relation 2: head "abc" is no span of this record'),
        ({"head": "q"}, "relation 2: it has no child"),
        ({"head": "a", "child": "q"}, "relation 2: the codebook has no speaker from ACTOR to QUOTE"),
        (
            {"label": "foe", "head": "q", "child": "a"},
            "relation 2: the relation foe is not in the codebook news@1",
        ),
        ({"label": None, "head": "q", "child": "a"}, "relation 2: it has no label"),
        ({"head": ["q"], "child": "a"}, "relation 2: head is a list, not a string"),
    ],
)
def test_a_wrong_relation_is_refused_in_words(relation: dict[str, Any], expected: str) -> None:
    assert relation_reason(**relation) == expected


def test_ids_come_once_in_a_record() -> None:
    span = {"id": "q", "label": "QUOTE", "start": 0, "end": 4}
    assert reason(spans=[span, span]) == 'span "q": this id comes twice in the record'


def test_a_register_entry_is_described_one_way() -> None:
    spans = [
        {"label": "ACTOR", "start": 0, "end": 4, "actor": {"id": "1", "name": name}} for name in ("Ilse", "Wendt")
    ]
    assert reason(spans=spans) == 'span 2: the actor "1" has two names or kinds in this record'
    spans = [
        {"label": "CLAIM", "start": 0, "end": 4, "concept": {"id": "1", "name": name}} for name in ("Yes", "No")
    ]
    assert reason(spans=spans) == 'span 2: the concept "1" has two names in this record'


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("x", "comment 1 is a string, not an object"),
        ({}, "comment 1: it has no text, which an open comment alone may lack"),
        ({"id": "k", "text": " \n"}, 'comment "k": it has no text, which an open comment alone may lack'),
        ({"text": 5}, "comment 1: text is a number, not a string"),
        ({"text": "?", "open": 1}, "comment 1: open is a number, not true or false"),
        ({"text": "?", "open": "no"}, "comment 1: open is a string, not true or false"),
        ({"text": "?", "span": "zz"}, 'comment 1: span "zz" is no span of this record'),
        ({"text": "?", "span": ["q"]}, "comment 1: span is a list, not a string"),
        ({"text": "?", "span": "s"}, 'comment 1: span "s" is a suggestion, which nobody can comment on yet'),
        ({"text": "?", "annotator": 3}, "comment 1: annotator is a number, not a string"),
        ({"text": "?", "created_at": 1741852800}, "comment 1: created_at is a number, not a string"),
    ],
)
def test_a_wrong_comment_is_refused_in_words(comment: Any, expected: str) -> None:
    origin = {"kind": "rule", "decision": "open"}
    spans = [
        {"id": "q", "label": "QUOTE", "start": 0, "end": 4},
        {"id": "s", "label": "QUOTE", "start": 0, "end": 10, "origin": origin},
    ]
    assert reason(spans=spans, comments=[comment]) == expected


def test_comments_are_a_list_of_entries_with_ids_of_their_own() -> None:
    assert reason(comments={}) == "comments is an object, not a list"
    flag = {"id": "k", "open": True}
    assert reason(comments=[flag, flag]) == 'comment "k": this id comes twice in the record'
