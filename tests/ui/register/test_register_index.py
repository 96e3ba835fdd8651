"""The registers in memory are those of the file, whatever changes in this window or another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from pytestqt.qtbot import QtBot

from annotator.core.models import Actor, Concept
from annotator.project import Project, commands
from annotator.ui.register.index import RegisterIndex, concept_path
from annotator.ui.session import Session
from tests.making import make_draft, make_span

TEXT = "Tammo Brarens und Wiebke Oltmann. Brarens schwieg. Sie auch."


@pytest.fixture
def session(make_project: Callable[..., Project]) -> Iterator[Session]:
    spans = [
        make_span("ACTOR", (0, 13), id="t", actor_id="tammo", annotator="anna"),
        make_span("ACTOR", (18, 32), id="w", annotator="anna"),
        make_span("ACTOR", (34, 41), id="b", annotator="anna"),
        make_span("ACTOR", (51, 54), id="s", annotator="anna"),
    ]
    draft = make_draft(TEXT, spans=spans)
    draft.actors["tammo"] = Actor("tammo", "Tammo Brarens", "person")
    project = make_project(draft, make_draft("Ein zweiter Text.", spans=[]))
    session = Session()
    session.adopt(project)
    session.show(1)
    yield session
    session.close()


@pytest.fixture
def index(session: Session, qtbot: QtBot) -> RegisterIndex:
    index = RegisterIndex(session)
    assert not index.ready
    qtbot.waitUntil(lambda: index.ready)
    return index


def link(session: Session, span_id: str, actor_id: str | None, create: Actor | None = None) -> None:
    assert session.run(commands.SetActor(((1, span_id),), actor_id, create, learn_alias=False)) is not None


def test_it_holds_what_the_file_holds(index: RegisterIndex) -> None:
    assert [actor.name for actor in index.actors.values.values()] == ["Tammo Brarens"]
    assert index.actors.uses("tammo") == 1
    assert [hit.entry.id for hit in index.actors.index.search("bra")] == ["tammo"]


def test_uses_follow_each_link_and_undo(index: RegisterIndex, session: Session) -> None:
    link(session, "b", "tammo")
    assert index.actors.uses("tammo") == 2
    link(session, "w", "wiebke", Actor("wiebke", "Wiebke Oltmann"))
    assert index.actors.uses("wiebke") == 1
    assert [hit.entry.uses for hit in index.actors.index.search("wiebke")] == [1]
    session.undo()
    assert "wiebke" not in index.actors.values
    link(session, "b", None)
    assert index.actors.uses("tammo") == 1
    session.run(commands.DeleteSpans(1, ("t",)))
    assert index.actors.uses("tammo") == 0


def test_a_renamed_actor_is_found_by_the_new_name_alone(index: RegisterIndex, session: Session) -> None:
    session.run(commands.EditActor(Actor("tammo", "Onno Harms")))
    assert index.actors.index.search("onno")
    assert not index.actors.index.search("brarens")


def test_another_window_is_followed(index: RegisterIndex, session: Session) -> None:
    assert session.project is not None
    with closing(Project.open(session.project.path, "berta")) as other:
        other.apply(commands.CreateActor(Actor("new", "Enno Harksen")))
        other.apply(commands.CreateConcept(Concept("c", "Die Fähre muss fahren")))
    session.poll()
    assert index.actors.values["new"].name == "Enno Harksen"
    assert [hit.id for hit in index.concepts.wording.similar("die Fähre fährt")] == ["c"]


def test_a_merge_adds_the_uses(index: RegisterIndex, session: Session) -> None:
    link(session, "w", "other", Actor("other", "T. Brarens"))
    session.run(commands.MergeActors("tammo", ("other",)))
    assert "other" not in index.actors.values
    assert index.actors.uses("tammo") == 2


def test_uses_in_other_articles_follow_at_once(index: RegisterIndex, session: Session) -> None:
    link(session, "b", "tammo")
    session.show(2)
    session.run(commands.SplitActor("tammo", Actor("new", "Tamme Brarens"), ((1, "b"),)))
    assert (index.actors.uses("tammo"), index.actors.uses("new")) == (1, 1)
    assert [hit.entry.uses for hit in index.actors.index.search("tamme brarens", limit=1)] == [1]
    session.run(commands.MergeActors("new", ("tammo",)))
    assert index.actors.uses("new") == 2
    session.undo()
    assert (index.actors.uses("tammo"), index.actors.uses("new")) == (1, 1)
    session.run(commands.DeleteActor("tammo"))
    assert index.actors.uses("tammo") == 0


def test_what_changes_while_it_is_read_is_not_lost(session: Session, qtbot: QtBot) -> None:
    index = RegisterIndex(session)
    session.run(commands.CreateActor(Actor("late", "Enno Harksen")))
    assert "late" in index.actors.values
    qtbot.waitUntil(lambda: index.ready)
    assert index.actors.values["late"].name == "Enno Harksen"
    assert "tammo" in index.actors.values


def test_recent_are_those_before_nearest_first_then_those_behind(index: RegisterIndex, session: Session) -> None:
    link(session, "w", "wiebke", Actor("wiebke", "Wiebke Oltmann"))
    link(session, "s", "sie", Actor("sie", "Eine andere"))
    assert index.recent("actor", 45) == ["wiebke", "tammo", "sie"]
    assert index.recent("actor", 0) == ["tammo", "wiebke", "sie"]
    assert index.recent("concept", 45) == []


def test_another_project_has_another_register(
    index: RegisterIndex, session: Session, make_project: Callable[..., Project], qtbot: QtBot
) -> None:
    session.adopt(make_project(make_draft("Ein Text."), name="other.annotator"))
    assert not index.ready
    qtbot.waitUntil(lambda: index.ready)
    assert index.actors.values == {}


def test_a_closed_project_has_none(index: RegisterIndex, session: Session) -> None:
    session.close()
    assert not index.ready
    assert index.actors.values == {}


def test_the_path_of_a_concept_ends_where_it_goes_round() -> None:
    concepts = {
        "a": Concept("a", "A", None),
        "b": Concept("b", "B", "a"),
        "c": Concept("c", "C", "b"),
        "x": Concept("x", "X", "y"),
        "y": Concept("y", "Y", "x"),
        "z": Concept("z", "Z", "gone"),
    }
    assert concept_path(concepts, "c") == ("A", "B")
    assert concept_path(concepts, "x") == ("Y",)
    assert concept_path(concepts, "z") == concept_path(concepts, None) == ()
