"""Positions in a text: code points, Qt's UTF-16 units, segments, and texts with stretches cut out.

This is the only module that converts between code points and UTF-16 units.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from annotator.core.models import Segments

_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def clean_text(text: str) -> str:
    r"""The text as a project stores it: line ends made ``\n``, lone surrogates made U+FFFD.

    A lone surrogate has no UTF-8 form and so can't be stored; its replacement is one code point too, so that
    offsets stay. Nothing else is changed.
    """
    if "\r" in text:
        text = _LINE_ENDS.sub("\n", text)
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        text = _LONE_SURROGATES.sub("\ufffd", text)
    return text


class LineEndMap:
    r"""Moves code point offsets of a text with ``\r\n`` line ends to those of its :func:`clean_text`."""

    def __init__(self, text: str) -> None:
        self._dropped = [m.start() + 1 for m in re.finditer("\r\n", text)]

    def __bool__(self) -> bool:
        return bool(self._dropped)

    def move(self, offset: int) -> int:
        # The dropped character is the "\n", whose place the rewritten "\r" takes.
        return offset - bisect_left(self._dropped, offset)


class Utf16Map:
    """Converts between code points and UTF-16 units of one text.

    Texts without astral characters cost nothing; others a binary search.
    """

    __slots__ = ("_astral", "_astral16", "length", "length16")

    def __init__(self, text: str) -> None:
        self.length = len(text)
        # To count is much faster than to look for them, which most texts have none of.
        self.length16 = len(text.encode("utf-16-le", "surrogatepass")) // 2
        found = _ASTRAL.finditer(text) if self.length16 > self.length else ()
        self._astral = array("q", [match.start() for match in found])
        self._astral16 = array("q", [place + number for number, place in enumerate(self._astral)])

    def to_utf16(self, offset: int) -> int:
        """UTF-16 units before the code point at ``offset``."""
        return offset + bisect_left(self._astral, offset) if self._astral else offset

    def all_to_utf16(self, offsets: list[int]) -> list[int]:
        """What :meth:`to_utf16` gives of each of many offsets, which are sorted."""
        if not self._astral:
            return offsets
        moved: list[int] = []
        for before, place in enumerate((*self._astral, self.length)):
            end = bisect_right(offsets, place, len(moved))
            moved += [offset + before for offset in offsets[len(moved) : end]]
        return moved

    def to_codepoints(self, position: int) -> int:
        """Code points before UTF-16 ``position``; a position inside a surrogate pair counts as before it."""
        if not self._astral:
            return position
        index = bisect_left(self._astral16, position)
        if index and self._astral16[index - 1] == position - 1:
            return self._astral[index - 1]
        return position - index


def normalise_segments(segments: Iterable[Sequence[int]]) -> Segments:
    """Sorted, non-empty, merged where they touch or overlap.

    Raises ValueError when nothing is left or an offset is negative.
    """
    merged: list[tuple[int, int]] = []
    for start, end in sorted((int(s[0]), int(s[1])) for s in segments):
        if start < 0 or end < start:
            raise ValueError(f"segment {start}-{end} is not a stretch of text")
        if start == end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    if not merged:
        raise ValueError("a span needs at least one character")
    return tuple(merged)


def lies_within(segments: Segments, zones: Iterable[tuple[int, int]]) -> bool:
    """Whether zones cover all of the segments: a text without the zones has nothing of them."""
    found = sorted((start, end) for start, end in zones if start < end)
    covers = normalise_segments(found) if found else ()
    return all(any(first <= start and end <= last for first, last in covers) for start, end in segments)


class Cut:
    """A text with stretches (zones) taken out, and where each offset goes.

    ``text`` is what remains; :meth:`move` maps an offset of the whole text to it.
    """

    def __init__(self, text: str, zones: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._removed = [0]
        parts: list[str] = []
        last = 0
        for start, end in _union(zones, len(text)):
            self._starts.append(start)
            self._ends.append(end)
            self._removed.append(self._removed[-1] + end - start)
            parts.append(text[last:start])
            last = end
        self.text = "".join(parts) + text[last:] if parts else text

    def move(self, offset: int) -> int:
        """The offset in :attr:`text`; offsets inside a cut go to the place of the cut."""
        index = bisect_right(self._starts, offset)
        if index and offset < self._ends[index - 1]:
            return self._starts[index - 1] - self._removed[index - 1]
        return offset - self._removed[index]

    def segments(self, segments: Segments) -> Segments:
        """The segments that remain, joined where a cut lay between them; empty if none does."""
        moved = [(self.move(s), self.move(e)) for s, e in segments]
        moved = [(s, e) for s, e in moved if s < e]
        return normalise_segments(moved) if moved else ()


def _union(zones: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    kept = [(max(0, s), min(e, length)) for s, e in zones]
    kept = [(s, e) for s, e in kept if s < e]
    return list(normalise_segments(kept)) if kept else []
