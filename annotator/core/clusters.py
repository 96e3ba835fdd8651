"""Grapheme clusters, and the class of each code point that tells where clusters and words begin.

Offsets are code points, end exclusive. Clusters follow Unicode Standard Annex #29, section 3, without the rule
GB9b (prepended marks).
"""

from __future__ import annotations

import re
from unicodedata import category

Range = tuple[int, int]

# Shapes: each code point is mapped to one ASCII character for its class, so that stdlib patterns can speak of
# classes. A capital, a small or modifier letter, o other letter, b Hebrew letter, d Indic consonant, h Hangul
# leading jamo, y Hangul syllable; a word each, as no spaces part them: c ideograph, hiragana or consonant of Thai
# and Lao (with l, t the vowels that are written before or behind it), e letter of Khmer and Burmese; 0 number,
# _ connector, m extends a cluster, j joins two, r regional indicator, p pictograph, f format, k control,
# s no-break space, " " other space, \n line break, x any other; - ' " . , : · * & stay themselves.
_KEPT = {c: c for c in "-.,:·*&'\""}
_KEPT |= {"\u2010": "-", "\u2011": "-", "’": "'", "ʼ": "'", "\n": "\n", "\u2028": "\n", "\u2029": "\n"}
_KEPT |= {"”": '"', "״": '"', "׳": "'"}  # gershayim and geresh, in whatever form
_KEPT |= dict.fromkeys("เแโใไເແໂໃໄ", "l") | dict.fromkeys("ะาๅฯๆະາຽໆ", "t") | dict.fromkeys("ำຳ", "m")
_KEPT |= dict.fromkeys("\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d\u1039\u17d2", "j")  # viramas
_KEPT |= {"\u200c": "m", "\u200d": "j", "\u00a0": "s", "\u202f": "s", "\u2009": "s"}
_RANGES = (
    ("\u05d0", "\u05f2", "b"),
    *((chr(block + 0x15), chr(block + 0x39), "d") for block in (0x900, 0x980, 0xA80, 0xB00, 0xC00, 0xD00)),
    ("\u0e01", "\u0e2e", "c"),
    ("\u0e81", "\u0eae", "c"),
    ("\u1000", "\u102a", "e"),
    ("\u1780", "\u17b3", "e"),
    ("\u1100", "\u115f", "h"),
    ("\ua960", "\ua97c", "h"),
    ("\u1160", "\u11ff", "m"),
    ("\ud7b0", "\ud7fb", "m"),
    ("\uac00", "\ud7a3", "y"),
    ("\u3041", "\u309f", "c"),
    ("\u3400", "\u4dbf", "c"),
    ("\u4e00", "\u9fff", "c"),
    ("\uf900", "\ufaff", "c"),
    ("\U00020000", "\U0003ffff", "c"),
    ("\U0001f1e6", "\U0001f1ff", "r"),
    ("\U0001f3fb", "\U0001f3ff", "m"),
    ("\U000e0020", "\U000e007f", "m"),
    ("\U0001f000", "\U0001faff", "p"),
)
_CATEGORIES = {
    "Lu": "A", "Lt": "A", "Ll": "a", "Lm": "a", "Lo": "o", "Nd": "0", "Nl": "0", "No": "0", "Pc": "_", "Zs": " ",
    "Mn": "m", "Mc": "m", "Me": "m", "Cf": "f", "Cc": "k",
}  # fmt: skip
_SYMBOLS = ("\u2190", "\u3299")


class _Shapes(dict[int, str]):
    """The shape of each code point seen so far; 26 ns a character through ``str.translate``."""

    def __missing__(self, code: int) -> str:
        shape = self[code] = _shape(chr(code))
        return shape


def _shape(char: str) -> str:
    if char in _KEPT:
        return _KEPT[char]
    kind = category(char)
    for first, last, shape in _RANGES:
        if first <= char <= last and (kind[0] != "M" or shape == "m"):
            return shape
    if char in "©®" or (kind == "So" and _SYMBOLS[0] <= char <= _SYMBOLS[1]) or char in "↔↕":
        return "p"
    return _CATEGORIES.get(kind, "x")


SHAPES = _Shapes()
_BEHIND = {"r": "r", "p": "j", "h": "h", "y": "h"}  # what goes on with a cluster behind this alone
_WORDISH = frozenset("Aaobdhycelt0_mj")
_CLUSTER_REACH = 1000
_CLUSTER = re.compile(r"h++y?[mj]*+|rr?[mj]*+|p(?:m*+jp)*[mj]*+|[de](?:m*+j[mj]*+[de])*+[mj]*+|[k\nf]|.[mj]*+")


def cluster_at(text: str, offset: int) -> Range:
    """The grapheme cluster that the code point at ``offset`` (``0 <= offset < len(text)``) is in.

    Runs of flags are paired from at most 1,000 characters before.
    """
    first = offset
    while first > max(0, offset - _CLUSTER_REACH) and _may_go_on(text, first):
        first -= 1
    shapes = text[first : offset + _CLUSTER_REACH].translate(SHAPES)
    for match in _CLUSTER.finditer(shapes):
        if match.end() > offset - first:
            return first + match.start(), first + match.end()
    return offset, offset + 1


def cluster_start(text: str, offset: int) -> int:
    """The last border between grapheme clusters at or before ``offset``."""
    return cluster_at(text, offset)[0] if _may_be_inside(text, offset) else offset


def cluster_end(text: str, offset: int) -> int:
    """The first border between grapheme clusters at or after ``offset``."""
    if not _may_be_inside(text, offset):
        return offset
    start, end = cluster_at(text, offset)
    return offset if start == offset else end


def _may_be_inside(text: str, offset: int) -> bool:
    return 0 < offset < len(text) and text[offset] >= "\u0300" and _may_go_on(text, offset)


def _may_go_on(text: str, offset: int) -> bool:
    """Whether the code point at ``offset`` (not 0) is one of those that do not begin a cluster for certain."""
    shape = SHAPES[ord(text[offset])]
    before = offset - 1
    if shape in "de":
        while before >= 0 and SHAPES[ord(text[before])] == "m":
            before -= 1
        return before >= 0 and SHAPES[ord(text[before])] == "j"
    return shape in "mj" or SHAPES[ord(text[before])] == _BEHIND.get(shape)


def is_wordish(char: str) -> bool:
    """Whether a code point is a letter, a number or a mark on one."""
    return SHAPES[ord(char)] in _WORDISH
