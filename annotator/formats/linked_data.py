"""What a page says of its article to search engines, in JSON-LD (https://schema.org/Article)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

_ARTICLES = re.compile(r"(?:\w*news)?\w*article|(?:live)?blogposting|socialmediaposting|report|\w*posting", re.I)
_PAGES = frozenset({"webpage", "itempage"})
_SITES = frozenset({"website", "blog"})
# What is told of other articles, or of parts of this one.
_ELSEWHERE = """liveBlogUpdate comment hasPart isPartOf citation itemListElement relatedLink mentions about review
    video image publisher author creator"""
_OTHERS = frozenset(_ELSEWHERE.split())
_WRAPPING = re.compile(r"\A\s*(?://)?\s*(?:<!\[CDATA\[|<!--)|(?://)?\s*(?:\]\]>|-->)\s*\Z")
_TAG = re.compile(r"<[^<>]{1,200}>")
_BREAK = re.compile(r"\n|</?(?:p|div|br|h\d|li)\b[^<>]{0,200}>", re.I)
_BROKEN = re.compile(r'"(datePublished)"\s*:\s*"([^"]{10,40})"')
_MOST = 2000  # objects that are looked at
_LONGEST = 4000  # code points of a value
_START = re.compile(r"https?://(?:www\.)?", re.I)


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """What is said of one article; strings are empty where nothing is."""

    headline: str = ""
    people: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    """Authors that are organizations."""
    published: str = ""
    publisher: str = ""
    url: str = ""
    body: str = ""
    """Its text, a paragraph a line."""


@dataclass(frozen=True, slots=True)
class LinkedData:
    """The articles in a page's linked data in their order, and the name of its site."""

    articles: tuple[LinkedArticle, ...] = ()
    site: str = ""
    dates: tuple[str, ...] = ()
    """What is said of the page, or in data that can't be read, of when it was published."""

    def article(self, addresses: set[str], titles: set[str]) -> LinkedArticle:
        """The one that has one of the page's addresses or titles, as :func:`address_key` gives; else the first."""
        for one in self.articles:
            if one.url and address_key(one.url) in addresses:
                return one
        named = (one for one in self.articles if one.headline and one.headline in titles)
        return next(named, self.articles[0] if self.articles else LinkedArticle())


def address_key(url: str) -> str:
    """What two addresses of the same page have in common."""
    return _START.sub("", url).partition("#")[0].partition("?")[0].rstrip("/").casefold()


def linked_data(tree: Any) -> LinkedData:
    """What the scripts of a page (an lxml tree) hold; nothing of it is run, and what is broken is passed over."""
    objects: list[dict[str, Any]] = []
    dates: list[str] = []
    for script in tree.iter("script"):
        if "ld+json" not in script.get("type", "").lower() or not script.text:
            continue
        try:
            objects += _objects(json.loads(_WRAPPING.sub("", script.text), strict=False))
        except (ValueError, RecursionError):
            dates += [value for _, value in _BROKEN.findall(script.text)]
    by_id: dict[str, dict[str, Any]] = {}
    for one in objects:
        if isinstance(name := one.get("@id"), str) and len(one) > len(by_id.get(name, ())):
            by_id[name] = one
    articles, site = [], ""
    for one in objects:
        kinds = _kinds(one)
        if any(_ARTICLES.fullmatch(kind) for kind in kinds):
            articles.append(_article(one, by_id))
        elif not kinds.isdisjoint(_PAGES):
            dates.append(_text(one.get("datePublished")))
        elif not kinds.isdisjoint(_SITES):
            site = site or _text(one.get("name"))
    return LinkedData(tuple(articles), site, tuple(filter(None, dates)))


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """All objects that speak of the page or of something by a name, in their order."""
    waiting = [(data, True)]
    for _ in range(_MOST):
        if not waiting:
            return
        value, speaks = waiting.pop()
        if isinstance(value, list):
            waiting += [(inner, speaks) for inner in reversed(value)]
        elif isinstance(value, dict):
            # Of others only what they are called, for those that are named by their id elsewhere.
            yield value if speaks else {key: value[key] for key in ("@id", "name") if key in value}
            waiting += [(inner, speaks and key not in _OTHERS) for key, inner in reversed(value.items())]


def _kinds(one: dict[str, Any]) -> set[str]:
    kinds = one.get("@type")
    return {kind.lower() for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)}


def _article(one: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> LinkedArticle:
    written = [*_named(one.get("author"), by_id)] or [*_named(one.get("creator"), by_id)]
    page = one.get("mainEntityOfPage")
    page = page.get("@id") or page.get("url") if isinstance(page, dict) else page
    publisher = next((name for name, _ in _named(one.get("publisher"), by_id)), "")
    return LinkedArticle(
        _text(one.get("headline") or one.get("name")),
        tuple(name for name, is_group in written if not is_group),
        tuple(name for name, is_group in written if is_group),
        _text(one.get("datePublished") or one.get("dateCreated")),
        publisher,
        _text(one.get("url")) or _text(page),
        _lines(one.get("articleBody")),
    )


def _named(value: Any, by_id: dict[str, dict[str, Any]]) -> Iterator[tuple[str, bool]]:
    """Each name, and whether an organization has it."""
    for one in value if isinstance(value, list) else [value]:
        is_group = False
        if isinstance(one, str):
            name = _text(one)
        elif isinstance(one, dict):
            known = by_id.get(str(one.get("@id")), {})
            written = one.get("name") or known.get("name")
            if isinstance(written, list | dict):
                yield from _named(written, by_id)
                continue
            parts = map(_text, (one.get("givenName"), one.get("familyName")))
            name = _text(written) or " ".join(filter(None, parts))
            is_group = any(kind.endswith("organization") for kind in _kinds(one) or _kinds(known))
        else:
            continue
        if name and not name.lower().startswith(("http:", "https:")):
            yield name, is_group


def _lines(value: Any) -> str:
    """A text with its lines and paragraphs, without other markup."""
    paragraphs = map(_text, _BREAK.split(unescape(value)) if isinstance(value, str) else ())
    return "\n".join(filter(None, paragraphs))


def _text(value: Any) -> str:
    """A string in one line, without the markup that some pages have in it."""
    if not isinstance(value, str):
        return ""
    return " ".join(_TAG.sub("", unescape(unescape(value[:_LONGEST]))).split())
