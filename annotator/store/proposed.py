"""The suggestions of a run as one: taken back by undo, and brought back by redo."""

from __future__ import annotations

import sqlite3

HIDDEN = 2  # deleted, of a suggestion whose run is undone
_TABLES = ("suggestion", "suggestion_relation")


def show_proposed(conn: sqlite3.Connection, run: int, shown: bool) -> None:
    """Shows or hides what is still open of what a run proposed; what it withdrew is the other way round.

    What somebody has decided on stays as it is. After hiding, the articles count as not suggested for.
    """
    old, new = (HIDDEN, 0) if shown else (0, HIDDEN)
    for table in _TABLES:
        conn.execute(
            f"update {table} set deleted = ? where batch = ? and deleted = ? and decision = 'open'",
            (new, run, old),
        )
        conn.execute(
            f"update {table} set deleted = ? where gone = ? and deleted = ? and decision = 'open'",
            (int(shown), run, int(not shown)),
        )
    if not shown:
        conn.execute("delete from suggested where batch = ?", (run,))


def count_proposed(conn: sqlite3.Connection, run: int, most: int) -> int:
    """How many suggestions a run brought; counts no further than ``most``."""
    (number,) = conn.execute(
        "select count(*) from (select 1 from suggestion where batch = ? limit ?)", (run, most)
    ).fetchone()
    return int(number)
