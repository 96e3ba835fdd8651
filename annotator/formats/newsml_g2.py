"""NewsML-G2 of the IPTC: a news item is one article, alone in a file or among others in a message.

Source: https://iptc.org/std/NewsML-G2/guidelines/, namespace http://iptc.org/std/nar/2006-10-01/. The text stands
in the item as NITF, as XHTML, or as data; of several renditions of it the first is taken.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from annotator.formats.news_body import body_text, markup_text, shown_body
from annotator.formats.news_xml import child, children, language_code, one_line, versioned, wire_date
from annotator.formats.nitf import WITHDRAWN, byline_authors, nitf_parts

NEWS_ITEM = "newsItem"
OTHERS = {
    "packageItem": "it is a package of other items, not an article",
    "conceptItem": "it describes a concept, not an article",
    "knowledgeItem": "it is a list of concepts, not an article",
    "planningItem": "it is a plan of coverage, not an article",
    "catalogItem": "it is a catalogue, not an article",
}
"""Items of other kinds, and why they are no articles."""

_KINDS = {"picture": "a picture", "graphic": "a graphic", "audio": "a recording", "video": "a video"}
_KINDS |= {"animated": "an animation", "photo": "a picture"}
_SUBORDINATE = ("sub", "short", "second", "kicker", "overline", "alt", "seo", "social", "mobile", "push")
_OWN_ADDRESS = ("canonical", "self", "permalink", "alternate", "web")


def g2_record(item: Element) -> dict[str, Any]:
    """The article as a record. Raises ValueError with a sentence for what is none or is not to be used."""
    if item.tag in OTHERS:
        raise ValueError(OTHERS[item.tag])
    meta, content = child(item, "itemMeta"), child(item, "contentMeta")
    status = _code(child(meta, "pubStatus")).lower()
    if status in WITHDRAWN:
        raise ValueError(f"{WITHDRAWN[status]} by its publisher")
    kind = _code(child(meta, "itemClass")).lower()
    if kind in _KINDS:
        raise ValueError(f"it is {_KINDS[kind]}, not a text")
    title = _title(meta, content)
    text, inner = _text(item, title)
    if not text:
        raise ValueError(_no_text(item))
    known = inner.get("meta", {})
    return {
        "id": versioned(item.get("guid") or "", item.get("version") or "") or inner.get("id"),
        "title": title or inner.get("title"),
        "text": text,
        "meta": {
            "source": _source(item, meta, content) or known.get("source"),
            "authors": byline_authors(children(content, "by")) or known.get("authors") or _creators(content),
            "published": _published(meta, content) or known.get("published"),
            "url": _address(item, meta, content) or known.get("url"),
            "lang": _language(item, content) or known.get("lang"),
        },
    }


def _text(item: Element, title: str) -> tuple[str, dict[str, Any]]:
    """The text, and what NITF around it tells of the article."""
    for content in children(item, "contentSet", "inlineXML"):
        nitf = next(content.iter("nitf"), None)
        if nitf is not None:
            parts = nitf_parts(nitf)
            if parts["text"]:
                return parts["text"], parts
        elif text := body_text(shown_body(content), title):
            return text, {}
    for content in children(item, "contentSet", "inlineData"):
        if text := _data(content, title):
            return text, {}
    return "", {}


def _data(content: Element, title: str) -> str:
    kind = content.get("contenttype", "text/plain").lower()
    if not kind.startswith(("text/", "application/xhtml")):
        return ""
    data = "".join(content.itertext())
    if "base64" in content.get("encoding", "").lower():
        try:
            data = base64.b64decode(data).decode()
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return markup_text(data, title)


def _no_text(item: Element) -> str:
    if children(item, "contentSet", "remoteContent"):
        return "its text is not in it, but in another file that it names"
    return "it has no article text"


def _title(meta: Element | None, content: Element | None) -> str:
    """The main headline; others are marked by their role."""
    headlines = children(content, "headline")
    main = [line for line in headlines if not any(word in _role(line) for word in _SUBORDINATE)]
    lines = (*main, *headlines, *children(meta, "title"))
    return next((text for line in lines if (text := one_line(line))), "")


def _source(item: Element, meta: Element | None, content: Element | None) -> str | None:
    """Who provides the item: by name, else by code."""
    places = (
        *children(meta, "provider"),
        *children(content, "infoSource"),
        *children(item, "rightsInfo", "copyrightHolder"),
    )
    named = (_name(place) for place in places)
    codes = (_code(place) for place in places)
    credit = one_line(child(content, "creditline"))
    return next((name for name in (*named, *codes, credit) if name), None)


def _creators(content: Element | None) -> list[str]:
    """The persons who made it, where they are marked as such: most creators are accounts."""
    persons = [
        creator
        for creator in (*children(content, "creator"), *children(content, "contributor"))
        if creator.get("type", "").lower().endswith("person")
        or any(_role(creator).endswith(word) for word in ("author", "writer", "reporter"))
    ]
    return list(dict.fromkeys(name for name in map(_name, persons) if name))


def _published(meta: Element | None, content: Element | None) -> str | None:
    """When it was first there, to the minute where that is told; not before the embargo ends."""
    written = (
        *children(content, "contentCreated"),
        *children(meta, "firstCreated"),
        *children(meta, "versionCreated"),
    )
    dates = [date for place in written if (date := wire_date(one_line(place)))]
    first = next((date for date in dates if date.startswith(f"{dates[0][:10]}T")), dates[0] if dates else None)
    embargo = wire_date(one_line(child(meta, "embargoed")))
    return max(first, embargo, key=lambda date: date[:10]) if first and embargo else embargo or first


def _address(item: Element, meta: Element | None, content: Element | None) -> str | None:
    alternatives = [*children(content, "altId"), *children(meta, "altId")]
    links = [
        link.get("href") or link.get("url") or ""
        for link in (*children(meta, "link"), *children(item, "link"))
        if any(word in link.get("rel", "").lower() for word in _OWN_ADDRESS)
    ]
    found = (*links, *(one_line(place) for place in alternatives), item.get("guid", ""))
    return next((address for address in found if address.startswith(("http://", "https://"))), None)


def _language(item: Element, content: Element | None) -> str | None:
    places = [place.get("lang") for place in _with_language(item)]
    return language_code([*(place.get("tag") for place in children(content, "language")), *places])


def _with_language(item: Element) -> Iterator[Element]:
    for content in children(item, "contentSet", "inlineXML"):
        yield content
        yield from content
    yield item


def _name(party: Element) -> str:
    """Of the names in several languages and lengths, the first that is no abbreviation."""
    names = [name for name in children(party, "name") if "mnemonic" not in _role(name)]
    return next((text for name in names if (text := one_line(name))), party.get("literal", "").strip())


def _code(place: Element | None) -> str:
    """``usable`` of ``stat:usable``, and of an address that ends so."""
    if place is None:
        return ""
    code = place.get("qcode") or place.get("uri") or ""
    return code.rpartition(":")[2].rpartition("/")[2].strip()


def _role(place: Element) -> str:
    return place.get("role", "").lower()
