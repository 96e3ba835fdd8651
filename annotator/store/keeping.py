"""What a project's file holds without its log, and what becomes of it where another file takes its place."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import suppress
from itertools import count
from pathlib import Path

from annotator.core.files import OPEN_PROJECTS, Identity

_lock = threading.Lock()
_kept: dict[Identity, str] = {}  # what to say of files that were displaced while they are open here


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


def keep_apart(conn: sqlite3.Connection, path: Path, identity: Identity) -> str:
    """Saves what this connection sees, as another file lies where its own was; returns what to say of it.

    Once, however many connections of this process see the same file. The log is emptied, for SQLite takes it for
    that of the other file, and would damage that with it.
    """
    with _lock:
        for gone in [known for known in _kept if not OPEN_PROJECTS.count(known)]:
            del _kept[gone]  # another file may get its inode
        if identity in _kept:
            return _kept[identity]
        sentence = f"Another program has put another file in the place of {path}: nothing was changed."
        names = (path.with_name(f"{path.stem} (replaced {number}){path.suffix}") for number in count(1))
        kept = next(name for name in names if not os.path.lexists(name))
        try:
            conn.execute("vacuum into ?", (str(kept),))
            empty_log(conn)
        except sqlite3.Error:
            return f"{sentence} Close the project and open it again."
        _kept[identity] = f"{sentence} What was open is kept in {kept}. Close the project and open it again."
        return _kept[identity]
