"""Dragging a relation from one span to another in the text pane."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from annotator.core.models import Span
from annotator.ui.pane.curves import Stroke, between_lines, draw_curve
from annotator.ui.pane.layout import Line
from annotator.ui.pane.link_rules import Link, links_between, partners, why_not
from annotator.ui.parts.writing import isolated

if TYPE_CHECKING:
    from annotator.ui.pane.text_pane import TextPane


class LinkDrag:
    """A curve follows the pointer; spans that it may be dropped on are framed, others say why not."""

    def __init__(self, pane: TextPane, source: Span) -> None:
        self._pane = pane
        self.source = source
        self.target: Span | None = None
        self.links: list[Link] = []
        self._labels = set(partners(pane.codebook, source.label))
        self._point: QPointF | None = None

    def to(self, point: QPointF, by_character: bool) -> None:
        pane = self._pane
        self._point = point
        under = [span for id_ in pane.marks.spans_at(point) if (span := pane.span(id_)) and id_ != self.source.id]
        fitting = next((span for span in under if span.label in self._labels), None)
        self.target = fitting or next(iter(under), None)
        self.links = links_between(pane.codebook, self.source, self.target) if self.target else []
        pane.viewport().setCursor(
            Qt.CursorShape.ForbiddenCursor if self.target and not self.links else Qt.CursorShape.ClosedHandCursor
        )
        pane.viewport().update()

    def drop(self) -> None:
        target, links = self.target, self.links
        self.cancel()
        if target is not None and links:
            self._pane.link_dropped.emit(self.source.id, target.id)
        elif target is not None:
            self._pane.link_refused.emit(why_not(self._pane.codebook, self.source, target))

    def cancel(self) -> None:
        self._point = self.target = None
        self._pane.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._pane.viewport().update()

    def says(self) -> str:
        """What would happen if the button were released now."""
        if self.target is None:
            return QCoreApplication.translate("Links", "Drop it on a framed span; Esc cancels")
        if not self.links:
            return why_not(self._pane.codebook, self.source, self.target)
        titles = " / ".join(link.kind.title for link in self.links)
        words = " ".join(self._pane.text[self.target.start : self.target.end].split())
        words = words if len(words) <= 32 else f"{words[:32].rstrip()}…"
        return f"{titles}: {isolated(words)}"

    def paint(self, painter: QPainter, lines: Sequence[Line], view: QRectF) -> None:
        """Paints the targets, the curve and the sentence; ``view`` is the part of the document on the screen."""
        if self._point is None or not lines:
            return
        pane = self._pane
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        found = pane.spans_between(lines[0].start, lines[-1].end)
        targets = [span for span in found if span.label in self._labels and span.id != self.source.id]
        strong = self.target.id if self.target and self.links else ""
        pane.marks.light_up(painter, targets, lines, strong)
        unit = pane.marks.unit
        refused = self.target is not None and not self.links
        stroke = Stroke(
            pane.theme.color("danger" if refused else "accent"),
            pane.theme.color("surface"),
            2 * unit,
            dashed=self.target is None,
        )
        start = self._start(lines, view)
        backwards = bool(self.links) and self.links[0].child.id == self.source.id
        ends = (self._point, start) if backwards else (start, self._point)
        draw_curve(painter, between_lines(*ends), stroke, 9 * unit)
        self._paint_bubble(painter, view, refused)

    def _start(self, lines: Sequence[Line], view: QRectF) -> QPointF:
        """Where the curve leaves the source, or the edge of the page if that is beyond it."""
        assert self._point is not None
        first, last = lines[0].start, lines[-1].end
        if any(start < last and end > first for start, end in self.source.segments):
            return self._pane.links.routes.leave_at(self.source, lines, self._point.y() > self._middle(lines))
        above = self.source.start < first
        return QPointF(view.center().x(), view.top() if above else view.bottom())

    def _middle(self, lines: Sequence[Line]) -> float:
        parts = self.source.segments
        heights = [line.baseline for line in lines if any(s < line.end and e > line.start for s, e in parts)]
        return sum(heights) / len(heights)

    def _paint_bubble(self, painter: QPainter, view: QRectF, refused: bool) -> None:
        assert self._point is not None
        pane, unit = self._pane, self._pane.marks.unit
        face = QFont(pane.interface_font)
        painter.setFont(face)
        metrics = QFontMetricsF(face)
        room = QRectF(0, 0, min(24 * metrics.horizontalAdvance("n"), view.width() - 40), 1000)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        box = metrics.boundingRect(room, int(flags), self.says()).adjusted(0, 0, 2, 0)
        frame = box.adjusted(-8, -5, 8, 5)
        frame.moveTopLeft(self._point + QPointF(14 * unit, 18 * unit))
        if frame.bottom() > view.bottom() - 4:
            frame.moveBottom(min(self._point.y() - 12 * unit, view.bottom() - 4))
        frame.moveRight(min(frame.right(), view.right() - 4))
        frame.moveLeft(max(frame.left(), view.left() + 4))
        colour = pane.theme.color("danger" if refused else "text")
        painter.setPen(QPen(pane.theme.color("danger" if refused else "line"), 1))
        painter.setBrush(pane.theme.color("surface"))
        painter.drawRoundedRect(frame, 6, 6)
        painter.setPen(colour)
        painter.drawText(frame.adjusted(8, 5, -8, -5), int(flags), self.says())
