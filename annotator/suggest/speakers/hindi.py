"""The subject of a verb of speech in Hindi."""

from __future__ import annotations

from annotator.core.typography import word_set
from annotator.suggest.mentions import Mention
from annotator.suggest.speakers.finder import Finder, Speaker, whole

_PASSIVE = word_set("गया गई गयी गए जाता जाती")
_FROM = word_set("ओर तरफ द्वारा")
_WITHOUT_NE = ("ते", "ती", "ता", "तीं")  # end verbs of the present: कहते हैं
_SAYS = "बोलना"
_IS = word_set("है हैं था थे कि")
_NEAR = 5  # words from a verb to a subject behind it


class Hindi(Finder):
    """The subject has "ने" behind it, "का" before a noun of speech, nothing before verbs of the present."""

    def of_noun(self) -> Speaker | None:
        return None

    def find(self) -> Speaker | None:
        begin = max(self.letters.rfind("Q", self.lo, self.at) + 1, self.lo)
        found = self._owner() or self._written(begin)
        if found is None and self._is_present():
            found = self._bare(begin)
        found = found or self._agent(begin, self.at) or self._behind()
        if found is None and begin > self.lo:
            found = self._agent(self.lo, begin)  # X ने कहा, “…” और बताया कि …
        return whole(found) if found is not None else None

    def _is_present(self) -> bool:
        low = self.low(self.at)
        at = self.at + 1 if low in self.scene.lexicon.particles else self.at  # याद करते
        return self.cue.lemma == _SAYS or self.low(at).endswith(_WITHOUT_NE)

    def _owner(self) -> Mention | None:
        """Whose word it is: विपक्ष का आरोप है कि …; उनका कहना है कि …"""
        at = self.at
        while at > self.lo + 1 and self.letters[at - 1] in "xb":
            at -= 1  # विपक्ष का यह भी कहना है
        is_told = self.low(self.at) not in self.scene.lexicon.particles or self.low(self.at + 1) in _IS
        before = self.ending_at(at) if is_told else None
        if before is not None and before.kind == "pronoun" and self.low(before.first).endswith(("का", "के", "की")):
            return before
        if self.low(at - 1) == "को" and self.low(self.at + 1) in _IS:
            return self.ending_at(at - 1)  # किसानों को आशंका है कि …
        is_noun = self.low(self.at + 1) in _IS and self.letters[at - 1 : at] in ("o", "b")
        return self.ending_at(at - 1) if is_noun else None

    def _written(self, begin: int) -> Mention | None:
        """What something is said in: बयान में कहा गया है कि …"""
        behind = self.cue.words[-1] + 1
        if self.low(behind) not in _PASSIVE and not (behind > self.at + 1 and self.low(self.at + 2) in _PASSIVE):
            return None
        every = self.scene.between(begin, self.at)
        return next((one for one in reversed(every) if self._tells(one.last)), None)

    def _tells(self, behind: int) -> bool:
        """Whether it is in something that words are, or from somebody: सरकार की ओर से."""
        low = self.low(behind)
        return low in ("में", "द्वारा") or (low in ("की", "के") and self.low(behind + 1) in _FROM)

    def _agent(self, lo: int, hi: int) -> Mention | None:
        """The nearest one with "ने"; pronouns have it at their end."""
        every = self.scene.between(lo, hi)
        return next((one for one in reversed(every) if self._acts(one)), None)

    def _acts(self, mention: Mention) -> bool:
        is_agent = mention.kind == "pronoun" and self.scene.low[mention.first].endswith(("ने", "नें"))
        return is_agent or self.letters[mention.last : mention.last + 1] == "e"

    def _bare(self, begin: int) -> Mention | None:
        """The first one of the clause without any postposition: सुमन बाई कहती हैं; साठे हंसते हुए याद करते हैं."""
        comma = self.letters.rfind(",", begin, self.at)
        every = self.subjects(comma + 1, self.at) if comma >= begin else self.subjects(begin, self.at)
        found = next((one for one in every if not self._acts(one)), None)
        found = found or self._first(begin if comma < begin else comma + 1)
        return found or (self._first(begin) if comma >= begin else None)  # राधा, जो यहां रहती हैं, कहती हैं

    def _first(self, begin: int) -> Mention | None:
        """A name that begins the clause, which no postposition tells of."""
        mention = self.scene.around(begin) if begin < self.at else None
        return mention if mention is not None and not mention.oblique else None

    def _behind(self) -> Mention | None:
        """Somebody behind the verb: यह कहना है किसान राम का; बोले मंत्री."""
        every = self.scene.between(self.at + 1, min(self.hi, self.at + 1 + 2 * _NEAR))
        near = [one for one in every if one.first - self.at <= _NEAR]
        return next((one for one in near if self._acts(one) or not one.oblique or self._ends(one)), None)

    def _ends(self, mention: Mention) -> bool:
        return self.low(mention.last) == "का" and self.letters[mention.last + 1 : mention.last + 2] in (".", "")
