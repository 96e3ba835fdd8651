"""English and French sentences that name their source: "according to X", "selon X"."""

from __future__ import annotations

from annotator.suggest.reported.found import INDIRECT, Found
from annotator.suggest.reported.phrases import Phrases
from annotator.suggest.reported.sentence import QUOTED

_OPENING = 5  # words of a clause that is for the quote to end: "The boat is, according to X, “…”"
_SHORT = 3  # words of a main clause, at the least


def told_by_source(phrases: Phrases) -> Found | None:
    """According to X, the gate is shut. The gate is shut, according to X. The gate, according to X, is shut."""
    sentence, low, starts = phrases.sentence, phrases.low, phrases.words["source_starts"]
    for at in [n for n, word in enumerate(low) if word in starts]:
        behind = phrases.source_at(at)
        if behind is None or behind >= phrases.size or low[behind] in phrases.words["which"]:
            continue
        cue = ((sentence.words[at].start, sentence.words[behind - 1].end),)
        lemma = " ".join(low[at:behind])
        first = phrases.begin_before(at)
        relative = low[at - 1] == "," and low[at - 2] in phrases.words["relatives"]
        if not phrases.has_words(first, at) or relative:  # "in which, according to X, two died"
            begin = _main_clause(phrases, behind)
            place = sentence.span((begin, phrases.report_end(begin))) if begin < phrases.size else ()
            return Found(place, INDIRECT, "source", cue, lemma)
        mark = at - 1 if low[at - 1] in ",–—" else at
        rest = phrases.end_of(behind) + 1
        if low[rest : rest + 1] == [QUOTED] and mark - first <= _OPENING:
            return None
        goes_on = phrases.goes_on(rest)
        if not goes_on and not phrases.may_be_told(first, mark):
            return None
        segments = phrases.without(first, mark, rest if goes_on else phrases.size)
        return Found(segments, INDIRECT, "source", cue, lemma)
    return None


def _main_clause(phrases: Phrases, behind: int) -> int:
    """Where the main clause begins behind a source that begins a sentence; the sentence's end if none does."""
    begin = first = phrases.end_of(behind) + 1
    while begin < phrases.size:
        end = phrases.end_of(begin)
        told = phrases.finite_in(begin, end) >= 0 or (end >= phrases.size and phrases.may_be_told(begin, end))
        if told and phrases.low[begin] not in phrases.words["relatives"] and phrases.size - begin >= _SHORT:
            return begin
        begin = end + 1
    return phrases.told_by_place(first)
