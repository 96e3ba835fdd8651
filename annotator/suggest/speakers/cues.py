"""The words of a sentence that announce what somebody says: verbs, phrases ("laut"), nouns ("Vorwurf")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from annotator.core.typography import word_set
from annotator.suggest.lexicon import lexicon
from annotator.suggest.mentions.caseless import LANGUAGES as VERB_LAST
from annotator.suggest.mentions.prefixes import LANGUAGES as SEMITIC
from annotator.suggest.speakers.scene import Scene

_VERB = re.compile("[sS]")
_POSSESSIVES = word_set("seiner ihrer meiner unserer deren dessen his her their my our son leur mon notre")
_ELIDED = re.compile(r"\A([dl]')(?=\w)")
_INVERTED = re.compile(r"(?<=QQ)[,q-]{0,3}[xb]?(?P<verb>n)(?:[nixb]|n?b)?(?=[NRMO]|d[RMO])")
# The same where no capital tells of names: "…", נאנח אלי בוזגלו.
_INVERTED_NAMES = re.compile(r"(?<=QQ)q?,(?P<verb>n)(?=[RMO]|n{1,3}(?:[,.:ix]|\Z))")
_APART = frozenset(",،!?…—–-")
_LARGE_LEXICONS = frozenset(("de", "en", "fr"))
_SHORTEST_BEFORE = 4  # letters of a particle before its verb: "bekannt", but no preposition
_REACH = 40  # words in which a separable prefix is looked for
_CONTRAST = word_set("aber doch sondern denn jedoch")
_DECLINED = word_set("declined declines refused refuses failed unable unavailable")
_UNNAMED = (["not", "to", "be"], ["to", "remain", "anonymous"], ["to", "stay", "anonymous"])
# Of many meanings: they announce a quote only if it or a colon is near.
_WEAK = word_set(
    "finden wissen lesen sehen erwarten hoffen fürchten glauben sorgen rechnen lachen lächeln freuen danken "
    "stellen zeigen know feel hope fear read expect decide believe lead find consider challenge lire savoir "
    "croire craindre bringen träumen reagieren entscheiden informieren verbreiten vertreten veröffentlichen "
    "deny refuse order praise welcome protest support rule post report agree reject charge address understand "
    "jouer appeler lancer garantieren präsentieren diskutieren verteidigen beschließen unterschreiben "
    "besprechen annehmen schmunzeln strahlen nicken toben schäumen bellen donnern beruhigen analysieren "
    "gratulieren festhalten zurückgeben kichern reflect justify threaten compare determine dictate signal "
    "indicate label rate motion object cite press refer correct nod expand register crow beam vent explode "
    "erupt storm venture"
)


class Cue(NamedTuple):
    """Words that announce a quote: the indices of the first and of all; what they are; the lemma of a verb."""

    at: int
    words: tuple[int, ...]
    kind: str  # verb, inverted, before, after, noun, own ("Ansicht nach" behind "seiner", "view" behind "in his")
    lemma: str = ""

    @property
    def is_weak(self) -> bool:
        return self.lemma.removeprefix("sich ") in _WEAK


def cues(scene: Scene, lo: int, hi: int) -> list[Cue]:
    """The cues among some words of an article, outside its direct quotes, in order."""
    marked = scene.in_short_marks(lo, hi)
    verbs = [match.start() for match in _VERB.finditer(scene.letters, lo, hi)]
    found = [cue for at in verbs if at not in marked and (cue := _verb(scene, at)) is not None]
    starts, after, nouns = _phrases(scene.lexicon.lang), scene.lexicon.after, scene.lexicon.nouns
    owners = scene.lexicon.owners
    letters, telling = scene.letters, _telling(scene.lexicon.lang)
    until = 0
    for at in [at for at, low in enumerate(scene.low[lo:hi], lo) if low in telling]:
        low = scene.low[at]
        if (low in _POSSESSIVES or low in owners) and letters[at] != "Q" and (own := _own(scene, at)):
            found.append(own)
            until = own.words[-1] + 1
        elif low in nouns and letters[at] in "CUnONR" and at >= until:
            found.append(Cue(at, (at,), "noun"))
        elif letters[at] == "Q":
            continue
        elif low in after:
            found.append(Cue(at, (at,), "after"))
        elif low in starts and at >= until:
            phrase = _phrase(scene, at, starts[low])
            if phrase is not None:
                found.append(phrase)
                until = phrase.words[-1] + 1
    return sorted(found + _inverted(scene, lo, hi))


def _inverted(scene: Scene, first: int, last: int) -> list[Cue]:
    """Verbs that no lexicon lists, by their place behind a quote: „To je ostuda,“ zlobí se Jana Nová."""
    if scene.lang in _LARGE_LEXICONS or scene.lang in VERB_LAST:
        return []
    pattern = _INVERTED_NAMES if scene.lang in SEMITIC else _INVERTED
    places = [(match.start() - 2, match.start("verb")) for match in pattern.finditer(scene.letters)]
    return [
        Cue(verb, (verb,), "inverted")
        for lo, verb in places
        if first <= verb < last and any(scene.words[at].text in _APART for at in range(lo, verb))
    ]


def _own(scene: Scene, at: int) -> Cue | None:
    """The cue of which a possessive tells the speaker: "seiner Ansicht nach", "in her view"."""
    following = scene.words[at + 1 : at + 3]
    if scene.low[at] in scene.lexicon.owners and following:
        noun, before = following[0].low, scene.low[at - 1] if at else ""
        told = scene.lexicon.before
        return Cue(at + 1, (at + 1,), "own") if noun in told or f"{before} {noun}" in told else None
    if not following or following[0].low not in scene.lexicon.nouns:
        return None
    if scene.lang == "de":
        is_own = len(following) == 2 and following[1].low == "nach"
        return Cue(at + 1, (at + 1, at + 2), "own") if is_own else None
    is_own = at > 0 and scene.words[at - 1].low in ("in", "à")
    return Cue(at + 1, (at + 1,), "own") if is_own else None


def _phrase(scene: Scene, at: int, phrases: list[tuple[str, ...]]) -> Cue | None:
    """The longest phrase before a speaker that begins with a word, if it is one here."""
    for phrase in phrases:
        end = at + len(phrase)
        if tuple(scene.low[at:end]) == phrase:
            return Cue(at, tuple(range(at, end)), "before") if _is_phrase(scene, at, end) else None
    return None


def _verb(scene: Scene, at: int) -> Cue | None:
    word = scene.words[at]
    lemma = scene.lexicon.verbs.get(word.low)
    if lemma is None or (scene.lang == "en" and _tells_nothing(scene, at)):
        return None
    particles = scene.lexicon.particles.get(word.low)
    if particles is None:
        return Cue(at, (at,), "verb", lemma)
    before = scene.low[at - 1] if at and scene.lang == "de" else ""
    if before in particles and len(before) >= _SHORTEST_BEFORE:
        return Cue(at, (at - 1, at), "verb", scene.lexicon.separated[word.low, before])  # "wie sie bekannt gab"
    _, hi = scene.sentence(at, at + 1)
    for other in range(at + 1, min(hi, at + _REACH)):
        if scene.low[other] in particles and scene.letters[other] != "Q" and _ends_clause(scene, other):
            both = scene.lexicon.separated.get((word.low, scene.low[other]), lemma)
            return Cue(at, (at, other), "verb", both)
        if scene.letters[other] == "." and scene.words[other].text in ".?!":
            break
        if scene.low[other] in _CONTRAST and scene.letters[other - 1] == ",":
            break  # Er sagte, „…“, aber niemand hörte zu.
    return Cue(at, (at,), "verb", lemma) if "" in particles else None


def _tells_nothing(scene: Scene, at: int) -> bool:
    """Whether an English verb is a part of a name, or of "declined to comment", "asked not to be named"."""
    if scene.letters[at] == "S" and _is_name(scene, at):
        return True
    low = scene.low
    declined = at > 1 and low[at - 1] == "to" and low[at - 2] in _DECLINED
    declined = declined or (at > 0 and low[at - 1] == "for")  # "reached for comment"
    return declined or (low[at] == "asked" and low[at + 1 : at + 4] in _UNNAMED)


def _is_name(scene: Scene, at: int) -> bool:
    """Whether a verb with a capital is a part of a name: the United States."""
    return at > 0 and scene.words[at - 1].is_capital and not scene.is_heading(at)


def _ends_clause(scene: Scene, at: int) -> bool:
    return at + 1 >= len(scene.words) or scene.letters[at + 1] in ",.:;Qq-u)(x" or scene.lang != "de"


def _is_phrase(scene: Scene, at: int, end: int) -> bool:
    """Whether a phrase before a speaker is one here: "so" is so only behind a quote or a comma."""
    word = scene.words[at]
    if end - at > 1:
        return True
    before = scene.letters[at - 1] if at else "."
    if word.low in ("so", "pour"):
        return (
            word.text.islower()
            and before in ",Qq-("
            and end < len(scene.letters)
            # "so von Ohlsen"
            and (scene.letters[end] in "NRMOTIderCUm" or scene.letters.startswith(("vN", "veN"), end))
        )
    return True


@lru_cache(maxsize=32)
def _telling(lang: str) -> frozenset[str]:
    """The words that cues other than verbs begin with."""
    words = lexicon(lang)
    return _POSSESSIVES | words.owners | words.nouns | words.after | _phrases(lang).keys()


_Phrases = dict[str, list[tuple[str, ...]]]


@lru_cache(maxsize=32)
def _phrases(lang: str) -> _Phrases:
    """The phrases before a speaker by their first words, the longest first."""
    starts: _Phrases = {}
    for phrase in lexicon(lang).before:
        parts = tuple(
            part for word in phrase.replace("’", "'").split() for part in _ELIDED.sub(r"\1 ", word).split()
        )
        for variant in {parts, tuple(part.replace("'", "’") for part in parts)}:
            starts.setdefault(variant[0], []).append(variant)
    for phrases in starts.values():
        phrases.sort(key=len, reverse=True)
    return starts


def right_beside(scene: Scene, near: Sequence[Cue], first: int, last: int) -> Cue | None:
    """The cue right behind or before the quote of the words from ``first`` to ``last``, but for marks."""
    for cue in near:
        behind, before = scene.letters[last : min(cue.words)], scene.letters[max(cue.words) + 1 : first]
        if (cue.at >= last and not behind.strip("q,-")) or (cue.at < first and not before.strip("q:,")):
            return cue
    return None
