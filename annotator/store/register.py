"""The registers of actors and concepts, and where in the corpus their entries are spoken of."""

from __future__ import annotations

from annotator.core.models import Actor, Concept
from annotator.store import annotations as layers
from annotator.store.database import Database, translated


class Register:
    """Reads the registers of one project; raises UserError where the file can't be read."""

    def __init__(self, db: Database) -> None:
        self._db = db

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
            return layers.actors(self._db.conn, actor_id).get(actor_id) if actor_id else None

    def concept(self, concept_id: str | None) -> Concept | None:
        """One concept; None if there is none of this id."""
        with translated(self._db.path):
            return layers.concepts(self._db.conn, concept_id).get(concept_id) if concept_id else None
