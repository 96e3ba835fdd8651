"""OpenDocument tables (.ods), as LibreOffice writes them: each row below the names of the columns is one article.

Source: OASIS, Open Document Format for Office Applications 1.3, part 3: cells by its section 9.1.4, their values
by 19.385. White space is as it is written, which section 6.1.2 would have collapsed: LibreOffice 25.2 writes and
reads it so. Read by expat in one pass, as all sheets lie in one part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats import sheets
from annotator.formats.mapping import Mapping
from annotator.formats.readers.binary import ZIP, read_whole
from annotator.formats.rows import LinkedCell, Row

if TYPE_CHECKING:
    from annotator.formats.office import Package

_MEDIA_TYPE = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
_KIND = "an OpenDocument table"
_SMALL = 4 << 20  # bytes of a part that is held as a whole
_CONTENT = "content.xml"
_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _STYLE, _TEXT = (f"{_SPACE}{name}:1.0}}" for name in ("table", "office", "style", "text"))
_LINK = "http://www.w3.org/1999/xlink}href"
_NUMBERS = frozenset(("float", "percentage", "currency"))
_MIDNIGHT = re.compile(r"T00:00(?::00(?:\.0+)?)?\Z")
_HYPERLINK = re.compile(r'HYPERLINK\(\s*"((?:[^"]|"")*)"\s*[;,)]', re.IGNORECASE)
_MOST_ROWS = 1 << 20  # as in LibreOffice
_MOST_REPEATED = 32 << 20  # cells and code points
_MAX_FORMULA = 8192  # code points
# Not what a cell says: comments, and pictures with their words.
_GONE = frozenset(("annotation", "frame", "custom-shape", "g", "shapes", "ruby-text", "table"))


class OdsReader:
    """Reads the sheets that have a column for the text; columns are guessed, or said by ``mapping``."""

    name = "ods"
    suffixes: tuple[str, ...] = (".ods", ".ots")
    binary = True

    def __init__(self, mapping: Mapping | None = None) -> None:
        self._mapping = mapping

    def mapped(self, mapping: Mapping) -> OdsReader:
        """The reader that takes the columns as the mapping says."""
        return OdsReader(mapping)

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the content, which begins with its type, or by the name."""
        return head.startswith(ZIP) and (path.suffix.lower() in self.suffixes or _MEDIA_TYPE in head[:200])

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """A draft or a refusal for each row that isn't blank; the line of a refusal is the row's number."""
        try:
            package = _opened(stream, on_bytes)
            several = sum(1 for _ in _sheets(package)) > 1
        except ValueError as error:
            yield Refusal(file, None, str(error))
            return
        yield from sheets.drafts(_sheets(package), several, self._mapping, file, codebook)

    def rows(self, stream: BinaryIO) -> Iterator[Row]:
        """The rows of the first sheet that has any. Raises ValueError."""
        return sheets.first_rows(_sheets(_opened(stream, None)))


def _opened(stream: BinaryIO, on_bytes: Callable[[int], None] | None) -> Package:
    # Its libraries take 20 ms to import.
    from annotator.formats.office import Package

    package = Package(read_whole(stream, on_bytes), _KIND, sheets.INSTEAD)
    if package.has("META-INF/manifest.xml"):
        manifest = package.tree("META-INF/manifest.xml", _SMALL)
        if next(manifest.iter("encryption-data"), None) is not None:
            raise ValueError("it is protected by a password")
    return package


def _sheets(package: Package) -> Iterator[tuple[str, Iterator[Row]]]:
    """The sheets that have cells, those left out that are hidden. Raises ValueError, after those before."""
    content = _Content()

    def rows() -> Iterator[tuple[tuple[int, str], int, list[str]]]:
        parsing = package.events(_CONTENT, sheets.MAX_SHEET, content.start, content.data, content.end)
        for _ in parsing:
            for sheet, first, repeated, cells in content.rows:
                yield from ((sheet, line, cells) for line in range(first, first + repeated))
            content.rows.clear()
        if not content.is_table:
            raise ValueError(f"the file is no {_KIND.partition(' ')[2]}: it has another content")

    for (_, name), found in groupby(rows(), key=itemgetter(0)):
        yield name, ((line, cells) for _, line, cells in found)


class _Content:
    """Gathers rows as the parser comes by them: (number and name of the sheet, line, repetitions, cells)."""

    def __init__(self) -> None:
        self.rows: list[tuple[tuple[int, str], int, int, list[str]]] = []
        self.is_table = False
        self._open: list[str] = []
        self._gone = 0  # how deep what is left out begins; 0 outside of such
        self._hidden: set[str] = set()
        self._style = ""
        self._number = 0
        self._sheet: tuple[int, str] | None = None
        self._line, self._repeated = 1, 1
        self._size = 0  # of rows and cells that are repeated
        self._cells: dict[int, str] = {}
        self._column = 0
        self._cell: dict[str, str] | None = None
        self._in_paragraph = False
        self._parts: list[str] = []
        self._length = 0
        self._address = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        parent = self._open[-1] if self._open else ""
        self._open.append(tag)
        if self._gone:
            return
        if self._sheet is None:
            self._start_outside(tag, parent, attributes)
        elif self._cell is not None:
            self._start_within(tag, attributes)
        elif tag in _GONE:
            self._gone = len(self._open)
        elif tag == "table-row":
            self._repeated = _count(attributes.get(f"{_TABLE}number-rows-repeated"))
            self._cells, self._column = {}, 0
        elif tag in ("table-cell", "covered-table-cell"):
            self._cell, self._parts, self._length, self._address = attributes, [], 0, ""
            self._in_paragraph = False

    def data(self, text: str) -> None:
        if self._in_paragraph and not self._gone:
            self._add(text)

    def end(self, tag: str, _: dict[str, str]) -> None:
        depth = len(self._open)
        self._open.pop()
        if self._gone:
            self._gone = 0 if depth == self._gone else self._gone
        elif tag in ("table-cell", "covered-table-cell") and self._cell is not None:
            self._end_cell(tag, self._cell)
            self._cell = None
        elif self._cell is not None:
            self._in_paragraph = self._in_paragraph and tag != "p"
        elif tag == "table-row" and self._sheet is not None:
            self._end_row(self._sheet)
        elif tag == "table":
            self._sheet = None

    def _start_outside(self, tag: str, parent: str, attributes: dict[str, str]) -> None:
        if tag == "spreadsheet":
            self.is_table = True
        elif tag == "style":
            self._style = attributes.get(f"{_STYLE}name", "")
        elif tag == "table-properties" and attributes.get(f"{_TABLE}display") == "false":
            self._hidden.add(self._style)
        elif tag == "table" and parent == "spreadsheet":
            self._number += 1
            if attributes.get(f"{_TABLE}style-name") not in self._hidden:
                self._sheet = self._number, attributes.get(f"{_TABLE}name", "")
                self._line = 1

    def _start_within(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _GONE:
            self._gone = len(self._open)
        elif tag == "p":
            self._in_paragraph = True
            self._add("\n" if self._parts else "")
        elif tag == "s":
            self._add(" " * min(_count(attributes.get(f"{_TEXT}c")), sheets.MAX_CELL))
        elif tag in ("tab", "line-break"):
            self._add("\t" if tag == "tab" else "\n")
        elif tag == "a":
            self._address = self._address or attributes.get(_LINK, "")

    def _add(self, text: str) -> None:
        self._length += len(text)
        if self._length > sheets.MAX_CELL:
            raise ValueError(f"row {self._line} has a cell longer than {sheets.MAX_CELL >> 20} Mi characters")
        if text:
            self._parts.append(text)

    def _end_cell(self, tag: str, attributes: dict[str, str]) -> None:
        repeated = min(
            _count(attributes.get(f"{_TABLE}number-columns-repeated")), sheets.MAX_COLUMNS - self._column
        )
        # Of cells that are one, the first has what is seen.
        value = _value(attributes, "".join(self._parts)) if tag == "table-cell" else ""
        formula = attributes.get(f"{_TABLE}formula", "")[:_MAX_FORMULA]
        if found := _HYPERLINK.search(formula):
            self._address = found[1].replace('""', '"')
            value = value or self._address
        if value:
            cell = LinkedCell(value, self._address) if self._address and value.strip() else value
            self._repeat(repeated, 1)
            self._cells.update(dict.fromkeys(range(self._column, self._column + repeated), cell))
        self._column += repeated

    def _end_row(self, sheet: tuple[int, str]) -> None:
        if self._cells:
            cells = sheets.in_order(self._cells)
            self._repeat(self._repeated, len(cells) + sum(map(len, cells)))
            if self._line + self._repeated > _MOST_ROWS:
                raise self._too_often()
            self.rows.append((sheet, self._line, self._repeated, cells))
        self._line += self._repeated

    def _repeat(self, times: int, size: int) -> None:
        self._size += (times - 1) * size
        if self._size > _MOST_REPEATED:
            raise self._too_often()

    def _too_often(self) -> ValueError:
        return ValueError(f"row {self._line} is repeated too often{sheets.INSTEAD}")


def _value(attributes: dict[str, str], shown: str) -> str:
    """What a cell holds: numbers and dates as they are, not as they are shown."""
    kind = attributes.get(f"{_OFFICE}value-type", "string")
    # LibreOffice's own attribute tells errors such as #N/A.
    if any(value == "error" for name, value in attributes.items() if name.endswith("}value-type")):
        return ""
    if kind in _NUMBERS:
        return sheets.number(attributes.get(f"{_OFFICE}value", shown))
    if kind == "date":
        return _MIDNIGHT.sub("", attributes.get(f"{_OFFICE}date-value", shown)).replace("T", " ")
    if kind == "boolean":
        return attributes.get(f"{_OFFICE}boolean-value", shown).upper()
    return shown or attributes.get(f"{_OFFICE}string-value", "")


def _count(given: str | None) -> int:
    """How often what has the attribute stands there: once where it is missing or no such number."""
    return int(given) if given is not None and given.isdecimal() and 0 < len(given) < 8 and int(given) else 1
