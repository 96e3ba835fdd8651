"""What stands between commas behind somebody and tells who it is: "Tjark Ohlsen, Chef des Hafenbunds,"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.suggest.lexicon import lexicon
from annotator.suggest.mentions.phrases import FREE_LANGUAGES

if TYPE_CHECKING:
    from annotator.suggest.mentions.mention import Mention
    from annotator.suggest.reading import Token

_TAIL = re.compile(r"(?:[iof]d?a?[NROCUMnap]{1,4})*")  # "biologiste à l'Institut de la mer"
# "a spokesman for the U.S. military in Karst", "president of the River Alliance and a former mayor"
_ENGLISH_TAIL = re.compile(r"(?:(?:[iof]d?|u(?:d|(?=n{0,2}R)))(?:[naNROCUMKpy0T]|I\.?){1,6})*")
_AGE = ",0,"  # "Tom Hale, 54, a teacher"
_TAIL_ENDS = ("", ",", ".", ":", "q", ")", "-", "r")
_ENDS = frozenset(",.:q)-(")


class Appositions:
    """Joins the phrases of one article that are one mention."""

    def __init__(self, text: str, words: list[Token], letters: str, lang: str) -> None:
        self._text = text
        self._words = words
        self._letters = letters
        self._lang = lang
        self._has_nouns = lang in ("de", "en", "fr") or bool(lexicon(lang).roles)

    def add(self, host: Mention, mention: Mention) -> bool:
        """Takes the second to the first phrase, if it is one; tells whether it was."""
        letters = self._letters
        aged = self._lang == "en" and letters.startswith(_AGE, host.last)
        comma = host.last + 2 if aged else host.last
        if mention.first != comma + 1 or letters[comma] != ",":
            return False
        if self._lang == "en" and self._is_one_of(host, mention):
            host.end, host.last = mention.end, mention.last
            host.kind, host.name, host.named, host.who = "name", mention.name, mention.named, "person"
            return True
        kinds = {host.kind, mention.kind}
        # "Joan Prewitt, the panel's top Republican,"
        told_of = self._lang == "en" and host.who == "person" and mention.bare > mention.start
        # "Josip Babić, stanovnik Lipova": a role and whose it is, and no other person's whole name.
        told_of = told_of or (
            self._lang in FREE_LANGUAGES
            and host.who == "person"
            and letters[mention.first : mention.last] in ("RN", "RnN", "RON")
        )
        if (kinds != {"name", "nominal"} and not (told_of and kinds == {"name"})) or host.core != host.end:
            return False
        nominal = host if host.kind == "nominal" else mention
        told_of = told_of and nominal is mention and letters[mention.last : mention.last + 1] in (",", ".")
        told = nominal.who in ("person", "organisation") or not self._has_nouns
        begun = nominal is host and host.bare > host.start and not (host.oblique and self._lang == "en")
        told = told or told_of or (begun and mention.who == "person")
        if (
            nominal is mention
            and self._is_some(mention)
            and (self._lang != "fr" or self._may_be_somebody(mention))
        ):
            told = True  # "Michel, un Brestois", but not "Anne, une vache en peluche sous le bras"
        if not told or (nominal is mention and mention.oblique):
            return False
        last = mention.last
        if nominal is mention and self._lang != "de":
            tail = (_ENGLISH_TAIL if self._lang == "en" else _TAIL).match(letters, last)
            last = tail.end() if tail is not None and letters[tail.end() : tail.end() + 1] in _TAIL_ENDS else last
        following = letters[last : last + 1]
        begins = host.first == 0 or letters[host.first - 1] == "."
        if host.oblique and nominal is mention and following in ("s", "b", "q", ":"):
            return False  # "Secondo Ferrante, il sindaco ha …"
        # По мнению Костина, мэрия лгала: no article tells there that a subject begins.
        is_name = host.who == "person" or (self._lang in FREE_LANGUAGES and host.who != "organisation")
        if nominal is mention and is_name and mention.who in ("organisation", "group"):
            return False
        is_role = nominal is mention and (letters[mention.first] == "R" or begins or self._is_some(mention))
        # "A szövetség titkára, Szabó Éva elárulta …"; no other clause begins with a name there.
        if self._lang == "hu" and begins and begun and len(mention.name.split()) > 1:
            following = ","
        if self._lang == "hu" and nominal is mention and mention.who == "person" and mention.bare > mention.start:
            is_role = True  # "Mint Szabó Éva, a szövetség titkára elmondta, …"
        if following == "r" and self._words[last].low in ("who", "qui"):
            following = ","
        if following not in _ENDS and not (is_role and following in ("s", "b")):
            return False
        host.end, host.last = self._words[last - 1].end, last
        if not host.name:
            host.name, host.named = mention.name, mention.named
        host.kind = "name"
        host.who = "person" if "person" in (host.who, mention.who) else host.who or mention.who
        host.gender = host.gender or mention.gender
        return True

    def _is_one_of(self, host: Mention, mention: Mention) -> bool:
        """Whether it is told who one of several is: "One of them, Pavel Sturm,"."""
        is_one = self._words[host.first].low in ("one", "another")
        is_one = is_one and "K" not in self._letters[host.first : host.last]
        is_name = mention.kind == "name" and mention.who in ("person", "") and " " in mention.name
        return is_one and is_name and self._letters[mention.last : mention.last + 1] in (",", ".")

    def _is_some(self, mention: Mention) -> bool:
        return self._words[mention.first].low in ("ein", "eine", "a", "an", "one", "un", "une")

    def _may_be_somebody(self, mention: Mention) -> bool:
        """Whether a noun with its company is that of a person, as far as it is known, or begins with a capital."""
        return bool(mention.who) or self._text[mention.bare].isupper()
