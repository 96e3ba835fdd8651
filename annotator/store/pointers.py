"""Which spans and suggestions point to the entries of the registers, and which concepts to which."""

from __future__ import annotations

import sqlite3

REGISTERS = ("actor", "concept")


def pointing(conn: sqlite3.Connection, table: str, register: str, entry_id: str) -> list[tuple[int, str]]:
    """(article, id) of what points to the entry, whoever it belongs to.

    ``table`` is span or suggestion (the open ones). Those in deleted articles are among them, as undo brings such
    articles back.
    """
    where = "and decision = 'open'" if table == "suggestion" else ""
    return conn.execute(
        f"""select article_id, id from {table} where {register}_id = ? and deleted = 0 {where}
        order by article_id, id""",
        (entry_id,),
    ).fetchall()


def pointed_to(conn: sqlite3.Connection, article_id: int) -> tuple[list[str], list[str]]:
    """The actors and concepts that spans and suggestions of an article point to, with the concepts above these."""
    found = []
    for register in REGISTERS:
        above = "union select c.parent from concept c join entry on c.id = entry.id where c.parent is not null"
        rows = conn.execute(
            f"""with recursive entry(id) as (
            select {register}_id from span where article_id = :article and {register}_id is not null
            union select {register}_id from suggestion where article_id = :article and {register}_id is not null
            {above if register == "concept" else ""}) select id from entry""",
            {"article": article_id},
        )
        found.append([id_ for (id_,) in rows])
    actors, concepts = found
    return actors, concepts


def is_pointed_to(conn: sqlite3.Connection, register: str, entry_id: str) -> bool:
    """Whether a span or open suggestion of an article that is in the project, or a concept below it, needs it."""
    for table, where in (("span", ""), ("suggestion", "and s.decision = 'open'")):
        found = conn.execute(
            f"""select 1 from {table} s join article a on a.id = s.article_id
            where s.{register}_id = ? and s.deleted = 0 and a.deleted = 0 {where}""",
            (entry_id,),
        ).fetchone()
        if found is not None:
            return True
    return register == "concept" and bool(children(conn, entry_id))


def children(conn: sqlite3.Connection, concept_id: str) -> list[str]:
    """The ids of the concepts right below this one, in the order of names."""
    return [
        id_
        for (id_,) in conn.execute(
            "select id from concept where parent = ? and deleted = 0 order by name, id", (concept_id,)
        )
    ]


def span_text(conn: sqlite3.Connection, article_id: int, start: int, end: int) -> str:
    """A stretch of an article's text; no more than that leaves SQLite, however long the text is."""
    found = conn.execute(
        "select substr(text, ?, ?) from article where id = ?", (start + 1, end - start, article_id)
    ).fetchone()
    return str(found[0]) if found else ""
