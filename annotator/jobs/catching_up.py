"""What an import that was killed left undone, before it is relied on."""

from __future__ import annotations

from annotator.core.errors import Cancelled
from annotator.jobs.progress import Progress
from annotator.store.database import Database
from annotator.store.derived import Derived


def catch_up(db: Database, progress: Progress | None = None) -> None:
    """Tells search and groups of the articles that they don't know yet, unless the project is read-only.

    Else queries wouldn't find these, and splits would part near-duplicates. Raises UserError, and Cancelled where
    ``progress`` says so.
    """

    def going(_done: int, _total: int) -> bool:
        if progress is not None and not progress(0, 1):
            raise Cancelled("Stopped: nothing was changed.")
        return True

    derived = Derived(db)
    if derived.is_behind():
        derived.catch_up(going)
