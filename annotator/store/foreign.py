"""The tables of another program's SQLite file, read from memory."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

_SIGNATURE = b"SQLite format 3\0"
# What of the header says how the file was last written; with a log beside it, it could not be opened in memory.
_WRITTEN, _PLAIN = slice(18, 20), b"\1\1"

Tables = dict[str, list[dict[str, Any]]]


def read_tables(data: bytes, longest: int) -> Tables:
    """The rows of each table, by its name in capitals, with the columns as they are called.

    Virtual tables are left out, and nothing that the schema computes is trusted. ``longest`` is how many bytes a
    value may have. Raises ValueError with a sentence where the file is damaged or no SQLite file.
    """
    if not data.startswith(_SIGNATURE):
        raise ValueError("the file is no SQLite database")
    if data[_WRITTEN] != _PLAIN and len(data) > _WRITTEN.stop:
        data = b"".join((data[: _WRITTEN.start], _PLAIN, data[_WRITTEN.stop :]))
    with closing(sqlite3.connect(":memory:")) as db:
        try:
            db.deserialize(data)
            # What a hostile schema might compute in place of a column.
            db.execute("pragma trusted_schema = off")
            db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, longest)
            named = db.execute("select name, upper(sql) from sqlite_master where type = 'table'").fetchall()
            plain = [str(name) for name, sql in named if not str(sql).startswith("CREATE VIRTUAL")]
            return {name.upper(): _rows(db, name) for name in plain if not name.startswith("sqlite_")}
        except sqlite3.DatabaseError as error:
            reason = " ".join(str(error).split())[:100]
            raise ValueError(f"the file is damaged, or no database of the program: {reason}") from None
        except OverflowError:
            raise ValueError("the file is no database of the program") from None


def _rows(db: sqlite3.Connection, table: str) -> list[dict[str, Any]]:
    cursor = db.execute('select * from "{}"'.format(table.replace('"', '""')))
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, values, strict=True)) for values in cursor]
