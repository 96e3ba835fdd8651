"""How a label will look in the text: on the light page and on the dark one, as the text pane paints it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTextLayout, QTextLine
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.core.codebook import Label
from annotator.core.offsets import Utf16Map
from annotator.ui.pane.shapes import UNDERLINES
from annotator.ui.parts.theme import DARK, LIGHT, READING_FAMILIES, Theme, scale_of, theme_of

_SIZE = 15  # px of the text
_HEIGHT = 112
_MARGIN = 12


def marked_text(example: str) -> tuple[str, list[tuple[int, int]]]:
    """An example without its brackets, and what stood in them, in code points."""
    text, places, opened = "", [], -1
    for character in example:
        if character == "[" and opened < 0:
            opened = len(text)
        elif character == "]" and opened >= 0:
            places.append((opened, len(text)))
            opened = -1
        else:
            text += character
    return text, places


class Sample(QWidget):
    """An example of a label on both pages, its spans as they are painted in the text."""

    def __init__(self) -> None:
        super().__init__()
        self._label: Label | None = None
        self._place = 0
        self.setAccessibleName(self.tr("How the label looks on the light and on the dark page"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_label(self, label: Label, place: int) -> None:
        """Shows a label; ``place`` is its number in the codebook, from 0, which decides on its underline."""
        self._label, self._place = label, place
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(400 * scale_of(self)), round(_HEIGHT * scale_of(self)))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(240 * scale_of(self)), round(_HEIGHT * scale_of(self)))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._label is None:
            return
        painter = QPainter(self)
        half = self.width() // 2
        gap = round(4 * scale_of(self))
        for theme, left in ((LIGHT, 0), (DARK, half + gap)):
            page = QRectF(left + 0.5, 0.5, half - gap - 1, self.height() - 1)
            self._paint_page(painter, page, theme, self._label)

    def _paint_page(self, painter: QPainter, page: QRectF, theme: Theme, label: Label) -> None:
        unit = scale_of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme_of(self).color("line"))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(page, 8 * unit, 8 * unit)
        painter.save()
        painter.setClipRect(page.adjusted(1, 1, -1, -1))
        example = next((text for text in label.examples if "[" in text), "")
        text, places = marked_text(" ".join(example.split()))
        if not places:
            text, places = marked_text(self.tr("A text in which [some words] are marked with [this label]."))
        margin = _MARGIN * unit
        self._paint_text(painter, page.adjusted(margin, margin * 0.6, -margin, 0), theme, label, text, places)
        painter.restore()

    def _paint_text(
        self,
        painter: QPainter,
        box: QRectF,
        theme: Theme,
        label: Label,
        text: str,
        places: list[tuple[int, int]],
    ) -> None:
        unit = scale_of(self)
        font = QFont()
        font.setFamilies(list(READING_FAMILIES))
        font.setPixelSize(round(_SIZE * unit))
        layout = QTextLayout(text, font)
        layout.beginLayout()
        y, pitch = box.top(), 1.65 * _SIZE * unit
        while (line := layout.createLine()).isValid():
            line.setLineWidth(box.width())
            line.setPosition(QPointF(0, y))
            y += pitch
        layout.endLayout()
        units = Utf16Map(text)
        for start, end in places:
            span = (units.to_utf16(start), units.to_utf16(end))
            for number in range(layout.lineCount()):
                self._paint_span(painter, layout.lineAt(number), box.left(), theme, label, span)
        painter.setPen(theme.color("text"))
        layout.draw(painter, QPointF(box.left(), 0))

    def _paint_span(
        self, painter: QPainter, line: QTextLine, x: float, theme: Theme, label: Label, span: tuple[int, int]
    ) -> None:
        first, last = line.textStart(), line.textStart() + line.textLength()
        start, end = max(span[0], first), min(span[1], last)
        if start >= end:
            return
        left, right = _x(line, start) + x, min(_x(line, end), line.naturalTextWidth()) + x
        size = _SIZE * scale_of(self)
        baseline = line.y() + line.ascent()
        top, lane = baseline - 0.98 * size, round(baseline + 0.29 * size)
        painter.fillRect(QRectF(left, top, right - left, lane - top), theme.tint(label))
        underline = UNDERLINES[self._place % len(UNDERLINES)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(label))
        painter.drawRects(underline(left, right, lane, size / 17, span[0] >= first, span[1] <= last))


def _x(line: QTextLine, position: int) -> float:
    # PySide gives the place and the position that it took.
    found: Any = line.cursorToX(position)
    return float(found[0] if isinstance(found, tuple) else found)
