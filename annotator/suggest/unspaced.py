"""Verbs and sources of speech in Chinese and Japanese, which write no blanks, and in Korean, by its particles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from annotator.suggest.lexicon import lexicon

LANGUAGES = frozenset(("zh", "ja", "ko"))
# A single Chinese sign may be a part of another word: 小说 (novel), 名称 (name), 问题 (problem), 讲座 (lecture).
_ALONE = {
    **dict.fromkeys("说說", r"(?<![小传傳学學])[说說](?![服法])"),
    **dict.fromkeys("称稱", r"(?<![名职職昵暱])[称稱](?![为為号號])"),
    **dict.fromkeys("问問", r"(?<![访訪顾顧慰疑学學])[问問](?![题題卷候世])"),
    **dict.fromkeys("讲講", r"(?<!演)[讲講](?![座话話台臺究])"),
}
# Japanese "take as" is a report at the end of a clause alone: 子どもを対象とした計画 is none.
_AT_END = frozenset(("とした", "としている"))
# 据悉 (it is learned), 据统计 (statistics say), 按规定 (by the rules): nobody speaks.
NO_SOURCE = r"(?!悉|说|說|了解|瞭解|统计|統計|规定|規定|法律)"


def any_of(words: Iterable[str]) -> str:
    """A pattern of all these words, the longest first; one that matches nothing where there are none."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or "(?!)"


def any_verb(verbs: Iterable[str]) -> str:
    """The same of verbs of speech, single Chinese signs not where they are a part of another word."""
    return "|".join(_ALONE.get(verb) or re.escape(verb) for verb in sorted(verbs, key=len, reverse=True)) or "(?!)"


@lru_cache(maxsize=4)
def source_begins(lang: str) -> re.Pattern[str]:
    """What finds, at the beginning of a clause, a word that a source follows; 据 is a part of 数据 (data), too."""
    return re.compile(rf"(?:\A|[，,；、\s])(?:{any_of(lexicon(lang).before)}){NO_SOURCE}")


@lru_cache(maxsize=4)
def verb_within(lang: str) -> re.Pattern[str]:
    """What searches a run of signs for a verb of speech; one of Korean begins the run, 하다 alone is all of it."""
    verbs = lexicon(lang).verbs
    if lang == "ko":
        return re.compile(rf"\A(?:{any_of(verb for verb in verbs if verb != '했다')}|했다\Z)")
    if lang == "ja":
        return re.compile(rf"{any_of(verbs.keys() - _AT_END)}|(?:{any_of(_AT_END)})\Z")
    return re.compile(any_verb(verbs))
