"""Where a text occurs in another one: names and phrases, in whatever form they were typed and printed.

Two stretches are the same here if they are canonically equivalent (Unicode Standard, section 3.7: "ü" in one code
point or two), with any white space between words (a line break, say, but no blank line), and with any of the
apostrophes and hyphens that print knows. Offsets are code points of the text that is searched, end exclusive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import category, combining, normalize

from annotator.core.boundaries import word_at
from annotator.core.clusters import Range, cluster_end, cluster_start, is_wordish
from annotator.core.models import Mention

# What German, English and French put behind a name or noun for genitive and plural. "er" is not among them: it
# makes Berliner of Berlin.
_ENDINGS = frozenset(("s", "'s", "'", "es", "en", "n", "e", "x"))
# Behind a name of several words: nobody is called Anna Bergen who is Anna Berg.
_NAME_ENDINGS = frozenset(("s", "'s", "'", "es"))
_LONGEST_ENDING = 4  # code points, with a combining mark
_SHORTEST_BASE = 4
_NOT_PARTED = "\u1100"  # two letters before this one, side by side, always belong to one word
_SAME = {"’": "'", "ʼ": "'", "‘": "'", "\u2010": "-", "\u2011": "-"}
_JOINTS = frozenset("-'’ʼ.,:·*&\u2010\u2011\u00a0\u202f\u2009")
_LETTERS = re.compile(r"[^\W\d_]*")
_PARTING = " \n"  # what white space is folded to: parting words, and parting paragraphs
_BLANKS = re.compile(r"\s+")
_LINE_BREAKS = re.compile("[\n\u2028\u2029]")
_POSSESSIVE = re.compile("'[sS]?\\Z")
_LAST_WORD = re.compile(r"[^ \n]*\Z")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One occurrence in an article, with what is labelled there.

    ``line`` shows it in its surroundings, with neither span nor label; ``text`` is what stands at the place.
    ``spans`` are the label and actor (id or None) of each span of just this place, ``around`` the labels of those
    that have more or only a part of it.
    """

    line: Mention
    text: str
    spans: tuple[tuple[str, str | None], ...] = ()
    around: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[int, int, int]:
        """Article id, start and end."""
        return self.line.article_id, self.line.start, self.line.end

    def has(self, label: str) -> bool:
        """Whether just this place carries the label."""
        return any(name == label for name, _ in self.spans)


class Search:
    """Finds all occurrences of a text.

    ``whole_words``: none that begins or ends within a word, a hyphen compound being one. ``inflected``: also with
    an ending of genitive or plural on the last word, which is then part of the occurrence; an s that the sought
    text itself ends with may be missing. A text without anything but white space occurs nowhere.
    """

    def __init__(
        self, sought: str, whole_words: bool = True, match_case: bool = True, inflected: bool = True
    ) -> None:
        self.sought = sought.strip()
        self.whole_words = whole_words
        self.match_case = match_case
        self.inflected = inflected
        self._folds: dict[str, str] = {}
        folded = self.fold(self.sought)
        self._endings, self._core = _inflection(folded) if inflected else (frozenset[str](), folded)
        self._pattern: re.Pattern[str] | None = None

    def fold(self, text: str) -> str:
        """What all occurrences of a text have in common, their endings aside."""
        return normalize("NFD", "".join(map(self._fold, _BLANKS.sub(_blank, text))))

    def base(self) -> str:
        """The sought text without the ending that may be missing, as :meth:`fold` gives it."""
        return self._core

    def find(self, text: str) -> list[Range]:
        """The occurrences in the text, in order; they don't overlap and split no grapheme cluster.

        One million characters take 15 ms, and each occurrence 2 µs more.
        """
        found: list[Range] = []
        pattern = self._prepared(text)
        if pattern is None:
            return found
        at = 0
        while (match := pattern.search(text, at)) is not None:
            start = match.start()
            end = self._end(text, start)
            if end is None:
                at = start + 1
            else:
                found.append((start, end))
                at = end
        return found

    def _fold(self, char: str) -> str:
        """One code point's share; longer than one where it stands for several."""
        folded = self._folds.get(char)
        if folded is None:
            folded = normalize("NFD", char)
            # Not the ligatures of U+FB00: the index of words, which names the articles to look at, knows them not.
            if not self.match_case and not "\ufb00" <= char <= "\ufb06":
                folded = normalize("NFD", folded.casefold())
            folded = self._folds[char] = "".join(_SAME.get(c, c) for c in folded)
        return folded

    def _prepared(self, text: str) -> re.Pattern[str] | None:
        """What each occurrence in this text begins with; None if there can't be any."""
        if not self._core:
            return None
        new = set(text).difference(self._folds)
        if new or self._pattern is None:
            for char in new:
                self._fold(char)
            self._pattern = re.compile(self._beginning())
        return self._pattern

    def _beginning(self) -> str:
        """A pattern for as much of the sought text as each code point so far can be told one way only."""
        core = self._core
        ways: dict[int, list[str]] = {}
        # From the end, so that beginnings are left out which lead nowhere in texts with these code points.
        for at in reversed(range(len(core))):
            if core[at] in _PARTING:
                ways[at] = [char for char in self._folds if char.isspace() and ways[at + 1]]
                continue
            run = core[at : _marks_end(core, at + 1)]
            if len(run) > 1 + bool(not combining(run[0])):
                # Several marks may stand in any order, some of them within a code point.
                first = run if combining(run[0]) else run[0]
                ways[at] = [char for char, fold in self._folds.items() if fold[0] in first]
                continue
            ways[at] = [
                char
                for char, fold in self._folds.items()
                if core.startswith(fold, at) and (at + len(fold) == len(core) or ways.get(at + len(fold)))
            ]
        parts: list[str] = []
        at = 0
        while at < len(core) and ways[at]:
            parts.append(f"[{''.join(map(re.escape, sorted(ways[at])))}]{'+' if core[at] in _PARTING else ''}")
            steps = {len(self._folds[char]) for char in ways[at]}
            if len(steps) != 1 or _marks_end(core, at + 1) > at + 1 + bool(not combining(core[at])):
                break
            at += steps.pop()
        return "".join(parts) or r"(?!)"

    def _end(self, text: str, start: int) -> int | None:
        """The end of the occurrence that begins here; None if none does."""
        if cluster_start(text, start) != start or (self.whole_words and _is_in_word(text, start)):
            return None
        end = self._core_end(text, start)
        if end is None or cluster_end(text, end) != end:
            return None
        if not (self.inflected or self.whole_words) or not _is_in_word(text, end):
            return end
        if self.inflected:
            whole = _word_end(text, end)
            if whole is not None and self.fold(text[end:whole]).casefold() in self._endings:
                return whole
        return None if self.whole_words else end

    def _core_end(self, text: str, start: int) -> int | None:
        core, at, length = self._core, start, 0
        parts: list[str] = []
        while length < len(core):
            if at >= len(text):
                return None
            blanks = _BLANKS.match(text, at)
            if blanks is None:
                part = self._folds[text[at]]
                at += 1
            else:
                part = _blank(blanks)
                at = blanks.end()
            parts.append(part)
            length += len(part)
        return at if length == len(core) and normalize("NFD", "".join(parts)) == core else None


def _marks_end(folded: str, at: int) -> int:
    while at < len(folded) and combining(folded[at]):
        at += 1
    return at


def _blank(match: re.Match[str]) -> str:
    """White space as it counts: a blank line parts paragraphs, anything less is what parts words."""
    return "\n" if len(_LINE_BREAKS.findall(match[0])) > 1 else " "


def _inflection(folded: str) -> tuple[frozenset[str], str]:
    """The endings that the folded text may take, and itself without the one that may be missing."""
    last = _LAST_WORD.search(folded)
    word = last[0] if last else ""
    several = len(word) < len(folded)
    base = _POSSESSIVE.sub("", word)
    if base == word and word[-1:] in ("s", "S") and word[-2:-1] not in ("s", "S") and len(word) > _SHORTEST_BASE:
        base = word[:-1]
    if not base or not is_wordish(base[-1]):
        base = word
    return _NAME_ENDINGS if several else _ENDINGS, folded[: len(folded) - len(word) + len(base)]


def _is_in_word(text: str, at: int) -> bool:
    """Whether a word begins before this place and ends behind it."""
    if not 0 < at < len(text):
        return False
    left, right = text[at - 1], text[at]
    if left.isalpha() and right.isalpha() and left < _NOT_PARTED and right < _NOT_PARTED:
        return True
    # Looking for the word takes 20 µs, so not where neither side can be part of one.
    if not (is_wordish(left) or _joins(text, at - 2, left)) or not (
        is_wordish(right) or _joins(text, at + 1, right)
    ):
        return False
    word = word_at(text, at)
    return word is not None and word[0] < at < word[1]


def _joins(text: str, beyond: int, char: str) -> bool:
    """Whether the character may stand within a word, with what is ``beyond`` it."""
    if char in _JOINTS:
        return 0 <= beyond < len(text) and (is_wordish(text[beyond]) or _is_invisible(text[beyond]))
    return _is_invisible(char)


def _is_invisible(char: str) -> bool:
    return not char.isascii() and category(char) == "Cf"


def _word_end(text: str, at: int) -> int | None:
    """Where the word around the place ends; None if that is further off than any ending is long."""
    letters = _LETTERS.match(text, at, at + _LONGEST_ENDING + 1)
    end = letters.end() if letters else at
    if end - at > _LONGEST_ENDING:
        return None
    if (
        end > at
        and text[at - 1].isalpha()
        and max(text[at - 1 : end]) < _NOT_PARTED
        and not _is_in_word(text, end)
    ):
        return end
    word = word_at(text, at)
    return word[1] if word is not None and word[0] < at < word[1] else None
