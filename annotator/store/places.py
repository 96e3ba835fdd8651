"""What has a place in an article's text, and what that text was at some time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

import orjson

from annotator.core.models import Row, Segments

PLACED = ("span", "suggestion", "zone")  # the tables whose rows have a place


@dataclass(frozen=True, slots=True)
class Placed:
    """A row of one of these tables, whoever it belongs to and however a suggestion was decided.

    ``label`` is a zone's kind, ``annotator`` "" where a zone came with the article.
    """

    table: str
    id: str
    segments: Segments
    annotator: str
    label: str


def placed(conn: sqlite3.Connection, article_id: int) -> Iterator[Placed]:
    """All that has a place in the article."""
    for table in PLACED:
        columns = "null, coalesce(annotator, ''), kind" if table == "zone" else "segments, annotator, label"
        rows = conn.execute(
            f"""select id, start, end, {columns} from {table} where article_id = ? and deleted = 0
            order by start, end desc, id""",
            (article_id,),
        ).fetchall()
        for id_, start, end, segments, annotator, label in rows:
            yield Placed(table, id_, _segments(start, end, segments), annotator, label)


def segments_of(row: Row) -> Segments:
    """The place that a row of one of these tables has."""
    return _segments(row["start"], row["end"], row.get("segments"))


def _segments(start: int, end: int, segments: str | None) -> Segments:
    if segments is None:
        return ((start, end),)
    return tuple((first, last) for first, last in orjson.loads(segments))


def text_before(conn: sqlite3.Connection, article_id: int, change_id: int) -> str | None:
    """The article's text at the time of a change, if it was corrected (or that taken back) since; else None."""
    row = conn.execute(
        """select json_extract(before, '$.text') from change_row
        where row_id = '' and article_id = ? and tbl = 'article' and change_id > ?
        and json_extract(before, '$.text') is not null order by change_id, seq limit 1""",
        (article_id, change_id),
    ).fetchone()
    return row and str(row[0])


def moved_since(conn: sqlite3.Connection, article_id: int, item: Placed, change_id: int) -> bool:
    """Whether the item was not there after that change, or elsewhere; what was taken back doesn't count."""
    rows = conn.execute(
        """select before from change_row where row_id = ? and article_id = ? and tbl = ? and change_id > ?
        order by change_id, seq""",
        (item.id, article_id, item.table, change_id),
    )
    then: Row = {}  # of each column what it was before it was changed for the first time
    for (before,) in rows:
        if before is None and not then:
            return True
        then = (orjson.loads(before) if before is not None else {}) | then
    if then.get("deleted"):
        return True
    now: Row = {"start": item.segments[0][0], "end": item.segments[-1][1], "segments": None}
    if len(item.segments) > 1:
        now["segments"] = orjson.dumps(item.segments).decode()
    return segments_of(now | then) != item.segments


def is_proposed_since(conn: sqlite3.Connection, article_id: int, item: Placed, change_id: int) -> bool:
    """Whether the item is a suggestion that a run after that change has brought."""
    if item.table != "suggestion":
        return False
    (batch,) = conn.execute(
        "select batch from suggestion where article_id = ? and id = ?", (article_id, item.id)
    ).fetchone()
    return batch is not None and batch > change_id


def corrected_since(conn: sqlite3.Connection, change_id: int) -> list[int]:
    """The ids of the articles whose text is another one than at the time of that change."""
    rows = conn.execute(
        """select distinct article_id from change_row where change_id > ? and tbl = 'article' and row_id = ''
        and json_extract(before, '$.text') is not null""",
        (change_id,),
    ).fetchall()
    found = []
    for (article_id,) in rows:
        (text,) = conn.execute("select text from article where id = ?", (article_id,)).fetchone()
        if text_before(conn, article_id, change_id) != text:
            found.append(article_id)
    return found


def same_text(conn: sqlite3.Connection, digest: str, article_id: int) -> str | None:
    """The title of another article with this digest; None if there is none."""
    row = conn.execute(
        "select title from article where digest = ? and deleted = 0 and id <> ?", (digest, article_id)
    ).fetchone()
    return row and str(row[0])
