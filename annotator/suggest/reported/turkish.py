"""Turkish clauses, which are nouns made of their verbs."""

from __future__ import annotations

import re

from annotator.core.typography import word_set
from annotator.suggest.reported.ends import LEAST_BEHIND_THAT, has_words
from annotator.suggest.reported.found import INDIRECT, Found
from annotator.suggest.reported.sentence import QUOTED, Cue, Sentence

# tamamlandığını, gideceğini, kapatılmasını: what is done, as a noun in the accusative.
_TURKISH = re.compile(
    r"\w{2,}(?:[dt][ıiuü]ğ[ıiuü]n[ıiuü]|[dt][ıiuü]kl[ae]r[ıi]n[ıi]|[ae]c[ae][kğ]\w*n[ıi]|m[ae]s[ıi]n[ıi])"
)
_TURKISH_ACTS = word_set("kullanmak paylaşmak sürdürmek")  # have things for objects: çalışmasını sürdürdü
_CLOSE = 4  # words between it and the verb of speech


def nominal(sentence: Sentence, cue: Cue) -> Found | None:
    """Bakan, konutların tamamlandığını söyledi: Turkish tells by a noun of the verb, before that of speech."""
    if sentence.lexicon.lang != "tr" or cue.lemma in _TURKISH_ACTS:
        return None
    near = range(cue.at - 1, max(-1, cue.at - _CLOSE), -1)
    last = next((at for at in near if _TURKISH.fullmatch(sentence.low[at])), -1)
    if last < 0:
        return None
    comma = max((mark for mark in sentence.breaks if mark < last and sentence.low[mark] == ","), default=-1)
    begin = comma + 1
    while comma < 0 and begin < last and sentence.words[begin].is_capital:
        begin += 1  # the subject
    if QUOTED in sentence.low[begin:last] or not has_words(sentence, begin, last + 1, LEAST_BEHIND_THAT):
        return None
    return Found(sentence.span((begin, last + 1)), INDIRECT, "that", sentence.cue_place(cue), cue.lemma)
