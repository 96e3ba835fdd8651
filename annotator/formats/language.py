"""The language of an article, found offline by CLD3, a small neural network over character n-grams."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gcld3 import NNetLanguageIdentifier

_LONGEST = 800  # code points that are looked at: more don't make it surer, and take 0.3 µs each
_LEAST_LETTERS = 40  # of fewer it guesses ("Wetter" is Norwegian)
_NOISE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[^\w\s'’-]+|[\d_]+")
_BLANKS = re.compile(r"\s+")
_LETTER = re.compile(r"[^\W\d_]")
_CODES = {"iw": "he"}  # ISO 639-1 has been renamed since


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code, of three letters where there is none of two; None for what is too short or unclear.

    About 0.2 ms. Text in another script than its language's (transliterated Russian) counts as unclear.
    """
    sample = _BLANKS.sub(" ", _NOISE.sub(" ", text[:_LONGEST]))
    if len(_LETTER.findall(sample)) < _LEAST_LETTERS and not _is_dense(sample):
        return None
    found = _identifier().FindLanguage(sample)
    code = str(found.language)
    return _CODES.get(code, code) if found.is_reliable and "-" not in code else None


def _is_dense(sample: str) -> bool:
    """Whether the letters are words or syllables, of which a sentence needs fewer."""
    return len(sample) >= 12 and min(sample.replace(" ", "")) > "\u1000"


@cache
def _identifier() -> NNetLanguageIdentifier:
    from gcld3 import NNetLanguageIdentifier

    return NNetLanguageIdentifier(0, 4 * _LONGEST)
