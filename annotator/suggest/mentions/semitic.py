"""Noun phrases of Arabic and Hebrew, which write articles, conjunctions and prepositions with the next word.

Prefixes before a noun of those who speak are words of their own here (prefixes.py): ל|שר החינוך, و|الوزير. Other
words that begin with a preposition have its letter. What begins what is told has the letter "j", a verb with "and"
before it "S".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.core.patterns import late
from annotator.suggest.lexicon import Lexicon, lexicon
from annotator.suggest.mentions.arabic import in_arabic
from annotator.suggest.mentions.hebrew import in_hebrew
from annotator.suggest.mentions.phrases import Phrase
from annotator.suggest.mentions.semitic_words import CLOSE_TO, DEPUTIES, HEARERS, MEMBERS, RELATIVE, SENT, WITHIN
from annotator.suggest.semitic import ARTICLE

if TYPE_CHECKING:
    from annotator.suggest.reading import Token

_TO, _FROM, _ABOUT = ("ל", "ل"), ("מ", "من"), "عن"
_GERESH = frozenset("'׳’")
_OF = ("n", "R", "M", "O")
_NEAR = 3  # words from somebody's role to a preposition
_WORD = "[nRMOTUCNKI]"
_NAMES = (
    rf"(?:{_WORD}|(?<=[ROn])q{_WORD}{{1,4}}q|o(?={_WORD})|(?<=[I0R])\.(?={_WORD})"
    r"|(?<=R)\([ni][q.]?\)|(?<=n)\([nO]{1,2}\))"
)
_APPOSITIVE = rf"(?:[nR]?0[nx]?|R{_NAMES}{{0,4}}(?:0[nx]?)?i{_NAMES}{{0,4}}|{_NAMES}{{1,7}})"
_APPOSITION = rf"(?:,{_APPOSITIVE}(?=[,.:()q]|\Z))"
_BETWEEN_COMMAS = rf"(?:,{_APPOSITIVE}(?=,))"
_AT = rf"(?:i{_NAMES}{{1,4}}(?=,{_NAMES}{{1,7}},))?"  # before an apposition: מנהל המחוז בצפון, דני כהן, …
_PHRASES = late(
    # Behind a verb of speech, with small words between, or of any kind behind a quotation; behind a preposition;
    # before a verb; by a role anywhere.
    rf"[sS][xr]{{0,3}}(?P<behind>{_NAMES}{{1,9}}{_AT}{_APPOSITION}?)"
    rf"|q,n(?P<inverted>n{{1,3}}{_APPOSITION}?)(?=[,.:ix]|\Z)"
    rf"|i(?P<governed>{_NAMES}{{1,9}}{_BETWEEN_COMMAS}{{0,2}})"
    rf"|(?:(?<=[.q:u,xb])|(?<![\s\S]))(?P<before>{_NAMES}{{1,9}}{_AT}{_BETWEEN_COMMAS}{{0,2}})"
    # What follows is the verb, or a clause about somebody and then the verb: כהן, שייצגה את הדיירים, אמרה
    rf"(?=,?(?:i[nRMOx]{{1,4}}){{0,2}}[bx]{{0,4}},?s|,j[^,.:qQ]{{1,12}},[bx]{{0,4}}s)"
    rf"|(?P<role>[RMO]{_NAMES}{{0,8}}(?:{_BETWEEN_COMMAS}{{1,2}}|,R{_NAMES}{{0,6}}(?=[.]))?)|(?P<pronoun>r)"
)


def in_semitic(words: list[Token], low: list[str], letters: str, lang: str) -> str:
    """The letters with what the beginnings and ends of words tell, and what stands behind verbs."""
    known = lexicon(lang)
    found = list(letters)
    for at, letter in enumerate(letters):
        word = low[at]
        if word in known.that or word in RELATIVE:
            found[at] = "j"
        elif letter == "s" and _is_joined(word, known):
            found[at] = "S"
        elif word in WITHIN and at and letters[at + 1 : at + 2] in _OF and _is_of(low, letters, at, lang):
            found[at] = "o"
    change = in_arabic if lang == "ar" else in_hebrew
    change(words, low, found, known)
    return "".join(found)


def _is_joined(low: str, words: Lexicon) -> bool:
    """Whether a verb begins with "and", so that what stands before it belongs to the verb before: ואמר, وقال."""
    lemma = words.verbs.get(low, "")
    return low[0] in "וو" and (lemma[:1] != low[0] or low[1:2] == low[0])


def _is_of(low: list[str], letters: str, at: int, lang: str) -> bool:
    """Whether a preposition stands between somebody and the body, or the person, he is of."""
    begin = at
    while begin and (letters[begin - 1] in "nRMO" or low[begin - 1] in _GERESH):
        begin -= 1
    nouns = {word.removeprefix(ARTICLE[lang]) for word in low[max(begin, at - _NEAR) : at]}
    word, is_body = low[at], letters[at + 1 : at + 2] == "O"
    if word in _TO:
        body = low[at + 1].removeprefix(ARTICLE[lang])
        is_told = letters[at - 1] in "nR" and is_body and body not in HEARERS
        return is_told or (letters[at + 1] in "RO" and low[at - 1].removeprefix(ARTICLE[lang]) in DEPUTIES)
    if word in _FROM:
        return (is_body and "R" in letters[begin:at]) or not CLOSE_TO.isdisjoint(nouns)
    if word == _ABOUT:
        return not SENT.isdisjoint(nouns)
    return is_body and not MEMBERS.isdisjoint(nouns)


def semitic(letters: str, lo: int, hi: int) -> list[Phrase]:
    """The noun phrases of the words from ``lo`` to ``hi``."""
    found = []
    for match in _PHRASES.finditer(letters[lo:hi]):
        kind = match.lastgroup or "role"
        first, last = match.start(kind) + lo, match.end(kind) + lo
        is_pronoun = kind == "pronoun"
        # The first noun tells whom a phrase is of: the head of a ministry is no ministry.
        head = "r" if is_pronoun else letters[first].replace("n", "R") + "R" * (last - first - 1)
        found.append(Phrase(first, first, last, last, "", head, is_pronoun))
    return found
