"""Moving a span's edges, by key or by the mouse."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from annotator.core import boundaries
from annotator.core.models import Segments
from annotator.project import commands
from annotator.ui.pane.drags import with_edge
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.session import Session
from annotator.ui.suggestions import taking_over


class Resizing(QObject):
    """Resizes the active span, or its piece that is chosen; a suggestion is taken over by that."""

    def __init__(self, session: Session, pane: TextPane) -> None:
        super().__init__(pane)
        self._session = session
        self._pane = pane
        pane.span_resized.connect(self._resize)

    def extend_end_right(self) -> None:
        self._move_end(right=True)

    def extend_end_left(self) -> None:
        self._move_end(right=False)

    def extend_start_right(self) -> None:
        self._move_start(right=True)

    def extend_start_left(self) -> None:
        self._move_start(right=False)

    def extend_end_right_char(self) -> None:
        self._move_end(right=True, by_word=False)

    def extend_end_left_char(self) -> None:
        self._move_end(right=False, by_word=False)

    def extend_start_right_char(self) -> None:
        self._move_start(right=True, by_word=False)

    def extend_start_left_char(self) -> None:
        self._move_start(right=False, by_word=False)

    def _move_end(self, right: bool, by_word: bool = True) -> None:
        self._move(word_end if by_word else character, right, at_end=True)

    def _move_start(self, right: bool, by_word: bool = True) -> None:
        self._move(word_start if by_word else character, right, at_end=False)

    def _move(self, moved: Callable[[str, int, bool], int], right: bool, at_end: bool) -> None:
        """Moves an edge of the active span, or of its piece that is chosen, to where ``moved`` says.

        It goes the way that its key points to: in a paragraph of Arabic, right is back.
        """
        span, article = self._session.spans.get(self._pane.active or ""), self._session.article
        if span is None or article is None:
            return
        piece = self._pane.segment
        start, end = piece or (span.start, span.end)
        before = end if at_end else start
        places = self._pane.places
        leftwards = places.runs_leftwards(places.line_at(before, ends=at_end))
        edge = moved(article.text, before, right != leftwards)
        if not (start < edge if at_end else edge < end):
            return
        if piece is None:
            segments = reach(span.segments, *((start, edge) if at_end else (edge, end)))
        else:
            segments = with_edge(span.segments, span.segments.index(piece), at_end, edge)
        self._resize(span.id, segments)
        if piece is not None:
            at = start if at_end else edge
            self._pane.choose_segment(next((s for s in segments if s[0] <= at < s[1]), None))
        self._pane.ensure_visible(edge, edge)

    def _resize(self, span_id: str, segments: Segments) -> None:
        span = self._session.spans.get(span_id)
        if span is None or segments == span.segments:
            return
        self._pane.set_active(span_id)
        taken = taking_over.edit(self._session, span, commands.ResizeSpan(span.article_id, span_id, segments))
        if taken is not None and taken.id != span_id:
            self._pane.set_active(taken.id)


def reach(segments: Segments, start: int, end: int) -> Segments:
    """The segments within ``start`` and ``end``, of which the first and last reach to these edges."""
    inside = [(max(s, start), min(e, end)) for s, e in segments if s < end and e > start]
    if not inside:
        return ((start, end),)
    inside[0] = (start, inside[0][1])
    inside[-1] = (inside[-1][0], end)
    return tuple(inside)


def word_start(text: str, offset: int, forward: bool) -> int:
    """The next or previous place where a word starts."""
    return boundaries.next_word(text, offset) if forward else boundaries.previous_word(text, offset)


def word_end(text: str, offset: int, forward: bool) -> int:
    """The next or previous place where a word ends."""
    if forward:
        here = boundaries.word_at(text, offset)
        if here is not None and here[1] > offset:
            return here[1]
        there = boundaries.word_at(text, boundaries.next_word(text, offset))
        return there[1] if there is not None and there[1] > offset else len(text)
    place = offset
    while place > 0:
        place = boundaries.previous_word(text, place)
        word = boundaries.word_at(text, place)
        if word is not None and word[1] < offset:
            return word[1]
    return 0


def character(text: str, offset: int, forward: bool) -> int:
    """The next or previous border between characters as a reader sees them (grapheme clusters)."""
    if forward:
        return boundaries.snap_to_graphemes(text, offset, min(offset + 1, len(text)))[1]
    return boundaries.snap_to_graphemes(text, max(offset - 1, 0), offset)[0]
