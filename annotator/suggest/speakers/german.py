"""The subject of a German verb of speech."""

from __future__ import annotations

import re

from annotator.core.clusters import Range
from annotator.core.typography import word_set
from annotator.suggest.mentions import Mention
from annotator.suggest.reported.vocabulary import vocabulary
from annotator.suggest.speakers.cues import Cue
from annotator.suggest.speakers.finder import CITED, Finder, Speaker, is_animate, strength, whole
from annotator.suggest.speakers.scene import Scene

SUBORDINATE = word_set(
    "dass daß ob wie weil da wenn als nachdem während obwohl indem was zumal sodass damit bevor bis sobald "
    "wonach warum weshalb wo wobei woraufhin nicht-nur"
)
RELATIVE = word_set("der die das welcher welche welches")
INSERTED = RELATIVE | word_set("dem den denen deren dessen ein eine so laut")
_NOMINATIVE = word_set("er ich wir man")
_BECAME = word_set("wurde wurden wird werden werde würde worden")
_ASKED = word_set("nachfrage anfrage rückfrage")
_IN = word_set("in im aus bei beim auf laut von vom seitens vonseiten")
_POINTERS = word_set("das dies so")
_REPORTING = word_set(
    "hätte hätten wäre wären sei seien habe werde könne müsse solle wolle dürfe möge gebe gehe komme bleibe "
    "stehe mache brauche wisse lasse nehme halte sehe bringe liege finde führe"
)
_PRESENT = re.compile(r"[^t]e\Z")  # "drohe", not "drohte"
_FILLS = re.compile(r"(?:[iv][demg]?[0a]*[NRMOCU]+)+")


class German(Finder):
    """German: the finite verb is the second part of a main clause, the last of a subordinate one."""

    def of_noun(self) -> Speaker | None:
        return self.find()

    def find(self) -> Speaker | None:
        if self.low(self.at + 1) in _BECAME and self.cue.lemma not in CITED:
            return self.agent(max(self.comma_before(self.at), self.lo), self.at)
        start, front_end = self._clause_start()
        if self.cue.lemma == "verlauten":
            out_of = [m for m in self.scene.between(start, self.at) if self.low(m.first - 1) == "aus"]
            if out_of:
                return whole(out_of[0])
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
            is_stop = letter == "," or (letter == "." and self.scene.words[at].text in ".?!;")
            if letter == "," and self.letters[at + 1] == "b" and (opening := self._inserted(at)) >= self.lo:
                at = opening - 1  # "Anna Berg, die Chefin, hat …", "Berg, der das sah, hat …"
                continue
            if letter == ":" or (is_stop and self.scene.around(at) is None):
                return at + 1, end
            at -= 1
        return self.lo, end

    def _inserted(self, comma: int) -> int:
        """Where what a comma closes begins: a noun with its apposition, or an inserted clause; -1 if neither."""
        named = self.ending_at(comma)
        if named is not None and named.core < named.end:
            return named.first
        opened = self.comma_before(comma)
        return opened if opened >= 0 and self.low(opened + 1) in INSERTED else -1

    def _relative(self, start: int) -> Speaker | None:
        others = self.subjects(start + 1, self.at)
        if others and self.low(start) != "der":
            return whole(others[0])
        antecedent = self.ending_at(start - 1)
        return whole(antecedent) if antecedent else self._choose(others)

    def _main(self, start: int, front_end: int) -> Speaker | None:
        finite = next((i for i in range(start, front_end) if self.letters[i] == "b"), self.at)
        end = self._clause_end()
        if self.low(finite) in _BECAME and self.cue.lemma not in CITED and self._is_participle():
            return self.agent(finite + 1, max(end, self.at))
        front = self.subjects(start, min(finite, front_end))
        behind = self.subjects(finite + 1, self.at) if finite < self.at else self.subjects(self.at + 1, end)
        found = self._front_or_behind(front, behind)
        if found is not None and start == self.at > self.lo + 1 and self.letters[start - 2] not in "Qq":
            found = self._of_both(start, found)
        if behind and behind[0].first == finite + 1 and self._is_surely_subject(behind[0], front_end < self.at):
            found = behind[0]
        if found is not None:
            is_it = self.low(found.first) == "es"
            return self._in_what(finite) if is_it else self._with_fill(found, start, finite)
        if start > self.lo:
            return self._choose(self.subjects(self.lo, start))
        return None

    def _of_both(self, start: int, found: Mention) -> Mention:
        """Whose verb without a subject it is: "Ohlsen klagte über die Kosten, forderte aber mehr Prüfungen"."""
        is_subject = found.first == self.at + 1 and found.bare > found.start  # "…, lautete die Frage"
        if is_subject or is_animate(found):
            return found
        return next((one for one in self.subjects(self.lo, start) if strength(self.scene, one)), found)

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
            if self.low(mention.last - 1) in _ASKED:
                continue
            if self.low(mention.first - 1) in _IN and (mention.who or is_near):
                return whole(mention)
        whose = self.scene.around(finite + 2)  # "entfuhr es Ohlsen"
        return whole(whose) if self.cue.lemma == "entfahren" and whose is not None else None

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


def points_back(scene: Scene, cue: Cue) -> bool:
    """Whether a verb tells who said the sentence before: "Das sagte Ohlsen", but not "Das lehnte Ohlsen ab"."""
    word = scene.words[cue.at - 1]
    if scene.lang != "de" or word.low not in _POINTERS or not word.is_capital or not scene.is_free(cue.at):
        return False
    return word.low == "so" or cue.lemma not in vocabulary("de")["reactions"]


def reports(scene: Scene, lo: int, hi: int) -> bool:
    """Whether a German sentence has its verb in the Konjunktiv I, and so goes on with what somebody said."""
    if scene.lang != "de":
        return False
    for at in range(lo, hi):
        if scene.words[at].low in _REPORTING:
            comma = scene.letters.rfind(",", lo, at)
            if comma < 0 or scene.words[comma + 1].low not in SUBORDINATE:
                return True
    return any(
        scene.letters[m.last] == "a"
        and _PRESENT.search(scene.words[m.last].low)
        and scene.letters[m.last + 1 : m.last + 2] not in "NRMOCUTa0"
        for m in scene.subjects(lo, hi)
        if m.last < hi
    )
