"""Texts that are nearly the same (wire copy, updates of a story), told by MinHash over word shingles.

A signature holds, for each of 96 random orders of all shingles, which one of the text's comes first. The share of
places at which two signatures agree estimates the Jaccard similarity of the two sets of shingles (Broder 1997); of
each place the last byte is kept (Li & König 2010, b-bit minwise hashing). Texts that agree in all four places of
one of 32 bands are compared at all: at similarity 0.5 that finds 87 % of the pairs, at 0.6 99 %.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from operator import eq
from sys import byteorder
from zlib import crc32

Signature = bytes
"""96 bytes, one for each order."""

NEAR = 0.5
"""The least similarity of two texts that count as nearly the same: one has lost a third, or every sixth word."""

_ORDERS, _BANDS, _ROWS = 96, 24, 4
_SEED = 1
_LEAST_SHINGLES = 24  # a line or two are alike by chance
_WORDS, _CHARACTERS = 3, 5  # in a shingle
_LONGEST = 4 << 20  # code points that are looked at
_UNPARTED = 12  # characters a word, on average, from which on a text is taken to be written without blanks


def method() -> str:
    """What signatures depend on beside the text: only those made by the same method can be compared."""
    # 1 MB; takes 2 ms to import.
    from rensa import RMinHash

    parts = (RMinHash.ALGORITHM_VERSION, _ORDERS, _BANDS, _ROWS, _SEED, _WORDS, _CHARACTERS, _UNPARTED)
    return "rensa-" + "/".join(map(str, parts))


def sketch(texts: Sequence[str]) -> list[tuple[Signature, list[int]] | None]:
    """For each text its signature and the keys of its bands; None for texts of fewer than 24 shingles.

    Texts that have a key in common may be near each other: :func:`similarity` tells. About 80 µs a text of 3,000
    code points, nearly all of it for making shingles. Raises UnicodeEncodeError for lone surrogates.
    """
    from rensa import RMinHash

    shingled = [_shingles(text) for text in texts]
    rows = RMinHash.digest_matrix_from_token_byte_sets(shingled, _ORDERS, _SEED).to_rows()
    return [
        _packed(row) if len(shingles) >= _LEAST_SHINGLES else None
        for shingles, row in zip(shingled, rows, strict=True)
    ]


def similarity(one: Signature, other: Signature) -> float:
    """The estimated share of shingles that two texts have in common, from 0 to 1; off by 0.05 (one sigma)."""
    agreeing: int = sum(map(eq, one, other))
    return agreeing / _ORDERS


def _shingles(text: str) -> list[bytes]:
    # Of one of 16 million characters all shingles take 400 MB.
    text = text[:_LONGEST]
    # As bytes all of it takes a third less.
    words = text.lower().encode().split()
    if len(text) > _UNPARTED * len(words):
        characters = b"".join(words).decode()
        return [characters[at : at + _CHARACTERS].encode() for at in range(len(characters) - _CHARACTERS + 1)]
    return list(map(b" ".join, zip(*(words[at:] for at in range(_WORDS)), strict=False)))


def _packed(row: Sequence[int]) -> tuple[Signature, list[int]]:
    values = array("I", row)
    if byteorder == "big":
        values.byteswap()
    whole = values.tobytes()
    size = 4 * _ROWS
    keys = [band << 32 | crc32(whole[band * size : (band + 1) * size]) for band in range(_BANDS)]
    return whole[::4], keys
