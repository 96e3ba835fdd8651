"""Articles that Europresse (Eureka, Cision) delivers as one page: an element ``article`` for each.

Its parts are told by their classes: ``DocPublicationName`` (source, number), ``DocHeader`` (section, date, words,
page), ``titreArticle`` with the headline, what stands above and below it and the author, ``DocText``, and
``publiC-lblNodoc``, a number with the day in it. Sources: what minet, IRaMuTeQ, Gargantext and R scripts take for
granted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from annotator.formats.markup import cell_text
from annotator.formats.press import MAX_ARTICLE, TOO_LONG, Found, PressArticle, one_line

# As a class or in a style for it, not in words about it.
_MARK = re.compile(
    r"""(?:\bclass\s*=\s*(?:"[^"<>]{0,200}?|'[^'<>]{0,200}?)?|[.])"""
    r"\b(?:DocPublicationName|titreArticleVisu|docOcurrContainer)\b"
)
_ARTICLE = re.compile(r"<article\b[^<>]{0,500}>", re.IGNORECASE)
_NUMBER = re.compile(r"[·.](\d{4})(\d\d)(\d\d)[·.]")
_TIME = re.compile(r"(?<!\d)(\d\d):(\d\d)(?::\d\d)?(?: UTC(?: ?([+-]\d\d):?(\d\d))?)?")
_ISSUE = re.compile(r"(?:,? +(?:no|n°|nº|vol|issue)\.? ?\d|,? +[ (]{2,}|\n).*", re.IGNORECASE | re.DOTALL)
_NAME = r"[A-ZÀ-ÖØ-Þ][\w.’'-]*(?: (?:(?:de|du|des|la|le|van|von|der|d’|d') ?)*[A-ZÀ-ÖØ-Þ][\w.’'-]*){1,3}"
_NAMES = re.compile(
    rf"(?:(?:[Pp]ar|PAR|[Bb]y) )?{_NAME}(?:(?:, ?| et | and |; ?){_NAME}){{0,4}}(?: (?:avec|with) .*)?"
)
_PUBLISHED_IN = re.compile(r"article est paru|article appeared", re.IGNORECASE)
_LONG = 200  # characters of a line that says who wrote an article, or where it appeared
_BESIDE = frozenset(("aside", "footer", "figure", "button"))


def looks_like_europresse(text: str) -> bool:
    """Whether a text, or its beginning, is such a page."""
    return text.lstrip("\ufeff \t\r\n")[:1] == "<" and _MARK.search(text) is not None


def europresse_articles(html: str) -> Iterator[Found]:
    """The articles of a page, one by one."""
    starts = [found.start() for found in _ARTICLE.finditer(html)]
    if not starts and "docOcurrContainer" in html:
        starts = [0]  # the page of one article
    line, last = 1, 0
    for start, end in pairwise([*starts, len(html)]):
        line += html.count("\n", last, start)
        last = start
        if end - start > MAX_ARTICLE:
            yield line, TOO_LONG
        else:
            yield line, _article(html[start:end])


def _article(html: str) -> PressArticle | str:
    from lxml import etree

    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = etree.fromstring(html.replace("\0", ""), parser)
    except etree.LxmlError:
        tree = None
    element = None if tree is None else next(tree.iter("article"), tree)
    if element is None:
        return "it has no content"
    _drop(element, list(_of_class(element, "apd-wrapper")))
    name = next(_of_class(element, "DocPublicationName", "sm-margin-bottom"), None)
    lines = [_text(part) for part in _of_class(element, "DocHeader", "sm-margin-bottom") if part is not name]
    title = next(_of_class(element, "titreArticleVisu", "rdp__articletitle"), None)
    if title is None:
        title = next(_of_class(element, "titreArticle", "grandTitre"), None)
    body = next(_of_class(element, "docOcurrContainer"), None)
    if body is None:
        body = next(_of_class(element, "DocText"), None)
    below = [text for part in _of_class(element, "rdp__subtitle") if (text := one_line(_text(part)))]
    url = "" if body is None else _taken_url(body)
    text = "" if body is None else _paragraphs(body)
    return PressArticle(
        text="\n\n".join(filter(None, (*below, text))),
        title="" if title is None else one_line(_text(title)),
        source="" if name is None else one_line(_ISSUE.sub("", _text(name).strip())),
        byline=_byline(element),
        published=_published(lines, element),
        url=url,
    )


def _of_class(element: Any, *names: str) -> Iterator[Any]:
    """The elements in it that have one of the classes."""
    wanted = frozenset(names)
    return (inner for inner in element.iter() if not wanted.isdisjoint(inner.get("class", "").split()))


def _drop(within: Any, elements: list[Any]) -> None:
    """Takes the elements away, but not the text after them; all at once, as there may be many."""
    from lxml import etree

    for element in elements:
        element.tag = "dropped"
    etree.strip_elements(within, "dropped", with_tail=False)


def _text(element: Any) -> str:
    return "".join(element.itertext())


def _paragraphs(element: Any) -> str:
    from lxml import etree

    return cell_text(etree.tostring(element, encoding="unicode", method="html", with_tail=False), _BESIDE)


def _byline(element: Any) -> str:
    """Who wrote it; where names have no place of their own, the last line around the headline if it has some."""
    named = next(_of_class(element, "docAuthors"), None)
    if named is not None:
        return one_line(_text(named))
    lines = [one_line(_text(part)) for part in _of_class(element, "sm-margin-bottomNews")]
    return lines[-1] if lines and len(lines[-1]) <= _LONG and _NAMES.fullmatch(lines[-1]) else ""


def _published(lines: list[str], element: Any) -> str:
    from annotator.formats.zones.dates import find_date

    for line in map(one_line, lines):
        if (day := find_date(line)) is not None:
            time = _TIME.search(line)
            if time is None:
                return day
            zone = f"{time[3]}:{time[4]}" if time[3] else "Z" if "UTC" in time[0] else ""
            return f"{day}T{time[1]}:{time[2]}{zone}"
    number = next(_of_class(element, "publiC-lblNodoc"), None)
    found = None if number is None else _NUMBER.search(_text(number))
    return "" if found is None else "-".join(found.groups())


def _taken_url(body: Any) -> str:
    """The address where the article appeared, which is taken out with the line that says so."""
    lines: dict[Any, Any] = {}
    for link in body.iter("a"):
        line = link if link.getparent() is body else link.getparent()
        lines.setdefault(line, link)
    for line, link in lines.items():
        said = one_line(_text(line))
        if len(said) <= _LONG and _PUBLISHED_IN.search(said):
            _drop(line.getparent(), [line])
            return str(link.get("href", ""))
    return ""
