"""Spans as a table: one a row, with everything that a record says of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.formats.cells import joined
from annotator.formats.writers.base import Record, RecordRelation, RecordSpan, Setup
from annotator.formats.writers.tables.base import (
    ARTICLE,
    Attributes,
    Cell,
    Column,
    Names,
    article_cells,
    by_head,
    name_of,
    relation_names,
    segments_text,
)

_SPAN = (
    Column("span_id"),
    Column("label", width=10),
    Column("start", width=8),
    Column("end", width=8),
    Column("segments"),
    Column("text", width=60),
)
_ENTRIES = (
    Column("actor_id"),
    Column("actor", width=24),
    Column("actor_kind"),
    Column("concept_id"),
    Column("concept", width=40),
)
_REST = (
    Column("note", width=30),
    Column("annotator"),
    Column("created_at", "time", 19),
    Column("updated_at", "time", 19),
    Column("origin_kind"),
    Column("origin_name"),
    Column("origin_version"),
    Column("origin_score"),
    Column("origin_decision"),
)


class SpanTable:
    """Of each relation there are two columns: ``speaker`` has the names of those at its other end (the actor that
    they point to, else their words), ``speaker_spans`` the ids of their spans, in the same order."""

    title = "spans"

    def __init__(self, setup: Setup) -> None:
        self.losses = setup.losses
        names = Names((*ARTICLE, *_SPAN, *_ENTRIES, *_REST))
        self._attributes = Attributes(setup.codebook.labels, names)
        self._relations = relation_names(setup.codebook)
        self._none: list[Cell] = list((None,) * 2 * len(self._relations))
        relations = []
        for name in self._relations:
            relations += [
                Column(names.of(name, "relation"), width=24),
                Column(names.of(f"{name}_spans", "relation")),
            ]
        self.columns = (*ARTICLE, *_SPAN, *self._attributes.columns, *_ENTRIES, *relations, *_REST)

    def rows(self, record: Record) -> Iterator[Sequence[Cell]]:
        article = article_cells(record)
        relations = by_head(record["relations"])
        by_id = {span["id"]: span for span in record["spans"]} if relations else {}
        for span in record["spans"]:
            actor, concept, origin = span["actor"], span["concept"], span["origin"]
            mine = relations.get(span["id"])
            yield [
                *article,
                span["id"],
                span["label"],
                span["start"],
                span["end"],
                segments_text(span),
                span["text"],
                *self._attributes.cells(span),
                *((None, None, None) if actor is None else (actor["id"], actor["name"], actor["kind"])),
                *((None, None) if concept is None else (concept["id"], concept["name"])),
                *(self._none if mine is None else self._links(mine, by_id)),
                span["note"],
                span["annotator"],
                span["created_at"],
                span["updated_at"],
                origin["kind"],
                origin["name"],
                origin["version"],
                origin["score"],
                origin["decision"],
            ]

    def _links(self, relations: list[RecordRelation], by_id: dict[str, RecordSpan]) -> list[Cell]:
        cells: list[Cell] = []
        for name in self._relations:
            children = [by_id[r["child"]] for r in relations if r["label"] == name]
            cells += (
                [joined(map(name_of, children)), joined(child["id"] for child in children)]
                if children
                else [None, None]
            )
        return cells
