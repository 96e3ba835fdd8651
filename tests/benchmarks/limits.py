"""What this machine can do at best: the same articles into a bare SQLite file, and out of one.

Nothing is checked, no history kept, no time stamped; the rates are what the program's own are divided by.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import orjson

_TABLES = """
create table article (
    id integer primary key, key text, title text, text text, source text, published text, lang text);
create table span (id text primary key, article integer, label text, start integer, end integer) without rowid;
create table relation (article integer, label text, head text, child text);
"""
_COMMITS = 300


def open_plain(path: Path) -> sqlite3.Connection:
    """A connection that waits for the disk as seldom as an import may."""
    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute("pragma journal_mode=wal")
    conn.execute("pragma synchronous=normal")
    return conn


def plain_import(records: Path, path: Path, search: bool) -> int:
    """Reads JSON Lines into a new file in one transaction, indexed at the end; the number of articles."""
    for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        name.unlink(missing_ok=True)
    conn = open_plain(path)
    conn.executescript(_TABLES)
    conn.execute("begin")
    number = 0
    with records.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            record = orjson.loads(line)
            meta = record["meta"]
            values = (record["title"], record["text"], meta["source"], meta["published"], meta["lang"])
            conn.execute("insert into article values (?, ?, ?, ?, ?, ?, ?)", (number, record["id"], *values))
            conn.executemany(
                "insert into span values (?, ?, ?, ?, ?)",
                [(s["id"], number, s["label"], s["start"], s["end"]) for s in record["spans"]],
            )
            conn.executemany(
                "insert into relation values (?, ?, ?, ?)",
                [(number, r["label"], r["head"], r["child"]) for r in record["relations"]],
            )
    conn.execute("create index span_article on span (article)")
    conn.execute("create index relation_article on relation (article)")
    if search:
        conn.execute("create virtual table found using fts5 (title, text, content=article, content_rowid=id)")
        conn.execute("insert into found (found) values ('rebuild')")
    conn.execute("commit")
    conn.close()
    return number


def plain_export(path: Path, out: Path) -> int:
    """Writes each article of :func:`plain_import` with its labels as one line; the number of articles."""
    conn = open_plain(path)
    number = 0
    with out.open("wb") as file:
        for row in conn.execute("select id, key, title, text, source, published, lang from article order by id"):
            number, key, title, text, source, published, lang = row
            spans = [
                {"id": id_, "label": label, "start": start, "end": end, "text": text[start:end]}
                for id_, label, start, end in conn.execute(
                    "select id, label, start, end from span where article = ?", (number,)
                )
            ]
            relations = [
                {"label": label, "head": head, "child": child}
                for label, head, child in conn.execute(
                    "select label, head, child from relation where article = ?", (number,)
                )
            ]
            meta = {"source": source, "published": published, "lang": lang}
            record = {
                "id": key,
                "title": title,
                "text": text,
                "meta": meta,
                "spans": spans,
                "relations": relations,
            }
            file.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))
    conn.close()
    return number


def commit_seconds(path: Path, synchronous: str) -> list[float]:
    """How long each of some hundred single-row transactions takes, with synchronous FULL or NORMAL."""
    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute("pragma journal_mode=wal")
    conn.execute(f"pragma synchronous={synchronous}")
    conn.execute(
        "create table if not exists label (id integer primary key, name text, start integer, end integer)"
    )
    found = []
    for _ in range(_COMMITS):
        began = time.perf_counter()
        conn.execute("begin immediate")
        conn.execute("insert into label (name, start, end) values ('ACTOR', 0, 5)")
        conn.execute("commit")
        found.append(time.perf_counter() - began)
    conn.close()
    return found
