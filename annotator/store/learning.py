"""What is learned from, and measured against: one person's labels; and where what was learned is kept."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from typing import NamedTuple

import orjson

from annotator.core.identity import timestamp
from annotator.core.models import Row
from annotator.store.database import Database


class Kept(NamedTuple):
    """What was learned; ``meta`` tells a person of it."""

    version: str
    meta: Row
    created_at: str
    data: bytes


def labelled_articles(conn: sqlite3.Connection, annotator: str, states: Collection[str] | None) -> list[int]:
    """Ids of the articles that the annotator has in one of these states, or (None) has labels in or has begun;
    those of the newest work first."""
    if states is None:
        rows = conn.execute(
            """select id from (
                select article_id as id, max(updated_at) as at from (
                    select article_id, updated_at from article_state
                    where annotator = ?1 and deleted = 0 and state in ('started', 'done')
                    union all select article_id, updated_at from span where annotator = ?1 and deleted = 0)
                group by article_id) s
            where exists (select 1 from article a where a.id = s.id and a.deleted = 0) order by at desc, id""",
            (annotator,),
        )
    else:
        rows = conn.execute(
            """select article_id from article_state s where annotator = ? and deleted = 0
            and state in (select value from json_each(?))
            and exists (select 1 from article a where a.id = s.article_id and a.deleted = 0)
            order by updated_at desc, article_id""",
            (annotator, json.dumps(sorted(states))),
        )
    return [id_ for (id_,) in rows]


def kept_version(conn: sqlite3.Connection, name: str) -> str | None:
    """The version of what is kept under this name, without reading it; None where nothing is."""
    row = conn.execute("select version from model where name = ?", (name,)).fetchone()
    return row and str(row[0])


def kept_meta(conn: sqlite3.Connection, name: str) -> tuple[str, Row, str] | None:
    """Version, what tells a person of it, and when it was made, of what is kept under this name."""
    row = conn.execute("select version, meta, created_at from model where name = ?", (name,)).fetchone()
    return row and (str(row[0]), orjson.loads(row[1]), str(row[2]))


def count_done(conn: sqlite3.Connection, annotator: str) -> int:
    """How many articles the annotator is done with."""
    (number,) = conn.execute(
        """select count(*) from article_state s where annotator = ? and state = 'done' and deleted = 0
        and exists (select 1 from article a where a.id = s.article_id and a.deleted = 0)""",
        (annotator,),
    ).fetchone()
    return int(number)


def kept(conn: sqlite3.Connection, name: str) -> Kept | None:
    """What is kept under this name."""
    row = conn.execute("select version, meta, created_at, data from model where name = ?", (name,)).fetchone()
    return row and Kept(str(row[0]), orjson.loads(row[1]), str(row[2]), bytes(row[3]))


def keep(db: Database, name: str, version: str, meta: Row, data: bytes) -> None:
    """Keeps it in the place of what was kept before."""
    with db.transaction() as conn:
        conn.execute(
            "insert or replace into model (name, version, meta, created_at, data) values (?, ?, ?, ?, ?)",
            (name, version, orjson.dumps(meta).decode(), timestamp(), data),
        )


def stored_suggesters(conn: sqlite3.Connection) -> set[str]:
    """The names of all whose suggestions the project holds, however these were decided."""
    rows = conn.execute("select distinct json_extract(origin, '$.name') from suggestion where deleted = 0")
    return {str(name) for (name,) in rows if name is not None}
