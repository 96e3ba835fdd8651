"""Runs of suggesters in other windows and programs: each is one change, which grows as long as it goes on."""

from __future__ import annotations

import sqlite3

from annotator.core.models import Change
from annotator.store import entries
from annotator.store.database import Database
from annotator.store.proposed import COMMAND

_KEPT = 8  # runs that are looked at: there are seldom two at a time, but one for each article that is opened


class GrowingRuns:
    """The newest runs, and how far each was when it was looked at last."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._until: dict[int, int] = {}
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
            grown = [_change(conn, run) for run, last in now.items() if last > self._until[run]]
            begun = (change.id for change in changes if change.command == COMMAND and change.kind == "do")
            now |= {run: _last(conn, run) for run in begun}
        self._until = dict(sorted(now.items())[-_KEPT:])
        return changes + grown


def _last(conn: sqlite3.Connection, run: int) -> int:
    """The last article that a run has been through: it takes them in the order of their ids."""
    (last,) = conn.execute("select max(article_id) from suggested where batch = ?", (run,)).fetchone()
    return last or 0


def _change(conn: sqlite3.Connection, run: int) -> Change:
    annotator, at = conn.execute("select annotator, at from change where id = ?", (run,)).fetchone()
    return Change(run, "do", COMMAND, annotator, at, None, (), None, bulk=True, wide=True)
