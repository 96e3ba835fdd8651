"""An article as one reads it who looks for speakers: what is said in it is left out, its sentences stay whole."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotator.core.clusters import Range
from annotator.core.lazily import lazily
from annotator.core.models import Segments
from annotator.core.patterns import late
from annotator.suggest.base import Proposal
from annotator.suggest.datelines import DATELINE
from annotator.suggest.mentions import Mention
from annotator.suggest.quotes.incises import without_incises
from annotator.suggest.reading import Reading
from annotator.suggest.speakers.gender import LANGUAGES, of_verb

_SHORT, _FEW = 60, 6  # code points and words, the marks counted, of what no verb in it tells of
DIRECT, REPORTED = "direct", "reported"
_KNOWN_WORDS = frozenset(("de", "en"))  # their words that begin sentences are known, or all nouns have capitals
_NOUN = 5  # letters of the longest nouns that end as verbs do: škol, szkół
_MOST = late(r"(?:naj|nej|най)\w+(?:[eio]|ej|lj|[ео])")  # adverbs: najostrejšie vystúpila starostka
# Adverbs behind a verb: odpovedala vyhýbavo: „…“; the article of Bulgarian nouns ends so, too.
_ADVERB = late(r"\w{2,}(?:[nvklrš]o|[внклрш]о)(?<!stvo)(?<!ство)")
_SLAVIC = LANGUAGES - {"ar", "he"} | {"bg"}
_BEHIND_NAMES = ("s", "b", "(", "u")


class Scene:
    """The words of an article with the letters that they have (annotator/suggest/mentions), Q where they are in a
    direct quote; and its sentences, as indices of words, which no quote cuts in two.
    """

    def __init__(self, reading: Reading, quotes: Sequence[Proposal]) -> None:
        parsed = reading.parsed
        self.text = reading.text
        self.lang = reading.lang
        self.lexicon = reading.lexicon
        self.words = parsed.words
        self.low = parsed.low
        self._starts = parsed.starts
        self._reading = reading
        self._pieces: dict[Segments, Segments] = {}
        direct = merged(
            segment
            for quote in quotes
            if quote.attributes.get("form", DIRECT) == DIRECT
            for segment in self.pieces(quote)
        )
        # Where the cues of what is told without quotation marks begin.
        forms = [(quote, quote.attributes.get("form", DIRECT)) for quote in quotes]
        self._told = {start for quote, form in forms if form != DIRECT for start, _ in quote.cue[:1]}
        told = [quote for quote, form in forms if form != DIRECT]
        self.told_before = {start for quote in told for start, _ in quote.cue[:1] if quote.end <= start}
        letters = list(parsed.letters)
        for start, end in direct:
            lo, hi = self.at(start), self.at(end)
            letters[lo:hi] = "Q" * (hi - lo)
        self.letters = "".join(letters)
        self.mentions = parsed.mentions
        if direct:
            found = self.letters.find
            self.mentions = [
                outside
                for m in parsed.mentions
                if (outside := m if found("Q", m.first, m.last) < 0 else self._outside(m)) is not None
            ]
        self._surnames: set[str] | None = None
        self._firsts = [mention.first for mention in self.mentions]
        self._sentences = self._whole(reading.sentences, direct)
        self.lines = [self.at(start) for start, _ in reading.lines]

    def pieces(self, quote: Proposal) -> Segments:
        """The segments of a quote without the words about its speaker that stand within its marks."""
        found = self._pieces.get(quote.segments)
        if found is None:
            found = without_incises(self._reading, quote.segments) or quote.segments
            self._pieces[quote.segments] = found
        return found

    def _outside(self, mention: Mention) -> Mention | None:
        """The mention without what is said in a direct quote, where that reaches into it."""
        inside = self.letters.index("Q", mention.first, mention.last)
        if inside == mention.first or self.words[inside - 1].start < mention.bare:
            return None
        end = self.words[inside - 1].end
        return replace(mention, end=end, last=inside, head=min(mention.head, end), core=min(mention.core, end))

    def at(self, offset: int) -> int:
        """The index of the first word that begins at or after the offset."""
        return bisect_left(self._starts, offset)

    def _whole(self, sentences: list[Range], direct: list[Range]) -> list[int]:
        begins = [start for start, _ in direct]
        found = []
        for start, end in sentences:
            at = bisect_right(begins, start) - 1
            if at >= 0 and direct[at][0] < start < direct[at][1]:
                continue
            dateline = DATELINE.match(self.text, start, end)
            found.append(self.at(dateline.end() if dateline else start))
        return found

    def sentence(self, first: int, last: int) -> Range:
        """The words of the sentence, or the sentences, that the words from ``first`` to ``last`` lie in."""
        at = bisect_right(self._sentences, first) - 1
        end = bisect_left(self._sentences, max(last, first + 1))
        lo = self._sentences[at] if at >= 0 else 0
        return lo, self._sentences[end] if end < len(self._sentences) else len(self.words)

    def is_free(self, index: int) -> bool:
        """Whether a word announces nothing that is told without quotation marks, as far as these quotes tell."""
        return self.words[index].start not in self._told

    def in_short_marks(self, lo: int, hi: int) -> set[int]:
        """The words of a stretch that stand in marks around a few of them, not around all: the ‘final offer’."""
        found: set[int] = set()
        for start, end in self._reading.quotations:
            if end - start <= _SHORT:
                first, last = self.at(start), self.at(end)
                if (lo, hi) != (first, last) and lo <= first and last <= hi and last - first <= _FEW:
                    found.update(range(first, last))
        return found

    def line(self, index: int) -> int:
        """Which line a word is in."""
        return bisect_right(self.lines, index) - 1

    @lazily
    def answers(self) -> frozenset[int]:
        """The lines of direct speech behind a line that ends as a question: with a dash as that, or in marks."""
        return frozenset(line for line, begin in enumerate(self.lines) if self._answers(begin))

    def _answers(self, begin: int) -> bool:
        if not 0 < begin < len(self.words) or self.words[begin - 1].text != "?":
            return False
        dashed = self.letters[begin] == "-" and self.letters[begin + 1 : begin + 2] == "Q"
        return dashed or (self.letters[begin] == "Q" and self.letters[begin - 1] != "Q")

    def is_heading(self, index: int) -> bool:
        """Whether a word is in a line without an end as sentences have it, which is a heading."""
        at = self.line(index)
        end = self.lines[at + 1] if at + 1 < len(self.lines) else len(self.words)
        return at >= 0 and self.letters[end - 1] not in ".:qQ)"

    def between(self, lo: int, hi: int) -> list[Mention]:
        """The mentions that begin and end in a stretch of words."""
        found = self.mentions[bisect_left(self._firsts, lo) : bisect_left(self._firsts, hi)]
        return [mention for mention in found if mention.last <= hi]

    def subjects(self, lo: int, hi: int) -> list[Mention]:
        """The mentions of a stretch that may be subjects."""
        found = [mention for mention in self.between(lo, hi) if not mention.oblique]
        return found if self.lang in _KNOWN_WORDS else [one for one in found if not self._is_nobody(one)]

    def _is_nobody(self, mention: Mention) -> bool:
        """Whether it is nobody's name: one word whose capital begins its sentence, as in Perdeu …; a title."""
        first = mention.first
        if mention.kind == "nominal" and self.letters[first : mention.last] == "n":
            return self.lang in _SLAVIC and _ADVERB.fullmatch(self.low[first]) is not None
        if mention.kind != "name" or mention.who:
            return False
        if self.letters[first - 1 : first] == "q" and not self._speaks(mention.last):
            return True  # the name of a film, a ship: Skoro przeżyła „Sól”, …
        if mention.last - first > 1:
            return False
        if self.lang in LANGUAGES and self._begins(first) and _MOST.fullmatch(self.low[first]):
            return True
        if not self._begins(first) or self.letters[mention.last : mention.last + 1] in _BEHIND_NAMES:
            return False
        if self.acts(mention.last):
            return False
        return self.words[first].text not in self._amid

    def acts(self, index: int) -> bool:
        """Whether a word has the ending of a Slavic verb that tells of somebody before it: Nowak czytała …"""
        if self.lang not in LANGUAGES or index >= len(self.low):
            return False
        return len(self.low[index]) > _NOUN and bool(of_verb(self.lang, self.low[index]))

    def _speaks(self, index: int) -> bool:
        """Whether a verb of speech stands at a word, or behind a mark there."""
        return "s" in self.letters[index : index + 2]

    def _begins(self, index: int) -> bool:
        """Whether a sentence begins with a word, or what is said in one does."""
        return not index or self.letters[index - 1] in ".:Q" or index in self.lines

    @lazily
    def _amid(self) -> set[str]:
        """The words of names that stand amid a sentence."""
        places = ((one.first + self._begins(one.first), one.last) for one in self.mentions if one.name)
        return {word.text for first, last in places for word in self.words[first:last]}

    def is_named_elsewhere(self, mention: Mention) -> bool:
        """Whether a name of one word is the end of a longer one in the article, or stands behind a role.

        In most languages it is enough that it stands amid a sentence.
        """
        if self._surnames is None:
            self._surnames = {m.name.rsplit(" ", 1)[-1] for m in self.mentions if m.who == "person" and m.name}
        if mention.name in self._surnames or mention.name.removesuffix("s") in self._surnames:
            return True
        return self.lang not in _KNOWN_WORDS and self._begins(mention.first) and mention.name in self._amid

    def around(self, index: int) -> Mention | None:
        """The mention that a word is in."""
        at = bisect_right(self._firsts, index) - 1
        if at >= 0 and self.mentions[at].last > index:
            return self.mentions[at]
        return None


def merged(ranges: Iterable[Range]) -> list[Range]:
    """Ranges in order, those that overlap as one."""
    found: list[Range] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
