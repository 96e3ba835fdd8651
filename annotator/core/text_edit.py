"""What an edit of a text replaced, found by comparing before and after, and where labels go with it.

Offsets are code points, end exclusive.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from annotator.core.clusters import Range, cluster_end, cluster_start, is_wordish
from annotator.core.models import Segments
from annotator.core.offsets import normalise_segments

_TOKEN = re.compile(r"\w+|\s+|.", re.DOTALL)
_ANCHOR = 24  # characters that are enough to say that the two texts are the same again
# How far to look for those, and in which steps: a typo is found in microseconds, a new paragraph in milliseconds.
_REACHES = ((64, 1), (512, 1), (4096, 8), (32768, 64))
_MANY = 2_000_000  # pairs of tokens: more than difflib compares in a second
_FIRST_STRIDE, _LAST_STRIDE = 64, 1 << 16


@dataclass(frozen=True, slots=True)
class Edit:
    """The stretch from ``start`` to ``end`` of the old text has become ``text``; one of both may be empty."""

    start: int
    end: int
    text: str


class TextEdit:
    """The way from an old text to a new one; :meth:`move` takes labels along."""

    def __init__(self, old: str, new: str, edits: Iterable[Edit] | None = None) -> None:
        """``edits``, in order, make ``new`` of ``old``; they are looked for where not given."""
        self.old = old
        self.new = new
        self.edits = tuple(_joined(find_edits(old, new) if edits is None else edits))
        self._starts = [edit.start for edit in self.edits]
        self._ends = [edit.end for edit in self.edits]
        # How far the text is moved before each edit, and after the last one.
        self._shifts = [0]
        for edit in self.edits:
            self._shifts.append(self._shifts[-1] + len(edit.text) - (edit.end - edit.start))

    def move(self, segments: Segments) -> tuple[Segments | None, bool]:
        """Where a label is in the new text, and whether its own text is another one there.

        None where nothing of it is left: its text was deleted, or replaced together with more around it. Where the
        edit touches an end, that end stays at the border of a word and of a grapheme cluster if it was at one, and
        takes in no white space.
        """
        moved = [piece for start, end in segments if (piece := self._move(start, end)) is not None]
        if not moved:
            return None, True
        after = normalise_segments(moved)
        before = "".join(self.old[start:end] for start, end in segments)
        now = "".join(self.new[start:end] for start, end in after)
        if now.isspace() and not before.isspace():
            return None, True  # white space of its own is left of a label that had words
        return after, before != now

    def same_words(self, segments: Segments) -> Segments | None:
        """Where a label is in the new text, if all its words stand there as they did in the old one."""
        after, changed = self.move(segments)
        return None if changed or after is None or len(after) != len(segments) else after

    def place(self, offset: int) -> int:
        """Where a place between two characters is in the new text; within what was replaced, the end of that."""
        count = bisect_left(self._starts, offset)
        if count and self._ends[count - 1] > offset:
            return self._ends[count - 1] + self._shifts[count]
        return offset + self._shifts[count]

    def _move(self, start: int, end: int) -> Range | None:
        old, new = self.old, self.new
        if self._is_replaced(start, end):
            return None
        low, high = self._start(start), self._end(end)
        while low < high and new[low].isspace() and not old[start].isspace():
            low += 1
        while low < high and new[high - 1].isspace() and not old[end - 1].isspace():
            high -= 1
        if low == high:
            return None
        if cluster_start(old, start) == start:
            low = cluster_start(new, low)
        if cluster_end(old, end) == end:
            high = cluster_end(new, high)
        return low, high

    def _is_replaced(self, start: int, end: int) -> bool:
        """Whether nothing of the stretch is left, unless it is just what something else was written for."""
        left = end - start
        wider = False
        written = 0
        for edit in self.edits[bisect_right(self._ends, start) : bisect_left(self._starts, end)]:
            left -= min(end, edit.end) - max(start, edit.start)
            wider |= edit.start < start or edit.end > end
            written += len(edit.text)
        return left == 0 and (wider or not written)

    def _start(self, start: int) -> int:
        """Where a beginning goes: behind what was inserted before it, which may be part of its first word."""
        count = bisect_right(self._ends, start)
        if count < len(self.edits) and self.edits[count].start < start:
            # Within what was replaced: rather too much than too little, for somebody will look at it.
            return self.edits[count].start + self._shifts[count]
        at = start + self._shifts[count]
        if count and self._ends[count - 1] == start and not _is_in_word(self.old, start):
            floor = at - len(self.edits[count - 1].text)
            while at > floor and _is_in_word(self.new, at):
                at -= 1
        return at

    def _end(self, end: int) -> int:
        """Where an end goes: before what was inserted behind it, which may be part of its last word."""
        at = self.place(end)
        count = bisect_left(self._starts, end)
        if count and self._ends[count - 1] > end:
            return at
        if count < len(self.edits) and self._starts[count] == end and not _is_in_word(self.old, end):
            ceiling = at + len(self.edits[count].text)
            while at < ceiling and _is_in_word(self.new, at):
                at += 1
        return at


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits, which are in order, made."""
    parts, last = [], 0
    for edit in edits:
        parts += [text[last : edit.start], edit.text]
        last = edit.end
    return "".join(parts) + text[last:]


def find_edits(old: str, new: str) -> list[Edit]:
    """What was replaced, in order: as little as possible within each word, and whole words where those are others.

    Takes time in proportion to the texts and the number of places, 15 µs each: two texts of 1,000,000 characters
    with some typos take 1 ms.
    """
    first = _alike(old, 0, new, 0)
    if first == len(old) == len(new):
        return []
    rest = min(len(old), len(new)) - first
    last = _alike_backwards(old, new, rest)
    blocks = list(_blocks(old, new, first, len(old) - last, len(new) - last))
    edits: list[Edit] = []
    for index, block in enumerate(blocks):
        floor = blocks[index - 1][1] if index else 0
        ceiling = blocks[index + 1][0] if index + 1 < len(blocks) else len(old)
        edits += _refined(old, new, block, floor, ceiling)
    return edits


def _joined(edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits, with an insertion made part of the edit that it touches."""
    last: Edit | None = None
    for edit in edits:
        if last is not None and last.end == edit.start and (last.start == last.end or edit.start == edit.end):
            last = Edit(last.start, edit.end, last.text + edit.text)
            continue
        if last is not None:
            yield last
        last = edit
    if last is not None:
        yield last


def _is_in_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and is_wordish(text[at - 1]) and is_wordish(text[at])


def _alike(old: str, i: int, new: str, j: int) -> int:
    """How many characters are the same from these places on."""
    length, stride = 0, _FIRST_STRIDE
    most = min(len(old) - i, len(new) - j)
    while length < most:
        step = min(stride, most - length)
        if old[i + length : i + length + step] != new[j + length : j + length + step]:
            break
        length += step
        stride = min(2 * stride, _LAST_STRIDE)
    low, high = 0, min(stride, most - length)
    while low < high:
        middle = (low + high + 1) // 2
        if old[i + length : i + length + middle] == new[j + length : j + length + middle]:
            low = middle
        else:
            high = middle - 1
    return length + low


def _alike_backwards(old: str, new: str, most: int) -> int:
    """How many characters are the same at the ends, at most so many."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if old[len(old) - middle : len(old) - low] == new[len(new) - middle : len(new) - low]:
            low = middle
        else:
            high = middle - 1
    return low


Block = tuple[int, int, int, int]  # from, to in the old text; from, to in the new one


def _blocks(old: str, new: str, first: int, old_end: int, new_end: int) -> Iterator[Block]:
    """The stretches that differ; both texts differ at ``first`` and before the ends."""
    i = j = first
    while i < old_end or j < new_end:
        p, q = _same_again(old, new, i, j, old_end, new_end)
        yield i, p, j, q
        alike = min(_alike(old, p, new, q), old_end - p, new_end - q)
        i, j = p + alike, q + alike


def _same_again(old: str, new: str, i: int, j: int, old_end: int, new_end: int) -> Range:
    """The nearest places where both texts go on alike; their ends if there are none."""
    for reach, step in _REACHES:
        best: Range | None = None
        distance = reach
        for q in range(j, min(j + reach, new_end - _ANCHOR + 1), step):
            if q - j >= distance:
                break
            p = old.find(new[q : q + _ANCHOR], i, min(old_end, i + distance - (q - j) + _ANCHOR))
            if p >= 0:
                best, distance = (p, q), p - i + q - j
        if best is not None:
            p, q = best
            while p > i and q > j and old[p - 1] == new[q - 1]:
                p, q = p - 1, q - 1
            return p, q
    return old_end, new_end


def _refined(old: str, new: str, block: Block, floor: int, ceiling: int) -> Iterator[Edit]:
    """What differs within a block and the words at its ends, which may reach into what is alike around it."""
    i, p, j, q = block
    while i > floor and is_wordish(old[i - 1]):
        i, j = i - 1, j - 1
    while p < ceiling and is_wordish(old[p]):
        p, q = p + 1, q + 1
    before, after = _TOKEN.findall(old[i:p]), _TOKEN.findall(new[j:q])
    if len(before) * len(after) > _MANY:
        yield _trimmed(i, old[i:p], new[j:q])
        return
    places = [i]
    for token in before:
        places.append(places[-1] + len(token))
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if b - a == d - c:
            pairs = zip(range(a, b), range(c, d), strict=True)
            yield from (_trimmed(places[n], before[n], after[m]) for n, m in pairs if before[n] != after[m])
        else:
            yield _trimmed(places[a], "".join(before[a:b]), "".join(after[c:d]))


def _trimmed(start: int, before: str, after: str) -> Edit:
    head = _alike(before, 0, after, 0)
    tail = _alike_backwards(before, after, min(len(before), len(after)) - head)
    return Edit(start + head, start + len(before) - tail, after[head : len(after) - tail])
