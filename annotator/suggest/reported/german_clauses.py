"""What the rules ask of the clauses of a German sentence: their mood, their verbs, what they hang on."""

from __future__ import annotations

from annotator.core.lazily import lazily
from annotator.core.typography import word_set
from annotator.suggest.reported.sentence import QUOTED, Sentence
from annotator.suggest.reported.vocabulary import vocabulary

_SHORTEST = 5  # letters of a verb that no list knows
_SECOND = 9  # words before which the verb of a main clause stands, mostly
_PARTICIPLE = ("ge", "be", "ver", "er", "ent", "zer", "miss")
_CLAUSES = 4  # clauses that are looked at for the verb that one of them leads to


class Clauses:
    """The clauses of a sentence. All indices are those of its words."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.low = sentence.low
        self.words = vocabulary("de")

    @lazily
    def first_moods(self) -> list[int]:
        """Where verbs in Konjunktiv I stand."""
        return self._verbs("first_mood")

    @lazily
    def second_moods(self) -> list[int]:
        """Where verbs in Konjunktiv II stand."""
        return self._verbs("second_mood")

    def _verbs(self, name: str) -> list[int]:
        known = self.words[name]
        return [n for n, low in enumerate(self.low) if low in known and n and self._is_verb(n)]

    def _is_verb(self, at: int) -> bool:
        """Whether a word that looks like a verb is one by its place, unlike "die nahe Küste", "es sei denn"."""
        low, words = self.low, self.sentence.words
        before, after = low[at - 1], low[at + 1] if at + 1 < len(low) else ""
        if words[at].is_capital or before == "zu" or self._is_first_person(at):
            return False
        if low[at] == "sei" and (
            after == "denn" or (before in (",", "–", "und") and after in ("es", "er", "sie"))
        ):
            return False
        if low[at] == "bitte" and after == "an":
            return False  # "Rückfragen bitte an die Pressestelle"
        if low[at] in _PLAIN or not after or not words[at + 1].is_capital:
            return True
        return before not in self.words["determiners"] and not (
            before.endswith("e") and words[at - 1].text == before
        )

    def _is_first_person(self, at: int) -> bool:
        """Whether the subject of a verb may be "ich", so that its form is no Konjunktiv."""
        if "ich" not in self.low:
            return False
        begin = max((n + 1 for n in self.sentence.breaks if n < at), default=0)
        return "ich" in self.low[begin : self.end_of(begin)]

    def is_finite(self, at: int) -> bool:
        """Whether a word is, by list or ending, a finite verb."""
        low = self.low[at]
        if self.sentence.words[at].is_capital and at:
            return False
        words = self.words
        if low in words["finite"] or low in words["first_mood"] or low in words["second_mood"]:
            return True
        if low in words["not_finite"] or not low.isalpha():
            return False
        if low in self.sentence.lexicon.verbs and not low.endswith(("t", "en")):
            return True
        if low.endswith("t") and low.startswith(_PARTICIPLE):
            return low in self.sentence.lexicon.verbs and not low.startswith("ge")
        return at > 0 and low.endswith(("t", "te", "ten")) and len(low) > 3 and not low.startswith("ge")

    def end_of(self, begin: int) -> int:
        """Where the clause ends that ``begin`` lies in."""
        return next((mark for mark in self.sentence.breaks if mark >= begin), self.sentence.size)

    def finite_in(self, begin: int, end: int) -> int:
        """The first finite verb of a stretch; -1 if there is none."""
        return next((n for n in range(begin, end) if self.is_finite(n)), -1)

    def is_subordinate(self, begin: int) -> bool:
        """Whether a clause begins like one that tells the circumstances, or more of a noun."""
        low, words = self.low, self.words
        if begin >= len(low):
            return False
        head = low[begin]
        if head in words["subordinators"] or head in words["that"]:
            return True
        behind = low[begin + 1] if begin + 1 < len(low) else ""
        relative = head in words["relatives"] or (head in words["prepositions"] and behind in words["relatives"])
        return relative and self._ends_in_verb(begin) and not self._is_report(begin)

    def _is_report(self, begin: int) -> bool:
        """Whether a clause that may be relative is an infinitive, or a main clause in Konjunktiv."""
        end = self.last_word(begin) + 1
        early = any(begin + 1 < n < end - 1 for n in (*self.first_moods, *self.second_moods))
        return early or self._ends_in_infinitive(begin, end)

    def last_word(self, begin: int) -> int:
        """The last word of the clause that ``begin`` lies in, without marks behind it."""
        end = self.end_of(begin)
        while end > begin and not self.sentence.words[end - 1].is_word:
            end -= 1
        return end - 1

    def _ends_in_verb(self, begin: int) -> bool:
        """Whether the finite verb of a clause is its last word, as in subordinate ones."""
        last = self.last_word(begin)
        return last > begin and self.is_finite(last)

    def is_nominal(self, begin: int) -> bool:
        """Whether a stretch between breaks is a noun with its company and no clause."""
        end = self.end_of(begin)
        return end > begin and self.finite_in(begin, end) < 0

    def leads_to_report(self, begin: int) -> bool:
        """Whether a clause is followed by its main clause in Konjunktiv: ", wenn es dunkel sei, werde …"."""
        moods = {*self.first_moods, *self.second_moods}
        end = self.end_of(begin)
        for _ in range(_CLAUSES):
            if end + 1 >= self.sentence.size or self.low[end] not in ",–":
                return False
            if end + 1 in moods:
                return True
            end = self.end_of(end + 1)
        return False

    def has_mood(self, begin: int, moods: list[int]) -> bool:
        """Whether a main clause that begins here has one of these verbs, maybe behind an aside between commas."""
        at = begin
        for _ in range(_CLAUSES):
            end = self.end_of(at)
            if any(at <= n < end for n in moods):
                return True
            nominal = self.is_nominal(at) if at == begin else self.is_subordinate(at) or self.is_nominal(at)
            if end >= self.sentence.size or self.low[end] not in ",–" or not (nominal or self.is_subordinate(at)):
                return False
            at = end + 1
        return False

    def may_have_mood(self, begin: int) -> bool:
        """Whether a clause has what may be an unlisted verb in Konjunktiv I: "die Sorte erspare das Gift"."""
        words = self.sentence.words
        end = self.end_of(begin)
        if any(self.is_indicative(n) for n in range(begin, end)):
            return False
        for n in range(begin + 1, min(end - 1, begin + _SECOND)):
            low = self.low[n]
            if not low.endswith("e") or len(low) < _SHORTEST or words[n].is_capital or not low.isalpha():
                continue
            if low in self.words["not_mood"] or low.endswith(("te", "ige", "liche", "ische")):
                continue
            if words[n - 1].is_capital or self.low[n - 1] in self.words["subjects"]:
                return True
        return False

    def is_infinitive(self, begin: int) -> bool:
        """Whether a clause ends in an infinitive with "zu", maybe behind what stands between commas."""
        at = begin
        for _ in range(_CLAUSES):
            end = self.end_of(at)
            if self._ends_in_infinitive(at, end):
                return True
            if end >= self.sentence.size or self.low[end] not in ",–" or self.finite_in(begin, end) >= 0:
                return False
            at = end + 1
        return False

    def _ends_in_infinitive(self, begin: int, end: int) -> bool:
        words = [word for word in self.sentence.words[begin:end] if word.is_word]
        if not words or not words[-1].low.endswith("n") or words[-1].is_capital:
            return False
        return "zu" in (word.low for word in words[-3:-1]) or any(_has_zu(word.low) for word in words[-2:])

    def is_main(self, begin: int) -> bool:
        """Whether a main clause begins here: its finite verb stands early, and more words follow it."""
        end = self.end_of(begin)
        if self.is_subordinate(begin) or self.is_finite(begin):
            return False
        verb = self.finite_in(begin + 1, min(end, begin + _SECOND))
        return 0 <= verb < end - 1

    def goes_on(self, begin: int) -> bool:
        """Whether the author goes on behind a report: ", und kündigte …", ", aber er wird …"."""
        joined = self.low[begin] in self.words["conjunctions"]
        at = begin + 1 if joined and begin + 1 < len(self.low) else begin
        return self.is_indicative(at) and (joined or self.low[at] in self.sentence.lexicon.verbs)

    def is_indicative(self, at: int) -> bool:
        """Whether a word is a finite verb that reports nothing by its mood."""
        return self.is_finite(at) and at not in self.first_moods and at not in self.second_moods

    def main_begin(self, verb: int) -> int:
        """Where the main clause begins whose verb this is; 0 for that of the sentence, -1 if it is in none."""
        sentence = self.sentence
        begin = max((n + 1 for n in sentence.breaks if n < verb), default=0)
        if self.low[begin] in self.words["question"] or (self.is_subordinate(begin) and begin):
            return -1
        while begin > 0:
            before = max((n + 1 for n in sentence.breaks if n < begin - 1), default=0)
            if self.low[begin - 1] not in ",–" or not (self.is_subordinate(before) or self.is_nominal(before)):
                break
            begin = before
        if begin and self.finite_in(0, begin) < 0:
            return 0
        return begin

    def report_end(self, begin: int) -> int:
        """Where a report ends that begins here: with the sentence, or before the author's own words."""
        low = self.low
        clause = begin
        for mark in self.sentence.breaks:
            if mark <= begin:
                continue
            after = mark + 1
            if low[mark] == ";" or after >= len(low) or (low[mark] == ":" and low[after] == QUOTED):
                return mark
            main = self.is_indicative(after) and (clause == begin or not self.is_subordinate(clause))
            if main or self.goes_on(after) or (low[after] in self.words["contrast"] and self._tells(after)):
                return mark
            clause = after
        return self.sentence.size

    def _tells(self, begin: int) -> bool:
        """Whether a clause has a verb of speech, and none in the mood of reports."""
        clause = range(begin, self.end_of(begin))
        if any(n in clause for n in (*self.first_moods, *self.second_moods)):
            return False
        lexicon = self.sentence.lexicon
        return any(
            self.low[n] in lexicon.verbs and "" in lexicon.particles.get(self.low[n], ("",)) for n in clause
        )

    def infinitive_end(self, begin: int) -> int:
        """Where a report in the infinitive ends: at the latest before the circumstances of telling it."""
        end = self.report_end(begin)
        circumstances = (
            n for n in self.sentence.breaks if begin < n < end and self.low[n + 1] in self.words["beside"]
        )
        return next(circumstances, end)

    def begin_before(self, mark: int) -> int:
        """Where the sentence begins, or goes on behind its last semicolon or colon, before a break."""
        return max((n + 1 for n in self.sentence.breaks if n < mark and self.low[n] in ";:"), default=0)

    def end_before(self, at: int) -> int:
        """Where the sentence ends, or another one begins behind a semicolon or a direct quote behind a colon."""
        for mark in self.sentence.breaks:
            if mark > at and (self.low[mark] == ";" or self.low[mark : mark + 2] == [":", QUOTED]):
                return mark
        return self.sentence.size

    def is_told(self, first: int, mark: int) -> bool:
        """Whether there is a main clause between two words."""
        at = first
        while at < mark:
            end = min(mark, self.end_of(at))
            verb = self.finite_in(at, end)
            if verb >= 0 and not self.is_subordinate(at):
                return True
            at = end + 1
        return False


_PLAIN = frozenset(["sei", "seien", "habe", "werde", "könne", "müsse", "dürfe", "solle", "wolle"])


def _has_zu(word: str) -> bool:
    """Whether "zu" stands within an infinitive: "abzulehnen"."""
    return word.endswith("n") and any(
        word.startswith(prefix + "zu") and len(word) > len(prefix) + 5 for prefix in _PREFIXES
    )


_PREFIXES = word_set(
    "ab an auf aus bei bekannt bereit dar durch ein fern fest fort frei her heraus hervor hin hinaus hinzu klar "
    "los mit nach nieder offen sicher statt teil über um unter voran vor weg weiter wieder zu zurück zusammen "
    "entgegen nahe vorbei gut still herunter herab hinweg wahr kennen heim entlang runter"
)
