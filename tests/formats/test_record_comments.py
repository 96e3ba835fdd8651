"""Comments in the record: exported if asked, with what they are on, and taken back as they were."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given

from annotator.commands import AddComment, DeleteSpans, SetState
from annotator.core.codebook import parse_codebook
from annotator.core.models import AttributeValue, Draft, ExportArticle, SpanRow, State
from annotator.formats.writers.records import RecordMaker
from annotator.jobs.files import ExportFilter
from annotator.project import Project
from tests.formats.record_projects import drafts
from tests.formats.test_jsonl_writer import export, many, project_of, records
from tests.making import AT, OPEN, make_comment, make_draft, make_span, make_zone, query

MakeProject = Callable[..., Project]
FORM = {"name": "form", "values": ["direct", "indirect"], "required": True}
REQUIRING = parse_codebook(
    {"name": "strict", "labels": [{"name": "QUOTE", "colour": "#A85507", "attributes": [FORM]}]}
)
LATER = "2025-03-14T08:00:00.000Z"


def commented() -> Draft:
    """A quote of anna's, an actor of bert's inside a zone; somebody says something of each and of the article."""
    return make_draft(
        "Foto: Ohlsen\n„Wir bleiben.“",
        "eins",
        spans=[
            make_span("ACTOR", (6, 12), id="a", annotator="bert"),
            make_span("QUOTE", (13, 27), id="q", annotator="anna"),
        ],
        zones=[make_zone(0, 13)],
        comments=[
            make_comment("Wer noch?", "a", id="k3", annotator="carla", created_at=LATER, updated_at=LATER),
            make_comment("", None, id="k1"),
            make_comment("Ganz? 🙂", "q", open=False, id="k2", annotator="bert"),
        ],
    )


def said(project: Project, **wanted: Any) -> tuple[list[dict[str, Any]], list[str]]:
    """The comments of the first record, and the sentences about the export."""
    content, report = export(project, comments=True, **wanted)
    comments: list[dict[str, Any]] = records(content)[0]["comments"]
    return comments, report.sentences(ExportFilter(comments=True, **wanted))


def test_comments_are_exported_if_asked_oldest_first() -> None:
    with project_of([commented(), make_draft("Zwei.")]) as project:
        comments, _ = said(project, keep_zones=True)
        assert comments == [
            {
                "id": "k1",
                "span": None,
                "annotator": "anna",
                "text": "",
                "open": True,
                "created_at": AT,
                "updated_at": AT,
            },
            {
                "id": "k2",
                "span": "q",
                "annotator": "bert",
                "text": "Ganz? 🙂",
                "open": False,
                "created_at": AT,
                "updated_at": AT,
            },
            {
                "id": "k3",
                "span": "a",
                "annotator": "carla",
                "text": "Wer noch?",
                "open": True,
                "created_at": LATER,
                "updated_at": LATER,
            },
        ]
        content, _ = export(project, comments=True)
        assert records(content)[1]["comments"] == []


@many
@given(drafts())
def test_without_the_option_nothing_of_the_record_changes(articles: list[Draft]) -> None:
    with project_of(articles) as project:
        plain, with_comments = (records(export(project, comments=asked)[0]) for asked in (False, True))
        for draft, record, longer in zip(articles, plain, with_comments, strict=True):
            comments, reason = longer.pop("comments"), longer.pop("reason")
            assert record == longer
            assert reason is None
            there = {span["id"] for span in record["spans"]} | {None}
            expected = [c for c in draft.comments if c.span_id in there]
            assert [(c["id"], c["span"], c["text"], c["open"]) for c in comments] == [
                (c.id, c.span_id, c.text, c.open) for c in sorted(expected, key=lambda c: (c.created_at, c.id))
            ]


def test_a_comment_goes_with_the_span_that_is_cut_and_is_counted() -> None:
    with project_of([commented()]) as project:
        comments, sentences = said(project)
        assert [c["id"] for c in comments] == ["k1", "k2"]
        assert sentences[1] == (
            "Cut out: 1 zone, with 1 span, 0 relations and 1 comment (--keep-zones keeps them)."
        )
        _, report = export(project)
        assert report.comments_in_zones == 0


def test_a_comment_on_another_layers_span_is_left_out_and_counted() -> None:
    with project_of([commented()]) as project:
        comments, sentences = said(project, annotator="anna", keep_zones=True)
        assert [c["id"] for c in comments] == ["k1", "k2"]
        assert "Left out: 1 comment on a span that is not exported." in sentences


def test_a_comment_on_a_deleted_span_is_kept_without_it() -> None:
    with project_of([commented()]) as project:
        project.apply(DeleteSpans(1, ("q",)))
        comments, sentences = said(project, keep_zones=True)
        assert [(c["id"], c["span"]) for c in comments] == [("k1", None), ("k2", None), ("k3", "a")]
        assert not any("comment" in sentence for sentence in sentences)
        project.undo()
        assert [c["span"] for c in said(project, keep_zones=True)[0]] == [None, "q", "a"]


def test_a_line_with_little_more_than_a_text_brings_comments(make_project: MakeProject, tmp_path: Path) -> None:
    line = {"text": "Ein Text.", "comments": [{"text": "Von wem?", "open": True}, {"text": "Gut."}]}
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps(line), "utf-8")
    project = make_project()
    assert str(project.import_paths([path])) == "imported 1, duplicates 0, refused 0"
    opened = project.load(1)
    assert opened is not None
    assert sorted((c.text, c.open, c.annotator, c.article_id) for c in opened.comments) == [
        ("Gut.", False, "anna", 1),
        ("Von wem?", True, "anna", 1),
    ]
    assert [s.flagged for s in project.summaries([1])] == [True]
    out = tmp_path / "out.jsonl"
    project.export(out, ExportFilter(comments=True))
    again = make_project(name="again.annotator", annotator="zoe")
    again.import_paths([out])
    assert [replace(c, article_id=1) for c in opened.comments] == getattr(again.load(1), "comments", None)


def test_who_only_commented_is_one_of_the_annotators(make_project: MakeProject) -> None:
    project = make_project(commented())
    assert project.annotators() == ["anna", "bert", "carla"]


def test_undone_import_takes_its_comments_along(make_project: MakeProject) -> None:
    project = make_project(commented())
    before = project.load(1)
    project.undo()
    assert project.statistics().comments == {}
    assert project.comments.next_open(0) is None
    project.redo()
    assert project.load(1) == before
    assert project.statistics().comments == {"closed": 1, "open": 2}
    assert not list(project.problems())


def test_preview_holds_comments_as_the_export_does(make_project: MakeProject) -> None:
    project = make_project(make_draft("Eins."))
    project.apply(AddComment(1, None, "Hm"))
    preview = project.exporting.preview(1, ExportFilter(comments=True))
    assert preview is not None
    assert [c["text"] for c in json.loads(preview.files[""])["comments"]] == ["Hm"]


def row(id_: str, attributes: dict[str, AttributeValue], origin: str = '{"kind":"human"}') -> SpanRow:
    return (id_, "QUOTE", 0, 2, None, json.dumps(attributes), None, None, None, "anna", AT, AT, origin)


def test_spans_that_lack_a_required_attribute_are_counted() -> None:
    suggestion = json.dumps(OPEN.as_dict())
    rows = [row("a", {}), row("b", {"form": "direct"}), row("c", {}), row("d", {}, suggestion)]
    writer = RecordMaker(REQUIRING, {}, {}, keep_zones=True)
    writer.record(ExportArticle(make_draft("abc").article, None, "new", rows, [], []))
    assert writer.lacking == 2
    # One that is cut is not in the record, so nothing of it can be lacking there.
    cutting = RecordMaker(REQUIRING, {}, {})
    cutting.record(ExportArticle(make_draft("abc").article, None, "new", rows, [], [(0, 2, "byline")]))
    assert cutting.lacking == 0


def test_why_an_article_was_skipped_goes_along(make_project: MakeProject, tmp_path: Path) -> None:
    project = make_project(commented())
    project.apply(SetState((1,), State.SKIPPED, "Kein Artikel"))
    out, again = tmp_path / "out.jsonl", tmp_path / "again.jsonl"
    project.export(out, ExportFilter(comments=True, keep_zones=True))
    (record,) = records(out.read_bytes())
    assert (record["status"], record["reason"]) == ("skipped", "Kein Artikel")
    other = make_project(name="other.annotator")
    other.import_paths([out])
    assert other.statistics().skipped == {"Kein Artikel": 1}
    other.export(again, ExportFilter(comments=True, keep_zones=True))
    assert again.read_bytes() == out.read_bytes()


def test_a_reason_of_anything_else_is_passed_over(make_project: MakeProject, tmp_path: Path) -> None:
    """Many files have such a key, and it means anything."""
    path = tmp_path / "in.jsonl"
    path.write_text(
        '{"text": "Eins.", "reason": 7}\n{"text": "Zwei.", "status": "done", "reason": "x"}\n', "utf-8"
    )
    project = make_project()
    assert str(project.import_paths([path])) == "imported 2, duplicates 0, refused 0"
    assert query(project.path, "select state, reason from article_state") == [("done", None)]
