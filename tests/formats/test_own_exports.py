"""What we export is the same again in a new project, whose codebook has none of the labels and is extended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.core.models import Actor, Concept, Draft
from annotator.formats.readers import HEAD_BYTES
from annotator.formats.writers.base import Content
from annotator.formats.writers.registry import find_format
from annotator.jobs.files import ExportFilter, Writing, import_with_labels
from annotator.project import Project
from tests.formats.standoff_cases import recorded, relations_of, spans_of
from tests.making import make_draft, make_relation, make_span, segments_in

CODEBOOK = """
name = "debate"
[[labels]]
name = "AUSSAGE"
colour = "#1060F0"
points_to = "concept"
attributes = [
    {name = "stance", values = ["support", "oppose"]},
    {name = "category", values = ["demand", "assessment", "STELLE"]},
    {name = "role", type = "text"},
    {name = "value", values = ["high", "low"]},
    {name = "themes", type = "choices", values = ["harbour", "ferry", "rail and road"]},
    {name = "type", type = "text"},
]
[[labels]]
name = "PARTEI"
colour = "#A85507"
points_to = "actor"
attributes = [
    {name = "category", values = ["left", "right"]},
    {name = "grade", type = "number"},
    {name = "sure", type = "boolean"},
    {name = "role", type = "date"},
]
[[labels]]
name = "STELLE"
colour = "#265940"
[[relations]]
name = "von"
head = ["AUSSAGE"]
child = ["PARTEI", "STELLE"]
"""
TEXT = "Die Fähre 🚢 muss fahren, verlangte Ilse Wendt, und zwar sofort. Der Hafen bleibt."
VALUES: dict[str, dict[str, list[Any]]] = {
    "AUSSAGE": {
        "stance": ["support", "oppose"],
        "category": ["demand", "assessment", "STELLE"],
        "role": ["Zeuge", "im Amt"],
        "value": ["high", "low"],
        "themes": [["harbour"], ["ferry", "rail and road"]],
        "type": ["main"],
    },
    "PARTEI": {"category": ["left", "right"], "grade": [1, 2.5], "sure": [True, False], "role": ["2025-03-13"]},
    "STELLE": {},
}
PLACES = {
    "AUSSAGE": segments_in(TEXT, "Die Fähre 🚢 muss fahren", "und zwar sofort"),
    "PARTEI": segments_in(TEXT, "Ilse Wendt"),
    "STELLE": segments_in(TEXT, "Hafen"),
}
# With an entry of a register each, whose label alone can't tell which register it is.
ENTRIES = {"AUSSAGE": {"concept_id": "k1"}, "PARTEI": {"actor_id": "a1"}, "STELLE": {}}
FORMATS = {
    "jsonl": "out.jsonl",
    "parquet": "out.parquet",
    "prodigy": "out.jsonl",
    "doccano": "out.jsonl",
    "label-studio": "out.json",
    "conll": "out.conll",
    "brat": "out",
    "cas-xmi": "out",
    "cas-json": "out",
    "refi-qda": "out.qdpx",
}


@st.composite
def articles(draw: st.DrawFn, most_pieces: int) -> list[Draft]:
    """Articles with a span of some labels; notes, attributes and entries come and go."""
    found = []
    for number in range(draw(st.integers(1, 2))):
        spans = []
        for label in draw(st.lists(st.sampled_from(list(VALUES)), min_size=1, unique=True)):
            attributes = {
                name: draw(st.sampled_from(values))
                for name, values in VALUES[label].items()
                if draw(st.booleans())
            }
            pieces = PLACES[label][: draw(st.integers(1, most_pieces))]
            pieces = tuple((start + 2, end + 2) for start, end in pieces)
            given: dict[str, Any] = ENTRIES[label] if draw(st.booleans()) else {}
            note = draw(st.sampled_from([None, "gut"]))
            spans.append(
                make_span(label, *pieces, id=f"{label}{number}", attributes=attributes, note=note, **given)
            )
        made = {span.label: span.id for span in spans}
        relations = [
            make_relation("von", made["AUSSAGE"], made[child])
            for child in ("PARTEI", "STELLE")
            if "AUSSAGE" in made and child in made
        ]
        draft = make_draft(f"{number} {TEXT}", f"key-{number}", spans=spans, relations=relations)
        draft.actors = {s.actor_id: Actor(s.actor_id, "Wendt, Ilse") for s in spans if s.actor_id}
        draft.concepts = {s.concept_id: Concept(s.concept_id, "Fähren fahren") for s in spans if s.concept_id}
        found.append(draft)
    return found


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_labels_come_into_a_new_project_as_they_were(
    format: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    holds = find_format(format).holds
    drafts = data.draw(articles(1 + ("pieces" in holds)))
    folder = tmp_path_factory.mktemp("own")
    before, out = exported(folder, format, drafts)
    new = Project.create(folder / "new.annotator", "zoe")
    report = import_with_labels(new, new.import_paths([out]), lambda paths: new.import_paths(paths))
    assert not report.refused
    after = recorded(new)
    new.close()

    def part(_: Mapping[str, Any], span: Mapping[str, Any]) -> Hashable:
        return said(span, holds, format)

    assert sum((spans_of(r, part) for r in after), Counter()) == sum(
        (spans_of(r, part) for r in before), Counter()
    )
    if "relations" in holds:
        linked = [sum((relations_of(r, part) for r in records), Counter()) for records in (after, before)]
        assert linked[0] == linked[1]


@pytest.mark.parametrize(("format", "suffix"), [("cas-xmi", ".xmi"), ("cas-json", ".json")])
def test_layers_that_went_through_inception_are_labels_still(format: str, suffix: str, tmp_path: Path) -> None:
    """It calls the collection otherwise; a feature ``value`` alone would be taken for the label then."""
    attributes = {"stance": "support", "category": "demand", "role": "Zeuge"}
    spans = [
        make_span("AUSSAGE", *PLACES["AUSSAGE"], attributes=attributes, concept_id="k1", note="gut"),
        make_span("PARTEI", *PLACES["PARTEI"], attributes={"category": "left"}, actor_id="a1"),
    ]
    draft = make_draft(TEXT, "one", spans=spans)
    draft.actors, draft.concepts = {"a1": Actor("a1", "Wendt, Ilse")}, {"k1": Concept("k1", "Fähren fahren")}
    before, out = exported(tmp_path, format, [draft])
    file = out / f"one{suffix}"
    content = file.read_text("utf-8")
    assert "annotator:debate@1" in content
    file.write_text(content.replace("annotator:debate@1", "file:/export"), "utf-8")
    new = Project.create(tmp_path / "new.annotator", "zoe")
    report = import_with_labels(new, new.import_paths([out]), lambda paths: new.import_paths(paths))
    assert not report.refused
    (after,) = recorded(new)
    new.close()
    holds = find_format(format).holds

    def part(_: Mapping[str, Any], span: Mapping[str, Any]) -> Hashable:
        return said(span, holds, format)

    assert spans_of(after, part) == spans_of(before[0], part)


@pytest.mark.parametrize("format", ["jsonl", "prodigy", "doccano", "label-studio"])
def test_long_articles_come_back_though_their_labels_stand_far_behind(format: str, tmp_path: Path) -> None:
    text = f"{TEXT}\n" * 2000
    assert len(text) > HEAD_BYTES
    spans = [make_span("STELLE", (0, 9)), make_span("STELLE", (len(text) - 8, len(text) - 2))]
    _, out = exported(tmp_path, format, [make_draft(text, "one", spans=spans)])
    new = Project.create(tmp_path / "new.annotator", "zoe", tmp_path / "debate.toml")
    report = new.import_paths([out])
    assert not report.refused
    (after,) = recorded(new)
    new.close()
    assert [(s["start"], s["end"]) for s in after["spans"]] == [(s.start, s.end) for s in spans]


@pytest.mark.parametrize(
    ("format", "name"),
    [
        ("spans-csv", "out.csv"),
        ("spans-xlsx", "out.xlsx"),
        ("statements-csv", "out.csv"),
        ("attribution", "out.jsonl"),
        ("hf-spans", "out"),
        ("hf-relations", "out"),
    ],
)
def test_tables_of_labels_are_no_articles(format: str, name: str, tmp_path: Path) -> None:
    """Else each span's words, or the sentence around them, would be an article."""
    project = Project.create(tmp_path / "old.annotator", "anna")
    spans = [make_span("QUOTE", (0, 9), id="q"), make_span("ACTOR", (35, 45), id="a")]
    project.import_drafts([make_draft(TEXT, "one", spans=spans, relations=[make_relation("speaker", "q", "a")])])
    out = tmp_path / name
    assert project.export(out, ExportFilter(), how=Writing(format)).written == 1
    project.close()
    new = Project.create(tmp_path / "new.annotator", "zoe")
    report = new.import_paths([out])
    new.close()
    assert report.imported == 0
    assert {refusal.reason.partition(", ")[0] for refusal in report.refused} == {
        "these are labels that an export made a table of"
    }


@pytest.mark.parametrize("format", ["brat", "refi-qda"])
def test_a_mark_of_byte_order_that_is_labelled_comes_back(format: str, tmp_path: Path) -> None:
    """As scraped texts begin with it; in a file of its own it might be that of the file."""
    text = f"\ufeff{TEXT}"
    drafts = [
        make_draft(text, "one", spans=[make_span("STELLE", (0, 10)), make_span("STELLE", (1, 4))]),
        make_draft(f"{text} Ja.", "two", spans=[make_span("STELLE", (1, 10))]),
    ]
    before, out = exported(tmp_path, format, drafts)
    new = Project.create(tmp_path / "new.annotator", "zoe", tmp_path / "debate.toml")
    report = new.import_paths([out])
    assert not report.refused
    after = recorded(new)
    new.close()
    assert {s["text"] for r in after for s in r["spans"]} == {s["text"] for r in before for s in r["spans"]}
    assert {r["text"] for r in after} == {text, f"{TEXT} Ja."}


def exported(folder: Path, format: str, drafts: list[Draft]) -> tuple[list[dict[str, Any]], Path]:
    """The records of a project, and where its export went."""
    codebook = folder / "debate.toml"
    codebook.write_text(CODEBOOK, encoding="utf-8")
    project = Project.create(folder / "old.annotator", "anna", codebook)
    project.import_drafts(drafts)
    before = recorded(project)
    out = folder / FORMATS[format]
    project.export(out, ExportFilter(keep_zones=True), how=Writing(format))
    project.close()
    return before, out


def said(span: Mapping[str, Any], holds: frozenset[Content], format: str) -> Hashable:
    """What a format promises to keep of a span; values of attributes as texts, as their types may be others."""
    entry = span["actor"] or span["concept"]
    values = {name: value for name, value in span["attributes"].items() if value is not None}
    told = {
        name: sorted(_text(one, format) for one in (value if isinstance(value, list) else [value]))
        for name, value in values.items()
    }
    return (
        span["label"],
        str(span["segments"]) if "pieces" in holds else None,
        str(sorted(told.items())) if "attributes" in holds else None,
        (span["actor"] is not None, entry["id"], entry["name"]) if "entries" in holds and entry else None,
        span["note"] if "notes" in holds else None,
    )


def _text(value: Any, format: str) -> str:
    said = str(value).lower() if isinstance(value, bool) else str(value)
    if format == "parquet" and isinstance(value, float):
        said = said.removesuffix(".0")  # all numbers are doubles there
    return said.replace(" ", "_") if format == "brat" else said
