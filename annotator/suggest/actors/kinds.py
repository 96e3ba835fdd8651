"""What roles, titles, descriptions and pronouns tell of whom they stand for: gender and kind.

Made for German, English and French; elsewhere they tell nothing.
"""

from __future__ import annotations

from annotator.core.name_words import ROLES
from annotator.core.names import fold, is_role, words_of
from annotator.core.typography import word_set

FEMALE, MALE = "f", "m"

ANY_ORGANISATION = word_set(
    "unternehmen firma konzern verband organisation behorde partei gesellschaft company firm group organization "
    "agency party authority entreprise societe groupe organisme parti association"
)
"""Words that take up an organisation of whatever name."""
_ORGANISATIONS = ANY_ORGANISATION | word_set(
    "regierung ministerium polizei gericht armee militar kirche gewerkschaft rat kommission fraktion verwaltung "
    "justiz staatsanwaltschaft vorstand senat kabinett rathaus parlament bundestag bundesrat bank verein amt "
    "reederei kanzlei senatskanzlei ministerrat stadtrat "
    "government ministry police court army church union council committee commission board cabinet senate "
    "parliament department bank club office administration service services "
    "prosecution management leadership "
    "gouvernement ministere tribunal armee eglise syndicat conseil comite mairie prefecture parlement direction "
    "banque cabinet parquet administration bureau commune"
)
_GROUPS = word_set(
    "leute menschen kinder eltern manner frauen seiten burger wahler einwohner bevolkerung anwohner "
    "demonstranten gegner anhanger kritiker arbeiter mehrheit minderheit opposition fischer streikende "
    "people men women children voters citizens residents population public majority minority "
    "gens hommes femmes enfants habitants majorite minorite "
)
_PLACES = word_set(
    "stadt land insel inseln dorf region city town country island islands village ville ile iles pays"
)
_PLURAL_ARTICLES = word_set("les des ces leurs mes ses nos vos aux")

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
SELF = word_set("ich mich mir i me myself je moi j' m'")
"""Pronouns of whoever speaks."""
_US = word_set(
    "wir uns unser unsere we us our ours ourselves nous notre nos du dich dir you your vous tu toi ihr euch"
)
_OF = word_set("of for in from von der des de du d fur")
_HE = word_set("er ihn ihm he him himself his il lui sein seine seinem seinen seiner")
_SHE = word_set("she her hers herself elle")
_GERMAN_MEN = ("er", "or", "ent", "ant", "chef", "rat", "ler", "ist", "ekt", "eur", "at", "oge", "nom", "walt")


def is_organisation(word: str) -> bool:
    """Whether a noun is what organisations are: "board", "Verband"."""
    return fold(word) in _ORGANISATIONS


def kind_of_description(text: str, lang: str) -> str | None:
    """The kind of actor that words without a name describe: "the board" is an organisation; None if unknown."""
    words = words_of(text)
    before_of = next((n for n, word in enumerate(words) if n and word in _OF), len(words))
    for word in reversed(words[:before_of]) if lang == "en" else words[:before_of]:
        for form in (word, word.removesuffix("s"), word.removesuffix("es")):
            if form in _ORGANISATIONS:
                return "organisation" if form == word or lang == "de" else "group"
            if form in _PLACES:
                return "place"
        if word in _GROUPS:
            return "group"
        if lang == "fr" and word in _PLURAL_ARTICLES:
            return "group"
        if lang == "en" and word.endswith("s") and not word.endswith(("ss", "us", "is")):
            return "group"
        if is_role(word):
            return "person"
    return None


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


def is_told_by_speech(text: str) -> bool:
    """Whether only who speaks and who listens tells whom a pronoun means: "I", "we", "you"."""
    word = fold(text)
    return word in SELF or word in _US


def gender_of_pronoun(text: str) -> str:
    """FEMALE or MALE where the pronoun stands for one of these alone; German "sie" may be many."""
    word = fold(text)
    return MALE if word in _HE else FEMALE if word in _SHE else ""
