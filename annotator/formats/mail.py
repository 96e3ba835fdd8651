"""A message of e-mail (RFC 5322) as an article: a newsletter, a press release, an alert.

Nothing that it names is fetched, and what is attached to it is not read, other messages aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr
from typing import Any

from annotator.formats.alphabets import WESTERN
from annotator.formats.dates import day_of, iso_date
from annotator.formats.encoding import decode_markup
from annotator.formats.readers.html import shown_page

MAX_DEPTH = 20
"""How many parts may lie in each other."""

_LONGEST = 10_000  # characters of a header that are looked at; the patterns are made for short ones
_MARKS = re.compile(r"(?:(?:re|aw|fwd?|wg|tr|rv|antw)\s*(?:\[\d+\])?\s*:\s*)+", re.I)
_COMMENT = re.compile(r"\s*\([^()]*\)\s*\Z")
_PARTS = re.compile(r"\s+(?:[|/•·–—-]|via|von|vom|from|at|bei|de|du)\s+|\s*[,(]\s*|\)\s*\Z", re.I)
_FOLDED = re.compile(r"[^\W\d_]+")
# Lines that are broken where the next word would not have fit, as programs wrote them for 80 columns.
_LEAST_WIDTH, _WIDTH = 50, 80
_OWN_LINE = re.compile(r"\s|[-*•·>|=_#+~]|\d{1,3}[.)]\s|https?://")
# What keeps the text behind a preview out of the list of messages; alone, these signs join letters and emoji.
_FILLER = re.compile(r"(?:[\u00ad\u034f\u200b-\u200f\u2007\u2060-\u2064\ufeff][ \u00a0]*){3,}")


@dataclass(frozen=True, slots=True)
class Mail:
    """What a message tells. ``published`` is an ISO date; "" and None where it doesn't tell something."""

    title: str
    text: str
    source: str | None
    authors: tuple[str, ...]
    published: str | None
    url: str | None
    encoding: str

    def record(self) -> dict[str, Any]:
        """As :func:`~annotator.formats.record.parse_record` takes it."""
        meta = {"source": self.source, "authors": [*self.authors], "published": self.published, "url": self.url}
        return {"title": self.title or None, "text": self.text, "meta": meta}


def mails(message: Message, depth: int = 0) -> Iterator[Mail]:
    """The message, and those that are attached to it. Raises ValueError with a sentence where there is no text."""
    if depth > MAX_DEPTH:
        raise ValueError("its parts are nested too deeply")
    parts = list(_parts(message, depth))
    inner = [part for part in parts if part.get_content_type() == "message/rfc822"]
    text, encoding = _text(parts)
    if text:
        source, authors = _sender(message)
        title = _MARKS.sub("", _header(message, "Subject"), count=1)
        archived = _header(message, "Archived-At").strip("<> ")
        address = archived if archived.startswith(("http://", "https://")) else None
        yield Mail(title, text, source, authors, _published(message), address, encoding)
    elif not inner:
        raise ValueError(_no_text(message, parts))
    for part in inner:
        for attached in _inside(part):
            yield from mails(attached, depth + 1)


def _parts(part: Message, depth: int) -> Iterator[Message]:
    """The parts that hold something themselves, in order."""
    if depth > MAX_DEPTH:
        raise ValueError("its parts are nested too deeply")
    if part.is_multipart() and part.get_content_maintype() != "message":
        for inner in _inside(part):
            yield from _parts(inner, depth + 1)
    else:
        yield part


def _inside(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [inner for inner in payload if isinstance(inner, Message)] if isinstance(payload, list) else []


def _no_text(message: Message, parts: list[Message]) -> str:
    kinds = {message.get_content_type(), *(part.get_content_type() for part in parts)}
    if any(kind.endswith(("/encrypted", "/pgp-encrypted", "pkcs7-mime")) for kind in kinds):
        return "it is encrypted"
    return "it has no text" + (", only what is attached to it" if message.is_multipart() else "")


def _text(parts: list[Message]) -> tuple[str, str]:
    """All that it shows, and the encoding: of the first part in HTML, else of those that are plain text.

    What the two say is the same; that in HTML has no lines that were broken, and no addresses amid the words.
    """
    shown = [part for part in parts if part.get_content_disposition() != "attachment"]
    for part in shown:
        if part.get_content_type() == "text/html":
            try:
                page = shown_page(_body(part), part.get_content_charset())
            except ValueError:
                continue  # too long, or empty: the plain text may be there
            lines = (_FILLER.sub("", line).strip() for line in page.text.split("\n"))
            if written := "\n\n".join(filter(None, lines)):
                return written, page.encoding
    found: list[str] = []
    encoding = ""
    for part in shown:
        if part.get_content_type() == "text/plain" and (body := _body(part)).strip():
            text, encoding = decode_markup(body, part.get_content_charset())
            found.append(_unbroken(text.replace("\r\n", "\n"), part).strip())
    return "\n\n".join(found), encoding


def _body(part: Message) -> bytes:
    body = part.get_payload(decode=True)
    return body if isinstance(body, bytes) else b""


def _unbroken(text: str, part: Message) -> str:
    """The text with a line for each paragraph, where it was broken to fit (RFC 3676, or as the lines show)."""
    lines = text.split("\n")
    joined: list[list[str]] = []
    if str(part.get_param("format") or "").lower() == "flowed":
        cut = str(part.get_param("delsp") or "").lower() == "yes"
        goes_on = False
        for line in (line.removeprefix(" ") for line in lines):
            kept = line[:-1] if cut and line.endswith(" ") else line
            if goes_on:
                joined[-1].append(kept)
            else:
                joined.append([kept])
            goes_on = line.endswith(" ") and line != "-- "
        return "\n".join("".join(pieces).rstrip() for pieces in joined)
    lines = [line.rstrip() for line in lines]
    width = max((len(line) for line in lines if " " in line and "://" not in line), default=0)
    if not _LEAST_WIDTH <= width <= _WIDTH:
        return text
    last = ""  # of the lines as they were
    for line in lines:
        fits = len(last) + 1 + len(line.split(" ", 1)[0]) <= width
        if last and line and not (fits or _OWN_LINE.match(line) or _OWN_LINE.match(last)):
            joined[-1].append(line)
        else:
            joined.append([line])
        last = line
    return "\n".join(map(" ".join, joined))


def _header(message: Message, name: str) -> str:
    """The header's words on one line, "" if there is none."""
    return " ".join(_decoded(_raw(message, name)).split())


def _raw(message: Message, name: str) -> str:
    """As it is written; bytes that are no ASCII in UTF-8, which standards allow by now, or else Windows-1252."""
    written = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    return _characters(written[:_LONGEST].encode("utf-8", "surrogateescape"), "utf-8")


def _decoded(written: str) -> str:
    """Without the encoding of words (RFC 2047)."""
    try:
        pieces = decode_header(written)
    except ValueError:  # of base64 that is cut off, say
        return written
    return "".join(piece if isinstance(piece, str) else _characters(piece, charset) for piece, charset in pieces)


def _characters(data: bytes, charset: str | None) -> str:
    for name in (charset or "utf-8", "utf-8"):
        try:
            return data.decode(name)
        except (LookupError, UnicodeError):
            continue
    return data.decode(WESTERN, "replace")


def _sender(message: Message) -> tuple[str | None, tuple[str, ...]]:
    """Source and authors. Who writes from ``first.last@…`` is a person, and what is beside the name, or else the
    address's domain, the source; any other name is the source itself."""
    written, address = parseaddr(_raw(message, "From"))
    name = " ".join(_decoded(written).strip("\"' ").split())
    local, _, host = address.lower().rpartition("@")
    domain = host.strip(".> ") or None
    called = set(filter(None, re.split(r"[._]", local.partition("+")[0])))
    pieces = [piece for piece in _PARTS.split(name) if piece.strip()]
    for piece in pieces:
        if len(called) >= 2 and called <= set(_folded(piece)):
            others = [other for other in pieces if other is not piece]
            return (others[0] if others else domain), (piece,)
    return name or domain, ()


def _folded(name: str) -> Iterator[str]:
    """The words of a name as addresses have them: "Böhm" as "boehm" and "bohm"."""
    from unicodedata import normalize

    small = name.lower()
    for spelt in (small, small.translate({0xE4: "ae", 0xF6: "oe", 0xFC: "ue", 0xDF: "ss"})):
        plain = normalize("NFKD", spelt).encode("ascii", "ignore").decode()
        yield from _FOLDED.findall(plain)


def _published(message: Message) -> str | None:
    written = iso_date(_COMMENT.sub("", _header(message, "Date")))
    return written if day_of(written) else None
