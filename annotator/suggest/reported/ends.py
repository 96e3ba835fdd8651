"""What begins and ends what is told, in languages that have no more than a lexicon."""

from __future__ import annotations

from annotator.core.typography import word_set
from annotator.suggest.mentions.caseless import LANGUAGES as VERB_LAST
from annotator.suggest.reported.sentence import QUOTED, Cue, Sentence

# Of the words that begin a clause, those that begin nothing but what is told, and no question.
THAT = word_set(
    "que che că dat att at hogy że iż že aby että что що че da да naj kako како ότι πως أن أنّ أنه أنّه أنها أنّها"
    " إن إنّ إنه إنّه إنها إنّها بأن بأنّ بأنه بأنها بأنهم أنهم أننا أنني إنهم إننا إنني که כי कि bahwa rằng"
    " ettei etteivät etten ettemme ettet"
)
ARTICLES = word_set("il lo la i gli le l' l’ o a os as um uma un una")
# Of the same subject where another perfect is joined: ha negat que … i ha atribuït …
_PERFECT = {"ca": ("ha", "han", "va", "van"), "ro": ("a", "au")}
_PERFECT_REACH = 5  # words between it and what is told
_WITH_PERFECT = frozenset(("es", "it", "pt", "ca"))
_AND = {"ar": "و", "he": "ו"}
_NEAR = 8  # words between a verb and what is told
_ANDS = word_set("और तथा लेकिन و اما ولی")
_ASIDE = 4  # words between commas
LEAST = 3  # words of what is told
LEAST_BEHIND_THAT = 2
# Slovenian: auxiliaries, and what begins a clause that is not told.
_AUX, _FRONTED = word_set("je so sta sem smo"), word_set("ko ker če čeprav kot potem medtem preden odkar kadar")
_SECOND_PLACE = 4  # words between the auxiliary and its verb


def report_end(sentence: Sentence, begin: int) -> int:
    """Where a report ends: before a verb of speech that announces the next one, else with the sentence."""
    low = sentence.low
    joining = _AND.get(sentence.lexicon.lang, "")  # which is one with the verb
    for cue in sentence.cues:
        if cue.at > begin + LEAST and not cue.is_noun and cue.last + 1 < sentence.size:
            if sentence.lexicon.lang in VERB_LAST:
                if (stop := _clause_before(sentence, begin, cue)) > 0:
                    return stop
                continue
            before = low[cue.at - 1]
            joined = before in sentence.lexicon.function_words and len(before) < 4
            if joined and (low[cue.last + 1] in THAT or low[cue.last + 1] == QUOTED):
                return cue.at - 1
            if before == "," and low[cue.last + 1] == "," and low[cue.last + 2 : cue.last + 3]:
                joined = low[cue.last + 2] in THAT
            elif before == ",":
                joined = low[cue.last + 1] in THAT
            if before == "," and joined:
                return cue.at - 1  # …, dodavši da …; …, добавив, что …
            mark = next((at for at in (cue.at - 1, cue.at - 2) if low[at] == ","), 0)
            if mark > begin + LEAST and low[cue.last + 1 : cue.last + 3] == [":", QUOTED]:
                return mark  # …, aunque aclaró: “…”
            if cue.at - 2 > begin + LEAST and before in _PERFECT.get(sentence.lexicon.lang, ()):
                told = begin > 2 and before in low[max(0, begin - _PERFECT_REACH) : begin]
                if told and low[cue.at - 2] in ("i", "și", "şi"):
                    return cue.at - 2  # ha negat que …, i ha atribuït …
            goes_on = joining and before == "," and low[cue.at].startswith(joining)
            goes_on = goes_on or (joining == "و" and before == "," and low[cue.at].endswith("ا"))  # موضحاً أن
            if goes_on and _announces(sentence, cue):
                return cue.at - 1
    if joining and joining in low:
        # טען שהשער נסגר, ו"כולם ידעו"
        quoted = (
            at for at in range(begin + LEAST, sentence.size - 1) if low[at - 1 : at + 2] == [",", joining, QUOTED]
        )
        if (end := next(quoted, 0)) > 0:
            return end - 1
    ends = (mark for mark in sentence.breaks if mark > begin and low[mark] in ";:")
    # …, que no havien jugat bé: «Ens ha faltat de tot»
    return next((mark for mark in ends if low[mark] == ";" or low[mark + 1 : mark + 2] == [QUOTED]), sentence.size)


def behind_aside(sentence: Sentence, first: int) -> int:
    """Where "that" may follow a few words between commas right behind the verb: ha dit, a més, que …"""
    low = sentence.low
    if low[first : first + 1] == [","] and "," in low[first + 1 : first + 2 + _ASIDE]:
        close = low.index(",", first + 1)
        follows = close + 1 < sentence.size and low[close + 1] in THAT
        nouns = sentence.lexicon.prepositions | sentence.lexicon.of  # informou, por meio de nota, que …
        told = (n for n in range(first, close) if low[n] in sentence.lexicon.verbs and low[n - 1] not in nouns)
        if follows and not any(told):
            return close + 1
    return first


def _clause_before(sentence: Sentence, begin: int, cue: Cue) -> int:
    """Where the clause begins that a verb with something told ends: …, जबकि मंत्री ने कहा कि …; 0 where none does."""
    low, behind = sentence.low, sentence.low[cue.last + 1 : cue.last + 3]
    if not behind or not (behind[0] in THAT or behind[0] == QUOTED or behind in ([",", QUOTED], [":", QUOTED])):
        return 0
    ends = sentence.lexicon.auxiliaries
    stops = (
        at
        for at in range(cue.at - 1, begin + LEAST - 1, -1)
        if low[at] in ",;" or (low[at] in _ANDS and low[at - 1] in ends)
    )
    return next(stops, 0)


def _announces(sentence: Sentence, cue: Cue) -> bool:
    """Whether the clause of an Arabic or Hebrew verb has something that is told: …, وقال للصحفيين: “…”"""
    for at in range(cue.last + 1, min(sentence.size, cue.last + 2 + _NEAR)):
        low = sentence.low[at]
        if low in THAT or low == ":" or low == QUOTED:
            return True
        if low == ",":
            break
    return False


def has_words(sentence: Sentence, begin: int, end: int, least: int = LEAST) -> bool:
    """Whether a stretch has words enough that aren't quoted to tell something."""
    return sum(word.is_word for word in sentence.words[begin:end]) >= least


def mark_before(sentence: Sentence, at: int) -> int:
    """The mark before a verb; in Slovenian its auxiliary stands first: …, je za radio povedal župan.

    In Romance languages it stands right before it: …, ha riferito la procura.
    """
    if sentence.lexicon.lang in _WITH_PERFECT:
        while at > 1 and sentence.low[at - 1] in sentence.lexicon.auxiliaries:
            at -= 1
    if sentence.lexicon.lang == "sl":
        near = range(at - 1, max(LEAST, at - _SECOND_PLACE - 1), -1)
        first = next((n for n in near if sentence.low[n - 1] == ","), 0)
        if first and sentence.low[first] in _AUX and not _FRONTED.intersection(sentence.low[:1]):
            return first - 1
    return at - 1
