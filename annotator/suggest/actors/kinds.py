"""What single words tell of whom they stand for: pronouns of their gender, nouns of organisations.

Made for German, English and French; elsewhere they tell nothing.
"""

from __future__ import annotations

from annotator.core.name_words import COMPOUND_ROLES, ROLES
from annotator.core.names import fold, words_of
from annotator.core.typography import word_set
from annotator.suggest.mentions.word_classes import classes

FEMALE, MALE = "f", "m"

ANY_ORGANISATION = word_set(
    "unternehmen firma konzern verband organisation behorde partei gesellschaft company firm group organization "
    "agency party authority entreprise societe groupe organisme parti association"
)
"""Words that take up an organisation of whatever name."""
SELF = word_set("ich mich mir i me myself je moi j' m'")
"""Pronouns of whoever speaks."""
_NOBODY_BEFORE = word_set(
    "wir uns unser unsere we us our ours ourselves nous notre nos du dich dir you your vous tu toi ihr euch "
    "man on one who wer qui niemand jemand nobody someone everyone"
)
_HE = word_set("er ihn ihm he him himself his il lui sein seine seinem seinen seiner")
_SHE = word_set("she her hers herself elle")
_LANGUAGES = ("de", "en", "fr")


def is_organisation(word: str) -> bool:
    """Whether a noun is what organisations are, in one of the languages: "Board", "Verband"."""
    return any(classes(lang)[word] == "O" for lang in _LANGUAGES)


def gender_of_role(role: str, lang: str) -> str:
    """FEMALE, MALE or empty for words that describe one person: "spokeswoman", "Bürgermeister"."""
    for word in words_of(role):
        if word.endswith("woman"):
            return FEMALE
        if word.endswith("man") and lang == "en":
            return MALE
        if lang == "de" and (word.endswith(COMPOUND_ROLES) or (word in ROLES and word.endswith("er"))):
            return MALE
    return ""


def is_open(text: str) -> bool:
    """Whether a pronoun does not take up somebody who was mentioned before: "I", "we", "you", "man"."""
    word = fold(text)
    return word in SELF or word in _NOBODY_BEFORE


def gender_of_pronoun(text: str) -> str:
    """FEMALE or MALE where the pronoun stands for one of these alone; German "sie" may be many."""
    word = fold(text)
    return MALE if word in _HE else FEMALE if word in _SHE else ""
