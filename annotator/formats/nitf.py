"""NITF, the News Industry Text Format of the IPTC (versions 2.5 to 3.6): one document is one article.

Source: https://iptc.org/std/NITF/3.6/documentation/nitf-documentation.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element

from annotator.formats.news_body import body_text
from annotator.formats.news_xml import child, children, language_code, one_line, wire_date

WITHDRAWN = {"canceled": "it was cancelled", "cancelled": "it was cancelled", "withheld": "it is withheld"}
"""What publishers say of an article that is not to be used, and what is said here."""

_AGENCY = re.compile(r"(?P<name>\S+\s[^,]*\S),\s*(?:[a-z]{2,5}|[A-Z]{2,5})")
_NORMALIZED = "normalized"  # a second byline, for machines


def nitf_record(nitf: Element) -> dict[str, Any]:
    """The article as a record. Raises ValueError with a sentence if it has no text or is not to be used."""
    status = _docdata(nitf).get("management-status", "").lower()
    if status in WITHDRAWN:
        raise ValueError(f"{WITHDRAWN[status]} by its publisher")
    record = nitf_parts(nitf)
    if not record["text"]:
        raise ValueError("it has no article text")
    return record


def nitf_parts(nitf: Element) -> dict[str, Any]:
    """What the document says of an article, its text "" where it has none."""
    title = _title(nitf)
    content = child(nitf, "body", "body.content")
    return {
        "id": _identity(nitf),
        "title": title or None,
        "text": "" if content is None else body_text(content, title),
        "meta": {
            "source": _source(nitf),
            "authors": byline_authors(children(nitf, "body", "body.head", "byline")),
            "published": _published(nitf),
            "url": _address(nitf),
            "lang": _language(nitf),
        },
    }


def byline_authors(bylines: Iterable[Element]) -> list[str]:
    """The names in bylines: the persons where they are marked, else the line without their professions."""
    names: list[str] = []
    for byline in bylines:
        if _NORMALIZED in byline.get("class", ""):
            continue
        persons = [one_line(person) for person in byline.iter("person")]
        names += persons or byline_names(_without(byline, ("byttl", "virtloc")))
    return list(dict.fromkeys(name for name in names if name))


def byline_names(written: str) -> list[str]:
    """The names in a line, without the agency behind them: "Von Ada Olm, dpa"."""
    from annotator.formats.bylines import split_authors

    names = split_authors(written.strip(" ,"))
    return [found["name"] if (found := _AGENCY.fullmatch(name)) else name for name in names]


def _without(element: Element, skipped: tuple[str, ...]) -> str:
    """The text in it, those elements in it aside."""
    pieces = [element.text or ""]
    for inner in element:
        if inner.tag not in skipped:
            pieces.append(_without(inner, skipped))
        # A name is often set off from the profession behind it by the mark-up alone.
        pieces.append((" " if inner.tag in skipped else "") + (inner.tail or ""))
    return " ".join("".join(pieces).split())


def _docdata(nitf: Element) -> Element:
    found = child(nitf, "head", "docdata")
    return Element("docdata") if found is None else found


def _pubdata(nitf: Element) -> list[Element]:
    return children(nitf, "head", "pubdata")


def _title(nitf: Element) -> str:
    headline = child(nitf, "body", "body.head", "hedline")
    for place in (child(headline, "hl1"), child(nitf, "head", "title"), headline):
        if title := one_line(place):
            return title
    return ""


def _identity(nitf: Element) -> str | None:
    """Identifiers are unique with their source."""
    found = child(_docdata(nitf), "doc-id")
    parts = [found.get("regsrc", ""), found.get("id-string", "")] if found is not None else ["", ""]
    return ":".join(part.strip() for part in parts if part.strip()) if parts[1].strip() else None


def _source(nitf: Element) -> str | None:
    head = child(nitf, "body", "body.head")
    copyright_holder = child(_docdata(nitf), "doc.copyright")
    names = (
        *(place.get("name", "") for place in _pubdata(nitf)),
        one_line(child(head, "distributor")),
        "" if copyright_holder is None else copyright_holder.get("holder", ""),
        one_line(child(head, "rights", "rights.owner")),
    )
    return next((name.strip() for name in names if name.strip()), None)


def _published(nitf: Element) -> str | None:
    """The issue that it stood in, else when it was released, else the date in the dateline."""
    docdata = _docdata(nitf)
    story = child(nitf, "body", "body.head", "dateline", "story.date")
    dates = [
        *(place.get("date.publication") for place in _pubdata(nitf)),
        *(found.get("norm") for name in _DATES if (found := child(docdata, name)) is not None),
        *([story.get("norm"), one_line(story)] if story is not None else []),
    ]
    return next((date for written in dates if (date := wire_date(written))), None)


_DATES = ("date.release", "date.issue")


def _address(nitf: Element) -> str | None:
    found = (place.get("ex-ref", "").strip() for place in _pubdata(nitf))
    return next((address for address in found if address.startswith(("http://", "https://"))), None)


def _language(nitf: Element) -> str | None:
    places = (nitf, child(nitf, "body"), child(nitf, "body", "body.content"))
    known = [place for place in places if place is not None]
    return language_code([place.get(key) for key in ("lang", "baselang") for place in known])
