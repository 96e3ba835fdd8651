"""The sentences that spans stand in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from annotator.core.clusters import Range
from annotator.core.typography import sentences


def every_sentence(text: str) -> Iterator[Range]:
    """The sentences of a text in order; each ends with its line at the latest."""
    start = 0
    for line in text.replace("\u2028", "\n").replace("\u2029", "\n").split("\n"):
        end = start + len(line)
        if line:
            yield from sentences(text, start, end)
        start = end + 1


class Sentences:
    """The sentences of one text, counted from 0."""

    def __init__(self, text: str) -> None:
        found = list(every_sentence(text))
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
