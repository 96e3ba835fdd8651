"""The text that a page shows, line by line, with what its markup tells of each line.

Style sheets are not read: a line is what stands between two tags that begin a new one in every browser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from annotator.core.offsets import clean_text
from annotator.formats.stand_ins import without_marks

_NAMES = {
    "unseen": "head script style noscript template svg math iframe object audio video canvas map datalist select"
    " textarea input meta link title rp",
    "inline": "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark meter nobr"
    " output picture progress q rb rt ruby s samp small source span strike strong sub sup time track tt u var wbr",
}
_UNSEEN, _INLINE = (frozenset(_NAMES[kind].split()) for kind in ("unseen", "inline"))
_CELLS = frozenset({"td", "th"})
_KEEPING = frozenset({"pre", "listing", "xmp"})
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.I)
# What style sheets in wide use call text that only screen readers are given.
_FOR_READERS = frozenset(
    {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "element-invisible"}
)
_WORD = re.compile(r"[a-z]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ATTRIBUTES = ("class", "id", "role", "itemprop", "rel", "itemtype")
_LONGEST_NAMES = 500
_NOT = frozenset({"has", "no", "with", "without", "is", "not", "hide", "toggle", "js"})
_TAGS = {
    "figcaption": "caption",
    "caption": "caption",
    "nav": "boilerplate",
    "footer": "boilerplate",
    "form": "boilerplate",
    "button": "boilerplate",
    "address": "byline",
}
_WORDS = {
    "comments": "comments comment respond disqus kommentare kommentar commentaires",
    "breadcrumb": "breadcrumb breadcrumbs crumb crumbs brotkrumen ariane",
    "related": "related promo teaser teasers recommended recommendation recommendations recirculation trending"
    " popular outbrain taboola similar also",
    "advert": "ad ads advert advertisement advertising adsense adsbygoogle anzeige werbung sponsored sponsor"
    " newsletter subscribe subscription paywall abo publicite",
    "pagination": "pagination pager paginator pagenav pagenumbers",
    "caption": "caption bildunterschrift legende imagecredit photocredit",
    "byline": "byline author authors autor dateline datepublished datemodified published timestamp",
    "boilerplate": "navigation nav navbar menu footer cookie cookies consent gdpr share sharing social sidebar"
    " banner contentinfo search login toolbar",
}
_KIND_OF = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_ORDER = tuple(_WORDS)
_STICKY = frozenset({"comments", "breadcrumb", "related", "advert"})
"""Whatever lies in them is of their kind: who wrote a comment is no author of the article."""
_WHOLE = frozenset({"html", "body", "main", "article"})


@dataclass(slots=True)
class PageLine:
    """One line. ``hint`` is the kind of zone that the markup tells; ``linked`` the share of it that is links."""

    text: str
    hint: str | None
    linked: float
    heads: bool  # it stands in an h1


@dataclass(slots=True)
class _Open:
    """What holds for the text of an element that is being read."""

    hint: str | None = None
    link: bool = False
    heads: bool = False
    keeps: bool = False  # line ends are shown


@dataclass(slots=True)
class _Writer:
    lines: list[PageLine] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    hints: dict[str | None, int] = field(default_factory=dict)
    linked: int = 0
    length: int = 0
    heads: bool = False

    def add(self, text: str | None, place: _Open) -> None:
        if not text:
            return
        if place.keeps and "\n" in text:
            for n, line in enumerate(text.split("\n")):
                if n:
                    self.end()
                self.add(line, place)
            return
        self.pieces.append(text)
        size = len(text) - text.count(" ")
        if size and not text.isspace():
            self.hints[place.hint] = self.hints.get(place.hint, 0) + size
            self.length += size
            self.linked += size if place.link else 0
            self.heads = self.heads or place.heads

    def part(self, mark: str) -> None:
        """Parts what came before from what follows in the line, if there is anything."""
        if self.length and self.pieces[-1] != mark:
            self.pieces.append(mark)

    def end(self) -> None:
        """Ends the line, unless it is empty."""
        if not self.length:
            self.pieces.clear()
            return
        text = without_marks(clean_text(_BLANKS.sub(" ", "".join(self.pieces)))).strip(" |\n")
        if text and not text.isspace():
            hint = max(self.hints, key=lambda kind: self.hints[kind])
            self.lines.append(PageLine(text, hint, self.linked / self.length, self.heads))
        self.pieces.clear()
        self.hints.clear()
        self.linked = self.length = 0
        self.heads = False


def page_lines(tree: Any) -> list[PageLine]:
    """The lines of the text that a page (an lxml tree) shows, in the order of the document, none of them blank.

    Cells of a row stand in one line with bars between them unless they hold paragraphs. However deep the elements
    lie in each other, nothing recurses.
    """
    reading = _Reading({element for h1 in tree.iter("h1") for element in h1.iterancestors()})
    reading.begin(tree)
    inside = [(tree, iter(tree))]
    while inside:
        element, children = inside[-1]
        child = next(children, None)
        if child is None:
            inside.pop()
            reading.end(element)
            if inside:
                reading.after(element)
        elif reading.begin(child):
            inside.append((child, iter(child)))
        else:
            reading.after(child)
    reading.writer.end()
    return reading.writer.lines


class _Reading:
    """Writes the lines of a page, element by element. ``around_headlines`` are no zones themselves."""

    def __init__(self, around_headlines: set[Any]) -> None:
        self.writer = _Writer()
        self._around_headlines = around_headlines
        self._open = [_Open()]
        self._after_link = -1

    def begin(self, element: Any) -> bool:
        """Reads the text before an element's children; False if it is not shown."""
        tag, above = element.tag, self._open[-1]
        if not isinstance(tag, str) or tag in _UNSEEN or _is_hidden(element):
            return False
        if tag in _CELLS and _is_plain(element):
            self.writer.part(" | ")
        elif tag == "a" and self._after_link == len(self.writer.pieces):
            self.writer.part(" ")
        elif tag not in _INLINE:
            self.writer.end()
        place = _Open(
            above.hint, above.link or tag == "a", above.heads or tag == "h1", above.keeps or tag in _KEEPING
        )
        if above.hint not in _STICKY and tag not in _WHOLE and element not in self._around_headlines:
            place.hint = _hint(tag, element) or above.hint
        self._open.append(place)
        self.writer.add(element.text, place)
        return True

    def end(self, element: Any) -> None:
        """An element that was shown ends."""
        self._open.pop()
        if element.tag not in _INLINE and element.tag not in _CELLS:
            self.writer.end()
        elif element.tag == "a" and not element.tail:
            self._after_link = len(self.writer.pieces)

    def after(self, element: Any) -> None:
        """Reads the text behind an element."""
        self.writer.add(element.tail, self._open[-1])


def _is_plain(cell: Any) -> bool:
    """Whether a cell of a table holds words and no paragraphs, and another stands before it."""
    return cell.getprevious() is not None and all(e.tag in _INLINE for e in cell.iterdescendants())


def _is_hidden(element: Any) -> bool:
    attributes = element.attrib
    if not attributes:
        return bool(element.tag == "dialog")
    style = attributes.get("style")
    if "hidden" in attributes or (style and _HIDING.search(style)):
        return True
    if element.tag == "dialog" and "open" not in attributes:
        return True
    classes = attributes.get("class")
    return bool(classes) and not _FOR_READERS.isdisjoint(classes.split())


def _hint(tag: str, element: Any) -> str | None:
    """The kind of zone that tag and names of an element speak of."""
    found = {_TAGS[tag]} if tag in _TAGS else set()
    attributes = element.attrib
    if attributes:
        for name in _ATTRIBUTES:
            if value := attributes.get(name):
                found |= _kinds_named(value[:_LONGEST_NAMES])
    return min(found, key=_ORDER.index) if found else None


# The elements of a page, and the pages of an outlet, have the same names over and over.
@lru_cache(maxsize=1 << 12)
def _kinds_named(names: str) -> frozenset[str]:
    parts = (_WORD.findall(_CAMEL.sub(" ", part).lower()) for part in names.split())
    return frozenset(
        _KIND_OF[word] for words in parts if words and words[0] not in _NOT for word in words if word in _KIND_OF
    )
