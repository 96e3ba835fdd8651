"""Persian and Hindi words in one spelling of the several that texts have."""

from __future__ import annotations

import re

# Letters of Arabic keyboards, which Persian texts have for its own.
_PERSIAN = str.maketrans("يىك", "ییک")
# A dot below tells of sounds of Persian words, and many leave it out: ज़मीन, जमीन. Nasal vowels have
# one of two signs: माँग, मांग.
_HINDI = str.maketrans(
    {"\u0901": "\u0902", "\u095c": "ड\u093c", "\u095d": "ढ\u093c"}
    | dict(zip("\u0958\u0959\u095a\u095b\u095e", "कखगजफ", strict=True))
)
_DOT = re.compile("(?<=[कखगजफ])\u093c")
LANGUAGES = frozenset(("fa", "hi"))


def one_spelling(lang: str, text: str) -> str:
    """The words with one letter for each of those that texts vary."""
    if lang == "fa":
        return text.translate(_PERSIAN)
    return _DOT.sub("", text.translate(_HINDI)) if lang == "hi" else text
