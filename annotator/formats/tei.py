"""TEI (P4 and P5), as archives and corpora of newspapers have it: one document is one article.

Of the header title, authors, date, source and language are read; of the text what is in its body, without notes,
page numbers, running heads, pictures and what was corrected (``sic`` beside ``corr``). A document whose body is in
several ``div type="article"`` is as many articles. Lines of the print are joined, and words that they part.
Source: https://tei-c.org/release/doc/tei-p5-doc/en/html/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from annotator.formats.news_xml import child, language_code, one_line

_BLOCK_TAGS = (
    "p ab head lg div div1 div2 div3 div4 list item table row sp speaker stage opener closer dateline salute "
    "signed trailer epigraph floatingText body front titlePart docTitle argument u"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_UNSEEN = frozenset(
    ("byline", "note", "fw", "figure", "graphic", "teiHeader", "del", "gap", "index", "interp", "pb", "cb")
)
_REPLACED = frozenset(("sic", "orig", "abbr"))
_ARTICLES = frozenset(("article", "artikel", "news"))
_PARTS = ("div", "div1", "div2", "div3")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_PARTED = re.compile(r"(?<=[^\W\d_])[-¬⸗]\x02 ?(?=[a-zß-ÿ])")
_JOINED = re.compile(r"(?<=[^\W\d_]-)\x02 ?(?=[A-ZÀ-ÖØ-Þ])")  # "SPD-Chef" keeps its hyphen
_HEAD, _LINE, _BREAK = "\x01", "\x02", "\n\n"
_HELD = str.maketrans("", "", "\x01\x02")


@dataclass(frozen=True, slots=True)
class _Header:
    title: str
    authors: list[str]
    published: str | None
    source: str | None
    lang: str | None
    url: str | None


def tei_records(document: Element) -> Iterator[dict[str, Any] | str]:
    """The articles of a document as records, or a sentence in place of one that has no text."""
    header = _header(document)
    text = child(document, "text")
    body = child(text, "body") if text is not None else None
    if body is None:
        yield "it has no body"
        return
    articles = list(filter(_is_article, body.iter()))
    sections: set[Element] = set()
    if len(articles) > 1:
        _part(body, None, sections)
    for part in articles if len(articles) > 1 else [body]:
        heading = next((one_line(head) for head in part.iter("head") if one_line(head)), "")
        title = heading if part is not body else header.title or heading
        written = _text(part, title)
        if not written:
            if part not in sections:
                yield "it has no article text"
            continue
        authors = _authors(part, "byline") or _authors(part, "docAuthor")
        yield {
            "title": title or None,
            "text": written,
            "meta": {
                "source": header.source,
                "authors": (header.authors or authors) if part is body else (authors or header.authors),
                "published": header.published,
                "url": header.url,
                "lang": header.lang,
            },
        }


def _is_article(part: Element) -> bool:
    return part.tag in _PARTS and part.get("type", "").lower() in _ARTICLES


def _part(element: Element, around: Element | None, sections: set[Element]) -> None:
    """Takes articles out of others that they lie in: ``sections``, which may have no text of their own."""
    for inner in element:
        _part(inner, inner if _is_article(inner) else around, sections)
    rest = [inner for inner in element if not _is_article(inner)]
    if around is not None and len(rest) < len(element):
        sections.add(around)
        element[:] = rest


def _header(document: Element) -> _Header:
    head = child(document, "teiHeader")
    file, profile = child(head, "fileDesc"), child(head, "profileDesc")
    origin = child(file, "sourceDesc")
    statement = child(file, "titleStmt")
    publication = child(file, "publicationStmt")
    analytic = next(_below(origin, "analytic"), None)
    titles = [*_below(analytic, "title"), *_below(statement, "title")]
    titles.sort(key=lambda title: title.get("type", "main") != "main")
    journals = [title for title in _below(origin, "title") if title.get("level") == "j"]
    names = (*journals, *_below(child(origin, "biblStruct", "monogr"), "title"), *_below(origin, "publisher"))
    names = (*names, *_below(publication, "publisher"))
    dates = (*_below(origin, "date"), *_below(child(profile, "creation"), "date"), *_below(publication, "date"))
    languages = [language.get("ident") for language in _below(profile, "language")]
    numbers = (one_line(number) for number in _below(publication, "idno"))
    return _Header(
        title=next((title for title in map(one_line, titles) if title), ""),
        authors=_authors(analytic, "author") or _authors(statement, "author"),
        published=next((day for date in dates if (day := _day(date))), None),
        source=next((name for name in map(one_line, names) if name), None),
        lang=language_code([*languages, document.get("lang"), _attribute(child(document, "text"), "lang")]),
        url=next((number for number in numbers if number.startswith(("http://", "https://"))), None),
    )


def _below(element: Element | None, name: str) -> Iterator[Element]:
    return iter(()) if element is None else element.iter(name)


def _attribute(element: Element | None, name: str) -> str | None:
    return None if element is None else element.get(name)


def _authors(element: Element | None, name: str) -> list[str]:
    from annotator.formats.bylines import split_authors

    found: list[str] = []
    for author in _below(element, name):
        persons = [*author.iter("docAuthor"), *author.iter("persName")] if name == "byline" else [author]
        for person in persons or [author]:
            forename = " ".join(one_line(part) for part in person.iter("forename"))
            surname = " ".join(one_line(part) for part in person.iter("surname"))
            found += [f"{forename} {surname}".strip()] if surname else split_authors(one_line(person).rstrip("."))
    return list(dict.fromkeys(found))


def _day(date: Element) -> str:
    from annotator.formats.dates import day_of, iso_date

    for key in ("when", "when-iso", "notBefore", "from", "value"):
        if day_of(date.get(key)) is not None:
            return date.get(key, "")
    day = iso_date(one_line(date))
    return day if day_of(day) is not None else ""


def _text(element: Element, title: str) -> str:
    """The paragraphs, without a heading at the beginning that is the title."""
    written = _JOINED.sub("", _PARTED.sub("", "".join(_pieces(element)))).replace(_LINE, " ")
    cleaned = (_BLANKS.sub(" ", block).strip() for block in written.split(_BREAK))
    blocks = [block for block in cleaned if block.strip(_HEAD)]
    if blocks and blocks[0].startswith(_HEAD) and blocks[0].strip(_HEAD).strip() == title:
        del blocks[0]
    return "\n\n".join("\n".join(line.strip() for line in block.split(_HEAD) if line.strip()) for block in blocks)


def _pieces(element: Element) -> Iterator[str]:
    """Its text: blocks between breaks, headings and lines of verse marked as such, breaks of lines, too."""
    is_block = element.tag in _BLOCKS
    if is_block:
        yield _BREAK
    if element.tag in ("head", "l"):
        yield _HEAD
    yield _plain(element.text)
    chosen = element.tag == "choice" and any(inner.tag not in _REPLACED for inner in element)
    for inner in element:
        if inner.tag == "lb":
            yield "" if inner.get("break") == "no" else _LINE
        elif inner.tag == "cell":
            yield "\t"
            yield from _pieces(inner)
        elif inner.tag not in _UNSEEN and not (chosen and inner.tag in _REPLACED):
            yield from _pieces(inner)
        yield _plain(inner.tail)
    if is_block:
        yield _BREAK


def _plain(text: str | None) -> str:
    """White space of the markup as blanks, so that it is no break."""
    return "" if not text else _BLANKS.sub(" ", text.translate(_HELD))
