"""Runs of capitalised words: which neighbouring words are one name, as print shows it in one line."""

from __future__ import annotations

import re

from annotator.core.clusters import Range
from annotator.core.patterns import late
from annotator.core.typography import is_function_word, is_title, word_set

_REACH = 250  # code points before a word in which its line is looked at
_LINE_BREAK = re.compile("[\n\u2028\u2029]")
# Small words within a name. The second row counts only after another one, as in "von der": German news writes
# "sagte Anna Berg der Zeitung".
_PARTICLES = word_set(
    "von vom van de du des del della di da dei dos ter af av al el ibn bin bint ben abu of y d’ d'"
)
_INNER_PARTICLES = word_set("der den dem die la las le les los lo l’ l' the und zu")
_ARABIC_ARTICLE = late(r"(?:a[ldnrst]|el)-\w")
_PRONOUNS = word_set("i sie ihnen ihr ihre ihrem ihren ihrer ihres")
_SENTENCE_OPENERS = frozenset(".!?…:;–—•*|/([„“”‚‘«»‹›\"'")
_SPACES = (" ", "\u00a0", "\u202f")


def name_runs(text: str, found: list[Range]) -> list[Range]:
    """The runs of capitalised words among neighbouring words, small words only in the midst of one."""
    runs: list[Range] = []
    going_on = False
    previous, previous_end = "", 0
    for start, end in found:
        word = text[start:end]
        joined = going_on and _joins(previous, text[previous_end:start])
        after_title = joined and is_title(previous)
        initial = len(word) == 1 and word.isupper() and text.startswith(".", end)
        if initial or (
            _is_capitalised(word)
            and (after_title or not (is_function_word(word) and _begins_sentence(text, start)))
        ):
            if joined:
                runs[-1] = (runs[-1][0], end)
            else:
                runs.append((start, end))
            going_on = True
        else:
            going_on = joined and _is_particle(word, previous)
        previous, previous_end = word, end
    return runs


def _is_capitalised(word: str) -> bool:
    if _ARABIC_ARTICLE.match(word):
        return word[3].isupper()
    return word[0].isupper() and word.casefold() not in _PRONOUNS


def _is_particle(word: str, previous: str) -> bool:
    if word in _INNER_PARTICLES:
        return previous.casefold() in _PARTICLES | _INNER_PARTICLES
    return word in _PARTICLES or is_title(word)


def _joins(previous: str, gap: str) -> bool:
    """Whether two words of a name may have this between them."""
    if gap.startswith("."):
        return gap[1:] in ("", *_SPACES) and (is_title(previous) or (len(previous) == 1 and previous.isupper()))
    return gap in _SPACES or (gap == "" and previous[-1] in "'’ʼ")


def _begins_sentence(text: str, start: int) -> bool:
    before = _LINE_BREAK.split(text[max(0, start - _REACH) : start])[-1].rstrip()
    return not before or before[-1] in _SENTENCE_OPENERS
