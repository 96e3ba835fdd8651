"""Events of quotes: whole, deterministic, of one schema."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from annotator.core.errors import UserError
from annotator.core.models import Draft
from annotator.formats.writers.attribution import make
from annotator.formats.writers.base import Setup
from annotator.formats.writers.losses import Losses
from annotator.formats.writers.targets import MemoryTarget
from annotator.project import Project
from tests.formats.foreign_cases import CODEBOOK
from tests.formats.hub_loading import load
from tests.formats.record_projects import drafts
from tests.formats.writer_cases import export, many, news, project_of

KEYS = ["id", "article", "quote", "cues", "speakers", "addressees", "mentions", "context", "annotator"]
SPAN_KEYS = ["id", "label", "start", "end", "segments", "text", "attributes", "actor", "concept"]
GROUPS = {"cues": "cue", "speakers": "speaker", "addressees": "addressee"}


def events(project: Project, **wanted: Any) -> tuple[list[dict[str, Any]], Any]:
    content, report = export(project, "attribution", "out.jsonl", **wanted)
    return [json.loads(line) for line in content.splitlines()], report.losses


@many
@given(drafts())
def test_events_say_what_the_records_say(articles: list[Draft]) -> None:
    with project_of(articles) as project:
        found, losses = events(project, suggestions=True)
        records = [json.loads(r) for r in export(project, "jsonl", "r.jsonl", suggestions=True)[0].splitlines()]
        spans = {s["id"]: s for r in records for s in r["spans"] if s["origin"]["decision"] != "open"}
        texts = {r["id"]: r["text"] for r in records}
        assert [event["id"] for event in found] == [i for i, s in spans.items() if s["label"] == "QUOTE"]
        told = set[str]()
        linked = 0
        for event in found:
            assert list(event) == KEYS
            text, context = texts[event["article"]["id"]], event["context"]
            assert context["text"] == text[context["start"] : context["end"]]
            shown = [event["quote"], *event["mentions"], *(s for key in GROUPS for s in event[key])]
            for span in shown:
                assert span == {key: spans[span["id"]][key] for key in SPAN_KEYS}
                assert context["start"] <= span["start"] < span["end"] <= context["end"]
            told.update(span["id"] for span in shown)
            mentioned = {span["id"] for span in event["mentions"]}
            assert {span["id"] for span in event["speakers"]} <= mentioned
            for key, label in GROUPS.items():
                wanted = {
                    r["child"]
                    for record in records
                    for r in record["relations"]
                    if (r["head"], r["label"]) == (event["id"], label) and r["child"] in spans
                }
                assert {span["id"] for span in event[key]} == wanted
            linked += sum(len(event[key]) for key in GROUPS)
        assert losses.counts["unrelated"] == len(spans.keys() - told)
        assert linked + losses.counts["relations"] == sum(len(r["relations"]) for r in records)


def test_an_event() -> None:
    with project_of([news()]) as project:
        (first, second), losses = events(project, suggestions=True)
        assert first["article"]["id"] == "🙂-1"
        assert (first["quote"]["attributes"]["form"], first["annotator"]) == ("direct", "anna")
        assert len(first["quote"]["segments"]) == 2
        assert [s["text"] for s in first["cues"]] == ["sagte"]
        assert [s["text"] for s in first["speakers"]] == ["Öhlrichs Kollegin Jørna Bräsig"]
        assert [s["text"] for s in first["mentions"]] == ["Öhlrichs Kollegin Jørna Bräsig", "Öhlrich"]
        assert first["context"]["text"].startswith("„Wir 🙂 bleiben“")
        assert first["context"]["text"].endswith("alle.“")
        # U+2028 ends a paragraph; the suggested speaker is no fact.
        assert second["context"]["text"].endswith("der Ohlsen-Vertraute.")
        assert (second["speakers"], second["mentions"]) == ([], [])
        assert losses.counts == {"open": 1, "relations": 2, "unrelated": 1, "notes": 1}
        assert events(project)[0] == events(project)[0]


def test_a_codebook_without_speakers() -> None:
    book = replace(CODEBOOK, relations=tuple(r for r in CODEBOOK.relations if r.name != "speaker"))
    with pytest.raises(UserError, match="has no relation 'speaker', which tells who said what"):
        make(Setup(book, Losses()), MemoryTarget(is_folder=False))


def test_datasets_loads_them(tmp_path: Path) -> None:
    with project_of([news()]) as project:
        file = tmp_path / "events.jsonl"
        file.write_bytes(export(project, "attribution", "out.jsonl")[0])
        (loaded,) = load("json", tmp_path, file)
        assert [row["quote"]["text"] for row in loaded["splits"]["train"]][1] == "„Nie wieder!“"
