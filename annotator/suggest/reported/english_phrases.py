"""An English sentence as its rules see it: which words are verbs, which a clause begins with."""

from __future__ import annotations

from functools import lru_cache

from annotator.suggest.reported.phrases import Phrases
from annotator.suggest.reported.sentence import CURRENCIES, QUOTED, Cue
from annotator.suggest.reported.vocabulary import vocabulary

_QUOTED_VERB = 6  # words of a subject before its verb
_NAMES = frozenset(("may", "will"))  # the month, the man
_DEVICES = frozenset(("phone", "text", "email", "tweet", "post", "message"))  # nouns mostly
LONG = 6  # words of a sentence that only an attribution ends
_BRIEF = 3  # letters of "was" and "has", which are no plurals


@lru_cache(maxsize=1)
def _before_nouns() -> frozenset[str]:
    """Words with which an article goes on one noun, and begins no clause."""
    words = vocabulary("en")
    return words["prepositions"] | words["conjunctions"] | words["determiners"] | {"of", "all", "both"}


class EnglishPhrases(Phrases):
    """An English sentence."""

    def is_finite(self, at: int) -> bool:
        low = self.low[at]
        if low in self.words["finite"]:
            if low in _NAMES and at and self.is_capital(at):
                return False
            before = self.low[at - 1]
            if at == 0 or before in self.words["pronouns"] or low in self.words["be"]:
                return True
            counted = low[-1] == "s" and len(low) > _BRIEF and self._is_number(at - 1)  # "claimed nine lives"
            return not counted and before not in self.words["determiners"]
        if self.is_capital(at) or not low.isalpha():
            return False
        if low in self.sentence.lexicon.verbs and not low.endswith("ing"):
            return self.is_verb(at)
        before = self.low[at - 1] if at else ""
        participle = before in self.words["determiners"] or before in self.words["prepositions"]
        return low.endswith("ed") and len(low) > 4 and not participle

    def _is_number(self, at: int) -> bool:
        return self.low[at][0].isdigit() or self.low[at] in self.words["numbers"]

    def has_clause(self, begin: int, end: int) -> bool:
        """Whether a subject has its verb in a stretch, before any "who" or "when": "the union it would stay"."""
        relatives, subordinators = self.words["relatives"], self.words["subordinators"]
        for at in range(begin, min(end, self.size)):
            low = self.low[at]
            if low in relatives or low in subordinators or low == QUOTED:
                return low == QUOTED and at > begin
            if at > begin and not self.is_capital(at) and self.is_finite(at):
                return True
        return False

    def is_fronted(self, at: int) -> bool:
        """Whether a word is in a clause of circumstances that begins the sentence: "When she said …, we left"."""
        return self.low[0] in self.words["subordinators"] and self.begin_of(at) == 0

    def begin_of_apposition(self, begin: int) -> int:
        """Where a subject with its apposition begins before a comma: "its chief, Ida Renner, | said"; or there."""
        second = self.begin_of(begin - 1) if begin > 1 else 0
        first = self.begin_of(second - 1) if second > 1 else 0
        if self.low[first] in self.words["conjunctions"]:
            first += 1  # "…, although its chief, Ida Renner, | said"
        if first < 1 or self.finite_in(first, begin) >= 0 or not self.is_named(first):
            return begin
        stretches = (range(first, second - 1), range(second, begin - 1))
        return first if any(all(map(self.is_capital, one)) for one in stretches) else begin

    def _leaves(self, mark: int) -> bool:
        if super()._leaves(mark):
            return True
        at = mark + 2 if self.low[mark + 1] in self.words["conjunctions"] else mark + 1
        own = (cue.at for cue in self.verbs if cue.at > at and self.low[cue.at - 1] == ",")
        return any(self.begin_of_apposition(verb) == at for verb in own)

    def main_verb(self, begin: int) -> int:
        """The comma before the verb around a clause: "Ohlsen, who said he was ill, | was jailed"; or the end."""
        told = self.finite_in(begin + 1, self.size)
        behind = (n for n in self.sentence.breaks if n > told > 0 and self.low[n] == "," and n + 1 < self.size)
        return next(
            (n for n in behind if self.is_finite(n + 1) and self.low[n + 1] not in self.words["gaps"]), self.size
        )

    def gap(self, cue: Cue) -> bool:
        """Whether a clause is told of what "which" stands for: "a levy which they say will ruin them"."""
        behind = cue.last + 1
        if self.is_capital(behind) or not self.is_finite(behind):
            return False
        first = self.begin_of(cue.at)
        at = next((n for n in range(cue.at - 2, first - 1, -1) if self.low[n] in self.words["gaps"]), -1)
        return at >= 0 and self.is_subject(at + 1, cue.at)

    def is_clause(self, begin: int, cue: Cue | None = None) -> bool:
        """Whether a clause with subject and finite verb begins here; ``cue`` is a verb that may have an object."""
        if begin >= self.size or self.low[begin] in self.words["relatives"] - {"that"}:
            return False
        if self.low[begin] in CURRENCIES and begin + 1 < self.size:
            begin += 1  # "said £12 million had gone"
        begin = min(begin + self.quantity(begin), self.size - 1)
        low = self.low[begin]
        if low in self.words["contracted"]:
            return True
        if self.is_finite(begin) and not self.is_capital(begin) and not self._is_plural(begin):
            return False
        if low in self.words["prepositions"] and self.low[begin + 1 : begin + 2] == ["whom"]:
            return False
        if low in self.words["prepositions"] or low in self.words["subordinators"]:
            writing = cue is not None and self.low[cue.at].endswith("ing")
            if writing or (self.low[0] == "asked" and self.begin_of(begin) == 0):
                # "Judge Roe, writing for the court, said"; "Asked if he feared for his job, Ohlsen grinned"
                return False
            return self.finite_in(self.end_of(begin) + 1, self.size) >= 0
        end = self.end_of(begin) if self.is_fronted(begin) else self.report_end(begin)
        has_object = cue is not None and cue.lemma in self.words["with_object"]
        near = min(end, self.end_of(begin), begin + _QUOTED_VERB)
        quoted = self.low.index(QUOTED, begin + 1, near) if QUOTED in self.low[begin + 1 : near] else begin
        if low in self.words["subjects"] and quoted > begin and self.finite_in(begin + 1, quoted) < 0:
            return not has_object  # "said the officials “took the game over”": the verb is quoted
        verb = self._main_verb(begin, end, has_object) if self.is_word(begin) else -1
        if verb < 0 and low in self.words["subjects"]:
            return self._has_unknown_verb(begin, near)
        # "conceded defeat and wished her well"
        return verb >= 0 and self.low[verb - 1] not in self.words["joins"]

    def _is_plural(self, at: int) -> bool:
        """Whether a form of a verb of speech is the subject of another: "said phones could be taken"."""
        low = self.low[at]
        is_noun = not self.sentence.lexicon.nouns.isdisjoint((low, low[:-1])) or low[:-1] in _DEVICES
        return is_noun and low.endswith("s") and self.finite_in(at + 1, self.end_of(at)) >= 0

    def _main_verb(self, begin: int, end: int, has_object: bool) -> int:
        """The first finite verb behind a subject that is in no clause of "who" or "where"; -1 if there is none.

        Behind a verb that may have an object, as "announced", it is in no clause of "after" either.
        """
        at = begin + 1
        while (verb := self.finite_in(at, end)) >= 0:
            apart = next((n for n in range(at, verb) if self.low[n] in self.words["relatives"]), -1)
            if apart < 0:
                break
            # "the site, where smoke rose, was shut"; "an offer that ended the strike"
            at = self.end_of(apart) if self.low[apart - 1] == "," else verb + 1
        if verb > 0 and has_object and not self.words["subordinators"].isdisjoint(self.low[begin + 1 : verb]):
            return -1
        return verb

    def _has_unknown_verb(self, begin: int, end: int) -> bool:
        """Whether a verb that no list has may stand behind a subject: "they follow a trail"."""
        low, words = self.low, self.words
        if low[begin] in ("they", "we", "you", "he", "she", "it"):
            behind = low[begin + 1] if self.is_word(begin + 1) else ""
            ends = low[begin] in ("they", "we", "you") or (behind[-1:] == "s" and behind[-2:] != "ss")
            return behind.isalpha() and len(behind) > 3 and ends and self.is_noun(begin + 1)
        return any(
            # "say the moon pulls the sea", "show most voters oppose the plan"
            (low[at][-1] == "s" or low[at - 1][-1] == "s") and low[at + 1] in words["determiners"]
            for at in range(begin + 2, end - 1)
            if self.is_noun(at)
        )

    def is_noun(self, at: int) -> bool:
        """Whether a word behind a name may begin a noun of its own."""
        low, words = self.low[at], self.words
        small = low.isalpha() and not self.is_capital(at)
        return small and not any(low in words[name] for name in ("prepositions", "conjunctions", "adverbs"))

    def denies(self, at: int) -> bool:
        """Whether "no" or "nothing" belongs to what is told: "said no decision had been made"."""
        low = self.low[at + 1] if self.is_word(at + 1) else ""
        if self.low[at] == "nothing":
            return bool(low) and self.is_finite(at + 1)
        return self.low[at] == "no" and bool(low) and low not in self.words["prepositions"]

    def is_subject(self, begin: int, verb: int) -> bool:
        """The same, but for what has a clause in it: "a figure the city engineer confirmed"."""
        words = self.words
        if verb == begin + 2 and self.low[begin].endswith("ed") and self.low[begin + 1].endswith("s"):
            return True  # "leaked emails suggest"
        before = _before_nouns()
        clause = any(
            self.low[at] in words["determiners"] and self.low[at - 1].isalpha() and self.low[at - 1] not in before
            for at in range(begin + 1, verb)
        )
        return not clause and super().is_subject(begin, verb)

    def may_be_told(self, first: int, mark: int) -> bool:
        """The same, or a long sentence whose verb stands behind "that": "A shark that swam here ate crabs"."""
        lists = ("subordinators", "relatives", "prepositions")
        fronted = any(self.low[first] in self.words[name] for name in lists)
        long = mark - first > LONG and not fronted and self.finite_in(first, mark) >= 0
        return long or self.is_told(first, mark)

    def told_by_place(self, begin: int) -> int:
        """ "According to the charity, more than 400 people sleep rough": no list has the verb."""
        apart = self.words["relatives"] | self.words["prepositions"] | self.words["joins"] | {"up", "down"}
        found = self.size
        while begin < self.size:
            end = self.end_of(begin)
            if end - begin > LONG and self.low[begin] not in apart:
                found = begin
            begin = end + 1
        return found

    def quantity(self, at: int) -> int:
        """How many words that look like prepositions begin a number: "at least 40 tents", "over 100 homes"."""
        low = self.low[at : at + 3]
        if low[:1] == low[2:] == ["as"] and low[1] in ("many", "much", "few", "little"):
            return 3
        if low[:1] == ["at"] and low[1:2] and low[1] in ("least", "most"):
            return 2
        if low[:1] and low[0] in self.words["roughly"] and low[1:2]:
            return int(low[1][0].isdigit() or low[1] in self.words["numbers"])
        return 0

    def verb_end(self, at: int) -> int:
        """Where the verb ends that begins here: "would have been seen"."""
        at += 1
        while at < self.size and self.low[at] in self.words["chain"]:
            at += 1
        return at + 1 if at < self.size and self.low[at].endswith("ed") else at

    def infinitive_end(self, begin: int) -> int:
        """Where a report in the infinitive ends: "urged them to leave | and called it a day"."""
        end = self.report_end(begin)
        if self.low[begin + 1] == "be":
            return end  # "asked to be heard and told the truth"
        for cue in self.verbs:
            at = cue.at - 1
            while at > begin and self.low[at] in self.words["auxiliaries"]:
                at -= 1
            # The infinitive has the form of the lemma.
            inflected = self.low[cue.at] != cue.lemma and not self.low[cue.at].endswith("ing")
            if begin + 1 < at < end and self.low[at] in self.words["joins"] and inflected:
                return at
        return end

    def takes_up(self, cue: Cue) -> bool:
        """ "… and promised to leave", "… but warned it might rain"; what one thinks may belong to what is said."""
        behind = cue.last + 1
        if super().takes_up(cue) or self.low[behind : behind + 2] == [":", QUOTED]:
            return True
        if behind + 1 >= self.size or cue.lemma in self.sentence.lexicon.thought:
            return False
        if cue.lemma in self.words["urges"]:
            return "to" in self.low[behind + 1 : self.end_of(behind)]  # "… and called on them to leave"
        if cue.lemma in self.words["judges"] and self.low[cue.at].endswith("ed"):
            return self.is_named(behind)  # "… and called the offer a trick"
        if self.low[behind] == "to":
            return cue.lemma in self.words["infinitive"] and cue.lemma not in self.words["asks"]
        told = self.low[behind] in self.words["subjects"] and self.finite_in(behind + 1, self.end_of(behind)) >= 0
        return told and cue.lemma in self.words["bare"] and cue.lemma not in self.words["known"]

    def is_verb(self, at: int) -> bool:
        low = self.low[at]
        before = self.low[at - 1] if at else ""
        if at and self.is_capital(at) and self.is_capital(at - 1):
            return False  # the United States
        if at == 0 and low in self.sentence.lexicon.nouns:
            return False
        if at and low.endswith("ed") and self._is_number(at - 1) and self.low[at + 1 : at + 2] != ["that"]:
            return False  # "12 reported cases"
        if low.endswith("ing"):
            return before not in self.words["determiners"] and before not in self.words["prepositions"]
        if low in _DEVICES and at and not self._may_act(at - 1):
            return False  # "a mobile phone that would not connect"
        if low not in self.sentence.lexicon.nouns and not low.endswith("s"):
            if before in self.words["prepositions"] and before != "to" and not low.endswith("ed"):
                return False  # "by state media"
            return before not in self.words["determiners"] or before in self.words["pronouns"]
        named = at > 0 and (self.is_capital(at - 1) or (before.endswith("s") and len(before) > _BRIEF))
        if before in self.words["not_noun_before"] or before in (",", QUOTED):
            return before != "to" or low not in self.sentence.lexicon.nouns or at + 1 < self.size
        third = low.endswith("s") and not low.endswith("ss")
        return (named or third) and before not in self.words["determiners"]

    def _may_act(self, at: int) -> bool:
        """Whether a plain verb may stand behind a word: "they phone", "will phone", "dockers phone"."""
        low = self.low[at]
        plural = low.endswith("s") and len(low) > _BRIEF
        return plural or low == "to" or low in self.words["pronouns"] or low in self.words["auxiliaries"]
