"""Zstandard files, unpacked as they are read.

The library's own reader takes a file that ends too early for one that ends.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO

from zstandard import ZstdDecompressor, ZstdError

if TYPE_CHECKING:
    from zstandard import ZstdDecompressionObj

_PIECE = 2048  # bytes: a block of 4 may unpack to 128 KiB, so that this makes 64 MiB at most
_MAX_WINDOW = 128 << 20  # bytes, what the command line tool allows, too


class ZstdFile(io.RawIOBase):
    """The content of all frames of a stream.

    Raises EOFError where it ends too early, OSError without a number where it is damaged.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._frame: ZstdDecompressionObj | None = None
        self._packed = b""
        self._unpacked = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._unpacked:
            packed = self._packed or self._stream.read(_PIECE)
            self._packed = b""
            if not packed:
                if self._frame is not None:
                    raise EOFError
                return 0
            self._unpack(packed)
        number = min(len(buffer), len(self._unpacked))
        buffer[:number] = self._unpacked[:number]
        self._unpacked = self._unpacked[number:]
        return number

    def _unpack(self, packed: bytes) -> None:
        if self._frame is None:
            self._frame = ZstdDecompressor(max_window_size=_MAX_WINDOW).decompressobj()
        try:
            self._unpacked = memoryview(self._frame.decompress(packed))
        except ZstdError as error:
            raise OSError("damaged") from error
        if self._frame.eof:
            self._packed = self._frame.unused_data
            self._frame = None
