"""Groups, organisations and roles that no name tells: "the board", "dockers", "das Kabinett"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from annotator.core.name_words import ARTICLES
from annotator.core.typography import Range, word_set
from annotator.suggest.actors.register_index import RegisterIndex
from annotator.suggest.base import Proposal
from annotator.suggest.mentions.word_classes import class_of
from annotator.suggest.reading import Reading

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
    words, letters = reading.parsed.words, reading.parsed.letters
    text, prose = reading.text, _prose(reading)
    told = {reading.sentence_of(offset) for place in quotes for offset in place}
    cores = {mention.bare: mention.core for mention in reading.parsed.mentions}
    for n, letter in enumerate(letters):
        if letter not in "MORK" and words[n].low not in ("seiten", "sides", "parties", "camps"):
            continue
        word, head = words[n], words[n].text
        end = word.end
        if n and (words[n - 1].low, word.low) in _BOTH:
            yield Proposal("ACTOR", ((words[n - 1].start, end),), _SCORES["M"], _REASONS["M"])
            continue
        if letter == "K" and head.islower() and (ending := _GENITIVE.search(head)):
            # "the board’s chair", "the dockers’ union"
            head, end = head[: ending.start()], end - len(ending[0])
            letter = class_of(reading.lang)(head)
        elif letters[n + 1 : n + 2] in tuple(_BESIDE):
            continue
        if letter not in "MOR" or head.isupper() or not prose(word.start):
            continue
        first = n
        while reading.lang == "de" and first and letters[first - 1] == "a" and words[first - 1].text.islower():
            first -= 1
        before = words[first - 1] if first else None
        if before is not None and text[before.end : words[first].start] not in _BLANKS:
            before = None
        if before is not None and (before.low in _NOBODY | _COUNTED or letters[first - 1] == "0"):
            continue
        has_article = before is not None and (letters[first - 1] in "dmge" or before.low in _CONTRACTED)
        if not has_article and before is not None and letters[first - 1] in _BESIDE:
            if first == n:
                continue
            first = n  # "das Werk schleuse Leiharbeiter": a verb, not an adjective
        if not has_article and letter != "M":
            continue
        if letter == "R" and letters[n + 1 : n + 2] == "," and letters[n + 2 : n + 3] in tuple("NITRO"):
            continue  # "le maire, Firmin Lescaut"
        if letter == "R" and first > 2 and letters[first - 2] == "," and letters[first - 3] in "NI":
            continue  # "Tjark Ohlsen, der Bürgermeister"
        start = words[first].start
        while reading.lang == "fr" and letters[n + 1 : n + 2] == "a" and end == words[n].end:
            n, end = n + 1, words[n + 1].end  # "le conseil municipal"
        if letters[n + 1 : n + 2] in _OF:
            end = min(max(end, cores.get(start, end)), start + _LONGEST)
        entries = index.head_of(head) if has_article and letter == "O" else ()
        if with_article and has_article and before is not None and before.low in ARTICLES:
            start = before.start
        if len(entries) == 1:
            reason = f"in the register: {index.actors[entries[0]].name}"
            yield Proposal("ACTOR", ((start, end),), _ENTRY, reason)
        else:
            beside = letter == "R" and reading.sentence_of(start) in told
            score = _ROLE_BESIDE_QUOTE if beside else _SCORES[letter]
            yield Proposal("ACTOR", ((start, end),), score, _REASONS[letter])


def _prose(reading: Reading) -> _Test:
    """Tells of an offset whether its line ends as sentences do."""
    starts = [start for start, _ in reading.lines]
    ends = [reading.text[start:end].rstrip()[-1:] in _ENDS for start, end in reading.lines]
    return lambda offset: ends[bisect_right(starts, offset) - 1]
