"""Counts of what a project holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

import orjson

from annotator.core.codebook import Codebook
from annotator.core.models import Span

_LIVE = "exists (select 1 from article a where a.id = t.article_id and a.deleted = 0)"


@dataclass(frozen=True, slots=True)
class Statistics:
    """``spans``, ``relations``: by (annotator, label); ``states``: articles by (annotator, state).

    ``skipped``: articles by the reason that their annotators gave, once for each of these.

    ``lacking``: spans without an attribute that the codebook requires, by label; ``comments``: by open, closed.
    """

    articles: int
    characters: int
    spans: dict[tuple[str, str], int]
    relations: dict[tuple[str, str], int]
    states: dict[tuple[str, str], int]
    skipped: dict[str, int]
    zones: dict[str, int]
    suggestions: dict[str, int]
    actors: int
    concepts: int
    comments: dict[str, int]
    lacking: dict[str, int]


def statistics(conn: sqlite3.Connection, codebook: Codebook) -> Statistics:
    """Counts all that is not deleted. ``suggestions`` counts by decision."""
    articles, characters = conn.execute(
        "select count(*), coalesce(sum(length), 0) from article where deleted = 0"
    ).fetchone()

    def pairs(table: str, columns: str) -> dict[tuple[str, str], int]:
        rows = conn.execute(
            f"select {columns}, count(*) from {table} t where deleted = 0 and {_LIVE} group by 1, 2 order by 1, 2"
        )
        return {(first, second): number for first, second, number in rows}

    def singles(table: str, column: str) -> dict[str, int]:
        rows = conn.execute(
            f"select {column}, count(*) from {table} t where deleted = 0 and {_LIVE} group by 1 order by 1"
        )
        return dict(rows.fetchall())

    def total(table: str) -> int:
        return int(conn.execute(f"select count(*) from {table} where deleted = 0").fetchone()[0])

    return Statistics(
        articles,
        characters,
        pairs("span", "annotator, label"),
        pairs("relation", "annotator, label"),
        pairs("article_state", "annotator, state"),
        _reasons(conn),
        singles("zone", "kind"),
        singles("suggestion", "decision"),
        total("actor"),
        total("concept"),
        singles("comment", "case open when 1 then 'open' else 'closed' end"),
        {label: number for label, number in _lacking(conn, codebook) if number},
    )


def _reasons(conn: sqlite3.Connection) -> dict[str, int]:
    found = conn.execute(
        f"""select coalesce(reason, ''), count(*) from article_state t
        where state = 'skipped' and deleted = 0 and {_LIVE} group by 1 order by 2 desc, 1"""
    )
    return dict(found.fetchall())


def _lacking(conn: sqlite3.Connection, codebook: Codebook) -> Iterator[tuple[str, int]]:
    for label in codebook.labels:
        if any(attribute.required for attribute in label.attributes):
            found = conn.execute(
                f"""select attributes, count(*) from span t where label = ? and deleted = 0 and {_LIVE}
                group by attributes""",
                (label.name,),
            )
            kinds = ((Span("", 0, "", label.name, (), orjson.loads(text)), number) for text, number in found)
            yield label.name, sum(number for span, number in kinds if codebook.missing(span))
