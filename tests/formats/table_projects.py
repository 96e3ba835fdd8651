"""A project for the tests of tables, and what their cells hold."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import tomlkit

from annotator.core.models import Actor, Concept, Draft, State
from annotator.formats.cells import as_meant
from annotator.jobs.files import ExportFilter, ExportReport, Options, Writing
from annotator.project import Project
from tests.making import make_draft, make_relation, make_span, segments_in

TEXT = (
    "„Die Fähre 🚢 muss fahren“, verlangte Ratsherrin Ohlsen, „auch nachts.“ "
    "Müllers Sohn und sie lehnten das ab. Es gibt kein Geld."
)
CODEBOOK = {
    "name": "probe",
    "labels": [
        {"name": "ACTOR", "colour": "#1060F0", "attributes": [{"name": "text", "type": "text"}]},
        {
            "name": "QUOTE",
            "colour": "#A85507",
            "attributes": [
                {"name": "form", "values": ["direct", "indirect"]},
                {"name": "tone", "type": "number"},
                {"name": "seen", "type": "boolean"},
                {"name": "held", "type": "date"},
                {"name": "topics", "type": "choices", "values": ["ferry", "money|budget"]},
            ],
        },
        {
            "name": "CLAIM",
            "colour": "#7327A6",
            "attributes": [
                {"name": "stance", "values": ["support", "oppose"]},
                {"name": "remark", "type": "text"},
            ],
        },
    ],
    "relations": [
        {"name": "speaker", "head": "QUOTE", "child": "ACTOR"},
        {"name": "target", "head": "CLAIM", "child": "ACTOR"},
        {"name": "claimant", "head": "CLAIM", "child": "ACTOR"},
        {"name": "expressed_in", "head": "CLAIM", "child": "QUOTE"},
    ],
}


def debate() -> list[Draft]:
    """A claim in a quote; one of two people, of whom one is in no register; one of nobody; an empty article."""

    def span(label: str, id: str, *pieces: str, **rest: Any) -> Any:
        return make_span(label, *segments_in(TEXT, *pieces), id=id, **rest)

    quote = {"form": "direct", "tone": -3, "seen": True, "held": "2025-03-12", "topics": ["ferry", "money|budget"]}
    spans = [
        span("QUOTE", "q", "„Die Fähre 🚢 muss fahren“", "„auch nachts.“", attributes=quote, note="=1+1"),
        span("ACTOR", "o", "Ratsherrin Ohlsen", actor_id="ohlsen", attributes={"text": "-"}),
        span("ACTOR", "m", "Müllers Sohn"),
        span("ACTOR", "s", "sie", actor_id="ohlsen"),
        span("CLAIM", "c1", "Die Fähre 🚢 muss fahren", concept_id="night", attributes={"stance": "support"}),
        span("CLAIM", "c2", "lehnten das ab", concept_id="night", attributes={"stance": "oppose", "remark": "-3"}),
        span("CLAIM", "c3", "Es gibt kein Geld", annotator="bert"),
    ]
    relations = [
        make_relation("speaker", "q", "o"),
        make_relation("claimant", "c1", "o"),
        make_relation("expressed_in", "c1", "q"),
        make_relation("claimant", "c2", "m"),
        make_relation("claimant", "c2", "s"),
        make_relation("target", "c2", "o"),
    ]
    meta: dict[str, Any] = {
        "source": "@Sund",
        "published": "2025-03-13",
        "lang": "de",
        "split": "train",
        "authors": ("A|B", "C"),
    }
    draft = make_draft(TEXT, "fähre", "+49 Fähren", "anna", State.DONE, spans, relations, **meta)
    draft.actors["ohlsen"] = Actor(
        "ohlsen",
        "Kaja Ohlsen",
        "person",
        affiliations=(
            {"type": "role", "value": "Ratsherrin", "from": "2019", "to": None},
            {"type": "role", "value": "Vorsitzende", "from": "2025-03", "to": "2025-03-13"},
            {"type": "role", "value": "Ministerin", "from": "2025-03-14", "to": None},
            {"type": "party", "value": "Deichpartei", "from": None, "to": "2025"},
            {"type": "party", "value": "Alte", "from": None, "to": "2024-12-31"},
            {"type": "organisation", "value": "Rat", "from": None, "to": None},
        ),
    )
    draft.concepts["traffic"] = Concept("traffic", "Verkehr")
    draft.concepts["night"] = Concept("night", "Die Nachtfähre soll fahren", "traffic")
    empty = make_draft("Leer.", "leer", state=State.DONE, annotator="anna", published="2025", split="dev")
    return [draft, empty]


@contextmanager
def project_of(articles: Sequence[Draft], codebook: dict[str, Any] | None = None) -> Iterator[Project]:
    """A project, of the codebook news where none is given."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "p.annotator")
        toml = Path(folder, "codebook.toml")
        toml.write_text(tomlkit.dumps(codebook or {}), "utf-8")
        project = Project.create(path, "anna", toml if codebook else None)
        assert project.import_drafts(list(articles)).imported == len(articles)
        yield project
        project.close()


def export(project: Project, format: str, **options: Any) -> tuple[bytes, ExportReport]:
    out = project.path.with_name(f"out.{format.rpartition('-')[2]}")
    report = project.export(out, ExportFilter(keep_zones=True), None, Writing(format, Options(**options)))
    return out.read_bytes(), report


def csv_rows(content: bytes, delimiter: str = ";") -> list[dict[str, str]]:
    """The rows as Python's own library reads them, with the texts that were meant."""
    text = content.decode("utf-8-sig")
    rows = csv.DictReader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return [{name: as_meant(cell) for name, cell in row.items()} for row in rows]


def sheets(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """The cells of each sheet as openpyxl reads them, none of which is a formula."""
    book = openpyxl.load_workbook(BytesIO(content))
    for sheet in book:
        assert not {cell.data_type for row in sheet.iter_rows() for cell in row} & {"f", "e"}
        assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def xlsx_rows(content: bytes) -> list[dict[str, Any]]:
    """The rows of the first sheet."""
    header, *rows = next(iter(sheets(content).values()))
    return [dict(zip(header, row, strict=True)) for row in rows]
