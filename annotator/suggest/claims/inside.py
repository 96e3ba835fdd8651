"""The words of a quote without its marks and without what interrupts it, as one text that leads back to places."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from operator import attrgetter

from annotator.core.clusters import Range
from annotator.core.lazily import lazily
from annotator.core.models import Segments
from annotator.core.typography import sentences
from annotator.suggest.reading import Reading, Token, tokens_of

_MARKS = " \t\n\u00a0\u202f\u2009„“”‟‚‘’‛«»‹›\"'「」『』《》"
_TAIL = _MARKS + ".!…,;:–—-"
_OPENED_BY = {"“": "„", "”": "“", '"': '"', "»": "«", "«": "»", "‘": "‚", "’": "‘", "'": "'", "‹": "›", "›": "‹"}
_CLOSED_BY = {"„": "“", "“": "”", '"': '"', "«": "»", "»": "«", "‚": "‘", "‘": "’", "'": "'", "‹": "›", "›": "‹"}
_BLANKS = ".!…,;\u00a0\u202f "  # that may stand between a word and its quotation mark
_start = attrgetter("start")
_LONGEST = 10_000  # code points of a piece of a quote; nobody says more in one breath


class Inside:
    """What stands within a quote, ``start`` to ``end`` of ``text``; :meth:`place` leads back to the article.

    A quote of one piece is read where it stands.
    """

    def __init__(self, reading: Reading, segments: Segments) -> None:
        self._pieces: list[Range] = []
        text = reading.text
        for start, end in segments:
            place = _bare(text, start, min(end, start + _LONGEST), _MARKS)
            if place[0] < place[1]:
                self._pieces.append(place)
        self._reading = reading if len(self._pieces) < 2 else None
        if self._reading is None:
            self.text, self._starts = _joined(text, self._pieces)
            self.start, self.end = 0, len(self.text)
        else:
            self.text = text
            self.start, self.end = self._pieces[0] if self._pieces else (0, 0)
            self._starts = [self.start]

    def sentences(self) -> list[Range]:
        """The sentences in order, those that an interruption divides as one."""
        found: list[Range] = []
        at = self.start
        while at < self.end:
            line_end = self.text.find("\n", at, self.end)
            line_end = self.end if line_end < 0 else line_end
            found += sentences(self.text, at, line_end)
            at = line_end + 1
        return found

    def tokens(self, start: int, end: int) -> list[Token]:
        """The words and marks of a stretch."""
        if self._reading is not None:
            found = self._reading.tokens_in(start, end)
        else:
            lo, hi = (bisect_left(self._tokens, place, key=_start) for place in (start, end))
            found = self._tokens[lo:hi]
        if found and found[-1].end > end:
            found.pop()
        return found

    @lazily
    def _tokens(self) -> list[Token]:
        """Those of several pieces together."""
        return tokens_of(self.text)

    def trimmed(self, start: int, end: int) -> Range:
        """The stretch without marks and full stops at its ends; ``(start, start)`` where nothing is left.

        A quotation mark stays whose other one stands within: calls it “unfair”.
        """
        return _bare(self.text, start, end, _TAIL)

    def place(self, start: int, end: int) -> Segments:
        """Where a stretch that is not blank stands in the article."""
        found: list[Range] = []
        for n in range(max(0, bisect_right(self._starts, start) - 1), len(self._pieces)):
            first, last = self._pieces[n]
            shift = first - self._starts[n]
            lo, hi = self.trimmed(max(start, self._starts[n]), min(end, self._starts[n] + last - first))
            if lo < hi:
                found.append((lo + shift, hi + shift))
            if end <= self._starts[n] + last - first:
                break
        return tuple(found)

    def begins_piece(self, start: int) -> bool:
        """Whether a code point of this text is the first after the words that interrupt the quote."""
        return start in self._starts[1:]

    def offset(self, start: int) -> int:
        """Where a code point of this text stands in the article."""
        n = max(0, bisect_right(self._starts, start) - 1)
        return start - self._starts[n] + self._pieces[n][0]


def _bare(text: str, start: int, end: int, marks: str) -> Range:
    """A stretch without these marks at its ends, but for a quotation mark whose other one stands within."""
    part = text[start:end]
    first = start + len(part) - len(part.lstrip(marks))
    last = start + len(part.rstrip(marks))
    if first >= last:
        return start, start
    behind, before = text[last:end].lstrip(_BLANKS), text[start:first].rstrip(_BLANKS)
    if behind and _lacks(text[first:last], _OPENED_BY.get(behind[0], ""), behind[0]):
        last = text.index(behind[0], last) + 1
    elif before and _lacks(text[first:last][::-1], _CLOSED_BY.get(before[-1], ""), before[-1]):
        first = text.rindex(before[-1], start, first)
    return first, last


def _lacks(part: str, others: str, mark: str) -> bool:
    """Whether one of the quotation marks that ``mark`` goes with has none in a stretch; they come before it."""
    if mark in others:
        return len(_single(part, mark)) % 2 == 1
    depth = 0
    for char in _single(part, others + mark):
        # What closes nothing is an apostrophe: the dockers’ offer.
        depth = depth + 1 if char in others else max(0, depth - 1)
    return depth > 0


def _single(part: str, marks: str) -> list[str]:
    """The marks of a stretch, in order, but no apostrophes within words."""
    if frozenset(marks).isdisjoint(part):
        return []
    places = [at for at, char in enumerate(part) if char in marks]
    return [part[at] for at in places if not (part[at - 1 : at].isalnum() and part[at + 1 : at + 2].isalnum())]


def _joined(text: str, pieces: list[Range]) -> tuple[str, list[int]]:
    """The pieces as one text, and where each begins in it."""
    parts = [text[slice(*pieces[0])]]
    starts = [0]
    for (_, before), (start, end) in pairwise(pieces):
        # After "…, sagte er." a sentence of its own begins.
        ended = text[before:start].rstrip(_MARKS).endswith((".", ":"))
        starts.append(starts[-1] + len(parts[-1]) + 1)
        parts += ["\n" if ended else " ", text[start:end]]
    return "".join(parts), starts
