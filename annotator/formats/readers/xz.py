"""Files packed by xz and bzip2, unpacked as they are read.

Python's own readers of these give xz as much memory as a file asks for, which may be 4 GiB.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bz2 import BZ2Decompressor
    from lzma import LZMADecompressor

    from annotator.formats.readers.streams import Readable

_PIECE = 1 << 16
_MEMORY = 192 << 20  # bytes: "xz -9" takes 65 MiB to unpack, threads more


class PackedFile(io.RawIOBase):
    """The content of all streams that ``make`` unpacks, one after the other.

    Raises EOFError where it ends too early; what the libraries raise over damage is OSError or LZMAError.
    """

    def __init__(self, stream: Readable, make: Callable[[], BZ2Decompressor | LZMADecompressor]) -> None:
        self._stream = stream
        self._make = make
        self._part: BZ2Decompressor | LZMADecompressor | None = None
        self._packed = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while True:
            wanting = self._part is None or self._part.needs_input
            if wanting and not self._packed:
                self._packed = self._stream.read(_PIECE)
                if not self._packed:
                    if self._part is not None:
                        raise EOFError
                    return 0
            if self._part is None:
                # xz files may be filled up with zeros.
                self._packed = self._packed.lstrip(b"\0")
                if not self._packed:
                    continue
                self._part = self._make()
            packed, self._packed = self._packed, b""
            piece = self._part.decompress(packed, len(buffer))
            if self._part.eof:
                self._packed = self._part.unused_data
                self._part = None
            if piece:
                buffer[: len(piece)] = piece
                return len(piece)


def xz_file(stream: Readable) -> PackedFile:
    """What is packed by xz."""
    from lzma import LZMADecompressor

    return PackedFile(stream, lambda: LZMADecompressor(memlimit=_MEMORY))


def bzip2_file(stream: Readable) -> PackedFile:
    """What is packed by bzip2."""
    from bz2 import BZ2Decompressor

    return PackedFile(stream, BZ2Decompressor)
