"""Two texts side by side: where they differ, what lies beside what, and how much of them is the same.

Offsets are code points, end exclusive.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from annotator.core.clusters import is_wordish
from annotator.core.models import Segments
from annotator.core.text_edit import Edit, TextEdit, find_edits

_LONGEST_WORD = 60  # code points; a script without blanks between words has none that end before


@dataclass(frozen=True, slots=True)
class Difference:
    """The words from ``start`` to ``end`` of one text stand where the other has those from ``low`` to ``high``.

    One of both may be empty.
    """

    start: int
    end: int
    low: int
    high: int


class Comparison:
    """How another text differs from one, in whole words."""

    def __init__(self, one: str, other: str) -> None:
        self.one = one
        self.other = other
        found = find_edits(one, other)
        self._edit = TextEdit(one, other, found)
        self.differences = list(_joined(one, other, _in_words(one, other, found)))
        self.of_words = [
            d for d in self.differences if one[d.start : d.end].strip() or other[d.low : d.high].strip()
        ]
        """Those that one can see: pages and files of the same text part its paragraphs by one line end or two."""
        same = len(one) - sum(d.end - d.start for d in self.differences)
        self.share = 2 * same / (len(one) + len(other)) if one or other else 1.0
        """How much of the two texts, taken together, is the same: from 0 to 1."""
        # Places that lie beside each other: between two of them both texts are gone through evenly.
        places = [(0, 0)]
        for d in self.differences:
            places += [(d.start, d.low), (d.end, d.high)]
        places.append((len(one), len(other)))
        self._here = [here for here, _ in places]
        self._there = [there for _, there in places]

    def has_same_words(self, segments: Segments) -> bool:
        """Whether what a label is on stands in the other text, too, so that the label can be carried over."""
        return self._edit.same_words(segments) is not None

    def across(self, place: float, *, back: bool = False) -> float:
        """The place of the other text beside one of this text; ``back`` the other way round."""
        here, there = (self._there, self._here) if back else (self._here, self._there)
        n = min(max(1, bisect_right(here, place)), len(here) - 1)
        width = here[n] - here[n - 1]
        share = min(max((place - here[n - 1]) / width, 0.0), 1.0) if width else 1.0
        return there[n - 1] + share * (there[n] - there[n - 1])


def _in_words(one: str, other: str, edits: Sequence[Edit]) -> Iterator[Difference]:
    """The edits, each widened to the words that it is in."""
    shift = last = 0
    for n, edit in enumerate(edits):
        before = _reach(one, other, edit.start, edit.start + shift, -1, edit.start - last)
        low = edit.start + shift
        shift += len(edit.text) - (edit.end - edit.start)
        following = edits[n + 1].start if n + 1 < len(edits) else len(one)
        after = _reach(one, other, edit.end, edit.end + shift, 1, following - edit.end)
        last = edit.end + after
        yield Difference(edit.start - before, last, low - before, edit.end + shift + after)


def _reach(one: str, other: str, here: int, there: int, step: int, most: int) -> int:
    """How far the word goes on to the left (-1) or right that is broken at these places in one of the texts."""

    def char(text: str, at: int) -> str:
        return text[at : at + 1] if at >= 0 else ""

    inside, outside = (0, -1) if step < 0 else (-1, 0)
    if not any(c and is_wordish(c) for c in (char(one, here + inside), char(other, there + inside))):
        return 0
    length = 0
    while length < most and is_wordish(one[here + outside + length * step]):
        length += 1
        if length > _LONGEST_WORD:
            return 0
    return length


def _joined(one: str, other: str, differences: Iterable[Difference]) -> Iterator[Difference]:
    """The differences, with those made one that have less between them than they are long themselves.

    What two passages have in common by chance, a blank or an "und", would make many of one.
    """
    last: Difference | None = None
    for found in differences:
        gap = one[last.end : found.start] if last is not None else ""
        if last is not None and "\n" not in gap and len(gap) <= min(_size(last), _size(found)):
            last = Difference(last.start, found.end, last.low, found.high)
            continue
        if last is not None:
            yield _narrowed(one, other, last)
        last = found
    if last is not None:
        yield _narrowed(one, other, last)


def _size(difference: Difference) -> int:
    return max(difference.end - difference.start, difference.high - difference.low)


def _narrowed(one: str, other: str, found: Difference) -> Difference:
    """The difference without the words that both sides begin or end with."""
    here, there = one[found.start : found.end], other[found.low : found.high]
    first = _common(here, there)
    last = _common(here[first:][::-1], there[first:][::-1])
    return Difference(found.start + first, found.end - last, found.low + first, found.high - last)


def _common(here: str, there: str) -> int:
    """How many characters both begin with, up to the end of a word."""
    most = min(len(here), len(there))
    length = next((n for n in range(most) if here[n] != there[n]), most)
    while length and any(_is_within(text, length) for text in (here, there)):
        length -= 1
    return length


def _is_within(text: str, at: int) -> bool:
    return at < len(text) and is_wordish(text[at - 1]) and is_wordish(text[at])
