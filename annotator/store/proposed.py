"""The suggestions of a run as one: taken back by undo, and brought back by redo; how it meets other changes."""

from __future__ import annotations

import json
import sqlite3

from annotator.core.models import Row, RowChange
from annotator.store.places import corrected_since

COMMAND = "suggest"  # the name of a run in the history
HIDDEN = 2  # deleted, of a suggestion whose run is undone
TABLES = ("suggestion", "suggestion_relation")
# What may come back: nothing that was proposed anew meanwhile, and no link to what stays away.
_FREE = {
    "suggestion": """not exists (select 1 from suggestion o where o.article_id = t.article_id and o.label = t.label
        and o.start = t.start and o.end = t.end and o.segments is t.segments and o.deleted = 0)""",
    "suggestion_relation": """not exists (select 1 from suggestion_relation o where o.article_id = t.article_id
        and o.label = t.label and o.head = t.head and o.child = t.child and o.deleted = 0)
        and not exists (select 1 from suggestion e where e.article_id = t.article_id
        and e.id in (t.head, t.child) and e.deleted <> 0)""",
}


def show_proposed(conn: sqlite3.Connection, run: int, shown: bool) -> None:
    """Shows or hides what is still open of what a run proposed; what it withdrew is the other way round.

    What somebody has decided on stays as it is, and away what lay in a text that was corrected since. After
    hiding, the articles count as not suggested for.
    """
    corrected = json.dumps(corrected_since(conn, run))
    for table in TABLES:
        brings, takes = ("batch", "gone") if shown else ("gone", "batch")
        away = {"batch": HIDDEN, "gone": 1}
        conn.execute(
            f"update {table} set deleted = ? where {takes} = ? and deleted = 0 and decision = 'open'",
            (away[takes], run),
        )
        conn.execute(
            f"""update {table} as t set deleted = 0 where {brings} = ? and deleted = ? and decision = 'open'
            and article_id not in (select value from json_each(?)) and {_FREE[table]}""",
            (run, away[brings], corrected),
        )
    if not shown:
        # Also where suggesters have been since and found nothing new.
        conn.execute(
            f"""delete from suggested where batch = ?1 or article_id in
            (select article_id from suggestion where batch = ?1 and deleted = {HIDDEN})""",
            (run,),
        )


def besides_suggesters(conn: sqlite3.Connection, row: RowChange, current: Row, since: int) -> RowChange:
    """What is left to revert of a suggestion that suggesters have withdrawn, altered or made anew since.

    That was nobody's work, so it is in nobody's way. What somebody decided stays to be checked. ``since`` is the
    id of the change that is reverted.
    """
    before = {"deleted": 1} if row.before is None else {"deleted": 0} | row.before
    after = {"deleted": 1} if row.after is None else row.after
    theirs = {name for name, value in before.items() if name != "decision" and current[name] != value}
    withdrawn = current["deleted"] and (
        current["deleted"] == HIDDEN or current["gone"] is not None or after.get("deleted")
    )
    if before["deleted"]:
        theirs.discard("deleted")
        if not after.get("deleted", 1) and not _is_free(conn, row, since):
            theirs.add("deleted")
    elif not withdrawn:
        theirs.discard("deleted")
    before = {name: current[name] if name in theirs else value for name, value in before.items()}
    after = {name: value for name, value in after.items() if name not in theirs}
    return RowChange(row.table, row.article_id, row.row_id, before, after)


def _is_free(conn: sqlite3.Connection, row: RowChange, since: int) -> bool:
    """Whether no run has proposed the same since that change, nor taken away what the row links."""
    place = "o.label = t.label and o.start = t.start and o.end = t.end and o.segments is t.segments"
    ends = ""
    if row.table == "suggestion_relation":
        place = "o.label = t.label and o.head = t.head and o.child = t.child"
        ends = """and not exists (select 1 from suggestion e where e.article_id = t.article_id
            and e.id in (t.head, t.child) and e.deleted <> 0)"""
    found = conn.execute(
        f"""select 1 from {row.table} t where article_id = ? and id = ? {ends} and not exists (select 1
        from {row.table} o where o.article_id = t.article_id and {place} and o.deleted = 0 and o.batch > ?)""",
        (row.article_id, row.row_id, since),
    ).fetchone()
    return found is not None


def count_proposed(conn: sqlite3.Connection, run: int, most: int) -> int:
    """How many suggestions a run brought; counts no further than ``most``."""
    (number,) = conn.execute(
        "select count(*) from (select 1 from suggestion where batch = ? limit ?)", (run, most)
    ).fetchone()
    return int(number)


def proposed_keys(conn: sqlite3.Connection, run: int) -> list[tuple[str, int, str]]:
    """(table, article id, id) of what a run brought, withdrew or brought up to what it says now."""
    keys = [
        (table, article_id, id_)
        for table in TABLES
        for article_id, id_ in conn.execute(
            f"""select article_id, id from {table} where batch = ? union
            select article_id, id from {table} where gone = ?""",
            (run, run),
        )
    ]
    # Of one article the change itself says which: another run may have been through it since.
    renewed = conn.execute(
        """select article_id, id from suggestion where deleted = 0 and batch is not ?1
        and updated_at = (select at from change where id = ?1) and article_id in (
        select article_id from suggested where batch = ?1
        union select article_id from change where id = ?1 and article_id is not null)""",
        (run,),
    )
    return keys + [("suggestion", *key) for key in renewed]


def count_looks(conn: sqlite3.Connection, run: int, most: int) -> int:
    """How often suggesters of a run have been through an article; counts no further than ``most``."""
    (number,) = conn.execute(
        "select count(*) from (select 1 from suggested where batch = ? limit ?)", (run, most)
    ).fetchone()
    return int(number)
