"""What the rules of English and French ask of a sentence: verbs, subjects, where a report begins and ends."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.core.lazily import lazily
from annotator.core.models import Segments
from annotator.suggest.reported.sentence import QUOTED, Cue, Sentence
from annotator.suggest.reported.vocabulary import longest_phrases

_SUBJECT = 14  # words of the longest subject beside its verb of speech
_BARE = 3  # words of a subject without a name, a pronoun or an article: "fire officials said"
_PHRASE = 4  # words of the longest phrase that names a source
_LEAST = 2  # words of what is told


class Phrases:
    """One sentence; a language says by overriding what its verbs are. All indices are those of its words."""

    def __init__(self, sentence: Sentence, words: Mapping[str, frozenset[str]]) -> None:
        self.sentence = sentence
        self.low = sentence.low
        self.size = sentence.size
        self.words = words

    def is_finite(self, at: int) -> bool:
        """Whether a word is, by list or ending, a finite verb."""
        raise NotImplementedError

    @lazily
    def verbs(self) -> list[Cue]:
        """The cues that are verbs and no nouns of the same form."""
        return [cue for cue in self.sentence.cues if not cue.is_noun and self.is_verb(cue.at)]

    def is_verb(self, at: int) -> bool:
        """Whether a form of a verb of speech is one here: "they claim", but not "the claim"."""
        raise NotImplementedError

    def is_capital(self, at: int) -> bool:
        return self.sentence.words[at].is_capital

    def is_word(self, at: int) -> bool:
        return 0 <= at < self.size and self.sentence.words[at].is_word

    def end_of(self, begin: int) -> int:
        """Where the clause ends that ``begin`` lies in: the next break, or the end."""
        return next((mark for mark in self.sentence.breaks if mark >= begin), self.size)

    def begin_of(self, at: int) -> int:
        """Where the clause begins that ``at`` lies in: behind the break before it, or with the sentence."""
        return max((mark + 1 for mark in self.sentence.breaks if mark < at), default=0)

    def begin_before(self, mark: int) -> int:
        """Where the sentence begins, or goes on behind its last semicolon or colon, before a break."""
        return max((n + 1 for n in self.sentence.breaks if n < mark and self.low[n] in ";:"), default=0)

    def finite_in(self, begin: int, end: int) -> int:
        """The first finite verb of a stretch; -1 if there is none."""
        return next((n for n in range(begin, min(end, self.size)) if self.is_finite(n)), -1)

    def has_words(self, begin: int, end: int) -> bool:
        """Whether a stretch has words enough that aren't quoted to tell something."""
        return sum(self.is_word(n) for n in range(begin, min(end, self.size))) >= _LEAST

    def is_told(self, first: int, mark: int) -> bool:
        """Whether there is a main clause between two words."""
        at = first
        while at < mark:
            end = min(mark, self.end_of(at))
            shown = self.low[at] == "that" and at == first and self.is_finite(at + 1)  # "That is not true"
            apart = (self.low[at] in self.words["relatives"] and not shown) or (
                self.low[at] in self.words["subordinators"] and at == first
            )
            verb = -1 if apart else self.finite_in(at, end)
            before = self.low[at + shown : verb]
            main = self.words["relatives"].isdisjoint(before) and self.words["subordinators"].isdisjoint(
                before[1:]
            )
            if verb > (at if at == first else at - 1) and main:
                return True
            at = end + 1
        return False

    def may_be_told(self, first: int, mark: int) -> bool:
        """Whether two words may have a main clause between them, as far as the language's verbs can be told."""
        return self.is_told(first, mark)

    def told_by_place(self, begin: int) -> int:
        """Where what stands behind a source and a comma is told whatever its verb is; the end if nothing is."""
        return self.size

    def is_subject(self, begin: int, verb: int) -> bool:
        """Whether the words from ``begin`` to before a verb of speech are its subject and nothing else."""
        if not 0 < verb - begin <= _SUBJECT:
            return False
        if self.low[begin] in self.words["subordinators"] or self.low[begin] in self.sentence.lexicon.verbs:
            return False
        if not self.words["relatives"].isdisjoint(self.low[begin:verb]):
            return False  # …, a body that Ortega has criticized
        if self.low[begin] in self.words["prepositions"] or self.finite_in(begin, verb - 1) >= 0:
            return False
        if any(self.is_named(n) for n in range(begin, min(verb, begin + 3))):
            return True
        bare = self.words["prepositions"], self.words["conjunctions"], self.words["adverbs"]
        return verb - begin <= _BARE and all(
            self.low[n].isalpha()
            and not any(self.low[n] in words for words in bare)
            and not self.is_finite(n)
            and not self.low[n].endswith(("ing", "ly"))
            for n in range(begin, verb)
        )

    def is_named(self, at: int) -> bool:
        """Whether a word may begin a noun with its company: a name, a pronoun, an article."""
        low = self.low[at]
        return (self.is_capital(at) and at > 0) or low in self.words["subjects"] or low == QUOTED

    def goes_on(self, rest: int) -> bool:
        """Whether a clause that an attribution interrupts goes on behind it, and not the attribution itself."""
        if rest >= self.size:
            return False
        named = self.is_capital(rest) or self.low[rest] in self.words["determiners"]
        return self.finite_in(rest, self.end_of(rest)) >= 0 or (not named and self.has_words(rest, self.size))

    def report_end(self, begin: int) -> int:
        """Where a report ends that begins here: with the sentence, or before the author's own words."""
        breaks = (mark for mark in self.sentence.breaks if mark > begin and self._leaves(mark))
        end = next(breaks, self.size)
        for cue in self.verbs:
            at = cue.at - 1
            if begin < at < end and self.low[at] == QUOTED and self.low[cue.at].endswith("ing"):
                return cue.at  # American: said it was “a start,” adding …
            while at > begin and self.low[at] in self.words["auxiliaries"]:
                at -= 1
            if begin + 1 < at < end and self.low[at] in self.words["joins"] and self.takes_up(cue):
                return at
        return end

    def takes_up(self, cue: Cue) -> bool:
        """Whether a verb of speech behind "and" is the author's: it announces another report."""
        behind = self.low[cue.last + 1] if cue.last + 1 < self.size else ""
        return behind in self.words["that"] or behind == QUOTED

    def _leaves(self, mark: int) -> bool:
        """Whether the author goes on behind a break."""
        low, begin = self.low, mark + 1
        if low[mark] == ";" or begin >= self.size:
            return True
        if low[mark] == ":" and low[begin] == QUOTED:
            return True
        end = self.end_of(begin)
        joined = low[begin] in self.words["conjunctions"]
        at = begin + 1 if joined else begin
        for cue in self.verbs:
            if begin <= cue.at < end:
                if cue.at == at:
                    return True
                if self.is_subject(at, cue.at):
                    return True
        return self.source_at(begin) is not None

    def source_at(self, at: int) -> int | None:
        """Where a phrase ends that begins here and says that a source follows: "according to"; else None."""
        before = self.sentence.lexicon.before
        longest = longest_phrases(before).get(self.low[at], 0)
        for length in range(min(_PHRASE, longest, self.size - at), 0, -1):
            phrase = " ".join(self.low[at : at + length])
            if phrase in before and phrase not in self.words["not_source"]:
                return at + length
        return None

    def without(self, first: int, mark: int, rest: int) -> Segments:
        """What stands before a break and, if the sentence goes on with it, from ``rest`` on."""
        low = self.low
        if rest < self.size and (
            (self.size - rest <= _LEAST and QUOTED not in low[rest:])
            or self._leaves(rest - 1)
            or low[rest] in self.words["leads_on"]
        ):
            rest = self.size
        end = self.report_end(rest) if rest < self.size else rest
        return self.sentence.span((first, mark), (rest, end))
