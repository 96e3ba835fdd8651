"""What Hebrew words are in a phrase: prepositions with a noun, "the same", titles that a geresh ends."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from annotator.suggest.lexicon import Lexicon
from annotator.suggest.mentions.prefixes import LEAST, owned
from annotator.suggest.mentions.semitic_words import (
    ABBREVIATED,
    ANSWER,
    AT_THE_END,
    LAST,
    NAMES_LIKE_THAT,
    OCCASIONS,
    OTHER,
    RULINGS,
    SAME,
    TIMES,
    WHOLE,
)
from annotator.suggest.semitic import ARTICLE

if TYPE_CHECKING:
    from annotator.suggest.reading import Token

_GERESH = frozenset("'׳’")
_SITTING = ("יושב", "יושבת")  # יושב ראש
_MOTHER = "אם"  # elsewhere "if"
_WITH_GERESH = ("ג", "ז", "צ", "ץ")
_LAW = "דין"
_FROM_THE = "מה"
_LONGER = 5  # letters of a word that begins so
_NOUNS = ("R", "M", "O")


def in_hebrew(words: list[Token], low: list[str], found: list[str], known: Lexicon) -> None:
    """Changes the letters of unknown words, and of small words beside nouns of those who speak."""
    letters = "".join(found)
    often = Counter(low)
    for at, letter in enumerate(letters):
        word, behind = low[at], letters[at + 1 : at + 2]
        follows_verb = at > 0 and (letters[at - 1] in "sS" or letters[max(0, at - 2) : at] in ("sx", "Sx"))
        is_mother = word == _MOTHER and follows_verb
        is_chair = word in _SITTING and low[at + 1 : at + 2] == ["ראש"]
        if (
            is_mother
            or is_chair
            or (word in SAME and behind in _NOUNS and not low[at + 1].startswith(ARTICLE["he"]))
        ):
            found[at] = "R"
        elif (word in AT_THE_END and behind == "R") or (word in LAST and at and low[at - 1] in TIMES):
            found[at] = "x"
            if word in LAST:
                found[at - 1] = "x"  # קבעה בשבוע שעבר השופטת
        elif word in RULINGS and low[at + 1 : at + 2] and low[at + 1].removeprefix(ARTICLE["he"]) == _LAW:
            found[at] = "n"  # פסק הדין, and no verb
        elif (word in OTHER and at and letters[at - 1] in "RMO") or (
            word in _GERESH and at and words[at - 1].end == words[at].start and _has_geresh(low[at - 1])
        ):
            found[at] = "n"
        elif letter == "n" and word[0] == "ש" and often[word] == 1 and _is_that(word, letters, at, follows_verb):
            found[at] = "j"  # והוסיף שהמצב קשה; השוער, שהדף בעיטה
        elif letter == "n" and word[0].isalpha():
            follows = at > 0 and (letters[at - 1] in "sS" or low[at - 1] in ANSWER)
            found[at] = _letter(word, often, known, follows)
            if found[at] == "i" and follows_verb and behind in _NOUNS and len(word) > _LONGER:
                found[at] = "x"  # כתבה בתצהירה אחת התובעות


def _is_that(low: str, letters: str, at: int, follows_verb: bool) -> bool:
    """Whether a word begins with "that" or "who"; behind a quotation and a verb stands a name: "…", אמר שקדי."""
    if low in NAMES_LIKE_THAT:
        return False
    is_behind = "q" in letters[max(0, at - 4) : at]
    return letters[at - 1 : at] == "," if not follows_verb else not is_behind


def _has_geresh(low: str) -> bool:
    """Whether a word may end with a geresh: פרופ', חאג'."""
    return low in ABBREVIATED or low.endswith(_WITH_GERESH)


def _letter(low: str, often: Counter[str], known: Lexicon, follows_verb: bool) -> str:
    if owned(low, known):
        return "R"
    first, rest = low[0], low[1:]
    if first not in "בכלמ" or low in WHOLE or len(rest) < LEAST:
        return "n"
    if rest in known.nouns or not OCCASIONS.isdisjoint((rest, rest.removeprefix("ה"), rest[:-1])):
        return "i"
    if low.startswith(_FROM_THE) and len(low) > _LONGER and low not in WHOLE:
        return "i"  # מהספסל
    once = often[low] == 1
    return "i" if once and (rest in often or (follows_verb and first in "בל")) else "n"
