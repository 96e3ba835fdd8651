"""An article in what was copied: its text, and what can be told of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextBlock, QTextDocument

from annotator.core.offsets import clean_text

TITLE_LENGTH = 200
"""Longest title, in code points, that is taken from a text's first line."""

_HEAD = 20_000  # characters of HTML in which its head is looked for
_BASE = re.compile(r"""<base\b[^<>]{0,500}?\bhref\s*=\s*["']?(https?://[^\s"'<>]+)""", re.IGNORECASE)
_LANG = re.compile(r"""<html\b[^<>]{0,500}?\blang\s*=\s*["']?([A-Za-z]{2,3})\b""", re.IGNORECASE)
# Qt takes what follows a link, up to the parent's end, for its content and hides it; bodies have links too.
_LINK = re.compile(r"""<link\b(?:[^>"']|"[^"]*"|'[^']*'){0,4000}+>""", re.IGNORECASE)
# Firefox and Chromium say where something was copied in formats of their own.
_SOURCES = (("text/x-moz-url-priv", "utf-16-le"), ("chromium/x-source-url", "utf-8"))


@dataclass(frozen=True, slots=True)
class Pasted:
    """What the clipboard tells of an article; "" where it doesn't."""

    title: str = ""
    text: str = ""
    url: str = ""
    lang: str = ""


def pasted(mime: QMimeData) -> Pasted:
    """The article in the data: its HTML if that holds any text, else its plain text as it is.

    Nothing that the HTML refers to is loaded, from the net or from the disk.
    """
    if mime.hasHtml():
        html = mime.html()
        title, text = read_html(html)
        if text:
            head = html[:_HEAD]
            return Pasted(title, text, _source(mime) or _first(_BASE, head), _first(_LANG, head).lower())
    text = clean_text(mime.text()) if mime.hasText() else ""
    return Pasted(first_line(text), text, _source(mime))


def read_html(html: str) -> tuple[str, str]:
    """Title and text of HTML: paragraphs parted by blank lines, items of a list and lines of ``pre`` by line ends.

    The title is the first ``h1``, else the first heading, else the page's title, else the first line.
    Non-breaking spaces stay; pictures leave nothing.
    """
    document = _Unlinked()
    document.setHtml(_LINK.sub("", html))
    parts: list[str] = []
    headings: dict[int, str] = {}
    before: tuple[int, bool] | None = None
    block = document.begin()
    while block.isValid():
        text = _block_text(block)
        kin = (block.blockFormat().objectIndex(), block.blockFormat().nonBreakableLines())
        if text:
            if parts:
                parts.append("\n" if kin == before and kin != (-1, False) else "\n\n")
            parts.append(text)
            before = kin
            headings.setdefault(block.blockFormat().headingLevel(), " ".join(text.split()))
        block = block.next()
    headings.pop(0, None)
    text = clean_text("".join(parts))
    page = document.metaInformation(QTextDocument.MetaInformation.DocumentTitle)
    fallback = " ".join(page.split()) or first_line(text)
    first_heading = next(iter(headings.values()), fallback)
    return clean_text(headings.get(1, first_heading)), text


def first_line(text: str) -> str:
    """The first line that isn't blank, on one line with single spaces."""
    line = next((line for line in text.split("\n") if line.strip()), "")
    return " ".join(line.split())[:TITLE_LENGTH].rstrip()


def _block_text(block: QTextBlock) -> str:
    # U+FFFC stands for a picture, U+2028 for <br>.
    text = block.text().replace(" \ufffc", "").replace("\ufffc", "").replace("\u2028", "\n")
    return "\n".join(line.strip(" ") for line in text.split("\n")).strip(" \n")


def _source(mime: QMimeData) -> str:
    """The address that the data says it comes from."""
    for name, encoding in _SOURCES:
        if mime.hasFormat(name):
            url = bytes(mime.data(name).data()).decode(encoding, "replace").strip("\0 \r\n")
            if url.startswith(("http://", "https://")):
                return url
    return next((url.toString() for url in mime.urls() if url.scheme() in ("http", "https")), "")


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found.group(1) if found else ""


class _Unlinked(QTextDocument):
    """A document that loads nothing: Qt would read style sheets and pictures from the disk."""

    def loadResource(self, kind: int, name: object) -> None:  # noqa: N802
        return None
