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


# Verbs and adverbs of how something is said in Japanese that are written without kanji.
_IN_KANA = (
    "(?:にっこり|にこ|にや|きっぱり|きっぱ|ぽつり|ぼそ|しみじみ|さらり|うれし|こぼ|つぶや|つづ|たたえ|ねぎら|うなず|うなだ|かみし|はにか|ささや|ほほ|ただし|ただす|"
    "たしな|なだめ|あきれ|おどけ|すご|くぎ|うそぶ|いさめ|こた|うめ|わめ|ほっと|がっかり|いぶか|まくし|ぶちまけ|ぼや|なげ|ちゃか)"
)


@lru_cache(maxsize=4)
def cited(lang: str) -> re.Pattern[str] | None:
    """What matches behind a quotation the particle for what is said; None where there is none.

    「…」と主将の岡本選手。, 「…」との批判, 「…」って笑う, but not 「…」と呼ばれる, 「…」と名付けた, 「…」と同じ.
    Chinese has none, but nouns: “…”的质疑.
    """
    if lang == "ja":
        nouns = any_of(lexicon(lang).nouns)
        kanji = "[一-龥ァ-ヶ](?<![呼題名称銘共並同比違異協連])"
        said = rf"(?:とも?|って)、?(?={kanji}|{_IN_KANA})"
        return re.compile(
            rf"(?:だ|である|など)?(?:{said}|(?:との|という|といった|などの|などといった|とする)(?:{nouns})|の(?:声|言葉))"
        )
    if lang == "ko":
        return re.compile(rf"(?:이?라)?(?:(?:고|며|면서)[\s,]|는\s(?:{any_of(lexicon(lang).nouns)}))")
    if lang == "zh":
        return re.compile(rf"(?:等|[这這][样樣类類]|之[类類])?的(?:{any_of(lexicon(lang).nouns)}|话|話)")
    return None


@lru_cache(maxsize=4)
def may_speak(lang: str) -> re.Pattern[str]:
    """What finds the end of a noun for somebody who may speak: 市長, 田村さん, 実行委員会, 시 관계자."""
    words = lexicon(lang)
    return re.compile(rf"(?:{any_of((*words.roles, *words.groups, *words.organisations))})\Z")


@lru_cache(maxsize=8)
def verb_ends(lang: str, most: int = 0) -> re.Pattern[str]:
    """What finds a verb of speech at the end of a run of signs, or at most so many before it."""
    return re.compile(rf"(?:{any_verb(lexicon(lang).verbs)}).{{0,{most}}}\Z")


@lru_cache(maxsize=4)
def verb_within(lang: str) -> re.Pattern[str]:
    """What searches a run of signs for a verb of speech; one of Korean begins the run, 하다 alone is all of it."""
    verbs = lexicon(lang).verbs
    if lang == "ko":
        return re.compile(rf"\A(?:{any_of(verb for verb in verbs if verb != '했다')}|했다\Z)")
    if lang == "ja":
        return re.compile(rf"{any_of(verbs.keys() - _AT_END)}|(?:{any_of(_AT_END)})\Z")
    return re.compile(any_verb(verbs))
