"""Which articles suggesters look through and which suggestions count: those that somebody may still decide on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from annotator import commands as do
from annotator.core.models import Span, State
from annotator.jobs import suggesting
from annotator.project import Project
from tests.making import make_draft
from tests.suggest.fakes import Fake, fakes_alone, linked

MakeProject = Callable[..., Project]
TEXT = "„Wir bleiben“, sagte Ohlsen am Tor. Die Fähre muss fahren, verlangte sie."


@pytest.fixture(autouse=True)
def only_fakes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with fakes_alone(monkeypatch):
        yield


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    return make_project(make_draft(TEXT, "one"), make_draft(f"Nachtrag. {TEXT}", "two"))


def run(project: Project, **rest: object) -> suggesting.SuggestReport:
    return project.suggesting.run(workers=0, **rest)  # type: ignore[arg-type]


def shown(project: Project, article_id: int = 1) -> dict[str, Span]:
    """What is shown of an article, by its words."""
    opened = project.load(article_id)
    assert opened is not None
    return {opened.article.text[span.start : span.end]: span for span in opened.spans}


def test_what_was_accepted_as_something_else_is_no_end_of_a_link(project: Project) -> None:
    Fake.words = {"Ohlsen": "ACTOR"}
    run(project)
    project.apply(do.EditSuggestion(1, do.RelabelSpan(1, shown(project)["Ohlsen"].id, "CUE")))
    Fake.version = "2"
    Fake.propose = lambda reading, _known, _context: linked(
        reading.text, ("„Wir bleiben“", "QUOTE"), ("Ohlsen", "ACTOR"), "speaker"
    )
    assert run(project).relations == 1  # that of the other article
    assert shown(project)["Ohlsen"].label == "CUE"


def test_runs_leave_out_what_is_done_or_skipped(project: Project) -> None:
    Fake.words = {"Ohlsen": "ACTOR"}
    project.apply(do.SetState((1,), State.DONE))
    project.apply(do.SetState((2,), State.SKIPPED, "not news"))
    report = run(project)
    assert (report.articles, report.skipped, report.suggestions) == (0, 2, 0)
    assert project.suggesting.is_current(1)
    assert project.suggesting.is_current(2)
    project.apply(do.SetState((2,), State.STARTED))
    assert run(project).articles == 1


def test_what_another_one_has_done_is_open_to_whom_sees_her_own_layer_alone(project: Project) -> None:
    Fake.words = {"Ohlsen": "ACTOR"}
    project.apply(do.SetState((1,), State.DONE))
    ben = Project.open(project.path, "ben")
    assert run(ben).articles == 1
    alone = Project.open(project.path, "ben", everyone=False)
    assert run(alone).articles == 1
    assert [row.open for row in alone.suggesting.acceptance()] == [2]
    assert [row.open for row in project.suggesting.acceptance()] == [1]
    assert list(alone.suggesting.queue("yield")) == [1, 2]
    ben.close()
    alone.close()


def test_what_is_out_of_sight_is_neither_counted_nor_queued(project: Project) -> None:
    Fake.words = {"Ohlsen": "ACTOR", "sagte": "CUE"}
    run(project)
    project.apply(do.RejectSuggestion(1, shown(project)["sagte"].id))
    project.apply(do.SetState((1,), State.DONE))
    rows = {row.label: row for row in project.suggesting.acceptance()}
    assert (rows["ACTOR"].open, rows["CUE"].open, rows["CUE"].rejected) == (1, 1, 1)
    assert list(project.suggesting.queue("yield")) == list(project.suggesting.queue("uncertainty")) == [2]
    project.apply(do.SetState((1,), State.STARTED))
    assert list(project.suggesting.queue("yield")) == [2, 1]
