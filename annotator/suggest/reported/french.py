"""The rules of French reported speech: clauses with "que", inverted verbs, sources, the conditional of hearsay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.core.models import Segments
from annotator.core.name_words import PARTICLES
from annotator.core.typography import word_set
from annotator.suggest.reported.found import FREE, INDIRECT, REPORTED, Found
from annotator.suggest.reported.phrases import Phrases
from annotator.suggest.reported.relatives import is_of_object
from annotator.suggest.reported.sentence import QUOTED, Cue, Sentence
from annotator.suggest.reported.sources import told_by_source
from annotator.suggest.reported.vocabulary import vocabulary

_NEAR = 14  # words between a verb of speech and "que"
_NOUN = 3  # words of a noun with its company; more of them have a verb among them, mostly
_AFTER_THAT = 3  # words of a clause, at the least
_ENDINGS = ("ait", "aient", "èrent", "ra", "ront", "ira", "issent")
_ELIDED = ("qu'", "qu’")
_CLITICS = word_set("ne pas plus jamais rien se y en lui leur")
_MONTHS = word_set(
    "dernier janvier février mars avril mai juin juillet août septembre octobre novembre décembre 1er matin soir"
)
_MOST_BETWEEN = 6  # words between two commas


class FrenchPhrases(Phrases):
    """A French sentence."""

    def is_finite(self, at: int) -> bool:
        low = self.low[at].replace("’", "'").rpartition("'")[2].partition("-")[0]
        if low in self.words["finite"]:
            return True
        if (self.is_capital(at) and at) or not low.isalpha():
            return False
        return low.endswith(_ENDINGS) and len(low) > 3

    def is_verb(self, at: int) -> bool:
        low = self.low[at]
        before = self.low[at - 1] if at else ""
        return low not in self.sentence.lexicon.nouns or before not in self.words["determiners"]

    def is_present(self, at: int) -> bool:
        """Whether a form of a verb of speech is finite: no participle, no infinitive."""
        return not self.low[at].endswith(("é", "ée", "és", "ées", "ant", "er"))

    def that_at(self, at: int) -> bool:
        """Whether "que" stands here, maybe elided: "qu'elle"."""
        return self.low[at] in self.words["that"] or self.low[at].startswith(_ELIDED)

    def may_be_told(self, first: int, mark: int) -> bool:
        # Verbs of the present that no list knows end like nouns.
        return self.has_words(first, mark)

    def takes_up(self, cue: Cue) -> bool:
        return cue.last + 1 < self.size and self.that_at(cue.last + 1)

    def is_infinitive(self, at: int) -> bool:
        """Whether a word is an infinitive by its ending."""
        if not 0 <= at < self.size or self.is_capital(at):
            return False
        low = self.low[at].replace("’", "'").rpartition("'")[2]
        known = low not in self.words["not_infinitive"] and low not in self.words["determiners"]
        return known and len(low) > 3 and low.endswith(("er", "ir", "oir", "re"))

    def from_that(self, at: int, end: int) -> Segments:
        """The place of a clause behind the "que" that stands here."""
        token = self.sentence.words[at]
        if not token.low.startswith(_ELIDED):
            return self.sentence.span((at + 1, end))
        place = self.sentence.place(at, end)
        return ((token.start + len("qu'"), place[1]),) if place is not None else ()


def behind_aside(sentence: Sentence, first: int) -> int:
    """Where an infinitive may follow a few words between commas: a nié, mercredi 4 juin, avoir vendu …"""
    low = sentence.low
    if low[first : first + 1] == [","] and "," in low[first + 1 : first + 2 + _MOST_BETWEEN]:
        return min(low.index(",", first + 1) + 1, sentence.size - 1)
    return first


class French:
    """Runs over the sentences of an article in order."""

    def __init__(self) -> None:
        self.words = vocabulary("fr")

    def __call__(self, sentences: Sequence[Sentence]) -> list[Found]:
        found: list[Found] = []
        for sentence in sentences:
            found += [one for one in self._find(FrenchPhrases(sentence, self.words)) if one.segments]
        return found

    def _find(self, phrases: FrenchPhrases) -> Iterator[Found]:
        told = [one for cue in phrases.verbs if (one := self._after(phrases, cue)) is not None]
        told += [one for cue in phrases.sentence.cues if (one := self._noun(phrases, cue)) is not None]
        told += self._beside(phrases)
        source = told_by_source(phrases)
        if source is not None:
            told.append(source)
        yield from told
        if not told:
            yield from self._acts(phrases)

    def _after(self, phrases: FrenchPhrases, cue: Cue) -> Found | None:
        """Elle a déclaré que …; elle a promis de …; elle affirme avoir …"""
        sentence, low, words = phrases.sentence, phrases.low, self.words
        behind = cue.last + 1
        if behind + 1 >= phrases.size or cue.lemma in words["weak"]:
            return None
        place = sentence.cue_place(cue)
        if cue.lemma in words["bare_infinitive"]:
            begin = at = behind_aside(sentence, behind)
            while at + 1 < phrases.size and (low[at] in _CLITICS or self._is_when(low[at])):
                begin = at + 1 if begin == at and self._is_when(low[at]) else begin
                at += 1
            if not words["unanswered"].isdisjoint(low[at : at + 2]):
                return None
            if phrases.is_infinitive(at):
                segments = sentence.span((begin, phrases.report_end(begin)))
                return Found(segments, INDIRECT, "infinitive", place, cue.lemma)
        others = {other.at for other in phrases.verbs if other.at > cue.at}
        for n in range(behind, min(phrases.size - 1, behind + _NEAR)):
            if n in others:
                return None
            if phrases.that_at(n):
                if phrases.size - n < _AFTER_THAT or low[n - 1] in ("ne", "plus", "plutôt", "alors", "bien"):
                    return None
                if is_of_object(sentence, behind, n, words["prepositions"]):
                    return None  # dénonce un projet que les habitants refusent
                segments = phrases.from_that(n, phrases.report_end(n))
                return Found(segments, INDIRECT, "that", place, cue.lemma)
            if cue.lemma in words["infinitive"] and self._leads_to_infinitive(phrases, n):
                segments = sentence.span((n, phrases.report_end(n)))
                return Found(segments, INDIRECT, "infinitive", place, cue.lemma)
            if low[n] in words["questions"] or (low[n].startswith(("s'il", "s’il"))):
                if cue.lemma not in words["question_verbs"]:
                    return None
                return Found(sentence.span((n, phrases.report_end(n))), INDIRECT, "question", place, cue.lemma)
            if low[n] in ";:" or low[n] == QUOTED or phrases.is_finite(n) or low[n] in words["relatives"]:
                return None
        return None

    def _is_when(self, low: str) -> bool:
        return low in self.words["adverbs"] or low.isdigit() or low in _MONTHS

    def _leads_to_infinitive(self, phrases: FrenchPhrases, at: int) -> bool:
        """Whether "de", "d'" or "à" and an infinitive stand here, maybe with "ne pas" between them."""
        low = phrases.low[at].replace("’", "'")
        if low.startswith("d'"):
            return phrases.is_infinitive(at)
        if low not in ("de", "à"):
            return False
        follow = at + 1
        while follow < phrases.size and phrases.low[follow] in self.words["between"]:
            follow += 1
        return phrases.is_infinitive(follow)

    def _noun(self, phrases: FrenchPhrases, cue: Cue) -> Found | None:
        """La rumeur selon laquelle …"""
        low, behind = phrases.low, cue.last + 1
        noun = cue.is_noun or not phrases.is_verb(cue.at)
        if (
            not noun
            or low[behind : behind + 1] != ["selon"]
            or not set(low[behind + 1 : behind + 2]) & self.words["which"]
        ):
            return None
        sentence = phrases.sentence
        place = sentence.span((behind + 2, phrases.report_end(behind + 2)))
        return Found(place, INDIRECT, "noun, that", sentence.cue_place(cue), low[cue.at])

    def _beside(self, phrases: FrenchPhrases) -> Iterator[Found]:
        """Le port restera fermé, a déclaré X. Le port, dit-il, restera fermé."""
        sentence, low = phrases.sentence, phrases.low
        for mark in sentence.breaks:
            if low[mark] not in ",–—" or low[mark - 1] == QUOTED or mark < 2:
                continue
            cue = self._inverted(phrases, mark + 1)
            if cue is None or cue.lemma in self.words["weak"] | self.words["acts"]:
                continue
            first = phrases.begin_before(mark)
            if low[first] in self.words["relatives"] or not phrases.has_words(first, mark):
                continue
            if low[cue.last + 1 : cue.last + 2] == [QUOTED] or self._is_named_twice(phrases, first, mark):
                continue  # La ministre, Agathe Monnier, a appelé au calme
            rest = phrases.end_of(cue.last) + 1
            told = phrases.is_told(first, mark) or phrases.end_of(first) - first > _NOUN
            goes_on = phrases.goes_on(rest)
            if not told and not goes_on:
                continue
            rule = "behind" if told or not goes_on else "within"
            segments = phrases.without(first, mark, rest if goes_on else phrases.size)
            yield Found(segments, INDIRECT, rule, sentence.cue_place(cue), cue.lemma)
            return

    def _is_named_twice(self, phrases: FrenchPhrases, first: int, mark: int) -> bool:
        """Whether a name alone stands between the comma before a break and it: a subject and its apposition."""
        comma = max((n for n in phrases.sentence.breaks if first < n < mark), default=0)
        behind = range(comma + 1, mark)
        return comma > 0 and all(phrases.is_capital(n) or phrases.low[n] in PARTICLES for n in behind)

    def _inverted(self, phrases: FrenchPhrases, at: int) -> Cue | None:
        """A verb of speech before its subject: "a déclaré X", "affirme X", "dit-il", "a-t-elle ajouté"."""
        low, verbs = phrases.low, phrases.sentence.lexicon.verbs
        if at >= phrases.size:
            return None
        head, hyphen, pronoun = low[at].partition("-")
        if hyphen and pronoun.rpartition("-")[2] in self.words["subjects"]:
            if head in verbs:
                return Cue(at, at, verbs[head])
            if head in self.words["auxiliaries"]:
                return next((cue for cue in phrases.verbs if at < cue.at <= at + 3), None)
            return None
        for cue in phrases.verbs:
            auxiliary = low[at] in self.words["auxiliaries"] and at < cue.at <= at + 3
            if (cue.at == at and phrases.is_present(cue.at)) or auxiliary:
                behind = cue.last + 1
                while behind + 1 < phrases.size and self._is_when(low[behind]):
                    behind += 1
                named = behind < phrases.size and (
                    phrases.is_named(behind) or low[behind].startswith(("l'", "l’"))
                )
                aside = behind < phrases.size and low[behind] in self.words["prepositions"]
                return cue if named or aside else None
        return None

    def _acts(self, phrases: FrenchPhrases) -> Iterator[Found]:
        """Sentences that tell only that somebody demanded, denied, warned; and what is said to be so."""
        sentence, low, words = phrases.sentence, phrases.low, self.words
        whole = sentence.span((0, phrases.size))
        for cue in phrases.verbs:
            behind = low[cue.last + 1] if cue.last + 1 < phrases.size else ""
            passive = set(low[max(0, cue.at - 2) : cue.at]) & {"été", "est", "sont", "être"}
            if cue.at == 0 or not behind or passive or phrases.is_infinitive(cue.at):
                continue
            at = cue.last + 1
            while at + 1 < phrases.size and self._is_when(low[at]):
                at += 1  # a annoncé mardi 4 juin la fermeture
            has_object = low[at : at + 1] and (low[at] in words["determiners"] or low[at].startswith(("l'", "l’")))
            if (
                cue.lemma in words["acts"]
                or (cue.lemma in words["acts_of"] and behind in words["acts_words"])
                or (cue.lemma in words["acts_on"] and has_object and not sentence.has_quotes)
            ):
                yield Found(whole, REPORTED, "act", sentence.cue_place(cue), cue.lemma)
                return
        if not phrases.sentence.has_quotes and not any(
            word in ("si", "comme") or word.startswith("s'") for word in low
        ):
            for n, word in enumerate(low[:-1]):
                bare = word.replace("’", "'").rpartition("'")[2]
                if bare in words["conditional"] and low[n + 1].endswith(
                    ("é", "és", "ée", "ées", "i", "is", "u", "us", "ue", "ues")
                ):
                    token = sentence.words[n]
                    yield Found(whole, FREE, "conditional", ((token.start, token.end),))
                    return
