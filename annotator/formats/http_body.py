"""What a server sent, without the wrapping that HTTP put around it, unpacked within limits."""

from __future__ import annotations

import re
import zlib

_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_PIECE = 1 << 16
_GZIP = b"\x1f\x8b"
_MAX_ENCODINGS = 3
_MAX_MEMBERS = 100  # the rest is copied for each of them


class CutOffError(ValueError):
    """What was sent doesn't go on to its end."""

    def __init__(self) -> None:
        super().__init__("it is cut off")


class TooLongError(ValueError):
    """What was sent unpacks to more than the limit; ``beginning`` goes a little beyond it."""

    def __init__(self, limit: int, beginning: bytes) -> None:
        super().__init__(f"it unpacks to more than {limit >> 20} MiB")
        self.beginning = beginning


def unpacked(body: bytes, transfer: str, encoding: str, limit: int) -> bytes:
    """The content of a body with these headers ``Transfer-Encoding`` and ``Content-Encoding``.

    Crawlers often store what they have already unpacked and keep the headers: such a body stays as it is. Raises
    ValueError with a sentence for what is damaged, unpacks to more than ``limit`` bytes or is packed otherwise.
    """
    if "chunked" in transfer.lower():
        body = _joined(body)
    encodings = [name for part in encoding.lower().split(",") if (name := part.strip())]
    if len(encodings) > _MAX_ENCODINGS:
        raise ValueError(f"it is packed more than {_MAX_ENCODINGS} times")
    for name in reversed(encodings):
        body = _decoded(body, name, limit)
    return body


def _joined(body: bytes) -> bytes:
    pieces: list[bytes] = []
    at = 0
    while found := _CHUNK.match(body, at):
        size = int(found[1], 16)
        if not size:
            return b"".join(pieces)
        begin, end = found.end(), found.end() + size
        if end > len(body):
            break
        pieces.append(body[begin:end])
        at = end + (2 if body.startswith(b"\r\n", end) else 1)
    if not pieces and found is None:
        return body
    raise CutOffError


def _decoded(body: bytes, name: str, limit: int) -> bytes:
    if name in ("gzip", "x-gzip"):
        return _inflated(body, 16 + zlib.MAX_WBITS, limit) if body.startswith(_GZIP) else body
    if name == "deflate":
        return _deflated(body, limit)
    if name == "br":
        return _brotli(body, limit)
    if name in ("zstd", "compress", "x-compress", "dcb", "dcz"):
        raise ValueError(f"it is packed as {name}, which can't be read")
    return body


def _deflated(body: bytes, limit: int) -> bytes:
    """Servers send it with a header, as they should, or without."""
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            return _inflated(body, bits, limit)
        except _DamagedError:
            continue
    if _is_text(body):
        return body
    raise ValueError("it is damaged")


class _DamagedError(ValueError):
    pass


def _inflated(body: bytes, bits: int, limit: int) -> bytes:
    pieces: list[bytes] = []
    size = 0
    for _ in range(_MAX_MEMBERS):
        if not body:
            break
        packed = zlib.decompressobj(bits)
        while not packed.eof:
            try:
                piece = packed.decompress(body, _PIECE)
            except zlib.error:
                raise _DamagedError("it is damaged") from None
            body = packed.unconsumed_tail
            size += len(piece)
            pieces.append(piece)
            if size > limit:
                raise TooLongError(limit, b"".join(pieces))
            if not piece and not body and not packed.eof:
                raise CutOffError
        # What is behind is another member, or padding.
        body = packed.unused_data if packed.unused_data.startswith(_GZIP) else b""
    if body:
        raise ValueError(f"it is packed in more than {_MAX_MEMBERS} pieces")
    return b"".join(pieces)


def _brotli(body: bytes, limit: int) -> bytes:
    import brotli

    packed = brotli.Decompressor()
    pieces: list[bytes] = []
    size = 0
    try:
        while True:
            piece = packed.process(body, output_buffer_limit=_PIECE)
            body = b""
            size += len(piece)
            pieces.append(piece)
            if size > limit:
                raise TooLongError(limit, b"".join(pieces))
            if packed.is_finished():
                return b"".join(pieces)
            if packed.can_accept_more_data() and not piece:
                break
    except brotli.error:
        # It has no signature: what is text was unpacked before.
        if not pieces and _is_text(body):
            return body
        raise ValueError("it is damaged") from None
    raise CutOffError


def _is_text(body: bytes) -> bool:
    start = body[:_PIECE]
    return b"\0" not in start and b"<" in start
