"""The subject of a verb of speech in Arabic and Hebrew."""

from __future__ import annotations

from annotator.core.typography import word_set
from annotator.suggest.mentions import Mention
from annotator.suggest.speakers.finder import Speaker, is_animate, whole
from annotator.suggest.speakers.others import Other

_BEGINS = frozenset(".:qQ,ubx")  # before a subject that stands before its verb


_FROM = word_set("מ ומ מטעם מאת מצד")
_PASSED_ON = ("נמסר", "נמסרה")
_MANY = ("ו", "ים")
_WRITTEN = ("נכתב", "נכתבה", "נאמר", "צוין")
_RELAYED = "نقل"
_NEAR = 14  # words from a verb to its source
_NO_PARTICIPLES = word_set("دعا شكا قالا قالها")


def _is_participle(low: str) -> bool:
    """Whether a verb has the form of what somebody does beside: قائلا, مؤكدة."""
    return low.endswith(("ا", "ة", "ين")) and not low.endswith("وا") and low.lstrip("وف") not in _NO_PARTICIPLES


class Semitic(Other):
    """The subject stands behind its verb, or right before it where it begins the clause.

    A verb without any goes on with the subject of a verb before it: وقال, قائلاً, והוסיף.
    """

    def find(self) -> Speaker | None:
        found = self._source() if self.low(self.at).endswith(_PASSED_ON) else None
        if self.low(self.at).endswith(_WRITTEN):
            found = self._written()
        for verb in range(self.at, self.lo - 1, -1):
            if found is not None:
                break
            if self.letters[verb] in "sS":
                found = self._subject_of(verb)
        found = found or self._begun() or self._place()
        return whole(found) if found is not None else None

    def _subject_of(self, verb: int) -> Mention | None:
        low = self.low(verb)
        if self.scene.lexicon.verbs.get(low) == _RELAYED and (told := self._behind_from(verb)) is not None:
            return told
        found = None if self.letters[verb] == "S" or _is_participle(low) else self._right_before(verb)
        if found is None and low.startswith("ف"):
            found = self._past_comma(verb)  # أما المتهم، …، فنفى
        if found is None and not _is_participle(low):
            found = self._right_behind(verb)
        return found or self._past_comma(verb)

    def _behind_from(self, verb: int) -> Mention | None:
        """Whom something is relayed from: ونقلت الوكالة عن مصدر حكومي قوله."""
        every = self.scene.between(verb + 1, min(self.hi, verb + _NEAR))
        return next((one for one in every if self.low(one.first - 1) == "عن"), None)

    def _place(self) -> Mention | None:
        """Where people speak whom nothing else tells of: בעירייה אמרו."""
        return self._place_before() if self.low(self.at).endswith(_MANY) else None

    def _place_before(self) -> Mention | None:
        every = self.scene.between(self.lo, self.at)
        return next((one for one in every if self.low(one.first - 1) in ("ב", "וב")), None)

    def _written(self) -> Mention | None:
        """What something is written in: "…", נכתב בדו"ח."""
        mention = self.scene.around(self.at + 2) if self.low(self.at + 1) == "ב" else None
        return mention or self._place_before()

    def _source(self) -> Mention | None:
        """Whom something was passed on from: ממשרד החינוך נמסר."""
        every = self.scene.between(self.lo, self.hi)
        return next((one for one in every if self.low(one.first - 1) in _FROM), None)

    def _right_behind(self, verb: int) -> Mention | None:
        at = verb + 1
        while at < self.hi and self.letters[at] == "x":
            at += 1
        mention = self.scene.around(at) if at < self.hi else None
        return mention if mention is not None and mention.first == at else None

    def _right_before(self, verb: int) -> Mention | None:
        """The subject that begins the clause of a verb: الوزير قال, השר אמר."""
        at = verb
        while at > self.lo and self.letters[at - 1] in "bx":
            at -= 1
        mention = self.ending_at(at)
        if mention is None or not (mention.kind == "pronoun" or self._begins(mention)):
            return None
        return mention

    def _past_comma(self, verb: int) -> Mention | None:
        """The same before a comma: أما المتهم، …، فنفى; והשר, שחזר אתמול, אמר."""
        comma = verb - 1
        if comma <= self.lo or self.letters[comma] != ",":
            return None
        opened = self.letters.rfind(",", self.lo, comma)
        if opened > self.lo and self.letters[opened + 1] == "j":
            comma = opened
        mention = self.ending_at(comma)
        return mention if mention is not None and self._begins(mention) else None

    def _begins(self, mention: Mention) -> bool:
        return not mention.oblique and (mention.first <= self.lo or self.letters[mention.first - 1] in _BEGINS)

    def _begun(self) -> Mention | None:
        """Whoever the sentence tells of by a role before the verb: واكتفى الوزير بالقول."""
        every = self.subjects(self.lo, self.at)
        return next((one for one in every if self.letters[one.first] in "RMO" and is_animate(one)), None)
