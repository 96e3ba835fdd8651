"""Markup that the extraction would take for something else, made plain before it: that of old pages above all."""

from __future__ import annotations

import re
from typing import Any

_LONG = 400  # characters in a cell that holds an article, if they are in several paragraphs
_BREAKS = 3
_INSIDE = frozenset(("tbody", "thead", "tfoot", "tr", "td", "th", "colgroup", "col", "caption"))
_INLINE = frozenset(("a", "b", "i", "em", "strong", "u", "span", "font", "small", "big", "br", "img"))
_INITIAL = re.compile(r"\W{0,2}\w\W?")
# White space that shows as one blank (CSS Text 3, 4.1.1), and where it shows as it is, or doesn't show at all.
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SPACED = re.compile(r"[\t\r\n\f]|  ")
_AS_IT_IS = ("pre", "textarea", "listing", "script", "style")
_STYLED = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.I)


def make_plain(tree: Any) -> None:
    """Changes a page (an lxml tree) so that its article is told by its blocks; what it shows stays as it is."""
    from lxml import etree

    _close_up(tree)
    unlay_tables(tree)
    # Between parts of a line that have one the extraction loses breaks, and it parts lines at a quotation.
    etree.strip_tags(tree, "font", "q")
    for element in list(tree.iter("p", "center")):
        _close_before_paragraphs(element)
    for element in tree.iter("span"):
        _keep_initial(element)


def _close_up(tree: Any) -> None:
    """Makes one blank of white space that shows as one: to the extraction line ends of the source are breaks."""
    kept = {part for element in tree.iter(*_AS_IT_IS) for part in element.iter()}
    for element in tree.iterfind(".//*[@style]"):
        if _STYLED.search(element.get("style")):
            kept.update(element.iter())
    outermost = {element for element in kept if element.getparent() not in kept}
    for element in tree.iter():
        if element not in kept and element.text and _SPACED.search(element.text):
            element.text = _SPACE.sub(" ", element.text)
        if (element not in kept or element in outermost) and element.tail and _SPACED.search(element.tail):
            element.tail = _SPACE.sub(" ", element.tail)


def unlay_tables(tree: Any) -> None:
    """Makes plain blocks of the tables, and of what is in them, that only lay out the page.

    They have an article or a table in a cell, or a single column without a heading.
    """
    laid_out = [(table, kind) for table in tree.iter("table") if (kind := _layout(table))]
    for table, kind in laid_out:
        for part in list(_parts(table)):
            part.tag = kind if _is_line(part) else "div"
        table.tag = "div"


def _layout(table: Any) -> str:
    """What the lines in its cells are, if it lays out the page; else ""."""
    parts = list(_parts(table))
    rows = [sum(cell.tag in ("td", "th") for cell in part) for part in parts if part.tag == "tr"]
    if max(rows, default=0) == 1 and not any(part.tag in ("th", "caption") for part in parts):
        return "p"
    return "div" if any(_is_column(part) for part in parts if part.tag in ("td", "th")) else ""


def _is_line(part: Any) -> bool:
    return part.tag == "td" and all(inner.tag in _INLINE for inner in part.iterdescendants())


def _parts(table: Any) -> Any:
    """Its rows, cells and groups of rows; not those of tables in it."""
    for inner in table:
        if inner.tag in _INSIDE:
            yield inner
            if inner.tag not in ("td", "th"):
                yield from _parts(inner)


def _is_column(cell: Any) -> bool:
    if cell.find(".//table") is not None or cell.find(".//h1") is not None:
        return True
    parts = len(cell.findall(".//p"))
    breaks = sum(1 for _ in cell.iter("br"))
    return (parts > 1 or breaks >= _BREAKS) and len(cell.text_content()) > _LONG


def _close_before_paragraphs(paragraph: Any) -> None:
    """Parts a paragraph that was left open inside another element from those that the parser put into it."""
    if paragraph.find(".//p") is None:
        return
    paragraph.tag = "div"
    own = paragraph.makeelement("p")
    own.text, paragraph.text = paragraph.text, None
    for inner in list(paragraph):
        if inner.tag == "p" or inner.find(".//p") is not None:
            break
        own.append(inner)
    if len(own) or (own.text or "").strip():
        paragraph.insert(0, own)


def _keep_initial(element: Any) -> None:
    """Shows an article's first letter, which is hidden from screen readers where it is drawn apart."""
    if element.get("aria-hidden") != "true" or len(element) or not _INITIAL.fullmatch(element.text or ""):
        return
    last = element
    while not last.tail and last.getnext() is None and last.getparent().tag == "span":
        last = last.getparent()
    following = last.getnext()
    rest = last.tail or (following.text_content() if following is not None else "")
    if rest[:1].islower():
        del element.attrib["aria-hidden"]
