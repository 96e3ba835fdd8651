"""Lines that stand side by side on page after page: what a source puts around its articles teaches itself.

One line may recur in articles ("Background"), two short ones in a row hardly ever do.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_DIGITS = re.compile(r"\d+")
_SENTENCE = re.compile(r"[.!?…。！？][\"'”“»«’)\]]*\Z")
_LONGEST = 200  # code points of a line; paragraphs and sentences recur where articles are copied from one another
_LEAST = 20  # code points of two lines together: "Yes." and "No." recur in interviews
_MOST_LINES = 5_000


class LinePair(NamedTuple):
    """Two neighbouring lines of a page, blank ones aside.

    ``key`` is the same on all pages that have the two; ``start`` and ``end`` enclose both with the line ends after
    them, in code points.
    """

    key: int
    start: int
    end: int


class PagePairs(NamedTuple):
    """A page's pairs of lines, and its paragraphs, by which copies of one article are known."""

    prose: str
    pairs: list[LinePair]


def line_pairs(text: str) -> PagePairs:
    """The pairs of short lines of a text; none of one with more than 5,000 lines.

    A short line is no sentence. Numbers don't matter ("Page 1 of 3"), nor does case. ``prose`` is the other lines,
    or the longest one where all are short. The text holds no lone surrogates.
    """
    lines = [(match.start(), match.group().strip()) for match in _LINE.finditer(text)]
    short = [_is_short(line) for _, line in lines]
    paragraphs = [line for (_, line), is_short in zip(lines, short, strict=True) if not is_short]
    prose = "\n".join(paragraphs) or max((line for _, line in lines), key=len, default="")
    if len(lines) > _MOST_LINES:
        return PagePairs(prose, [])
    ends = [start for start, _ in lines[1:]] + [len(text)]
    pairs = [
        LinePair(_key(line, below), start, ends[i + 1])
        for i, ((start, line), (_, below)) in enumerate(pairwise(lines))
        if short[i] and short[i + 1] and len(line) + len(below) >= _LEAST
    ]
    return PagePairs(prose, pairs)


def _is_short(line: str) -> bool:
    return len(line) <= _LONGEST and not _SENTENCE.search(line, max(0, len(line) - 4))


def _key(line: str, below: str) -> int:
    both = "\n".join(" ".join(_DIGITS.sub("0", part).casefold().split()) for part in (line, below))
    # SQLite's integers have a sign.
    return int.from_bytes(blake2b(both.encode(), digest_size=8).digest(), "big", signed=True)
