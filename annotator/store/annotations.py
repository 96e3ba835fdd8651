"""Spans, relations, zones, suggestions and the registers: rows of the file ↔ core objects."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from functools import lru_cache

import orjson

from annotator.core.codebook import Codebook, parse_codebook
from annotator.core.codebook_data import codebook_data
from annotator.core.errors import UserError
from annotator.core.models import (
    Actor,
    AttributeValue,
    Concept,
    Origin,
    Relation,
    Row,
    Segments,
    Span,
    Zone,
)

_SPAN = (
    "id, article_id, annotator, label, start, end, segments, attributes, actor_id, concept_id, note, origin, "
    "created_at, updated_at"
)
_RELATION = "id, article_id, annotator, label, head, child, origin, created_at"


def spans(conn: sqlite3.Connection, article_id: int, annotator: str | None = None) -> list[Span]:
    """The article's spans by position, of one annotator or (None) of all."""
    return _spans(conn, "span", article_id, "and annotator = ?" if annotator else "", annotator)


def suggestions(conn: sqlite3.Connection, article_id: int, decided: bool = False) -> list[Span]:
    """The article's open suggestions by position; ``decided``: accepted and rejected ones, too."""
    return _spans(conn, "suggestion", article_id, "" if decided else "and decision = 'open'", None)


def relations(conn: sqlite3.Connection, article_id: int, annotator: str | None = None) -> list[Relation]:
    """The article's relations, of one annotator or (None) of all."""
    return _relations(conn, "relation", article_id, "and annotator = ?" if annotator else "", annotator)


def relations_of(conn: sqlite3.Connection, article_id: int, span_id: str) -> list[Relation]:
    """The relations with this span at either end."""
    rows = conn.execute(
        f"""select {_RELATION} from relation where article_id = ? and deleted = 0 and ? in (head, child)
        order by label, head, child, id""",
        (article_id, span_id),
    )
    return [_relation(row) for row in rows]


def suggested_relations(conn: sqlite3.Connection, article_id: int, decided: bool = False) -> list[Relation]:
    """The article's open suggestions of relations, between spans and suggestions; ``decided``: all of them."""
    return _relations(conn, "suggestion_relation", article_id, "" if decided else "and decision = 'open'", None)


def zones(conn: sqlite3.Connection, article_id: int) -> list[Zone]:
    """The article's zones by position."""
    rows = conn.execute(
        """select id, article_id, start, end, kind, score, annotator, created_at from zone
        where article_id = ? and deleted = 0 order by start, end, id""",
        (article_id,),
    )
    return [Zone(*row) for row in rows]


def zone_kinds(conn: sqlite3.Connection, first: int, last: int) -> dict[int, dict[str, int]]:
    """How many zones of each kind the articles from ``first`` to ``last`` have; those without are left out."""
    found: dict[int, dict[str, int]] = {}
    for article_id, kind, number in conn.execute(
        """select article_id, kind, count(*) from zone where article_id between ? and ? and deleted = 0
        group by article_id, kind""",
        (first, last),
    ):
        found.setdefault(article_id, {})[kind] = number
    return found


def annotators(conn: sqlite3.Connection) -> list[str]:
    """The names of all who have a layer in the project."""
    return [name for (name,) in conn.execute("select name from annotator order by name")]


def twin(conn: sqlite3.Connection, span: Span) -> str | None:
    """The id of another span of the same stretch, label and annotator; None if there is none."""
    return _twin(conn, "span", span)


def suggested_twin(conn: sqlite3.Connection, span: Span) -> str | None:
    """The id of a suggestion of the same stretch, label and annotator, one that was decided on, too."""
    return _twin(conn, "suggestion", span)


def _twin(conn: sqlite3.Connection, table: str, span: Span) -> str | None:
    found = conn.execute(
        f"""select id from {table} where article_id = ? and deleted = 0 and annotator = ? and label = ?
        and start = ? and end = ? and segments is ? and id <> ?""",
        (
            span.article_id,
            span.annotator,
            span.label,
            span.start,
            span.end,
            segments_text(span.segments),
            span.id,
        ),
    ).fetchone()
    return found and str(found[0])


def _spans(conn: sqlite3.Connection, table: str, article_id: int, where: str, annotator: str | None) -> list[Span]:
    rows = conn.execute(
        f"""select {_SPAN} from {table} where article_id = ? and deleted = 0 {where}
        order by start, end desc, label, id""",
        (article_id, annotator) if annotator else (article_id,),
    )
    return [_span(row) for row in rows]


def _relations(
    conn: sqlite3.Connection, table: str, article_id: int, where: str, annotator: str | None
) -> list[Relation]:
    rows = conn.execute(
        f"""select {_RELATION} from {table} where article_id = ? and deleted = 0 {where}
        order by label, head, child, id""",
        (article_id, annotator) if annotator else (article_id,),
    )
    return [_relation(row) for row in rows]


def _span(row: tuple[object, ...]) -> Span:
    (
        id_,
        article_id,
        annotator,
        label,
        start,
        end,
        segments,
        attributes,
        actor,
        concept,
        note,
        origin,
        made,
        set_,
    ) = row
    return Span(
        id_,  # type: ignore[arg-type]
        article_id,  # type: ignore[arg-type]
        annotator,  # type: ignore[arg-type]
        label,  # type: ignore[arg-type]
        ((start, end),) if segments is None else _segments(segments),  # type: ignore[arg-type]
        {} if attributes == "{}" else orjson.loads(attributes),  # type: ignore[arg-type]
        actor,  # type: ignore[arg-type]
        concept,  # type: ignore[arg-type]
        note,  # type: ignore[arg-type]
        _origin(origin),
        made,  # type: ignore[arg-type]
        set_,  # type: ignore[arg-type]
    )


def _relation(row: tuple[object, ...]) -> Relation:
    id_, article_id, annotator, label, head, child, origin, created_at = row
    return Relation(id_, article_id, annotator, label, head, child, _origin(origin), created_at)  # type: ignore[arg-type]


def _segments(text: str) -> Segments:
    return tuple((start, end) for start, end in orjson.loads(text))


@lru_cache(maxsize=4096)
def _origin(text: str) -> Origin:
    return Origin(**orjson.loads(text))


@lru_cache(maxsize=4096)
def origin_text(origin: Origin) -> str:
    """The origin as its column holds it: what is None is left out, which saves a sixth of a span's row."""
    return orjson.dumps({name: value for name, value in origin.as_dict().items() if value is not None}).decode()


def attributes_text(attributes: dict[str, AttributeValue]) -> str:
    """The attributes that are set, as their column holds them."""
    if not attributes:
        return "{}"
    return orjson.dumps({k: v for k, v in attributes.items() if v is not None}).decode()


def segments_text(segments: Segments) -> str | None:
    """The segments as their column holds them: None for a span of one piece."""
    return None if len(segments) == 1 else orjson.dumps(segments).decode()


def span_row(span: Span) -> Row:
    """The row that stores a span (or, with ``reason`` and ``decision`` defaulted, a suggestion)."""
    return {
        "article_id": span.article_id,
        "id": span.id,
        "annotator": span.annotator,
        "label": span.label,
        "start": span.start,
        "end": span.end,
        "segments": segments_text(span.segments),
        "attributes": attributes_text(span.attributes),
        "actor_id": span.actor_id,
        "concept_id": span.concept_id,
        "note": span.note,
        "origin": origin_text(span.origin),
        "created_at": span.created_at,
        "updated_at": span.updated_at,
        "deleted": 0,
    }


def relation_row(relation: Relation) -> Row:
    """The row that stores a relation."""
    return {
        "article_id": relation.article_id,
        "id": relation.id,
        "annotator": relation.annotator,
        "label": relation.label,
        "head": relation.head,
        "child": relation.child,
        "origin": origin_text(relation.origin),
        "created_at": relation.created_at,
        "deleted": 0,
    }


def zone_row(zone: Zone) -> Row:
    """The row that stores a zone."""
    return {
        "article_id": zone.article_id,
        "id": zone.id,
        "start": zone.start,
        "end": zone.end,
        "kind": zone.kind,
        "score": zone.score,
        "annotator": zone.annotator,
        "created_at": zone.created_at,
        "deleted": 0,
    }


def span_from_row(row: Row) -> Span:
    """A span (or suggestion) from all its columns."""
    return _span(tuple(row[name.strip()] for name in _SPAN.split(",")))


def relation_from_row(row: Row) -> Relation:
    """A relation (or a suggested one) from all its columns."""
    return _relation(tuple(row[name.strip()] for name in _RELATION.split(",")))


def zone_from_row(row: Row) -> Zone:
    """A zone from all its columns."""
    names = ("id", "article_id", "start", "end", "kind", "score", "annotator", "created_at")
    return Zone(*(row[name] for name in names))


_ONLY = "and id in (select value from json_each(?))"


def actors(conn: sqlite3.Connection, only: Sequence[str] | None = None) -> dict[str, Actor]:
    """The register of actors by id, in the order of names; ``only`` are the ids of those to read."""
    rows = conn.execute(
        f"""select id, name, kind, aliases, affiliations, wikidata, colour, note from actor
        where deleted = 0 {"" if only is None else _ONLY} order by name, id""",
        () if only is None else (json.dumps(only),),
    )
    return {
        row[0]: Actor(
            row[0],
            row[1],
            row[2],
            tuple(orjson.loads(row[3])),
            tuple(orjson.loads(row[4])),
            row[5],
            row[6],
            row[7],
        )
        for row in rows
    }


def actor_from_row(row: Row) -> Actor:
    """An actor from all its columns."""
    aliases, affiliations = orjson.loads(row["aliases"]), orjson.loads(row["affiliations"])
    rest = (row[name] for name in ("wikidata", "colour", "note"))
    return Actor(row["id"], row["name"], row["kind"], tuple(aliases), tuple(affiliations), *rest)


def actor_row(actor: Actor, at: str) -> Row:
    """The row that stores an actor."""
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "aliases": orjson.dumps(actor.aliases).decode(),
        "affiliations": orjson.dumps(actor.affiliations).decode(),
        "wikidata": actor.wikidata,
        "colour": actor.colour,
        "note": actor.note,
        "created_at": at,
        "updated_at": at,
        "deleted": 0,
    }


def concepts(conn: sqlite3.Connection, only: Sequence[str] | None = None) -> dict[str, Concept]:
    """The concepts by id, in the order of names; ``only`` are the ids of those to read."""
    rows = conn.execute(
        f"""select id, name, parent, note from concept
        where deleted = 0 {"" if only is None else _ONLY} order by name, id""",
        () if only is None else (json.dumps(only),),
    )
    return {row[0]: Concept(*row) for row in rows}


def concept_from_row(row: Row) -> Concept:
    """A concept from all its columns."""
    return Concept(*(row[name] for name in ("id", "name", "parent", "note")))


def concept_row(concept: Concept, at: str) -> Row:
    """The row that stores a concept."""
    return {
        "id": concept.id,
        "name": concept.name,
        "parent": concept.parent,
        "note": concept.note,
        "created_at": at,
        "updated_at": at,
        "deleted": 0,
    }


def codebook(conn: sqlite3.Connection) -> tuple[str, Codebook]:
    """The project's codebook with the id of its row: the one of the highest version."""
    row = conn.execute(
        "select id, data from codebook where deleted = 0 order by version desc, created_at desc limit 1"
    ).fetchone()
    if row is None:
        raise UserError("The project has no codebook: it was never made completely. Please make it anew.")
    try:
        return str(row[0]), parse_codebook(orjson.loads(row[1]))
    except orjson.JSONDecodeError as error:
        raise UserError(f"The codebook of the project is damaged: {error}.") from error


def codebook_id(conn: sqlite3.Connection) -> str | None:
    """The id of the codebook's row, which another one takes the place of when the codebook is changed."""
    row = conn.execute(
        "select id from codebook where deleted = 0 order by version desc, created_at desc limit 1"
    ).fetchone()
    return row and str(row[0])


def codebook_row(codebook: Codebook, id_: str, at: str) -> Row:
    """The row that stores a codebook."""
    return {
        "id": id_,
        "name": codebook.name,
        "version": codebook.version,
        "data": orjson.dumps(codebook_data(codebook)).decode(),
        "created_at": at,
        "deleted": 0,
    }
