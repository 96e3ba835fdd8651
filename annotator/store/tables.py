"""Rows of any table, read and written by their key. The tables here are those whose changes make the history."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from annotator.core.models import Row


@dataclass(frozen=True, slots=True)
class Table:
    """A table and its key: a column for the article (None: not part of an article) and one for the row."""

    name: str
    article: str | None
    row: str | None

    def key(self, article_id: int, row_id: str) -> Row:
        key: Row = {}
        if self.article:
            key[self.article] = article_id
        if self.row:
            key[self.row] = row_id
        return key

    def key_of(self, row: Row) -> tuple[int, str]:
        return (row[self.article] if self.article else 0, row[self.row] if self.row else "")


TABLES = {
    table.name: table
    for table in (
        Table("article", "id", None),
        Table("article_state", "article_id", "annotator"),
        Table("zone", "article_id", "id"),
        Table("span", "article_id", "id"),
        Table("relation", "article_id", "id"),
        Table("suggestion", "article_id", "id"),
        Table("suggestion_relation", "article_id", "id"),
        Table("comment", "article_id", "id"),
        Table("actor", None, "id"),
        Table("concept", None, "id"),
        Table("codebook", None, "id"),
    )
}


def read_row(conn: sqlite3.Connection, table: str, article_id: int, row_id: str) -> Row | None:
    """All columns of the row, a deleted one too; None if there never was one."""
    key = TABLES[table].key(article_id, row_id)
    where = " and ".join(f"{column} = ?" for column in key)
    cursor = conn.execute(f"select * from {table} where {where}", tuple(key.values()))
    values = cursor.fetchone()
    return None if values is None else dict(zip((d[0] for d in cursor.description), values, strict=True))


def insert_row(conn: sqlite3.Connection, table: str, row: Row) -> None:
    """Adds the row; one with the same key, deleted before, becomes this one."""
    columns = ", ".join(f'"{column}"' for column in row)
    marks = ", ".join("?" * len(row))
    spec = TABLES[table]
    key = [column for column in (spec.article, spec.row) if column]
    update = ", ".join(f'"{column}" = excluded."{column}"' for column in row if column not in key)
    conn.execute(
        f"insert into {table} ({columns}) values ({marks}) on conflict ({', '.join(key)}) do update set {update}",
        tuple(row.values()),
    )


def update_row(conn: sqlite3.Connection, table: str, article_id: int, row_id: str, columns: Row) -> None:
    """Sets these columns of the row."""
    key = TABLES[table].key(article_id, row_id)
    values = ", ".join(f'"{column}" = ?' for column in columns)
    where = " and ".join(f"{column} = ?" for column in key)
    conn.execute(f"update {table} set {values} where {where}", (*columns.values(), *key.values()))
