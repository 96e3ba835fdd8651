"""A JSON file that is one long list, an element at a time, in the memory of the longest one."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import orjson

from annotator.formats.values import constant

_PIECE = 1 << 20
LONGEST = 64 << 20
"""Most bytes of an element: a text with all its labels is far below."""

# A string as a whole, or what nests and separates; a quotation mark alone begins a string whose end is yet to be
# read. Possessive, so that a string without an end takes no longer.
_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[\[\]{},"]', re.DOTALL)
_IN_STRING = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)
LENIENT = re.compile(rb"\\u[dD][89a-fA-F]|\bNaN\b|\bInfinity\b")
"""What Python's json reads where orjson doesn't: halves of characters, and what is no JSON value."""


class JsonError(ValueError):
    """Why an element can't be read; ``line`` counts from the file's first one, 1."""

    def __init__(self, line: int | None, reason: str) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True, slots=True)
class Element:
    """The bytes of an element and the line on which it begins."""

    line: int
    data: bytes

    def load(self) -> Any:
        """The element's value; raises JsonError."""
        try:
            return orjson.loads(self.data)
        except orjson.JSONDecodeError as error:
            if LENIENT.search(self.data):
                return self._load_leniently()
            # Where the element ends too early, the parser is past its end.
            line = self.line + self.data[: error.pos].count(b"\n")
            raise JsonError(line, f"invalid JSON: {error.msg[:1].lower()}{error.msg[1:]}") from None

    def _load_leniently(self) -> Any:
        """What Python's own json writes: half an emoji as an escape, as JavaScript does, and NaN for null."""
        try:
            return json.loads(self.data, parse_constant=constant)
        except RecursionError:
            raise JsonError(self.line, "invalid JSON: it is nested too deeply") from None
        except ValueError as error:
            raise JsonError(self.line, f"invalid JSON: {error}") from None


def elements(
    stream: BinaryIO, on_bytes: Callable[[int], None] | None = None, longest: int = LONGEST
) -> Iterator[Element | JsonError]:
    """The elements of a list, or the only one of a file that is an object; JsonError in place of one too long.

    ``on_bytes`` is told how many more bytes were read, before each. The last is a JsonError where the list has no
    end, or the file no list.
    """
    scanner = _Scanner(stream, longest)
    told = 0
    for element in scanner.scan():
        if on_bytes is not None:
            on_bytes(scanner.read - told)
            told = scanner.read
        yield element
    if on_bytes is not None and scanner.read > told:
        on_bytes(scanner.read - told)


class _Scanner:
    def __init__(self, stream: BinaryIO, longest: int) -> None:
        self._stream = stream
        self._longest = longest
        self._buffer = bytearray()
        self._at = 0  # where to go on in the buffer
        self._start = 0  # where the element begins in it
        self._line = 1  # of the start
        self._in_string = False
        self._too_long = False  # the element, of which only the end is kept then
        self.read = 0

    def scan(self) -> Iterator[Element | JsonError]:
        self._more()
        if self._buffer.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            yield JsonError(None, "the file is UTF-16, but JSON is UTF-8")
            return
        if self._buffer.startswith(codecs.BOM_UTF8):
            del self._buffer[: len(codecs.BOM_UTF8)]
        self._skip_blank()
        first = self._buffer[:1]
        if first == b"[":
            self._at = 1
            self._next()
            yield from self._elements(1)
        elif first == b"{":
            yield from self._elements(0)
        else:
            yield JsonError(None, "the file is no list of JSON objects")

    def _elements(self, outer: int) -> Iterator[Element | JsonError]:
        """The elements, which are ``outer`` brackets deep."""
        depth = outer
        while token := self._token():
            if token in b"[{":
                depth += 1
            elif token in b"]}":
                depth -= 1
                if depth < outer:
                    if self._too_long or self._buffer[self._start : self._at - 1].strip():
                        yield self._element(self._at - 1)
                    break
                if depth == outer == 0:
                    yield self._element(self._at)
                    break
            elif token == b"," and depth == outer:
                yield self._element(self._at - 1)
                self._next()
        else:
            if depth == outer == 1 and not self._in_string and self._buffer[self._start :].strip():
                yield self._element(len(self._buffer))
                self._at = len(self._buffer)
                self._next()
            yield JsonError(self._line, "the file ends too early")
            return
        self._next()
        if self._skip_blank():
            yield JsonError(self._line, "there is more after the end of the list")

    def _token(self) -> bytes:
        """The next token, strings left out; empty at the end."""
        while True:
            if self._in_string:
                # Never None, as it may match nothing.
                self._at = _IN_STRING.match(self._buffer, self._at).end()  # type: ignore[union-attr]
                if self._buffer[self._at : self._at + 1] == b'"':
                    self._at += 1
                    self._in_string = False
                elif not self._more():
                    return b""
            elif found := _TOKEN.search(self._buffer, self._at):
                self._at = found.end()
                self._in_string = found[0] == b'"'
                if len(found[0]) == 1 and not self._in_string:
                    return bytes(found[0])
            else:
                self._at = len(self._buffer)
                if not self._more():
                    return b""

    def _more(self) -> bool:
        """Reads on; lets go what lies before the element, and the beginning of one that is too long."""
        self._too_long |= self._at - self._start > self._longest
        kept = self._at if self._too_long else self._start
        self._line += self._buffer.count(b"\n", self._start, kept)
        del self._buffer[:kept]
        self._at -= kept
        self._start = 0
        piece = self._stream.read(_PIECE)
        self.read += len(piece)
        self._buffer += piece
        return bool(piece)

    def _element(self, end: int) -> Element | JsonError:
        data = bytes(self._buffer[self._start : end])
        if self._too_long or len(data) > self._longest:
            return JsonError(self._line, f"it is longer than {self._longest >> 20} MiB")
        text = data.lstrip()
        return Element(self._line + data[: len(data) - len(text)].count(b"\n"), text.rstrip())

    def _next(self) -> None:
        """The element is over: the next one begins here."""
        self._line += self._buffer.count(b"\n", self._start, self._at)
        self._start = self._at
        self._too_long = False

    def _skip_blank(self) -> bool:
        """Moves the start to what is not blank; whether there is any."""
        while True:
            blank = len(self._buffer) - self._start - len(self._buffer[self._start :].lstrip())
            self._at = self._start + blank
            self._next()
            if self._at < len(self._buffer):
                del self._buffer[: self._at]
                self._at = self._start = 0
                return True
            if not self._more():
                return False
