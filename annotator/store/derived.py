"""What is derived from the articles, in no history: the search index and the groups of near-duplicates."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from annotator.store import grouping, search
from annotator.store.database import Database


def is_behind(conn: sqlite3.Connection) -> bool:
    """Whether there are articles that search and groups don't know: an import was interrupted, or an older one."""
    return search.needs_fill(conn) or grouping.needs_fill(conn)


def catch_up(db: Database, going: Callable[[], bool] = lambda: True) -> None:
    """Tells search and groups of the articles that they don't know yet; the rest waits where ``going`` says no."""
    search.fill(db, going)
    grouping.fill(db, going)
