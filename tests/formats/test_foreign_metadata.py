"""What doccano, Prodigy and Label Studio have beside a text is taken, or told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from annotator.core.models import Draft, Refusal
from annotator.formats.foreign_metadata import OURS, about, about_keys
from annotator.formats.mapping import FIELDS, Mapping
from annotator.formats.readers import Reader
from annotator.formats.readers.doccano import DoccanoReader
from annotator.formats.readers.json import JsonReader
from annotator.formats.readers.jsonl import JsonlReader
from annotator.formats.readers.label_studio import LabelStudioReader
from annotator.formats.readers.prodigy import ProdigyReader
from annotator.formats.writers.registry import find_format
from annotator.jobs.files import ExportFilter, Writing
from tests.formats.foreign_cases import drafts, read, reason
from tests.formats.writer_cases import news, project_of

TEXT = "Ilse Wendt came."
DOCCANO: dict[str, Any] = {
    "id": 91,
    "text": TEXT,
    "label": [[0, 4, "ACTOR"]],
    "Comments": [],
    "wave": 3,
    "doc_id": "BC-0001",
    "source": "Brakesund Courier",
    "publisher": "Tams",
    "empty": "",
    "meta": {"coder": "GT", "title": "Ferry"},
}
PRODIGY: dict[str, Any] = {
    "text": TEXT,
    "spans": [{"start": 0, "end": 4, "label": "ACTOR"}],
    "answer": "accept",
    "_input_hash": 1,
    "_view_id": "spans_manual",
    "frame": "x",
    "meta": {"section": "A1", "doc": "n-5", "source": "Brakesund Courier", "deep": {"er": 1}},
}
STUDIO: dict[str, Any] = {
    "id": 17,
    "data": {"text": TEXT, "doc_ref": "A-17", "wave": 2, "headline": "Ferry"},
    "meta": {"batch": "b1"},
    "annotations": [{"id": 1, "completed_by": 1, "result": []}],
    "inner_id": 3,
}
MINIMAL: dict[str, Any] = {"id": 17, "text": TEXT, "doc_ref": "A-17", "annotation_id": 4, "lead_time": 2.5}
READERS: list[tuple[Reader, dict[str, Any]]] = [
    (DoccanoReader(), DOCCANO),
    (JsonlReader(), DOCCANO),
    (JsonReader(), DOCCANO),
    (ProdigyReader(), PRODIGY),
    (JsonReader(), PRODIGY),
    (LabelStudioReader(), STUDIO),
    (JsonReader(), STUDIO),
]


def items(reader: Any, record: dict[str, Any], **columns: str) -> list[Draft | Refusal]:
    mapped = reader.mapped(Mapping(columns)) if columns else reader
    return read(mapped, json.dumps(record).encode())


def one(reader: Any, record: dict[str, Any], **columns: str) -> Draft:
    (draft,) = drafts(items(reader, record, **columns))
    return draft


@pytest.mark.parametrize(("reader", "record"), READERS)
def test_keys_that_are_not_read_are_told(reader: Reader, record: dict[str, Any]) -> None:
    draft = one(reader, record)
    told = {
        id(DOCCANO): (("wave", "doc_id", "publisher", "meta.coder"), "91", "Ferry"),
        id(PRODIGY): (("frame", "meta.section", "meta.doc", "meta.deep.er"), "", TEXT),
        id(STUDIO): (("data.doc_ref", "data.wave", "meta.batch"), "17", "Ferry"),
    }
    assert (draft.unread, draft.article.key, draft.article.title) == told[id(record)]


@pytest.mark.parametrize(
    ("reader", "record", "columns"),
    [
        (DoccanoReader(), DOCCANO, {"id": "doc_id", "title": "Wave", "source": ""}),
        (JsonlReader(), DOCCANO, {"id": "DOC-ID", "title": "wave", "source": ""}),
        (ProdigyReader(), PRODIGY, {"id": "meta.doc", "title": "meta.deep.er", "source": ""}),
        (LabelStudioReader(), STUDIO, {"id": "data.doc_ref", "title": "data.wave", "source": ""}),
        (LabelStudioReader(), MINIMAL, {"id": "doc_ref", "title": "lead_time", "source": ""}),
    ],
)
def test_keys_are_what_a_person_says(reader: Reader, record: dict[str, Any], columns: dict[str, str]) -> None:
    draft = one(reader, record, **columns)
    titles = {id(DOCCANO): ("BC-0001", "3"), id(PRODIGY): ("n-5", "1"), id(STUDIO): ("A-17", "2")}
    assert (draft.article.key, draft.article.title) == titles.get(id(record), ("A-17", "2.5"))
    assert draft.article.source is None
    assert len(draft.spans) == ("spans" in record or "label" in record)
    # Whoever said of each field what it is has looked at all keys.
    text = "data.text" if record is STUDIO else "text"
    assert one(reader, record, **dict.fromkeys(FIELDS, "") | columns | {"text": text}).unread == ()


def test_authors_and_dates_that_a_person_names() -> None:
    record = {**DOCCANO, "wer": ["Ole Tams", "Gwen"], "wann": 1741824000}
    article = one(DoccanoReader(), record, authors="wer", published="wann").article
    assert (article.authors, article.published) == (("Ole Tams", "Gwen"), "2025-03-13T00:00:00Z")


@pytest.mark.parametrize(
    ("reader", "record", "columns", "why"),
    [
        (DoccanoReader(), DOCCANO, {"id": "nothing"}, 'there is no key "nothing"; its keys are "id", "text", '),
        (ProdigyReader(), PRODIGY, {"title": "section"}, 'there is no key "section"; its keys are "text", '),
        (
            LabelStudioReader(),
            STUDIO,
            {"text": "data.doc_ref"},
            'its labels are in "data.text", which is its text, and not "data.doc_ref"',
        ),
    ],
)
def test_what_a_person_says_and_is_not_there_is_refused(
    reader: Reader, record: dict[str, Any], columns: dict[str, str], why: str
) -> None:
    assert reason(items(reader, record, **columns)).startswith(why)


@pytest.mark.parametrize(("reader", "record"), READERS)
def test_what_some_objects_lack_is_nothing_in_these(reader: Any, record: dict[str, Any]) -> None:
    """The window takes the keys from the first objects of a file."""
    text = "data.text" if record is STUDIO else "text"
    mapping = Mapping({"source": "nothing", "title": "nor this", "text": text}, some_lack_keys=True)
    (draft,) = drafts(read(reader.mapped(mapping), json.dumps(record).encode()))
    assert draft.article.source is None
    assert [span.segments for span in draft.spans] == [span.segments for span in one(reader, record).spans]


def test_ids_are_numbers_or_texts() -> None:
    found = [about({"id": value}, {"id": "b"}).record["id"] for value in ("a", 7, -1, True, 1.5, None, " ")]
    assert found == ["a", "7", "b", "b", "b", "b", "b"]
    assert one(LabelStudioReader(), {**STUDIO, "data": {"text": TEXT, "id": "own"}}).article.key == "own"


def test_answers_of_a_minimal_export_are_comments_unless_said_to_be_something() -> None:
    assert [c.text for c in one(LabelStudioReader(), MINIMAL).comments] == ["doc_ref: A-17"]
    assert one(LabelStudioReader(), MINIMAL, id="doc_ref").comments == []


@pytest.mark.parametrize(
    ("format", "name", "reader"),
    [
        ("doccano", "a.jsonl", DoccanoReader()),
        ("prodigy", "a.jsonl", ProdigyReader()),
        ("label-studio", "a.json", LabelStudioReader()),
    ],
)
@pytest.mark.parametrize("split", [None, "train"])
def test_of_our_own_exports_what_is_lost_is_told(
    format: str, name: str, reader: Reader, split: str | None
) -> None:
    with project_of([news(split=split)]) as project:
        out = project.path.with_name(name)
        project.export(out, ExportFilter(), how=Writing(find_format(format).name))
        (draft,) = drafts(read(reader, out.read_bytes()))
    assert [key.rpartition(".")[2] for key in draft.unread] == ["split"] * (split is not None)


def test_a_meta_that_is_no_object_is_told() -> None:
    assert one(DoccanoReader(), {**DOCCANO, "meta": "from 2019"}).unread[-1] == "meta"
    assert one(ProdigyReader(), {**PRODIGY, "meta": ["x"]}).unread == ("frame", "meta")


def test_somebody_elses_status_is_told() -> None:
    assert about_keys({"": {"text": "a", "status": "new"}}, "text").unread == ("status",)
    assert about_keys({"": {"text": "a", **dict.fromkeys(OURS), "status": "new"}}, "text").unread == ()
