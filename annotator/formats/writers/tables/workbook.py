"""Tables as an Excel workbook: dates as dates, numbers as numbers, and each text as text, whatever it begins with.

The header stays where it is and filters. A table of more rows than a sheet has goes on in the next sheet; a text
that is longer than a cell is cut, which is counted.
"""

from __future__ import annotations

import shutil
import tempfile
import weakref
from contextlib import suppress
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from annotator.core.offsets import Utf16Map
from annotator.formats.writers.base import Record, Setup, Target, Writer
from annotator.formats.writers.streams import StreamWriter, as_it_is
from annotator.formats.writers.tables.base import Cell, Kind, Table

SHEET_ROWS = 1_048_576
CELL_UNITS = 32_767
"""UTF-16 units that a cell of Excel holds."""
_EXACT = 1 << 53  # whole numbers up to this are the same as numbers of Excel, which are doubles
_FIRST_DAY = date(1900, 1, 1)  # Excel knows no earlier one
_MADE = datetime(1980, 1, 1)  # always, as equal exports are equal bytes


def xlsx_writer(setup: Setup, target: Target, table: Table) -> Writer:
    """A writer of a table's rows."""
    return StreamWriter(setup, target, ".xlsx", as_it_is, lambda file: _XlsxStream(file, table))


def shown(_name: str, content: bytes) -> str:
    """The rows of the first sheet, with tabs between the cells."""
    from annotator.formats.readers.xlsx import XlsxReader

    return "\n".join("\t".join(cells) for _, cells in XlsxReader().rows(BytesIO(content)))


class _XlsxStream:
    def __init__(self, file: BinaryIO, table: Table) -> None:
        self._table = table
        # The rows wait on the disk, in a folder that goes when the export is given up, too.
        folder = Path(tempfile.mkdtemp(prefix="annotator-"))
        self._book = xlsxwriter.Workbook(file, {"constant_memory": True, "tmpdir": str(folder)})
        self._clean = weakref.finalize(self, _remove, self._book, folder)
        self._book.use_zip64()
        self._book.set_properties({"created": _MADE})
        self._bold = self._book.add_format({"bold": True})
        self._formats = {
            "date": self._book.add_format({"num_format": "yyyy-mm-dd"}),
            "time": self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        }
        self._kinds: list[Kind] = [column.kind for column in table.columns]
        self._sheets = 0
        self._begin_sheet()

    def write(self, record: Record) -> None:
        empty = True
        for row in self._table.rows(record):
            empty = False
            if self._row == SHEET_ROWS:
                self._end_sheet()
                self._begin_sheet()
            for place, cell in enumerate(chain.from_iterable(row)):
                if cell is not None:
                    self._write_cell(place, cell)
            self._row += 1
        self._table.losses.count("no_row", empty)

    def finish(self) -> None:
        self._end_sheet()
        try:
            self._book.close()
        except FileCreateError as error:
            raise error.args[0] from error  # the OSError, which tells what to do
        self._clean()

    def _begin_sheet(self) -> None:
        self._sheets += 1
        title = self._table.title if self._sheets == 1 else f"{self._table.title} {self._sheets}"
        self._sheet = self._book.add_worksheet(title)
        self._sheet.freeze_panes(1, 0)
        for place, column in enumerate(self._table.columns):
            self._sheet.set_column(place, place, column.width)
            self._sheet.write_string(0, place, column.name, self._bold)
        self._row = 1

    def _end_sheet(self) -> None:
        self._sheet.autofilter(0, 0, self._row - 1, len(self._kinds) - 1)

    def _write_cell(self, place: int, cell: Cell) -> None:
        sheet, row = self._sheet, self._row
        if isinstance(cell, str):
            kind = self._kinds[place]
            moment = None if kind == "value" else _moment(cell, kind)
            if moment is not None:
                sheet.write_datetime(row, place, moment, self._formats[kind])
            else:
                self._write_text(place, cell)
        elif isinstance(cell, bool):
            sheet.write_boolean(row, place, cell)
        elif isinstance(cell, int) and abs(cell) > _EXACT:
            self._write_text(place, str(cell))
        else:
            sheet.write_number(row, place, cell)

    def _write_text(self, place: int, text: str) -> None:
        if len(text) > CELL_UNITS // 2:
            units = Utf16Map(text)
            if units.length16 > CELL_UNITS:
                text = text[: units.to_codepoints(CELL_UNITS - 1)] + "…"
                self._table.losses.count("cut")
        if text.startswith("<r>") and text.endswith("</r>"):
            # The library would take it for what it makes of formatted text itself.
            self._sheet.write_rich_string(self._row, place, text[:1], text[1:2], text[2:])
        else:
            self._sheet.write_string(self._row, place, text)


def _moment(text: str, kind: Kind) -> date | datetime | None:
    """The day, or the moment in UTC; None where the text is none, or none that Excel knows."""
    try:
        if kind == "date":
            day = date.fromisoformat(text)
            return day if day >= _FIRST_DAY and len(text) == 10 else None
        moment = datetime.fromisoformat(text)
        moment = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo is not None else moment
        return moment if moment.date() >= _FIRST_DAY else None
    except (ValueError, OverflowError):
        return None


def _remove(book: Any, folder: Path) -> None:
    """Removes what waits on the disk."""
    for sheet in book.worksheets():
        with suppress(OSError):
            sheet.row_data_fh.close()
    book.fileclosed = True
    shutil.rmtree(folder, ignore_errors=True)
