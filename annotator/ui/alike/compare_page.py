"""A page on which the words that another text lacks are marked. Offsets are code points, end exclusive."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from annotator.core.clusters import Range
from annotator.ui.pane.layout import Line
from annotator.ui.pane.marked_page import MarkedPage

_GROUND = 0.14  # how much the ground behind marked words has of their colour


class ComparePage(MarkedPage):
    """An article with its labels; ``struck``: words that the other lacks are struck out, else underlined.

    Where words stand in the other text alone, a thin line shows their place.
    """

    def __init__(self, struck: bool, parent: QWidget | None = None) -> None:
        self._struck = struck
        self._places: Sequence[Range] = ()
        self.current: int | None = None
        """The difference that has a frame."""
        super().__init__(parent)

    def set_differences(self, places: Sequence[Range]) -> None:
        """Marks these stretches, which are in order; an empty one is a place where something is missing."""
        self._places, self.current = places, None
        self.viewport().update()

    def show_current(self, number: int | None) -> None:
        """Frames one of the differences."""
        self.current = number
        self.viewport().update()

    def mark_colour(self) -> QColor:
        """Of lines through or below words."""
        return self.theme.color("danger" if self._struck else "done")

    def event(self, event: QEvent) -> bool:
        """A page that is at its header stays there when it is shown or resized; Qt would go to its cursor."""
        before = self.scrolled
        result = super().event(event)
        if event.type() in (QEvent.Type.Show, QEvent.Type.Resize) and before < self._header_height:
            self.verticalScrollBar().setValue(before)
        return result

    def paintEvent(self, event: QPaintEvent) -> None:
        scroll = self.scrolled
        area = QRectF(event.rect()).translated(0, scroll)
        margin = 4 * self.size_em
        lines = list(self.places.lines_between(area.top() - margin, area.bottom() + margin))
        painter = QPainter(self.viewport())
        painter.translate(0, -scroll)
        self.paint_header(painter, area)
        self._paint_grounds(painter, lines)
        self.marks.paint_underlines(painter, lines)
        painter.end()
        super().paintEvent(event)
        painter.begin(self.viewport())
        painter.translate(0, -scroll)
        self.zone_marks.paint(painter, lines, self.column_left, self.column_right)
        self._paint_lines(painter, lines)
        painter.end()

    def _boxes(self, lines: Sequence[Line], start: int, end: int) -> list[QRectF]:
        """The rectangles around the words of a stretch, one or more a line; a thin one where it is empty."""
        top, bottom = 0.98 * self.size_em, 0.27 * self.size_em
        boxes = []
        for line in lines:
            if start == end:
                if line.start <= start and (start < line.end or start == line.end == len(self.text)):
                    x = self.places.edge_x(line, start)
                    boxes.append(QRectF(QPointF(x, line.baseline - top), QPointF(x, line.baseline + bottom)))
                continue
            for left, right in self.places.x_ranges(line, start, end):
                box = QRectF(QPointF(left, line.baseline - top), QPointF(right, line.baseline + bottom))
                boxes.append(box)
        return boxes

    def _shown(self, lines: Sequence[Line]) -> list[tuple[int, list[QRectF]]]:
        """The differences in these lines: number and rectangles."""
        if not lines:
            return []
        first, last = lines[0].start, lines[-1].end
        return [
            (number, self._boxes(lines, start, end))
            for number, (start, end) in enumerate(self._places)
            if start <= last and end >= first
        ]

    def _paint_grounds(self, painter: QPainter, lines: Sequence[Line]) -> None:
        ground = self.mark_colour()
        ground.setAlphaF(_GROUND)
        for _, boxes in self._shown(lines):
            for box in boxes:
                painter.fillRect(box, ground)

    def _paint_lines(self, painter: QPainter, lines: Sequence[Line]) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        em, colour = self.size_em, self.mark_colour()
        accent = QPen(self.theme.color("accent"), max(1.5, em / 10))
        for number, boxes in self._shown(lines):
            for box in boxes:
                baseline = box.bottom() - 0.27 * em
                if not box.width():
                    painter.setPen(QPen(self.theme.color("muted"), max(1.5, em / 10)))
                    painter.drawLine(box.topLeft(), box.bottomLeft())
                else:
                    y = baseline - 0.27 * em if self._struck else baseline + 0.17 * em
                    painter.setPen(QPen(colour, max(1.5, em / (11 if self._struck else 8))))
                    painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
                if number == self.current:
                    painter.setPen(accent)
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRoundedRect(box.adjusted(-3, -2, 3, 2), 4, 4)
