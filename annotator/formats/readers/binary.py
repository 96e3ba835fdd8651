"""Files that are no text: how they begin, and how they are read as a whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from annotator.formats.encoding import MAX_BYTES

ZIP = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Old office documents, and those of today that are encrypted."""


def read_whole(stream: BinaryIO, on_bytes: Callable[[int], None] | None) -> bytes:
    """All of the stream; raises ValueError if it is empty or longer than an article may be."""
    data = stream.read(MAX_BYTES + 1)
    if on_bytes is not None:
        on_bytes(len(data))
    if not data:
        raise ValueError("the file is empty")
    if len(data) > MAX_BYTES:
        raise ValueError(f"the file is longer than {MAX_BYTES >> 20} MiB")
    return data
