"""An article's text taken apart into lines, sentences and tokens, once for all suggesters."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate, repeat
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from annotator.core.clusters import Range
from annotator.core.lazily import lazily
from annotator.core.models import Article, Zone
from annotator.core.typography import Marks, quotation_marks, sentences
from annotator.suggest.lexicon import Lexicon, guess_language, lexicon
from annotator.suggest.mentions import Parsed, parsed
from annotator.suggest.semitic import is_marked, spelling
from annotator.suggest.spellings import LANGUAGES as SPELLINGS
from annotator.suggest.spellings import one_spelling

if TYPE_CHECKING:
    from annotator.suggest.base import Link

# The accents and vowel signs of Latin, Hebrew, Arabic and Hindi that stand beside their letter, which \w leaves
# out, and what keeps the letters of a Persian word apart.
_LETTERS = r"\w[\w\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0962\u0963\u200c]*"
# Hebrew abbreviations have a mark like a quotation mark before their last letter, or an ending with it: מנכ"לית.
# Behind "and" or "that" more than one letter tell that it opens a quotation: ו"כל העולם".
_JOINER = (
    r"""(?:['’.\-‐‑&·*:/]|["״”](?<=[\u05d0-\u05ea].)"""
    r"""(?:(?=[\u05d0-\u05ea]\b)|(?=[\u05d0-\u05ea]{2,3}\b)(?<!\b[וש].)))"""
)
_TOKEN = re.compile(rf"({_LETTERS}(?:{_JOINER}{_LETTERS})*|[^\w\s])")
_LINE = re.compile(r"[^\n\u2028\u2029]+")
_TITLE = 16  # code points of the longest title with its full stop, and more
_INK = re.compile(r"[^\n\u2028\u2029]")


class Token(NamedTuple):
    """A word, a number or a single mark; ``low`` is the word in small letters, as lexicons spell it."""

    start: int
    end: int
    text: str
    low: str

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


_NEW = tuple.__new__
_START, _LOW = itemgetter(0), itemgetter(3)


def tokens_of(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Words, numbers and single marks of a stretch of any text, in order."""
    pieces = _TOKEN.split(text if end is None and not start else text[start:end])
    bounds = list(accumulate(map(len, pieces), initial=start))
    words = pieces[1::2]
    # İşçi is işçi; str.lower makes two code points of its first letter.
    written = [word.replace("İ", "i") for word in words] if "İ" in text else words
    low = map(str.lower, written)
    if is_marked(text):
        low = map(spelling, low)
    # A third of the time of calling Token for each match.
    fields = zip(bounds[1:-1:2], bounds[2::2], words, low, strict=True)
    return list(map(_NEW, repeat(Token), fields))


class Reading:
    """One article as suggesters read it.

    ``text`` has the length of the article's, but line breaks in the place of whatever lies in zones, so that
    nobody finds anything there. ``lang`` is the primary subtag of the article's language, guessed where it is not
    told. ``links`` are the relations that the article has and the links that suggesters have proposed so far.
    """

    def __init__(self, article: Article, zones: tuple[Zone, ...] | list[Zone] = ()) -> None:
        self.article = article
        self.text = _without(article.text, zones)
        lang = (article.lang or "").partition("-")[0].lower()
        self.lang = lang or guess_language(self.text)
        self.links: list[Link] = []

    @lazily
    def lexicon(self) -> Lexicon:
        """The words of speech of the article's language; an empty one where there is none."""
        return lexicon(self.lang)

    @lazily
    def lines(self) -> list[Range]:
        """The lines that are not blank: paragraphs, headings."""
        return [match.span() for match in _LINE.finditer(self.text) if not match[0].isspace()]

    @lazily
    def sentences(self) -> list[Range]:
        """The sentences, in order; a heading is one, too."""
        found = [found for lo, hi in self.lines for found in sentences(self.text, lo, hi)]
        return self._with_titles(found) if self.lexicon.titles else found

    def _with_titles(self, found: list[Range]) -> list[Range]:
        """The sentences, those in one that only the full stop of a title divides: bryg. Tomasz Kulesza."""
        joined: list[Range] = []
        for start, end in found:
            last = joined[-1] if joined else None
            if last and self.text[last[1] - 1] == "." and "\n" not in self.text[last[1] : start]:
                word = self.text[max(last[0], last[1] - _TITLE) : last[1] - 1].split()[-1:]
                if word and self._is_title(word[0].lower()):
                    joined[-1] = last[0], end
                    continue
            joined.append((start, end))
        return joined

    def _is_title(self, low: str) -> bool:
        """Whether a word is a title before names, or ends with an initial in Hindi: एस.के. निगम."""
        return low in self.lexicon.titles or (self.lang == "hi" and low.rpartition(".")[2] in self.lexicon.titles)

    @lazily
    def quotations(self) -> list[Range]:
        """What stands between matching quotation marks within a line, marks included, inner before outer."""
        return [found for marks in self.marks for found in marks.pairs]

    @lazily
    def marks(self) -> list[Marks]:
        """The quotation marks of each of the ``lines``."""
        return [quotation_marks(self.text, lo, hi) for lo, hi in self.lines]

    @lazily
    def tokens(self) -> list[Token]:
        """Words, numbers and single marks, in order."""
        found = tokens_of(self.text)
        if self.lang in SPELLINGS:
            return [token._replace(low=one_spelling(self.lang, token.low)) for token in found]
        return found

    @lazily
    def parsed(self) -> Parsed:
        """The words with what each may do in a phrase, and the mentions of people, organisations and the like."""
        return parsed(self)

    @lazily
    def low(self) -> list[str]:
        """The tokens in small letters."""
        return list(map(_LOW, self.tokens))

    @lazily
    def starts(self) -> list[int]:
        """Where the tokens begin."""
        return list(map(_START, self.tokens))

    def token_at(self, offset: int) -> int:
        """The index of the first token that begins at or after ``offset``; their number where none does."""
        return bisect_left(self.starts, offset)

    def tokens_in(self, start: int, end: int) -> list[Token]:
        """The tokens that begin in the stretch."""
        return self.tokens[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def sentence_of(self, offset: int) -> int:
        """The index of the sentence that ``offset`` lies in, or of the last one before it; -1 before the first."""
        return bisect_right(self.sentences, (offset, len(self.text))) - 1

    def line_of(self, offset: int) -> int:
        """The index of the line that ``offset`` lies in, or of the last one before it; -1 before the first."""
        return bisect_right(self.lines, (offset, len(self.text))) - 1


def _without(text: str, zones: tuple[Zone, ...] | list[Zone]) -> str:
    if not zones:
        return text
    parts, at = [], 0
    for zone in sorted(zones, key=lambda zone: zone.start):
        start, end = max(at, zone.start), zone.end
        if start < end:
            parts += [text[at:start], _INK.sub("\n", text[start:end])]
            at = end
    return "".join(parts) + text[at:]
