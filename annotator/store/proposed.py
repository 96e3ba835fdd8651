"""The suggestions of a run as one: taken back by undo, and brought back by redo."""

from __future__ import annotations

import sqlite3

COMMAND = "suggest"  # the name of a run in the history
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


def proposed_keys(conn: sqlite3.Connection, run: int) -> list[tuple[str, int, str]]:
    """(table, article id, id) of what a run brought or withdrew."""
    return [
        (table, article_id, id_)
        for table in _TABLES
        for article_id, id_ in conn.execute(
            f"""select article_id, id from {table} where batch = ? union
            select article_id, id from {table} where gone = ?""",
            (run, run),
        )
    ]
