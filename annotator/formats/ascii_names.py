"""Names of ASCII letters, digits and ``_``, as codebooks have them, for what is called anything elsewhere."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 60
_NO_NAME = re.compile(r"[^A-Za-z0-9_]+")


def _written(letters: str, latin: str) -> dict[str, str]:
    return dict(zip(letters, latin.split(), strict=True))


# Letters that Unicode does not take apart: of Latin alphabets, of Greek, and of Cyrillic as news in English writes
# them (the two signs not at all).
_SMALL = {
    **_written("ßæœøłđðþıħ", "ss ae oe o l d d th i h"),
    **_written("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o"),
    **_written("абвгдежзиклмнопрстуф", "a b v g d e zh z i k l m n o p r s t u f"),
    **_written("хцчшщыэюяієљњћџђґј", "kh ts ch sh shch y e yu ya i ye lj nj c dz dj g j"),
}
_LETTERS = str.maketrans(
    _SMALL
    | {c.upper(): latin.capitalize() for c, latin in _SMALL.items() if len(c.upper()) == 1 and c != "ı"}
    | {"ẞ": "SS"}
)
# What Unicode calls a letter that stands for a syllable ends in the usual transcription: HANGUL SYLLABLE SEO.
_SYLLABLE = re.compile(r"(?:HANGUL SYLLABLE|(?:HIRAGANA|KATAKANA) LETTER(?: SMALL)?) ([A-Z]+)\Z")


def ascii_name(title: str) -> str:
    """The title as a name of at most 60 characters, "" where no letter of it can be in one."""
    told = "".join([char if char.isascii() else _syllable(char) for char in unicodedata.normalize("NFC", title)])
    plain = unicodedata.normalize("NFKD", told).translate(_LETTERS).encode("ascii", "ignore").decode()
    name = _NO_NAME.sub("_", plain.upper() if title.isupper() else plain).strip("_").lstrip("0123456789_")
    return name[:_LONGEST]


def _syllable(char: str) -> str:
    found = _SYLLABLE.match(unicodedata.name(char, ""))
    return found[1].lower() if found else char
