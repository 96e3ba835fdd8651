"""The program's own rules over a project whose suggestions were made by the rules of an earlier version."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotator import commands as do
from annotator.jobs import suggesting
from annotator.project import Project
from annotator.suggest import registry
from tests.making import make_draft
from tests.suggest.runs import run, shown

MakeProject = Callable[..., Project]
TEXT = "“We stay,” said Ruth Penrose of the Quay Workers’ Union. She said the ferry must sail."
RULES = ("quotes", "speakers", "actors", "claims")


@pytest.fixture
def before(make_project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project with suggestions of rules that count as an earlier version."""
    with monkeypatch.context() as earlier:
        for name in RULES:
            earlier.setattr(type(registry.find(name)), "version", "0")
        suggesting._known.clear()
        project = make_project(make_draft(TEXT, "one", lang="en"))
        run(project)
    suggesting._known.clear()
    return project


def test_what_was_rejected_stays_rejected(before: Project) -> None:
    assert {span.label for span in shown(before).values()} >= {"QUOTE", "CUE", "ACTOR"}
    while left := shown(before):  # with a quote goes what only that has
        before.apply(do.RejectSuggestion(1, next(iter(left.values())).id))
    report = run(before)
    assert (report.articles, report.suggestions, report.relations) == (1, 0, 0)
    assert not shown(before)
