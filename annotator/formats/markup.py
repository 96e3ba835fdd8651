"""Text out of the HTML in a cell of a table. Nothing is fetched or run; whole pages have a reader of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

_TAGS = (
    "p|br|div|span|a|b|i|u|em|strong|h[1-6]|ul|ol|li|img|figure|figcaption|blockquote|table|tr|td|th|tbody|section"
    "|article|script|style|html|body|font|sup|sub|small|hr|iframe|cite|q"
)
_MARKUP = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>|<!--", re.IGNORECASE)
_ENTITY = re.compile(
    r"&(?:amp|lt|gt|quot|apos|nbsp|[a-z]{1,6}(?:uml|grave|acute|circ|cedil|lig)|[lr][sd]quo|[bs]dquo|[lr]aquo"
    r"|[mn]dash|hellip|shy|#\d{2,6}|#x[0-9a-f]{2,5});",
    re.IGNORECASE,
)
# An attribute with ">" in it ends its tag too early. It is rare, and so no input takes more than linear time.
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^<>]*>|<[!?][^<>]*>", re.IGNORECASE)
BLOCKS = frozenset(
    (
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "table",
        "section",
        "article",
        "header",
        "footer",
        "figure",
        "figcaption",
        "hr",
        "pre",
        "dl",
        "dt",
        "dd",
        "main",
        "aside",
        "nav",
        "form",
        "body",
    )
)
_UNSEEN = frozenset(
    ("script", "style", "template", "iframe", "object", "noscript", "svg", "math", "select", "textarea")
)
_BREAKS = {"br": "\n", "tr": "\n", "td": "\t", "th": "\t"}
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_PARAGRAPHS = re.compile(r"\n{3,}")


def cell_text(cell: str, beside: frozenset[str] = frozenset()) -> str:
    """The cell as it stands if it holds no HTML; else its text, blocks apart by an empty line, without scripts.

    What is in the elements ``beside`` is left out, too.
    """
    if "<" in cell and _MARKUP.search(cell):
        lines = [line.strip() for line in "".join(_pieces(cell, _UNSEEN | beside)).split("\n")]
        return _PARAGRAPHS.sub("\n\n", "\n".join(lines)).strip("\n")
    return unescape(cell) if "&" in cell and _ENTITY.search(cell) else cell


def _pieces(cell: str, unseen: frozenset[str]) -> Iterator[str]:
    small = cell.lower()
    if len(small) != len(cell):  # "İ" becomes two characters
        small = cell
    last = at = 0
    while (at := cell.find("<", at)) >= 0:
        if cell.startswith("<!--", at):
            yield _data(cell[last:at])
            end = cell.find("-->", at)
            last = at = len(cell) if end < 0 else end + 3
            continue
        tag = TAG.match(cell, at)
        if tag is None:
            at += 1
            continue
        yield _data(cell[last:at])
        name = (tag[2] or "").lower()
        last = at = tag.end()
        if name in unseen and not tag[1] and not tag.group().endswith("/>"):
            end = small.find(f"</{name}", at)
            last = at = len(cell) if end < 0 else end
        elif name in BLOCKS:
            yield "\n\n"
        elif not tag[1]:
            yield _BREAKS.get(name, "")
    yield _data(cell[last:])


def _data(text: str) -> str:
    return _BLANKS.sub(" ", unescape(text))
