"""Groups, organisations and roles that no name tells: "the board", "dockers", "das Kabinett"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from annotator.core.clusters import Range
from annotator.core.name_words import ARTICLES
from annotator.core.typography import word_set
from annotator.suggest.actors.register_index import RegisterIndex
from annotator.suggest.base import Proposal
from annotator.suggest.mentions.word_classes import classes
from annotator.suggest.reading import Reading, Token

_ENTRY = 0.6
_SCORES = {"M": 0.5, "O": 0.55, "R": 0.4}
_ROLE_BESIDE_QUOTE = 0.5
_REASONS = {"M": "a group", "O": "an organisation", "R": "a role"}
_LANGUAGES = ("de", "en", "fr")
_NOBODY = word_set("kein keine keinen keinem keiner keines no aucun aucune")
_COUNTED = word_set(
    "zwei drei vier fünf sechs sieben acht neun zehn dutzende hunderte tausende two three four five six seven "
    "eight nine ten dozens deux trois quatre cinq six sept huit neuf dix"
)  # who is counted is rarely somebody who acts
_UNTOLD = _NOBODY | _COUNTED
_CONTRACTED = word_set("du au aux des vom beim zum zur")
_BOTH = frozenset(
    (
        *(("beide", "seiten"), ("beiden", "seiten"), ("both", "sides"), ("both", "parties")),
        *(("deux", "parties"), ("deux", "camps")),
    )
)
# A word goes on with a name or a compound, or belongs to one.
_BESIDE = frozenset("NORMCUITKn")
_OF = frozenset("ovfge")
_NAMED_BEHIND = frozenset("NITRO")
_HEAD = re.compile("K|[MOR](?![NORMCUITKn])")
_SIDES = frozenset(("seiten", "sides", "parties", "camps"))
_ENDS = frozenset('.:!?…”“»"')
_Test = Callable[[int], bool]
_BLANKS = (" ", "\u00a0")
_GENITIVE = re.compile(r"['’]s?\Z")
_LONGEST = 80  # code points


def described(
    reading: Reading, index: RegisterIndex, quotes: Iterable[Range], *, with_article: bool
) -> Iterator[Proposal]:
    """Phrases whose head is such a word, in order: several without article, one with an article before it.

    One that the register alone has as the head of a name ("the board" of the "Harbour Board") is surer. Headings,
    which say again what the text says, are left out. ``quotes`` are the places of quotes: a role beside one is
    surer.
    """
    if reading.lang not in _LANGUAGES:
        return
    words, low, letters = reading.parsed.words, reading.parsed.low, reading.parsed.letters
    prose = _prose(reading)
    told = {reading.sentence_of(offset) for place in quotes for offset in place}
    cores = {mention.bare: mention.core for mention in reading.parsed.mentions}
    for n in _heads(low, letters):
        if n and (low[n - 1], low[n]) in _BOTH:
            yield Proposal("ACTOR", ((words[n - 1].start, words[n].end),), _SCORES["M"], _REASONS["M"])
            continue
        head, end, letter = _head(reading, n)
        if letter not in "MOR" or head.isupper() or not prose(words[n].start):
            continue
        begins = _begin(reading, n, letter)
        if begins is None:
            continue
        first, article = begins
        start = words[first].start
        while reading.lang == "fr" and letters[n + 1 : n + 2] == "a" and end == words[n].end:
            n, end = n + 1, words[n + 1].end  # "le conseil municipal"
        if letters[n + 1 : n + 2] in _OF:
            end = min(max(end, cores.get(start, end)), start + _LONGEST)
        entries = index.head_of(head) if article is not None and letter == "O" else ()
        # "said that ministers …"
        is_article = article is not None and article.low in ARTICLES and (letter, article.low) != ("M", "that")
        if with_article and article is not None and is_article:
            start = article.start
        if len(entries) == 1:
            reason = f"in the register: {index.actors[entries[0]].name}"
            yield Proposal("ACTOR", ((start, end),), _ENTRY, reason)
        else:
            beside = letter == "R" and reading.sentence_of(start) in told
            score = _ROLE_BESIDE_QUOTE if beside else _SCORES[letter]
            yield Proposal("ACTOR", ((start, end),), score, _REASONS[letter])


def _heads(low: list[str], letters: str) -> list[int]:
    """The words that may be the heads of such phrases, in order."""
    heads = [match.start() for match in _HEAD.finditer(letters)]
    sides = [n for n, word in enumerate(low) if word in _SIDES]
    return sorted({*heads, *sides}) if sides else heads


def _head(reading: Reading, n: int) -> tuple[str, int, str]:
    """The head that a word is, where it ends and its letter, x where a word behind goes on with it."""
    word, letters = reading.parsed.words[n], reading.parsed.letters
    head = word.text
    if letters[n] == "K" and head.islower() and (ending := _GENITIVE.search(head)):
        # "the board’s chair", "the dockers’ union"
        head = head[: ending.start()]
        return head, word.end - len(ending[0]), classes(reading.lang)[head]
    return head, word.end, "x" if letters[n + 1 : n + 2] in _BESIDE else letters[n]


def _begin(reading: Reading, n: int, letter: str) -> tuple[int, Token | None] | None:
    """The first word of the phrase whose head a word is, and the article before it; None where it names nobody."""
    words, letters = reading.parsed.words, reading.parsed.letters
    first = n
    while reading.lang == "de" and first and letters[first - 1] == "a" and words[first - 1].text.islower():
        first -= 1
    before = words[first - 1] if first else None
    if before is not None and reading.text[before.end : words[first].start] not in _BLANKS:
        before = None
    if before is not None and (before.low in _UNTOLD or letters[first - 1] == "0"):
        return None
    has_article = before is not None and (letters[first - 1] in "dmge" or before.low in _CONTRACTED)
    if not has_article and before is not None and letters[first - 1] in _BESIDE:
        if first == n:
            return None
        first = n  # "das Werk schleuse Leiharbeiter": a verb, not an adjective
    if not has_article and letter != "M":
        return None
    if letter == "R" and letters[n + 1 : n + 2] == "," and letters[n + 2 : n + 3] in _NAMED_BEHIND:
        return None  # "le maire, Firmin Lescaut"
    if letter == "R" and first > 2 and letters[first - 2] == "," and letters[first - 3] in "NI":
        return None  # "Tjark Ohlsen, der Bürgermeister"
    return first, before if has_article else None


def _prose(reading: Reading) -> _Test:
    """Tells of an offset whether its line ends as sentences do."""
    starts = [start for start, _ in reading.lines]
    ends = [reading.text[start:end].rstrip()[-1:] in _ENDS for start, end in reading.lines]
    return lambda offset: ends[bisect_right(starts, offset) - 1]
