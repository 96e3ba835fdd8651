"""Near-duplicates: which articles are copies or updates of each other.

Like the search index, this is derived from the texts and no part of the history (grouping.py fills it): whatever
an undone import or a deletion hides simply doesn't count. A group is named by the key of its oldest article.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from annotator.store.database import Database, translated

GROUP = """coalesce({article}."group", (select f.key from near n join article f on f.id = n.cluster
    where n.article_id = {article}.id and exists (select 1 from near m join article o on o.id = m.article_id
        where m.cluster = n.cluster and m.article_id <> n.article_id and o.deleted = 0)))"""
"""An article's group: the one that its file gave, else that of its near-duplicates, null where it has none."""


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
    return dict(
        conn.execute(
            f"""select n.article_id, count(*) from near n join near m on m.cluster = n.cluster
            join article a on a.id = m.article_id where n.article_id in ({marks})
            and m.article_id <> n.article_id and a.deleted = 0 group by n.article_id""",
            tuple(ids),
        ).fetchall()
    )
