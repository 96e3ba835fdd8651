"""The registers' tables for spreadsheets: what reading them has in common.

One entry a row, in UTF-8 with a mark, as Excel needs it to read it right; a first line names the columns. A cell
that a spreadsheet would take for a formula has an apostrophe before it, which reading takes off again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from annotator.core.errors import UserError
from annotator.core.models import Refusal
from annotator.core.register_rules import one_line
from annotator.formats.cells import DELIMITERS, as_meant
from annotator.formats.encoding import decode

_LONGEST_CELL = 1 << 20

Made = TypeVar("Made")


class RegisterTable(Generic[Made]):
    """What ``make`` makes of a table's rows, separated by semicolons, commas or tabs, and why others are none.

    ``make`` is given a row's line (from 1), its cells by the name of their column, "" where there is none, and
    which of ``columns`` the table has; it may raise UserError. The first line has the names of the columns, of
    which ``name`` is one. ``unread`` are the names of others, in which rows so far have something. Raises
    UserError if it is no table of such ``entries``.
    """

    def __init__(
        self,
        data: bytes,
        file: str,
        entries: str,
        columns: Sequence[str],
        make: Callable[[int, dict[str, str], frozenset[str]], Made],
    ) -> None:
        try:
            self._text, _ = decode(data)
        except ValueError as error:
            raise UserError(f"{file}: {error}.") from error
        self._file, self._columns, self._make = file, columns, make
        self._delimiter, written = _header(self._text, file, entries, columns)
        self._header = [name.lower() for name in written]
        self._others = {at: name for at, name in enumerate(written) if name and name.lower() not in columns}
        self.unread: list[str] = []

    def __iter__(self) -> Iterator[Made | Refusal]:
        known = frozenset(self._header) & frozenset(self._columns)
        reader = csv.reader(io.StringIO(self._text, newline=""), delimiter=self._delimiter)
        limit = csv.field_size_limit(_LONGEST_CELL)
        try:
            next(reader)
            line = reader.line_num + 1
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    try:
                        yield self._make(line, self._by_column(cells), known)
                    except UserError as error:
                        yield Refusal(self._file, line, str(error).rstrip("."))
                line = reader.line_num + 1
        except csv.Error as error:
            yield Refusal(self._file, reader.line_num, f"it can't be read, nor can what follows: {error}")
        finally:
            csv.field_size_limit(limit)

    def _by_column(self, cells: list[str]) -> dict[str, str]:
        if len(cells) > len(self._header):
            raise UserError(f"It has {len(cells)} cells, but there are {len(self._header)} columns.")
        for at in [at for at in self._others if at < len(cells) and cells[at].strip()]:
            self.unread.append(self._others.pop(at))
        found = dict(zip(self._header, map(as_meant, cells), strict=False))
        return {name: found.get(name, "") for name in self._columns}


def _header(text: str, file: str, entries: str, columns: Sequence[str]) -> tuple[str, list[str]]:
    """The delimiter and the names of the columns as written: with the right one most of them are known."""
    best, names, most = "", [""], 0
    for delimiter in (*DELIMITERS, "\t"):
        try:
            first = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
        except csv.Error:
            continue
        written = [one_line(name) for name in first]
        found = len({name.lower() for name in written} & set(columns))
        if found > most:
            best, names, most = delimiter, written, found
    lower = [name.lower() for name in names]
    if "name" not in lower:
        raise UserError(f'{file} is no table of {entries}: its first line has no column "name".')
    twice = next((name for name in columns if lower.count(name) > 1), None)
    if twice:
        raise UserError(f"{file} has the column {twice!r} twice.")
    return best, names
