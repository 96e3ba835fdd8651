"""What somebody wants or refuses by the object of such a verb: "verlangt einen Vertrag", "lehnt … ab"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from annotator.core.clusters import Range
from annotator.core.models import Segments
from annotator.core.name_words import ARTICLES
from annotator.core.typography import is_function_word, word_set
from annotator.suggest.base import Proposal
from annotator.suggest.claims.subjects import Subjects
from annotator.suggest.claims.words import Words
from annotator.suggest.reading import Reading, Token

_SCORE = 0.65
_CLAUSE_MARKS = frozenset(',;:–—()[]„“”«»‚‘"‹›!?…')
# In German the subject may follow the verb; these tell that it does.
_NOMINATIVES = frozenset(("er", "sie", "es", "man", "wir"))
_ACCUSATIVES = frozenset(("den", "einen", "keinen"))
_PARTICLES = frozenset(("auf", "ab", "zurück", "an", "ein", "heraus", "aus"))
_OPENING = frozenset('„“»«‚‘"‹')
# German puts adverbs and what has a preposition between verb and object: letters of word_classes.
_BEFORE_OBJECT = re.compile(r"(?:x|[ivf][dmge]?[a0]*[NORMCUT]+(?:[ge][a0]*[NORMCUT]+)*)*")
_DAYS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today tonight montag dienstag mittwoch "
    "donnerstag freitag samstag sonnabend sonntag gestern heute lundi mardi mercredi jeudi vendredi samedi "
    "dimanche hier aujourd'hui"
)
_DAYTIMES = word_set("morning afternoon evening night abend morgen nachmittag vormittag nacht matin soir")
_ON = word_set("on last late early am vom le")
_AND = frozenset(("und", "and", "et", "sowie"))
_LONGEST_BRACKET = 8  # tokens
_NEAR = 4  # words between subject and verb
_MOST = 14  # words of an object
_FAR = 40  # tokens of a clause to either side of its verb


class Wanted(NamedTuple):
    """A claim by its verb: the actor that is the verb's subject, the quote of reported speech around it if any.

    ``cue`` is the verb with its particle; ``report`` the clause from subject to object, without the full stop.
    """

    claim: Proposal
    subject: Proposal
    around: Proposal | None
    cue: Segments
    report: Range


class _Clause(NamedTuple):
    """Tokens ``first`` to ``last`` (exclusive) around the verb at ``verb``."""

    first: int
    verb: int
    last: int


def objects(reading: Reading, words: Words, subjects: Subjects, quotes: Sequence[Proposal]) -> Iterator[Wanted]:
    """The claims of a text's clauses with such verbs, outside of quotes in somebody's own or retold words."""
    told = [quote for quote in quotes if quote.attributes.get("form") != "reported"]
    reported = [quote for quote in quotes if quote.attributes.get("form") == "reported"]
    verbs = words.verbs
    for n in [n for n, low in enumerate(reading.low) if low in verbs]:
        token = reading.tokens[n]
        if _around(told, token.start):
            continue
        wanted, particle = token.low in words.wants, verbs[token.low]
        clause = _clause(reading, n)
        subject = _subject(reading, subjects, clause)
        place = subject and _object(reading, words, clause, subject, particle)
        if subject and place:
            claim = Proposal(
                "CLAIM",
                (place,),
                _SCORE,
                f"what '{token.text}{f' … {particle}' if particle else ''}' is about",
                {"category": "demand" if wanted else "policy", "stance": "support" if wanted else "oppose"},
            )
            cue = _cue(reading, clause, particle)
            first = reading.tokens[clause.first].start
            if subject.end <= first and not _is_participle(reading, clause):
                first = _with_article(reading, subject.start)
            last = max(place[1], cue[-1][1])
            report = first, max(last, subject.end) if subject.start >= first else last
            yield Wanted(claim, subject, _around(reported, token.start), cue, report)


def _is_participle(reading: Reading, clause: _Clause) -> bool:
    """Whether a clause begins with its verb in -ing: "…, asking for a ferry"."""
    return reading.lang == "en" and clause.first == clause.verb and reading.tokens[clause.verb].low.endswith("ing")


def _cue(reading: Reading, clause: _Clause, particle: str) -> Segments:
    """The verb and the particle behind it, as one where they are neighbours."""
    tokens = reading.tokens
    verb = tokens[clause.verb]
    behind = tokens[clause.verb + 1 : clause.last] if particle not in ("", "for") else []
    found = next((token for token in behind if token.low == particle), None)
    if found is None:
        return ((verb.start, verb.end),)
    if found is tokens[clause.verb + 1]:
        return ((verb.start, found.end),)
    return ((verb.start, verb.end), (found.start, found.end))


def _with_article(reading: Reading, start: int) -> int:
    """Where a phrase begins with its article."""
    at = reading.token_at(start) - 1
    return reading.tokens[at].start if at >= 0 and reading.tokens[at].low in ARTICLES else start


def _around(quotes: Sequence[Proposal], offset: int) -> Proposal | None:
    """The innermost quote with a segment around the offset; ``quotes`` are in order."""
    at = bisect_right(quotes, offset, key=lambda quote: quote.start)
    for quote in reversed(quotes[max(0, at - 8) : at]):
        if any(start <= offset < end for start, end in quote.segments):
            return quote
    return None


def _clause(reading: Reading, verb: int) -> _Clause:
    tokens = reading.tokens
    low, high = reading.sentences[max(0, reading.sentence_of(tokens[verb].start))]
    first = verb
    while first > max(0, verb - _FAR) and tokens[first - 1].start >= low and not _ends_clause(tokens[first - 1]):
        first -= 1
    last = verb + 1
    while last < min(len(tokens), verb + _FAR) and tokens[last].start < high and not _ends_clause(tokens[last]):
        last += 1
    while last > verb + 1 and tokens[last - 1].text == ".":
        last -= 1
    return _Clause(first, verb, last)


def _ends_clause(token: Token) -> bool:
    return token.text in _CLAUSE_MARKS


def _subject(reading: Reading, subjects: Subjects, clause: _Clause) -> Proposal | None:
    """The actor before the verb, or the one right after it; None where neither is the subject for certain."""
    tokens = reading.tokens
    verb = tokens[clause.verb]
    actors, starts = subjects.actors, subjects.starts
    after = bisect_left(starts, verb.end)
    follows = (
        reading.lang == "de" and after < len(actors) and reading.token_at(actors[after].start) - clause.verb <= 2
    )
    following = tokens[clause.verb + 1].low if clause.verb + 1 < clause.last else ""
    if reading.lang == "de" and (following in _NOMINATIVES or tokens[clause.first].low in _ACCUSATIVES):
        return actors[after] if follows else None
    before = bisect_left(starts, verb.start) - 1
    if _is_participle(reading, clause):
        sentence = reading.sentences[max(0, reading.sentence_of(verb.start))][0]
        first = bisect_left(starts, sentence)
        return actors[first] if first <= before else None
    if clause.first == clause.verb and clause.verb and tokens[clause.verb - 1].text in (",", ")"):
        # The subject is set off, as in "Le maire, Firmin Lescaut, réclame", or has its acronym in brackets.
        end = _opening_bracket(tokens, clause.verb - 1)
        while before >= 0 and actors[before].start >= tokens[end].start:
            before -= 1
        return actors[before] if before >= 0 and reading.token_at(actors[before].end) == end else None
    if before >= 0 and actors[before].start >= tokens[clause.first].start and actors[before].end <= verb.start:
        return actors[before] if clause.verb - reading.token_at(actors[before].end) <= _NEAR else None
    return actors[after] if follows else None


def _opening_bracket(tokens: list[Token], at: int) -> int:
    """The token that opens the bracket which one closes; that one itself if it is no bracket."""
    if tokens[at].text != ")":
        return at
    return next((n for n in range(at - 1, max(0, at - _LONGEST_BRACKET) - 1, -1) if tokens[n].text == "("), at)


def _object(
    reading: Reading, words: Words, clause: _Clause, subject: Proposal, particle: str
) -> tuple[int, int] | None:
    """Where the object stands: after the verb, or before it where the subject follows."""
    tokens = reading.tokens
    last = clause.last
    after = clause.verb + 1
    around = {token.low for token in tokens[clause.first : last]}
    if around & words.negation or around & words.passive:
        return None
    also = (n for n in range(after, last - 1) if tokens[n].low in _AND and _is_verb(reading, words, tokens[n + 1]))
    last = next(also, last)
    if particle:
        found = next((n for n in range(after, last) if tokens[n].low == particle), None)
        if found is None:
            return None
        if found == after and found + 1 < last:
            after = found + 1  # "ruled out quick arbitration", "calls for"
        elif reading.lang != "de" and found + 1 < last:
            return None  # "asked people to wait for a boat"
        else:
            last = found
    elif reading.lang == "de" and _has_particle(tokens[after:last]):
        return None
    if tokens[clause.verb].low not in words.wants:
        last = _without_day(tokens, after, last)
    if subject.start > tokens[clause.verb].start:
        after = reading.token_at(subject.end)
        if not _is_object(tokens[after:last]):
            return _stretch(reading, words, clause.first, clause.verb)
    return _stretch(reading, words, after, last)


def _without_day(tokens: Sequence[Token], first: int, last: int) -> int:
    """Where an object ends before the day on which it was refused: "rejected the plan on Monday evening"."""
    end = last - 1 if last - first > 1 and tokens[last - 1].low in _DAYTIMES else last
    if end - first < 2 or tokens[end - 1].low not in _DAYS:
        return last
    end -= 1
    return end - 1 if end - first > 1 and tokens[end - 1].low in _ON else end


def _has_particle(tokens: list[Token]) -> bool:
    """Whether another verb stands there: "forderte den Senat auf", "forderte Hilfe an und …"."""
    return any(
        one.low in _PARTICLES and (other is None or other.low in ("und", "sowie"))
        for one, other in zip_longest(tokens, tokens[1:])
    )


def _is_verb(reading: Reading, words: Words, token: Token) -> bool:
    low = token.low
    return low in reading.lexicon.verbs or low in words.calling or low in words.wants or low in words.refuses


def _is_object(tokens: list[Token]) -> bool:
    return any(token.is_capital or len(token.text) > 8 for token in tokens if token.is_word)


def _stretch(reading: Reading, words: Words, first: int, last: int) -> tuple[int, int] | None:
    """The object in a stretch of tokens, without what stands before it; None if it tells nothing or is cut off."""
    tokens = reading.tokens
    if reading.lang == "de":
        before = _BEFORE_OBJECT.match(reading.parsed.letters, first, last)
        first = before.end() if before else first
    inside = tokens[first:last]
    if not 1 < sum(token.is_word for token in inside) <= _MOST or any(
        token.low in words.hollow for token in inside
    ):
        return None
    end = inside[-1]
    if is_function_word(end.text) or (last < len(tokens) and tokens[last].text in _OPENING):
        return None  # "forderte den „sofortigen Abzug“"
    return inside[0].start, end.end
