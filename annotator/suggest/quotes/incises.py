"""The words about the speaker that French puts within the marks: « Je pars, dit-elle, et je reviens. »"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from annotator.core.models import Segments
from annotator.core.typography import Range, trim
from annotator.suggest.mentions import Mention
from annotator.suggest.quotes.words import UNADDRESSED
from annotator.suggest.reading import Reading

# "dit-il", "a-t-elle assuré", "raconte la voilière", "a reconnu Karim Benslimane", by letters of word_classes.
_INCISE = re.compile(r"[,.](?P<verb>b{0,2}(?:r(?=x?s))?x?s)(?=[rdNRTMO,.])")
_BEHIND = "?!…"  # belong to what is said; a comma doesn't
_ENDS = frozenset(",.")
_LONGEST = 8  # words behind the subject: "en souriant"
_LANGUAGES = ("fr",)


class Incise(NamedTuple):
    """Where the words begin and end that stand within a quotation, its marks and commas included, and its verb."""

    start: int
    end: int
    verb: Range


def incises(reading: Reading, start: int, end: int, *, surely: bool = False) -> list[Incise]:
    """The words about the speaker in the stretch of a quotation, in order; none but in French.

    ``surely`` tells that there are some, so that whatever stands behind the verb may be who speaks.
    """
    if reading.lang not in _LANGUAGES:
        return []
    words, letters = reading.parsed.words, reading.parsed.letters
    starts = reading.parsed.starts
    lo, hi = bisect_left(starts, start), bisect_left(starts, end)
    found: list[Incise] = []
    at = lo
    while match := _INCISE.search(letters, at, hi):
        at = match.start() + 1
        last = _end(reading, match, hi, surely=surely)
        if last is None:
            continue
        mark = words[match.start()]
        begin = mark.end if mark.text in _BEHIND else mark.start
        verb = words[match.end() - 1]
        close = words[last].end if last < hi and letters[last] in _ENDS else words[last - 1].end
        found.append(Incise(begin, close, (verb.start, verb.end)))
        at = last
    return found


def without_incises(reading: Reading, segments: Segments) -> Segments:
    """The segments of a quotation without the words about the speaker in them."""
    if reading.lang not in _LANGUAGES:
        return segments
    found: list[Range] = []
    for start, end in segments:
        at = start
        for incise in incises(reading, start, end):
            found.append(trim(reading.text, at, incise.start))
            at = incise.end
        found.append(trim(reading.text, at, end))
    return tuple((lo, hi) for lo, hi in found if any(char.isalnum() for char in reading.text[lo:hi]))


def _end(reading: Reading, match: re.Match[str], hi: int, *, surely: bool) -> int | None:
    """The index of the mark that ends the words, or of the first word behind them; None if they are none."""
    words, letters = reading.parsed.words, reading.parsed.letters
    if words[match.start()].text == "." or words[match.start() + 1].text[0].isupper():
        return None
    at = match.end()
    if "r" not in match["verb"]:
        mention = _mention_at(reading, at)
        known = surely or reading.lexicon.verbs.get(words[at - 1].low) in UNADDRESSED
        if not surely and (mention is None or not (known or (_can_speak(mention) and not mention.oblique))):
            return None
        at = mention.last if mention is not None else at
    for last in range(at, min(hi, at + _LONGEST)):
        if letters[last] in _ENDS:
            return last
        if letters[last] in "bsrq":
            return last if letters[last] == "q" else None
    return at if at >= hi else None


def _mention_at(reading: Reading, index: int) -> Mention | None:
    mentions = reading.parsed.mentions
    at = bisect_left(mentions, index, key=lambda mention: mention.first)
    return mentions[at] if at < len(mentions) and mentions[at].first == index else None


def _can_speak(mention: Mention) -> bool:
    return mention.kind != "nominal" or mention.who in ("person", "organisation", "group")
