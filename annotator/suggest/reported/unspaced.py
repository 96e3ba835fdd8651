"""Reported speech in Chinese, Japanese and Korean: 他指出，…。, 消防は…としている。, 소방 당국은 …라고 밝혔다.

The words around a sentence tell: who speaks begins it, a verb of speech follows in Chinese and ends it in the
others; or it begins with its source (据…报道，, …によると、, …에 따르면).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from annotator.core.typography import trim
from annotator.suggest.lexicon import lexicon
from annotator.suggest.reported.found import INDIRECT, Found
from annotator.suggest.reported.sentence import Sentence
from annotator.suggest.unspaced import NO_SOURCE, any_of, any_verb

_NO_MARKS = r"[^“”「」『』\"：:？?]"  # what is quoted is found elsewhere, and a question tells nothing
_WHO = r"[^\s，。、：；！？…“”「」『』,.:;!?]{1,24}?"
# と is "with" before these, too (妻と笑った); behind a verb it is "that".
_WITH = ("話", "語", "笑", "喜", "約束", "見", "み")
_CLAUSE = r"(?<=[るただいうくすつむぶ]と)"
# Korean verbs that have things for objects: 청소를 했다 (cleaned), 편지를 썼다 (wrote a letter).
_ACTS = r"(?!했다|썼다|적었다|물었다)"


class Unspaced:
    """Runs over the sentences of an article in order."""

    def __init__(self, lang: str) -> None:
        self._patterns = _patterns(lang)
        self._lemmas = lexicon(lang).verbs

    def __call__(self, sentences: Sequence[Sentence]) -> list[Found]:
        return [one for sentence in sentences for one in self._find(sentence)]

    def _find(self, sentence: Sentence) -> Iterator[Found]:
        for rule, pattern in self._patterns:
            match = pattern.match(sentence.text, sentence.start, sentence.end)
            if match is not None:
                told, cue = trim(sentence.text, *match.span("told")), match["cue"]
                if told[0] < told[1]:
                    yield Found((told,), INDIRECT, rule, (match.span("cue"),), self._lemmas.get(cue, cue))
                return


@lru_cache(maxsize=4)
def _patterns(lang: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = lexicon(lang)
    verbs, sources = any_verb(words.verbs), any_of(words.after)
    told = rf"(?P<told>{_NO_MARKS}{{4,}}?)"
    if lang == "zh":
        # 问 may begin 问题: a comma tells that a single sign is a word.
        long, short = (any_verb(one for one in words.verbs if (len(one) > 1) is many) for many in (True, False))
        source = rf"(?P<cue>{any_of(words.before)}){NO_SOURCE}{_WHO}(?:{verbs}|报道|報道|消息)?[，,]"
        found = {
            "source": rf"{source}{told}[。！.!]?\Z",
            "that": rf"{_WHO}(?P<cue>{long}|(?:{short})(?=[，,]))[，,]?{told}[。！.!]?\Z",
        }
    elif lang == "ja":
        said = any_of(one for one in words.verbs if not one.startswith(_WITH))
        together = any_of(one for one in words.verbs if one.startswith(_WITH))
        cue = rf"(?P<cue>{said}|{_CLAUSE}(?:{together}|した|している|する))"
        found = {
            "source": rf"[^。「」]{{1,24}}?(?P<cue>{sources})、?{told}(?:という|とのこと)?。?\Z",
            "that": rf"{_WHO}は、?(?:[^。「」、]{{0,24}}で、)?{told}(?<!っ)と{cue}。?\Z",
        }
    else:
        who = r"[^\n.,\"“”?!]{1,24}?"
        found = {
            "source": rf"{who}에\s(?P<cue>{sources}),?\s{told}[.]?\Z",
            "that": rf"{who}[은는이가]\s{told}(?:(?:다고|라고)\s|[을를]\s{_ACTS})(?P<cue>{verbs})[.]?\Z",
        }
    return tuple((rule, re.compile(pattern)) for rule, pattern in found.items())
