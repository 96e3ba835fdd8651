"""The subject of a verb of speech in Persian."""

from __future__ import annotations

from annotator.core.typography import word_set
from annotator.suggest.mentions import Mention
from annotator.suggest.speakers.finder import Finder, Speaker, whole

_THIS_THAT = word_set("اینکه این‌که")  # با بیان اینکه …, which stands between the subject and its verb
_WITHIN = word_set("در طی ضمن")
_COME = "آمدن"  # در بیانیه آمده است
_SEMICOLONS = frozenset(";؛")
_ENDS = frozenset("bsw")  # a verb, after which "and" begins another clause


class Persian(Finder):
    """The subject begins the clause that the verb ends, or one before "and"; few stand behind the verb."""

    def of_noun(self) -> Speaker | None:
        return None

    def find(self) -> Speaker | None:
        found = self._written() if self.cue.lemma == _COME else self._before() or self._behind()
        return whole(found) if found is not None else None

    def _before(self) -> Mention | None:
        """The first one of the clause, or of the one before it that has any."""
        begin = max(self.letters.rfind("Q", self.lo, self.at) + 1, self.lo)
        begin = next((at + 1 for at in range(self.at - 1, begin - 1, -1) if self.low(at) in _SEMICOLONS), begin)
        hi = self._without_clause(begin)
        found = self._in_clauses(begin, hi)
        if found is None and hi < self.at:
            found = self._in_clauses(hi, self.at, past_comma=True)  # با بیان اینکه …، وزیر گفت
        if found is None and begin > self.lo:
            found = self._in_clauses(self.lo, begin)  # وزیر گفت: «…» و افزود: …
        return found

    def _without_clause(self, begin: int) -> int:
        """Where a clause begins that tells more of what somebody says: وزیر با بیان اینکه هوا سرد است، افزود."""
        return next((at for at in range(begin, self.at) if self.low(at) in _THIS_THAT), self.at)

    def _in_clauses(self, lo: int, hi: int, *, past_comma: bool = False) -> Mention | None:
        if past_comma:
            lo = max(lo, self.letters.rfind(",", lo, hi) + 1)
        stop = hi
        while stop > lo:
            begin = self._clause(lo, stop)
            found = next((one for one in self.subjects(begin, stop) if self._may_be(one)), None)
            if found is not None:
                return found
            stop = begin - 1
        return None

    def _clause(self, lo: int, hi: int) -> int:
        """Where the last clause of a stretch begins: behind "and" that follows a verb."""
        at = hi - 1
        while at > lo and not (self.letters[at] == "u" and self.letters[at - 1] in _ENDS):
            at -= 1
        return at + 1 if at > lo else lo

    def _may_be(self, mention: Mention) -> bool:
        """Whether it is no object, and not whose word something is: به گفته وزیر."""
        before = self.letters[mention.first - 2 : mention.first]
        return self.letters[mention.last : mention.last + 1] != "w" and before != "is"

    def _behind(self) -> Mention | None:
        """The one right behind the verb: «…»، گفت وزیر."""
        at = self.cue.words[-1] + 1
        mention = self.scene.around(at) if at < self.hi else None
        if mention is None or mention.first != at or mention.oblique:
            return None
        return mention if mention.who or mention.kind == "pronoun" else None

    def _written(self) -> Mention | None:
        """What something stands in: در بیانیه این سازمان آمده است."""
        every = self.scene.between(self.lo, self.at)
        return next((one for one in every if self.low(one.first - 1) in _WITHIN), None)
