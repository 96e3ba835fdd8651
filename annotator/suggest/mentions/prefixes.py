"""Prefixes that Arabic and Hebrew write as one with the next word, apart from nouns of those who speak."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from annotator.core.word_cache import WordCache
from annotator.suggest.lexicon import Lexicon, lexicon

if TYPE_CHECKING:
    from annotator.suggest.reading import Token

LANGUAGES = frozenset(("ar", "he"))
AND = {"ar": "وف", "he": "ו"}
TO = {"ar": "لبك", "he": "בכלמש"}
LEAST = 3  # letters of a word behind a prefix
_MINISTER = "שר"  # shorter than that
_HIS = "וה"
_OWNERS = ("هما", "ها", "هم", "نا", "ه")
_FINAL = dict(zip("כמנפצ", "ךםןףץ", strict=True))  # as the last letter of a word


def apart(tokens: list[Token], lang: str) -> list[Token]:
    """The tokens with prefixes of those who speak apart: ל|שר, מ|משרד, و|الوزير."""
    lengths = _prefixes(lang)
    if not any(lengths[token[3]] for token in tokens):
        return tokens
    found: list[Token] = []
    for token in tokens:
        length = lengths[token.low]
        if length and len(token.text) == len(token.low):
            cut = token.start + length
            found.append(token._replace(end=cut, text=token.text[:length], low=token.low[:length]))
            token = token._replace(start=cut, text=token.text[length:], low=token.low[length:])
        found.append(token)
    return found


@lru_cache(maxsize=4)
def _prefixes(lang: str) -> WordCache[int]:
    """How many letters of a word are a prefix before a noun of those who speak."""
    words = lexicon(lang)
    known = _known(words)
    every = AND[lang] + TO[lang]

    def length(low: str) -> int:
        if low[0] not in every or low in known or owned(low, words):
            return 0
        if _speaks(low[1:], words):
            return 1
        return 2 if low[0] in AND[lang] and low[1:2] in TO[lang] and _speaks(low[2:], words) else 0

    return WordCache(length)


def _speaks(low: str, words: Lexicon) -> bool:
    return (len(low) >= LEAST or low == _MINISTER) and (words.may_speak(low) or owned(low, words))


def owned(low: str, words: Lexicon) -> bool:
    """Whether a word is a role with whose it is: דוברו, סוכנה, חבריה; محاميه, جارته."""
    if len(low) <= LEAST:
        return False
    if words.lang == "ar":
        stem = next((low[: -len(end)] for end in _OWNERS if low.endswith(end)), "")
        return stem in words.roles or (stem.endswith("ت") and f"{stem[:-1]}ة" in words.roles)
    if low[-1] not in _HIS:
        return False
    stems = (low[:-1], low[:-2] + _FINAL.get(low[-2], low[-2]))
    return not words.roles.isdisjoint(stems) or (low[-2] == "י" and f"{low[:-2]}ים" in words.groups)


def _known(words: Lexicon) -> frozenset[str]:
    lists = (words.roles, words.groups, words.organisations, words.nobody, words.prepositions, words.auxiliaries)
    return frozenset(words.verbs).union(*lists, words.nouns, words.before, words.that, words.function_words)
