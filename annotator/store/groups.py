"""Near-duplicates: which articles are copies or updates of each other.

Like the search index, this is derived from the texts and no part of the history (grouping.py fills it): whatever
an undone import or a deletion hides simply doesn't count. A group is named by the key of its oldest article.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from annotator.store.database import Database, translated

_LIVE = "from near m join article o on o.id = m.article_id where m.cluster = n.cluster and o.deleted = 0"
GROUP = f"""coalesce((select coalesce(
        (select o."group" {_LIVE} and o."group" is not null order by o.id limit 1),
        (select f.key from article f where f.id = n.cluster))
    from near n where n.article_id = {{article}}.id
    and exists (select 1 {_LIVE} and m.article_id <> n.article_id)), {{article}}."group")"""
"""An article's group: one for all near-duplicates, that which a file gave one of them, else the key of the oldest.

Without near-duplicates the one that its file gave, null where there is none.
"""


class Groups:
    """Looks for near-duplicates in the whole project; raises UserError where the file can't be read."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of(self, article_id: int) -> list[int]:
        """The near-duplicates of an article and itself, oldest first; only itself where there are none."""
        with translated(self._db.path):
            return members(self._db.conn, article_id)

    def clusters(self) -> dict[int, int]:
        """The articles that have near-duplicates, deleted ones too, each with the number of its group."""
        with translated(self._db.path):
            found = self._db.conn.execute(
                """select article_id, cluster from near where cluster in
                (select cluster from near where article_id <> cluster)"""
            )
            return dict(found.fetchall())


def groups_of(conn: sqlite3.Connection, first: int, last: int) -> dict[int, str]:
    """The groups of the articles from ``first`` to ``last``, of those that are in one."""
    return dict(
        conn.execute(
            f"""select a.id, {GROUP.format(article="a")} as name from article a
            where a.id between ? and ? and a.deleted = 0 and name is not null""",
            (first, last),
        ).fetchall()
    )


def given(conn: sqlite3.Connection) -> dict[int, str]:
    """The groups that files gave articles, by id."""
    return dict(
        conn.execute('select id, "group" from article where deleted = 0 and "group" is not null').fetchall()
    )


def joined(conn: sqlite3.Connection) -> dict[str, str]:
    """Groups that files gave which near-duplicates make one: by the name of each the one name for all of them.

    That is the name of the oldest article's; groups that are whole by themselves are left out.
    """
    found = conn.execute(
        """select n.cluster, a."group" from near n join article a on a.id = n.article_id
        where a.deleted = 0 and a."group" is not null order by a.id"""
    )
    of_cluster: dict[int, str] = {}
    older: dict[str, str] = {}  # the name of a group to that of an older one which it belongs to, or to itself
    number: dict[str, int] = {}

    def oldest(name: str) -> str:
        while older[name] != name:
            older[name] = name = older[older[name]]
        return name

    for cluster, name in found:
        number.setdefault(name, len(number))
        older.setdefault(name, name)
        one, other = oldest(of_cluster.setdefault(cluster, name)), oldest(name)
        if one != other:
            first, second = sorted((one, other), key=number.__getitem__)
            older[second] = first
    return {name: oldest(name) for name in older if older[name] != name}


def members(conn: sqlite3.Connection, article_id: int) -> list[int]:
    """The near-duplicates of an article and itself, oldest first; only itself where there are none."""
    found = conn.execute(
        """select m.article_id from near n join near m on m.cluster = n.cluster
        join article a on a.id = m.article_id where n.article_id = ? and a.deleted = 0 order by m.article_id""",
        (article_id,),
    ).fetchall()
    return [row[0] for row in found] or [article_id]


def counts(conn: sqlite3.Connection, ids: Sequence[int]) -> dict[int, int]:
    """How many other articles each of these is a near-duplicate of; those of none are left out."""
    marks = ", ".join("?" * len(ids))
    clusters = dict(
        conn.execute(f"select article_id, cluster from near where article_id in ({marks})", tuple(ids)).fetchall()
    )
    # Once a cluster: some have thousands of articles.
    wanted = sorted(set(clusters.values()))
    marks = ", ".join("?" * len(wanted))
    sizes = dict(
        conn.execute(
            f"""select m.cluster, count(*) from near m join article a on a.id = m.article_id
            where m.cluster in ({marks}) and a.deleted = 0 group by m.cluster""",
            wanted,
        ).fetchall()
    )
    return {id_: sizes[cluster] - 1 for id_, cluster in clusters.items() if sizes.get(cluster, 0) > 1}
