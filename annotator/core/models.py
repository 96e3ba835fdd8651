"""The things a project holds, as plain values.

All offsets are code points of the article's text, end exclusive. Times are UTC, ISO 8601 with milliseconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Segments = tuple[tuple[int, int], ...]
AttributeValue = str | int | float | bool | list[str] | None
Row = dict[str, Any]


SPLITS = ("train", "dev", "test")
"""What articles are shared out to; an import may bring splits of other names."""


class State(StrEnum):
    """How far one annotator is with one article. DONE means read completely."""

    NEW = "new"
    STARTED = "started"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a span or relation comes from, and what the person did with it.

    ``kind`` is human, import, rule, model or llm; ``decision`` is accepted, edited, open or None.
    """

    kind: str = "human"
    name: str | None = None
    version: str | None = None
    score: float | None = None
    decision: str | None = None

    def as_dict(self) -> Row:
        return {
            "kind": self.kind,
            "name": self.name,
            "version": self.version,
            "score": self.score,
            "decision": self.decision,
        }


HUMAN = Origin()


@dataclass(frozen=True, slots=True)
class Article:
    """One news text with its metadata. ``id`` is the row in this project, ``key`` the identity outside it."""

    id: int
    key: str
    title: str
    text: str
    source: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    url: str | None = None
    lang: str | None = None
    file: str | None = None
    split: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """What a row of the article list shows."""

    id: int
    title: str
    source: str | None
    published: str | None
    lang: str | None
    state: State
    spans: int
    suggestions: int = 0
    flagged: bool = False  # an open comment is on it or on one of its spans
    alike: int = 0  # other articles that are near-duplicates of it
    split: str | None = None


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of an article that is not article text: dimmed, kept, reversible."""

    id: str
    article_id: int
    start: int
    end: int
    kind: str
    score: float | None = None
    annotator: str | None = None
    created_at: str = ""


@dataclass(slots=True)
class Span:
    """A labelled stretch of one or more segments; ``start`` and ``end`` enclose them.

    A value like all here, never changed in place; frozen in name only, since making a frozen one takes 1.0 µs
    against 0.2, and an import makes thirty an article.
    """

    id: str
    article_id: int
    annotator: str
    label: str
    segments: Segments
    attributes: dict[str, AttributeValue] = field(default_factory=dict)
    actor_id: str | None = None
    concept_id: str | None = None
    note: str | None = None
    origin: Origin = HUMAN
    created_at: str = ""
    updated_at: str = ""

    @property
    def start(self) -> int:
        return self.segments[0][0]

    @property
    def end(self) -> int:
        return self.segments[-1][1]

    @property
    def is_open(self) -> bool:
        """Whether this is a suggestion that nobody has decided on yet."""
        return self.origin.decision == "open"


@dataclass(slots=True)
class Relation:
    """A directed link between two spans of one article, from ``head`` to ``child`` (span ids)."""

    id: str
    article_id: int
    annotator: str
    label: str
    head: str
    child: str
    origin: Origin = HUMAN
    created_at: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody says about a span or (``span_id`` None) an article.

    An ``open`` one asks the team something and shows as a flag until it is closed; its text may be empty.
    """

    id: str
    article_id: int
    span_id: str | None
    annotator: str
    text: str
    open: bool = False
    created_at: str = ""
    updated_at: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """An entry of the register that ACTOR spans point to.

    ``aliases`` are other names; ``affiliations`` are rows of
    ``{"type": "role"|"party"|"organisation", "value", "from", "to"}``, dates ISO 8601 or None.
    """

    id: str
    name: str
    kind: str | None = None
    aliases: tuple[str, ...] = ()
    affiliations: tuple[Row, ...] = ()
    wikidata: str | None = None
    colour: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Concept:
    """The normalised proposition that CLAIM spans point to; ``parent`` is another concept's id or None."""

    id: str
    name: str
    parent: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that a change touched: all its columns before and after; None where it did not exist."""

    table: str
    article_id: int
    row_id: str
    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the history: who did what, when, and which rows it touched.

    ``kind`` is do, undo or redo; ``target`` is the change that an undo or redo is about. A ``bulk`` change
    (an import) touched whole articles, which it does not list row by row; a ``wide`` one touched so many rows that
    other windows had better read all anew. ``article_id`` is the article to show for it, if there is one.
    """

    id: int
    kind: str
    command: str
    annotator: str
    at: str
    article_id: int | None
    rows: tuple[RowChange, ...]
    target: int | None = None
    bulk: bool = False
    wide: bool = False


class DayOrder(StrEnum):
    """What a date in numbers (25/04/2025, 03/04/2025) tells of the order of day and month in its file."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    UNTOLD = "untold"


@dataclass(slots=True)
class Draft:
    """An article on its way into a project, with what a file says of it.

    ``article.id`` is 0 and ``article.key`` empty where the file gives no id. Spans, relations, zones and comments
    have ``article_id`` 0, and ``annotator`` "" where the file names nobody (then they are the importing person's).
    Spans and relations with ``origin.decision == "open"`` are suggestions. ``actors`` and ``concepts`` hold,
    by id, the register entries that the spans point to, and others of its file. ``encoding`` is the file's, where
    it is known, ``place`` where the file lies, and ``line`` the one in which the article begins there, or the row
    of its sheet, from 1, where there are several; only reports tell these. A ``complete`` one is a record of this
    program, in which what isn't there is known not to be there. ``reason`` says why it is skipped.
    ``is_page`` says that more than the article may stand in the text, so that other pages tell of it, too.
    ``package`` is how ``article.file`` begins where that lies in an archive with a layer for each annotator of a
    text, of which this is one; "" elsewhere.
    ``unread`` are the names of columns of a table, or keys, in which it has something that is nowhere here, and
    ``day_order`` is what its date tells there; None where that is written in another way. ``taken`` are the names
    of another tool that stand for something of another name here, with what they were taken for. ``remarks`` are
    what the report is to tell of its file.
    """

    article: Article
    annotator: str | None = None
    state: State = State.NEW
    spans: list[Span] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)
    actors: dict[str, Actor] = field(default_factory=dict)
    concepts: dict[str, Concept] = field(default_factory=dict)
    comments: list[Comment] = field(default_factory=list)
    encoding: str | None = None
    place: str = ""
    line: int | None = None
    complete: bool = False
    is_page: bool = False
    package: str = ""
    unread: tuple[str, ...] = ()
    day_order: DayOrder | None = None
    reason: str | None = None
    taken: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file, or a line of it (from 1; None: the whole file), that is not imported, and why."""

    file: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.reason}"


# A span as it is stored, for the export, where building objects would cost more than all the rest:
# id, label, start, end, segments (JSON or None), attributes (JSON), actor id, concept id, note, annotator,
# created_at, updated_at, origin (JSON).
SpanRow = tuple[str, str, int, int, str | None, str, str | None, str | None, str | None, str, str, str, str]
RelationRow = tuple[str, str, str, str, str]  # id, label, head, child, annotator
ZoneRow = tuple[int, int, str]  # start, end, kind
# id, span id (None: of the article, or of a span that is deleted), annotator, text, open (0 or 1), created_at,
# updated_at.
CommentRow = tuple[str, str | None, str, str, int, str, str]


@dataclass(slots=True)
class ExportArticle:
    """An article with all that a record of it holds; ``annotator`` and ``status`` are of its furthest layer.

    ``proposed`` are the ids of relations that are open suggestions; spans tell it by their origin. ``done`` are
    the annotators that have read it completely, ``reason`` why it is skipped.
    """

    article: Article
    annotator: str | None
    status: str
    spans: list[SpanRow]
    relations: list[RelationRow]
    zones: list[ZoneRow]
    comments: list[CommentRow] = field(default_factory=list)
    proposed: frozenset[str] = frozenset()
    done: frozenset[str] = frozenset()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A span as one line of a concordance: its text between what stands ``before`` and ``after`` it.

    ``start`` and ``end`` are code points of the article's text; line ends in the three texts are blanks.
    """

    article_id: int
    span_id: str
    title: str
    label: str
    start: int
    end: int
    before: str
    text: str
    after: str
    annotator: str
    published: str | None = None


@dataclass(frozen=True, slots=True)
class OpenArticle:
    """An article with everything the window shows of it; spans and relations include open suggestions."""

    article: Article
    spans: list[Span]
    relations: list[Relation]
    zones: list[Zone]
    comments: list[Comment]
    state: State
