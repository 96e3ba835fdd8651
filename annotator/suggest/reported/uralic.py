"""What Hungarian and Finnish tell without "that", and whose word it is where the source stands amid a sentence."""

from __future__ import annotations

import re

from annotator.core.typography import word_set
from annotator.suggest.reported.ends import LEAST, THAT, has_words, report_end
from annotator.suggest.reported.found import INDIRECT, Found
from annotator.suggest.reported.sentence import QUOTED, Cue, Sentence

LANGUAGES = frozenset(("hu", "fi"))
_POINTERS = word_set("azt úgy annyit ezt")  # point to the clause that follows: azt mondta, nem jön
# Of opinion and knowledge, where "úgy" stands before them: úgy látja, hogy …
_SEES = word_set(
    "látja látják látta látták tudja tudják tudta tudták tartja tartják tartotta érzi érzik érezte ítéli ítélte "
    "értesült értesültek értékeli emlékszik számol"
)
# Relative pronouns, and what joins another clause.
_OTHER_CLAUSE = re.compile(
    r"a(?:ki|mi|mely|hol|hon|hov|hog|mikor|míg|mint)\w*|majd|de|és|s|mert|mivel|miután|miközben|hanem|vagy|aztán"
    r"|pedig|ezért|így|mint|bár|noha|sőt|illetve|valamint|ugyanakkor|míg"
)
_CONTRASTS = word_set("pedig viszont azonban")
_NEAR = 6  # words of a subject between the verb and the comma
_POINTED = 4  # words from "azt" to the verb
_CONTRAST = 5  # words up to it
_APPOSED = 16  # words of a source with an apposition
_MOST_COMMAS = 2
_BEHIND = 5  # words behind a verb that ends the sentence, and its stop
_AMID = 7  # words of a source amid a sentence
_ARTICLES = word_set("a az egy")
_NO_SOURCE = word_set("terv tervek tervei törvény jogszabály név suunnitelman suunnitelmien lain aikataulun")
# What is told as a participle: pelkäävänsä, kuljettajan nukahtaneen, talon tuhoutuvan.
_OWN = re.compile(r"\w{3,}(?:vansa|vänsä|neensa|neensä)")
_DONE = re.compile(r"\w{3,}(?:neen|[aäeoöui]v[aä]n|t[uy]n)")
_GENITIVE = re.compile(r"\w+(?:n|nsa|nsä)")


def told(sentence: Sentence) -> Found | None:
    """What a sentence tells by its source, or as what somebody sees."""
    return by_source(sentence) or seen(sentence) if sentence.lexicon.lang in LANGUAGES else None


def clause(sentence: Sentence, cue: Cue) -> Found | None:
    """What a verb of speech tells without "that"."""
    if sentence.lexicon.lang == "fi":
        return participial(sentence, cue) or before(sentence, cue)
    return bare(sentence, cue) if sentence.lexicon.lang == "hu" else None


def bare(sentence: Sentence, cue: Cue) -> Found | None:
    """Azt mondja, a foglalások felét lemondták. Hozzátette: nincs elég pénz."""
    low = sentence.low
    if QUOTED in low[max(0, cue.at - 2) : cue.at]:
        return None
    near = range(cue.last + 1, min(sentence.size - LEAST, cue.last + 2 + _NEAR))
    mark = next((at for at in near if not sentence.words[at].is_word), 0)
    if not mark or low[mark] not in ",:" or low[mark + 1] == QUOTED or low[mark + 1] in THAT:
        return None
    between = low[cue.last + 1 : mark]
    pointed = not _POINTERS.isdisjoint((*low[max(0, cue.at - _POINTED) : cue.at], *between[:1]))
    behind = cue.at > 0 and low[cue.at - 1] in (",", "–", "—") and not pointed  # …, közölte a rektor, aki …
    told = low[mark] == ":" or pointed or not between
    if behind or not told or (low[mark] == "," and _OTHER_CLAUSE.fullmatch(low[mark + 1])):
        return None
    begin = mark + 1
    end = _before_contrast(sentence, begin, report_end(sentence, begin))
    if not has_words(sentence, begin, end, 2 if pointed else LEAST):
        return None
    return Found(sentence.span((begin, end)), INDIRECT, "bare", sentence.cue_place(cue), cue.lemma)


def _before_contrast(sentence: Sentence, begin: int, end: int) -> int:
    """Where what is told ends before another clause of who tells it: …, a bezárást pedig … indokolta."""
    for mark in sentence.breaks:
        contrasts = not _CONTRASTS.isdisjoint(sentence.low[mark + 1 : mark + 1 + _CONTRAST])
        told = any(cue.at > mark and not cue.is_noun for cue in sentence.cues)
        if contrasts and told and begin + LEAST <= mark < end:
            return mark
    return end


def participial(sentence: Sentence, cue: Cue) -> Found | None:
    """Silminnäkijät kertoivat kuljettajan nukahtaneen; hän sanoo pelkäävänsä talvea."""
    low, begin = sentence.low, cue.last + 1
    if QUOTED in low[max(0, cue.at - 2) : cue.at]:
        return None
    for at in range(begin, min(sentence.size, begin + _NEAR)):
        if not sentence.words[at].is_word or low[at] in sentence.lexicon.verbs:
            return None
        if _OWN.fullmatch(low[at]) or (at > begin and low[at - 1].endswith("n") and _DONE.fullmatch(low[at])):
            end = report_end(sentence, begin)
            if not has_words(sentence, begin, end, 2):
                return None
            return Found(sentence.span((begin, end)), INDIRECT, "infinitive", sentence.cue_place(cue), cue.lemma)
    return None


def before(sentence: Sentence, cue: Cue) -> Found | None:
    """Silta avataan maanantaina, hän korosti: in Finnish the subject may stand first."""
    low, lexicon = sentence.low, sentence.lexicon
    mark = max((at for at in sentence.breaks if at < cue.at), default=0)
    who = sentence.words[mark + 1 : cue.at]
    if not 0 < len(who) <= _NEAR or low[mark] != "," or sentence.size - cue.last > _BEHIND or QUOTED in low:
        return None
    is_somebody = any(
        word.is_capital or word.low in lexicon.pronouns or lexicon.may_speak(word.low) for word in who
    )
    if (
        not is_somebody
        or low[mark + 1] in lexicon.that
        or low[mark + 1] in lexicon.function_words - lexicon.pronouns
    ):
        return None
    if not has_words(sentence, 0, mark):
        return None
    return Found(sentence.span((0, mark)), INDIRECT, "behind", sentence.cue_place(cue), cue.lemma)


def seen(sentence: Sentence) -> Found | None:
    """Az elnök úgy tudja, hogy a pályázat tavasszal indul."""
    low = sentence.low
    if sentence.lexicon.lang != "hu" or "úgy" not in low:
        return None
    at = low.index("úgy") + 1
    if low[at + 1 : at + 2] != [","] or at + 2 == sentence.size or low[at] not in _SEES:
        return None
    begin = at + 3 if low[at + 2] == "hogy" else at + 2
    end = report_end(sentence, begin)
    if not has_words(sentence, begin, end) or (begin == at + 2 and _OTHER_CLAUSE.fullmatch(low[begin])):
        return None
    verb = sentence.words[at]
    return Found(sentence.span((begin, end)), INDIRECT, "that", ((verb.start, verb.end),), low[at])


def by_source(sentence: Sentence) -> Found | None:
    """A szövetség titkára, Szabó Éva szerint a híd nem biztonságos; A híd a szövetség szerint nem biztonságos."""
    lexicon, low = sentence.lexicon, sentence.low
    if lexicon.after.isdisjoint(low):
        return None
    at = next(at for at, word in enumerate(low) if word in lexicon.after)
    if low[max(0, at - 1)] in _NO_SOURCE:
        return None
    word = sentence.words[at]
    cue = ((word.start, word.end),)
    if lexicon.lang == "hu" and 1 < at <= _APPOSED and _is_source(sentence, at):
        begin = at + 2 if low[at + 1 : at + 2] == [","] else at + 1
        if has_words(sentence, begin, sentence.size):
            place = sentence.span((begin, report_end(sentence, begin)))
            return Found(place, INDIRECT, "source", cue, low[at])
    first = _first_of_source(sentence, at)
    if first < 1 or QUOTED in low[:first] or not has_words(sentence, 0, first, 2):
        return None
    if not has_words(sentence, 0, sentence.size, at - first + 1 + LEAST):
        return None
    last = at + 2 if low[at + 1 : at + 2] == [","] else at + 1
    return Found(sentence.span((0, first), (last, sentence.size)), INDIRECT, "source", cue, low[at])


def is_amid(sentence: Sentence, at: int) -> bool:
    """Whether more than a source stands before a word: A zsilip a vízügy szerint …; Väylä on kapteenin mukaan …"""
    before, lexicon = sentence.low[:at], sentence.lexicon
    if lexicon.lang == "hu" and not _ARTICLES.isdisjoint(before[1:]):
        return True
    return lexicon.lang in LANGUAGES and not (lexicon.auxiliaries.isdisjoint(before))


def _is_source(sentence: Sentence, at: int) -> bool:
    """Whether all words before one are of somebody, with an apposition between commas."""
    before = sentence.low[:at]
    lexicon = sentence.lexicon
    none = lexicon.verbs.keys() | lexicon.auxiliaries | THAT
    is_titled = before[0] in lexicon.titles
    apposed = range(0 if is_titled else 1, _MOST_COMMAS + 1)
    if before.count(",") not in apposed or QUOTED in before or not none.isdisjoint(before):
        return False
    marks = [
        n for n in range(2 if is_titled else 0, at) if not sentence.words[n].is_word and before[n] not in ",-–"
    ]
    name = any(word.is_capital for word in sentence.words[1:at])
    return not marks and (name or any(map(lexicon.may_speak, before)))


def _first_of_source(sentence: Sentence, at: int) -> int:
    """Where the source begins that ends before a word amid a sentence; -1 if it is none."""
    lexicon, low, words = sentence.lexicon, sentence.low, sentence.words
    first = at
    if lexicon.lang == "hu":
        while first and at - first < _AMID and words[first - 1].is_word and low[first - 1] not in _ARTICLES:
            if not (words[first - 1].is_capital or lexicon.may_speak(low[first - 1])) and (
                low[first - 1] in lexicon.verbs or low[first - 1] in lexicon.auxiliaries
            ):
                break
            first -= 1
        known = any(words[n].is_capital or lexicon.may_speak(low[n]) for n in range(first, at))
        known = known or (first < at and low[at - 1] in lexicon.nouns)
        if first and low[first - 1] in _ARTICLES:
            return first - 1 if known else -1
        while first < at and not (words[first].is_capital or lexicon.may_speak(low[first])):
            first += 1
        return first if known and first < at else -1
    while first and at - first < _AMID and _GENITIVE.fullmatch(low[first - 1]):
        if low[first - 1] in lexicon.auxiliaries:
            break
        first -= 1
    known = any(words[n].is_capital or lexicon.may_speak(low[n].removesuffix("n")) for n in range(first, at))
    return first if known else -1
