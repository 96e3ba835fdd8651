"""Speakers in Chinese and Japanese, which write no blanks between words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from annotator.suggest.lexicon import lexicon

LANGUAGES = frozenset(("zh", "ja"))
_REACH = 80  # code points to either side of a quote
_NAME = r"[^\s，。、：；！？…“”「」『』（）,.:;!?]"


class Found(NamedTuple):
    """Where the speaker and the cue stand, in code points."""

    speaker: tuple[int, int]
    cue: tuple[int, int]


def find(text: str, lang: str, start: int, end: int) -> Found | None:
    """Who says the quote from ``start`` to ``end``: 李海说：“…”, 田村さんは「…」と語った."""
    lo = max(0, start - _REACH)
    before, after = text[lo:start], text[end : end + _REACH]
    patterns = _patterns(lang)
    for pattern in patterns.before:
        if match := pattern.search(before):
            return Found(_moved(match.span("who"), lo), _moved(match.span("cue"), lo))
    if match := patterns.after.match(after):
        return Found(_moved(match.span("who"), end), _moved(match.span("cue"), end))
    if patterns.around is None:
        return None
    subject, verb = patterns.around[0].search(before), patterns.around[1].match(after)
    if subject is None or verb is None:
        return None
    return Found(_moved(subject.span("who"), lo), _moved(verb.span("cue"), end))


def _moved(span: tuple[int, int], by: int) -> tuple[int, int]:
    return span[0] + by, span[1] + by


class _Patterns(NamedTuple):
    """What tells of the speaker before the quote, what behind it, and what does on both sides together."""

    before: tuple[re.Pattern[str], ...]
    after: re.Pattern[str]
    around: tuple[re.Pattern[str], re.Pattern[str]] | None


@lru_cache(maxsize=2)
def _patterns(lang: str) -> _Patterns:
    words = lexicon(lang)
    verbs, sources = _any_of(words.verbs), _any_of(words.after)
    if lang == "zh":
        before = rf"(?P<who>{_NAME}{{1,20}}?)(?P<cue>{verbs})[^“「。]{{0,4}}?[：:，,]?\s*\Z"
        after = rf"[，,]?(?P<who>{_NAME}{{1,20}}?)(?P<cue>{verbs})"
        return _Patterns((re.compile(before),), re.compile(after), None)
    # 批判し、: the clause goes on.
    verbs += rf"|(?:{_any_of(verb[:-1] for verb in words.verbs if verb.endswith('した'))})(?=、)"
    who = rf"(?P<who>{_NAME}{{1,20}}?)"
    before = rf"{who}[はが](?:[^。「]{{0,20}}?)(?P<cue>{verbs})[：、]?\s*\Z"
    source = rf"{who}(?P<cue>{sources})、?[^。「]{{0,20}}\Z"
    after = rf"(?:と|など|。)、?{who}[はが][^。「]{{0,30}}?(?P<cue>{verbs})"
    subject, verb = (
        rf"{who}[はが][^。「」]{{0,30}}\Z",
        rf"(?:だ|である)?(?:と|など)[^。「]{{0,20}}?(?P<cue>{verbs})",
    )
    around = re.compile(subject), re.compile(verb)
    return _Patterns((re.compile(before), re.compile(source)), re.compile(after), around)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
