"""The rules of English reported speech: clauses with and without "that", attributions, sources, acts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from annotator.suggest.reported.english_acts import acts
from annotator.suggest.reported.english_asides import hearer_end, skip_adverbs
from annotator.suggest.reported.english_phrases import LONG, EnglishPhrases
from annotator.suggest.reported.found import INDIRECT, Found
from annotator.suggest.reported.sentence import QUOTED, Cue, Sentence
from annotator.suggest.reported.sources import told_by_source
from annotator.suggest.reported.vocabulary import speech, vocabulary

_NEAR = 16  # words between a verb of speech and "that"
_BRIEF = 3  # words from "that" to the end of what is no clause
_WARNS = frozenset(("warn", "caution", "promise"))  # also without a hearer: "It may flood, warned Ohlsen."
_THEY = frozenset(("they", "he", "she", "it"))
_GERUND = re.compile(r"\w*[aeiouy]\w*ing")  # but not "bring"


@lru_cache(maxsize=1)
def _telling() -> frozenset[str]:
    """Words of which a sentence has one, if it tells what somebody said."""
    words, known = vocabulary("en"), speech("en")
    return words["source_starts"] | words["hearsay"] | words["rumour"] | known.verbs.keys() | known.nouns


class English:
    """Runs over the sentences of an article in order."""

    def __init__(self) -> None:
        self.words = vocabulary("en")

    def __call__(self, sentences: Sequence[Sentence]) -> list[Found]:
        found: list[Found] = []
        for sentence in sentences:
            if _telling().isdisjoint(sentence.low):
                continue
            found += [one for one in self._find(EnglishPhrases(sentence, self.words)) if one.segments]
        return found

    def _find(self, phrases: EnglishPhrases) -> Iterator[Found]:
        told = [one for cue in phrases.verbs if (one := self._after(phrases, cue)) is not None]
        told += [one for cue in phrases.sentence.cues if (one := self._noun(phrases, cue)) is not None]
        starts = {one.cue for one in told}
        beside = [
            one
            for cue in phrases.verbs
            if phrases.sentence.cue_place(cue) not in starts and (one := self._beside(phrases, cue)) is not None
        ]
        source = told_by_source(phrases)
        told = [one for one in told if not any(_contains(other, one) for other in (*told, *beside))]
        yield from {one.segments: one for one in reversed(told)}.values()
        yield from beside
        if source is not None:
            yield source
        else:
            yield from acts(phrases, [*told, *beside])

    # --- what a verb announces

    def _after(self, phrases: EnglishPhrases, cue: Cue) -> Found | None:
        if cue.lemma in self.words["weak"] or not 0 < cue.at <= cue.last < phrases.size - 1:
            return None
        begin, rule = self._announced(phrases, cue)
        if not rule or not (phrases.has_words(begin, phrases.size) or QUOTED in phrases.low[begin:]):
            return None
        sentence = phrases.sentence
        end = phrases.infinitive_end(begin) if rule == "infinitive" else phrases.report_end(begin)
        if phrases.is_fronted(cue.at) or (begin == cue.last + 1 and rule == "bare" and phrases.gap(cue)):
            end = min(end, phrases.end_of(begin))
        elif phrases.low[phrases.begin_of(cue.at)] in self.words["gaps"]:
            end = min(end, phrases.main_verb(begin))
        place = sentence.span((begin, end))
        return Found(place, INDIRECT, rule, sentence.cue_place(cue), cue.lemma)

    def _announced(self, phrases: EnglishPhrases, cue: Cue) -> tuple[int, str]:
        """Where the clause begins that a verb announces, and by which rule; "" if it announces none."""
        low, words = phrases.low, self.words
        behind = cue.last + 1
        inverted = self._is_inverted(phrases, cue)
        that = self._that(phrases, cue)
        if that is not None and not inverted and (phrases.size - that > 3 or QUOTED in low[that:]):
            # "The union says that would break the law": here it is the subject.
            is_subject = phrases.is_finite(that + 1) and not (
                low[that + 1][-1] == "s" and phrases.is_finite(that + 2)
            )
            return (that if is_subject else that + 1), "that"
        if low[behind] in words["questions"] and cue.lemma in words["question_verbs"]:
            return behind, "question"
        if cue.lemma in words["hearer"] and low[cue.at - 1] in words["be"] and phrases.is_clause(behind):
            return behind, "bare"  # "was told it was closed"
        if cue.lemma in words["hearer"] and not inverted:
            hearer = hearer_end(phrases, behind)
            if hearer is not None:
                if low[hearer] in words["questions"] and cue.lemma in words["question_verbs"]:
                    return hearer, "question"
                if low[hearer] != "to" and phrases.is_clause(hearer):
                    return hearer, "bare"
        to = self._infinitive(phrases, cue)
        if to is not None and not inverted:
            return to, "infinitive"
        if cue.lemma in words["bare"] and not inverted:
            begin = skip_adverbs(phrases, behind)
            if cue.lemma in words["question_verbs"] and begin < phrases.size and low[begin] in words["questions"]:
                return begin, "question"
            if begin < phrases.size and low[begin] in words["unanswered"]:
                return behind, ""
            if cue.lemma == "know" and low[0] == "it":
                return behind, ""  # "It was not known whether …"
            if low[behind] == "as" and not phrases.quantity(behind):
                return behind, ""  # "known as “the Gull”"
            if low[cue.at - 1 : cue.at + 1] == [",", "known"] and "as" in low[behind : phrases.end_of(behind)]:
                return behind, ""  # "the unit, known inside the firm as “the shop”"
            idle = low[begin : begin + 1] and low[begin] in words["idle"] and not phrases.denies(begin)
            if low[begin : begin + 1] and not idle and phrases.is_clause(begin, cue):
                end = phrases.end_of(begin)
                who = end < phrases.size and low[phrases.begin_of(cue.at)] in words["gaps"]
                # "Ohlsen, who wrote the plan, was pleased"
                return (behind, "") if who and phrases.finite_in(begin, end) < 0 else (begin, "bare")
            if begin == behind and phrases.gap(cue):
                return begin, "bare"
        return behind, ""

    def _is_inverted(self, phrases: EnglishPhrases, cue: Cue) -> bool:
        """Whether a verb stands before its subject, behind what was said: "…, said Ohlsen"."""
        low = phrases.low
        if cue.at == 0 or low[cue.at].endswith("ing"):
            return False
        if low[cue.at - 1] == QUOTED:
            return True
        if low[cue.at - 1] not in ",–—" or low[cue.last + 1 : cue.last + 2] == ["that"]:
            return False
        if phrases.has_clause(cue.last + 1, phrases.end_of(cue.last)):
            return False  # "Ohlsen, reached by phone, said he had not heard"
        first = phrases.begin_before(cue.at - 1)
        return QUOTED in low[first : cue.at] or phrases.is_told(first, cue.at - 1)

    def _that(self, phrases: EnglishPhrases, cue: Cue) -> int | None:
        """Where "that" begins the clause that a verb announces."""
        low, words = phrases.low, self.words
        others = {other.at for other in phrases.verbs}
        behind = cue.last
        while (behind := behind + 1) < min(phrases.size - 1, cue.last + _NEAR):
            n = behind
            if low[n] == "," and n > cue.last + 1 and low[n + 1] in words["relatives"]:
                behind = phrases.end_of(n + 1)  # "told villagers, who stood in the mud, that"
                continue
            if low[n : n + 3 : 2] == ["as", "as"]:
                behind += 2  # "said as late as Monday that"
                continue
            if n in others:
                return None
            if low[n] == "that":
                if low[n - 1] in self.words["before_that"] or cue.lemma in self.words["judges"]:
                    return None  # "called that claim a trick"
                close = phrases.end_of(n)
                short = 1 < close - n <= _BRIEF and phrases.finite_in(n + 1, close) < 0
                if short and low[close + 1 : close + 2] and low[close + 1].endswith("ing"):
                    return None  # "disputed that view, saying …"
                relative = n > cue.last + 1 and phrases.is_finite(n + 1) and cue.lemma not in words["hearer"]
                return None if relative else n
            if low[n] == QUOTED or low[n] in ";:" or (n > cue.last + 1 and phrases.is_finite(n)):
                return None
            if n == cue.last + 1 and cue.lemma not in words["hearer"] and not self._is_aside(phrases, n):
                return None
        return None

    def _is_aside(self, phrases: EnglishPhrases, at: int) -> bool:
        """Whether a word behind a verb of speech begins something other than its object: "on Monday", "to us"."""
        low = phrases.low[at]
        return (
            low in self.words["adverbs"] or low == "," or low in self.words["prepositions"] or low.endswith("ly")
        )

    def _infinitive(self, phrases: EnglishPhrases, cue: Cue) -> int | None:
        """Where "to" begins the infinitive that a verb announces: "urged them to leave"."""
        low = phrases.low
        expected = cue.lemma == "expect" and low[cue.at - 1] in self.words["be"]
        if expected or cue.lemma not in self.words["infinitive"]:
            return None
        demanded = cue.last + 1 if low[cue.last + 1] == "for" else None
        for n in range(cue.last + 1, min(phrases.size - 1, cue.last + _NEAR)):
            behind = low[n + 1]
            if low[n] == "to" and behind == QUOTED:
                return demanded or n  # urged them to “come clean”
            if low[n] == "to" and n == cue.last + 1 and cue.lemma in ("appeal", "plead"):
                continue  # "appealed to both sides to talk"
            if low[n] == "to" and behind.isalpha() and not phrases.is_capital(n + 1):
                words = self.words
                lists = words["determiners"], words["objects"], words["idle"]
                verb = not any(behind in known for known in lists)
                if behind == "be" and low[n + 2] in words["named"]:
                    return None  # asked not to be named
                if cue.lemma == "expect" and n > cue.last + 1:
                    return cue.last + 1  # "expect rates to fall"
                start = demanded or (n - 1 if low[n - 1] == "not" else n)
                return start if verb and not _GERUND.fullmatch(behind) else None
            if n in phrases.sentence.breaks or low[n] == QUOTED or (low[n] in self.words["finite"]):
                return None
            if low[n] in self.words["joins"] and behind in phrases.sentence.lexicon.verbs:
                return None  # "called for restraint and urged both sides to talk"
        return None

    def _noun(self, phrases: EnglishPhrases, cue: Cue) -> Found | None:
        """The claim that …, a promise to …"""
        low, behind = phrases.low, cue.last + 1
        noun = cue.is_noun or (low[cue.at] in phrases.sentence.lexicon.nouns and not phrases.is_verb(cue.at))
        if not noun or behind + 2 >= phrases.size:
            return None
        sentence = phrases.sentence
        begin, rule = -1, "noun, that"
        if low[behind] == "that" and not phrases.is_finite(behind + 1):
            if low[cue.at] in self.words["relative_nouns"] and low[cue.at - 1] in self.words["determiners"]:
                return None  # "a word that ministers like"
            begin = behind + 1
        elif low[behind] in self.words["be"] and low[behind + 1] == "that":
            begin = behind + 2
        elif low[behind] == "to" and low[cue.at] in self.words["noun_infinitive"]:
            named = low[behind + 1] in self.words["determiners"] or phrases.is_capital(behind + 1)
            begin, rule = (-1, "") if named else (behind, "noun, infinitive")
        if begin < 0 or not phrases.has_words(begin, phrases.size):
            return None
        end = phrases.report_end(begin)
        if (
            rule == "noun, that"
            and begin == behind + 1
            and phrases.finite_in(phrases.begin_of(cue.at), cue.at) < 0
        ):
            # The noun is the subject: "The claim that the ferry is old | is wrong."
            verb = phrases.finite_in(begin, end)
            main = phrases.finite_in(phrases.verb_end(verb), end) if verb >= 0 else -1
            end = main if main >= 0 else end
        place = sentence.span((begin, end))
        return Found(place, INDIRECT, rule, sentence.cue_place(cue), low[cue.at])

    # --- attributions beside what is said

    def _as_said(self, phrases: EnglishPhrases, cue: Cue) -> Found | None:
        """As X said, the gate is shut."""
        if phrases.low[0] != "as" or phrases.begin_of(cue.at) != 0 or not phrases.is_subject(1, cue.at):
            return None
        begin = phrases.end_of(cue.last) + 1
        if phrases.finite_in(cue.last + 1, begin) >= 0 or phrases.finite_in(begin, phrases.size) < 0:
            return None
        place = phrases.sentence.span((begin, phrases.report_end(begin)))
        return Found(place, INDIRECT, "as said", phrases.sentence.cue_place(cue), cue.lemma)

    def _holds_quote(self, phrases: EnglishPhrases, quote: int) -> bool:
        """Whether a quote ends a clause that is told: "The decision was “a disgrace”, Ohlsen said"."""
        first = phrases.begin_of(quote)
        verb = phrases.finite_in(first + 1, quote)
        own = any(first <= cue.at < quote for cue in phrases.verbs) or phrases.low[quote - 1] in ",:"
        return verb > 0 and not own and phrases.is_told(first, quote)

    def _quote_before(self, phrases: EnglishPhrases, begin: int, cue: Cue) -> int:
        """Where a quote with a comma in it ends what is told: "It was “a disgrace,” Ohlsen said"; -1 elsewhere."""
        if not phrases.sentence.has_quotes:
            return -1
        quotes = (n for n in range(cue.at - 1, begin, -1) if phrases.low[n] == QUOTED)
        quote = next(quotes, -1)
        return quote if quote > 0 and phrases.sentence.words[quote].text[-2:-1] == "," else -1

    def _beside(self, phrases: EnglishPhrases, cue: Cue) -> Found | None:
        """The gate is shut, X said. The gate, X said, is shut. The gate is shut, said X."""
        sentence, low = phrases.sentence, phrases.low
        begin = phrases.begin_of(cue.at)
        quote = self._quote_before(phrases, begin, cue)
        if quote > begin:
            begin = quote + 1
        elif begin == cue.at and not (phrases.is_word(cue.last + 1) and phrases.is_named(cue.last + 1)):
            begin = phrases.begin_of_apposition(begin)
        mark = begin if quote > 0 else begin - 1
        if mark < 1:
            return self._as_said(phrases, cue)
        shown = cue.lemma == "show" and low[cue.at - 1] in self.words["shown"]
        if (
            (low[mark] not in ",–—" and quote < 0)
            or (low[mark - 1] == QUOTED and not self._holds_quote(phrases, mark - 1))
            or (cue.lemma in self.words["not_beside"] and not shown)
        ):
            return None
        as_said = low[begin] == "as"
        subject = begin + 1 if as_said else begin
        inverted = cue.at == subject and not low[cue.at].endswith("ing")
        verb = cue.at
        while verb - 1 > subject and low[verb - 1] in self.words["auxiliaries"]:
            verb -= 1  # "…, it has since confirmed"
        if not inverted and not phrases.is_subject(subject, verb):
            return None
        if low[cue.last + 1 : cue.last + 3] in ([":", QUOTED], [",", QUOTED]):
            return None  # what it announces is quoted
        if inverted and not (cue.last + 1 < phrases.size and phrases.is_named(cue.last + 1)):
            return None
        if inverted and cue.lemma in self.words["hearer"] - _WARNS:
            return None  # "the accused, Mark Denholm, told a friend"
        if low[begin] in self.words["joins"]:
            return None  # "…, and a clerk wrote it down"
        close = phrases.end_of(cue.last)
        behind = cue.last + 1
        if phrases.has_clause(behind, close) if inverted else phrases.finite_in(behind, close) >= 0:
            return None
        first = phrases.begin_before(mark)
        rest = close + 1
        told = phrases.is_told(first, mark)
        fronted = low[first] in self.words["subordinators"] or low[first] in sentence.lexicon.verbs
        if not (told or inverted or fronted) and close == phrases.size and mark - first > LONG:
            # "People who eat late sleep badly, researchers report."; "Marks on shells match the teeth, they say."
            they = low[subject] in _THEY and low[first] not in self.words["prepositions"]
            told = they or phrases.finite_in(first, mark) >= 0
        if inverted:
            while rest < phrases.size and (
                low[rest] in self.words["relatives"] or not phrases.is_told(rest - 1, phrases.end_of(rest))
            ):
                rest = phrases.end_of(rest) + 1
            if not told:
                return None
        if not told and (not phrases.goes_on(rest) or low[rest] in self.words["relatives"]):
            return None
        rule = "as said" if as_said else "behind" if told else "within"
        return Found(phrases.without(first, mark, rest), INDIRECT, rule, sentence.cue_place(cue), cue.lemma)


def _contains(one: Found, other: Found) -> bool:
    """Whether what one rule found lies within what another did, and is less."""
    if not one.segments or not other.segments or one.segments == other.segments:
        return False
    return one.start <= other.start and other.end <= one.end
