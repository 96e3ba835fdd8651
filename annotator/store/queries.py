"""Which articles and which spans a query is true of, in chunks that come at once and can be stopped between.

A *source* names candidates in ascending order, by the index that leaves the fewest; each chunk of candidates is
then asked whether it fits. No statement runs longer than a chunk takes (about 0.1 s), and each is read to its end,
so that nobody's connection is kept in the past.
"""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any, Protocol

import orjson

from annotator.core.models import Mention, Span
from annotator.core.query import REMARKS, And, Kind, Node, Not, Or, Query, Term, Words, fold
from annotator.store.annotations import span_from_row
from annotator.store.database import Database, translated
from annotator.store.mentions import mentions_of
from annotator.store.query_names import actors_called, concepts_called, is_called
from annotator.store.query_sql import Compiler, Layer, match_of
from annotator.store.search import is_within, matching
from annotator.store.tables import read_row

_FIRST = 64  # articles of the first chunk: most filters find 50 hits in them, or nearly
_MOST = 16_384
_FEW = 8  # articles
_SHORT_S, _LONG_S = 0.03, 0.1  # chunks that take less grow, those that take more shrink

Key = tuple[int, str]  # (article id, span id)
Line = tuple[Mention, Span]
# Ids beyond the first argument, ascending, up to so many.
Source = Callable[[int, int], list[int]]


class Reader(Protocol):
    """Whose labels a project shows; both may change while it is open."""

    annotator: str
    everyone: bool


class Queries:
    """Answers the queries of one project, of the layers that it shows; raises UserError where it can't be read."""

    def __init__(self, db: Database, reader: Reader) -> None:
        self._db = db
        self._reader = reader

    def articles(self, query: Query) -> Iterator[list[int]]:
        """Ids of the articles that fit, in list order, a short chunk first.

        A chunk may be empty: nothing among the next candidates, but there are more. An empty query finds nothing.
        """
        with translated(self._db.path):
            yield from articles(self._db.conn, query, self._layer())

    def spans(
        self, query: Query, after: Key | None = None, limit: int = 100, going: Callable[[], bool] = lambda: True
    ) -> list[Mention]:
        """The first spans that fit beyond ``after``, by article and position; fewer if ``going`` says no."""
        return [mention for mention, _ in self.lines(query, after, limit, going)]

    def lines(
        self, query: Query, after: Key | None = None, limit: int = 100, going: Callable[[], bool] = lambda: True
    ) -> list[Line]:
        """Like :meth:`spans`, with the spans themselves."""
        found: list[Key] = []
        with translated(self._db.path):
            for keys in spans(self._db.conn, query, self._layer(), after):
                found += keys
                if len(found) >= limit or not going():
                    break
            return _lines(self._db.conn, found[:limit])

    def every(self, query: Query) -> Iterator[Mention]:
        """All spans that fit, by article and position."""
        with translated(self._db.path):
            for keys in spans(self._db.conn, query, self._layer()):
                for start in range(0, len(keys), _FIRST):
                    yield from (mention for mention, _ in _lines(self._db.conn, keys[start : start + _FIRST]))

    def keys_and_titles(self, article_ids: Sequence[int]) -> list[tuple[str, str]]:
        """The keys of articles and their titles, each in one line."""
        with translated(self._db.path):
            rows = self._db.conn.execute(
                """select a.key, a.title from json_each(?) j join article a on a.id = j.value order by j.key""",
                (json.dumps(article_ids),),
            ).fetchall()
            return [(" ".join(key.split()), " ".join(title.split())) for key, title in rows]

    def stream(self, query: Query, first: int) -> Iterator[tuple[list[Line], int]]:
        """The spans that fit, as they are found: more of the ``first`` so many, and how many there are so far.

        The last number is that of all. A pair may bring nothing new.
        """
        with translated(self._db.path):
            total = 0
            yield [], total
            for keys in spans(self._db.conn, query, self._layer()):
                lines = _lines(self._db.conn, keys[: max(0, first - total)])
                total += len(keys)
                yield lines, total

    def count_those(self, query: Query, rule: Callable[[Span], bool]) -> Iterator[int]:
        """How many of the spans that fit follow a rule: so far, as they are looked at, and at last of all."""
        with translated(self._db.path):
            total = 0
            yield total
            for keys in spans(self._db.conn, query, self._layer()):
                for start in range(0, len(keys), _FIRST):
                    rows = (read_row(self._db.conn, "span", *key) for key in keys[start : start + _FIRST])
                    total += sum(1 for row in rows if row is not None and rule(span_from_row(row)))
                    yield total

    def spans_in(self, query: Query, article_id: int) -> list[str]:
        """Ids of the spans of one article that fit, by position."""
        with translated(self._db.path):
            chunks = spans(self._db.conn, query, self._layer(), only=[article_id])
            return [span_id for keys in chunks for _, span_id in keys]

    def _layer(self) -> Layer:
        return Layer(self._reader.annotator, self._reader.everyone)


def articles(
    conn: sqlite3.Connection, query: Query, layer: Layer, only: list[int] | None = None
) -> Iterator[list[int]]:
    """See :meth:`Queries.articles`; ``only`` are the articles to look at, ascending, all if None."""
    if query.root is None:
        return
    source, rest = _plan(conn, query.root) if only is None else (_listed(array("q", only)), query.root)
    compiler = Compiler(conn, layer, few=only is not None and len(only) <= _FEW)
    condition = None if rest is None else compiler.of_article(rest)
    for ids in _candidates(source):
        if condition is None:
            yield ids
            continue
        rows = _ask(
            conn,
            f"""select a.id from wanted w cross join article a on a.id = w.id
            where a.deleted = 0 and {condition} order by a.id""",
            compiler,
            ids,
        )
        yield [row[0] for row in rows]


def spans(
    conn: sqlite3.Connection,
    query: Query,
    layer: Layer,
    after: Key | None = None,
    only: list[int] | None = None,
) -> Iterator[list[Key]]:
    """Keys of the spans that fit, by article and position, in chunks that may be empty.

    ``only`` are the articles to look at, ascending; what is yielded are all of theirs or of the corpus, beyond
    ``after``.
    """
    if query.root is None:
        return
    rest: Node | None = query.root
    if only is None:
        source, rest = _plan(conn, query.root)
    else:
        source = _listed(array("q", only))
    compiler = Compiler(conn, layer, few=only is not None and len(only) <= _FEW)
    condition = "1" if rest is None else compiler.of_span(rest)
    beyond = ""
    if after is not None:
        beyond = "and (+a.id, +s.start, +s.id) > (:after, :start, :span)"
        compiler.parameters |= {"after": after[0], "start": _start_of(conn, after), "span": after[1]}
    for ids in _candidates(source, -1 if after is None else after[0] - 1):
        rows = _ask(
            conn,
            f"""select s.article_id, s.id from wanted w cross join article a on a.id = w.id
            cross join span s on s.article_id = a.id
            where a.deleted = 0 and s.deleted = 0 {compiler.own("s")} and {condition} {beyond}
            order by s.article_id, s.start, s.id""",
            compiler,
            ids,
        )
        yield [(article_id, span_id) for article_id, span_id in rows]


def _lines(conn: sqlite3.Connection, keys: list[Key]) -> list[Line]:
    rows = [row for key in keys if (row := read_row(conn, "span", *key)) is not None]
    found = [span_from_row(row) for row in rows]
    return list(zip(mentions_of(conn, found), found, strict=True))


def _candidates(source: Source, after: int = -1) -> Iterator[list[int]]:
    """Chunks of the source that grow while they are dealt with quickly."""
    size = _FIRST
    while ids := source(after, size):
        began = perf_counter()
        yield ids
        took = perf_counter() - began
        if took < _SHORT_S:
            size = min(size * 2, _MOST)
        elif took > _LONG_S:
            size = max(size // 2, 1)
        after = ids[-1]


def _ask(conn: sqlite3.Connection, sql: str, compiler: Compiler, ids: list[int]) -> list[tuple[Any, ...]]:
    _prepare(conn)
    compiler.parameters |= {"ids": json.dumps(ids), "low": ids[0], "high": ids[-1]}
    return conn.execute(
        f"with wanted(id) as materialized (select value from json_each(:ids)) {sql}", compiler.parameters
    ).fetchall()


@dataclass(frozen=True, slots=True)
class _Plan:
    """A source, how good it is (the less the better), and whether it says all that its part says."""

    source: Source
    rank: int
    whole: bool = False


def _plan(conn: sqlite3.Connection, root: Node) -> tuple[Source, Node | None]:
    """The best source of candidates, and what is left to ask of them."""
    parts = root.parts if isinstance(root, And) else (root,)
    plans = [(plan, part) for part in parts if (plan := _source_of(conn, part)) is not None]
    if not plans:
        return _every(conn), root
    best, chosen = min(plans, key=lambda found: found[0].rank)
    if not best.whole:
        return best.source, root
    rest = tuple(part for part in parts if part is not chosen)
    return best.source, None if not rest else rest[0] if len(rest) == 1 else And(rest)


def _source_of(conn: sqlite3.Connection, part: Node) -> _Plan | None:
    """Where to look for what fits a part of the query that has to be true."""
    match part:
        case Term(kind=Kind.ACTOR | Kind.CONCEPT, unset=False, any=False):
            return _Plan(_listed(_pointing(conn, part)), 0)
        case Term(kind=Kind.FLAG, unset=False):
            return _Plan(_listed(_commented(conn, "open = 1 and")), 0)
        case Term(kind=Kind.COMMENT | Kind.COMMENTER, unset=False):
            return _Plan(_listed(_commented(conn, "")), 1)
        case Words() | And() | Or():
            match = match_of(part)
            return None if match is None else _Plan(_matching(conn, match), 2, whole=True)
        case Term(kind=Kind.LABEL, any=False) if len(part.cases[0].values) == 1:
            return _Plan(_labelled(conn, part.cases[0].values[0].text), 3)
        case Term() if part.of_span and len(part.cases) == 1 and len(part.cases[0].labels) == 1:
            unlinked = {Kind.ACTOR: "actor_id", Kind.CONCEPT: "concept_id"}.get(part.kind)
            is_null = f"and {unlinked} is {'not null' if part.any else 'null'}" if unlinked else ""
            if part.any and part.unset:
                is_null = ""
            return _Plan(_labelled(conn, part.cases[0].labels[0], is_null), 3 if is_null else 4)
        case Not(Term() as term) if term.of_span and term.kind not in REMARKS:
            labels = {label for case in term.cases for label in case.labels}
            return _Plan(_labelled(conn, labels.pop()), 5) if len(labels) == 1 else None
        case _:
            return None


def _every(conn: sqlite3.Connection) -> Source:
    def source(after: int, limit: int) -> list[int]:
        rows = conn.execute(
            "select id from article where deleted = 0 and id > ? order by id limit ?", (after, limit)
        ).fetchall()
        return [row[0] for row in rows]

    return source


def _labelled(conn: sqlite3.Connection, label: str, condition: str = "") -> Source:
    """Articles with a span of the label, from the index alone."""

    def source(after: int, limit: int) -> list[int]:
        rows = conn.execute(
            f"""select distinct article_id from span indexed by span_label
            where label = ? and deleted = 0 and article_id > ? {condition} order by article_id limit ?""",
            (label, after, limit),
        ).fetchall()
        return [row[0] for row in rows]

    return source


def _matching(conn: sqlite3.Connection, match: str) -> Source:
    return lambda after, limit: matching(conn, match, after, limit)


def _listed(ids: array[int]) -> Source:
    def source(after: int, limit: int) -> list[int]:
        place = bisect_right(ids, after)
        return ids[place : place + limit].tolist()

    return source


def _pointing(conn: sqlite3.Connection, term: Term) -> array[int]:
    values = term.cases[0].values if term.cases else ()
    whole = term.compare == "="
    if term.kind is Kind.ACTOR:
        ids, column = actors_called(conn, values, whole), "actor_id"
    else:
        ids, column = concepts_called(conn, values, whole), "concept_id"
    rows = conn.execute(
        f"""select distinct article_id from span where {column} in (select value from json_each(?))
        and {column} is not null order by article_id""",
        (json.dumps(ids),),
    ).fetchall()
    return array("q", (row[0] for row in rows))


def _commented(conn: sqlite3.Connection, condition: str) -> array[int]:
    rows = conn.execute(
        f"select distinct article_id from comment where {condition} deleted = 0 order by article_id"
    ).fetchall()
    return array("q", (row[0] for row in rows))


def _start_of(conn: sqlite3.Connection, key: Key) -> int:
    row = conn.execute("select start from span where article_id = ? and id = ?", key).fetchone()
    return row[0] if row else -1


def _prepare(conn: sqlite3.Connection) -> None:
    """Adds the functions that the conditions use.

    ``within(title, text, words)``, whether these stand there; ``folded(text)``;
    ``piece(article, start, end, segments)``, the folded text of a span, its segments joined; ``has(…, value)``,
    whether that has the value in it; ``called(name, aliases, names)``, whether an actor is so.
    """
    try:
        conn.execute("select piece(null, 0, 0, null)")  # forgets the text that it holds, which may have changed
    except sqlite3.OperationalError:
        conn.create_function("within", 3, is_within, deterministic=True)
        conn.create_function("folded", 1, _folded, deterministic=True)
        conn.create_function("called", 3, is_called, deterministic=True)
        pieces = _Pieces(conn)
        conn.create_function("piece", 4, pieces.piece)
        conn.create_function("has", 5, pieces.has)


def _folded(value: object) -> str | None:
    return None if value is None else fold(str(value))


class _Pieces:
    """Cuts texts of spans. SQLite's own substr reads the whole text for each, and ends at a NUL.

    The text of one article is kept, since its spans are asked for one after the other.
    """

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._article: int | None = None
        self._text = ""
        self._has: dict[str, bool] = {}  # whether the article has a value, in one piece at least

    def piece(self, article_id: int | None, start: int, end: int, segments: str | None) -> str:
        self._read(article_id)
        if segments is None:
            return fold(self._text[start:end])
        return fold(" ".join(self._text[first:last] for first, last in orjson.loads(segments)))

    def has(self, article_id: int, start: int, end: int, segments: str | None, value: str) -> bool:
        self._read(article_id)
        if segments is None and not self._may_have(value):
            return False
        return value in self.piece(article_id, start, end, segments)

    def _may_have(self, value: str) -> bool:
        """Asked once an article: what that lacks, its spans lack, which is quicker to find out."""
        if value not in self._has:
            # In a text that is not composed a span may end within a letter, and have what the whole has not.
            is_sure = self._text.isascii() or unicodedata.is_normalized("NFC", self._text)
            whole = self._text.casefold()
            self._has[value] = not is_sure or all(word in whole for word in value.split())
        return self._has[value]

    def _read(self, article_id: int | None) -> None:
        if article_id != self._article:
            found = self._conn.execute("select text from article where id = ?", (article_id,)).fetchone()
            self._article, self._text = article_id, found[0] if found else ""
            self._has.clear()
