"""Streams that readers are given: made seekable, put together again, watched for how much comes out of them."""

from __future__ import annotations

import io
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, Protocol

from annotator.formats.encoding import MAX_BYTES

PIECE = 1 << 20
_IN_MEMORY = 8 << 20


class Unreadable(OSError):  # noqa: N818 – it says what the stream is, in reasons that a person reads
    """What a stream holds can't be read, for the reason that it is given; readers let it through as an OSError."""

    def __str__(self) -> str:
        return str(self.args[0])


def read_most(stream: BinaryIO, size: int) -> bytes:
    """Up to ``size`` bytes, fewer only at the end; unlike ``read``, without a buffer of that size."""
    pieces: list[bytes] = []
    while size and (piece := stream.read(min(PIECE, size))):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


@contextmanager
def seekable(stream: BinaryIO, limit: int = MAX_BYTES) -> Iterator[BinaryIO]:
    """The stream's rest as a file that can go back: itself, or a temporary file that the caller need not close.

    Raises ValueError with a sentence if more than ``limit`` bytes are left.
    """
    if stream.seekable():
        yield stream
        return
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as copy:
        size = 0
        while piece := stream.read(PIECE):
            size += len(piece)
            if size > limit:
                raise ValueError(f"the file is longer than {limit >> 20} MiB")
            copy.write(piece)
        copy.seek(0)
        yield copy  # type: ignore[misc]


def _some(stream: Readable, size: int) -> bytes:
    """At least a byte unless the stream ends: where it breaks off later, what came before isn't lost."""
    # Who asks for a whole file asks for all that one may have, and would be given a buffer of that size.
    piece: bytes = getattr(stream, "read1", stream.read)(min(size, PIECE))
    return piece


def with_head(stream: BinaryIO, size: int) -> tuple[bytes, BinaryIO]:
    """The first bytes, and the stream with these still to be read; where it breaks off, it does so after them."""
    if stream.seekable():
        head = stream.read(size)
        stream.seek(-len(head), io.SEEK_CUR)
        return head, stream
    head = b""
    try:
        while piece := _some(stream, size - len(head)):
            head += piece
            if len(head) == size:
                return head, io.BufferedReader(Rejoined(head, stream), PIECE)
    except OSError as error:
        if not head:
            raise
        return head, io.BufferedReader(Rejoined(head, _Broken(error)))
    return head, io.BytesIO(head)


class _Broken:
    """Where a stream breaks off."""

    def __init__(self, error: OSError) -> None:
        self._error = error

    def read(self, _size: int, /) -> bytes:
        raise self._error


class Rejoined(io.RawIOBase):
    """A stream whose beginning was already read, whole again. Not seekable."""

    def __init__(self, head: bytes, rest: Readable) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        size = len(buffer)
        piece, self._head = self._head[:size], self._head[size:]
        if not piece:
            piece = _some(self._rest, size)
        buffer[: len(piece)] = piece
        return len(piece)


class Watched(io.RawIOBase):
    """A stream that tells ``on_read`` the size of each piece, which may raise; what is damaged is an OSError."""

    def __init__(self, stream: Readable, on_read: Callable[[int], None]) -> None:
        self._stream = stream
        self._on_read = on_read

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        with damage_as_unreadable():
            piece = _some(self._stream, len(buffer))
        self._on_read(len(piece))
        buffer[: len(piece)] = piece
        return len(piece)


@contextmanager
def damage_as_unreadable() -> Iterator[None]:
    """What the libraries of archives raise over damaged or unknown content becomes Unreadable."""
    # They cost a start 10 ms, and most files are no archives.
    import lzma
    import zipfile

    try:
        yield
    except EOFError as error:
        raise Unreadable("it ends too early") from error
    except (zlib.error, zipfile.BadZipFile, lzma.LZMAError) as error:
        if "emory" in str(error):  # the library has no class of its own for it
            raise Unreadable("it takes too much memory to unpack: pack it anew by xz -9 or less") from error
        raise Unreadable("it is damaged") from error
    except NotImplementedError as error:
        raise Unreadable("it is compressed in a way that can't be read") from error
    except OSError as error:
        # gzip and bz2 say so of damage; what the system says has a number.
        if error.errno is not None or isinstance(error, Unreadable):
            raise
        raise Unreadable("it is damaged") from error
