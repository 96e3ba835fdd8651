"""The registers of actors and concepts, and where in the corpus their entries are spoken of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.core.codebook import Codebook
from annotator.core.models import Actor, Concept, Mention
from annotator.store import annotations as layers
from annotator.store import mentions as lines
from annotator.store.database import Database, translated

if TYPE_CHECKING:
    from annotator.store.queries import Reader

Usage = dict[str, tuple[int, str]]


class Register:
    """Reads the registers of one project; raises UserError where the file can't be read.

    Mentions are spans of the layers that the project shows, those of deleted articles left out; but for
    :meth:`usage` and :meth:`wordings`, which go through the whole corpus, whoever labelled it (0.4 s for a million
    mentions), and belong into a thread of their own.
    """

    def __init__(self, db: Database, reader: Reader) -> None:
        self._db = db
        self._reader = reader

    def actors(self) -> dict[str, Actor]:
        """The register of actors by id, in the order of names."""
        with translated(self._db.path):
            return layers.actors(self._db.conn)

    def concepts(self) -> dict[str, Concept]:
        """The concepts by id, in the order of names."""
        with translated(self._db.path):
            return layers.concepts(self._db.conn)

    def actor(self, actor_id: str | None) -> Actor | None:
        """One entry of the register; None if there is none of this id."""
        with translated(self._db.path):
            return layers.actors(self._db.conn, [actor_id]).get(actor_id) if actor_id else None

    def concept(self, concept_id: str | None) -> Concept | None:
        """One concept; None if there is none of this id."""
        with translated(self._db.path):
            return layers.concepts(self._db.conn, [concept_id]).get(concept_id) if concept_id else None

    def usage(self) -> Usage:
        """By the id of each actor that is used: how many spans point to it, and when the last was set."""
        with translated(self._db.path):
            return lines.usage(self._db.conn, "actor")

    def concept_usage(self) -> Usage:
        """As :meth:`usage`, of concepts."""
        with translated(self._db.path):
            return lines.usage(self._db.conn, "concept")

    def mentions(self, actor_id: str, after: lines.Key | None = None, limit: int = 100) -> list[Mention]:
        """The next mentions of the actor in the order of articles.

        ``after`` is the (article id, span id) of the last one of the page before.
        """
        with translated(self._db.path):
            return lines.of_entry(self._db.conn, "actor", actor_id, after, limit, self._layer())

    def concept_mentions(self, concept_id: str, after: lines.Key | None = None, limit: int = 100) -> list[Mention]:
        """The next claims that say this; pages as in :meth:`mentions`."""
        with translated(self._db.path):
            return lines.of_entry(self._db.conn, "concept", concept_id, after, limit, self._layer())

    def count_mentions(self, actor_id: str) -> int:
        """How many spans point to the actor."""
        with translated(self._db.path):
            return lines.count_of_entry(self._db.conn, "actor", actor_id, self._layer())

    def count_concept_mentions(self, concept_id: str) -> int:
        """How many spans point to the concept."""
        with translated(self._db.path):
            return lines.count_of_entry(self._db.conn, "concept", concept_id, self._layer())

    def count_hidden(self, register: str, entry_id: str) -> int:
        """How many spans of the layers that are not shown point to an ``actor`` or ``concept``."""
        layer = self._layer()
        if layer is None:
            return 0
        with translated(self._db.path):
            shown, every = (lines.count_of_entry(self._db.conn, register, entry_id, one) for one in (layer, None))
        return every - shown

    def unlinked(self, codebook: Codebook, after: lines.Key | None = None, limit: int = 100) -> list[Mention]:
        """The next spans that may point to an actor and point to none; pages as in :meth:`mentions`."""
        with translated(self._db.path):
            return lines.unlinked(self._db.conn, "actor", _labels(codebook, "actor"), after, limit, self._layer())

    def count_unlinked(self, codebook: Codebook) -> int:
        """How many spans may point to an actor and point to none."""
        with translated(self._db.path):
            return lines.count_unlinked(self._db.conn, "actor", _labels(codebook, "actor"), self._layer())

    def _layer(self) -> str | None:
        return None if self._reader.everyone else self._reader.annotator

    def stances(self, concept_id: str, attribute: str = "stance") -> dict[str | None, int]:
        """How many claims that say this have each value of the attribute; None is where it is not set."""
        with translated(self._db.path):
            return lines.values_of(self._db.conn, concept_id, attribute, self._layer())

    def wordings(self, most: int) -> Iterator[tuple[str, str]]:
        """(concept id, text) of the last few claims that point to each concept; for a thread of its own."""
        with translated(self._db.path):
            yield from lines.wordings(self._db.conn, most)


def _labels(codebook: Codebook, register: str) -> list[str]:
    return [label.name for label in codebook.labels if label.points_to == register]
