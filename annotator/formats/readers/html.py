"""Saved pages: the article that an HTML file shows, found by trafilatura, and what the page says of it.

Nothing that a page names is fetched, and none of it is run.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.identity import new_id, timestamp
from annotator.core.models import Draft, Refusal, Zone
from annotator.formats.encoding import decode_markup, head_text
from annotator.formats.language import told_language
from annotator.formats.page_breaks import with_breaks
from annotator.formats.page_lines import PageLine, page_lines
from annotator.formats.page_markup import make_plain
from annotator.formats.page_metadata import PageSayings
from annotator.formats.page_titles import one_line
from annotator.formats.readers.streams import read_most
from annotator.formats.record import parse_record
from annotator.formats.stand_ins import standing_in

if TYPE_CHECKING:
    from types import ModuleType

    from annotator.formats.zones.page import FoundZone

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
_LONGEST_SAID = 4000  # code points of metadata, blanks among them, that are looked at
_SECTIONS, _SECTION_WORDS = 2, 5  # lines above a headline that name its section, and how long they are
_SECTION = 0.8  # how sure that is
_OFFICE = re.compile(r"(?:Libre|Open|Star)Office|Microsoft (?:Word|Excel)", re.I)
_VIEWED = "view-source:"
# An indentation of two or more is meant.
_UNSHOWN = re.compile(r" +$|^ (?! )|(?<=[^ \n])( ) +", re.M)
_NO_ARTICLE = "no article text was found in the page"


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
    tree = _tree(html)
    if source := _viewed_source(tree):
        url, html = source[0] or url, source[1]
        tree = _tree(html)
    saved_from = _SAVED_FROM.search(html[:_HEAD])
    make_plain(tree)
    _cut_metadata(tree)
    said = PageSayings(tree, url or (saved_from[1] if saved_from else None), title)
    found = _extracted(tree, said.address)
    text = _as_shown((found.text or "").strip()) if found is not None else ""
    if found is None or not text:
        raise NoArticleError(_NO_ARTICLE)
    shown = cache(lambda: page_lines(tree))
    if "\n" not in text:
        text = with_breaks(text, said.bodies, shown())
    meta = said.settle(found, shown)
    record = {
        "text": text,
        "title": meta.title,
        "meta": {
            "source": meta.source,
            "authors": list(meta.authors),
            "published": meta.published,
            "url": meta.url,
            "lang": told_language(meta.language, text),
        },
    }
    draft = parse_record(record, codebook, file)
    draft.encoding = encoding
    zones = _inside(text, meta.title or "", tree)
    if whole:
        _put_around(draft, shown(), meta.title)
    _leave_out(draft, zones)
    return draft


def _as_shown(text: str) -> str:
    """The text without blanks that a page doesn't show: at ends of lines, and from inside and outside a link."""
    return _UNSHOWN.sub(lambda blanks: " " * bool(blanks[1]), text)


@dataclass(frozen=True, slots=True)
class ShownPage:
    """All that a page shows, a paragraph a line, its first heading ("" for none) and encoding."""

    text: str
    heading: str
    encoding: str


def shown_page(data: bytes, charset: str | None) -> ShownPage:
    """The page; raises ValueError with a sentence."""
    data = _EMBEDDED.sub(b"data:,", data)
    if len(data) > _SHORT:
        data = _without_unseen(data)
    html, encoding = decode_markup(data, charset)
    tree = _tree(html)
    make_plain(tree)
    heading = next((text for h in tree.iter("h1", "h2", "h3", "h4") if (text := one_line(h))), "")
    return ShownPage("\n".join(line.text for line in page_lines(tree)), heading, encoding)


def _tree(html: str) -> Any:
    """The page as lxml has it; raises ValueError with a sentence."""
    if len(html) > MAX_MARKUP or html.count("<") > MAX_TAGS:
        raise ValueError(
            f"the page has more than {MAX_MARKUP >> 20} MiB or {MAX_TAGS:,} tags beside images and scripts"
        )
    tree = _extractor().load_html(_LONG_TAG.sub(r"<\1>", html).replace("\0", ""))
    if tree is None:
        raise NoArticleError(_NO_ARTICLE)
    return tree


def _viewed_source(tree: Any) -> tuple[str, str] | None:
    """Address and markup of a page whose source was looked at in a browser, and that was saved."""
    title, shown = tree.findtext(".//title") or "", tree.findall(".//pre")
    if not title.startswith(_VIEWED) or not shown:
        return None
    return title.removeprefix(_VIEWED).strip(), "".join(part.text_content() for part in shown)


def _inside(text: str, headline: str, tree: Any) -> list[FoundZone]:
    """What of the extracted text is no article: names of sections above it, its byline, what points elsewhere."""
    from annotator.formats.zones.page import FoundZone, zones_in_article

    above = _above_headline(text, headline)
    links = {one_line(link) for link in tree.iter("a")}
    found = [zone for zone in zones_in_article(text, headline, links) if zone.start >= above]
    # The last one takes the line end before it along, as none may be after it.
    zones = [replace(zone, start=zone.start - 1) if zone.end == len(text) else zone for zone in found]
    return [FoundZone(0, above, "breadcrumb", _SECTION), *zones] if above else zones


def _leave_out(draft: Draft, zones: list[FoundZone]) -> None:
    """Makes zones of the draft of those in the text without its zones."""
    made: list[Zone] = []
    kept = at = 0  # code points that lie in no zone so far, and of the whole text
    for begin, end in [*((zone.start, zone.end) for zone in draft.zones), (len(draft.article.text),) * 2]:
        for zone in zones:
            start, stop = max(zone.start - kept, 0), min(zone.end - kept, begin - at)
            if start < stop:
                place = at + start, at + stop
                made.append(Zone(new_id(), 0, *place, zone.kind, zone.score, created_at=timestamp()))
        kept += begin - at
        at = end
    draft.zones = sorted([*draft.zones, *made], key=lambda zone: zone.start)


def _above_headline(text: str, headline: str) -> int:
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


def _put_around(draft: Draft, lines: Sequence[PageLine], headline: str | None) -> None:
    """Makes all that the page shows of the draft's text, with zones where it is not the article."""
    # Compiles its patterns when first needed, which would hold up the start of the program.
    from annotator.formats.page_zones import whole_page

    article = draft.article
    text, found = whole_page(article.text, lines, headline or "")
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
    """Cuts what no author or title is as long as; the library's patterns are made for short ones.

    When an office program's document was made is no date of an article, and is left out.
    """
    metas = list(tree.iter("meta"))
    told = {meta.get("name", "").lower(): meta.get("content", "") for meta in metas}
    is_office = _OFFICE.search(told.get("generator", "")[:_LONGEST_SAID]) is not None
    for meta in metas:
        if is_office and meta.get("name", "").lower() in ("created", "changed"):
            meta.set("content", "")
        content = meta.get("content", "")
        if len(content) > _LONGEST_SAID:
            meta.set("content", content[:_LONGEST_SAID])
