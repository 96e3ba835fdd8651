"""Parquet files: typed columns, written in row groups so that memory stays flat."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from annotator.formats.writers.base import Record, Setup, Target
from annotator.formats.writers.hub.features import Columns, schema
from annotator.formats.writers.streams import StreamWriter

SUFFIX = ".parquet"
Row = Mapping[str, Any]
# A row group is written when it has so many rows, or came of so many characters of text.
_ROWS = 5_000
_CHARACTERS = 2_000_000


def parquet_writer(
    setup: Setup,
    target: Target,
    columns: Columns,
    rows: Callable[[Record], Iterable[Row]],
    metadata: Mapping[str, str] | None = None,
) -> StreamWriter[tuple[int, list[Row]]]:
    """A writer of Parquet files; ``rows`` are those of an article, with the names of columns as keys.

    ``metadata`` is what a file's schema says beside what ``datasets`` looks for.
    """
    made = schema(columns, metadata)

    def measured(record: Record) -> tuple[int, list[Row]]:
        return len(record["text"]), list(rows(record))

    return StreamWriter(setup, target, SUFFIX, measured, lambda file: _ParquetStream(file, made))


class _ParquetStream:
    """A Parquet file that is being written."""

    def __init__(self, file: BinaryIO, made: pa.Schema) -> None:
        self._schema = made
        self._writer = pq.ParquetWriter(_Sink(file), made, compression="zstd")
        self._waiting: list[Row] = []
        self._characters = 0

    def write(self, made: tuple[int, list[Row]]) -> None:
        length, rows = made
        for row in rows:
            self._waiting.append(row)
            # Each row of an article may have much of its text.
            self._characters += len(row["text"]) if "text" in row else length
            if len(self._waiting) == _ROWS or self._characters >= _CHARACTERS:
                self._write_group()

    def finish(self) -> None:
        self._write_group()
        self._writer.close()

    def _write_group(self) -> None:
        if self._waiting:
            self._writer.write_table(pa.Table.from_pylist(self._waiting, self._schema))
        self._waiting, self._characters = [], 0


class _Sink(io.RawIOBase):
    """Hands bytes to a file. A writer that is given up writes its end as it vanishes, to a file that is closed."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        if not self._file.closed:
            self._file.write(content)
        return len(content)


def read_rows(content: bytes) -> list[dict[str, Any]]:
    """The rows of a Parquet file, for the preview: classes by their names."""
    table = pq.read_table(pa.BufferReader(content))
    features = json.loads(table.schema.metadata[b"huggingface"])["info"]["features"]
    return [_named(row, features) for row in table.to_pylist()]


def _named(value: Any, feature: Any) -> Any:
    if value is None:
        return None
    if isinstance(feature, list):
        return [_named(one, feature[0]) for one in value]
    kind = feature.get("_type")
    if kind == "ClassLabel":
        return feature["names"][value]
    return value if kind == "Value" else {name: _named(value[name], part) for name, part in feature.items()}
