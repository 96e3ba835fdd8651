"""Rows of cells, whatever file they stand in, and the articles in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.label_rows import refuse_label_rows
from annotator.formats.mapping import (
    FIELDS,
    Mapping,
    find_columns,
    is_text_name,
    known_columns,
    lead_key,
    mapped_draft,
    with_lead,
)

Row = tuple[int, list[str] | str]
"""The number of its (first) line, from 1, and its cells; or why it can't be read."""


class LinkedCell(str):
    """The text of a cell, and the ``address`` that it links to, which is the text where it said "link" alone."""

    address: str

    def __new__(cls, text: str, address: str) -> LinkedCell:
        cell = super().__new__(cls, address if text.strip().casefold() == "link" else text)
        cell.address = address
        return cell


_WEB = ("http://", "https://")
_FEW = 2  # cells of a row that may be a header as narrow as the rows above it
HEADER_ROWS = 10
"""Among which the header is: an export may put its name, or who made it, above it."""


class Table:
    """Rows with their header, which is the first of them with a name for the text.

    Raises ValueError with a sentence if there is none. ``columns`` tells field → place.
    """

    def __init__(self, rows: Iterator[Row], mapping: Mapping | None = None) -> None:
        first = [(line, cells) for line, cells in islice(rows, HEADER_ROWS)]
        self.columns, names, below = _header(first, mapping)
        if mapping is None:
            refuse_label_rows([name.strip() for name in names])
        self._width = len(names)
        # Whoever said of each field what it is has looked at all columns.
        said = mapping is not None and mapping.columns.keys() >= set(FIELDS)
        self._lead = None if mapping else lead_key([name.strip() for name in names])
        read = range(len(names)) if said else {*self.columns.values(), self._lead}
        self._unread = [(at, name.strip()) for at, name in enumerate(names) if at not in read and name.strip()]
        self._rows = chain(first[below:], rows)
        self._is_linked = mapping is None or mapping.columns.get("url") != ""

    def drafts(
        self, file: str, codebook: Codebook, name: str, unfinished: Callable[[], bool] | None = None
    ) -> Iterator[Draft | Refusal]:
        """A draft or refusal for each row that isn't blank, and a refusal if there is none.

        ``unfinished``, of a file in which delimiters part the cells, tells whether it ends inside the row that
        was given last. There, a row with too many cells has a delimiter in its text.
        """
        empty = True
        for line, cells in self._rows:
            if not any(cell.strip() for cell in cells):
                continue
            empty = False
            try:
                if isinstance(cells, str):
                    raise ValueError(cells)
                if unfinished is not None:
                    self._check(cells, unfinished)
                values = {key: cells[place] for key, place in self.columns.items() if place < len(cells)}
                if self._is_linked and (address := _address(values, cells)):
                    values["url"] = address
                if self._lead is not None and self._lead < len(cells):
                    values["text"] = with_lead(cells[self._lead], values.get("text", ""))
                draft = mapped_draft({key: str(cell) for key, cell in values.items()}, codebook, name)
                draft.line = line
                draft.unread = tuple(n for at, n in self._unread if at < len(cells) and cells[at].strip())
                yield draft
            except ValueError as error:
                yield Refusal(file, line, str(error))
        if empty:
            yield Refusal(file, None, "there are no rows below the names of the columns")

    def _check(self, cells: Sequence[str], unfinished: Callable[[], bool]) -> None:
        if any(cell.strip() for cell in cells[self._width :]):
            raise ValueError(f"it has {len(cells)} cells, but there are {self._width} columns")
        if len(cells) < self._width and unfinished():
            raise ValueError("the file ends in the middle of this row")


def _address(values: dict[str, str], cells: Sequence[str]) -> str | None:
    """What the cell of the address links to, or else that of the title, or one that says no more than "link"."""
    written = values.get("url", "").strip()
    if written.startswith(_WEB):
        return None
    places = [values.get("url"), values.get("title") if not written else None]
    places += [cell for cell in cells if isinstance(cell, LinkedCell) and cell == cell.address and not written]
    addresses = (cell.address for cell in places if isinstance(cell, LinkedCell))
    return next((address for address in addresses if address.startswith(_WEB)), None)


def address_column(rows: Sequence[Row]) -> tuple[int, int] | None:
    """Which of the first rows names a column of web addresses, and the place of that column."""
    for number, (_, cells) in enumerate(rows[:HEADER_ROWS]):
        if isinstance(cells, str) or any(cell.lstrip().startswith(_WEB) for cell in cells):
            continue
        place = known_columns(cells).get("url")
        if place is not None:
            return number, place
    return None


def header_and_rows(rows: Sequence[Row]) -> tuple[list[str], list[list[str]]] | None:
    """The row of these that is most likely the header of a table without known names, and those below it."""
    filled = [cells for _, cells in rows if not isinstance(cells, str) and any(cell.strip() for cell in cells)]
    if not filled:
        return None
    widest = max(range(len(filled)), key=lambda at: (sum(bool(cell.strip()) for cell in filled[at]), -at))
    return filled[widest], filled[widest + 1 :]


def _header(rows: Sequence[Row], mapping: Mapping | None) -> tuple[dict[str, int], list[str], int]:
    """The columns that are known, the names of all, and which row is the first below these."""
    problem: tuple[int, ValueError] | None = None
    for number, (_, cells) in enumerate(rows):
        if isinstance(cells, str) or not any(cell.strip() for cell in cells):
            continue
        filled = sum(bool(cell.strip()) for cell in cells)
        try:
            columns = find_columns(cells, mapping)
        except ValueError as error:
            if problem is None or filled > problem[0]:
                problem = filled, error
            continue
        # Below a row with as many cells "Article" alone makes no header, as "Volltext" does: it may be a cell.
        said = mapping is not None and bool(mapping.columns.get("text"))
        named = said or is_text_name(cells[columns["text"]], surely=filled > _FEW)
        if problem is None or filled > problem[0] or len(columns) > 1 or named:
            return columns, cells, number + 1
    if problem is not None:
        raise problem[1]
    reason = next((cells for _, cells in rows if isinstance(cells, str)), None)
    raise ValueError(reason or "the table is empty")
