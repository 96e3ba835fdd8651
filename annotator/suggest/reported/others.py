"""The rules of reported speech for languages that have no more than a lexicon: dijo que …, según X, …, zegt X.

Where the lexicon tells too little to be sure, nothing is found: no mood, no hearsay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from annotator.core.typography import word_set
from annotator.suggest.reported import acts, dutch, slavic_acts, uralic
from annotator.suggest.reported.acts import is_adjective
from annotator.suggest.reported.as_said import as_said
from annotator.suggest.reported.caseless import beside, tells_itself, unjoined
from annotator.suggest.reported.ends import (
    ARTICLES,
    LEAST,
    LEAST_BEHIND_THAT,
    THAT,
    behind_aside,
    has_words,
    mark_before,
    report_end,
)
from annotator.suggest.reported.found import INDIRECT, Found
from annotator.suggest.reported.hebrew import begins_as_that, is_relative
from annotator.suggest.reported.relatives import is_of_object
from annotator.suggest.reported.romance import amid, infinitive, is_account, requested
from annotator.suggest.reported.sentence import QUOTED, Cue, Sentence
from annotator.suggest.reported.southeast import is_no_source, without_that
from annotator.suggest.reported.turkish import nominal
from annotator.suggest.reported.within import HIS, WHICH, within

# What begins a clause about the subject: La alcaldesa, que volvió ayer, criticó …
_WHO = word_set(
    "que quien quienes che cui quem qui care die dat som der który która które którzy který která kteří ktorý "
    "ktoré ktorá ktorí koji koja koje ki kateri katera който която което които который которая которое которые "
    "який яка яке які που aki akik amely amelyek joka jotka yang"
)
_TOWARDS = word_set("prema према")  # "according to" is sure with a comma alone
_GOES_ON = word_set("nastaviti продължавам отказвам")  # продължи да строи: does, and tells nothing
_BEHIND_COMMA = word_set("naj")  # zahteva, naj odstopi; but: naj bi vedel (is said to know)
# In these "que" behind a comma begins what is said of the speaker: afirma Rosa Prieto, que vive aquí.
_RELATIVE = frozenset(("es", "it", "pt", "ca"))
# Languages that have no comma behind a source.
_WITHOUT_COMMA = frozenset(("pl", "cs", "sk", "sl", "hr", "bs", "sr", "bg"))
_NAMED = 5  # words of a source up to its last name
_HIM = word_set("hem haar hen hun mij ons honom henne dem dom ham hende henne")
_VERB_SECOND = frozenset(("nl", "sv", "da", "no"))
# Also a preposition of time, and "second"; "accordingly" before a word that tells of sources.
_NO_SOURCE = word_set(
    "κατά buna şuna sen tämän suunnitelman suunnitelmien aikataulun lain sääntöjen perinteen tavan ohjelman "
    "terv tervek tervei törvény törvények jogszabály szabály szabályok hagyomány szokás menetrend sorrend név"
)
_SECOND = word_set("segundo secondo")  # a source stands behind only with its article or its capital
_OF_NOUNS = word_set("preguntar respinge rebutjar")  # a clause behind them tells more of a noun
_NEAR = 8  # words between the verb and "que": its subject
_SOURCE = 14  # words of a source up to the comma behind it
# The genitive, or an ending of whose it is: "ministerin mukaan", but not "otti lapset mukaan" (took along).
_FINNISH = re.compile(r"\w+(?:(?<!tii)n|n[ie]|nsa|nsä|mme)")
_FRONT, _FRONT_HINDI = 5, 10  # words of a source before the word that tells of it
_BEHIND = 16  # words of who speaks, behind what is told
_PHRASE = 4  # words of the longest phrase before a source
_WITHOUT_THAT = frozenset(("no", "nb", "nn", "da"))
_CLAUSE = 7  # words up to the verb of a clause
_THEN = ("فإن", "فإنّ")  # between a source and the clause: بحسب الوزير فإن الجسر مغلق
_CASELESS = frozenset(("ar", "he", "fa", "hi"))
_SUBJECT = 3  # words up to the noun of a subject
_NAMES = 7  # words of somebody with an apposition, where no capital tells of names


class Others:
    """Runs over the sentences of an article in order."""

    def __call__(self, sentences: Sequence[Sentence]) -> list[Found]:
        found: list[Found] = []
        for sentence in sentences:
            told = [one for one in _find(sentence) if one.segments]
            is_slavic = sentence.lexicon.lang in slavic_acts.LANGUAGES
            alone = slavic_acts.act(sentence, told) if is_slavic else acts.act(sentence, told)
            found += told if alone is None else [alone, *told]
        return found


def _find(sentence: Sentence) -> Iterator[Found]:
    source = within(sentence, _source_at) or _by_source(sentence) or _by_source_before(sentence)
    source = source or as_said(sentence) or beside(sentence) or uralic.told(sentence)
    if source is not None and not tells_itself(sentence, source):
        yield source
    for cue in sentence.cues:
        if not cue.is_noun and not is_account(sentence, cue):
            found = _after(sentence, cue) or _before(sentence, cue) or nominal(sentence, cue)
            found = found or amid(sentence, cue) or infinitive(sentence, cue) or requested(sentence, cue)
            found = found or _bare(sentence, cue)
            found = found or unjoined(sentence, cue) or without_that(sentence, cue) or uralic.clause(sentence, cue)
            if found is not None:
                yield found


def _after(sentence: Sentence, cue: Cue) -> Found | None:
    """El alcalde dijo el lunes que …"""
    low = sentence.low
    subject = _with_appositions(sentence, cue.last + 1)
    if cue.lemma in _OF_NOUNS:
        return None  # preguntó por un tractor que no existía; au respins ideea că …
    for at in range(behind_aside(sentence, subject), min(sentence.size, subject + 1 + _NEAR)):
        begin = _that_end(sentence, at)
        if begin == at and is_relative(sentence, cue, at):
            begin = 0
        if begin and low[at] in ("da", "да") and cue.lemma in _GOES_ON:
            return None
        if begin:
            end = report_end(sentence, begin)
            # kondigde een plan aan dat …
            parted = sentence.low[cue.last] in sentence.lexicon.prepositions
            first = (cue.at if parted else cue.last) + 1
            # aseguró que dimitirá
            least = 1 if sentence.lexicon.lang in _RELATIVE else LEAST_BEHIND_THAT
            if is_of_object(sentence, first, at) or not has_words(sentence, begin, end, least):
                return None
            return Found(sentence.span((begin, end)), INDIRECT, "that", sentence.cue_place(cue), cue.lemma)
        may_follow = low[at] == "," and sentence.lexicon.lang not in _RELATIVE
        ends_there = may_follow and at + 1 < sentence.size and low[at + 1] in THAT
        if low[at] in sentence.lexicon.verbs or low[at] == QUOTED or (low[at] in ",;:–—" and not ends_there):
            return None
    return None


def _with_appositions(sentence: Sentence, first: int) -> int:
    """Where an Arabic clause goes on behind a subject with an apposition: قالت الوزيرة، سلمى حداد، إن …"""
    if sentence.lexicon.lang != "ar":
        return first
    commas = [at for at in sentence.breaks if first < at <= first + _SOURCE and sentence.low[at] == ","]
    for comma in reversed(commas[1:]):
        inside = sentence.low[first:comma]
        if sentence.low[comma + 1 : comma + 2] and sentence.low[comma + 1] in THAT:
            told = any(low in THAT or low in sentence.lexicon.verbs or low == QUOTED for low in inside)
            return first if told else comma + 1
    return first


def _that_end(sentence: Sentence, at: int) -> int:
    """Where the clause begins behind "that", which Hebrew writes as one with the next word; 0 elsewhere."""
    low, lexicon = sentence.low[at], sentence.lexicon
    if low in THAT and low in lexicon.that and (low not in _BEHIND_COMMA or sentence.low[at - 1] == ","):
        return at if low.startswith("ette") else at + 1  # Finnish "ettei" is "that … not"
    return at if at and lexicon.lang == "he" and begins_as_that(low) else 0


def _before(sentence: Sentence, cue: Cue) -> Found | None:
    """El puerto cerrará el lunes, dijo el alcalde."""
    low, mark = sentence.low, mark_before(sentence, cue.at)
    if mark < LEAST or low[mark] not in (",", "–", "—") or sentence.size - cue.at > _BEHIND:
        return None
    # Where the subject stands first: bà Lan, chủ quán, nói …; La policia ha detingut un home, acusat de robatori.
    if sentence.lexicon.lang == "vi" or is_adjective(sentence, cue):
        return None
    if not sentence.words[cue.at].is_word or any(word in ",;:" or word == QUOTED for word in low[cue.at :]):
        return None
    begin = max((at + 1 for at in sentence.breaks if at < mark and low[at] in ";:"), default=0)
    if QUOTED in low[begin:mark] or not has_words(sentence, begin, mark) or _is_named(sentence, begin, mark, cue):
        return None
    if low[mark] != "," and low[mark] in low[begin:mark]:
        return None  # Dos clubes —el Norte y el Sur— critican …
    return Found(sentence.span((begin, mark)), INDIRECT, "behind", sentence.cue_place(cue), cue.lemma)


def _bare(sentence: Sentence, cue: Cue) -> Found | None:
    """Lien mener faren vil øke: Norwegian and Danish leave out "at"; a verb tells that it is a clause."""
    low, begin = sentence.low, cue.last + 1
    if sentence.lexicon.lang not in _WITHOUT_THAT or begin + 2 >= sentence.size or not cue.at:
        return None
    inverted = low[cue.at - 1] == QUOTED or (low[cue.at - 1] == "," and len(sentence.breaks) < 2)
    words, first = sentence.lexicon, low[begin]
    if inverted or first in words.prepositions or first in words.auxiliaries or first in words.nobody:
        return None
    if not sentence.words[begin].is_word:
        return None
    near = range(begin + 1, min(sentence.size, begin + _CLAUSE))
    verb = next((at for at in near if low[at] in sentence.lexicon.auxiliaries or low[at] in (",", QUOTED)), 0)
    if not verb or low[verb] not in sentence.lexicon.auxiliaries:
        return None
    place = sentence.span((begin, report_end(sentence, begin)))
    return Found(place, INDIRECT, "bare", sentence.cue_place(cue), cue.lemma)


def _is_named(sentence: Sentence, begin: int, mark: int, cue: Cue) -> bool:
    """Whether somebody with an apposition or a clause stands there, the subject: La líder, Rosa Prat, critica …"""
    if sentence.lexicon.lang in _CASELESS and mark - begin <= _NAMES:
        return True
    if sentence.lexicon.lang in _CASELESS and sentence.low[begin] in sentence.lexicon.prepositions:
        return True  # وفي المرسى الذي هجرته القوارب، يروي الصياد …
    commas = [at for at in sentence.breaks if begin < at < mark and sentence.low[at] == ","]
    if len(commas) != 1:
        return False
    one, other = range(begin, commas[0]), range(commas[0] + 1, mark)
    if (
        other and sentence.low[other[0]] in _WHO
    ):  # but El puerto está cerrado, que …, dijo: what is told has a verb
        return sentence.lexicon.auxiliaries.isdisjoint(sentence.low[begin : commas[0]])
    name = next((part for part in (one, other) if all(sentence.words[at].is_capital for at in part)), None)
    if name is not None or (len(other) > 0 and sentence.low[other[0]] in sentence.lexicon.roles):
        return True
    # El ministro, acompañado por el alcalde, criticó la medida.
    is_short = len(one) <= _NAMES and sentence.lexicon.auxiliaries.isdisjoint(sentence.low[begin : commas[0]])
    return is_short and not _is_somebody_behind(sentence, cue)


def _is_somebody_behind(sentence: Sentence, cue: Cue) -> bool:
    """Whether a name or who may speak stands behind a verb, as the subject does that follows what is told."""
    lexicon = sentence.lexicon
    for word in sentence.words[cue.last + 1 : cue.last + 1 + _SUBJECT]:
        if word.low in lexicon.prepositions:
            return False
        if word.is_capital or lexicon.may_speak(word.low) or word.low in lexicon.pronouns:
            return True
    return False


def _by_source(sentence: Sentence) -> Found | None:
    """Según el sindicato, …; …, según el sindicato; …, según el sindicato, …"""
    low = sentence.low
    for at in range(sentence.size):
        behind = _source_at(sentence, at)
        if behind is None or (at and low[at - 1] not in (",", "–", "—")):
            amid_source = (
                dutch.source_amid(sentence, at, behind) if behind and sentence.lexicon.lang == "nl" else None
            )
            if amid_source is not None:
                return amid_source
            continue
        words = sentence.words
        cue, lemma = ((words[at].start, words[behind - 1].end),), " ".join(low[at:behind])
        end = _source_end(sentence, behind)
        if at == 0:
            begin = _clause(sentence, behind, end)
            if not begin or not has_words(sentence, begin, sentence.size):
                return None
            place = sentence.span((begin, report_end(sentence, begin)))
            return Found(place, INDIRECT, "source", cue, lemma)
        rest = end + 1 if has_words(sentence, end + 1, sentence.size) else sentence.size
        # El hombre, según la policía, huyó a pie.
        if not has_words(sentence, 0, at, LEAST if rest == sentence.size else 1):
            return None
        return Found(sentence.span((0, at - 1), (rest, sentence.size)), INDIRECT, "source", cue, lemma)
    return None


def _by_source_before(sentence: Sentence) -> Found | None:
    """Raportin mukaan kustannukset ovat kaksinkertaistuneet; Rapora göre, maliyet ikiye katlandı."""
    low, is_hindi = sentence.low, sentence.lexicon.lang == "hi"
    for at in range(1, min((_FRONT_HINDI if is_hindi else _FRONT) + 1, sentence.size - LEAST)):
        is_stop = is_hindi and low[at - 1] == "."  # डॉ. कविता सेन के अनुसार
        if not (sentence.words[at - 1].is_word or is_stop) or low[at - 1] in _NO_SOURCE:
            return None
        if low[at] in sentence.lexicon.after:
            if sentence.lexicon.lang == "fi" and not _FINNISH.fullmatch(low[at - 1]):
                return None
            if uralic.is_amid(sentence, at):
                return None
            begin = at + 2 if low[at + 1] == "," else at + 1
            if not has_words(sentence, begin, sentence.size):
                return None
            word = sentence.words[at]
            place = sentence.span((begin, report_end(sentence, begin)))
            return Found(place, INDIRECT, "source", ((word.start, word.end),), low[at])
    return None


def _source_at(sentence: Sentence, at: int) -> int | None:
    """Where a phrase ends that begins here and says that a source follows, or has it in it: по его словам."""
    own = _own_source(sentence, at)
    if own is not None:
        return own
    for length in range(min(_PHRASE, sentence.size - at - 1), 0, -1):
        phrase = " ".join(sentence.low[at : at + length])
        if phrase in sentence.lexicon.before and phrase not in _NO_SOURCE:
            if is_no_source(sentence, at + length):
                return None
            if phrase in _SECOND and not _is_somebody(sentence, at + length):
                return None
            return at + length
    return None


def _is_somebody(sentence: Sentence, at: int) -> bool:
    word, lexicon = sentence.words[at], sentence.lexicon
    if word.low in lexicon.pronouns or lexicon.may_speak(word.low) or word.low in lexicon.verbs:
        return True
    return word.is_capital or word.low in ARTICLES or word.low.partition("’")[0].partition("'")[0] in ("l", "un")


def _own_source(sentence: Sentence, at: int) -> int | None:
    """The same with the source amid the phrase: по его словам, jego zdaniem."""
    low, told, owners = sentence.low, sentence.lexicon.before, sentence.lexicon.owners
    if low[at] in owners and sentence.lexicon.lang == "he":
        return at + 1
    if low[at + 2 : at + 3] and low[at + 2] in HIS and f"{low[at]} {low[at + 1]}" in told:
        return at + 3  # по думите му
    if low[at] in owners and low[at + 1 : at + 2] and low[at + 1] in told:
        return at + 2
    if low[at + 1 : at + 2] and low[at + 1] in owners and " ".join((low[at], *low[at + 2 : at + 3])) in told:
        return at + 3
    return None


def _is_own(sentence: Sentence, behind: int) -> bool:
    """Whether the phrase that ends before a word has its source in it: по его словам, לדבריו."""
    owners = sentence.lexicon.owners
    if sentence.lexicon.lang == "bg" and sentence.low[behind - 1] in HIS:
        return True
    return sentence.low[behind - 2] in owners or (
        sentence.lexicon.lang == "he" and sentence.low[behind - 1] in owners
    )


def _source_end(sentence: Sentence, behind: int) -> int:
    """The break behind the source; the sentence's end where none is near."""
    first = behind if _is_own(sentence, behind) else behind + 1
    near = [mark for mark in sentence.breaks if first <= mark <= behind + _SOURCE]
    is_name = len(near) > 1 and near[1] - near[0] > 2 and sentence.low[near[1]] == ","
    if is_name and all(word.is_capital for word in sentence.words[near[0] + 1 : near[1]]):
        return near[1]  # Segons la consellera, Rosa Prat, …
    return near[0] if near else sentence.size


def _clause(sentence: Sentence, behind: int, end: int) -> int:
    """Where that begins which a source before it tells: behind the comma, or with the verb that comes second."""
    if _is_own(sentence, behind) and sentence.low[behind : behind + 1] not in ([], [","]):
        return behind  # Jego zdaniem mieszkańcy dostaną …
    if sentence.lexicon.lang in _VERB_SECOND:
        if behind < end and (sentence.low[behind] in _HIM or sentence.low[behind] in sentence.lexicon.groups):
            return behind + 1  # Volgens haar duurde het een uur; Volgens getuigen reed de auto weg
        verbs = range(behind + 1, min(end, behind + _SOURCE, sentence.size))
        found = next((at for at in verbs if sentence.low[at] in sentence.lexicon.auxiliaries), 0)
        found = found or _behind_name(sentence, behind, end) or dutch.source_end(sentence, behind)
        if found and (found < end or found == verbs.start):
            return found
    if sentence.lexicon.lang == "fa" and sentence.low[behind] in sentence.lexicon.pronouns and behind + 1 < end:
        return behind + 1  # به گفته وی جاده بسته است
    if sentence.lexicon.lang == "ar":
        near = range(behind + 1, min(sentence.size, behind + _SOURCE))
        then = next((at for at in near if sentence.low[at].startswith(_THEN)), 0)
        if then:
            return then + 1 if sentence.low[then] in _THEN else then
    if sentence.low[end + 1 : end + 2] and (sentence.low[end + 1] in WHICH or sentence.low[end + 1] == "ki"):
        # Podľa správy, ktorú zverejnil úrad, je …
        return next((mark + 1 for mark in sentence.breaks if mark > end and sentence.low[mark] == ","), 0)
    told = sentence.lexicon.lang in _WITHOUT_COMMA and end > behind + LEAST and sentence.low[end + 1 : end + 2]
    if (
        end < sentence.size
        and sentence.low[end] == ","
        and not (told and told[0] in _WHO and not sentence.words[end - 1].is_capital)
    ):
        return end + 1
    if sentence.lexicon.lang not in _WITHOUT_COMMA or sentence.low[behind - 1] in _TOWARDS:
        return 0
    return _behind_genitive(sentence, behind)


def _behind_genitive(sentence: Sentence, behind: int) -> int:
    """Where the clause begins where no comma tells: behind the last name of the source, or its first word."""
    near = range(behind, min(sentence.size, behind + _NAMED))
    names = [at for at in near if sentence.words[at].is_capital]
    end = names[-1] + 1 if names else behind + 1
    return end if end < sentence.size and sentence.words[end].is_word else 0


def _behind_name(sentence: Sentence, behind: int, end: int) -> int:
    """Where the verb stands behind a source of an article and a name or a body: Volgens de ANVB stond …"""
    lexicon, at = sentence.lexicon, behind
    while (
        at < behind + 2 < end
        and not sentence.words[at].is_capital
        and sentence.low[at] not in lexicon.organisations
    ):
        at += 1
    name = at
    while at < end and (
        sentence.words[at].is_capital or (at == name and sentence.low[at] in lexicon.organisations)
    ):
        at += 1
    verb = at if name < at < end and sentence.words[at].is_word else 0
    return 0 if verb and sentence.low[verb] in lexicon.prepositions else verb
