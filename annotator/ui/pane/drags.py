"""What a drag in the text pane does to the active span: moves an edge of it, or adds a stretch to it.

The pane shows what would come of it, and says by a signal what is wanted when the button is released.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QPointF

from annotator.core.boundaries import snap_to_graphemes, snap_to_words
from annotator.core.models import Segments, Span
from annotator.core.offsets import normalise_segments

if TYPE_CHECKING:
    from annotator.ui.pane.text_pane import TextPane


class Drag(Protocol):
    """One drag with the mouse, from press to release."""

    def to(self, point: QPointF, by_character: bool) -> None:
        """The pointer is at a point of the document now."""

    def drop(self) -> None:
        """The button was released after a move."""

    def cancel(self) -> None:
        """All is shown as it was before."""


class Edge(NamedTuple):
    """An edge of one of a span's segments."""

    span: Span
    segment: int
    at_end: bool


def edge_at(pane: TextPane, point: QPointF, near: float) -> Edge | None:
    """The edge of a segment of the active span that is within ``near`` pixels of a point."""
    span = pane.span(pane.active) if pane.active else None
    line = pane.places.line_near(point.y())
    if span is None or not line.top - near <= point.y() <= line.bottom + near:
        return None
    found: list[tuple[float, Edge]] = []
    for number, (start, end) in enumerate(span.segments):
        if line.start < end <= line.end:
            x = pane.places.edge_x(line, end, trailing=True)
            found.append((abs(point.x() - x), Edge(span, number, True)))
        if line.start <= start < line.end:
            found.append((abs(point.x() - pane.places.edge_x(line, start)), Edge(span, number, False)))
    distance, edge = min(found, key=lambda pair: pair[0], default=(near + 1, None))
    return edge if distance <= near else None


class _Shown:
    """A span as the pane shows it while it is dragged, until somebody changes it or takes it away meanwhile."""

    def __init__(self, pane: TextPane, span: Span) -> None:
        self._pane = pane
        self._before = self._now = span

    @property
    def is_ours(self) -> bool:
        """Whether the pane still shows what the drag has made of the span."""
        return self._pane.span(self._before.id) is self._now

    def show(self, segments: Segments) -> None:
        if self.is_ours:
            self._now = replace(self._before, segments=segments)
            self._pane.show_span(self._now)

    def take_back(self) -> bool:
        """Shows the span as it was before; False, and nothing is shown, if it is another one by now, or gone."""
        is_ours = self.is_ours
        if is_ours:
            self._now = self._before
            self._pane.show_span(self._before)
        return is_ours


class EdgeDrag:
    """Moves one edge of one segment of the active span."""

    def __init__(self, pane: TextPane, edge: Edge) -> None:
        self._pane = pane
        self._edge = edge
        self._segments = edge.span.segments
        self._shown = _Shown(pane, edge.span)

    def to(self, point: QPointF, by_character: bool) -> None:
        pane, (span, number, at_end) = self._pane, self._edge
        here = pane.places.gap_at(point)
        start, end = span.segments[number]
        snap = _snap(by_character)
        if at_end:
            edge = snap(pane.text, start, max(here, start + 1))[1]
        else:
            edge = snap(pane.text, min(here, end - 1), end)[0]
        if (start < edge) if at_end else (edge < end):
            self._segments = with_edge(span.segments, number, at_end, edge)
            self._shown.show(self._segments)

    def drop(self) -> None:
        if self._shown.take_back() and self._segments != self._edge.span.segments:
            self._pane.span_resized.emit(self._edge.span.id, self._segments)

    def cancel(self) -> None:
        self._shown.take_back()


class SegmentDrag:
    """Adds the text between two places to a span as a segment."""

    def __init__(self, pane: TextPane, span: Span, point: QPointF) -> None:
        self._pane = pane
        self._span = span
        self._from = pane.places.gap_at(point)
        self._stretch = (self._from, self._from)
        self._shown = _Shown(pane, span)

    def to(self, point: QPointF, by_character: bool) -> None:
        pane, span = self._pane, self._span
        here = pane.places.gap_at(point)
        self._stretch = _snap(by_character)(pane.text, min(self._from, here), max(self._from, here))
        self._shown.show(normalise_segments((*span.segments, self._stretch)))

    def drop(self) -> None:
        start, end = self._stretch
        if self._shown.take_back() and start < end:
            self._pane.segment_added.emit(self._span.id, start, end)

    def cancel(self) -> None:
        self._shown.take_back()


def with_edge(segments: Segments, number: int, at_end: bool, edge: int) -> Segments:
    """Segments of which one has another edge; those that it reaches become one with it."""
    start, end = segments[number]
    moved = (start, edge) if at_end else (edge, end)
    return normalise_segments((*segments[:number], moved, *segments[number + 1 :]))


def _snap(by_character: bool) -> Callable[[str, int, int], tuple[int, int]]:
    return snap_to_graphemes if by_character else snap_to_words
