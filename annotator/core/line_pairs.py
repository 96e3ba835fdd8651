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
_LONGEST = 200  # code points of a line; paragraphs recur where articles quote each other
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
    """A page's pairs of lines; ``body`` tells its article from others: copies of one have the same."""

    body: int
    pairs: list[LinePair]


def line_pairs(text: str) -> PagePairs:
    """The pairs of short lines of a text; none of one with more than 5,000 lines.

    Numbers don't matter ("Page 1 of 3"), nor does case. ``body`` is made of the longest line. The text holds no
    lone surrogates.
    """
    lines = [(match.start(), match.group().strip()) for match in _LINE.finditer(text)]
    body = _hash(max((line for _, line in lines), key=len, default=""))
    if len(lines) > _MOST_LINES:
        return PagePairs(body, [])
    ends = [start for start, _ in lines[1:]] + [len(text)]
    pairs = [
        LinePair(_key(line, below), start, ends[i + 1])
        for i, ((start, line), (_, below)) in enumerate(pairwise(lines))
        if len(line) <= _LONGEST and len(below) <= _LONGEST and len(line) + len(below) >= _LEAST
    ]
    return PagePairs(body, pairs)


def _key(line: str, below: str) -> int:
    return _hash("\n".join(" ".join(_DIGITS.sub("0", part).casefold().split()) for part in (line, below)))


def _hash(text: str) -> int:
    # SQLite's integers have a sign.
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)
