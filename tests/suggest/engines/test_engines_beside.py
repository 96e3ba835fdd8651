"""Engines that fail beside suggesters that work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest
from click.testing import CliRunner

from annotator.cli import cli
from annotator.core.errors import UserError
from annotator.jobs import suggest_work
from annotator.project import Project
from annotator.suggest.base import Context, HiccupError, Proposal, Suggestions
from annotator.suggest.reading import Reading
from tests.making import make_draft, query
from tests.suggest.fakes import Fake, fakes_alone

MakeProject = Callable[..., Project]


class Away:
    """An engine whose server is not there from its second article on."""

    name = "openai:away"
    version = "1"
    kind = "llm"
    needs: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.asked = 0
        self.ends_with: list[Exception | None] | None = None  # one article after the other

    def suggest(self, reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        self.asked += 1
        if self.ends_with is not None:
            if error := self.ends_with.pop(0):
                raise error
            return Suggestions()
        if self.asked > 1:
            raise UserError("The server is not there.")
        return Suggestions()


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> Iterator[Away]:
    made = Away()
    monkeypatch.setattr(suggest_work, "engines", lambda specs: [made] if specs else [])
    with fakes_alone(monkeypatch):
        Fake.words = {"Ohlsen": "ACTOR"}
        yield made


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    return make_project(*(make_draft(f"{n} Ohlsen", str(n)) for n in range(4)))


def test_one_that_can_not_go_on_is_asked_no_more_and_the_others_go_on(away: Away, project: Project) -> None:
    report = project.suggesting.run(workers=0, engines=("openai:x#away",))
    assert (report.articles, report.suggestions, away.asked) == (4, 4, 2)
    assert list(report.sentences())[1:] == [
        "openai:away failed in 1 article: The server is not there.",
        "openai:away was not asked any more, in 2 articles",
    ]
    assert query(project.path, "select article_id from suggested where suggester = 'openai:away'") == [(1,)]
    away.asked = -9
    again = project.suggesting.run(workers=0, engines=("openai:x#away",))
    assert (again.articles, again.skipped, again.failures) == (3, 1, [])


def test_engines_alone_that_can_not_go_on_end_the_run(away: Away, project: Project) -> None:
    result = CliRunner().invoke(
        cli, ["suggest", str(project.path), "--only", "", "--engine", "openai:x#away", "--workers", "0"]
    )
    assert (result.exit_code, result.stderr) == (2, "annotator: The server is not there.\n")
    assert result.stdout.splitlines() == [
        "articles 2, skipped 0, suggestions 0, relations 0, withdrawn 0",
        "openai:away failed in 1 article: The server is not there.",
    ]
    assert away.asked == 2


def test_hiccups_put_an_engine_out_only_if_many_follow_on_one_another(away: Away, project: Project) -> None:
    hiccup, own = HiccupError("The connection broke off."), ValueError("no JSON")
    away.ends_with = [hiccup, hiccup, None, hiccup]
    report = project.suggesting.run((), workers=0, engines=("openai:x#away",))
    assert (away.asked, report.problem) == (4, "")
    assert list(report.sentences())[1:] == ["openai:away failed in 3 articles: The connection broke off."]
    away.ends_with = [hiccup, own, hiccup]
    report = project.suggesting.run((), workers=0, engines=("openai:x#away",))
    assert (report.problem, len(report.failures)) == ("", 3), "what was answered, if wrongly, is no hiccup"
    away.ends_with = [hiccup] * 3
    report = project.suggesting.run((), workers=0, engines=("openai:x#away",))
    assert report.problem == "The connection broke off."


def test_nobody_is_to_suggest(project: Project) -> None:
    result = CliRunner().invoke(cli, ["suggest", str(project.path), "--only", ""])
    assert result.exit_code == 2
    assert result.stderr == "annotator: Nobody is to suggest: no suggester is named, and no engine.\n"
