"""``annotator evaluate`` and ``annotator learn``: what they print, measure and refuse."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from annotator import cli
from annotator.core.identity import account_name
from annotator.core.models import Origin, State
from annotator.jobs.evaluating import Wanted
from annotator.project import Project, commands
from annotator.suggest.base import Context, Suggestions
from annotator.suggest.reading import Reading
from tests.making import make_draft, make_relation, make_span, query, segments_in
from tests.suggest.fakes import Fake, Other, fakes_alone, linked, proposal
from tests.suggest.learned.world import codebook, examples
from tests.test_learning import draft

MakeProject = Callable[..., Project]
TEXT = "„Wir bleiben“, sagte Tjark Ohlsen am Tor. Merle Classen schwieg."


@pytest.fixture
def fakes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with fakes_alone(monkeypatch):
        yield


def run(*arguments: str | Path) -> Result:
    """Runs a command; a bug in it fails the test."""
    result = CliRunner().invoke(cli.cli, [str(a) for a in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def measured(path: Path, *options: str) -> dict[str, Any]:
    result = run("evaluate", path, "--against", "anna", "--json", *options)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def score(found: dict[str, Any], suggester: str, label: str, way: str = "exact") -> tuple[int, int, int]:
    """Gold, suggested, right."""
    kind = "spans" if any(one["label"] == label for one in found["spans"]) else "relations"
    (one,) = (one for one in found[kind] if (one["suggester"], one["label"]) == (suggester, label))
    return one[way]["gold"], one[way]["suggested"], one[way]["right"]


@pytest.fixture
def path(make_project: MakeProject, fakes: None) -> Path:
    """Three articles that anna has labelled alike: one is done, one started, one skipped; a fourth is new."""

    def one(key: str, state: State, labelled: bool = True) -> Any:
        quote = make_span("QUOTE", *segments_in(TEXT, "„Wir bleiben“"), id=f"q{key}")
        actor = make_span("ACTOR", *segments_in(TEXT, "Tjark Ohlsen"), id=f"a{key}")
        other = make_span("ACTOR", *segments_in(TEXT, "Merle Classen"), id=f"m{key}", annotator="bela")
        relation = make_relation("speaker", f"q{key}", f"a{key}")
        return make_draft(
            f"{TEXT} Meldung {key}.",
            key,
            annotator="anna" if labelled else None,
            state=state,
            spans=[quote, actor, other] if labelled else [],
            relations=[relation] if labelled else [],
        )

    project = make_project(
        one("1", State.DONE), one("2", State.STARTED), one("3", State.SKIPPED), one("4", State.NEW, labelled=False)
    )
    project.close()
    return project.path


def speaker(reading: Reading, known: object, context: Context) -> Suggestions:
    return linked(reading.text, ("Wir bleiben", "QUOTE"), ("Ohlsen", "ACTOR"), "speaker")


def test_spans_and_relations_are_measured(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Fake, "propose", staticmethod(speaker))
    monkeypatch.setattr(Other, "words", {"Tjark Ohlsen": "ACTOR", "Tor": "ACTOR"})
    found = measured(path)
    assert (found["articles"], found["against"], found["status"]) == (1, "anna", "done")
    assert score(found, "fake", "QUOTE") == (1, 1, 0)
    assert score(found, "fake", "QUOTE", "trimmed") == (1, 1, 1)
    assert score(found, "fake", "QUOTE", "overlap") == (1, 1, 1)
    assert score(found, "other", "ACTOR") == (1, 2, 1)
    assert score(found, "all", "ACTOR", "overlap") == (1, 3, 1)
    assert score(found, "fake", "speaker", "overlap") == (1, 1, 1)
    (actor,) = (one for one in found["spans"] if (one["suggester"], one["label"]) == ("other", "ACTOR"))
    assert actor["exact"] == {"gold": 1, "suggested": 2, "right": 1, "precision": 0.5, "recall": 1.0, "f1": 0.6667}


def test_the_table_says_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Fake, "propose", staticmethod(speaker))
    result = run("evaluate", path, "--against", "anna")
    assert result.exit_code == 0
    lines = [line.split() for line in result.stdout.splitlines()]
    assert lines[0] == ["articles", "1"]
    assert ["QUOTE", "1", "1", "0.000", "0.000", "0.000", "1.000", "1.000", "1.000"] in lines
    assert ["(marks", "aside)", "1.000", "1.000", "1.000"] in lines
    assert ["fake,", "relations"] in lines
    assert ["speaker", "1", "1", "1.000", "1.000", "1.000"] in lines


@pytest.mark.parametrize(("status", "number"), [("done", 1), ("started", 2), ("any", 3)])
def test_which_articles_is_a_matter_of_their_status(
    path: Path, monkeypatch: pytest.MonkeyPatch, status: str, number: int
) -> None:
    monkeypatch.setattr(Fake, "words", {"Tjark Ohlsen": "ACTOR"})
    assert score(measured(path, "--status", status), "fake", "ACTOR") == (number, number, number)


def test_suggesters_see_no_labels_and_nothing_is_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def look(reading: Reading, known: Any, context: Context) -> Suggestions:
        seen.append(len(known))
        assert context.mentions == {}
        return Suggestions([proposal(reading.text, "Tor", "ACTOR")])

    monkeypatch.setattr(Fake, "propose", staticmethod(look))
    before = path.read_bytes()
    measured(path, "--status", "any")
    assert seen == [0, 0, 0]
    assert path.read_bytes() == before
    assert query(path, "select count(*) from suggestion") == [(0,)]


def test_only_some_are_run(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Fake, "words", {"Tor": "ACTOR"})
    monkeypatch.setattr(Other, "words", {"Tjark": "ACTOR"})
    found = measured(path, "--only", "other")
    assert {one["suggester"] for one in found["spans"]} == {"all", "other"}


def test_stored_suggestions_of_others_are_measured_however_decided(make_project: MakeProject, fakes: None) -> None:
    elsewhere = Origin("model", "tagger", "3", 0.8, "open")
    quote = make_span("QUOTE", *segments_in(TEXT, "„Wir bleiben“"), id="q")
    actor = make_span("ACTOR", *segments_in(TEXT, "Tjark Ohlsen"), id="a", origin=elsewhere)
    wrong = make_span("ACTOR", *segments_in(TEXT, "Tor"), id="t", origin=elsewhere)
    link = make_relation("speaker", "q", "a", origin=elsewhere)
    project = make_project(
        make_draft(TEXT, "1", annotator="anna", state=State.DONE, spans=[quote, actor, wrong], relations=[link])
    )
    project.apply(commands.AcceptSuggestions(1, ("a",)))
    found = measured(project.path)
    assert score(found, "tagger", "ACTOR") == (1, 2, 1)
    assert score(found, "all", "QUOTE") == (1, 0, 0)
    assert score(found, "tagger", "speaker", "overlap")[1:] == (1, 1)
    assert score(measured(project.path, "--only", "tagger"), "tagger", "ACTOR") == (1, 2, 1)
    project.close()


def test_a_suggester_that_fails_is_told_of(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(reading: Reading, known: object, context: Context) -> Suggestions:
        raise ZeroDivisionError

    monkeypatch.setattr(Fake, "propose", staticmethod(fail))
    result = run("evaluate", path, "--against", "anna")
    assert result.exit_code == 1
    assert result.stderr == "annotator: suggesters failed 1 times\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("evaluate", "P", "--against", "bert"), "has no annotator 'bert'; it has anna, bela."),
        (("evaluate", "P", "--against", "anna", "--only", "poems"), "There is no suggester 'poems'"),
        (("evaluate", "P", "--against", "anna", "--only", "learned"), "has learned nothing yet"),
        (("learn", "P", "--annotator", "bert"), "has no annotator 'bert'; it has anna, bela."),
    ],
)
def test_what_a_person_can_mend_is_one_line(path: Path, arguments: tuple[str, ...], sentence: str) -> None:
    result = run(*(path if argument == "P" else argument for argument in arguments))
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert result.stderr.count("\n") == 1


def test_it_can_be_stopped(path: Path) -> None:
    project = Project.open(path, "anna")
    report = project.suggesting.evaluate(Wanted("anna", "any"), lambda *_: False)
    project.close()
    assert report.cancelled
    assert report.evaluation.articles == 0


@pytest.fixture
def learnable(make_project: MakeProject) -> Path:
    """40 labelled articles of the invented world, all done by anna."""
    project = make_project(name="w.annotator")
    project.apply(commands.SetCodebook(codebook()))
    project.import_drafts([draft(one, State.DONE) for one in examples(40)])
    project.close()
    return project.path


def test_learning_prints_how_each_label_does(learnable: Path) -> None:
    result = run("learn", learnable, "--annotator", "anna")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["labelled", "P", "R", "F1", "rules"]
    (ship,) = (line.split() for line in lines if line.startswith("SHIP"))
    assert ship[-2:] == ["in", "use"]
    assert ship[5] == "0.00"
    assert float(ship[4]) > 0.8
    assert lines[-2] == "learned from 40 articles"
    assert "SHIP" in lines[-1]


def test_learning_from_too_little_says_so(learnable: Path) -> None:
    assert account_name() != "anna"
    result = run("learn", learnable)
    assert result.exit_code == 1
    assert result.stdout == (
        "too little to learn from: at least 10 articles with labels are needed, "
        f"and {account_name()} has 0 (anna has 40: --annotator)\n"
    )


def test_what_was_learned_is_measured_in_other_articles_only(learnable: Path) -> None:
    run("learn", learnable, "--annotator", "anna")
    found = measured(learnable)
    assert found["articles"] == 40
    assert found["learned"]["articles"] == 0
    assert not [one for one in found["spans"] if one["suggester"] == "learned"]
    assert {one["label"] for one in found["learned"]["cross_validation"] if one["kept"]} >= {"SHIP"}
    project = Project.open(learnable, "anna")
    project.import_drafts([draft(one, State.DONE) for one in examples(10, "test")])
    project.close()
    found = measured(learnable)
    assert (found["articles"], found["learned"]["articles"]) == (50, 10)
    gold, suggested, right = score(found["learned"], "learned", "SHIP")
    assert gold == sum(span.label == "SHIP" for one in examples(10, "test") for span in one.spans)
    assert right / suggested > 0.8
    table = run("evaluate", learnable, "--against", "anna").stdout
    assert "with what was learned, in the 10 articles that it was not learned from" in table
    assert "in cross-validation" in table
