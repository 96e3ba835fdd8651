"""The article with its labels: shows them, selects text and spans by key and mouse, and changes no data.

All offsets are code points, end exclusive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from annotator.core.models import Article, Relation, Span, Zone
from annotator.ui.pane.caret_keys import CaretKeys
from annotator.ui.pane.caret_page import CaretPage
from annotator.ui.pane.link_rules import partners
from annotator.ui.pane.mouse import PaneMouse
from annotator.ui.pane.signs import paint_handle

KeyFilter = Callable[[QKeyEvent], bool]


class TextPane(CaretPage):
    """Shows one article with its spans, relations and zones.

    The pane changes no span: it says by signals what the person wants, and is told by :meth:`upsert_span` and the
    like what has become of it.
    """

    candidate_chosen = Signal(str)
    zone_clicked = Signal(str)
    span_resized = Signal(str, object)
    """The id of a span and its new segments."""
    segment_added = Signal(str, int, int)
    """The id of a span, and a stretch of text that is to belong to it, too."""
    link_dropped = Signal(str, str)
    """The ids of two spans that the codebook allows to be linked, from the first to the second."""
    link_refused = Signal(str)
    """A sentence: why the spans that a link was dragged between can't be linked."""
    links_wanted = Signal()
    """The handle for links was clicked and not dragged."""
    context_requested = Signal(QPoint, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.key_filter: KeyFilter | None = None
        self._handle_hovered = False
        super().__init__(parent)
        self._keys = CaretKeys(self)
        self._mouse = PaneMouse(self)
        self.setAccessibleName(self.tr("Article text"))

    def set_article(
        self,
        article: Article | None,
        spans: Iterable[Span] = (),
        relations: Iterable[Relation] = (),
        zones: Iterable[Zone] = (),
    ) -> None:
        """Shows an article, with the caret behind the zones that it begins with; None shows an empty page.

        Nothing is active or selected then.
        """
        self._show(article, spans, relations, zones)
        begin = _beginning(self.text, self._zones)
        if begin:
            self.set_caret(begin)
            self.reveal_caret()

    def _show(
        self,
        article: Article | None,
        spans: Iterable[Span],
        relations: Iterable[Relation],
        zones: Iterable[Zone],
    ) -> None:
        self._mouse.cancel()
        self._keys.forget()
        was_active = self._active
        self._anchor = self._caret = 0
        self.show_article(article, spans, relations, zones)
        if was_active is not None:
            self.active_changed.emit()
        self.selection_changed.emit()

    def renew_article(
        self, article: Article, spans: Iterable[Span], relations: Iterable[Relation], zones: Iterable[Zone]
    ) -> None:
        """Shows the same text with other marks or another title; what is chosen and in sight stays so."""
        anchor, caret, active = self._anchor, self._caret, self._active
        first = self.visible_range()[0]
        above = self.scrolled - self.places.line_at(first).top if self.scrolled else None
        self._show(article, spans, relations, zones)
        self._put(anchor, caret, active=active if active and self._index.get(active) else None)
        if above is not None:
            self.verticalScrollBar().setValue(round(self.places.line_at(first).top + above))

    def grow_selection(self) -> None:
        """Selects the next larger unit around the selection, the active span or the caret."""
        self._keys.grow()

    def shrink_selection(self) -> None:
        """Goes back the way that the selection has grown, or else to the next smaller unit."""
        self._keys.shrink()

    # The handle for links

    def link_handle(self) -> tuple[QPointF, float] | None:
        """Centre and radius of the handle by which the active span is linked; None where it can't be."""
        span = self.span(self._active) if self._active else None
        if span is None or self._candidates or not partners(self.codebook, span.label):
            return None
        corner = self.marks.ring_corner(self.visible_lines())
        radius = 6 * self.marks.unit
        return (corner - QPointF(radius / 3, radius / 3), radius) if corner is not None else None

    def signs_on_top(self) -> list[QRectF]:
        handle = self.link_handle()
        if handle is None:
            return []
        centre, radius = handle
        return [QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)]

    def is_link_handle(self, point: QPointF) -> bool:
        """Whether a point of the document is on the handle."""
        handle = self.link_handle()
        return handle is not None and (point - handle[0]).manhattanLength() <= 1.5 * handle[1]

    def show_handle_hovered(self, hovered: bool) -> None:
        """Shows that the pointer is on the handle, or that it is not any more."""
        if hovered == self._handle_hovered:
            return
        self._handle_hovered = hovered
        hint = self.tr("Drag to another span to link it; click to choose the relation first")
        self.viewport().setToolTip(hint if hovered else "")
        self.viewport().update()

    # Events

    def viewportEvent(self, event: QEvent) -> bool:
        """Not leaveEvent: the pointer may go to the scroll bar, which is a part of the pane."""
        if event.type() == QEvent.Type.Leave:
            self.show_handle_hovered(False)
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        scroll = self.scrolled
        area = QRectF(event.rect()).translated(0, scroll)
        margin = 4 * self.size_em
        lines = list(self.places.lines_between(area.top() - margin, area.bottom() + margin))
        drawn = self.drawn_relations()
        painter = QPainter(self.viewport())
        painter.translate(0, -scroll)
        self.paint_header(painter, area)
        self._paint_word(painter, lines)
        self.marks.paint_tints(painter, lines)
        self.marks.paint_underlines(painter, lines)
        self.links.paint_curves(painter, drawn)
        painter.end()
        super().paintEvent(event)
        painter.begin(self.viewport())
        painter.translate(0, -scroll)
        self.zone_marks.paint(painter, lines, self.column_left, self.column_right)
        self._paint_caret(painter)
        if not self._candidates:
            self.links.paint_tags(painter, drawn)
        self.marks.paint_above(painter, lines, self.interface_font)
        handle = self.link_handle()
        if handle is not None:
            paint_handle(painter, *handle, self._handle_hovered, self.theme)
        if self._mouse.link is not None:
            view = QRectF(0, scroll, self.viewport().width(), self.viewport().height())
            self._mouse.link.paint(painter, self.visible_lines(), view)
        painter.end()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802
        super().scrollContentsBy(dx, dy)
        # Qt moves what is painted already; what is named at the edge of the page has to stay there.
        if self._active is not None:
            self.viewport().update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted(self._keys.binds(event))
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # An error that C code raises here, below our own event(), ends the process on Python 3.11 unless Python
        # has had it in hand: PySide takes it apart before it is whole.
        try:
            self._press(event)
        except BaseException:
            raise

    def _press(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._mouse.dragging:
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


def _beginning(text: str, zones: Iterable[Zone]) -> int:
    """Where the article's own text begins; 0 where all of it lies in zones."""
    at = 0
    for zone in sorted(zones, key=lambda zone: zone.start):
        if text[at : zone.start].strip():
            break
        at = max(at, zone.end)
    at += len(text[at:]) - len(text[at:].lstrip())
    return at if at < len(text) else 0
