"""What a project's file holds without its log, and what becomes of it where another file takes its place."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from itertools import count
from pathlib import Path


def empty_log(conn: sqlite3.Connection) -> None:
    """Brings what lies in the log into the file, so that a copy of the file has all of it.

    Does what it can at once: whoever reads or writes meanwhile is not waited for, and what a full disk keeps from
    the file is safe in the log.
    """
    (waiting,) = conn.execute("pragma busy_timeout").fetchone()
    conn.execute("pragma busy_timeout=0")
    try:
        with suppress(sqlite3.OperationalError):
            conn.execute("pragma wal_checkpoint(truncate)").fetchone()
    finally:
        conn.execute(f"pragma busy_timeout={waiting}")


def keep_apart(conn: sqlite3.Connection, path: Path) -> str:
    """Saves what this connection sees, as another file lies where its own was; returns what to say of it.

    The log is emptied, for SQLite takes it for that of the other file, and would damage that with it.
    """
    sentence = f"Another program has put another file in the place of {path}: nothing was changed."
    names = (path.with_name(f"{path.stem} (replaced {number}){path.suffix}") for number in count(1))
    kept = next(name for name in names if not os.path.lexists(name))
    try:
        conn.execute("vacuum into ?", (str(kept),))
        empty_log(conn)
    except sqlite3.Error:
        return f"{sentence} Close the project and open it again."
    return f"{sentence} What was open is kept in {kept}. Close the project and open it again."
