"""Makes articles and labels for tests, and reads a project file past the program."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from annotator.core.identity import new_id
from annotator.core.models import Article, Comment, Draft, Origin, Relation, Segments, Span, State, Zone
from annotator.jobs import processes

AT = "2025-03-13T14:02:11.042Z"
OPEN = Origin("rule", "quotes", "1", 0.5, "open")
_SERVE_APART = processes.serve_apart
TEXT = "„Wir bleiben“, sagte Ohlsen am Tor. Die Fähre muss fahren, verlangte sie."


def make_span(
    label: str,
    *segments: tuple[int, int],
    id: str = "",
    annotator: str = "",
    origin: Origin = Origin("import"),  # noqa: B008
    **rest: Any,
) -> Span:
    """A span of a draft."""
    times = {"created_at": AT, "updated_at": AT}
    return Span(id or new_id(), 0, annotator, label, tuple(segments), origin=origin, **times | rest)


def make_relation(
    label: str,
    head: str,
    child: str,
    annotator: str = "",
    origin: Origin = Origin("import"),  # noqa: B008
    id: str = "",
) -> Relation:
    """A relation of a draft."""
    return Relation(id or new_id(), 0, annotator, label, head, child, origin, AT)


def make_comment(
    text: str = "Wer ist das?", span: str | None = None, open: bool = True, id: str = "", **rest: Any
) -> Comment:
    """A comment of a draft; ``rest`` may name its annotator and times."""
    given = {"annotator": "", "created_at": AT, "updated_at": AT} | rest
    return Comment(id or new_id(), 0, span, text=text, open=open, **given)


def make_zone(start: int, end: int, kind: str = "byline") -> Zone:
    """A zone of a draft."""
    return Zone(new_id(), 0, start, end, kind, created_at=AT)


def make_draft(
    text: str = TEXT,
    key: str = "",
    title: str = "Titel",
    annotator: str | None = None,
    state: State = State.NEW,
    spans: Sequence[Span] = (),
    relations: Sequence[Relation] = (),
    zones: Sequence[Zone] = (),
    comments: Sequence[Comment] = (),
    **rest: Any,
) -> Draft:
    """An article on its way into a project; ``rest`` is metadata."""
    rest.setdefault("file", "a.txt")
    article = Article(0, key, title, text, **rest)
    return Draft(article, annotator, state, list(spans), list(relations), list(zones), comments=list(comments))


def segments_in(text: str, *pieces: str) -> Segments:
    """Where the pieces stand in the text, one after the other."""
    found, last = [], 0
    for piece in pieces:
        start = text.index(piece, last)
        last = start + len(piece)
        found.append((start, last))
    return tuple(found)


def serve_apart(*given: Any) -> None:
    """A process that works apart, at the usual priority: beside busy processes the low one takes minutes."""
    processes.stand_back = lambda: None
    _SERVE_APART(*given)


def query(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """What another program would read from the file."""
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()
