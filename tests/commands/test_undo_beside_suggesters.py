"""Taking back what touched suggestions, after suggesters have been there again: they are in nobody's way."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from annotator import commands as do
from annotator.core.codebook import Codebook, parse_codebook
from annotator.core.codebook_data import codebook_data
from annotator.core.codebook_plan import Plan
from annotator.project import Project
from annotator.suggest.base import Suggestions
from tests.making import TEXT, make_draft, make_span, query, segments_in
from tests.suggest.fakes import Fake, fakes_alone, linked, proposal

MakeProject = Callable[..., Project]


def propose(*proposals: tuple[str, str], **attributes: str) -> Callable[..., Suggestions]:
    """What a suggester does that proposes these words with these labels."""
    return lambda reading, *_: Suggestions([proposal(reading.text, *one, **attributes) for one in proposals])


def claim_and_claimant(words: str, label: str) -> Callable[..., Suggestions]:
    """The same of one that proposes a claim, these words with this label, and whose it is."""
    return lambda reading, *_: linked(reading.text, (words, label), ("Ohlsen", "ACTOR"), "claimant")


@pytest.fixture
def project(make_project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """A claim and its claimant, suggested as one reads."""
    with fakes_alone(monkeypatch):
        monkeypatch.setattr(Fake, "propose", staticmethod(claim_and_claimant("Die Fähre", "CLAIM")))
        project = make_project(make_draft())
        project.suggesting.suggest_article(1)
        assert len(open_suggestions(project)) == 2
        yield project


def again(
    project: Project, monkeypatch: pytest.MonkeyPatch, found: Callable[..., Suggestions], version: str = "2"
) -> None:
    """Another version of the suggester goes through the article."""
    monkeypatch.setattr(Fake, "version", version)
    monkeypatch.setattr(Fake, "propose", staticmethod(found))
    project.suggesting.suggest_article(1)


def open_suggestions(project: Project) -> list[tuple[str, str]]:
    """Label and attributes of each."""
    return query(
        project.path,
        "select label, attributes from suggestion where deleted = 0 and decision = 'open' order by label",
    )


def open_links(project: Project) -> list[tuple[str]]:
    return query(project.path, "select label from suggestion_relation where deleted = 0 and decision = 'open'")


def renamed(project: Project, old: str, new: str) -> Codebook:
    """The project's codebook with a name replaced wherever it stands."""
    return parse_codebook(json.loads(json.dumps(codebook_data(project.codebook)).replace(f'"{old}"', f'"{new}"')))


def rename_label(project: Project) -> None:
    project.apply(do.SetCodebook(renamed(project, "CLAIM", "AUSSAGE"), Plan({"CLAIM": "AUSSAGE"})))


def test_a_renamed_label_whose_suggestions_were_withdrawn(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename_label(project)
    again(project, monkeypatch, propose(("Ohlsen", "ACTOR")))
    assert [label for label, _ in open_suggestions(project)] == ["ACTOR"]
    assert project.undo() is not None
    assert project.codebook.label("CLAIM")
    assert [label for label, _ in open_suggestions(project)] == ["ACTOR"], "what was withdrawn stays away"
    again(project, monkeypatch, propose(("Die Fähre", "CLAIM")), "3")
    assert [label for label, _ in open_suggestions(project)] == ["CLAIM"]
    assert project.redo() is not None
    assert list(project.problems()) == []


def test_what_was_proposed_since_goes_with_the_codebook(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    rename_label(project)
    again(project, monkeypatch, claim_and_claimant("Fähre", "AUSSAGE"))
    assert [label for label, _ in open_suggestions(project)] == ["ACTOR", "AUSSAGE"]
    assert len(open_links(project)) == 1
    assert project.undo() is not None
    assert [label for label, _ in open_suggestions(project)] == ["ACTOR"]
    assert open_links(project) == []


@pytest.mark.parametrize("suggested_again", [False, True])
def test_what_was_accepted_since_is_brought_back_after_the_codebook(
    project: Project, monkeypatch: pytest.MonkeyPatch, suggested_again: bool
) -> None:
    rename_label(project)
    again(project, monkeypatch, claim_and_claimant("Fähre", "AUSSAGE"))
    (claim,) = query(project.path, "select id from suggestion where label = 'AUSSAGE' and deleted = 0")[0]
    project.apply(do.AcceptSuggestions(1, (claim,)))
    for _ in range(2):
        assert project.undo() is not None
    assert [label for label, _ in open_suggestions(project)] == ["ACTOR"]
    assert project.redo() is not None
    if suggested_again:
        again(project, monkeypatch, claim_and_claimant("Fähre", "AUSSAGE"), "3")
    assert project.redo() is not None
    opened = project.load(1)
    assert opened is not None
    assert sorted(span.label for span in opened.spans if not span.is_open) == ["ACTOR", "AUSSAGE"]
    assert [relation.label for relation in opened.relations if relation.origin.decision != "open"] == ["claimant"]
    assert list(project.problems()) == []


def test_a_suggestion_that_says_something_else_now(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    again(project, monkeypatch, propose(("Die Fähre", "CLAIM"), stance="support"))
    project.apply(
        do.SetCodebook(renamed(project, "support", "pro"), Plan(values={("CLAIM", "stance", "support"): "pro"}))
    )
    assert open_suggestions(project) == [("CLAIM", '{"stance":"pro"}')]
    again(project, monkeypatch, propose(("Die Fähre", "CLAIM"), stance="oppose"), "3")
    assert project.undo() is not None
    assert open_suggestions(project) == [("CLAIM", '{"stance":"oppose"}')], "the newer word stands"


def test_one_that_was_made_anew_does_not_come_twice(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = f"{TEXT} Am Abend standen noch immer fünfzig Leute am Anleger und warteten auf das letzte Schiff."
    span = make_span("ACTOR", *segments_in(long, "Ohlsen"), annotator="anna")
    project = make_project(make_draft(long, spans=[span]), make_draft(f"BRAKE. {long}", "copy"))
    project.apply(do.CarryLabels(1))
    project.undo()
    with fakes_alone(monkeypatch):
        monkeypatch.setattr(Fake, "words", {"Ohlsen": "ACTOR"})
        project.suggesting.suggest_article(2)
        assert len(open_suggestions(project)) == 1
        project.redo()
        assert len(open_suggestions(project)) == 1
        project.undo()
        assert len(open_suggestions(project)) == 1
