"""The way of a curve from one span to another over the lines of the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from annotator.core.models import Span
from annotator.ui.pane.curves import along_line, between_lines, through_margin
from annotator.ui.pane.layout import Line, TextGeometry

_NEAR = 9.0  # em between two ends up to which a curve goes straight across the lines, and not by the margin


class Routes:
    """Finds the ways in one layout; ``size`` is the reading font's em. ``lines`` are those on the screen."""

    def __init__(self, geometry: TextGeometry, size: float) -> None:
        self._geometry = geometry
        self._size = size
        self._unit = size / 17

    def between(self, head: Span, child: Span, lines: Sequence[Line], view: QRectF) -> QPainterPath:
        """From the head to the child: at the sides that face each other."""
        one, other = _nearest(head, child, lines), _nearest(child, head, lines)
        child_first = other < one
        above, below = (other, one) if child_first else (one, other)
        upper, lower = self._geometry.line_at(above[1] - 1), self._geometry.line_at(below[0])
        if above[1] > below[0]:
            return self._inwards(one, other)
        upper_left, upper_right = self._extent(upper, above)
        lower_left, lower_right = self._extent(lower, below)
        unit = self._unit
        if upper.key == lower.key:
            y = upper.baseline + 0.29 * self._size + 4 * unit
            # From the near edge of the active span, so as not to cross its ring.
            inset = (
                min(self._size, (upper_right - upper_left) / 2),
                min(self._size, (lower_right - lower_left) / 2),
            )
            first, second = QPointF(upper_right - inset[0], y), QPointF(lower_left + inset[1], y)
            if upper_left > lower_left:  # written from right to left
                first, second = QPointF(upper_left + inset[0], y), QPointF(lower_right - inset[1], y)
            width = abs(second.x() - first.x())
            sag = min(11 * unit, max(5 * unit, width / 4))
            return along_line(second, first, sag) if child_first else along_line(first, second, sag)
        # The middle of the actor or cue, and the place of the quote that is nearest to it.
        x = (upper_left + upper_right) / 2 if child_first else (lower_left + lower_right) / 2
        inset_x = 8 * unit
        near_upper = min(max(x, upper_left + inset_x), max(upper_left + inset_x, upper_right - inset_x))
        near_lower = min(max(x, lower_left + inset_x), max(lower_left + inset_x, lower_right - inset_x))
        first = QPointF(near_upper, self._below(upper))
        second = QPointF(near_lower, self._above(lower))
        return self.across(second, first, view) if child_first else self.across(first, second, view)

    def margin(self, view: QRectF) -> float:
        """Where curves run that go far: beside the column, where there are no words."""
        return view.right() - 0.8 * self._size

    def across(self, start: QPointF, end: QPointF, view: QRectF) -> QPainterPath:
        """A curve from one line to another."""
        height = abs(start.y() - end.y())
        if height < _NEAR * self._size and not (height > 4 * self._size and end.x() > self.margin(view) - 1):
            return between_lines(start, end)
        return through_margin(start, end, self.margin(view), min(3 * self._size, height / 2))

    def beginning(self, span: Span, lines: Sequence[Line]) -> tuple[Line, int]:
        """The first line on the screen with words of the span, and the first of them."""
        for line in lines:
            for start, end in span.segments:
                if start < line.end and end > line.start:
                    return line, max(start, line.start)
        return lines[0], lines[0].start

    def leave_at(self, span: Span, lines: Sequence[Line], below: bool) -> QPointF:
        """Where a curve to beyond the lower (or upper) edge leaves a span."""
        found = [line for line in lines if any(s < line.end and e > line.start for s, e in span.segments)]
        line = found[-1 if below else 0]
        parts = [part for part in span.segments if part[0] < line.end and part[1] > line.start]
        left, right = self._extent(line, parts[-1 if below else 0])
        x = left + min((right - left) / 2, 3 * self._size)
        return QPointF(x, self._below(line) if below else self._above(line))

    def _below(self, line: Line) -> float:
        return line.baseline + 0.29 * self._size + 4 * self._unit

    def _above(self, line: Line) -> float:
        return line.baseline - 0.98 * self._size - 2 * self._unit

    def _inwards(self, head: tuple[int, int], child: tuple[int, int]) -> QPainterPath:
        """Between parts of which one holds words of the other: a bow above the line where they begin."""
        line, other_line = self._geometry.line_at(head[0]), self._geometry.line_at(child[0])
        first = QPointF(self._geometry.edge_x(line, head[0]) + 2 * self._unit, self._above(line))
        second = QPointF(self._geometry.edge_x(other_line, child[0]) + 2 * self._unit, self._above(other_line))
        if line.key != other_line.key:
            return between_lines(first, second)
        if abs(second.x() - first.x()) < 1.5 * self._size:
            # They begin together: room for a bow.
            (first if head > child else second).setX(min(first.x(), second.x()) + 2.5 * self._size)
        return along_line(first, second, -5 * self._unit)

    def _extent(self, line: Line, part: tuple[int, int]) -> tuple[float, float]:
        ranges = self._geometry.x_ranges(line, *part)
        return (ranges[0][0], ranges[-1][1]) if ranges else (line.left, line.left)


def is_shown(span: Span, start: int, end: int) -> bool:
    """Whether any of a span's words lie between two offsets."""
    if len(span.segments) == 1:
        return span.start < end and span.end > start
    return any(s < end and e > start for s, e in span.segments)


def _nearest(span: Span, other: Span, lines: Sequence[Line]) -> tuple[int, int]:
    """The part of the span on the screen that is nearest to another one; cut to what is shown."""
    start, end = lines[0].start, lines[-1].end
    parts = [(max(s, start), min(e, end)) for s, e in span.segments if s < end and e > start]
    return min(parts, key=lambda part: max(part[0] - other.start, other.start - part[1]))
