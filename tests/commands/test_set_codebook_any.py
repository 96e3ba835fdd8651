"""Any change of the codebook leaves a project whole, and undo and redo bring back every byte."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator import commands as do
from annotator.core.codebook_plan import Plan
from annotator.core.codebook_toml import codebook_toml
from annotator.core.errors import UserError
from annotator.core.models import Change
from annotator.project import Project
from annotator.store import codebook_uses
from tests.commands.codebook_cases import codebooks, decisions, labelled, small
from tests.commands.history_model import KEYS


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A labelled project, made once."""
    folder = tmp_path_factory.mktemp("template")
    (folder / "small.toml").write_text(codebook_toml(small()), "utf-8")
    project = Project.create(folder / "p.annotator", "anna", folder / "small.toml")
    report = project.import_drafts([labelled(n) for n in range(3)])
    assert not report.refused
    project.apply(do.AddComment(1, "p1", "Really?"))
    project.apply(do.AddComment(2, "q1", "", open=True))
    project.apply(do.DeleteArticles((3,)))
    project.close()
    return folder / "p.annotator"


def rows(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows that are not deleted, by table, of the codebooks, too."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            name: connection.execute(f"select * from {name} where deleted = 0 order by 1, 2").fetchall()
            for name in [*KEYS, "comment", "codebook"]
        }


def check(project: Project, suggested: bool = True) -> None:
    """``suggested``: that suggested relations fit, too, which labelling may leave behind."""
    assert list(project.problems()) == []
    book = project.codebook
    for article in project.article_ids():
        opened = project.load(article)
        assert opened is not None
        there = {span.id: span for span in opened.spans}
        for span in opened.spans:
            label = book.require_label(span.label)
            for name, value in span.attributes.items():
                attribute = label.attribute(name)
                assert attribute is not None
                assert attribute.check(value) == value
        for relation in opened.relations:
            if relation.origin.decision == "open" and not suggested:
                continue
            head, child = there[relation.head].label, there[relation.child].label
            assert any(r.name == relation.label and head in r.head and child in r.child for r in book.relations), (
                relation
            )
        places = [(s.annotator, s.label, s.segments) for s in opened.spans if not s.is_open]
        assert len(places) == len(set(places))


@pytest.mark.parametrize("wide", [0, 2_000], ids=["in bulk", "row by row"])
@given(st.data())
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_change_can_be_taken_back(template: Path, wide: int, data: st.DataObject) -> None:
    """By either way of writing, of which the one is for more rows than an example has."""
    with patch.object(codebook_uses, "WIDE", wide), tempfile.TemporaryDirectory(dir=template.parent) as folder:
        path = Path(folder, "p.annotator")
        shutil.copy(template, path)
        with closing(Project.open(path, "anna")) as project:
            states = [rows(path)]
            versions = [project.codebook.version]
            for _ in range(data.draw(st.integers(1, 3), "steps")):
                change = one_change(project, data)
                if change is not None:
                    check(project)
                    states.append(rows(path))
                    versions.append(project.codebook.version)
            assert versions == sorted(set(versions))
            for before in reversed(states[:-1]):
                assert project.undo() is not None
                assert rows(path) == before
                check(project)
            for after in states[1:]:
                assert project.redo() is not None
                assert rows(path) == after
                check(project)


def one_change(project: Project, data: st.DataObject) -> Change | None:
    old = project.codebook
    new = data.draw(codebooks(old), "codebook")
    plan = Plan()
    for _ in range(6):
        try:
            found = project.codebooks.survey(old, new, plan)
        except UserError:
            return None  # the draw made two attributes one, say
        undecided = [use for use in found.uses if not use.decided]
        if not undecided:
            break
        with pytest.raises(UserError, match="say for each what it becomes"):
            project.apply(do.SetCodebook(new, plan))
        plan = data.draw(decisions(undecided, new, plan), "plan")
    else:
        raise AssertionError(f"still open: {undecided}")
    change = project.apply(do.SetCodebook(new, plan))
    if change is not None:
        touched = {(row.article_id, row.row_id) for row in change.rows if row.table == "span"}
        united = {row.row_id for row in change.rows if row.after is None and row.table == "span"}
        # Where labels became one, the span that was kept may be one that was not counted.
        assert len(touched) == found.spans or (united and len(touched) > found.spans)
    return change


@given(st.data())
@settings(max_examples=25, suppress_health_check=[*HealthCheck])
def test_two_people_never_leave_what_the_codebook_lacks(template: Path, data: st.DataObject) -> None:
    """Whatever is labelled, taken back and brought back between changes of the codebook."""
    with tempfile.TemporaryDirectory(dir=template.parent) as folder:
        path = Path(folder, "p.annotator")
        shutil.copy(template, path)
        with closing(Project.open(path, "anna")) as anna, closing(Project.open(path, "bert")) as bert:
            for _ in range(data.draw(st.integers(3, 10), "steps")):
                project = data.draw(st.sampled_from([anna, bert]))
                project.poll()
                before = rows(path)
                try:
                    match data.draw(st.integers(0, 7), "what"):
                        case 0 | 1:
                            one_change(project, data)
                        case 2 | 3:
                            project.undo()
                        case 4:
                            project.redo()
                        case _:
                            project.apply(data.draw(labelling(project)))
                except UserError:
                    assert rows(path) == before
                check(project, suggested=False)


@st.composite
def labelling(draw: st.DrawFn, project: Project) -> do.Command:
    """Something that a person does to the labels of the first article."""
    opened = project.load(1)
    found = [] if opened is None else opened.spans
    spans, suggestions = ([s for s in found if s.is_open == open_] for open_ in (False, True))
    label = draw(st.sampled_from([label.name for label in project.codebook.labels]))
    start = draw(st.integers(0, 10))
    add = do.AddSpan(1, label, ((start, start + 1 + draw(st.integers(0, 3))),))
    if not spans:  # even the article's import may have been taken back
        return add
    span, other = draw(st.sampled_from(spans)), draw(st.sampled_from(spans))
    known = project.codebook.require_label(span.label).attributes
    attribute = draw(st.sampled_from([None, *known]))
    match draw(st.integers(0, 5)):
        case 0:
            return add
        case 1:
            return do.DeleteSpans(1, (span.id,))
        case 2:
            return do.RelabelSpan(1, span.id, label)
        case 3 if project.codebook.relations:
            relation = draw(st.sampled_from(project.codebook.relations))
            return do.AddRelation(1, relation.name, span.id, other.id)
        case 4 if suggestions:
            return do.AcceptSuggestions(1, tuple(suggestion.id for suggestion in suggestions))
        case _ if attribute is not None:
            values: Any = [*attribute.values, None, "text", "2025-03-13", 2, True, [*attribute.values][:1]]
            return do.SetAttribute(1, span.id, attribute.name, draw(st.sampled_from(values)))
    return do.SetNote(1, span.id, "A note.")
