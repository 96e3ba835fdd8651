"""doccano: the lines are written as its export does (doccano 1.8, backend/data_export)."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.core.models import Draft, State
from annotator.core.offsets import clean_text
from annotator.formats.readers.doccano import DoccanoReader
from tests.formats.foreign_cases import (
    DATA,
    TEXT,
    altered,
    check,
    drafts,
    labels,
    mutated,
    read,
    reason,
    relations,
)

READER = DoccanoReader()
PLAIN = (DATA / "doccano.jsonl").read_bytes()
_NUMBER = "span 1: label is a number, not a string"
LINKED = (DATA / "doccano-relations.jsonl").read_bytes()


def line(**record: Any) -> bytes:
    return json.dumps({"id": 1, "text": "Ilse Wendt came.", **record}, ensure_ascii=False).encode() + b"\n"


def test_labels_metadata_and_comments() -> None:
    first, second = drafts(read(READER, PLAIN))
    assert labels(first) == [
        ("ACTOR", "Merle Classen"),
        ("ACTOR", "Merle Classen"),
        ("CUE", "said"),
        ("QUOTE", "the harbour would stay open."),
    ]
    assert [span.attributes for span in first.spans] == [{"kind": "person"}, {}, {}, {}]
    assert {(span.origin.kind, span.origin.name) for span in first.spans} == {("import", "doccano")}
    article = first.article
    assert (article.source, article.published, article.authors, article.lang, article.url) == (
        "Brakesund Courier",
        "2025-03-13",
        ("Ole Tams",),
        "en",
        "https://courier.example/1",
    )
    assert (article.key, article.file, first.state) == ("11", "export.jsonl", State.STARTED)
    assert [(comment.text, comment.span_id) for comment in first.comments] == [("Check the title.", None)]
    assert (second.spans, second.comments, second.state) == ([], [], State.NEW)


def test_relations() -> None:
    (draft,) = drafts(read(READER, LINKED))
    assert labels(draft) == [("QUOTE", "“Never,”"), ("CUE", "replied"), ("ACTOR", "Gwen Tregarth")]
    assert relations(draft) == [("speaker", "“Never,”", "Gwen Tregarth"), ("cue", "“Never,”", "replied")]
    assert not {span.id for span in draft.spans} & {"301", "302", "303"}


@pytest.mark.parametrize(
    "record",
    [
        {"labels": [[0, 10, "ACTOR"]]},
        {"entities": [[0, 10, "ACTOR"]], "cats": ["local"]},
        {"label": [[0, 10, "ACTOR"]]},
        {"entities": [{"start": 0, "end": 10, "label": "ACTOR", "text": "Ilse Wendt"}]},
        {"annotations": [{"start": 0, "end": 10, "type": "ACTOR"}]},
    ],
)
def test_older_and_other_projects(record: dict[str, Any]) -> None:
    assert READER.accepts(PurePath("a.jsonl"), line(**record))
    (draft,) = drafts(read(READER, line(**record)))
    assert labels(draft) == [("ACTOR", "Ilse Wendt")]
    assert [comment.text for comment in draft.comments] == record.get("cats", [])


def test_the_text_was_once_called_data() -> None:
    data = json.dumps({"id": 1, "data": "Ilse Wendt came.", "label": [[0, 10, "ACTOR"]]}).encode()
    assert READER.accepts(PurePath("a.jsonl"), data)
    assert READER.accepts(PurePath("a.jsonl"), data[:-2])
    (draft,) = drafts(read(READER, data))
    assert labels(draft) == [("ACTOR", "Ilse Wendt")]


def test_metadata_may_stand_below_meta() -> None:
    meta = {"source": "Courier", "title": "Ferry row"}
    data = json.dumps({"id": 1, "text": "Ilse came.", "meta": meta, "labels": [[0, 4, "ACTOR"]]}).encode()
    (draft,) = drafts(read(READER, data))
    assert (draft.article.source, draft.article.title, labels(draft)) == (
        "Courier",
        "Ferry row",
        [("ACTOR", "Ilse")],
    )


def test_categories_of_a_text_become_comments() -> None:
    (draft,) = drafts(read(READER, line(label=["local", "harbour"])))
    assert [comment.text for comment in draft.comments] == ["local", "harbour"]


def test_an_id_of_the_person_is_kept() -> None:
    (draft,) = drafts(read(READER, line(id="courier-17", label=[])))
    assert draft.article.key == "courier-17"


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (
            {"label": [[0, 4, "LOC"], [5, 10, "MISC"], [5, 10, "MISC"], [0, 4, "ACTOR"]]},
            "the codebook news@1 lacks the labels LOC, MISC; add this to it (--extend-codebook) and import again",
        ),
        (
            {
                "entities": [{"id": 1, "label": "LOC", "start_offset": 0, "end_offset": 4}],
                "relations": [{"from_id": 1, "to_id": 1, "type": "lives in"}],
            },
            "the codebook news@1 lacks the label LOC and the relation lives in; add this to it "
            "(--extend-codebook) and import again",
        ),
        ({"label": [[0, 99, "ACTOR"]]}, "span 1: end 99 lies beyond the text (16 characters)"),
        ({"label": [[4, 4, "ACTOR"]]}, "span 1: a span needs at least one character"),
        ({"label": [[0, 4, 3]]}, _NUMBER),
        ({"annotations": [{"label": 3, "start_offset": 0, "end_offset": 4, "user": 1}]}, _NUMBER),
        ({"label": [[0, 4]]}, "label 1 is neither [start, end, label] nor an object with start_offset"),
        ({"label": 7}, "label is a number, not a list"),
        ({"relations": [3]}, "relation 1 is a number, not an object"),
        (
            {
                "entities": [{"id": 1, "label": "QUOTE", "start_offset": 0, "end_offset": 4}],
                "relations": [{"from_id": 1, "to_id": 2, "type": "speaker"}],
            },
            'relation 1: child "2" is no span of this record',
        ),
    ],
)
def test_what_has_no_place_is_refused(record: dict[str, Any], why: str) -> None:
    assert reason(read(READER, line(**record))) == why


def test_a_bad_line_leaves_the_others() -> None:
    items = read(READER, PLAIN + b'{"text": "x", "label": [[0, 1, "LOC"]]}\n' + LINKED)
    assert [isinstance(item, Draft) for item in items] == [True, True, False, True]


def test_known_by_content() -> None:
    path = PurePath("a.jsonl")
    for data in (PLAIN, LINKED, b"\xef\xbb\xbf" + PLAIN, line(label=[]) * 3 + PLAIN, line(label=[], Comments=[])):
        assert READER.accepts(path, data)
    # A project with relations whose first articles, as far as one looks, have no labels.
    assert READER.accepts(path, line(entities=[], relations=[]) * 3)
    # Cut in the middle of the first line.
    assert READER.accepts(path, PLAIN[:150])
    assert READER.accepts(path, line(entities=[], relations=[], file="a.html")[:-4])
    for data in (
        b"",
        b"text",
        line(label="sports"),
        line(label=[]),
        line(entities=[]),
        line(spans=[], labels=[[0, 1, "A"]]),
        b'{"label": [[0, 1, "A"]]}',
        b'[{"text": "a", "label": [[0, 1, "A"]]}]',
    ):
        assert not READER.accepts(path, data)


@given(TEXT, st.data())
def test_offsets_count_code_points(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(text[max(start - 1, 0) : start + 1] != "\r\n")
    for record in (
        {"label": [[start, end, "CLAIM"]]},
        {"entities": [{"id": 1, "label": "CLAIM", "start_offset": start, "end_offset": end}]},
    ):
        (draft,) = drafts(read(READER, line(text=text, **record)))
        assert labels(draft) == [("CLAIM", clean_text(text[start:end]))]


@given(st.one_of(mutated(PLAIN), mutated(LINKED)))
def test_damaged_files(data: bytes) -> None:
    check(read(READER, data))
    READER.accepts(PurePath("a.jsonl"), data)


@given(st.sampled_from([*PLAIN.splitlines(), *LINKED.splitlines()]).map(json.loads).flatmap(altered))
def test_odd_lines(record: Any) -> None:
    check(read(READER, json.dumps(record).encode()))
