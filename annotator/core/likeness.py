"""Which actors of a register are likely the same.

Only entries are compared that share something: a word, however it is transcribed or inflected. So 20,000 actors
take 1 to 2 s, which is work for a thread of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import TypeVar

from annotator.core.models import Actor
from annotator.core.names import base_forms, core_words, fold, split_mention, words_of


class Reason(StrEnum):
    """Why two actors are likely the same."""

    WIKIDATA = "the same Wikidata id"
    NAME = "the same name"
    ALIAS = "an alias of one is the other's name"
    SHARED = "they have an alias in common"
    TITLE = "the same but for titles and small words"
    INFLECTED = "the same but for an ending"
    ORDER = "the same words in another order"
    TRANSCRIBED = "the same, spelt otherwise"
    INITIAL = "an initial stands for the first name"
    MIDDLE = "the same but for a middle name"
    ACRONYM = "an acronym of the other"
    TYPING = "almost the same letters"
    PART = "the other's name in short"


_SCORES = {
    Reason.WIKIDATA: 100.0,
    Reason.NAME: 97.0,
    Reason.ALIAS: 96.0,
    Reason.SHARED: 94.0,
    Reason.TITLE: 95.0,
    Reason.INFLECTED: 92.0,
    Reason.ORDER: 92.0,
    Reason.TRANSCRIBED: 90.0,
    Reason.INITIAL: 88.0,
    Reason.MIDDLE: 86.0,
    Reason.ACRONYM: 75.0,
    Reason.PART: 50.0,
}
_TYPING_BEST = 84.0  # a pair scores this much at most for its letters
_SHORTEST_TYPED = 5  # letters of a word, from which on one that differs counts as mistyped

# What the same sound is written as when names are taken over from other scripts and languages, as folded letters:
# "Uschakow", "Ushakov" and "Ouchakov"; "Selenskyj" and "Zelensky".
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"schtsch|shch", "s"),
        (r"dsch|dzh|dj", "j"),
        (r"tsch|tch|cz", "c"),
        (r"sch|sh|ch", "s"),
        (r"sz|ts|tz|z", "s"),
        (r"ph|ff", "f"),
        (r"w", "v"),
        (r"ou|oo|ue", "u"),
        (r"oe", "o"),
        (r"ae", "a"),
        (r"kh", "h"),
        (r"ck|qu|q|c(?=[aoukrlt])", "k"),
        (r"x", "ks"),
        (r"th", "t"),
        (r"y|j", "i"),
        (r"i+(?=[aeou])", "i"),
        (r"i{2,}", "i"),
        (r"(.)\1+", r"\1"),
        (r"ev\Z", "ov"),
    )
]


@dataclass(frozen=True, slots=True)
class LikelyPair:
    """Two actors that are likely the same; ``score`` is of 100, from 50 on, ``reason`` a :class:`Reason`."""

    first_id: str
    second_id: str
    score: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class _Named:
    """One of an actor's names."""

    actor: Actor
    name: str
    words: tuple[str, ...]  # without title, role and particles
    sounds: tuple[str, ...]

    @property
    def is_main(self) -> bool:
        """Whether it is the actor's name rather than an alias."""
        return self.name == self.actor.name


def likely_same(actors: Iterable[Actor]) -> list[LikelyPair]:
    """Pairs of actors that are likely the same, the likeliest first; each pair once.

    Kinds must fit and different Wikidata ids tell actors apart. A last name alone is weak (score 50), and only
    counts where all who bear it have one first name.
    """
    every = list(actors)
    names = [named for actor in every for named in _names(actor)]
    best: dict[tuple[str, str], LikelyPair] = {}
    for one, other, score, reason in _pairs(every, names):
        if one.id == other.id or not _fit(one, other, reason):
            continue
        first, second = sorted((one.id, other.id))
        if (first, second) not in best or best[first, second].score < score:
            best[first, second] = LikelyPair(first, second, score, reason)
    return sorted(best.values(), key=lambda pair: (-pair.score, pair.first_id, pair.second_id))


def sound_of(word: str) -> str:
    """A folded word as it sounds, so that transcriptions of one name into German, English and French are equal."""
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def _names(actor: Actor) -> Iterator[_Named]:
    seen = set()
    for name in (actor.name, *actor.aliases):
        words = core_words(split_mention(name).name or name)
        if words and (key := fold(name)) not in seen:
            seen.add(key)
            yield _Named(actor, name, words, tuple(sound_of(word) for word in words))


def _fit(one: Actor, other: Actor, reason: Reason) -> bool:
    if reason is Reason.WIKIDATA:
        return True
    if one.wikidata and other.wikidata and one.wikidata != other.wikidata:
        return False
    return one.kind is None or other.kind is None or one.kind == other.kind


_Pair = tuple[Actor, Actor, float, Reason]
T = TypeVar("T", Actor, _Named)


def _pairs(actors: list[Actor], names: list[_Named]) -> Iterator[_Pair]:
    for same_id in _groups((actor.wikidata, actor) for actor in actors if actor.wikidata):
        for first, second in combinations(same_id, 2):
            yield first, second, _SCORES[Reason.WIKIDATA], Reason.WIKIDATA
    for same in _groups((" ".join(sorted(named.sounds)), named) for named in names):
        for one, other in combinations(same, 2):
            yield from _sounding_alike(one, other)
    yield from _inflected(names)
    yield from _acronyms(names)
    by_last: dict[str, list[_Named]] = {}
    for named in names:
        by_last.setdefault(named.sounds[-1], []).append(named)
    for bearers in by_last.values():
        yield from _with_same_last(bearers)
    yield from _mistyped(by_last)


def _groups(pairs: Iterable[tuple[str, T]]) -> Iterator[list[T]]:
    found: dict[str, list[T]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return (group for group in found.values() if len(group) > 1)


def _sounding_alike(one: _Named, other: _Named) -> Iterator[_Pair]:
    is_surname = len(one.words) == 1 and "person" in (one.actor.kind, other.actor.kind)
    if is_surname and (one.name != one.actor.name or other.name != other.actor.name):
        return  # two people of one last name, which is an alias of at least one of them
    if fold(one.name) == fold(other.name):
        main = (one.is_main, other.is_main)
        reason = Reason.NAME if all(main) else Reason.ALIAS if any(main) else Reason.SHARED
    elif one.words == other.words:
        reason = Reason.TITLE
    elif sorted(one.words) == sorted(other.words):
        reason = Reason.ORDER
    elif one.sounds == other.sounds:
        reason = Reason.TRANSCRIBED
    else:
        return
    yield one.actor, other.actor, _SCORES[Reason.PART if is_surname else reason], reason


def _inflected(names: list[_Named]) -> Iterator[_Pair]:
    """A genitive that was taken for a name: "Uschakows" and "Uschakow"."""
    by_words: dict[tuple[str, ...], list[_Named]] = {}
    for named in names:
        by_words.setdefault(named.words, []).append(named)
    for named in names:
        if named.words[-1][-1:] != "s" and "'" not in fold(named.name)[-2:]:
            continue
        for form in base_forms(named.name)[1:]:
            words = core_words(split_mention(form).name or form)
            if words == named.words or words[:-1] != named.words[:-1]:
                continue
            for other in by_words.get(words, ()):
                yield named.actor, other.actor, _SCORES[Reason.INFLECTED], Reason.INFLECTED


def _acronyms(names: list[_Named]) -> Iterator[_Pair]:
    by_initials: dict[str, list[_Named]] = {}
    for named in names:
        if len(named.words) > 1 and named.actor.kind != "person":
            for words in {named.words, words_of(named.name)}:
                by_initials.setdefault("".join(word[0] for word in words), []).append(named)
    for named in names:
        letters = named.name.replace(".", "")
        if len(letters) > 1 and letters.isupper() and letters.isalpha() and named.actor.kind != "person":
            for other in by_initials.get(fold(letters), ()):
                yield named.actor, other.actor, _SCORES[Reason.ACRONYM], Reason.ACRONYM


def _with_same_last(bearers: list[_Named]) -> Iterator[_Pair]:
    """Names with the same last word: an initial, a middle name or a typing error may be what differs."""
    by_letter: dict[str, list[_Named]] = {}
    for named in bearers:
        if len(named.sounds) > 1:
            by_letter.setdefault(named.sounds[0][:1], []).append(named)
    for group in by_letter.values():
        for one, other in combinations(group, 2):
            if one.actor.id != other.actor.id:
                yield from _same_but_first(one, other)
    whole = [named for named in bearers if len(named.sounds) > 1]
    if len({named.sounds[0] for named in whole}) == 1:
        for named in bearers:
            if len(named.sounds) == 1:
                for other in whole:
                    yield named.actor, other.actor, _SCORES[Reason.PART], Reason.PART


def _same_but_first(one: _Named, other: _Named) -> Iterator[_Pair]:
    first, second = one.words[:-1], other.words[:-1]
    if first[0] != second[0] and 1 in (len(first[0]), len(second[0])):
        rest = [part[1:] for part in (one.sounds[:-1], other.sounds[:-1])]
        if rest[0] == rest[1] or not all(rest):
            yield one.actor, other.actor, _SCORES[Reason.INITIAL], Reason.INITIAL
    elif one.sounds[0] == other.sounds[0] and len(first) != len(second):
        yield one.actor, other.actor, _SCORES[Reason.MIDDLE], Reason.MIDDLE
    elif len(first) == len(second):
        yield from _almost(one, other, " ".join(one.sounds[:-1]), " ".join(other.sounds[:-1]))


def _almost(one: _Named, other: _Named, first: str, second: str) -> Iterator[_Pair]:
    from rapidfuzz.distance import OSA
    from rapidfuzz.fuzz import ratio

    if min(len(first), len(second)) >= _SHORTEST_TYPED and OSA.distance(first, second) == 1:
        yield one.actor, other.actor, _TYPING_BEST * ratio(first, second) / 100.0, Reason.TYPING


def _mistyped(by_last: dict[str, list[_Named]]) -> Iterator[_Pair]:
    """Names whose last words differ by a typing error, and whose other words don't."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    blocks: dict[str, list[str]] = {}
    for word in by_last:
        if len(word) >= _SHORTEST_TYPED:
            blocks.setdefault(word[0], []).append(word)
    for words in blocks.values():
        words.sort(key=len)
        for place, word in enumerate(words):
            later = [other for other in words[place + 1 :] if len(other) <= len(word) + 1]
            for like, _, _ in process.extract_iter(word, later, scorer=OSA.distance, score_cutoff=1):
                for one in by_last[word]:
                    for other in by_last[like]:
                        if one.sounds[:-1] == other.sounds[:-1] and _are_long_enough(one, other):
                            yield from _almost(one, other, word, like)


def _are_long_enough(one: _Named, other: _Named) -> bool:
    """Two people's last names alone may well differ by a letter; those of one first name hardly ever do."""
    return len(one.words) > 1 or not {"person", None} & {one.actor.kind, other.actor.kind}
