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
_SURE_LETTERS = 200  # of which a text has more if it is to tell better than its page
# Languages that are taken for one another now and then, as they are written alike.
_ALIKE = tuple(
    frozenset(codes.split())
    for codes in (
        "no nb nn da sv",
        "hr bs sr sh cnr sl mk bg",
        "cs sk",
        "id ms",
        "es ca gl pt oc",
        "it co",
        "de lb nds",
        "nl af fy li",
        "ru uk be",
        "hi mr ne",
        "ur fa",
        "fil tl ceb",
    )
)


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


def told_language(told: str | None, text: str) -> str | None:
    """The language that a page or document says it is in, unless its text shows that it isn't.

    Templates and office programs say what they were made for, whatever is written in them then.
    """
    if told is None or len(_LETTER.findall(text[:_LONGEST])) < _SURE_LETTERS:
        return told
    code, found = told.lower().replace("_", "-").partition("-")[0], detect_language(text)
    code = _CODES.get(code, code)
    if found is None or code == found or any({code, found} <= alike for alike in _ALIKE):
        return told
    return found


def _is_dense(sample: str) -> bool:
    """Whether the letters are words or syllables, of which a sentence needs fewer."""
    return len(sample) >= 12 and min(sample.replace(" ", "")) > "\u1000"


@cache
def _identifier() -> NNetLanguageIdentifier:
    from gcld3 import NNetLanguageIdentifier

    return NNetLanguageIdentifier(0, 4 * _LONGEST)
