"""A whole page with its article: what the extraction left out stays in the text, as zones."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.formats.page_lines import PageLine
from annotator.formats.page_merge import Merged, merge
from annotator.formats.zones.kinds import is_call, kind_on_page
from annotator.formats.zones.lines import Line, split_lines
from annotator.formats.zones.page import LONGEST, FoundZone

_NEAR = 12  # lines around the headline in which its neighbours are told by their place

# How sure it is that a line is no article: the extraction says so of all.
_BY_MARKUP = 0.95
_BY_WORDS = 0.9
_LEAST, _BY_LINKS = 0.6, 0.3
_PART = 0.6
_SENTENCE = 0.5
_SENTENCE_WORDS = 20
_SURE = frozenset({"comments", "breadcrumb", "related", "advert", "pagination", "caption", "byline"})
_CALL = "call"  # to share the article, which stands beside its author's name and is not that
_BESIDE_CALLS = frozenset({"byline", "breadcrumb", "boilerplate"})
_WITHOUT_NAME = frozenset({"breadcrumb", "related"})  # where the headline may stand a second time


def whole_page(article: str, lines: Sequence[PageLine], title: str) -> tuple[str, list[FoundZone]]:
    """The page's text, and zones without which it is the article's, but for a line end behind it.

    ``lines`` are what the page shows, ``title`` the article's. Zones are in order and don't overlap; those of
    whole lines take the line ends after them along.
    """
    headlines = frozenset(n for n, line in enumerate(lines) if line.heads)
    merged = merge(article, [line.text for line in lines], headlines)
    marks = _marks(lines, merged, _headline(lines, title))
    zones: list[FoundZone] = []
    for piece in merged.pieces:
        kind, score = marks[piece.line]
        if not piece.whole:
            score = min(score, _PART)
        last = zones[-1] if zones else None
        if last is not None and last.end == piece.start and last.kind == kind:
            zones[-1] = FoundZone(last.start, piece.end, kind, min(last.score, score))
        else:
            zones.append(FoundZone(piece.start, piece.end, kind, score))
    return merged.text, zones


def _headline(lines: Sequence[PageLine], title: str) -> int | None:
    """The line that is the headline: marked as one and the article's title, else one or the other."""
    key = _key(title)
    heads = [n for n, line in enumerate(lines) if line.heads]
    same = [n for n, line in enumerate(lines) if _key(line.text) == key and line.hint not in _WITHOUT_NAME]
    return next((n for n in heads if n in same), next(iter([*same, *heads]), None))


def _marks(lines: Sequence[PageLine], merged: Merged, headline: int | None) -> dict[int, tuple[str, float]]:
    """Kind and score of each line of which something is left out."""
    told = _by_words(lines, merged, headline)
    marks: dict[int, tuple[str, float]] = {}
    for piece in merged.pieces:
        line = lines[piece.line]
        kind, score = told.get(piece.line, "boilerplate"), _BY_WORDS
        if kind == _CALL:
            kind = "boilerplate"
        elif line.hint in _SURE and kind != "repeated headline":
            kind, score = line.hint, _BY_MARKUP
        elif kind == "boilerplate":
            score = _BY_MARKUP if line.hint else round(_LEAST + _BY_LINKS * line.linked, 2)
            words = line.text.count(" ") + 1
            if line.hint is None and words >= _SENTENCE_WORDS and line.linked < 0.5:
                score = _SENTENCE
        marks[piece.line] = kind, score
    return marks


def _by_words(lines: Sequence[PageLine], merged: Merged, headline: int | None) -> dict[int, str]:
    """What the lines say of themselves, where the markup doesn't tell already.

    Near the headline all are looked at, as the place counts there.
    """
    out = {piece.line for piece in merged.pieces if piece.whole}
    near = range(headline - _NEAR, headline + _NEAR + 1) if headline is not None else range(0)
    asked = [n for n, line in enumerate(lines) if n in near or (n in out and line.hint is None)]
    if sum(len(lines[n].text) for n in asked) > LONGEST:
        return {}
    looked: list[Line] = split_lines("\n\n".join(lines[n].text for n in asked))
    place = asked.index(headline) if headline is not None else None
    kinds: dict[int, str] = {}
    for i, n in enumerate(asked):
        if n == headline:
            kinds[n] = "repeated headline"  # it is the title already
        elif n in out:
            kind = kind_on_page(looked, i, place, kinds.get(n - 1) if n - 1 in out else None)
            kinds[n] = _CALL if is_call(looked[i]) and kind in _BESIDE_CALLS else kind
    return kinds


def _key(text: str) -> str:
    return " ".join(text.casefold().split())
