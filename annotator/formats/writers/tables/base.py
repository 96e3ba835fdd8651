"""What all tables have in common: their columns, and what they say of the article that a row is of.

A cell is a plain value. Several values in one cell have ``|`` between them (formats/cells.py). A row comes in
parts, as many rows have most of their cells in common, of which a writer makes its text once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from annotator.core.codebook import Codebook, Label
from annotator.formats.cells import joined
from annotator.formats.dates import full_day
from annotator.formats.writers.base import Record, RecordRelation, RecordSpan
from annotator.formats.writers.losses import Losses
from annotator.formats.writers.remembering import Remembering

Cell = str | int | float | bool | None
Kind = Literal["value", "date", "time"]
"""What the texts of a column are where they can be: a day, or a moment in UTC (both ISO 8601)."""


class Shared(tuple[Cell, ...]):
    """Cells that many rows of one table have in common, the same object each time.

    The table's writer keeps the text of them there, so that no two tables may share them.
    """

    text: str | None = None


Row = Sequence[Sequence[Cell]]
"""The parts of a row, in order."""


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` is in characters, of a spreadsheet that has any."""

    name: str
    kind: Kind = "value"
    width: int = 12


class Table(Protocol):
    """The rows that records make; ``title`` says what a row is. What has no row goes to ``losses``."""

    title: str
    columns: tuple[Column, ...]
    losses: Losses

    def rows(self, record: Record) -> Iterator[Row]:
        """The rows of an article, a cell for each column."""
        ...


ARTICLE = (
    Column("article_id"),
    Column("title", width=40),
    Column("source", width=20),
    Column("authors", width=20),
    Column("published"),
    Column("date", "date"),
    Column("url"),
    Column("lang", width=6),
    Column("split", width=8),
    Column("group"),
    Column("status", width=8),
)


def article_cells(record: Record) -> Shared:
    """The cells of the columns ARTICLE."""
    meta = record["meta"]
    return Shared(
        (
            record["id"],
            record["title"],
            meta["source"],
            joined(meta["authors"]) or None,
            meta["published"],
            full_day(meta["published"]),
            meta["url"],
            meta["lang"],
            record["split"],
            record["group"],
            record["status"],
        )
    )


class Names:
    """Makes names of columns: each once, whatever attributes and relations are called."""

    def __init__(self, taken: Iterable[Column]) -> None:
        self._taken = {column.name.casefold() for column in taken}

    def of(self, name: str, what: str) -> str:
        """The name; with ``what`` it names before it where there is a column of that name already."""
        while name.casefold() in self._taken:
            name = f"{what}_{name}"
        self._taken.add(name.casefold())
        return name


class Attributes:
    """A column for each attribute of some labels, in the codebook's order."""

    def __init__(self, labels: Iterable[Label], names: Names) -> None:
        kinds: dict[str, set[str]] = {}
        for label in labels:
            for attribute in label.attributes:
                kinds.setdefault(attribute.name, set()).add(attribute.type)
        self._attributes = tuple(kinds)
        self.columns = tuple(
            Column(names.of(name, "attribute"), "date" if types == {"date"} else "value", 14)
            for name, types in kinds.items()
        )

        self.cells = Remembering(self._cells).of
        """The cells of a span's attributes."""

    def _cells(self, values: Mapping[str, Any]) -> Shared:
        given = (values.get(name) for name in self._attributes)
        return Shared(joined(value) if isinstance(value, list) else value for value in given)


STAMP = (
    Column("note", width=30),
    Column("annotator"),
    Column("created_at", "time", 19),
    Column("updated_at", "time", 19),
)
ORIGIN = (
    Column("origin_kind"),
    Column("origin_name"),
    Column("origin_version"),
    Column("origin_score"),
    Column("origin_decision"),
)


def stamp_cells(span: RecordSpan) -> Sequence[Cell]:
    """The cells of the columns STAMP."""
    return span["note"], span["annotator"], span["created_at"], span["updated_at"]


def origin_cells(origin: Mapping[str, Any]) -> Shared:
    """The cells of the columns ORIGIN."""
    return Shared(origin[name] for name in ("kind", "name", "version", "score", "decision"))


def place_cells(span: RecordSpan) -> Sequence[Cell]:
    """What and where a span is: id, label, start, end, segments, text."""
    segments = span["segments"]
    # As in the record: what is shorter than [[10, 30]], such as 10-30, spreadsheets take for a date.
    text = (
        f"[[{span['start']}, {span['end']}]]"
        if len(segments) == 1
        else f"[{', '.join(f'[{start}, {end}]' for start, end in segments)}]"
    )
    return span["id"], span["label"], span["start"], span["end"], text, span["text"]


def name_of(span: RecordSpan) -> str:
    """What a relation's cell calls a span: the actor that it points to, else its words."""
    return str(span["actor"]["name"]) if span["actor"] is not None else span["text"]


def by_head(relations: Iterable[RecordRelation]) -> dict[str, list[RecordRelation]]:
    """The relations of each head."""
    found: dict[str, list[RecordRelation]] = {}
    for relation in relations:
        found.setdefault(relation["head"], []).append(relation)
    return found


def relation_names(codebook: Codebook, heads: Iterable[str] | None = None) -> tuple[str, ...]:
    """The names of relations, those from labels among ``heads`` alone where these are given."""
    wanted = None if heads is None else set(heads)
    return tuple(
        dict.fromkeys(r.name for r in codebook.relations if wanted is None or wanted.intersection(r.head))
    )
