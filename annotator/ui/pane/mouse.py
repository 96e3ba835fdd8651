"""What the mouse does in the text pane: select, choose spans, resize them, choose candidates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from annotator.core.boundaries import paragraph_at, sentence_at, snap_to_graphemes, snap_to_words, word_at
from annotator.core.models import Segments, Span

if TYPE_CHECKING:
    from annotator.ui.pane.text_pane import TextPane

_NEAR = 4
"""Pixels within which two clicks are at the same place, a move is no drag, and an edge can be taken."""


class PaneMouse(QObject):
    """Handles the mouse of one pane. Points are those of the document, so that scrolling does not move them."""

    def __init__(self, pane: TextPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._pressed: QPointF | None = None
        self._dragging = False
        self._from = (0, 0)
        self._edge: tuple[Span, bool] | None = None
        self._clicks = 0
        self._since_click = QElapsedTimer()
        self._last_click = QPointF(-100, -100)
        self._pointer = QPointF()
        self._by_character = False
        self._scroller = QTimer(self, interval=30)
        self._scroller.timeout.connect(self._scroll_on)

    @property
    def resizing(self) -> bool:
        return self._edge is not None

    def cancel(self) -> None:
        """Ends a drag without a result; a span that was being resized is shown as it was."""
        if self._edge is not None:
            self._pane.show_span(self._edge[0])
        self._edge = self._pressed = None
        self._dragging = False
        self._scroller.stop()

    def press(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        pane, point = self._pane, self._pane.to_page(event.position())
        candidate = self._candidate_at(point)
        if candidate is not None:
            pane.candidate_chosen.emit(candidate)
            return
        self._pressed, self._pointer = point, event.position()
        edge = self._edge_at(point)
        if edge is not None:
            self._edge = edge
            return
        gap = pane.places.gap_at(point)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._from = (pane.anchor, pane.anchor)
            self._dragging = True
            self._extend_to(event)
        else:
            self._from = (gap, gap)
            self._count_click(point)

    def double_click(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self._pane.to_page(event.position())
            self._count_click(self._pressed, double=True)

    def move(self, event: QMouseEvent) -> None:
        pane, point = self._pane, self._pane.to_page(event.position())
        self._pointer = event.position()
        if self._pressed is None:
            self._show_what_is_under(point)
            return
        if not self._dragging and (point - self._pressed).manhattanLength() < _NEAR:
            return
        self._dragging = True
        if self._edge is not None:
            self._resize_to(event)
        else:
            self._extend_to(event)
        outside = not 0 <= event.position().y() <= pane.viewport().height()
        if outside != self._scroller.isActive():
            self._scroller.start() if outside else self._scroller.stop()

    def release(self, event: QMouseEvent) -> None:
        if self._pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        point, was_drag, edge = self._pressed, self._dragging, self._edge
        if edge is not None:
            shown = self._pane.span(edge[0].id)
            self.cancel()
            if was_drag and shown is not None and (shown.start, shown.end) != (edge[0].start, edge[0].end):
                self._pane.span_resized.emit(shown.id, shown.start, shown.end)
            return
        self.cancel()
        if not was_drag and self._clicks == 1:
            self._click(point)

    def choose_at(self, point: QPointF) -> None:
        """Makes the innermost span under a point active, unless it is or the point is in the selection."""
        pane = self._pane
        under = pane.marks.spans_at(point)
        offset = pane.places.gap_at(point)
        if pane.selection and pane.selection[0] <= offset <= pane.selection[1]:
            return
        if under and pane.active not in under:
            pane.set_active(under[0])
        elif not under:
            pane.set_caret(offset)

    def _count_click(self, point: QPointF, *, double: bool = False) -> None:
        """A second click in time selects the word, a third the sentence, a fourth the paragraph."""
        pane = self._pane
        near = (point - self._last_click).manhattanLength() <= _NEAR
        in_time = self._since_click.isValid() and self._since_click.elapsed() < QApplication.doubleClickInterval()
        if double:
            self._clicks = 2
        else:
            self._clicks = self._clicks + 1 if near and in_time and self._clicks in (2, 3) else 1
        self._since_click.start()
        self._last_click = point
        if self._clicks < 2:
            return
        under = pane.places.character_at(point)
        offset = pane.places.gap_at(point) if under is None else under
        units = {2: word_at, 3: sentence_at, 4: paragraph_at}
        found = units[self._clicks](pane.text, offset)
        if found and found[0] < found[1]:
            self._from = found
            pane.select(*found)

    def _click(self, point: QPointF) -> None:
        pane = self._pane
        under = pane.marks.spans_at(point)
        if under:
            chosen = under[0]
            if pane.active in under:
                chosen = under[(under.index(pane.active) + 1) % len(under)]
            pane.set_active(chosen)
            return
        pane.set_caret(pane.places.gap_at(point))
        zone = pane.zone_marks.at(point)
        if zone is not None:
            pane.zone_clicked.emit(zone.id)

    def _snap(self, start: int, end: int) -> tuple[int, int]:
        snap = snap_to_graphemes if self._by_character else snap_to_words
        return snap(self._pane.text, start, end)

    def _extend_to(self, event: QMouseEvent) -> None:
        self._by_character = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self._extend()

    def _extend(self) -> None:
        pane = self._pane
        here = pane.places.gap_at(pane.to_page(self._pointer))
        start, end = self._snap(min(self._from[0], here), max(self._from[1], here))
        if here < self._from[0]:
            pane.select(end, start)
        else:
            pane.select(start, end)

    def _resize_to(self, event: QMouseEvent) -> None:
        self._by_character = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self._resize()

    def _resize(self) -> None:
        pane = self._pane
        if self._edge is None:
            return
        span, at_end = self._edge
        here = pane.places.gap_at(pane.to_page(self._pointer))
        if at_end:
            start, end = span.start, self._snap(span.start, max(here, span.start + 1))[1]
        else:
            start, end = self._snap(min(here, span.end - 1), span.end)[0], span.end
        if start < end:
            pane.show_span(replace(span, segments=resized(span.segments, start, end)))

    def _scroll_on(self) -> None:
        bar, height = self._pane.verticalScrollBar(), self._pane.viewport().height()
        y = self._pointer.y()
        bar.setValue(round(bar.value() + (y / 3 if y < 0 else (y - height) / 3)))
        if self._edge is not None:
            self._resize()
        else:
            self._extend()

    def _show_what_is_under(self, point: QPointF) -> None:
        if self._candidate_at(point) is not None:
            shape = Qt.CursorShape.PointingHandCursor
        elif self._edge_at(point) is not None:
            shape = Qt.CursorShape.SizeHorCursor
        else:
            shape = Qt.CursorShape.IBeamCursor
        viewport = self._pane.viewport()
        if viewport.cursor().shape() != shape:
            viewport.setCursor(shape)

    def _candidate_at(self, point: QPointF) -> str | None:
        pane = self._pane
        candidates = pane.candidates
        if not candidates:
            return None
        for number, box in pane.marks.badges(pane.visible_lines()).items():
            if box.contains(point):
                return candidates[number]
        chosen = set(candidates.values())
        return next((i for i in pane.marks.spans_at(point) if i in chosen), None)

    def _edge_at(self, point: QPointF) -> tuple[Span, bool] | None:
        """The active span if one of its edges is under the point, and whether that is its end."""
        pane = self._pane
        span = pane.span(pane.active) if pane.active else None
        if span is None:
            return None
        line = pane.places.line_near(point.y())
        if not line.top - _NEAR <= point.y() <= line.bottom + _NEAR:
            return None
        if line.start < span.end <= line.end:
            x = pane.places.edge_x(line, span.end, trailing=True)
            if abs(point.x() - x) <= _NEAR:
                return span, True
        if line.start <= span.start < line.end:
            x = pane.places.edge_x(line, span.start)
            if abs(point.x() - x) <= _NEAR:
                return span, False
        return None


def resized(segments: Segments, start: int, end: int) -> Segments:
    """Segments of a span whose outer edges are now at ``start`` and ``end``; gaps outside are gone."""
    kept = [[max(s, start), min(e, end)] for s, e in segments if s < end and e > start]
    if not kept:
        return ((start, end),)
    kept[0][0], kept[-1][1] = start, end
    return tuple((s, e) for s, e in kept)
