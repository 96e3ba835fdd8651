"""The addresses that a person names: themselves, in lists, or by shortcuts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import chain, islice
from pathlib import Path, PurePath
from typing import BinaryIO

from annotator.core.errors import UserError
from annotator.core.files import refuse_open_project
from annotator.core.models import Refusal
from annotator.core.web_addresses import SHORTCUTS, checked, is_address, read_lines, shortcut
from annotator.formats.encoding import decode
from annotator.formats.http_body import unpacked
from annotator.formats.readers import walk
from annotator.formats.readers.streams import read_most
from annotator.formats.readers.table import CsvReader
from annotator.formats.rows import HEADER_ROWS, Row, address_column

MAX_LIST = 16 << 20
"""Longest list, in bytes: at a second for each of its addresses it would take days."""

_GZIP = b"\x1f\x8b"
# A password must not get into a report.
_LOGIN = re.compile(r"//[^/]*@")

Source = str | Path | BinaryIO
"""An address or a file or folder by its name, a path, or an open stream with a list."""


def named(sources: Iterable[Source]) -> Iterator[str | Refusal]:
    """The addresses in order, ready to be fetched, and a Refusal for what is none."""
    for source in sources:
        if isinstance(source, str) and is_address(source):
            try:
                yield checked(source)
            except ValueError as error:
                yield Refusal(_LOGIN.sub("//…@", source), None, str(error))
        elif isinstance(source, str | Path):
            for path in walk([Path(source)]):
                yield from _in_file(path)
        else:
            yield from _in_list(read_most(source, MAX_LIST + 1), "standard input")


def _in_file(path: Path) -> Iterator[str | Refusal]:
    try:
        refuse_open_project(path)
        with path.open("rb") as stream:
            data = read_most(stream, MAX_LIST + 1)
    except UserError as error:
        yield Refusal(str(path), None, str(error))
        return
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        yield Refusal(
            str(path), None, "there is no such file" if missing else f"it can't be read: {error.strerror or error}"
        )
        return
    address = shortcut(data)
    if address is None and path.suffix.lower() not in SHORTCUTS:
        yield from _in_list(data, str(path))
        return
    try:
        if address is None:
            raise ValueError("there is no web address in this shortcut")
        yield checked(address)
    except ValueError as error:
        yield Refusal(str(path), None, str(error))


def _in_list(data: bytes, file: str) -> Iterator[str | Refusal]:
    name = PurePath(file)
    try:
        if len(data) > MAX_LIST:
            raise ValueError(f"the list is longer than {MAX_LIST >> 20} MiB")
        if data.startswith(_GZIP):  # as sites send their sitemaps
            data, name = unpacked(data, "", "gzip", MAX_LIST), name.with_suffix("")
        table = _in_table(data, file) if name.suffix.lower() in CsvReader.suffixes else None
        if table is not None:
            yield from table
            return
        text, _ = decode(data)
    except ValueError as error:
        yield Refusal(file, None, str(error))
        return
    for line in read_lines(text):
        if line.problem is not None:
            yield Refusal(file, line.number, line.problem)
        yield from line.addresses


def _in_table(data: bytes, file: str) -> Iterator[str | Refusal] | None:
    """The addresses in the column that is named for them; None where there is no such column."""
    rows = CsvReader().rows(BytesIO(data))
    first = list(islice(rows, HEADER_ROWS))
    found = address_column(first)
    return None if found is None else _in_rows(chain(first[found[0] + 1 :], rows), found[1], file)


def _in_rows(rows: Iterable[Row], place: int, file: str) -> Iterator[str | Refusal]:
    for line, cells in rows:
        try:
            if isinstance(cells, str):
                raise ValueError(cells)
            if place < len(cells) and cells[place].strip():
                yield checked(cells[place])
        except ValueError as error:
            yield Refusal(file, line, str(error))
