"""Paints what is marked in the article: behind the words, in lanes below them, and on top of them.

Line by line, for the lines that are shown. What a line needs is computed once and kept until its spans or the
layout change: a page of 10,000 spans in 100,000 characters takes 23 ms to scroll without that, 4 ms with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from annotator.core.codebook import Codebook
from annotator.core.models import Span
from annotator.ui.pane.index import SpanIndex
from annotator.ui.pane.layout import Line, TextGeometry
from annotator.ui.pane.shapes import UNDERLINES, dashed, outline, thread
from annotator.ui.pane.signs import badge_width, flag_box, paint_badge, paint_flag
from annotator.ui.parts.theme import Theme

_PITCH = 4  # px of the look from one underline to the next where there is room


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
        self.pinned: str | None = None
        """The span that has the ring while none is active."""
        self.segment: tuple[int, int] | None = None
        """The segment of the active span that is chosen, where it has several."""
        self.candidates: dict[int, str] = {}
        self.linked: Collection[str] = ()
        """Candidates that are linked already."""
        self.flagged: Collection[str] = ()
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

    def paint_tints(self, painter: QPainter, lines: Sequence[Line]) -> None:
        """The grounds behind the words."""
        for line in lines:
            for rectangle, colour in self._paint_of(line).tints:
                painter.fillRect(rectangle, colour)

    def paint_underlines(self, painter: QPainter, lines: Sequence[Line]) -> None:
        """The underlines and the active span's ring, to be drawn before the words."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for line in lines:
            for rectangles, colour in self._paint_of(line).strokes:
                painter.setBrush(colour)
                painter.drawRects(rectangles)
        self._paint_ring(painter, lines)

    def badges(self, lines: Sequence[Line]) -> dict[int, QRectF]:
        """Where the numbers of the candidates stand, for those that begin in these lines."""
        if not self.candidates or not lines:
            return {}
        start, end = min(line.start for line in lines), max(line.end for line in lines)
        height = 13 * self.unit
        result = {}
        for number, span_id in self.candidates.items():
            span = self.index.get(span_id)
            if span is None or not start <= span.start < end:
                continue
            line = self.geometry.line_at(span.start)
            width = badge_width(number, span_id in self.linked, self.unit)
            x = self.geometry.edge_x(line, span.start)
            leftwards = any(left < x - 0.5 for left, _ in self.geometry.x_ranges(line, span.start, span.start + 1))
            # In the leading, and over the space before the word: the dots of an Ä reach up to the leading, and the
            # hamza of an alef, which is as narrow as itself, higher.
            left = x + self.unit if leftwards else x + 2 * self.unit - width
            result[number] = QRectF(left, line.baseline - 0.8 * self.font_size - height, width, height)
        return result

    def paint_above(self, painter: QPainter, lines: Sequence[Line], font: QFont) -> None:
        """The flags and the candidates' numbers, over the words."""
        if not lines or not (self.flagged or self.candidates):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for box in self.flags(lines).values():
            paint_flag(painter, box, self._theme, self.unit)
        for number, box in self.badges(lines).items():
            linked = self.candidates[number] in self.linked
            paint_badge(painter, box, number, linked, font, self._theme, self.unit)

    def flags(self, lines: Sequence[Line]) -> dict[str, QRectF]:
        """Where the flags of flagged spans stand, for those that end in these lines."""
        result: dict[str, QRectF] = {}
        if not lines:
            return result
        start, end = min(line.start for line in lines), max(line.end for line in lines)
        for span_id in self.flagged:
            span = self.index.get(span_id)
            if span is None or not start < span.end <= end:
                continue
            line = self.geometry.line_at(span.end - 1)
            right = self.geometry.edge_x(line, span.end, trailing=True)
            result[span_id] = flag_box(right, line.baseline, self.font_size, self.unit)
        return result

    def dirty(self, span: Span, lines: Iterable[Line]) -> QRectF:
        """The rectangle to paint again when a span has changed; empty where it is not in these lines."""
        area = QRectF()
        for line in lines:
            if line.start < span.end and line.end > span.start:
                margin = 6 * self.unit
                ranges = self.geometry.x_ranges(line, span.start, span.end)
                if self._pitch(line, self._lanes(line)) < _PITCH * self.unit:
                    # The underlines of all spans in the line move together.
                    ranges = [(line.left, line.right)]
                for left, right in ranges:
                    area |= QRectF(left, line.top, right - left, line.bottom - line.top).adjusted(
                        -4 * margin, -2 * margin, margin, margin
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
        lanes = self._lanes(line)
        for span in self.index.overlapping(line.start, line.end):
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
                    dots = [dot for a, b in gap for dot in thread(a, b, y + self.unit, self.unit)]
                    paint.strokes.append((dots, colour))
        return paint

    def _lane_y(self, line: Line, lane: int, lanes: int) -> float:
        """The top of an underline. Lanes move together where a line has more than fit below it."""
        return round(line.baseline + 0.29 * self.font_size + lane * self._pitch(line, lanes))

    def _pitch(self, line: Line, lanes: int) -> float:
        """From one underline to the next below a line with so many."""
        room = line.bottom - line.baseline - 0.19 * self.font_size - 2.5 * self.unit
        return min(_PITCH * self.unit, room / max(1, lanes - 1))

    def _lanes(self, line: Line) -> int:
        spans = self.index.overlapping(line.start, line.end)
        return max((self.index.lane(span.id) for span in spans), default=0) + 1

    def _paint_ring(self, painter: QPainter, lines: Sequence[Line]) -> None:
        span = self._ringed()
        if span is None:
            return
        painter.setBrush(QColor(0, 0, 0, 0))
        for start, end in span.segments:
            boxes = self._ring_boxes(span, start, end, lines)
            chosen = self.segment == (start, end)
            painter.setPen(QPen(self._theme.color("accent"), max(1.5, (2.75 if chosen else 1.75) * self.unit)))
            painter.drawPath(outline(boxes, 5 * self.unit))

    def _ringed(self) -> Span | None:
        ringed = self.active or self.pinned
        return self.index.get(ringed) if ringed else None

    def ring_corner(self, lines: Sequence[Line]) -> QPointF | None:
        """The upper left corner of the active span's ring, where it begins on the screen; None where it is not."""
        span = self._ringed()
        for start, end in span.segments if span else ():
            if span and (boxes := self._ring_boxes(span, start, end, lines)):
                return boxes[0].topLeft()
        return None

    def light_up(self, painter: QPainter, spans: Iterable[Span], lines: Sequence[Line], strong: str) -> None:
        """Frames the spans that a link may be dropped on; ``strong`` is the id of the one under the pointer."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = self._theme.color("accent")
        ground = QColor(accent)
        ground.setAlphaF(0.16)
        for span in spans:
            pen = QPen(accent, (2.25 if span.id == strong else 1.0) * self.unit)
            if span.id != strong:
                pen.setDashPattern([3, 2])
            painter.setPen(pen)
            painter.setBrush(ground if span.id == strong else Qt.BrushStyle.NoBrush)
            for start, end in span.segments:
                for line in lines:
                    for left, right in self.geometry.x_ranges(line, start, end):
                        top = line.baseline - 0.98 * self.font_size
                        box = QRectF(left - 1, top, right - left + 2, 1.34 * self.font_size)
                        painter.drawRoundedRect(box, 4 * self.unit, 4 * self.unit)

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
