"""Runs of suggesters over a project: what is written, what is left alone, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import pytest

from annotator import commands as do
from annotator.core.errors import UserError
from annotator.core.models import Actor, State
from annotator.jobs import suggesting
from annotator.project import Project
from annotator.store import entries
from annotator.store.suggesting import SuggestionRun
from annotator.suggest.base import Context, Link, Proposal, Suggestions
from annotator.suggest.reading import Reading
from tests.making import make_draft, make_span, make_zone, query, segments_in
from tests.suggest.fakes import Fake, Other, fakes_alone, proposal
from tests.suggest.runs import TEXT, links, quote_and_speaker, run, shown

MakeProject = Callable[..., Project]


@pytest.fixture(autouse=True)
def only_fakes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with fakes_alone(monkeypatch):
        yield


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    return make_project(make_draft(TEXT, "one"), make_draft(f"Nachtrag. {TEXT}", "two"))


def test_what_is_proposed_is_there_with_its_origin(project: Project) -> None:
    Fake.words = {"Ohlsen": "ACTOR", "sagte": "CUE"}
    report = run(project)
    assert (report.articles, report.skipped, report.suggestions, report.cancelled) == (2, 0, 4, False)
    found = shown(project)
    assert {word: span.label for word, span in found.items()} == {"Ohlsen": "ACTOR", "sagte": "CUE"}
    span = found["Ohlsen"]
    assert span.is_open
    assert (span.origin.kind, span.origin.name, span.origin.version, span.origin.score) == (
        "rule",
        "fake",
        "1",
        0.8,
    )
    assert project.suggesting.reasons(1)[span.id] == "is 'Ohlsen'"
    assert not list(project.problems())


def test_a_second_run_skips_what_has_been_looked_through(project: Project) -> None:
    Fake.words = {"Ohlsen": "ACTOR"}
    run(project)
    report = run(project)
    assert (report.articles, report.skipped, report.change) == (0, 2, None)
    project.apply(do.CorrectText(2, f"Noch ein Nachtrag. {TEXT}"))
    assert (run(project).articles, project.suggesting.is_current(1)) == (1, True)
    Fake.version = "2"
    suggesting._known.clear()
    assert run(project).articles == 2


def test_a_zone_that_comes_or_goes_counts_as_a_change(project: Project) -> None:
    Fake.words = {"Ohlsen": "ACTOR"}
    run(project)
    project.apply(do.AddZone(1, 0, 14))
    assert not project.suggesting.is_current(1)
    assert run(project).articles == 1


def test_what_rules_know_of_the_register_counts_and_what_models_know_does_not(project: Project) -> None:
    Fake.words = {"Ohlsen": "ACTOR"}
    run(project)
    project.apply(do.CreateActor(Actor("mara", "Mara Ohlsen")))
    assert run(project).articles == 2
    Fake.kind = Other.kind = "llm"
    suggesting._known.clear()
    run(project)
    project.apply(do.CreateActor(Actor("enno", "Enno Ohlsen")))
    assert run(project).articles == 0


def test_a_run_is_taken_back_and_brought_back_as_one(project: Project) -> None:
    Fake.propose = quote_and_speaker
    run(project)
    assert project.next_undo() == "suggest"
    undone = project.undo()
    assert undone is not None
    assert undone.bulk
    assert (shown(project), shown(project, 2)) == ({}, {})
    project.redo()
    assert links(project) == {("speaker", "„Wir bleiben“", "Ohlsen")}
    project.undo()
    assert run(project).suggestions == 4, "whoever asks again gets them again"
    assert not list(project.problems())


def test_what_was_decided_on_stays_when_its_run_is_taken_back(project: Project) -> None:
    Fake.words = {"Ohlsen": "ACTOR", "sagte": "CUE"}
    change = run(project).change
    assert change is not None
    project.apply(do.AcceptSuggestions(1, (shown(project)["Ohlsen"].id,)))
    project.pass_over()
    project.undo()
    assert {word: span.origin.decision for word, span in shown(project).items()} == {"Ohlsen": "accepted"}


def test_rejected_stays_rejected_whatever_the_version(project: Project) -> None:
    Fake.propose = quote_and_speaker
    run(project)
    project.apply(do.RejectSuggestion(1, shown(project)["Ohlsen"].id))
    Fake.version = "2"
    suggesting._known.clear()
    assert run(project).suggestions == 0
    assert shown(project).keys() == {"„Wir bleiben“"}
    assert not links(project)


def test_accepted_and_then_deleted_is_not_wanted(project: Project) -> None:
    Fake.words = {"Ohlsen": "ACTOR"}
    run(project)
    id_ = shown(project)["Ohlsen"].id
    project.apply(do.AcceptSuggestions(1, (id_,)))
    project.apply(do.DeleteSpans(1, (id_,)))
    Fake.version = "2"
    suggesting._known.clear()
    run(project)
    assert not shown(project)


def test_what_is_not_proposed_any_more_is_withdrawn_and_comes_back_by_undo(project: Project) -> None:
    Fake.propose = quote_and_speaker
    Other.words = {"Tor": "ACTOR"}
    run(project)
    Fake.propose, Fake.words, Fake.version = None, {"sagte": "CUE"}, "2"
    suggesting._known.clear()
    report = run(project)
    assert report.withdrawn == 6, "two spans and a link in two articles"
    assert shown(project).keys() == {"sagte", "Tor"}, "another's suggestions stay"
    project.undo()
    assert shown(project).keys() == {"„Wir bleiben“", "Ohlsen", "Tor"}
    assert links(project) == {("speaker", "„Wir bleiben“", "Ohlsen")}
    project.redo()
    assert shown(project).keys() == {"sagte", "Tor"}


def test_an_open_one_follows_what_its_suggester_says_now(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    Fake.words = {"Ohlsen": "ACTOR"}
    run(project)
    before = shown(project)["Ohlsen"]
    monkeypatch.setattr(Fake, "score", 0.3)
    Fake.version = "2"
    suggesting._known.clear()
    report = run(project)
    after = shown(project)["Ohlsen"]
    assert (after.id, after.origin.score, after.origin.version) == (before.id, 0.3, "2")
    assert (report.suggestions, report.withdrawn) == (0, 0)
    assert report.change is not None, "other windows are told"


def test_what_is_labelled_is_linked_to_and_not_proposed(make_project: MakeProject) -> None:
    quote = make_span("QUOTE", *segments_in(TEXT, "„Wir bleiben“"), id="q", attributes={"form": "direct"})
    project = make_project(make_draft(TEXT, spans=[quote]))
    Fake.propose = quote_and_speaker
    report = run(project)
    assert (report.suggestions, report.relations) == (1, 1)
    assert links(project) == {("speaker", "„Wir bleiben“", "Ohlsen")}
    project.apply(do.AcceptSuggestions(1, (shown(project)["Ohlsen"].id,)))
    opened = project.load(1)
    assert opened is not None
    assert [(r.head, r.origin.decision) for r in opened.relations] == [("q", "accepted")]
    Fake.version = "2"
    suggesting._known.clear()
    report = run(project)
    assert (report.suggestions, report.relations) == (0, 0)


def test_labels_of_a_layer_that_is_not_shown_do_not_count(make_project: MakeProject) -> None:
    spans = [make_span("ACTOR", *segments_in(TEXT, "Ohlsen"), annotator="bert")]
    project = make_project(make_draft(TEXT, spans=spans))
    Fake.words = {"Ohlsen": "ACTOR"}
    assert run(project).suggestions == 0
    project.everyone = False
    Fake.version = "2"
    suggesting._known.clear()
    assert run(project).suggestions == 1


def test_nothing_is_proposed_in_zones_and_the_codebook_decides(make_project: MakeProject) -> None:
    text = f"Rubrik Tor\n{TEXT}"
    project = make_project(make_draft(text, zones=[make_zone(0, 10)]))

    def propose(reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        assert len(reading.text) == len(text)
        assert reading.text.index("Tor") > 10
        one = proposal(reading.text, "Tor", "ACTOR", kind="place", colour="red", mention=7)
        other = proposal(reading.text, "Ohlsen", "SHIP")
        return Suggestions([one, other], [Link("speaker", one, other, 1.0)])

    Fake.propose = propose
    report = run(project)
    assert (report.suggestions, report.relations) == (1, 0)
    (span,) = shown(project).values()
    assert span.attributes == {"kind": "place"}


def test_one_that_fails_is_told_of_and_the_others_go_on(project: Project) -> None:
    def fail(reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        if reading.text.startswith("Nachtrag"):
            raise ZeroDivisionError("no words")
        return Suggestions([Proposal("ACTOR", ((0, 10_000),), 0.5)])

    Fake.propose = fail
    Other.words = {"Ohlsen": "ACTOR"}
    report = run(project)
    assert report.suggestions == 2
    assert sorted(report.sentences())[1:] == [
        "fake failed in 1 article: ValueError: fake proposed ((0, 10000),) in a text of 73 code points",
        "fake failed in 1 article: ZeroDivisionError: no words",
    ]
    assert run(project).articles == 2, "it is asked again"


def test_what_a_person_can_mend_ends_the_run_and_leaves_what_is_done(make_project: MakeProject) -> None:
    project = make_project(*(make_draft(f"{n} Ohlsen", str(n)) for n in range(60)))

    def refuse(reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        if reading.text.startswith("58"):
            raise UserError("The server is not there.")
        return Suggestions([proposal(reading.text, "Ohlsen", "ACTOR")])

    Fake.propose = refuse
    with pytest.raises(UserError, match=r"The server is not there\."):
        run(project)
    assert (len(shown(project)), not shown(project, 59)) == (1, True)
    Fake.propose, Fake.words = None, {"Ohlsen": "ACTOR"}
    suggesting._known.clear()
    assert run(project).skipped == 50


def test_a_run_that_is_stopped_goes_on_where_it_was(make_project: MakeProject) -> None:
    project = make_project(*(make_draft(f"{n} Ohlsen", str(n)) for n in range(60)))
    Fake.words = {"Ohlsen": "ACTOR"}
    told: list[tuple[int, int]] = []

    def once(done: int, total: int) -> bool:
        told.append((done, total))
        return len(told) < 2

    report = run(project, progress=once)
    assert (report.cancelled, report.articles, told) == (True, 50, [(25, 60), (50, 60)])
    assert list(report.sentences())[-1] == "stopped; suggesting again goes on with the rest"
    report = run(project)
    assert (report.cancelled, report.articles, report.skipped) == (False, 10, 50)


def test_one_article_is_passed_over_by_undo_and_keeps_redo(project: Project) -> None:
    Fake.words = {"Ohlsen": "ACTOR"}
    project.apply(do.AddZone(2, 0, 9))
    project.undo()
    change = project.suggesting.suggest_article(1).change
    assert change is not None
    assert not change.bulk
    assert [(row.table, row.article_id, row.after and row.after["label"]) for row in change.rows] == [
        ("suggestion", 1, "ACTOR")
    ]
    assert shown(project).keys() == {"Ohlsen"}
    assert not shown(project, 2)
    assert (project.next_undo(), project.next_redo()) == ("import", "add zone")
    assert project.suggesting.suggest_article(1).change is None, "nothing is new"
    assert (project.suggesting.is_current(1), project.suggesting.is_current(2)) == (True, False)


def test_another_window_is_told_what_came_and_went(project: Project) -> None:
    other = Project.open(project.path, "bert")
    Fake.words = {"Ohlsen": "ACTOR"}
    project.suggesting.suggest_article(1)
    (change,) = other.poll()
    assert (change.bulk, change.wide, len(change.rows)) == (False, False, 1)
    Fake.words, Fake.version = {"sagte": "CUE"}, "2"
    suggesting._known.clear()
    project.suggesting.suggest_article(1)
    (change,) = other.poll()
    assert sorted(row.after["label"] if row.after else "" for row in change.rows) == ["", "CUE"]
    other.close()


@pytest.mark.parametrize("alone", [True, False])
def test_another_window_is_told_what_is_suggested_otherwise_now(
    project: Project, monkeypatch: pytest.MonkeyPatch, alone: bool
) -> None:
    suggest = partial(project.suggesting.suggest_article, 1) if alone else partial(run, project)
    Fake.words = {"Ohlsen": "ACTOR"}
    suggest()
    other = Project.open(project.path, "bert")
    monkeypatch.setattr(Fake, "score", 0.4)
    for version in ("2", "2"):
        # The second finds nothing new, and marks the article as its own.
        Fake.version = version
        suggesting._known.clear()
        suggest()
    (change,) = other.poll()
    told = [(row.table, row.article_id, row.after and row.after["score"]) for row in change.rows]
    assert told == [("suggestion", n, 0.4) for n in ([1] if alone else [1, 2])]
    monkeypatch.setattr(entries, "_FAR", 2)
    Fake.version = "3"
    monkeypatch.setattr(Fake, "score", 0.6)
    suggesting._known.clear()
    run(project)
    (change,) = other.poll()
    assert change.wide
    other.close()


def test_one_article_gets_no_second_time_what_was_taken_back(project: Project) -> None:
    Fake.words = {"Ohlsen": "ACTOR"}
    run(project)
    project.undo()
    assert project.suggesting.suggest_article(1).change is None
    assert not shown(project)
    project.redo()
    assert len(shown(project)) == 1


def test_a_done_article_is_left_alone(project: Project) -> None:
    assert not project.suggesting.is_current(1)
    project.apply(do.SetState((1,), State.DONE))
    assert project.suggesting.is_current(1)


def test_what_changes_while_suggesters_look_is_seen_to(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A label that a person sets meanwhile is not proposed; a corrected text gets no places of the old one."""
    Fake.words = {"Ohlsen": "ACTOR", "sagte": "CUE"}
    write = SuggestionRun.add

    def add(self: SuggestionRun, found: Sequence[object]) -> bool:
        project.apply(do.AddSpan(1, "ACTOR", segments_in(TEXT, "Ohlsen")))
        project.apply(do.CorrectText(2, f"Ein Nachtrag. {TEXT}"))
        return write(self, found)  # type: ignore[arg-type]

    monkeypatch.setattr(SuggestionRun, "add", add)
    report = run(project)
    assert report.articles == 1
    assert {word: span.is_open for word, span in shown(project).items()} == {"Ohlsen": False, "sagte": True}
    assert not shown(project, 2)


def test_an_entry_that_is_gone_by_then_is_not_pointed_to(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.apply(do.CreateActor(Actor("mara", "Mara Ohlsen")))

    def propose(reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        one = proposal(reading.text, "Ohlsen", "ACTOR")
        one.actor_id = context.actors[0].id
        return Suggestions([one])

    Fake.propose = propose
    write = SuggestionRun.add

    def add(self: SuggestionRun, found: Sequence[object]) -> bool:
        project.apply(do.DeleteActor("mara"))
        return write(self, found)  # type: ignore[arg-type]

    monkeypatch.setattr(SuggestionRun, "add", add)
    run(project)
    assert shown(project)["Ohlsen"].actor_id is None


def test_a_run_that_is_taken_back_while_it_goes_on_ends(make_project: MakeProject) -> None:
    project = make_project(*(make_draft(f"{n} Ohlsen", str(n)) for n in range(260)))
    Fake.words = {"Ohlsen": "ACTOR"}
    other = Project.open(project.path, "anna")

    def undo(done: int, total: int) -> bool:
        if done == 200:
            other.undo()
        return True

    report = run(project, progress=undo)
    other.close()
    assert report.cancelled
    assert query(project.path, "select count(*) from suggestion where deleted = 0") == [(0,)]


def test_counts_of_decisions_and_queues(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def propose(reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        found = [proposal(reading.text, "Ohlsen", "ACTOR"), proposal(reading.text, "sagte", "CUE")]
        if reading.text.startswith("Nachtrag"):
            found += [proposal(reading.text, "Tor", "ACTOR"), proposal(reading.text, "verlangte", "CUE")]
        else:
            found[0].score = 0.5
        return Suggestions(found)

    Fake.propose = propose
    run(project)
    assert list(project.suggesting.queue("yield")) == [2, 1]
    assert list(project.suggesting.queue("uncertainty")) == [1, 2]
    assert list(project.suggesting.queue("uncertainty", 0.9)) == []
    found = shown(project, 2)
    project.apply(do.AcceptSuggestions(2, (found["Ohlsen"].id, found["sagte"].id)))
    project.apply(do.ResizeSpan(2, found["sagte"].id, segments_in(f"Nachtrag. {TEXT}", "sagte Ohlsen")))
    project.apply(do.RejectSuggestion(2, found["Tor"].id))
    rows = {row.label: row for row in project.suggesting.acceptance()}
    actor, cue = rows["ACTOR"], rows["CUE"]
    assert (actor.name, actor.kind, actor.version, actor.rate) == ("fake", "rule", "1", 0.5)
    assert (actor.open, actor.accepted, actor.edited, actor.rejected) == (1, 1, 0, 1)
    assert (cue.open, cue.accepted, cue.edited, cue.rejected, cue.rate) == (2, 0, 1, 0, 1.0)


def test_what_suggesters_are_told_of_the_project(make_project: MakeProject) -> None:
    text = "Der Hafenbund und die Polizei, ein Polizist, die Senatorin und der Bund und eine Frau."
    words = ("Hafenbund", "Polizei", "Polizist", "Senatorin", "Bund")
    spans = [make_span("ACTOR", *segments_in(text, word), id=word) for word in words]
    project = make_project(make_draft(text, spans=spans), make_draft(TEXT))
    project.apply(do.CreateActor(Actor("bund", "Hafenbund", aliases=("HB",))))
    project.apply(do.SetActor(((1, "Bund"),), "bund"))
    told: list[Context] = []

    def look(reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        told.append(context)
        return Suggestions()

    Fake.propose = look
    run(project)
    context = told[0]
    assert [actor.name for actor in context.actors] == ["Hafenbund"]
    assert dict(context.mentions) == {"bund": "bund"}
    assert not context.with_article
