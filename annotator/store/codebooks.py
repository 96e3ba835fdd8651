"""The codebooks of a project, and what of its labels a change of the codebook would touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.core.codebook import Codebook
from annotator.store.database import Database

if TYPE_CHECKING:
    from annotator.core.codebook_plan import Plan, Use
    from annotator.store.codebook_uses import Survey


class Codebooks:
    """Reads the codebooks of one project; raises UserError where the file can't be read."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def uses(self, old: Codebook, new: Codebook, plan: Plan | None = None) -> list[Use]:
        """The existing labels that the change would touch, of all annotators and articles.

        Those that are ``decided`` are converted, renamed or removed as the plan says; the others need an entry.
        It reads all spans of the labels concerned: seconds in a project of millions.
        """
        return self.survey(old, new, plan).uses

    def survey(self, old: Codebook, new: Codebook, plan: Plan | None = None) -> Survey:
        """As :meth:`uses`, with how many spans and relations would be touched in all."""
        # Not needed to open a window, so imported where they are used.
        from annotator.core.codebook_plan import Plan
        from annotator.core.codebook_recoding import Recoding
        from annotator.store.codebook_uses import survey

        with self._db.snapshot() as conn:
            return survey(conn, Recoding(old, new, plan or Plan()))
