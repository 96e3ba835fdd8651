"""The occurrences of a text in the articles, with what is labelled there."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from unicodedata import normalize

from annotator.core.clusters import Range
from annotator.core.models import Mention
from annotator.core.occurrences import Occurrence, Search
from annotator.store import annotations as layers
from annotator.store import articles
from annotator.store.database import Database, translated
from annotator.store.history import Progress
from annotator.store.search import indexed_up_to, matching

_CONTEXT = 60  # code points before and after an occurrence
_BLANKS = re.compile(r"\s+")
_FIRST, _MOST = 16, 256  # articles of the first chunk and of those after it
_PAGE = 1_000_000  # ids read from the index at a time: it looks up all that begins so for each page anew
# Letters beyond these are words of their own to us and not to the index, or the other way round.
_INDEXED = "\u0530"


class Occurrences:
    """Searches the texts of one project; raises UserError where the file can't be read."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def in_article(
        self, search: Search, article_id: int, annotator: str, zones: bool = False, everyone: bool = False
    ) -> list[Occurrence]:
        """The occurrences in one article; ``zones``: also in what is not article text.

        What ``annotator`` has labelled there is told, and what others have (``everyone``).
        """
        with translated(self._db.path):
            return _occurrences(self._db.conn, search, [article_id], None if everyone else annotator, zones)

    def in_corpus(
        self,
        search: Search,
        annotator: str,
        zones: bool = False,
        done: bool = True,
        everyone: bool = False,
        progress: Progress = lambda _done, _total: True,
    ) -> Iterator[list[Occurrence]]:
        """The occurrences in all articles, in list order, those of some articles at a time.

        ``done``: also in articles that the annotator has read completely. ``progress`` is told how many articles
        of those that may have some were looked at; where it answers False, this ends.
        """
        with translated(self._db.path):
            conn = self._db.conn
            ids = _candidates(conn, search)
            if not done:
                read = _read_completely(conn, annotator)
                ids = [id_ for id_ in ids if id_ not in read]
            at, size = 0, _FIRST
            while progress(at, len(ids)) and at < len(ids):
                found = _occurrences(conn, search, ids[at : at + size], None if everyone else annotator, zones)
                at, size = at + size, _MOST
                if found:
                    yield found


def _candidates(conn: sqlite3.Connection, search: Search) -> Sequence[int]:
    """Ids of all articles that may have some: those with the words, and those that are in no index yet."""
    match = _match(search)
    if match is None:
        return articles.article_ids(conn, "")
    ids: list[int] = []
    while len(page := matching(conn, match, ids[-1] if ids else 0, _PAGE)) == _PAGE:
        ids += page
    ids += page
    rows = conn.execute(
        "select id from article where id > ? and deleted = 0 order by id", (indexed_up_to(conn),)
    ).fetchall()
    return [*ids, *(row[0] for row in rows)]


def _match(search: Search) -> str | None:
    """What the index is asked for; None if it can't answer, as it knows whole words and beginnings alone."""
    sought = search.base()
    if any(char.isalnum() and char >= _INDEXED for char in sought):
        return None
    if not search.match_case:
        sought = sought.partition("ss")[0]  # to the index "ß" is another letter
    is_begun = search.inflected or not search.whole_words or len(sought) < len(search.base())
    if not search.whole_words:
        _, _, sought = sought.partition(" ")
    if not any(char.isalnum() for char in sought):
        return None
    quoted = normalize("NFC", sought).replace('"', " ").replace("\0", " ")
    return f'text : "{quoted}"{" *" if is_begun else ""}'


def _read_completely(conn: sqlite3.Connection, annotator: str) -> set[int]:
    rows = conn.execute(
        "select article_id from article_state where annotator = ? and state = 'done' and deleted = 0", (annotator,)
    )
    return {row[0] for row in rows}


def _occurrences(
    conn: sqlite3.Connection, search: Search, ids: Sequence[int], annotator: str | None, zones: bool
) -> list[Occurrence]:
    marks = ", ".join("?" * len(ids))
    rows = conn.execute(
        f"select id, title, published, text from article where id in ({marks}) and deleted = 0 order by id",
        tuple(ids),
    ).fetchall()
    found: list[Occurrence] = []
    for article_id, title, published, text in rows:
        places = search.find(text)
        if places and not zones:
            cut = [(zone.start, zone.end) for zone in layers.zones(conn, article_id)]
            places = list(_outside(places, cut))
        if places:
            own = layers.spans(conn, article_id, annotator)
            spans = [(s.start, s.end, s.label, s.actor_id if len(s.segments) == 1 else None) for s in own]
            for start, end in places:
                at = [s for s in spans if s[0] < end and start < s[1]]
                there = tuple((label, actor) for first, last, label, actor in at if (first, last) == (start, end))
                around = tuple(label for first, last, label, _ in at if (first, last) != (start, end))
                before, inside, after = (
                    _BLANKS.sub(" ", part)
                    for part in (
                        text[max(0, start - _CONTEXT) : start],
                        text[start:end],
                        text[end : end + _CONTEXT],
                    )
                )
                line = Mention(
                    article_id, "", title, "", start, end, before, inside, after, annotator or "", published
                )
                found.append(Occurrence(line, text[start:end], there, around))
    return found


def _outside(places: Iterable[Range], cut: list[Range]) -> Iterator[Range]:
    """The places that don't reach into what is cut."""
    for start, end in places:
        if not any(first < end and start < last for first, last in cut):
            yield start, end
