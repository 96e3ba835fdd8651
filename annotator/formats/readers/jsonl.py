"""JSON Lines: each line is one record (see :mod:`annotator.formats.record`)."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Any, BinaryIO

import orjson

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.doccano import doccano_draft, is_doccano
from annotator.formats.encoding import MAX_BYTES
from annotator.formats.json_array import LENIENT
from annotator.formats.json_mapping import RecordMapper
from annotator.formats.mapping import Mapping
from annotator.formats.prodigy import is_prodigy
from annotator.formats.span_lists import as_spans
from annotator.formats.values import constant, kind_of

_SCRAPY = ".jl"  # as Scrapy calls lines of JSON; programs in Julia are called so, too
_SKIP_BYTES = 1024 * 1024
_FIRST_LINES = 50
# A string, with what shows that it is a key, and whether its value is an object; or what nests.
_TOKEN = re.compile(rb'"((?:[^"\\]++|\\.)*+)"(\s*:\s*(\{)?)?|[\[\]{}]', re.DOTALL)


class JsonlReader:
    """Reads records line by line in bounded memory. A line that is no record is refused, the others are read."""

    name = "jsonl"
    suffixes: tuple[str, ...] = (".jsonl", ".ndjson", ".jsonlines", ".json-lines", _SCRAPY)
    binary = False

    def __init__(self, mapping: Mapping | None = None) -> None:
        self._mapping = mapping
        self._mapper = RecordMapper(mapping)

    def mapped(self, mapping: Mapping) -> JsonlReader:
        """The reader that takes the keys of lines that are no records as the mapping says."""
        return type(self)(mapping)

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the name, or because the first line is an object with a text, or in a JSON file each one is any."""
        suffix = path.suffix.lower()
        if suffix == _SCRAPY:
            return head.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"{"
        return suffix in self.suffixes or _begins_with_record(head) or (suffix == ".json" and is_json_lines(head))

    def parse(self, record: dict[str, Any], codebook: Codebook, file: str) -> Draft:
        """The draft that a line's object describes; raises ValueError with a sentence."""
        # A file is told by its beginning, where the text may be so long that the labels come too late.
        if is_doccano(record):
            return doccano_draft(record, codebook, file, self._mapping)
        if is_prodigy(record):
            # Several lines of it may be about one text.
            raise ValueError("it is a line of prodigy, whose labels would be lost: read it as the format prodigy")
        if (spans := as_spans(record)) is not None:
            return doccano_draft(spans[1], codebook, file, self._mapping, spans[0])
        return self._mapper.draft(record, codebook, file)

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """A draft or a refusal for each line that isn't blank."""
        name = PurePath(file).name
        number = 0
        while line := stream.readline(MAX_BYTES + 1):
            number += 1
            size = len(line)
            too_long = size > MAX_BYTES
            if too_long:
                size += 0 if line.endswith(b"\n") else skip_line(stream)
            if on_bytes is not None:
                on_bytes(size)
            if too_long:
                yield Refusal(file, number, f"the line is longer than {MAX_BYTES >> 20} MiB")
                continue
            if number == 1:
                if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                    yield Refusal(file, None, "the file is UTF-16, but JSON Lines are UTF-8")
                    return
                line = line.removeprefix(codecs.BOM_UTF8)
            if not line or line.isspace():
                continue
            try:
                draft = self.parse(load_line(line), codebook, name)
            except ValueError as error:
                yield Refusal(file, number, str(error))
            else:
                draft.line = number
                yield draft


def _begins_with_record(head: bytes) -> bool:
    line = head.removeprefix(codecs.BOM_UTF8).lstrip().split(b"\n", 1)[0]
    if not line.startswith(b"{"):
        return False
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError:
        # Cut off in the middle of a long line, or a record with a mistake in it: reading it says which.
        return _has_text(line)
    return isinstance(record, dict) and "text" in record and not isinstance(record["text"], dict)


def _has_text(line: bytes) -> bool:
    """Whether the beginning of an object has a text itself, and not in a list of articles or rows in it."""
    depth = 0
    for token in _TOKEN.finditer(line):
        if token[1] is None:
            depth += 1 if token[0] in b"[{" else -1
        elif token[2] and depth == 1 and token[1] == b"text":
            return not token[3]
        depth += bool(token[3])
    return False


def is_json_lines(head: bytes) -> bool:
    """Whether the first line is an object, and the second begins with one."""
    lines = [line for line in head.removeprefix(codecs.BOM_UTF8).lstrip().split(b"\n", 2) if line.strip()]
    if len(lines) < 2 or not lines[0].startswith(b"{") or not lines[1].lstrip().startswith(b"{"):
        return False
    try:
        load_line(lines[0])
    except ValueError:
        return False
    return True


def any_line(head: bytes, belongs: Callable[[dict[str, Any]], bool], begins: Callable[[bytes], bool]) -> bool:
    """Whether one of the first lines of a file that begins like this is an object that ``belongs`` takes.

    ``begins`` is asked about a line that can't be parsed, as its end lies beyond the head.
    """
    for line in head.removeprefix(codecs.BOM_UTF8).split(b"\n", _FIRST_LINES)[:_FIRST_LINES]:
        if not line.lstrip().startswith(b"{"):
            if line.strip():
                return False
            continue
        try:
            record = orjson.loads(line)
        except orjson.JSONDecodeError:
            if begins(line):
                return True
        else:
            if isinstance(record, dict) and belongs(record):
                return True
    return False


def skip_line(stream: BinaryIO) -> int:
    """Reads on to the end of the line, a piece at a time; the number of bytes."""
    skipped = 0
    while piece := stream.readline(_SKIP_BYTES):
        skipped += len(piece)
        if piece.endswith(b"\n"):
            break
    return skipped


def load_line(line: bytes) -> dict[str, Any]:
    """The line's object; raises ValueError with what is wrong."""
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        record = _load_leniently(line, error)
    if not isinstance(record, dict):
        raise ValueError(f"the line is {kind_of(record)}, not a JSON object")
    return record


def _load_leniently(line: bytes, error: json.JSONDecodeError) -> Any:
    """What orjson refused, if escaped lone surrogates or NaN were all that was wrong; raises ValueError if not.

    Python's own json writes half an emoji as such an escape, as JavaScript does, and NaN for what is missing.
    """
    try:
        text = line.decode()
    except UnicodeDecodeError as decoding:
        raise ValueError(f"byte {decoding.start + 1} of the line is not UTF-8") from None
    if LENIENT.search(line):
        try:
            return json.loads(text, parse_constant=constant)
        except RecursionError:
            raise ValueError("invalid JSON: it is nested too deeply") from None
        except json.JSONDecodeError as second:
            error = second
        except ValueError as second:
            raise ValueError(f"invalid JSON: {second}") from None
    # Where the end is missing, the parser is past the line's end.
    column = min(error.pos, len(text.rstrip())) + 1
    raise ValueError(f"invalid JSON at column {column}: {error.msg[:1].lower()}{error.msg[1:]}")
