"""Where in a text a string stands that a language model says it has found there, if it does."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache

from annotator.core.clusters import Range
from annotator.core.lazily import lazily
from annotator.core.models import Segments

# What models write otherwise than it stands, each of one code point: marks, dashes; white space is seen to apart.
_ALIKE = {'"': "„“”‟«»″〝〞〟「」『』", "'": "‚‘’‛‹›′´`", "-": "‐‑‒–—―−"}
_PLAIN = {kind: plain for plain, kinds in _ALIKE.items() for kind in kinds}
_KINDS = re.compile(f"[{''.join(_PLAIN)}]")
_SPACE = re.compile(r"\s+")
_HINT = 200  # code points of the words before that are looked at
_BLANKS = 20  # code points of white space, at least, that may stand between or behind these


class Ground:
    """A text in which strings are looked for. Offsets are code points of the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[str, list[int]] = {}

    def place(self, pieces: Sequence[str], before: str = "") -> tuple[Segments, bool] | None:
        """The segments that the pieces take, one after the other, and whether they stand there exactly so.

        Of several places the first piece takes that whose words before are most like ``before``, then the first.
        None unless all pieces occur.
        """
        segments: list[Range] = []
        exactly = True
        for piece in pieces:
            found, exact = self._places(piece, segments[-1][1] if segments else 0)
            if not found:
                return None
            if not segments and len(found) > 1:
                likeness, _ = self._likeness(before[-_HINT:])
                found = [max(found, key=lambda place: likeness(place[0]))]
            segments.append(found[0])
            exactly &= exact
        return (tuple(segments), exactly) if segments else None

    def finds(self, start: int, end: int, before: str) -> bool:
        """Whether ``place`` finds this stretch by its words and those before it; in a fraction of its time."""
        text, words = self._text, self._text[start:end]
        if words != words.strip() or not words:
            return False
        before = before[-_HINT:]
        if (
            text.find(words, 0, end) == start
            and text[max(0, start - len(before) - _BLANKS) : start].rstrip().endswith(before.rstrip())
            and not _within_word(text, start)
            and not _within_word(text, end)
        ):
            return True  # the first place, and none has words before it that are more like these
        places = self._starts(words)
        if start not in places:
            return False
        likeness, most = self._likeness(before)
        mine, rank = likeness(start), places.index(start)
        if any(likeness(at) >= mine for at in places[:rank]):
            return False
        return mine == most or all(likeness(at) <= mine for at in places[rank + 1 :])

    def _starts(self, words: str) -> list[int]:
        """Where the words stand exactly so; names stand in a text again and again."""
        if words not in self._known:
            self._known[words] = _occurrences(self._text, words, 0)
        return self._known[words]

    def _places(self, piece: str, start: int) -> tuple[list[Range], bool]:
        piece = piece.strip()
        found = [(at, at + len(piece)) for at in _occurrences(self._text, piece, start)]
        if found:
            return found, True
        plain, offsets = self._plain
        piece = _SPACE.sub(" ", _with_one_kind(piece))
        found = [
            (offsets[at], offsets[at + len(piece) - 1] + 1)
            for at in _occurrences(plain, piece, bisect_left(offsets, start))
        ]
        return found, False

    @lazily
    def _alike(self) -> str:
        """The text with one kind of marks."""
        return _with_one_kind(self._text)

    @lazily
    def _plain(self) -> tuple[str, list[int]]:
        """The text with one kind of marks and single blanks, and where each code point of it comes from."""
        kept: list[str] = []
        offsets: list[int] = []
        for at, char in enumerate(self._alike):
            if char.isspace():
                if kept and kept[-1] == " ":
                    continue
                char = " "
            kept.append(char)
            offsets.append(at)
        return "".join(kept), offsets

    def _likeness(self, before: str) -> tuple[Callable[[int], int], int]:
        """Tells how many code points of the words before a place are those of ``before``, from the end; and how
        many can be at most."""
        reach = 2 * len(before) + _BLANKS
        before = _with_one_kind(before.rstrip())
        other = _with_single_blanks(before)
        text = self._alike

        def likeness(at: int) -> int:
            stands = text[max(0, at - reach) : at].rstrip()
            if stands.endswith(before):
                return len(other)
            if not stands or stands[-1] != before[-1]:
                return 0
            alike = 0
            for mine, yours in zip(reversed(_with_single_blanks(stands)), reversed(other), strict=False):
                if mine != yours:
                    break
                alike += 1
            return alike

        return likeness, len(other)


def _with_single_blanks(text: str) -> str:
    """The text, which doesn't end with white space, with a blank for each stretch of it."""
    single = " ".join(text.split())
    return f" {single}" if text[:1].isspace() else single


def _with_one_kind(text: str) -> str:
    """The text with one kind of marks, as long as it is."""
    return _KINDS.sub(_plain_kind, text)


def _plain_kind(kind: re.Match[str]) -> str:
    return _PLAIN[kind[0]]


def _occurrences(text: str, piece: str, start: int) -> list[int]:
    """Where the piece begins, at the start of a word; where it ends with a word, if it does so anywhere."""
    found: list[int] = []
    whole: list[int] = []
    at = text.find(piece, start) if piece else -1
    while at >= 0:
        end = at + len(piece)
        begins = not _within_word(text, at)
        if begins:
            found.append(at)
            if not _within_word(text, end):
                whole.append(at)
        # Of what overlaps with a place that is none, the beginning may be one.
        at = text.find(piece, end if begins else at + 1)
    return whole or found


def _within_word(text: str, at: int) -> bool:
    """Whether a word goes on there; Chinese and the like, which know no blanks, have none."""
    return 0 < at < len(text) and _joins(text[at - 1]) and _joins(text[at])


@cache
def _joins(char: str) -> bool:
    return char.isdigit() or char.lower() != char.upper()
