"""What stands around a name in Slavic languages, which have no articles: adjectives, where somebody is from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.suggest.mentions.phrases import Phrase

if TYPE_CHECKING:
    from annotator.suggest.mentions.mention import Mention
    from annotator.suggest.reading import Token

# How adjectives of a subject end; other nouns before it are objects: hledal příčiny obratu trenér Kačena.
_ADJECTIVES = {
    "pl": ("y", "i", "na", "ska", "cka", "dzka", "wa", "ła", "ta", "sza", "ca", "kie", "ne", "we", "łe", "te"),
    "cs": ("ý", "í", "á", "é"),
    "sk": ("ý", "í", "á", "é", "lny", "lna", "vny", "vna", "lni", "vni"),
    "ru": ("ый", "ий", "ой", "ая", "яя", "ые", "ие"),
    "uk": ("ий", "ій", "ська", "цька", "ова", "ева", "на", "ня", "ські", "цькі", "ні", "ві"),
}
_NOUNS = frozenset("RMOT")
_FROM = {
    "pl": ("z", "ze"),
    "cs": ("z", "ze"),
    "sk": ("z", "zo"),
    "ru": ("из",),
    "uk": ("з", "із", "зі"),
    "hr": ("iz",),
    "sr": ("iz", "из"),
}
_PLACE = re.compile(r"[nO]{0,2}N+")
# The same word is "with" before the instrumental: z Anną, з Іваном.
_WITH = ("ą", "em", "im", "ym", "ami", "ом", "ем", "єм", "ою", "ею", "єю", "им", "ами", "ями")


def without_objects(phrase: Phrase, letters: str, words: list[Token], lang: str) -> Phrase:
    """The phrase without the nouns before a role or a name that are none of its adjectives."""
    endings = _ADJECTIVES.get(lang)
    first = phrase.first
    if endings is None or letters[first] != "n" or phrase.bare > first:
        return phrase
    while letters[first] == "n" and not words[first].low.endswith(endings):
        first += 1
        if first == phrase.head_end:
            return phrase
    # Right before a name it may be a role that has a case: по словам депутата Петра Громова.
    behind_verb = phrase.first == 0 or letters[phrase.first - 1] in "sq,-"
    if first == phrase.first or not (behind_verb or letters[first] in _NOUNS):
        return phrase
    return phrase._replace(first=first, bare=first, head=phrase.head[first - phrase.first :])


def add_origin(mention: Mention, letters: str, words: list[Token], lang: str) -> None:
    """Takes in where somebody is from, if that has a name: Josef Král z Lipové, ekonomista z Instytutu Badań."""
    at = mention.last
    if mention.who != "person" or mention.oblique or at >= len(words) or words[at].low not in _FROM.get(lang, ()):
        return
    place = _PLACE.match(letters, at + 1)
    if place is not None and not words[place.end() - 1].low.endswith(_WITH):
        mention.last = place.end()
        mention.end = mention.core = words[place.end() - 1].end
