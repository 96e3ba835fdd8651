"""Counts of what a project holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from annotator.commands import AddComment, DeleteArticles, DeleteSpans, SetAttribute, SetCommentOpen
from annotator.jobs.files import ExportFilter
from annotator.project import Project
from tests.making import OPEN, make_draft, make_span

CODEBOOK = """
name = "strict"
[[labels]]
name = "QUOTE"
key = "Q"
colour = "#A85507"
attributes = [
  { name = "form", values = ["direct", "indirect"], required = true },
  { name = "remark", type = "text", required = true },
  { name = "medium", values = ["speech", "writing"] },
]
[[labels]]
name = "CUE"
colour = "#1D5FD1"
attributes = [{ name = "kind", values = ["verb", "noun"] }]
"""


def strict(folder: Path) -> Project:
    """A project whose quotes need a form and a remark."""
    (folder / "strict.toml").write_text(CODEBOOK, "utf-8")
    project = Project.create(folder / "strict.annotator", "anna", folder / "strict.toml")
    whole = {"form": "direct", "remark": "calm"}
    spans = [
        make_span("QUOTE", (0, 2), id="none"),
        make_span("QUOTE", (2, 4), id="form", attributes={"form": "direct", "medium": "speech"}),
        make_span("QUOTE", (4, 6), id="blank", attributes={**whole, "remark": " "}),
        make_span("QUOTE", (0, 6), id="whole", attributes=dict(whole)),
        make_span("QUOTE", (0, 5), id="open", origin=OPEN),
        make_span("CUE", (0, 2), id="cue"),
    ]
    project.import_drafts([make_draft("Ein Text.", spans=spans), make_draft("Zwei.")])
    return project


def test_spans_without_what_the_codebook_requires(tmp_path: Path) -> None:
    project = strict(tmp_path)
    assert project.statistics().lacking == {"QUOTE": 3}
    project.apply(SetAttribute(1, "form", "remark", "loud"))
    assert project.statistics().lacking == {"QUOTE": 2}
    report = project.export(tmp_path / "out.jsonl", ExportFilter(suggestions=True))
    assert report.lacking == 2
    assert "2 spans without an attribute that the codebook requires." in report.sentences(ExportFilter())
    project.apply(DeleteSpans(1, ("none", "blank")))
    assert project.statistics().lacking == {}
    assert len(project.export(tmp_path / "out.jsonl", ExportFilter()).sentences(ExportFilter())) == 1
    project.undo()
    project.apply(DeleteArticles((1,)))
    assert project.statistics().lacking == {}
    project.close()


def test_nothing_is_lacking_where_nothing_is_required(make_project: Callable[..., Project]) -> None:
    project = make_project(make_draft("Ein Text.", spans=[make_span("CUE", (0, 2))]))
    assert project.statistics().lacking == {}


def test_comments_by_whether_they_are_open(make_project: Callable[..., Project]) -> None:
    project = make_project(make_draft("Eins."), make_draft("Zwei."))
    assert project.statistics().comments == {}
    project.apply(AddComment(1, None, "Wer?", open=True, id="k"))
    project.apply(AddComment(1, None, "Gut."))
    project.apply(AddComment(2, None, open=True))
    assert project.statistics().comments == {"closed": 1, "open": 2}
    project.apply(SetCommentOpen(1, "k", False))
    project.apply(DeleteArticles((2,)))
    assert project.statistics().comments == {"closed": 2}
