"""Paints what is marked in the article: behind the words, in lanes below them, and on top of them.

Line by line, for the lines that are shown. What a line needs is computed once and kept until its spans or the
layout change: a page of 10,000 spans in 100,000 characters takes 23 ms to scroll without that, 4 ms with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from annotator.core.codebook import Codebook
from annotator.core.models import Relation, Span
from annotator.ui.pane.index import SpanIndex
from annotator.ui.pane.layout import Line, TextGeometry
from annotator.ui.pane.shapes import UNDERLINES, connector, dashed, outline
from annotator.ui.parts.theme import Theme

_REACH = 4000
"""Code points up to which a relation is drawn. Farther ends are off the screen, and finding their place would
lay out all the text up to them."""


@dataclass(slots=True)
class _LinePaint:
    """What the line from ``start`` to ``end`` shows. ``hits`` are (span id, left, right), outermost first."""

    start: int
    end: int
    tints: list[tuple[QRectF, QColor]] = field(default_factory=list)
    strokes: list[tuple[list[QRectF], QColor]] = field(default_factory=list)
    hits: list[tuple[str, float, float]] = field(default_factory=list)


class Highlights:
    """The marks of one article in its layout. ``font_size`` is in device-independent pixels."""

    def __init__(
        self, geometry: TextGeometry, index: SpanIndex, codebook: Codebook, theme: Theme, font_size: float
    ) -> None:
        self.geometry = geometry
        self.index = index
        self.font_size = font_size
        self.active: str | None = None
        self.candidates: dict[int, str] = {}
        self._links: dict[str, list[str]] = {}
        self._lines: dict[int, dict[int, _LinePaint]] = {}
        self.set_style(codebook, theme)

    def set_style(self, codebook: Codebook, theme: Theme) -> None:
        """Takes the labels' colours and underlines from a codebook and a theme."""
        self._theme = theme
        self._labels = {
            label.name: (theme.colour(label), theme.tint(label), UNDERLINES[n % len(UNDERLINES)])
            for n, label in enumerate(codebook.labels)
        }
        # A label that the codebook no longer has is shown all the same.
        tint = theme.color("muted")
        tint.setAlphaF(0.15)
        self._unknown = (theme.color("muted"), tint, UNDERLINES[1])
        self._lines.clear()

    @property
    def unit(self) -> float:
        """The size of a pixel of the look, whose text is 17 px."""
        return self.font_size / 17

    def forget(self) -> None:
        """To be called when the layout has changed."""
        self._lines.clear()
        self.geometry.forget()

    def forget_between(self, start: int, end: int) -> None:
        """To be called when spans between two offsets have changed."""
        if not self._lines:
            return
        first, last = self.geometry.block_number(start), self.geometry.block_number(end)
        for block in [b for b in self._lines if first <= b <= last]:
            lines = self._lines[block]
            for number in [n for n, line in lines.items() if line.start <= end and line.end >= start]:
                del lines[number]

    def set_relations(self, relations: Iterable[Relation]) -> None:
        self._links = {}
        for relation in relations:
            self._links.setdefault(relation.head, []).append(relation.child)

    def is_linked(self, span_id: str) -> bool:
        """Whether a connector of the active span touches this span."""
        if self.active is None:
            return False
        return span_id == self.active or span_id in self._links.get(self.active, ())

    def paint_word(self, painter: QPainter, lines: Iterable[Line], start: int, end: int) -> None:
        """The ground behind the word at the caret, on every line that it is broken over.

        Grey and framed, so that it is not taken for a label, whose ground has a colour and no frame.
        """
        ground, frame = self._theme.color("text"), self._theme.color("text")
        ground.setAlphaF(0.06)
        frame.setAlphaF(0.28)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(frame, 1))
        painter.setBrush(ground)
        for line in lines:
            for left, right in self.geometry.x_ranges(line, start, end):
                top, bottom = line.baseline - 0.98 * self.font_size, line.baseline + 0.29 * self.font_size
                box = QRectF(round(left) - 1.5, round(top) + 0.5, round(right - left) + 3, round(bottom - top))
                painter.drawRoundedRect(box, 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def spans_at(self, point: QPointF) -> list[str]:
        """The spans whose tint or underline is under a point, innermost first."""
        line = self.geometry.line_near(point.y())
        if not line.top <= point.y() <= line.bottom:
            return []
        hits = self._paint_of(line).hits
        return list(dict.fromkeys(i for i, left, right in reversed(hits) if left <= point.x() <= right))

    def paint_behind(self, painter: QPainter, lines: Sequence[Line]) -> None:
        """Tints, underlines, connectors and the ring: all that the words are drawn upon."""
        found = [self._paint_of(line) for line in lines]
        for paint in found:
            for rectangle, colour in paint.tints:
                painter.fillRect(rectangle, colour)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_connectors(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        for paint in found:
            for rectangles, colour in paint.strokes:
                painter.setBrush(colour)
                painter.drawRects(rectangles)
        self._paint_ring(painter, lines)

    def badges(self, lines: Sequence[Line]) -> dict[int, QRectF]:
        """Where the numbers of the candidates stand, for those that begin in these lines."""
        if not self.candidates or not lines:
            return {}
        start, end = min(line.start for line in lines), max(line.end for line in lines)
        height = 12 * self.unit
        result = {}
        for number, span_id in self.candidates.items():
            span = self.index.get(span_id)
            if span is None or not start <= span.start < end:
                continue
            line = self.geometry.line_at(span.start)
            width = max(height, (5 + 7 * len(str(number))) * self.unit)
            x = self.geometry.edge_x(line, span.start)
            leftwards = any(left < x - 0.5 for left, _ in self.geometry.x_ranges(line, span.start, span.start + 1))
            # In the leading, and over the space before the word: the dots of an Ä reach up to the leading, and the
            # hamza of an alef, which is as narrow as itself, higher.
            left = x + self.unit if leftwards else x + 2 * self.unit - width
            result[number] = QRectF(left, line.baseline - 0.8 * self.font_size - height, width, height)
        return result

    def paint_above(self, painter: QPainter, lines: Sequence[Line], font: QFont) -> None:
        """The candidates' numbers, over the words."""
        badges = self.badges(lines)
        if not badges:
            return
        face = QFont(font)
        face.setPixelSize(max(8, round(9.5 * self.unit)))
        face.setBold(True)
        painter.setFont(face)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, box in badges.items():
            painter.setPen(QPen(self._theme.color("surface"), self.unit))
            painter.setBrush(self._theme.color("text"))
            painter.drawRoundedRect(box, 4 * self.unit, 4 * self.unit)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))

    def dirty(self, span: Span, lines: Iterable[Line]) -> QRectF:
        """The rectangle to paint again when a span has changed; empty where it is not in these lines."""
        area = QRectF()
        for line in lines:
            if line.start < span.end and line.end > span.start:
                margin = 6 * self.unit
                ranges = self.geometry.x_ranges(line, span.start, span.end)
                for left, right in ranges:
                    area |= QRectF(left, line.top, right - left, line.bottom - line.top).adjusted(
                        -4 * margin, -margin, margin, margin
                    )
        return area

    def _paint_of(self, line: Line) -> _LinePaint:
        block = self._lines.setdefault(line.block, {})
        paint = block.get(line.number)
        if paint is None:
            paint = block[line.number] = self._compute(line)
        return paint

    def _compute(self, line: Line) -> _LinePaint:
        paint = _LinePaint(line.start, line.end)
        spans = self.index.overlapping(line.start, line.end)
        lanes = max((self.index.lane(span.id) for span in spans), default=0) + 1
        for span in spans:
            colour, tint, underline = self._labels.get(span.label, self._unknown)
            if span.is_open:
                underline = dashed
            y = self._lane_y(line, self.index.lane(span.id), lanes)
            top = line.baseline - 0.98 * self.font_size
            for number, (start, end) in enumerate(span.segments):
                for left, right in self.geometry.x_ranges(line, start, end):
                    if not span.is_open:
                        paint.tints.append((QRectF(left, top, right - left, y - top), tint))
                    first, last = start >= line.start, end <= line.end
                    paint.strokes.append((underline(left, right, y, self.unit, first, last), colour))
                    paint.hits.append((span.id, left, right))
                if number:
                    gap = self.geometry.x_ranges(line, span.segments[number - 1][1], start)
                    link = [QRectF(a, y + self.unit, b - a, max(1.0, 0.75 * self.unit)) for a, b in gap]
                    paint.strokes.append((link, colour))
        return paint

    def _lane_y(self, line: Line, lane: int, lanes: int) -> float:
        """The top of an underline. Lanes move together where a line has more than fit below it."""
        first = line.baseline + 0.29 * self.font_size
        room = line.bottom + 0.1 * self.font_size - first - 2.5 * self.unit
        pitch = min(4 * self.unit, room / (lanes - 1)) if lanes > 1 else 0.0
        return round(first + lane * pitch)

    def _paint_ring(self, painter: QPainter, lines: Sequence[Line]) -> None:
        span = self.index.get(self.active) if self.active else None
        if span is None:
            return
        painter.setPen(QPen(self._theme.color("accent"), max(1.5, 1.75 * self.unit)))
        painter.setBrush(QColor(0, 0, 0, 0))
        for start, end in span.segments:
            boxes = self._ring_boxes(span, start, end, lines)
            painter.drawPath(outline(boxes, 5 * self.unit))

    def _ring_boxes(self, span: Span, start: int, end: int, lines: Sequence[Line]) -> list[QRectF]:
        boxes = []
        margin = 3 * self.unit
        for line in lines:
            ranges = self.geometry.x_ranges(line, start, end)
            if not ranges:
                continue
            top = line.baseline - 0.98 * self.font_size - 2 * self.unit
            lane = self.index.lane(span.id)
            # Down to the next line while the segment goes on, so that the boxes become one shape.
            next_top = line.bottom + (line.baseline - line.top) - 0.98 * self.font_size - 2 * self.unit
            bottom = self._lane_y(line, lane, lane + 1) + 5.5 * self.unit
            bottom = next_top if end > line.end else min(bottom, line.bottom + 3 * self.unit)
            boxes += [
                QRectF(left - margin, top, right - left + 2 * margin, bottom - top) for left, right in ranges
            ]
        return boxes

    def _paint_connectors(self, painter: QPainter) -> None:
        head = self.index.get(self.active) if self.active else None
        if head is None:
            return
        painter.setBrush(QColor(0, 0, 0, 0))
        for child_id in self._links.get(head.id, ()):
            child = self.index.get(child_id)
            if child is None or abs(child.start - head.start) > _REACH:
                continue
            colour = self._labels.get(child.label, self._unknown)[0]
            start, end = self._ends(head, child)
            painter.setPen(QPen(colour, 1.25 * self.unit))
            painter.drawPath(connector(start, end, 11 * self.unit))
            painter.setBrush(colour)
            painter.drawEllipse(end, 2.25 * self.unit, 2.25 * self.unit)
            painter.setBrush(QColor(0, 0, 0, 0))

    def _ends(self, head: Span, child: Span) -> tuple[QPointF, QPointF]:
        """Where a connector leaves the head and meets the child: at the sides that face each other."""
        head_part, child_part = _nearest_segment(head, child), _nearest_segment(child, head)
        child_first = child_part < head_part
        above, below = sorted((head_part, child_part))
        upper, lower = self.geometry.line_at(above[1] - 1), self.geometry.line_at(below[0])
        upper_left, upper_right = self._extent(upper, above)
        lower_left, lower_right = self._extent(lower, below)
        if upper.key == lower.key:
            y = upper.baseline + 0.29 * self.font_size + 3 * self.unit
            # From the near edge of the head, so as not to cross its ring.
            out, into = 3 * self.unit, self.font_size
            first = QPointF(max(upper_left, upper_right - into) if child_first else upper_right + out, y)
            second = QPointF(lower_left - out if child_first else min(lower_right, lower_left + into), y)
        else:
            # The middle of the actor or cue, and the place of the quote that is nearest to it.
            x = (upper_left + upper_right) / 2 if child_first else (lower_left + lower_right) / 2
            inset = 8 * self.unit
            near_upper = min(max(x, upper_left + inset), max(upper_left + inset, upper_right - inset))
            near_lower = min(max(x, lower_left + inset), max(lower_left + inset, lower_right - inset))
            first = QPointF(near_upper, upper.baseline + 0.29 * self.font_size + 4 * self.unit)
            second = QPointF(near_lower, lower.baseline - 0.98 * self.font_size - 2 * self.unit)
        return (second, first) if child_first else (first, second)

    def _extent(self, line: Line, part: tuple[int, int]) -> tuple[float, float]:
        ranges = self.geometry.x_ranges(line, *part)
        return (ranges[0][0], ranges[-1][1]) if ranges else (line.left, line.left)


def _nearest_segment(span: Span, other: Span) -> tuple[int, int]:
    return min(span.segments, key=lambda part: max(part[0] - other.start, other.start - part[1]))
