"""doccano: lines that its importer takes (doccano 1.8, backend/data_import/pipeline/label.py)."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pandas
from hypothesis import given

from annotator.core.models import Draft
from annotator.formats.readers.doccano import DoccanoReader
from annotator.project import Project
from tests.formats.foreign_cases import drafts as drafts_of
from tests.formats.foreign_cases import read, relations
from tests.formats.record_projects import drafts
from tests.formats.writer_cases import TEXT, about, export, folder, labels, many, news, project_of
from tests.making import make_draft, make_zone

# The fields of SpanLabel, RelationLabel and TextData, which refuse anything else.
NUMBER = {"type": "integer", "minimum": 0}
NAME = {"type": "string", "minLength": 1}
SPAN = {"label": NAME, "start_offset": NUMBER, "end_offset": NUMBER, "id": NUMBER}
RELATION = {"from_id": NUMBER, "to_id": NUMBER, "type": NAME, "id": NUMBER}
LINE = jsonschema.Draft202012Validator(
    {
        "properties": {
            "text": NAME,
            "entities": {"items": {"properties": SPAN, "required": list(SPAN)}},
            "relations": {"items": {"properties": RELATION, "required": list(RELATION)}},
        },
        "required": ["text", "entities", "relations"],
    }
)


def written(project: Project, **wanted: Any) -> tuple[list[dict[str, Any]], dict[str, int]]:
    content, report = export(project, "doccano", "out.jsonl", **wanted)
    return [json.loads(line) for line in content.split(b"\n") if line], dict(report.losses.counts)


@many
@given(drafts())
def test_lines_are_what_doccano_imports(articles: list[Draft]) -> None:
    with project_of(articles) as project:
        found, losses = written(project, suggestions=True)
        keys = {tuple(line) for line in found}
        assert len(keys) <= 1
        records, _ = export(project, "jsonl", "records.jsonl", suggestions=True)
        lines = iter(found)
        kept = 0
        for record in map(json.loads, records.splitlines()):
            if not record["text"].strip():
                continue
            line = next(lines)
            LINE.validate(line)
            spans = {s["id"]: s for s in record["spans"] if s["origin"]["decision"] != "open"}
            assert [
                (e["label"], e["start_offset"], e["end_offset"], line["text"][e["start_offset"] : e["end_offset"]])
                for e in line["entities"]
            ] == [(s["label"], s["start"], s["end"], s["text"]) for s in spans.values()]
            assert all(e["start_offset"] < e["end_offset"] for e in line["entities"])
            ids = [e["id"] for e in line["entities"]]
            assert len(set(ids)) == len(ids)
            ends = dict(zip(ids, spans, strict=True))
            assert [(ends[r["from_id"]], ends[r["to_id"]], r["type"]) for r in line["relations"]] == [
                (r["head"], r["child"], r["label"])
                for r in record["relations"]
                if {r["head"], r["child"]} <= spans.keys()
            ]
            kept += len(line["relations"])
        assert next(lines, None) is None
        all_relations = sum(len(json.loads(record)["relations"]) for record in records.splitlines())
        assert losses.get("relations", 0) == all_relations - kept


def test_a_table_of_the_lines_is_whole() -> None:
    """doccano takes a row's other columns as metadata, in which NaN could not be stored."""
    with project_of([news(), make_draft("Ohne alles.", title="Zwei")]) as project:
        table = pandas.DataFrame(written(project)[0])
        rows = table.loc[:, ~table.columns.isin(["entities", "relations"])].to_dict(orient="records")
        assert "NaN" not in json.dumps(rows)
        assert list(table.explode("entities").dropna(subset=["entities"])["text"].unique()) == [TEXT]


@many
@given(drafts(open_too=False))
def test_comes_back(articles: list[Draft]) -> None:
    with project_of(articles) as project:
        content, _ = export(project, "doccano", "out.jsonl", keep_zones=True)
        again = drafts_of(read(DoccanoReader(), content))
        for draft, found in zip(articles, again, strict=True):
            assert found.article.text == draft.article.text
            assert labels(found.spans) == labels(draft.spans)
            # What is lost: pieces, attributes, entries, notes, annotators and times.
            assert all(len(s.segments) == 1 and not s.attributes and s.note is None for s in found.spans)
            assert sorted(relations(found)) == sorted(relations(draft))
            if draft.article.title.strip():
                assert about(found.article) == about(draft.article)


def test_what_is_lost_is_counted() -> None:
    with project_of([news(), make_draft("Kopf", "leer", zones=[make_zone(0, 4)])]) as project:
        found, losses = written(project, suggestions=True, comments=True)
        assert [line["id"] for line in found] == ["🙂-1"]
        assert sorted(found[0]["Comments"]) == ["Fertig.", "Wer?"]
        assert losses == {
            "open": 1,
            "relations": 1,  # to the suggestion
            "pieces": 1,
            "attributes": 4,
            "notes": 1,
            "places": 1,
            "empty": 1,
            "mixed": 1,
        }
        (draft,) = drafts_of(read(DoccanoReader(), json.dumps(found[0]).encode()))
        assert [(c.text, c.span_id) for c in draft.comments] == [(text, None) for text in found[0]["Comments"]]


def test_a_folder_has_a_file_for_each_split() -> None:
    with project_of([news(split="train"), make_draft("Zwei.", split="dev"), make_draft("Drei.")]) as project:
        assert sorted(folder(project, "doccano")) == ["all.jsonl", "dev.jsonl", "train.jsonl"]
