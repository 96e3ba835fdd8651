"""How Arabic and Hebrew write articles and conjunctions, which are no words of their own there."""

from __future__ import annotations

import re

ARTICLE = {"ar": "ال", "he": "ה"}
# "And" (and "so") stands before any verb of speech: وقال, فقال, ואמר.
_AND = {"ar": ("و", "ف"), "he": ("ו",)}
_SHORTEST_BEHIND_SO = 3  # letters: فرد is an individual, not "so he replied"
_SHORTEST_CONSTRUCT = 3  # letters
_HAMZA = str.maketrans("أإآ", "ااا")  # which many writers leave out
# Vowel signs and the stretching of letters. The sign of doubling is kept in what is a preposition without it.
_SIGNS = re.compile("[\u064b-\u0650\u0652\u0670\u0640]")
_SHORT = 200  # code points
_DOUBLED = "\u0651"
_KEPT = frozenset(("بين", "عبر", "عقب"))
_MARKED = re.compile("[\u064b-\u0652\u0670\u0640]|(?<=[\u05d0-\u05ea])[״”](?=[\u05d0-\u05ea])")


def is_marked(text: str) -> bool:
    """Whether :func:`spelling` leaves out or changes something of the words of a text."""
    # No text of some length is without alef and yod; to look for these takes a fiftieth of the time.
    if len(text) > _SHORT and "\u0627" not in text and "\u05d9" not in text:
        return False
    return _MARKED.search(text) is not None


def spelling(word: str) -> str:
    """A word as lexicons have it: قائلاً is قائلا, أكّد is أكد, יו״ר is יו"ר.

    But بيّن (showed) is not بين (between).
    """
    if word < "\u0590" or not is_marked(word):
        return word
    if word[0] < "\u0600":
        return _MARKED.sub('"', word)
    written = _SIGNS.sub("", word)
    plain = written.replace(_DOUBLED, "")
    return written if plain.lstrip("وف") in _KEPT and _DOUBLED in written else plain or word


def verb_forms(lang: str, form: str) -> list[str]:
    """The form of a verb, those of it that begin with "and", and the same without hamza."""
    so = len(form) >= _SHORTEST_BEHIND_SO
    found = [form, *(before + form for before in _AND[lang] if so or before != "ف")]
    return found + [form.translate(_HAMZA) for form in found] if lang == "ar" else found


def nouns(lang: str, entries: frozenset[str]) -> frozenset[str]:
    """Nouns with those that have the article, and in Arabic the same without hamza."""
    found = entries | {ARTICLE[lang] + entry for entry in entries}
    return found | {entry.translate(_HAMZA) for entry in found} if lang == "ar" else found


def constructs(lang: str, entries: frozenset[str]) -> frozenset[str]:
    """Hebrew nouns with the form that they have before another one: ממשלה, ממשלת; תושבים, תושבי."""
    if lang != "he":
        return entries
    women = {entry[:-1] + "ת" for entry in entries if entry.endswith("ה") and len(entry) > _SHORTEST_CONSTRUCT}
    return entries | women | {entry[:-1] for entry in entries if entry.endswith("ים")}


def women(lang: str, entries: frozenset[str]) -> frozenset[str]:
    """Arabic nouns of one person with those of a woman: مدير, مديرة."""
    return entries | {entry + "ة" for entry in entries if entry[-1] not in "ةىاء"} if lang == "ar" else entries


def phrases(lang: str, entries: frozenset[str]) -> frozenset[str]:
    """Words and phrases with those that begin with "and": وبحسب, وفي, ולדברי."""
    return entries | {before + entry for entry in entries for before in _AND[lang]}
