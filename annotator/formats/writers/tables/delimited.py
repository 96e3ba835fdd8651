"""Tables as CSV (RFC 4180): UTF-8 with a byte order mark, without which Excel takes it for Windows-1252.

Cells that a spreadsheet would take for a formula have an apostrophe before them. Between the cells is a semicolon,
and numbers have a decimal comma, as spreadsheets expect it in German and French (``read.csv2`` of R, too); with
``Options.delimiter`` ``,`` they have a point.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotator.formats.cells import RISKY, harmless
from annotator.formats.writers.base import Record, Setup, Target, Writer
from annotator.formats.writers.streams import line_writer
from annotator.formats.writers.tables.base import Cell, Shared, Table


def csv_writer(setup: Setup, target: Target, table: Table) -> Writer:
    """A writer of a table's rows."""
    lines = _Lines(table, setup.options.delimiter)
    return line_writer(setup, target, ".csv", lines.of, lines.head())


def shown(_name: str, content: bytes) -> str:
    """The file as it is, without the mark."""
    return content.decode("utf-8-sig")


class _Lines:
    """Makes lines of a table's rows."""

    def __init__(self, table: Table, delimiter: str) -> None:
        self._table = table
        self._delimiter = delimiter
        self._decimal = "," if delimiter == ";" else "."
        self._formula = re.compile(f"{delimiter}[{re.escape(''.join(sorted(RISKY)))}]").search

    def head(self) -> bytes:
        """The names of the columns."""
        return f"\ufeff{self._text([column.name for column in self._table.columns])[1:]}\r\n".encode()

    def of(self, record: Record) -> bytes:
        """Those of an article."""
        text, shared = self._text, self._shared
        lines = [
            "".join([(part.text or shared(part)) if part.__class__ is Shared else text(part) for part in row])[1:]
            for row in self._table.rows(record)
        ]
        self._table.losses.count("no_row", not lines)
        return "\r\n".join([*lines, ""]).encode() if lines else b""

    def _shared(self, part: Shared) -> str:
        part.text = text = self._text(part)
        return text

    def _text(self, part: Sequence[Cell]) -> str:
        """Part of a row, with a delimiter before each cell."""
        number = self._number
        cells = [
            "" if c is None else c if c.__class__ is str else str(c) if c.__class__ is int else number(c)
            for c in part
        ]
        text = self._delimiter + self._delimiter.join(cells)
        # All cells at once, by what strings and expressions do themselves: the csv module looks at each character,
        # which takes four times as long.
        odd = '"' in text or "\n" in text or "\r" in text or text.count(self._delimiter) > len(cells)
        if not (odd or self._formula(text)):
            return text
        return "".join([self._delimiter + self._quoted(cell) for cell in part])

    def _number(self, cell: Cell) -> str:
        return str(cell).upper() if isinstance(cell, bool) else repr(cell).replace(".", self._decimal)

    def _quoted(self, cell: Cell) -> str:
        if cell is None:
            return ""
        text = harmless(cell) if isinstance(cell, str) else self._number(cell)
        if '"' in text or self._delimiter in text or "\n" in text or "\r" in text:
            return '"' + text.replace('"', '""') + '"'
        return text
