"""E-mail: one message a file (.eml, Apple Mail's .emlx), or a folder of them in one (mbox, RFC 4155)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from email.message import Message
from email.parser import BytesParser
from pathlib import PurePath
from typing import BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.mail import mails
from annotator.formats.record import parse_record
from annotator.formats.zones.drafts import mark_zones

MAX_MESSAGE = 48 << 20
"""Bytes of a message with all that is attached to it: providers take half as much."""
_MOST_LINES, _MOST_PARTS = 1 << 20, 10_000
"""What is attached has 77 bytes a line; a part, which two signs at the beginning of one tell, takes thousands."""

_LINE = 1 << 20
_HEADER = re.compile(rb"[!-9;-~]{1,100}:")
_BEGINS = re.compile(rb"From(?: \S+ .*\d\d:\d\d.*)?\s*\Z")
_QUOTED_BEGINNING = re.compile(rb">+From ")
_COUNT = re.compile(rb"\d{1,9}\s*\Z")  # of bytes, in front of a message of Apple Mail


class MailReader:
    """Reads each message as an article, its text as it is shown; what of it is no article becomes zones."""

    name = "mail"
    suffixes = (".eml", ".emlx", ".mbox")
    binary = False

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the headers of a message that somebody sent, or by the name unless a page was saved by that name."""
        headers = list(_headers(head))
        told = {line.partition(b":")[0].lower() for line in headers}
        sent = any(line.lower().startswith(b"from:") and b"@" in line for line in headers)
        if sent and told & {b"date", b"received", b"message-id", b"subject"}:
            return path.suffix.lower() not in (".mht", ".mhtml")
        saved = any(b"multipart/related" in line.lower() for line in headers)
        return path.suffix.lower() in self.suffixes and not saved

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """A draft a message and one for each message attached to it; the line of a refusal is where it begins."""
        name = PurePath(file).name
        for line, data, size in _messages(stream):
            if on_bytes is not None:
                on_bytes(size)
            if data is None:
                yield Refusal(file, line, f"the message is longer than {MAX_MESSAGE >> 20} MiB")
                continue
            try:
                for mail in mails(_parsed(data)):
                    draft = parse_record(mail.record(), codebook, name)
                    draft.encoding = mail.encoding
                    mark_zones(draft, titled=bool(mail.title))
                    yield draft
            except RecursionError:
                yield Refusal(file, line, "its parts are nested too deeply")
            except ValueError as error:
                yield Refusal(file, line, str(error))


def _parsed(data: bytes) -> Message:
    if data.count(b"\n") > _MOST_LINES or data.count(b"\n--") > _MOST_PARTS:
        raise ValueError("it has more lines or parts than any message")
    message = BytesParser().parsebytes(data)
    if not message.keys():
        raise ValueError("the file is no e-mail: it doesn't begin with headers")
    return message


def _headers(head: bytes) -> Iterator[bytes]:
    """The lines of headers that a file begins with; none if other lines are among them."""
    lines = head.lstrip().splitlines()
    if lines and (_BEGINS.match(lines[0]) or _COUNT.match(lines[0])):
        del lines[0]
    found: list[bytes] = []
    for line in lines:
        if not line.strip():
            break
        if found and line[:1] in (b" ", b"\t"):
            found[-1] += line
        elif _HEADER.match(line):
            found.append(line)
        else:
            return
    yield from found


def _messages(stream: BinaryIO) -> Iterator[tuple[int | None, bytes | None, int]]:
    """The line that each message begins in, its bytes (None for too many), and how many were read for it.

    Where the file doesn't begin as mbox files do, all of it is one message, which has no line.
    """
    first = stream.readline(_LINE)
    while first and not first.strip():
        first = stream.readline(_LINE)
    several = _BEGINS.match(first) is not None
    counted = int(first) if _COUNT.match(first) else None
    taken: list[bytes] = [] if several or counted is not None else [first]
    begin, number, size, whole = 1 if several else None, 1, len(first), len(first)
    blank = inside = False
    while line := stream.readline(_LINE):
        # A line that is longer comes in pieces; only its first is looked at.
        starts, inside = not inside, not line.endswith(b"\n")
        if several and blank and starts and _BEGINS.match(line):
            yield begin, _joined(taken, whole), size
            taken, begin, size, whole = [], number + 1, len(line), 0
        else:
            size += len(line)
            if counted is None or whole < counted + len(first):
                kept = line[1:] if several and starts and _QUOTED_BEGINNING.match(line) else line
                whole += len(kept)
                if whole <= MAX_MESSAGE:
                    taken.append(kept)
        number += not inside
        blank = starts and not line.strip()
    if taken or size:
        yield begin, _joined(taken, whole), size


def _joined(lines: list[bytes], whole: int) -> bytes | None:
    return b"".join(lines) if whole <= MAX_MESSAGE else None
