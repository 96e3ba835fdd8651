"""Runs of suggesters, and imports, in other windows and programs: each is one change, which grows meanwhile."""

from __future__ import annotations

import sqlite3

from annotator.core.models import Change
from annotator.store import entries
from annotator.store.database import Database
from annotator.store.proposed import COMMAND

_KEPT = 8  # runs that are looked at: there are seldom two at a time, but one for each article that is opened
_GROWING = (COMMAND, "import")


class GrowingRuns:
    """The newest runs, and how far each was when it was looked at last."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._until: dict[int, tuple[int, int]] = {}
        before = None
        for _ in range(_KEPT):
            # One step down the index each time: all different values take 20 ms where there are many articles.
            (before,) = conn.execute(
                "select max(batch) from suggested where batch is not null and (?1 is null or batch < ?1)",
                (before,),
            ).fetchone()
            if before is None:
                break
            self._until[before] = _last(conn, before)

    def changes_since(self, db: Database, change_id: int, article_id: int) -> list[Change]:
        """As :func:`.entries.changes_since`, and the runs that have gone on since, as wide changes."""
        with db.snapshot() as conn:
            changes = entries.changes_since(conn, change_id, article_id)
            now = {run: _last(conn, run) for run in self._until}
            told = {change.id for change in changes}
            grown = [
                _change(conn, run) for run, last in now.items() if last > self._until[run] and run not in told
            ]
            begun = (change.id for change in changes if change.command in _GROWING and change.kind == "do")
            now |= {run: _last(conn, run) for run in begun}
        self._until = dict(sorted(now.items())[-_KEPT:])
        return changes + grown


def _last(conn: sqlite3.Connection, change_id: int) -> tuple[int, int]:
    """The last article that a run has been through, in the order of ids; the last row that a change lists."""
    (article,) = conn.execute("select max(article_id) from suggested where batch = ?", (change_id,)).fetchone()
    (row,) = conn.execute("select max(seq) from change_row where change_id = ?", (change_id,)).fetchone()
    return article or 0, -1 if row is None else row


def _change(conn: sqlite3.Connection, change_id: int) -> Change:
    command, annotator, at = conn.execute(
        "select command, annotator, at from change where id = ?", (change_id,)
    ).fetchone()
    return Change(change_id, "do", command, annotator, at, None, (), None, bulk=True, wide=True)
