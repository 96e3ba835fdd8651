"""A project with actors, concepts and mentions of both, by two annotators."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from annotator.core.models import Actor, Concept, Draft
from annotator.project import Project
from tests.making import OPEN, make_draft, make_span, query, segments_in

FIRST = "Hafenberater Juri Tamm warnte. „Wir bleiben“, sagte er. Tamms Haus schweigt. Die Fähre muss fahren."
SECOND = "Merle Classen widersprach Tamm. Die Fähre darf nicht fahren, sagte Classen."


def drafts() -> list[Draft]:
    """Two articles: a1 to a3 and c1 in the first, b1, b2 (ben's) and d1 in the second; s1 is a suggestion."""

    def span(text: str, label: str, piece: str, id: str, annotator: str = "anna", **rest: Any) -> Any:
        return make_span(label, *segments_in(text, piece), id=id, annotator=annotator, **rest)

    first = [
        span(FIRST, "ACTOR", "Hafenberater Juri Tamm", "a1"),
        span(FIRST, "ACTOR", "er", "a2"),
        span(FIRST, "ACTOR", "Tamms", "a3"),
        span(FIRST, "CLAIM", "Die Fähre muss fahren", "c1"),
        span(FIRST, "QUOTE", "„Wir bleiben“", "q1"),
    ]
    second = [
        span(SECOND, "ACTOR", "Merle Classen", "b1", "ben"),
        span(SECOND, "ACTOR", "Tamm", "b2", "ben"),
        span(SECOND, "CLAIM", "Die Fähre darf nicht fahren", "d1", "ben"),
        span(SECOND, "ACTOR", "Classen.", "s1", origin=OPEN),
    ]
    return [make_draft(FIRST, "k1", "Eins", spans=first), make_draft(SECOND, "k2", "Zwei", spans=second)]


def make_actor(id: str, name: str, **rest: Any) -> Actor:
    return Actor(id, name, **rest)


def links(project: Project, column: str = "actor_id") -> dict[str, str | None]:
    """What each span that is there points to."""
    return dict(query(project.path, f"select id, {column} from span where deleted = 0"))


def state(project: Project) -> Any:
    """All that commands on registers may change."""
    tables = {"span": "actor_id, concept_id", "suggestion": "actor_id, concept_id", "actor": "*", "concept": "*"}
    found = []
    for table, columns in tables.items():
        rows = query(project.path, f"select id, {columns} from {table} where deleted = 0 order by id")
        # Undo restores all columns, but when a row was changed says the history.
        found.append(rows)
    return found


def undone(project: Project, do: Callable[[], object]) -> None:
    """Does something, and checks that undo takes it back as a whole and redo brings it again."""
    before = state(project)
    do()
    after = state(project)
    assert after != before
    assert project.undo() is not None
    assert state(project) == before
    assert project.redo() is not None
    assert state(project) == after


TAMM = make_actor("tamm", "Juri Tamm", kind="person")
CLASSEN = make_actor("classen", "Merle Classen", kind="person", aliases=("M. Classen",))
FERRY = Concept("ferry", "Die Fähre soll fahren")
