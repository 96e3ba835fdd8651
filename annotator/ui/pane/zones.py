"""Shows what is not article text: muted words, a dotted line before them, the kind and its key after them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextCharFormat

from annotator.core.models import Zone
from annotator.ui.pane.document import ZoneFormat, changed_zones
from annotator.ui.pane.index import ZoneIndex
from annotator.ui.pane.layout import Line, TextGeometry
from annotator.ui.parts.theme import Theme

_DASHES = (1.5, 2.5)


class ZoneMarks:
    """The zones of one article. ``size`` is the reading font's em."""

    def __init__(self, geometry: TextGeometry, interface: QFont, theme: Theme, size: float) -> None:
        self.geometry = geometry
        self.index = ZoneIndex()
        self.key = "Z"
        self.left = self.right = 0.0
        self.set_style(interface, theme, size)

    def set_style(self, interface: QFont, theme: Theme, size: float) -> None:
        """Takes over face, colours and size; :meth:`format_all` brings them into the document."""
        self.size = size
        self._colour, self._ground = theme.color("muted"), theme.color("surface")
        words, self._face = QFont(interface), QFont(interface)
        words.setPixelSize(max(8, round(0.76 * size)))
        self._face.setPixelSize(max(8, round(0.65 * size)))
        characters = QTextCharFormat()
        characters.setFont(words, QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesSpecifiedOnly)
        characters.setForeground(self._colour)
        self._format = ZoneFormat(characters, 0.65 * size, 7.5 * size)

    def set_zones(self, zones: Iterable[Zone]) -> None:
        """Replaces the zones, and formats what has changed."""
        before = self.index.zones
        self.index = ZoneIndex(zones)
        gone, fresh = changed_zones(before, self.index.zones)
        for zone in gone:
            self._apply(zone, on=False)
        for zone in fresh:
            self._apply(zone, on=True)

    def format_all(self) -> None:
        """Formats all zones again, after the style or all formats of the document have changed."""
        for zone in self.index.zones:
            self._apply(zone, on=True)

    def at(self, point: QPointF) -> Zone | None:
        """The zone whose words, line or kind is under a point."""
        line = self.geometry.line_near(point.y())
        if not line.top <= point.y() <= line.bottom:
            return None
        zones = self.index.overlapping(line.start, line.end)
        for zone in zones:
            for left, right in self.geometry.x_ranges(line, zone.start, zone.end):
                if left <= point.x() <= right:
                    return zone
        beside = point.x() < line.left or point.x() > line.right
        return zones[0] if zones and beside else None

    def paint(self, painter: QPainter, lines: Sequence[Line], left: float, right: float) -> None:
        """Paints the zones of some lines in the column from ``left`` to ``right``."""
        self.left, self.right = left, right
        if not lines or not self.index.zones:
            return
        for zone in self.index.overlapping(lines[0].start, lines[-1].end):
            own = [line for line in lines if line.start < zone.end and line.end > zone.start]
            if own:
                self._paint_bar(painter, own)
                self._paint_kind(painter, zone, own)

    def _paint_bar(self, painter: QPainter, lines: Sequence[Line]) -> None:
        """On the side where the writing begins; in the margin where the zone's paragraph is not set in."""
        if self.geometry.runs_leftwards(lines[0]):
            set_in = max(line.right for line in lines) <= self.right - 0.6 * self.size
            x = round(self.right if set_in else self.right + 0.55 * self.size) - 0.5
        else:
            set_in = min(line.left for line in lines) >= self.left + 0.6 * self.size
            x = round(self.left if set_in else self.left - 0.55 * self.size) + 0.5
        pen = QPen(self._colour, 1, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern(_DASHES)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        # The dots stay where they are, at whichever line painting anew begins.
        period = sum(_DASHES)
        top = math.ceil((lines[0].top - 1) / period) * period
        painter.drawLine(QPointF(x, top), QPointF(x, lines[-1].bottom - 1))

    def _paint_kind(self, painter: QPainter, zone: Zone, lines: Sequence[Line]) -> None:
        words = f"{kind_title(zone.kind)} · {self.key}" if self.key else kind_title(zone.kind)
        face = QFontMetricsF(self._face)
        width = face.horizontalAdvance(words) + 2
        line, room, beside = self._room_of_kind(zone, width)
        if line not in lines:
            return
        leftwards = self.geometry.runs_leftwards(line)
        top, bottom = (line.top, line.baseline + face.descent()) if beside else (line.baseline, line.bottom + 2)
        box = QRectF(room[0] if leftwards else room[1] - width, top, width, bottom - top)
        # A curve of a relation may run through here: it goes on behind the words. A label's ground does not.
        ground = QRectF(box.left(), bottom - face.height(), width, face.height()).adjusted(-3, 0, 3, 0)
        own = QRectF(room[0] - 3, line.top, room[1] - room[0] + 6, line.bottom - line.top)
        painter.fillRect(ground & own, self._ground)
        painter.setFont(self._face)
        painter.setPen(self._colour)
        side = Qt.AlignmentFlag.AlignLeft if leftwards else Qt.AlignmentFlag.AlignRight
        painter.drawText(box, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignBottom, words)

    def _room_of_kind(self, zone: Zone, width: float) -> tuple[Line, tuple[float, float], bool]:
        """The line at which a zone's kind stands, what there is for it from left to right, and whether that is
        beside the words.

        Where there is too little, it is below the zone's own words, in the leading: a zone has no underlines, as
        what stands beside it in the line may have. That is in the second line where the first has too few words.
        """
        line = self.geometry.line_at(zone.start)
        leftwards = self.geometry.runs_leftwards(line)
        beside = (self.left, line.left) if leftwards else (line.right, self.right)
        if beside[1] - beside[0] > width + 0.6 * self.size:
            return line, beside, True
        below = self._below(line, zone, leftwards)
        following = self.geometry.neighbour(line, 1)
        if below[1] - below[0] < width and following is not None and following.start < zone.end:
            return following, self._below(following, zone, leftwards), False
        return line, below, False

    def _below(self, line: Line, zone: Zone, leftwards: bool) -> tuple[float, float]:
        """From where to where a zone's words lie in a line; to the end of the column where they are the last."""
        stretches = self.geometry.x_ranges(line, zone.start, zone.end) or [(line.left, line.right)]
        left, right = stretches[0 if leftwards else -1]
        if leftwards:
            return (self.left if left <= line.left + 1 else left), right
        return left, (self.right if right >= line.right - 1 else right)

    def _apply(self, zone: Zone, *, on: bool) -> None:
        start, end = (
            min(self.geometry.position(o), self.geometry.position(len(self.geometry.text)))
            for o in (zone.start, zone.end)
        )
        self._format.apply(self.geometry.document, start, end, on=on)


def kind_title(kind: str) -> str:
    """The name of a kind of zone as a person reads it; kinds of one's own are shown as they are."""
    names = {
        "breadcrumb": QCoreApplication.translate("Zone", "breadcrumb"),
        "byline": QCoreApplication.translate("Zone", "byline"),
        "caption": QCoreApplication.translate("Zone", "caption"),
        "pagination": QCoreApplication.translate("Zone", "pagination"),
        "related": QCoreApplication.translate("Zone", "related"),
        "advert": QCoreApplication.translate("Zone", "advert"),
        "headline": QCoreApplication.translate("Zone", "repeated headline"),
        "comments": QCoreApplication.translate("Zone", "comments"),
        "boilerplate": QCoreApplication.translate("Zone", "boilerplate"),
    }
    return names.get(kind, kind.replace("_", " "))
