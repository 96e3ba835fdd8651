"""Sources within what they tell: rekao je ministar, prema kojem je most siguran; Cesta je podľa neho zatvorená."""

from __future__ import annotations

from collections.abc import Callable

from annotator.core.typography import word_set
from annotator.suggest.reported.ends import has_words, report_end
from annotator.suggest.reported.found import INDIRECT, Found
from annotator.suggest.reported.sentence import Sentence

WHICH = word_set(
    "ktorú kterou którą katero koju коју kojem kojemu kojoj kojima kojeg kojega kojih kojim којем којој којима "
    "којег којих ktorého ktorej ktorých kterého které kterých něhož níž nichž którego której których katerem "
    "kateri katerih katerega която който когото които которого которой которых якого якої яких"
)
QUALE = word_set("quale quali cual cuales qual quais")  # behind an article: secondo il quale
# What stands behind a preposition for somebody.
THEM = word_set(
    "neho nej nich něho něj ní nich niego niej njega nje njih njemu njoj njima njem njej njih него нея тях њега "
    "ње њих њему њој њима"
)
HIS = word_set("му й ѝ им")  # behind a Bulgarian noun: по думите му
_LANGUAGES = frozenset(("cs", "sk", "sl", "hr", "bs", "sr", "bg", "pl"))
_LEAST = 2

SourceAt = Callable[[Sentence, int], int | None]


def within(sentence: Sentence, source_at: SourceAt) -> Found | None:
    """What is told around its source, or behind a source that a relative pronoun stands for."""
    low = sentence.low
    if not WHICH.isdisjoint(low) or not QUALE.isdisjoint(low):
        for comma in sentence.breaks:
            found = _which(sentence, comma, source_at) if low[comma] == "," else None
            if found is not None:
                return found
    if sentence.lexicon.lang not in _LANGUAGES or (
        THEM.isdisjoint(low) and sentence.lexicon.owners.isdisjoint(low)
    ):
        return None
    for at in range(1, sentence.size):
        behind = _own_end(sentence, at, source_at)
        if behind is not None and sentence.words[at - 1].is_word:
            begin = max((mark + 1 for mark in sentence.breaks if mark < at), default=0)
            if has_words(sentence, begin, at, 1) and has_words(sentence, behind, sentence.size, _LEAST):
                place = sentence.span((begin, at), (behind, report_end(sentence, behind)))
                return Found(place, INDIRECT, "source", _cue(sentence, at, behind), " ".join(low[at:behind]))
    return None


def _own_end(sentence: Sentence, at: int, source_at: SourceAt) -> int | None:
    """Where a source ends that is a pronoun: podľa neho, po njegovih besedah."""
    low, lexicon = sentence.low, sentence.lexicon
    if low[at] in lexicon.before and low[at + 1 : at + 2] and low[at + 1] in THEM:
        return at + 2
    behind = source_at(sentence, at) if low[at + 1 : at + 2] and low[at + 1] in lexicon.owners else None
    return behind if behind is not None and behind > at + 2 else None


def _which(sentence: Sentence, comma: int, source_at: SourceAt) -> Found | None:
    """…, prema kojem je most siguran."""
    behind = source_at(sentence, comma + 1) if comma + 2 < sentence.size else None
    if behind is not None and sentence.low[behind + 1 : behind + 2] and sentence.low[behind + 1] in QUALE:
        behind += 1
    elif behind is None or behind >= sentence.size or sentence.low[behind] not in WHICH:
        return None
    if not has_words(sentence, behind + 1, sentence.size):
        return None
    place = sentence.span((behind + 1, report_end(sentence, behind + 1)))
    lemma = " ".join(sentence.low[comma + 1 : behind])
    return Found(place, INDIRECT, "source", _cue(sentence, comma + 1, behind), lemma)


def _cue(sentence: Sentence, first: int, last: int) -> tuple[tuple[int, int]]:
    return ((sentence.words[first].start, sentence.words[last - 1].end),)
