"""Changes of thousands of rows, and taking them back, whose process is killed in the middle: all or nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator import commands as do
from annotator.core.models import Actor, Concept
from annotator.project import Project
from annotator.store.tables import TABLES
from tests.commands import wide_change
from tests.making import make_draft, make_span, query


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the project and of its history."""
    return {table: query(path, f"select * from {table}") for table in (*TABLES, "change", "change_row")}


@pytest.fixture
def project(make_project: Callable[..., Project]) -> Project:
    text = "Tamm " * 100
    spans = [
        span
        for n in range(100)
        for span in (
            make_span("ACTOR", (5 * n, 5 * n + 4), id=f"a{n}", actor_id="tamm", annotator="anna"),
            make_span("CLAIM", (5 * n, 5 * n + 4), id=f"c{n}", concept_id="ferry", annotator="anna"),
        )
    ]
    drafts = [make_draft(f"{text}{n}", f"k{n}", spans=spans) for n in range(wide_change.ARTICLES)]
    drafts[0].actors = {"tamm": Actor("tamm", "Tamm"), "classen": Actor("classen", "Classen")}
    drafts[0].concepts = {"ferry": Concept("ferry", "Die Fähre fährt")}
    project = make_project(*drafts)
    project.apply(do.CreateConcept(Concept("harbour", "Der Hafen ist zu")))
    return project


@pytest.mark.parametrize("kind", wide_change.KINDS)
def test_killed_in_the_middle_it_did_nothing(project: Project, kind: str) -> None:
    if kind in ("undo", "redo"):
        wide_change.change(project, "merge actors")
    if kind == "redo":
        project.undo()
    path = project.path
    project.close()
    before = content(path)
    top = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, wide_change.__file__, path, kind],
        cwd=top,
        env={"PYTHONPATH": str(top), "PATH": ""},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("in the middle")
        process.kill()
    assert query(path, "pragma integrity_check") == [("ok",)]
    assert content(path) == before
    again = Project.open(path, "anna")
    done = wide_change.change(again, kind)
    assert done is not None
    assert done.wide
    assert not list(again.problems())
    again.close()
