"""The title that a headline's line tells: without the site's name, with what stands on the next line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.formats.zones.lines import Line
from annotator.formats.zones.words import STRONG

TITLE_LENGTH = 300
"""Code points of a headline that are kept as the title."""

_BLANKS = re.compile(r"[ \t]+")  # not those that keep words together
_NAMED = re.compile(
    r"((?:[^\s|]+\s+){2,}[^\s|]+)\s+\|\s+([^\s|]+(?: [^\s|]+){0,3})"
)  # "Headline | Name of the site"
_SPACED_COLON = re.compile(r"(?<=\w) : ")  # after what stands in a box of its own; in French it belongs there
_BULLET = re.compile(r"[\[(]?[>•·*→▶►‣]+[\])]?\s+(?=\w)")
_OPEN = re.compile(r"\w(?: ?[–—]|:)$")  # the second half stands on a line of its own
_SECOND = 12  # words of a second half at most
_DASHES = (" - ", " – ", " — ", " | ")
_AROUND = 60  # lines in which the page may name the headline's parts


@dataclass(frozen=True, slots=True)
class Title:
    """A title, from where to where it stands (code points), the site's name after it, and its last line."""

    text: str
    start: int
    end: int
    source: str | None
    last: int


def title_of(lines: Sequence[Line], headline: int, lang: str | None) -> Title:
    """The title of which a line is known to be the headline, or its first half."""
    line = lines[headline]
    named = _NAMED.fullmatch(line.text)
    begin, end = (0, len(named[1])) if named else _own(lines, headline)
    if begin == 0 and (bullet := _BULLET.match(line.text)):
        begin = bullet.end()
    shown, stop, last = line.text[begin:end], line.start + end, headline
    if end == len(line.text):
        # Its blanks may have been line ends.
        stop = line.end
        if _goes_on(lines, headline):
            last = headline + 1
            shown, stop = f"{shown} {lines[last].text}", lines[last].end
    text = _BLANKS.sub(" ", shown)
    if lang in ("de", "en"):
        text = _SPACED_COLON.sub(": ", text)
    return Title(text[:TITLE_LENGTH].rstrip(), line.start + begin, stop, named[2] if named else None, last)


def _goes_on(lines: Sequence[Line], i: int) -> bool:
    if i + 1 == len(lines) or _OPEN.search(lines[i].text) is None:
        return False
    second = lines[i + 1]
    if second.words > _SECOND or second.text[-1] == ".":
        return False
    return not (second.dated or second.pure or second.cues & STRONG)


def _own(lines: Sequence[Line], i: int) -> tuple[int, int]:
    """Where in its line the headline begins and ends: without the kicker that the page puts at its other end, too.

    A page that has both "Headline - Kicker" and "Kicker Headline" tells by that what is what.
    """
    line = lines[i]
    size = len(line.text)
    if line.words > 2 and len(line.key) == size:
        for other in lines[max(0, i - _AROUND) : i + _AROUND]:
            if other.words == line.words + 1 and (parts := _parts(other.key, line.key)):
                return size - len(parts[0]), size
            if other.words == line.words - 1 and (parts := _parts(line.key, other.key)):
                return 0, len(parts[0])
    return 0, size


def _parts(parted: str, joined: str) -> tuple[str, str] | None:
    """Headline and kicker of a line that has a dash between them, if the other has them the other way round."""
    for dash in _DASHES:
        headline, _, kicker = parted.partition(dash)
        if kicker and joined == f"{kicker} {headline}":
            return headline, kicker
    return None
