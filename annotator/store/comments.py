"""What annotators say of articles: comments and flags, rows of the file ↔ core objects; why one is skipped."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from annotator.core.models import Comment, Row
from annotator.store.database import Database, translated
from annotator.store.states import state_query

COLUMNS = ("id", "article_id", "span_id", "annotator", "text", "open", "created_at", "updated_at")
_SELECT = f"select {', '.join(COLUMNS)} from comment where article_id = ? and deleted = 0"
_ORDER = "order by created_at, id"


class Comments:
    """Looks for what was said in the whole project; raises UserError where the file can't be read."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def next_open(self, after: int) -> int | None:
        """The next article in the order of the list that has an open comment.

        It is looked for after the article of the id ``after`` and then from the start, that article being the
        last; None if no article has one.
        """
        with translated(self._db.path):
            for first, last in ((after + 1, None), (0, after)):
                row = self._db.conn.execute(
                    """select article_id from comment indexed by comment_open
                    where open = 1 and deleted = 0 and article_id >= ? and (? is null or article_id <= ?)
                    and exists (select 1 from article a where a.id = article_id and a.deleted = 0)
                    order by article_id limit 1""",
                    (first, last, last),
                ).fetchone()
                if row:
                    return int(row[0])
        return None

    def why_skipped(self, article_id: int, annotator: str, everyone: bool) -> str:
        """The reason with which the article was skipped, by whose state the list shows; "" if none was given."""
        query = state_query(":article", everyone, "reason")
        given = {"article": article_id, "annotator": annotator}
        with translated(self._db.path):
            row = self._db.conn.execute(query, given).fetchone()
        return str(row[0]) if row and row[0] else ""


def comments(conn: sqlite3.Connection, article_id: int) -> list[Comment]:
    """The article's comments and those of its spans, oldest first, by whomever they are."""
    return [_comment(row) for row in conn.execute(f"{_SELECT} {_ORDER}", (article_id,))]


def open_on(conn: sqlite3.Connection, article_id: int, span_id: str | None) -> list[Comment]:
    """The open comments on one span or (None) on the article itself, oldest first."""
    found = conn.execute(f"{_SELECT} and open = 1 and span_id is ? {_ORDER}", (article_id, span_id))
    return [_comment(row) for row in found]


def flagged(conn: sqlite3.Connection, article_ids: Sequence[int]) -> set[int]:
    """Which of these articles have an open comment, on themselves or on a span."""
    marks = ", ".join("?" * len(article_ids))
    found = conn.execute(
        f"select distinct article_id from comment where article_id in ({marks}) and open = 1 and deleted = 0",
        tuple(article_ids),
    )
    return {id_ for (id_,) in found}


def comment_row(comment: Comment) -> Row:
    """The row that stores a comment."""
    return {name: getattr(comment, name) for name in COLUMNS} | {"open": int(comment.open), "deleted": 0}


def comment_from_row(row: Row) -> Comment:
    """A comment from all its columns."""
    return _comment(tuple(row[name] for name in COLUMNS))


def _comment(row: tuple[object, ...]) -> Comment:
    id_, article_id, span_id, annotator, text, is_open, made, set_ = row
    return Comment(id_, article_id, span_id, annotator, text, bool(is_open), made, set_)  # type: ignore[arg-type]
