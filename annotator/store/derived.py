"""What is derived from the articles, in no history: the search index and the groups of near-duplicates."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from annotator.store import grouping, search
from annotator.store.database import Database, translated


def is_behind(conn: sqlite3.Connection) -> bool:
    """Whether there are articles that search and groups don't know: an import was interrupted, or an older one."""
    return search.needs_fill(conn) or grouping.needs_fill(conn)


def catch_up(db: Database, going: Callable[[], bool] = lambda: True) -> None:
    """Tells search and groups of the articles that they don't know yet; the rest waits where ``going`` says no."""
    search.fill(db, going)
    grouping.fill(db, going)


class Derived:
    """What is derived, of one project."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def is_behind(self) -> bool:
        """Whether an import was interrupted, or an older program made it, before search and groups knew all."""
        with translated(self._db.path):
            return not self._db.read_only and is_behind(self._db.conn)

    def catch_up(self, progress: Callable[[int, int], bool] | None = None) -> None:
        """Tells search and groups of the articles that they don't know yet; progress has nothing to count."""
        if not self._db.read_only:
            with translated(self._db.path):
                catch_up(self._db, lambda: progress is None or progress(0, 0))
