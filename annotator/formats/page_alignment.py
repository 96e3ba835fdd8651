"""Where the words of an extracted article stand in the page that they were taken from.

Extraction keeps the order of a page, but joins and parts lines, leaves out pieces of them, and adds marks of
lists and tables. So words are aligned, not lines: first by sequences of words that both have once, then lines that
are equal, then what is left beside them (as "patience diff" does). The time grows with the length, not its square.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\w+|[^\w\s]")
_SIZES = (8, 4, 3)
_MOST_LINES = 400  # in a gap, of either side, that are compared with each other
_MOST_TOKENS = 300  # beside a match

Gap = tuple[int, int, int, int]
"""Tokens ``a0:a1`` of the article and ``b0:b1`` of the page that nothing is known of yet."""


class Tokens:
    """Words and single marks of lines, with where they stand. Offsets are code points of ``"\\n".join(lines)``."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.line: list[int] = []
        self.bounds = [0]
        """Number of the first token of each line, and that of all."""
        begin = 0
        for n, line in enumerate(lines):
            for match in _TOKEN.finditer(line):
                self.words.append(match.group())
                self.starts.append(begin + match.start())
                self.ends.append(begin + match.end())
                self.line.append(n)
            self.bounds.append(len(self.words))
            begin += len(line) + 1

    def __len__(self) -> int:
        return len(self.words)

    def whole_lines(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Number and words of each line that lies in ``start:end`` with all its tokens."""
        line = self.line[start] if start < end else 0
        while start < end and self.bounds[line + 1] <= end:
            if self.bounds[line] >= start and self.bounds[line] < self.bounds[line + 1]:
                yield line, self.key(line)
            line += 1
            if line + 1 >= len(self.bounds):
                return

    def key(self, line: int) -> str:
        """The words of a line without its marks, unless it has nothing else."""
        tokens = self.words[self.bounds[line] : self.bounds[line + 1]]
        return " ".join(_spoken(tokens) or tokens)


def _spoken(tokens: list[str]) -> list[str]:
    return [token for token in tokens if token[0].isalnum()]


Places = list[tuple[int, int] | None]
"""For each token of the page the first and last token of the article that it is, or None."""


def align(article: Tokens, page: Tokens, preferred: frozenset[int] = frozenset()) -> Places:
    """Where the page's tokens stand in the article; they never go backwards.

    Of lines that the page has more than once, those that are ``preferred`` are taken for the article's.
    """
    places: Places = [None] * len(page)
    gaps: list[Gap] = [(0, len(article), 0, len(page))]
    for size in _SIZES:
        gaps = [rest for gap in gaps for rest in _between(gap, _by_words(article, page, gap, size), places)]
    gaps = [rest for gap in gaps for rest in _between(gap, _pinned(article, page, gap, preferred), places)]
    gaps = [rest for gap in gaps for rest in _between(gap, _by_lines(article, page, gap), places)]
    for gap in gaps:
        _beside(article, page, gap, places)
    return places


Run = tuple[int, int, int]
"""So many tokens are the same from ``a`` of the article and ``b`` of the page on: (a, b, length)."""


def _between(gap: Gap, runs: Sequence[Run], places: Places) -> Iterator[Gap]:
    """Notes the runs, and yields the gaps that stay between them."""
    a0, a1, b0, b1 = gap
    for a, b, length in runs:
        for n in range(length):
            places[b + n] = (a + n, a + n)
        if a0 < a and b0 < b:
            yield a0, a, b0, b
        a0, b0 = a + length, b + length
    if a0 < a1 and b0 < b1:
        yield a0, a1, b0, b1


def _by_words(article: Tokens, page: Tokens, gap: Gap, size: int) -> list[Run]:
    """Runs that begin at ``size`` words which stand once in the gap, on either side."""
    a0, a1, b0, b1 = gap
    if min(a1 - a0, b1 - b0) < size:
        return []
    once = _once(article.words[a0:a1], size)
    others = _once(page.words[b0:b1], size)
    found = [(a0 + i, b0 + others[words]) for words, i in once.items() if i >= 0 and others.get(words, -1) >= 0]
    runs: list[Run] = []
    a_end, b_end = a0, b0
    for a, b in _longest_rise(sorted(found)):
        if a < a_end or b < b_end:
            continue
        first = 0
        while (
            a - first > a_end and b - first > b_end and article.words[a - first - 1] == page.words[b - first - 1]
        ):
            first += 1
        last = size
        while a + last < a1 and b + last < b1 and article.words[a + last] == page.words[b + last]:
            last += 1
        runs.append((a - first, b - first, first + last))
        a_end, b_end = a + last, b + last
    return runs


def _once(words: list[str], size: int) -> dict[tuple[str, ...], int]:
    """Where each sequence of so many words begins; -1 if there are several."""
    places: dict[tuple[str, ...], int] = {}
    for n, sequence in enumerate(zip(*(words[k:] for k in range(size)), strict=False)):
        places[sequence] = -1 if sequence in places else n
    return places


def _longest_rise(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Most of the pairs, sorted by their first number, that rise in the second one, too."""
    ends: list[int] = []  # the smallest second number that a rise of this length ends in
    numbers: list[int] = []
    before: list[int] = []
    for n, (_, b) in enumerate(pairs):
        length = bisect_left(ends, b)
        before.append(numbers[length - 1] if length else -1)
        if length == len(ends):
            ends.append(b)
            numbers.append(n)
        else:
            ends[length], numbers[length] = b, n
    rise = []
    n = numbers[-1] if numbers else -1
    while n >= 0:
        rise.append(pairs[n])
        n = before[n]
    rise.reverse()
    return rise


def _pinned(article: Tokens, page: Tokens, gap: Gap, preferred: frozenset[int]) -> list[Run]:
    """The first of the preferred lines that the article has, word for word."""
    a0, a1, b0, b1 = gap
    own: dict[str, int] = {}
    for line, key in article.whole_lines(a0, a1):
        own.setdefault(key, line)
    for line, key in page.whole_lines(b0, b1) if preferred else ():
        if line in preferred and key in own:
            return _same_line(article, page, own[key], line)
    return []


def _by_lines(article: Tokens, page: Tokens, gap: Gap) -> list[Run]:
    """Lines that are equal, those nearest to what is known already."""
    a0, a1, b0, b1 = gap
    own, others = list(article.whole_lines(a0, a1)), list(page.whole_lines(b0, b1))
    if not own or not others:
        return []
    if a0 == 0:
        # What is above the article may say its headline, too: the last one is taken.
        own, others = own[-_MOST_LINES:][::-1], others[-_MOST_LINES:][::-1]
    else:
        own, others = own[:_MOST_LINES], others[:_MOST_LINES]
    matcher = SequenceMatcher(None, [key for _, key in own], [key for _, key in others], autojunk=False)
    pairs = [(own[i + k][0], others[j + k][0]) for i, j, n in matcher.get_matching_blocks() for k in range(n)]
    return [run for a, b in sorted(pairs) for run in _same_line(article, page, a, b)]


def _same_line(article: Tokens, page: Tokens, a: int, b: int) -> list[Run]:
    """The tokens of two lines of the same words; their marks may differ."""
    return _small(article, page, (article.bounds[a], article.bounds[a + 1], page.bounds[b], page.bounds[b + 1]))


def _small(article: Tokens, page: Tokens, gap: Gap) -> list[Run]:
    a0, a1, b0, b1 = gap
    a1, b1 = min(a1, a0 + 4 * _MOST_TOKENS), min(b1, b0 + 4 * _MOST_TOKENS)
    matcher = SequenceMatcher(None, article.words[a0:a1], page.words[b0:b1], autojunk=False)
    return [(a0 + i, b0 + j, n) for i, j, n in matcher.get_matching_blocks() if n]


def _beside(article: Tokens, page: Tokens, gap: Gap, places: Places) -> None:
    """What is left of lines of which a part is known."""
    a0, a1, b0, b1 = gap
    if max(a1 - a0, b1 - b0) <= _MOST_TOKENS and _spoken(article.words[a0:a1]) == _spoken(page.words[b0:b1]):
        # A row of a table, say, whose cells have lines of their own on one side and bars on the other.
        _note_beside(article, page, gap, places)
        return
    left = right = gap
    if a0 and b0 and article.line[a0 - 1] == article.line[a0] and page.line[b0 - 1] == page.line[b0]:
        left = (
            a0,
            min(a1, article.bounds[article.line[a0] + 1]),
            b0,
            min(b1, page.bounds[page.line[b0] + 1]),
        )
        if _note_beside(article, page, left, places) and left == gap:
            return
        a0, b0 = left[1], left[3]
    is_right = a1 < len(article) and b1 < len(page) and a0 < a1 and b0 < b1
    if is_right and article.line[a1] == article.line[a1 - 1] and page.line[b1] == page.line[b1 - 1]:
        right = (max(a0, article.bounds[article.line[a1]]), a1, max(b0, page.bounds[page.line[b1]]), b1)
        _note_beside(article, page, right, places)


def _note_beside(article: Tokens, page: Tokens, gap: Gap, places: Places) -> bool:
    a0, a1, b0, b1 = gap
    if max(a1 - a0, b1 - b0) > _MOST_TOKENS:
        return False
    if "".join(article.words[a0:a1]) == "".join(page.words[b0:b1]):
        # Words that stand together on one side and apart on the other.
        places[b0:b1] = [(a0, a1 - 1)] * (b1 - b0)
        return True
    for _ in _between(gap, _small(article, page, gap), places):
        pass
    return True
