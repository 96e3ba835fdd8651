"""What the mouse does in the text pane: select, choose spans and candidates, and begin drags of other kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from annotator.core.boundaries import paragraph_at, sentence_at, snap_to_graphemes, snap_to_words, word_at
from annotator.core.models import Span
from annotator.ui.pane.drags import Drag, EdgeDrag, SegmentDrag, edge_at
from annotator.ui.pane.link_drag import LinkDrag
from annotator.ui.pane.link_rules import partners

if TYPE_CHECKING:
    from annotator.ui.pane.text_pane import TextPane

_NEAR = 4
"""Pixels within which two clicks are at the same place, a move is no drag, and an edge can be taken."""
_SCROLLS = 28
"""Pixels from the edge of the page within which dragging a relation scrolls; other drags scroll beyond it."""
_ALT = Qt.KeyboardModifier.AltModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class PaneMouse(QObject):
    """Handles the mouse of one pane. Points are those of the document, so that scrolling does not move them."""

    def __init__(self, pane: TextPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._pressed: QPointF | None = None
        self._dragging = False
        self._from = (0, 0)
        self._drag: Drag | None = None
        self._clicks = 0
        self._since_click = QElapsedTimer()
        self._last_click = QPointF(-100, -100)
        self._pointer = QPointF()
        self._by_character = False
        self._scroller = QTimer(self, interval=30)
        self._scroller.timeout.connect(self._scroll_on)
        pane.verticalScrollBar().valueChanged.connect(self._scrolled)

    @property
    def dragging(self) -> bool:
        """Whether something is dragged that Escape gives up: an edge, a segment, a relation."""
        return self._drag is not None

    @property
    def link(self) -> LinkDrag | None:
        """The relation that is being dragged."""
        return self._drag if isinstance(self._drag, LinkDrag) and self._dragging else None

    def cancel(self) -> None:
        """Ends a drag without a result; what was changed by it is shown as it was."""
        if self._drag is not None:
            self._drag.cancel()
        self._end()

    def _end(self) -> None:
        self._drag = self._pressed = None
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
        self._drag = self._drag_from(point, event.modifiers())
        if self._drag is not None:
            return
        gap = pane.places.gap_at(point)
        if event.modifiers() & _SHIFT:
            self._from = (pane.anchor, pane.anchor)
            self._dragging = True
            self._go_on(event)
        else:
            self._from = (gap, gap)
            self._count_click(point)

    def _drag_from(self, point: QPointF, held: Qt.KeyboardModifier) -> Drag | None:
        """What a drag from here is, if it is not selecting."""
        pane = self._pane
        active = pane.span(pane.active) if pane.active else None
        if active is not None and pane.is_link_handle(point):
            return LinkDrag(pane, active)
        edge = edge_at(pane, point, _NEAR)
        if edge is not None:
            return EdgeDrag(pane, edge)
        source = self._linkable_at(point) if held & _ALT else None
        if source is not None:
            return LinkDrag(pane, source)
        target = self._growing() if held & _CTRL else None
        return SegmentDrag(pane, target, point) if target is not None else None

    def _linkable_at(self, point: QPointF) -> Span | None:
        """The span under a point that a relation can be dragged from: the active one, else the innermost."""
        pane = self._pane
        under = [span for id_ in pane.marks.spans_at(point) if (span := pane.span(id_))]
        under.sort(key=lambda span: span.id != pane.active)
        return next((span for span in under if partners(pane.codebook, span.label)), None)

    def _growing(self) -> Span | None:
        """The span that Ctrl adds segments to."""
        pane = self._pane
        chosen = pane.active or pane.pinned
        return pane.span(chosen) if chosen else None

    def double_click(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = self._pane.to_page(event.position())
        growing = self._growing() if event.modifiers() & _CTRL else None
        if growing is not None:
            word = word_at(self._pane.text, self._character_or_gap(point))
            if word is not None:
                self._pane.segment_added.emit(growing.id, *word)
            return
        self._pressed = point
        self._count_click(point, double=True)

    def move(self, event: QMouseEvent) -> None:
        pane, point = self._pane, self._pane.to_page(event.position())
        self._pointer = event.position()
        if self._pressed is None:
            self._show_what_is_under(point)
            return
        if not self._dragging and (point - self._pressed).manhattanLength() < _NEAR:
            return
        self._dragging = True
        self._go_on(event)
        zone = self._scroll_zone()
        outside = not zone <= event.position().y() <= pane.viewport().height() - zone
        if outside != self._scroller.isActive():
            self._scroller.start() if outside else self._scroller.stop()

    def release(self, event: QMouseEvent) -> None:
        if self._pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        pane, point, was_drag, drag = self._pane, self._pressed, self._dragging, self._drag
        self._end()
        if drag is not None and was_drag:
            drag.drop()
        elif isinstance(drag, LinkDrag) and pane.is_link_handle(point):
            pane.links_wanted.emit()
        elif isinstance(drag, LinkDrag) or (drag is None and not was_drag and self._clicks == 1):
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
        units = {2: word_at, 3: sentence_at, 4: paragraph_at}
        found = units[self._clicks](self._pane.text, self._character_or_gap(point))
        if found and found[0] < found[1]:
            self._from = found
            self._pane.select(*found)

    def _character_or_gap(self, point: QPointF) -> int:
        under = self._pane.places.character_at(point)
        return self._pane.places.gap_at(point) if under is None else under

    def _click(self, point: QPointF) -> None:
        pane = self._pane
        named = pane.links.find(point, pane.drawn_relations())
        if named is not None and (span := pane.span(named)):
            pane.set_active(named)
            pane.ensure_visible(span.start, span.end)
            return
        under = pane.marks.spans_at(point)
        if under:
            self._choose(under, self._character_or_gap(point))
            return
        pane.set_caret(pane.places.gap_at(point))
        zone = pane.zone_marks.at(point)
        if zone is not None:
            pane.zone_clicked.emit(zone.id)

    def _choose(self, under: list[str], offset: int) -> None:
        """The innermost span, or the next one outwards of the active one; and the segment that was clicked."""
        pane = self._pane
        chosen = under[0]
        if pane.active in under:
            chosen = under[(under.index(pane.active) + 1) % len(under)]
        pane.set_active(chosen)
        span = pane.span(chosen)
        segments = span.segments if span else ()
        pane.choose_segment(next((s for s in segments if s[0] <= offset < s[1]), None))

    def _go_on(self, event: QMouseEvent) -> None:
        self._by_character = bool(event.modifiers() & _ALT)
        self._follow()

    def _follow(self) -> None:
        """The pointer is elsewhere in the document now: it was moved, or the page was scrolled below it."""
        if self._drag is not None:
            self._drag.to(self._pane.to_page(self._pointer), self._by_character)
        else:
            self._extend()

    def _scrolled(self) -> None:
        # By the wheel, perhaps: the pointer is elsewhere in the text then.
        if self._dragging and self._drag is not None:
            self._follow()

    def _extend(self) -> None:
        pane = self._pane
        here = pane.places.gap_at(pane.to_page(self._pointer))
        snap = snap_to_graphemes if self._by_character else snap_to_words
        start, end = snap(pane.text, min(self._from[0], here), max(self._from[1], here))
        if here < self._from[0]:
            pane.select(end, start)
        else:
            pane.select(start, end)

    def _scroll_zone(self) -> int:
        return _SCROLLS if isinstance(self._drag, LinkDrag) else 0

    def _scroll_on(self) -> None:
        bar, zone = self._pane.verticalScrollBar(), self._scroll_zone()
        y, bottom = self._pointer.y(), self._pane.viewport().height() - zone
        bar.setValue(round(bar.value() + ((y - zone) / 3 if y < zone else (y - bottom) / 3)))
        self._follow()

    def _show_what_is_under(self, point: QPointF) -> None:
        pane = self._pane
        handle = pane.is_link_handle(point)
        if handle:
            shape = Qt.CursorShape.OpenHandCursor
        elif self._candidate_at(point) is not None or pane.links.find(point, pane.drawn_relations()) is not None:
            shape = Qt.CursorShape.PointingHandCursor
        elif edge_at(pane, point, _NEAR) is not None:
            shape = Qt.CursorShape.SizeHorCursor
        else:
            shape = Qt.CursorShape.IBeamCursor
        pane.show_handle_hovered(handle)
        viewport = pane.viewport()
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
