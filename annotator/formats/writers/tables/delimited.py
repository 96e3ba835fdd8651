"""Tables as CSV (RFC 4180): UTF-8 with a byte order mark, without which Excel takes it for Windows-1252.

Cells that a spreadsheet would take for a formula have an apostrophe before them. Between the cells is a semicolon,
and numbers have a decimal comma, as spreadsheets expect it in German and French (``read.csv2`` of R, too); with
``Options.delimiter`` ``,`` they have a point.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from annotator.formats.cells import RISKY, harmless
from annotator.formats.writers.base import Record, Setup, Target, Writer
from annotator.formats.writers.streams import StreamWriter
from annotator.formats.writers.tables.base import Cell, Table


def csv_writer(setup: Setup, target: Target, table: Table) -> Writer:
    """A writer of a table's rows."""
    return StreamWriter(setup, target, ".csv", lambda file: _CsvStream(file, table, setup.options.delimiter))


def shown(_name: str, content: bytes) -> str:
    """The file as it is, without the mark."""
    return content.decode("utf-8-sig")


class _CsvStream:
    def __init__(self, file: BinaryIO, table: Table, delimiter: str) -> None:
        self._table = table
        self._decimal = "," if delimiter == ";" else "."
        file.write(codecs.BOM_UTF8)
        self._csv = csv.writer(_Encoding(file), delimiter=delimiter, lineterminator="\r\n")
        self._csv.writerow([column.name for column in table.columns])

    def write(self, record: Record) -> None:
        rows = [list(self._cells(row)) for row in self._table.rows(record)]
        self._csv.writerows(rows)
        self._table.losses.count("no_row", not rows)

    def finish(self) -> None:
        pass

    def _cells(self, row: Sequence[Cell]) -> Iterator[object]:
        for cell in row:
            # By class, as there are some hundred million of them in a large project.
            kind = cell.__class__
            if kind is str:
                yield harmless(cell) if cell[:1] in RISKY else cell  # type: ignore[arg-type, index]
            elif kind is float:
                yield repr(cell).replace(".", self._decimal)
            elif kind is bool:
                yield "TRUE" if cell else "FALSE"
            else:
                yield cell


class _Encoding:
    """What the csv module writes to."""

    def __init__(self, file: BinaryIO) -> None:
        self._write = file.write

    def write(self, text: str) -> None:
        self._write(text.encode())
