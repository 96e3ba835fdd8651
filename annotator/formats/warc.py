"""Web archives: the records of WARC (ISO 28500) and ARC files, read in order in bounded memory.

What stands at the head of a record is read by warcio; how long that may be, where a record ends and how reading
goes on after a damaged one is decided here.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, BinaryIO

from annotator.formats.http_body import CutOffError, unpacked

MAX_PAYLOAD = 64 << 20
"""Bytes of a page that are read, as they are stored and as they unpack."""

_MAX_HEADERS = 1 << 20
_PIECE = 1 << 20
_WARC = b"WARC/"
_ARC = b"filedesc://"
_SENT = ("response", "resource", "conversion")
_FOUND = ("200", "203")
_ADDRESSES = ("http://", "https://")


def is_web_archive(head: bytes) -> bool:
    """Whether a file begins like this."""
    return head.startswith(_ARC) or (head.startswith(_WARC) and head[5:6].isdigit())


@dataclass(slots=True)
class Page:
    """What was found at an address: ``kind`` is its media type in lower case, "" where the server told none."""

    url: str
    kind: str
    charset: str | None
    is_text_of_page: bool
    _body: _Body

    def content(self) -> bytes:
        """What the server sent. To be asked for before the next page; raises ValueError with a sentence."""
        return self._body.content()


@dataclass(frozen=True, slots=True)
class Damage:
    """Why part of the archive can't be read."""

    reason: str


@dataclass(slots=True)
class Records:
    """The pages of an archive. ``others`` counts records that are none, ``read`` bytes."""

    stream: BinaryIO
    others: int = 0
    _source: _Source = field(init=False)

    def __post_init__(self) -> None:
        self._source = _Source(self.stream)

    @property
    def read(self) -> int:
        return self._source.read_bytes

    def pages(self) -> Iterator[Page | Damage]:
        """In order, and what is damaged; what is damaged in one record spoils no other where the next is found."""
        loader = _warcio().ArcWarcRecordLoader(arc2warc=True)
        known: str | None = None
        while True:
            line, skipped = self._source.next_record(known)
            if known is None and not line:
                yield Damage("the file is no web archive")
            elif skipped:
                yield Damage(f"what follows a record is none: {skipped:,} bytes are passed over")
            if not line:
                return
            known = "arc" if known == "arc" or (known is None and line.startswith(_ARC)) else "warc"
            try:
                record = loader.parse_record_stream(self._source, line, None, no_record_parse=True)
            except (_warcio().ArchiveLoadFailed, ValueError, EOFError) as error:
                yield Damage(_reason(error, known))
                if known == "arc":
                    return
                continue
            if record.length is None or not hasattr(record.raw_stream, "limit"):
                yield Damage("a record doesn't tell how long it is")
                if known == "arc":
                    return
                continue
            yield from self._page(record)
            if not _pass_over(record.raw_stream):
                yield Damage("the file ends inside a record")
                return

    def _page(self, record: Any) -> Iterator[Page | Damage]:
        headers = record.rec_headers
        url = (headers.get_header("WARC-Target-URI") or "").strip()
        if record.rec_type not in _SENT or not url.lower().startswith(_ADDRESSES) or not record.length:
            self.others += 1
            return
        answer = None
        if record.rec_type == "response":
            try:
                answer = _http_headers(record.raw_stream)
            except (ValueError, EOFError):
                yield Damage(f"{url}: its headers can't be read")
                return
            if answer.get_statuscode() not in _FOUND:
                self.others += 1
                return
        written = (answer or headers).get_header("Content-Type") or ""
        written = written or headers.get_header("WARC-Identified-Payload-Type") or ""
        kind, charset = _media_type(written)
        obstacle = ""
        if headers.get_header("WARC-Truncated"):
            obstacle = "it was cut off when it was stored"
        elif headers.get_header("WARC-Segment-Number"):
            obstacle = "it is stored in several parts"
        body = _Body(record.raw_stream, answer, obstacle)
        yield Page(url, kind, charset, record.rec_type == "conversion", body)


def _reason(error: Exception, known: str) -> str:
    return str(error) if isinstance(error, _HeaderError) else f"a record's head is no {known.upper()}"


@dataclass(slots=True)
class _Body:
    stream: Any
    answer: Any
    obstacle: str

    def content(self) -> bytes:
        if self.obstacle:
            raise ValueError(self.obstacle)
        if self.stream.limit > MAX_PAYLOAD:
            raise ValueError(f"it is longer than {MAX_PAYLOAD >> 20} MiB")
        pieces: list[bytes] = []
        while piece := self.stream.read(_PIECE):
            pieces.append(piece)
        if self.stream.limit:
            raise CutOffError
        body = b"".join(pieces)
        if self.answer is None:
            return body
        transfer, encoding, length = (
            self.answer.get_header(name) or ""
            for name in ("Transfer-Encoding", "Content-Encoding", "Content-Length")
        )
        if not transfer and not encoding and length.isdigit() and len(length) < 20 and int(length) > len(body):
            raise CutOffError
        return unpacked(body, transfer, encoding, MAX_PAYLOAD)


class _HeaderError(ValueError):
    pass


class _Source:
    """The archive as warcio reads it: its lines are those of headers, which have a limit."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._left = _MAX_HEADERS
        self.read_bytes = 0

    def read(self, size: int) -> bytes:
        piece = self._stream.read(min(size, _PIECE))
        self.read_bytes += len(piece)
        return piece

    def readline(self, limit: int | None = None) -> bytes:
        """Raises ValueError if headers don't end."""
        line = self._line(min(self._left, _MAX_HEADERS if limit is None else limit))
        self._left -= len(line)
        if self._left <= 0:
            raise _HeaderError("the head of a record doesn't end")
        return line

    def next_record(self, known: str | None) -> tuple[bytes, int]:
        """The first line of the next record, b"" at the end, and how many bytes were passed over before it."""
        skipped = 0
        at_start = True
        while line := self._line(_PIECE):
            is_start = known == "arc" or line.startswith(_WARC) or (known is None and line.startswith(_ARC))
            if at_start and line.strip() and is_start:
                break
            if line.strip():
                skipped += len(line)
            at_start = line.endswith(b"\n")
        self._left = _MAX_HEADERS
        return line, skipped

    def _line(self, limit: int) -> bytes:
        line = self._stream.readline(limit)
        self.read_bytes += len(line)
        return line


def _pass_over(stream: Any) -> bool:
    """Reads on to the record's end; False where the file ends before it."""
    while stream.limit:
        if not stream.read(_PIECE):
            return False
    return True


def _http_headers(stream: Any) -> Any:
    return _warcio().StatusAndHeadersParser([], verify=False).parse(stream)


def _media_type(written: str) -> tuple[str, str | None]:
    """``text/html`` and ``utf-8`` of ``text/html; charset="UTF-8"``."""
    kind, _, rest = written.partition(";")
    names = (part.partition("=") for part in rest.split(";"))
    charset = next((value for name, _, value in names if name.strip().lower() == "charset"), "")
    return kind.strip().lower(), charset.strip().strip("\"'").lower() or None


@cache
def _warcio() -> Any:
    import warcio.recordloader

    # What it says of bad addresses would go to the terminal.
    logging.getLogger("warcio").setLevel(logging.CRITICAL)
    return warcio.recordloader
