"""Who speaks in English, where the order of the words alone tells it."""

from __future__ import annotations

import re
from dataclasses import replace

from annotator.core.typography import word_set
from annotator.suggest.mentions import Mention
from annotator.suggest.reported.vocabulary import speech
from annotator.suggest.speakers.bodies import bare
from annotator.suggest.speakers.finder import CITED, Speaker, whole
from annotator.suggest.speakers.others import COMPANY, Other
from annotator.suggest.speakers.scene import Scene

_BE = word_set("is are was were be been being")
_HEARERS = word_set("told asked informed advised warned reminded urged ordered invited instructed encouraged")
_HEARING = word_set("hear hears heard emerged emerges")
_REJECTED = word_set("reject dismiss deny dispute refute rebut deflect")
_OWNERS = word_set("his her their its my our")
_OPENING = 3  # words that begin a sentence up to a noun that is its subject
_INFORMED = word_set("familiar briefed close involved released issued published posted filed commissioned")
_KNOWLEDGE = re.compile(r"[nay]?(?:[iof]d?[naNROMUCKy0]{1,5}){1,3}")
_OCCASIONS = word_set(
    "statement interview speech letter email post tweet message call conference briefing time day week month year "
    "morning afternoon evening night weekend moment end"
)
_QUOTES = word_set("quoted quotes quoting cited")
_SUBJECT = re.compile(r"[danNROCUMKSyofi0]{1,9}(?<![iof])(?<![^d]y)\Z")
_LONGEST = 9  # words of a subject


def informed(scene: Scene, speaker: Speaker) -> Speaker:
    """A source with what tells of it behind: "people familiar with the talks", "a note issued by the board"."""
    mention = speaker.mention
    at = mention.last if speaker.end == mention.end else scene.at(speaker.end)
    at -= at > 0 and scene.low[at - 1] in _INFORMED
    if at >= len(scene.low):
        return speaker
    known = scene.low[at] == "with" and "knowledge" in scene.low[at + 1 : at + 4]
    match = _KNOWLEDGE.match(scene.letters, at) if known or scene.low[at] in _INFORMED else None
    return speaker._replace(end=scene.words[match.end() - 1].end) if match is not None else speaker


def is_spoken_to(scene: Scene, mention: Mention) -> bool:
    """Whether somebody else speaks to or of one: "Residents were told to leave", "Hale was called “a liar”"."""
    at, passive = mention.last, False
    while scene.letters[at : at + 1] in ("b", "x"):
        passive = passive or scene.low[at] in _BE
        at += 1
    if not passive or at >= len(scene.low):
        return False
    lemma = scene.lexicon.verbs.get(scene.low[at], "") if scene.letters[at] == "s" else ""
    return scene.low[at] in _HEARERS or (bool(lemma) and lemma not in CITED and not scene.low[at].endswith("ing"))


def _is_passive(scene: Scene, at: int, lo: int) -> bool:
    while at > lo and scene.letters[at - 1] in "bx":
        at -= 1
        if scene.low[at] in _BE:
            return True
    return False


def owner_of(scene: Scene, at: int, lo: int) -> Speaker | None:
    """Whose word begins a sentence: "His repeated claim that the vote was stolen …"."""
    first = at - 1
    while first > lo and scene.letters[first] in "nay0":
        first -= 1
    if not lo <= first < lo + _OPENING or scene.low[first] not in _OWNERS:
        return None
    return whole(replace(bare(scene, first, first + 1), kind="pronoun"))


def tells_nobody(scene: Scene, at: int, lo: int) -> bool:
    """Whether what tells of a report tells nothing of who made it: "The court heard that …", "The claim that …".

    ``at`` is the word that tells of it, ``lo`` where the sentence begins.
    """
    if scene.low[at] in _HEARING:
        return True
    if scene.low[at] in _HEARERS and scene.low[at + 1 : at + 2] != ["by"] and _is_passive(scene, at, lo):
        return True  # "Jurors were told that …"
    if scene.low[at] not in speech("en").nouns or scene.letters[at] in "sS":
        return False
    before = scene.low[max(lo, at - _OPENING) : at]
    if not _OWNERS.isdisjoint(before) or "K" in scene.letters[max(lo, at - _OPENING) : at]:
        return False
    is_owned = scene.letters[at + 1 : at + 2] == "o" or scene.low[at + 1 : at + 2] in (["by"], ["from"])
    rejected = any(scene.lexicon.verbs.get(low) in _REJECTED for low in before)
    return not is_owned and (rejected or at - lo < _OPENING)


class English(Other):
    """Looks for the subject of one English verb."""

    def find(self) -> Speaker | None:
        return self._doer() or self._beside() or super().find()

    def _doer(self) -> Speaker | None:
        """Who did it: "The move, described by the board as “historic”, was …", "called “a joke” by the union"."""
        if self.low(self.at + 1) == "by" and self.cue.lemma not in CITED:
            return self.agent(self.at + 1, self.hi)
        if self.letters[self.at + 1 : self.at + 2] not in ("q", "Q"):
            return None
        by = next((one for one in self.scene.between(self.at, self.hi) if self.low(one.first - 1) == "by"), None)
        return whole(by) if by is not None and self.letters[by.first - 2] in "Qq" else None

    def _beside(self) -> Speaker | None:
        """Who stands before a verb in an order that no other language has."""
        verb, before = self.low(self.at), self.low(self.at - 1)
        if verb.endswith("ing") and self.letters[self.at - 1] == ",":
            return self._attributed(self.at - 1)
        left = self._left()
        if self.low(left - 1) not in ("as", "that"):
            return None
        told = self.ending_at(left - 1)
        if told is None or told.kind == "pronoun":
            return None
        if before == "as" and verb == "saying":
            # "The agency quoted a docker as saying"
            return whole(told) if self.low(told.first - 1) in _QUOTES else None
        return whole(told) if self.low(left - 1) == "that" else None  # "a report that said …"

    def _attributed(self, comma: int) -> Speaker | None:
        """Who is told before a comma to say what stands before: "It is over, Ohlsen said, adding that …"."""
        begin = max(self.lo, self.letters.rfind(",", self.lo, comma) + 1)
        for mention in self.subjects(begin, comma):
            behind = mention.last == comma and self.letters[mention.first - 1 : mention.first] == "s"
            if mention.first == begin and self._speaks(mention, comma):
                return whole(mention)
            if behind and mention.first == begin + 1:
                return whole(mention)  # "It is over, said Ohlsen, adding that …"
        return None

    def _left_of(self, at: int) -> Speaker | None:
        if self.ending_at(at) is None and (placed := self._placed(at)) is not None:
            return placed
        return super()._left_of(at) or self._placed(at)

    def _placed(self, at: int) -> Speaker | None:
        """The subject of a verb by its place alone: "Most of those polled said"."""
        match = _SUBJECT.search(self.letters[max(self.lo, at - _LONGEST) : at])
        if match is None:
            return None
        first = at - len(match[0])
        apart = first == self.lo or self.letters[first - 1] in ",:-qQ"
        if not apart or self.letters[first] in "ofi" or self.low(first) in ("there", "it", "what"):
            return None
        return whole(bare(self.scene, first, at))

    def _with_company(self, mention: Mention, stop: int) -> Speaker:
        """Somebody with what tells more of them up to a word: "two people familiar with the talks | said"."""
        if mention.last == stop:
            return whole(mention)
        # A capital that begins the sentence makes no name: "Figures from the harbour board".
        begins = mention.first == self.lo and mention.last == mention.first + 1 and mention.name.endswith("s")
        is_noun = mention.kind == "nominal" or (begins and not mention.who) or self.low(mention.last) == "from"
        # "Observers from the regional | bloc": a noun that no list has
        cut = mention.head < mention.end and self.letters[mention.last : stop] == "n"
        company = cut or COMPANY.fullmatch(self.letters, mention.last, stop) if is_noun else None
        if not company or self.low(stop - 1) in _OCCASIONS:
            return whole(mention)
        return whole(mention)._replace(end=self.scene.words[stop - 1].end)

    def _first(self, hi: int) -> Speaker | None:
        every = self.subjects(self.lo, hi)
        if every and self.low(every[0].first) == "it" and self.low(self.at).endswith("ing"):
            # It comes after she hinted at a strike, telling the Gazette: “…”
            told = next((one for one in self.scene.between(self.lo, hi) if self._speaks(one, hi)), None)
            if told is not None:
                return whole(told)
        return super()._first(hi)
