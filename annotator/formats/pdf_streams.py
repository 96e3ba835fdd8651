"""How much the packed parts of a PDF unpack to, found out before PDFium holds it in memory.

PDFium unpacks a megabyte into two gigabytes without a word. Pictures are not counted, as nothing here looks at
them. What is encrypted can't be looked into.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterable, Iterator

MAX_STREAM = 16 << 20
"""Bytes of one part: PDFium takes up to five seconds for so many, and a page of maps has a few million."""

MAX_TOTAL = 512 << 20

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_DICTIONARY = 4096  # bytes before a part in which it is described
_PIECE = 1 << 16
_UNPACKED = 1 << 20
_FILTER = re.compile(rb"/(FlateDecode|Fl|ASCII85Decode|A85|ASCIIHexDecode|AHx)(?![\w])")


def check_streams(data: bytes) -> None:
    """Raises ValueError with a sentence if a part of the PDF, or all together, would be too large unpacked."""
    total = 0
    for found in _STREAM.finditer(data):
        described = data[max(0, found.start() - _DICTIONARY) : found.start()].rpartition(b"obj")[2]
        filters = [name for name in _FILTER.findall(described) if name.startswith((b"Fl", b"A"))]
        if b"/Image" in described or not any(name.startswith(b"Fl") for name in filters):
            continue
        size = 0
        for piece in _unpacked(data, found.end(), filters):
            size += len(piece)
            if size > MAX_STREAM:
                raise ValueError(f"a part of it unpacks to more than {MAX_STREAM >> 20} MiB")
        total += size
        if total > MAX_TOTAL:
            raise ValueError(f"its parts unpack to more than {MAX_TOTAL >> 20} MiB")


def _unpacked(data: bytes, start: int, filters: list[bytes]) -> Iterator[bytes]:
    pieces: Iterable[bytes] = (data[at : at + _PIECE] for at in range(start, len(data), _PIECE))
    for name in filters:
        if name.startswith(b"Fl"):
            pieces = _inflated(pieces)
        else:
            # Only the first filter is one of letters, and what it holds has an end.
            end = data.find(b"endstream", start)
            pieces = [_from_letters(data[start : end if end >= 0 else len(data)], name)]
    return iter(pieces)


def _inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    inflate = zlib.decompressobj()
    try:
        for piece in pieces:
            waiting = piece
            while waiting and not inflate.eof:
                yield inflate.decompress(waiting, _UNPACKED)
                waiting = inflate.unconsumed_tail
            if inflate.eof:
                return
    except zlib.error:
        return


def _from_letters(letters: bytes, name: bytes) -> bytes:
    try:
        if name.startswith(b"ASCII85") or name == b"A85":
            return base64.a85decode(letters.strip().removesuffix(b"~>"))
        return binascii.unhexlify(b"".join(letters.split()).removesuffix(b">"))
    except ValueError:
        return b""
