"""The suggestions of a run as one: taken back by undo, and brought back by redo."""

from __future__ import annotations

import json
import sqlite3

from annotator.store.places import corrected_since

COMMAND = "suggest"  # the name of a run in the history
HIDDEN = 2  # deleted, of a suggestion whose run is undone
_TABLES = ("suggestion", "suggestion_relation")
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
    for table in _TABLES:
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
