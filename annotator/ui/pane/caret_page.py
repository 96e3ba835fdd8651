"""A page in which one span is active, or text selected, or neither; and where the caret stands.

All offsets are code points, end exclusive.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QMimeData, QPoint, QRectF, Signal
from PySide6.QtGui import QPainter, QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from annotator.core.boundaries import word_at
from annotator.core.models import Span
from annotator.ui.pane.layout import Line
from annotator.ui.pane.marked_page import MarkedPage


class CaretPage(MarkedPage):
    """Knows what is chosen, and keeps Qt's own cursor at it.

    Either a span is active or text is selected, never both.
    """

    selection_changed = Signal()
    active_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._anchor = self._caret = 0
        super().__init__(parent)
        self.cursorPositionChanged.connect(self._adopt_cursor)

    def rebuild(self) -> None:
        super().rebuild()
        self._show_cursor()

    def remove_span(self, span_id: str) -> None:
        """Shows a span no longer, and makes none active if it was; an unknown id changes nothing."""
        if span_id == self._active:
            self.set_active(None)
        super().remove_span(span_id)

    def replace_spans(self, changed: Iterable[Span], gone: Iterable[str]) -> None:
        """Shows many spans that are new or have changed, and others no longer. Nothing else moves."""
        gone = list(gone)
        if self._active in gone:
            self.set_active(None)
        super().replace_spans(changed, gone)

    @property
    def active(self) -> str | None:
        """The id of the active span."""
        return self._active

    def set_active(self, span_id: str | None) -> None:
        """Makes a span active and selects no text; None, or an id that is not shown, makes none active."""
        span = self._index.get(span_id) if span_id else None
        if span is None:
            self._activate(None)
        else:
            self._put(span.start, span.start, active=span.id)

    @property
    def segment(self) -> tuple[int, int] | None:
        """The segment that is chosen of an active span that has several."""
        span = self._index.get(self._active) if self._active else None
        return self.marks.segment if span and self.marks.segment in span.segments else None

    def choose_segment(self, segment: tuple[int, int] | None) -> None:
        """Chooses a segment of the active span; None, or one that it lacks or has alone, chooses none."""
        span = self._index.get(self._active) if self._active else None
        known = span is not None and len(span.segments) > 1 and segment in span.segments
        self.marks.segment = segment if known else None
        self.viewport().update()
        if segment is not None and span is not None and known:
            self._put(segment[0], segment[0], active=span.id)

    @property
    def selection(self) -> tuple[int, int] | None:
        """Start and end of the selected text."""
        if self._anchor == self._caret:
            return None
        return min(self._anchor, self._caret), max(self._anchor, self._caret)

    @property
    def caret(self) -> int:
        return self._caret

    @property
    def anchor(self) -> int:
        """The end of the selection that stays where it is; the caret where nothing is selected."""
        return self._anchor

    def select(self, start: int, end: int) -> None:
        """Selects text, with the caret at ``end`` (which may lie before ``start``); no span is active then."""
        self._put(start, end, active=None)

    def set_caret(self, offset: int) -> None:
        """Moves the caret; nothing is selected or active then."""
        self._put(offset, offset, active=None)

    def selected_text(self) -> str:
        """The selected text or else that of the active span; empty where there is neither."""
        chosen = self.selection
        span = self._index.get(self._active) if self._active else None
        if chosen is None and span is not None:
            chosen = span.start, span.end
        return self.text[chosen[0] : chosen[1]] if chosen else ""

    def reveal_caret(self) -> None:
        """Scrolls to the caret if it is off the screen."""
        self.ensure_visible(self._caret, self._caret)

    def current_word(self) -> tuple[int, int] | None:
        """The word under the caret where nothing is selected and no span is active."""
        if self._active or self.selection or not self.text:
            return None
        return word_at(self.text, self._caret)

    def caret_box(self) -> QRectF:
        """Where the caret is painted, in the coordinates of the document."""
        line = self.places.line_at(self._caret)
        x = self.places.edge_x(line, self._caret)
        return QRectF(x - 1, line.top, 2, line.baseline - line.top + 0.3 * self.size_em)

    def below_caret(self) -> QPoint:
        """The place on the screen right below the caret, where a menu for it belongs."""
        corner = self.caret_box().bottomLeft().toPoint() - QPoint(0, self.scrolled)
        return self.viewport().mapToGlobal(corner)

    def writes_leftwards(self) -> bool:
        """Whether the paragraph of the caret runs from right to left."""
        return self.places.runs_leftwards(self.places.line_at(self._caret))

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self.selected_text())
        return data

    def copy(self) -> None:
        """Copies the selected text, or that of the active span, as it is in the article."""
        text = self.selected_text()
        if text:
            QApplication.clipboard().setText(text)

    def _put(self, anchor: int, caret: int, *, active: str | None) -> None:
        length = len(self.text)
        anchor, caret = (min(max(0, offset), length) for offset in (anchor, caret))
        before = (self._anchor, self._caret)
        self._anchor, self._caret = anchor, caret
        self._activate(active)
        if before != (anchor, caret):
            for offset in {before[1], caret}:
                self._update_caret(offset)
            self._show_cursor()
            self.selection_changed.emit()

    def _activate(self, span_id: str | None) -> None:
        if span_id != self._active:
            self._active = self.marks.active = self.links.active = span_id
            self.marks.segment = self.links.pointed_out = None
            # The ring, the curves and the word under the caret may lie anywhere on the screen.
            self.viewport().update()
            self.active_changed.emit()

    def _show_cursor(self) -> None:
        """Brings Qt's own cursor along: it paints the selection and is what a screen reader is told."""
        cursor = self.textCursor()
        cursor.setPosition(self.places.position(self._anchor))
        cursor.setPosition(self.places.position(self._caret), QTextCursor.MoveMode.KeepAnchor)
        bar = self.verticalScrollBar()
        value = bar.value()
        # setTextCursor scrolls to the cursor; whether to scroll is for ensure_visible to say.
        bar.blockSignals(True)
        self.blockSignals(True)
        self.setTextCursor(cursor)
        self.blockSignals(False)
        bar.setValue(value)
        bar.blockSignals(False)

    def _adopt_cursor(self) -> None:
        """Takes over a cursor that was moved from outside, by a screen reader for instance."""
        cursor, geometry = self.textCursor(), self.places
        anchor, caret = geometry.offset(cursor.anchor()), geometry.offset(cursor.position())
        if geometry.document is self.document() and (anchor, caret) != (self._anchor, self._caret):
            self._put(anchor, caret, active=None)

    def _paint_word(self, painter: QPainter, lines: Iterable[Line]) -> None:
        # A label's key acts on the word under the caret where nothing is selected and no span is active.
        word = self.current_word()
        if word and self.hasFocus():
            self.marks.paint_word(painter, lines, *word)

    def _paint_caret(self, painter: QPainter) -> None:
        if self.hasFocus() and self.text and self._active is None:
            painter.fillRect(self.caret_box(), self.theme.color("accent"))

    def _update_caret(self, offset: int) -> None:
        start, end = word_at(self.text, offset) or (offset, offset)
        self.update_range(min(start, offset), max(end, offset))
