"""A pasted page taken apart: title, who wrote it and when, and what of its text is no article."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from annotator.formats.bylines import split_authors
from annotator.formats.dates import day_of, iso_date
from annotator.formats.language import detect_language
from annotator.formats.zones.bylines import authors_of, outlet_of
from annotator.formats.zones.dates import find_date
from annotator.formats.zones.kinds import (
    heads_list,
    is_advert,
    is_also,
    is_byline,
    is_caption,
    is_pages,
    is_stamp,
    kind_on_page,
)
from annotator.formats.zones.labels import labelled_head
from annotator.formats.zones.lines import Line, split_lines
from annotator.formats.zones.model import read_page
from annotator.formats.zones.plain import Mark, article_marks, glued_headline, plain_marks
from annotator.formats.zones.title import title_of
from annotator.formats.zones.words import STRONG

LONGEST = 500_000
"""Code points of the longest text that is looked through: half a second's work, at worst three."""
MOST_LINES = 20_000
"""Lines of the longest; each takes 0.1 ms, and an article has some hundred."""

_LEAST_EVIDENCE = 22  # two for each line that speaks of the page, one for each that may be a link among others
_LEAST_RUN = 5
_TOP = 8  # lines below the headline that may name the author, or say it again
_MOST_LINKS, _LINK_WORDS = 5, 3
_ENDS = '.,;:!?…"”“»’'


@dataclass(frozen=True, slots=True)
class FoundZone:
    """A stretch that is not article text; ``score`` says from 0 to 1 how sure that is. Offsets are code points."""

    start: int
    end: int
    kind: str
    score: float


@dataclass(frozen=True, slots=True)
class PageParts:
    """What a text tells of itself. ``title_span`` is where the headline stands; None where the text has none.

    ``published`` is an ISO date, ``lang`` a language code. Zones are in order and don't overlap.
    """

    title: str = ""
    title_span: tuple[int, int] | None = None
    source: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    lang: str | None = None
    url: str | None = None
    zones: list[FoundZone] = field(default_factory=list)


def find_zones(text: str, lang: str | None = None) -> PageParts:
    """Title, metadata and zones of a text as it was pasted or saved; ``lang`` if it is known.

    Any text will do. Plain articles have few zones or none: a byline, a caption, a list of other articles at the
    end. A text in which nothing but page would be left has none at all, and so has one longer than
    :data:`LONGEST` or of more than :data:`MOST_LINES`, which is no article.
    """
    lines = split_lines(text) if len(text) <= LONGEST and text.count("\n") <= MOST_LINES else []
    if not lines:
        return PageParts(lang=lang)
    said, number = labelled_head(lines)
    if number:
        return _below_labels(said, find_zones(text[lines[number].start :], lang), lines[number].start)
    if _is_page(lines):
        headline, marks = _page_marks(lines)
    else:
        headline, marks = plain_marks(lines)
    if all(mark is not None and mark.from_ is None for mark in marks):
        marks = [None] * len(lines)
    if lang is None:
        own = [line.text for line, mark in zip(lines, marks, strict=True) if mark is None]
        lang = detect_language("\n".join(own))
    authors, outlet, published = _metadata(lines, marks, headline, lang)
    title, span, source = "", None, None
    if headline is not None:
        found = title_of(lines, headline, lang)
        title, span = found.text, (found.start, found.end)
        marks[found.last] = None
        source = found.source or _source(lines, headline)
    return PageParts(title, span, source or outlet, authors, published, lang, zones=_zones(text, lines, marks))


def zones_in_article(text: str, title: str, links: Collection[str] = ()) -> list[FoundZone]:
    """Zones in an article's text as it was taken out of its page; none where most of it would be one.

    ``links`` are lines that lead to other pages. A few are no text of the article; where there are more, it is
    about them.
    """
    lines = split_lines(text) if len(text) <= LONGEST and text.count("\n") <= MOST_LINES else []
    # Each is a paragraph, though no blank line is before it.
    lines = [replace(line, gap=True) for line in lines]
    key = " ".join(title.casefold().split())
    headline = next((i for i, line in enumerate(lines) if line.key == key), None)
    marks = article_marks(lines, headline)
    usable = (i for i, line in enumerate(lines) if line.words >= _LINK_WORDS and i != headline)
    linked = [i for i in usable if lines[i].text.removeprefix("- ") in links]
    if len(linked) <= min(_MOST_LINKS, len(lines) // 4):
        for i in linked:
            marks[i] = marks[i] or Mark("related", 0.6)
    for i in range(len(lines) - 1, 0, -1):
        if marks[i - 1] is None and heads_list(lines[i - 1]) and i in linked and marks[i] is not None:
            marks[i - 1] = Mark("related", 0.6)
    zones = _zones(text, lines, marks)
    return zones if 2 * sum(zone.end - zone.start for zone in zones) < len(text) else []


def _below_labels(said: dict[str, str], parts: PageParts, start: int) -> PageParts:
    """The parts of the text that begins at ``start``, with what the labels above it say."""
    head = FoundZone(0, start, "byline", 0.95)
    zones = [FoundZone(z.start + start, z.end + start, z.kind, z.score) for z in parts.zones]
    published = iso_date(said.get("published", ""))
    return replace(
        parts,
        title=said.get("title", parts.title),
        title_span=(parts.title_span[0] + start, parts.title_span[1] + start) if parts.title_span else None,
        source=said.get("source", parts.source),
        authors=split_authors(said["authors"]) if "authors" in said else parts.authors,
        published=published if day_of(published) else parts.published,
        url=said.get("url"),
        zones=[head, *zones],
    )


def _is_page(lines: Sequence[Line]) -> bool:
    """Whether there is a page around the article: menus, lists of links, calls to share and to log in."""
    cues = sum(1 for line in lines if line.cues & STRONG and line.words <= 8)
    run = links = 0
    for line in lines:
        # Verses are longer, and many end in a comma.
        if line.words <= 5 and line.text[-1] not in _ENDS:
            run += 1
            continue
        links += run if run >= _LEAST_RUN else 0
        run = 0
    links += run if run >= _LEAST_RUN else 0
    return 2 * cues + links >= _LEAST_EVIDENCE and (cues > 0 or links >= 2 * _LEAST_EVIDENCE)


def _page_marks(lines: Sequence[Line]) -> tuple[int | None, list[Mark | None]]:
    reading = read_page(lines)
    headline = reading.headline
    marks: list[Mark | None] = []
    for i, kept in enumerate(reading.article):
        if kept and not _is_told(lines, i, headline):
            marks.append(None)
            continue
        before = marks[-1].kind if marks and marks[-1] else None
        marks.append(Mark(kind_on_page(lines, i, headline, before), 0.8 if kept else reading.sure[i]))
    if headline is not None:
        glued = glued_headline(lines, headline)
        if glued is not None:
            number, at = glued
            marks[number] = Mark("breadcrumb", 0.9, split=at)
    return headline, marks


def _is_told(lines: Sequence[Line], i: int, headline: int | None) -> bool:
    """Whether a line is no article by what it says itself, whatever the model makes of it."""
    line = lines[i]
    if headline is not None:
        if i == headline:
            return False
        if abs(i - headline) < _TOP and line.key == lines[headline].key:
            return True
        if headline < i < headline + _TOP and is_byline(line):
            return True
    return is_pages(line) or is_advert(line) or is_also(line) or is_caption(line)


def _metadata(
    lines: Sequence[Line], marks: Sequence[Mark | None], headline: int | None, lang: str | None
) -> tuple[tuple[str, ...], str | None, str | None]:
    """Authors, their paper and the date as lines around the headline say, or the last ones of the article."""
    begin = headline if headline is not None else 0
    near = [i for i in range(max(0, begin - 3), min(len(lines), begin + 10)) if i != headline]
    kept = [i for i, mark in enumerate(marks) if mark is None]
    end = kept[-1] if kept else len(lines) - 1
    late = [i for i in range(max(begin + 1, end - 1), min(len(lines), end + 4)) if i not in near]
    authors: tuple[str, ...] = ()
    outlet = published = None
    for i in [*near, *late]:
        line = lines[i]
        if line.words > 20:
            continue
        if not authors and (mark := marks[i]) is not None and mark.kind in ("byline", "boilerplate"):
            authors, outlet = authors_of(line.text) or (), outlet_of(line.text)
        if published is None and line.dated and (is_stamp(line) or is_byline(line) or marks[i] is not None):
            published = find_date(line.text, lang)
    return authors, outlet, published


def _source(lines: Sequence[Line], headline: int) -> str | None:
    """The name after the headline in the page's own title, as in "Headline | Name"."""
    if lines[headline].words < 3:
        return None
    key = lines[headline].key
    for line in lines:
        if line.words > lines[headline].words and line.key.startswith(key):
            rest = line.text[len(lines[headline].text) :].strip()
            if rest[:1] in "|–—-·" and 1 <= len(rest[1:].split()) <= 5 and len(rest) < 60:
                return " ".join(rest[1:].split())
    return None


def _zones(text: str, lines: Sequence[Line], marks: Sequence[Mark | None]) -> list[FoundZone]:
    """Lines marked alike are one zone, which takes the line ends after it along."""
    zones: list[FoundZone] = []
    for i, mark in enumerate(marks):
        if mark is None:
            continue
        start = lines[i].start if mark.from_ is None else lines[i].start + mark.from_
        if mark.from_ is None:
            start = text.rfind("\n", 0, start) + 1
        end = text.rfind("\n", 0, lines[i + 1].start) + 1 if i + 1 < len(lines) else len(text)
        pieces = [(start, end, mark.kind)]
        if mark.split is not None:
            middle = lines[i].start + mark.split
            pieces = [(start, middle, mark.kind), (middle, end, "repeated headline")]
        for begin, stop, kind in pieces:
            last = zones[-1] if zones else None
            if last is not None and last.kind == kind and last.end == begin:
                zones[-1] = FoundZone(last.start, stop, kind, round(min(last.score, mark.score), 3))
            else:
                zones.append(FoundZone(begin, stop, kind, mark.score))
    return zones
