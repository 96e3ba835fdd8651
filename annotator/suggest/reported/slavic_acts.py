"""Sentences that tell only what somebody did by words: Stranka je zahtevala odstop; Кметът отхвърли критиките."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.core.typography import word_set
from annotator.suggest.reported.ends import LEAST, has_words
from annotator.suggest.reported.found import REPORTED, Found
from annotator.suggest.reported.sentence import Sentence

# Before the verb: what begins another clause, and what says that nobody did so.
_APART = word_set(
    "ki kateri katera katero koji koja koje kojeg kojoj što ktorý ktorá ktoré ktorí ktorého ktorej ktorú ktorým "
    "ktorou ktorých ktorými katerem kateremu katere katerim katerih koju kojem kojoj kojim kojima kojih който "
    "която което които ko če ker čeprav kad kada ako jer iako dok keď ak hoci lebo aby когато ако защото макар "
    "да naj који која које коју којем којој којим којима којих когото што кад када ако јер иако док ni niso "
    "nisem nije nisu nisam није нису нисам не няма"
)

LANGUAGES = frozenset(("sl", "hr", "bs", "sr", "bg", "sk"))
_COURTS = word_set("sodišče sud súd суд съд съдът")  # what these demand or reject is no talk


def act(sentence: Sentence, others: Sequence[Found]) -> Found | None:
    """The sentence, if its main verb is one of demanding, promising or the like, and nothing else is told."""
    acts, low = sentence.lexicon.acts, sentence.low
    if not acts or others or sentence.has_quotes:
        return None
    cue = next((cue for cue in sentence.cues if cue.lemma in acts), None)
    if cue is None or ":" in low or not _COURTS.isdisjoint(low) or not has_words(sentence, 0, sentence.size):
        return None
    if not _APART.isdisjoint(low[: cue.at]) or not sentence.lexicon.that.isdisjoint(low[: cue.at]):
        return None
    if not has_words(sentence, cue.last + 1, sentence.size, 1) and cue.at < LEAST:
        return None
    return Found(sentence.span((0, sentence.size)), REPORTED, "act", sentence.cue_place(cue), cue.lemma)
