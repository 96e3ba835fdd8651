"""A feed taken apart into its head and its entries without holding it whole: archives of feeds have gigabytes.

Each entry becomes a little feed of its own, which a parser of feeds reads. What an entry is shows by its tags,
those in CDATA sections and comments aside, so that one that is not well-formed spoils no other.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5
from typing import BinaryIO
from xml.parsers import expat

from annotator.formats.encoding import decode_markup
from annotator.formats.readers.streams import PIECE

MAX_ENTRY = 16 << 20
"""Longest entry, and longest head, in bytes."""

_LONGEST_TAG = 8192
_TOKEN = re.compile(
    rb"<!\[CDATA\[|<!--|<(/?)(?:[\w.-]{1,40}:)?(?:item|entry)(?=[\s/>])[^>]{0,%d}>" % (_LONGEST_TAG - 64)
)
_ENDS = {b"<![CDATA[": b"]]>", b"<!--": b"-->"}
_WIDE = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]{0,2000}(?:\[[^\]]{0,65536}\]\s*)?>", re.I)
# Those that no parser of HTML knows by itself; parameter entities are of the document type alone.
_DECLARED = re.compile(r"<!ENTITY\s+([\w.:-]{1,100})\s")
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(rss|feed|RDF)\b[^<>]*>", re.I)


@dataclass(frozen=True, slots=True)
class Piece:
    """A feed of one entry, or (``is_head``) without any; "" where ``problem`` says what is wrong with it.

    ``line`` is where it begins, from 1; ``size`` what was read for it, in bytes.
    """

    xml: str
    line: int
    size: int
    is_head: bool = False
    problem: str = ""


def split_feed(stream: BinaryIO) -> Iterator[Piece]:
    """The head, then the entries in order."""
    frame: _Frame | None = None
    for raw in _pieces(_Window(stream)):
        if raw.problem:
            yield Piece("", raw.line, raw.size, is_head=frame is None, problem=raw.problem)
        elif frame is None:
            frame = _Frame(raw.data)
            yield Piece(frame.head(), 1, raw.size, is_head=True)
        else:
            xml, entity = frame.around(raw.data), frame.entity_in(raw.data)
            problem = f"it has the entity &{entity};, and entities are not expanded" if entity else ""
            yield Piece("" if problem else xml, raw.line, raw.size, problem=problem)


@dataclass(frozen=True, slots=True)
class _Raw:
    data: bytes
    line: int
    size: int
    problem: str = ""


class _Window:
    """The part of the file that is held."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decoder: codecs.IncrementalDecoder | None = None
        self._size = 0  # bytes read and not told of yet
        self._line = 1  # of the first byte that is held
        self.data = bytearray()
        self.fill()
        for mark, encoding in _WIDE:
            if self.data.startswith(mark):
                self._decoder = codecs.getincrementaldecoder(encoding)("replace")
                self.data = bytearray(self._decoded(bytes(self.data[len(mark) :])))

    def fill(self) -> bool:
        """Reads on; False at the end."""
        piece = self._stream.read(PIECE)
        self._size += len(piece)
        self.data += self._decoded(piece)
        return bool(piece)

    def token(self, at: int) -> tuple[str, int, int]:
        """The next tag of an entry (``open`` or ``close``) or what hides tags (``other``), with its place.

        Where there is none, "" with the place from which to look again once more is read.
        """
        found = _TOKEN.search(self.data, at)
        if found is None:
            place = max(at, len(self.data) - _LONGEST_TAG)
            return "", place, place
        mark = _ENDS.get(bytes(found[0]))
        if mark is None:
            kind = "close" if found[1] else "other" if found[0].endswith(b"/>") else "open"
            return kind, found.start(), found.end()
        end = self.data.find(mark, found.end())
        if end < 0 and len(self.data) <= MAX_ENTRY:
            return "", found.start(), found.start()
        return "other", found.start(), found.end() if end < 0 else end + len(mark)

    def take(self, size: int, problem: str = "") -> _Raw:
        """The first bytes, which are not held any longer."""
        piece = _Raw(b"" if problem else bytes(self.data[:size]), self._line, self._size, problem)
        self._size = 0
        self.drop(size)
        return piece

    def drop(self, size: int) -> None:
        self._line += self.data.count(b"\n", 0, size)
        del self.data[:size]

    def _decoded(self, piece: bytes) -> bytes:
        return piece if self._decoder is None else self._decoder.decode(piece, not piece).encode()


def _pieces(window: _Window) -> Iterator[_Raw]:
    """The head and then each entry, as bytes."""
    too_long = f"longer than {MAX_ENTRY >> 20} MiB"
    is_head, skipped = True, False
    depth = at = 0
    while True:
        kind, begin, end = window.token(at)
        if kind == "open":
            if depth == 0 and is_head:
                yield window.take(begin)
                is_head = False
                end -= begin
            elif depth == 0:
                window.drop(begin)
                end -= begin
            depth += 1
        elif kind == "close" and depth:
            depth -= 1
            if depth == 0:
                if skipped:
                    window.drop(end)
                else:
                    yield window.take(end)
                skipped, end = False, 0
        at = end
        if kind:
            continue
        if len(window.data) > MAX_ENTRY and (is_head or (depth and not skipped)):
            yield window.take(
                at, f"what comes before the entries is {too_long}" if is_head else f"it is {too_long}"
            )
            if is_head:
                return
            skipped, at = True, 0
        elif not is_head and (not depth or skipped):
            window.drop(at)
            at = 0
        if not window.fill():
            break
    if is_head:
        yield window.take(len(window.data))
    elif depth and not skipped:
        yield window.take(len(window.data), "the file ends inside this entry")


class _Frame:
    """What stands around each entry: the elements that the first lies in, without what else is in them."""

    def __init__(self, head: bytes) -> None:
        declared = _ENCODING.search(head)
        self._declared = declared[1].decode() if declared else None
        whole = self._text(head)
        names = {name for name in _DECLARED.findall(whole) if f"{name};" not in html5}
        self._entities = re.compile(f"&({'|'.join(map(re.escape, names))});") if names else None
        self._head = _without_prolog(whole)
        self._open: list[tuple[str, str]] = []  # the tag as it stands, and its name
        self._find_open()

    def head(self) -> str:
        """The feed without entries."""
        return self._head + self._closing()

    def around(self, entry: bytes) -> str:
        """A feed with this entry alone."""
        return "".join(tag for tag, _ in self._open) + self._text(entry) + self._closing()

    def entity_in(self, entry: bytes) -> str:
        """The first entity of this entry that the document type defines, "" for none."""
        found = self._entities.search(self._text(entry)) if self._entities is not None else None
        return found[1] if found else ""

    def _text(self, piece: bytes) -> str:
        return _NO_XML.sub("", decode_markup(piece, self._declared)[0])

    def _closing(self) -> str:
        return "".join(f"</{name}>" for _, name in reversed(self._open))

    def _find_open(self) -> None:
        data = self._head.encode()
        parser = expat.ParserCreate("utf-8")
        starts: list[tuple[int, str]] = []

        def start(name: str, _attributes: object) -> None:
            starts.append((parser.CurrentByteIndex, name))

        parser.StartElementHandler = start
        parser.EndElementHandler = lambda _name: starts.pop()
        try:
            parser.Parse(data, False)
        except expat.ExpatError:
            # Feeds that are no good XML are read all the same, as far as they tell what they are.
            root = _ROOT.search(self._head)
            if root is None:
                raise ValueError("the file is no feed") from None
            self._open = [(root[0], root[0][1:-1].split()[0])]
            if root[1].lower() == "rss":
                self._open.append(("<channel>", "channel"))
            return
        for at, name in starts:
            self._open.append((data[at : data.index(b">", at) + 1].decode(), name))


def _without_prolog(head: str) -> str:
    """The head without its declaration and document type."""
    declaration = _DECLARATION.match(head)
    return _DOCTYPE.sub("", head[declaration.end() :] if declaration else head, 1)
