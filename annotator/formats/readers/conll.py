"""Words with tags, one a line (see :mod:`annotator.formats.conll`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.encoding import MAX_BYTES, decode

_HEAD_BYTES = 65536
_LINE_BYTES = 1 << 20
_START = b"-DOCSTART-"
_NEW_DOCUMENT = re.compile(rb"#\s*newdoc\b")
_BELOW = re.compile(rb"[\r\n]\s*\S")
_ENDS = (b"\n", b"\r")
_BOM = b"\xef\xbb\xbf"


class ConllReader:
    """Reads each document of a file as an article, and a file without marks between them as one.

    Takes the memory of the longest document. One with a line that can't be read is refused, the others are read.
    """

    name = "conll"
    suffixes: tuple[str, ...] = (".conll", ".conll03", ".conll2003", ".iob", ".iob2", ".bio", ".bioes", ".conllup")
    binary = False

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the name, or its first lines: words with a tag in the last of always as many columns."""
        if path.suffix.lower() in self.suffixes:
            return True
        # Loaded when files are read, not at each start.
        from annotator.formats.conll import looks_like_conll

        return looks_like_conll(head, len(head) < _HEAD_BYTES)

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """A draft or a refusal for each document that has words."""
        from annotator.formats.conll import LineError, columns_named, conll_draft, has_words, lines_of

        columns: tuple[str, ...] = ()  # which the head of the file may name
        for first, data in _documents(stream):
            if on_bytes is not None:
                on_bytes(len(data))
            if not data.removeprefix(_BOM).strip() or (data.startswith(_START) and not _words(data)):
                continue
            try:
                if len(data) > MAX_BYTES:
                    raise ValueError(f"the document is longer than {MAX_BYTES >> 20} MiB")
                text = lines_of(decode(data)[0])
                if text.startswith("#"):
                    columns = columns or columns_named(text)
                    if not has_words(text):
                        continue
                yield conll_draft(text, codebook, PurePath(file).name, columns)
            except LineError as error:
                yield Refusal(file, first + error.line, str(error))
            except ValueError as error:
                yield Refusal(file, first, str(error))


def _words(data: bytes) -> bool:
    return _BELOW.search(data) is not None


def _documents(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Each document with the number of its first line; of one that is too long, no more than shows it."""
    lines: list[bytes] = []
    size = number = 0
    first = 1
    at_start = True
    has_words = False
    for line in _lines(stream):
        if at_start:
            number += 1
            is_start = line.removeprefix(_BOM).startswith(_START)
            if lines and (is_start or (has_words and _NEW_DOCUMENT.match(line))):
                yield first, b"".join(lines)
                lines, size, first, has_words = [], 0, number, False
            has_words = has_words or not (is_start or line.startswith(b"#") or line.isspace())
        at_start = line.endswith(_ENDS)
        if size <= MAX_BYTES:
            lines.append(line)
            size += len(line)
    if lines:
        yield first, b"".join(lines)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines, be it that nothing but a carriage return ends them; one that is too long in pieces."""
    while piece := stream.readline(_LINE_BYTES):
        yield from piece.splitlines(keepends=True)
