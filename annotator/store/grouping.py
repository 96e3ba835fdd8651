"""Finds near-duplicates among the articles that came in since the last time, and puts them into groups."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable

from annotator.core import near
from annotator.core.offsets import Cut
from annotator.store.articles import last_id
from annotator.store.database import Database

_Sketches = dict[int, tuple[near.Signature, list[int]]]  # by article

_STEP = 500
_STEP_LENGTH = 4_000_000  # code points, as their shingles take 30 times as many bytes
_COPY = 0.95  # similarity from which on an article finds nothing that its copy does not find
_CROWD = 16  # articles that one key leads to; more of them would be near each other anyway


def fill(db: Database, going: Callable[[], bool] = lambda: True) -> None:
    """Groups the articles that aren't grouped yet, in steps, each of which is complete.

    Where ``going`` says no, the rest is left to the next time.
    """
    method = near.method()
    while going():
        done, last = _done(db.conn, method), last_id(db.conn)
        if done >= last:
            return
        # Read and sketched before the transaction: others need not wait for that.
        upto = _upto(db.conn, done, last)
        sketches = _sketches(db.conn, done, upto)
        with db.transaction() as conn:
            if _done(conn, method) == done:
                if not done:
                    _begin_anew(conn, method)
                _group(conn, sketches)
                conn.execute("insert or replace into setting values ('grouped', ?)", (str(upto),))


def needs_fill(conn: sqlite3.Connection) -> bool:
    """Whether there are articles that aren't grouped yet, or not by the method of this program."""
    return _done(conn, near.method()) < last_id(conn)


def _upto(conn: sqlite3.Connection, done: int, last: int) -> int:
    """The last article of a step: of some hundred ordinary ones, or of one that is very long."""
    (upto,) = conn.execute(
        """select max(id) from (select id, sum(length) over (order by id) - length as before from article
            where id > ? order by id limit ?) where before < ?""",
        (done, _STEP, _STEP_LENGTH),
    ).fetchone()
    return min(int(upto or last), last)


def _setting(conn: sqlite3.Connection, key: str) -> str | None:
    row = conn.execute("select value from setting where key = ?", (key,)).fetchone()
    return row and str(row[0])


def _done(conn: sqlite3.Connection, method: str) -> int:
    """The last article that is grouped by this method, 0 if it was another."""
    return int(_setting(conn, "grouped") or 0) if _setting(conn, "grouped by") == method else 0


def _begin_anew(conn: sqlite3.Connection, method: str) -> None:
    for statement in ("delete from near", "delete from near_key", "delete from setting where key = 'grouped'"):
        conn.execute(statement)
    conn.execute("insert or replace into setting values ('grouped by', ?)", (method,))


def _group(conn: sqlite3.Connection, found: _Sketches) -> None:
    """Puts articles into groups, each into that of all that it is near to, which become one by it."""
    known: dict[int, list[int]] = {}
    wanted = json.dumps([key for _, keys in found.values() for key in keys])
    for key, other in conn.execute(
        "select key, article_id from near_key where key in (select value from json_each(?))", (wanted,)
    ):
        known.setdefault(key, []).append(other)
    others = json.dumps(sorted({other for found_there in known.values() for other in found_there}))
    signatures: dict[int, near.Signature] = {}
    clusters: dict[int, int] = {}
    for id_, cluster, signature in conn.execute(
        "select article_id, cluster, signature from near where article_id in (select value from json_each(?))",
        (others,),
    ):
        signatures[id_], clusters[id_] = signature, cluster
    joined: dict[int, int] = {}
    new_keys: list[tuple[int, int]] = []
    for id_, (signature, keys) in found.items():
        alike = {
            other: value
            for other in {other for key in keys for other in known.get(key, ())}
            if (value := near.similarity(signature, signatures[other])) >= near.NEAR
        }
        met = {_root(joined, clusters[other]) for other in alike}
        cluster = min(met, default=id_)
        joined.update((other, cluster) for other in met if other != cluster)
        signatures[id_], clusters[id_] = signature, cluster
        if max(alike.values(), default=0.0) < _COPY:
            for key in keys:
                crowd = known.setdefault(key, [])
                if len(crowd) < _CROWD:
                    crowd.append(id_)
                    new_keys.append((key, id_))
    conn.executemany("insert into near_key values (?, ?)", new_keys)
    conn.executemany(
        "insert into near values (?, ?, ?)",
        [(id_, _root(joined, clusters[id_]), signature) for id_, (signature, _) in found.items()],
    )
    conn.executemany(
        "update near set cluster = ? where cluster = ?",
        [(_root(joined, cluster), old) for old, cluster in joined.items()],
    )


def _root(joined: dict[int, int], cluster: int) -> int:
    """The cluster that this one has become part of."""
    while cluster in joined:
        cluster = joined[cluster]
    return cluster


def _sketches(conn: sqlite3.Connection, after: int, upto: int) -> _Sketches:
    """Of the articles with ids beyond ``after`` up to ``upto``, hidden ones, too, whose texts are long enough.

    Without their zones: pages of one source are alike in these.
    """
    zones = dict(
        conn.execute(
            """select article_id, json_group_array(json_array(start, end)) from zone
            where article_id > ? and article_id <= ? and deleted = 0 group by article_id""",
            (after, upto),
        ).fetchall()
    )
    rows = conn.execute("select id, text from article where id > ? and id <= ?", (after, upto)).fetchall()
    texts = [Cut(text, json.loads(zones[id_])).text if id_ in zones else text for id_, text in rows]
    return {
        id_: sketched for (id_, _), sketched in zip(rows, near.sketch(texts), strict=True) if sketched is not None
    }
