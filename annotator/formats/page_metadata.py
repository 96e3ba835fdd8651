"""What a page says of its article: in linked data, in meta elements, in its addresses, and where it shows it.

What says a thing in a place of its own goes before what the extraction gathers from several.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from annotator.formats.dates import full_day, iso_date
from annotator.formats.linked_data import LinkedArticle, LinkedData, address_key, linked_data
from annotator.formats.page_authors import authors_in, line_authors, marked_authors, told_authors
from annotator.formats.page_lines import PageLine
from annotator.formats.page_titles import headlines, letters, logo_text, page_title, plain, site_in_title

_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_]|\Z)", re.I)
_LANGUAGES = (
    "/html/@lang",
    "/html/@*[local-name()='lang']",
    "//meta[@property='og:locale']/@content",
    "//meta[translate(@http-equiv, 'CL', 'cl')='content-language']/@content",
)
_TITLES = ("//title/text()", "//meta[@property='og:title']/@content")
_PUBLISHED = """article:published_time og:article:published_time og:published_time datepublished parsely-pub-date
    sailthru.date article.published citation_publication_date dc.date.issued dcterms.issued dcterms.created"""
# There some pages say when they were changed, or made by a program.
_DATED = "date pubdate publishdate publish-date publication_date dc.date dcterms.date"
_TIMES = (
    "//time[@itemprop='datePublished' or @pubdate]/@datetime",
    "//*[@itemprop='datePublished']/@title",
    "//article//time/@datetime",
)
_SITES = ("og:site_name", "application-name", "publisher", "dc.publisher", "dcterms.publisher")
_PUBLISHER = (
    "//*[@itemprop='publisher']//*[@itemprop='name']/@content",
    "//*[@itemprop='publisher']//*[@itemprop='name']/text()",
)
_ADDRESSES = ("og:url", "parsely-link", "twitter:url")
# Where Firefox says in its view for readers what it shows.
_READER = "//a[contains(@class, 'reader-domain')]/@href"
# Archives of the web put the time of their copy and the page's address behind their own, some with one slash.
_COPY = re.compile(
    r"(?:https?://[^/]+)?/(?:[^?#]*/)?(?:\d{14}(?:[a-z]{2}_)?|\d{4}\.\d\d\.\d\d-\d{6})/(https?):/{1,2}([^/].*)",
    re.I | re.S,
)
_WEB = re.compile(r"https?://[^/\s]+\.[^/\s]", re.I)  # not the name of a computer
_NO_NAME = re.compile(r"https?:|@|\S+\.[a-z]{2,}/", re.I)
_UNSET = ("0001-01-01", "1970-01-01")  # what programs write for a date that they lack
_LONGEST_NAME = 80
_LINKED = 0.5  # share of a line, of those that lead to other pages


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What is known of an article; ``language`` is the code that the page names."""

    title: str | None
    source: str | None
    authors: tuple[str, ...]
    published: str | None
    url: str | None
    language: str | None


class PageSayings:
    """What a page (an lxml tree) says of its article, as long as it is whole; :meth:`settle` makes one of it.

    ``url`` and ``title`` are what is known from outside the page.
    """

    def __init__(self, tree: Any, url: str | None, title: str) -> None:
        self._tree = tree
        self._outside = title
        self._meta = _meta(tree)
        self._titles = [plain(title) for title in _strings(tree, _TITLES)]
        self._heads, self._logos = headlines(tree, unarchived)
        self._url = _address(self._addresses(url))
        self._data: LinkedData = linked_data(tree)
        self._article: LinkedArticle = self._data.article(
            {address_key(self._url)} if self._url else set(), {*self._titles, *self._heads}
        )

    @property
    def address(self) -> str | None:
        """Where the page was, so far as it says."""
        return self._url or _address([self._article.url])

    @property
    def bodies(self) -> list[str]:
        """Texts of articles in linked data, a paragraph a line."""
        return [article.body for article in self._data.articles if article.body]

    def settle(self, found: Any, lines: Callable[[], Sequence[PageLine]]) -> PageMetadata:
        """The metadata, of what the extraction has ``found``, too; ``lines`` gives what the page shows."""
        url = self.address or _address([found.url or ""])
        host = _host(url) if url else None
        source = self._source(found, url, host)
        hosts = [host, *host.split(".")] if host else []
        site = [*filter(None, [source, self._article.publisher, self._data.site]), *hosts, *self._logos]
        said = [*self._titles, self._article.headline]
        title = page_title(
            found.title or self._outside,
            self._heads,
            said,
            site,
            lambda: [line.text for line in lines() if line.linked < _LINKED],
        )
        authors = self._authors(found, lines, title or "", site)
        languages = _strings(self._tree, _LANGUAGES)
        return PageMetadata(title, source, authors, self._published(found.date), url, _language(languages))

    def _addresses(self, outside: str | None) -> list[str]:
        canonical = next(iter(self._tree.xpath("//link[translate(@rel, 'C', 'c')='canonical']/@href")), "")
        bases = self._tree.xpath("//base/@href")
        told = [value for name in _ADDRESSES for value in self._meta.get(name, ())]
        from_ = [*told, *bases, outside or ""]
        if canonical and not _WEB.match(canonical):
            start = next(filter(_WEB.match, from_), "")
            canonical = _joined(start, canonical)
        elif told and _host(canonical) != _host(told[0]):
            # Of an article that was taken over, it may be the first one's.
            told.append(canonical)
            canonical = ""
        alone = [base for base in bases if not base.endswith("/")]
        return [canonical, *told, outside or "", *self._tree.xpath(_READER), *alone]

    def _source(self, found: Any, url: str | None, host: str | None) -> str | None:
        named = [value for name in _SITES for value in self._meta.get(name, ())]
        items = _strings(self._tree, _PUBLISHER)
        told = [*named[:1], self._article.publisher, *items, self._data.site, *named[1:]]
        names = [name for name in told if name and not _NO_NAME.match(name) and len(name) <= _LONGEST_NAME]
        if found.url and unarchived(found.url) != found.url:
            # What the archive says of itself is not of the page.
            names = [name for name in names if letters(name) not in letters(_host(found.url))]
        proper = [name for name in names if name.casefold().removeprefix("www.") != (host or "")]
        if proper:
            return proper[0]
        hosts = _host_names(host)
        site, beside = site_in_title(self._titles, self._heads, [*self._logos, *hosts])
        return site or next(iter(names), None) or logo_text(self._tree) or host or beside or None

    def _authors(
        self, found: Any, lines: Callable[[], Sequence[PageLine]], title: str, site: list[str]
    ) -> tuple[str, ...]:
        article = self._article
        linked, told = authors_in(article.people, site), authors_in(told_authors(self._meta), site)
        if linked or told:
            return told if set(map(letters, linked)) < set(map(letters, told)) else linked or told
        for some in (marked_authors(self._tree), line_authors(lines(), title), article.groups):
            if names := authors_in(some, site):
                return names
        gathered = (found.author or "").split(";")
        # The last of sites that are called as who writes them.
        return authors_in(gathered, site) or authors_in([*article.people, *told_authors(self._meta), *gathered])

    def _published(self, day: str | None) -> str | None:
        """The day that the page says, or that was found in it, with its time where that has a place of its own."""
        own = [*_dates([self._article.published]), *_dates(self._told(_PUBLISHED)), *_dates(self._data.dates)]
        others = [*_dates(self._told(_DATED)), *_dates(_strings(self._tree, _TIMES))]
        day = own[0][:10] if own else day
        return next((value for value in (*own, *others) if day and value.startswith(f"{day}T")), day)

    def _told(self, names: str) -> list[str]:
        return [value for name in names.split() for value in self._meta.get(name, ())]


def unarchived(address: str) -> str:
    """The address of what was copied, of a copy in an archive of the web; others as they are."""
    copy = _COPY.match(address)
    return f"{copy[1]}://{copy[2]}" if copy else address


def _address(addresses: Iterable[str]) -> str | None:
    """The first that is one, and not that of a whole site if another isn't."""
    usable = [url for one in addresses if _host(url := unarchived(one.strip())) and _WEB.match(url)]
    return next((one for one in usable if urlsplit(one).path.strip("/")), next(iter(usable), None))


def _host(url: str) -> str:
    """The host that an address names; "" where it is none."""
    try:
        return urlsplit(url).netloc.removeprefix("www.")
    except ValueError:
        return ""


def _joined(start: str, address: str) -> str:
    try:
        return urljoin(start, address)
    except ValueError:
        return ""


def _meta(tree: Any) -> dict[str, list[str]]:
    """What the meta elements hold, by their names in small letters."""
    told: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = " ".join(element.get("content", "").split())
        if content:
            for kind in ("property", "name", "itemprop"):
                if name := element.get(kind):
                    told.setdefault(name.lower(), []).append(content)
    return told


def _host_names(host: str | None) -> list[str]:
    """What a host is called, and its parts, with umlauts that a name for it may have."""
    if not host:
        return []
    parts = [host, *host.split(".")[:-1]]
    return [*parts, *(part.replace("ae", "ä").replace("oe", "ö").replace("ue", "ü") for part in parts)]


def _strings(tree: Any, paths: Iterable[str]) -> list[str]:
    return [str(value).strip() for path in paths for value in tree.xpath(path)]


def _dates(written: Iterable[str]) -> list[str]:
    found = (iso_date(value) for value in written)
    return [value for value in found if full_day(value) is not None and not value.startswith(_UNSET)]


def _language(found: Iterable[str]) -> str | None:
    match = next((m for value in found if (m := _LANGUAGE.match(value))), None)
    return match[1].lower() if match else None
