"""Files and streams on their way in: each reader turns one kind of file into drafts and refusals."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePath
from typing import BinaryIO, Protocol

from annotator.core.codebook import Codebook
from annotator.core.errors import UserError
from annotator.core.models import Draft, Refusal
from annotator.formats.encoding import binary_kind
from annotator.formats.readers.jsonl import JsonlReader
from annotator.formats.readers.text import TextReader

HEAD_BYTES = 65536
"""How much of a file decides which reader it gets."""

OnBytes = Callable[[int], None]


class Reader(Protocol):
    """Reads one format. ``name`` is what ``--format`` calls it."""

    @property
    def name(self) -> str: ...

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """Whether a file with this name and beginning is of the format."""
        ...

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: OnBytes | None = None
    ) -> Iterator[Draft | Refusal]:
        """What the stream holds, in order. ``on_bytes`` is told how many more bytes were read, before each item.

        Raises OSError where the stream can't be read; everything else wrong becomes a Refusal.
        """
        ...


# The first that accepts a file gets it: JSONL goes by content, plain text takes what is left.
READERS: tuple[Reader, ...] = (JsonlReader(), TextReader())


def read_path(
    path: Path, codebook: Codebook, format: str | None = None, on_bytes: OnBytes | None = None
) -> Iterator[Draft | Refusal]:
    """The articles of one file, and a Refusal for whatever of it can't be read.

    ``format`` is a reader's name; without it content decides first and the file's name second. Raises UserError
    for an unknown format.
    """
    try:
        with path.open("rb") as stream:
            yield from _read(stream, str(path), codebook, format, on_bytes)
    except OSError as error:
        yield Refusal(str(path), None, _reason(path, error))


def read_stream(
    stream: BinaryIO, name: str, codebook: Codebook, format: str | None = None, on_bytes: OnBytes | None = None
) -> Iterator[Draft | Refusal]:
    """Like :func:`read_path`, from an open stream that need not be seekable, such as standard input."""
    try:
        yield from _read(stream, name, codebook, format, on_bytes)
    except OSError as error:
        yield Refusal(name, None, f"it can't be read: {error.strerror or error}")


def walk(paths: Iterable[Path]) -> Iterator[Path]:
    """The files in the order given; in place of a folder all that lie below it, sorted by name.

    Below folders, hidden files and what is no regular file are skipped, and no folder is entered twice, so that
    links can't make a loop. A folder that can't be listed comes itself: reading it says why.
    """
    entered: set[tuple[int, int]] = set()
    for path in paths:
        pending = [path]
        while pending:
            current = pending.pop()
            found = _children(current, entered) if os.path.isdir(current) else None
            if found is None:
                yield current
            else:
                pending.extend(found)


def _children(folder: Path, entered: set[tuple[int, int]]) -> list[Path] | None:
    """What is to be read below the folder, last first; None if it can't be listed."""
    try:
        status = folder.stat()
        identity = (status.st_dev, status.st_ino)
        if identity in entered:
            return []
        entered.add(identity)
        with os.scandir(folder) as entries:
            names = [e.name for e in entries if not e.name.startswith(".") and (e.is_dir() or e.is_file())]
    except OSError:
        return None
    return [folder / name for name in sorted(names, reverse=True)]


def _read(
    stream: BinaryIO, file: str, codebook: Codebook, format: str | None, on_bytes: OnBytes | None
) -> Iterator[Draft | Refusal]:
    reader = None if format is None else _named(format)
    head = stream.read(HEAD_BYTES)
    if stream.seekable():
        stream.seek(-len(head), os.SEEK_CUR)
    else:
        stream = io.BufferedReader(_Rejoined(head, stream))
    found = _choose(PurePath(file), head, reader)
    if isinstance(found, str):
        yield Refusal(file, None, found)
    else:
        yield from found.read(stream, file, codebook, on_bytes)


def _named(name: str) -> Reader:
    reader = next((r for r in READERS if r.name == name), None)
    if reader is None:
        raise UserError(f"There is no format {name!r} to read; there are {', '.join(r.name for r in READERS)}.")
    return reader


def _choose(path: PurePath, head: bytes, reader: Reader | None) -> Reader | str:
    """The reader of a file that begins like this, or why there is none."""
    if not head:
        return "the file is empty"
    kind = binary_kind(head)
    if kind is not None:
        return f"the file is {kind}, not text"
    reader = reader or next((r for r in READERS if r.accepts(path, head)), None)
    if reader is not None:
        return reader
    if path.suffix.lower() == ".json":
        return "a JSON file must hold one object with a text on each line (JSON Lines)"
    return f"{path.suffix} files are not known; name the format if it is {' or '.join(r.name for r in READERS)}"


def _reason(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if os.path.isdir(path):
        listable = os.access(path, os.R_OK | os.X_OK)
        return "it is a folder, not a file" if listable else "you may not read this folder"
    if isinstance(error, PermissionError):
        return "you may not read this file"
    return f"it can't be read: {error.strerror or error}"


class _Rejoined(io.RawIOBase):
    """A stream whose beginning was already read, whole again."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        size = len(buffer)
        piece, self._head = self._head[:size], self._head[size:]
        if not piece:
            piece = self._rest.read(size)
        buffer[: len(piece)] = piece
        return len(piece)
