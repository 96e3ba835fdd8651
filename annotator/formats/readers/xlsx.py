"""Excel workbooks (.xlsx): each row below the names of the columns is one article.

Read by expat in one pass, since what there is doesn't do: openpyxl has had no release since June 2024, and
calamine gets memory for the whole rectangle of the first cell and the last: two cells can end the process.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats import sheets
from annotator.formats.mapping import Mapping
from annotator.formats.readers.binary import COMPOUND, ZIP, read_whole
from annotator.formats.rows import LinkedCell, Row

if TYPE_CHECKING:
    from annotator.formats.office import Package

_SMALL = 16 << 20  # bytes of a part that is held as a whole
_STRINGS = 128 << 20
_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_NO_DATE_PART = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DATE_PART = re.compile(r"[dmyhs]", re.IGNORECASE)
_COLUMN = re.compile(r"[A-Z]{1,3}")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,8})(?!\d)")
# What it shows may be the text of another cell, too.
_HYPERLINK = re.compile(r'HYPERLINK\(\s*"((?:[^"]|"")*)"\s*(?:\)|,\s*(?:"((?:[^"]|"")*)")?)', re.IGNORECASE)
_AREA = re.compile(r"([A-Z]{1,3})(\d{1,8}):[A-Z]{1,3}(\d{1,8})")
_MAX_FORMULA = 8192  # characters, as in Excel
_MOST_LINKS = 1 << 17  # Excel has 65,530 a sheet at most
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


class XlsxReader:
    """Reads the sheets that have a column for the text; columns are guessed, or said by ``mapping``."""

    name = "xlsx"
    suffixes: tuple[str, ...] = (".xlsx", ".xlsm", ".xltx")
    binary = True

    def __init__(self, mapping: Mapping | None = None) -> None:
        self._mapping = mapping

    def mapped(self, mapping: Mapping) -> XlsxReader:
        """The reader that takes the columns as the mapping says."""
        return XlsxReader(mapping)

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the content, and by the name where the content shows only that it is an office document."""
        if head.startswith(ZIP):
            return path.suffix.lower() in self.suffixes or b"xl/workbook.xml" in head or b"xl/worksheets/" in head
        return head.startswith(COMPOUND) and path.suffix.lower() in (*self.suffixes, ".xls")

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """A draft or a refusal for each row that isn't blank; the line of a refusal is the row's number."""
        try:
            book = _opened(stream, on_bytes)
        except ValueError as error:
            yield Refusal(file, None, str(error))
            return
        yield from sheets.drafts(book.tables(), len(book.sheets) > 1, self._mapping, file, codebook)

    def rows(self, stream: BinaryIO) -> Iterator[Row]:
        """The rows of the first sheet that has any. Raises ValueError."""
        return sheets.first_rows(_opened(stream, None).tables())


def _opened(stream: BinaryIO, on_bytes: Callable[[int], None] | None) -> _Workbook:
    # Its libraries take 20 ms to import.
    from annotator.formats.office import Package

    return _Workbook(Package(read_whole(stream, on_bytes), "an Excel workbook", sheets.INSTEAD))


class _Workbook:
    """``sheets`` are (name, part), in order, those that are hidden left out. Raises ValueError."""

    def __init__(self, package: Package) -> None:
        self._package = package
        main = package.main_part("xl/workbook.xml", _SMALL)
        related = package.related(main, _SMALL)
        tree = package.tree(main, _SMALL)
        if tree.tag != "workbook":
            raise ValueError(f"the file is no Excel workbook: it begins with {tree.tag!r}")
        properties = tree.find("workbookPr")
        from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self._epoch = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
        self.sheets: list[tuple[str, str]] = []
        for sheet in tree.iter("sheet"):
            kind, part = related.get(_linked(sheet.attrib), ("", ""))
            if kind == "worksheet" and sheet.get("state", "visible") == "visible":
                self.sheets.append((sheet.get("name", ""), part))
        parts = {kind: part for kind, part in related.values() if package.has(part)}
        self._dates = _date_styles(package, parts.get("styles"))
        self._strings = _shared_strings(package, parts.get("sharedStrings"))

    def tables(self) -> sheets.Sheets:
        """The sheets with their rows."""
        return ((name, self.rows(part)) for name, part in self.sheets)

    def rows(self, part: str) -> Iterator[Row]:
        """The rows of the sheet that have cells. Raises ValueError where it is damaged, after those before."""
        addresses = self._package.links(part, _SMALL)
        # They stand behind all rows.
        links = self._links(part, addresses) if addresses else {}
        merged = self._merged(part) if self._package.mentions(part, b"mergeCell ", sheets.MAX_SHEET) else {}
        sheet = _Sheet(self._strings, self._dates, self._epoch, links, merged)
        for _ in self._package.events(part, sheets.MAX_SHEET, sheet.start, sheet.data, sheet.end):
            yield from sheet.rows
            sheet.rows.clear()

    def _links(self, part: str, addresses: dict[str, str]) -> dict[tuple[int, int], str]:
        """The addresses that cells link to, by row and column."""
        links: dict[tuple[int, int], str] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "hyperlink" and len(links) < _MOST_LINKS:
                reference = _REFERENCE.match(attributes.get("ref", ""))
                address = addresses.get(_linked(attributes), "")
                if reference and address:
                    place = attributes.get("location")
                    links[int(reference[2]), _column(reference[1], 0)] = f"{address}#{place}" if place else address

        for _ in self._package.events(part, sheets.MAX_SHEET, start, lambda _: None, lambda *_: None):
            pass
        return links

    def _merged(self, part: str) -> dict[int, dict[int, int]]:
        """The last row of each cell that goes on downwards, by its column and first row."""
        merged: dict[int, dict[int, int]] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            found = _AREA.fullmatch(attributes.get("ref", "")) if tag == "mergeCell" else None
            if found and int(found[2]) < int(found[3]):
                merged.setdefault(_column(found[1], 0), {})[int(found[2])] = int(found[3])

        for _ in self._package.events(part, sheets.MAX_SHEET, start, lambda _: None, lambda *_: None):
            pass
        return merged


def _linked(attributes: dict[str, str]) -> str:
    """The id of what an element refers to."""
    return next((value for key, value in attributes.items() if key.rpartition("}")[2] == "id" and "}" in key), "")


class _Sheet:
    """Gathers the cells of rows as the parser comes by them.

    ``links`` are addresses by row and column, ``merged`` the last rows of cells by column and first row.
    """

    def __init__(
        self,
        strings: list[str],
        dates: frozenset[int],
        epoch: datetime,
        links: dict[tuple[int, int], str],
        merged: dict[int, dict[int, int]],
    ) -> None:
        self.rows: list[Row] = []
        self._merged = merged
        self._above: dict[int, tuple[int, str]] = {}  # by column, the last row of a merged cell and what is in it
        self._strings, self._dates, self._epoch, self._links = strings, dates, epoch, links
        self._formula = ""
        self._in_formula = False
        self._line = 0
        self._cells: dict[int, str] = {}
        self._column = -1
        self._type, self._style = "", ""
        self._parts: list[str] = []
        self._length = 0
        self._inside = False
        self._phonetic = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._column = _column(attributes.get("r", ""), self._column + 1)
            self._type, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._parts, self._length, self._formula = [], 0, ""
        elif tag in ("v", "t"):
            self._inside = not self._phonetic
        elif tag == "f":
            self._in_formula = True
        elif tag == "rPh":
            self._phonetic += 1
        elif tag == "row":
            given = attributes.get("r", "")
            self._line = int(given) if given.isdecimal() and len(given) < 9 else self._line + 1
            self._cells, self._column = {}, -1

    def data(self, text: str) -> None:
        if self._inside:
            self._length += len(text)
            if self._length > sheets.MAX_CELL:
                raise ValueError(f"row {self._line} has a cell longer than {sheets.MAX_CELL >> 20} Mi characters")
            self._parts.append(text)
        elif self._in_formula and len(self._formula) < _MAX_FORMULA:
            self._formula += text

    def end(self, tag: str, _: dict[str, str]) -> None:
        if tag in ("v", "t"):
            self._inside = False
        elif tag == "f":
            self._in_formula = False
        elif tag == "rPh":
            self._phonetic = max(0, self._phonetic - 1)
        elif tag == "c" and self._column < sheets.MAX_COLUMNS:
            self._end_cell()
        elif tag == "row" and self._cells:
            self._fill()
            self.rows.append((self._line, sheets.in_order(self._cells)))
            self._cells = {}

    def _fill(self) -> None:
        """Gives the row what stands in cells that go on into it from above."""
        for column, rows in self._merged.items():
            if self._line in rows:
                self._above[column] = rows[self._line], self._cells.get(column, "")
            last, value = self._above.get(column, (0, ""))
            if value and self._line <= last:
                self._cells.setdefault(column, value)

    def _end_cell(self) -> None:
        value = self._value("".join(self._parts)) if self._parts else ""
        address = self._links.get((self._line, self._column))
        if self._formula and (found := _HYPERLINK.match(self._formula)):
            # Programs that calculate nothing write no value.
            address, shown = (part and part.replace('""', '"') for part in found.groups())
            value = value or shown or address
        if address and value.strip():
            self._cells[self._column] = LinkedCell(value, address)
        elif self._parts:
            self._cells[self._column] = value
        self._parts, self._formula = [], ""

    def _value(self, raw: str) -> str:
        match self._type:
            case "s":
                place = int(raw) if raw.isdecimal() and len(raw) < 10 else -1
                if not 0 <= place < len(self._strings):
                    raise ValueError(f"row {self._line} refers to a text that is missing")
                return self._strings[place]
            case "inlineStr" | "str":
                return _unescaped(raw)
            case "b":
                return "TRUE" if raw == "1" else "FALSE"
            case "e":
                return ""  # an error such as #N/A
            case "n" if self._style.isdecimal() and len(self._style) < 7 and int(self._style) in self._dates:
                return _date(raw, self._epoch)
            case _:
                return sheets.number(raw)


def _column(reference: str, following: int) -> int:
    """The place of ``AB12`` from 0; cells without reference follow the last."""
    letters = _COLUMN.match(reference)
    if letters is None:
        return following
    place = 0
    for letter in letters.group():
        place = place * 26 + ord(letter) - 64
    return place - 1


def _date(raw: str, epoch: datetime) -> str:
    """The date of a serial number; Excel's days before March 1900 are one off, as it has a 29 February 1900."""
    try:
        days = float(raw)
        moment = epoch + timedelta(seconds=round(days * 86_400))
    except (ValueError, OverflowError):
        return raw
    if days < 1:  # a time of day
        return raw
    return moment.date().isoformat() if moment.time() == datetime.min.time() else moment.isoformat(" ", "seconds")


def _unescaped(text: str) -> str:
    """``_x000D_`` stands for a character that XML has no room for."""
    return _ESCAPE.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


def _date_styles(package: Package, part: str | None) -> frozenset[int]:
    """The cell styles whose numbers are dates."""
    if part is None:
        return frozenset()
    tree = package.tree(part, _SMALL)
    formats = {
        entry.get("numFmtId", ""): bool(_DATE_PART.search(_NO_DATE_PART.sub("", entry.get("formatCode", ""))))
        for entry in tree.iter("numFmt")
    }
    formats = {str(number): True for number in _BUILT_IN_DATES} | formats
    styles = tree.find("cellXfs")
    return frozenset(
        number
        for number, style in enumerate(() if styles is None else styles)
        if formats.get(style.get("numFmtId", ""))
    )


def _shared_strings(package: Package, part: str | None) -> list[str]:
    strings: list[str] = []
    if part is None:
        return strings
    parts: list[str] = []
    inside, phonetic = False, 0

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal inside, phonetic
        if tag == "t":
            inside = not phonetic
        elif tag == "rPh":
            phonetic += 1

    def data(text: str) -> None:
        if inside:
            parts.append(text)

    def end(tag: str, _: dict[str, str]) -> None:
        nonlocal inside, phonetic
        if tag == "t":
            inside = False
        elif tag == "rPh":
            phonetic = max(0, phonetic - 1)
        elif tag == "si":
            strings.append(_unescaped("".join(parts)))
            parts.clear()

    for _ in package.events(part, _STRINGS, start, data, end):
        pass
    return strings
