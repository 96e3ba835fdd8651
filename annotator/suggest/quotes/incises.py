"""The words about the speaker within the marks: « Je pars, dit-elle, et … », «Я еду, — сказал он. — Завтра».

Romance languages put them between commas; they, Slavic languages and Greek between dashes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from annotator.core.clusters import Range
from annotator.core.models import Segments
from annotator.core.typography import trim, word_set
from annotator.suggest.mentions import Mention
from annotator.suggest.quotes.words import UNADDRESSED
from annotator.suggest.reading import Reading, Token

# "dit-il", "a-t-elle assuré", "raconte la voilière", "a reconnu Karim Benslimane", by letters of word_classes.
_INCISE = re.compile(r"[,.](?P<verb>b{0,2}(?:r(?=x?s))?x?s)(?=x{0,3}[rdNRTMO,.])")
_HEARERS = word_set("lui leur nous vous me te m' m’ t' t’")
_BEHIND = "?!…"  # belong to what is said; a comma doesn't
_ENDS = frozenset(",.")
_LONGEST = 8  # words behind the subject: "en souriant"
_WITH_COMMAS = frozenset(("fr", "it", "es", "pt", "ca", "ro"))
_WITH_DASHES = frozenset(("fr", "it", "es", "pt", "ca", "ro", "pl", "cs", "ru", "uk", "be", "bg", "el", "hu"))
_DASHED = re.compile(r",?-(?P<verb>b{0,2}s)")
_DASHES = frozenset("–—―")
_LONGEST_DASHED = 16  # words between the dashes


class Incise(NamedTuple):
    """Where the words begin and end that stand within a quotation, its marks and commas included, and its verb."""

    start: int
    end: int
    verb: Range


def incises(reading: Reading, start: int, end: int, *, surely: bool = False) -> list[Incise]:
    """The words about the speaker in the stretch of a quotation, in order; none in most languages.

    ``surely`` tells that there are some, so that whatever stands behind the verb may be who speaks.
    """
    if reading.lang not in _WITH_DASHES:
        return []
    starts = reading.parsed.starts
    lo, hi = bisect_left(starts, start), bisect_left(starts, end)
    found = _between_commas(reading, lo, hi, surely=surely) if reading.lang in _WITH_COMMAS else []
    return found or _between_dashes(reading, lo, hi)


def _between_commas(reading: Reading, lo: int, hi: int, *, surely: bool) -> list[Incise]:
    words, letters = reading.parsed.words, reading.parsed.letters
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


def _between_dashes(reading: Reading, lo: int, hi: int) -> list[Incise]:
    words, letters = reading.parsed.words, reading.parsed.letters
    found: list[Incise] = []
    at = lo + 1
    while match := _DASHED.search(letters, at, hi):
        at = match.end()
        verb = words[at - 1]
        dash = words[letters.index("-", match.start(), at)]
        if not _is_dash(reading.text, dash):
            continue
        until = min(hi, at + _LONGEST_DASHED)
        last = next((n for n in range(at, until) if _is_dash(reading.text, words[n])), hi)
        if last > until:
            continue  # nothing ends them
        close = words[last].end if last < hi else words[hi - 1].end
        if last + 1 < hi and letters[last + 1] in _ENDS and words[last + 1].start == close:
            close = words[last + 1].end  # — spiega X —. Nessuno
        found.append(Incise(words[match.start()].start, close, (verb.start, verb.end)))
        at = last + 1  # the dash that ends them begins no others
    return found


def _is_dash(text: str, token: Token) -> bool:
    """Agencies have hyphens for dashes: "Restiamo - ha detto il sindaco -, anche domani"."""
    apart = token.text == "-" and text[token.start - 1 : token.start].isspace()
    return token.text in _DASHES or (apart and not text[token.end : token.end + 1].isalnum())


def without_incises(reading: Reading, segments: Segments) -> Segments:
    """The segments of a quotation without the words about the speaker in them."""
    if reading.lang not in _WITH_DASHES:
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
    first = words[match.start() + 1]
    if words[match.start()].text == "." or first.text[0].isupper():
        return None
    if letters[match.start() + 1] == "r" and first.low not in _HEARERS:
        return None  # ", ils reprennent un café": no verb before its subject
    at = match.end()
    while letters[at] == "x":  # "déclare pour sa part Anne Morvan"
        if words[at].low in reading.lexicon.that:
            return None
        at += 1
    if "r" not in match["verb"]:
        mention = _mention_at(reading, at)
        known = surely or reading.lexicon.verbs.get(words[match.end() - 1].low) in UNADDRESSED
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
