"""The words of a quote without its marks and without what interrupts it, as one text that leads back to places."""

from __future__ import annotations

from bisect import bisect_right

from annotator.core.models import Segments
from annotator.core.typography import Range, sentences

_MARKS = " \t\n\u00a0\u202f\u2009„“”‟‚‘’‛«»‹›\"'「」『』《》"
_TAIL = _MARKS + ".!…,;:–—-"
_LONGEST = 10_000  # code points of a piece of a quote; nobody says more in one breath


class Inside:
    """What stands within a quote. Offsets are those of ``text``; :meth:`place` leads back to the article's."""

    def __init__(self, text: str, segments: Segments) -> None:
        self._pieces: list[Range] = []
        self._starts: list[int] = []
        parts: list[str] = []
        length = before = 0
        for start, end in segments:
            part = text[start : min(end, start + _LONGEST)]
            lead = len(part) - len(part.lstrip(_MARKS))
            part = part.strip(_MARKS)
            if part:
                self._pieces.append((start + lead, start + lead + len(part)))
                if parts:
                    # After "…, sagte er." a sentence of its own begins.
                    parts.append("\n" if text[before:start].rstrip().endswith((".", ":")) else " ")
                self._starts.append(length)
                parts.append(part)
                length += len(part) + 1
            before = end
        self.text = "".join(parts)

    def sentences(self) -> list[Range]:
        """The sentences in order, those that an interruption divides as one."""
        found: list[Range] = []
        at = 0
        for line in self.text.split("\n"):
            found += sentences(self.text, at, at + len(line))
            at += len(line) + 1
        return found

    def trimmed(self, start: int, end: int) -> Range:
        """The stretch without marks and full stops at its ends; ``(start, start)`` where nothing is left."""
        part = self.text[start:end]
        first = start + len(part) - len(part.lstrip(_TAIL))
        last = start + len(part.rstrip(_TAIL))
        return (first, last) if first < last else (start, start)

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
        return start > 0 and start in self._starts

    def offset(self, start: int) -> int:
        """Where a code point of this text stands in the article."""
        n = max(0, bisect_right(self._starts, start) - 1)
        return start - self._starts[n] + self._pieces[n][0]
