"""The words of a sentence that announce what somebody says: verbs, phrases ("laut"), nouns ("Vorwurf")."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from annotator.core.typography import word_set
from annotator.suggest.lexicon import lexicon
from annotator.suggest.speakers.scene import Scene

_VERB = re.compile("[sS]")
_ELIDED = re.compile(r"\A([dl]')(?=\w)")
_REACH = 40  # words in which a separable prefix is looked for
# Of many meanings: they announce a quote only if it or a colon is near.
_WEAK = word_set(
    "finden wissen lesen sehen erwarten hoffen fürchten glauben sorgen rechnen lachen lächeln freuen danken "
    "stellen zeigen know feel hope fear read expect decide believe lead find consider challenge lire savoir "
    "croire craindre bringen träumen reagieren entscheiden informieren verbreiten vertreten veröffentlichen "
    "deny refuse order praise welcome protest support rule post report agree reject call charge address "
    "understand jouer appeler lancer garantieren präsentieren diskutieren verteidigen beschließen "
    "unterschreiben besprechen annehmen"
)


class Cue(NamedTuple):
    """Words that announce a quote: the indices of the first and of all; what they are; the lemma of a verb."""

    at: int
    words: tuple[int, ...]
    kind: str  # verb, before, after, noun
    lemma: str = ""

    @property
    def is_weak(self) -> bool:
        return self.lemma in _WEAK


def cues(scene: Scene, lo: int, hi: int) -> list[Cue]:
    """The cues among the words from ``lo`` to ``hi``, in order."""
    found = [
        cue for match in _VERB.finditer(scene.letters, lo, hi) if (cue := _verb(scene, match.start(), lo, hi))
    ]
    starts, after, nouns = _phrases(scene.lexicon.lang), scene.lexicon.after, scene.lexicon.nouns
    words = scene.words
    letters = scene.letters
    for at in range(lo, hi):
        low = words[at].low
        if letters[at] == "Q":
            continue
        if low in after:
            found.append(Cue(at, (at,), "after"))
        for phrase in starts.get(low, ()):
            end = at + len(phrase)
            if end <= hi and all(words[at + k].low == word for k, word in enumerate(phrase)):
                if _is_phrase(scene, at, end, lo):
                    found.append(Cue(at, tuple(range(at, end)), "before"))
                break
        if low in nouns and letters[at] in "CUnONR":
            found.append(Cue(at, (at,), "noun"))
    return sorted(found)


def _verb(scene: Scene, at: int, lo: int, hi: int) -> Cue | None:
    word = scene.words[at]
    lemma = scene.lexicon.verbs.get(word.low)
    if lemma is None:
        return None
    particles = scene.lexicon.particles.get(word.low)
    if particles is not None:
        for other in range(at + 1, min(hi, at + _REACH)):
            if (
                scene.words[other].low in particles
                and scene.letters[other] != "Q"
                and _ends_clause(scene, other, hi)
            ):
                return Cue(at, (at, other), "verb", lemma if "" in particles else "")
            if scene.letters[other] == "." and scene.words[other].text in ".?!":
                break
        if "" not in particles:
            return None
    return Cue(at, (at,), "verb", lemma)


def _ends_clause(scene: Scene, at: int, hi: int) -> bool:
    return at + 1 >= hi or scene.letters[at + 1] in ",.:;Qq-u)(x" or scene.lang != "de"


def _is_phrase(scene: Scene, at: int, end: int, lo: int) -> bool:
    """Whether a phrase before a speaker is one here: "so" is so only behind a quote or a comma."""
    low = scene.words[at].low
    if end - at > 1:
        return True
    before = scene.letters[at - 1] if at > lo else "."
    if low in ("so", "pour"):
        return before in ",Qq-(" and end < len(scene.letters) and scene.letters[end] in "NRMOTIderCUsm"
    return True


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
