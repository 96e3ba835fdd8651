"""What becomes of an answer: a page goes through the reader of pages, anything else through its own."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from urllib.parse import unquote, urlsplit

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.core.offsets import clean_text
from annotator.core.web_addresses import plain
from annotator.formats.encoding import binary_kind, decode_markup
from annotator.formats.readers import HEAD_BYTES, read_stream, registry
from annotator.formats.readers.html import HtmlReader, page_draft
from annotator.formats.readers.urls import ASK, SAVE
from annotator.formats.web.requests import Answer

_PAGES = ("text/html", "application/xhtml+xml")
_NO_TEXT = ("image", "audio", "video", "font", "model")
# What files of a type are called here, where their address says nothing or something else (".php").
_SUFFIXES = {
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "text/rtf": ".rtf",
    "application/rtf": ".rtf",
    "application/pdf": ".pdf",
    "application/json": ".json",
    "application/ld+json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "multipart/related": ".mhtml",
}
_MAX_NAME = 120


def read_answer(
    asked: str, address: str, answer: Answer, codebook: Codebook, whole_pages: bool = False
) -> Iterator[Draft | Refusal]:
    """The articles in the answer. ``asked`` is the address as the person named it, ``address`` where it led.

    A page, or the one article of another document, has ``asked`` as its file and the page's own address as URL.
    """
    kind = answer.headers.get_content_type() if "Content-Type" in answer.headers else ""
    if kind.partition("/")[0] in _NO_TEXT:
        yield Refusal(asked, None, f"it is no article but {kind}")
        return
    if not answer.body:
        yield Refusal(asked, None, "the page is empty")
        return
    head = answer.body[:HEAD_BYTES]
    name = PurePath(_name(address, kind))
    if binary_kind(head) is None and isinstance(registry.accepting(name, head), HtmlReader):
        yield _page(asked, address, answer, codebook, whole_pages)
        return
    body = answer.body
    encoding = None
    charset = answer.headers.get_content_charset()
    if charset and kind.startswith("text/") and binary_kind(head) is None:
        body, encoding = _as_utf8(body, charset)
    items = list(read_stream(io.BytesIO(body), str(name), codebook, whole_pages=whole_pages))
    for item in items:
        if isinstance(item, Refusal):
            yield replace(item, file=asked, reason=SAVE if ASK in item.reason else item.reason)
            continue
        item.encoding = encoding or item.encoding
        if len(items) == 1:
            # Not of one article among several: a feed is to be fetched again for what is new in it.
            item.article = replace(item.article, file=clean_text(asked), url=item.article.url or plain(address))
        yield item


def _page(asked: str, address: str, answer: Answer, codebook: Codebook, whole: bool) -> Draft | Refusal:
    charset = answer.headers.get_content_charset()
    try:
        draft = page_draft(answer.body, codebook, asked, charset, address, whole=whole)
    except ValueError as error:
        return Refusal(asked, None, str(error))
    except Exception as error:  # noqa: BLE001 – pages by strangers, parsed by libraries that raise anything
        return Refusal(asked, None, registry.failure(HtmlReader(), error))
    draft.article = replace(draft.article, url=_own_address(draft.article.url, address))
    return draft


def _own_address(named: str | None, address: str) -> str:
    """The address that the page names as its own, unless it is none or, as some sites err, the front page."""
    parts = urlsplit(named or "")
    is_page = parts.scheme in ("http", "https") and parts.netloc
    is_front = not parts.path.strip("/") and not parts.query and urlsplit(address).path.strip("/")
    return plain(address) if not named or named == address or not is_page or is_front else named


def _name(address: str, kind: str) -> str:
    """What the document would be called as a file: by the address, ending in what its type says."""
    path = PurePath(unquote(urlsplit(address).path).replace("\\", "/"))
    stem = "".join(c for c in path.stem if c.isprintable())[:_MAX_NAME] or "page"
    suffix = ".html" if kind in _PAGES else _SUFFIXES.get(kind, path.suffix.lower())
    return stem + suffix


def _as_utf8(body: bytes, charset: str) -> tuple[bytes, str | None]:
    """Text whose encoding the server names, as readers know it without a guess, and that encoding."""
    try:
        text, encoding = decode_markup(body, charset)
        return text.encode(), encoding
    except ValueError:
        return body, None
