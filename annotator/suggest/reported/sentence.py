"""A sentence as the rules of reported speech see it: words, clauses between commas, cues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from annotator.core.clusters import Range
from annotator.core.lazily import lazily
from annotator.core.models import Segments
from annotator.suggest.lexicon import Lexicon
from annotator.suggest.reading import Reading, Token

QUOTED = "“”"  # what a direct quote is to the rules: a single word that no list knows
_BREAKS = frozenset(",;:–—")
_OTHER_COMMAS = frozenset(("ar", "fa"))
_MARKS = {"،": ",", "؛": ";"}
_BREAKS_AND_BRACKETS = _BREAKS | {"(", ")"}
# What each closing mark may close; of those that may be either, an odd number stands before the last.
_OPENERS = {
    ")": "(", "“": "„“", "”": "“„”", '"': '"„', "»": "«»", "«": "»", "›": "‹›", "‹": "›", "’": "‘‚’", "‘": "‚",
    "」": "「", "』": "『",
}  # fmt: skip
_MOST_CUES = 24  # that are looked at in a sentence
_REACH = 40  # words between a verb and its particle
_REACH_ELSEWHERE = 4
_GOES_ON = frozenset(["und", "oder", "sowie", "aber", "als", "wie"])
CURRENCIES = ("£", "$", "€", "¥")  # that stand before the number
_SHORTEST_BEFORE = 4  # letters of a particle before its verb: "bekannt gab", but no preposition
_ASIDE = 12  # words of the longest pair of parentheses that counts as one


class Cue(NamedTuple):
    """A verb or noun of speech: the indices of its words in the sentence, and its lemma."""

    at: int
    last: int  # where its particle stands, or ``at``; where the verb does if its particle is before it
    lemma: str
    is_noun: bool = False


class Sentence:
    """A sentence. Indices are those of ``words``: its words and single marks, a direct quote counting as one word.

    ``breaks`` is where clauses may end: commas, semicolons, colons, dashes, but for those within parentheses or
    numbers. ``cues`` are its verbs and nouns of speech, with their particles.
    """

    def __init__(self, reading: Reading, lexicon: Lexicon, lo: int, hi: int, quoted: Sequence[Range]) -> None:
        self.text = reading.text
        self.lexicon = lexicon
        self.start, self.end = lo, hi
        self.words: list[Token]
        self.low: list[str]
        if quoted:
            self.words = _words(reading, lo, hi, quoted)
            self.low = [token.low for token in self.words]
        else:
            place = slice(reading.token_at(lo), reading.token_at(hi))
            self.words, self.low = reading.tokens[place], reading.low[place]
        if lexicon.lang in _OTHER_COMMAS:
            self.low = [_MARKS.get(low, low) for low in self.low]
        self.size = len(self.words)
        self.has_quotes = bool(quoted)

    @lazily
    def breaks(self) -> list[int]:
        """Where clauses may end."""
        found: list[int] = []
        aside = -1
        for n in [n for n, low in enumerate(self.low) if low in _BREAKS_AND_BRACKETS]:
            low = self.low[n]
            if low == "(":
                aside = n + _ASIDE if ")" in self.low[n : n + _ASIDE] else -1
            elif low == ")":
                aside = -1
            elif n > aside and n and not (low in ",:–" and self._is_in_number(n)):
                found.append(n)
        return found

    def _is_in_number(self, at: int) -> bool:
        if at + 1 >= self.size:
            return False
        one, mark, other = self.words[at - 1 : at + 2]
        return (
            one.end == mark.start
            and mark.end == other.start
            and one.text[-1].isdigit()
            and other.text[0].isdigit()
        )

    @lazily
    def cues(self) -> list[Cue]:
        """The verbs and nouns of speech, with their particles."""
        return list(islice(self._cues(), _MOST_CUES))

    def _cues(self) -> Iterator[Cue]:
        verbs, nouns, lexicon = self.lexicon.verbs, self.lexicon.nouns, self.lexicon
        for n in [n for n, low in enumerate(self.low) if low in verbs or low in nouns]:
            low = self.low[n]
            if low in verbs and (n == 0 or not self.words[n].is_capital):
                particles = lexicon.particles.get(low)
                last = n if particles is None else self._particle(n, particles)
                if last is not None:
                    yield Cue(min(n, last), max(n, last), lexicon.separated.get((low, self.low[last]), verbs[low]))
            elif low in nouns:
                yield Cue(n, n, low, True)

    def _particle(self, at: int, particles: frozenset[str]) -> int | None:
        """Where the particle of a verb stands apart; the verb's own place if it needs none.

        In German it is the last word of the verb's clause, or right before it in a subordinate one ("wie sie
        bekannt gab"); elsewhere it stands behind the verb or its object.
        """
        low, german = self.low, self.lexicon.lang == "de"
        if german and at and low[at - 1] in particles and len(low[at - 1]) >= _SHORTEST_BEFORE:
            return at - 1
        for n in range(at + 1, min(self.size, at + (_REACH if german else _REACH_ELSEWHERE))):
            if low[n] in particles and (not german or n + 1 == self.size or self._ends_clause(n + 1)):
                return n
            if low[n] in ";:" or (low[n] == "," and "" in particles):
                break
        return at if "" in particles else None

    def _ends_clause(self, at: int) -> bool:
        """Whether no clause goes on at a word behind a particle."""
        low = self.low[at]
        return not (self.words[at].is_word or low == QUOTED) or low in _GOES_ON or low in self.lexicon.that

    def place(self, first: int, last: int) -> Range | None:
        """Code points from word ``first`` to before ``last``, without marks at its ends; None if none are left."""
        words = self.words
        while first < last and not _is_kept(words[first]):
            if _opens(words[first].low, self.low[first + 1 : last]):
                break
            first += 1
        while last > first and not _is_kept(words[last - 1]):
            if _closes(words[last - 1].low, self.low[first : last - 1]):
                break
            last -= 1
        if first >= last:
            return None
        start = words[first].start
        return start - (self.text[start - 1 : start] in CURRENCIES), words[last - 1].end

    def span(self, *stretches: Range) -> Segments:
        """The places of stretches of words, those that are empty left out."""
        return tuple(place for first, last in stretches if (place := self.place(first, last)) is not None)

    def cue_place(self, cue: Cue) -> Segments:
        """Where the words of a cue stand."""
        one, other = self.words[cue.at], self.words[cue.last]
        first = (one.start, one.end)
        if cue.last == cue.at + 1:
            return ((one.start, other.end),)
        return (first,) if cue.at == cue.last else (first, (other.start, other.end))


def _closes(mark: str, before: list[str]) -> bool:
    """Whether a bracket or quotation mark closes one among the words before it."""
    openers = _OPENERS.get(mark)
    if openers is None:
        return False
    opened, closed = sum(before.count(one) for one in openers if one != mark), before.count(mark)
    return opened > closed or (mark in openers and not opened and closed % 2 == 1)


def _opens(mark: str, behind: list[str]) -> bool:
    """Whether a bracket or quotation mark opens what one of the words behind it closes."""
    closers = [close for close, openers in _OPENERS.items() if mark in openers]
    at = next((n for n, low in enumerate(behind) if low in closers), -1)
    return at > 0 and mark not in behind[:at]


def _is_kept(token: Token) -> bool:
    return token.is_word or token.low is QUOTED


def _words(reading: Reading, lo: int, hi: int, quoted: Sequence[Range]) -> list[Token]:
    """The words of a stretch with each of the quotes in it, in order, as one."""
    words: list[Token] = []
    at = lo
    for start, end in quoted:
        start, end = max(start, at), min(end, hi)
        if start < end:
            words += reading.tokens_in(at, start)
            words.append(Token(start, end, reading.text[start:end], QUOTED))
            at = end
    return words + reading.tokens_in(at, hi)
