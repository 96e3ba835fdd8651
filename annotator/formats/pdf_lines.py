"""The stretches of text on a page of a PDF, with their places, by PDFium."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.formats.pdf_bidi import Box, Glyph, is_right_to_left, pieces

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

MAX_CHARACTERS = 200_000
"""Of one page; a newspaper's largest has some 30,000."""

_HYPHENS = (2, 0xFFFE)  # PDFium's own mark for a hyphen at the end of a line
_BREAKS = (10, 13)
_BLANK = 32
# Letters that stand for two or three, as typesetters join them.
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_GAP = 1.0  # of the height of the letters: a wider one may be that between two columns

_WORDS, _LETTERS = 0.6, 0.2  # of the height: no gap between two words, or two letters, is wider
_FAR = 1e6  # points; what a damaged file sets farther away, or nowhere, is on no page

_Character = tuple[int, Box, int]  # code, box, quarter turns


@dataclass(slots=True)
class Piece:
    """A stretch of a line: its box, in points from the left and the top, and its text."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def page_pieces(page: PdfPage) -> tuple[list[Piece], float]:
    """The pieces of a page that run in its main direction, in the file's order, and how high the page is so.

    Raises ValueError if it has too many characters.
    """
    width, height = page.get_size()
    quarter = page.get_rotation() // 90
    if quarter % 2:  # the size is that of the page as it is shown
        width, height = height, width
    characters = _characters(page)
    turns = Counter(turn for code, _, turn in characters if code > _BLANK)
    turn = turns.most_common(1)[0][0] if turns else 0
    down = width if turn % 2 else height
    if is_right_to_left(chr(code) for code, _, _ in characters):
        across = height if turn % 2 else width
        lines = _lines(characters, turn, width, height)
        return [piece for line in lines for piece in _from_the_right(line, across)], down
    found: list[Piece] = []
    current: _Growing | None = None
    blank = broken = False
    for code, box, its_turn in characters:
        if code in _BREAKS:
            broken = True
        elif code > _BLANK and its_turn != turn:
            current = None
        elif code <= _BLANK and code not in _HYPHENS:
            blank = True
            continue
        else:
            place = _turned(box, turn, width, height)
            if not all(-_FAR < edge < _FAR for edge in place):
                continue
            # Of a few short lines PDFium makes columns, with a break behind each letter.
            if current is None or not current.goes_on(place, _WORDS if broken else _GAP):
                current = _Growing(place)
                found.append(current)
                blank = False
            elif broken:
                blank = current.is_apart(place)
            current.add("-" if code in _HYPHENS else chr(code), place, blank)
            broken = False
        blank = False
    for piece in found:
        piece.text = piece.text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        piece.text = piece.text.translate(_LIGATURES).strip()
    return [piece for piece in found if piece.text], down


def _lines(characters: list[_Character], turn: int, width: float, height: float) -> Iterator[list[Glyph]]:
    """The letters of each line that runs in the page's main direction, with their places."""
    line: list[Glyph] = []
    for code, box, its_turn in characters:
        if code in _BREAKS or its_turn != turn:
            yield line
            line = []
        elif code > _BLANK or code in _HYPHENS:
            place = _turned(box, turn, width, height)
            if line and not _overlap(line[-1][1], place):
                yield line
                line = []
            if all(-_FAR < edge < _FAR for edge in place):
                line.append(("-" if code in _HYPHENS else chr(code), place))
    yield line


def _from_the_right(line: list[Glyph], width: float) -> Iterator[Piece]:
    """The pieces of a line that is read from the right, in the mirror: there pages are laid out like others."""
    for (left, top, right, bottom), text in pieces(line, _GAP):
        if text.strip():
            yield Piece(width - right, top, width - left, max(bottom, top + 1.0), text.strip())


def _overlap(one: Box, other: Box) -> bool:
    """Whether both stand in one line."""
    lower = min(one[3] - one[1], other[3] - other[1])
    return min(one[3], other[3]) - max(one[1], other[1]) > 0.3 * max(lower, 1.0)


@dataclass(slots=True)
class _Growing(Piece):
    def __init__(self, place: Box) -> None:
        self.left, self.top, self.right, bottom = place
        self.bottom = max(bottom, self.top + 1.0)
        self.text = ""

    def is_apart(self, place: Box) -> bool:
        """Whether a letter there, which goes on, begins another word."""
        return place[0] - self.right > _LETTERS * self.height

    def goes_on(self, place: Box, gap: float) -> bool:
        """Whether a letter there stands next in the line, with a gap of at most so much of the height."""
        left, top, _, bottom = place
        height = max(self.height, 1.0)
        overlap = min(self.bottom, bottom) - max(self.top, top)
        return overlap > 0.3 * min(height, max(bottom - top, 1.0)) and -height < left - self.right < gap * height

    def add(self, character: str, place: Box, blank: bool) -> None:
        left, _, right, _ = place
        if blank and self.text:
            self.text += " "
        self.text += character
        self.left, self.right = min(self.left, left), max(self.right, right)


def _characters(page: PdfPage) -> list[_Character]:
    """Code, box (left, bottom, right, top) and quarter turns to the left of each character."""
    import pypdfium2.raw as pdfium

    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        if count > MAX_CHARACTERS:
            raise ValueError(f"a page of it has more than {MAX_CHARACTERS:,} characters")
        handle, rect = textpage.raw, pdfium.FS_RECTF()
        pointer = ctypes.byref(rect)
        found = []
        for index in range(count):
            code = pdfium.FPDFText_GetUnicode(handle, index)
            turn = 0
            if code > _BLANK or code in _HYPHENS:
                if not pdfium.FPDFText_GetLooseCharBox(handle, index, pointer):
                    continue
                angle = pdfium.FPDFText_GetCharAngle(handle, index)
                # PDFium counts clockwise.
                turn = round(-angle / (math.pi / 2)) % 4 if math.isfinite(angle) else 0
            found.append((code, (rect.left, rect.bottom, rect.right, rect.top), turn))
        return found
    finally:
        textpage.close()


def _turned(box: Box, turn: int, width: float, height: float) -> Box:
    """The box (left, top, right, bottom, from the top) as one sees it who reads the text upright."""
    left, bottom, right, top = box
    match turn:
        case 1:  # it runs upwards
            return bottom, left, top, right
        case 2:
            return width - right, bottom, width - left, top
        case 3:
            return height - top, width - right, height - bottom, width - left
        case _:
            return left, height - top, right, height - bottom
