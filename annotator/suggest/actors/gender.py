"""Whether a role, title or pronoun speaks of a woman or a man, where German, English or French tell."""

from __future__ import annotations

from annotator.core.name_words import ROLES
from annotator.core.names import fold, words_of
from annotator.core.typography import word_set

FEMALE, MALE = "f", "m"

_WOMEN = word_set(
    "frau fraulein mrs ms miss madam lady dame baroness queen princess duchess konigin prinzessin grafin furstin "
    "spokeswoman chairwoman congresswoman councilwoman businesswoman policewoman mother sister daughter "
    "madame mademoiselle mme mlle mmes reine princesse maire-adjointe presidente deputee elue avocate cheffe "
    "patronne candidate dirigeante experte porte-parole-adjointe mutter schwester tochter mere soeur fille"
)
_MEN = word_set(
    "herr herrn mr sir lord baron king prince duke spokesman chairman congressman councilman businessman "
    "policeman father brother son konig prinz graf furst monsieur roi depute elu avocat patron candidat dirigeant "
    "expert vater bruder sohn pere frere fils"
)
_WOMENS_ENDINGS = ("trice", "euse", "iere", "ienne", "onne")
_HE = word_set("er ihn ihm he him himself his il lui sein seine seinem seinen seiner")
_SHE = word_set("she her hers herself elle")
_GERMAN_MEN = ("er", "or", "ent", "ant", "chef", "rat", "ler", "ist", "ekt", "eur", "at", "oge", "nom", "walt")


def gender_of_role(role: str, lang: str) -> str:
    """FEMALE, MALE or empty for a role or title such as "Hafensenatorin" or "Mr"."""
    for word in words_of(role):
        if word in _WOMEN:
            return FEMALE
        if word in _MEN and not (lang == "fr" and word == "fils"):
            return MALE
        if lang == "de" and len(word) > 5:
            if word.endswith("in"):
                return FEMALE
            if word.endswith(_GERMAN_MEN) and (word in ROLES or word.endswith(tuple(ROLES))):
                return MALE
        if lang == "fr" and word.endswith(_WOMENS_ENDINGS):
            return FEMALE
    return ""


def gender_of_pronoun(text: str) -> str:
    """FEMALE or MALE where the pronoun stands for one of these alone; German "sie" may be many."""
    word = fold(text)
    return MALE if word in _HE else FEMALE if word in _SHE else ""
