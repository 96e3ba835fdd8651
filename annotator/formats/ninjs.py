"""ninjs, news in JSON of the IPTC (versions 1.x to 3.x): an object is one article.

Source: https://iptc.org/std/ninjs/userguide/. In versions 1 each part has a key of its own (``body_text``,
``headline``, ``byline``), from 2 on there are lists of them with roles (``bodies``, ``headlines``, ``by``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotator.core.codebook import Codebook
from annotator.core.models import Draft
from annotator.formats.markup import cell_text
from annotator.formats.news_xml import language_code, wire_date
from annotator.formats.nitf import WITHDRAWN
from annotator.formats.record import parse_record

_BODIES = ("body_text", "body_html", "body_xhtml", "bodies")
_OWN = (
    "versioncreated",
    "firstcreated",
    "contentcreated",
    "pubstatus",
    "representationtype",
    "standard",
    "profile",
)
_KINDS = {"picture": "a picture", "graphic": "a graphic", "audio": "a recording", "video": "a video"}
_KINDS |= {"composite": "a package of other items", "component": "a part of an article", "event": "an event"}
_KINDS |= {"planning": "a plan of coverage"}
_NO_MAIN = ("summary", "short", "teaser", "sub", "seo", "social", "push", "caption", "abstract", "kicker")


def is_ninjs(record: dict[str, Any]) -> bool:
    """Whether the object is an article as ninjs has it, by its keys."""
    standard = record.get("standard") or record.get("$standard")
    if isinstance(standard, dict) and str(standard.get("name", "")).lower() == "ninjs":
        return True
    has_body = any(key in record for key in _BODIES)
    return "uri" in record and has_body and any(key in record for key in _OWN) and "text" not in record


def ninjs_draft(record: dict[str, Any], codebook: Codebook, file: str) -> Draft:
    """The article. Raises ValueError with a sentence for what is none or is not to be used."""
    from annotator.formats.bylines import split_authors

    status = _string(record, "pubstatus").lower()
    if status in WITHDRAWN:
        raise ValueError(f"{WITHDRAWN[status]} by its publisher")
    kind = _string(record, "type").lower()
    if kind in _KINDS:
        raise ValueError(f"it is {_KINDS[kind]}, not a text")
    text = _text(record)
    if not text:
        raise ValueError("it has no article text")
    byline = _string(record, "byline") or _string(record, "by")
    uri = _string(record, "uri")
    return parse_record(
        {
            "id": uri or _string(record, "guid"),
            "title": _headline(record) or None,
            "text": text,
            "meta": {
                "source": _source(record),
                "authors": list(split_authors(cell_text(byline))) or _people(record),
                "published": _published(record),
                "url": next(
                    (a for a in (*_addresses(record), uri) if a.startswith(("http://", "https://"))), None
                ),
                "lang": language_code([_string(record, "language")]),
            },
        },
        codebook,
        file,
    )


def _string(record: dict[str, Any], key: str) -> str:
    value = record.get(key)
    return value.strip() if isinstance(value, str) else ""


def _objects(record: dict[str, Any], key: str) -> Iterator[dict[str, Any]]:
    values = record.get(key)
    yield from (value for value in values if isinstance(value, dict)) if isinstance(values, list) else ()


def _main(record: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The parts with their values, the main one first, without those that are another version for a purpose."""
    parts = [part for part in _objects(record, key) if _string(part, "value")]
    parts = [part for part in parts if not any(word in _string(part, "role").lower() for word in _NO_MAIN)]
    return sorted(parts, key=lambda part: _string(part, "role").lower() != "main")


def _text(record: dict[str, Any]) -> str:
    """As plain text where there is that, as its paragraphs are the agency's; else without the HTML."""
    for body in _main(record, "bodies"):
        if text := _plain(_string(body, "value"), "html" in _string(body, "contenttype").lower()):
            return text
    for key in ("body_text", "body_html", "body_xhtml"):
        if text := _plain(_string(record, key), key != "body_text"):
            return text
    return ""


def _plain(value: str, is_markup: bool) -> str:
    return cell_text(value if not is_markup or "<" in value else f"<p>{value}</p>").strip()


def _headline(record: dict[str, Any]) -> str:
    for part in _main(record, "headlines"):
        return " ".join(cell_text(_string(part, "value")).split())
    written = _string(record, "headline") or _string(record, "title") or _string(record, "name")
    return " ".join(cell_text(written).split())


def _source(record: dict[str, Any]) -> str | None:
    sources = (*_objects(record, "infosources"), *_objects(record, "infosource"))
    rights = record.get("rightsinfo")
    names = (
        *(_string(source, "name") for source in sources),
        _string(record, "source"),
        _string(record, "copyrightholder"),
        _string(rights, "copyrightholder") if isinstance(rights, dict) else "",
    )
    return next((name for name in names if name), None)


def _people(record: dict[str, Any]) -> list[str]:
    """Authors as some agencies name them beside the standard; its persons are those that the article is about."""
    return list(dict.fromkeys(name for author in _objects(record, "authors") if (name := _string(author, "name"))))


def _published(record: dict[str, Any]) -> str | None:
    keys = ("contentcreated", "firstpublished", "firstcreated", "versioncreated")
    dates = [date for key in keys if (date := wire_date(_string(record, key)))]
    embargo = wire_date(_string(record, "embargoed"))
    first = next((date for date in dates if date.startswith(f"{dates[0][:10]}T")), dates[0] if dates else None)
    return max(first, embargo, key=lambda date: date[:10]) if first and embargo else embargo or first


def _addresses(record: dict[str, Any]) -> Iterator[str]:
    for key in ("altids", "renditions"):
        for part in _objects(record, key):
            if key == "altids" or "html" in _string(part, "contenttype"):
                yield _string(part, "value") or _string(part, "href")
