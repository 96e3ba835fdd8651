"""Who a cue belongs to: the subject of a verb of speech, the agent of a passive, the name behind "laut"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from annotator.core.typography import Range, word_set
from annotator.suggest.mentions import Mention
from annotator.suggest.speakers.cues import Cue
from annotator.suggest.speakers.scene import Scene

SUBORDINATE = word_set(
    "dass daß ob wie weil da wenn als nachdem während obwohl indem was zumal sodass damit bevor bis sobald "
    "wonach warum weshalb wo wobei woraufhin nicht-nur"
)
RELATIVE = word_set("der die das welcher welche welches")
INSERTED = RELATIVE | word_set("dem den denen deren dessen ein eine so laut")
_WHO = word_set("who which that qui que")
_NOMINATIVE = word_set("er ich wir man")
_BECAME = word_set("wurde wurden wird werden werde würde worden")
_WAS = word_set("was were is are been being be été est sont était être fut")
_BY = word_set("von vom durch by par")
_IN = word_set("in im aus bei auf laut von vom seitens")
_CITED = word_set("zitieren quote cite citer")
_HEARER = word_set("lui leur nous vous me te m' t'")
_FILLS = re.compile(r"(?:[iv][demg]?[0a]*[NRMOCU]+)+")
_BEHIND = 5  # words between a verb and the subject behind it


class Speaker(NamedTuple):
    """A place for the ACTOR span: code points; where it begins without its article; the mention that it is of."""

    start: int
    end: int
    bare: int
    mention: Mention


def whole(mention: Mention) -> Speaker:
    """The mention with all that belongs to it."""
    return Speaker(mention.start, mention.end, mention.bare, mention)


def without_apposition(speaker: Speaker) -> Speaker:
    """Of "Tjark Ohlsen, Chef des Hafenbunds" and "die Chefin, Gwen Tregarth" the name, with a title before it."""
    mention = speaker.mention
    if not mention.core < mention.end == speaker.end or mention.named < 0:
        return speaker
    if mention.named < mention.core:
        return speaker._replace(end=mention.core)
    return Speaker(mention.named, mention.named + len(mention.name), mention.named, mention)


def is_animate(mention: Mention) -> bool:
    """Whether a mention is likely to be somebody who can speak."""
    if mention.kind == "nominal":
        return mention.who in ("person", "organisation", "group")
    return True


def strength(scene: Scene, mention: Mention) -> int:
    """How likely somebody who speaks is meant: 2 sure, 1 a single capitalised word or a document, 0 a thing."""
    if mention.kind == "pronoun" or mention.who in ("person", "organisation", "group"):
        return 2
    if mention.kind == "name":
        return 2 if scene.is_named_elsewhere(mention) else 1
    if mention.who == "document":
        return 1
    return int(scene.lang == "de" and scene.text[mention.bare : mention.head].endswith(("er", "erin")))


def speaker_of(scene: Scene, cue: Cue, lo: int, hi: int) -> Speaker | None:
    """Who speaks by a cue of the sentence from word ``lo`` to ``hi``; None if nobody is told."""
    if cue.kind == "before":
        return _behind_phrase(scene, cue, hi)
    if cue.kind == "after":
        mention = scene.around(cue.at - 1) if cue.at > lo else None
        return _without_noun(scene, mention) if mention else None
    if cue.kind == "own":
        return _possessor(scene, cue.at - 1)
    if cue.kind == "noun":
        owner = _of_noun(scene, cue, hi)
        return owner or (_German if scene.lang == "de" else _Other)(scene, cue, lo, hi).of_noun()
    if scene.lang == "de":
        return _German(scene, cue, lo, hi).find()
    return _Other(scene, cue, lo, hi).find()


def _behind_phrase(scene: Scene, cue: Cue, hi: int) -> Speaker | None:
    at = cue.words[-1] + 1
    of = scene.lexicon.of
    while at < hi and scene.letters[at] in "vo" and (scene.low[at] in of or scene.low[at] in ("von", "vom", "of")):
        if scene.words[at].low in ("der", "des"):
            break
        at += 1
    if at >= hi:
        return None
    mention = scene.around(at)
    if mention is None:
        following = scene.between(at, min(hi, at + 3))
        mention = following[0] if following else None
    if mention is None:
        return None
    return _from(scene, mention, at) if mention.first < at else _without_noun(scene, mention)


def _from(scene: Scene, mention: Mention, at: int) -> Speaker:
    """The part of a mention from a word on; the article in front of it told."""
    if at <= mention.first:
        return whole(mention)
    start = scene.words[at].start
    bare = scene.words[at + 1].start if scene.letters[at] in "demg" and at + 1 < mention.last else start
    return Speaker(start, mention.end, bare, mention)


def _possessor(scene: Scene, at: int) -> Speaker | None:
    """ "seiner" in "seiner Ansicht nach", as a pronoun."""
    mention = scene.around(at)
    if mention is None:
        return None
    word = scene.words[at]
    pronoun = replace(
        mention, start=word.start, end=word.end, kind="pronoun", name="", who="", first=at, last=at + 1
    )
    return Speaker(word.start, word.end, word.start, pronoun)


def _without_noun(scene: Scene, mention: Mention) -> Speaker:
    """ "Angaben des Ministers" is the minister."""
    for at in range(mention.first, mention.last - 1):
        if scene.words[at].low in scene.lexicon.nouns and scene.letters[at + 1] in "gevo":
            after = at + 2 if scene.letters[at + 1] in "vo" else at + 1
            return _from(scene, mention, min(after, mention.last - 1))
    return whole(mention)


def _of_noun(scene: Scene, cue: Cue, hi: int) -> Speaker | None:
    """Whose word a noun of speech is: "Classens Vorwurf", "the claim of the union", "die Kritik von Ohlsen"."""
    at = cue.at
    if at and scene.letters[at - 1] in "KN" and (scene.lang == "en" or scene.words[at - 1].low.endswith("s")):
        mention = scene.around(at - 1)
        if mention is not None:
            end = scene.words[at - 1].end
            if scene.letters[at - 1] == "K":
                end -= 2 if scene.words[at - 1].low.endswith(("'s", "’s")) else 1
            return Speaker(mention.start, end, mention.bare if mention.bare < end else mention.start, mention)
    after = at + 1
    if after >= hi or (scene.letters[after] not in "gevo" and scene.words[after].low not in _BY):
        return None
    if scene.letters[after] in "vo" or scene.words[after].low in _BY:
        after += 1
    mention = scene.around(after) if after < hi else None
    if mention is None or not set("NRMO") & set(scene.letters[after : mention.last]):
        return None
    return _from(scene, mention, after)


class _Finder:
    """Looks for the subject of one verb within one sentence."""

    def __init__(self, scene: Scene, cue: Cue, lo: int, hi: int) -> None:
        self.scene = scene
        self.letters = scene.letters
        self.cue = cue
        self.at = cue.at
        self.lo = lo
        self.hi = hi

    def of_noun(self) -> Speaker | None:
        """The subject of a clause in which a noun announces a quote."""
        raise NotImplementedError

    def subjects(self, lo: int, hi: int) -> list[Mention]:
        """The mentions that may be subjects."""
        return self.scene.subjects(lo, hi)

    def low(self, index: int) -> str:
        return self.scene.words[index].low if self.lo <= index < self.hi else ""

    def agent(self, lo: int, hi: int) -> Speaker | None:
        """Who stands behind "von", "by" or "par" in a stretch."""
        for mention in self.scene.between(lo, hi):
            if self.low(mention.first - 1) in _BY and is_animate(mention):
                return whole(mention)
            at = self.letters.rfind("v", mention.first, mention.last - 1)
            if at >= 0 and set("NRMO") & set(self.letters[at : mention.last]):
                return _from(self.scene, mention, at + 1)  # "die Gefahr von Stürmen vom Wetterdienst"
        return None

    def comma_before(self, index: int) -> int:
        """The last comma before a word that belongs to no mention; -1 if there is none in the sentence."""
        at = self.letters.rfind(",", self.lo, index)
        while at >= 0:
            inside = self.scene.around(at)
            if inside is None:
                return at
            at = self.letters.rfind(",", self.lo, inside.first)
        return -1

    def ending_at(self, index: int) -> Mention | None:
        """The mention that ends with the word before ``index``."""
        mention = self.scene.around(index - 1) if index > self.lo else None
        return mention if mention is not None and mention.last == index else None


class _German(_Finder):
    """German: the finite verb is the second part of a main clause, the last of a subordinate one."""

    def of_noun(self) -> Speaker | None:
        return self.find()

    def find(self) -> Speaker | None:
        if self.low(self.at + 1) in _BECAME and self.cue.lemma not in _CITED:
            return self.agent(max(self.comma_before(self.at), self.lo), self.at)
        start, front_end = self._clause_start()
        if start < self.at and self.low(start) in RELATIVE and self.letters[start - 1 : start] == ",":
            mention = self.scene.around(start)
            if mention is None or mention.first != start:
                return self._relative(start)
        if self.low(start) in SUBORDINATE and start < self.at:
            return self._choose(self.subjects(start, self.at))
        if self.low(self.at - 1) == "zu" and start > self.lo:
            return self._choose(self.subjects(self.lo, start)) or self._main(start, front_end)
        return self._main(start, front_end)

    def _clause_start(self) -> Range:
        """Where the clause of the verb begins, and where the part of it before an inserted clause ends."""
        at = end = self.at
        if at > self.lo and self.letters[at - 1] == ",":
            if at - 1 > self.lo and self.letters[at - 2] in "Qq":
                return self.at, self.at
            named = self.ending_at(at - 1)
            opened = self.comma_before(at - 1)
            if named is not None and named.core < named.end:
                at = named.first
            elif opened < 0 or self.low(opened + 1) not in INSERTED:
                return self.at, self.at
            else:
                at = end = opened
        at -= 1
        while at >= self.lo:
            letter = self.letters[at]
            is_stop = letter == "." and self.scene.words[at].text in ".?!;"
            if letter == ":" or is_stop or (letter == "," and self.scene.around(at) is None):
                return at + 1, end
            at -= 1
        return self.lo, end

    def _relative(self, start: int) -> Speaker | None:
        others = self.subjects(start + 1, self.at)
        if others and self.low(start) != "der":
            return whole(others[0])
        antecedent = self.ending_at(start - 1)
        return whole(antecedent) if antecedent else self._choose(others)

    def _main(self, start: int, front_end: int) -> Speaker | None:
        finite = next((i for i in range(start, front_end) if self.letters[i] == "b"), self.at)
        end = self._clause_end()
        if self.low(finite) in _BECAME and self.cue.lemma not in _CITED and self._is_participle():
            return self.agent(finite + 1, max(end, self.at))
        front = self.subjects(start, min(finite, front_end))
        behind = self.subjects(finite + 1, self.at) if finite < self.at else self.subjects(self.at + 1, end)
        found = self._front_or_behind(front, behind)
        if behind and behind[0].first == finite + 1 and self._is_surely_subject(behind[0], front_end < self.at):
            found = behind[0]
        if found is not None:
            is_it = self.low(found.first) == "es"
            return self._in_what(finite) if is_it else self._with_fill(found, start, finite)
        if start > self.lo:
            return self._choose(self.subjects(self.lo, start))
        return None

    def _is_participle(self) -> bool:
        low = self.low(self.at)
        return low.endswith(("t", "en"))

    def _clause_end(self) -> int:
        for at in range(self.at + 1, self.hi):
            letter = self.letters[at]
            if letter in ":Q" or (letter in ".," and self.scene.around(at) is None):
                return at
        return self.hi

    def _is_surely_subject(self, mention: Mention, is_after_clause: bool) -> bool:
        """Whether what stands right behind the finite verb is its subject: "er", anyone behind a clause."""
        return self.low(mention.first) in _NOMINATIVE or (is_after_clause and is_animate(mention))

    def _in_what(self, finite: int) -> Speaker | None:
        """ "heißt es in dem Brief" is said by the letter."""
        for mention in self.scene.between(self.lo, self.hi):
            is_near = mention.first in (finite + 3, self.lo + 1) or mention.first > finite
            if self.low(mention.first - 1) in _IN and (mention.who or is_near):
                return whole(mention)
        return None

    def _front_or_behind(self, front: list[Mention], behind: list[Mention]) -> Mention | None:
        for least in (2, 1, 0):
            found = [mention for mention in front if strength(self.scene, mention) >= least]
            if found:
                return found[-1]
            found = [mention for mention in behind if strength(self.scene, mention) >= least]
            if found:
                return found[0]
        return None

    def _with_fill(self, mention: Mention, start: int, finite: int) -> Speaker:
        """With what fills the place up to the verb: "Das Komitee im nordischen Brakesund würdigte"."""
        is_front = mention.first == start < mention.last < finite and mention.kind != "pronoun"
        if is_front and _FILLS.fullmatch(self.letters, mention.last, finite):
            return Speaker(mention.start, self.scene.words[finite - 1].end, mention.bare, mention)
        return whole(mention)

    def _choose(self, found: list[Mention]) -> Speaker | None:
        alive = [mention for mention in found if is_animate(mention)] or found
        return whole(alive[0]) if alive else None


class _Other(_Finder):
    """English, French and the like: the subject stands before its verb, behind it only next to a quote."""

    def of_noun(self) -> Speaker | None:
        """Who asks in "I put one question to the board: ‘Who checks?’"; elsewhere nouns tell too little."""
        colon = self.letters.find(":", self.at, self.hi)
        return self._first(self.at) if 0 <= colon < self.hi - 1 and self.letters[colon + 1] in "qQ" else None

    def find(self) -> Speaker | None:
        be = self._be()
        if (
            be >= 0
            and self.low(be) in _WAS
            and self.cue.lemma not in _CITED
            and not self.low(self.at).endswith("ing")
        ):
            agent = self.agent(self.at + 1, self.hi)
            if agent is not None or self.scene.lang == "en":
                return agent
        if self.low(self.at + 1) == "as":
            by = next((m for m in self.scene.between(self.at, self.hi) if self.low(m.first - 1) == "by"), None)
            if by is not None and self.letters[by.first - 2] in "Qq":
                return whole(by)  # "described as “a joke” by the union"
        at = self._left()
        if (at > self.lo and self.letters[at - 1] in "Q") or (
            at - 1 > self.lo and self.letters[at - 1] in ",q" and self.letters[at - 2] in "Qq"
        ):
            return self._right() or self._left_of(at)
        return self._left_of(at) or self._right()

    def _left(self) -> int:
        """Where the auxiliaries and adverbs before the verb begin."""
        at = self.at
        while at > self.lo and self.letters[at - 1] in "bx" and self.low(at - 1) not in self.scene.lexicon.that:
            at -= 1
        return at

    def _be(self) -> int:
        return self.at - 1 if self.at > self.lo and self.letters[self.at - 1] == "b" else -1

    def _left_of(self, at: int) -> Speaker | None:
        if at > self.lo and self.letters[at - 1] == "u" and not self.ending_at(at - 1):
            return self._first(at)
        for _ in range(4):
            mention = self.ending_at(at)
            if mention is None:
                if at > self.lo + 1 and self.letters[at - 1] in ",-":
                    is_dash = self.letters[at - 1] == "-"
                    opened = self.letters.rfind("-", self.lo, at - 1) if is_dash else self.comma_before(at - 1)
                    if opened <= self.lo:
                        break
                    at = opened
                    continue
                if at > self.lo and self.letters[at - 1] in "xbn0a-":
                    at -= 1
                    continue
                break
            if self.low(mention.first) in _WHO and mention.kind == "pronoun":
                before = self.ending_at(mention.first) or self.ending_at(mention.first - 1)
                return whole(before or mention)
            hearer = self.low(mention.first) in _HEARER and self.ending_at(mention.first)
            if hearer and not hearer.oblique:
                return whole(hearer)  # "Il lui a dit"
            if not mention.oblique:
                return whole(mention)
            at = mention.first - 1
        return self._first(self.at)

    def _first(self, hi: int) -> Speaker | None:
        every = self.subjects(self.lo, hi)
        alive = [mention for mention in every if is_animate(mention)]
        return whole((alive or every)[0]) if every else None

    def _right(self) -> Speaker | None:
        end = next((i for i in range(self.at + 1, self.hi) if self.letters[i] in "Q:."), self.hi)
        for mention in self.subjects(self.at + 1, end):
            between = self.letters[self.at + 1 : mention.first]
            if len(between) <= _BEHIND and not set(between) & set(",qs"):
                return whole(mention)
            break
        return None
