"""What Romance languages and Dutch tell without "that": as an infinitive, and around who says it."""

from __future__ import annotations

import re

from annotator.core.typography import word_set
from annotator.suggest.reported.acts import is_adjective
from annotator.suggest.reported.ends import ARTICLES, has_words, mark_before, report_end
from annotator.suggest.reported.found import INDIRECT, Found
from annotator.suggest.reported.sentence import QUOTED, Cue, Sentence

# What is told as an infinitive: "having asked" behind any verb of speech, others behind a promise. Italian has
# "di" before each.
_HAVING = {
    "es": word_set("haber haberse haberlo haberla estar ser tener"),
    "pt": word_set("ter terem ter-se tê-lo tê-la haver ser serem estar estarem"),
    "it": frozenset[str](),
}
_INFINITIVES = {
    "es": re.compile(r"\w{2,}[aei]r(?:se|l[aeo]s?|les?|me|nos)?"),
    "pt": re.compile(r"\w{2,}[aei]r(?:-\w+)?"),
    "it": re.compile(
        r"(?:\w{2,}[aei]r(?:e|si|l[aeio]|n?e|vi|ci)|aver(?:l[aeio])?|esser(?:ci|si)?|far\w*|poter|dover|voler)"
    ),
}
_NO_INFINITIVE = word_set(
    "ayer lugar mujer taller poder placer deber genere potere carattere quartiere cantiere mestiere mare maggiore "
    "minore settore signore amore dolore valore colore fiore cuore terrore errore favore sapore mulher lugar altar"
)
_PROMISES = word_set("prometer garantizar garantir jurar amenazar ameaçar")
# What somebody is asked to do, or blamed for, with who that is before it: instó a los vecinos a no salir.
_REQUESTS = {
    "es": word_set("acusar instar exhortar invitar llamar urgir animar comprometerse"),
    "pt": word_set("acusar instar exortar apelar pedir aconselhar convidar desafiar"),
    "it": word_set("accusare invitare esortare chiedere ordinare intimare sollecitare consigliare raccomandare"),
}
_TO_DO = {"es": ("a", "de"), "pt": ("a", "de", "para"), "it": ("a", "ad", "di")}
_HEARER = 8  # words of who is asked
_ACCOUNT = word_set("cuenta conta")
_GIVEN = word_set(
    "en em por dar darse da dan dio dieron daba dado dando doy dá dão dei deu deram dar-se dá-se deu-se"
)
_NOT = word_set("no não non")
_WITH_AMID = frozenset(("es", "it", "pt", "ca", "ro", "nl"))
_NOT_FINITE = re.compile(r"\w+(?:[aiu][dt][oaie]s?|ndo)|ge\w+|detto|aggiunto|escluso|ammesso|scritto")
_DETERMINERS = ARTICLES | word_set("el la los las su sus il lo i gli le os as de het een zijn haar hun seu sua")
_LEAST_BEHIND = 2  # words of what goes on behind who speaks
_SPEAKER = 7  # words between the commas


def is_account(sentence: Sentence, cue: Cue) -> bool:
    """Whether a form of "tell" isn't one: se dio cuenta de que … (realised), cuenta con … (has)."""
    low, at = sentence.low, cue.at
    if low[at] not in _ACCOUNT:
        return False
    return (at > 0 and low[at - 1] in _GIVEN) or low[at + 1 : at + 2] in (["con"], ["com"])


def infinitive(sentence: Sentence, cue: Cue) -> Found | None:
    """Aseguró haber pedido la suspensión; diz ter alertado; riconosce di non aver provato; prometió volver."""
    low, lang = sentence.low, sentence.lexicon.lang
    begin = verb = cue.last + 1
    if lang == "it" and low[begin : begin + 1] in (["di"], ["d'"], ["d’"]):
        begin = verb = begin + 1
    elif lang not in _HAVING:
        return None
    if low[verb : verb + 1] and low[verb] in _NOT:
        verb += 1
    word = low[verb] if verb < sentence.size else ""
    is_verb = _INFINITIVES[lang].fullmatch(word) is not None and word not in _NO_INFINITIVE
    is_told = word in _HAVING[lang] or (is_verb and (lang == "it" or cue.lemma in _PROMISES))
    end = report_end(sentence, begin)
    if not is_told or not has_words(sentence, begin, end):
        return None
    return Found(sentence.span((begin, end)), INDIRECT, "bare", sentence.cue_place(cue), cue.lemma)


def requested(sentence: Sentence, cue: Cue) -> Found | None:
    """Instó a la población a no salir; ha invitato i cittadini a restare a casa; acusou o ministro de mentir."""
    low, lang = sentence.low, sentence.lexicon.lang
    if lang not in _REQUESTS or cue.lemma not in _REQUESTS[lang]:
        return None
    for at in range(cue.last + 1, min(sentence.size - 1, cue.last + 1 + _HEARER)):
        if low[at] == QUOTED or low[at] in ",;:–—" or low[at] in sentence.lexicon.verbs:
            return None
        verb = at + 2 if low[at + 1] in _NOT else at + 1
        word = low[verb] if low[at] in _TO_DO[lang] and verb < sentence.size else ""
        if word and _INFINITIVES[lang].fullmatch(word) is not None and word not in _NO_INFINITIVE:
            end = report_end(sentence, at)
            if sentence.words[verb].is_capital or not has_words(sentence, at, end):
                return None
            return Found(sentence.span((at, end)), INDIRECT, "bare", sentence.cue_place(cue), cue.lemma)
    return None


def amid(sentence: Sentence, cue: Cue) -> Found | None:
    """El pueblo, calcula la alcaldesa, volvería a tener escuela."""
    low, at = sentence.low, mark_before(sentence, cue.at) + 1
    if sentence.lexicon.lang not in _WITH_AMID or at < 2 or low[at - 1] != "," or QUOTED in low:
        return None
    if low.index(",") < at - 1:
        return None  # a list, or an apposition
    end = next((mark for mark in sentence.breaks if cue.last < mark <= cue.last + _SPEAKER), 0)
    participle = at == cue.at and _NOT_FINITE.fullmatch(low[at]) is not None
    if not end or low[end] != "," or participle or is_adjective(sentence, cue):
        return None
    if end > cue.last + 1 and not _is_subject(sentence, cue.last + 1):
        return None
    if not has_words(sentence, 0, at - 1, 1) or not has_words(sentence, end + 1, sentence.size, _LEAST_BEHIND):
        return None
    place = sentence.span((0, at - 1), (end + 1, sentence.size))
    return Found(place, INDIRECT, "within", sentence.cue_place(cue), cue.lemma)


def _is_subject(sentence: Sentence, at: int) -> bool:
    """Whether a name begins there, or an article or pronoun does."""
    word, lexicon = sentence.words[at], sentence.lexicon
    if word.low.replace("’", "'").partition("'")[0] in ("l", "un") and not word.low.isalpha():
        return True
    return (
        word.is_capital or word.low in lexicon.pronouns or word.low in _DETERMINERS or lexicon.may_speak(word.low)
    )
