"""JSON files: a list of objects, or one object, each of which is an article whatever its keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Any, BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.csl import csl_draft, is_csl
from annotator.formats.doccano import doccano_draft, is_doccano
from annotator.formats.json_array import JsonError, elements
from annotator.formats.json_frames import frame_rows, has_text
from annotator.formats.json_mapping import RecordMapper, keys_and_values
from annotator.formats.json_services import service_articles
from annotator.formats.label_studio import is_label_studio, label_studio_draft
from annotator.formats.mapping import Mapping
from annotator.formats.prodigy import is_prodigy, prodigy_draft
from annotator.formats.readers.jsonl import is_json_lines
from annotator.formats.rows import Row
from annotator.formats.span_lists import as_spans
from annotator.formats.values import kind_of

# What other tools write an object a line, in a list as scripts write it, and tasks whose labels stand far behind.
_OTHERS = (
    (is_doccano, doccano_draft),
    (is_prodigy, prodigy_draft),
    (is_label_studio, label_studio_draft),
)
_MAY_BE = ("", ".txt", ".text")
_BEGINNING = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*"[^"\\\n]{1,200}"\s*:')
_KEY = re.compile(rb'"([^"\\\n]{1,200})"\s*:')
# Of one article: what reference managers and tools for labels write.
_WRITERS = ("author", "authors", "creators", "editor")
_NO_LISTS = (*_WRITERS, "tokens", "annotations", "entities", "labels", "spans", "relations")
_WRAPPERS = 3  # objects, one in the other, around a list of articles


class JsonReader:
    """Reads the objects one at a time; keys are guessed, or said by ``mapping``, but for those of other tools."""

    name = "json"
    suffixes: tuple[str, ...] = (".json",)
    binary = False

    def __init__(self, mapping: Mapping | None = None) -> None:
        self._mapping = mapping
        self._mapper = RecordMapper(mapping)

    def mapped(self, mapping: Mapping) -> JsonReader:
        """The reader that takes the keys as the mapping says."""
        return JsonReader(mapping)

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the name, or because plain text begins with objects that have a text; not what has one a line."""
        suffix = path.suffix.lower()
        known = suffix in self.suffixes or (suffix in _MAY_BE and _begins_with_objects(head))
        return known and not is_json_lines(head)

    def rows(self, stream: BinaryIO) -> Iterator[Row]:
        """The keys of the first object as a header, and below them its values. Raises ValueError."""
        for element in elements(stream):
            if isinstance(element, JsonError) and element.line is None:
                raise element
            if not isinstance(element, JsonError):
                first = next(iter(_unwrapped(element.load())), None)
                if isinstance(first, dict):
                    yield from keys_and_values(first)
            return

    def articles(self, value: Any) -> list[Any]:
        """What of the file's value, or of one in its list, are articles."""
        return _unwrapped(value)

    def draft(self, record: dict[str, Any], codebook: Codebook, file: str) -> Draft:
        """The draft that an object describes; raises ValueError with a sentence."""
        for belongs, draft in _OTHERS:
            if belongs(record):
                return draft(record, codebook, file, self._mapping)
        if is_csl(record):  # of reference managers
            return csl_draft(record, codebook, file)
        if (spans := as_spans(record)) is not None:
            return doccano_draft(spans[1], codebook, file, self._mapping, spans[0])
        return self._mapper.draft(record, codebook, file)

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """A draft for each object, and a refusal for each that can't be read."""
        empty = True
        for element in elements(stream, on_bytes):
            empty = False
            if isinstance(element, JsonError):
                yield Refusal(file, element.line, str(element))
                continue
            try:
                values = self.articles(element.load())
            except JsonError as error:
                yield Refusal(file, error.line, str(error))
                continue
            for value in values:
                try:
                    if isinstance(value, list) and (spans := as_spans(value)) is not None:
                        value = spans[1]
                    if not isinstance(value, dict):
                        raise ValueError(f"it is {kind_of(value)}, not an object")
                    draft = self.draft(value, codebook, PurePath(file).name)
                    # Of the articles in one object, none is known to begin there.
                    draft.line = element.line if len(values) == 1 else None
                    yield draft
                except ValueError as error:
                    yield Refusal(file, element.line, str(error))
        if empty:
            yield Refusal(file, None, "the list is empty")


def _begins_with_objects(head: bytes) -> bool:
    if _BEGINNING.match(head) is None:
        return False
    return has_text(list(dict.fromkeys(key.decode("utf-8", "replace") for key in _KEY.findall(head))))


def _unwrapped(value: Any) -> list[Any]:
    """The articles in an object that has no text, but one list of objects: ``{"articles": [...]}``.

    It may lie in objects in it, as in ``{"response": {"results": [...]}}``.
    """
    inner = value
    if isinstance(value, dict) and is_label_studio(value):
        return [value]
    if (told := service_articles(value)) is not None:
        return [*told]
    for _ in range(_WRAPPERS):
        if not isinstance(inner, dict) or not _has_no_text(inner):
            break
        if (rows := frame_rows(inner)) is not None:
            return rows
        lists = [
            entry for key, entry in inner.items() if isinstance(entry, list) and entry and key not in _NO_LISTS
        ]
        if lists:
            if len(lists) == 1 and all(isinstance(entry, dict) for entry in lists[0]):
                return lists[0]
            break
        objects = [entry for entry in inner.values() if isinstance(entry, dict)]
        # Beside the articles there may be counts and the like.
        inner = next(iter(filter(_has_objects, objects) if len(objects) > 1 else objects), None)
    return [value]


def _has_objects(value: dict[str, Any]) -> bool:
    return any(isinstance(entry, list) and entry and isinstance(entry[0], dict) for entry in value.values())


def _has_no_text(value: dict[str, Any]) -> bool:
    return not has_text([key for key, inner in value.items() if isinstance(inner, str)])
