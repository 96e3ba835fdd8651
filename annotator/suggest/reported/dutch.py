"""Dutch sources without commas: De man is volgens de politie gevlucht; Volgens de clubleiding blijft hij."""

from __future__ import annotations

from functools import lru_cache

from annotator.core.typography import word_set
from annotator.suggest.lexicon import lexicon
from annotator.suggest.reported.ends import has_words, report_end
from annotator.suggest.reported.found import INDIRECT, Found
from annotator.suggest.reported.sentence import Sentence

_ARTICLES = word_set("de het een zijn haar hun deze dit")
_HIM = word_set("hem haar hen hun mij ons jou")
_LEAST = 5  # letters of the last part of a compound


def source_amid(sentence: Sentence, at: int, behind: int) -> Found | None:
    """What a sentence tells around a source in it, whose phrase stands from word ``at`` to before ``behind``."""
    end = source_end(sentence, behind)
    if not end or end >= sentence.size or not sentence.words[at - 1].is_word:
        return None
    if not has_words(sentence, 0, at, 1) or not has_words(sentence, end, sentence.size, 1):
        return None
    words = sentence.words
    place = sentence.span((0, at), (end, report_end(sentence, end)))
    cue = ((words[at].start, words[behind - 1].end),)
    return Found(place, INDIRECT, "source", cue, " ".join(sentence.low[at:behind]))


def source_end(sentence: Sentence, begin: int) -> int:
    """Where a source ends that begins at a word: a pronoun, a name, an article and who speaks; 0 if none does."""
    if sentence.lexicon.lang != "nl" or begin >= sentence.size:
        return 0
    low, at = sentence.low, begin
    if low[at] in _HIM and not _speaks(low[at + 1] if at + 1 < sentence.size else ""):
        return at + 1
    if low[at] in _ARTICLES:
        at += 1
    noun = at
    if at < sentence.size and _speaks(low[at]):
        at += 1
    while at < sentence.size and sentence.words[at].is_capital:
        at += 1
    return at if at > noun else 0


def _speaks(low: str) -> bool:
    return low in _people() or low.endswith(_last_parts())


@lru_cache(maxsize=1)
def _people() -> frozenset[str]:
    words = lexicon("nl")
    return words.roles | words.groups | words.organisations


@lru_cache(maxsize=1)
def _last_parts() -> tuple[str, ...]:
    return tuple(sorted(word for word in _people() if len(word) >= _LEAST))
