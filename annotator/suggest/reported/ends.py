"""What begins and ends what is told, in languages that have no more than a lexicon."""

from __future__ import annotations

from annotator.core.typography import word_set
from annotator.suggest.reported.sentence import QUOTED, Sentence

# Of the words that begin a clause, those that begin nothing but what is told, and no question.
THAT = word_set(
    "que che că dat att at hogy że iż že että что що че da да ότι πως أن أنّ أنه أنّه أنها أنّها"
    " إن إنّ إنه إنّه إنها إنّها بأن بأنّ بأنه بأنها بأنهم أنهم أننا أنني إنهم إننا إنني که כי कि bahwa rằng"
)
ARTICLES = word_set("il lo la i gli le l' l’ o a os as um uma un una")
LEAST = 3  # words of what is told


def report_end(sentence: Sentence, begin: int) -> int:
    """Where a report ends: before a verb of speech that announces the next one, else with the sentence."""
    low = sentence.low
    for cue in sentence.cues:
        if cue.at > begin + LEAST and not cue.is_noun and cue.last + 1 < sentence.size:
            before = low[cue.at - 1]
            joined = before in sentence.lexicon.function_words and len(before) < 4
            # Arabic writes "and" as one with the verb.
            joined = joined or (before == "," and low[cue.at].startswith("و") and sentence.lexicon.lang == "ar")
            if joined and (low[cue.last + 1] in THAT or low[cue.last + 1] == QUOTED):
                return cue.at - 1
            mark = next((at for at in (cue.at - 1, cue.at - 2) if low[at] == ","), 0)
            if mark > begin + LEAST and low[cue.last + 1 : cue.last + 3] == [":", QUOTED]:
                return mark  # …, aunque aclaró: “…”
    return next((mark for mark in sentence.breaks if mark > begin and low[mark] == ";"), sentence.size)


def has_words(sentence: Sentence, begin: int, end: int, least: int = LEAST) -> bool:
    """Whether a stretch has words enough that aren't quoted to tell something."""
    return sum(word.is_word for word in sentence.words[begin:end]) >= least
