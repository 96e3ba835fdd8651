"""What lies in .zip, .tar, .gz, .zst, .xz and .bz2 files, one member after the other, read as they unpack.

Nothing is written out. Archives are made by strangers: what they unpack to is counted (one small file can hold
terabytes, and itself), links are not followed, and names that lead elsewhere are refused.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, cast

from annotator.formats.encoding import MAX_BYTES
from annotator.formats.readers.packages import package_of
from annotator.formats.readers.registry import Neighbours, OnBytes
from annotator.formats.readers.streams import (
    PIECE,
    Readable,
    Unreadable,
    Watched,
    damage_as_unreadable,
    read_most,
    seekable,
)
from annotator.formats.readers.tar import tar_members
from annotator.formats.readers.walk import belongings, is_description, is_left_behind, is_partner

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

MAX_DEPTH = 4
"""How many archives may lie within each other; a compressed tar is two."""
MAX_MEMBERS = 200_000
MAX_TOTAL = 32 << 30
"""Bytes that one archive may unpack to, with all the archives in it."""
MAX_RATIO = 250
"""How many times its size a member may unpack to: text takes a third to a tenth, and deflate can't pass 1,032."""
RATIO_FROM = 16 << 20
"""Bytes from which on the ratio counts."""
_BOMB = f"it unpacks to more than {MAX_RATIO} times its size"
MAX_DIRECTORY = 32 << 20
"""Bytes of a ZIP archive's directory, which Python holds in memory whole, four times as large."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_XZ = b"\xfd7zXZ\x00"
_BZIP2 = re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)")
_PACKED = ("gzip", "zstd", "xz", "bzip2")
_CONTAINERS = (b"mimetype", b"[Content_Types].xml", b"_rels/", b"META-INF/", b"word/", b"xl/", b"ppt/")
_DRIVE = re.compile(r"[A-Za-z]:")
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_UNIX = 3
_LINK, _REGULAR, _KIND = 0xA000, 0x8000, 0xF000
_BUFFER = 1 << 16
_HEAD_BYTES = 1 << 18  # of a member, to see what package it belongs to


@dataclass(slots=True)
class Budget:
    """What an archive, with all in it, may still hold; ``spent`` is the sentence once it is used up.

    ``packed`` is how many bytes the outermost file has, None where that is not known.
    """

    bytes_left: int = field(default_factory=lambda: MAX_TOTAL)
    members_left: int = field(default_factory=lambda: MAX_MEMBERS)
    packed: int | None = None
    spent: str | None = None
    _out: int = 0

    def take_bytes(self, number: int) -> None:
        """Raises Unreadable when there are too many."""
        self.bytes_left -= number
        self._out += number
        if self.bytes_left < 0:
            self._spend(f"it unpacks to more than {MAX_TOTAL >> 30} GiB")
        # Archives in archives: each by itself may be harmless.
        if self.packed is not None and _is_bomb(self._out, self.packed):
            self._spend(_BOMB)

    def take_member(self) -> None:
        """Raises Unreadable when there are too many."""
        self.members_left -= 1
        if self.members_left < 0:
            self._spend(f"it holds more than {MAX_MEMBERS:,} files")

    def _spend(self, sentence: str) -> None:
        self.spent = sentence
        raise Unreadable(sentence)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive, or why it can't be read: it has either a ``stream`` or a ``reason``.

    ``name`` is None in a compressed file, which knows none; ``annotator`` says whose layer of a text it is, None
    where it is nobody's. The stream is good until the next member is asked for.
    """

    name: str | None
    stream: BinaryIO | None = None
    reason: str = ""
    on_bytes: OnBytes | None = None
    neighbours: Neighbours | None = None
    annotator: str | None = None


def archive_kind(path: PurePath, head: bytes) -> str | None:
    """``zip``, ``gzip``, ``zstd``, ``xz``, ``bzip2`` or ``tar`` for a file that begins like this; None for what is
    no archive here, such as office documents."""
    if head.startswith(_ZIP):
        return None if head[30:].startswith(_CONTAINERS) else "zip"
    if head.startswith(_GZIP):
        return "gzip"
    if head.startswith(_ZSTD):
        return "zstd"
    if head.startswith(_XZ):
        return "xz"
    if _BZIP2.match(head):
        return "bzip2"
    return "tar" if head[257:262] == b"ustar" or path.suffix.lower() == ".tar" else None


def unpacked_name(path: PurePath) -> PurePath:
    """The name of what is in a compressed file: ``a.txt`` of ``a.txt.gz``, ``a.tar`` of ``a.tgz``."""
    if path.suffix.lower() == ".tgz":
        return path.with_suffix(".tar")
    return path.with_suffix("") if path.suffix.lower() in (".gz", ".zst", ".xz", ".bz2") else path


def members(kind: str, stream: BinaryIO, on_bytes: OnBytes | None, budget: Budget) -> Iterator[Member]:
    """The files in an archive, in its order, without folders and hidden files.

    Raises Unreadable where it can't be read on.
    """
    if kind == "zip":
        yield from _zip_members(stream, on_bytes, budget)
    elif kind in _PACKED:
        yield _unpacked(kind, stream, on_bytes, budget)
    else:
        yield from _tar_members(stream, on_bytes, budget)


def _zip_members(stream: BinaryIO, on_bytes: OnBytes | None, budget: Budget) -> Iterator[Member]:
    import zipfile

    try:
        with seekable(stream, budget.bytes_left) as file:
            guard = _Guard(file)
            with damage_as_unreadable():
                archive = zipfile.ZipFile(guard)
            guard.limit = None
            with archive:
                yield from _ZipReading(archive, file.seek(0, io.SEEK_END), on_bytes, budget).members()
    except ValueError as error:
        raise Unreadable(str(error)) from error


class _Guard:
    """Lets no more be read at once than a directory may have: its size stands in the file, which may be lying."""

    def __init__(self, file: BinaryIO) -> None:
        self.limit: int | None = MAX_DIRECTORY
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable
        self._file = file

    def read(self, size: int = -1) -> bytes:
        if self.limit is not None and size > self.limit:
            raise Unreadable(
                f"its directory is longer than {self.limit >> 20} MiB; unpack it and import the folder"
            )
        return self._file.read(size)


class _ZipReading:
    def __init__(self, archive: ZipFile, size: int, on_bytes: OnBytes | None, budget: Budget) -> None:
        self._archive = archive
        self._size = max(size, 1)
        self._on_bytes = on_bytes
        self._budget = budget
        self._out = 0
        self._at = {info.header_offset: info for info in archive.infolist()}

    def members(self) -> Iterator[Member]:
        infos = [(_zip_name(info), info) for info in self._archive.infolist() if not info.is_dir()]
        named = dict(infos)
        package = package_of(named, lambda name: self._head(named[name]))
        named = {name: info for name, info in named.items() if name in package.members}
        choice = _Choice(named)
        for name, info in infos:
            if name not in named or not choice.takes(name) or is_partner(name, named):
                continue
            self._budget.take_member()
            if (last := named[name]) is not info:
                # As where archives are unpacked, the last one counts; what was added twice is no loss.
                if (last.CRC, last.file_size) != (info.CRC, info.file_size):
                    yield Member(name, reason="another file of the archive, which comes later, has the same name")
                continue
            member = self._open(info, name, _ZipNeighbours(PurePosixPath(name), named, self))
            yield replace(member, annotator=package.annotators.get(name))

    def _head(self, info: ZipInfo) -> bytes:
        """How a member begins; nothing if it can't be read."""
        if _zip_obstacle(info):
            return b""
        try:
            return read_most(self.stream(info), _HEAD_BYTES)
        except Unreadable:
            return b""

    def _open(self, info: ZipInfo, name: str, neighbours: Neighbours) -> Member:
        reason = leads_out(name) or _zip_obstacle(info)
        if self._at[info.header_offset] is not info:
            # From Python 3.13 on, opening it would warn of a bomb on the person's screen.
            reason = reason or "it lies where another file of the archive does"
        if reason:
            return Member(name, reason=reason)
        try:
            stream = self.stream(info)
        except Unreadable as error:
            return Member(name, reason=str(error))
        return Member(name, stream, on_bytes=self._progress(info), neighbours=neighbours)

    def stream(self, info: ZipInfo) -> BinaryIO:
        """What the member unpacks to; raises Unreadable, as reading from it does."""
        with damage_as_unreadable():
            packed = self._archive.open(info)
        out = 0

        def count(number: int) -> None:
            nonlocal out
            out += number
            self._budget.take_bytes(number)
            _check_ratio(out, info.compress_size)
            # Members may overlap, so that each alone is harmless.
            self._out += number
            _check_ratio(self._out, self._size)

        return io.BufferedReader(Watched(packed, count), _BUFFER)

    def _progress(self, info: ZipInfo) -> OnBytes | None:
        """Bytes unpacked as bytes of the archive."""
        tell = self._on_bytes
        if tell is None:
            return None
        return lambda number: tell(number * info.compress_size // max(info.file_size, 1))


@dataclass(frozen=True, slots=True)
class _ZipNeighbours:
    """The members beside one."""

    path: PurePosixPath  # as archives name their members, on Windows too
    named: Mapping[str, ZipInfo]
    reading: _ZipReading

    def has(self, suffix: str) -> bool:
        return str(self.path.with_suffix(suffix)) in self.named

    def __call__(self, suffix: str) -> bytes | None:
        info = self.named.get(str(self.path.with_suffix(suffix)))
        return None if info is None or _zip_obstacle(info) else self.reading.stream(info).read(MAX_BYTES + 1)


def _zip_name(info: ZipInfo) -> str:
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        # Many programs write UTF-8 without saying so, and Python reads such names in the encoding of DOS.
        try:
            name = name.encode("cp437").decode()
        except UnicodeError:
            name = info.filename
    return _printable(name)


def _zip_obstacle(info: ZipInfo) -> str:
    mode = info.external_attr >> 16 & _KIND
    if info.create_system == _UNIX and mode not in (0, _REGULAR):
        return "it is a link, which is not followed" if mode == _LINK else "it is no regular file"
    return "it is protected by a password" if info.flag_bits & _ENCRYPTED else ""


def _unpacked(kind: str, stream: BinaryIO, on_bytes: OnBytes | None, budget: Budget) -> Member:
    # Compiled, or rarely needed: no start waits for them.
    from gzip import GzipFile

    from annotator.formats.readers.xz import bzip2_file, xz_file
    from annotator.formats.readers.zstd import ZstdFile

    budget.take_member()
    taken = out = 0

    def count_in(number: int) -> None:
        nonlocal taken
        taken += number
        if on_bytes is not None:
            on_bytes(number)

    def count_out(number: int) -> None:
        nonlocal out
        out += number
        budget.take_bytes(number)
        _check_ratio(out, taken)

    packed = cast(BinaryIO, io.BufferedReader(Watched(stream, count_in), _BUFFER))
    openers: dict[str, Callable[[BinaryIO], Readable]] = {
        "gzip": lambda file: GzipFile(fileobj=file),
        "zstd": ZstdFile,
        "xz": xz_file,
        "bzip2": bzip2_file,
    }
    unpacked = openers[kind](packed)
    return Member(None, io.BufferedReader(Watched(unpacked, count_out), PIECE))


def _tar_members(stream: BinaryIO, on_bytes: OnBytes | None, budget: Budget) -> Iterator[Member]:
    choice = _Choice(())
    for entry in tar_members(stream):
        name = _printable(entry.name)
        if not entry.is_folder and choice.takes(name):
            budget.take_member()
            reason = leads_out(name) or entry.obstacle
            body = Watched(entry.stream, budget.take_bytes)
            yield (
                Member(name, reason=reason)
                if reason
                else Member(name, io.BufferedReader(body, _BUFFER), on_bytes=on_bytes)
            )
        if on_bytes is not None:
            on_bytes(entry.header_size)


class _Choice:
    """Which members are read, as in folders: nothing hidden, nothing that belongs to a saved page or describes."""

    def __init__(self, names: Iterable[str]) -> None:
        self._skipped: set[str] = set()
        for name in names:
            self._learn(name)

    def takes(self, name: str) -> bool:
        self._learn(name)
        parts = _parts(name)
        if any(part.startswith(".") and part != ".." for part in parts) or "__MACOSX" in parts:
            return False
        if parts and (is_description(parts[-1]) or is_left_behind(parts[-1])):
            return False
        return not any("/".join(parts[:depth]) in self._skipped for depth in range(1, len(parts)))

    def _learn(self, page: str) -> None:
        parts = _parts(page)
        if parts:
            self._skipped.update("/".join((*parts[:-1], name)) for name in belongings([parts[-1]]))


def leads_out(name: str) -> str:
    """A reason against a member whose name leads out of its archive, "" if it doesn't."""
    slashes = name.replace("\\", "/")
    if slashes.startswith("/") or ".." in slashes.split("/") or _DRIVE.match(slashes):
        return "its name leads out of the archive"
    return ""


def _parts(name: str) -> list[str]:
    return [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]


def _printable(name: str) -> str:
    """Names reach terminals and reports, where escape sequences and half characters do harm."""
    return "".join(c if c.isprintable() else "\ufffd" for c in name)


def _check_ratio(out: int, packed: int) -> None:
    if _is_bomb(out, packed):
        raise Unreadable(_BOMB)


def _is_bomb(out: int, packed: int) -> bool:
    return out > RATIO_FROM and out > MAX_RATIO * packed
