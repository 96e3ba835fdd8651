"""A text's lines, with what can be told of each by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from annotator.formats.zones.words import FUNCTION_WORDS, LONG_TRIGGERS, LONG_WORDS, PAGE, PHRASES, WORDS, Cue

SHORT = 14
"""Lines of so many words or fewer are asked for all cues, longer ones for a few."""

MIDDLE = 60
"""Lines of so many words or fewer, but more than SHORT, are asked for those phrases that no paragraph has."""

_LONGEST = 1000  # characters of a line that is searched for phrases, however few its words are
_NARROWEST, _WIDEST, _RAGGED = 45, 130, 25  # characters of lines that were broken at some width

_LEAST_GRAMMAR, _USUAL_GRAMMAR = 0.12, 0.25  # share of function words in sentences

_UNPARTED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_LINE = re.compile(r"[^\n]+")
_END = re.compile(r"""[.!?…。！？؟۔।][)\]"'”“’»›«‹]*(?:\s?\[\d+\])*$""")
_INNER_END = re.compile(r"[a-zäöüßéèà)\"”“»]{2}[.!?]\s+[\"„“«»(]?[A-ZÄÖÜÉÀ0-9]")
_CAPTION = Cue.CAPTION
_LONG_WORDS = frozenset(LONG_WORDS)
_SENTENCE = 3  # blanks of a short line that may say what a longer one does
_CREDIT = re.compile(r"[(/] ?[A-Z]{2,5}\)?$")  # who sells the picture
_DATE = re.compile(
    r"\b\d{1,2}[./-] ?(?:\d{1,2}[./-]|\w{3,9}\.?) ?(?:19|20)?\d\d\b|\b(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?"
    r"|\b\d{1,2}\.? ?(?:de )?[^\W\d_]{3,9}\.?,? (?:19|20)\d\d\b"
    r"|\b[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d\b"
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
    pure: bool = False  # every word is one of those that pages are made of
    glued: bool = False  # words run together, as where a list of links was copied


def split_lines(text: str) -> list[Line]:
    """The lines that hold more than white space; those of a paragraph that was broken at some width are one."""
    blocks: list[list[tuple[int, str]]] = []
    last = -1
    for match in _LINE.finditer(text):
        raw = match.group()
        stripped = raw.strip()
        if not stripped:
            continue
        start = match.start() + len(raw) - len(raw.lstrip())
        # A line of blanks parts as an empty one does.
        if last < 0 or text.count("\n", last, start) > 1:
            blocks.append([])
        blocks[-1].append((start, stripped))
        last = start + len(stripped)
    lines = []
    for block in blocks:
        if _is_broken(block):
            start, end = block[0][0], block[-1][0] + len(block[-1][1])
            lines.append(Line(start, end, " ".join(piece for _, piece in block), 0, True))
        else:
            lines += [Line(s, s + len(piece), piece, 0, not n) for n, (s, piece) in enumerate(block)]
    for line in lines:
        _look(line)
    _allow_for_language(lines)
    return lines


def _allow_for_language(lines: list[Line]) -> None:
    """Where the language's function words aren't known, no sentence is told by them."""
    sentences = [line.grammar for line in lines if line.words > SHORT and line.ends]
    if sentences and sum(sentences) < _LEAST_GRAMMAR * len(sentences):
        for line in lines:
            if line.words > 3:
                line.grammar = _USUAL_GRAMMAR


def _is_broken(block: list[tuple[int, str]]) -> bool:
    """Whether the lines are one paragraph: about as long, but for the last, often going on in small letters."""
    if len(block) < 2:
        return False
    full = [len(piece) for _, piece in block[:-1]]
    if min(full) < _NARROWEST or max(full) > _WIDEST or max(full) - min(full) > _RAGGED:
        return False
    if len(block[-1][1]) > max(full) + _RAGGED:
        return False
    small = sum(piece[0].islower() for _, piece in block[1:])
    return small * 5 >= 2 * (len(block) - 1)


def _look(line: Line) -> None:
    text = line.text
    lowered = text.lower().split()
    count = size = len(lowered)
    if not text.isascii():
        # Written without blanks: two characters are about a word.
        count = max(count, len(_UNPARTED.findall(text)) // 2)
    line.words = count
    line.key = " ".join(lowered)
    line.ends = _END.search(text, max(0, len(text) - 12)) is not None
    if count > SHORT or len(text) > _LONGEST:
        line.grammar = sum(map(FUNCTION_WORDS.__contains__, lowered)) / size
        cues = 0
        if not _LONG_WORDS.isdisjoint(lowered):
            for word in lowered:
                if word in LONG_WORDS:
                    cues |= LONG_WORDS[word] << 16
        if count <= MIDDLE and len(text) <= _LONGEST:
            cues |= long_cues(line.key)
        if count <= MIDDLE and _CREDIT.search(text, max(0, len(text) - 12)):
            cues |= _CAPTION
        line.cues = cues
        line.capitals = 0.3
        return
    trimmed = [word.strip(_TRIM) for word in lowered]
    line.grammar = sum(map(FUNCTION_WORDS.__contains__, trimmed)) / size
    line.dated = _DATE.search(text) is not None
    line.glued = _GLUED.search(text) is not None
    line.capitals = sum(word.strip(_TRIM)[:1].isupper() for word in text.split()) / size
    cues = pages = 0
    for word in trimmed:
        if word in WORDS:
            bits = WORDS[word]
            cues |= bits << 16
            pages += bool(bits & PAGE)
    line.pure = pages == size
    line.cues = cues | _phrases(line.key)
    if _CREDIT.search(text, max(0, len(text) - 12)):
        line.cues |= _CAPTION


def long_cues(key: str) -> int:
    """Cues of those phrases that no paragraph of an article has."""
    cues = 0
    for cue, pattern in {(cue, pattern) for trigger, cue, pattern in LONG_TRIGGERS if trigger in key}:
        if pattern.search(key):
            cues |= cue
    return cues


# The pages of one source say the same over and over; 40 µs a line otherwise.
@lru_cache(maxsize=1 << 14)
def _phrases(key: str) -> int:
    cues = 0
    for cue, pattern in PHRASES:
        if pattern.search(key):
            cues |= cue
    return cues | (long_cues(key) if key.count(" ") >= _SENTENCE else 0)


def has_time(text: str) -> bool:
    return _TIME.search(text) is not None


def has_url(text: str) -> bool:
    return _URL.search(text, 0, _LONGEST) is not None


def inner_end(text: str) -> bool:
    return _INNER_END.search(text) is not None


def separators(text: str) -> bool:
    return _SEPARATORS.search(text) is not None
