"""Sentences that tell only that somebody denied, demanded, criticised: Kovács cáfolta a vádat."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotator.core.typography import word_set
from annotator.suggest.reported.found import REPORTED, Found
from annotator.suggest.reported.sentence import QUOTED, Cue, Sentence

# Without an auxiliary these are adjectives: acusat d'un delicte, acuzat de furt.
PARTICIPLES = {
    "ca": re.compile(r"\w+(?:[aiuï]t|[èòé]s|dit|crit|post|vist)"),
    "ro": re.compile(r"\w+(?:[aiuâ]t|[niuâ]s|pus|mis)"),
}
_CLAUSES = word_set(
    "que qui che quem die dat wie care hogy amely amelyet amelyek aki akit akik joka jonka jotka jota että ahol ce"
)
_PASSIVE = word_set("ser estat estada sido fost fi fiind")
_JOINS = word_set("ja és i și şi")
_WITH_ASIDES = frozenset(("es", "it", "pt", "ca"))
_ASIDE = 7  # words up to the comma that ends one
_NEXT = 2  # words to the verb, with its auxiliary
_FREE = ("hu", "fi")  # where the object may stand before the verb
_LEAST = 3  # words before it then
_REACH = 6  # words between an auxiliary and its participle


def act(sentence: Sentence, others: Sequence[Found]) -> Found | None:
    """The sentence, if a verb of such an act has a subject in it and nothing else tells what was said."""
    lexicon, low = sentence.lexicon, sentence.low
    if not lexicon.acts or QUOTED in low:
        return None
    cue = next((cue for cue in sentence.cues if not cue.is_noun), None)
    if cue is None or cue.lemma not in lexicon.acts or not _CLAUSES.isdisjoint(low[: cue.at]):
        return None
    if is_adjective(sentence, cue) or not _PASSIVE.isdisjoint(low[max(0, cue.at - 2) : cue.at]):
        return None
    end = _end(sentence, cue, others)
    if not end or not _has_object(sentence, cue, end) or not _has_subject(sentence, cue):
        return None
    return Found(sentence.span((0, end)), REPORTED, "act", sentence.cue_place(cue), cue.lemma)


def _has_object(sentence: Sentence, cue: Cue, end: int) -> bool:
    """Whether something stands behind the verb, or before it with the subject: A tanárok béremelést követelnek."""
    if sentence.lexicon.lang in _WITH_ASIDES and sentence.low[cue.last + 1 : cue.last + 2] == [","]:
        return "," in sentence.low[cue.last + 2 : cue.last + 2 + _ASIDE]  # anunció, el sábado, un plan
    stop = end == sentence.size
    if cue.last + 1 + stop < end and sentence.words[cue.last + 1].is_word:
        return True
    return " " in cue.lemma or (sentence.lexicon.lang in _FREE and cue.at >= _LEAST)


def _end(sentence: Sentence, cue: Cue, others: Sequence[Found]) -> int:
    """Where it ends: before a clause that tells what was said otherwise, if there is one; 0 if it is not apart."""
    size = sentence.size
    starts = [one.start for one in others]
    told = min([size, *(at for at in range(size) if sentence.words[at].start in starts)])
    if any(start <= sentence.words[cue.at].start for start in starts) or told < cue.at:
        return 0
    joined = next((at for at in range(cue.last + 2, told) if _is_joined(sentence, at)), 0)
    if joined or told == size:
        return joined or size
    return max((mark for mark in sentence.breaks if cue.last + 1 < mark < told), default=0)


def _is_joined(sentence: Sentence, at: int) -> bool:
    """Whether another verb of speech is joined with a word: torjui syytökset ja muistutti, että …"""
    return sentence.low[at] in _JOINS and any(at < cue.at <= at + _NEXT for cue in sentence.cues)


def is_adjective(sentence: Sentence, cue: Cue) -> bool:
    """Whether a participle has no auxiliary before it."""
    participle = PARTICIPLES.get(sentence.lexicon.lang)
    if participle is None or participle.fullmatch(sentence.low[cue.at]) is None:
        return False
    clause = max((mark + 1 for mark in sentence.breaks if mark < cue.at), default=0)
    near = sentence.low[max(clause, cue.at - _REACH) : cue.at]
    return sentence.lexicon.auxiliaries.isdisjoint(near)


def _has_subject(sentence: Sentence, cue: Cue) -> bool:
    lexicon = sentence.lexicon
    none = lexicon.nobody | lexicon.prepositions
    is_next = all(low in lexicon.auxiliaries for low in sentence.low[1 : cue.at])  # a name alone: Popa a negat …
    return any(
        lexicon.may_speak(word.low)
        or word.low in lexicon.pronouns
        or (word.is_capital and (word.low not in none or word.text.isupper()) and (at or is_next))
        for at, word in enumerate(sentence.words[: cue.at])
    )
