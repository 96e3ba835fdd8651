"""Curves with an arrow head from one mark to another, in document coordinates."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, sin

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a curve is drawn. ``width`` is in pixels; with the colour of the page as ``ground`` it has a rim."""

    colour: QColor
    ground: QColor | None
    width: float
    dashed: bool = False


def between_lines(start: QPointF, end: QPointF) -> QPainterPath:
    """An S from a mark on one line to a mark on another: it leaves and arrives upright."""
    path = QPainterPath(start)
    reach = (end.y() - start.y()) * 0.5
    path.cubicTo(QPointF(start.x(), start.y() + reach), QPointF(end.x(), end.y() - reach), end)
    return path


def through_margin(start: QPointF, end: QPointF, x: float, bend: float) -> QPainterPath:
    """From a mark to one far above or below it, by way of the margin at ``x``, so as to cross few words.

    The curve takes ``bend`` pixels of height to get to the margin, and as many to come back.
    """
    down = 1 if end.y() > start.y() else -1
    path = QPainterPath(start)
    out, back = QPointF(x, start.y() + down * bend), QPointF(x, end.y() - down * bend)
    path.cubicTo(QPointF(start.x(), start.y() + down * bend * 0.7), QPointF(x, start.y() + down * bend * 0.3), out)
    path.lineTo(back)
    path.cubicTo(QPointF(x, end.y() - down * bend * 0.3), QPointF(end.x(), end.y() - down * bend * 0.7), end)
    return path


def along_line(start: QPointF, end: QPointF, sag: float) -> QPainterPath:
    """A bow between two marks of one line; it hangs down by ``sag``, or rises where that is negative."""
    path = QPainterPath(start)
    y = (max if sag > 0 else min)(start.y(), end.y()) + 4 / 3 * sag
    lean = (end.x() - start.x()) * 0.12
    path.cubicTo(QPointF(start.x() + lean, y), QPointF(end.x() - lean, y), end)
    return path


def arrow_head(path: QPainterPath, size: float) -> QPolygonF:
    """The arrow head at the end of a curve, in the direction in which it arrives."""
    tip = path.pointAtPercent(1.0)
    # Where the curve is one head's length before: a very short or bent one has no useful tangent at its end.
    before = path.pointAtPercent(path.percentAtLength(max(0.0, path.length() - size)))
    way = tip - before
    angle = atan2(way.y(), way.x())
    sides = [tip - QPointF(size * cos(angle + turn), size * sin(angle + turn)) for turn in (0.42, -0.42)]
    return QPolygonF([tip, *sides])


def draw_curve(painter: QPainter, path: QPainterPath, stroke: Stroke, head: float) -> None:
    """Draws a curve; a rim of the page's colour keeps it apart from tints and other curves."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if stroke.ground is not None:
        rim = QColor(stroke.ground)
        rim.setAlphaF(0.75)
        painter.setPen(QPen(rim, 3.5 * stroke.width, c=Qt.PenCapStyle.RoundCap))
        painter.drawPath(path)
    pen = QPen(stroke.colour, stroke.width, c=Qt.PenCapStyle.FlatCap)
    if stroke.dashed:
        pen.setDashPattern([4.5, 3.0])
    painter.setPen(pen)
    painter.drawPath(path)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(stroke.colour)
    painter.drawPolygon(arrow_head(path, head))
