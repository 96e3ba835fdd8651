"""Spans as a table: one a row, with everything that a record says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotator.formats.cells import joined
from annotator.formats.writers.base import Record, RecordRelation, RecordSpan, Setup
from annotator.formats.writers.remembering import Remembering
from annotator.formats.writers.tables.base import (
    ARTICLE,
    ORIGIN,
    STAMP,
    Attributes,
    Cell,
    Column,
    Names,
    Row,
    Shared,
    article_cells,
    by_head,
    name_of,
    origin_cells,
    place_cells,
    relation_names,
    stamp_cells,
)

_SPAN = (
    Column("span_id"),
    Column("label", width=10),
    Column("start", width=8),
    Column("end", width=8),
    Column("segments"),
    Column("text", width=60),
)
_ACTOR = (Column("actor_id"), Column("actor", width=24), Column("actor_kind"))
_CONCEPT = (Column("concept_id"), Column("concept", width=40))
_NOBODY = (None, None)


class SpanTable:
    """Of each relation there are two columns: ``speaker`` has the names of those at its other end (the actor that
    they point to, else their words), ``speaker_spans`` the ids of their spans, in the same order."""

    title = "spans"

    def __init__(self, setup: Setup) -> None:
        self.losses = setup.losses
        names = Names((*ARTICLE, *_SPAN, *_ACTOR, *_CONCEPT, *STAMP, *ORIGIN))
        self._attributes = Attributes(setup.codebook.labels, names)
        self._actors = Remembering(lambda actor: _entry(actor, ("id", "name", "kind"))).of
        self._concepts = Remembering(lambda concept: _entry(concept, ("id", "name"))).of
        self._no_actor, self._no_concept = (Shared((None,) * len(columns)) for columns in (_ACTOR, _CONCEPT))
        self._origins = Remembering(origin_cells).of
        self._relations = relation_names(setup.codebook)
        self._no_links = Shared((None,) * 2 * len(self._relations))
        links: list[Column] = []
        for name in self._relations:
            links.append(Column(names.of(name, "relation"), width=24))
            links.append(Column(names.of(f"{name}_spans", "relation")))
        self.columns = (
            *ARTICLE,
            *_SPAN,
            *self._attributes.columns,
            *_ACTOR,
            *_CONCEPT,
            *links,
            *STAMP,
            *ORIGIN,
        )

    def rows(self, record: Record) -> Iterator[Row]:
        article = article_cells(record)
        relations = by_head(record["relations"])
        by_id = {span["id"]: span for span in record["spans"]} if relations else {}
        for span in record["spans"]:
            links, actor, concept = relations.get(span["id"]), span["actor"], span["concept"]
            yield (
                article,
                place_cells(span),
                self._attributes.cells(span["attributes"]),
                self._no_actor if actor is None else self._actors(actor),
                self._no_concept if concept is None else self._concepts(concept),
                self._no_links if links is None else self._links(links, by_id),
                stamp_cells(span),
                self._origins(span["origin"]),
            )

    def _links(self, relations: list[RecordRelation], by_id: dict[str, RecordSpan]) -> list[Cell]:
        found: dict[str, list[RecordSpan]] = {}
        for relation in relations:
            found.setdefault(relation["label"], []).append(by_id[relation["child"]])
        cells: list[Cell] = []
        for name in self._relations:
            children = found.get(name)
            cells += (
                _NOBODY
                if children is None
                else (joined(map(name_of, children)), joined([c["id"] for c in children]))
            )
        return cells


def _entry(entry: Mapping[str, Any], keys: Sequence[str]) -> Shared:
    return Shared(entry[key] for key in keys)
