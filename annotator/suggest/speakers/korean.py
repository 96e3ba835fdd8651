"""Speakers in Korean, by the particles of topic and subject: 김 시장은 "…"고 말했다, "…"라고 위원장은 말했다."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from annotator.core.clusters import Range
from annotator.suggest.lexicon import lexicon
from annotator.suggest.speakers.beside import HIDDEN, Found, hidden, moved
from annotator.suggest.unspaced import any_of, any_verb, may_speak

LANG = "ko"
_BEHIND = 120  # code points behind a quote that are looked at
_STOP = re.compile(r"[.!?](?=\s|\Z)|\n")
_PARTICLE = re.compile(r"(?<=\S)(?:께서는|께서|[은는이가도])(?=[\s,]|\Z)")
# What a verb or a particle joins to the noun behind it, or to the sentence: 두 아이를 키우는 학부모, 이에 대해.
_JOINED = re.compile(
    r"(?:[^\s마가노고]을|를|[가-힣]+(?:는|던|된|에서|에게|에|으로|위해|통해)|대해|[^\s북신남무권제]+한|[받맡찾입젊많작높앉]은|따르면,?|의하면,?|[^\s]+[,，])\s+"
)
_CITED = re.compile(r"이?라?(?:고|며|면서|는)\s")
_AGE = re.compile(r"\(\d{1,3}[^()]{0,4}\)\Z")


class _Patterns(NamedTuple):
    leads: re.Pattern[str]
    verb: re.Pattern[str]  # "…"고 말했다
    before: re.Pattern[str]  # 시장은 말했다. "…"
    behind: re.Pattern[str]  # "…"라고 시장은 말했다
    source: re.Pattern[str]  # 경찰에 따르면 "…"
    whose: re.Pattern[str]  # "…" 시장의 말이다.


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    words = lexicon(LANG)
    verbs = any_verb(words.verbs)
    particle = r"(?:이?라?고|이?라?며|이?라?면서|이?라는|는)?"
    return _Patterns(
        re.compile(rf"(?:{any_of(words.leads)})\s+"),
        re.compile(rf"{particle}[^.]{{0,80}}?(?P<cue>{verbs}|(?<=는\s)(?:{any_of(words.nouns)}))"),
        re.compile(rf"(?P<cue>{verbs})[.:]?\s*\Z"),
        re.compile(rf"{particle}\s+(?P<who>[^.]{{1,60}}?)(?P<cue>{verbs})"),
        re.compile(rf"(?P<who>[^.]{{1,40}}?)에\s(?P<cue>{any_of(words.after)}),?\s"),
        re.compile(
            rf"(?:는\s(?:게|것이))?\s+(?P<who>[^.]{{1,60}}?)의\s(?P<cue>{any_of(words.nouns)})(?:이다|이었다|였다|다)"
        ),
    )


def find(text: str, floor: int, start: int, end: int) -> Found | None:
    """Who says what stands from ``start`` to ``end``, as far as the line tells that begins at ``floor``."""
    patterns = _patterns()
    masked = hidden(text[floor:start])
    sentence = max((stop.end() for stop in _STOP.finditer(masked)), default=0)
    begin, masked = floor + sentence, masked[sentence:]
    after = hidden(text[end : end + _BEHIND].partition("\n")[0])
    verb = patterns.verb.match(after)
    subject = _subject(text, begin, masked)
    said = patterns.before.search(masked) if masked else None
    if subject is not None and said is not None:
        return Found(subject, moved(said.span("cue"), begin))
    if subject is not None and verb is not None and not _PARTICLE.search(after, 0, verb.start("cue")):
        return Found(subject, moved(verb.span("cue"), end))
    if whose := patterns.whose.match(after):
        who = bounds(text, *moved(whose.span("who"), end))
        return Found(who, moved(whose.span("cue"), end)) if who else None
    is_noun = text[start : start + 1].isalnum() and after.startswith("는 ")  # …는 말도 보탰다
    if not is_noun and (behind := patterns.behind.match(after)):
        first = end + behind.start("who")
        if who := _subject(text, first, behind["who"]):
            return Found(who, moved(behind.span("cue"), end))
    if subject is not None and verb is not None:
        return Found(subject, moved(verb.span("cue"), end))
    if subject is not None and (_CITED.match(after) or text[start : start + 1].isalnum()):
        return Found(subject, None)  # “…”며 혀를 내둘렀다, whatever the verb
    if source := patterns.source.search(masked):
        who = bounds(text, *moved(source.span("who"), begin))
        return Found(who, moved(source.span("cue"), begin)) if who else None
    if (
        text[start : start + 1].isalnum()
        and after[:1] in (".", "")
        and (inside := _subject(text, start, hidden(text[start:end])))
    ):
        return Found(inside, None)  # what is reported with its verb: 시장은 사과를 거부했다.
    if not text[floor:start].strip() and not _CITED.match(after):
        # “….” 한씨가 웃었다.: who does something in the sentence behind.
        following = after.partition(".")[0]
        told = following.strip() and HIDDEN not in following
        who = _subject(text, end, following) if told else None
        return Found(who, None) if who and may_speak(LANG).search(text[slice(*who)]) else None
    return None


def earlier(text: str, floor: int, until: int) -> Found | None:
    """Who speaks in the last sentence before ``until`` in which somebody does."""
    masked = hidden(text[floor:until])
    ends = [0, *(stop.end() for stop in _STOP.finditer(masked)), len(masked)]
    for lo, hi in zip(reversed(ends[:-1]), reversed(ends[1:]), strict=True):
        cue = _patterns().before.search(masked, lo, hi)
        if cue is not None and (who := _subject(text, floor + lo, masked[lo:hi])):
            return Found(who, moved(cue.span("cue"), floor))
    return None


def _subject(text: str, begin: int, masked: str) -> Range | None:
    """The last topic or subject that may speak in a stretch, or else its first one."""
    first: Range | None = None
    for particle in reversed(list(_PARTICLE.finditer(masked))):
        who = bounds(text, begin, begin + particle.start())
        if who is None:
            continue
        if may_speak(LANG).search(text[slice(*who)]):
            return who
        first = who
    return first


def bounds(text: str, lo: int, hi: int) -> Range | None:
    """Where the speaker stands who ends at ``hi``; None where nothing is left."""
    if age := _AGE.search(text, lo, hi):
        hi = age.start()
    masked = hidden(text[lo:hi])
    start = len(masked) - len(masked.lstrip())
    lo, masked = lo + start, masked[start:]
    while lead := _patterns().leads.match(masked):
        lo, masked = lo + lead.end(), masked[lead.end() :]
    joined = max((one.end() for one in _JOINED.finditer(masked)), default=0)
    lo, masked = lo + joined, masked[joined:]
    while lead := _patterns().leads.match(masked):
        lo, masked = lo + lead.end(), masked[lead.end() :]
    start = len(masked) - len(masked.lstrip())
    lo, masked = lo + start, masked[start:]
    return (lo, hi) if lo < hi and masked.strip(HIDDEN + " ,") else None
