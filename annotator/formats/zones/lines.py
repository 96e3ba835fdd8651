"""A text's lines, with what can be told of each by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotator.formats.zones.words import FUNCTION_WORDS, LONG_WORDS, PHRASES, WORDS

SHORT = 14
"""Lines of so many words or fewer are asked for all cues, longer ones for a few."""

_LINE = re.compile(r"[^\n]+")
_END = re.compile(r"""[.!?…。！？؟۔।][)\]"'”“’»›«‹]*(?:\s?\[\d+\])*$""")
_INNER_END = re.compile(r"[a-zäöüßéèà)\"”“»]{2}[.!?]\s+[\"„“«»(]?[A-ZÄÖÜÉÀ0-9]")
_DATE = re.compile(
    r"\b\d{1,2}[./-] ?(?:\d{1,2}[./-]|\w{3,9}\.?) ?(?:19|20)?\d\d\b|\b(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?"
    r"|\b\d{1,2}\.? ?(?:de )?[^\W\d_]{3,9}\.?,? (?:19|20)\d\d\b|\b[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d\b"
    r"|(?:19|20)\d\d年"
)
_TIME = re.compile(r"\b\d{1,2}[:.h]\d\d\b|\b\d{1,2} Uhr\b|\b\d{1,2} ?[ap]\.?m\b", re.IGNORECASE)
_URL = re.compile(r"https?://|www\.|\S@\S+\.\w|\b[\w-]+\.(?:com|de|org|net|fr|at|ch|co|eu)\b")
_SEPARATORS = re.compile(r"[|»›>•·→/–] | [|»›>•·→/] ")
_WORDS = re.compile(r"[^\W\d_]")
_GLUED = re.compile(r"[a-zäöüßé][A-ZÄÖÜ][a-zäöüé]")
_TRIM = "\"'“”„‚‘’«»‹›()[]{}.,:;!?…*-–—|·•→»>#"


@dataclass(slots=True)
class Line:
    """One line that isn't blank; ``start`` and ``end`` are code points, blanks at its ends left out."""

    start: int
    end: int
    text: str
    words: int
    gap: bool  # a blank line, or the text's beginning, is before it
    key: str = ""  # in small letters with single blanks
    cues: int = 0
    ends: bool = False  # as a sentence does
    grammar: float = 0.0  # share of function words
    capitals: float = 0.0  # share of words that begin with a capital
    dated: bool = False
    glued: bool = False  # words run together, as where a list of links was copied


def split_lines(text: str) -> list[Line]:
    """The lines that hold more than white space."""
    lines = []
    last = -2
    for match in _LINE.finditer(text):
        raw = match.group()
        stripped = raw.strip()
        if not stripped:
            continue
        start = match.start() + len(raw) - len(raw.lstrip())
        # A line of blanks parts as an empty one does.
        gap = last < 0 or text.count("\n", last, start) > 1
        line = Line(start, start + len(stripped), stripped, 0, gap)
        last = line.end
        _look(line)
        lines.append(line)
    return lines


def _look(line: Line) -> None:
    text = line.text
    words = text.split()
    count = line.words = len(words)
    lowered = text.lower().split()
    line.key = " ".join(lowered)
    line.ends = _END.search(text, max(0, len(text) - 12)) is not None
    if count > SHORT:
        line.grammar = sum(map(FUNCTION_WORDS.__contains__, lowered)) / count
        cues = 0
        for word in lowered:
            if word in LONG_WORDS:
                cues |= LONG_WORDS[word]
        line.cues = cues
        line.capitals = 0.3
        return
    trimmed = [word.strip(_TRIM) for word in lowered]
    line.grammar = sum(map(FUNCTION_WORDS.__contains__, trimmed)) / count
    line.dated = _DATE.search(text) is not None
    line.glued = _GLUED.search(text) is not None
    line.capitals = sum(word.strip(_TRIM)[:1].isupper() for word in words) / count
    cues = 0
    for word in trimmed:
        if word in WORDS:
            cues |= WORDS[word] << 16
    for cue, pattern in PHRASES:
        if pattern.search(line.key):
            cues |= cue
    line.cues = cues


def has_date(text: str) -> bool:
    return _DATE.search(text) is not None


def has_time(text: str) -> bool:
    return _TIME.search(text) is not None


def has_url(text: str) -> bool:
    return _URL.search(text) is not None


def inner_end(text: str) -> bool:
    return _INNER_END.search(text) is not None


def separators(text: str) -> bool:
    return _SEPARATORS.search(text) is not None
