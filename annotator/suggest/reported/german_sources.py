"""Sentences that name their source: "laut X …", "nach Angaben von X", "X zufolge", "…, so X", "wie X sagte"."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.suggest.reading import Token
from annotator.suggest.reported.found import INDIRECT, Found
from annotator.suggest.reported.german_clauses import Clauses
from annotator.suggest.reported.sentence import QUOTED
from annotator.suggest.reported.vocabulary import longest_phrases

_LONGEST = 4  # words of a phrase that names a source
_ADJECTIVE = ("e", "en", "er", "em", "es")
_WITHIN = frozenset(["(", ")", "„", "“", '"'])
_ASIDES = frozenset(("(", ")"))
_NOUNS = 3  # of which one belongs to the other
_PARTICIPLE = 7  # words of what stands with a participle before a noun
_CLAUSES = 4  # that are looked at for the verb behind a source
_LEAST = 3  # words of what is told
_TOWARDS = frozenset(
    [
        "in den augen",
        "in den worten",
        "mit den worten",
        "unter berufung auf",
    ]
)
_ARTICLES = frozenset(("der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer"))
_NO_GENITIVE = frozenset(("die", "das", "den", "dem", "ein", "eine", "einen", "einem"))
_COMMAS = frozenset((",", "–"))
_COMPOUNDS = (
    "angaben",
    "bericht",
    "umfrage",
    "umfragen",
    "studie",
    "ermittlungen",
    "prognose",
    "prognosen",
    "berichten",
    "meinung",
    "ansicht",
    "aussagen",
    "informationen",
    "schätzung",
    "schätzungen",
)


def sources(clauses: Clauses) -> Iterator[Found]:
    """What a sentence tells by naming its source; at most one, the first."""
    for find in (_named, _behind, _as_said):
        found = find(clauses)
        if found is not None:
            yield found
            return


def _named(clauses: Clauses) -> Found | None:
    """laut X, nach Angaben von X, nach Behördenangaben; also …, so X."""
    sentence = clauses.sentence
    low = sentence.low
    longest = longest_phrases(sentence.lexicon.before)
    aside = False
    for n in [n for n, word in enumerate(low) if word in longest or word in _ASIDES or word == "demnach"]:
        word = low[n]
        if word in _ASIDES:
            aside = word == "("
        if aside or word == ")":
            continue
        if word == "demnach":
            return _around(clauses, n, n + 1, n)
        behind = _phrase(clauses, n)
        if behind is None or (n > 1 and low[n - 1] in _ARTICLES and low[n - 2] not in _COMMAS):
            continue  # "den laut Hersteller größten Speicher": only the adjective has this source
        if word != "so":
            return _around(clauses, n, behind, n)
        found = _so(clauses, n)
        if found is not None:
            return found
    return None


def _phrase(clauses: Clauses, at: int) -> int | None:
    """Where a phrase ends that names a source: "laut", "nach ersten Angaben", "nach Medienberichten"."""
    sentence, words = clauses.sentence, clauses.words
    low = sentence.low
    longest = longest_phrases(sentence.lexicon.before).get(low[at], 0)
    for length in range(min(_LONGEST, longest, sentence.size - at), 0, -1):
        phrase = " ".join(low[at : at + length])
        if phrase in sentence.lexicon.before and phrase not in _TOWARDS:
            return at + length
    if low[at] != "nach":
        return None
    for n in range(at + 1, min(at + _LONGEST, sentence.size)):
        if sentence.words[n].is_capital:
            named = low[n] in words["source_nouns"] or low[n].endswith(_COMPOUNDS)
            return n + 1 if named else None
        if not low[n].isalpha():
            return None
    return None


def _so(clauses: Clauses, at: int) -> Found | None:
    """ "…, so X." and "Man sei, so X, zufrieden." """
    sentence = clauses.sentence
    low = sentence.low
    if at < 2 or low[at - 1] not in ",–" or at + 1 >= sentence.size or low[at - 1 : at] == [QUOTED]:
        return None
    named = (
        sentence.words[at + 1].is_capital or low[at + 1] in clauses.words["determiners"] or low[at + 1] == QUOTED
    )
    # "…, so schätzen die Forscher, …"
    verb = low[at + 1] in sentence.lexicon.verbs
    if not verb and (not named or clauses.finite_in(at + 1, clauses.end_of(at)) >= 0):
        return None
    begin = clauses.begin_before(at - 1)
    if low[begin] == QUOTED and at - 1 - begin < _LEAST:
        return None
    cue = ((sentence.words[at].start, sentence.words[at].end),)
    close = clauses.end_of(at)
    rest = (close + 1, sentence.size)
    if sentence.size - close <= _LEAST:
        rest = (sentence.size, sentence.size)
    return Found(sentence.span((begin, at - 1), rest), INDIRECT, "source", cue, "so")


def _behind(clauses: Clauses) -> Found | None:
    """X zufolge; seiner Ansicht nach."""
    sentence, words = clauses.sentence, clauses.words
    low, after, nouns = sentence.low, sentence.lexicon.after, words["source_nouns"]
    for n in [n for n, word in enumerate(low) if word in after or word in nouns]:
        if low[n] in after and n:
            return _around(clauses, n, n + 1, _noun_begin(clauses, n))
        if low[n] in nouns and low[n + 1 : n + 2] == ["nach"]:
            return _around(clauses, n, n + 2, _noun_begin(clauses, n))
    return None


def _around(clauses: Clauses, at: int, behind: int, begin: int) -> Found | None:
    """The sentence without its source, whose phrase is ``at`` to ``behind``; ``begin`` before it, or its end."""
    sentence = clauses.sentence
    cue = ((sentence.words[at].start, sentence.words[behind - 1].end),)
    alone = sentence.low[at] == "demnach"
    complete = begin < at or alone or not _may_be_owned(clauses, behind)
    first, last = (begin, behind) if complete else (at, _noun_end(clauses, behind))
    clause, end = clauses.begin_before(at), clauses.end_before(at)
    inner = max((mark + 1 for mark in sentence.breaks if mark < at), default=0)
    within = clause < inner < first and clauses.is_subordinate(inner)
    if within:
        # Only what is told more of a noun has this source: "die Fähre, die laut X …".
        clause, end = inner, clauses.end_of(last)
    if not within and (first <= clause + 1 or not any(sentence.words[n].is_word for n in range(clause, first))):
        segments = sentence.span((_verb_from(clauses, _noun_at(clauses, behind), last), end))
    else:
        segments = sentence.span((clause, first), (last, end))
    if not segments or segments[-1][1] - segments[0][0] < 12:
        return None
    return Found(segments, INDIRECT, "source", cue, sentence.low[at])


def _may_be_owned(clauses: Clauses, behind: int) -> bool:
    """Whether what follows a source may tell whose it is, unlike that behind "nach eigenen Angaben"."""
    if behind >= clauses.sentence.size or not clauses.sentence.words[behind - 1].is_capital:
        return True
    return clauses.low[behind - 2] != "eigenen" and clauses.low[behind] not in _NO_GENITIVE


def _as_said(clauses: Clauses) -> Found | None:
    """Wie X sagte, …; …, wie X sagte; Man sei, wie X sagte, …"""
    sentence = clauses.sentence
    low = sentence.low
    for cue in sentence.cues if "wie" in low else ():
        if cue.is_noun:
            continue
        opening = max((n for n in sentence.breaks if n < cue.at), default=-1)
        begin = opening + 1
        if low[begin] == "wie" and cue.at - begin > 14:
            continue
        while low[begin] != "wie" and opening > 0 and cue.at - begin < 12:
            opening = max((n for n in sentence.breaks if n < opening), default=-1)
            begin = opening + 1
        if low[begin] != "wie":
            continue
        place = sentence.cue_place(cue)
        close = clauses.end_of(cue.last)
        if opening < 0 and sentence.size - close > _LEAST:
            return Found(sentence.span((close + 1, sentence.size)), INDIRECT, "as said", place, cue.lemma)
        if opening >= _LEAST and clauses.is_told(clauses.begin_before(opening), opening):
            rest = (close + 1, sentence.size)
            segments = sentence.span((clauses.begin_before(opening), opening), rest)
            return Found(segments, INDIRECT, "as said", place, cue.lemma)
    return None


def _noun_begin(clauses: Clauses, at: int) -> int:
    """Where the noun with its company begins whose last word stands right before ``at``."""
    begin = at
    while begin > 0 and (_joins(clauses, begin - 1) or _is_adjective(clauses, begin - 1)):
        begin -= 1
    return begin


def _noun_end(clauses: Clauses, begin: int) -> int:
    """Where the noun with its company ends that begins here: "dem neuen Bericht der Polizei von Brakesund"."""
    words, low = clauses.sentence.words, clauses.low
    size = clauses.sentence.size
    # "ist nach Angaben von Ohlsen unklar"
    at = begin + 1 if low[begin : begin + 1] in (["von"], ["vom"]) else begin
    for _ in range(_NOUNS):
        end = noun = _noun_at(clauses, at)
        while end < size and (_is_noun(words[end]) or low[end] in _WITHIN or _is_numbered(clauses, end)):
            end += 1
        if end == noun:
            return at
        at = end
        if at < size and low[at] in clauses.words["of"]:
            at += low[at] not in clauses.words["determiners"]
        else:
            return at
    return at


def _noun_at(clauses: Clauses, begin: int) -> int:
    """Where the noun stands that a phrase begins with, behind its article and adjectives."""
    at = begin
    while at < clauses.sentence.size and (
        clauses.low[at] in clauses.words["determiners"] or _is_adjective(clauses, at)
    ):
        at += 1
    return _behind_participle(clauses, at) if at > begin else at


def _behind_participle(clauses: Clauses, at: int) -> int:
    """The noun that a participle with its company stands before: "einer am Dienstag veröffentlichten Studie"."""
    words, low = clauses.sentence.words, clauses.low
    if at >= len(words) or low[at] not in clauses.words["joins"]:
        return at
    for n in range(at + 2, min(at + _PARTICIPLE, len(words) - 1)):
        if not words[n].is_word:
            break
        if (
            low[n].endswith("en")
            and not words[n].is_capital
            and words[n - 1].is_capital
            and words[n + 1].is_capital
        ):
            return n + 1
    return at


def _is_noun(word: Token) -> bool:
    """Whether a word is a noun or name by its capital: "Bericht", "kd-Bericht"."""
    return word.is_capital or word.text.rpartition("-")[2][:1].isupper()


def _is_numbered(clauses: Clauses, at: int) -> bool:
    """Whether a number belongs to the noun before it: "Artikel 5", but not "laut Polizei 40 Menschen"."""
    words = clauses.sentence.words
    if not words[at].text[0].isdigit() or at + 1 >= len(words):
        return False
    behind = words[at + 1]
    return not (
        behind.is_capital or behind.text[0].isdigit() or (behind.text == "," and behind.start == words[at].end)
    )


def _joins(clauses: Clauses, at: int) -> bool:
    """Whether a word is a noun, or belongs to the one behind it by itself: an article, a preposition."""
    words, low = clauses.words, clauses.low[at]
    return clauses.sentence.words[at].is_capital or low in words["determiners"] or low in words["joins"]


def _is_adjective(clauses: Clauses, at: int) -> bool:
    low = clauses.low[at]
    capital = clauses.sentence.words[at].is_capital
    return not capital and low.endswith(_ADJECTIVE) and low.isalpha() and not clauses.is_finite(at)


def _verb_from(clauses: Clauses, begin: int, otherwise: int) -> int:
    """The finite verb that follows a phrase at the beginning of a sentence, if one can be told."""
    at, size = begin, clauses.sentence.size
    for _ in range(_CLAUSES):
        if at >= size:
            break
        end = clauses.end_of(at)
        verb = -1 if clauses.is_subordinate(at) else clauses.finite_in(at, end)
        if verb >= 0:
            return verb
        at = end + 1
    return otherwise
