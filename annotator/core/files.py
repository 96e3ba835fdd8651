"""What the file system allows."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from annotator.core.errors import UserError

_SQLITE_MAGIC = b"SQLite format 3\0"  # what every database begins with

_WRITE_BITS = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def is_writable(path: Path) -> bool:
    """Whether an existing file or folder may be written to.

    An administrator may write anywhere; what has no write bit at all is meant to stay as it is all the same.
    """
    if not os.access(path, os.W_OK):
        return False
    # On Windows the bits of a folder say something else, and os.access knows those of a file.
    return os.name != "posix" or bool(path.stat().st_mode & _WRITE_BITS)


def refuse_project(path: Path) -> None:
    """Raises UserError if the file is a project or another SQLite database: no export is written over one."""
    if path.is_file() and _is_database(path):  # a pipe would be waited for
        raise UserError(f"{path} is a project, or another database, and is not written over; name another file.")


def _is_database(path: Path) -> bool:
    # One that is in use is told by what SQLite keeps beside it: to open it might take its locks from this process.
    if path.with_name(f"{path.name}-wal").exists():
        return True
    with suppress(OSError), path.open("rb") as file:
        return file.read(len(_SQLITE_MAGIC)) == _SQLITE_MAGIC
    return False
