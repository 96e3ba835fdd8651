"""The sentences that spans stand in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from annotator.core.typography import Range, sentences

_LINE = re.compile(r"[^\n\u2028\u2029]+")


class Sentences:
    """The sentences of one text, counted from 0."""

    def __init__(self, text: str) -> None:
        found = [one for line in _LINE.finditer(text) for one in sentences(text, *line.span())]
        self._starts = [start for start, _ in found]
        self._ends = [end for _, end in found]

    def touched(self, start: int, end: int) -> Range:
        """The first sentence that the stretch touches and the one after the last; equal if it touches none."""
        first = bisect_right(self._ends, start)
        return first, max(first, bisect_left(self._starts, end))

    def around(self, start: int, end: int) -> Range:
        """The stretch from the beginning of its first sentence to the end of its last, itself at least."""
        first, last = self.touched(start, end)
        return (min(start, self._starts[first]), max(end, self._ends[last - 1])) if first < last else (start, end)
