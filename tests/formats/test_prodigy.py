"""Prodigy: the tasks are written as prodi.gy/docs/api-interfaces shows them and ``db-out`` writes them (1.15)."""

from __future__ import annotations

import io
import json
from itertools import pairwise
from pathlib import PurePath
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.core.models import Draft, Refusal, State
from annotator.core.offsets import clean_text
from annotator.formats.readers import prodigy
from annotator.formats.readers.jsonl import JsonlReader
from annotator.formats.readers.prodigy import ProdigyReader
from tests.formats.foreign_cases import (
    CODEBOOK,
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

READER = ProdigyReader()
EXPORT = (DATA / "prodigy.jsonl").read_bytes()
TOKENS = [{"text": "Ilse", "start": 0, "end": 4, "id": 0}, {"text": "Wendt", "start": 5, "end": 10, "id": 1}]


def line(**task: Any) -> bytes:
    task = {"text": "Ilse Wendt came.", "answer": "accept", **task}
    return json.dumps(task, ensure_ascii=False).encode() + b"\n"


def test_accepted_spans_are_labels() -> None:
    first, second, rejected, ignored = drafts(read(READER, EXPORT))
    assert labels(first) == [
        ("ACTOR", "Merle Classen"),
        ("ACTOR", "Harbour Board"),
        ("CUE", "warned"),
        ("CUE", "warned"),
    ]
    assert [s.attributes for s in first.spans] == [{"kind": "person"}, {"kind": "organisation"}, {}, {}]
    assert [s.annotator for s in first.spans] == ["harbour-ole"] * 3 + ["harbour-gwen"]
    assert first.spans[0].created_at == "2025-03-13T14:02:11.000Z"
    assert (first.article.source, first.article.published) == ("Brakesund Courier", "2025-03-13")
    assert (first.state, first.annotator) == (State.STARTED, "harbour-ole")
    assert relations(second) == [("speaker", "“Never,”", "Gwen Tregarth"), ("cue", "“Never,”", "replied")]
    assert second.annotator is None  # nobody gave that session a name
    assert (rejected.spans, rejected.state) == ([], State.NEW)
    assert [c.text for c in rejected.comments] == ["Rejected in Prodigy: ORG “dockers”"]
    assert [c.annotator for c in rejected.comments] == ["harbour-ole"]
    assert ignored.state is State.SKIPPED


def test_relations_between_tokens_become_comments() -> None:
    """As in dependencies, whose ends are no spans."""
    spans = [{"start": 0, "end": 4, "token_start": 0, "token_end": 0, "label": "CUE"}]
    relations = [{"head": 1, "child": 0, "label": "nmod"}]
    (draft,) = drafts(read(READER, line(tokens=TOKENS, spans=spans, relations=relations)))
    assert labels(draft) == [("CUE", "Ilse")]
    assert [c.text for c in draft.comments] == ["Related in Prodigy: nmod from “Wendt” to “Ilse”"]


def test_of_spans_in_one_another_a_relation_is_that_of_the_one_that_ends_there() -> None:
    spans = [
        {"start": 0, "end": 10, "token_start": 0, "token_end": 1, "label": "QUOTE"},
        {"start": 0, "end": 4, "token_start": 0, "token_end": 0, "label": "ACTOR"},
    ]
    linked = [{"head": 1, "child": 0, "label": "speaker"}]
    (draft,) = drafts(read(READER, line(tokens=TOKENS, spans=spans, relations=linked)))
    assert relations(draft) == [("speaker", "Ilse Wendt", "Ilse")]


def test_one_span_a_task() -> None:
    """As ner.teach asks: the same text comes back with another span each time."""
    spans = [{"start": 0, "end": 10, "label": "ACTOR"}, {"start": 11, "end": 15, "label": "CUE"}]
    data = line(spans=spans[:1]) + line(text="Between.") + line(spans=spans[1:]) + line(spans=spans[:1])
    first, between = drafts(read(READER, data))
    assert labels(first) == [("ACTOR", "Ilse Wendt"), ("CUE", "came")]
    assert between.article.text == "Between."


def test_without_an_answer_spans_are_suggestions() -> None:
    span = {"start": 0, "end": 4, "label": "ACTOR", "score": 0.75}
    (draft,) = drafts(read(READER, line(answer=None, spans=[span], _input_hash=1)))
    origin = draft.spans[0].origin
    assert (origin.kind, origin.name, origin.score, origin.decision) == ("model", "prodigy", 0.75, "open")
    assert draft.state is State.NEW


@pytest.mark.parametrize(("answer", "verb"), [("accept", "Labelled"), ("reject", "Rejected")])
def test_labels_of_a_text_become_comments(answer: str, verb: str) -> None:
    data = line(answer=answer, label="LOCAL") + line(text="Two", answer=answer, options=[], accept=["A", "B"])
    first, second = drafts(read(READER, data))
    assert [c.text for c in first.comments] == [f"{verb} in Prodigy: LOCAL"]
    assert [c.text for c in second.comments] == [f"{verb} in Prodigy: A", f"{verb} in Prodigy: B"]


def test_a_task_accepted_without_a_span_was_worked_on() -> None:
    (draft,) = drafts(read(READER, line(answer="accept", _annotator_id="ole")))
    assert (draft.state, draft.annotator, draft.spans) == (State.STARTED, "ole", [])


def test_a_flag_and_what_was_typed_become_comments() -> None:
    (draft,) = drafts(read(READER, line(answer="ignore", user_input="An advert?", flagged=True)))
    assert [c.text for c in draft.comments] == ["Flagged in Prodigy", "An advert?"]
    (draft,) = drafts(read(READER, line(answer="accept", flagged=False)))
    assert draft.comments == []


@pytest.mark.parametrize(
    ("task", "why"),
    [
        (
            {"spans": [{"start": 0, "end": 4, "label": "GPE"}]},
            "the codebook news@1 lacks the label GPE; add this to it (--extend-codebook) and import again",
        ),
        (
            {
                "tokens": TOKENS,
                "spans": [{"start": 0, "end": 4, "token_start": 0, "token_end": 1, "label": "CUE"}],
            },
            "span 1: its tokens are at 0-10, but it is at 0-4",
        ),
        (
            {"tokens": TOKENS, "spans": [{"token_start": 1, "token_end": 2, "label": "CUE"}]},
            "the tokens 1 to 2 are not all among its 2 tokens",
        ),
        ({"spans": [{"start": 0, "end": 4}]}, "span 1: it has no label"),
        ({"spans": [{"label": "CUE"}]}, 'span "1": it has no start'),
        ({"spans": [3]}, "spans is not a list of objects"),
        (
            {"spans": [{"start": 0, "end": 4, "label": "CUE", "text": "Wendt"}]},
            'span "1": text "Wendt" does not match "Ilse" at 0-4',
        ),
        (
            {
                "tokens": TOKENS,
                "spans": [{"start": 0, "end": 4, "token_start": 0, "token_end": 0, "label": "QUOTE"}],
                "relations": [{"head": 0, "child": 2, "label": "speaker"}],
            },
            "relation 1: its child is neither one of the spans nor one of the tokens",
        ),
        (
            {
                "tokens": TOKENS,
                "spans": [
                    {"start": 0, "end": 10, "token_start": 0, "token_end": 1, "label": n} for n in ("CUE", "QUOTE")
                ],
                "relations": [{"head": 1, "child": 0, "label": "speaker"}],
            },
            "relation 1: its head should be one of the spans, but several of them fits",
        ),
        ({"text": ""}, "its text is empty"),
        ({"text": None, "image": "x.png"}, 'it has no "text"'),
        ({"answer": 3}, "answer is a number, not one of accept, reject, ignore"),
    ],
)
def test_what_does_not_fit_is_refused(task: dict[str, Any], why: str) -> None:
    assert reason(read(READER, line(**task))) == why


def test_bad_lines_leave_the_others() -> None:
    bad = line(spans=[{"start": 0, "end": 4, "label": "GPE"}])
    items = read(READER, b"\n" + line(spans=[]) + b"[]\n" + bad + line(text="Last."))
    assert [str(item) if isinstance(item, Refusal) else item.article.text for item in items] == [
        "in/export.jsonl:4: the codebook news@1 lacks the label GPE; add this to it (--extend-codebook) "
        "and import again",
        "in/export.jsonl:2: line 4, which is about the same text, is refused",
        "in/export.jsonl:3: the line is a list, not a JSON object",
        "Last.",
    ]


def test_a_stream_that_cannot_go_back(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    seen: list[int] = []
    items = list(READER.read(Pipe(b"\xef\xbb\xbf" + EXPORT + b"\n \n"), "x", CODEBOOK, seen.append))
    assert len(drafts(items)) == 4
    assert sum(seen) == len(EXPORT) + 6
    monkeypatch.setattr(prodigy, "MAX_BYTES", 100)
    assert [type(item) for item in read(READER, EXPORT)] == [Refusal, Refusal, Refusal, Draft, Refusal]
    monkeypatch.undo()
    (refusal,) = read(READER, EXPORT.decode().encode("utf-16"))
    assert str(refusal).endswith("the file is UTF-16, but JSON Lines are UTF-8")


def test_known_by_content() -> None:
    path = PurePath("a.jsonl")
    assert READER.accepts(path, EXPORT)
    assert READER.accepts(path, EXPORT[:300])
    assert READER.accepts(path, line(text="x"))
    assert READER.accepts(path, b'{"text": "x", "spans": [{"start": 0, "end": 1, "token_start": 0}]}')
    for data in (b"", b'{"text": "x", "answer": "yes"}', b'{"text": "x", "spans": []}', b'{"answer": "accept"}'):
        assert not READER.accepts(path, data)
    (refusal,) = read(JsonlReader(), line(text="x"))
    assert "read it as the format prodigy" in str(refusal)


@given(TEXT, st.data())
def test_offsets_count_code_points(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), min_size=2)))
    tokens = [{"text": text[a:b], "start": a, "end": b, "id": i} for i, (a, b) in enumerate(pairwise(cuts))]
    first = data.draw(st.integers(0, len(tokens) - 1))
    last = data.draw(st.integers(first, len(tokens) - 1))
    start, end = cuts[first], cuts[last + 1]
    assume(text[max(start - 1, 0) : start + 1] != "\r\n")
    by_token = {"token_start": first, "token_end": last, "label": "CLAIM"}
    for span in (
        by_token,
        {**by_token, "start": start, "end": end},
        {"label": "CLAIM", "start": start, "end": end},
    ):
        (draft,) = drafts(read(READER, line(text=text, tokens=tokens, spans=[span])))
        assert labels(draft) == [("CLAIM", clean_text(text[start:end]))]


@given(mutated(EXPORT))
def test_damaged_files(data: bytes) -> None:
    check(read(READER, data))
    READER.accepts(PurePath("a.jsonl"), data)


@given(st.sampled_from(EXPORT.splitlines()).map(json.loads).flatmap(altered))
def test_odd_tasks(task: Any) -> None:
    check(read(READER, json.dumps(task).encode()))
