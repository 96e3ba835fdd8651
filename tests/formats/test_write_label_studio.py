"""Label Studio: tasks that its SDK takes (label_studio_sdk.label_interface, 2.1), and the way back.

The SDK is not installed for tests, as it brings OpenCV; what it asks of regions and controls is asked here.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import jsonschema
from hypothesis import given

from annotator.core.codebook import Attribute, Codebook
from annotator.core.models import Draft, Span, State
from annotator.formats.readers.label_studio import LabelStudioReader
from annotator.formats.writers.base import Options, Setup
from annotator.formats.writers.label_studio import make
from annotator.formats.writers.losses import Losses
from annotator.formats.writers.targets import MemoryTarget
from annotator.jobs.files import ExportFilter, Writing
from annotator.project import Project
from tests.formats.foreign_cases import CODEBOOK, read, relations
from tests.formats.foreign_cases import drafts as drafts_of
from tests.formats.record_projects import drafts
from tests.formats.writer_cases import TEXT, about, export, folder, many, news, project_of
from tests.making import make_draft

# labelstud.io/guide/task_format, /guide/export: what a task has to have.
RESULT = {
    "type": "array",
    "items": {
        "anyOf": [
            {
                "properties": {
                    "id": {"type": "string"},
                    "from_name": {"type": "string"},
                    "to_name": {"const": "text"},
                    "type": {"enum": ["labels", "choices", "number", "datetime", "textarea"]},
                    "value": {
                        "properties": {"start": {"type": "integer"}, "end": {"type": "integer"}},
                        "required": ["start", "end"],
                    },
                    "score": {"type": "number"},
                },
                "required": ["id", "from_name", "to_name", "type", "value"],
            },
            {
                "properties": {"type": {"const": "relation"}, "direction": {"const": "right"}},
                "required": ["type", "from_id", "to_id", "direction", "labels"],
            },
        ]
    },
}
TASKS = jsonschema.Draft202012Validator(
    {
        "type": "array",
        "items": {
            "properties": {
                "id": {"type": "integer"},
                "data": {"properties": {"text": {"type": "string", "minLength": 1}}, "required": ["text"]},
                "annotations": {"items": {"properties": {"result": RESULT}, "required": ["id", "result"]}},
                "predictions": {
                    "items": {
                        "properties": {"result": RESULT, "model_version": {"type": "string"}},
                        "required": ["id", "result", "model_version"],
                    }
                },
            },
            "required": ["id", "data", "annotations", "predictions"],
        },
    }
)


def tasks(project: Project, **wanted: Any) -> list[dict[str, Any]]:
    return list(json.loads(export(project, "label-studio", "out.json", **wanted)[0]))


def check_config(config: str, found: list[dict[str, Any]]) -> None:
    """Each result is of a control that is there, and says what this control can say of its region."""
    root = ElementTree.fromstring(config)
    assert [tag.attrib for tag in root.iter("Text")] == [{"name": "text", "value": "$text"}]
    named = {tag.attrib["name"]: tag for tag in root.iter() if "toName" in tag.attrib}
    assert all(tag.attrib["toName"] == "text" for tag in named.values())
    parents = {child: parent for parent in root.iter() for child in parent}
    linked = {tag.attrib["value"] for tag in root.iter("Relation")}
    for task in found:
        for layer in task["annotations"] + task["predictions"]:
            label = {r["id"]: r["value"]["labels"][0] for r in layer["result"] if r["type"] == "labels"}
            for result in layer["result"]:
                if result["type"] == "relation":
                    assert {result["from_id"], result["to_id"]} <= label.keys()
                    assert set(result["labels"]) <= linked
                    continue
                control = named[result["from_name"]]
                assert control.tag.lower() == result["type"]
                said = result["value"]["text" if result["type"] == "textarea" else result["type"]]
                if result["type"] in ("labels", "choices"):
                    assert set(said) <= {item.attrib["value"] for item in control}
                    assert len(said) == 1 or control.get("choice") == "multiple"
                if result["type"] != "labels":
                    assert control.get("perRegion") == "true"
                    assert label[result["id"]] in parents[control].attrib["whenLabelValue"].split(",")


@many
@given(drafts())
def test_tasks_are_valid(articles: list[Draft]) -> None:
    with project_of(articles) as project:
        files = folder(project, "label-studio", suggestions=True)
        config = files.pop("config.xml").decode()
        for content in files.values():
            found = json.loads(content)
            TASKS.validate(found)
            check_config(config, found)
            for task in found:
                text = task["data"]["text"]
                for layer in task["annotations"] + task["predictions"]:
                    for result in layer["result"]:
                        if result["type"] == "labels":
                            value = result["value"]
                            assert text[value["start"] : value["end"]] == value["text"]


@many
@given(drafts())
def test_comes_back(articles: list[Draft]) -> None:
    with project_of(articles) as project:
        content, _ = export(project, "label-studio", "out.json", keep_zones=True, suggestions=True)
        again = drafts_of(read(LabelStudioReader(), content))
        for draft, found in zip(articles, again, strict=True):
            assert found.article.text == draft.article.text
            for is_open in (True, False):
                assert facts(found.spans, is_open) == facts(draft.spans, is_open)
            scores = [Counter(s.origin.score for s in d.spans if s.is_open) for d in (found, draft)]
            assert scores[0] == scores[1]
            # Relations between layers, or a suggestion and a label, have no place.
            layer = {s.id: "open" if s.is_open else s.annotator or "anna" for s in draft.spans}
            draft.relations = [r for r in draft.relations if layer[r.head] == layer[r.child]]
            assert sorted(relations(found)) == sorted(relations(draft))
            assert (found.state is State.SKIPPED) == (
                draft.state is State.SKIPPED and not any(not s.is_open for s in draft.spans)
            )
            if draft.article.title.strip():
                assert about(found.article) == about(draft.article)


def facts(spans: list[Span], is_open: bool) -> Counter[str]:
    """What comes back of a span: all but its pieces, entry, annotator, times and the history of its origin."""
    return Counter(
        repr(
            (
                span.label,
                span.start,
                span.end,
                sorted((name, value) for name, value in span.attributes.items() if value is not None),
                span.note if span.note and span.note.strip() else None,
                span.origin.name if is_open else None,
            )
        )
        for span in spans
        if span.is_open == is_open
    )


def test_layers_and_predictions() -> None:
    with project_of([news(), make_draft("Nichts.", "leer", annotator="anna", state=State.DONE)]) as project:
        found, empty = tasks(project, suggestions=True)
        assert [len(layer["result"]) for layer in found["annotations"]] == [5 + 4 + 3, 1]
        (prediction,) = found["predictions"]
        assert (prediction["model_version"], prediction["result"][0]["score"]) == ("quotes", 0.5)
        # Read completely without a label: an annotation says so.
        assert empty["annotations"] == [{"id": 4, "was_cancelled": False, "result": []}]
        assert found["data"]["source"] == "Deichpost"
        quote = next(r["value"] for r in found["annotations"][0]["result"] if "QUOTE" in r["value"]["labels"])
        assert quote["text"].startswith("„Wir 🙂 bleiben“")
        _, report = export(project, "label-studio", "out.json", suggestions=True, comments=True)
        assert report.losses.counts == {"pieces": 1, "relations": 1, "comments": 2}


def test_what_is_new_has_no_annotation_and_what_is_skipped_a_cancelled_one() -> None:
    skipped = make_draft("Sport.", "b", annotator="anna", state=State.SKIPPED)
    with project_of([make_draft("Neu.", "a"), skipped, make_draft(TEXT, "c")]) as project:
        new, other, _ = tasks(project)
        assert (new["annotations"], [a["was_cancelled"] for a in other["annotations"]]) == ([], [True])


def test_what_was_submitted_without_a_label_comes_back_so() -> None:
    task = {"id": 1, "data": {"text": "Nichts."}, "annotations": [{"completed_by": 4, "result": []}]}
    with project_of(drafts_of(read(LabelStudioReader(), json.dumps([task]).encode()))) as project:
        (found,) = tasks(project)
        assert [(a["was_cancelled"], a["result"]) for a in found["annotations"]] == [(False, [])]
        _, report = export(project, "label-studio", "out.json")
        assert report.losses.counts == {"begun": 1}


def test_an_export_of_nothing_is_a_list() -> None:
    with project_of([make_draft("Neu.", "a")]) as project:
        assert tasks(project, status="done") == []


def test_attributes_of_every_type() -> None:
    """With a name that two types share, and one that a control of ours has."""
    actor, quote, *others = CODEBOOK.labels
    kinds: dict[str, tuple[Attribute, Any]] = {
        "flag": (Attribute("flag", "boolean"), True),
        "count": (Attribute("count", "number"), 2.5),
        "when": (Attribute("when", "date"), "2025-03-13"),
        "tags": (Attribute("tags", "choices", ("a", "b", "c")), ["a", "c"]),
        "text": (Attribute("text", "text"), "x\ny"),
        "why": (Attribute("why", "longtext"), "weil"),
    }
    attributes = tuple(attribute for attribute, _ in kinds.values())
    other = (Attribute("flag", "choice", ("yes", "no")), Attribute("why", "longtext"))
    book = Codebook(
        "test", 1, "", (replace(actor, attributes=attributes), replace(quote, attributes=other), *others)
    )
    names = tuple(label.name for label in book.labels)
    target = MemoryTarget(is_folder=True)
    writer = make(Setup(book, Losses(), Options(), labels=names), target)
    given = {name: value for name, (_, value) in kinds.items()}
    span = {"start": 0, "end": 2, "segments": [[0, 2]], "text": "ab", "note": None, "annotator": "anna"}
    origin = {"kind": "human", "name": None, "version": None, "score": None, "decision": None}
    record: Any = {
        "id": "a",
        "title": "",
        "text": "ab",
        "meta": {},
        "status": "done",
        "split": None,
        "group": None,
        "annotator": "anna",
        "spans": [
            {**span, "id": "1", "label": "ACTOR", "attributes": given, "origin": origin},
            {**span, "id": "2", "label": "QUOTE", "attributes": {"flag": "no", "why": "so"}, "origin": origin},
        ],
        "relations": [],
    }
    writer.write(record)
    writer.finish()
    files = target.files()
    check_config(files["config.xml"].decode(), json.loads(files["all.json"]))
    said = json.loads(files["all.json"])[0]["annotations"][0]["result"]
    assert [r["from_name"] for r in said if r["type"] != "labels"] == [
        "flag",
        "count",
        "when",
        "tags",
        "ACTOR.text",
        "why",
        "QUOTE.flag",
        "why",
    ]


def test_the_configuration_beside_tasks_is_no_article() -> None:
    with project_of([news()]) as project:
        out = project.path.with_name("folder")
        project.export(out, ExportFilter(), how=Writing("label-studio", folder=True))
        assert (out / "config.xml").is_file()
        other = Project.create(project.path.with_name("other.annotator"), "anna")
        report = other.import_paths([out])
        assert (report.imported, report.refused) == (1, [])
        other.close()
