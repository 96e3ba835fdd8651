"""The text of an article in NITF or XHTML: paragraphs apart by an empty line, without pictures and captions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from annotator.formats.markup import cell_text
from annotator.formats.news_xml import plain_blanks

# What is shown beside an article, or said to those who print it, but is not its text.
_BESIDE = """media media-caption media-reference media-metadata media-producer figure figcaption img picture audio
    video note nitf-table-metadata head header footer nav aside script style template iframe form noscript svg
    math"""
_APART = """p block body body.content section article main div h1 h2 h3 h4 h5 h6 hl1 hl2 bq blockquote credit ul ol
    li dl dt dd fn hr caption datasource html nitf inlineXML DataContent"""
_SKIPPED = frozenset(_BESIDE.split())
_BLOCKS = frozenset(_APART.split())
_TABLES = frozenset(("table", "nitf-table"))
_BREAK = "\n"
_AROUND_BREAK = re.compile(r" *\n *")
_MANY = re.compile(r" {2,}")
_MAIN = "main"
_WHOLE_TEXT = "full_text"


def body_text(body: Element, title: str = "") -> str:
    """The text in the element; a headline at its beginning that is the ``title`` is left out."""
    text = _Text()
    text.walk(_without_double(body))
    return "\n\n".join(_without_title(text.paragraphs(), title))


def _without_title(paragraphs: list[str], title: str) -> list[str]:
    return paragraphs[1:] if len(paragraphs) > 1 and paragraphs[0] == title else paragraphs


def markup_text(markup: str, title: str = "") -> str:
    """The text of HTML that came as data, or of what is plain text; see :func:`body_text`."""
    return "\n\n".join(_without_title(cell_text(markup, _SKIPPED).strip().split("\n\n"), title))


def shown_body(content: Element) -> Element:
    """What is shown of a document; content may be its paragraphs alone.

    Of a page with a main section the others are notes for newsrooms.
    """
    main = next((part for part in content.iter("section") if _MAIN in part.get("class", "").split()), None)
    if main is not None:
        return main
    for name in ("body.content", "body"):
        found = next(content.iter(name), None)
        if found is not None:
            return found
    return content


def _without_double(body: Element) -> Element:
    """The block of the whole text, where another before it repeats the beginning, as in archives of papers."""
    blocks = body.iter("block")
    return next((block for block in blocks if _WHOLE_TEXT in block.get("class", "").split()), body)


class _Text:
    def __init__(self) -> None:
        self._done: list[str] = []
        self._open: list[str] = []

    def paragraphs(self) -> list[str]:
        self._close()
        return self._done

    def walk(self, element: Element) -> None:
        tag = element.tag
        if tag in _SKIPPED:
            return
        if tag in _TABLES:
            self._close()
            self._table(element)
            return
        if tag == "pre":
            self._close()
            self._add("".join(element.itertext()).strip("\r\n"))
            return
        if tag == "br":
            self._open.append(_BREAK)
        is_block = tag in _BLOCKS
        if is_block:
            self._close()
        self._open.append(plain_blanks(element.text or ""))
        for inner in element:
            self.walk(inner)
            self._open.append(plain_blanks(inner.tail or ""))
        if is_block:
            self._close()

    def _table(self, table: Element) -> None:
        for caption in table.iter("caption"):
            self._add(_line(caption.itertext()))
        rows = ("\t".join(_line(cell.itertext()) for cell in row) for row in table.iter("tr"))
        self._add("\n".join(row for row in rows if row.strip()))

    def _close(self) -> None:
        text = _AROUND_BREAK.sub(_BREAK, _MANY.sub(" ", "".join(self._open)))
        self._open.clear()
        self._add(text.strip(" \n"))

    def _add(self, paragraph: str) -> None:
        if paragraph.strip():
            self._done.append(paragraph)


def _line(pieces: Iterable[str]) -> str:
    return plain_blanks("".join(pieces)).strip()
