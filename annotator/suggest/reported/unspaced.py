"""Reported speech in Chinese, Japanese and Korean: 他指出，…。, 消防は…としている。, 소방 당국은 …라고 밝혔다.

The words around a sentence tell: who speaks begins it, a verb of speech follows in Chinese and ends it in the
others; or it begins with its source (据…报道，, …によると、, …에 따르면).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from annotator.suggest.lexicon import lexicon
from annotator.suggest.reported.found import INDIRECT, Found
from annotator.suggest.reported.sentence import Sentence

LANGUAGES = frozenset(("zh", "ja", "ko"))
_NO_MARKS = r"[^“”「」『』\"：:？?]"  # what is quoted is found elsewhere, and a question tells nothing
_WHO = r"[^\s，。、：；！？…“”「」『』,.:;!?]{1,24}?"


class Unspaced:
    """Runs over the sentences of an article in order."""

    def __init__(self, lang: str) -> None:
        self._patterns = _patterns(lang)

    def __call__(self, sentences: Sequence[Sentence]) -> list[Found]:
        return [one for sentence in sentences for one in self._find(sentence)]

    def _find(self, sentence: Sentence) -> Iterator[Found]:
        for rule, pattern in self._patterns:
            match = pattern.match(sentence.text, sentence.start, sentence.end)
            if match is not None:
                yield Found((match.span("told"),), INDIRECT, rule, (match.span("cue"),), match["cue"])
                return


@lru_cache(maxsize=4)
def _patterns(lang: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = lexicon(lang)
    verbs, sources = _any_of(words.verbs), _any_of(words.after)
    told = rf"(?P<told>{_NO_MARKS}{{4,}}?)"
    if lang == "zh":
        # 问 may begin 问题: a comma tells that a single sign is a word.
        long, short = (_any_of(verb for verb in words.verbs if (len(verb) > 1) is many) for many in (True, False))
        found = {
            "source": rf"(?P<cue>{_any_of(words.before)}){_WHO}(?:{verbs}|报道|報道|消息)?[，,]{told}[。！.!]?\Z",
            "that": rf"{_WHO}(?P<cue>{long}|(?:{short})(?=[，,]))[，,]?{told}[。！.!]?\Z",
        }
    elif lang == "ja":
        found = {
            "source": rf"[^。「」]{{1,24}}?(?P<cue>{sources})、?{told}(?:という|とのこと)?。?\Z",
            "that": rf"{_WHO}は、?(?:[^。「」、]{{0,24}}で、)?{told}と(?P<cue>{verbs}|した|している|する)。?\Z",
        }
    else:
        who = r"[^\n.,\"“”?!]{1,24}?"
        found = {
            "source": rf"{who}에\s(?P<cue>{sources}),?\s{told}[.]?\Z",
            "that": rf"{who}[은는이가]\s{told}(?:다고|라고|[을를])\s(?P<cue>{verbs})[.]?\Z",
        }
    return tuple((rule, re.compile(pattern)) for rule, pattern in found.items())


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
