"""Interviews without quotation marks: who speaks stands before a colon at the beginning of each paragraph.

„SZ: Warum? – Ohlsen: Weil wir müssen.“, “Q: Why? – A: Because.” What is asked is no candidate: who asks is no
actor of the news, and is mostly called by the name of the paper.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from annotator.core.patterns import late
from annotator.core.typography import trim
from annotator.suggest.quotes.marks import TURN, Candidate
from annotator.suggest.quotes.words import VOICE
from annotator.suggest.reading import Reading

_WORD = r"[\w.’'&/-]{1,30}"
_LABEL = late(
    rf"\s*(?P<who>(?=[^\W\d_]){_WORD}(?:[ \u00a0]{_WORD}){{0,3}})"
    r"(?:[ \u00a0]?:[ \u00a0]+|：[ \u3000]*)(?=[\w¿¡(\[…–—（])"
)
_LEAST = 2  # turns of one who asks or answers, and answers right behind questions
_QUESTIONS = ("?", "？", "؟", ";")  # Greek asks with a semicolon


class _Turn(NamedTuple):
    who: str
    line: int
    start: int
    end: int
    asks: bool


def turns(reading: Reading) -> Iterator[Candidate]:
    """The answers of an interview; none where nobody asks."""
    marks = _QUESTIONS if reading.lang == "el" else _QUESTIONS[:-1]
    if sum(map(reading.text.count, marks)) < _LEAST:
        return  # as nearly all articles, in a fraction of the time
    found = list(_turns(reading, marks))
    asking: dict[str, int] = defaultdict(int)
    spoken: dict[str, int] = defaultdict(int)
    for turn in found:
        asking[turn.who] += turn.asks
        spoken[turn.who] += 1
    asks = {who for who, number in asking.items() if number >= _LEAST and 2 * number > spoken[who]}
    answers = [turn for turn in found if turn.who not in asks and spoken[turn.who] >= _LEAST]
    questions = {turn.line for turn in found if turn.who in asks}
    if sum(turn.line - 1 in questions for turn in answers) < _LEAST:
        return
    labelled = {turn.line for turn in found}
    for turn in answers:
        place = turn.start, _end(reading, turn, labelled)
        yield Candidate(*place, TURN, (place,), place)


def _end(reading: Reading, turn: _Turn, labelled: set[int]) -> int:
    """Where an answer ends: with its paragraph, or one behind it in which the same voice goes on."""
    end = turn.end
    for line in range(turn.line + 1, max(labelled)):
        place = trim(reading.text, *reading.lines[line])
        tokens = reading.tokens_in(*place)
        # Italian has an article "I".
        speaks = any(one.low in VOICE or (one.text == "I" and reading.lang == "en") for one in tokens)
        if line in labelled or not speaks:
            break
        end = place[1]
    return end


def _turns(reading: Reading, marks: tuple[str, ...]) -> Iterator[_Turn]:
    for line, (lo, hi) in enumerate(reading.lines):
        label = _LABEL.match(reading.text, lo, hi)
        if label is not None:
            start, end = trim(reading.text, label.end(), hi)
            asks = reading.text.endswith(marks, start, end)
            yield _Turn(label["who"].casefold(), line, start, end, asks)
