"""A candidate with the words in it and around it, as the evidence is read from them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from annotator.core.quotation import is_verb_of_saying
from annotator.core.typography import is_function_word
from annotator.suggest.quotes.marks import Candidate
from annotator.suggest.quotes.words import MOOD, SAID, SAID_WITHIN
from annotator.suggest.reading import Reading, Token

_INSIDE = 60  # tokens; of longer quotations the beginning will do
_AROUND = 30  # tokens to either side
_MARKS = frozenset("„“”‟‚‘’‛«»‹›\"＂״〝〞〟'「」『』`")
_STOPS = frozenset(".!?…;:。！？；：؟")
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_WITHIN = re.compile("|".join(SAID_WITHIN))


def is_cue(reading: Reading, token: Token) -> bool:
    """Whether a word is a form of a verb of speech, in any language that is known here."""
    low = token.low
    if low in reading.lexicon.verbs or low in SAID or is_verb_of_saying(low):
        return not (token.is_capital and reading.lang == "de")
    if "-" in low:
        return any(is_verb_of_saying(part) for part in low.split("-"))  # ajoute-t-elle
    return bool(_WITHIN.search(low)) if low > "\u3000" else False


@dataclass(slots=False)
class View:
    """The surroundings of one candidate; ``start`` and ``end`` are those of what is between the marks."""

    reading: Reading
    candidate: Candidate

    @cached_property
    def first(self) -> int:
        """The index of the first token of the candidate, which is its mark if it has one."""
        return self.reading.token_at(self.candidate.start)

    @cached_property
    def behind(self) -> int:
        """The index of the first token after the candidate."""
        return self.reading.token_at(self.candidate.end)

    @cached_property
    def words(self) -> list[Token]:
        """The first words inside."""
        lo, hi = self.candidate.inside
        first = self.reading.token_at(lo)
        return [one for one in self.reading.tokens[first : first + _INSIDE] if one.start < hi and one.is_word]

    @cached_property
    def length(self) -> int:
        """How many words there are inside; of a language that has no spaces, half the characters."""
        lo, hi = self.candidate.inside
        signs = len(_IDEOGRAPHS.findall(self.reading.text, lo, min(hi, lo + 200)))
        return len(self.words) if not signs else max(1, (signs + 1) // 2)

    @cached_property
    def sentence(self) -> tuple[int, int]:
        """The sentence or sentences that the candidate touches."""
        sentences = self.reading.sentences
        if not sentences:
            return self.candidate.start, self.candidate.end
        first = max(0, self.reading.sentence_of(self.candidate.start))
        last = max(first, bisect_right(sentences, (self.candidate.end - 1, len(self.reading.text))) - 1)
        return min(sentences[first][0], self.candidate.start), max(sentences[last][1], self.candidate.end)

    @cached_property
    def before(self) -> list[Token]:
        """The last tokens before the candidate within its sentence, in order."""
        lo = self.sentence[0]
        tokens = self.reading.tokens[max(0, self.first - _AROUND) : self.first]
        return [token for token in tokens if token.start >= lo]

    @cached_property
    def after(self) -> list[Token]:
        """The first tokens after the candidate within its sentence."""
        hi = self.sentence[1]
        tokens = self.reading.tokens[self.behind : self.behind + _AROUND]
        return list(takewhile(lambda token: token.start < hi, tokens))

    @cached_property
    def following(self) -> list[Token]:
        """The tokens after the candidate, up to a stop or another mark, within the line even in a new sentence."""
        index = self.reading.line_of(self.candidate.end - 1)
        hi = self.reading.lines[index][1] if index >= 0 else self.candidate.end
        tokens = self.reading.tokens[self.behind : self.behind + _AROUND]
        return list(
            takewhile(
                lambda token: token.start < hi and token.text not in _STOPS and token.text not in _MARKS, tokens
            )
        )

    @cached_property
    def previous(self) -> Token | None:
        """The token right before the candidate, in its sentence."""
        return self.before[-1] if self.before else None

    @cached_property
    def capital(self) -> bool:
        """Whether it begins with a capital or a number."""
        return bool(self.words) and (self.words[0].is_capital or self.words[0].text[0].isdecimal())

    @cached_property
    def small(self) -> bool:
        return bool(self.words) and self.words[0].text[0].islower()

    @cached_property
    def name_like(self) -> bool:
        """Whether all words are written with a capital, but for small ones within, and none is a function word."""
        words = self.words
        if not words or len(words) > 8 or not any(word.is_capital for word in words):
            return False
        return all(
            not word.text[0].islower()
            or (0 < i < len(words) - 1 and (len(word.text) <= 3 or is_function_word(word.text)))
            for i, word in enumerate(words)
        )

    @cached_property
    def cue_after(self) -> Token | None:
        """A verb of speech among the first words behind, as in “…”, said X or “…” X said."""
        commas = 0
        for i, token in enumerate(self.following[:7]):
            commas += token.text in ",，、—–-"
            if is_cue(self.reading, token):
                return token
            if i and commas > 1:
                return None
        return None

    @cached_property
    def cue_before(self) -> Token | None:
        """The last verb of speech before it in its sentence."""
        return next((token for token in reversed(self.before) if is_cue(self.reading, token)), None)

    @cached_property
    def cue_later(self) -> Token | None:
        """The first verb of speech behind it in its sentence."""
        return next((token for token in self.after if is_cue(self.reading, token)), None)

    @cached_property
    def mood(self) -> Token | None:
        """A German verb in the mood of reported speech in the sentence."""
        if self.reading.lang not in ("de", ""):
            return None
        around = [*reversed(self.before), *self.after]
        return next((token for token in around if token.low in MOOD), None)
