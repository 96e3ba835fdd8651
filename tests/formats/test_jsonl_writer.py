"""The export: valid records, offsets that fit, the same bytes each time and after a round trip."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
from hypothesis import HealthCheck, given, settings

from annotator.commands import SetState
from annotator.core.models import Draft, ExportArticle, Span, State
from annotator.core.resources import resource
from annotator.formats.writers.records import RecordMaker
from annotator.jobs.files import ExportFilter, ExportReport
from annotator.project import Project, read_codebook
from tests.formats.record_projects import drafts
from tests.making import make_draft, make_relation, make_span, make_zone

VALIDATOR = jsonschema.Draft202012Validator(json.loads(resource("record.schema.json").read_text("utf-8")))
KEYS = {
    "record": "id title text offset_unit meta annotator status split group spans relations zones codebook",
    "meta": "source authors published url lang file",
    "span": "id label start end segments text attributes actor concept note annotator created_at updated_at "
    "origin",
    "origin": "kind name version score decision",
    "relation": "id label head child annotator",
    "zone": "start end kind",
    "comment": "id span annotator text open created_at updated_at",
}
ATTRIBUTE_NAMES = ["kind", "mention", "form", "medium", "stance", "category"]
many = settings(max_examples=15, suppress_health_check=list(HealthCheck))


@contextmanager
def project_of(articles: list[Draft]) -> Iterator[Project]:
    with tempfile.TemporaryDirectory() as folder:
        project = Project.create(Path(folder, "p.annotator"), "anna")
        report = project.import_drafts(articles)
        assert report.imported == len(articles)
        yield project
        project.close()


def export(project: Project, **wanted: Any) -> tuple[bytes, ExportReport]:
    out = project.path.with_name("out.jsonl")
    report = project.export(out, ExportFilter(**wanted))
    return out.read_bytes(), report


def records(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.splitlines()]


@many
@given(drafts())
def test_round_trip_gives_the_same_bytes(articles: list[Draft]) -> None:
    for more in (True, False):
        with project_of(articles) as project:
            first, report = export(project, keep_zones=True, suggestions=more, comments=more)
            again = Project.create(project.path.with_name("again.annotator"), "zoe")
            assert again.import_paths([project.path.with_name("out.jsonl")]).imported == report.written
            second, _ = export(again, keep_zones=True, suggestions=more, comments=more)
            assert second == first
            assert not list(again.problems())
            again.close()


def test_an_article_without_a_title_gets_none_by_coming_back() -> None:
    with project_of([make_draft(title="")]) as project:
        first, _ = export(project)
        again = Project.create(project.path.with_name("again.annotator"), "zoe")
        again.import_paths([project.path.with_name("out.jsonl")])
        second, _ = export(again)
        again.close()
    assert records(first)[0]["title"] == ""
    assert second == first


@many
@given(drafts(open_too=False))
def test_record_says_what_the_draft_says(articles: list[Draft]) -> None:
    with project_of(articles) as project:
        found = records(export(project, keep_zones=True)[0])
        for draft, record in zip(articles, found, strict=True):
            article = draft.article
            assert (record["title"], record["text"]) == (article.title, article.text)
            assert record["meta"] == {
                name: list(article.authors) if name == "authors" else getattr(article, name)
                for name in KEYS["meta"].split()
            }
            assert (record["split"], record["group"]) == (article.split, article.group)
            assert {span["id"]: span for span in record["spans"]} == {
                s.id: as_record(s, draft) for s in draft.spans
            }
            assert {r["id"]: r for r in record["relations"]} == {
                r.id: {
                    "id": r.id,
                    "label": r.label,
                    "head": r.head,
                    "child": r.child,
                    "annotator": r.annotator or "anna",
                }
                for r in draft.relations
            }
            places = [{"start": z.start, "end": z.end, "kind": z.kind} for z in draft.zones]
            assert record["zones"] == sorted(places, key=lambda z: (z["start"], z["end"], z["kind"]))
            order = [(s["start"], -s["end"], s["label"], s["id"]) for s in record["spans"]]
            assert order == sorted(order)


def as_record(span: Span, draft: Draft) -> dict[str, Any]:
    """What the documentation of the record asks for."""
    actor = draft.actors[span.actor_id] if span.actor_id else None
    concept = draft.concepts[span.concept_id] if span.concept_id else None
    return {
        "id": span.id,
        "label": span.label,
        "start": span.start,
        "end": span.end,
        "segments": [list(segment) for segment in span.segments],
        "text": draft.article.text[span.start : span.end],
        "attributes": dict.fromkeys(ATTRIBUTE_NAMES) | span.attributes,
        "actor": actor and {"id": actor.id, "name": actor.name, "kind": actor.kind},
        "concept": concept and {"id": concept.id, "name": concept.name},
        "note": span.note,
        "annotator": span.annotator or "anna",
        "created_at": span.created_at,
        "updated_at": span.updated_at,
        "origin": span.origin.as_dict(),
    }


@many
@given(drafts())
def test_records_are_valid_and_always_have_the_same_keys(articles: list[Draft]) -> None:
    with project_of(articles) as project:
        for wanted in (
            {},
            {"keep_zones": True},
            {"suggestions": True},
            {"annotator": "bert"},
            {"comments": True},
            {"comments": True, "annotator": "bert", "suggestions": True, "keep_zones": True},
        ):
            content, report = export(project, **wanted)
            found = records(content)
            assert len(found) == report.written
            for record in found:
                VALIDATOR.validate(record)
                check_keys(record, "comments" in wanted)
                ends = {span["id"] for span in record["spans"]}
                assert all({r["head"], r["child"]} <= ends for r in record["relations"])
                assert {c["span"] for c in record.get("comments", ())} <= ends | {None}
                for span in record["spans"]:
                    assert span["text"] == record["text"][span["start"] : span["end"]]
                    assert (span["segments"][0][0], span["segments"][-1][1]) == (span["start"], span["end"])


def check_keys(record: dict[str, Any], comments: bool) -> None:
    """Keys in the order of the documentation: a column of a table must not come and go."""
    assert list(record) == (KEYS["record"] + (" comments reason" if comments else "")).split()
    parts = {"meta": [record["meta"]], "span": record["spans"], "zone": record["zones"]}
    parts["comment"] = record.get("comments", [])
    parts |= {"relation": record["relations"], "origin": [span["origin"] for span in record["spans"]]}
    for name, found in parts.items():
        assert all(list(part) == KEYS[name].split() for part in found), name
    assert all(list(span["attributes"]) == ATTRIBUTE_NAMES for span in record["spans"])


@many
@given(drafts(open_too=False))
def test_cut_leaves_exactly_what_is_outside_of_zones(articles: list[Draft]) -> None:
    with project_of(articles) as project:
        content, report = export(project)
        left_out = 0
        for draft, record in zip(articles, records(content), strict=True):
            zoned = {i for zone in draft.zones for i in range(zone.start, zone.end)}
            places = {
                old: new for new, old in enumerate(i for i in range(len(draft.article.text)) if i not in zoned)
            }
            assert record["text"] == "".join(draft.article.text[old] for old in places)
            assert record["zones"] == []
            spans = {span["id"]: span for span in record["spans"]}
            for span in draft.spans:
                kept = {places[i] for start, end in span.segments for i in range(start, end) if i in places}
                left_out += not kept
                assert (span.id in spans) == bool(kept)
                if kept:
                    segments = spans[span.id]["segments"]
                    assert [i for start, end in segments for i in range(start, end)] == sorted(kept)
                    assert all(a[1] < b[0] for a, b in pairwise(segments))
        assert report.spans_in_zones == left_out


@given(drafts())
@settings(max_examples=10, suppress_health_check=list(HealthCheck))
def test_same_project_same_bytes(articles: list[Draft]) -> None:
    with project_of(articles) as project:
        assert export(project) == export(project)


def labelled() -> list[Draft]:
    """Kopf is a zone; the quote is interrupted by another; a claim lies in it; a second article is empty."""
    text = "Kopf\nHallo, sagte sie (Foto), Welt."
    spans = [
        make_span("QUOTE", (5, 10), (30, 34), id="q", annotator="anna", attributes={"form": "direct"}),
        make_span("ACTOR", (18, 21), id="a", annotator="bert"),
        make_span("ACTOR", (0, 4), id="gone", annotator="anna"),
        make_span("CLAIM", (18, 34), id="c", annotator="anna", attributes={"stance": "support"}),
    ]
    relations = [
        make_relation("speaker", "q", "a", "anna", id="r"),
        make_relation("addressee", "q", "gone", "anna", id="lost"),
    ]
    zones = [make_zone(0, 5), make_zone(10, 30)]
    done = make_draft(
        text, "eins", annotator="anna", state=State.DONE, spans=spans, relations=relations, zones=zones
    )
    return [done, make_draft("Zwei.", "zwei", annotator="bert", state=State.STARTED), make_draft("Drei.", "drei")]


def test_segments_are_joined_over_a_cut() -> None:
    with project_of(labelled()) as project:
        content, report = export(project)
        record = records(content)[0]
        assert record["text"] == "HalloWelt."
        assert {s["id"]: (s["segments"], s["text"]) for s in record["spans"]} == {
            "q": ([[0, 9]], "HalloWelt"),
            "c": ([[5, 9]], "Welt"),
        }
        assert record["relations"] == []
        assert (report.spans_in_zones, report.relations_in_zones) == (2, 2)
        assert report.sentences(ExportFilter()) == [
            "3 articles written, 2 not done.",
            "Cut out: 2 zones, with 2 spans and 2 relations (--keep-zones keeps them).",
            "Shortened by what was cut out of them: 1 span.",
        ]
        kept, report = export(project, keep_zones=True)
        assert [z["kind"] for z in records(kept)[0]["zones"]] == ["byline", "byline"]
        assert len(records(kept)[0]["relations"]) == 2
        assert report.sentences(ExportFilter()) == ["3 articles written, 2 not done."]


def test_status_leaves_out_and_says_so() -> None:
    with project_of(labelled()) as project:
        expected = {"any": ["eins", "zwei", "drei"], "started": ["eins", "zwei"], "done": ["eins"]}
        for status, keys in expected.items():
            content, report = export(project, status=status)
            assert [record["id"] for record in records(content)] == keys
            assert report.written == len(keys)
            assert sum(report.left_out.values()) == 3 - len(keys)
        assert report.sentences(ExportFilter(status="done"))[:2] == [
            "1 article written.",
            "Left out by --status done: 1 new, 1 started.",
        ]


def test_one_annotators_layer() -> None:
    with project_of(labelled()) as project:
        content, report = export(project, annotator="anna", keep_zones=True)
        found = records(content)
        assert {s["id"] for s in found[0]["spans"]} == {"q", "gone", "c"}
        # The speaker is a span of another layer, which the record does not have.
        assert [r["id"] for r in found[0]["relations"]] == ["lost"]
        assert report.foreign_relations == 1
        assert "Left out: 1 relation with a span that is not exported." in report.sentences(ExportFilter())
        assert [(r["annotator"], r["status"]) for r in found] == [
            ("anna", "done"),
            ("anna", "new"),
            ("anna", "new"),
        ]
        content, _ = export(project, annotator="bert")
        assert [r["status"] for r in records(content)] == ["new", "started", "new"]


def test_annotator_of_a_record() -> None:
    with project_of(labelled()) as project:
        assert [r["annotator"] for r in records(export(project)[0])] == ["anna", "bert", None]


def test_state_new_is_as_no_state() -> None:
    """Else the record would say whose it is before import, and not after."""
    with project_of([make_draft("Text.")]) as project:
        before = export(project)
        project.apply(SetState((1,), State.STARTED))
        project.apply(SetState((1,), State.NEW))
        assert export(project) == before


def test_writer_counts_over_all_articles() -> None:
    codebook = read_codebook(resource("codebooks", "news.toml"))
    writer = RecordMaker(codebook, {}, {})
    row = ("s", "ACTOR", 0, 2, None, "{}", "unknown", "unknown", None, "anna", "t", "t", '{"kind":"human"}')
    item = ExportArticle(
        make_draft("abc").article, None, "new", [row], [("r", "x", "s", "s", "anna")], [(0, 2, "k")]
    )
    for _ in range(2):
        assert writer.record(item)["spans"] == []
    assert (writer.spans_left_out, writer.relations_left_out, writer.foreign_relations) == (2, 2, 0)
    keeping = RecordMaker(codebook, {}, {}, keep_zones=True)
    (span,) = keeping.record(item)["spans"]
    assert (span["text"], span["actor"], span["concept"]) == ("ab", None, None)
