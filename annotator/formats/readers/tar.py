"""Tar archives, read in one pass in bounded memory.

Python's own reader holds every member and believes each header about how long the next is; and where a header is
damaged, it takes that for the end. Here the blocks are read one by one; their fields are parsed by ``tarfile``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from annotator.formats.readers.streams import Readable, Unreadable

if TYPE_CHECKING:
    from tarfile import TarInfo

_BLOCK = 512
_MAX_HEADER = 1 << 20  # a long name, or further fields: paths have at most some thousand bytes
_MORE_IN_HEADER, _MORE_IN_BLOCK = 482, 504  # where a sparse file's header and further blocks say that one follows
_PIECE = 1 << 20
_LONG_NAME, _LONG_LINK, _FIELDS, _COMMON_FIELDS, _SPARSE = b"L", b"K", b"x", b"g", b"S"


@dataclass(frozen=True, slots=True)
class TarMember:
    """A file or folder in the archive; ``obstacle`` says why a file can't be read, "" if it can.

    The stream is good until the next member is asked for. ``header_size`` is what its header takes, in bytes.
    """

    name: str
    is_folder: bool
    obstacle: str
    stream: Readable
    header_size: int


def tar_members(stream: BinaryIO) -> Iterator[TarMember]:
    """The members in the archive's order. Raises Unreadable where it is damaged or ends too early."""
    name: str | None = None
    fields: dict[str, str] = {}
    header_size = 0
    while block := _header_block(stream):
        info = _header(block)
        header_size += _BLOCK
        if info.type in (_LONG_NAME, _LONG_LINK, _FIELDS, _COMMON_FIELDS):
            content = _content(stream, info.size)
            header_size += len(content)
            if info.type == _LONG_NAME:
                name = _decoded(content.rstrip(b"\0"))
            elif info.type == _FIELDS:
                fields = _fields(content)
            continue
        if info.type == _SPARSE:
            _skip_sparse_blocks(stream, block)
        size = _size(info, fields)
        body = _Body(stream, size)
        yield TarMember(
            _decoded((fields.get("path") or name or info.name).encode("utf-8", "surrogateescape")),
            info.isdir(),
            _obstacle(info, fields),
            body,
            header_size,
        )
        body.skip()
        _skip(stream, -size % _BLOCK)
        name, fields, header_size = None, {}, 0


def _header_block(stream: BinaryIO) -> bytes:
    """The next header; nothing at the end of the archive."""
    block = stream.read(_BLOCK)
    if len(block) < _BLOCK:
        raise Unreadable("it ends too early")
    return block if block.strip(b"\0") else b""


def _header(block: bytes) -> TarInfo:
    import tarfile

    try:
        info = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError) as error:
        raise Unreadable("it is damaged") from error
    if info.size < 0:
        raise Unreadable("it is damaged")
    return info


def _content(stream: BinaryIO, size: int) -> bytes:
    if size > _MAX_HEADER:
        raise Unreadable("it is damaged")
    content = stream.read(size)
    if len(content) < size:
        raise Unreadable("it ends too early")
    _skip(stream, -size % _BLOCK)
    return content


def _fields(content: bytes) -> dict[str, str]:
    """The fields of a pax header: "<length> <key>=<value>", the length with itself and the line's end."""
    fields = {}
    while content.strip(b"\0"):
        length, space, _ = content.partition(b" ")
        if not space or not length.isdigit() or not len(length) < int(length[:9]) <= len(content):
            raise Unreadable("it is damaged")
        key, _, value = content[len(length) + 1 : int(length) - 1].partition(b"=")
        fields[_decoded(key)] = _decoded(value)
        content = content[int(length) :]
    return fields


def _size(info: TarInfo, fields: dict[str, str]) -> int:
    """Bytes of a member's body; folders, links and devices have none, whatever their header says."""
    if not (info.isreg() or info.type == _SPARSE):
        return 0
    size = fields.get("size", "")
    return int(size) if size.isascii() and size.isdigit() and len(size) < 20 else info.size


def _obstacle(info: TarInfo, fields: dict[str, str]) -> str:
    if info.issym() or info.islnk():
        return "it is a link, which is not followed"
    if info.type == _SPARSE or any(key.startswith("GNU.sparse") for key in fields):
        return "it is a sparse file, which holds no text"
    return "" if info.isreg() else "it is no regular file"


def _skip_sparse_blocks(stream: BinaryIO, header: bytes) -> None:
    more = header[_MORE_IN_HEADER]
    while more:
        block = stream.read(_BLOCK)
        if len(block) < _BLOCK:
            raise Unreadable("it ends too early")
        more = block[_MORE_IN_BLOCK]


def _skip(stream: BinaryIO, size: int) -> None:
    if len(stream.read(size)) < size:
        raise Unreadable("it ends too early")


def _decoded(name: bytes) -> str:
    try:
        return name.decode()
    except UnicodeDecodeError:
        return name.decode("cp1252", "replace")


class _Body:
    """The bytes of one member."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self._left = size

    def read(self, size: int) -> bytes:
        wanted = min(size, self._left)
        piece = self._stream.read(wanted)
        if not piece and wanted:
            raise Unreadable("it ends too early")
        self._left -= len(piece)
        return piece

    def skip(self) -> None:
        """Reads on to the member's end."""
        while self._left:
            self.read(_PIECE)
