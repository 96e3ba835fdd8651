"""A register in memory, for the tests of what is chosen from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from annotator.core.models import Actor, Concept, Span
from annotator.ui.register.index import ConceptShelf, RegisterIndex, Shelf, concept_path


class FakeIndex:
    """What the sources of a picker need of an index."""

    def __init__(self, actors: Sequence[Actor] = (), concepts: Sequence[Concept] = ()) -> None:
        self.actors: Shelf[Actor] = Shelf({actor.id: actor for actor in actors}, {})
        self.concepts = ConceptShelf({concept.id: concept for concept in concepts}, {})

    def path(self, concept_id: str) -> tuple[str, ...]:
        return concept_path(self.concepts.values, concept_id)


def index(actors: Sequence[Actor] = (), concepts: Sequence[Concept] = ()) -> RegisterIndex:
    """An index that holds these."""
    return cast(RegisterIndex, FakeIndex(actors, concepts))


def person(name: str, *aliases: str, id: str = "") -> Actor:
    """A person; the id is the name in small letters without blanks if no other is given."""
    return Actor(id or name.lower().replace(" ", ""), name, "person", aliases)


def mention(actor_id: str | None = None, concept_id: str | None = None, **attributes: str) -> Span:
    """A span that points there."""
    return Span("s", 1, "m", "ACTOR", ((0, 5),), dict(attributes), actor_id, concept_id)
