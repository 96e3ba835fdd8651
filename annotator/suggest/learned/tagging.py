"""Places in a text ↔ tags of its tokens, for one label."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.core.models import Segments
from annotator.suggest.learned.chain import AGAIN, BEGIN, INSIDE, OUT
from annotator.suggest.reading import Reading

Stretch = tuple[int, int]  # of tokens, end exclusive


def tag(reading: Reading, places: Iterable[Segments]) -> list[int]:
    """The tags of the tokens; of places that lie in one another, the outermost is tagged, as tags can't nest.

    A token belongs to the segment that it begins in.
    """
    tags = [OUT] * len(reading.tokens)
    reached = 0
    for segments in sorted(places, key=lambda place: (place[0][0], -place[-1][1])):
        stretches = stretches_of(reading, segments)
        if not stretches or stretches[0][0] < reached:
            continue
        for number, (first, last) in enumerate(stretches):
            tags[first:last] = [AGAIN if number else BEGIN] + [INSIDE] * (last - first - 1)
        reached = stretches[-1][1]
    return tags


def stretches_of(reading: Reading, segments: Segments) -> list[Stretch]:
    """The tokens of each segment; segments in which no token begins are left out."""
    found = ((reading.token_at(start), reading.token_at(end)) for start, end in segments)
    return [(first, last) for first, last in found if first < last]


def place(reading: Reading, stretches: Iterable[Stretch]) -> Segments:
    """Where these tokens stand in the text."""
    return tuple((reading.tokens[first].start, reading.tokens[last - 1].end) for first, last in stretches)
