"""Counts of what a project holds."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

_LIVE = "exists (select 1 from article a where a.id = t.article_id and a.deleted = 0)"


@dataclass(frozen=True, slots=True)
class Statistics:
    """``spans``, ``relations``: by (annotator, label); ``states``: articles by (annotator, state)."""

    articles: int
    characters: int
    spans: dict[tuple[str, str], int]
    relations: dict[tuple[str, str], int]
    states: dict[tuple[str, str], int]
    zones: dict[str, int]
    suggestions: dict[str, int]
    actors: int
    concepts: int


def statistics(conn: sqlite3.Connection) -> Statistics:
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
        singles("zone", "kind"),
        singles("suggestion", "decision"),
        total("actor"),
        total("concept"),
    )
