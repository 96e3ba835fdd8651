"""Speakers in Chinese and Japanese, which write no blanks between words, and in Korean, by its particles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from annotator.suggest.lexicon import lexicon
from annotator.suggest.unspaced import NO_SOURCE, any_of, any_verb

_REACH = 80  # code points to either side of a quote
_NAME = r"[^\s，。、：；！？…“”「」『』（）,.:;!?]"
_AGE = r"(?:[（(][^）)]{1,6}[）)])?"  # 主婦（62）
# What stands between a Chinese subject and its verb: when, where, to whom, in addition, as well, how.
_BEHIND_SUBJECT = re.compile(
    r"(?:(?<=..)|(?<=[他她我]))(?:在|于|於|[对對](?!外)|向|接受|通过|通過|针对|針對)|还|還|也(?![门門])|则|則|又|亦|再次|随后|隨後|随即|日前|赛后|賽後|会后|會後|事后|"
    r"今[天日早]|昨[天日晚]|当[天日]|當[天日]|周[一二三四五六日]|[^地]{2}地(?=$)|(?:激动|激動|高兴|高興|无奈|無奈|愤怒|憤怒)地?"
)
_OF = "的"


class Found(NamedTuple):
    """Where the speaker stands and the cue, which may be missing; in code points."""

    speaker: tuple[int, int]
    cue: tuple[int, int] | None


def find(text: str, lang: str, start: int, end: int) -> Found | None:
    """Who says the quote from ``start`` to ``end``: 李海说：“…”, 田村さんは「…」と語った, 그는 "…"고 말했다."""
    lo = max(0, start - _REACH)
    before, after = text[lo:start], text[end : end + _REACH]
    patterns = _patterns(lang)
    for pattern in patterns.before:
        if match := pattern.search(before):
            return _found(lang, match, match, lo, lo)
    if match := patterns.after.match(after):
        return _found(lang, match, match, end, end)
    if patterns.around is not None:
        subject, verb = patterns.around[0].search(before), patterns.around[1].match(after)
        if subject is not None and verb is not None:
            return _found(lang, subject, verb, lo, end)
    if patterns.named is not None and (match := patterns.named.match(after)):
        return _found(lang, match, match, end, end)
    if patterns.source is not None and (match := patterns.source.search(before)):
        return _found(lang, match, match, lo, lo)
    return None


def _moved(span: tuple[int, int], by: int) -> tuple[int, int]:
    return span[0] + by, span[1] + by


def _found(lang: str, who: re.Match[str], cue: re.Match[str], who_from: int, cue_from: int) -> Found:
    lo, hi = who.span("who")
    if lang == "zh":
        behind = _BEHIND_SUBJECT.search(who["who"], 1)
        hi = lo + behind.start() if behind else hi
        of = who.string.rfind(_OF, lo, hi - 2)
        lo = of + 1 if of > lo else lo
    place = _moved(cue.span("cue"), cue_from) if cue["cue"] is not None else None
    return Found(_moved((lo, hi), who_from), place)


class _Patterns(NamedTuple):
    """What tells of the speaker before the quote, behind it, on both sides together, at the end of the sentence
    behind it, and where nothing of these does: the source before it."""

    before: tuple[re.Pattern[str], ...]
    after: re.Pattern[str]
    around: tuple[re.Pattern[str], re.Pattern[str]] | None = None
    named: re.Pattern[str] | None = None
    source: re.Pattern[str] | None = None


@lru_cache(maxsize=4)
def _patterns(lang: str) -> _Patterns:
    words = lexicon(lang)
    verbs, sources = any_verb(words.verbs), any_of(words.after)
    if lang == "zh":
        before = rf"(?P<who>{_NAME}{{1,20}}?)(?<!被)(?P<cue>{verbs})[^“「。]{{0,4}}?[：:，,]?\s*\Z"
        after = rf"[，,]?(?P<who>{_NAME}{{1,20}}?)(?P<cue>{verbs})"
        source = (
            rf"(?:\A|(?<=[。；，！？”」\s]))(?P<cue>{any_of(words.before)}){NO_SOURCE}"
            rf"(?P<who>{_NAME}{{1,20}}?)(?:{verbs}|报道|報道|消息)?[，,]\s*\Z"
        )
        return _Patterns((re.compile(source), re.compile(before)), re.compile(after))
    return _korean(verbs, sources) if lang == "ko" else _japanese(words.verbs, verbs, sources)


def _japanese(forms: Iterable[str], verbs: str, sources: str) -> _Patterns:
    # 批判し、: the clause goes on.
    verbs += rf"|(?:{any_of(verb[:-1] for verb in forms if verb.endswith('した'))})(?=、)"
    who = rf"(?P<who>{_NAME}{{1,20}}?{_AGE})"
    before = rf"{who}[はが](?:[^。「]{{0,20}}?)(?P<cue>{verbs})[：、]?\s*\Z"
    source = rf"{who}(?P<cue>{sources})、?[^。「]{{0,20}}\Z"
    after = rf"(?:などと|と|など|。)、?{who}[はが][^。「]{{0,30}}?(?P<cue>{verbs})"
    named = rf"と(?P<cue>{verbs})?(?P<who>{_NAME}{{1,19}}[一-龥ァ-ヶー]{_AGE})。"  # 「…」と主将の岡本選手。
    subject = rf"{who}[はが][^。「」]{{0,30}}\Z"
    # Who begins the sentence says it whatever the verb is: …との認識を示した.
    verb = rf"(?:だ|である)?(?:と|など)(?:[^。「]{{0,20}}?(?P<cue>{verbs}))?"
    return _Patterns(
        (re.compile(before), re.compile(source)),
        re.compile(after),
        (re.compile(subject), re.compile(verb)),
        re.compile(named),
    )


def _korean(verbs: str, sources: str) -> _Patterns:
    who = r"(?P<who>[^\s.,\"“”‘’'?!][^\n.,\"“”‘’'?!]{0,30}?)"
    topic = r"[은는이가]\s"
    particle = r"(?:이?라?고|이?라?며|이?라는)?"
    before = rf"{who}{topic}[^\"“”.]{{0,40}}(?P<cue>{verbs})[.:]?\s*\Z"
    source = rf"{who}에\s(?P<cue>{sources}),?\s[^\"“”.]{{0,20}}\Z"
    after = rf"{particle}\s+{who}{topic}[^\"“”.]{{0,30}}?(?P<cue>{verbs})"
    subject = (
        rf"(?:\A|(?<=[.!?\"”\n]))\s*(?:[^\"“”.]{{1,24}}?에\s(?:{sources}),?\s)?{who}{topic}[^\"“”.]{{0,40}}\Z"
    )
    verb = rf"{particle}(?:\s*[“\"][^”\"\n]*[”\"]{particle})?[^\"“.]{{0,20}}?(?P<cue>{verbs})"
    return _Patterns(
        (re.compile(before),),
        re.compile(after),
        (re.compile(subject), re.compile(verb)),
        source=re.compile(source),
    )
