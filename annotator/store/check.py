"""Whether a project file is whole: the file itself, offsets, and what refers to what."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

import orjson

from annotator.core.codebook import Codebook, Label
from annotator.core.models import State
from annotator.store.bulk import digest
from annotator.store.history import BATCH_HIDDEN
from annotator.store.tables import TABLES

_ENDS = """select r.article_id, r.id, r.label from relation r where r.deleted = 0 and not exists
    (select 1 from span s where s.article_id = r.article_id and s.id = r.{end} and s.deleted = 0)"""
_COMMENTS = """select c.article_id, c.id, c.span_id, a.id from comment c left join article a on a.id = c.article_id
    where c.deleted = 0 and (a.id is null or c.span_id is not null and not exists
    (select 1 from span s where s.article_id = c.article_id and s.id = c.span_id))"""
_REFERENCES = [
    ("points to an actor that is not in the register", "actor_id", "actor"),
    ("points to a concept that is not in the register", "concept_id", "concept"),
]

_PLACED = (("span", ""), ("suggestion", "and s.decision = 'open'"))
_LABELS = {"origin": "object", "segments": "array", "attributes": "object"}
# The columns that hold JSON, and of which type, by table.
_JSON = {
    "span": _LABELS,
    "suggestion": _LABELS,
    "relation": {"origin": "object"},
    "suggestion_relation": {"origin": "object"},
    "article": {"authors": "array"},
    "actor": {"aliases": "array", "affiliations": "array"},
}
_STATES = frozenset(State)
# What an import brought in that is taken back need not fit the codebook: it comes back only where it does.
_COUNTS = f"{{}}.article_id not in (select id from article where deleted = {BATCH_HIDDEN})"


def problems(conn: sqlite3.Connection, codebook: Codebook) -> Iterator[str]:
    """A sentence for each thing that is wrong; nothing for a project that is whole."""
    for (line,) in conn.execute("pragma integrity_check"):
        if line != "ok":
            yield f"The file is damaged: {line}."
    yield from _search_index(conn)
    yield from _texts(conn)
    yield from _unreadable(conn)
    yield from _spans(conn, codebook)
    for end in ("head", "child"):
        for article_id, id_, label in conn.execute(_ENDS.format(end=end)):
            yield f"Article {article_id}: the relation {label} {id_} has no {end}."
    yield from _relations(conn, codebook)
    # On a deleted span a comment may be: it stays, lest what somebody asked is lost.
    for article_id, id_, span_id, article in conn.execute(_COMMENTS):
        what = "belongs to no article" if article is None else f"is on the span {span_id}, which never was"
        yield f"Article {article_id}: the comment {id_} {what}."
    for placed, where in _PLACED:
        for sentence, column, table in _REFERENCES:
            for article_id, id_ in conn.execute(
                f"""select article_id, id from {placed} s where deleted = 0 {where} and {column} is not null
                and not exists (select 1 from {table} t where t.id = s.{column} and t.deleted = 0)
                and exists (select 1 from article a where a.id = s.article_id and a.deleted = 0)"""
            ):
                yield f"Article {article_id}: the {placed} {id_} {sentence}."
    yield from _concepts(conn)
    yield from _states(conn)


def _texts(conn: sqlite3.Connection) -> Iterator[str]:
    """Texts that were changed past the program: all that is labelled in them would be shifted."""
    for id_, text, length, mark in conn.execute("select id, text, length, digest from article where deleted = 0"):
        if not isinstance(text, str) or len(text) != length or digest(text) != mark:
            yield f"Article {id_}: its text is not the one that was saved, so that labels may lie elsewhere."


def _unreadable(conn: sqlite3.Connection) -> Iterator[str]:
    """Columns that should hold JSON and don't."""
    for table, columns in _JSON.items():
        article = TABLES[table].article
        place = f"'Article ' || {article} || ': '" if article else "'Register: '"
        for column, kind in columns.items():
            for where, id_ in conn.execute(
                f"""select {place}, id from {table} where deleted = 0 and {column} is not null
                and case when json_valid({column}) then json_type({column}) else '' end <> '{kind}'"""
            ):
                yield f"{where}the {column} of the {table} {id_} can't be read."


def _concepts(conn: sqlite3.Connection) -> Iterator[str]:
    """Concepts that lie below one that is not there, or below themselves."""
    parents = dict(conn.execute("select id, parent from concept where deleted = 0").fetchall())
    for id_, parent in parents.items():
        seen = {id_}
        while parent is not None and parent in parents and parent not in seen:
            seen.add(parent)
            parent = parents[parent]
        if parent == id_:
            yield f"The concept {id_} lies below itself."
        elif parents[id_] is not None and parents[id_] not in parents:
            yield f"The concept {id_} lies below one that is not there."


def _states(conn: sqlite3.Connection) -> Iterator[str]:
    for article_id, annotator, state, article in conn.execute(
        """select s.article_id, s.annotator, s.state, a.id from article_state s
        left join article a on a.id = s.article_id where s.deleted = 0"""
    ):
        if article is None:
            yield f"Article {article_id}: {annotator}'s state belongs to no article."
        elif state not in _STATES:
            yield f"Article {article_id}: {annotator}'s state is {state!r}, which there is not."


def _spans(conn: sqlite3.Connection, codebook: Codebook) -> Iterator[str]:
    for table, where in _PLACED:
        rows = conn.execute(
            f"""select s.article_id, s.id, s.label, s.start, s.end, s.segments, s.attributes, a.length
            from {table} s left join article a on a.id = s.article_id where s.deleted = 0 {where}
            and {_COUNTS.format("s")}"""
        )
        for article_id, id_, label, start, end, segments, attributes, length in rows:
            place = f"Article {article_id}: the {table} {id_}"
            if length is None:
                yield f"{place} belongs to no article."
            elif not (_are_offsets(start, end) and 0 <= start < end <= length):
                yield f"{place} lies outside the text ({start}-{end} of {length} characters)."
            if segments is not None and not _is_sound(_loaded(segments), start, end):
                yield f"{place} has segments that don't fit {start}-{end}: {segments}."
            found = codebook.label(label)
            if found is None:
                yield f"{place} has the label {label}, which the codebook lacks."
            elif attributes != "{}":
                for sentence in _attributes(found, attributes):
                    yield f"{place} ({label}) has {sentence}."
    rows = conn.execute(
        """select z.article_id, z.id, z.start, z.end from zone z left join article a on a.id = z.article_id
        where z.deleted = 0 and (a.id is null or not (0 <= z.start and z.start < z.end and z.end <= a.length))"""
    )
    for article_id, id_, start, end in rows:
        yield f"Article {article_id}: the zone {id_} lies outside the text ({start}-{end})."


def _attributes(label: Label, text: str) -> Iterator[str]:
    values = _loaded(text)
    if not isinstance(values, dict):
        return  # it was told of what can't be read
    for name, value in values.items():
        attribute = label.attribute(name)
        if attribute is None:
            yield f"the attribute {name}, which the codebook lacks"
            continue
        try:
            attribute.check(value)
        except ValueError:
            yield f"the value {value!r} of the attribute {name}, which can't be"


def _relations(conn: sqlite3.Connection, codebook: Codebook) -> Iterator[str]:
    allowed = {(r.name, head, child) for r in codebook.relations for head in r.head for child in r.child}
    rows = conn.execute(
        """select r.article_id, r.id, r.label, h.label, c.label from relation r
        join span h on h.article_id = r.article_id and h.id = r.head and h.deleted = 0
        join span c on c.article_id = r.article_id and c.id = r.child and c.deleted = 0 where r.deleted = 0
        and """
        + _COUNTS.format("r")
    )
    for article_id, id_, *ends in rows:
        if tuple(ends) not in allowed:
            label, head, child = ends
            yield (
                f"Article {article_id}: the relation {label} {id_} goes from {head} to {child}, "
                "which the codebook does not allow."
            )


def _loaded(text: object) -> Any:
    try:
        return orjson.loads(str(text))
    except orjson.JSONDecodeError:
        return None


def _are_offsets(*values: object) -> bool:
    return all(isinstance(value, int) for value in values)


def _is_sound(segments: object, start: int, end: int) -> bool:
    if not isinstance(segments, list) or not all(isinstance(one, list) and len(one) == 2 for one in segments):
        return False
    flat = [offset for segment in segments for offset in segment]
    if not flat or not _are_offsets(*flat):
        return False
    return flat == sorted(set(flat)) and (flat[0], flat[-1]) == (start, end)


def _search_index(conn: sqlite3.Connection) -> Iterator[str]:
    (articles,) = conn.execute("select count(*) from article").fetchone()
    (indexed,) = conn.execute("select count(*) from article_fts_docsize").fetchone()
    if articles != indexed:
        yield f"The search index knows {indexed} of {articles} articles; opening the project mends it."
