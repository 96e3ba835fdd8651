"""Saved pages: the article that an HTML file shows, found by trafilatura, and what the page says of it.

Nothing that a page names is fetched, and none of it is run.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.identity import new_id, timestamp
from annotator.core.models import Draft, Refusal, Zone
from annotator.formats.dates import iso_date
from annotator.formats.encoding import decode_markup, head_text
from annotator.formats.language import told_language
from annotator.formats.layout_tables import unlay_tables
from annotator.formats.page_lines import page_lines
from annotator.formats.readers.streams import read_most
from annotator.formats.record import parse_record
from annotator.formats.stand_ins import standing_in

if TYPE_CHECKING:
    from types import ModuleType

MAX_PAGE = 64 << 20
"""Longest file, in bytes: pages are saved with their images inside."""
MAX_MARKUP = 4 << 20
"""Code points that are parsed, once images, and of long pages scripts and styles, are out."""
MAX_TAGS = 60_000
"""Pages of news have some thousand; the time for very many grows faster than their number."""

_SHORT = 1 << 20
_LONGEST_PASTED = 1_000_000  # code points
_HEAD = 8192
_BEGINNING = re.compile(r"\s*(?:<\?xml[^>]*>\s*|<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S)
_EMBEDDED = re.compile(rb"data:[\w/+.;=-]{0,200},[\w+/=%.~-]{512,}")
# The time for the attributes of one tag grows faster than their number.
_LONG_TAG = re.compile(r"<([a-z][\w:-]{0,40})\s[^<>]{65536,}>", re.I)
_UNSEEN = re.compile(rb"<(script|style|svg)\b", re.I)
_LINKED_DATA = re.compile(rb"[^>]{0,500}ld\+json", re.I)
# What browsers and their extensions write into pages that they save.
_SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://\S+)", re.I
)
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_]|\Z)", re.I)
_LANGUAGES = (
    "/html/@lang",
    "/html/@*[local-name()='lang']",
    "//meta[@property='og:locale']/@content",
    "//meta[translate(@http-equiv, 'CL', 'cl')='content-language']/@content",
)
_TIMES = (
    "//meta[@property='article:published_time' or @itemprop='datePublished']/@content",
    "//time[@itemprop='datePublished' or @pubdate]/@datetime",
    "//article//time/@datetime",
)
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{10,40})"')
_TITLES = ("//title/text()", "//meta[@property='og:title']/@content")
_LONGEST_TITLE = 300
_LONGEST_SAID = 4000  # code points of metadata, blanks among them, that are looked at
_SURE_WORDS = 4
_SECTIONS, _SECTION_WORDS = 2, 5  # lines above a headline that name its section, and how long they are
_SECTION = 0.8  # how sure that is
_NO_ARTICLE = "no article text was found in the page"
# What stands in the title of a link to an author's other articles.
_BEFORE_AUTHOR = re.compile(
    r"(?:view all posts by|alle beiträge (?:anzeigen )?von|voir tous les articles de)\s+", re.I
)
# Archives of the web put the time of their copy and the page's address behind their own, some with one slash.
_COPY = re.compile(r"(?:https?://[^/]+)?/(?:[^?#]*/)?\d{14}(?:[a-z]{2}_)?/(https?):/{1,2}([^/].*)", re.I | re.S)
_START = re.compile(r"/|https?://[^/?#]+/?", re.I)
_LOGO = re.compile(r"(?:\b|_)(?:logo|brand|(?:site|blog)-?(?:title|name))(?:\b|_)", re.I)
_TITLE_END = re.compile(r"\s+[|–—·•:-]\s+([^|–—·•]+)\Z")


class NoArticleError(ValueError):
    """A page shows no article, as the home page of a site."""


class HtmlReader:
    """Reads a page as one article: its text without menus, adverts and comments, title, source, authors, date."""

    name = "html"
    suffixes = (".html", ".htm", ".xhtml")
    binary = False

    def __init__(self, whole: bool = False) -> None:
        self._whole = whole

    def whole_pages(self) -> HtmlReader:
        """The reader that keeps what is around the article, as zones."""
        return HtmlReader(whole=True)

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By how pages begin, or by the name."""
        return path.suffix.lower() in self.suffixes or _BEGINNING.match(head_text(head[:_HEAD])) is not None

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """One draft, or one refusal."""
        data = read_most(stream, MAX_PAGE + 1)
        if on_bytes is not None:
            on_bytes(len(data))
        try:
            if len(data) > MAX_PAGE:
                raise ValueError(f"the file is longer than {MAX_PAGE >> 20} MiB")
            draft = page_draft(data, codebook, PurePath(file).name, whole=self._whole)
        except ValueError as error:
            yield Refusal(file, None, str(error))
        else:
            yield draft


def page_draft(
    data: bytes,
    codebook: Codebook,
    file: str,
    charset: str | None = None,
    url: str | None = None,
    title: str = "",
    *,
    whole: bool = False,
) -> Draft:
    """The article of a page. ``charset``, ``url`` and ``title`` are what is known from outside the page.

    Of a ``whole`` page the text is all that it shows, with zones around the article. Raises ValueError with a
    sentence, NoArticleError where there is no article.
    """
    data = _EMBEDDED.sub(b"data:,", data)
    if len(data) > _SHORT:
        data = _without_unseen(data)
    html, encoding = decode_markup(data, charset)
    if len(html) > MAX_MARKUP or html.count("<") > MAX_TAGS:
        raise ValueError(
            f"the page has more than {MAX_MARKUP >> 20} MiB or {MAX_TAGS:,} tags beside images and scripts"
        )
    html = _LONG_TAG.sub(r"<\1>", html)
    saved_from = _SAVED_FROM.search(html[:_HEAD])
    tree = _extractor().load_html(html.replace("\0", ""))
    if tree is None:
        raise NoArticleError(_NO_ARTICLE)
    unlay_tables(tree)
    _cut_metadata(tree)
    languages, times, titles = (_strings(tree, paths) for paths in (_LANGUAGES, _TIMES, _TITLES))
    said_times = _said_times(tree)
    headlines, logos = _headlines(tree)
    found = _extracted(tree, url or (saved_from[1] if saved_from else None))
    text = (found.text or "").strip() if found is not None else ""
    if found is None or not text:
        raise NoArticleError(_NO_ARTICLE)
    address, host, source = _original(found.url, found.hostname, found.sitename)
    names = {source or "", *_host_names(host), *logos}
    headline = _title(found.title or title, headlines, titles, names)
    record = {
        "text": text,
        "title": headline,
        "meta": {
            "source": source,
            "authors": _authors(found.author),
            "published": _published(found.date, [*times, *said_times]),
            "url": address,
            "lang": told_language(_language(languages), text),
        },
    }
    draft = parse_record(record, codebook, file)
    draft.encoding = encoding
    sections = _above_headline(text, headline)
    if whole:
        _put_around(draft, tree, headline)
    _leave_out(draft, sections)
    return draft


def _leave_out(draft: Draft, length: int) -> None:
    """Makes zones of the first ``length`` code points that lie in none yet: the names of sections."""
    at, made = 0, []
    for begin, end in [*((zone.start, zone.end) for zone in draft.zones), (len(draft.article.text),) * 2]:
        size = min(begin - at, length)
        if size > 0:
            made.append(Zone(new_id(), 0, at, at + size, "breadcrumb", _SECTION, created_at=timestamp()))
            length -= size
        at = end
    draft.zones = sorted([*draft.zones, *made], key=lambda zone: zone.start)


def _above_headline(text: str, headline: str | None) -> int:
    """Where the headline begins below the names of sections, as the extraction keeps them; else 0."""
    start = 0
    for line in text.split("\n", _SECTIONS + 1)[: _SECTIONS + 1]:
        if line.strip() == headline:
            return start
        if len(line.split()) > _SECTION_WORDS or line.rstrip().endswith((".", "?", "!", ":")):
            break
        start += len(line) + 1
    return 0


def _extracted(tree: Any, url: str | None) -> Any:
    """What the library makes of a page: a document, or None."""
    with warnings.catch_warnings(), standing_in(tree) as stand_ins:
        # Of dates in the page's text that its library can't make out.
        warnings.simplefilter("ignore")
        found = _extractor().bare_extraction(
            tree,
            url=url,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"original_date": True, "extensive_search": True},
        )
    if found is not None and stand_ins:
        for name in ("text", "title", "author", "sitename"):
            setattr(found, name, stand_ins.take_back(getattr(found, name)))
    return found


def pasted_page(html: str, codebook: Codebook) -> Draft | None:
    """A whole page, or a part of one, from the clipboard, with zones around its article.

    None if it has no article, or is too long to be read while a window waits.
    """
    if len(html) > _LONGEST_PASTED:
        return None
    if "<body" not in html.lower():
        html = f"<html><body>{html}</body></html>"
    try:
        return page_draft(html.encode("utf-8", "replace"), codebook, "", "utf-8", whole=True)
    except ValueError:
        return None


def _put_around(draft: Draft, tree: Any, headline: str | None) -> None:
    """Makes all that the page shows of the draft's text, with zones where it is not the article."""
    # Compiles its patterns when first needed, which would hold up the start of the program.
    from annotator.formats.page_zones import whole_page

    article = draft.article
    text, found = whole_page(article.text, page_lines(tree), headline or "")
    now = timestamp()
    draft.article = replace(article, text=text)
    draft.zones = [Zone(new_id(), 0, z.start, z.end, z.kind, z.score, created_at=now) for z in found]


@cache
def _extractor() -> ModuleType:
    # It takes 0.3 s to import. What it logs of each page that it finds nothing in is told as a refusal.
    import trafilatura

    for name in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return trafilatura


def _without_unseen(data: bytes) -> bytes:
    """The page without scripts (linked data aside, which tells title and date), styles and drawings."""
    kept = []
    last = at = 0
    unclosed: set[bytes] = set()
    while begin := _UNSEEN.search(data, at):
        at = begin.end()
        name = begin[1].lower()
        if name in unclosed or (name == b"script" and _LINKED_DATA.match(data, at)):
            continue
        end = _END[name].search(data, at)
        if end is None:
            unclosed.add(name)
            continue
        kept.append(data[last : begin.start()])
        last = at = end.end()
    return b"".join((*kept, data[last:]))


_END = {name: re.compile(rb"</" + name + rb"[^>]{0,100}>", re.I) for name in (b"script", b"style", b"svg")}


def _cut_metadata(tree: Any) -> None:
    """Cuts what no author or title is as long as; the library's patterns are made for short ones."""
    for meta in tree.iter("meta"):
        content = meta.get("content", "")
        if len(content) > _LONGEST_SAID:
            meta.set("content", content[:_LONGEST_SAID])


def _strings(tree: Any, paths: tuple[str, ...]) -> list[str]:
    return [str(value).strip() for path in paths for value in tree.xpath(path)]


def _said_times(tree: Any) -> list[str]:
    """What linked data say of when an article was published."""
    scripts = tree.iterfind(".//script[@type='application/ld+json']")
    return [found for script in scripts for found in _PUBLISHED.findall(script.text or "")]


def _language(found: list[str]) -> str | None:
    match = next((m for value in found if (m := _LANGUAGE.match(value))), None)
    return match[1].lower() if match else None


def _published(day: str | None, times: list[str]) -> str | None:
    """The day that was found, with the time where the page tells it in a place of its own."""
    dates = (iso_date(value) for value in times)
    return next((value for value in dates if day and value.startswith(f"{day}T")), day)


def _authors(found: str | None) -> list[str]:
    from annotator.formats.bylines import split_authors

    names = [_BEFORE_AUTHOR.sub("", name.strip()) for name in (found or "").split(";")]
    return [name for written in names if written.casefold() != "no author" for name in split_authors(written)]


def _title(title: str, headlines: list[str], titles: list[str], site: set[str]) -> str | None:
    """The headline that the page shows where it shows one, else the title without the site's name behind it.

    What pages say to search engines and networks is often another, shorter title, or that of the section.
    """
    names = {_letters(name) for name in site} - {""}
    shown = [line for line in dict.fromkeys(headlines) if _letters(line) not in names | {""}]
    if len(shown) == 1 and len(shown[0]) <= _LONGEST_TITLE:
        words = shown[0].split()
        said = " ".join(titles).casefold()
        if len(words) >= _SURE_WORDS or all(word.casefold() in said for word in words):
            return shown[0]
    said_titles = [_without_site(" ".join(line[:_LONGEST_SAID].split()), names) for line in (title, *titles)]
    return next((line for line in said_titles if _letters(line) not in names | {""}), said_titles[0]) or None


def _without_site(title: str, names: set[str]) -> str:
    end = _TITLE_END.search(title)
    return (title[: end.start()] if end and _letters(end[1]) in names else title).strip()


def _headlines(tree: Any) -> tuple[list[str], list[str]]:
    """What stands in the first headings, and what of these is the site's name: a logo, or a link to its start."""
    headlines: list[str] = []
    logos: list[str] = []
    for heading in tree.iterfind(".//h1"):
        text = " ".join(heading.text_content().split())
        named = f"{heading.get('class', '')} {heading.get('id', '')}"
        links = [link for link in heading.iter("a") if " ".join(link.text_content().split()) == text]
        starts = (
            link.get("rel") == "home" or _START.fullmatch(_unarchived(link.get("href", ""))) for link in links
        )
        (logos if _LOGO.search(named) or any(starts) else headlines).append(text)
    return headlines, logos


def _original(url: str | None, host: str | None, site: str | None) -> tuple[str | None, str | None, str | None]:
    """Address, host and source of a page; of a copy in an archive of the web, those of what was copied."""
    original = _unarchived(url or "")
    if url is None or original == url:
        return url, host, site or host
    host = original.split("/")[2].removeprefix("www.")
    is_archive = site is None or site.casefold() in url.split("/")[2]
    return original, host, host if is_archive else site


def _unarchived(address: str) -> str:
    copy = _COPY.match(address)
    return f"{copy[1]}://{copy[2]}" if copy else address


def _host_names(host: str | None) -> list[str]:
    return [host, *host.split(".")] if host else []


def _letters(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())
