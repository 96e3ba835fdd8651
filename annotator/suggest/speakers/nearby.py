"""Who says a quote that no verb beside it tells of: somebody in the sentences around, or who spoke last."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from annotator.core.typography import word_set
from annotator.suggest.base import Proposal
from annotator.suggest.mentions import Mention
from annotator.suggest.mentions.caseless import LANGUAGES as VERB_LAST
from annotator.suggest.reported.ends import THAT
from annotator.suggest.speakers.cues import Cue
from annotator.suggest.speakers.english import is_spoken_to
from annotator.suggest.speakers.finder import strength, whole
from annotator.suggest.speakers.gender import may_be
from annotator.suggest.speakers.german import points_back, reports
from annotator.suggest.speakers.places import NOBODY, Attribution, for_whom, signed
from annotator.suggest.speakers.scene import DIRECT, Scene
from annotator.suggest.speakers.subjects import speaker_of

SURE, LIKELY = 2, 1  # how surely a subject is somebody
REACH = 100  # words to either side of a quote, in sentences that do not end
HIS = word_set(
    "sein seine ihr ihre dessen deren his her their son sa ses leur leurs su sus suo sua suoi sue seu seus "
    "zijn hun haar hans hennes jego jej ich его её ее их його її їх"
)
_THUS = word_set("così así assim ainsi så sådan zo aldus")
_FRONTED = word_set(
    "asked when after if while although though because before since once interrogé interrogée quand après lorsque"
)
_FIND = word_set("find finds found")
_GESTURES = word_set("lachen lächeln nicken grinsen schmunzeln strahlen seufzen kichern")
_THEIR_OWN = frozenset(("de", "en", "fr"))  # have rules of their own for what is told
_SENTENCES_BACK = 4
_LINES_BACK = 4  # to somebody whom the gender of a verb tells
_SHORT = 12  # words of a sentence that only tells who said the one before


class Nearby:
    """Looks around the quotes of one article, in order; :meth:`remember` tells it what was found of each."""

    def __init__(self, scene: Scene, cues: Sequence[Cue]) -> None:
        self._scene = scene
        self._cues = cues
        self._places = [cue.at for cue in cues]
        self._last: Attribution | None = None
        self._last_line = -1
        self._others: list[tuple[int, Attribution]] = []  # before the last, with their lines
        self._said: dict[int, Attribution] = {}  # by the sentences' first words
        self._verb = ""  # of the quote, where that stands alone

    def remember(self, begin: int, line: int, found: Attribution) -> None:
        """Who says the quote before, in a sentence that begins with a word, and that ends in a line."""
        if self._last is not None:
            self._others.append((self._last_line, self._last))
        self._last, self._last_line = found, line
        self._said[begin] = found

    def cues_in(self, lo: int, hi: int) -> Sequence[Cue]:
        """The cues among some words."""
        return self._cues[bisect_left(self._places, lo) : bisect_left(self._places, hi)]

    def without_cue(
        self, quote: Proposal, first: int, last: int, lo: int, hi: int, verb: str
    ) -> Attribution | None:
        """Who says a quote of the words ``first`` to ``last`` in a sentence from ``lo`` to ``hi``, or None.

        ``verb`` is what tells of it by its form alone, in small letters; "" where nothing does.
        """
        scene, self._verb = self._scene, verb
        outside = scene.letters[lo:first] + scene.letters[last:hi]
        if not outside.strip(",.:;q-()Q"):
            return (
                signed(scene, last)
                or self._next_sentence(hi, points_back)
                or (scene.lang in VERB_LAST and self._next_sentence(hi, _ends_with))
                or self._introduced(quote, first, lo)
                or self._thus(hi)
                or (scene.lang != "de" and self._next_sentence(hi, _is_free))
                or self.carried(first)
                or self._next_sentence(hi)
                or self._earlier(lo, SURE)
                or self._earlier(lo, LIKELY)
                or self._behind(hi)
            )
        opinion = for_whom(scene, lo, first)
        if opinion is not None:
            return opinion
        if reports(scene, lo, hi):
            return self._earlier(lo, SURE) or self.carried(first) or self.subject(lo, hi, LIKELY)
        if scene.lang not in _THEIR_OWN:
            hi = self._outside(quote, first, last, hi)
        same_line = scene.lang != "de" and lo > 0 and scene.line(lo - 1) == scene.line(lo)
        return (
            self._beside(quote, first, lo, hi, SURE)
            or self._earlier(lo, LIKELY if same_line else SURE)
            or self.carried(first)
            or self._beside(quote, first, lo, hi, LIKELY)
        )

    def _beside(self, quote: Proposal, first: int, lo: int, hi: int, least: int) -> Attribution | None:
        """A subject of the sentence that is no part of what is told in it: Azt kérik, hogy a bíróság döntsön."""
        # In German, who is told of in a report is who goes on speaking as often as not.
        if self._scene.lang != "de" and quote.attributes.get("form", DIRECT) != DIRECT:
            last = self._scene.at(quote.end)
            return self.subject(lo, first, least) or self.subject(last, hi, least)
        if self._scene.lang == "en":
            # "The report found “serious failings” in the way the trust was run."
            finder = next((one for one in self._scene.subjects(lo, first)), None)
            if finder is not None and self._scene.low[finder.last] in _FIND:
                return Attribution(None, [whole(finder)], 0.4, "subject of the sentence")
        return self.subject(lo, hi, least)

    def _outside(self, quote: Proposal, first: int, last: int, hi: int) -> int:
        """Where the words end that may be about who speaks: before a clause that tells what was said."""
        scene = self._scene
        if quote.attributes.get("form", DIRECT) != DIRECT and scene.low[first - 1] in THAT:
            return first
        told = (at for at in range(last, hi) if scene.letters[at - 1] == "," and scene.low[at] in THAT)
        return next(told, hi)

    def before(self, first: int, lo: int, verb: str = "") -> Attribution | None:
        """Who spoke or was told of before a sentence that begins at ``lo``: לדבריו, …

        ``verb`` is what tells of it by its form alone, as in :meth:`without_cue`.
        """
        self._verb = verb
        return self._earlier(lo, SURE) or self.carried(first)

    def _introduced(self, quote: Proposal, first: int, lo: int) -> Attribution | None:
        """Somebody brought in by the sentence right before the quote: Mr Ohlsen shook his head. “No.”"""
        scene = self._scene
        line = scene.line(first)
        if lo <= 0 or scene.line(lo - 1) != line:
            return None
        begin, end = scene.sentence(lo - 1, lo - 1)
        if "Q" in scene.letters[begin:end]:
            return None
        found = (self._told_of(begin, end) if scene.lang == "de" else None) or self.subject(begin, end, SURE)
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
        for cue in self.cues_in(lo, hi):
            if cue.kind != "verb" or (surely and cue.lemma in _GESTURES):
                continue
            speaker = speaker_of(self._scene, cue, lo, hi)
            if speaker is not None and strength(self._scene, speaker.mention) >= SURE:
                return Attribution(None, [speaker], 0.4, "subject of the sentence")
        return None

    def carried(self, first: int) -> Attribution | None:
        """The speaker of the quote before, if that is in the same paragraph or the one before it."""
        if self._last is None or self._scene.line(first) - self._last_line > 1 + self._is_behind_question(first):
            return None
        if not all(self._may_be(speaker.mention) for speaker in self._last.speakers):
            return self._another(first)
        if self._last_line != self._scene.line(first) and self._scene.is_heading(
            self._scene.lines[self._last_line]
        ):
            return None
        return self._last._replace(cue=None, score=0.6, reason="goes on as the quote before")

    def _another(self, first: int) -> Attribution | None:
        """Who spoke before the last one, where the verb tells by its gender that the last is not meant."""
        line = self._scene.line(first)
        for before, one in reversed(self._others):
            if line - before > _LINES_BACK:
                break
            if one.speakers and all(self._may_be(speaker.mention) for speaker in one.speakers):
                return one._replace(cue=None, score=0.4, reason="goes on as a quote before")
        return None

    def _is_behind_question(self, first: int) -> bool:
        """Whether the line before a word that begins one is somebody's question, as interviews have them."""
        begin = self._scene.lines[self._scene.line(first)]
        return 0 < begin <= first <= begin + 1 and self._scene.words[begin - 1].text == "?"

    def _thus(self, lo: int) -> Attribution | None:
        """The sentence behind the quote begins with "thus": «Manovra senza coraggio». Così Chiara Ferri …"""
        scene = self._scene
        is_thus = lo < len(scene.words) and scene.low[lo] in _THUS and scene.words[lo].is_capital
        if not is_thus or scene.line(lo) != scene.line(lo - 1):
            return None
        _, hi = scene.sentence(lo, lo + 1)
        found = self.subject(lo + 1, hi, SURE) or self.subject(lo + 1, hi, LIKELY)
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
        found = next((cue for cue in self.cues_in(lo, hi) if cue.kind == "verb"), None)
        if found is None or "Q" in scene.letters[lo:hi] or ":" in scene.letters[lo:hi]:
            return None
        speaker = speaker_of(scene, found, lo, hi) if fits(scene, found) else None
        return Attribution(found, [speaker], 0.7, reason_of(scene, found)) if speaker else None

    def _earlier(self, lo: int, least: int) -> Attribution | None:
        """Who spoke in the sentences before, up to the first that reports nothing."""
        scene = self._scene
        line = scene.line(lo)
        for _ in range(_SENTENCES_BACK):
            if lo <= 0 or line - scene.line(lo - 1) > 1 or scene.is_heading(lo - 1):
                return None
            lo, end = scene.sentence(lo - 1, lo - 1)
            said = self._said.get(lo)
            if said is not None and not all(self._may_be(speaker.mention) for speaker in said.speakers):
                continue
            if said is not None:
                return said._replace(cue=None, score=0.5, reason="goes on as the sentence before")
            lo = max(lo, end - REACH)
            for cue in self.cues_in(lo, end):
                if cue.kind != "noun" and not cue.is_weak:
                    speaker = speaker_of(scene, cue, lo, end)
                    if speaker is not None and self._may_be(speaker.mention):
                        return Attribution(None, [speaker], 0.45, "speaks in a sentence before")
            if not reports(scene, lo, end):
                found = self.subject(lo, end, least)
                if found is not None:
                    return found._replace(score=0.3, reason="subject of the sentence before")
                if not self._verb:
                    return None  # but: Starosta se brání. Peníze nebyly. „…,“ namítl.
        return None

    def _behind(self, lo: int) -> Attribution | None:
        """The subject of the sentence behind the quote."""
        scene = self._scene
        if lo >= len(scene.words) or scene.line(lo) != scene.line(lo - 1):
            return None
        _, hi = scene.sentence(lo, lo + 1)
        found = self.subject(lo, min(hi, lo + REACH), SURE)
        return found._replace(score=0.3, reason="subject of the sentence behind") if found else None

    def _may_be(self, mention: Mention) -> bool:
        """Whether the verb that stands alone may have somebody as its subject."""
        return not self._verb or may_be(self._scene.lang, self._verb, mention, self._scene.low[mention.first])

    def subject(self, lo: int, hi: int, least: int) -> Attribution | None:
        """The first subject of a sentence that is likely enough to be somebody."""
        scene = self._scene
        if lo < hi and scene.low[lo] in _FRONTED:
            # "Asked if he was worried, Coach Whitley laughed."
            comma = scene.letters.find(",", lo, hi)
            main = self.subject(comma + 1, hi, least) if comma > 0 else None
            if main is not None:
                return main
        for mention in scene.subjects(lo, hi):
            is_somebody = strength(scene, mention) >= least and scene.words[mention.first].low not in NOBODY
            is_somebody = is_somebody and not (scene.lang == "en" and is_spoken_to(scene, mention))
            if is_somebody and self._may_be(mention):
                return Attribution(None, [whole(mention)], 0.4, "subject of the sentence")
        return None


def _are_two(scene: Scene, one: Mention, other: Mention) -> bool:
    """Whether the second mention is clearly somebody else: "Berg", "his wife"; "the minister" may be Ohlsen."""
    if other.name:
        return other.name.rsplit(" ", 1)[-1] != one.name.rsplit(" ", 1)[-1]
    if other.kind == "nominal" and scene.low[other.first] in HIS:
        return True
    if one.kind != "nominal" or other.kind != "nominal":
        return False
    return scene.text[one.bare : one.head] != scene.text[other.bare : other.head]


def _is_free(scene: Scene, cue: Cue) -> bool:
    """Whether a verb may announce the quote before it: “We stay.” Ohlsen said; not: Berg said money was short."""
    return scene.is_free(cue.at)


def _ends_with(scene: Scene, cue: Cue) -> bool:
    """Whether nothing is told behind a verb, with which its sentence ends: ‘…?’ साठे याद करते हैं।"""
    at = cue.words[-1] + 1
    while at < len(scene.words) and scene.letters[at] == "b":
        at += 1
    return _is_free(scene, cue) and scene.letters[at : at + 1] in (".", "")


def reason_of(scene: Scene, cue: Cue) -> str:
    words = " … ".join(scene.words[at].text for at in cue.words)
    return f"belongs to “{words}”"
