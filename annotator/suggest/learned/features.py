"""What a token looks like to the labeller: words and shapes around it, where it stands, what the rules propose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from zlib import crc32

from annotator.suggest.base import Proposal
from annotator.suggest.lexicon import Lexicon
from annotator.suggest.reading import Reading, Token

_FAR = 12  # tokens to the nearest verb of speech; further away, there is none
_WIDTHS = (2, 5, 12, 30)  # tokens of a quotation
_PLACES = (1, 2, 3, 6, 12)
_RULED = 0.2  # width of the steps in which the scores of rules are told


class _Marks:
    """Which tokens lie in ranges of some kind: in time linear in tokens and ranges, however these nest."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._changes: dict[str, dict[int, int]] = {}
        self.at: dict[int, list[str]] = {}

    def within(self, name: str, first: int, last: int) -> None:
        changes = self._changes.setdefault(name, {})
        changes[first] = changes.get(first, 0) + 1
        changes[last] = changes.get(last, 0) - 1

    def point(self, name: str, at: int) -> None:
        if 0 <= at < self._number:
            names = self.at.setdefault(at, [])
            if name not in names:
                names.append(name)

    def write(self, features: list[list[str]]) -> None:
        for at, names in self.at.items():
            features[at] += names
        for name, changes in self._changes.items():
            steps = (changes.get(at, 0) for at in range(self._number))
            for at, depth in enumerate(accumulate(steps)):
                if depth > 0:
                    features[at].append(name)


def features(reading: Reading, known: Iterable[Proposal]) -> list[list[str]]:
    """The features of each token; ``known`` is what the rules propose."""
    tokens = reading.tokens
    words = _Words(reading.lexicon)
    own = [words.of(token) for token in tokens]
    low = ["^^", "^", *(token.low for token in tokens), "$", "$$"]
    shapes = ["^", *(words.shape(token) for token in tokens), "$"]
    found: list[list[str]] = []
    for n, word in enumerate(own):
        two_before, before, this, after, two_after = low[n : n + 5]
        found.append(
            [
                *word,
                f"-={before}",
                f"+={after}",
                f"--={two_before}",
                f"++={two_after}",
                f"-3={before[-3:]}",
                f"+3={after[-3:]}",
                f"-w={before} {this}",
                f"+w={this} {after}",
                f"-s={shapes[n]}",
                f"+s={shapes[n + 2]}",
                f"sss={shapes[n]}{shapes[n + 1]}{shapes[n + 2]}",
            ]
        )
    _add_places(reading, found)
    marks = _Marks(len(tokens))
    _mark_quotations(reading, marks)
    _mark_proposals(reading, known, marks)
    marks.write(found)
    return found


class _Words:
    """What a word tells by itself, made once for each word."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._made: dict[str, list[str]] = {}
        self._shapes: dict[str, str] = {}

    def of(self, token: Token) -> list[str]:
        made = self._made.get(token.text)
        if made is None:
            low = token.low
            made = ["", f"w={low}", f"W={token.text}", f"s={self.shape(token)}"]
            if token.is_word:
                made += [f"p4={low[:4]}", f"e3={low[-3:]}", f"e4={low[-4:]}"]
            made += self._spoken(low)
            self._made[token.text] = made
        return made

    def shape(self, token: Token) -> str:
        """``Xx`` for a capitalised word, ``X`` for capitals, ``0`` for numbers; marks stay themselves."""
        shape = self._shapes.get(token.text)
        if shape is None:
            shape = self._shapes[token.text] = _shape(token.text)
        return shape

    def _spoken(self, low: str) -> list[str]:
        lexicon = self._lexicon
        found = [f"verb={lexicon.verbs[low]}", "verb"] if low in lexicon.verbs else []
        for name in ("nouns", "before", "after", "that", "function_words"):
            if low in getattr(lexicon, name):
                found.append(f"lexicon={name}")
        return found


def _shape(text: str) -> str:
    found: list[str] = []
    for char in text[:20]:
        kind = "X" if char.isupper() else "x" if char.isalpha() else "0" if char.isdigit() else char
        if found[-1:] != [kind]:
            found.append(kind)
    return "".join(found)


def _step(number: int, steps: Sequence[int]) -> int:
    return sum(number >= step for step in steps)


def _add_places(reading: Reading, found: list[list[str]]) -> None:
    """Where the token stands in its sentence, its line and the article, and how far verbs of speech are."""
    for number, (start, end) in enumerate(reading.sentences):
        first, last = reading.token_at(start), reading.token_at(end)
        tokens = reading.tokens[first:last]
        spoken = [token.low in reading.lexicon.verbs for token in tokens]
        before, after = _distances(spoken), _distances(spoken[::-1])[::-1]
        common = [f"sentence={_step(number, _PLACES)}", f"length={_step(last - first, _WIDTHS)}"]
        if any(spoken):
            common.append("spoken")
        if any(token.text == ":" for token in tokens):
            common.append("colon")
        for at in range(last - first):
            found[first + at] += [
                *common,
                f"at={_step(at, _PLACES)}",
                f"to={_step(last - first - at, _PLACES)}",
                f"verb-{before[at]}",
                f"verb+{after[at]}",
            ]
    for start, end in reading.lines:
        first, last = reading.token_at(start), reading.token_at(end)
        if first < last:
            found[first].append("line")
            found[last - 1].append("/line")


def _distances(hits: list[bool]) -> list[int]:
    """Tokens from the last hit, in steps."""
    found, last = [], -_FAR
    for at, hit in enumerate(hits):
        if hit:
            last = at
        found.append(_step(min(at - last, _FAR), (0, *_PLACES)))
    return found


def _mark_quotations(reading: Reading, marks: _Marks) -> None:
    for start, end in reading.quotations:
        first, last = reading.token_at(start), reading.token_at(end)
        if first < last:
            marks.within("quoted", first, last)
            marks.within(f"quoted={_step(last - first, _WIDTHS)}", first, last)
            marks.point("quote", first)
            marks.point("/quote", last - 1)
            marks.point("quote-", first - 1)
            marks.point("quote+", last)


def _mark_proposals(reading: Reading, known: Iterable[Proposal], marks: _Marks) -> None:
    for proposal in known:
        label = proposal.label
        names = [f"rule {label}", f"rule {label} {int(proposal.score / _RULED)}"]
        names += [
            f"rule {label} {name}={value}" for name, value in proposal.attributes.items() if isinstance(value, str)
        ]
        for number, (start, end) in enumerate(proposal.segments):
            first, last = reading.token_at(start), reading.token_at(end)
            if first < last:
                for name in names:
                    marks.within(name, first, last)
                marks.point(f"rule {label} {'again' if number else 'begins'}", first)
                marks.point(f"rule {label} ends", last - 1)
                marks.point(f"rule {label} before", first - 1)
                marks.point(f"rule {label} after", last)


# Features that name the word itself, or the one so many tokens away.
_NAMING = {
    0: frozenset(("w", "W", "p4", "e3", "e4", "-w", "+w")),
    -1: frozenset(("-", "-3", "-w")),
    1: frozenset(("+", "+3", "+w")),
    -2: frozenset(("--",)),
    2: frozenset(("++",)),
}


def with_unknown_words(reading: Reading, found: Sequence[list[str]], share: float) -> list[list[str]]:
    """The features as if this share of the capitalised words, the same each time, were not known.

    Articles to come have other names: who learns from these learns what stands around a name, not the names.
    """
    key = reading.article.key
    hidden = [
        token.is_capital and crc32(f"{key} {token.low}".encode()) < share * 2**32
        for token in reading.tokens[: len(found)]
    ]
    new: list[list[str]] = []
    for n, features_ in enumerate(found):
        lost: set[str] = set()
        for offset, names in _NAMING.items():
            if 0 <= n + offset < len(hidden) and hidden[n + offset]:
                lost |= names
        new.append([one for one in features_ if one.partition("=")[0] not in lost] if lost else features_)
    return new
