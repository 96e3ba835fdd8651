"""Which articles suggesters look through and which suggestions count: those that somebody may still decide on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from annotator import commands as do
from annotator.core.models import Span
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
