"""The flag that marks what has an open comment, in the lists of articles and spans."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from annotator.ui.parts.theme import Theme


def paint_flag(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Paints a flag that fills ``rect``: a pole with a filled swallowtail cloth at its top."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = theme.color("danger")
    pole = max(1.2, rect.width() / 8)
    left, cloth = rect.left() + pole / 2, rect.height() * 0.62
    painter.setPen(QPen(colour, pole, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QLineF(left, rect.top() + pole / 2, left, rect.bottom() - pole / 2))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    right, top = rect.right(), rect.top() + pole / 4
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(left, top),
                QPointF(right, top),
                QPointF(right - rect.width() * 0.25, top + cloth / 2),
                QPointF(right, top + cloth),
                QPointF(left, top + cloth),
            ]
        )
    )
    painter.restore()
