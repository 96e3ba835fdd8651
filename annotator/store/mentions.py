"""Spans as lines of a concordance: where an entry of a register is spoken of, and what points to none yet.

Pages are cut by key in the order of articles, and by position within one; a page reads no more than its lines and
the stretches of text around them.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import groupby, islice

import orjson

from annotator.core.models import Mention, Span

CONTEXT = 60
"""Code points of text before and after a mention, at most: cut at the ends of words."""

_COLUMNS = "s.article_id, s.id, s.start, s.end, s.label, s.annotator"
_LONGEST_WORDING = 300  # code points
_SPACE = re.compile(r"\s+")
_FIRST_WORD = re.compile(r"\S*\s+")
_LAST_WORD = re.compile(r"\s+\S*\Z")
_Found = tuple[int, str, int, int, str, str]
Key = tuple[int, str]  # (article id, span id) of the last mention of the page before


def of_entry(
    conn: sqlite3.Connection,
    register: str,
    entry_id: str,
    after: Key | None,
    limit: int,
    annotator: str | None = None,
) -> list[Mention]:
    """The next ``limit`` mentions of an actor or concept after the one with the key ``after``.

    Those of one annotator, or (None) of all.
    """
    return _with_text(conn, _page(conn, *_own(f"s.{register}_id = ?", (entry_id,), annotator), after, limit))


def unlinked(
    conn: sqlite3.Connection,
    register: str,
    labels: Sequence[str],
    after: Key | None,
    limit: int,
    annotator: str | None = None,
) -> list[Mention]:
    """The next ``limit`` spans, of one annotator or (None) of all, that point to no entry of the register.

    Only those with one of the labels.
    """
    # One query a label, as SQLite would sort all spans of several.
    pages = [_page(conn, *_unlinked(register, label, annotator), after, limit) for label in labels]
    return _with_text(conn, list(islice(merge(*pages, key=_place), limit)))


def count_of_entry(conn: sqlite3.Connection, register: str, entry_id: str, annotator: str | None = None) -> int:
    """How many spans, of one annotator or (None) of all, point to the entry."""
    return _count(conn, *_own(f"s.{register}_id = ?", (entry_id,), annotator))


def count_unlinked(
    conn: sqlite3.Connection, register: str, labels: Sequence[str], annotator: str | None = None
) -> int:
    """How many spans with one of the labels, of one annotator or (None) of all, point to no entry."""
    return sum(_count(conn, *_unlinked(register, label, annotator)) for label in labels)


def _unlinked(register: str, label: str, annotator: str | None) -> tuple[str, tuple[str, ...]]:
    return _own(f"s.label = ? and s.{register}_id is null", (label,), annotator)


def _own(where: str, values: tuple[str, ...], annotator: str | None) -> tuple[str, tuple[str, ...]]:
    return (where, values) if annotator is None else (f"{where} and s.annotator = ?", (*values, annotator))


def usage(conn: sqlite3.Connection, register: str) -> dict[str, tuple[int, str]]:
    """How many spans point to each entry that any points to, and when the last of them was set (ISO 8601)."""
    # As one row: between two, another thread may take its time with Python's lock, and there are 20,000.
    (found,) = conn.execute(
        f"""select json_group_array(json_array(id, number, last)) from
        (select {register}_id id, count(*) number, max(updated_at) last from span
        where {register}_id is not null and deleted = 0 group by {register}_id)"""
    ).fetchone()
    return {id_: (number, last) for id_, number, last in orjson.loads(found)}


def _count(conn: sqlite3.Connection, where: str, values: tuple[str, ...]) -> int:
    # Few articles are deleted: looking each mention's up instead takes 30 ms for 30,000 of them.
    (number,) = conn.execute(
        f"""select (select count(*) from span s where {where} and s.deleted = 0)
        - (select count(*) from article a cross join span s on s.article_id = a.id and {where} and s.deleted = 0
        where a.deleted <> 0)""",
        values + values,
    ).fetchone()
    return int(number)


def _page(
    conn: sqlite3.Connection, where: str, values: tuple[str, ...], after: Key | None, limit: int
) -> list[_Found]:
    article_id, start, span_id = 0, -1, ""
    if after is not None:
        article_id, span_id = after
        row = conn.execute("select start from span where article_id = ? and id = ?", after).fetchone()
        start = row[0] if row else -1
    return conn.execute(
        f"""select {_COLUMNS} from span s where {where} and s.deleted = 0 and s.article_id >= ?
        and (s.article_id > ? or (s.start, s.id) > (?, ?))
        and exists (select 1 from article a where a.id = s.article_id and a.deleted = 0)
        order by s.article_id, s.start, s.id limit ?""",
        (*values, article_id, article_id, start, span_id, limit),
    ).fetchall()


def _place(found: _Found) -> tuple[int, int, str]:
    article_id, span_id, start, *_ = found
    return article_id, start, span_id


def mentions_of(conn: sqlite3.Connection, spans: Sequence[Span]) -> list[Mention]:
    """These spans, those of one article together, as lines of a concordance."""
    return _with_text(conn, [(s.article_id, s.id, s.start, s.end, s.label, s.annotator) for s in spans])


def _with_text(conn: sqlite3.Connection, found: list[_Found]) -> list[Mention]:
    mentions = []
    for article_id, group in groupby(found, key=lambda row: row[0]):
        rows = list(group)
        first = max(0, min(start for _, _, start, *_ in rows) - CONTEXT - 1)
        last = max(end for _, _, _, end, *_ in rows) + CONTEXT + 1
        # One stretch for all mentions of the article: SQLite goes through the text for each that it is asked for.
        title, published, text = conn.execute(
            "select title, published, substr(text, ?, ?) from article where id = ?",
            (first + 1, last - first, article_id),
        ).fetchone()
        for _, span_id, start, end, label, annotator in rows:
            before, inside, behind = _context(text, start - first, end - first, first > 0)
            mentions.append(
                Mention(
                    article_id, span_id, title, label, start, end, before, inside, behind, annotator, published
                )
            )
    return mentions


def _context(text: str, start: int, end: int, is_cut: bool) -> tuple[str, str, str]:
    """What stands before, in and after the stretch, in one line; no word is cut, unless there is but one."""
    lo, hi = max(0, start - CONTEXT), end + CONTEXT
    before, after = text[lo:start], text[end:hi]
    if (lo or is_cut) and before and not text[lo - 1 : lo].isspace():
        before = _FIRST_WORD.sub("", before, count=1)
    if len(text) > hi and not text[hi].isspace():
        after = _LAST_WORD.sub("", after, count=1)
    return _SPACE.sub(" ", before), _SPACE.sub(" ", text[start:end]), _SPACE.sub(" ", after)


def values_of(
    conn: sqlite3.Connection, concept_id: str, attribute: str, annotator: str | None = None
) -> dict[str | None, int]:
    """How many claims that say the concept have each value of an attribute, the most frequent first.

    Those of one annotator, or (None) of all.
    """
    where, values = _own("s.concept_id = ?", (concept_id,), annotator)
    rows = conn.execute(
        f"""select json_extract(s.attributes, ?), count(*) from span s where {where} and s.deleted = 0
        and exists (select 1 from article a where a.id = s.article_id and a.deleted = 0)
        group by 1 order by 2 desc, 1""",
        (f'$."{attribute}"', *values),
    )
    return {None if value is None else str(value): number for value, number in rows}


def wordings(conn: sqlite3.Connection, most: int) -> Iterator[tuple[str, str]]:
    """(concept id, text) of the last ``most`` claims that point to each concept, the oldest of them first.

    Long ones are left out: what takes more than some lines is no wording of one sentence.
    """
    for (concept_id,) in conn.execute("select id from concept where deleted = 0").fetchall():
        rows = conn.execute(
            """select substr(a.text, s.start + 1, s.end - s.start)
            from span s join article a on a.id = s.article_id
            where s.concept_id = ? and s.deleted = 0 and a.deleted = 0 and s.end - s.start <= ?
            order by s.article_id desc limit ?""",
            (concept_id, _LONGEST_WORDING, most),
        ).fetchall()
        for (text,) in reversed(rows):
            yield concept_id, " ".join(text.split())
