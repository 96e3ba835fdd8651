"""Formats that are one stream of articles a file: as one file, or as a folder with a file for each split.

In a folder the files are called by their split (``train.jsonl``), or ``all`` where articles have none; with
``Options.shard`` each holds so many articles at most (``train-00000.jsonl``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from hashlib import blake2b
from typing import BinaryIO, Generic, Protocol, TypeVar
from unicodedata import normalize

from annotator.formats.writers.base import Record, Setup, Target, Writer

ALL = "all"
# A pair of offsets on one line. JSON has line ends between its tokens only, so no text can look like this.
_PAIR = re.compile(r"\[\n\s+(\d+),\n\s+(\d+)\n\s+\]")
_UNSAFE = re.compile(r"[^\w.-]|^\.|\.$")
_LONGEST = 60
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)")
"""Windows has no files of these names, whatever they end in."""


def split_name(split: str | None) -> str:
    """What files of a split are called; splits of other tools may be called anything.

    Those that a disk may take for one another, as it does with Train and train, are one.
    """
    if split is None:
        return ALL
    name = _UNSAFE.sub("_", normalize("NFC", split).lower()) or "_"
    if len(name) > _LONGEST:
        name = f"{name[:_LONGEST]}-{blake2b(split.encode(), digest_size=6).hexdigest()}"
    return f"_{name}" if RESERVED.match(name) else name


Made = TypeVar("Made")
Part = TypeVar("Part", contravariant=True)


class Stream(Protocol[Part]):
    """One file that is being written."""

    def write(self, made: Part) -> None:
        """Writes what was made of the next article."""
        ...

    def finish(self) -> None:
        """Writes the end. The file is closed by whoever opened it."""
        ...


class StreamWriter(Writer, Generic[Made]):
    """Hands what ``encode`` makes of each record to the stream of its file.

    ``suffix`` is that of the files in a folder, with the dot.
    """

    def __init__(
        self,
        setup: Setup,
        target: Target,
        suffix: str,
        encode: Callable[[Record], Made],
        opener: Callable[[BinaryIO], Stream[Made]],
    ) -> None:
        self._shard = setup.options.shard if target.is_folder else 0
        self._target = target
        self._suffix = suffix
        self._encode = encode
        self._opener = opener
        self._open: dict[str, tuple[BinaryIO, Stream[Made]]] = {}
        self._written: dict[str, int] = {}
        if not target.is_folder:
            # A file without articles is one, too: with its head and its end.
            self._stream("")

    def encode(self, record: Record) -> tuple[str, Made]:
        """What a file of the split is called, and what goes there."""
        return split_name(record["split"]), self._encode(record)

    def place(self, made: tuple[str, Made]) -> None:
        split, part = made
        name = split if self._target.is_folder else ""
        done = self._written.get(name, 0)
        if self._shard and done and done % self._shard == 0:
            self._end(name)
        self._stream(name).write(part)
        self._written[name] = done + 1

    def finish(self) -> None:
        for name in list(self._open):
            self._end(name)

    def _stream(self, name: str) -> Stream[Made]:
        if name not in self._open:
            number = f"-{self._written.get(name, 0) // self._shard:05}" if self._shard else ""
            file = self._target.create(f"{name}{number}{self._suffix}")
            self._open[name] = file, self._opener(file)
        return self._open[name][1]

    def _end(self, name: str) -> None:
        file, stream = self._open.pop(name)
        stream.finish()
        file.close()


class ByteStream:
    """A stream that has some bytes of each article, after those of its ``head``."""

    def __init__(self, file: BinaryIO, head: bytes = b"") -> None:
        self._write = file.write
        if head:
            file.write(head)

    def write(self, made: bytes) -> None:
        self._write(made)

    def finish(self) -> None:
        pass


def line_writer(
    setup: Setup, target: Target, suffix: str, line: Callable[[Record], bytes], head: bytes = b""
) -> Writer:
    """A writer of files in which each article is some bytes."""
    return StreamWriter(setup, target, suffix, line, lambda file: ByteStream(file, head))


def as_it_is(record: Record) -> Record:
    """The encoding of formats whose libraries write straight into the file."""
    return record


def indented(lines: bytes) -> str:
    """JSON Lines to read: indented, pairs of offsets on one line."""
    values = (json.loads(line) for line in lines.split(b"\n") if line)
    return "\n".join(_PAIR.sub(r"[\1, \2]", json.dumps(v, ensure_ascii=False, indent=2)) for v in values)
