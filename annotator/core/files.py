"""What the file system allows."""

from __future__ import annotations

import os
import stat
from pathlib import Path

_WRITE_BITS = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def is_writable(path: Path) -> bool:
    """Whether an existing file or folder may be written to.

    An administrator may write anywhere; what has no write bit at all is meant to stay as it is all the same.
    """
    if not os.access(path, os.W_OK):
        return False
    # On Windows the bits of a folder say something else, and os.access knows those of a file.
    return os.name != "posix" or bool(path.stat().st_mode & _WRITE_BITS)
