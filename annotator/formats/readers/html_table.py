"""Tables in HTML that are called .xls, as databases on the web write them for Excel: each row is one article."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Any, BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.encoding import MAX_BYTES, decode_markup, head_text
from annotator.formats.mapping import Mapping
from annotator.formats.readers.streams import read_most
from annotator.formats.rows import LinkedCell, Row, Table

_MAY_BE = (".xls", ".xlsx")
_BEGINNING = re.compile(r"\s*<[!?a-z]", re.IGNORECASE)
_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_COLUMNS = 16384  # that a workbook has
_INNER = ".//table"


class HtmlTableReader:
    """Reads the rows of a file's tables one by one; columns are guessed, or said by ``mapping``."""

    name = "html-table"
    suffixes: tuple[str, ...] = ()
    binary = False

    def __init__(self, mapping: Mapping | None = None) -> None:
        self._mapping = mapping

    def mapped(self, mapping: Mapping) -> HtmlTableReader:
        """The reader that takes the columns as the mapping says."""
        return HtmlTableReader(mapping)

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the name of a workbook and a content that is none but has a table."""
        if path.suffix.lower() not in _MAY_BE:
            return False
        text = head_text(head)
        return _BEGINNING.match(text) is not None and _TABLE.search(text) is not None

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """A draft or a refusal for each row that isn't blank; the line of a refusal is the row's number."""
        data = read_most(stream, MAX_BYTES + 1)
        if on_bytes is not None:
            on_bytes(len(data))
        try:
            table = Table(_rows(data), self._mapping)
        except ValueError as error:
            yield Refusal(file, None, str(error))
        else:
            yield from table.drafts(file, codebook, PurePath(file).name)

    def rows(self, stream: BinaryIO) -> Iterator[Row]:
        """The rows as they stand, the header among them. Raises ValueError."""
        yield from _rows(read_most(stream, MAX_BYTES + 1))


def _rows(data: bytes) -> Iterator[Row]:
    """The rows of all tables that have none in them, which lay out a page, numbered from 1."""
    # It takes 30 ms to import, and most imports have no such table.
    from lxml import etree

    if len(data) > MAX_BYTES:
        raise ValueError(f"the file is longer than {MAX_BYTES >> 20} MiB")
    markup = io.BytesIO(decode_markup(data)[0].replace("\0", "").encode("utf-8", "replace"))
    number = 0
    spread, table = _Spread(), None
    try:
        for _, row in etree.iterparse(
            markup, tag="tr", html=True, encoding="utf-8", remove_comments=True, no_network=True
        ):
            if row.find(_INNER) is None:
                number += 1
                if (outer := next(row.iterancestors("table"), None)) is not table:
                    spread, table = _Spread(), outer
                yield number, spread.row([cell for cell in row if cell.tag in ("td", "th")])
            row.clear()
            while row.getprevious() is not None:
                del row.getparent()[0]
    except etree.LxmlError as error:
        raise ValueError(f"the table can't be read: {error}") from None


class _Spread:
    """Puts the cells of a table's rows below their names: some go over several columns, or rows."""

    def __init__(self) -> None:
        self._below: dict[int, tuple[int, str]] = {}  # by column: how many more rows, and what is in them

    def row(self, cells: list[Any]) -> list[str]:
        """The texts of the next row: what goes over several rows is in each, over several columns in the first."""
        row: list[str] = []
        below, self._below = self._below, {}
        for cell in cells:
            self._fill(row, below)
            text = _cell(cell)
            across, down = (_number(cell.get(name)) for name in ("colspan", "rowspan"))
            for text_ in (text, *[""] * (min(across, _COLUMNS - len(row)) - 1)):
                if down > 1:
                    self._below[len(row)] = down - 1, text_
                row.append(text_)
        self._fill(row, below)
        return row

    def _fill(self, row: list[str], below: dict[int, tuple[int, str]]) -> None:
        """Adds what comes down from the rows above."""
        while len(row) in below:
            more, text = below[len(row)]
            if more > 1:
                self._below[len(row)] = more - 1, text
            row.append(text)


def _number(value: str | None) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 6 else 1


def _cell(cell: Any) -> str:
    from lxml import etree

    from annotator.formats.markup import cell_text

    text = cell_text(etree.tostring(cell, encoding="unicode", method="html", with_tail=False)).strip()
    link = cell.find(".//a[@href]")
    return text if link is None or not text else LinkedCell(text, link.get("href").strip())
