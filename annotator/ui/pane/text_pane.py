"""The article with its labels: shows them, selects text and spans by key and mouse, and changes no data.

All offsets are code points, end exclusive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QWidget

from annotator.core.boundaries import word_at
from annotator.core.models import Article, Relation, Span, Zone
from annotator.ui.pane.caret_keys import CaretKeys
from annotator.ui.pane.layout import Line
from annotator.ui.pane.marked_page import MarkedPage
from annotator.ui.pane.mouse import PaneMouse

KeyFilter = Callable[[QKeyEvent], bool]


class TextPane(MarkedPage):
    """Shows one article with its spans, relations and zones.

    Either a span is active or text is selected, never both. The pane changes no span: it says by signals what
    the person wants, and is told by :meth:`upsert_span` and the like what has become of it.
    """

    selection_changed = Signal()
    active_changed = Signal()
    candidate_chosen = Signal(str)
    zone_clicked = Signal(str)
    span_resized = Signal(str, int, int)
    context_requested = Signal(QPoint, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._anchor = self._caret = 0
        self.key_filter: KeyFilter | None = None
        super().__init__(parent)
        self._keys = CaretKeys(self)
        self._mouse = PaneMouse(self)
        self.setAccessibleName(self.tr("Article text"))
        self.cursorPositionChanged.connect(self._adopt_cursor)

    # What is shown

    def set_article(
        self,
        article: Article | None,
        spans: Iterable[Span] = (),
        relations: Iterable[Relation] = (),
        zones: Iterable[Zone] = (),
    ) -> None:
        """Shows an article from its beginning; nothing is active or selected then. None shows an empty page."""
        self._mouse.cancel()
        self._keys.forget()
        was_active = self._active
        self._anchor = self._caret = 0
        self.show_article(article, spans, relations, zones)
        if was_active is not None:
            self.active_changed.emit()
        self.selection_changed.emit()

    def rebuild(self) -> None:
        super().rebuild()
        self._show_cursor()

    def remove_span(self, span_id: str) -> None:
        """Shows a span no longer, and makes none active if it was; an unknown id changes nothing."""
        if span_id == self._active:
            self.set_active(None)
        super().remove_span(span_id)

    # What is chosen

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

    def grow_selection(self) -> None:
        """Selects the next larger unit around the selection, the active span or the caret."""
        self._keys.grow()

    def shrink_selection(self) -> None:
        """Goes back the way that the selection has grown, or else to the next smaller unit."""
        self._keys.shrink()

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
            self._active = self.marks.active = span_id
            # The ring, the connectors and the word under the caret may lie anywhere on the screen.
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

    # Events

    def paintEvent(self, event: QPaintEvent) -> None:
        scroll = self.scrolled
        area = QRectF(event.rect()).translated(0, scroll)
        margin = 4 * self.size_em
        lines = list(self.places.lines_between(area.top() - margin, area.bottom() + margin))
        painter = QPainter(self.viewport())
        painter.translate(0, -scroll)
        self.paint_header(painter, area)
        self._paint_word(painter, lines)
        self.marks.paint_behind(painter, lines)
        painter.end()
        super().paintEvent(event)
        painter.begin(self.viewport())
        painter.translate(0, -scroll)
        self.zone_marks.paint(painter, lines, self.column_left, self.column_right)
        self._paint_caret(painter)
        self.marks.paint_above(painter, lines, self.interface_font)
        painter.end()

    def _paint_word(self, painter: QPainter, lines: Iterable[Line]) -> None:
        # A label's key acts on the word under the caret where nothing is selected and no span is active.
        word = self.current_word()
        if word and self.hasFocus():
            self.marks.paint_word(painter, lines, *word)

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

    def _paint_caret(self, painter: QPainter) -> None:
        if self.hasFocus() and self.text and self._active is None:
            painter.fillRect(self.caret_box(), self.theme.color("accent"))

    def _update_caret(self, offset: int) -> None:
        start, end = word_at(self.text, offset) or (offset, offset)
        self.update_range(min(start, offset), max(end, offset))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted(self._keys.binds(event))
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._mouse.resizing:
            self._mouse.cancel()
        elif not (self.key_filter is not None and self.key_filter(event)) and not self._keys.press(event):
            event.ignore()
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                event.setAccepted(super().focusNextPrevChild(event.key() == Qt.Key.Key_Tab))

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 (a virtual method of Qt)
        # Asked before keyPressEvent; Tab goes to the next span and leaves the pane only if nobody wants it.
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._mouse.double_click(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            point = self.to_page(QPointF(event.pos()))
            self._mouse.choose_at(point)
            under = self.places.character_at(point)
            offset = self.places.gap_at(point) if under is None else under
            self.context_requested.emit(event.globalPos(), offset)
        else:
            self.context_requested.emit(self.below_caret(), self._caret)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._update_caret(self._caret)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._update_caret(self._caret)

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self.selected_text())
        return data

    def copy(self) -> None:
        """Copies the selected text, or that of the active span, as it is in the article."""
        text = self.selected_text()
        if text:
            QApplication.clipboard().setText(text)

    def writes_leftwards(self) -> bool:
        """Whether the paragraph of the caret runs from right to left."""
        return self.places.runs_leftwards(self.places.line_at(self._caret))
