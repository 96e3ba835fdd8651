"""Comments and flags: rows of the file ↔ core objects."""

from __future__ import annotations

import sqlite3

from annotator.core.models import Comment, Row

_COLUMNS = ("id", "article_id", "span_id", "annotator", "text", "open", "created_at", "updated_at")


def comments(conn: sqlite3.Connection, article_id: int) -> list[Comment]:
    """The article's comments and those of its spans, oldest first, by whomever they are."""
    rows = conn.execute(
        f"""select {", ".join(_COLUMNS)} from comment where article_id = ? and deleted = 0
        order by created_at, id""",
        (article_id,),
    )
    return [_comment(row) for row in rows]


def comment_row(comment: Comment) -> Row:
    """The row that stores a comment."""
    return {name: getattr(comment, name) for name in _COLUMNS} | {"open": int(comment.open), "deleted": 0}


def comment_from_row(row: Row) -> Comment:
    """A comment from all its columns."""
    return _comment(tuple(row[name] for name in _COLUMNS))


def _comment(row: tuple[object, ...]) -> Comment:
    id_, article_id, span_id, annotator, text, is_open, made, set_ = row
    return Comment(id_, article_id, span_id, annotator, text, bool(is_open), made, set_)  # type: ignore[arg-type]
