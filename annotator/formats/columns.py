"""What columns of a table, or keys of JSON objects, are called and hold, for a person to say what they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePath
from typing import BinaryIO

from annotator.formats.mapping import known_columns
from annotator.formats.rows import Row, header_and_rows

_HEAD_BYTES = 65536
_ROWS = 3


@dataclass(frozen=True, slots=True)
class Columns:
    """``names`` in the file's order, each with its first cells in ``samples``; ``known``: field → name."""

    names: tuple[str, ...]
    samples: dict[str, tuple[str, ...]]
    known: dict[str, str]


def read_columns(path: Path) -> Columns | None:
    """The columns of a file; None if it is no table and no JSON, or can't be read."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
            stream.seek(0)
            rows = _rows_of(PurePath(path), head)
            found = None if rows is None else header_and_rows(list(islice(rows(stream), 10)))
    except (OSError, ValueError):
        return None
    if found is None:
        return None
    header, below = found
    samples: dict[str, tuple[str, ...]] = {}
    for place, name in enumerate(header):
        if name.strip() and name not in samples:
            cells = (row[place].strip() for row in below if place < len(row))
            samples[name] = tuple(islice(filter(None, cells), _ROWS))
    known = {key: header[place] for key, place in known_columns(header).items()}
    return Columns(tuple(samples), samples, known)


def _rows_of(path: PurePath, head: bytes) -> Callable[[BinaryIO], Iterator[Row]] | None:
    from annotator.formats.readers.html_table import HtmlTableReader
    from annotator.formats.readers.json import JsonReader
    from annotator.formats.readers.jsonl import JsonlReader
    from annotator.formats.readers.ods import OdsReader
    from annotator.formats.readers.parquet import ParquetReader
    from annotator.formats.readers.table import CsvReader
    from annotator.formats.readers.xlsx import XlsxReader

    for reader in (XlsxReader(), OdsReader(), ParquetReader(), HtmlTableReader(), CsvReader(), JsonReader()):
        if reader.accepts(path, head):
            return reader.rows
    return JsonReader().rows if JsonlReader().accepts(path, head) else None
