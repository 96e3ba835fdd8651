"""Which cue and which speaker a quote has."""

from __future__ import annotations

from bisect import bisect_left

from annotator.core.typography import word_set
from annotator.suggest.base import Proposal
from annotator.suggest.speakers.cues import Cue, cues, right_beside
from annotator.suggest.speakers.english import tells_nobody
from annotator.suggest.speakers.finder import is_animate, whole, with_other
from annotator.suggest.speakers.german import reports
from annotator.suggest.speakers.nearby import HIS, LIKELY, REACH, Nearby, reason_of
from annotator.suggest.speakers.places import (
    ANSWERS,
    Attribution,
    beside,
    conversed,
    for_whom,
    inscribed,
    labelled,
    named_before,
    tells_inside,
)
from annotator.suggest.speakers.ranking import distance, ranked
from annotator.suggest.speakers.scene import DIRECT, REPORTED, Scene
from annotator.suggest.speakers.subjects import speaker_of

# In these languages a verb often stands alone, and its form says who is its subject.
_WITHOUT_SUBJECT = word_set("es it pt ca ro pl cs sk sl hr bs sr bg el tr hu ar he fa ru uk fi hi id ms")
_NORDIC = frozenset(("sv", "da", "no", "nb", "nn", "fi"))
_CLEAR_FOR = 4  # "Klar ist für Ohlsen: „…“"
_NEAREST = 10  # cues to either side


class Attributor:
    """Attributes the quotes of one article, in order, or those ``within`` another one."""

    def __init__(self, scene: Scene, within: Proposal | None = None) -> None:
        self._scene = scene
        words = (0, len(scene.words)) if within is None else (scene.at(within.start), scene.at(within.end))
        self._within = words
        self._cues = cues(scene, *words)
        self._places = [cue.at for cue in self._cues]
        self._near = Nearby(scene, self._cues)
        self._around: tuple[int, int, Attribution] | None = None

    def attribute(self, quote: Proposal) -> Attribution | None:
        """Who says a quote, or None."""
        scene = self._scene
        first, last = scene.at(quote.start), scene.at(quote.end)
        begin, end = scene.sentence(first, last)
        lo, hi = max(begin, first - REACH), min(end, last + REACH)
        if quote.attributes.get("form") == REPORTED:
            told = self._of_reported(quote, lo, hi)
            if told is None and quote.cue and scene.lang in _WITHOUT_SUBJECT:
                told = self._near.before(first, lo, scene.low[scene.at(quote.cue[0][0])])
            return told
        is_direct = quote.attributes.get("form", DIRECT) == DIRECT
        cue_at = scene.at(quote.cue[0][0]) if quote.cue and scene.lang == "en" and not is_direct else -1
        if cue_at >= 0 and tells_nobody(scene, cue_at, lo):
            nobody = Attribution(self._told(quote), [], 0.6, "told by nobody")
            self._around = (quote.start, quote.end, nobody)
            return nobody
        turn = labelled(scene, quote.start, first, last)
        turn = turn or conversed(scene, quote.start, quote.end, first, last)
        if turn is not None:
            if turn.reason == ANSWERS and scene.lang in _NORDIC:
                turn = self._near.carried(first) or turn  # a few questions within a report on several people
                self._near.remember(begin, scene.line(max(last - 1, first)), turn)
            return turn
        is_own = self._has_own_source(quote)
        found = self._near.before(first, lo) if is_own else self._by_cue(quote, lo, hi)
        named = named_before(scene, first, lo)
        if named is not None and (
            found is None or found.cue is None or "Q" in scene.letters[found.cue.at : first]
        ):
            found = named
        found = self._as_around(quote, found, last)
        found = found or inscribed(scene, lo, first, last) or self._by_source(quote, lo, hi)
        found = found or self._by_colon(first, lo) or beside(scene, scene.at(scene.pieces(quote)[0][1]), hi)
        cue = self._bare_cue(quote, first, last) if found is None or found.cue is None else None
        verb = scene.low[cue.at] if cue is not None else ""
        found = found or self._near.without_cue(quote, first, last, lo, hi, verb)
        if (found is None or found.cue is None) and cue is not None:
            if found is None:
                return Attribution(cue, [], 0.6, reason_of(scene, cue))
            found = found._replace(cue=cue)
        if found is not None:
            self._near.remember(begin, scene.line(max(last - 1, first)), found)
            if quote.attributes.get("form", DIRECT) != DIRECT:
                self._around = (quote.start, quote.end, found)
        return found

    def _has_own_source(self, quote: Proposal) -> bool:
        """Whether the source of what is told is the one before: לדבריו, …"""
        scene = self._scene
        told = scene.low[scene.at(quote.cue[0][0])] if quote.cue and scene.lang == "he" else ""
        return told in scene.lexicon.owners

    def within(self, quote: Proposal) -> Attribution | None:
        """Who says a quote by a cue that stands in the quote around it; None where none does."""
        scene = self._scene
        first, last = scene.at(quote.start), scene.at(quote.end)
        begin, end = scene.sentence(first, last)
        lo, hi = self._within
        marked = scene.letters[lo : lo + 1] == "q"  # what a dash begins has no mark
        return self._by_cue(quote, max(begin, lo + marked), min(end, hi))

    def _of_reported(self, quote: Proposal, lo: int, hi: int) -> Attribution | None:
        """Who said what is reported with its verb: "The union criticised the offer"; the verb is the cue."""
        scene = self._scene
        first, last = scene.at(quote.start), scene.at(quote.end)
        inside = [cue for cue in self._near.cues_in(first, last) if cue.kind == "verb"]
        told = [cue for cue in inside if self._is_told(cue, quote)]
        if quote.cue and not told:
            told = [self._told(quote)]
        for cue in told or inside:
            speaker = speaker_of(scene, cue, lo, hi)
            if speaker is not None:
                return Attribution(
                    cue, with_other(self._scene, speaker), 0.8 if told else 0.6, reason_of(scene, cue)
                )
        return None

    def _is_told(self, cue: Cue, quote: Proposal) -> bool:
        return any(start <= self._scene.words[cue.at].start < end for start, end in quote.cue)

    def _told(self, quote: Proposal) -> Cue:
        """The cue that the quote was found by, which may announce no direct quote: "declined to comment"."""
        at = self._scene.at(quote.cue[0][0])
        words = (at, *(n for start, _ in quote.cue[1:] if (n := self._scene.at(start)) > at))
        return Cue(at, words, "verb")

    def _as_around(self, quote: Proposal, found: Attribution | None, last: int) -> Attribution | None:
        """What is said within reported speech has its speaker, unless it has a cue there."""
        if self._around is None or quote.end > self._around[1]:
            return found
        start, end, around = self._around
        is_own = found is not None and tells_inside(self._scene, found.cue, last, start, end)
        return found if is_own else around

    def _by_cue(self, quote: Proposal, lo: int, hi: int) -> Attribution | None:
        middle = bisect_left(self._places, self._scene.at(quote.start))
        inside = bisect_left(self._places, self._scene.at(quote.end))
        near = self._cues[max(0, middle - _NEAREST) : inside + _NEAREST]
        is_direct = quote.attributes.get("form", DIRECT) == DIRECT
        # German tells by nouns, too, and whose these are is found otherwise.
        tells = self._scene.lang != "de" and not is_direct
        if quote.cue and tells and not any(self._is_told(cue, quote) for cue in near):
            near = [*near, self._told(quote)]
        pieces = self._scene.pieces(quote)
        for cost, cue in ranked(self._scene, [cue for cue in near if lo <= cue.at < hi], quote, lo):
            speaker = speaker_of(self._scene, cue, lo, hi)
            if speaker is None and cue.kind == "verb" and is_direct and self._stands_alone(quote, cue):
                return None  # «…», avisou, e o clube continua calado
            if speaker is None or any(start <= speaker.start < end for start, end in pieces):
                continue
            score = max(0.4, 0.95 - max(cost, 0.0) * 0.012 - distance(self._scene, cue, speaker))
            return Attribution(cue, with_other(self._scene, speaker), score, reason_of(self._scene, cue))
        return None

    def _stands_alone(self, quote: Proposal, cue: Cue) -> bool:
        """Whether a verb right beside a quote tells by its form alone who speaks."""
        if self._scene.lang not in _WITHOUT_SUBJECT:
            return False
        first, last = self._scene.at(quote.start), self._scene.at(quote.end)
        return right_beside(self._scene, [cue], first, last) is not None

    def _by_source(self, quote: Proposal, lo: int, hi: int) -> Attribution | None:
        """What German reported speech has for a source: "nach Zeugenaussagen", "nach eigenen Angaben"."""
        scene = self._scene
        if scene.lang != "de" or quote.attributes.get("form", DIRECT) == DIRECT or len(quote.cue) != 1:
            return None
        start, end = quote.cue[0]
        first, last = scene.at(start), scene.at(end)
        if scene.low[first] != "nach" or last - first < 2:
            return None
        if scene.low[last - 2] == "eigenen":
            return self._near.subject(lo, hi, LIKELY)
        source = scene.around(last - 1)
        return Attribution(None, [whole(source)], 0.6, "the source") if source is not None else None

    def _bare_cue(self, quote: Proposal, first: int, last: int) -> Cue | None:
        """The verb of a quote that says by its form alone who speaks: «No hay dinero», añadió."""
        if self._scene.lang not in _WITHOUT_SUBJECT:
            return None
        middle, inside = (bisect_left(self._places, at) for at in (first, last))
        near = [cue for cue in self._cues[max(0, middle - _NEAREST) : inside + _NEAREST] if cue.kind == "verb"]
        is_direct = quote.attributes.get("form", DIRECT) == DIRECT
        told = next((cue for cue in near if self._is_told(cue, quote)), None)
        if told is not None and is_direct and told.at >= last and not self._scene.is_free(told.at):
            told = None  # «No hay dinero.» La alcaldesa negó que …
        return told or (right_beside(self._scene, near, first, last) if is_direct else None)

    def _by_colon(self, first: int, lo: int) -> Attribution | None:
        scene = self._scene
        colon = first - 1
        while colon > lo and scene.letters[colon] == "q":
            colon -= 1
        if colon <= lo or scene.letters[colon] != ":" or reports(scene, lo, colon):
            return None
        if scene.lang == "de" and (opinion := for_whom(scene, lo, colon, _CLEAR_FOR)) is not None:
            return opinion
        subjects = scene.subjects(lo, colon)
        found = [mention for mention in subjects if is_animate(mention)] or subjects[:1]
        if found and scene.lang in _WITHOUT_SUBJECT and not is_animate(found[0]) and found[0].first > lo + 1:
            return None  # Ha allargato le braccia: “…”
        if scene.lang == "de":
            found = [mention for mention in found if scene.low[mention.first] != "es"]  # "Darin heißt es: „…“"
        if not found or (scene.lang == "de" and not is_animate(found[0]) and scene.low[found[0].first] in HIS):
            return None  # "Sein Fazit: „…“" goes on
        return Attribution(
            None, [whole(found[-1] if found[-1].last == colon else found[0])], 0.6, "before the colon"
        )
