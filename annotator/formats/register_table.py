"""The registers' tables for spreadsheets: what reading them has in common.

One entry a row, in UTF-8 with a mark, as Excel needs it to read it right; a first line names the columns. A cell
that a spreadsheet would take for a formula has an apostrophe before it, which reading takes off again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from annotator.core.errors import UserError
from annotator.core.models import Refusal
from annotator.core.register_rules import one_line
from annotator.formats.cells import DELIMITERS, as_meant
from annotator.formats.encoding import decode

_LONGEST_CELL = 1 << 20

Made = TypeVar("Made")


def read_table(
    data: bytes,
    file: str,
    entries: str,
    columns: Sequence[str],
    make: Callable[[int, dict[str, str], frozenset[str]], Made],
) -> Iterator[Made | Refusal]:
    """What ``make`` makes of a table's rows, separated by semicolons, commas or tabs, and why others are none.

    ``make`` is given a row's line (from 1), its cells by the name of their column, "" where there is none, and
    which of ``columns`` the table has; it may raise UserError. The first line has the names of the columns, of
    which ``name`` is one; unknown ones are ignored. Raises UserError if it is no table of such ``entries``.
    """
    try:
        text, _ = decode(data)
    except ValueError as error:
        raise UserError(f"{file}: {error}.") from error
    delimiter, header = _header(text, file, entries, columns)
    known = frozenset(header) & frozenset(columns)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    limit = csv.field_size_limit(_LONGEST_CELL)
    try:
        next(reader)
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                try:
                    yield make(line, _by_column(header, cells, columns), known)
                except UserError as error:
                    yield Refusal(file, line, str(error).rstrip("."))
            line = reader.line_num + 1
    except csv.Error as error:
        yield Refusal(file, reader.line_num, f"it can't be read, nor can what follows: {error}")
    finally:
        csv.field_size_limit(limit)


def _by_column(header: list[str], cells: list[str], columns: Sequence[str]) -> dict[str, str]:
    if len(cells) > len(header):
        raise UserError(f"It has {len(cells)} cells, but there are {len(header)} columns.")
    found = dict(zip(header, map(as_meant, cells), strict=False))
    return {name: found.get(name, "") for name in columns}


def _header(text: str, file: str, entries: str, columns: Sequence[str]) -> tuple[str, list[str]]:
    """The delimiter and the names of the columns: with the right one most of them are known."""
    best: tuple[str, list[str]] = ("", [])
    for delimiter in (*DELIMITERS, "\t"):
        try:
            first = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
        except csv.Error:
            continue
        names = [one_line(name).lower() for name in first]
        if len(set(names) & set(columns)) > len(set(best[1]) & set(columns)):
            best = delimiter, names
    names = best[1]
    if "name" not in names:
        raise UserError(f'{file} is no table of {entries}: its first line has no column "name".')
    twice = next((name for name in columns if names.count(name) > 1), None)
    if twice:
        raise UserError(f"{file} has the column {twice!r} twice.")
    return best
