"""The shapes that the text pane paints: underlines, threads between segments, the ring. Document coordinates."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

Underline = Callable[[float, float, float, float, bool, bool], list[QRectF]]
"""(left, right, top, unit, first, last) → the rectangles of one underline; ``unit`` is a pixel at 17 px text."""


def solid(left: float, right: float, top: float, unit: float, first: bool, last: bool) -> list[QRectF]:
    return [QRectF(left, top, right - left, 2.5 * unit)]


def double(left: float, right: float, top: float, unit: float, first: bool, last: bool) -> list[QRectF]:
    width, thin = right - left, max(1.0, round(unit))
    return [QRectF(left, top, width, thin), QRectF(left, top + 2 * thin, width, thin)]


def dotted(left: float, right: float, top: float, unit: float, first: bool, last: bool) -> list[QRectF]:
    return _broken(left, right, top, 2.5 * unit, 2.25 * unit, 2.5 * unit)


def bracketed(left: float, right: float, top: float, unit: float, first: bool, last: bool) -> list[QRectF]:
    line, tick = solid(left, right, top, unit, first, last), 3.5 * unit
    thick = max(1.5, 1.75 * unit)
    if first:
        line.append(QRectF(left, top - tick, thick, tick))
    if last:
        line.append(QRectF(right - thick, top - tick, thick, tick))
    return line


def thin(left: float, right: float, top: float, unit: float, first: bool, last: bool) -> list[QRectF]:
    return [QRectF(left, top, right - left, max(1.0, round(1.25 * unit)))]


def beaded(left: float, right: float, top: float, unit: float, first: bool, last: bool) -> list[QRectF]:
    line = thin(left, right, top + 0.75 * unit, unit, first, last)
    return line + _broken(left, right, top, 2.5 * unit, 8 * unit, 2.5 * unit)


def dashed(left: float, right: float, top: float, unit: float, first: bool, last: bool) -> list[QRectF]:
    """That of suggestions, whatever their label."""
    return _broken(left, right, top, 6 * unit, 4 * unit, 2 * unit)


def thread(left: float, right: float, top: float, unit: float) -> list[QRectF]:
    """The fine dots that lead from one segment of a span to the next."""
    side, step = max(1.0, unit), 3.5 * unit
    return [QRectF(left + n * step, top, side, side) for n in range(1, max(1, int((right - left) / step)))]


UNDERLINES: tuple[Underline, ...] = (double, solid, dotted, bracketed, thin, beaded)
"""By the label's place in the codebook, so that labels can be told apart without their colours."""


def _broken(left: float, right: float, top: float, dash: float, gap: float, height: float) -> list[QRectF]:
    # Whole dashes at both ends: the gap is stretched to fit.
    count = max(1, round((right - left + gap) / (dash + gap)))
    if count == 1:
        return [QRectF(left, top, min(dash, right - left), height)]
    step = (right - left - dash) / (count - 1)
    return [QRectF(left + i * step, top, dash, height) for i in range(count)]


def outline(rectangles: Iterable[QRectF], radius: float) -> QPainterPath:
    """One path with rounded corners around rectangles, joined where they touch."""
    joined = QPainterPath()
    for rectangle in rectangles:
        one = QPainterPath()
        # A little overlap, so that neighbours become one shape and not two that share an edge.
        one.addRect(rectangle.adjusted(0, -0.05, 0, 0.05))
        joined = joined.united(one)
    path = QPainterPath()
    for polygon in joined.simplified().toSubpathPolygons():
        _add_rounded(path, polygon, radius)
    return path


def _add_rounded(path: QPainterPath, polygon: QPolygonF, radius: float) -> None:
    corners = _corners([polygon.at(i) for i in range(polygon.size())])
    if len(corners) < 3:
        return
    for index, corner in enumerate(corners):
        before, after = corners[index - 1], corners[(index + 1) % len(corners)]
        start, end = _towards(corner, before, radius), _towards(corner, after, radius)
        if index == 0:
            path.moveTo(start)
        else:
            path.lineTo(start)
        path.quadTo(corner, end)
    path.closeSubpath()


def _corners(points: list[QPointF]) -> list[QPointF]:
    """The points at which the outline turns: without repetitions and without those on a straight line."""
    distinct = [a for a, b in pairwise([*points, points[0]]) if (a - b).manhattanLength() > 0.2]
    turning = []
    for index, point in enumerate(distinct):
        into, out = point - distinct[index - 1], distinct[(index + 1) % len(distinct)] - point
        if abs(into.x() * out.y() - into.y() * out.x()) > 0.2:
            turning.append(point)
    return turning


def _towards(corner: QPointF, other: QPointF, radius: float) -> QPointF:
    way = other - corner
    length = (way.x() ** 2 + way.y() ** 2) ** 0.5
    share = min(radius, length / 2) / length
    return QPointF(corner.x() + way.x() * share, corner.y() + way.y() * share)
