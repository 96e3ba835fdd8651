"""Whether a project file is whole: the file itself, offsets, and what refers to what."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import orjson

from annotator.core.codebook import Codebook

_ENDS = """select r.article_id, r.id, r.label from relation r where r.deleted = 0 and not exists
    (select 1 from span s where s.article_id = r.article_id and s.id = r.{end} and s.deleted = 0)"""
_REFERENCES = [
    ("points to an actor that is not in the register", "actor_id", "actor"),
    ("points to a concept that is not in the register", "concept_id", "concept"),
]


def problems(conn: sqlite3.Connection, codebook: Codebook) -> Iterator[str]:
    """A sentence for each thing that is wrong; nothing for a project that is whole."""
    for (line,) in conn.execute("pragma integrity_check"):
        if line != "ok":
            yield f"The file is damaged: {line}."
    yield from _search_index(conn)
    yield from _spans(conn, codebook)
    for end in ("head", "child"):
        for article_id, id_, label in conn.execute(_ENDS.format(end=end)):
            yield f"Article {article_id}: the relation {label} {id_} has no {end}."
    for sentence, column, table in _REFERENCES:
        for article_id, id_ in conn.execute(
            f"""select article_id, id from span s where deleted = 0 and {column} is not null and not exists
            (select 1 from {table} t where t.id = s.{column} and t.deleted = 0)
            and exists (select 1 from article a where a.id = s.article_id and a.deleted = 0)"""
        ):
            yield f"Article {article_id}: the span {id_} {sentence}."


def _spans(conn: sqlite3.Connection, codebook: Codebook) -> Iterator[str]:
    for table, where in (("span", ""), ("suggestion", "and s.decision = 'open'")):
        rows = conn.execute(
            f"""select s.article_id, s.id, s.label, s.start, s.end, s.segments, s.attributes, a.length
            from {table} s left join article a on a.id = s.article_id where s.deleted = 0 {where}"""
        )
        for article_id, id_, label, start, end, segments, attributes, length in rows:
            place = f"Article {article_id}: the {table} {id_}"
            if length is None:
                yield f"{place} belongs to no article."
            elif not 0 <= start < end <= length:
                yield f"{place} lies outside the text ({start}-{end} of {length} characters)."
            if segments is not None and not _is_sound(orjson.loads(segments), start, end):
                yield f"{place} has segments that don't fit {start}-{end}: {segments}."
            found = codebook.label(label)
            if found is None:
                yield f"{place} has the label {label}, which the codebook lacks."
            elif attributes != "{}":
                known = {a.name for a in found.attributes}
                for name in orjson.loads(attributes).keys() - known:
                    yield f"{place} ({label}) has the attribute {name}, which the codebook lacks."
    rows = conn.execute(
        """select z.article_id, z.id, z.start, z.end from zone z left join article a on a.id = z.article_id
        where z.deleted = 0 and (a.id is null or not (0 <= z.start and z.start < z.end and z.end <= a.length))"""
    )
    for article_id, id_, start, end in rows:
        yield f"Article {article_id}: the zone {id_} lies outside the text ({start}-{end})."


def _is_sound(segments: list[list[int]], start: int, end: int) -> bool:
    flat = [offset for segment in segments for offset in segment]
    return flat == sorted(set(flat)) and bool(flat) and (flat[0], flat[-1]) == (start, end)


def _search_index(conn: sqlite3.Connection) -> Iterator[str]:
    (articles,) = conn.execute("select count(*) from article").fetchone()
    (indexed,) = conn.execute("select count(*) from article_fts_docsize").fetchone()
    if articles != indexed:
        yield f"The search index knows {indexed} of {articles} articles; opening the project mends it."
