"""Lines that recur on pages, those of an import and of imports before it, become zones as the articles come in."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from annotator.core import near
from annotator.core.identity import new_id, timestamp
from annotator.core.line_pairs import PagePairs, line_pairs
from annotator.core.offsets import Cut, normalise_segments

KIND, SCORE = "boilerplate", 0.8
RECURS = 3
"""Pages with different articles from which on two neighbouring lines are no article text."""

_OTHER = 0.2  # the most that the paragraphs of different articles have in common: copies are often cut or extended


def mark_recurring(conn: sqlite3.Connection, pages: Sequence[tuple[int, str]], first: int) -> None:
    """Makes zones of the lines of new articles, (article id, text), that stand on other pages, too.

    With the third page the first two get theirs, unless they came in with an import before this one, whose first
    article is ``first``. Zones that are there stay as they are.
    """
    found = {id_: line_pairs(text) for id_, text in pages}
    seen = _seen(conn, found.values())
    known = {key: set(rows) for key, rows in seen.items()}
    prose = _Prose(conn, found)
    recurring: dict[int, set[int]] = {}  # keys by article
    for id_, (_, pairs) in found.items():
        for key in {pair.key for pair in pairs}:
            rows = seen.setdefault(key, [])
            if len(rows) < RECURS and all(prose.differs(id_, other) for other in rows):
                rows.append(id_)
            if len(rows) >= RECURS:
                for page in (id_, *rows):
                    if page >= first:
                        recurring.setdefault(page, set()).add(key)
    conn.executemany(
        "insert into page_line values (?, ?)",
        [(key, id_) for key, rows in seen.items() for id_ in rows if id_ not in known.get(key, ())],
    )
    _mark(conn, recurring, found)


class _Prose:
    """Tells whether pages have different articles; each is looked at once."""

    def __init__(self, conn: sqlite3.Connection, found: dict[int, PagePairs]) -> None:
        self._conn = conn
        self._found = found
        self._sketched: dict[int, tuple[str, near.Signature | None]] = {}
        self._known: dict[tuple[int, int], bool] = {}

    def differs(self, one: int, other: int) -> bool:
        if (one, other) not in self._known:
            (prose, signature), (other_prose, other_signature) = self._of(one), self._of(other)
            if signature is None or other_signature is None:
                self._known[one, other] = prose != other_prose
            else:
                self._known[one, other] = near.similarity(signature, other_signature) < _OTHER
        return self._known[one, other]

    def _of(self, article_id: int) -> tuple[str, near.Signature | None]:
        if article_id not in self._sketched:
            if article_id in self._found:
                prose = self._found[article_id].prose
            else:
                prose = line_pairs(_text(self._conn, article_id)).prose
            (sketched,) = near.sketch([prose])
            self._sketched[article_id] = prose, sketched and sketched[0]
        return self._sketched[article_id]


def _text(conn: sqlite3.Connection, article_id: int) -> str:
    (text,) = conn.execute("select text from article where id = ?", (article_id,)).fetchone()
    return str(text)


def _seen(conn: sqlite3.Connection, pages: Iterable[PagePairs]) -> dict[int, list[int]]:
    """By key the articles that are known to have its lines."""
    keys = json.dumps(list({pair.key for page in pages for pair in page.pairs}))
    seen: dict[int, list[int]] = {}
    for key, id_ in conn.execute(
        """select l.key, l.article_id from page_line l join article a on a.id = l.article_id
        where l.key in (select value from json_each(?)) and a.deleted = 0""",
        (keys,),
    ):
        seen.setdefault(key, []).append(id_)
    return seen


def _mark(conn: sqlite3.Connection, recurring: dict[int, set[int]], found: dict[int, PagePairs]) -> None:
    at = timestamp()
    rows = []
    for id_, keys in recurring.items():
        text = _text(conn, id_)
        pairs = (found[id_] if id_ in found else line_pairs(text)).pairs
        # What somebody has made article text again stays that.
        there = conn.execute(
            "select start, end from zone where article_id = ? and (deleted = 0 or kind = ?)", (id_, KIND)
        ).fetchall()
        lines = normalise_segments((pair.start, pair.end) for pair in pairs if pair.key in keys)
        free = [stretch for line in lines for stretch in _outside(line, there)]
        # An article of which nothing is left is rather one that is made of what others say, too.
        if Cut(text, [*there, *free]).text.strip():
            rows += [(id_, new_id(), start, end, KIND, SCORE, at) for start, end in free]
    conn.executemany(
        "insert into zone (article_id, id, start, end, kind, score, created_at) values (?, ?, ?, ?, ?, ?, ?)", rows
    )


def _outside(stretch: tuple[int, int], zones: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What of a stretch is in no zone."""
    pieces = [stretch]
    for start, end in zones:
        pieces = [
            piece
            for begin, stop in pieces
            for piece in ((begin, min(stop, start)), (max(begin, end), stop))
            if piece[0] < piece[1]
        ]
    return pieces
