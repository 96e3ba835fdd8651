"""Tables: CSV and TSV files. Each row below the names of the columns is one article."""

from __future__ import annotations

import codecs
import csv
import io
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import PurePath
from typing import BinaryIO, cast

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.encoding import binary_kind, decode
from annotator.formats.mapping import Mapping, find_columns
from annotator.formats.rows import HEADER_ROWS, Row, Table, address_column

MAX_CELL = 16 << 20
"""Characters of the longest cell, and of the longest line, that is read."""

_MAY_BE = ("", ".txt", ".xls", ".xlsx")  # many a program names a table so for Excel to open it
_FETCH = "; the pages that its addresses name are fetched by --format urls"
_DELIMITERS = ",;\t|"
_SAMPLE = 1 << 18  # bytes in which delimiter and quoting are looked for
_SAMPLE_ROWS = 50
_UNCLEAN = 0.3  # of the rows that are as long as the first
_CHUNK = 1 << 20
_IN_MEMORY = 8 << 20  # of what comes from a pipe: the rest waits on the disk
_FOREIGN = 1 << 16  # bytes that tell an encoding
_NULS = 0.1
_EXPLICIT = re.compile(r'"?sep=([,;|:\t ])"?\s*\Z', re.IGNORECASE)
_NOT_UTF8 = re.compile("[\udc80-\udcff]")
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class _Dialect:
    delimiter: str
    escape: str | None = None
    quoted: bool = True
    lines_above: int = 0

    def reader(self, lines: Iterator[str], strict: bool = False) -> Iterator[list[str]]:
        if self.quoted:
            return csv.reader(lines, delimiter=self.delimiter, escapechar=self.escape, strict=strict)
        return csv.reader(lines, delimiter=self.delimiter, quoting=csv.QUOTE_NONE)


class CsvReader:
    """Reads rows in bounded memory; delimiter, quoting and encoding are found out, columns said by ``mapping``."""

    name = "csv"
    suffixes: tuple[str, ...] = (".csv", ".tsv", ".tab")
    binary = False

    def __init__(self, mapping: Mapping | None = None) -> None:
        self._mapping = mapping

    def mapped(self, mapping: Mapping) -> CsvReader:
        """The reader that takes the columns as the mapping says."""
        return CsvReader(mapping)

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the name, or because plain text begins with a row of well-known names."""
        suffix = path.suffix.lower()
        return suffix in self.suffixes or (suffix in _MAY_BE and _begins_with_header(head))

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """A draft or a refusal for each row that isn't blank."""
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as spool:
            if not stream.seekable():
                shutil.copyfileobj(stream, spool, _CHUNK)
                spool.seek(0)
                stream = cast(BinaryIO, spool)
            position = stream.tell()
            for item in self._read(stream, file, codebook):
                position, before = stream.tell(), position
                if on_bytes is not None and position > before:
                    on_bytes(position - before)
                yield item
            rest = stream.seek(0, io.SEEK_END) - position
            if on_bytes is not None and rest > 0:
                on_bytes(rest)

    def rows(self, stream: BinaryIO) -> Iterator[Row]:
        """The rows as they stand, the header among them. Raises ValueError."""
        encoding, mark = _encoding(stream)
        stream.seek(mark)
        dialect = _dialect(stream.read(_SAMPLE), encoding, self._mapping)
        stream.seek(mark)
        text = io.TextIOWrapper(stream, encoding, "replace", newline="")
        try:
            yield from _rows(_Lines(text, dialect.lines_above), dialect)
        finally:
            text.detach()

    def _read(self, stream: BinaryIO, file: str, codebook: Codebook) -> Iterator[Draft | Refusal]:
        start = stream.tell()
        try:
            encoding, mark = _encoding(stream)
            stream.seek(start + mark)
            dialect = _dialect(stream.read(_SAMPLE), encoding, self._mapping)
        except ValueError as error:
            yield Refusal(file, None, str(error))
            return
        stream.seek(start + mark)
        # What is not UTF-8 costs its row, not the file; that other encodings have nothing for, is U+FFFD.
        errors = "surrogateescape" if encoding == "utf-8" else "replace"
        text = io.TextIOWrapper(stream, encoding, errors, newline="")
        try:
            lines = _Lines(text, dialect.lines_above)
            try:
                rows = _rows(lines, dialect)
                first = list(islice(rows, HEADER_ROWS))
                table = Table(chain(first, rows), self._mapping)
            except ValueError as error:
                more = "" if self._mapping or address_column(first) is None else _FETCH
                yield Refusal(file, None, f"{error}{more}")
                return
            yield from table.drafts(file, codebook, PurePath(file).name, lambda: lines.unfinished)
        finally:
            text.detach()


class _Lines(Iterator[str]):
    """Lines for the csv module, none of them too long, without NULs."""

    def __init__(self, text: io.TextIOWrapper, skip: int) -> None:
        self._text = text
        self.number = 0
        self.ended = False
        self.unfinished = False  # the last line has no line end
        for _ in range(skip):
            next(self, None)

    def __next__(self) -> str:
        line = self._text.readline(MAX_CELL + 1)
        if not line:
            self.ended = True
            raise StopIteration
        self.number += 1
        if len(line) > MAX_CELL:
            while line and not line.endswith(("\n", "\r")):
                line = self._text.readline(_CHUNK)
            raise csv.Error(f"the line is longer than {MAX_CELL >> 20} Mi characters")
        self.unfinished = not line.endswith(("\n", "\r"))
        return line.replace("\0", "") if "\0" in line else line


def _rows(lines: _Lines, dialect: _Dialect) -> Iterator[Row]:
    reader = dialect.reader(lines)
    while True:
        first = lines.number + 1
        # It is the whole process's, and others set it lower for a while.
        csv.field_size_limit(MAX_CELL)
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reason = str(error)
            if "field larger" in reason:
                reason = f"a cell is longer than {MAX_CELL >> 20} Mi characters: a quotation mark may be missing"
            yield first, reason
            continue
        if lines.ended:
            yield first, "a quotation mark is opened and never closed: the file may be cut off"
        elif any(map(_NOT_UTF8.search, cells)):
            yield first, "it has bytes that are not UTF-8, though the rest of the file is"
        else:
            yield first, cells


def _encoding(stream: BinaryIO) -> tuple[str, int]:
    """The encoding of the stream from here on, and how many bytes its mark has. Reads it through."""
    head = stream.read(_SAMPLE)
    kind = binary_kind(head)
    if kind is not None:
        raise ValueError(f"the file is {kind}, not text")
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name, len(mark)
    if b"\0" in head:
        name = decode(head[: len(head) // 2 * 2])[1] if head.count(0) > _NULS * len(head) else ""
        if name.startswith("utf-16"):
            return name, 0
    # Cut anywhere, a character may be halved, which a decoder that goes on doesn't mind.
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    good, bad = 0, 0
    foreign = bytearray()
    begun = b""  # the last line, which the next chunk ends
    chunk = head
    while chunk:
        text = decoder.decode(chunk)
        if not chunk.isascii():
            wrong = text.count("\ufffd")
            good += len(text) - len(text.encode("ascii", "ignore")) - wrong
            bad += wrong
        if len(foreign) < _FOREIGN:
            *lines, begun = (begun + chunk).split(b"\n")
            if len(begun) > _CHUNK:
                lines, begun = [*lines, begun], b""
            foreign += b"".join(line + b"\n" for line in lines if not line.isascii())
        chunk = stream.read(_CHUNK)
    if not head:
        raise ValueError("the file is empty")
    if not bad or good > 4 * bad:
        return "utf-8", 0
    return decode(bytes(foreign) or begun)[1], 0


def _dialect(sample: bytes, encoding: str, mapping: Mapping | None) -> _Dialect:
    """What makes a table of the first rows, with most columns known and most rows as long as the first."""
    text = sample.decode(encoding, "replace").replace("\0", "")
    lines = text.splitlines(keepends=True)
    explicit = _EXPLICIT.match(lines[0]) if lines else None
    if explicit:
        return _Dialect(explicit[1], lines_above=1)
    best, best_score = _Dialect(","), (-1, 0.0, 0)
    for delimiter in _DELIMITERS:
        dialects = [_Dialect(delimiter)]
        if '\\"' in text:
            dialects.append(_Dialect(delimiter, "\\"))
        if not any(_is_clean(dialect, lines) for dialect in dialects):
            dialects.append(_Dialect(delimiter, quoted=False))
        for dialect in dialects:
            score = _score(dialect, lines, mapping)
            if score > best_score:
                best, best_score = dialect, score
    return best


def _score(dialect: _Dialect, lines: list[str], mapping: Mapping | None) -> tuple[int, float, int]:
    csv.field_size_limit(MAX_CELL)
    try:
        # The last one may be cut off.
        rows = [row for row in islice(dialect.reader(iter(lines)), _SAMPLE_ROWS) if any(row)]
    except csv.Error:
        return -1, 0.0, 0
    # Where no name is known, the header is likely the first row that has most cells.
    known, header = 0, max(rows[:10], key=lambda row: sum(map(bool, row)), default=[])
    for row in rows[:10]:
        # "Nr,Text" is the name of no column, though it may be for one alone.
        if len(row) == 1 and any(delimiter in row[0] for delimiter in _DELIMITERS):
            continue
        try:
            found = len(find_columns(row, mapping))
        except ValueError:
            continue
        if found > known:
            known, header = found, row
    alike = sum(len(row) == len(header) for row in rows) / max(1, len(rows))
    if not _is_clean(dialect, lines):
        alike -= _UNCLEAN
    # Where no name is known, a person wants to see the columns apart.
    return known, alike if known else len(header), len(header)


def _is_clean(dialect: _Dialect, lines: list[str]) -> bool:
    """Whether quotation marks stand around whole cells only: in texts that nobody has quoted they don't."""
    taken = _Counted(lines)
    try:
        for _ in islice(dialect.reader(taken, strict=True), _SAMPLE_ROWS):
            pass
    except csv.Error:
        # Where the sample ends, a quoted cell may be cut off.
        return taken.left <= 0
    return True


class _Counted(Iterator[str]):
    def __init__(self, lines: list[str]) -> None:
        self._lines = iter(lines)
        self.left = len(lines)

    def __next__(self) -> str:
        self.left -= 1
        return next(self._lines)


def _begins_with_header(head: bytes) -> bool:
    """Whether the first line, split at tabs, semicolons or commas, names the text and two more fields."""
    try:
        line = decode(head[: len(head) // 2 * 2])[0].split("\n", 1)[0].rstrip("\r")
    except ValueError:
        line = head.split(b"\n", 1)[0].decode("utf-8", "replace").rstrip("\r")
    if len(line) > 1000:
        return False
    for delimiter in "\t;,":
        if line.count(delimiter) < 2:
            continue
        try:
            if len(find_columns([name.strip('" ') for name in line.split(delimiter)])) >= 3:
                return True
        except ValueError:
            continue
    return False
