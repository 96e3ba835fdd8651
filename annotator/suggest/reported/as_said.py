"""Clauses beside "as X said": Jak ustaliła prokuratura, napastnik działał sam; Según explicó el alcalde, …"""

from __future__ import annotations

from annotator.suggest.reported.ends import has_words, report_end
from annotator.suggest.reported.found import INDIRECT, Found
from annotator.suggest.reported.sentence import Sentence

_AS_WORDS = (
    "pl:jak cs:jak sk:ako ru:как uk:як bg:както hr:kako bs:kako sr:kako sl:kot es:según it:come pt:como ca:com "
    "nl:zoals el:όπως sv:som da:som no:som hu:ahogy fi:kuten"
)
_AS = dict(pair.split(":") for pair in _AS_WORDS.split())
_AUXILIARY = 6  # words up to the verb: "kako je rekao"


def as_said(sentence: Sentence) -> Found | None:
    """What a sentence tells behind "as X said"."""
    low, words = sentence.low, sentence.lexicon
    if sentence.size < 2 or low[0] != _AS.get(words.lang):
        return None
    cue = next((cue for cue in sentence.cues if not cue.is_noun and 0 < cue.at < _AUXILIARY), None)
    end = next((mark for mark in sentence.breaks if mark > 1 and low[mark] == ","), 0)
    if cue is None or cue.at > end or not has_words(sentence, end + 1, sentence.size):
        return None
    small = words.auxiliaries | words.nobody | words.prepositions
    # Ako včera pre agentúru potvrdil hovorca, …
    if any(low[at] not in small and low[at - 1] not in words.prepositions for at in range(1, cue.at)):
        return None
    place = sentence.span((end + 1, report_end(sentence, end + 1)))
    return Found(place, INDIRECT, "as said", sentence.cue_place(cue), cue.lemma)
