"""The rules of German reported speech: mood, subordinate clauses, sources, acts.

The mood of reported speech is Konjunktiv I, and Konjunktiv II or "würde" where it can't be told from the
indicative (Duden – Die Grammatik, 9th edition, 2016, sections 747 to 781).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from annotator.suggest.reported.found import FREE, INDIRECT, MOOD, REPORTED, Found
from annotator.suggest.reported.german_clauses import Clauses
from annotator.suggest.reported.german_sources import sources
from annotator.suggest.reported.sentence import QUOTED, Cue, Sentence
from annotator.suggest.reported.vocabulary import speech, vocabulary

_NEAR = 30  # words between a cue and the comma before what it announces
_NEAR_NOUN = 10
_MOST = 0.6  # of a sentence, behind which a report in it ends where the next one goes on
_BESIDE = ("behind", "within")  # rules of sentences whose mood the cue beside it announces
_NEAR_QUESTION = 8
_NEAR_PLAIN = 6
_NEAR_HEARSAY = 10


@lru_cache(maxsize=1)
def _telling() -> frozenset[str]:
    """Words of which a sentence has one, if it tells what somebody said, unless it goes on with a report."""
    words, known = vocabulary("de"), speech("de")
    sources = {phrase.split()[0] for phrase in known.before} | known.after | {"demnach"}
    told = words["first_mood"] | words["hearsay"] | words["source_nouns"]
    return told | known.verbs.keys() | known.nouns | sources


class German:
    """Runs over the sentences of an article in order."""

    def __init__(self) -> None:
        self.words = vocabulary("de")

    def __call__(self, sentences: Sequence[Sentence]) -> list[Found]:
        found: list[Found] = []
        before: Sentence | None = None
        reports = speaks = False
        telling, moods = _telling(), self.words["second_mood"]
        for sentence in sentences:
            goes_on = reports or (speaks and not moods.isdisjoint(sentence.low))
            if not goes_on and telling.isdisjoint(sentence.low):
                before, speaks = sentence, False
                continue
            clauses = Clauses(sentence)
            here = [one for one in self._find(clauses, reports or speaks) if one.segments]
            here += self._points_back(sentence, before)
            reports = any(one.end > sentence.start + _MOST * (sentence.end - sentence.start) for one in here)
            found += here
            # "Sie zeigte Verständnis. Die Kürzungen träfen die Universität hart."
            speaks = any(not cue.is_noun and cue.lemma not in self.words["weak"] for cue in sentence.cues)
            before = sentence
        return found

    def _find(self, clauses: Clauses, reports: bool) -> Iterator[Found]:
        mood = self._mood(clauses, reports)
        source = list(sources(clauses))
        governed = [one for cue in clauses.sentence.cues if (one := self._governed(clauses, cue)) is not None]
        told = {clauses.sentence.words[n].start for n in clauses.first_moods}
        beside = [one for one in governed if one.rule in _BESIDE]
        # "Er glaube nicht, dass das Geld reiche, meinte X": what a verb governs that is told belongs to that.
        governed = [
            one
            for one in governed
            if one.cue[0][0] not in told or not any(other.start <= one.cue[0][0] < other.end for other in beside)
        ]
        if mood is not None and not source and not any(self._announces(clauses, one) for one in governed):
            yield mood
            return
        yield from governed
        yield from source
        if not governed and not source:
            yield from self._acts(clauses)

    def _announces(self, clauses: Clauses, found: Found) -> bool:
        """Whether a cue is the author's: beside the report, or before the first verb that is in its mood."""
        moods = [*clauses.first_moods, *clauses.second_moods]
        first = clauses.sentence.words[min(moods)].start if moods else clauses.sentence.end
        return found.rule in _BESIDE or found.cue[0][0] < first

    # --- what a cue governs

    def _governed(self, clauses: Clauses, cue: Cue) -> Found | None:
        sentence = clauses.sentence
        if cue.lemma in self.words["weak"]:
            return None
        interrupted = self._interrupted(clauses, cue)
        if interrupted is not None:
            return interrupted
        after = self._after(clauses, cue)
        if after is not None:
            begin, rule = after
            end = clauses.infinitive_end(begin) if rule.endswith("infinitive") else clauses.report_end(begin)
            segments = sentence.span((begin, end))
            return Found(segments, INDIRECT, rule, sentence.cue_place(cue), cue.lemma) if segments else None
        return None if cue.is_noun else self._before(clauses, cue)

    def _interrupted(self, clauses: Clauses, cue: Cue) -> Found | None:
        """Man müsse, meinte X, auf dem Boden bleiben."""
        sentence, mark = clauses.sentence, cue.at - 1
        if cue.is_noun or mark not in sentence.breaks:
            return None
        if mark - 1 not in clauses.first_moods and mark - 1 not in clauses.second_moods:
            return None
        first, behind = clauses.begin_before(mark), clauses.end_of(cue.last)
        if behind >= sentence.size - 1 or clauses.end_of(first) < mark or clauses.is_subordinate(first):
            return None
        told = any(one.at == mark - 1 for one in sentence.cues)  # "Er wisse, sagte X, dass es schwer werde"
        if clauses.low[behind + 1] in self.words["that"] and not told:
            return None
        segments = sentence.span((first, mark), (behind + 1, sentence.size))
        return Found(segments, INDIRECT, "within", sentence.cue_place(cue), cue.lemma)

    def _after(self, clauses: Clauses, cue: Cue) -> tuple[int, str] | None:
        """Where the clause begins that a cue announces, and by which rule."""
        sentence, low = clauses.sentence, clauses.low
        for mark in sentence.breaks:
            begin = mark + 1
            if mark < cue.at or begin >= sentence.size:
                continue
            if low[mark] == ";" or mark - cue.last > (_NEAR_NOUN if cue.is_noun else _NEAR):
                return None
            rule = self._announced(clauses, cue, begin)
            if rule:
                return begin, f"noun, {rule}" if cue.is_noun else rule
            if rule is None or clauses.goes_on(begin):
                return None
        return None

    def _announced(self, clauses: Clauses, cue: Cue, begin: int) -> str | None:
        """The rule by which a clause belongs to a cue; "" if a later one may, None if none does."""
        words, low = self.words, clauses.low
        head, near = low[begin], begin - 1 - cue.last
        if head in words["that"]:
            return "that"
        if head in words["infinitive_barred"]:
            return None
        if self._asks(low, begin):
            moods = {*clauses.first_moods, *clauses.second_moods}
            reported = any(n in moods for n in range(begin, clauses.end_of(begin)))
            return "question" if reported and not cue.is_noun and near <= _NEAR_QUESTION else ""
        if clauses.is_finite(begin):
            return ""
        if clauses.is_subordinate(begin) and not clauses.leads_to_report(begin):
            return ""
        if clauses.has_mood(begin, clauses.first_moods):
            return "mood"
        if clauses.has_mood(begin, clauses.second_moods):
            return "second mood"
        if clauses.is_infinitive(begin):
            return "infinitive"
        if low[begin - 1] != "," or head in words["conjunctions"]:
            return ""
        if near <= _NEAR_PLAIN and clauses.may_have_mood(begin):
            return "maybe mood"
        if not cue.is_noun and near <= _NEAR_PLAIN and cue.lemma in words["saying"] and clauses.is_main(begin):
            return "plain"
        return ""

    def _asks(self, low: list[str], begin: int) -> bool:
        if low[begin] in self.words["question"]:
            return True
        return low[begin] in self.words["prepositions"] and low[begin + 1 : begin + 2] in (["wem"], ["wen"])

    def _before(self, clauses: Clauses, cue: Cue) -> Found | None:
        """Man sei zufrieden, sagte X. Man sei, sagte X, zufrieden."""
        sentence, low = clauses.sentence, clauses.low
        mark = cue.at - 1
        if mark < 2 or mark not in sentence.breaks or low[mark] not in ",–":
            return None
        first = clauses.begin_before(mark)
        if low[mark - 1] == QUOTED and not any(first < verb < mark for verb in clauses.first_moods):
            return None
        place = sentence.cue_place(cue)
        behind = clauses.end_of(cue.last)
        if cue.lemma.removeprefix("sich ") in self.words["not_beside"] or clauses.last_word(cue.at) <= cue.at:
            return None
        if low[first] in self.words["question"]:
            return None
        told = clauses.is_told(first, mark)
        if not told and cue.lemma in self.words["saying"] and not clauses.is_subordinate(first):
            told = behind >= sentence.size - 1 and mark == sentence.breaks[0]
        if told and low[0] not in self.words["conjunctions"]:
            return Found(sentence.span((first, mark)), INDIRECT, "behind", place, cue.lemma)
        if not told and behind + 1 in {*clauses.first_moods, *clauses.second_moods}:
            segments = sentence.span((first, mark), (behind + 1, sentence.size))
            return Found(segments, INDIRECT, "within", place, cue.lemma)
        return None

    # --- mood alone

    def _mood(self, clauses: Clauses, reports: bool) -> Found | None:
        """Konjunktiv I without anything that announces it."""
        sentence = clauses.sentence
        whole = (0, sentence.size)
        for verb in clauses.first_moods:
            begin = clauses.main_begin(verb)
            if begin == 0:
                return Found(sentence.span((0, clauses.report_end(0))), MOOD, "mood alone")
            if begin > 0:
                return Found(sentence.span((begin, clauses.report_end(begin))), INDIRECT, "mood inside")
        if reports and any(clauses.main_begin(verb) == 0 for verb in clauses.second_moods):
            return Found(sentence.span(whole), MOOD, "mood goes on")
        return None

    # --- sentences that point back, acts, hearsay

    def _points_back(self, sentence: Sentence, before: Sentence | None) -> Iterator[Found]:
        """ "… . Das teilte die Polizei mit." """
        low = sentence.low
        pointers = self.words["pointers"]
        if before is None or len(low) < 3 or low[0] not in pointers or not Clauses(sentence).is_finite(1):
            return
        between = sentence.text[before.end : sentence.start]
        if "\n" in between or not between.isspace():
            return  # It points to a direct quote.
        cue = next((cue for cue in sentence.cues if not cue.is_noun), None)
        if (
            cue is not None
            and cue.lemma not in self.words["reactions"]
            and not set(low[cue.at :]) & self.words["that"]
        ):
            yield Found(before.span((0, before.size)), INDIRECT, "pointer", sentence.cue_place(cue), cue.lemma)

    def _acts(self, clauses: Clauses) -> Iterator[Found]:
        """Sentences that tell only that somebody criticised, demanded, warned; and what is said to be so.

        Of those with a direct quote, it is the quote that tells.
        """
        sentence, low, words = clauses.sentence, clauses.low, self.words
        whole = sentence.span((0, sentence.size))
        for cue in sentence.cues if QUOTED not in low else ():
            if cue.is_noun or not self._is_active(clauses, cue):
                continue
            clause = clauses.end_of(cue.at)
            if cue.lemma in words["acts"]:
                yield Found(whole, REPORTED, "act", sentence.cue_place(cue), cue.lemma)
                return
            if cue.lemma in words["acts_of"] and "von" in low[cue.at : clause]:
                yield Found(whole, REPORTED, "spoke of", sentence.cue_place(cue), cue.lemma)
                return
        held = self._held(clauses) if QUOTED not in low else None
        if held is not None:
            place = ((sentence.words[held].start, sentence.words[held].end),)
            yield Found(whole, REPORTED, "act", place, low[held])
            return
        if low[0] != QUOTED and any(word in words["hearsay"] for word in low[1:_NEAR_HEARSAY]):
            last = next((low[n] for n in range(sentence.size - 1, 0, -1) if sentence.words[n].is_word), "")
            if last in ("sein", "haben"):
                yield Found(whole, FREE, "hearsay")

    def _held(self, clauses: Clauses) -> int | None:
        """Where the verb stands of "X hält Y für …"."""
        if self.words["holds"].isdisjoint(clauses.low):
            return None
        for at in [n for n, low in enumerate(clauses.low) if low in self.words["holds"]]:
            begin = max((n + 1 for n in clauses.sentence.breaks if n < at), default=0)
            if "für" in clauses.low[at : clauses.end_of(at)] and not clauses.is_subordinate(begin):
                return at
        return None

    def _is_active(self, clauses: Clauses, cue: Cue) -> bool:
        """Whether a verb is finite, in a main clause, and of the active voice; or a participle behind "hat"."""
        sentence, low = clauses.sentence, clauses.low
        begin = max((n + 1 for n in sentence.breaks if n < cue.at), default=0)
        if begin and clauses.is_subordinate(begin):
            return False
        if not self.words["passive"].isdisjoint(low[begin : clauses.end_of(begin)]):
            return False
        if low[cue.at].endswith("en") or low[cue.at].startswith("ge") or "ge" in low[cue.at][2:7]:
            return bool(set(low[begin : cue.at]) & {"hat", "haben", "hatte", "hatten"})
        return True
