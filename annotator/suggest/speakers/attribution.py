"""Which cue and which speaker a quote has."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

from annotator.core.typography import word_set
from annotator.suggest.base import Proposal
from annotator.suggest.mentions import Mention
from annotator.suggest.speakers.cues import Cue, cues, right_beside
from annotator.suggest.speakers.finder import is_animate, strength, whole, with_other
from annotator.suggest.speakers.german import points_back, reports
from annotator.suggest.speakers.places import (
    NOBODY,
    Attribution,
    beside,
    conversed,
    for_whom,
    inscribed,
    labelled,
    named_before,
    signed,
    tells_inside,
)
from annotator.suggest.speakers.ranking import distance, ranked
from annotator.suggest.speakers.scene import DIRECT, REPORTED, Scene
from annotator.suggest.speakers.subjects import speaker_of

_HIS = word_set(
    "sein seine ihr ihre dessen deren his her their son sa ses leur leurs su sus suo sua suoi sue seu seus "
    "zijn hun haar hans hennes jego jej ich его её ее их його її їх"
)
_THUS = word_set("così así assim ainsi så sådan zo aldus")
_FRONTED = word_set(
    "asked when after if while although though because before since once interrogé interrogée quand après lorsque"
)
# In these languages a verb often stands alone, and its form says who is its subject.
_WITHOUT_SUBJECT = word_set("es it pt ca ro pl cs sk sl hr bs sr bg el tr hu ar he fa ru uk fi hi")
_SURE, _LIKELY = 2, 1  # how surely a subject is somebody
_GESTURES = word_set("lachen lächeln nicken grinsen schmunzeln strahlen seufzen kichern")
_SENTENCES_BACK = 4
_CLEAR_FOR = 4  # "Klar ist für Ohlsen: „…“"
_REACH = 100  # words to either side of a quote, in sentences that do not end
_NEAREST = 10  # cues to either side
_SHORT = 12  # words of a sentence that only tells who said the one before


class Attributor:
    """Attributes the quotes of one article, in order, or those ``within`` another one."""

    def __init__(self, scene: Scene, within: Proposal | None = None) -> None:
        self._scene = scene
        words = (0, len(scene.words)) if within is None else (scene.at(within.start), scene.at(within.end))
        self._within = words
        self._cues = cues(scene, *words)
        self._places = [cue.at for cue in self._cues]
        self._last: Attribution | None = None
        self._last_line = -1
        self._around: tuple[int, int, Attribution] | None = None
        self._said: dict[int, Attribution] = {}  # by the sentences' first words

    def attribute(self, quote: Proposal) -> Attribution | None:
        """Who says a quote, or None."""
        scene = self._scene
        first, last = scene.at(quote.start), scene.at(quote.end)
        begin, end = scene.sentence(first, last)
        lo, hi = max(begin, first - _REACH), min(end, last + _REACH)
        if quote.attributes.get("form") == REPORTED:
            return self._of_reported(quote, lo, hi)
        turn = labelled(scene, quote.start, first, last)
        turn = turn or conversed(scene, quote.start, quote.end, first, last)
        if turn is not None:
            return turn
        found = self._by_cue(quote, lo, hi)
        named = named_before(scene, first, lo)
        if named is not None and (
            found is None or found.cue is None or "Q" in scene.letters[found.cue.at : first]
        ):
            found = named
        found = self._as_around(quote, found, last)
        found = found or inscribed(scene, lo, first, last) or self._by_source(quote, lo, hi)
        found = found or self._by_colon(first, lo) or beside(scene, scene.at(scene.pieces(quote)[0][1]), hi)
        found = found or self._without_cue(quote, first, last, lo, hi)
        if (found is None or found.cue is None) and (cue := self._bare_cue(quote, first, last)) is not None:
            if found is None:
                return Attribution(cue, [], 0.6, _reason(scene, cue))
            found = found._replace(cue=cue)
        if found is not None:
            self._last, self._last_line = found, scene.line(max(last - 1, first))
            self._said[begin] = found
            if quote.attributes.get("form", DIRECT) != DIRECT:
                self._around = (quote.start, quote.end, found)
        return found

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
        inside = [cue for cue in self._cues_in(first, last) if cue.kind == "verb"]
        told = [cue for cue in inside if self._is_told(cue, quote)]
        if quote.cue and not told:
            told = [self._told(quote)]
        for cue in told or inside:
            speaker = speaker_of(scene, cue, lo, hi)
            if speaker is not None:
                return Attribution(
                    cue, with_other(self._scene, speaker), 0.8 if told else 0.6, _reason(scene, cue)
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

    def _cues_in(self, lo: int, hi: int) -> list[Cue]:
        return self._cues[bisect_left(self._places, lo) : bisect_left(self._places, hi)]

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
            if speaker is None or any(start <= speaker.start < end for start, end in pieces):
                continue
            score = max(0.4, 0.95 - max(cost, 0.0) * 0.012 - distance(self._scene, cue, speaker))
            return Attribution(cue, with_other(self._scene, speaker), score, _reason(self._scene, cue))
        return None

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
            return self._subject(lo, hi, _LIKELY)
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
        if scene.lang == "de":
            found = [mention for mention in found if scene.low[mention.first] != "es"]  # "Darin heißt es: „…“"
        if not found or (scene.lang == "de" and not is_animate(found[0]) and scene.low[found[0].first] in _HIS):
            return None  # "Sein Fazit: „…“" goes on
        return Attribution(
            None, [whole(found[-1] if found[-1].last == colon else found[0])], 0.6, "before the colon"
        )

    def _without_cue(self, quote: Proposal, first: int, last: int, lo: int, hi: int) -> Attribution | None:
        scene = self._scene
        outside = scene.letters[lo:first] + scene.letters[last:hi]
        if not outside.strip(",.:;q-()Q"):
            return (
                signed(scene, last)
                or self._next_sentence(hi, points_back)
                or self._introduced(quote, first, lo)
                or self._thus(hi)
                or (scene.lang != "de" and self._next_sentence(hi, _is_free))
                or self._carried(first)
                or self._next_sentence(hi)
                or self._earlier(lo, _SURE)
                or self._earlier(lo, _LIKELY)
                or self._behind(hi)
            )
        opinion = for_whom(scene, lo, first)
        if opinion is not None:
            return opinion
        if reports(scene, lo, hi):
            return self._earlier(lo, _SURE) or self._carried(first) or self._subject(lo, hi, _LIKELY)
        same_line = scene.lang != "de" and lo > 0 and scene.line(lo - 1) == scene.line(lo)
        return (
            self._subject(lo, hi, _SURE)
            or self._earlier(lo, _LIKELY if same_line else _SURE)
            or self._carried(first)
            or self._subject(lo, hi, _LIKELY)
        )

    def _introduced(self, quote: Proposal, first: int, lo: int) -> Attribution | None:
        """Somebody brought in by the sentence right before the quote: Mr Ohlsen shook his head. “No.”"""
        scene = self._scene
        line = scene.line(first)
        if lo <= 0 or scene.line(lo - 1) != line:
            return None
        begin, end = scene.sentence(lo - 1, lo - 1)
        if "Q" in scene.letters[begin:end]:
            return None
        found = (self._told_of(begin, end) if scene.lang == "de" else None) or self._subject(begin, end, _SURE)
        if found is None:
            return None
        if self._last is not None and self._last_line == line:
            # Whoever speaks in this paragraph goes on, unless another one is named.
            mention = found.speakers[0].mention
            is_direct = quote.attributes.get("form", DIRECT) == DIRECT
            tells = self._told_of(begin, end) is not None
            # "Er kündigte Streiks an. „…“": the nearer word for whoever speaks.
            is_nearer = scene.lang == "de" and mention.kind == "pronoun" and self._told_of(begin, end, True)
            is_other = all(_are_two(scene, one.mention, mention) for one in self._last.speakers)
            if not is_nearer and not (is_other and (is_direct or tells)):
                return None
        return found._replace(score=0.5, reason="subject of the sentence before")

    def _told_of(self, lo: int, hi: int, surely: bool = False) -> Attribution | None:
        """Who speaks in a sentence by a verb of it; ``surely`` by one of more than a gesture."""
        for cue in self._cues_in(lo, hi):
            if cue.kind != "verb" or (surely and cue.lemma in _GESTURES):
                continue
            speaker = speaker_of(self._scene, cue, lo, hi)
            if speaker is not None and strength(self._scene, speaker.mention) >= _SURE:
                return Attribution(None, [speaker], 0.4, "subject of the sentence")
        return None

    def _carried(self, first: int) -> Attribution | None:
        """The speaker of the quote before, if that is in the same paragraph or the one before it."""
        if self._last is None or self._scene.line(first) - self._last_line > 1:
            return None
        if self._last_line != self._scene.line(first) and self._scene.is_heading(
            self._scene.lines[self._last_line]
        ):
            return None
        return self._last._replace(cue=None, score=0.6, reason="goes on as the quote before")

    def _thus(self, lo: int) -> Attribution | None:
        """The sentence behind the quote begins with "thus": «Manovra senza coraggio». Così Chiara Ferri …"""
        scene = self._scene
        is_thus = lo < len(scene.words) and scene.low[lo] in _THUS and scene.words[lo].is_capital
        if not is_thus or scene.line(lo) != scene.line(lo - 1):
            return None
        _, hi = scene.sentence(lo, lo + 1)
        found = self._subject(lo + 1, hi, _SURE) or self._subject(lo + 1, hi, _LIKELY)
        return found._replace(reason="subject of the sentence behind") if found else None

    def _next_sentence(
        self, lo: int, fits: Callable[[Scene, Cue], bool] = lambda scene, cue: True
    ) -> Attribution | None:
        """The sentence behind the quote tells, as in: “We stay.” Ohlsen said. Its verb has to fit."""
        scene = self._scene
        if lo >= len(scene.words) or scene.line(lo) != scene.line(lo - 1):
            return None
        _, hi = scene.sentence(lo, lo + 1)
        if hi - lo > _SHORT:
            return None
        found = next((cue for cue in self._cues_in(lo, hi) if cue.kind == "verb"), None)
        if found is None or "Q" in scene.letters[lo:hi] or ":" in scene.letters[lo:hi]:
            return None
        speaker = speaker_of(scene, found, lo, hi) if fits(scene, found) else None
        return Attribution(found, [speaker], 0.7, _reason(scene, found)) if speaker else None

    def _earlier(self, lo: int, least: int) -> Attribution | None:
        """Who spoke in the sentences before, up to the first that reports nothing."""
        scene = self._scene
        line = scene.line(lo)
        for _ in range(_SENTENCES_BACK):
            if lo <= 0 or line - scene.line(lo - 1) > 1 or scene.is_heading(lo - 1):
                return None
            lo, end = scene.sentence(lo - 1, lo - 1)
            if lo in self._said:
                return self._said[lo]._replace(cue=None, score=0.5, reason="goes on as the sentence before")
            lo = max(lo, end - _REACH)
            for cue in self._cues_in(lo, end):
                if cue.kind != "noun" and not cue.is_weak:
                    speaker = speaker_of(scene, cue, lo, end)
                    if speaker is not None:
                        return Attribution(None, [speaker], 0.45, "speaks in a sentence before")
            if not reports(scene, lo, end):
                found = self._subject(lo, end, least)
                return found._replace(score=0.3, reason="subject of the sentence before") if found else None
        return None

    def _behind(self, lo: int) -> Attribution | None:
        """The subject of the sentence behind the quote."""
        scene = self._scene
        if lo >= len(scene.words) or scene.line(lo) != scene.line(lo - 1):
            return None
        _, hi = scene.sentence(lo, lo + 1)
        found = self._subject(lo, min(hi, lo + _REACH), _SURE)
        return found._replace(score=0.3, reason="subject of the sentence behind") if found else None

    def _subject(self, lo: int, hi: int, least: int) -> Attribution | None:
        """The first subject of a sentence that is likely enough to be somebody."""
        scene = self._scene
        if lo < hi and scene.low[lo] in _FRONTED:
            # "Asked if he was worried, Coach Whitley laughed."
            comma = scene.letters.find(",", lo, hi)
            main = self._subject(comma + 1, hi, least) if comma > 0 else None
            if main is not None:
                return main
        for mention in scene.subjects(lo, hi):
            if strength(scene, mention) >= least and scene.words[mention.first].low not in NOBODY:
                return Attribution(None, [whole(mention)], 0.4, "subject of the sentence")
        return None


def _are_two(scene: Scene, one: Mention, other: Mention) -> bool:
    """Whether the second mention is clearly somebody else: "Berg", "his wife"; "the minister" may be Ohlsen."""
    if other.name:
        return other.name.rsplit(" ", 1)[-1] != one.name.rsplit(" ", 1)[-1]
    if other.kind == "nominal" and scene.low[other.first] in _HIS:
        return True
    if one.kind != "nominal" or other.kind != "nominal":
        return False
    return scene.text[one.bare : one.head] != scene.text[other.bare : other.head]


def _is_free(scene: Scene, cue: Cue) -> bool:
    """Whether a verb may announce the quote before it: “We stay.” Ohlsen said; not: Berg said money was short."""
    return scene.is_free(cue.at)


def _reason(scene: Scene, cue: Cue) -> str:
    words = " … ".join(scene.words[at].text for at in cue.words)
    return f"belongs to “{words}”"
