"""Lines of Arabic, Hebrew and their like on a page of a PDF, which holds them as they are painted.

PDFium turns them into the order in which they are read, but mixes up combining marks, ligatures, brackets, and
names of several words in Latin script; where the letters stand tells more. Source: Unicode Standard Annex 9 (rules
W4 to W7 for numbers, L2 for the order, L4 for brackets), the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from unicodedata import bidirectional, normalize

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in points from the left and the top."""
Glyph = tuple[str, Box]

_BLANK = 0.15  # of the height of the letters: a wider gap is one between words
_KINDS = {"L": "l", "EN": "d", "AN": "d", "ET": "t", "ES": "s", "CS": "c", "R": "r", "AL": "a"}
# What is read from the left: a word with what stands in it, or a number with the signs that belong to it, of which
# there are fewer among Arabic letters.
_WORD = "(?:d[dtscn]*)?l(?:[ldtscn]*[ld])?"
_LEFT = {False: re.compile(f"{_WORD}|t*d+(?:[sc]d+)*t*"), True: re.compile(f"{_WORD}|d+(?:cd+)*")}
_BETWEEN = re.compile("[sctn]*b[sctn]*")
_PAIRS = ("()", "[]", "{}", "«»", "‹›")
_OPENING = {mark: pair[0] for pair in _PAIRS for mark in pair}
_CLOSING = {mark: pair[1] for pair in _PAIRS for mark in pair}
_MIRRORED = str.maketrans("“”‘’", "”“’‘")  # by PDFium, though Unicode has them stay
# Letters by their shape within a word, of which some stand for two.
_SHAPES = re.compile("[\ufb1d-\ufdff\ufe70-\ufefc]+")


def is_right_to_left(text: Iterable[str]) -> bool:
    """Whether most letters are of scripts that are read from the right."""
    kinds = [bidirectional(character) for character in text]
    return sum(kind in ("R", "AL") for kind in kinds) > kinds.count("L")


def pieces(line: Sequence[Glyph], gap: float) -> Iterator[tuple[Box, str]]:
    """The stretches of a line, from the right, with their texts as they are read.

    Gaps wider than ``gap``, in heights of the letters, part them. White space is none of the glyphs.
    """
    # Of some letters PDFium tells the height of what is painted alone.
    height = max([1.0, *(bottom - top for _, (_, top, _, bottom) in line)])
    run: list[Glyph] = []
    edge = 0.0
    # Of two letters in one place, which PDFium has turned, the second comes first.
    for number in sorted(range(len(line)), key=lambda number: (-line[number][1][2], -number)):
        left, _, right, _ = line[number][1]
        if run and edge - right > gap * height:
            yield _piece(run, height)
            run = []
        edge = min(edge, left) if run else left
        run.append(line[number])
    if run:
        yield _piece(run, height)


def _piece(run: list[Glyph], height: float) -> tuple[Box, str]:
    lefts, tops, rights, bottoms = zip(*(box for _, box in run), strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms)), _text(run, _BLANK * height)


def _text(run: list[Glyph], blank: float) -> str:
    """``blank`` is how wide a gap between words is at least, in points."""
    painted: list[str] = []
    edge = run[0][1][2]
    for character, box in run:
        if edge - box[2] > blank:
            painted.append(" ")
        painted.append(character)
        edge = min(edge, box[0])
    kinds = "".join(map(_kind, painted))
    turned = _left_to_right(kinds)
    for start, end in turned:
        painted[start:end] = painted[start:end][::-1]
    inside = {number for start, end in turned for number in range(start, end)}
    for number, character in enumerate(painted):
        if character in _OPENING and number not in inside:
            opens = _is_blank(painted, number - 1) and not _is_blank(painted, number + 1)
            painted[number] = (_OPENING if opens else _CLOSING)[character]
        elif number not in inside:
            painted[number] = character.translate(_MIRRORED)
    return _SHAPES.sub(lambda shapes: normalize("NFKC", shapes[0]), "".join(painted))


def _left_to_right(kinds: str) -> list[tuple[int, int]]:
    """The stretches that are read from the left: numbers, each by itself, and words, several in a row."""
    found: list[tuple[int, int]] = []
    for word in _LEFT["a" in kinds].finditer(kinds):
        if found and _BETWEEN.fullmatch(kinds, found[-1][1], word.start()):
            start = found[-1][0]
            if "l" in kinds[start : found[-1][1]] and "l" in word[0]:
                found[-1] = start, word.end()
                continue
        found.append(word.span())
    return found


def _kind(character: str) -> str:
    return "b" if character == " " else _KINDS.get(bidirectional(character), "n")


def _is_blank(painted: list[str], number: int) -> bool:
    """Whether nothing stands there, or what a bracket that opens may stand behind."""
    return not 0 <= number < len(painted) or painted[number] in (" ", *_OPENING, '"')
