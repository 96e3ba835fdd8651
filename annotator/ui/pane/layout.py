"""Where the characters of the article lie in the text pane: lines, rectangles, and what is at a point.

Offsets are code points; coordinates are those of the document (the pane's viewport plus its scrolling).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextBlock, QTextDocument, QTextLine

from annotator.core.offsets import Utf16Map
from annotator.ui.parts.writing import RIGHT_TO_LEFT


@dataclass(frozen=True, slots=True)
class Line:
    """One line on the screen: its characters, and where they lie.

    ``top`` is that of the font's ascent at the baseline, ``bottom`` that of the line with its leading, where
    the next line begins. ``right`` ends the words, without the space at which the line was broken.
    """

    block: int
    number: int
    start: int
    end: int
    left: float
    right: float
    top: float
    baseline: float
    bottom: float
    mixed: bool

    @property
    def key(self) -> tuple[int, int]:
        return self.block, self.number


class TextGeometry:
    """Lines of a document, kept until :meth:`forget`; ``pitch`` is their distance in pixels.

    The document's own layout is lazy (a million characters take 0.4 s); asking for a place lays out all before.
    """

    def __init__(self, document: QTextDocument, text: str, pitch: float) -> None:
        self.document = document
        self.text = text
        self._pitch = pitch
        self._ascent = QFontMetricsF(document.defaultFont()).ascent()
        self._units = Utf16Map(text)
        self._right_to_left = RIGHT_TO_LEFT.search(text) is not None
        self._layouts = self._near = 0
        self._blocks: dict[int, list[Line]] = {}
        self._tops: dict[int, list[float]] = {}

    def forget(self) -> None:
        """To be called when the layout has changed: width, font or formats."""
        self._layouts += 1
        self._blocks.clear()
        self._tops.clear()

    def finish(self) -> None:
        """Has all of the text laid out: Qt gives up the rest where a format changes before it has come to it."""
        self.document.documentLayout().blockBoundingRect(self.document.lastBlock())

    def position(self, offset: int) -> int:
        """The document's position (UTF-16 units) of a code point offset."""
        return self._units.to_utf16(offset)

    def offset(self, position: int) -> int:
        """The code point offset of a document position (UTF-16 units)."""
        return min(self._units.to_codepoints(position), len(self.text))

    def block_number(self, offset: int) -> int:
        return self.document.findBlock(self.position(offset)).blockNumber()

    def lines_of(self, block: QTextBlock) -> list[Line]:
        """The lines of one paragraph."""
        number = block.blockNumber()
        while (lines := self._blocks.get(number)) is None:
            layouts = self._layouts
            measured = list(self._measure(block, number))
            # Measuring may lay out more of the text, for which a scroll bar comes in, for which all is laid out
            # anew at another width.
            if layouts == self._layouts:
                self._tops[number] = [line.top for line in measured]
                self._blocks[number] = measured
        return lines

    def lines_between(self, top: float, bottom: float) -> Iterator[Line]:
        """The lines that touch the stretch between two heights."""
        # First the end, so that whatever comes of laying out the stretch has come before its lines are taken.
        self._block_at(bottom)
        block = self._block_at(top)
        if block.previous().isValid():
            # The leading of its last line, where the underlines are, may reach into the stretch.
            block = block.previous()
        while block.isValid():
            lines = self.lines_of(block)
            first = max(0, bisect_right(self._tops[block.blockNumber()], top) - 1)
            for line in lines[first:]:
                if line.top > bottom:
                    return
                if line.bottom >= top:
                    yield line
            block = block.next()

    def line_at(self, offset: int, *, ends: bool = False) -> Line:
        """The line with the character at ``offset``; with ``ends`` the one that ends there, if one does."""
        block = self.document.findBlock(self.position(offset))
        lines = self.lines_of(block)
        for line in lines:
            if offset < line.end or (ends and offset == line.end):
                return line
        return lines[-1]

    def x_ranges(self, line: Line, start: int, end: int) -> list[tuple[float, float]]:
        """Where the characters ``start`` to ``end`` lie in a line, from left to right.

        One stretch, or several where a text mixes directions. Characters of one grapheme share its width.
        """
        start, end = max(start, line.start), min(end, line.end)
        if start >= end:
            return []
        qt_line, base = self._qt_line(line)
        first, last = self.position(start) - base, self.position(end) - base
        origin = self._origin(line)
        if not line.mixed:
            left, right = _x(qt_line, first) + origin, _x(qt_line, last) + origin
            return [(left, max(left, min(right, line.right)))]
        merged: list[tuple[float, float]] = []
        for left, right, _ in sorted(_runs(qt_line, first, last)):
            left, right = max(left + origin, line.left), min(right + origin, line.right)
            if merged and left <= merged[-1][1] + 0.5:
                merged[-1] = (merged[-1][0], max(merged[-1][1], right))
            elif right > left:
                merged.append((left, right))
        return merged

    def edge_x(self, line: Line, offset: int, *, trailing: bool = False) -> float:
        """Where the caret before ``offset`` stands; with ``trailing`` the far edge of the character before.

        The two differ where the direction of writing changes.
        """
        qt_line, base = self._qt_line(line)
        position = self.position(offset) - base
        if line.mixed:
            first = self.position(offset - 1) - base if trailing else position
            last = position if trailing else self.position(offset + 1) - base
            for left, right, leftwards in _runs(qt_line, first, last) if first >= 0 else ():
                return (left if leftwards == trailing else right) + self._origin(line)
        return _x(qt_line, position) + self._origin(line)

    def line_near(self, y: float) -> Line:
        """The line at a height, or the nearest."""
        nearest: Line | None = None
        for line in self.lines_between(y - 1, y + 1):
            nearest = line
            if y < line.bottom:
                break
        if nearest is not None:
            return nearest
        return self.lines_of(self._block_at(y))[-1]

    def character_at(self, point: QPointF) -> int | None:
        """The offset of the character under a point; None beside the words."""
        line = self.line_near(point.y())
        if not (line.top <= point.y() < line.bottom and line.left <= point.x() <= line.right):
            return None
        return self._x_to_offset(line, point.x(), QTextLine.CursorPosition.CursorOnCharacter)

    def gap_at(self, point: QPointF) -> int:
        """The offset between two characters nearest to a point; at an empty line, one of the line beside it."""
        line = self.line_near(point.y())
        if line.start == line.end:
            beside = self.neighbour(line, -1 if point.y() < line.baseline else 1)
            line = beside or line
        return self.gap_in(line, point.x())

    def gap_in(self, line: Line, x: float) -> int:
        """The offset between two characters of a line that is nearest to ``x``."""
        offset = self._x_to_offset(line, x, QTextLine.CursorPosition.CursorBetweenCharacters)
        # The end of a line that is wrapped at a space is the beginning of the next one; nobody aims at that.
        wrapped = offset == line.end and self.neighbour(line, 1) is not None
        if wrapped and line.start < offset and self.text[offset - 1] in " \u2028":
            offset -= 1
        return offset

    def neighbour(self, line: Line, step: int) -> Line | None:
        """The line below (``step`` 1) or above (-1); None beyond the text."""
        block = self.document.findBlockByNumber(line.block)
        lines = self.lines_of(block)
        if 0 <= line.number + step < len(lines):
            return lines[line.number + step]
        other = block.next() if step > 0 else block.previous()
        return self.lines_of(other)[0 if step > 0 else -1] if other.isValid() else None

    def runs_leftwards(self, line: Line) -> bool:
        """Whether the paragraph of a line runs from right to left."""
        block = self.document.findBlockByNumber(line.block)
        return block.textDirection() == Qt.LayoutDirection.RightToLeft

    def rect(self, line: Line, start: int, end: int) -> QRectF:
        """The rectangle around the characters of a line; of no width where there are none."""
        ranges = self.x_ranges(line, start, end) or [(self.edge_x(line, max(start, line.start)),) * 2]
        return QRectF(QPointF(ranges[0][0], line.top), QPointF(ranges[-1][1], line.bottom))

    def _x_to_offset(self, line: Line, x: float, mode: QTextLine.CursorPosition) -> int:
        qt_line, base = self._qt_line(line)
        return min(self.offset(base + qt_line.xToCursor(x - self._origin(line), mode)), line.end)

    def _block_at(self, y: float) -> QTextBlock:
        """The last paragraph that begins at or above a height, or else the first.

        Searched in growing steps from the one found before, so that little more than what is shown is laid out.
        QAbstractTextDocumentLayout.hitTest gives a wrong paragraph while the layout is under way.
        """
        last = self.document.blockCount() - 1
        low = min(self._near, last)
        step = 1
        while low > 0 and self._top(low) > y:
            low, step = max(0, low - step), step * 2
        high, step = low + 1, 1
        while high <= last and self._top(high) <= y:
            low, high, step = high, high + step, step * 2
        high = min(high, last + 1)
        while high - low > 1:
            middle = (low + high) // 2
            if self._top(middle) <= y:
                low = middle
            else:
                high = middle
        self._near = low
        return self.document.findBlockByNumber(low)

    def _top(self, number: int) -> float:
        block = self.document.findBlockByNumber(number)
        return self.document.documentLayout().blockBoundingRect(block).top()

    def _origin(self, line: Line) -> float:
        return self.document.findBlockByNumber(line.block).layout().position().x()

    def _qt_line(self, line: Line) -> tuple[QTextLine, int]:
        block = self.document.findBlockByNumber(line.block)
        return block.layout().lineAt(line.number), block.position()

    def _measure(self, block: QTextBlock, number: int) -> Iterator[Line]:
        # Asking for the rectangle is what makes Qt lay out the block.
        origin = self.document.documentLayout().blockBoundingRect(block).topLeft()
        layout, base = block.layout(), block.position()
        right_to_left = block.textDirection() == Qt.LayoutDirection.RightToLeft
        end = self.offset(base)
        for index in range(layout.lineCount()):
            line = layout.lineAt(index)
            start, end = end, self.offset(base + line.textStart() + line.textLength())
            words = line.naturalTextRect()
            # From the reading font and not from the line's own, which is higher with an emoji in it.
            baseline = origin.y() + line.y() + line.ascent()
            yield Line(
                block=number,
                number=index,
                start=start,
                end=end,
                left=origin.x() + words.left(),
                right=origin.x() + words.right(),
                top=baseline - self._ascent,
                baseline=baseline,
                bottom=baseline - self._ascent + self._pitch,
                mixed=right_to_left
                or (self._right_to_left and RIGHT_TO_LEFT.search(self.text, start, end) is not None),
            )


def _x(line: QTextLine, position: int) -> float:
    # PySide returns the pair (x, position); its stub says float. A position within a grapheme counts as after it.
    pair: tuple[float, int] = line.cursorToX(position)  # type: ignore[assignment]
    return pair[0]


def _runs(line: QTextLine, first: int, last: int) -> list[tuple[float, float, bool]]:
    """Left, right and whether right-to-left, of the stretches that UTF-16 units of a block take in a line.

    The caret's x can't tell these: where the direction changes, it stands at one of two places.
    """
    return [
        (box.left(), box.right(), run.isRightToLeft())
        for run in line.glyphRuns(first, last - first)
        if (box := run.boundingRect()).width() > 0
    ]


def em(font: QFont) -> float:
    """The size of a font in device-independent pixels."""
    size = float(font.pixelSize())
    if size > 0:
        return size
    return font.pointSizeF() * QFontMetricsF(font).fontDpi() / 72
