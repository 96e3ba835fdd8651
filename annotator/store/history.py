"""The one mechanism behind undo, redo and the audit trail.

A command writes its rows through a :class:`Recorder`, which puts them and one entry of the history into the
same transaction. Undo appends the inverse; deleting marks as deleted. So every state that ever was can be read
back.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from annotator.core.errors import Cancelled, ConflictError, UserError
from annotator.core.identity import timestamp
from annotator.core.models import Change, Row, RowChange
from annotator.store.database import Database
from annotator.store.pointers import REGISTERS, is_pointed_to
from annotator.store.proposed import TABLES as PROPOSED
from annotator.store.proposed import besides_suggesters, count_proposed, show_proposed
from annotator.store.tables import TABLES, insert_row, read_row, update_row

CHANGED_SINCE = "Somebody else changed this since, so it can't be taken back."
_IMPORTED_AGAIN = "Some of these articles were imported again since, so they can't be brought back."
BATCH_HIDDEN = 2  # article.deleted, of an import that is undone: redo must not bring back what a person deleted
_PASSED = 3  # change.undone, of one that is in force and that undo passes over
_WIDE = 2_000  # rows of one change from which on reading all anew is quicker than row by row
# Columns of spans and suggestions by which an undo or redo is checked.
_CHECKED = {"deleted", "label", "attributes", "start", "end", "segments", "actor_id", "concept_id", "decision"}
_STEP = 200  # rows between two questions whether to go on

# Called now and then with (done, total); a false answer cancels.
Progress = Callable[[int, int], bool]


class Recorder:
    """Writes rows inside one transaction and remembers what they were.

    Commands use it as their only way to the file.
    """

    def __init__(self, conn: sqlite3.Connection, annotator: str, progress: Progress | None = None) -> None:
        self.conn = conn
        self.annotator = annotator
        self._progress = progress
        self.at = timestamp()
        self.article_id: int | None = None
        self.target: int | None = None  # the change that is taken back or brought back
        self.rows: list[RowChange] = []
        self.kept: dict[str, str] = {}

    def step(self, done: int, total: int) -> None:
        """Says how far a long command is; raises Cancelled, which takes all of it back, if it is to stop."""
        if self._progress is not None and not self._progress(done, total):
            raise Cancelled("Stopped: nothing was changed.")

    def read(self, table: str, article_id: int, row_id: str) -> Row | None:
        """The row as it is now; None if there is none or it is deleted."""
        return visible(read_row(self.conn, table, article_id, row_id))

    def insert(self, table: str, row: Row) -> None:
        """Adds a row, which must not exist (one that was deleted may)."""
        article_id, row_id = TABLES[table].key_of(row)
        before = read_row(self.conn, table, article_id, row_id)
        if visible(before) is not None:
            raise ValueError(f"{table} {row_id} exists already")
        insert_row(self.conn, table, row)
        self.record(RowChange(table, article_id, row_id, before, read_row(self.conn, table, article_id, row_id)))

    def update(self, table: str, article_id: int, row_id: str, **columns: object) -> None:
        """Sets columns of a row that exists; does nothing where they are so already."""
        before = self.read(table, article_id, row_id)
        if before is None:
            raise UserError("What you wanted to change is not there any more.")
        columns = {name: value for name, value in columns.items() if before[name] != value}
        if columns:
            update_row(self.conn, table, article_id, row_id, columns)
            self.record(RowChange(table, article_id, row_id, before, before | columns))

    def update_articles(self, column: str, values: Mapping[int, object]) -> None:
        """Sets one column of many articles, by id, and remembers no other: their texts would fill the memory.

        Articles that are deleted, or have the value already, are left out.
        """
        # A million articles have a handful of values.
        known: dict[tuple[object, object], tuple[Row, Row]] = {}
        for n, (id_, value) in enumerate(values.items()):
            if n % _STEP == 0:
                self.step(n, len(values))
            found = self.conn.execute(f"select deleted, {column} from article where id = ?", (id_,)).fetchone()
            if found is None or found[0] or found[1] == value:
                continue
            update_row(self.conn, "article", id_, "", {column: value})
            was = known.setdefault(
                (found[1], value), ({"deleted": 0, column: found[1]}, {"deleted": 0, column: value})
            )
            self.rows.append(RowChange("article", id_, "", *was))

    def keep(self, name: str, value: str) -> None:
        """Keeps with the change, if there is one, what its rows don't tell; see :func:`entries.kept`."""
        self.kept[name] = value

    def delete(self, table: str, article_id: int, row_id: str) -> None:
        """Marks a row as deleted."""
        self.update(table, article_id, row_id, deleted=1)

    def record(self, row: RowChange) -> None:
        """Notes a row that was written."""
        self.rows.append(row)
        if row.article_id:
            self.article_id = row.article_id


# Told the rows that an undo or redo wrote; raises UserError if they contradict the rest.
Check = Callable[[Recorder], None]


@contextmanager
def recording(
    db: Database, annotator: str, command: str, progress: Progress | None = None
) -> Iterator[tuple[Recorder, list[Change]]]:
    """Yields a recorder and a list that holds the change once the block has been committed.

    The list stays empty where nothing was changed.
    """
    done: list[Change] = []
    with db.transaction() as conn:
        recorder = Recorder(conn, annotator, progress)
        yield recorder, done
        change = _append(recorder, "do", command) if recorder.rows else None
    if change is not None:
        done.append(change)


def begin_bulk(conn: sqlite3.Connection, annotator: str, command: str, at: str, passed: int | None = None) -> int:
    """Enters a bulk change, which the ``batch`` of articles or suggestions will name; returns its id.

    One that nobody asked for is about one article, ``passed``: undo goes past it, and spares what can be redone.
    """
    if passed is None:
        _forget_redo(conn, annotator)
    undone = 0 if passed is None else _PASSED
    cursor = conn.execute(
        """insert into change (kind, command, annotator, at, article_id, bulk, undone)
        values ('do', ?, ?, ?, ?, 1, ?)""",
        (command, annotator, at, passed, undone),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def add_bulk_rows(conn: sqlite3.Connection, change_id: int, rows: list[RowChange], seq: int) -> None:
    """Adds the rows that a bulk change lists after all (register entries), numbered from ``seq``."""
    _write_rows(conn, change_id, rows, seq)


def undo(db: Database, annotator: str, check: Check, progress: Progress | None = None) -> Change | None:
    """Takes back this annotator's last change that is in force; None if there is none.

    Raises UserError, changing nothing, if somebody else changed the same rows since, or if ``check`` objects to
    the rows as they are then.
    """
    return _revert(db, annotator, "undo", check, progress)


def redo(db: Database, annotator: str, check: Check, progress: Progress | None = None) -> Change | None:
    """Brings back what was undone last; None if there is nothing; errors as :func:`undo`."""
    return _revert(db, annotator, "redo", check, progress)


def next_undo(conn: sqlite3.Connection, annotator: str) -> tuple[int, str] | None:
    """(change id, command) that undo would take back."""
    return _top(conn, annotator, 0, "desc")


def next_redo(conn: sqlite3.Connection, annotator: str) -> tuple[int, str] | None:
    """(change id, command) that redo would bring back."""
    return _top(conn, annotator, 1, "asc")


def is_wide(conn: sqlite3.Connection, change_id: int) -> bool:
    """Whether a change touched so many rows that taking it back takes more than a moment."""
    (rows,) = conn.execute(
        "select coalesce(max(seq), 0) from change_row where change_id = ?", (change_id,)
    ).fetchone()
    return bool(rows >= _WIDE) or count_proposed(conn, change_id, _WIDE) >= _WIDE


def _top(conn: sqlite3.Connection, annotator: str, undone: int, order: str) -> tuple[int, str] | None:
    row = conn.execute(
        f"""select id, command from change where kind = 'do' and annotator = ? and undone = ?
        order by id {order} limit 1""",
        (annotator, undone),
    ).fetchone()
    return row and (row[0], row[1])


def pass_over(db: Database, annotator: str, redo: bool) -> None:
    """Leaves out the change that undo (redo) would take back (bring back), so that those below it can be reached.

    It stays as it is, in force or not, and in the history.
    """
    with db.transaction() as conn:
        found = (next_redo if redo else next_undo)(conn, annotator)
        if found is not None:
            conn.execute("update change set undone = ? where id = ?", (2 if redo else _PASSED, found[0]))


def is_undone(conn: sqlite3.Connection, change_id: int) -> bool:
    """Whether a change has been taken back."""
    (undone,) = conn.execute("select undone from change where id = ?", (change_id,)).fetchone()
    return undone in (1, 2)


def _revert(db: Database, annotator: str, kind: str, check: Check, progress: Progress | None) -> Change | None:
    with db.transaction() as conn:
        found = (next_undo if kind == "undo" else next_redo)(conn, annotator)
        if found is None:
            return None
        target, command = found
        recorder = Recorder(conn, annotator, progress)
        recorder.target = target
        rows = conn.execute(
            f"""select tbl, article_id, row_id, before, after from change_row where change_id = ?
            order by seq {"desc" if kind == "undo" else "asc"}""",
            (target,),
        ).fetchall()
        bulk, place = conn.execute("select bulk, article_id from change where id = ?", (target,)).fetchone()
        if bulk and kind == "undo":
            _refuse_hiding(conn, target, annotator)
        try:
            if bulk:
                _show_batch(conn, target, kind == "redo")
                show_proposed(conn, target, kind == "redo")
            for n, (table, article_id, row_id, before, after) in enumerate(rows):
                if n % _STEP == 0:
                    recorder.step(n, len(rows))
                old, new = (after, before) if kind == "undo" else (before, after)
                _apply(recorder, RowChange(table, article_id, row_id, load(old), load(new)), len(rows) > _WIDE)
        except sqlite3.IntegrityError as error:
            raise ConflictError(_IMPORTED_AGAIN) from error
        _refuse_copies(conn, target, recorder.rows)
        check(recorder)
        conn.execute("update change set undone = ? where id = ?", (int(kind == "undo"), target))
        _refuse_strays(conn, recorder.rows)
        recorder.article_id = place
        return _append(recorder, kind, command, target, bool(bulk))


def _refuse_hiding(conn: sqlite3.Connection, batch: int, annotator: str) -> None:
    """No import is taken back with what others have said of its articles since, which nobody could see any more.

    A change of the codebook, which writes its own row first, says nothing of them.
    """
    worked = conn.execute(
        """select 1 from change c cross join change_row r on r.change_id = c.id
        where c.id > ?1 and c.kind = 'do' and c.undone in (0, 3) and c.annotator <> ?2
        and r.tbl in ('article_state', 'span', 'relation', 'comment')
        and r.article_id in (select id from article where batch = ?1 and deleted = 0)
        and not exists (select 1 from change_row k where k.change_id = c.id and k.seq = 0 and k.tbl = 'codebook')
        limit 1""",
        (batch, annotator),
    ).fetchone()
    if worked:
        raise ConflictError(CHANGED_SINCE)


def _show_batch(conn: sqlite3.Connection, batch: int, shown: bool) -> None:
    old, new = (BATCH_HIDDEN, 0) if shown else (0, BATCH_HIDDEN)
    conn.execute("update article set deleted = ? where batch = ? and deleted = ?", (new, batch, old))


def _refuse_strays(conn: sqlite3.Connection, rows: list[RowChange]) -> None:
    """No article comes back whose import has been taken back: its actors and concepts are gone, too."""
    for row in rows:
        stray = (
            row.table == "article"
            and conn.execute(
                """select 1 from article a join change c on c.id = a.batch
            where a.id = ? and a.deleted = 0 and c.undone in (1, 2)""",
                (row.article_id,),
            ).fetchone()
        )
        if stray:
            raise ConflictError(CHANGED_SINCE)


def _refuse_copies(conn: sqlite3.Connection, batch: int, rows: list[RowChange]) -> None:
    """No two articles have the same text, though a copy may have come in while one was away."""
    ids = [row.article_id for row in rows if row.table == "article"]
    # Not "batch = ? or id in ()", for which SQLite goes through all articles: 90 ms for 100,000.
    copy = conn.execute(
        """select 1 from article a where a.id in
        (select id from article where batch = ? union all select value from json_each(?)) and a.deleted = 0
        and exists (select 1 from article b where b.digest = a.digest and b.deleted = 0 and b.id <> a.id)""",
        (batch, json.dumps(ids)),
    ).fetchone()
    if copy:
        raise ConflictError(_IMPORTED_AGAIN)


def _apply(recorder: Recorder, row: RowChange, wide: bool) -> None:
    """Brings one row from ``row.before`` to ``row.after`` (changed columns alone; None: not there).

    Of an article or a span of a ``wide`` change that was there and stays, only what changes and what is checked is
    remembered.
    """
    current = read_row(recorder.conn, row.table, row.article_id, row.row_id)
    if row.table in REGISTERS and _is_shared(recorder.conn, row, current):
        return
    if row.table in PROPOSED and current is not None:
        row = besides_suggesters(recorder.conn, row, current, recorder.target or 0)
        if not row.after:
            return
    expected = {"deleted": 1} if row.before is None else {"deleted": 0} | row.before
    there = current or {"deleted": 1}
    if any(there.get(column) != value for column, value in expected.items()):
        raise ConflictError(CHANGED_SINCE)
    if current is None:
        assert row.after is not None
        insert_row(recorder.conn, row.table, row.after)
        after = read_row(recorder.conn, row.table, row.article_id, row.row_id)
    else:
        columns = {"deleted": 1} if row.after is None else row.after
        update_row(recorder.conn, row.table, row.article_id, row.row_id, columns)
        after = current | columns
    before, after = visible(current), visible(after)
    if before is None and after is None:
        return  # a suggestion that stays withdrawn
    if wide and row.table in ("article", "span", "suggestion") and before is not None and after is not None:
        names = row.after.keys() | (_CHECKED & after.keys()) if row.after else after.keys()
        before, after = {name: before[name] for name in names}, {name: after[name] for name in names}
    recorder.record(RowChange(row.table, row.article_id, row.row_id, before, after))


def _is_shared(conn: sqlite3.Connection, row: RowChange, current: Row | None) -> bool:
    """Whether an entry stays as it is: there already, or still pointed to by what is in the project."""
    if row.before is None:
        return visible(current) is not None
    gone = row.after is None or row.after.get("deleted", 0)
    return bool(gone) and is_pointed_to(conn, row.table, row.row_id)


def _append(recorder: Recorder, kind: str, command: str, target: int | None = None, bulk: bool = False) -> Change:
    conn, annotator = recorder.conn, recorder.annotator
    if kind == "do":
        _forget_redo(conn, annotator)
    cursor = conn.execute(
        """insert into change (kind, command, annotator, at, article_id, target, bulk)
        values (?, ?, ?, ?, ?, ?, ?)""",
        (kind, command, annotator, recorder.at, recorder.article_id, target, int(bulk)),
    )
    change_id = cursor.lastrowid
    assert change_id is not None
    _write_rows(conn, change_id, recorder.rows, 0)
    conn.executemany(
        "insert into setting values (?, ?)",
        ((f"{name} {change_id}", value) for name, value in recorder.kept.items()),
    )
    conn.execute("insert or ignore into annotator values (?, ?)", (annotator, recorder.at))
    rows = tuple(
        RowChange(r.table, r.article_id, r.row_id, visible(r.before), visible(r.after)) for r in recorder.rows
    )
    wide = len(rows) > _WIDE
    return Change(change_id, kind, command, annotator, recorder.at, recorder.article_id, rows, target, bulk, wide)


def _write_rows(conn: sqlite3.Connection, change_id: int, rows: list[RowChange], seq: int) -> None:
    conn.executemany(
        """insert into change_row (change_id, seq, tbl, article_id, row_id, before, after)
        values (?, ?, ?, ?, ?, ?, ?)""",
        (
            (change_id, n, r.table, r.article_id, r.row_id, _dump(r.before, r.after), _dump(r.after, r.before))
            for n, r in enumerate(rows, seq)
        ),
    )


def _forget_redo(conn: sqlite3.Connection, annotator: str) -> None:
    conn.execute("update change set undone = 2 where kind = 'do' and annotator = ? and undone = 1", (annotator,))


def _dump(row: Row | None, other: Row | None) -> str | None:
    """The columns of ``row`` that differ from ``other``; all where there is no other."""
    if row is None:
        return None
    if other is not None:
        row = {name: value for name, value in row.items() if other[name] != value}
    return json.dumps(row, ensure_ascii=False)


def load(text: str | None) -> Row | None:
    """The columns that an entry holds of a row; None where the row was not there."""
    return None if text is None else json.loads(text)


def visible(row: Row | None) -> Row | None:
    """The row, if it is there and not deleted."""
    return None if row is None or row["deleted"] else row
