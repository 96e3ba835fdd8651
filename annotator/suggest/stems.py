"""Nouns of a lexicon in any case, for languages that inflect them: opozicija, opoziciji; sindikat, sindikatu."""

from __future__ import annotations

from functools import lru_cache

from annotator.suggest.lexicon import lexicon

_LEAST = 3  # letters of a stem
_ENDING = 3  # letters, at most, that a case adds to a stem
_SOFT = {"zi": "g", "ci": "k", "si": "h", "зи": "г", "ци": "к", "си": "х"}  # u zadruzi, u banci
_VOWELS = "aeiouyáéíýаеиоуя"


def is_form(lang: str, low: str, *kinds: str) -> bool:
    """Whether a word in small letters is a noun of one of the lexicon's lists, as its beginning tells."""
    soft = _SOFT.get(low[-2:])
    if soft is not None and is_form(lang, low[:-2] + soft, *kinds):
        return True
    ends = range(len(low), max(_LEAST, len(low) - _ENDING) - 1, -1)
    return any(low[:end] in _stems(lang, kind) for kind in kinds for end in ends)


@lru_cache(maxsize=32)
def _stems(lang: str, kind: str) -> frozenset[str]:
    """The nouns of a list without the vowel that they end with."""
    words: frozenset[str] = getattr(lexicon(lang), kind)
    long = (word for word in words if len(word) > _LEAST)
    return frozenset(word[:-1] if word[-1] in _VOWELS else word for word in long)
