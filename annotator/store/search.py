"""Full-text search over titles and texts (FTS5), filled in bulk after an import."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence

from annotator.core.loose import loose, query_words, words_pattern
from annotator.core.patterns import late
from annotator.store.articles import last_id
from annotator.store.database import Database

# Letters of Indic scripts, Thai, Chinese and Korean, which have no second form but in compatibility characters.
_PRINTED_ALIKE = late("[\u0904-\u0939\u0e01-\u0e2e\u3400-\u9fff\uac00-\ud7a3]")
_FILL_STEP = 5_000
_HASH_BYTES = 16 << 20  # of new entries kept in memory until they are written; with FTS5's 1 MB a third slower
_FIRST_HITS = 50
_MORE_HITS = 2_000
_MAX_WORDS = 100  # a whole text pasted into the field would take long and find nothing but itself


def search(conn: sqlite3.Connection, query: str) -> Iterator[list[int]]:
    """Ids of the articles that have all words of the query, the last one as a beginning; in list order.

    Words that the index does not know (:func:`annotator.core.loose.is_indexed`) are for the queries.
    Yields lists of ids, a short one first. Ranking is left out: it would read every hit before the first shows.
    """
    match = _match(query)
    if match is None:
        return
    last, size = 0, _FIRST_HITS
    while True:
        rows = matching(conn, match, last, size)
        if rows:
            yield rows
        if len(rows) < size:
            return
        last, size = rows[-1], _MORE_HITS


def matching(conn: sqlite3.Connection, match: str, after: int, limit: int) -> list[int]:
    """Ids of articles beyond the id ``after`` that fit an expression of FTS5, in list order."""
    # Each chunk is read to its end: a query left open would keep this connection in the past, and what it
    # writes would be refused once another window has written.
    rows = conn.execute(
        """select rowid from article_fts where article_fts match ? and rowid > ? and exists
        (select 1 from article a where a.id = article_fts.rowid and a.deleted = 0) order by rowid limit ?""",
        (match, after, limit),
    ).fetchall()
    return [row[0] for row in rows]


def _match(query: str) -> str | None:
    words = query_words(query)[:_MAX_WORDS]
    return match_words(words, not query[-1:].isspace()) if words else None


def match_words(words: Sequence[str], beginning: bool) -> str:
    """The expression of FTS5 for articles with all these words, the last one perhaps as a beginning."""
    quoted = [f'"{word}"' for word in words]
    # FTS5 gathers all that begins so before it gives the first hit: in 100,000 articles p90 is 104 ms for three
    # letters, 35 for four.
    if beginning and len(words[-1]) > 3:
        quoted[-1] += "*"
    return " ".join(quoted)


def is_within(title: str, text: str, words: str) -> bool:
    """Whether a title or text has these words (JSON) side by side, however they are printed."""
    pattern = words_pattern(tuple(json.loads(words)))
    # Most texts lack one of these letters, which is told in 1 µs; to look for the words takes 100.
    letters = _PRINTED_ALIKE.findall(pattern.pattern)
    parts = (part for part in (title, text) if all(letter in part for letter in letters))
    return any(pattern.search(loose(part)) is not None for part in parts)


def fill(db: Database, going: Callable[[], bool] = lambda: True) -> None:
    """Indexes the articles that aren't indexed yet, in steps, each of which is complete.

    Where ``going`` says no, the rest is left to the next time.
    """
    while going():
        with db.transaction() as conn:
            done = indexed_up_to(conn)
            last = last_id(conn)
            if done >= last:
                return
            upto = min(done + _FILL_STEP, last)
            conn.execute("insert into article_fts (article_fts, rank) values ('hashsize', ?)", (_HASH_BYTES,))
            conn.execute(
                """insert into article_fts(rowid, title, text)
                select id, title, text from article where id > ? and id <= ?""",
                (done, upto),
            )
            conn.execute("insert or replace into setting values ('indexed', ?)", (str(upto),))


def needs_fill(conn: sqlite3.Connection) -> bool:
    """Whether an import ended before its articles were indexed."""
    return indexed_up_to(conn) < last_id(conn)


def indexed_up_to(conn: sqlite3.Connection) -> int:
    row = conn.execute("select value from setting where key = 'indexed'").fetchone()
    return int(row[0]) if row else 0
