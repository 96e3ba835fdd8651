"""What is the same for all cases of a name, where names are inflected: Юрия Брезгина, Janem Brzozą, Ohlsen'in.

Rough stems: they may be the same for two names of one word, but rarely for all words of a full name.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from annotator.core.names import fold
from annotator.core.patterns import late

_CYRILLIC = late(
    r"(?:[оеє][гм][оу]|[ыиіоеєая]м[иі]?|[ыиіая]х|[оеі]ві|[аеёиоуыэюяіїєйь])\Z"
)  # fmt: skip
_LATIN = late(
    r"(?:owie|owi|ovi|(?:ie?|e)?go|(?:ie?|e)?mu|eho|iho|oga|ami|[iye]mi|ich|[yai]ch|i?em|[aioy]m|ou|ej|[aeiouy])\Z"
)
_GREEK = late(r"(?:ου[σς]?|ων|[αεηιουω][σςν]?|ν|σ|ς)\Z")
# Jan Hošek, Hoška; Павел, Павла
_FLEETING = late(r"(?<=[^\Waeiouyаеиоуыэюя])[eе](?=[cklnrtцклнр]\Z)")
_LEAST = 2  # letters of a stem

_ENDINGS = (
    dict.fromkeys(("ru", "uk", "be", "bg", "mk"), _CYRILLIC)
    | dict.fromkeys(("pl", "cs", "sk", "sl", "hr", "bs"), _LATIN)
    | {"el": _GREEK}
)

Stem = Callable[[str], str]


def stem_of(lang: str) -> Stem | None:
    """What makes the stem of a word in this language; None where a name's forms are told otherwise."""
    return _of(_group(lang))


def _group(lang: str) -> str:
    if lang in ("tr", "az"):
        return "tr"
    endings = _ENDINGS.get(lang)
    return "" if endings is None else {_CYRILLIC: "ru", _LATIN: "pl", _GREEK: "el"}[endings]


@lru_cache(maxsize=8)
def _of(group: str) -> Stem | None:
    if not group:
        return None
    endings = _ENDINGS.get(group)

    @lru_cache(maxsize=65536)
    def stem(word: str) -> str:
        found = fold(word).replace("’", "'").partition("'")[0]  # Turkish: Tunçbilek'in
        while endings is not None:
            shorter = endings.sub("", found, count=1)
            if shorter == found or len(shorter) < _LEAST:
                break
            found = shorter
        return _FLEETING.sub("", found) if endings is not None else found

    return stem
