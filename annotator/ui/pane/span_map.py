"""The narrow map beside the text: where labels lie in the whole article, and which part of it is shown."""

from __future__ import annotations

import time

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.ui.pane.text_pane import TextPane

_WIDTH = 16
_MARK = 8
_LEAST = 3  # pixels of the height of a mark
_DELAY, _PATIENCE = 80, 20
"""Milliseconds from a change to the new map, so that a label's key never waits for it; at least so many times as
long as drawing it takes, as that of 10,000 labels would hold up who labels one after the other."""


class SpanMap(QWidget):
    """A map of a pane's article; its height is the whole text by characters. A click or drag scrolls there."""

    def __init__(self, pane: TextPane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pane = pane
        self._marks: QPixmap | None = None
        self._later = QTimer(self, interval=_DELAY, singleShot=True)
        self._later.timeout.connect(self._forget)
        self.setFixedWidth(_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Map of the labels"))
        self.setToolTip(self.tr("Where labels lie; click to go there"))
        pane.marks_changed.connect(self._later.start)
        pane.active_changed.connect(self.update)
        pane.verticalScrollBar().valueChanged.connect(self.update)
        pane.verticalScrollBar().rangeChanged.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, 200)

    def paintEvent(self, event: QPaintEvent) -> None:
        pane, theme = self._pane, self._pane.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        painter.fillRect(QRectF(0, 0, 1, self.height()), theme.color("line"))
        if not pane.text:
            return
        start, end = pane.visible_range()
        if start > 0 or end < len(pane.text):
            shade = theme.color("muted")
            shade.setAlphaF(0.16)
            top, bottom = start * self._scale(), end * self._scale()
            painter.fillRect(QRectF(1, top, self.width() - 1, max(6.0, bottom - top)), shade)
        if self._marks is None:
            began = time.perf_counter()
            self._marks = self._draw_marks()
            took = (time.perf_counter() - began) * 1000
            self._later.setInterval(max(_DELAY, round(_PATIENCE * took)))
        painter.drawPixmap(0, 0, self._marks)
        span = pane.span(pane.active) if pane.active else None
        if span is not None:
            painter.setPen(theme.color("accent"))
            for start, end in span.segments:
                painter.drawRect(self._mark_box(start, end).adjusted(-2, -1.5, 1.5, 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go_to(event.position().y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_to(event.position().y())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._pane.wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._marks = None

    def showEvent(self, event: QShowEvent) -> None:
        self._marks = None

    def hideEvent(self, event: QHideEvent) -> None:
        self._later.stop()

    def _forget(self) -> None:
        self._marks = None
        self.update()

    def _go_to(self, y: float) -> None:
        if self._pane.text:
            share = min(1.0, max(0.0, y / max(1, self.height())))
            self._pane.centre_on(round(share * len(self._pane.text)))

    def _scale(self) -> float:
        """Pixels a character."""
        return self.height() / max(1, len(self._pane.text))

    def _left(self) -> float:
        return (self.width() - _MARK) / 2 + 0.5

    def _mark_box(self, start: int, end: int) -> QRectF:
        scale = self._scale()
        top = round(start * scale)
        return QRectF(self._left(), top, _MARK, max(_LEAST, round(end * scale) - top))

    def _draw_marks(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        colours = {label.name: self._pane.theme.colour(label) for label in self._pane.codebook.labels}
        unknown = self._pane.theme.color("muted")
        painter = QPainter(pixmap)
        drawn: set[tuple[str, bool, int, int]] = set()
        scale, left = self._scale(), self._left()
        for span in self._pane.spans():
            label, is_open = span.label, span.is_open
            for start, end in span.segments:
                top = round(start * scale)
                key = (label, is_open, top, max(_LEAST, round(end * scale) - top))
                # In a long article many spans fall on the same pixels: a box for each takes 60 ms of 10,000.
                if key not in drawn:
                    drawn.add(key)
                    colour = QColor(colours.get(label, unknown))
                    if is_open:
                        colour.setAlphaF(0.45)
                    painter.fillRect(QRectF(left, top, _MARK, key[3]), colour)
        painter.end()
        return pixmap
