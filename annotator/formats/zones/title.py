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
_OPEN = re.compile(r"\w ?[–—]$")  # the second half stands on a line of its own
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
    shown = named[1] if named else line.text
    last = headline
    begin = _kicker(lines, headline)
    if not begin and (bullet := _BULLET.match(shown)):
        begin = bullet.end()
    end = line.start + len(shown) if named else line.end
    if not named and _goes_on(lines, headline):
        last = headline + 1
        shown, end = f"{shown} {lines[last].text}", lines[last].end
    text = _BLANKS.sub(" ", shown[begin:])
    if lang in ("de", "en"):
        text = _SPACED_COLON.sub(": ", text)
    return Title(text[:TITLE_LENGTH].rstrip(), line.start + begin, end, named[2] if named else None, last)


def _goes_on(lines: Sequence[Line], i: int) -> bool:
    if i + 1 == len(lines) or _OPEN.search(lines[i].text) is None:
        return False
    second = lines[i + 1]
    return second.words <= _SECOND and not second.dated and not second.cues & STRONG and second.text[-1] != "."


def _kicker(lines: Sequence[Line], i: int) -> int:
    """How long a kicker is that ran into the headline; elsewhere they are parted, as in "Headline - Kicker"."""
    line = lines[i]
    for other in lines[max(0, i - _AROUND) : i + _AROUND]:
        if other.words == line.words + 1 and other.key[:1] != line.key[:1]:
            for dash in _DASHES:
                headline, _, kicker = other.key.partition(dash)
                if kicker and line.key == f"{kicker} {headline}" and len(line.key) == len(line.text):
                    return len(kicker) + 1
    return 0
