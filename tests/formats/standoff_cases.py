"""What the tests of standoff formats share: projects exported, and records compared without what no tool keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from annotator.core.codebook_toml import codebook_toml
from annotator.core.models import Actor, Concept, Draft
from annotator.jobs.files import ExportFilter, ExportReport, Options, Writing
from annotator.project import Project
from tests.formats.test_jsonl_writer import records
from tests.making import make_comment, make_draft, make_relation, make_span, segments_in

TEXT = "Änderungen 🙂: „Wir bleiben“,\nsagte Ohlsen-Vertrauter Çelik,\n\n „bis der Hafen-\n öffnet“.\n"
CODEBOOK = """
name = "odd"
[[labels]]
name = "ACTOR"
colour = "#1060F0"
[[labels.attributes]]
name = "kind"
values = ["local council", "local_council", "Öffentlichkeit, sonst | a"]
[[labels.attributes]]
name = "topics"
type = "choices"
values = ["Häfen & Fähren", "Hafen, Fahren", "a b"]
[[labels.attributes]]
name = "sure"
type = "boolean"
[[labels.attributes]]
name = "weight"
type = "number"
[[labels.attributes]]
name = "seen"
type = "date"
[[labels.attributes]]
name = "remark"
type = "longtext"
[[relations]]
name = "same"
head = ["ACTOR"]
child = ["ACTOR"]
"""

Part = Callable[[Mapping[str, Any], Mapping[str, Any]], Hashable | None]
"""What is to be equal of a span, of which its record and itself are given; None where a format leaves it out."""


def written() -> Draft:
    """A quote of two pieces that goes over line ends, its speaker and its cue, a concept and notes."""
    quote = segments_in(TEXT, "„Wir bleiben“", "„bis der Hafen-\n öffnet“")
    spans = [
        make_span("QUOTE", *quote, id="q", attributes={"form": "direct"}, note="Erste Zeile.\n\n Zweite: ß"),
        make_span("ACTOR", *segments_in(TEXT, "Ohlsen"), id="a", actor_id="actor-1"),
        make_span("CUE", *segments_in(TEXT, "sagte"), id="c"),
        make_span(
            "CLAIM", *segments_in(TEXT, "🙂"), id="k", concept_id="c1", attributes={"category": "zwei Worte"}
        ),
    ]
    relations = [make_relation("speaker", "q", "a", id="r"), make_relation("cue", "q", "c", id="s")]
    draft = make_draft(
        TEXT, "Artikel 1/🙂", spans=spans, relations=relations, comments=[make_comment()], lang="de"
    )
    draft.actors = {"actor-1": Actor("actor-1", "Ohlsen, Ida", "person")}
    draft.concepts = {"c1": Concept("c1", "Die Fähre fährt „weiter“.")}
    return draft


def odd_project(folder: Path, **attributes: Any) -> Project:
    """A project whose codebook has values that other tools can't have as they are, with one span."""
    codebook = folder / "odd.toml"
    codebook.write_text(CODEBOOK, encoding="utf-8")
    project = Project.create(folder / "odd.annotator", "anna", codebook)
    spans = [make_span("ACTOR", (0, 4), id="a", attributes=attributes), make_span("ACTOR", (5, 10), id="b")]
    relations = [make_relation("same", "a", "b", id="r")]
    project.import_drafts([make_draft("Ilse Wendt came.", "one", spans=spans, relations=relations)])
    return project


def export(project: Project, format: str, name: str, *, options: Options | None = None, **wanted: Any) -> Path:
    """Where an export went, zones kept."""
    return reported(project, format, name, options=options, **wanted)[0]


def reported(
    project: Project, format: str, name: str, *, options: Options | None = None, **wanted: Any
) -> tuple[Path, ExportReport]:
    out = project.path.with_name(name)
    how = Writing(format, options or Options())
    return out, project.export(out, ExportFilter(**({"keep_zones": True} | wanted)), how=how)


def files(folder: Path) -> dict[str, str]:
    """The files below a folder by their paths, without its mark and its data card."""
    found = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "README.md" and p.name[0] != ".")
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in found}


def read_again(project: Project, out: Path) -> tuple[list[dict[str, Any]], list[str]]:
    """The records of a new project with the same codebook that imports ``out``, and what it refuses."""
    codebook = project.path.with_name("again.toml")
    codebook.write_text(_toml(project.codebook), encoding="utf-8")
    again = Project.create(project.path.with_name("again.annotator"), "zoe", codebook)
    report = again.import_paths([out])
    found = recorded(again)
    assert not list(again.problems())
    again.close()
    again.path.unlink()
    return found, [str(refusal) for refusal in report.refused]


# Writing the usual codebook takes as long as the rest of a small export.
_toml = cache(codebook_toml)


def recorded(project: Project) -> list[dict[str, Any]]:
    out = project.path.with_name("recorded.jsonl")
    out.unlink(missing_ok=True)
    project.export(out, ExportFilter(keep_zones=True))
    return records(out.read_bytes())


def spans_of(record: Mapping[str, Any], part: Part) -> Counter[Hashable]:
    """What spans say, however they are called and ordered."""
    return Counter(said for span in record["spans"] if (said := part(record, span)) is not None)


def relations_of(record: Mapping[str, Any], part: Part) -> Counter[Hashable]:
    """What relations say whose two ends there are."""
    ends = {span["id"]: part(record, span) for span in record["spans"]}
    return Counter(
        (r["label"], ends[r["head"]], ends[r["child"]])
        for r in record["relations"]
        if ends[r["head"]] is not None and ends[r["child"]] is not None
    )
