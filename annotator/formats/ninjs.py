"""ninjs, news in JSON of the IPTC (versions 1.x to 3.x): an object is one article.

Source: https://iptc.org/std/ninjs/userguide/. In versions 1 each part has a key of its own (``body_text``,
``headline``, ``byline``), from 2 on there are lists of them with roles (``bodies``, ``headlines``), and from 3 on
capital letters within the keys (``versionCreated``). Superdesk has ``guid`` for ``uri``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotator.core.codebook import Codebook
from annotator.core.models import Draft
from annotator.formats.markup import cell_text
from annotator.formats.news_body import markup_text
from annotator.formats.news_xml import language_code, versioned, wire_date
from annotator.formats.nitf import WITHDRAWN, byline_names
from annotator.formats.record import parse_record

_BODIES = ("body_html", "body_xhtml", "body_text", "bodies")
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
_DEPTH = 3
_NO_MAIN = ("summary", "short", "teaser", "sub", "seo", "social", "push", "caption", "abstract", "kicker")


def is_ninjs(record: dict[str, Any]) -> bool:
    """Whether the object is an article as ninjs has it, by its keys."""
    standard = record.get("standard") or record.get("$standard")
    if isinstance(standard, dict) and str(standard.get("name", "")).lower() == "ninjs":
        return True
    keys = {key.lower() for key in record}
    named = not keys.isdisjoint(("uri", "guid")) and "text" not in keys
    return named and not keys.isdisjoint(_BODIES) and not keys.isdisjoint(_OWN)


def ninjs_draft(record: dict[str, Any], codebook: Codebook, file: str) -> Draft:
    """The article. Raises ValueError with a sentence for what is none or is not to be used."""
    record = _lowered(record)
    status = _string(record, "pubstatus").lower()
    if status in WITHDRAWN:
        raise ValueError(f"{WITHDRAWN[status]} by its publisher")
    kind = _string(record, "type").lower()
    if kind in _KINDS:
        raise ValueError(f"it is {_KINDS[kind]}, not a text")
    title = _headline(record)
    text = _text(record, title)
    if not text:
        raise ValueError("it has no article text")
    source = _source(record)
    byline = cell_text(_string(record, "byline") or _string(record, "by"))
    authors = [name for name in byline_names(byline) if name.casefold() != (source or "").casefold()]
    uri = _string(record, "uri")
    return parse_record(
        {
            "id": versioned(uri or _string(record, "guid"), str(record.get("version") or "")),
            "title": title or None,
            "text": text,
            "meta": {
                "source": source,
                "authors": authors or _people(record),
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


def _lowered(value: Any, depth: int = 0) -> Any:
    """The same with keys in small letters, as far down as they are asked for."""
    if depth > _DEPTH:
        return value
    if isinstance(value, dict):
        return {key.lower(): _lowered(inner, depth + 1) for key, inner in value.items()}
    return [_lowered(inner, depth + 1) for inner in value] if isinstance(value, list) else value


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


def _text(record: dict[str, Any], title: str) -> str:
    """From HTML where there is that: of plain text the paragraphs are often lost."""
    bodies = [(_string(body, "contenttype").lower(), _string(body, "value")) for body in _main(record, "bodies")]
    bodies = [(kind, value) for kind, value in bodies if kind in ("", "text/plain") or "html" in kind]
    bodies.sort(key=lambda body: "html" not in body[0])
    values = (*(value for _, value in bodies), *(_string(record, key) for key in _BODIES))
    return next((text for value in values if (text := markup_text(value, title).strip())), "")


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
