"""How far a quotation goes of which a mark is missing, as in texts that were taken from web pages."""

from __future__ import annotations

from itertools import pairwise

from annotator.core.typography import trim
from annotator.suggest.quotes.marks import UNCLOSED, UNOPENED, Candidate
from annotator.suggest.quotes.view import is_cue
from annotator.suggest.quotes.words import SO
from annotator.suggest.reading import Reading

_FARTHEST = 80  # tokens
_COLONS = ":："
_STOPS = frozenset(".!?…。！？؟।۔")
_COMMAS = frozenset(",，،、–—")


def repaired(reading: Reading, candidate: Candidate) -> Candidate | None:
    """The candidate with its probable beginning and end; None where nothing tells them."""
    if candidate.kind == UNCLOSED:
        return _closed(reading, candidate)
    if candidate.kind == UNOPENED:
        return _opened(reading, candidate)
    return candidate


def _closed(reading: Reading, candidate: Candidate) -> Candidate | None:
    """Up to the words about the speaker; after a colon up to the end of the paragraph if there are none."""
    text, lo = reading.text, candidate.inside[0]
    first = reading.token_at(lo)
    tokens = reading.tokens[first : first + _FARTHEST]
    for token, following in pairwise(tokens):
        if following.end > candidate.end:
            break
        speaks = is_cue(reading, following) or following.low in SO
        if token.start > lo and speaks and (token.text in _COMMAS or token.text in _STOPS):
            end = token.end if token.text in _STOPS else token.start
            return _cut(text, candidate, candidate.start, end, (lo, end))
    before = text[max(0, candidate.start - 3) : candidate.start].rstrip()
    if before[-1:] in _COLONS and before and len(tokens) < _FARTHEST:
        return candidate
    return None


def _opened(reading: Reading, candidate: Candidate) -> Candidate | None:
    """From a colon or the beginning of the sentence, if words about the speaker follow the closing mark."""
    text, end = reading.text, candidate.inside[1]
    behind = reading.token_at(candidate.end)
    following = reading.tokens[behind : behind + 2]
    if len(following) < 2 or following[0].text not in _COMMAS:
        return None
    if not is_cue(reading, following[1]) and following[1].low not in SO:
        return None
    index = reading.sentence_of(candidate.inside[1] - 1)
    start = max(candidate.start, reading.sentences[index][0] if index >= 0 else 0)
    colon = text.rfind(":", start, end)
    start = trim(text, start if colon < 0 else colon + 1, end)[0]
    return _cut(text, candidate, start, candidate.end, (start, end)) if start < end else None


def _cut(text: str, candidate: Candidate, start: int, end: int, inside: tuple[int, int]) -> Candidate | None:
    inside = trim(text, *inside)
    start, end = trim(text, start, end)
    if inside[0] >= inside[1]:
        return None
    return Candidate(start, end, candidate.kind, ((start, end),), inside)
