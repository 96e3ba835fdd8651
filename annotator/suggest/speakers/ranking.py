"""Which cue of a sentence announces a quote: the nearest, in words, of those that can."""

from __future__ import annotations

import re

from annotator.core.typography import word_set
from annotator.suggest.base import Proposal
from annotator.suggest.mentions.prefixes import LANGUAGES as SEMITIC
from annotator.suggest.speakers.cues import Cue
from annotator.suggest.speakers.finder import Speaker, is_animate
from annotator.suggest.speakers.german import INSERTED, SUBORDINATE
from annotator.suggest.speakers.scene import Scene

_FARTHEST = 60.0
_BESIDE = -1.0
_TOLD = -10.0  # who found the quote found this cue
_CLAUSE = 60  # words
_PASSED = frozenset("bx,q-.r")  # auxiliaries, adverbs, marks
_GAP, _GERMAN_GAP = (0, 0.05), (6, 0.02)  # words between that cost nothing, and what each other one costs
_OTHER_SUBJECT = 0.1  # another verb of speech or quote between
_MOST_LOST = 0.4
_CLAUSE_STARTS = SUBORDINATE | INSERTED
_NEXT = re.compile(r"[^Q.:,]{0,8}:q?Q")  # …»، فأجاب الشاهد: «…»
_AS_ONE_SAYS = word_set("wie so laut")


def ranked(scene: Scene, cues: list[Cue], quote: Proposal, lo: int) -> list[tuple[float, Cue]]:
    """The cues that may announce the quote with their cost, the likeliest first; ``lo`` begins the sentence."""
    first, last = scene.at(quote.start), scene.at(quote.end)
    pieces = [(scene.at(start), scene.at(end)) for start, end in scene.pieces(quote)]
    before = scene.letters[lo:first]
    is_inner = bool(before.strip(",.:;q-()Q")) and not before.rstrip("q").endswith(":")
    found = []
    for cue in cues:
        if any(start <= at < end for start, end in pieces for at in cue.words):
            continue
        is_told = any(start <= scene.words[cue.at].start < end for start, end in quote.cue)
        cost = _TOLD if is_told else _cost(scene, cue, first, last, lo, is_inner)
        if cost <= _FARTHEST:
            found.append((cost, cue))
    found.sort(key=lambda pair: (pair[0], pair[1].at))
    return found


def _cost(scene: Scene, cue: Cue, first: int, last: int, lo: int, is_inner: bool) -> float:
    """How far a cue is from the quote, and how unlikely it is to announce it.

    ``is_inner`` tells that words stand before the quote in its sentence, so that no subject is expected behind a
    verb after it.
    """
    letters = scene.letters
    cost = 0.0
    if cue.at >= last:
        gap = letters[last : cue.at]
        cost = _words_in(gap) + 6.0 * (gap.count(",", 1) + gap.count("u"))
        cost += 15.0 * gap.count(":") + (10.0 if "." in gap[1:] else 0.0)
        if scene.lang == "de" and not gap.strip("q,") and "," in gap and _has_subject(scene, cue):
            cost = _BESIDE  # a colon may stand before the quote: "Ohlsen lachte: „Nein“, sagte Berg."
        elif scene.lang in SEMITIC and _NEXT.match(letters, cue.at + 1) is not None:
            cost += 8.0
        elif is_inner and letters[cue.at + 1 : cue.at + 2] not in (".", ","):
            cost += 5.0
    elif cue.at < first:
        owned = scene.around(cue.at) if cue.kind == "noun" else None
        gap = letters[owned.last if owned else cue.words[-1] + 1 : first]
        cost = 0.7 * _words_in(gap) + 3.0 * gap.count(",")
        cost += 10.0 if "." in gap else 0.0
        if gap.lstrip("b").startswith(",") and _is_inserted(scene, cue.at, lo):
            cost += 12.0
        if cue.kind == "before":
            cost *= 0.5  # it holds for all that follows in the sentence
        if gap.rstrip("q").endswith(":"):
            cost *= 0.3
    return cost + _burden(scene, cue)


def _has_subject(scene: Scene, cue: Cue) -> bool:
    """Whether somebody who may speak stands right behind a cue."""
    mention = scene.around(cue.at + 1)
    if mention is None or mention.first != cue.at + 1 or scene.low[mention.first] == "niemand":
        return False
    return not mention.oblique and is_animate(mention)


def distance(scene: Scene, cue: Cue, speaker: Speaker) -> float:
    """What a speaker's score loses where other words stand between it and its cue."""
    first, last = scene.at(speaker.start), scene.at(speaker.end)
    if last <= cue.at:
        gap = scene.letters[last : cue.at]
    elif first > cue.words[-1]:
        gap = scene.letters[cue.words[-1] + 1 : first]
    else:
        return 0.0  # the cue is in it, as in "Classens Vorwurf"
    between = sum(letter not in _PASSED for letter in gap)
    free, each = _GERMAN_GAP if scene.lang == "de" else _GAP
    another = _OTHER_SUBJECT if any(letter in "QS:" or letter == "s" for letter in gap) else 0.0
    return min(_MOST_LOST, max(0, between - free) * each + another)


def _words_in(gap: str) -> int:
    return len(gap) - sum(map(gap.count, ",.-q"))


def _burden(scene: Scene, cue: Cue) -> float:
    """What kinds of cues cost more than verbs of speech."""
    if cue.kind == "after":
        return 3.0
    if cue.kind != "noun":
        low = scene.words[cue.at].low
        is_reported = scene.lang == "de" and cue.kind == "verb" and low.endswith("e") and not low.endswith("te")
        return 12.0 if cue.is_weak or is_reported else 0.0  # "halte" goes on with what somebody says
    mention = scene.around(cue.at)
    if mention is None:
        return 12.0
    if mention.first > 0 and scene.words[mention.first - 1].low == "nach":
        return 0.0  # "nach der Ankündigung der Ministerin"
    is_owned = cue.at + 1 < mention.last or scene.letters[cue.at - 1 : cue.at] == "K"
    return 0.5 if is_owned else 12.0  # "Classens Vorwurf", "the claim of the union"


def _is_inserted(scene: Scene, at: int, lo: int) -> bool:
    """Whether a German verb ends a clause within another one: "Ohlsen, der das gesagt hatte, …"."""
    comma = scene.letters.rfind(",", max(lo, at - _CLAUSE), at)
    following = {word.low for word in scene.words[comma + 1 : min(comma + 3, at)]}
    is_clause = bool(following & _CLAUSE_STARTS) and not following & _AS_ONE_SAYS
    return scene.lang == "de" and comma >= 0 and is_clause
