"""Web archives (WARC and ARC): each page, PDF, feed or plain text that was stored, read as such a file would be.

When it was stored is no date of publication. What crawlers store beside pages is passed over: what they asked for,
redirections, errors, pictures, scripts, styles, data.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import BinaryIO
from urllib.parse import SplitResult, urlsplit

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.encoding import head_text
from annotator.formats.readers.feed import FeedReader
from annotator.formats.readers.html import HtmlReader, NoArticleError, page_draft
from annotator.formats.readers.newsml import NewsmlReader
from annotator.formats.readers.nitf import NitfReader
from annotator.formats.readers.pdf import PdfReader
from annotator.formats.readers.text import TextReader
from annotator.formats.values import shorten
from annotator.formats.warc import Damage, Page, Records, is_web_archive

MIN_TEXT = 100
"""Characters of a page's article: what is found in lists of links and error messages is shorter."""

_NAMED = 3
_PAGES = ("text/html", "application/xhtml+xml")
_XML = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml")
_UNKNOWN = ("", "application/octet-stream", "binary/octet-stream", "application/x-unknown", "unknown/unknown")
_PDF = ("application/pdf", "application/x-pdf")
# Texts that servers have for programs.
_FOR_PROGRAMS = ("robots", "ads", "app-ads", "security", "humans", "llms", "llms-full", "version", "license")
_NO_FILE = PurePath("page")


class WarcReader:
    """Reads what was stored at each address. Pages in which there is no article are told of in one sentence."""

    name = "warc"
    suffixes = (".warc", ".arc")
    binary = False

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By how web archives begin, or by the name of a WARC file."""
        return is_web_archive(head) or path.suffix.lower() == ".warc"

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """The articles in order, and a refusal for each page that can't be read."""
        records = Records(stream)
        reading = _Reading(file, codebook)
        told = 0
        found = False
        try:
            for page in records.pages():
                for item in reading.items(page):
                    if on_bytes is not None:
                        on_bytes(records.read - told)
                        told = records.read
                    found = True
                    yield item
        except OSError:
            if reading.without_article:
                yield Refusal(file, None, reading.sentence())
            raise
        if on_bytes is not None:
            on_bytes(records.read - told)
        if reading.without_article:
            yield Refusal(file, None, reading.sentence())
        elif not found:
            others = records.others + reading.others
            yield Refusal(file, None, f"there is no page in it, but {others:,} other records")


@dataclass(slots=True)
class _Reading:
    file: str
    codebook: Codebook
    others: int = 0
    without_article: int = 0
    _examples: list[str] = field(default_factory=list)

    def items(self, page: Page | Damage) -> Iterator[Draft | Refusal]:
        if isinstance(page, Damage):
            yield Refusal(self.file, None, page.reason)
            return
        try:
            if not _may_be_article(page):
                self.others += 1
                return
            for item in self._read(page):
                yield item if isinstance(item, Draft) else self._refusal(page, item.reason)
        except NoArticleError:
            self.without_article += 1
            if len(self._examples) < _NAMED:
                self._examples.append(shorten(page.url))
        except ValueError as error:
            yield self._refusal(page, str(error))
        except OSError:
            raise
        except Exception as error:  # noqa: BLE001 – pages by strangers, parsed by libraries that raise anything
            yield self._refusal(page, f"reading it failed ({type(error).__name__})")

    def sentence(self) -> str:
        """Of the pages without article; every site has some, such as its home page."""
        count = self.without_article
        pages = "1 page has" if count == 1 else f"{count:,} pages have"
        more = ", …" if count > len(self._examples) else ""
        return f"{pages} no article text of {MIN_TEXT} characters or more: {', '.join(self._examples)}{more}"

    def _refusal(self, page: Page, reason: str) -> Refusal:
        return Refusal(self.file, None, f"{shorten(page.url)}: {reason}")

    def _read(self, page: Page) -> Iterator[Draft | Refusal]:
        data = page.content()
        reader = _reader(page, data)
        if not data.strip() or reader is None:
            self.others += 1
        elif isinstance(reader, HtmlReader):
            draft = page_draft(data, self.codebook, PurePath(self.file).name, page.charset, page.url)
            if len(draft.article.text) < MIN_TEXT:
                raise NoArticleError
            yield draft
        else:
            for item in reader.read(io.BytesIO(data), self.file, self.codebook):
                if isinstance(item, Draft):
                    _complete(item, page.url)
                yield item


_Inner = HtmlReader | PdfReader | TextReader | FeedReader | NewsmlReader | NitfReader
_OF_XML: tuple[_Inner, ...] = (FeedReader(), NewsmlReader(), NitfReader(), HtmlReader())
_OF_UNKNOWN: tuple[_Inner, ...] = (PdfReader(), *_OF_XML)


def _may_be_article(page: Page) -> bool:
    """By what the server says that it is, and by the address."""
    if page.kind == "text/plain" and not page.is_text_of_page:
        path = PurePath(_split(page.url).path.lower())
        return path.suffix in ("", ".txt", ".text") and not (
            path.stem in _FOR_PROGRAMS or ".well-known" in path.parts
        )
    return page.kind in (*_PAGES, *_XML, *_PDF, *_UNKNOWN, "text/plain")


def _reader(page: Page, data: bytes) -> _Inner | None:
    if page.kind in _PAGES:
        return HtmlReader()
    if page.kind in _PDF:
        return PdfReader()
    head = data[: 1 << 16]
    if page.kind == "text/plain":
        return None if head_text(head).lstrip()[:1] in ("{", "[", "<") else TextReader()
    candidates = _OF_XML if page.kind in _XML else _OF_UNKNOWN
    return next((reader for reader in candidates if reader.accepts(_NO_FILE, head)), None)


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", "", "", "")


def _complete(draft: Draft, url: str) -> None:
    """What the archive knows of an article that doesn't say it itself."""
    host = _split(url).netloc.rpartition("@")[2].partition(":")[0].lower()
    article = draft.article
    draft.article = replace(
        article, url=article.url or url, source=article.source or host.removeprefix("www.") or None
    )
