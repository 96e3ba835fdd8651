"""The façade: two windows on one file, layers, states, and what is read of a project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator import commands as do
from annotator.core.errors import UserError
from annotator.core.models import Change, State
from annotator.jobs.importing import _BATCH
from annotator.project import SUFFIXES, Project, read_codebook
from annotator.store.bulk import BulkImport
from tests.making import TEXT, make_draft, make_span, query

MakeProject = Callable[..., Project]


@pytest.fixture
def first(make_project: MakeProject) -> Project:
    return make_project(make_draft(), make_draft("Ein zweiter."), make_draft("Ein dritter."))


@pytest.fixture
def second(first: Project) -> object:
    project = Project.open(first.path, "anna")
    yield project
    project.close()


def spans(project: Project) -> set[str]:
    opened = project.load(1)
    assert opened is not None
    return {span.id for span in opened.spans}


def test_new_project(tmp_path: Path) -> None:
    for suffix in SUFFIXES:
        project = Project.create(tmp_path / f"p{suffix}", "anna")
        assert project.path == tmp_path / f"p{suffix}"
        assert not project.read_only
        assert project.codebook.reference == "news@1"
        assert project.article_ids().tolist() == []
        assert project.poll() == []
        assert not list(project.problems())
        project.close()


def test_each_project_has_an_identity(tmp_path: Path) -> None:
    for name in ("a.db", "b.db"):
        Project.create(tmp_path / name, "anna").close()
    found = [
        query(tmp_path / name, "select value from setting where key = 'project'") for name in ("a.db", "b.db")
    ]
    assert len(found[0]) == 1
    assert found[0] != found[1]


def test_new_project_with_the_sample(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "p.db", "anna", sample=True)
    assert len(project.article_ids()) >= 8
    assert sum(project.statistics().spans.values()) > 20
    project.close()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("name = 'x", "is no codebook"),
        ("name = 'x'", "The codebook has no labels."),
        ("[[labels]]\nname = 'A'", "The codebook lacks the entry 'colour'."),
        (b"\xff\xfe", "is no codebook"),
    ],
)
def test_bad_codebook_makes_no_project(tmp_path: Path, content: str | bytes, sentence: str) -> None:
    book = tmp_path / "book.toml"
    book.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(UserError, match=f"book.toml.*{sentence}"):
        Project.create(tmp_path / "p.db", "anna", book)
    assert not (tmp_path / "p.db").exists()


def test_missing_codebook(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"book.toml can't be read: No such file or directory\."):
        read_codebook(tmp_path / "book.toml")


def test_each_window_sees_what_the_other_did(first: Project, second: Project) -> None:
    one = first.apply(do.AddSpan(1, "ACTOR", ((0, 3),), id="x"))
    two = second.apply(do.AddSpan(2, "ACTOR", ((0, 3),), id="y"))
    assert one is not None
    assert two is not None
    (seen,) = second.poll()
    assert (seen.id, seen.command, seen.annotator, seen.article_id) == (one.id, "add span", "anna", 1)
    assert {(r.table, r.row_id): r.after for r in seen.rows} == {(r.table, r.row_id): r.after for r in one.rows}
    assert [change.id for change in first.poll()] == [two.id]
    assert first.poll() == second.poll() == []
    assert spans(first) == spans(second) == {"x"}


def test_no_echo_of_what_the_window_did_itself(first: Project, second: Project) -> None:
    first.apply(do.AddSpan(1, "ACTOR", ((0, 3),), id="x"))
    first.undo()
    first.redo()
    first.import_drafts([make_draft("Ein vierter.")])
    assert first.poll() == []
    assert [change.kind for change in second.poll()] == ["do", "undo", "redo", "do"]
    second.apply(do.SetNote(1, "x", "Notiz"))
    assert [change.command for change in first.poll()] == ["set note"]


def test_articles_that_come_in_while_changes_are_read_are_told_of(
    first: Project, second: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An import in another program goes on, as one change, between two steps of a look at the file."""
    bulk = BulkImport(second._db, "bert", second._codebook_id)
    bulk.add([make_draft("Ein vierter.")])
    read = first._runs.changes_since

    def changes_since(*given: Any) -> list[Change]:
        found = read(*given)
        bulk.add([make_draft("Ein fünfter.")])
        return found

    monkeypatch.setattr(first._runs, "changes_since", changes_since)
    assert [change.command for change in first.poll()] == ["import"]
    monkeypatch.undo()
    assert [change.command for change in first.poll()] == ["import"]
    assert first.poll() == []


def test_own_imports_hide_no_articles_of_others(first: Project, second: Project) -> None:
    bulk = BulkImport(second._db, "bert", second._codebook_id)
    bulk.add([make_draft("Ein vierter.")])
    first.poll()
    bulk.add([make_draft("Ein fünfter.")])
    first.import_drafts([make_draft("Ein sechster.")])
    assert [change.annotator for change in first.poll()] == ["bert"]


def test_rows_are_told_as_they_are_now(first: Project, second: Project) -> None:
    first.apply(do.AddSpan(1, "ACTOR", ((0, 3),), id="x"))
    first.apply(do.DeleteSpans(1, ("x",)))
    added, deleted = second.poll()
    assert [r.after for r in added.rows if r.table == "span"] == [None]
    assert [r.after for r in deleted.rows] == [None]


def test_windows_of_one_annotator_share_the_stack(first: Project, second: Project) -> None:
    first.apply(do.AddSpan(1, "ACTOR", ((0, 3),), id="x"))
    second.apply(do.AddSpan(1, "ACTOR", ((4, 8),), id="y"))
    first.undo()
    assert spans(second) == {"x"}
    second.undo()
    assert spans(first) == set()
    first.redo()
    second.redo()
    assert spans(first) == spans(second) == {"x", "y"}
    assert [change.kind for change in first.poll()] == ["do", "undo", "redo"]


def test_undo_of_two_annotators_interleaved(first: Project, second: Project) -> None:
    second.annotator = "bert"
    for number in range(3):
        first.apply(do.AddSpan(1, "ACTOR", ((number, number + 1),), id=f"a{number}"))
        second.apply(do.AddSpan(1, "ACTOR", ((number, number + 1),), id=f"b{number}"))
    first.undo()
    second.undo()
    second.undo()
    first.undo()
    first.redo()
    assert spans(first) == {"a0", "a1", "b0"}
    second.redo()
    second.redo()
    assert second.redo() is None
    assert spans(second) == {"a0", "a1", "b0", "b1", "b2"}


def test_articles_of_an_import_that_goes_on_are_seen(first: Project, second: Project) -> None:
    """One change, but many transactions: what comes after the first of them is news too."""
    drafts = [make_draft(f"Artikel {n}.") for n in range(2 * _BATCH + 100)]
    seen: list[tuple[int, list[str]]] = []

    def watched() -> object:
        for number, draft in enumerate(drafts):
            if number in (_BATCH + 1, 2 * _BATCH + 1):
                changes = second.poll()
                assert all(change.bulk for change in changes)
                seen.append((len(second.article_ids()), [change.command for change in changes]))
            yield draft

    first.import_drafts(watched())  # type: ignore[arg-type]
    assert seen == [(3 + _BATCH, ["import"]), (3 + 2 * _BATCH, ["import"])]
    assert [change.command for change in second.poll()] == ["import"]
    assert second.poll() == first.poll() == []


def test_layers(first: Project) -> None:
    other = Project.open(first.path, "bert", everyone=False)
    first.apply(do.AddSpan(1, "ACTOR", ((0, 3),), id="x"))
    first.apply(do.SetState((1,), State.DONE))
    first.apply(do.SetState((2,), State.SKIPPED, "doppelt"))
    assert spans(other) == set()
    assert [s.state for s in other.summaries([1, 2, 3])] == [State.NEW] * 3
    assert [s.spans for s in other.summaries([1])] == [0]
    other.everyone = True
    assert spans(other) == {"x"}
    assert [s.state for s in other.summaries([1, 2, 3])] == [State.DONE, State.SKIPPED, State.NEW]
    other.apply(do.SetState((1,), State.STARTED))
    assert [s.state for s in other.summaries([1])] == [State.STARTED]
    assert first.state(1) is State.DONE
    other.close()


@pytest.mark.parametrize("everyone", [True, False])
def test_lists_and_counts_of_states_agree(first: Project, everyone: bool) -> None:
    other = Project.open(first.path, "bert", everyone)
    first.apply(do.SetState((1, 2), State.DONE))
    other.apply(do.SetState((1,), State.SKIPPED))
    other.apply(do.SetState((3,), State.NEW))
    first.apply(do.DeleteArticles((2,)))
    for project in (first, other):
        counts = project.state_counts()
        assert sum(counts.values()) == len(project.article_ids()) == 2
        for state in State:
            ids = project.article_ids(state).tolist()
            assert len(ids) == counts[state]
            assert all(project.state(article_id) is state for article_id in ids)
            assert [s.state for s in project.summaries(ids)] == [state] * len(ids)
    other.close()


def test_deleted_article_is_gone_everywhere(first: Project) -> None:
    first.apply(do.AddSpan(1, "ACTOR", ((0, 3),), id="x"))
    first.apply(do.DeleteArticles((1,)))
    assert first.load(1) is None
    assert first.article_ids().tolist() == [2, 3]
    assert [s.id for s in first.summaries([1, 2])] == [2]
    assert first.statistics().spans == {}
    with pytest.raises(UserError, match="not in the project any more"):
        first.apply(do.AddSpan(1, "ACTOR", ((4, 8),)))
    first.undo()
    assert spans(first) == {"x"}


def test_statistics(make_project: MakeProject) -> None:
    project = make_project(
        make_draft(
            spans=[make_span("ACTOR", (0, 3)), make_span("ACTOR", (4, 8), annotator="bert")], state=State.DONE
        )
    )
    found = project.statistics()
    assert (found.articles, found.characters) == (1, len(TEXT))
    assert found.spans == {("anna", "ACTOR"): 1, ("bert", "ACTOR"): 1}
    assert found.states == {("anna", "done"): 1}


def test_title_row_shows_counts(first: Project) -> None:
    first.apply(do.AddSpan(1, "ACTOR", ((0, 3),)))
    (summary,) = first.summaries([1])
    assert (summary.title, summary.spans, summary.suggestions, summary.state) == ("Titel", 1, 0, State.STARTED)
