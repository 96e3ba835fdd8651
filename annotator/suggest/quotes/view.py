"""A candidate with the words in it and around it, as the evidence is read from them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import takewhile

from annotator.core.quotation import is_verb_of_saying
from annotator.core.typography import is_function_word, word_set
from annotator.suggest.lexicon import lexicon
from annotator.suggest.quotes.marks import Candidate
from annotator.suggest.quotes.words import ARTICLES, MOOD, SAID, VERBAL
from annotator.suggest.reading import Reading, Token

_INSIDE = 60  # tokens; of longer quotations the beginning will do
_AROUND = 30  # tokens to either side
_MARKS = frozenset("„“”‟‚‘’‛«»‹›\"＂״〝〞〟'「」『』`")
_STOPS = frozenset(".!?…;:。！？；：؟")
_COMMAS = frozenset(",，、،—–-")
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_ENGLISH_ARTICLES = word_set("the a an his their our your its my no any")
_NONE = frozenset(("",))
_CLAUSE = 14  # tokens between a verb and its separable particle


def is_cue(reading: Reading, token: Token) -> bool:
    """Whether a word is a form of a verb of speech; one that needs a particle is with that behind it."""
    low, verbs = token.low, reading.lexicon.verbs
    if not verbs:
        return low in SAID or is_verb_of_saying(low)
    if low not in verbs:
        if low > "\u3000":
            return _within(reading.lang).search(low) is not None
        return "-" in low and low.partition("-")[0] in verbs  # ajoute-t-elle
    if _is_noun(reading, token):
        return False
    needed = reading.lexicon.particles.get(low, _NONE)
    return "" in needed or particle_of(reading, token, needed) is not None


def _is_noun(reading: Reading, token: Token) -> bool:
    """Whether a form of a verb is a noun here: German „Die Frage“, English “the offer”."""
    if reading.lang == "en":
        at = reading.token_at(token.start)
        return at > 0 and reading.tokens[at - 1].low in _ENGLISH_ARTICLES
    return reading.lang == "de" and token.is_capital


def is_weak(reading: Reading, token: Token) -> bool:
    """Whether a verb tells of thought, as many do that tell of much else."""
    return reading.lexicon.verbs.get(token.low) in reading.lexicon.thought


def particle_of(reading: Reading, verb: Token, wanted: frozenset[str]) -> Token | None:
    """The separable particle that stands apart behind a verb, at the end of its clause."""
    if wanted == _NONE:
        return None
    first = reading.token_at(verb.end)
    tokens = reading.tokens[first : first + _CLAUSE]
    for i, token in enumerate(tokens):
        if token.text in _STOPS and token.text != ":":
            return None
        ends = i + 1 == len(tokens) or not tokens[i + 1].is_word
        if token.low in wanted and ends:
            return token
    return None


@lru_cache(maxsize=8)
def _within(lang: str) -> re.Pattern[str]:
    """What finds a verb of speech in a language that is written without spaces."""
    verbs = sorted(lexicon(lang).verbs, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, verbs)) or "(?!)")


@dataclass(eq=False)
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

    def is_small_word(self, word: Token) -> bool:
        """Whether a word is an article, pronoun, preposition or the like of the text's language."""
        return is_function_word(word.text) or word.low in self.reading.lexicon.function_words

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
        # Ohlsen sagte:⏎„…“
        begins = sentences[first][0] >= self.candidate.start
        if begins and first and self.reading.text[sentences[first - 1][1] - 1] in ":：":
            first -= 1
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
        """Whether it begins with a small letter; iPod does not count as one."""
        return bool(self.words) and self.words[0].text == self.words[0].low and self.words[0].text[0].islower()

    @cached_property
    def has_case(self) -> bool:
        """Whether it is written in letters of which there are capitals."""
        return any(word.low != word.text.upper() for word in self.words)

    @cached_property
    def name_like(self) -> bool:
        """Whether all words are written with a capital, but for small ones within, and none is a function word."""
        words = self.words
        if any(word.low in VERBAL for word in words[1:-1]):
            return False
        if not words or len(words) > 12 or not any(word.text != word.low for word in words):
            return False
        return all(
            word.text != word.low
            or not word.text[0].islower()
            or (0 < i < len(words) - 1 and (len(word.text) <= 3 or is_function_word(word.text)))
            for i, word in enumerate(words)
        )

    @cached_property
    def cue_after(self) -> Token | None:
        """A verb of speech among the first words behind, as in “…”, said X or “…” X said."""
        text, (_, end) = self.reading.text, self.candidate.inside
        commas = 0
        previous = self.previous.low if self.previous else ""
        behind_article = self.capital and previous in ARTICLES
        apart = not (self.name_like or behind_article) or text[end - 1] in ",.!?…" or previous in (":", "：")
        if self.reading.lang == "de" and not self.after and not text.startswith(",", self.candidate.end):
            return None  # German would not tell of the speaker in a new sentence.
        before = ""
        for token in self.following[:7]:
            # «…», — said X: a comma and a dash are one mark.
            commas += token.text in _COMMAS and before not in _COMMAS
            before = token.text
            # The “Gazette” said: a name that speaks.
            if (apart or (commas and not behind_article)) and is_cue(self.reading, token):
                return None if self._opens_another(token) else token
            if commas > 1:
                return None
        return None

    def _opens_another(self, cue: Token) -> bool:
        """Whether a verb announces the next quotation: “…,” while Ohlsen tweeted: “…”"""
        behind = self.reading.token_at(cue.end)
        return behind < len(self.reading.tokens) and self.reading.tokens[behind].text == ":"

    @cached_property
    def is_apart(self) -> bool:
        """Whether a comma, a dash or a stop separates the candidate from what follows."""
        last = self.reading.text[self.candidate.inside[1] - 1]
        return last in ",.!?…" or (bool(self.following) and self.following[0].text in _COMMAS)

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
