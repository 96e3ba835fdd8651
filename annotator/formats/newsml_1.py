"""NewsML 1.x of the IPTC, which agencies still deliver beside NewsML-G2: a NewsItem is one article.

Source: https://www.iptc.org/std/NewsML/1.2/. An item is a tree of components; the article is the first text in it
that is no caption or the like, and what the components above it say holds for it too.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from annotator.formats.news_body import body_text, markup_text, shown_body
from annotator.formats.news_xml import child, children, language_code, one_line, wire_date
from annotator.formats.nitf import WITHDRAWN, byline_authors, nitf_parts

NEWS_ITEM = "NewsItem"
_OTHER_ROLES = """caption summary abstract teaser headline metadata notes advisory picture photo stylesheet contact
    logo copyright graphic audio video"""
_NO_ARTICLE = tuple(_OTHER_ROLES.split())
_ARTICLE = ("main", "body", "story")
_OTHER_TEXTS = ("css", "javascript", "json", "calendar", "csv", "rtf")


def newsml_1_record(item: Element) -> dict[str, Any]:
    """The article as a record. Raises ValueError with a sentence for what is none or is not to be used."""
    management = child(item, "NewsManagement")
    status = _formal(child(management, "Status")).lower()
    if status in WITHDRAWN:
        raise ValueError(f"{WITHDRAWN[status]} by its publisher")
    articles = list(_articles(item, ()))
    if not articles:
        raise ValueError(_no_text(item))
    found = next((article for article in articles if _role(article[0][0]) in _ARTICLE), articles[0])
    # The component of the text comes first: what it says itself goes before what is said above it.
    components, text, inner = found
    known = inner.get("meta", {})
    return {
        "id": one_line(child(item, "Identification", "NewsIdentifier", "PublicIdentifier")) or inner.get("id"),
        "title": _first(one_line(line) for line in _lines(components, "HeadLine")) or inner.get("title"),
        "text": text,
        "meta": {
            "source": _source(item, components) or known.get("source"),
            "authors": byline_authors(_lines(components, "ByLine")) or known.get("authors", []),
            "published": _published(management) or known.get("published"),
            "url": known.get("url"),
            "lang": _language(components) or known.get("lang"),
        },
    }


_Components = tuple[Element, ...]


def _articles(above: Element, components: _Components) -> Iterator[tuple[_Components, str, dict[str, Any]]]:
    for component in children(above, "NewsComponent"):
        if any(word in _role(component) for word in _NO_ARTICLE):
            continue
        inner = (component, *components)
        title = _first(one_line(line) for line in _lines(inner, "HeadLine"))
        for content in children(component, "ContentItem"):
            text, parts = _content(content, title)
            if text:
                yield inner, text, parts
        yield from _articles(component, inner)


def _content(content: Element, title: str) -> tuple[str, dict[str, Any]]:
    kind = (_formal(child(content, "MediaType")) or _formal(child(content, "MimeType")) or "text").lower()
    kind = "" if any(word in _formal(child(content, "MimeType")).lower() for word in _OTHER_TEXTS) else kind
    data = child(content, "DataContent")
    if data is None:
        data = child(content, "Encoding", "DataContent")
    if data is None or "text" not in kind:
        return "", {}
    nitf = next(data.iter("nitf"), None)
    if nitf is not None:
        parts = nitf_parts(nitf)
        return parts["text"], parts
    if len(data):
        return body_text(shown_body(data), title), {}
    written = data.text or ""
    if "base64" in _notation(content):
        try:
            written = base64.b64decode(written).decode()
        except (binascii.Error, UnicodeDecodeError):
            return "", {}
    return markup_text(written, title), {}


def _notation(content: Element) -> str:
    encoding = child(content, "Encoding")
    return "" if encoding is None else encoding.get("Notation", "").lower()


def _no_text(item: Element) -> str:
    contents = list(item.iter("ContentItem"))
    kinds = {_formal(child(content, "MediaType")).lower() for content in contents}
    if contents and kinds.isdisjoint(("text", "")):
        return "it has pictures or recordings, but no text"
    if any(content.get("Href") for content in contents) or any(True for _ in item.iter("NewsItemRef")):
        return "its text is not in it, but in another file that it names"
    return "it has no article text"


def _lines(components: _Components, name: str) -> list[Element]:
    """The lines of the nearest component that has any."""
    for component in components:
        found = [line for line in children(component, "NewsLines", name) if one_line(line)]
        if found:
            return found
    return []


def _source(item: Element, components: _Components) -> str | None:
    parties = [
        _formal(party)
        for name in ("Provider", "Source", "Creator")
        for component in components
        for party in children(component, "AdministrativeMetadata", name, "Party")
    ]
    copyright_holder = (one_line(place) for component in components for place in component.iter("CopyrightHolder"))
    provider = one_line(child(item, "Identification", "NewsIdentifier", "ProviderId"))
    return _first((*parties, *copyright_holder, provider)) or None


def _published(management: Element | None) -> str | None:
    dates = (wire_date(one_line(child(management, name))) for name in ("FirstCreated", "ThisRevisionCreated"))
    return next((date for date in dates if date), None)


def _language(components: _Components) -> str | None:
    said = [
        _formal(place)
        for component in components
        for place in children(component, "DescriptiveMetadata", "Language")
    ]
    return language_code([*said, *(component.get("lang") for component in components)])


def _role(component: Element) -> str:
    return _formal(child(component, "Role")).lower()


def _formal(place: Element | None) -> str:
    return "" if place is None else place.get("FormalName", "").strip()


def _first(values: Any) -> str:
    return next((value for value in values if value), "")
