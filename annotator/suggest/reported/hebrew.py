"""Hebrew clauses: "that" is written as one with the word behind it."""

from __future__ import annotations

from annotator.core.typography import word_set
from annotator.suggest.reported.ends import LEAST
from annotator.suggest.reported.sentence import QUOTED, Cue, Sentence

# Words that begin with the letter of "that" and are none: years, hours, three, seven, policemen.
_NO_THAT = word_set(
    "שלושה שלושת שלוש ארבעה שישה שישים שבעה שבעת שבעים שמונה שמונת שמונים שנים שנתיים שנות שעות שעה שעתיים "
    "שבוע שבועות שבועיים שבת שוטר שוטרים שוטרי שופט שופטים שופטת שופטי שירות שירותי שירותים שלום שלטון "
    "שלטונות שמות שינוי שינויים שיתוף שיחה שיחות שכונה שכונת שכונות שטחים שכר שקלים שותפים שאלות שאלה שולחן "
    "שחקן שחקנים שחקנית שורה שורת שמאל שמש שיעור שיעורי שיטה שיטות שונה שונים שונות שוק שווי שטח שר שרי שרים "
    "שעבר שעברה שחלף שחלפה שירה שרון שמעון שלמה שאול שולמית שמואל שגיא שקד שחר שפירא שלי שלו שלה שלהם שלנו "
    "שלישי שישי שביעי שמיני שרת שגריר שנה שני שניים שנייה שביתה שביתת שריפה שריפות"
)
_ASKS = word_set("שאל נשאל")
_ABOUT_WHOM = word_set("על את אל עם של")


def begins_as_that(low: str) -> bool:
    """Whether a word, in small letters, may have "that" at its beginning."""
    return low.startswith("ש") and len(low) > LEAST and low not in _NO_THAT


def is_relative(sentence: Sentence, cue: Cue, at: int) -> bool:
    """Whether a word that begins as "that" does begins none: "…", אמרה שירה; סיפר על האיש שפגש."""
    between = sentence.low[cue.last + 1 : at]
    is_behind = QUOTED in sentence.low[max(0, cue.at - 2) : cue.at]
    return is_behind or cue.lemma in _ASKS or any(low in _ABOUT_WHOM for low in between)
