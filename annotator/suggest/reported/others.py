"""The rules of reported speech for languages that have no more than a lexicon: dijo que …, según X, …, zegt X.

Where the lexicon tells too little to be sure, nothing is found: no mood, no hearsay, no verb that only reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.core.typography import word_set
from annotator.suggest.reported.found import INDIRECT, Found
from annotator.suggest.reported.sentence import QUOTED, Cue, Sentence

LANGUAGES = word_set("es it pt nl sv da no nb nn fi pl cs ru uk el ar he tr")
# Of the words that begin a clause, those that begin nothing but what is told, and no question.
_THAT = word_set(
    "que che dat att at że iż že että что що ότι πως أن أنّ أنه أنّه أنها أنّها إن إنّ إنه إنّه إنها إنّها بأن بأنّ כי"
)
# In these "que" behind a comma begins what is said of the speaker: afirma Rosa Prieto, que vive aquí.
_RELATIVE = frozenset(("es", "it", "pt"))
_VERB_SECOND = frozenset(("nl", "sv", "da", "no"))
# Also a preposition of time, and "second"; "accordingly" before a word that tells of sources.
_NO_SOURCE = word_set("κατά segundo secondo buna şuna sen tämän")
_NEAR = 8  # words between the verb and "que": its subject
_SOURCE = 14  # words of a source up to the comma behind it
_FRONT = 5  # words of a source before the word that tells of it
_BEHIND = 16  # words of who speaks, behind what is told
_PHRASE = 4  # words of the longest phrase before a source
_LEAST = 3  # words of what is told


class Others:
    """Runs over the sentences of an article in order."""

    def __call__(self, sentences: Sequence[Sentence]) -> list[Found]:
        return [one for sentence in sentences for one in _find(sentence) if one.segments]


def _find(sentence: Sentence) -> Iterator[Found]:
    source = _by_source(sentence) or _by_source_before(sentence)
    if source is not None:
        yield source
    for cue in sentence.cues:
        if not cue.is_noun:
            found = _after(sentence, cue) or _before(sentence, cue)
            if found is not None:
                yield found


def _after(sentence: Sentence, cue: Cue) -> Found | None:
    """El alcalde dijo el lunes que …"""
    low = sentence.low
    for at in range(cue.last + 1, min(sentence.size, cue.last + 2 + _NEAR)):
        if low[at] in _THAT and low[at] in sentence.lexicon.that:
            end = _report_end(sentence, at + 1)
            if not _has_words(sentence, at + 1, end):
                return None
            return Found(sentence.span((at + 1, end)), INDIRECT, "that", sentence.cue_place(cue), cue.lemma)
        may_follow = low[at] == "," and sentence.lexicon.lang not in _RELATIVE
        ends_there = may_follow and at + 1 < sentence.size and low[at + 1] in _THAT
        if low[at] in sentence.lexicon.verbs or low[at] == QUOTED or (low[at] in ",;:–—" and not ends_there):
            return None
    return None


def _before(sentence: Sentence, cue: Cue) -> Found | None:
    """El puerto cerrará el lunes, dijo el alcalde."""
    low, mark = sentence.low, cue.at - 1
    if mark < _LEAST or low[mark] not in (",", "–", "—") or sentence.size - cue.at > _BEHIND:
        return None
    if not sentence.words[cue.at].is_word or any(word in ",;:" or word == QUOTED for word in low[cue.at :]):
        return None
    begin = max((at + 1 for at in sentence.breaks if at < mark and low[at] in ";:"), default=0)
    if QUOTED in low[begin:mark] or not _has_words(sentence, begin, mark):
        return None
    return Found(sentence.span((begin, mark)), INDIRECT, "behind", sentence.cue_place(cue), cue.lemma)


def _by_source(sentence: Sentence) -> Found | None:
    """Según el sindicato, …; …, según el sindicato; …, según el sindicato, …"""
    low = sentence.low
    for at in range(sentence.size):
        behind = _source_at(sentence, at)
        if behind is None or (at and low[at - 1] not in (",", "–", "—")):
            continue
        words = sentence.words
        cue, lemma = ((words[at].start, words[behind - 1].end),), " ".join(low[at:behind])
        end = _source_end(sentence, behind)
        if at == 0:
            begin = _clause(sentence, behind, end)
            if not begin or not _has_words(sentence, begin, sentence.size):
                return None
            place = sentence.span((begin, _report_end(sentence, begin)))
            return Found(place, INDIRECT, "source", cue, lemma)
        if not _has_words(sentence, 0, at):
            return None
        rest = end + 1 if _has_words(sentence, end + 1, sentence.size) else sentence.size
        return Found(sentence.span((0, at - 1), (rest, sentence.size)), INDIRECT, "source", cue, lemma)
    return None


def _by_source_before(sentence: Sentence) -> Found | None:
    """Raportin mukaan kustannukset ovat kaksinkertaistuneet; Rapora göre, maliyet ikiye katlandı."""
    low = sentence.low
    for at in range(1, min(_FRONT + 1, sentence.size - _LEAST)):
        if not sentence.words[at - 1].is_word or low[at - 1] in _NO_SOURCE:
            return None
        if low[at] in sentence.lexicon.after:
            begin = at + 2 if low[at + 1] == "," else at + 1
            if not _has_words(sentence, begin, sentence.size):
                return None
            word = sentence.words[at]
            place = sentence.span((begin, _report_end(sentence, begin)))
            return Found(place, INDIRECT, "source", ((word.start, word.end),), low[at])
    return None


def _source_at(sentence: Sentence, at: int) -> int | None:
    """Where a phrase ends that begins here and says that a source follows."""
    for length in range(min(_PHRASE, sentence.size - at - 1), 0, -1):
        phrase = " ".join(sentence.low[at : at + length])
        if phrase in sentence.lexicon.before and phrase not in _NO_SOURCE:
            return at + length
    return _own_source(sentence, at)


def _own_source(sentence: Sentence, at: int) -> int | None:
    """The same with the source amid the phrase: по его словам, jego zdaniem."""
    low, told, owners = sentence.low, sentence.lexicon.before, sentence.lexicon.owners
    if low[at] in owners and low[at + 1 : at + 2] and low[at + 1] in told:
        return at + 2
    if low[at + 1 : at + 2] and low[at + 1] in owners and " ".join((low[at], *low[at + 2 : at + 3])) in told:
        return at + 3
    return None


def _source_end(sentence: Sentence, behind: int) -> int:
    """The break behind the source; the sentence's end where none is near."""
    first = behind if sentence.low[behind - 2] in sentence.lexicon.owners else behind + 1
    near = (mark for mark in sentence.breaks if first <= mark <= behind + _SOURCE)
    return next(near, sentence.size)


def _clause(sentence: Sentence, behind: int, end: int) -> int:
    """Where that begins which a source before it tells: behind the comma, or with the verb that comes second."""
    if sentence.low[behind - 2] in sentence.lexicon.owners and sentence.low[behind] != ",":
        return behind  # Jego zdaniem mieszkańcy dostaną …
    if sentence.lexicon.lang in _VERB_SECOND:
        verbs = range(behind + 1, min(end, behind + _SOURCE, sentence.size))
        found = next((at for at in verbs if sentence.low[at] in sentence.lexicon.auxiliaries), 0)
        if found:
            return found
    return end + 1 if end < sentence.size and sentence.low[end] == "," else 0


def _report_end(sentence: Sentence, begin: int) -> int:
    """Where a report ends: before a verb of speech that announces the next one, else with the sentence."""
    low = sentence.low
    for cue in sentence.cues:
        if cue.at > begin + _LEAST and not cue.is_noun and cue.last + 1 < sentence.size:
            joined = low[cue.at - 1] in sentence.lexicon.function_words and len(low[cue.at - 1]) < 4
            if joined and (low[cue.last + 1] in _THAT or low[cue.last + 1] == QUOTED):
                return cue.at - 1
    return next((mark for mark in sentence.breaks if mark > begin and low[mark] == ";"), sentence.size)


def _has_words(sentence: Sentence, begin: int, end: int) -> bool:
    """Whether a stretch has words enough that aren't quoted to tell something."""
    return sum(word.is_word for word in sentence.words[begin:end]) >= _LEAST
