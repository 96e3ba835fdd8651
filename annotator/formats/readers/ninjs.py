"""ninjs files: one article, or a list of them (see :mod:`annotator.formats.ninjs`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Any, BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.encoding import head_text
from annotator.formats.mapping import Mapping
from annotator.formats.ninjs import is_ninjs, ninjs_draft
from annotator.formats.readers.json import JsonReader
from annotator.formats.readers.jsonl import JsonlReader, any_line, is_json_lines
from annotator.formats.readers.streams import with_head

_STANDARD = re.compile(r'"name"\s*:\s*"ninjs"', re.I)
_KEYS = re.compile(
    r'"(uri|guid|body_text|body_html|body_xhtml|bodies|versioncreated|firstcreated|contentcreated|pubstatus'
    r'|representationtype|text)"\s*:',
    re.I,
)
_BODIES = frozenset(("body_text", "body_html", "body_xhtml", "bodies"))
_HEAD = 1 << 16


class NinjsReader:
    """Reads the objects one at a time; an object that is no ninjs is read as any JSON."""

    name = "ninjs"
    suffixes: tuple[str, ...] = ()
    binary = False

    def mapped(self, mapping: Mapping) -> JsonReader:
        """Who says what the keys are wants them read so."""
        return JsonReader(mapping)

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the keys of the first object: an address, a text and a date or status as ninjs calls them."""
        if is_json_lines(head):
            return any_line(head, is_ninjs, lambda line: _looks_so(head_text(line)))
        text = head_text(head)
        return text.lstrip()[:1] in ("{", "[") and _looks_so(text)

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """A draft for each object, and a refusal for each that can't be read."""
        head, stream = with_head(stream, _HEAD)
        reader = _NinjsLines() if is_json_lines(head) else _NinjsObjects()
        yield from reader.read(stream, file, codebook, on_bytes)


class _NinjsObjects(JsonReader):
    def articles(self, value: Any) -> list[Any]:
        # Its lists of texts in several lengths are no lists of articles.
        return [value] if isinstance(value, dict) and is_ninjs(value) else super().articles(value)

    def draft(self, record: dict[str, Any], codebook: Codebook, file: str) -> Draft:
        return ninjs_draft(record, codebook, file) if is_ninjs(record) else super().draft(record, codebook, file)


class _NinjsLines(JsonlReader):
    def parse(self, record: dict[str, Any], codebook: Codebook, file: str) -> Draft:
        return ninjs_draft(record, codebook, file) if is_ninjs(record) else super().parse(record, codebook, file)


def _looks_so(text: str) -> bool:
    found = {match[1].lower() for match in _KEYS.finditer(text)}
    if _STANDARD.search(text):
        return True
    names = {"uri", "guid"}
    return bool(found & names) and bool(found & _BODIES) and bool(found - names - _BODIES) and "text" not in found
