"""A sentence as the rules of reported speech see it: its words outside of direct quotes, clauses and cues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from annotator.core.models import Segments
from annotator.suggest.lexicon import Lexicon
from annotator.suggest.reading import Reading, Token

_BREAKS = frozenset([",", ";", ":", "–", "—", "(", ")"])
_REACH = 40  # words between a verb and its particle
_PHRASE = 4  # words of the longest phrase that tells a source


class Cue(NamedTuple):
    """A verb or noun of speech: the indices of its words in the sentence, and its lemma."""

    at: int
    last: int  # the place of its particle, or ``at``
    lemma: str
    is_noun: bool = False


class Sentence:
    """One sentence. Indices are those of ``words``: words and single marks, without those of direct quotes.

    A direct quote that is left out counts as nothing; where one was, ``is_quoted`` is true.
    """

    def __init__(self, reading: Reading, lo: int, hi: int, quoted: Sequence[tuple[int, int]]) -> None:
        self.reading = reading
        self.lexicon: Lexicon = reading.lexicon
        self.start, self.end = lo, hi
        every = reading.tokens_in(lo, hi)
        self.quoted = [(start, end) for start, end in quoted if start < hi and end > lo]
        if self.quoted:
            every = [token for token in every if not any(start <= token.start < end for start, end in self.quoted)]
        self.words: list[Token] = every
        self.low: list[str] = [token.low for token in every]

    @property
    def quoted_share(self) -> float:
        """The share of the sentence that lies in direct quotes."""
        inside = sum(min(end, self.end) - max(start, self.start) for start, end in self.quoted)
        return inside / max(1, self.end - self.start)

    @cached_property
    def breaks(self) -> list[int]:
        """Where clauses may end: commas, colons, dashes, parentheses."""
        return [n for n, low in enumerate(self.low) if low in _BREAKS]

    def next_break(self, at: int, marks: str = ",;:–—()") -> int:
        """The first of these marks from ``at`` on; the number of words where there is none."""
        return next((n for n in self.breaks if n >= at and self.low[n] in marks), len(self.words))

    def previous_break(self, at: int, marks: str = ",;:–—()") -> int:
        """The last of these marks before ``at``; -1 where there is none."""
        return next((n for n in reversed(self.breaks) if n < at and self.low[n] in marks), -1)

    @cached_property
    def cues(self) -> list[Cue]:
        """Verbs and nouns of speech, with their particles."""
        return list(self._cues())

    def _cues(self) -> Iterator[Cue]:
        lexicon = self.lexicon
        for n, low in enumerate(self.low):
            if low in lexicon.verbs and not (lexicon.lang == "de" and self.words[n].is_capital):
                particles = lexicon.particles.get(low)
                if particles is None:
                    yield Cue(n, n, lexicon.verbs[low])
                    continue
                last = self._particle(n, particles)
                if last is not None:
                    yield Cue(n, last, lexicon.verbs[low])
            elif low in lexicon.nouns:
                yield Cue(n, n, low, True)

    def _particle(self, at: int, particles: frozenset[str]) -> int | None:
        """Where the particle of a verb stands apart, at the end of its clause; the verb where it needs none."""
        for n in range(at + 1, min(len(self.low), at + _REACH)):
            if self.low[n] in particles and self._ends_clause(n):
                return n
            if self.low[n] in ";:":
                break
        return at if "" in particles else None

    def _ends_clause(self, at: int) -> bool:
        after = self.low[at + 1] if at + 1 < len(self.low) else "."
        return not after[0].isalnum() or after in ("und", "oder", "that", "dass")

    @cached_property
    def verbs(self) -> list[Cue]:
        """The verbs among the cues."""
        return [cue for cue in self.cues if not cue.is_noun]

    def source(self) -> tuple[int, int] | None:
        """The first phrase that tells a source ("laut", "according to"): its first word and the one behind it."""
        firsts = _first_words(self.lexicon)
        for n, low in enumerate(self.low):
            if low in firsts:
                for length in range(min(_PHRASE, len(self.low) - n), 0, -1):
                    if " ".join(self.low[n : n + length]) in self.lexicon.before:
                        return n, n + length
        return None

    def place(self, first: int, last: int) -> tuple[int, int]:
        """Code points from word ``first`` to word ``last`` (exclusive), without marks at its ends."""
        while first < last and not self.words[first].is_word:
            first += 1
        while last > first and not self.words[last - 1].is_word:
            last -= 1
        if first >= last:
            return 0, 0
        start, end = self.words[first].start, self.words[last - 1].end
        return self._with_quotes(start, end, first, last)

    def _with_quotes(self, start: int, end: int, first: int, last: int) -> tuple[int, int]:
        """With the direct quotes that lie right before the first word or behind the last one."""
        before = self.words[first - 1].end if first else self.start
        after = self.words[last].start if last < len(self.words) else self.end
        for quote_start, quote_end in self.quoted:
            if before <= quote_start < start:
                start = quote_start
            if end < quote_end <= after:
                end = quote_end
        return start, end

    def words_place(self, first: int, behind: int) -> tuple[int, int]:
        """Code points of the words from ``first`` to before ``behind``."""
        return self.words[first].start, self.words[behind - 1].end

    def segments(self, cue: Cue) -> Segments:
        """Where the words of a cue stand."""
        one, other = self.words[cue.at], self.words[cue.last]
        first = (one.start, one.end)
        return (first,) if cue.at == cue.last else (first, (other.start, other.end))


_FIRST: dict[str, frozenset[str]] = {}


def _first_words(lexicon: Lexicon) -> frozenset[str]:
    found = _FIRST.get(lexicon.lang)
    if found is None:
        found = _FIRST[lexicon.lang] = frozenset(phrase.split()[0] for phrase in lexicon.before)
    return found
