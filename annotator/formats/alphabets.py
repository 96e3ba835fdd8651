"""Encodings of languages in Latin letters told apart by their letters: "řekl" is Czech, "øekl" is nothing."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

WESTERN = "cp1252"
"""What a text may be that reads as well in it as in any other: by far the most frequent."""

_CENTRAL = ("áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "ąćęłńóśźż", "áéíóöőúüű", "ăâîşţ", "čćđšž")
_ALPHABETS: dict[str, tuple[str, ...]] = {
    WESTERN: (
        "äöüß",
        "àâæçéèêëîïôœùûüÿ",
        "áéíñóúüªº",
        "áâãàçéêíóôõúüªº",
        "àéèìíîòóùú",
        "àçéèíïòóúü",
        "åäöé",
        "æøåéôòóê",
        "éëïóöüèêáíúàâîôûçä",
        "áðéíóúýþæö",
        "äöõüšž",
    ),
    "cp1250": _CENTRAL,
    "iso8859_2": _CENTRAL,
    "cp1254": ("çğıiöşüâîû",),
}
_SURER, _MORE = 0.1, 3  # by what share, and what number, more letters must be those of a language than in Western
_NEAR = re.compile(r"(?<=[^\W\d_])[^\x00-\x7f]|[^\x00-\x7f](?=[^\W\d_])")


def latin_encoding(data: bytes) -> str:
    """The encoding in which the letters beyond ASCII are those of one language; :data:`WESTERN` where that may be.

    Each encoding is judged by the language of its own that has most of them.
    """
    counts = {encoding: _counts(data, encoding) for encoding in _ALPHABETS}
    (known, number) = counts[WESTERN]
    best = max(counts, key=lambda encoding: counts[encoding][0] / max(1, counts[encoding][1]))
    more, of = counts[best]
    surer = more >= known + _MORE and more / of >= known / max(1, number) + _SURER
    return best if surer else WESTERN


def _counts(data: bytes, encoding: str) -> tuple[int, int]:
    """How many letters beyond ASCII are those of the language that has most, of how many; signs in words count."""
    found = Counter(
        char for char in _NEAR.findall(data.decode(encoding, "replace").lower()) if _may_be_letter(char)
    )
    known = max(sum(found[letter] for letter in alphabet) for alphabet in _ALPHABETS[encoding])
    return known, found.total()


def _may_be_letter(char: str) -> bool:
    return char == "¶" or unicodedata.category(char)[0] not in "PZ"
