"""Undo and redo across articles, people and restarts, and the history that they leave."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotator import commands as do
from annotator.core.errors import UserError
from annotator.core.models import State
from annotator.project import Project
from annotator.store import history
from tests.making import OPEN, TEXT, make_draft, make_relation, make_span, query

MakeProject = Callable[..., Project]
SINCE = "Somebody else changed this since, so it can't be taken back."


@pytest.fixture
def anna(make_project: MakeProject) -> Project:
    spans = [
        make_span("QUOTE", (0, 13), id="q", annotator="anna"),
        make_span("ACTOR", (21, 27), id="a", annotator="anna"),
        make_span("CLAIM", (36, 58), id="c", annotator="anna"),
    ]
    return make_project(make_draft(spans=spans), make_draft("Ein zweiter Artikel."), make_draft("Ein dritter."))


@pytest.fixture
def bert(anna: Project) -> Project:
    return Project.open(anna.path, "bert")


@pytest.fixture(autouse=True)
def _close(bert: Project) -> object:
    yield
    assert not list(bert.problems())
    bert.close()


def content(project: Project) -> list[object]:
    """All that the project shows."""
    return [project.load(article_id) for article_id in project.article_ids()]


def refused(act: Callable[[], object], project: Project, sentence: str = SINCE) -> None:
    """It is refused with the sentence, and nothing changes."""
    tables = ("article", "article_state", "span", "relation", "zone", "suggestion", "change", "change_row")
    before = [query(project.path, f"select * from {table}") for table in tables]
    with pytest.raises(UserError) as caught:
        act()
    assert str(caught.value) == sentence
    assert [query(project.path, f"select * from {table}") for table in tables] == before


def test_undo_goes_across_articles_bulk_actions_and_restarts(anna: Project) -> None:
    states = [content(anna)]
    for command in (
        do.AddSpan(2, "ACTOR", ((4, 11),), id="n"),
        do.SetState((1, 2, 3), State.DONE),
        do.AddRelation(1, "speaker", "q", "a", id="r"),
        do.DeleteArticles((1, 2)),
        do.EditArticle(3, "Titel drei", "Inselbote", ("X",), "2025", "u", "de"),
    ):
        assert anna.apply(command) is not None
        states.append(content(anna))
    shown = []
    for expected in reversed(states[:-1]):
        again = Project.open(anna.path, "anna")
        change = again.undo()
        assert change is not None
        shown.append((change.command, change.article_id))
        assert content(again) == expected
        again.close()
    assert shown[0] == ("edit article", 3)
    assert shown[-1] == ("add span", 2)
    for expected in states[1:]:
        assert anna.redo() is not None
        assert content(anna) == expected
    assert anna.redo() is None


def test_nothing_to_undo(bert: Project) -> None:
    assert bert.undo() is None
    assert bert.redo() is None
    assert bert.next_undo() is None
    assert bert.next_redo() is None


def test_each_takes_back_their_own(anna: Project, bert: Project) -> None:
    anna.apply(do.AddSpan(1, "CUE", ((15, 20),), id="x"))
    bert.apply(do.AddSpan(1, "CUE", ((15, 20),), id="y"))
    assert anna.next_undo() == "add span"
    anna.undo()
    assert {s.id for s in bert.load(1).spans} == {"q", "a", "c", "y"}  # type: ignore[union-attr]
    bert.undo()
    anna.redo()
    assert {s.id for s in bert.load(1).spans} == {"q", "a", "c", "x"}  # type: ignore[union-attr]


def test_redo_is_forgotten_after_another_command(anna: Project) -> None:
    anna.apply(do.SetNote(1, "q", "eins"))
    anna.undo()
    assert anna.next_redo() == "set note"
    anna.apply(do.SetNote(1, "a", "zwei"))
    assert anna.next_redo() is None
    assert anna.redo() is None
    anna.undo()
    anna.redo()
    assert [s.note for s in anna.load(1).spans] == [None, "zwei", None]  # type: ignore[union-attr]


def test_command_that_changes_nothing_leaves_no_trace(anna: Project) -> None:
    anna.apply(do.SetNote(1, "q", "eins"))
    anna.undo()
    before = query(anna.path, "select * from change")
    for command in (
        do.SetNote(1, "q", "  "),
        do.RelabelSpan(1, "q", "QUOTE"),
        do.ResizeSpan(1, "q", ((0, 5), (5, 13))),
        do.SetAttribute(1, "q", "form", None),
        do.EditArticle(1, " Titel ", lang="de"),
        do.SetState((), State.DONE),
    ):
        assert anna.apply(command) is None
    assert query(anna.path, "select * from change") == before
    assert anna.next_redo() == "set note"


def test_undo_where_another_changed_another_column(
    anna: Project, bert: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna.apply(do.SetNote(1, "q", "eins"))
    monkeypatch.setattr(history, "timestamp", lambda: "2099-01-01T00:00:00.000Z")
    bert.apply(do.SetAttribute(1, "q", "form", "direct"))
    refused(anna.undo, anna)


def test_undo_of_what_another_changed(anna: Project, bert: Project) -> None:
    anna.apply(do.SetNote(1, "q", "eins"))
    bert.apply(do.SetNote(1, "q", "zwei"))
    refused(anna.undo, anna)
    bert.undo()
    assert anna.undo() is not None


def test_undo_of_what_another_deleted(anna: Project, bert: Project) -> None:
    anna.apply(do.SetNote(1, "q", "eins"))
    bert.apply(do.DeleteSpans(1, ("q",)))
    refused(anna.undo, anna)
    bert.undo()
    assert anna.undo() is not None


def test_undo_of_a_span_that_another_linked(anna: Project, bert: Project) -> None:
    anna.apply(do.AddSpan(1, "ACTOR", ((14, 20),), id="n"))
    bert.apply(do.AddRelation(1, "speaker", "q", "n"))
    refused(anna.undo, anna)


def test_undo_of_a_label_that_another_relies_on(anna: Project, bert: Project) -> None:
    anna.apply(do.RelabelSpan(1, "c", "QUOTE"))
    bert.apply(do.AddRelation(1, "speaker", "c", "a"))
    refused(anna.undo, anna)
    bert.undo()
    assert anna.undo() is not None


def test_undo_of_an_import_whose_articles_another_has_labelled(anna: Project, bert: Project) -> None:
    while anna.next_undo() not in ("import", None):
        anna.undo()
    bert.apply(do.AddSpan(1, "CUE", ((15, 20),), id="x"))
    refused(anna.undo, anna)
    bert.undo()
    assert anna.undo() is not None
    assert not anna.article_ids()


def test_undo_that_would_bring_back_a_link_to_nothing(anna: Project, bert: Project) -> None:
    anna.apply(do.AddRelation(1, "speaker", "q", "a", id="r"))
    anna.apply(do.DeleteRelation(1, "r"))
    bert.apply(do.DeleteSpans(1, ("a",)))
    refused(anna.undo, anna)


def test_redo_of_what_another_changed(anna: Project, bert: Project) -> None:
    anna.apply(do.SetNote(1, "q", "eins"))
    anna.undo()
    bert.apply(do.SetNote(1, "q", "zwei"))
    refused(anna.redo, anna)
    assert anna.next_redo() == "set note"


def test_state_of_another_is_no_conflict(anna: Project, bert: Project) -> None:
    anna.apply(do.SetState((1,), State.DONE))
    bert.apply(do.SetState((1,), State.SKIPPED, "doppelt"))
    assert anna.undo() is not None
    assert (anna.state(1), bert.state(1)) == (State.SKIPPED, State.SKIPPED)
    anna.everyone = False
    assert anna.state(1) is State.NEW


def test_history_of_one_row(anna: Project, bert: Project) -> None:
    anna.apply(do.AddSpan(2, "ACTOR", ((4, 11),), id="n"))
    bert.apply(do.SetNote(2, "n", "Notiz"))
    anna.apply(do.AddSpan(1, "CUE", ((15, 20),), id="other"))
    bert.undo()
    bert.redo()
    anna.apply(do.DeleteSpans(2, ("n",)))
    entries = anna.history_of(2, "n")
    assert [(e.kind, e.command, e.annotator) for e in entries] == [
        ("do", "add span", "anna"),
        ("do", "set note", "bert"),
        ("undo", "set note", "bert"),
        ("redo", "set note", "bert"),
        ("do", "delete span", "anna"),
    ]
    assert [e.target for e in entries] == [None, None, entries[1].id, entries[1].id, None]
    made, noted, unnoted, _, gone = (e.rows[0] for e in entries)
    assert made.before is None
    assert made.after is not None
    assert made.after["label"] == "ACTOR"
    assert (noted.before or {})["note"] is None
    assert (noted.after or {})["note"] == "Notiz"
    assert (unnoted.after or {})["note"] is None
    assert gone.after == {"deleted": 1}
    assert [e.at for e in entries] == sorted(e.at for e in entries)


def test_a_change_is_one_entry_of_the_history_however_often_it_touches_the_row(make_project: MakeProject) -> None:
    draft = make_draft(spans=[make_span("ACTOR", (0, 13), id="a", origin=OPEN)])
    project = make_project(draft, name="suggestions.annotator")
    project.apply(do.AcceptSuggestions(1, ("a",)))
    (entry,) = project.history_of(1, "a")
    assert entry.command == "accept suggestion"
    assert {row.table for row in entry.rows} == {"suggestion", "span"}


def test_change_tells_the_rows_it_touched(anna: Project) -> None:
    change = anna.apply(do.AddRelation(1, "speaker", "q", "a", id="r"))
    assert change is not None
    assert [(r.table, r.article_id, r.row_id) for r in change.rows] == [
        ("relation", 1, "r"),
        ("article_state", 1, "anna"),
    ]
    undone = anna.undo()
    assert undone is not None
    assert (undone.kind, undone.target, undone.article_id) == ("undo", change.id, 1)
    assert [(r.row_id, r.after) for r in undone.rows] == [("anna", None), ("r", None)]
    redone = anna.redo()
    assert redone is not None
    assert {r.row_id: r.after for r in redone.rows} == {r.row_id: r.after for r in change.rows}


def test_undo_of_accepted_suggestions(make_project: MakeProject) -> None:
    draft = make_draft(
        spans=[
            make_span("QUOTE", (0, 13), id="q", origin=OPEN),
            make_span("ACTOR", (21, 27), id="a", origin=OPEN),
        ],
        relations=[make_relation("speaker", "q", "a", origin=OPEN, id="r")],
    )
    project = make_project(draft, name="suggestions.annotator")
    before = content(project)
    project.apply(do.AcceptSuggestions(1, ("q",)))
    after = content(project)
    assert after != before
    project.undo()
    assert content(project) == before
    project.redo()
    assert content(project) == after


def test_text_is_not_copied_into_the_history(anna: Project) -> None:
    anna.apply(do.EditArticle(1, "Neu"))
    anna.apply(do.DeleteArticles((1,)))
    assert not query(
        anna.path, "select 1 from change_row where instr(coalesce(after, '') || before, ?)", TEXT[:20]
    )


def test_no_article_comes_back_whose_import_was_taken_back(anna: Project, bert: Project) -> None:
    bert.apply(do.DeleteArticles((1,)))
    while anna.undo():
        pass
    assert list(anna.article_ids()) == []
    with pytest.raises(UserError, match=SINCE):
        bert.undo()
    assert list(bert.article_ids()) == []
