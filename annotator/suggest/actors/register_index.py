"""Finds the names of the register in an article, however they are inflected: one pass for 10,000 of them.

Words are compared by a rough stem first, all names at once in an automaton after Aho and Corasick (1975),
"Efficient string matching"; what that finds is then compared word by word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from annotator.core.models import Actor
from annotator.core.name_words import ARTICLES, ELISION
from annotator.core.names import fold, is_pronoun
from annotator.core.typography import is_function_word
from annotator.suggest.actors.inflection import Stem, stem_of
from annotator.suggest.actors.kinds import is_organisation
from annotator.suggest.reading import Token, tokens_of

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_APOSTROPHES = frozenset("'’ʼ‘")
# What is added to a name: the genitive; to other words plural and dative endings, too.
_GENITIVES = ("s", "'s", "'", "es")
_ENDINGS = (*_GENITIVES, "n", "en", "e", "er", "ns", "ens", "x")
_ADJECTIVE_ENDINGS = ("en", "er", "es", "em", "e")
_FEWEST = 4  # letters of a word that may take endings other than the genitive's
_LONGEST = 200  # code points of a name
_MOST_WORDS = 8  # of a name that is shortened


class Match(NamedTuple):
    """A stretch of tokens ``first`` to ``last`` (inclusive) that is called as these actors are.

    ``name`` is as the register writes it. ``lowered`` tells that capitals are missing: "préfecture maritime";
    ``shortened`` that it is a part of that name: "Harbour Board"; ``linked`` that people have linked such words to
    the entry, which does not have them itself.
    """

    first: int
    last: int
    actor_ids: tuple[str, ...]
    name: str
    lowered: bool
    shortened: bool = False
    linked: bool = False


class _Name(NamedTuple):
    text: str
    words: tuple[Token, ...]
    is_person: bool
    actor_ids: list[str]
    is_short: bool = False
    is_linked: bool = False


class RegisterIndex:
    """All names and aliases of a register, and the words that people have linked to its entries."""

    def __init__(self, actors: Iterable[Actor], mentions: Mapping[str, str]) -> None:
        self.actors = {actor.id: actor for actor in actors}
        self._names: list[_Name] = []
        self._surnames: dict[str, list[str]] = {}
        self._heads: dict[str, dict[str, None]] = {}
        known: dict[str, int] = {}
        for actor in self.actors.values():
            for name in dict.fromkeys((actor.name, *actor.aliases)):
                self._add(known, name, actor.kind == "person", actor.id)
        for words, actor_id in mentions.items():
            if actor_id in self.actors and fold(words) not in known:
                self._add(known, words, self.actors[actor_id].kind == "person", actor_id, is_folded=True)
        self._add_short(known)
        self._lookups: dict[Stem | None, _Lookup] = {}

    def _add(
        self, known: dict[str, int], name: str, is_person: bool, actor_id: str, *, is_folded: bool = False
    ) -> None:
        folded = fold(name[:_LONGEST])
        if folded in known:
            ids = self._names[known[folded]].actor_ids
            if actor_id not in ids:
                ids.append(actor_id)
            return
        words = tuple(token for token in tokens_of(name[:_LONGEST]) if token.text not in _APOSTROPHES)
        while len(words) > 1 and words[0].low in ARTICLES:
            words = words[1:]
        if not _is_telling(words, is_folded):
            return
        known[folded] = len(self._names)
        self._names.append(_Name(name, words, is_person, [actor_id], is_linked=is_folded))
        if is_person and len(words) > 1 and not is_folded:
            self._surnames.setdefault(fold(words[-1].text), []).append(actor_id)

    def _add_short(self, known: dict[str, int]) -> None:
        """What names of several words, other than persons', are cut down to, where that is no name itself."""
        for name in tuple(self._names):
            if name.is_person or name.is_linked or not 1 < len(name.words) <= _MOST_WORDS:
                continue
            for part in _parts(name.words):
                if len(part) == 1:
                    self._heads.setdefault(_stem(part[0].low), {}).update(dict.fromkeys(name.actor_ids))
                    continue
                text = " ".join([word.text for word in part])
                folded = fold(text)
                if folded not in known:
                    known[folded] = len(self._names)
                    self._names.append(_Name(text, part, False, list(name.actor_ids), True))
                elif self._names[known[folded]].is_short:
                    ids = self._names[known[folded]].actor_ids
                    ids += [actor_id for actor_id in name.actor_ids if actor_id not in ids]

    def head_of(self, word: str) -> tuple[str, ...]:
        """Those other than persons whose name of several words has this one as its head: "Kabinetts", "board"."""
        return tuple(self._heads.get(_stem(word.lower()), ()))

    def surname_of(self, name: str) -> tuple[str, ...]:
        """The persons whose name of several words ends with this one word, uninflected or in the genitive."""
        word = fold(name)
        found = self._surnames.get(word) or self._surnames.get(word.removesuffix("s").rstrip("'"))
        return tuple(dict.fromkeys(found or ()))

    def _lookup(self, case: Stem | None) -> _Lookup:
        found = self._lookups.get(case)
        if found is None:
            found = self._lookups[case] = _Lookup(self._names, case)
        return found

    def find(self, tokens: list[Token], lang: str = "") -> list[Match]:
        """The longest names, none within another, in order; with the cases that names have in this language."""
        case = stem_of(lang)
        lookup = self._lookup(case)
        if lookup.automaton is None:
            return []
        stem_of_word = case or _stem
        places = [n for n, token in enumerate(tokens) if token.text not in _APOSTROPHES]
        stems = [stem_of_word(tokens[n].low) for n in places]
        found: dict[int, Match] = {}
        at = {}
        length = 0
        for n, stem in enumerate(stems):
            at[length] = n
            length += len(stem) + 1
        haystack = f" {' '.join(stems)} "
        for key, start, _ in lookup.automaton.find_matches_as_indexes(haystack, overlapping=True):
            first = at[start]
            match = self._checked(tokens, places, first, lookup.names[key], case)
            if match and (first not in found or match.last > found[first].last):
                found[first] = match
        kept: list[Match] = []
        for _, match in sorted(found.items()):
            if not kept or match.first > kept[-1].last:
                kept.append(match)
            elif match.last - match.first > kept[-1].last - kept[-1].first:
                kept[-1] = match
        return kept

    def _checked(
        self, tokens: list[Token], places: list[int], first: int, names: list[int], case: Stem | None
    ) -> Match | None:
        """The name, of those that have these stems, that stands there; what several share is all of theirs."""
        ids: dict[str, None] = {}
        best: Match | None = None
        for name in (self._names[n] for n in names):
            last = first + len(name.words) - 1
            here = [tokens[n] for n in places[first : last + 1]]
            lowered = _agrees(here, name, case)
            if lowered is not None and places[last] - places[first] < 2 * len(name.words):
                match = Match(
                    places[first],
                    places[last],
                    tuple(name.actor_ids),
                    name.text,
                    lowered,
                    name.is_short,
                    name.is_linked,
                )
                is_same = [_folded(one.low) for one in here] == [_folded(own.low) for own in name.words]
                if not lowered and is_same and case is None:
                    return match  # With cases, "Александра" may be he or she.
                ids |= dict.fromkeys(name.actor_ids)
                best = best or match
        return best._replace(actor_ids=tuple(ids)) if best else None


class _Lookup:
    """The automaton over the stems of all names, and for each of its keys the places of its names in the list."""

    def __init__(self, names: list[_Name], case: Stem | None) -> None:
        of_key: dict[str, list[int]] = {}
        for n, name in enumerate(names):
            of_key.setdefault(_key(name.words, case or _stem), []).append(n)
        self.names = list(of_key.values())
        self.automaton = _automaton(list(of_key))


def _automaton(keys: list[str]) -> AhoCorasick | None:
    if not keys:
        return None
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick(keys, store_patterns=False)


def _parts(words: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    """What keeps a name's head: "Harbour Board" of "Saltmere Harbour Board", "Amt" of "Amt der Küste"."""
    if is_organisation(words[-1].text):
        parts = [words[n:] for n in range(1, len(words))]
    else:
        parts = [words[:n] for n in range(1, len(words))]
    return [part for part in parts if not (is_function_word(part[0].text) or is_function_word(part[-1].text))]


def _key(words: Iterable[Token], stem: Stem) -> str:
    return f" {' '.join([stem(word.low) for word in words])} "


@lru_cache(maxsize=65536)
def _folded(word: str) -> str:
    """The folded word without an elided article: "l’Élysée" is "elysee"."""
    word = fold(word)
    return ELISION.sub("", word, count=1) if "'" in word else word


@lru_cache(maxsize=65536)
def _stem(low: str) -> str:
    """What is the same for all forms of a word, and for some other words."""
    word = _folded(low)
    if "'" in word:
        word = word.removesuffix("'s").rstrip("'")
    stem = word.rstrip("senrmx")
    return stem if len(stem) > 2 else word[:3]


def _is_telling(words: tuple[Token, ...], is_folded: bool) -> bool:
    """Whether a name can be looked for: no pronoun, article or single letter, unless written in capitals."""
    if len(words) != 1:
        return any(word.is_word for word in words)
    word = words[0].text
    if not words[0].is_word or (len(word) == 1 and word.isascii()):
        return False
    return (word.isupper() and not is_folded) or not (is_function_word(word) or is_pronoun(word))


def _agrees(here: list[Token], name: _Name, case: Stem | None) -> bool | None:
    """Whether the words are those of the name, inflected at most; then, whether any lacks its capital.

    ``case`` has told that already, where there is one.
    """
    lowered = False
    for n, (token, own) in enumerate(zip(here, name.words, strict=True)):
        is_last = n == len(here) - 1
        if case is None and not _is_form(_folded(token.low), _folded(own.low), name.is_person, is_last):
            return None
        if own.is_capital and token.text.islower():
            lowered = True
        if own.text.isupper() and 1 < len(own.text) < 6 and not token.text.rstrip("s'’").isupper():
            return None
    if lowered and (name.is_person or len(here) == 1):
        return None
    return lowered


def _is_form(word: str, name: str, is_person: bool, is_last: bool) -> bool:
    if word == name:
        return True
    if is_person:
        return is_last and word.startswith(name) and word[len(name) :] in _GENITIVES
    if min(len(word), len(name)) < _FEWEST:
        return word.startswith(name) and word[len(name) :] in _GENITIVES
    if word.startswith(name) and word[len(name) :] in _ENDINGS:
        return True
    stem, other = _without_ending(word), _without_ending(name)
    return stem == other and len(stem) >= _FEWEST


def _without_ending(word: str) -> str:
    """Without the ending of a German adjective: "Weißes Haus", "des Weißen Hauses"."""
    return next((word[: -len(end)] for end in _ADJECTIVE_ENDINGS if word.endswith(end)), word)
