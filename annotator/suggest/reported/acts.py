"""Sentences that tell only what somebody did by words: Stranka je zahtevala odstop; Кметът отхвърли критиките."""

from __future__ import annotations

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

_COURTS = word_set("sodišče sud súd суд съд съдът")  # what these demand or reject is no talk


def act(sentence: Sentence) -> list[Found]:
    """The sentence, if its main verb is one of demanding, promising or the like, and it quotes nothing."""
    acts, low = sentence.lexicon.acts, sentence.low
    if not acts or sentence.has_quotes:
        return []
    cue = next((cue for cue in sentence.cues if cue.lemma in acts), None)
    if cue is None or ":" in low or not _COURTS.isdisjoint(low) or not has_words(sentence, 0, sentence.size):
        return []
    if not _APART.isdisjoint(low[: cue.at]) or not sentence.lexicon.that.isdisjoint(low[: cue.at]):
        return []
    if not has_words(sentence, cue.last + 1, sentence.size, 1) and cue.at < LEAST:
        return []
    place = sentence.span((0, sentence.size))
    return [Found(place, REPORTED, "act", sentence.cue_place(cue), cue.lemma)]
