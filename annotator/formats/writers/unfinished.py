"""What an export writes before it takes its place: hidden files and folders beside the target, held while it runs.

A process that is killed can't take them away, so the next export to the same target does. The system's lock tells
that their process is gone (flock, which ends with its process; where there is none, as on Windows, they stay).
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_PART, _OLD = ".annotator.part", ".annotator.old"
# Until it is finished. From a folder with these rights Python bars all others on Windows, and chmod lets none in.
_OWNERS_ALONE = 0o777 if sys.platform == "win32" else 0o700


@contextmanager
def unfinished(path: Path, is_folder: bool = False) -> Iterator[Path]:
    """A new hidden file or folder beside ``path``, on the same disk; gone at the end unless it was renamed.

    Takes away first what killed processes left of exports to the same path. Raises OSError.
    """
    _clear(path)
    made, lock = _make(path, _PART, is_folder)
    try:
        yield made
    finally:
        _remove(made)
        if lock is not None:
            os.close(lock)


@contextmanager
def aside(path: Path) -> Iterator[Path]:
    """A name to which the folder ``path`` can be moved until another one has its place; gone at the end.

    If there is none at the end, it gets its name back. Raises OSError.
    """
    made, lock = _make(path, _OLD, is_folder=True)
    try:
        yield made / path.name
    finally:
        _give_back(made, path)
        if lock is not None:
            os.close(lock)


def _make(path: Path, suffix: str, is_folder: bool) -> tuple[Path, int | None]:
    while True:
        made = path.with_name(f".{path.name}.{secrets.token_hex(4)}{suffix}")
        try:
            if is_folder:
                made.mkdir(_OWNERS_ALONE)
            else:
                made.touch(0o600, exist_ok=False)
        except FileExistsError:
            continue
        lock = _lock(made, wait=True)
        # Another export may have taken it away before it was locked.
        if made.exists():
            return made, lock
        if lock is not None:
            os.close(lock)


def _lock(path: Path, wait: bool = False) -> int | None:
    """What holds the file or folder until it is closed; None where somebody else does, or nobody can."""
    if fcntl is None:
        return None
    handle = None
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        if handle is not None:
            os.close(handle)
        return None
    return handle


def _clear(path: Path) -> None:
    name = re.compile(rf"\.{re.escape(path.name)}\.[a-z0-9_]{{8}}({re.escape(_PART)}|{re.escape(_OLD)})")
    try:
        found = [path.with_name(other) for other in os.listdir(path.parent) if name.fullmatch(other)]
    except OSError:
        return  # making the export tells what is wrong with the folder
    for left in found:
        lock = _lock(left)
        if lock is not None:
            if left.suffix == ".old":
                _give_back(left, path)
            else:
                _remove(left)
            os.close(lock)


def _give_back(folder: Path, path: Path) -> None:
    """Takes away what was put aside, unless there is nothing else by that name."""
    with suppress(OSError):
        if (folder / path.name).exists() and not path.exists():
            (folder / path.name).rename(path)
        if path.exists():
            shutil.rmtree(folder, ignore_errors=True)
        else:
            folder.rmdir()


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()
