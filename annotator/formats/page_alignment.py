"""Where the text of an extracted article stands in the page that it was taken from.

Extraction keeps the order of a page, and most of its lines as they are; but it joins and parts lines, leaves out
pieces of them, and adds marks of lists and tables. So lines that both have once are found first, and between these
words are aligned: by sequences of words that both have once, then by lines of the same words, then what is left
beside them (as "patience diff" does). The time grows with the length, not with its square.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

_TOKEN = re.compile(r"\w+|[^\w\s]")
_SIZES = (8, 4, 3)
_MOST_TOKENS = 300  # beside a match

Gap = tuple[int, int, int, int]
"""Tokens ``a0:a1`` of the article and ``b0:b1`` of the page that nothing is known of yet."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What stands at ``start:end`` of a page's line is what stands at ``at:until`` of the article."""

    start: int
    end: int
    at: int
    until: int


class Tokens:
    """Words and single marks of some lines; ``starts`` and ``ends`` count from the beginning of the line."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.line: list[int] = []
        self.bounds = [0]
        """Number of the first token of each line, and that of all."""
        for n, line in enumerate(lines):
            for match in _TOKEN.finditer(line):
                self.words.append(match.group())
                self.starts.append(match.start())
                self.ends.append(match.end())
                self.line.append(n)
            self.bounds.append(len(self.words))

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


def align(article: str, lines: Sequence[str], preferred: frozenset[int] = frozenset()) -> list[list[Stretch]]:
    """Which stretches of each line of a page stand where in the article; these never go backwards.

    Of lines that the page has more than once, those that are ``preferred`` are taken for the article's.
    """
    own = article.split("\n")
    begins = [0, *accumulate(len(line) + 1 for line in own)]
    found: list[list[Stretch]] = [[] for _ in lines]
    i0 = j0 = 0
    for i, j, length in [*_runs(own, lines, 1), (len(own), len(lines), 0)]:
        if i0 < i and j0 < j:
            liked = frozenset(n - j0 for n in preferred if j0 <= n < j)
            page, part = Tokens(lines[j0:j]), Tokens(own[i0:i])
            places = _places(part, page, liked, leading=i0 == 0)
            _note(part, page, places, begins[i0:i], found[j0:j])
        for n in range(length):
            line = own[i + n]
            found[j + n].append(Stretch(0, len(line), begins[i + n], begins[i + n] + len(line)))
        i0, j0 = i + length, j + length
    return found


def _note(
    article: Tokens, page: Tokens, places: Places, begins: Sequence[int], found: Sequence[list[Stretch]]
) -> None:
    """Adds what was found to that of the page's lines; ``begins`` says where those of the article do."""
    for token, place in enumerate(places):
        if place is None:
            continue
        first, last = place
        stretches = found[page.line[token]]
        start, at = page.starts[token], begins[article.line[first]] + article.starts[first]
        if stretches and places[token - 1] is not None:
            before = stretches.pop()
            start, at = before.start, before.at
        until = begins[article.line[last]] + article.ends[last]
        stretches.append(Stretch(start, page.ends[token], at, until))


def _places(article: Tokens, page: Tokens, preferred: frozenset[int], leading: bool) -> Places:
    places: Places = [None] * len(page)
    gaps: list[Gap] = [(0, len(article), 0, len(page))]
    for size in _SIZES:
        gaps = [rest for gap in gaps for rest in _between(gap, _by_words(article, page, gap, size), places)]
    gaps = [rest for gap in gaps for rest in _between(gap, _pinned(article, page, gap, preferred), places)]
    gaps = [rest for gap in gaps for rest in _between(gap, _by_lines(article, page, gap, leading), places)]
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
    return [(a0 + a, b0 + b, n) for a, b, n in _runs(article.words[a0:a1], page.words[b0:b1], size)]


def _runs(own: Sequence[str], others: Sequence[str], size: int) -> list[Run]:
    """What is equal in both, in order, around sequences of ``size`` that stand once in either."""
    if min(len(own), len(others)) < size:
        return []
    there = _once(others, size)
    pairs = [(n, there[some]) for some, n in _once(own, size).items() if n >= 0 and there.get(some, -1) >= 0]
    runs: list[Run] = []
    a_end = b_end = 0
    for a, b in _longest_rise(sorted(pairs)):
        if a < a_end or b < b_end:
            continue
        first, last = 0, size
        while a - first > a_end and b - first > b_end and own[a - first - 1] == others[b - first - 1]:
            first += 1
        while a + last < len(own) and b + last < len(others) and own[a + last] == others[b + last]:
            last += 1
        runs.append((a - first, b - first, first + last))
        a_end, b_end = a + last, b + last
    return runs


def _once(items: Sequence[str], size: int) -> dict[Hashable, int]:
    """Where each sequence of so many items begins; -1 if there are several."""
    places: dict[Hashable, int] = {}
    sequences = items if size == 1 else zip(*(items[n:] for n in range(size)), strict=False)
    for n, sequence in enumerate(sequences):
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


def _by_lines(article: Tokens, page: Tokens, gap: Gap, leading: bool) -> list[Run]:
    """Lines of the same words: those that stand once on either side, then those nearest to what is known."""
    a0, a1, b0, b1 = gap
    own, others = list(article.whole_lines(a0, a1)), list(page.whole_lines(b0, b1))
    if not own or not others:
        return []
    if leading and a0 == 0:
        # What is above the article may say its headline, too: the last one is taken.
        own.reverse()
        others.reverse()
    keys = [key for _, key in own]
    there: dict[str, list[int]] = {}
    for n, (_, key) in enumerate(others):
        there.setdefault(key, []).append(n)
    pairs: list[tuple[int, int]] = []
    i0 = j0 = 0
    for i, j, length in [*_runs(keys, [key for _, key in others], 1), (len(own), len(others), 0)]:
        for n in range(i0, i):
            places = there.get(keys[n], [])
            nearest = bisect_left(places, j0)
            if nearest < len(places) and places[nearest] < j:
                pairs.append((own[n][0], others[places[nearest]][0]))
                j0 = places[nearest] + 1
        pairs += [(own[i + n][0], others[j + n][0]) for n in range(length)]
        i0, j0 = i + length, j + length
    return [run for a, b in sorted(pairs) for run in _same_line(article, page, a, b)]


def _same_line(article: Tokens, page: Tokens, a: int, b: int) -> list[Run]:
    """The tokens of two lines of the same words; their marks may differ."""
    own, others = (range(t.bounds[n], t.bounds[n + 1]) for t, n in ((article, a), (page, b)))
    pairs = list(zip(_said(article, own), _said(page, others), strict=True))
    runs: list[Run] = []
    i0, j0 = own.start, others.start
    for i, j in [*pairs, (own.stop, others.stop)]:
        if i - i0 == j - j0 and article.words[i0:i] == page.words[j0:j]:
            runs.append((i0, j0, i - i0))
        if i < own.stop:
            runs.append((i, j, 1))
        i0, j0 = i + 1, j + 1
    return [run for run in runs if run[2]]


def _said(tokens: Tokens, numbers: range) -> list[int]:
    """Numbers of the words among these tokens, or of all where there are only marks."""
    return [n for n in numbers if tokens.words[n][0].isalnum()] or list(numbers)


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
    for _ in _between(gap, _by_words(article, page, gap, 1), places):
        pass
    return True
