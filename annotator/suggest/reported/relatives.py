"""Whether "que" begins a clause about a noun: anunció un plan que prevé recortes, but dijo el martes que …"""

from __future__ import annotations

from collections.abc import Set

from annotator.core.typography import word_set
from annotator.suggest.reported.sentence import Sentence

_DETERMINERS = {
    "es": word_set(
        "el la los las un una unos unas su sus este esta estos estas ese esa esos esas dos tres varios varias "
        "otro otra"
    ),
    "pt": word_set(
        "o a os as um uma uns umas seu sua seus suas este esta estes estas esse essa dois duas três outro outra "
        "vários"
    ),
    "it": word_set(
        "il lo la i gli le un uno una suo sua suoi sue questo questa questi queste due tre altri altre alcuni "
        "alcune"
    ),
    "ca": word_set("el la els les un una uns unes aquest aquesta aquests aquestes dos dues tres"),
    "fr": word_set("le la les un une ce cet cette ces son sa ses leur leurs deux trois plusieurs"),
    "nl": word_set("de het een zijn haar hun deze dit geen twee drie"),
}
_INVERTING = frozenset(("es", "pt", "ca", "nl"))  # dijo el alcalde que …
_PLURALS = ("n", "m")  # of verbs
_ELIDED = frozenset(("l", "un", "quest"))
# What stands between a verb and its clause without being an object: when something was said.
_TIMES = word_set(
    "lunes martes miércoles jueves viernes sábado domingo día semana mes año noche tarde mañana madrugada víspera "
    "momento vez pasado pasada próximo jornada segunda-feira terça-feira quarta-feira quinta-feira sexta-feira "
    "segunda terça quarta quinta sexta dia ano noite manhã passada passado véspera ocasião lunedì martedì "
    "mercoledì giovedì venerdì sabato domenica giorno settimana mese anno notte sera mattina scorso scorsa "
    "vigilia pomeriggio volta dilluns dimarts dimecres dijous divendres dissabte diumenge setmana any nit matí "
    "vegada lundi mardi mercredi jeudi vendredi samedi dimanche jour semaine mois matin soir nuit après-midi "
    "veille fois soirée journée lendemain maandag dinsdag woensdag donderdag vrijdag zaterdag zondag dag week "
    "maand jaar avond ochtend nacht middag keer"
)
_NO_PLURALS = word_set("además entonces después quizás jamás antes menos depois apenas após")
_LEAST = 5  # letters of a plural


def is_of_object(sentence: Sentence, first: int, at: int, prepositions: Set[str] = frozenset()) -> bool:
    """Whether an object of the verb stands between it and "que", which tells more of this object.

    ``first`` is the word behind the verb, ``prepositions`` are those that the lexicon lacks. A subject behind its
    verb, a time and what has a preposition are no objects.
    """
    low, lexicon = sentence.low, sentence.lexicon
    determiners = _DETERMINERS.get(lexicon.lang)
    if determiners is None or first >= at or low[at - 1] == ",":
        return False  # a affirmé, citant plusieurs cadres, que …
    if at == first + 1 and _is_plural(sentence, first):
        return True
    leading = lexicon.prepositions | lexicon.of | prepositions | {"a"}
    for begin in range(first, at):
        if low[begin - 1] in leading:
            continue
        is_elided = low[begin].replace("’", "'").partition("'")[0] in _ELIDED and not low[begin].isalpha()
        if low[begin] in determiners or (low[begin] == "des" and begin == first):
            noun = begin + 1
        elif is_elided:
            noun = begin
        else:
            continue
        end = noun + is_elided
        while end < at and sentence.words[end].is_word and low[end] not in leading and low[end] not in determiners:
            end += 1
        hearers = low[begin] == "a" and low[noun].endswith("s")  # disse a jornalistas que …
        if (
            end > noun
            and not hearers
            and not any(_is_aside(sentence, n, low[first - 1]) for n in range(noun, end))
        ):
            return True
    return False


def _is_aside(sentence: Sentence, at: int, verb: str) -> bool:
    """Whether a word is one of the subject of a verb, or tells of a time."""
    word, lexicon = sentence.words[at], sentence.lexicon
    low = word.low.replace("’", "'").rpartition("'")[2]
    if low in _TIMES or low in lexicon.pronouns or low in lexicon.nobody or word.is_capital or low[:1].isdigit():
        return True
    if lexicon.lang not in _INVERTING or not lexicon.may_speak(low):
        return False
    return low not in lexicon.groups or verb.endswith(_PLURALS)


def _is_plural(sentence: Sentence, at: int) -> bool:
    """Whether the word alone between a verb and "que" is a noun: denunció irregularidades que afectan …"""
    word, lexicon = sentence.words[at], sentence.lexicon
    if not word.is_word or word.is_capital or len(word.low) < _LEAST or lexicon.lang not in ("es", "pt"):
        return False
    small = _NO_PLURALS | _TIMES | lexicon.nobody | lexicon.pronouns | lexicon.prepositions
    return word.low.endswith("s") and word.low not in small and not lexicon.may_speak(word.low)
