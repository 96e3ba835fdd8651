"""References in CSL JSON, as Zotero and citation processors have them: their abstract is the text.

Source: the schema of CSL JSON 1.0.
"""

from __future__ import annotations

from typing import Any

from annotator.core.codebook import Codebook
from annotator.core.models import Draft
from annotator.formats.record import parse_record

_DATES = ("date-parts", "literal", "raw")


def is_csl(record: dict[str, Any]) -> bool:
    """Whether the object is a reference as citation processors have it, which have no text."""
    if "text" in record:
        return False
    is_dated = isinstance(record.get("issued"), dict) and not record["issued"].keys().isdisjoint(_DATES)
    return isinstance(record.get("type"), str) and (is_dated or "container-title" in record)


def csl_draft(record: dict[str, Any], codebook: Codebook, file: str) -> Draft:
    """The draft of a reference; raises ValueError with a sentence."""

    # Their patterns take 15 ms to compile, and most imports have no reference.
    from annotator.formats.markup import cell_text
    from annotator.formats.press import language_code, one_line
    from annotator.formats.ris import NO_TEXT

    def string(key: str) -> str:
        value = record.get(key)
        return value.strip() if isinstance(value, str) else ""

    text = cell_text(string("abstract"))
    if not text.strip():
        raise ValueError(NO_TEXT)
    authors = record.get("author")
    names = [_name(author) for author in authors if isinstance(author, dict)] if isinstance(authors, list) else []
    meta = {
        "source": string("container-title") or string("publisher") or None,
        "authors": [name for name in names if name],
        "published": _issued(record.get("issued")) or None,
        "url": string("URL") or None,
        "lang": language_code(string("language")) or None,
    }
    title = one_line(cell_text(string("title")))
    return parse_record({"title": title or None, "text": text, "meta": meta}, codebook, file)


def _name(author: dict[str, Any]) -> str:
    parts = (author.get(key) for key in ("given", "non-dropping-particle", "family", "literal"))
    return " ".join(part for part in parts if isinstance(part, str) and part)


def _issued(issued: Any) -> str:
    from annotator.formats.ris import reference_day

    if not isinstance(issued, dict):
        return ""
    match issued.get("date-parts"):
        case [[*parts], *_] if parts:
            return reference_day("/".join(str(part) for part in parts))
    written = issued.get("raw") or issued.get("literal")
    return reference_day(written) if isinstance(written, str) else ""
