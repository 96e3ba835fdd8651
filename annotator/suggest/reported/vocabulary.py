"""The words that reported speech needs beside those of the lexicons, from data files.

One TOML file a language lies in ``resources/reported_speech``. Each entry of it is a list of words divided by
blanks ("play_down" is a verb of two words), but for ``verbs``, which is written as in the lexicons: verbs that
announce a clause, but no direct quote.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import lru_cache

from annotator.core.resources import resource
from annotator.core.typography import word_set
from annotator.suggest.lexicon import Lexicon, inflected, lexicon, spelt


@lru_cache(maxsize=8)
def vocabulary(lang: str) -> dict[str, frozenset[str]]:
    """The word lists of a language by name; raises KeyError for a list that its file lacks."""
    lists = {name: word_set(words) for name, words in _data(lang).items() if name != "verbs"}
    return {name: frozenset(spelt(word.replace("_", " ") for word in words)) for name, words in lists.items()}


@lru_cache(maxsize=8)
def speech(lang: str) -> Lexicon:
    """The lexicon of a language with the verbs that announce a clause."""
    known = lexicon(lang)
    verbs, particles, separated = inflected(_data(lang)["verbs"])
    for form in verbs.keys() & known.verbs.keys():
        particles[form] = particles.get(form, frozenset([""])) | known.particles.get(form, frozenset([""]))
    nouns = known.nouns | vocabulary(lang)["nouns"]
    verbs, separated = verbs | known.verbs, separated | known.separated
    return replace(known, verbs=verbs, particles=known.particles | particles, separated=separated, nouns=nouns)


@lru_cache(maxsize=64)
def longest_phrases(phrases: frozenset[str]) -> dict[str, int]:
    """How many words the longest of the phrases has that begin with a word."""
    longest: dict[str, int] = {}
    for words in map(str.split, phrases):
        longest[words[0]] = max(len(words), longest.get(words[0], 0))
    return longest


@lru_cache(maxsize=8)
def _data(lang: str) -> dict[str, str]:
    return tomllib.loads(resource("reported_speech", f"{lang}.toml").read_text("utf-8"))
