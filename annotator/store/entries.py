"""Reading the history: what changed since, and who changed one row."""

from __future__ import annotations

import sqlite3
from itertools import groupby

from annotator.core.models import Change, RowChange
from annotator.store.history import is_undone, is_wide, load, visible
from annotator.store.proposed import COMMAND, count_looks, proposed_keys
from annotator.store.tables import read_row

_FAR = 2_000  # looks of suggesters into articles, from which on the few that a run has altered are not sought


def last_change(conn: sqlite3.Connection) -> int:
    """The id of the newest entry; 0 in a new project."""
    (last,) = conn.execute("select coalesce(max(id), 0) from change").fetchone()
    return int(last)


def changes_since(conn: sqlite3.Connection, change_id: int, article_id: int) -> list[Change]:
    """The entries after ``change_id``, oldest first, with the touched rows as they are now.

    An import that was entered before is among them as long as it brings articles after ``article_id``. A wide
    change lists no rows; that of a short run of suggesters lists what it brought and altered.
    """
    entries = conn.execute(
        """select id, kind, command, annotator, at, article_id, target, bulk from change
        where id > ? or id in (select batch from article where id > ?) order by id""",
        (change_id, article_id),
    ).fetchall()
    changes = []
    for id_, kind, command, annotator, at, article_id, target, bulk in entries:
        if is_wide(conn, id_) or count_looks(conn, id_, _FAR) == _FAR:
            changes.append(Change(id_, kind, command, annotator, at, None, (), target, bool(bulk), wide=True))
            continue
        keys = conn.execute(
            "select distinct tbl, article_id, row_id from change_row where change_id = ?", (id_,)
        ).fetchall()
        if command == COMMAND:
            keys += proposed_keys(conn, target or id_)
            bulk = False
        rows = tuple(
            RowChange(table, article, row_id, None, visible(read_row(conn, table, article, row_id)))
            for table, article, row_id in keys
        )
        changes.append(Change(id_, kind, command, annotator, at, article_id, rows, target, bool(bulk)))
    return changes


def count_changes(conn: sqlite3.Connection, article_id: int, row_id: str) -> int:
    """How many entries touched one row."""
    (number,) = conn.execute(
        "select count(distinct change_id) from change_row where row_id = ? and article_id = ?",
        (row_id, article_id),
    ).fetchone()
    return int(number)


def kept(conn: sqlite3.Connection, name: str) -> list[str]:
    """What the changes that are in force have kept under this name (``Recorder.keep``), oldest first."""
    # By their keys, of which there are few: the history has a million entries.
    found = conn.execute(
        """select cast(substr(key, ?) as integer), value from setting where key > ? and key < ? order by 1""",
        (len(name) + 2, f"{name} ", f"{name}!"),
    ).fetchall()
    return [value for change_id, value in found if not is_undone(conn, change_id)]


def history_of(conn: sqlite3.Connection, article_id: int, row_id: str) -> list[Change]:
    """The entries that touched one row (a span, say), oldest first; rows hold the changed columns alone.

    One entry may touch it in several steps: a suggestion that is accepted goes on as a span with the same id.
    """
    found = conn.execute(
        """select c.id, c.kind, c.command, c.annotator, c.at, c.article_id, c.target, r.tbl, r.before, r.after
        from change_row r join change c on c.id = r.change_id
        where r.row_id = ? and r.article_id = ? order by c.id, r.seq""",
        (row_id, article_id),
    ).fetchall()
    changes = []
    for (id_, kind, command, annotator, at, article, target), touched in groupby(found, key=lambda row: row[:7]):
        rows = tuple(
            RowChange(table, article_id, row_id, load(before), load(after)) for *_, table, before, after in touched
        )
        changes.append(Change(id_, kind, command, annotator, at, article, rows, target))
    return changes
