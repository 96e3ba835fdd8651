"""The names in a line or cell that says who wrote an article."""

from __future__ import annotations

import re

from annotator.core.register_rules import one_line

_SURE = re.compile(r"\s*[;|\n]\s*|,?\s+(?:und|and|et|&)\s+", re.IGNORECASE)
_COMMA = re.compile(r"\s*,\s+")
_BY = re.compile(
    r"(?:(?:von|by|par|text|autor(?:in|en)?|authors?|auteur)\s*:\s*"
    # With a name and a surname after it: "von Ohlsen, Ada" keeps its "von".
    r"|(?:von|by|par)\s+(?=(?-i:[A-ZÄÖÜÉ])[\w.’'-]*\s+\w))",
    re.IGNORECASE,
)


def split_authors(written: str) -> tuple[str, ...]:
    """The names, each once: apart at semicolons, lines and "and"; at commas where each side has two words.

    "Olm, Ada" so stays one name, and "Ada Olm, Bert Kahl" become two.
    """
    names: list[str] = []
    text = written.strip()
    by = _BY.match(text)
    for piece in _SURE.split(text[by.end() :] if by else text):
        parts = _COMMA.split(piece)
        names += parts if len(parts) > 1 and all(" " in part.strip() for part in parts) else [piece]
    return tuple(dict.fromkeys(name for name in map(one_line, names) if name))
