"""What the file system allows, and which files are projects that this process has open.

These nobody but SQLite may open here, even to read: closing a file drops the locks that the process has on it
(sqlite.org/howtocorrupt.html, section 2.2). The next program that closes the project then takes itself for the
last, and deletes the log that this one goes on writing to.
"""

from __future__ import annotations

import os
import stat
import threading
from collections import Counter
from contextlib import suppress
from pathlib import Path

from annotator.core.errors import UserError

SQLITE_MAGIC = b"SQLite format 3\0"  # what every database begins with
APPLICATION_ID = 0x416E6E6F  # "Anno", in the header of projects
_WRITE_BITS = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_BESIDE = ("-wal", "-shm")  # what SQLite keeps beside a database

Identity = tuple[int, int]
"""What a file is whatever it is called: device and inode."""


class OpenProjects:
    """Counts how often this process has which project open."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[Identity] = Counter()

    def add(self, path: Path) -> Identity:
        """Notes one more; hand what is returned to :meth:`remove`."""
        found = path.stat()
        identity = found.st_dev, found.st_ino
        with self._lock:
            self._counts[identity] += 1
        return identity

    def remove(self, identity: Identity) -> None:
        with self._lock:
            self._counts[identity] -= 1
            self._counts += Counter()  # forgets those that are at nought

    def count(self, identity: Identity) -> int:
        return self._counts[identity]

    def __contains__(self, path: Path) -> bool:
        """Whether the file, under whatever name or link, is open, or lies beside one that is."""
        with suppress(OSError, ValueError):
            real = os.path.realpath(path)
            for end in ("", *_BESIDE):
                if real.endswith(end):
                    found = os.stat(real.removesuffix(end) if end else real)
                    if (found.st_dev, found.st_ino) in self._counts:
                        return True
        return False


OPEN_PROJECTS = OpenProjects()


def refuse_open_project(path: Path) -> None:
    """Raises UserError for a file that must not be read here."""
    if path in OPEN_PROJECTS:
        raise UserError(f"{path} is the project that is open, or belongs to it; choose another file.")


def is_writable(path: Path) -> bool:
    """Whether an existing file or folder may be written to.

    An administrator may write anywhere; what has no write bit at all is meant to stay as it is all the same.
    """
    if not os.access(path, os.W_OK):
        return False
    # On Windows the bits of a folder say something else, and os.access knows those of a file.
    return os.name != "posix" or bool(path.stat().st_mode & _WRITE_BITS)


def is_project(head: bytes) -> bool:
    """Whether a file that begins so is a project (the database header of sqlite.org/fileformat2)."""
    return head.startswith(SQLITE_MAGIC) and head[68:72] == APPLICATION_ID.to_bytes(4, "big")


def refuse_project(path: Path) -> None:
    """Raises UserError if the file is a project or another SQLite database: no export is written over one."""
    if os.path.isfile(path) and _is_database(path):  # a pipe would be waited for
        raise UserError(f"{path} is a project, or another database, and is not written over; name another file.")


def _is_database(path: Path) -> bool:
    if path in OPEN_PROJECTS or os.path.exists(f"{path}-wal"):
        return True
    with suppress(OSError), path.open("rb") as file:
        return file.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC
    return False
