"""MHTML: a page and its images in one file, as browsers save "web page, single file" (RFC 2557)."""

from __future__ import annotations

import base64
import binascii
import quopri
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser
from pathlib import PurePath
from typing import BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.readers.html import MAX_PAGE, page_draft

_LINE = 1 << 20
_MAX_HEADERS = 1 << 20
_SNIFFED = 8192


class MhtmlReader:
    """Reads the page, as :class:`~annotator.formats.readers.html.HtmlReader` does, and passes over all else."""

    name = "mhtml"
    suffixes = (".mhtml", ".mht")
    binary = False

    def __init__(self, whole: bool = False) -> None:
        self._whole = whole

    def whole_pages(self) -> MhtmlReader:
        """The reader that keeps what is around the article, as zones."""
        return MhtmlReader(whole=True)

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the name, or by the headers of a message made of several parts that belong together."""
        headers = head[:_SNIFFED].replace(b"\r\n", b"\n").partition(b"\n\n")[0].lower()
        return path.suffix.lower() in self.suffixes or (
            b"mime-version:" in headers and b"multipart/related" in headers and not headers.startswith(b"<")
        )

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """One draft, or one refusal."""
        lines = _Lines(stream)
        found: Draft | Refusal
        try:
            page = _page(lines)
            name = PurePath(file).name
            found = page_draft(page.html, codebook, name, page.charset, page.url, page.title, whole=self._whole)
        except ValueError as error:
            found = Refusal(file, None, str(error))
        if on_bytes is not None:
            on_bytes(lines.read)
        yield found


@dataclass(frozen=True, slots=True)
class _Page:
    html: bytes
    charset: str | None
    url: str | None
    title: str


class _Lines:
    """The lines of a stream, those that are longer than a MiB in pieces; ``read`` counts bytes."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.read = 0

    def next(self) -> bytes:
        line = self._stream.readline(_LINE)
        self.read += len(line)
        return line

    def headers(self) -> Message:
        """What stands before the next empty line; raises ValueError if that is too much."""
        taken: list[bytes] = []
        size = 0
        while (line := self.next()).strip():
            taken.append(line)
            size += len(line)
            if size > _MAX_HEADERS:
                raise ValueError("the file is no saved page: its headers don't end")
        return BytesHeaderParser().parsebytes(b"".join(taken))


def _page(lines: _Lines) -> _Page:
    """The part that is the page: the one that the headers name, else the first in HTML."""
    top = lines.headers()
    wanted = str(top.get_param("start") or "").strip()
    page: _Page | None = None
    for part, body in _html_parts(lines, top):
        named = bool(wanted) and str(part["Content-ID"]).strip() == wanted
        if named or page is None:
            page = _Page(
                _decoded(body, str(part["Content-Transfer-Encoding"]).strip().lower()),
                part.get_content_charset(),
                _address(part["Content-Location"]) or _address(top["Snapshot-Content-Location"]),
                _subject(top),
            )
        if named or not wanted:
            break
    if page is None:
        raise ValueError("the file is no saved page: there is no HTML in it")
    return page


def _html_parts(lines: _Lines, top: Message) -> Iterator[tuple[Message, bytes]]:
    """The parts in HTML, still encoded; raises ValueError where the file ends inside one, or one is too long."""
    if top.get_content_type() == "text/html":
        yield top, _body(lines, [])[0]
        return
    boundaries = _boundaries(top)
    line = lines.next()
    while line:
        place = line.rstrip()
        if place not in boundaries:
            line = lines.next()
            continue
        part = lines.headers()
        boundaries += _boundaries(part)
        if part.get_content_type() == "text/html":
            body, line = _body(lines, boundaries)
            if not line:
                raise ValueError("the file ends inside the page")
            yield part, body
        else:
            line = lines.next()


def _body(lines: _Lines, boundaries: list[bytes]) -> tuple[bytes, bytes]:
    """What stands before the next boundary, and that boundary's line, which is empty at the file's end."""
    taken: list[bytes] = []
    size = 0
    while (line := lines.next()) and line.rstrip().removesuffix(b"--") not in boundaries:
        taken.append(line)
        size += len(line)
        if size > 2 * MAX_PAGE:
            raise ValueError(f"the page is longer than {MAX_PAGE >> 20} MiB")
    return b"".join(taken), line


def _boundaries(headers: Message) -> list[bytes]:
    boundary = headers.get_boundary() if headers.get_content_maintype() == "multipart" else None
    return [b"--" + boundary.encode("utf-8", "surrogateescape")] if boundary else []


def _decoded(body: bytes, encoding: str) -> bytes:
    if encoding == "quoted-printable":
        return quopri.decodestring(body)
    if encoding != "base64":
        return body
    try:
        return base64.b64decode(body)
    except binascii.Error:
        raise ValueError("the page in the file is damaged") from None


def _address(location: object) -> str | None:
    address = str(location or "").strip()
    return address if address.startswith(("http://", "https://")) else None


def _subject(headers: Message) -> str:
    """The page's title, as browsers put it where a letter has its subject."""
    subject = str(headers["Subject"] or "")
    try:
        return " ".join(str(make_header(decode_header(subject))).split())
    except (MessageError, LookupError, UnicodeError):
        return ""
