"""An extracted article put back into its page: the page's other lines stand where the page has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotator.formats.page_alignment import Stretch, align

_PARTING = frozenset("|-–—·•* \t\xa0")


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
    found = align(article, lines, preferred)
    kept = frozenset(n for n, stretches in enumerate(found) if stretches)
    return _put_in(article, list(_inserts(article, lines, found)), kept)


def _inserts(article: str, lines: Sequence[str], found: Sequence[Sequence[Stretch]]) -> Iterator[_Insert]:
    following: list[int | None] = []  # for each line where the article's part of a later line begins
    later: int | None = None
    for stretches in reversed(found):
        following.append(later)
        later = stretches[0].at if stretches else later
    following.reverse()
    said: int | None = None  # the article up to here stands before what comes
    for n, (line, stretches) in enumerate(zip(lines, found, strict=True)):
        if stretches:
            yield from _parts(article, line, n, stretches)
            said = stretches[-1].until
            continue
        end = 0 if said is None else article.find("\n", said)
        at = 0 if said is None else len(article) if end < 0 else end + 1
        next_at = following[n]
        inside = next_at is not None and at > next_at
        yield _Insert(next_at if inside and next_at is not None else at, line + "\n", n, True, inside)


def _parts(article: str, line: str, n: int, stretches: Sequence[Stretch]) -> Iterator[_Insert]:
    """What of a line comes before, between and after the article's words."""
    first, last = stretches[0], stretches[-1]
    if _is_more(line[: first.start]):
        yield _Insert(first.at, line[: first.start], n, False)
    for one, other in pairwise(stretches):
        between = line[one.end : other.start]
        if not _is_more(between):
            continue
        if "\n" in article[one.until : other.at]:
            yield _Insert(one.until, between.rstrip(), n, False)
        else:
            yield _Insert(other.at, between.lstrip(), n, False)
    if _is_more(line[last.end :]):
        yield _Insert(last.until, line[last.end :], n, False)


def _is_more(text: str) -> bool:
    """Whether it is more than marks that part words, for which the article has its own."""
    return not _PARTING.issuperset(text)


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
