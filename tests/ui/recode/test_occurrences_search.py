"""A search for occurrences: at once, in a thread, stopped, and cut where there are too many."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from annotator.core.occurrences import Occurrence, Search
from annotator.project import Project
from annotator.ui.recode import occurrences_search
from annotator.ui.recode.occurrences_search import OccurrenceSearch, Wanted
from annotator.ui.session import Session
from tests.making import make_draft

MakeProject = Callable[..., Project]


@pytest.fixture
def session(make_project: MakeProject, qtbot: QtBot) -> Iterator[Session]:
    project = make_project(*(make_draft(f"{n} Berg " * 3) for n in range(100, 400)))
    session = Session()
    session.open(project.path, "anna")
    session.show(1)
    yield session
    session.close()


def run(qtbot: QtBot, session: Session, wanted: Wanted) -> tuple[list[int], bool]:
    """How many occurrences came in each part, and whether there were too many."""
    search, parts = OccurrenceSearch(session), list[list[Occurrence]]()
    search.found.connect(parts.append)
    with qtbot.waitSignal(search.finished):
        search.start(wanted)
    assert not search.is_running
    return [len(part) for part in parts], search.was_cut


def test_in_the_article_at_once_and_in_a_thread(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = Wanted(Search("Berg"), 1)
    assert run(qtbot, session, wanted) == ([3], False)
    monkeypatch.setattr(occurrences_search, "_SHORT", 5)
    search = OccurrenceSearch(session)
    with qtbot.waitSignal(search.found) as found:
        search.start(wanted)
        assert search.is_running
    assert found.args is not None
    assert len(found.args[0]) == 3
    qtbot.waitUntil(lambda: not search.is_running)


def test_in_the_corpus(session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    parts, was_cut = run(qtbot, session, Wanted(Search("Berg"), None))
    assert (sum(parts), was_cut) == (900, False)
    monkeypatch.setattr(occurrences_search, "MOST", 100)
    parts, was_cut = run(qtbot, session, Wanted(Search("Berg"), None))
    assert (sum(parts), was_cut) == (100, True)
    assert run(qtbot, session, Wanted(Search("Tal"), None)) == ([], False)


def test_another_search_ends_the_one_before(session: Session, qtbot: QtBot) -> None:
    search, parts = OccurrenceSearch(session), list[list[Occurrence]]()
    search.found.connect(parts.append)
    search.start(Wanted(Search("Berg"), None))
    with qtbot.waitSignal(search.finished):
        search.start(Wanted(Search("101"), None))
    assert [hit.text for part in parts for hit in part] == ["101"] * 3
    search.start(Wanted(Search("Berg"), None))
    search.stop()
    parts.clear()
    qtbot.wait(300)
    assert parts == []


def test_nobody_waits_any_more(session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(occurrences_search, "_TELL_S", 0.0)
    for _ in range(3):
        search = OccurrenceSearch(session)
        search.start(Wanted(Search("Berg"), None))
        job = search._job
        assert job is not None
        search.stop()
        delete(search)
        # What a thread raises fails the test.
        qtbot.waitUntil(job.isFinished)
        qtbot.wait(20)


def test_a_file_that_is_gone(session: Session, qtbot: QtBot) -> None:
    assert session.project is not None
    path = session.project.path
    search = OccurrenceSearch(session)
    path.rename(path.with_suffix(".moved"))
    with qtbot.waitSignal(search.failed) as failed:
        search.start(Wanted(Search("Berg"), None))
    assert failed.args is not None
    assert "There is no project at" in failed.args[0]
    assert not search.is_running
    path.with_suffix(".moved").rename(path)
