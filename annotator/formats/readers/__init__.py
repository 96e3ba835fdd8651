"""Files and streams on their way in: each reader turns one kind of file into drafts and refusals."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.errors import UserError
from annotator.core.models import Draft, Refusal
from annotator.core.offsets import clean_text
from annotator.formats.day_order import settled
from annotator.formats.encoding import MAX_BYTES, binary_kind
from annotator.formats.mapping import Mapping
from annotator.formats.readers import registry
from annotator.formats.readers.archives import MAX_DEPTH, Budget, Member, archive_kind, members, unpacked_name
from annotator.formats.readers.registry import READERS, MappedReader, Neighbours, OnBytes, PageReader, Reader
from annotator.formats.readers.streams import Unreadable, with_head
from annotator.formats.readers.walk import size_of, walk

__all__ = ["HEAD_BYTES", "READERS", "OnBytes", "Reader", "read_path", "read_stream", "size_of", "walk"]

HEAD_BYTES = 65536
"""How much of a file decides which reader it gets."""

_OF_SHELLS = (
    "/dev/fd/",
    "/dev/stdin",
    "/proc/",
)  # pipes that have somebody who writes: annotator import PROJECT <(…)
_ARCHIVES = {
    "zip": "a ZIP archive",
    "gzip": "a gzip archive",
    "zstd": "a Zstandard archive",
    "xz": "an xz archive",
    "bzip2": "a bzip2 archive",
    "tar": "a tar archive",
}


def read_path(
    path: Path,
    codebook: Codebook,
    format: str | None = None,
    on_bytes: OnBytes | None = None,
    mapping: Mapping | None = None,
    whole_pages: bool = False,
) -> Iterator[Draft | Refusal]:
    """The articles of one file, and a Refusal for whatever of it can't be read; archives are read through.

    ``format`` is a reader's name; without it content decides first and the file's name second. ``mapping`` says
    which columns or keys are what. Of web pages ``whole_pages`` keeps what is around the article, as zones.
    Raises UserError for an unknown format.
    """
    try:
        if path.is_fifo() and not str(path).startswith(_OF_SHELLS):
            # To open it waits until somebody writes, and no signal ends that.
            yield Refusal(str(path), None, "it is a pipe: give what comes through it as standard input (-)")
            return
        if (path.is_char_device() or path.is_block_device()) and not str(path).startswith(_OF_SHELLS):
            yield Refusal(str(path), None, "it is a device, not a file")
            return
        with path.open("rb") as stream:
            place = _Place(str(path), path, path.name, neighbours=_FolderNeighbours(path))
            budget = Budget(packed=size_of(path))
            yield from _Reading(codebook, format, mapping, whole_pages, budget).read(stream, place, on_bytes)
    except OSError as error:
        yield Refusal(str(path), None, _reason(path, error))


def read_stream(
    stream: BinaryIO,
    name: str,
    codebook: Codebook,
    format: str | None = None,
    on_bytes: OnBytes | None = None,
    mapping: Mapping | None = None,
    whole_pages: bool = False,
) -> Iterator[Draft | Refusal]:
    """Like :func:`read_path`, from an open stream that need not be seekable, such as standard input."""
    try:
        place = _Place(name, PurePath(name), PurePath(name).name)
        yield from _Reading(codebook, format, mapping, whole_pages).read(stream, place, on_bytes)
    except OSError as error:
        yield Refusal(name, None, _unreadable(error))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something to read lies.

    ``file`` is what refusals call it, ``path`` the name that it is known by, and ``shown`` what its articles have
    as their file: in an archive, ``news.zip/monday/a.txt``. What is one ``annotator``'s of many lies in a
    ``package``, by which ``shown`` begins.
    """

    file: str
    path: PurePath
    shown: str
    depth: int = 0
    neighbours: Neighbours | None = None
    annotator: str | None = None
    package: str = ""

    def member(self, member: Member) -> _Place:
        """A member of this archive; that of a compressed file has no name of its own."""
        depth = self.depth + 1
        if member.name is None:
            return replace(self, path=unpacked_name(self.path), depth=depth, neighbours=None)
        file, shown = f"{self.file}/{member.name}", f"{self.shown}/{member.name}"
        path, annotator, package = PurePath(member.name), self.annotator, self.package
        if member.annotator is not None:
            annotator, package = clean_text(member.annotator), clean_text(f"{self.shown}/")
        return _Place(file, path, shown, depth, member.neighbours, annotator, package)


@dataclass(frozen=True, slots=True)
class _FolderNeighbours:
    """The files beside one on the disk."""

    path: Path

    def has(self, suffix: str) -> bool:
        return self.path.with_suffix(suffix).is_file()

    def __call__(self, suffix: str) -> bytes | None:
        if not self.has(suffix):
            return None
        with self.path.with_suffix(suffix).open("rb") as stream:
            return stream.read(MAX_BYTES + 1)


@dataclass(slots=True)
class _Reading:
    """Reads a file and, if it is an archive, what is in it, within one budget."""

    codebook: Codebook
    format: str | None
    mapping: Mapping | None
    whole_pages: bool
    budget: Budget = field(default_factory=Budget)
    wanted: Reader | None = field(init=False)

    def __post_init__(self) -> None:
        self.wanted = None if self.format is None else registry.named(self.format)

    def read(self, stream: BinaryIO, place: _Place, on_bytes: OnBytes | None) -> Iterator[Draft | Refusal]:
        head, stream = with_head(stream, HEAD_BYTES)
        reader = self._choose(place, head)
        kind = archive_kind(place.path, head)
        if isinstance(reader, str):
            yield Refusal(place.file, None, reader)
        elif reader is None and kind is not None:
            yield from self._read_archive(kind, stream, place, on_bytes)
        elif reader is not None:
            empty = True
            for item in settled(self._guarded(reader, stream, place, on_bytes)):
                empty = False
                if isinstance(item, Draft):
                    item.place = place.file
                    if place.depth:
                        _show(item, place)
                    if place.annotator is not None:
                        _sign(item, place.annotator, place.package)
                yield item
            if empty:
                yield Refusal(place.file, None, "there is no article in it")

    def _choose(self, place: _Place, head: bytes) -> Reader | str | None:
        """The reader of a file that begins like this, None for an archive, or why it can't be read."""
        if not head:
            return "the file is empty"
        path = place.path
        reader = self.wanted or registry.paired(path, place.neighbours) or registry.accepting(path, head)
        if self.mapping is not None and isinstance(reader, MappedReader):
            reader = reader.mapped(self.mapping)
        if self.whole_pages and isinstance(reader, PageReader):
            reader = reader.whole_pages()
        kind = binary_kind(head)
        if reader is not None and kind is not None and not reader.binary:
            reader = None
        is_archive = archive_kind(path, head) is not None
        if reader is not None and not (is_archive and not registry.accepts(reader, path, head)):
            return reader
        return None if is_archive else registry.unknown(path, head)

    def _read_archive(
        self, kind: str, stream: BinaryIO, place: _Place, on_bytes: OnBytes | None
    ) -> Iterator[Draft | Refusal]:
        if place.depth >= MAX_DEPTH:
            yield Refusal(place.file, None, f"more than {MAX_DEPTH} archives lie in each other here")
            return
        empty = True
        try:
            for member in members(kind, stream, on_bytes, self.budget):
                empty = False
                yield from self._read_member(member, place.member(member))
                if self.budget.spent is not None:
                    break
            if empty:
                yield Refusal(place.file, None, "there is no file in it that could be read")
        except Unreadable as error:
            if self.budget.spent is None:
                yield Refusal(place.file, None, f"it is {_ARCHIVES[kind]}, but {error}")
        if self.budget.spent is not None:
            yield Refusal(place.file, None, f"{self.budget.spent}; the rest of it is not read")

    def _read_member(self, member: Member, place: _Place) -> Iterator[Draft | Refusal]:
        if member.stream is None:
            yield Refusal(place.file, None, member.reason)
            return
        try:
            yield from self.read(member.stream, place, member.on_bytes)
        except Unreadable as error:
            if self.budget.spent is None:
                yield Refusal(place.file, None, str(error))

    def _guarded(
        self, reader: Reader, stream: BinaryIO, place: _Place, on_bytes: OnBytes | None
    ) -> Iterator[Draft | Refusal]:
        """What the reader yields; where it fails as it should not, that is a refusal, and the import goes on."""
        try:
            pair = registry.as_paired(reader)
            if pair is not None:
                yield from pair.read(stream, place.file, self.codebook, on_bytes, place.neighbours or _nothing)
            else:
                yield from reader.read(stream, place.file, self.codebook, on_bytes)
        except (OSError, UserError):
            raise
        except Exception as error:  # noqa: BLE001 – files by strangers, parsed by libraries that raise anything
            yield Refusal(place.file, None, registry.failure(reader, error))


def _nothing(_suffix: str) -> None:
    """There is nothing beside a stream."""


def _show(draft: Draft, place: _Place) -> None:
    """Says of an article in which archive it lies, unless its record names another file."""
    name = clean_text(PurePath(place.file).name)
    if draft.article.file == name != place.shown:
        draft.article = replace(draft.article, file=clean_text(place.shown))


def _sign(draft: Draft, annotator: str, package: str) -> None:
    """Says of an article whose layer it is, unless its record does."""
    draft.package = package
    draft.annotator = draft.annotator or annotator
    draft.spans = [replace(span, annotator=span.annotator or annotator) for span in draft.spans]
    draft.relations = [replace(link, annotator=link.annotator or annotator) for link in draft.relations]
    draft.comments = [replace(said, annotator=said.annotator or annotator) for said in draft.comments]


def _reason(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if os.path.isdir(path):
        return "it is a folder, not a file" if _is_listable(path) else "you may not read this folder"
    if isinstance(error, PermissionError):
        # Windows says the same of one that a word processor has open.
        doubt = ", or another program has it open" if sys.platform == "win32" else ""
        return f"you may not read this file{doubt}"
    return _unreadable(error)


def _is_listable(folder: Path) -> bool:
    # Not by os.access, which knows neither Windows' rights nor what macOS keeps from a program.
    try:
        os.scandir(folder).close()
    except OSError:
        return False
    return True


def _unreadable(error: OSError) -> str:
    return f"it can't be read: {error.strerror or error}"
