"""Sources that a relative pronoun stands for: rekao je ministar, prema kojem je most siguran."""

from __future__ import annotations

from collections.abc import Callable

from annotator.core.typography import word_set
from annotator.suggest.reported.ends import has_words, report_end
from annotator.suggest.reported.found import INDIRECT, Found
from annotator.suggest.reported.sentence import Sentence

WHICH = word_set(
    "kojem kojemu kojoj kojima kojeg kojega kojih kojim којем којој којима којег којих ktorého ktorej ktorých "
    "kterého které kterých něhož níž nichž którego której których katerem kateri katerih katerega която който "
    "които него которого которой которых якого якої яких"
)


def relative_source(sentence: Sentence, source_at: Callable[[Sentence, int], int | None]) -> Found | None:
    """…, prema kojem je most siguran: what a source tells that a relative pronoun stands for."""
    low = sentence.low
    if WHICH.isdisjoint(low):
        return None
    for comma in sentence.breaks:
        behind = source_at(sentence, comma + 1) if low[comma] == "," and comma + 2 < sentence.size else None
        if behind is None or behind >= sentence.size or low[behind] not in WHICH:
            continue
        if has_words(sentence, behind + 1, sentence.size):
            words = sentence.words
            cue = ((words[comma + 1].start, words[behind - 1].end),)
            place = sentence.span((behind + 1, report_end(sentence, behind + 1)))
            return Found(place, INDIRECT, "source", cue, " ".join(low[comma + 1 : behind]))
    return None
