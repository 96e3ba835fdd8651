"""Workbooks: the articles in their sheets, each of which is a table of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.mapping import Mapping
from annotator.formats.rows import Row, Table

MAX_COLUMNS = 16_384
MAX_CELL = 16 << 20
"""Code points."""
MAX_SHEET = 512 << 20
"""Bytes of a sheet's XML."""
INSTEAD = "; save it as CSV, which may be of any length"
_NAMED = 5  # sheets, where none of them is a table of articles

Sheets = Iterable[tuple[str, Iterator[Row]]]
"""The name of each sheet and its rows, which are gone once the next is asked for. Raises ValueError if damaged."""


def drafts(
    sheets: Sheets, several: bool, mapping: Mapping | None, file: str, codebook: Codebook
) -> Iterator[Draft | Refusal]:
    """The articles of the sheets that have a column for the text, and why there are none where there are none.

    ``several`` says whether there is more than one sheet, so that refusals are to name theirs.
    """
    problems: list[str] = []
    found = False
    try:
        for name, rows in sheets:
            try:
                table = Table(rows, mapping)
            except ValueError as error:
                problems.append(f"sheet {name!r}: {error}" if several else str(error))
                continue
            found = True
            try:
                for item in table.drafts(file, codebook, PurePath(file).name):
                    yield _in_sheet(item, name) if several and isinstance(item, Refusal) else item
            except ValueError as error:
                yield Refusal(file, None, f"sheet {name!r} can't be read further: {error}")
    except ValueError as error:
        yield Refusal(file, None, str(error))
        return
    if not found:
        yield Refusal(file, None, "; ".join(problems[:_NAMED]) or "it has no sheet with cells")


def first_rows(sheets: Sheets) -> Iterator[Row]:
    """The rows of the first sheet that has any. Raises ValueError."""
    for _, rows in sheets:
        empty = True
        for row in rows:
            empty = False
            yield row
        if not empty:
            return


def number(raw: str) -> str:
    """A number as tables show a whole one: 7 for 7.0 and 4.0E1; what is no number as it is."""
    try:
        value = float(raw)
    except ValueError:
        return raw
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else raw


def in_order(cells: dict[int, str]) -> list[str]:
    """The cells of a row by their columns, from 0, with empty ones between them."""
    return [cells.get(place, "") for place in range(max(cells) + 1)]


def _in_sheet(refusal: Refusal, sheet: str) -> Refusal:
    return Refusal(refusal.file, refusal.line, f"sheet {sheet!r}: {refusal.reason}")
