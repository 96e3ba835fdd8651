"""What the gender of a verb says about its subject, in Slavic and Semitic languages: uvedla belongs to no man.

The past tense has the ending of its subject there, so that a verb alone ("…,“ uvedla.) tells who may be meant.
"""

from __future__ import annotations

from annotator.core.patterns import late
from annotator.core.typography import word_set
from annotator.suggest.lexicon import lexicon
from annotator.suggest.mentions import Mention

MALE, FEMALE, MANY = "m", "f", "p"

_LATIN = ("cs", "sk", "sl")
_VERBS = {
    "pl": ((FEMALE, r"\w+ła(?:m|ś)?"), (MALE, r"\w+ł(?:em|eś)?"), (MANY, r"\w+[lł][iy](?:śmy)?")),
    **dict.fromkeys(_LATIN, ((FEMALE, r"\w+la"), (MALE, r"\w+(?:l|ao)"), (MANY, r"\w+l[iye]"))),
    **dict.fromkeys(
        ("hr", "bs", "sr"),
        ((FEMALE, r"\w+(?:la|ла)"), (MALE, r"\w+(?:[aeiu]o|[аеиу]о)"), (MANY, r"\w+(?:l[ie]|л[ие])")),
    ),
    "ru": ((FEMALE, r"\w+ла(?:сь)?"), (MALE, r"\w+л(?:ся)?"), (MANY, r"\w+ли(?:сь)?")),
    "uk": ((FEMALE, r"\w+ла(?:ся|сь)?"), (MALE, r"\w+в(?:ся|сь)?"), (MANY, r"\w+ли(?:ся|сь)?")),
    # In Arabic a "t" before the verb may belong to its stem; in Hebrew some verbs of men end as those of women do.
    "ar": ((FEMALE, r"\w+[تة]"), (MANY, r"\w+(?:وا|ون|ين)"), (MALE, r"[وف]?[^وفت]\w+")),
    "he": (
        (MANY, r"\w+(?:ו|ים|ות)"),
        (FEMALE, r"ו?(?!(?:דחה|גילה|ענה|תהה|הודה|גינה)\b)\w+[הת]"),
        (MALE, r"\w+[^הת]"),
    ),
}
LANGUAGES = frozenset(_VERBS)
_BY_VERB = {lang: tuple((gender, late(pattern)) for gender, pattern in rules) for lang, rules in _VERBS.items()}
_SURNAMES = {
    FEMALE: {
        "pl": ("ska", "cka", "dzka", "ówna"),
        **dict.fromkeys(("cs", "sk"), ("á",)),
        "ru": ("ова", "ева", "ёва", "ина", "ына", "ая"),
        "uk": ("ова", "ева", "єва", "іна", "їна", "ська", "цька"),
    },
    MALE: {
        "pl": ("ski", "cki", "dzki"),
        **dict.fromkeys(("cs", "sk"), ("ý",)),
        "ru": ("ов", "ев", "ёв", "ин", "ын", "ий", "ый", "ой"),
        "uk": ("ов", "ев", "єв", "ін", "їн", "ський", "цький", "ий"),
    },
}
# Nouns for women, and adjectives before them.
_NOUNS = {
    "pl": ("yni", "ini", "arka", "erka", "orka", "czka", "lka", "nka", "tka", "na", "owa"),
    **dict.fromkeys(("cs", "sk"), ("ová", "á", "ka", "kyně", "ice", "kyňa")),
    **dict.fromkeys(("hr", "bs", "sr", "sl"), ("ica", "inja", "kinja", "ka")),
    "ru": ("ница", "иня", "ая", "щина", "мать", "дочь"),
    "uk": ("иця", "иня", "ка", "ська", "жінка", "мати", "донька"),
}
_MEN = word_set(
    "kuba barnaba bonawentura kosma jarema luka nikola saša ilija matija andrija sava aljoša никита илья лука "
    "фома кузьма савва данила микола ілля микита сава хома jirka honza míla jura"
)
_PRONOUNS = {
    **dict.fromkeys(("ten", "on", "він", "этот", "тот"), MALE),
    **dict.fromkeys(("ta", "ona", "вона", "эта", "та"), FEMALE),
    **dict.fromkeys(("oni", "ony", "они", "вони", "ti"), MANY),
}
_ONE = {
    **dict.fromkeys(("jeden", "jedan", "eden", "один"), MALE),
    **dict.fromkeys(("jedna", "ena", "одна"), FEMALE),
}  # of several people
_WOMEN = word_set(
    "любовь нинель ингрид інгрід любов dagmar ingrid miriam ester noemi beatrice doris karin nicole ruth ines"
)


# Semitic nouns tell by their endings; bodies do so, too.
_SEMITIC = {"ar": "ة", "he": "הת"}
_MOTHERS = word_set("أم أخت ابنة بنت والدة إحدى أمه أمها سيدة امرأة السيدة أم אם אחות סבתא אישה בת")
_EITHER = word_set("מורה הורה מומחה המורה ההורה המומחה")


def of_verb(lang: str, low: str) -> str:
    """The gender, or number, that a form of the past tells of its subject: m, f, p; "" where it tells none."""
    return next((gender for gender, pattern in _BY_VERB.get(lang, ()) if pattern.fullmatch(low)), "")


def of_mention(lang: str, mention: Mention, noun: str) -> str:
    """The gender of somebody by pronoun, name or noun; "" where nothing tells. ``noun`` is the first word."""
    if noun in _ONE:
        return _ONE[noun]
    if mention.who == "group" or mention.number == "p":
        return MANY
    if mention.kind == "pronoun":
        return mention.gender or _PRONOUNS.get(noun, "")
    if lang in _SEMITIC:
        if noun in _MOTHERS or noun.endswith(tuple(_SEMITIC[lang])):
            return "" if noun in _EITHER else FEMALE
        return MALE if lexicon(lang).may_speak(noun) else ""
    names = mention.name.lower().split()
    if names:
        of_surname = (gender for gender, ends in _SURNAMES.items() if names[-1].endswith(ends.get(lang, ())))
        told = next(of_surname, "")
        if told or len(names) == 1:
            return told
        is_female = (names[0].endswith(("a", "а", "я")) and names[0] not in _MEN) or names[0] in _WOMEN
        return FEMALE if is_female else MALE
    return FEMALE if mention.who == "person" and noun.endswith(_NOUNS.get(lang, ())) else ""


def may_be(lang: str, verb: str, mention: Mention, noun: str) -> bool:
    """Whether a verb in small letters may have somebody as its subject, as far as its ending tells."""
    told = of_verb(lang, verb)
    if not told:
        return True
    found = of_mention(lang, mention, noun)
    return not found or found == told
