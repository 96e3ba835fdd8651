"""An extracted article put back into its page: the page's other lines stand where the page has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from annotator.formats.page_alignment import Places, Tokens, align

_PARTING = frozenset("|-–—·•*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that the article lacks: a line of the page, with the line end after it, or a part of one."""

    start: int
    end: int
    line: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Merged:
    """A page's text. Without its pieces, which are in order and don't overlap, it is the article.

    A line end may follow that. ``kept`` are the lines of the page of which the article has at least a part.
    """

    text: str
    pieces: list[Piece]
    kept: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Insert:
    """What comes before the code point ``at`` of the article."""

    at: int
    text: str
    line: int
    whole: bool
    inside: bool = False  # in a line of the article, which has to end before it


def merge(article: str, lines: Sequence[str], preferred: frozenset[int] = frozenset()) -> Merged:
    """The page of these lines with the article's own code points where it has them.

    ``preferred`` are lines, such as headlines, that are the article's if the page says the same elsewhere.
    """
    own, page = Tokens(article.split("\n")), Tokens(lines)
    places = align(own, page, preferred)
    inserts = list(_Inserting(article, lines, own, page, places).inserts())
    kept = frozenset(page.line[n] for n, place in enumerate(places) if place is not None)
    return _put_in(article, inserts, kept)


@dataclass(slots=True)
class _Inserting:
    article: str
    lines: Sequence[str]
    own: Tokens
    page: Tokens
    places: Places
    following: list[int | None] = field(init=False)
    """For each line where the article's next word of a later line begins."""

    def __post_init__(self) -> None:
        self.following = [None] * len(self.lines)
        found: int | None = None
        for n in range(len(self.lines) - 1, -1, -1):
            self.following[n] = found
            for token in range(self.page.bounds[n], self.page.bounds[n + 1]):
                if (place := self.places[token]) is not None:
                    found = self.own.starts[place[0]]
                    break

    def inserts(self) -> Iterator[_Insert]:
        said = 0  # the article up to here stands before what comes
        begin = 0
        for n, line in enumerate(self.lines):
            tokens = range(self.page.bounds[n], self.page.bounds[n + 1])
            known = [t for t in tokens if self.places[t] is not None]
            if known:
                yield from self._parts(n, begin, tokens, known)
                said = self._end(known[-1])
            else:
                yield self._whole(n, line, said)
            begin += len(line) + 1

    def _whole(self, n: int, line: str, said: int) -> _Insert:
        end = self.article.find("\n", max(0, said - 1)) + 1 if said else 0
        at = end if end or not said else len(self.article)
        following = self.following[n]
        if following is not None and at > following:
            return _Insert(following, line + "\n", n, True, inside=True)
        return _Insert(at, line + "\n", n, True)

    def _parts(self, n: int, begin: int, tokens: range, known: list[int]) -> Iterator[_Insert]:
        """What of a line comes before, between and after the article's words."""
        line, starts, ends = self.lines[n], self.page.starts, self.page.ends
        if known[0] > tokens.start and self._is_more(tokens.start, known[0]):
            yield _Insert(self._start(known[0]), line[: starts[known[0]] - begin], n, False)
        for one, other in pairwise(known):
            if other == one + 1 or not self._is_more(one + 1, other):
                continue
            between = line[ends[one] - begin : starts[other] - begin]
            here, there = self._end(one), self._start(other)
            if "\n" in self.article[here:there]:
                yield _Insert(here, between.rstrip(), n, False)
            else:
                yield _Insert(there, between.lstrip(), n, False)
        if known[-1] + 1 < tokens.stop and self._is_more(known[-1] + 1, tokens.stop):
            yield _Insert(self._end(known[-1]), line[ends[known[-1]] - begin :], n, False)

    def _is_more(self, first: int, last: int) -> bool:
        """Whether tokens are more than marks that part words, for which the article has its own."""
        return any(word not in _PARTING for word in self.page.words[first:last])

    def _start(self, token: int) -> int:
        place = self.places[token]
        assert place is not None
        return self.own.starts[place[0]]

    def _end(self, token: int) -> int:
        place = self.places[token]
        assert place is not None
        return self.own.ends[place[1]]


def _put_in(article: str, inserts: list[_Insert], kept: frozenset[int]) -> Merged:
    parts: list[str] = []
    pieces: list[Piece] = []
    length = last = 0
    before: _Insert | None = None
    for insert in inserts:
        if article[last : insert.at]:
            parts.append(article[last : insert.at])
            length += insert.at - last
            last = insert.at
        text = insert.text
        if insert.whole and parts and not parts[-1].endswith("\n"):
            if insert.inside or (before is not None and before.at == insert.at and not before.whole):
                text = "\n" + text
            else:
                parts.append("\n")
                length += 1
        pieces.append(Piece(length, length + len(text), insert.line, insert.whole))
        parts.append(text)
        length += len(text)
        before = insert
    parts.append(article[last:])
    return Merged("".join(parts), pieces, kept)
