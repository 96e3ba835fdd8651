"""The mentions of an article: noun phrases with what is told of whom they stand for."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from annotator.core.clusters import Range
from annotator.core.typography import word_set
from annotator.suggest.datelines import DATELINE
from annotator.suggest.mentions.appositions import Appositions
from annotator.suggest.mentions.caseless import LANGUAGES as CASELESS
from annotator.suggest.mentions.caseless import know_again
from annotator.suggest.mentions.english import in_english
from annotator.suggest.mentions.german import FEMININE, FEMININE_NOUNS, NOT_FEMININE, add_von, in_german
from annotator.suggest.mentions.hindi import hindi, in_hindi
from annotator.suggest.mentions.hungarian import is_oblique
from annotator.suggest.mentions.persian import in_persian, persian
from annotator.suggest.mentions.phrases import FREE_LANGUAGES, Phrase, phrases
from annotator.suggest.mentions.prefixes import LANGUAGES as SEMITIC
from annotator.suggest.mentions.semitic import in_semitic, semitic
from annotator.suggest.mentions.trimming import add_origin, is_object, trimmed, with_opening
from annotator.suggest.mentions.word_classes import classes, in_context
from annotator.suggest.mentions.words import by_phrase, with_surnames, words_of

if TYPE_CHECKING:
    from annotator.suggest.reading import Reading, Token

_ROMANCE = frozenset(("fr", "es", "it", "pt", "ca", "ro"))
_ADJECTIVE = re.compile(r"[na](?=[,:qsb(])")  # "l'allenatore ospite, Gigi Marras", "o autarca socialista:"
_GENERAL = re.compile(r"[na](?=[,:qsb(])|a(?=[.-])")  # "a spus directorul general."
_APOSTROPHES = frozenset("'’")
_BEFORE_ROLE = re.compile("NN+(?=R)")
_CAPITALS = frozenset("NOS")  # of which a name has one
_NOUNS = frozenset("NRMOCU")
_BEHIND = ("i", "o")  # a phrase that is no subject: postpositions
_FINDERS = {"ar": semitic, "he": semitic, "fa": persian, "hi": hindi}  # of phrases in languages without capitals
_ENDS = frozenset(",.")
_OURS = word_set("náš našu nášmu naš našeg našega našem наш нашег нашем нашия нашата нашето")


@dataclass(slots=True, eq=False)
class Mention:
    """Someone or something that a text mentions. Offsets are code points of the text.

    ``start`` to ``end`` has the article, title, role and what belongs to it ("die Sprecherin der Reederei"), an
    apposition, too ("Tjark Ohlsen, Chef des Hafenbunds"); ``bare`` is where it begins without its article,
    ``head`` where its head ends ("die Sprecherin"), ``core`` where it ends without its apposition. ``kind`` is
    name, nominal or pronoun; ``name`` what names in it ("Tjark Ohlsen"; "" if nothing does). ``who`` is person,
    organisation, group, document or "" where nothing tells; ``gender`` m, f or ""; ``number`` s, p or "".
    ``oblique`` tells that it is no subject: it stands behind a preposition or has an article that says so.
    ``first`` and ``last`` are the indices of its first token and of the one after it among the words of
    :class:`Parsed`. ``named`` is where the name begins; -1 where there is none.
    """

    start: int
    end: int
    bare: int
    head: int
    core: int
    kind: str
    name: str
    who: str
    gender: str
    number: str
    oblique: bool
    first: int
    last: int
    named: int = -1


@dataclass(slots=True)
class Parsed:
    """An article's words (elided articles and inverted pronouns apart), a letter for each, and its mentions.

    ``low`` are the words in small letters, ``starts`` where they begin.
    """

    words: list[Token]
    low: list[str]
    starts: list[int]
    letters: str
    mentions: list[Mention]


def mentions(reading: Reading) -> list[Mention]:
    """The mentions of an article in order; none overlaps another."""
    return reading.parsed.mentions


def parsed(reading: Reading) -> Parsed:
    """The article taken apart; :class:`~annotator.suggest.reading.Reading` keeps it."""
    words = words_of(reading)
    letter_of = classes(reading.lang)
    found = "".join([letter_of[word] for _, _, word, _ in words])
    is_own = words is reading.tokens
    low = reading.low if is_own else [word.low for word in words]
    if reading.lang == "en":
        found = in_english(words, low, found, reading.lexicon.nouns)
    letters = in_context(found, reading.lang)
    if reading.lang == "de":
        letters = in_german(words, letters)
    if reading.lang in SEMITIC:
        letters = in_semitic(words, low, letters, reading.lang)
    elif reading.lang == "fa":
        letters = in_persian(low, letters, reading.lexicon)
    elif reading.lang == "hi":
        letters = in_hindi(low, letters, reading.lexicon)
    letters = by_phrase(with_surnames(words, letters, reading.lang), low, reading.lexicon)
    starts = reading.starts if is_own else [word.start for word in words]
    made = _Maker(reading.text, words, letters, reading.lang).all(reading.lines, starts)
    if reading.lang in CASELESS:
        know_again(made, low, letters)
    return Parsed(words, low, starts, letters, made)


class _Maker:
    """Makes the mentions of one article from its noun phrases."""

    def __init__(self, text: str, words: list[Token], letters: str, lang: str) -> None:
        self._text = text
        self._words = words
        self._letters = letters
        self._lang = lang
        self._has_articles = lang not in FREE_LANGUAGES
        self._begin = 0  # of the paragraph: what stands at the end of a heading governs nothing behind it
        self._appositions = Appositions(text, words, letters, lang)

    def all(self, lines: list[Range], starts: list[int]) -> list[Mention]:
        words = self._words
        found: list[Mention] = []
        for start, end in lines:
            dateline = DATELINE.match(self._text, start, end)
            start = dateline.end() if dateline else start
            lo, hi = bisect_left(starts, start), bisect_left(starts, end)
            if lo < hi and not words[lo].text[0].islower():
                self._begin = lo  # else the sentence goes on in the next line of a text with short ones
            find = _FINDERS.get(self._lang) or partial(phrases, lang=self._lang)
            for phrase in find(self._letters, lo=lo, hi=hi):
                if self._has_articles:
                    mention = self._mention(phrase)
                elif found and phrase.first < found[-1].last:
                    continue  # a part of where somebody is from
                elif is_object(phrase, self._letters, self._words, self._lang):
                    continue
                else:
                    mention = self._mention(with_opening(phrase, found, self._letters, self._words, self._lang))
                    add_origin(mention, self._letters, self._words, self._lang)
                in_line = bool(found) and found[-1].first >= lo
                if not (in_line and self._appositions.add(found[-1], mention)):
                    found.append(mention)
        if self._lang == "de":
            add_von(found, self._words, self._letters, self._text)
        return found

    def _mention(self, phrase: Phrase) -> Mention:
        words, lang = self._words, self._lang
        if phrase.det and self._is_relative(phrase):
            phrase = phrase._replace(first=phrase.bare, det="")
        if self._letters[phrase.last - 2 : phrase.last] == "T." and phrase.last > phrase.first + 1:
            # The stop behind a title ends the sentence where no name follows: répond la dame.
            last = phrase.last - 1
            phrase = phrase._replace(last=last, head_end=min(phrase.head_end, last), head=phrase.head.rstrip("."))
        if lang in _ROMANCE:
            phrase = self._romance(phrase)
        elif not self._has_articles:
            phrase = trimmed(phrase, self._letters, words, lang)
        first, bare, head_end, last, det, head, is_pronoun = phrase
        opening = words[first]
        head_last = words[head_end - 1]
        name_from = -1
        if not _CAPITALS.isdisjoint(head):
            name_from = _name_from(head, det, lang, head_last.text.endswith("s"))
        gender, number = self._gender(phrase, head_last.text)
        kind, name, named = ("pronoun" if is_pronoun else "nominal"), "", -1
        own = _BEFORE_ROLE.match(head) if lang == "hu" and not det else None
        name_from = 0 if own else name_from
        if name_from >= 0:
            kind, named = "name", words[head_end - len(head) + name_from].start
            name = self._text[named : words[first + own.end() - 1].end if own else head_last.end]
        oblique = self._is_oblique(phrase, head_last, name_from >= 0)
        if det == "e" and opening.low == "der":
            follows_noun = first > self._begin and self._letters[first - 1] in _NOUNS
            is_feminine = gender == "f" or (lang == "de" and head_last.low.endswith(FEMININE_NOUNS))
            oblique = oblique or is_feminine or follows_noun
        end, head_stop = words[last - 1].end, head_last.end
        if is_pronoun and not opening.low.isalpha():
            end = head_stop = opening.start + len(_uncontracted(opening.low))
        return Mention(
            opening.start,
            end,
            opening.start if bare == first else words[bare].start,
            head_stop,
            end,
            kind,
            name,
            self._who(phrase, name_from),
            gender,
            number,
            oblique,
            first,
            last,
            named,
        )

    def _romance(self, phrase: Phrase) -> Phrase:
        """The phrase with the adjective behind a role, and without what a preposition governs before a subject.

        "contó entre lágrimas Lucía Bernal": the name has nothing to do with the noun before it.
        """
        name = phrase.head.lstrip("n")
        first = phrase.first + len(phrase.head) - len(name)
        governed = phrase.first > 0 and self._letters[phrase.first - 1] == "i"
        first += phrase.bare - phrase.first
        if governed and first > phrase.bare and name.startswith("NN"):
            return phrase._replace(first=first, bare=first, head=name)
        if phrase.head[-1:] in "RMO" and not phrase.is_pronoun:
            adjective = (_GENERAL if self._lang == "ro" else _ADJECTIVE).match(self._letters, phrase.last)
            if adjective is not None:
                return phrase._replace(last=adjective.end())
        return phrase

    def _who(self, phrase: Phrase, name_from: int) -> str:
        head = phrase.head
        if self._is_one(head, phrase.head_end, name_from) or (self._lang == "hu" and head.endswith("R")):
            return "person"  # "a szövetség titkára": whose role it is stands before
        found = _who(head, phrase.is_pronoun, self._words[phrase.first].low, name_from)
        is_company = name_from >= 0 and self._words[phrase.last - 2].low in _COMPANIES
        return "organisation" if is_company and not found else found

    def _is_one(self, head: str, head_end: int, name_from: int) -> bool:
        """Whether a German word that may be one or many is one, as her name follows: "Richter Arno Wiesel"."""
        if self._lang != "de" or name_from <= 0 or head[name_from - 1] != "M":
            return False
        noun, last = self._words[head_end - len(head) + name_from - 1], self._words[head_end - 1]
        # "Kritiker Merkels" are many.
        return noun.low.endswith("er") and (len(head) - name_from > 1 or not last.low.endswith("s"))

    def _is_relative(self, phrase: Phrase) -> bool:
        """Whether what looks like an article is a pronoun: "die Wahl, die Ohlsen gewann", "that Ohlsen won"."""
        if self._lang == "en":
            told = self._letters[phrase.first - 1 : phrase.first] == "s"  # "argued that costs rose"
            return self._words[phrase.first].low == "that" and (told or phrase.head.startswith("N"))
        before = self._letters[phrase.first - 1 : phrase.first]
        return (
            self._lang == "de"
            and before == ","
            and phrase.head in ("NN", "NNN")
            and phrase.bare == phrase.first + 1
        )

    def _is_oblique(self, phrase: Phrase, head_last: Token, is_name: bool) -> bool:
        """Whether a preposition or postposition, an article or a case says that it is no subject."""
        if self._lang == "hi":
            return self._letters[phrase.last : phrase.last + 1] in _BEHIND  # and nothing before it tells
        if phrase.det in ("m", "g") or self._is_governed(phrase.first, phrase.det):
            return True
        if self._lang == "hu":
            has_case = not phrase.det or phrase.head.endswith("NN")
            return phrase.head[-1] in "nNO" and is_oblique(head_last, is_name and has_case)
        # Behind the apostrophe of a Turkish name is its case: Sungur'un.
        return self._lang == "tr" and not _APOSTROPHES.isdisjoint(head_last.text)

    def _is_governed(self, first: int, det: str) -> bool:
        """Whether a preposition stands before a phrase, or "als" before one without article."""
        before = first - 1
        while before >= self._begin and (self._letters[before] in "a0" or self._words[before].low in _OURS):
            before -= 1
        if before < self._begin:
            return False
        if not self._has_articles and self._letters[before - 2 : before + 1] in ("sfn", "bfn"):
            return self._letters[first + 1 : first + 2] in _ENDS  # povedala pre agentúru TAR.
        return self._letters[before] in "iovf" or (not det and self._words[before].low == "als")

    def _gender(self, phrase: Phrase, last_word: str) -> tuple[str, str]:
        low = self._words[phrase.first].low
        if phrase.is_pronoun:
            return _PRONOUNS.get(low if low.isalpha() else _uncontracted(low), ("", ""))
        if "M" in phrase.head:
            return "", "p"
        opening = self._words[phrase.bare].low
        if opening in _MALE:
            return "m", "s"
        if opening in _FEMALE:
            return "f", "s"
        if self._lang == "de":
            bare = self._words[phrase.bare].text
            feminine = bare.endswith(FEMININE) and not bare.endswith(NOT_FEMININE)
            if not feminine and last_word is not bare:
                feminine = last_word.endswith(FEMININE) and not last_word.endswith(NOT_FEMININE)
            if feminine:
                return "f", "p" if last_word.endswith("innen") else "s"
            if low in ("der", "dem", "den", "ein", "einem", "einen"):
                return "m", "s"
            return "f" if low in ("die", "eine") else "", "" if low == "die" else "s"
        if self._lang == "fr" and low in ("le", "la", "un", "une", "cette"):
            return ("f" if low in ("la", "une", "cette") else "m"), "s"
        return "", ""


_MALE = frozenset(("herr", "herrn", "mr", "monsieur", "sir", "lord", "m"))
_FEMALE = frozenset(("frau", "mrs", "ms", "miss", "mme", "madame", "mlle", "lady", "dame"))
_PRONOUNS = {
    **dict.fromkeys(("er", "he", "il", "himself", "lui", "él", "on", "он", "hij", "han"), ("m", "s")),
    **dict.fromkeys(("she", "elle", "herself", "ella", "lei", "она", "hon", "hun", "ela"), ("f", "s")),
    **dict.fromkeys(("wir", "we", "they", "ils", "nous", "eux", "themselves", "ellos", "loro"), ("", "p")),
    **dict.fromkeys(("elles", "ellas"), ("f", "p")),
    **dict.fromkeys(("ich", "i", "je", "man", "es", "it"), ("", "s")),
    "sie": ("f", ""),
    "dieser": ("m", "s"),
    "jener": ("m", "s"),
}


def _uncontracted(low: str) -> str:
    """The "i" of "i've"."""
    return low.replace("’", "'").partition("'")[0]


@lru_cache(maxsize=4096)
def _name_from(head: str, det: str, lang: str, ends_with_s: bool) -> int:
    """Where among the letters of a head its name begins; -1 if it has none."""
    letters = head.replace(".", " ")
    if letters[-1] in "CU" and (det or letters != "NU"):
        return -1  # but "Jürgen Brief" is a name
    last = max(letters.rfind(role) for role in "RTMKnay0")
    names = [at for at in range(last + 1, len(letters)) if letters[at] in "NOSIpvq"]
    caps = [at for at in names if letters[at] in "NOS"]
    if not caps:
        return -1
    titled = last >= 0 and letters[last] in "RT"
    if lang == "de" and len(caps) < 2 and letters[caps[0]] == "N":
        if det and not titled:
            return -1
        if det and last >= 0 and letters[last] == "R" and ends_with_s:
            return -1  # "der Minister Möweninsels": of what, not who
    if lang == "de" and det and letters == "NN" and ends_with_s:
        return -1
    if letters[caps[0]] == "O" and len(caps) < 2 and not titled:
        return -1
    return names[0]


def _who(head: str, is_pronoun: bool, low: str, name_from: int) -> str:
    if is_pronoun:
        return "person" if (low if low.isalpha() else _uncontracted(low)) in _PERSONAL else ""
    tail = head[max(name_from, 0) :]
    if name_from > 0 and head[name_from - 1] in "RT.":
        return "person"
    if "M" in head:
        return "person" if low in _SINGULAR else "group"
    if "v" in tail and tail.partition("v")[0].count("N") > 1:
        return "person"  # Jan Müller von der Acme AG
    if "O" in tail:
        return "organisation"
    if "R" in head or "T" in head:
        return "person"
    if "U" in head:
        return "document"
    return "person" if name_from >= 0 and tail.count("N") >= 2 else ""


_COMPANIES = frozenset(("s.a", "s.l", "s.p.a", "s.r.l", "s.r.o"))
_SINGULAR = frozenset(("der", "dem", "den", "ein", "einem", "einen"))
_PERSONAL = frozenset(("er", "ich", "he", "she", "i", "je", "who", "wer"))
