"""JSON Lines of Prodigy (see :mod:`annotator.formats.prodigy`)."""

from __future__ import annotations

import codecs
from array import array
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Any, BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.encoding import MAX_BYTES
from annotator.formats.foreign import merge
from annotator.formats.mapping import Mapping
from annotator.formats.prodigy import begins_like_prodigy, is_prodigy, prodigy_draft
from annotator.formats.readers.jsonl import any_line, load_line, skip_line
from annotator.formats.readers.streams import seekable

_LIMIT = 1 << 40  # bytes of a whole file, which is read a line at a time


class ProdigyReader:
    """Reads tasks; those about the same text, of several people or of one label each, become one article.

    The file is gone through twice, to see which lines belong together and to read them, in bounded memory but for
    some 150 bytes a line. A line that can't be read is refused with those about the same text, the others are
    read.
    """

    name = "prodigy"
    suffixes: tuple[str, ...] = ()
    binary = False

    def __init__(self, mapping: Mapping | None = None) -> None:
        self._mapping = mapping

    def mapped(self, mapping: Mapping) -> ProdigyReader:
        """The reader that takes the keys beside texts as the mapping says."""
        return ProdigyReader(mapping)

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By one of the first lines: a text with an answer, hashes or tokens as Prodigy writes them."""
        return any_line(head, is_prodigy, begins_like_prodigy)

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """A draft for each text, in the order in which they come first, and a refusal for each bad line."""
        with seekable(stream, _LIMIT) as copy:
            lines = _Lines(copy)
            if lines.is_utf16:
                yield Refusal(file, None, "the file is UTF-16, but JSON Lines are UTF-8")
                return
            for group in lines.groups():
                if on_bytes is not None:
                    on_bytes(sum(lines.sizes[index] for index in group))
                found: list[tuple[int, Draft]] = []
                shown = PurePath(file).name
                bad: int | None = None
                for index in group:
                    number = lines.numbers[index]
                    try:
                        found.append((number, prodigy_draft(lines.load(index), codebook, shown, self._mapping)))
                    except ValueError as error:
                        yield Refusal(file, number, str(error))
                        bad = bad or number
                if bad is not None:
                    # Without some of its labels it would be taken for one that never had them.
                    for number, _ in found:
                        yield Refusal(file, number, f"line {bad}, which is about the same text, is refused")
                    continue
                (_, draft), *others = found
                for _, other in others:
                    merge(draft, other)
                yield draft
            if on_bytes is not None and lines.blank_end:
                on_bytes(lines.blank_end)


class _Lines:
    """Where the lines of a stream are, and which of them are about the same text."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._starts = array("q")
        self.sizes = array("q")  # blank lines before them included
        self.numbers = array("q")
        self._first: dict[bytes, int] = {}
        self._repeated: dict[int, list[int]] = {}
        self._repeats = set[int]()
        self.is_utf16 = False
        self.blank_end = 0
        self._index()

    def groups(self) -> Iterator[list[int]]:
        """The lines that belong together, by their index."""
        for index in range(len(self._starts)):
            if index not in self._repeats:
                yield [index, *self._repeated.get(index, ())]

    def load(self, index: int) -> dict[str, Any]:
        """The object on a line; raises ValueError with a sentence."""
        self._stream.seek(self._starts[index])
        line = self._stream.readline(MAX_BYTES + 1)
        if len(line) > MAX_BYTES:
            raise ValueError(f"the line is longer than {MAX_BYTES >> 20} MiB")
        return load_line(line)

    def _index(self) -> None:
        start = told = self._stream.tell()
        number = 0
        while line := self._stream.readline(MAX_BYTES + 1):
            number += 1
            end = start + len(line)
            if len(line) > MAX_BYTES:
                end += 0 if line.endswith(b"\n") else skip_line(self._stream)
                line = b"too long"
            if number == 1:
                self.is_utf16 = line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
                if self.is_utf16:
                    return
                if line.startswith(codecs.BOM_UTF8):
                    start, line = start + len(codecs.BOM_UTF8), line.removeprefix(codecs.BOM_UTF8)
            if line and not line.isspace():
                self._add(start, end - told, number, line)
                told = end
            start = end
        self.blank_end = start - told

    def _add(self, start: int, size: int, number: int, line: bytes) -> None:
        # Loaded when there is such a file, not at each start.
        from hashlib import blake2b

        index = len(self._starts)
        self._starts.append(start)
        self.sizes.append(size)
        self.numbers.append(number)
        try:
            text = load_line(line).get("text")
        except ValueError:
            return
        if isinstance(text, str):
            mark = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
            first = self._first.setdefault(mark, index)
            if first != index:
                self._repeated.setdefault(first, []).append(index)
                self._repeats.add(index)
