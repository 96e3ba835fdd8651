"""Tokens for formats that need them, and spans put on their borders.

A tokenizer gives the tokens of a text, in order and without overlaps; white space is in none. The name of the one
that was used stands in each export.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import cache
from itertools import accumulate, chain
from operator import add
from typing import TYPE_CHECKING, Any
from unicodedata import category

from annotator.core.errors import UserError
from annotator.formats.writers.base import Record, RecordSpan
from annotator.formats.writers.losses import Losses

if TYPE_CHECKING:
    from spacy.language import Language

Range = tuple[int, int]


class Tokens:
    """The tokens of one text: ``texts``, and where they start, in code points."""

    __slots__ = ("starts", "texts")

    def __init__(self, texts: list[str], starts: list[int]) -> None:
        self.texts = texts
        self.starts = starts

    def __len__(self) -> int:
        return len(self.starts)

    def end(self, number: int) -> int:
        """Where a token ends."""
        return self.starts[number] + len(self.texts[number])

    def ends(self) -> list[int]:
        return list(map(add, self.starts, map(len, self.texts)))

    def touched(self, start: int, end: int) -> Range:
        """The first token that the stretch touches, and the one after the last; both equal if it touches none."""
        first = bisect_right(self.starts, start)
        if first and self.end(first - 1) > start:
            first -= 1
        return first, max(first, bisect_left(self.starts, end))


Tokenizer = Callable[[str, str | None], Tokens]

# Written without blanks: a token each, since names begin and end anywhere.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_LATIN = "0-9A-Za-z_ª²³µ¹º¼-¾\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02c1"  # letters that are found fast
_FAR = r"(?![\x00-\u02c1])"  # what follows is none of these letters, and may be a mark
# What follows is neither a letter beyond these nor anything that a token of any kind goes on with.
_ENDS = r"(?![^\x00-\xac\xae-\u02c1\u2010-\u205e])"
_FLAGS = "\U0001f1e6-\U0001f1ff"
# Beyond Unicode's combining marks these belong to the character before: skin tones, and the tags of flags.
_MORE_MARKS = "\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"


@cache
def _words() -> re.Pattern[str]:
    """Made when it is needed: to look for all marks takes some milliseconds."""
    mark = "".join(_marks()) + _MORE_MARKS
    marks = f"(?:{_FAR}[{mark}\\u200c])*+"
    symbol = rf"(?:[{_FLAGS}]{{2}}|[^\w\s])"
    letter = f"[^\\W{_UNSPACED}]"
    return re.compile(
        # Nearly all tokens of Latin script are of the first two kinds, which the rest would find just so.
        rf"(?:[{_LATIN}]++{_ENDS}|[^\w\s{_FLAGS}]{_ENDS}"
        # In a word may be a soft hyphen, and what joins or parts its letters. "'s" of English, and "n't", are
        # tokens of their own by the apostrophe.
        rf"|(?:[{_LATIN}]|{_FAR}{letter})(?:[{_LATIN}]++|\u00ad|{_FAR}(?:{letter}|[{mark}\u200c\u200d]))*+"
        rf"|[{_UNSPACED}](?:{_FAR}[{mark}\u200c\u200d])*+"
        # A flag is two letters; an emoji may be several joined by U+200D.
        rf"|{symbol}{marks}(?:\u200d{symbol}{marks})*+\u200d?)\s*"
    )


def _marks() -> Iterator[str]:
    """Runs of combining marks, as parts of a pattern."""
    first = None
    for code in chain(range(0x300, 0x20000), range(0xE0100, 0xE01F1)):
        is_mark = category(chr(code))[0] == "M"
        if is_mark and first is None:
            first = code
        elif not is_mark and first is not None:
            yield f"{chr(first)}-{chr(code - 1)}"
            first = None


_CODE = re.compile("[a-z]{2,3}")


def words(text: str, _lang: str | None) -> Tokens:
    """Runs of letters and digits; every other character, or emoji, by itself.

    Hyphens and apostrophes part words, so that the name in "Ohlsen-Vertrauter" or "Ohlsen's" is a token.
    """
    return _tokens(text, _words().findall(text))


def spaces(text: str, _lang: str | None) -> Tokens:
    """What stands between white space."""
    return _tokens(text, re.findall(r"\S+\s*", text))


def _tokens(text: str, pieces: list[str]) -> Tokens:
    """The tokens of which each piece is one with the white space behind it; together they are all of the text."""
    starts = list(accumulate(map(len, pieces), initial=len(text) - len(text.lstrip())))
    del starts[-1]
    return Tokens(list(map(str.rstrip, pieces)), starts)


class SpacyTokenizer:
    """The tokens of spaCy's blank pipeline for the article's language, or of its multi-language one."""

    def __init__(self) -> None:
        try:
            import spacy  # noqa: F401
        except ImportError as error:
            raise UserError("The tokens of spaCy need spaCy: install annotator[spacy].") from error
        self._tokenizers: dict[str | None, Callable[[str], Any]] = {}

    def __call__(self, text: str, lang: str | None) -> Tokens:
        found = [token for token in self.tokenizer(lang)(text) if not token.is_space]
        return Tokens([token.text for token in found], [token.idx for token in found])

    def tokenizer(self, lang: str | None) -> Callable[[str], Any]:
        """spaCy's tokenizer for a language (ISO 639-1, None where it isn't known)."""
        if lang not in self._tokenizers:
            self._tokenizers[lang] = blank_pipeline(lang).tokenizer
        return self._tokenizers[lang]


def blank_pipeline(lang: str | None) -> Language:
    """spaCy's pipeline of a tokenizer alone for a language (ISO 639, with or without a region).

    Its multi-language one where the language isn't known, to us or to spaCy, or a package for it isn't installed.
    """
    import spacy

    code = (lang or "").partition("-")[0].lower()
    try:
        # The code becomes part of a module's name.
        return spacy.blank(code if _CODE.fullmatch(code) else "xx")
    except ImportError:
        return spacy.blank("xx")


TOKENIZERS: dict[str, Callable[[], Tokenizer]] = {
    "words": lambda: words,
    "spaces": lambda: spaces,
    "spacy": SpacyTokenizer,
}


def tokenizer(name: str) -> Tokenizer:
    """The tokenizer of that name; raises UserError."""
    if name not in TOKENIZERS:
        raise UserError(f"There are no tokens called {name!r}; there are {', '.join(TOKENIZERS)}.")
    return TOKENIZERS[name]()


class Aligner:
    """Puts spans on tokens. What does not fit grows (snap) or is left out (drop), and is counted and listed."""

    def __init__(self, misaligned: str, losses: Losses) -> None:
        self._snap = misaligned == "snap"
        self._losses = losses

    def place(self, record: Record, span: RecordSpan, tokens: Tokens, pieces: bool = True) -> list[Range]:
        """The stretches of tokens that the span is, end exclusive; none if it is left out.

        Unless ``pieces``, a span of several segments is the one stretch around them.
        """
        segments = span["segments"] if pieces else ((span["start"], span["end"]),)
        if len(segments) == 1:
            # Nearly all spans: of one piece, which begins and ends with tokens.
            ((start, end),) = segments
            starts = tokens.starts
            first, last = bisect_left(starts, start), bisect_left(starts, end)
            if first < last and starts[first] == start and starts[last - 1] + len(tokens.texts[last - 1]) == end:
                return [(first, last)]
        placed: list[Range] = []
        fits = True
        for start, end in segments:
            first, last = tokens.touched(start, end)
            if first < last:
                fits &= tokens.starts[first] == start and tokens.end(last - 1) == end
                if placed and first < placed[-1][1]:
                    placed[-1] = (placed[-1][0], last)
                else:
                    placed.append((first, last))
            else:
                fits = False  # nothing but white space
        if fits:
            return placed
        if not self._snap or not placed:
            self._losses.add("misaligned", record["id"], span)
            return []
        became = record["text"][tokens.starts[placed[0][0]] : tokens.end(placed[-1][1] - 1)]
        self._losses.add("snapped", record["id"], span, became)
        return placed
