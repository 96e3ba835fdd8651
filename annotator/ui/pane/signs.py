"""Small signs on top of the words: the candidates' numbers, the flags of open questions, the handle for links."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPolygonF

from annotator.ui.parts.theme import Theme


def badge_width(number: int, linked: bool, unit: float) -> float:
    """The width of a candidate's number; ``unit`` is a pixel at 17 px text."""
    return max(13.0, 5 + 8 * len(str(number)) + (7 if linked else 0)) * unit


def paint_badge(
    painter: QPainter, box: QRectF, number: int, linked: bool, font: QFont, theme: Theme, unit: float
) -> None:
    """A candidate's number; one that is linked already has a tick and another colour."""
    face = QFont(font)
    face.setPixelSize(max(8, round(10.5 * unit)))
    face.setBold(True)
    painter.setFont(face)
    ink = theme.color("on_accent" if linked else "surface")
    painter.setPen(QPen(theme.color("surface"), unit))
    painter.setBrush(theme.color("accent" if linked else "text"))
    painter.drawRoundedRect(box, 4 * unit, 4 * unit)
    painter.setPen(ink)
    painter.drawText(box.adjusted(0, 0, -7 * unit if linked else 0, 0), Qt.AlignmentFlag.AlignCenter, str(number))
    if linked:
        middle = QPointF(box.right() - 7 * unit, box.center().y())
        tick = [QPointF(-2.5, 0), QPointF(-0.5, 2.25), QPointF(3, -2.5)]
        painter.setPen(QPen(ink, 1.5 * unit, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([middle + point * unit for point in tick]))


def flag_box(right: float, baseline: float, size: float, unit: float) -> QRectF:
    """Where the flag of a span stands that ends at ``right``: in the leading above its last character."""
    height = 9 * unit
    return QRectF(right - 7 * unit, baseline - 0.88 * size - height, 8 * unit, height)


def paint_flag(painter: QPainter, box: QRectF, theme: Theme, unit: float) -> None:
    """A small flag on its pole: somebody asks the team something about the span."""
    colour, ground = theme.color("danger"), theme.color("surface")
    cloth = QPainterPath(box.topLeft())
    cloth.lineTo(box.right(), box.top() + 2.75 * unit)
    cloth.lineTo(box.left(), box.top() + 5.5 * unit)
    cloth.closeSubpath()
    pole = QPainterPath(box.topLeft())
    pole.lineTo(box.bottomLeft())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ground, 3.5 * unit, j=Qt.PenJoinStyle.RoundJoin, c=Qt.PenCapStyle.RoundCap))
    painter.drawPath(cloth)
    painter.drawPath(pole)
    painter.setPen(QPen(colour, 1.5 * unit, j=Qt.PenJoinStyle.RoundJoin, c=Qt.PenCapStyle.RoundCap))
    painter.setBrush(colour)
    painter.drawPath(cloth)
    painter.drawPath(pole)


def paint_handle(painter: QPainter, centre: QPointF, radius: float, hovered: bool, theme: Theme) -> None:
    """The handle by which the active span is linked: a disc with an arrow."""
    accent = theme.color("accent")
    ink: QColor = theme.color("on_accent") if hovered else accent
    painter.setPen(QPen(accent, max(1.25, 0.22 * radius)))
    painter.setBrush(accent if hovered else theme.color("surface"))
    painter.drawEllipse(centre, radius, radius)
    reach = 0.5 * radius
    painter.setPen(QPen(ink, max(1.25, 0.24 * radius), c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawLine(centre + QPointF(-reach, reach), centre + QPointF(reach, -reach))
    corner = centre + QPointF(reach, -reach)
    painter.drawPolyline(QPolygonF([corner - QPointF(reach, 0), corner, corner + QPointF(0, reach)]))
