"""Which cue and which speaker a quote has."""

from __future__ import annotations

import re
from typing import NamedTuple

from annotator.core.typography import word_set
from annotator.suggest.base import Proposal
from annotator.suggest.mentions import Mention
from annotator.suggest.speakers.cues import Cue, cues
from annotator.suggest.speakers.scene import Scene
from annotator.suggest.speakers.subjects import Speaker, is_animate, speaker_of, whole

_FARTHEST = 60.0
_REPORTING = word_set(
    "sei seien habe werde könne müsse solle wolle dürfe möge gebe gehe komme bleibe stehe mache brauche wisse "
    "lasse nehme halte sehe bringe liege finde führe"
)
_MARKS = re.compile(r"[^\w]*")


class Attribution(NamedTuple):
    """What was found of a quote: its cue (None: none of its own), its speakers, how sure that is and why."""

    cue: Cue | None
    speakers: list[Speaker]
    score: float
    reason: str


class Attributor:
    """Attributes the quotes of one article, in order."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._cues: dict[int, list[Cue]] = {}
        self._last: Attribution | None = None
        self._last_line = -1

    def attribute(self, quote: Proposal) -> Attribution | None:
        """Who says a quote, or None."""
        scene = self._scene
        first, last = scene.at(quote.start), scene.at(quote.end)
        lo, hi = scene.sentence(first, last)
        found = self._by_cue(quote, first, last, lo, hi)
        found = found or self._by_colon(first, lo)
        found = found or self._without_cue(first, last, lo, hi)
        if found is not None:
            self._last, self._last_line = found, scene.line(max(last - 1, first))
        return found

    def _sentence_cues(self, lo: int, hi: int) -> list[Cue]:
        if lo not in self._cues:
            self._cues[lo] = cues(self._scene, lo, hi)
        return self._cues[lo]

    def _by_cue(self, quote: Proposal, first: int, last: int, lo: int, hi: int) -> Attribution | None:
        scene = self._scene
        inside = [(scene.at(start), scene.at(end)) for start, end in quote.segments]
        ranked = []
        for cue in self._sentence_cues(lo, hi):
            if any(start <= at < end for start, end in inside for at in cue.words):
                continue
            told = any(start <= scene.words[cue.at].start < end for start, end in quote.cue)
            cost = -10.0 if told else self._cost(cue, first, last)
            if cost <= _FARTHEST:
                ranked.append((cost, cue))
        ranked.sort(key=lambda pair: (pair[0], pair[1].at))
        for cost, cue in ranked:
            speaker = speaker_of(scene, cue, lo, hi)
            if (speaker is not None and not quote.start <= speaker.start < quote.end) or (
                speaker is not None and len(quote.segments) > 1
            ):
                score = max(0.4, 0.95 - max(cost, 0.0) * 0.012)
                return Attribution(cue, self._both(speaker), score, self._reason(cue))
        return None

    def _reason(self, cue: Cue) -> str:
        words = " … ".join(self._scene.words[at].text for at in cue.words)
        return f"belongs to “{words}”"

    def _both(self, speaker: Speaker) -> list[Speaker]:
        """The speaker, and the other one where two are joined by "und"."""
        scene, mention = self._scene, speaker.mention
        if mention.kind == "pronoun":
            return [speaker]
        after, before = mention.last, mention.first - 1
        if scene.letters[after : after + 1] == "u":
            other = scene.around(after + 1) if after + 1 < len(scene.words) else None
            if other and other.first == after + 1 and other.kind == mention.kind and is_animate(other):
                return [speaker, whole(other)]
        if before > 0 and scene.letters[before] == "u":
            other = scene.around(before - 1)
            if other and other.last == before and other.kind == mention.kind and not other.oblique:
                return [whole(other), speaker]
        return [speaker]

    def _cost(self, cue: Cue, first: int, last: int) -> float:
        """How far a cue is from the quote, in words, and how unlikely it is to announce it."""
        letters = self._scene.letters
        cost = 0.0
        if cue.at >= last:
            gap = letters[last : cue.at]
            words = sum(letter not in ",.-q" for letter in gap)
            cost = words + 6.0 * (gap.count(",", 1) + gap.count("u")) + 15.0 * gap.count(":")
            cost += 10.0 if "." in gap[1:] else 0.0
        elif cue.at < first:
            gap = letters[cue.words[-1] + 1 : first]
            words = sum(letter not in ",.-q" for letter in gap)
            cost = 0.7 * words + 3.0 * gap.count(",")
            cost += 10.0 if "." in gap else 0.0
            if gap.rstrip("q").endswith(":"):
                cost *= 0.3
        if cue.kind == "noun":
            cost += 12.0
        elif cue.is_weak:
            cost += 6.0
        return cost

    def _by_colon(self, first: int, lo: int) -> Attribution | None:
        scene = self._scene
        colon = first - 1
        while colon > lo and scene.letters[colon] == "q":
            colon -= 1
        if colon <= lo or scene.letters[colon] != ":":
            return None
        found = [m for m in scene.between(lo, colon) if not m.oblique and is_animate(m)]
        if not found:
            return None
        return Attribution(
            None, [whole(found[-1] if found[-1].last == colon else found[0])], 0.6, "before the colon"
        )

    def _without_cue(self, first: int, last: int, lo: int, hi: int) -> Attribution | None:
        scene = self._scene
        outside = scene.letters[lo:first] + scene.letters[last:hi]
        alone = not outside.strip(",.:;q-()Q")
        following = self._next_sentence(hi) if alone else None
        carried = self._last if self._last and scene.line(first) - self._last_line <= int(alone) else None
        if alone:
            if carried is not None:
                return carried._replace(cue=None, score=0.6, reason="goes on as the quote before")
            return following or self._before(lo)
        reports = any(word.low in _REPORTING for word in scene.words[lo:hi] if scene.lang == "de")
        own = None if reports else self._subject(lo, hi)
        if own is None and carried is not None:
            return carried._replace(cue=None, score=0.5, reason="goes on as the quote before")
        return own or self._before(lo) or self._subject(lo, hi)

    def _next_sentence(self, lo: int) -> Attribution | None:
        """The sentence behind the quote tells, as in: “We stay.” Ohlsen said."""
        scene = self._scene
        if lo >= len(scene.words) or scene.line(lo) != scene.line(lo - 1):
            return None
        _, hi = scene.sentence(lo, lo + 1)
        found = next((cue for cue in self._sentence_cues(lo, hi) if cue.kind == "verb"), None)
        if found is None or hi - lo > 12 or "Q" in scene.letters[lo:hi] or ":" in scene.letters[lo:hi]:
            return None
        speaker = speaker_of(scene, found, lo, hi)
        return Attribution(found, [speaker], 0.7, self._reason(found)) if speaker else None

    def _before(self, lo: int) -> Attribution | None:
        """Who spoke in the sentence before."""
        if lo == 0:
            return None
        scene = self._scene
        start, end = scene.sentence(lo - 1, lo - 1)
        for cue in self._sentence_cues(start, end):
            if cue.kind != "noun" and not cue.is_weak:
                speaker = speaker_of(scene, cue, start, end)
                if speaker is not None:
                    return Attribution(None, [speaker], 0.45, "speaks in the sentence before")
        found = self._subject(start, end)
        return found._replace(score=0.3, reason="subject of the sentence before") if found else None

    def _subject(self, lo: int, hi: int) -> Attribution | None:
        every = [m for m in self._scene.between(lo, hi) if not m.oblique]
        found: list[Mention] = [m for m in every if is_animate(m)]
        return Attribution(None, [whole(found[0])], 0.4, "subject of the sentence") if found else None
