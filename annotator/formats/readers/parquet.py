"""Parquet files, as data sets come from Hugging Face and Spark: each row is an object as JSON Lines have it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import PurePath
from typing import Any, BinaryIO

import orjson

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.mapping import Mapping
from annotator.formats.parquet_metadata import AS_JSON
from annotator.formats.readers.json import JsonReader
from annotator.formats.readers.streams import seekable
from annotator.formats.rows import Row

MAX_FILE = 8 << 30
"""Bytes of a file from a pipe, which is kept on the disk meanwhile."""
MAX_GROUP = 1 << 30
"""Bytes of a group of rows as it unpacks, which is held in memory."""

_MAGIC = b"PAR1"
_BATCH = 200
_MISSING = "Parquet is read by pyarrow, which is not installed: uv sync --extra parquet"
_DAMAGED = "the file is damaged, or no Parquet"


class ParquetReader:
    """Reads the rows in order; columns are guessed, or said by ``mapping``, but for those of other tools."""

    name = "parquet"
    suffixes: tuple[str, ...] = (".parquet",)
    binary = True

    def __init__(self, mapping: Mapping | None = None) -> None:
        self._objects = JsonReader(mapping)

    def mapped(self, mapping: Mapping) -> ParquetReader:
        """The reader that takes the columns as the mapping says."""
        return ParquetReader(mapping)

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the content."""
        return head.startswith(_MAGIC)

    def rows(self, stream: BinaryIO) -> Iterator[Row]:
        """The names of the columns as a header, and below them the first row. Raises ValueError."""
        from annotator.formats.json_mapping import keys_and_values

        for _, record in _records(stream, None):
            yield from keys_and_values(record)
            return

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """A draft or a refusal for each row; the line of a refusal is the row's number, from 1."""
        name = PurePath(file).name
        try:
            with seekable(stream, MAX_FILE) as source:
                for number, record in _records(source, on_bytes):
                    try:
                        draft = self._objects.draft(record, codebook, name)
                        draft.line = number
                        yield draft
                    except ValueError as error:
                        yield Refusal(file, number, str(error))
        except ValueError as error:
            yield Refusal(file, None, str(error))


def _records(stream: BinaryIO, on_bytes: Callable[[int], None] | None) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows with their numbers. Raises ValueError with a sentence."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise ValueError(_MISSING) from None
    number = told = 0
    try:
        source = parquet.ParquetFile(stream, memory_map=False, pre_buffer=False)
        groups = range(source.metadata.num_row_groups)
        packed = _packed_attributes(source.schema_arrow.metadata or {})
        if any(source.metadata.row_group(group).total_byte_size > MAX_GROUP for group in groups):
            raise ValueError(f"a group of its rows unpacks to more than {MAX_GROUP >> 30} GiB")
        for group in groups:
            for batch in source.iter_batches(_BATCH, row_groups=[group]):
                for record in batch.to_pylist():
                    number += 1
                    plain = {key: _plain(value) for key, value in record.items()}
                    if packed:
                        _unpack(plain, packed)
                    yield number, plain
            if on_bytes is not None:
                position = stream.tell()
                on_bytes(max(0, position - told))
                told = max(told, position)
    except (pa.ArrowException, OSError):
        raise ValueError(_DAMAGED) from None


def _packed_attributes(metadata: dict[bytes, bytes]) -> list[str]:
    """The attributes of spans whose values are JSON in a file of ours, as labels give them several types."""
    with suppress(ValueError):
        names = orjson.loads(metadata.get(AS_JSON.encode(), b""))
        return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []
    return []


def _unpack(record: dict[str, Any], names: list[str]) -> None:
    """Gives the attributes their values back; what is no JSON stays the text that it is."""
    spans = record.get("spans")
    for span in spans if isinstance(spans, list) else ():
        attributes = span.get("attributes") if isinstance(span, dict) else None
        if isinstance(attributes, dict):
            for name in names:
                if isinstance(packed := attributes.get(name), str):
                    with suppress(ValueError):
                        attributes[name] = orjson.loads(packed)


def _plain(value: Any) -> Any:
    """The value as JSON has it: moments as ISO 8601, bytes and the like as nothing."""
    match value:
        case datetime.datetime() | datetime.date() | datetime.time():
            return value.isoformat()
        case str() | bool() | int() | float() | None:
            return value
        case list():
            return [_plain(inner) for inner in value]
        case dict():
            return {key: _plain(inner) for key, inner in value.items()}
    return None
