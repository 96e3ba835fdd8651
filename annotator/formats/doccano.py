"""doccano's JSON Lines, as its export of sequence labelling and relation projects writes them.

Source: doccano 1.8, backend/data_export (formatters and models). A line is ``{"id", "text", "label": [[start, end,
name], …], "Comments": […]}``, or with relations ``{"id", "text", "entities": [{"id", "label", "start_offset",
"end_offset"}, …], "relations": [{"id", "from_id", "to_id", "type"}, …]}``; the metadata of its import stand beside
these keys, in old versions below ``meta``. Offsets count code points. Categories of a whole text become comments.
Versions before 1.6 call the text ``data``; those before 1.0 have ``annotations`` with numbers for labels, which
are refused. Entities with ``start``, ``end`` and ``label`` or ``type``, as scripts like to write them, are read
alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from annotator.core.codebook import Codebook
from annotator.core.models import Draft
from annotator.formats.foreign import ForeignArticle
from annotator.formats.foreign_metadata import about_keys
from annotator.formats.mapping import Mapping as Said
from annotator.formats.values import kind_of

TOOL = "doccano"
_SPAN_KEYS = ("label", "labels", "entities", "annotations")
_READ = (*_SPAN_KEYS, "relations", "cats", "Comments", "tokens")
_TEXT = re.compile(rb'"(?:text|data)"\s*:\s*"')
_BEGINNING = re.compile(
    rb'"(?:label|labels|entities|annotations)"\s*:\s*\[\s*(?:\[\s*\d+\s*,|\{)|"start_offset"\s*:'
    rb'|"entities"\s*:\s*\[\s*\]\s*,\s*"relations"\s*:\s*\['
)


def is_doccano(record: Mapping[str, Any]) -> bool:
    """Whether this is an object of doccano's, be it without labels."""
    if _text(record) is None or "spans" in record:
        return False
    if any(_are_spans(record.get(key)) for key in _SPAN_KEYS):
        return True
    if all(isinstance(record.get(key), list) for key in ("entities", "relations")):
        return True
    return "Comments" in record and any(isinstance(record.get(key), list) for key in _SPAN_KEYS)


def begins_like_doccano(line: bytes) -> bool:
    """Whether the beginning of a line too long to be parsed here is such an object's."""
    return _TEXT.search(line) is not None and _BEGINNING.search(line) is not None


def doccano_draft(
    record: Mapping[str, Any], codebook: Codebook, file: str, mapping: Said | None = None, tool: str = TOOL
) -> Draft:
    """The draft that an object describes, whose labels are the ``tool``'s; raises ValueError with one sentence.

    ``mapping`` says which keys beside the text are what.
    """
    meta = record.get("meta")
    beside = {"": record, "meta.": meta} if isinstance(meta, dict) else {"": record}
    told = about_keys(beside, "text" if "text" in record else "data", _READ, mapping)
    article = ForeignArticle(codebook, tool, _text(record), told=told)
    for key in _SPAN_KEYS:
        for number, entry in enumerate(_list(record, key), 1):
            _add_label(article, key, number, entry)
    for number, entry in enumerate(_list(record, "relations"), 1):
        if not isinstance(entry, dict):
            raise ValueError(f"relation {number} is {kind_of(entry)}, not an object")
        article.relation(entry.get("type"), _id(entry.get("from_id")), _id(entry.get("to_id")))
    for text in (*_list(record, "cats"), *_list(record, "Comments")):
        said = text.get("text", text.get("comment")) if isinstance(text, dict) else text
        if isinstance(said, str) and said.strip():
            article.say(said)
    return article.draft(file)


def _text(record: Mapping[str, Any]) -> Any:
    """The text, whatever it is; None if there is none."""
    data = record.get("data")
    return record["text"] if "text" in record else data if isinstance(data, str) else None


def _add_label(article: ForeignArticle, key: str, number: int, entry: Any) -> None:
    match entry:
        case [start, end, label]:
            article.span(label, start, end)
        case (
            {"start_offset": start, "end_offset": end, "label": label, **others}
            | {"start": start, "end": end, "label": label, **others}
            | {"start": start, "end": end, "type": label, **others}
        ):
            article.span(label, start, end, id=_id(others.get("id")))
        case str() if key != "entities":
            article.say(entry)
        case _:
            raise ValueError(f"{key} {number} is neither [start, end, label] nor an object with start_offset")


def _are_spans(value: Any) -> bool:
    match value:
        case [[int(), int(), str()], *_] | [{"start_offset": _, "end_offset": _}, *_]:
            return True
        case [{"start": int(), "end": int(), "label": _}, *_] | [{"start": int(), "end": int(), "type": _}, *_]:
            return True
    return False


def _list(record: Mapping[str, Any], key: str) -> list[Any]:
    value = record.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise ValueError(f"{key} is {kind_of(value)}, not a list")
    return value


def _id(value: Any) -> str | None:
    if isinstance(value, int | str) and not isinstance(value, bool):
        return str(value)
    return None
