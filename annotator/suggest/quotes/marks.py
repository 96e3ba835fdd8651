"""Where quotations may be: stretches between quotation marks, also over paragraphs and with a mark missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from annotator.core.clusters import Range
from annotator.core.models import Segments
from annotator.core.typography import Marks, trim
from annotator.suggest.reading import Reading

# 《》 hold titles of works in Chinese and are no candidates.
_MARK = re.compile("``|''|,,|<<|>>|[„“”‟‚‘’‛«»‹›\"＂״〝〞〟'「」『』]")
_CLOSED_BY = {
    "„": "“”\"", "“": "”“", "”": "”“", '"': "\"”", "«": "»", "»": "«»", "‚": "‘’", "‘": "’", "‹": "›", "›": "‹›",
    "「": "」", "『": "』", "〝": "〞〟", "``": "''",
}  # fmt: skip
_AGAIN = re.compile(r"”[\w¿¡]")  # but not “…⏎” said X
_MOST_PARAGRAPHS = 12
_MOST_CODE_POINTS = 6_000
_MOST_WITHOUT = 2_000  # where no paragraph reopens the mark

PAIR, PARAGRAPHS, UNCLOSED, UNOPENED = "pair", "paragraphs", "unclosed", "unopened"
DASH, TURN = "dash", "turn"  # without marks


class Candidate(NamedTuple):
    """A stretch that quotation marks mark, these included: ``kind`` tells which of them are there.

    ``segments`` has one, but several where a zone lies between paragraphs. Where a mark is missing, the stretch
    ends (or begins) with the line; how far the quotation goes is for others to say.
    """

    start: int
    end: int
    kind: str
    segments: Segments
    inside: Range


def candidates(reading: Reading) -> list[Candidate]:
    """All candidates, by their beginnings, outer before inner; those of one line nest or are apart."""
    found = [*_paragraphs(reading)]
    taken = sorted((one.start, one.end) for one in found if one.kind == PARAGRAPHS)
    index = 0
    for pair in sorted(reading.quotations, key=lambda pair: (pair[0], -pair[1])):
        while index < len(taken) and taken[index][1] <= pair[0]:
            index += 1
        crosses = index < len(taken) and (
            taken[index][0] == pair[0] or pair[0] < taken[index][1] < pair[1] or taken[index][1] == pair[1]
        )
        inside = _inside(reading.text, *pair)
        if not crosses and inside[0] < inside[1] and reading.text[pair[0]] != "《":
            found.append(Candidate(*pair, PAIR, (pair,), inside))
    return sorted(found, key=lambda one: (one.start, -one.end))


def _inside(text: str, start: int, end: int) -> Range:
    first = _MARK.match(text, start, end)
    last = end - (2 if text[end - 2 : end] in ("''", "<<", ">>") else 1)
    lo = first.end() if first else start
    part = text[lo : max(last, lo)]
    lo += len(part) - len(part.lstrip())
    return lo, max(lo, last - (len(part) - len(part.rstrip())))


class _Open(NamedTuple):
    """A quotation that is still open at the end of its paragraphs."""

    mark: str
    pieces: list[Range]  # one a paragraph


def _paragraphs(reading: Reading) -> Iterator[Candidate]:
    """Quotations over several paragraphs, and those of which a mark is missing."""
    text = reading.text
    open_one: _Open | None = None
    for index, ((lo, hi), marks) in enumerate(zip(reading.lines, reading.marks, strict=True)):
        if open_one is None and not marks.closing and not marks.opening:
            continue
        start, end = trim(text, lo, hi)
        closing, opening = list(marks.closing), list(marks.opening)
        if open_one is not None:
            done = _closing_place(text, start, open_one, marks)
            if done is not None:
                open_one.pieces.append((start, done))
                yield _joined(reading, open_one.pieces)
                closing, opening = ([at for at in places if at >= done] for places in (closing, opening))
                open_one = None
            elif _goes_on(text, start, end, open_one, marks.opening):
                open_one.pieces.append((start, end))
                continue
            else:
                yield _unclosed(text, open_one)
                open_one = None
        for at in closing:
            inside = trim(text, start, at)
            match = _MARK.match(text, at)
            stop = match.end() if match else at + 1
            if inside[0] < inside[1]:
                yield Candidate(inside[0], stop, UNOPENED, ((inside[0], stop),), inside)
            start = stop
        if opening:
            first = opening[0]
            match = _MARK.match(text, first)
            if match and match[0] == "‘" and not _opens_next(reading, index):
                continue  # ‘Adi, Hawai‘i
            if match and match[0] in _CLOSED_BY and trim(text, match.end(), hi)[0] < end:
                open_one = _Open(match[0], [(first, end)])
    if open_one is not None:
        yield _unclosed(text, open_one)


def _opens_next(reading: Reading, index: int) -> bool:
    """Whether the next line begins with a single mark, too."""
    if index + 1 == len(reading.lines):
        return False
    return reading.text.startswith("‘", trim(reading.text, *reading.lines[index + 1])[0])


def _closing_place(text: str, start: int, one: _Open, marks: Marks) -> int | None:
    """The end of the mark in this line that closes the quotation; None where there is none."""
    again = _is_again(text, start, one)
    if again or text.startswith(one.mark, start):
        paired = next((last for first, last in reversed(marks.pairs) if first == start), None)
        if paired is not None or not again:
            return paired
    # Where a paragraph begins with a closing mark, the next one may look as if it opened something.
    for at in sorted((*marks.closing, *marks.opening)) if again else marks.closing:
        match = _MARK.match(text, at)
        if match and not (again and at == start) and match[0] in _CLOSED_BY[one.mark]:
            return match.end()
    return None


def _is_again(text: str, start: int, one: _Open) -> bool:
    """Whether the closing mark begins a paragraph, as in Romance languages and Greek: «…⏎»…⏎»…», “…⏎”…”."""
    if one.mark == "«":
        return text.startswith("»", start)
    return one.mark == "“" and _AGAIN.match(text, start) is not None


def _goes_on(text: str, start: int, end: int, one: _Open, opening: list[int]) -> bool:
    """Whether a paragraph in which nothing closes the quotation may be one of its middle ones."""
    if len(one.pieces) >= _MOST_PARAGRAPHS or end - one.pieces[0][0] > _MOST_CODE_POINTS:
        return False
    return opening == [] or (opening[0] == start and text.startswith(one.mark, start))


def _joined(reading: Reading, pieces: list[Range]) -> Candidate:
    """One range from the first mark to the last, as people mark it; a zone between them stays outside."""
    text = reading.text
    segments = [pieces[0]]
    for start, end in pieces[1:]:
        between = slice(segments[-1][1], start)
        if text[between] == reading.article.text[between]:
            segments[-1] = (segments[-1][0], end)
        else:
            segments.append((start, end))
    start, end = segments[0][0], segments[-1][1]
    return Candidate(start, end, PARAGRAPHS, tuple(segments), _inside(text, start, end))


def _unclosed(text: str, one: _Open) -> Candidate:
    start, end = one.pieces[0]
    match = _MARK.match(text, start)
    return Candidate(start, end, UNCLOSED, ((start, end),), trim(text, match.end() if match else start, end))
