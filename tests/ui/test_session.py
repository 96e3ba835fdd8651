"""The session: what is in memory is what is in the file, and signals say what changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.core.errors import UserError
from annotator.core.models import Actor, State
from annotator.project import Project, commands
from annotator.ui.session import PATIENCE_S, POLL_MS, Session
from annotator.ui.upkeep import SETTLE_MS
from tests.making import OPEN, make_draft, make_relation, make_span

MakeProject = Callable[..., Project]
TEXT = "„Wir bleiben“, sagte Ohlsen am Tor. Die Fähre muss fahren, verlangte sie."


@pytest.fixture
def session(qtbot: QtBot, make_project: MakeProject) -> Iterator[Session]:
    """A session of dora's with one article on screen, another one, and a suggestion; anna imported them."""
    spans = [make_span("QUOTE", (0, 13), id="q", origin=OPEN), make_span("ACTOR", (21, 27), id="o", origin=OPEN)]
    draft = make_draft(TEXT, spans=spans, relations=[make_relation("speaker", "q", "o", origin=OPEN)])
    path = make_project(draft, make_draft("Ein anderer Text.")).path
    session = Session()
    session.open(path, "dora")
    session.show(1)
    yield session
    session.close()


class Heard:
    """The signals of a session, in order."""

    def __init__(self, session: Session) -> None:
        self.names: list[str] = []
        self.failures: list[str] = []
        for name in (
            "article_changed",
            "span_changed",
            "relation_changed",
            "zones_changed",
            "articles_touched",
            "corpus_changed",
            "saved",
        ):
            getattr(session, name).connect(lambda *_, name=name: self.names.append(name))
        session.failed.connect(self.failures.append)


def equal_to_file(session: Session) -> bool:
    assert session.project is not None
    assert session.article is not None
    opened = session.project.load(session.article.id)
    assert opened is not None
    return (
        session.article == opened.article
        and session.spans == {s.id: s for s in opened.spans}
        and session.relations == {r.id: r for r in opened.relations}
        and session.zones == {z.id: z for z in opened.zones}
        and session.state == opened.state
    )


def test_every_command_keeps_memory_and_file_equal(session: Session) -> None:
    heard = Heard(session)
    steps: list[commands.Command] = [
        commands.AddSpan(1, "ACTOR", ((36, 45),), id="f"),
        commands.AcceptSuggestions(1, ("q",)),
        commands.AddRelation(1, "addressee", "q", "f", id="r"),
        commands.SetAttribute(1, "q", "form", "direct"),
        commands.SetNote(1, "q", "Notiz"),
        commands.ResizeSpan(1, "f", ((40, 45),)),
        commands.RelabelSpan(1, "f", "CLAIM"),
        commands.AddZone(1, 36, 40, id="z"),
        commands.SetZoneKind(1, "z", "caption"),
        commands.SetState((1,), State.DONE),
        commands.DeleteSpans(1, ("q",)),
        commands.DeleteZone(1, "z"),
        commands.EditArticle(1, "Anders", source="Kurier"),
    ]
    for step in steps:
        assert session.run(step) is not None
        assert heard.names[-1] == "saved"
        assert equal_to_file(session), step
    for _ in steps:
        assert session.undo() is not None
        assert equal_to_file(session)
    assert session.undo() is None
    for _ in steps:
        assert session.redo() is not None
        assert equal_to_file(session)
    assert session.redo() is None
    assert heard.failures == []


def test_rejecting_takes_suggestion_and_link_away(session: Session) -> None:
    session.run(commands.RejectSuggestion(1, "q"))
    assert set(session.spans) == set()
    assert session.relations == {}
    assert equal_to_file(session)
    session.undo()
    assert set(session.spans) == {"q", "o"}
    assert equal_to_file(session)


def test_a_refusal_is_told_and_changes_nothing(session: Session) -> None:
    heard = Heard(session)
    before = dict(session.spans)
    assert session.run(commands.SetNote(1, "nobody", "x")) is None
    assert heard.failures == ["This span is not there any more."]
    assert heard.names == []
    assert session.spans == before


def test_nothing_to_change_is_no_failure(session: Session) -> None:
    heard = Heard(session)
    session.run(commands.AddSpan(1, "ACTOR", ((36, 45),), id="f"))
    heard.names.clear()
    assert session.run(commands.RelabelSpan(1, "f", "ACTOR")) is None
    assert (heard.names, heard.failures) == ([], [])


def test_a_change_in_another_article_touches_the_list_alone(session: Session) -> None:
    heard = Heard(session)
    session.run(commands.AddSpan(2, "ACTOR", ((0, 3),)))
    assert heard.names == ["articles_touched", "saved"]
    assert set(session.spans) == {"q", "o"}


def test_each_change_is_told_before_what_it_touched(session: Session) -> None:
    told: list[tuple[str, int]] = []
    session.changed.connect(lambda change: told.append((change.command, len(session.spans))))
    session.run(commands.AddSpan(1, "ACTOR", ((36, 45),), id="f"))
    session.undo()
    assert told == [("add span", 2), ("add span", 3)]


def test_deleting_and_bringing_back_the_article_on_screen(session: Session) -> None:
    heard = Heard(session)
    session.run(commands.DeleteArticles((1,)))
    assert session.article is None
    assert session.spans == {}
    assert "corpus_changed" in heard.names
    session.undo()
    session.show(1)
    assert set(session.spans) == {"q", "o"}


def test_another_connections_changes_come_by_poll(session: Session) -> None:
    assert session.project is not None
    other = Project.open(session.project.path, "berta")
    try:
        heard = Heard(session)
        session.poll()
        assert heard.names == []
        other.apply(commands.AddSpan(1, "ACTOR", ((36, 45),), id="f"))
        other.apply(commands.AcceptSuggestions(1, ("q",)))
        other.apply(commands.AddZone(1, 36, 40))
        session.poll()
        assert equal_to_file(session)
        assert session.spans["f"].annotator == "berta"
        session.run(commands.SetNote(1, "f", "meins"))
        heard.names.clear()
        session.poll()
        assert heard.names == []
        other.undo()
        other.undo()
        session.poll()
        assert equal_to_file(session)
    finally:
        other.close()


def test_others_labels_are_hidden_when_that_is_chosen(session: Session) -> None:
    assert session.project is not None
    other = Project.open(session.project.path, "berta")
    try:
        session.set_everyone(False)
        other.apply(commands.AddSpan(1, "ACTOR", ((36, 45),), id="f"))
        session.poll()
        assert "f" not in session.spans
        assert equal_to_file(session)
        session.set_everyone(True)
        assert "f" in session.spans
        session.set_everyone(False)
        session.set_annotator("berta")
        assert "f" in session.spans
        assert equal_to_file(session)
    finally:
        other.close()


def test_the_timer_is_quick_enough(session: Session) -> None:
    assert session._timer.isActive()
    assert POLL_MS < 1000
    session.close()
    assert not session._timer.isActive()


def test_what_can_not_be_read_is_told(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = Heard(session)

    def broken(article_id: int) -> None:
        raise UserError("The file is damaged.")

    monkeypatch.setattr(session.project, "load", broken)
    session.show(2)
    assert heard.failures == ["The file is damaged."]
    assert session.article is None
    assert session.spans == {}


def test_a_project_that_can_not_be_opened_leaves_the_old_one(session: Session, tmp_path: Path) -> None:
    project = session.project
    with pytest.raises(UserError):
        session.open(tmp_path / "none.annotator", "anna")
    assert session.project is project
    assert session.article is not None


def test_without_a_project_nothing_happens(qtbot: QtBot) -> None:
    session = Session()
    session.close()
    session.poll()
    session.show(1)
    assert session.run(commands.DeleteArticles((1,))) is None
    assert session.undo() is None
    assert session.redo() is None
    session.set_annotator("x")
    session.set_everyone(False)
    assert session.article is None


def test_what_was_chosen_in_a_text_that_another_has_just_corrected_is_refused(session: Session) -> None:
    assert session.project is not None
    heard = Heard(session)
    other = Project.open(session.project.path, "bert")
    corrected = TEXT.replace("Wir", "Wir alle")
    other.apply(commands.CorrectText(1, corrected))
    start = TEXT.index("Ohlsen")
    assert session.run(commands.AddSpan(1, "ACTOR", ((start, start + 6),))) is None
    assert heard.failures == ["Somebody else has just corrected this text; please look at it again."]
    assert equal_to_file(session)
    start = corrected.index("Ohlsen")
    assert session.run(commands.AddSpan(1, "ACTOR", ((start, start + 6),))) is not None
    # About the registers nothing has to be looked at again.
    other.apply(commands.CorrectText(1, TEXT))
    assert session.run(commands.CreateActor(Actor("o", "Ohlsen"))) is not None
    other.close()


def test_a_window_does_not_wait_long_for_another_program(session: Session) -> None:
    assert session.project is not None
    (patience,) = session.project._db.conn.execute("pragma busy_timeout").fetchone()
    assert patience == PATIENCE_S * 1000
    heard = Heard(session)
    with closing(sqlite3.connect(session.project.path, isolation_level=None)) as other:
        other.execute("begin immediate")
        assert session.run(commands.AddSpan(1, "ACTOR", ((0, 3),))) is None
        other.execute("rollback")
    assert len(heard.failures) == 1
    assert heard.failures[0].startswith("Another program keeps")
    assert session.run(commands.AddSpan(1, "ACTOR", ((0, 3),))) is not None


def test_a_copy_of_the_file_has_what_was_labelled_a_moment_before(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    assert session.project is not None
    path, copy = session.project.path, tmp_path / "copy.annotator"
    session.run(commands.AddSpan(1, "CUE", ((15, 20),)))
    qtbot.waitUntil(lambda: not path.with_name(f"{path.name}-wal").stat().st_size, timeout=20 * SETTLE_MS)
    shutil.copy(path, copy)
    with closing(Project.open(copy, "dora")) as copied:
        opened = copied.load(1)
    assert opened is not None
    assert "CUE" in [span.label for span in opened.spans]


@pytest.mark.skipif(os.name != "posix", reason="an open file can't be moved elsewhere")
def test_that_the_file_is_away_is_told_once_and_passes(session: Session, tmp_path: Path) -> None:
    assert session.project is not None
    heard = Heard(session)
    path, away = session.project.path, tmp_path / "away.annotator"
    for _ in range(2):
        path.rename(away)
        session.poll()
        session.poll()
        away.rename(path)
        session.poll()
    assert len(heard.failures) == 2
    with closing(Project.open(path, "anna")) as other:
        other.apply(commands.AddSpan(1, "CUE", ((15, 20),)))
    session.poll()
    assert "CUE" in [span.label for span in session.spans.values()]
