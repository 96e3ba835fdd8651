"""Words as one looks for them, not as they are printed: without case, points, accents, widths and invisible signs.

"cafe" finds ``café``, "strasse" ``Straße``, a name in Hebrew or Arabic letters the same with points, and "2025"
the digits of other scripts. Vowels of Indic scripts, tones of Thai and the voicing of kana tell words apart, and
stay. Offsets are code points, end exclusive.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from unicodedata import category, combining, decimal, normalize

from annotator.core.clusters import Range, cluster_end, cluster_start

# Letters that Unicode keeps apart and people don't: Turkish ı; the Arabic and the Persian forms of yeh and kaf,
# which keyboards mix up; the final forms of yeh and heh.
_SAME = {"ı": "i", "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ـ": ""}
_WHOLE = "йЙ"  # a letter of its own to its readers, though Unicode takes it apart
# Canonical combining classes of overlays, of the points of Hebrew and Arabic, and of accents above and below.
_OVERLAY, _POINTS, _ACCENTS = 1, range(10, 37), 200
# Scripts whose words are parted by spaces and bear no points, as the index of words takes them to be.
_PARTED = (
    ("\0", "\u0590"),
    ("\u10a0", "\u1100"),
    ("\u1e00", "\u2000"),
    ("\u2c00", "\u2e00"),
    ("\ua640", "\ua7ff"),
)
_SPELT = re.compile(r"\w")


class _Folds(dict[int, str]):
    """What each code point seen so far is looked for as; 26 ns a character through ``str.translate``."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold(chr(code))
        return folded


def _fold(char: str) -> str:
    if char in _WHOLE:
        return char.lower()
    found = []
    # Capitals may come out only then, as of the bold letters of mathematics.
    for part in normalize("NFKD", normalize("NFKD", char.casefold()).casefold()):
        kind, place = category(part), combining(part)
        if kind == "Cf" or place == _OVERLAY or place in _POINTS or place >= _ACCENTS:
            continue
        found.append(str(decimal(part)) if kind == "Nd" else _SAME.get(part, part))
    folded = normalize("NFKC", "".join(found))
    # "™" and "№" are no part of the word beside them, and none of their own.
    return char.casefold() if category(char)[0] == "S" and any(map(str.isalnum, folded)) else folded


_FOLDS = _Folds()


def loose(text: str) -> str:
    """The text as it is looked for; its length may be another one."""
    return text.lower() if text.isascii() else text.translate(_FOLDS)


def query_words(text: str) -> list[str]:
    """The words of what was typed, composed; the marks on a letter belong to its word."""
    # macOS types "ü" as "u" and a combining mark.
    text = normalize("NFC", text)
    if text.isascii():
        return re.findall(r"\w+", text)
    marks = "".join(sorted({char for char in text if category(char)[0] == "M" or char in "\u200c\u200d"}))
    # Of what lengthens letters of Arabic nothing is left, which every text has.
    return [word for word in re.findall(rf"[\w{marks}]+", text) if _SPELT.search(loose(word))]


def is_indexed(word: str) -> bool:
    """Whether the index of words finds a word wherever it stands.

    It parts words at white space and marks alone, so that it knows none of Chinese, Thai or Korean texts but whole
    clauses, and takes the points of Arabic and the vowels of Hindi for the ends of words.
    """
    return word.isascii() or all(any(first <= c < last for first, last in _PARTED) for c in word)


@lru_cache(maxsize=64)
def words_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for words side by side in a :func:`loose` text."""
    return re.compile(r"\W+".join(re.escape(loose(word)) for word in words))


class LooseText:
    """A text that is searched as :func:`loose`, and tells the places in itself."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.folded = loose(text)
        # Where the share of each code point begins.
        self._starts: list[int] = []
        if not text.isascii():
            self._starts = list(accumulate((len(_FOLDS[ord(char)]) for char in text), initial=0))

    def places(self, found: Iterable[re.Match[str]]) -> Iterator[Range]:
        """The places of what was found in :attr:`folded`, empty ones aside; none splits a grapheme cluster."""
        for match in found:
            start, end = match.span()
            if start < end and self._starts:
                start, end = bisect_right(self._starts, start) - 1, bisect_left(self._starts, end)
            if start < end:
                yield cluster_start(self._text, start), cluster_end(self._text, end)
