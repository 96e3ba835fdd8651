"""Speakers in Chinese and Japanese, which write no blanks between words."""

from __future__ import annotations

import re
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
    """Who says the quote from ``start`` to ``end``: 李海说：“…”, 「…」と田村さんは語った。"""
    before, after = _patterns(lang)
    lo = max(0, start - _REACH)
    match = before.search(text[lo:start])
    if match:
        return _found(match, lo)
    match = after.match(text[end : end + _REACH])
    return _found(match, end) if match else None


def _found(match: re.Match[str], at: int) -> Found:
    speaker, cue = match.span("who"), match.span("cue")
    return Found((speaker[0] + at, speaker[1] + at), (cue[0] + at, cue[1] + at))


@lru_cache(maxsize=2)
def _patterns(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    verbs = "|".join(sorted(map(re.escape, lexicon(lang).verbs), key=len, reverse=True))
    if lang == "zh":
        before = rf"(?P<who>{_NAME}{{1,20}}?)(?P<cue>{verbs})[^“「。]{{0,4}}?[：:，,]?\s*\Z"
        after = rf"[，,]?(?P<who>{_NAME}{{1,20}}?)(?P<cue>{verbs})"
    else:
        before = rf"(?P<who>{_NAME}{{1,20}}?)[はが](?:[^。「]{{0,20}}?)(?P<cue>{verbs})[：、]?\s*\Z"
        after = rf"(?:と|など)、?(?P<who>{_NAME}{{1,20}}?)[はが][^。「]{{0,30}}?(?P<cue>{verbs})"
    return re.compile(before), re.compile(after)
