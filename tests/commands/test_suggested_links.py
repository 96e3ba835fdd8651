"""Links that are proposed for spans and suggestions whose label changes: none stays that the codebook forbids."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from annotator import commands as do
from annotator.core.resources import resource
from annotator.jobs.export_filter import ExportFilter
from annotator.project import Project
from tests.making import OPEN, TEXT, make_draft, make_relation, make_span, query, segments_in

MakeProject = Callable[..., Project]


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    """The speaker of two quotes, one of them a claim's; all of it suggested."""
    spans = [
        make_span("QUOTE", *segments_in(TEXT, "„Wir bleiben“"), id="q1", origin=OPEN),
        make_span("QUOTE", *segments_in(TEXT, "Die Fähre muss"), id="q2", origin=OPEN),
        make_span("CLAIM", *segments_in(TEXT, "Fähre muss"), id="c", origin=OPEN),
        make_span("ACTOR", *segments_in(TEXT, "Ohlsen"), id="a", origin=OPEN),
    ]
    relations = [
        make_relation("speaker", "q1", "a", id="r1", origin=OPEN),
        make_relation("speaker", "q2", "a", id="r2", origin=OPEN),
        make_relation("claimant", "c", "a", id="r3", origin=OPEN),
        make_relation("expressed_in", "c", "q2", id="r4", origin=OPEN),
    ]
    return make_project(make_draft(spans=spans, relations=relations))


def open_links(project: Project) -> set[str]:
    opened = project.load(1)
    assert opened is not None
    return {relation.id for relation in opened.relations if relation.origin.decision == "open"}


def decisions(project: Project) -> set[tuple[str, str]]:
    return set(query(project.path, "select id, decision from suggestion_relation where decision <> 'open'"))


def test_a_suggestion_that_gets_another_label_loses_what_that_cant_have(project: Project, tmp_path: Path) -> None:
    project.apply(do.EditSuggestion(1, do.RelabelSpan(1, "a", "QUOTE")))
    assert open_links(project) == {"r4"}
    project.apply(do.AcceptSuggestions(1, ("c", "q1")))
    assert open_links(project) == set()
    assert decisions(project) == {("r1", "rejected"), ("r2", "rejected"), ("r3", "rejected"), ("r4", "accepted")}
    out = tmp_path / "out.jsonl"
    project.export(out, ExportFilter(suggestions=True))
    again = Project.create(tmp_path / "again.annotator", "anna")
    assert not again.import_paths([out]).refused
    again.close()


def test_undo_brings_the_links_back(project: Project) -> None:
    project.apply(do.EditSuggestion(1, do.RelabelSpan(1, "a", "QUOTE")))
    project.undo()
    assert open_links(project) == {"r1", "r2", "r3", "r4"}


def test_links_that_the_new_label_may_have_stay(project: Project) -> None:
    """What a claim is expressed in may be a quote, whichever words it has."""
    project.apply(do.EditSuggestion(1, do.RelabelSpan(1, "q1", "CUE")))
    assert open_links(project) == {"r2", "r3", "r4"}


def test_a_span_that_was_accepted_first(project: Project) -> None:
    project.apply(do.AcceptSuggestions(1, ("a",)))
    project.apply(do.RelabelSpan(1, "a", "CUE"))
    assert open_links(project) == {"r4"}


def test_a_link_that_has_been_wrong_for_long_goes_with_the_decision(project: Project) -> None:
    with closing(sqlite3.connect(project.path)) as file, file:
        file.execute("update suggestion_relation set label = 'cue' where id = 'r1'")
    project.apply(do.AcceptSuggestions(1, ("q1",)))
    assert ("r1", "rejected") in decisions(project)


def test_links_of_spans_that_are_joined_move_to_the_one(project: Project) -> None:
    for id_ in ("x", "y"):
        project.apply(do.AddSpan(1, "QUOTE", ((0, 2),) if id_ == "x" else ((3, 5),), id=id_))
    with closing(sqlite3.connect(project.path)) as file, file:
        file.execute("update suggestion_relation set head = 'y' where id = 'r1'")
    project.apply(do.JoinSpans(1, ("x", "y")))
    assert query(project.path, "select head from suggestion_relation where id = 'r1'") == [("x",)]
    project.undo()
    assert query(project.path, "select head from suggestion_relation where id = 'r1'") == [("y",)]


@pytest.fixture
def single(tmp_path: Path) -> Iterator[Project]:
    """A quote with its one speaker, of which the codebook allows no more, and another that is proposed."""
    book = tmp_path / "book.toml"
    text = resource("codebooks", "news.toml").read_text("utf-8")
    book.write_text(text.replace('name = "speaker"\n', 'name = "speaker"\nmany = false\n'), "utf-8")
    made = Project.create(tmp_path / "single.annotator", "anna", book)
    spans = [
        make_span("QUOTE", *segments_in(TEXT, "„Wir bleiben“"), id="q"),
        make_span("ACTOR", *segments_in(TEXT, "Wir"), id="w"),
        make_span("ACTOR", *segments_in(TEXT, "Ohlsen"), id="o", origin=OPEN),
    ]
    relations = [
        make_relation("speaker", "q", "w", id="r1"),
        make_relation("speaker", "q", "o", id="r2", origin=OPEN),
    ]
    made.import_drafts([make_draft(spans=spans, relations=relations)])
    yield made
    made.close()


def speakers(project: Project) -> set[str]:
    return {child for (child,) in query(project.path, "select child from relation where deleted = 0")}


def test_a_speaker_that_is_accepted_is_no_second_one(single: Project) -> None:
    single.apply(do.AcceptSuggestions(1, ("o",)))
    assert (speakers(single), decisions(single)) == ({"w"}, {("r2", "rejected")})
    single.undo()
    assert open_links(single) == {"r2"}


def test_a_proposed_speaker_that_is_chosen_takes_the_place_of_the_other(single: Project) -> None:
    single.apply(do.AddRelation(1, "speaker", "q", "o"))
    assert (speakers(single), decisions(single)) == ({"o"}, {("r2", "accepted")})
    single.undo()
    assert (speakers(single), open_links(single)) == ({"w"}, {"r2"})


def test_two_quotes_that_a_correction_makes_one_have_one_speaker(single: Project) -> None:
    """Where they come to lie on the same place; the codebook allows one."""
    single.apply(do.AcceptSuggestions(1, ("o",)))
    single.apply(do.AddSpan(1, "QUOTE", ((0, 4),), id="p"))
    single.apply(do.AddRelation(1, "speaker", "p", "o"))
    single.apply(do.CorrectText(1, TEXT.replace("„Wir bleiben“", "„Wir")))
    opened = single.load(1)
    assert opened is not None
    assert len([span for span in opened.spans if span.label == "QUOTE"]) == 1
    assert len(speakers(single)) == 1
    single.undo()
    assert speakers(single) == {"w", "o"}
