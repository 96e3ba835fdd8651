"""A read-only page: the article's text in a centred column, with its header above. No marks, no keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QInputMethodEvent,
    QMouseEvent,
    QPainter,
    QPalette,
    QResizeEvent,
    QTextFrameFormat,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QTextEdit, QWidget

from annotator.core.models import Article
from annotator.ui.pane.document import make_document
from annotator.ui.pane.header import Header
from annotator.ui.pane.layout import Line, TextGeometry, em
from annotator.ui.parts.theme import LIGHT, READING_FAMILIES, READING_SIZE, Theme
from annotator.ui.parts.widgets import own_viewport

COLUMN = 70
"""Characters a line."""
LINE_HEIGHT = 1.85
"""Distance of the lines in em, with room for two lanes of underlines below the words."""
_MOUSE = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.MouseMove,
}


class ReadingPage(QTextEdit):
    """Shows an article; ``geometry`` knows where its characters are. Offsets are code points.

    The viewport is no wider than the column, so that a window that grows needs no new layout.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        own_viewport(self).setCursor(Qt.CursorShape.IBeamCursor)
        self.setReadOnly(True)
        # Not by keyboard: Qt would paint its own caret, a hairline even at width 0, besides ours.
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(False)
        self.setAcceptDrops(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.viewport().setMouseTracking(True)
        self.theme: Theme = LIGHT
        self._reading = QFont()
        self._reading.setFamilies(list(READING_FAMILIES))
        self._reading.setStyleHint(QFont.StyleHint.Serif)
        self._reading.setPixelSize(READING_SIZE)
        self._column = COLUMN
        self._line_height = LINE_HEIGHT
        self._header = Header(None)
        self.text = ""
        self.build_page()

    @property
    def size_em(self) -> float:
        """The reading font's size in device-independent pixels."""
        return em(self._reading)

    @property
    def interface_font(self) -> QFont:
        return QApplication.font()

    def set_column(self, chars: int) -> None:
        """Sets the width of the column in characters (that of the digit 0)."""
        self._column = max(20, chars)
        self._arrange(keep_place=True)

    def set_reading_font(self, font: QFont) -> None:
        """Sets face and size of the text; the header and the zones go with it."""
        if font != self._reading:
            self._reading = QFont(font)
            self.rebuild()

    def set_line_height(self, line_height: float) -> None:
        """Sets the distance of the lines, in em."""
        if line_height != self._line_height:
            self._line_height = line_height
            self.rebuild()

    def show_text(self, article: Article | None) -> None:
        """Shows another article, from its beginning."""
        self.text = article.text if article else ""
        self._header = Header(article)
        self.build_page()
        self.verticalScrollBar().setValue(0)

    def build_page(self) -> None:
        """Makes the document anew and its geometry; what hangs on them is renewed by the subclass."""
        pitch = self._line_height * self.size_em
        document = make_document(self.text, self._reading, self.size_em, pitch)
        document.setParent(self)
        self.places = TextGeometry(document, self.text, pitch)
        self.prepare(self.places)
        document.rootFrame().setFrameFormat(self._frame_format(self._content_width()))
        before = self.document()
        # Qt frees the document that it has made itself, and none of ours.
        is_ours = before.parent() is self
        # A paragraph is laid out whole. Setting the document does that three or four times, and at a width that it
        # does not keep: 1.0 s for 49,000 characters of Chinese, against 0.25 s once the viewport has its width.
        document.setLayoutEnabled(False)
        bar = self.verticalScrollBarPolicy()
        if self.verticalScrollBar().isVisible():
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        # The cursor of a new document stands at its beginning, which nobody has asked for.
        self.blockSignals(True)
        self.setDocument(document)
        self.blockSignals(False)
        if is_ours:
            before.deleteLater()
        self._arrange(keep_place=False)
        document.setLayoutEnabled(True)
        self.setVerticalScrollBarPolicy(bar)
        self.layout_changed()

    def rebuild(self) -> None:
        """Makes the page anew after face, size or line height have changed, and stays at the same place."""
        first = self.visible_range()[0] if self.scrolled > self._header_height else None
        self.build_page()
        if first is not None:
            self.verticalScrollBar().setValue(round(self.places.line_at(first).top))

    def prepare(self, geometry: TextGeometry) -> None:
        """Called with a new document before it is shown and laid out: the place to format parts of it."""

    def layout_changed(self) -> None:
        """Called when lines have moved; what was computed from them is to be forgotten."""
        self.places.forget()

    @property
    def scrolled(self) -> int:
        """Pixels of the document above the viewport."""
        return self.verticalScrollBar().value()

    @property
    def column_left(self) -> float:
        return self._padding()

    @property
    def column_right(self) -> float:
        return self.viewport().width() - self._padding()

    def visible_lines(self, margin: float = 0.0) -> list[Line]:
        """The lines on the screen, and those up to ``margin`` pixels beyond."""
        top = self.scrolled
        lines = self.places.lines_between(top - margin, top + self.viewport().height() + margin)
        return list(lines)

    def visible_range(self) -> tuple[int, int]:
        """The first and last offset on the screen."""
        lines = self.visible_lines()
        return (lines[0].start, lines[-1].end) if lines else (0, 0)

    def to_page(self, point: QPointF) -> QPointF:
        """A point of the viewport in the coordinates of the document."""
        return point + QPointF(0, self.scrolled)

    def update_area(self, area: QRectF) -> None:
        """Paints a rectangle of the document again."""
        if not area.isNull():
            shown = area.translated(0, -self.scrolled).toAlignedRect().adjusted(-3, -3, 3, 3)
            self.viewport().update(shown)

    def update_range(self, start: int, end: int) -> None:
        """Paints the lines again that show an offset from ``start`` to ``end`` (both included)."""
        for line in self.visible_lines():
            if line.start <= end and line.end >= start:
                self.update_area(QRectF(0, line.top, self.viewport().width(), line.bottom - line.top))

    def ensure_visible(self, start: int, end: int) -> None:
        """Scrolls so that a stretch is shown with a quarter of the height as context.

        Does nothing when it is on the screen already. A stretch that is too high begins at a quarter.
        """
        geometry, height, bar = self.places, self.viewport().height(), self.verticalScrollBar()
        top = geometry.line_at(start).top
        bottom = geometry.line_at(max(start, end - 1)).bottom
        if top >= bar.value() and bottom <= bar.value() + height:
            return
        if top < bar.value() or bottom - top > 0.75 * height:
            bar.setValue(round(top - height / 4))
        else:
            bar.setValue(round(bottom - 0.75 * height))

    def centre_on(self, offset: int) -> None:
        """Scrolls so that the line of an offset is in the middle."""
        line = self.places.line_at(offset)
        self.verticalScrollBar().setValue(round(line.baseline - self.viewport().height() / 2))

    def paint_header(self, painter: QPainter, area: QRectF) -> None:
        """Paints title and meta line if they reach into an area of the document."""
        if area.top() < self._header_height:
            self._header.paint(painter, self.theme)

    def event(self, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Resize:
            self._arrange(keep_place=True)
        elif kind in _MOUSE and isinstance(event, QMouseEvent):
            # The margins beside the viewport belong to the page: a drag may begin there.
            return self._mouse_in_margin(event)
        elif kind == QEvent.Type.Wheel and isinstance(event, QWheelEvent):
            self.wheelEvent(event)
            return event.isAccepted()
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        event.ignore()  # QTextEdit would put it into the text even where that is only to be read

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            # Qt would enlarge its own font behind our back; zooming is the window's affair.
            event.ignore()
        else:
            super().wheelEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            # QTextEdit would take the interface's face for the text.
            QFrame.changeEvent(self, event)
            self._arrange(keep_place=True)
        else:
            super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.layout_changed()

    def _mouse_in_margin(self, event: QMouseEvent) -> bool:
        handler = {
            QEvent.Type.MouseButtonPress: self.mousePressEvent,
            QEvent.Type.MouseButtonRelease: self.mouseReleaseEvent,
            QEvent.Type.MouseButtonDblClick: self.mouseDoubleClickEvent,
            QEvent.Type.MouseMove: self.mouseMoveEvent,
        }[event.type()]
        inside = event.position() - QPointF(self.viewport().pos())
        handler(
            QMouseEvent(
                event.type(), inside, event.globalPosition(), event.button(), event.buttons(), event.modifiers()
            )
        )
        return True

    def _padding(self) -> float:
        # Room beside the column for rings, the zones' dotted lines and the badges.
        return round(1.6 * self.size_em)

    def _content_width(self) -> int:
        wanted = QFontMetricsF(self._reading).horizontalAdvance("0") * self._column + 2 * self._padding()
        return min(round(wanted), self._room())

    def _room(self) -> int:
        bar = self.verticalScrollBar()
        return max(120, self.contentsRect().width() - (bar.width() if bar.isVisible() else 0))

    def _arrange(self, *, keep_place: bool) -> None:
        width, room = self._content_width(), self._room()
        old_height = self._header_height
        narrower = width != self.viewport().width()
        placed = keep_place and narrower and self.document().isLayoutEnabled()
        first = self.visible_range()[0] if placed and self.scrolled > old_height else None
        frame = self.document().rootFrame()
        wanted = self._frame_format(width)
        if wanted != frame.frameFormat():
            frame.setFrameFormat(wanted)
            self.layout_changed()
        left = (room - width) // 2
        self.setViewportMargins(left, 0, room - width - left, 0)
        if first is not None:
            self.verticalScrollBar().setValue(round(self.places.line_at(first).top))

    def _frame_format(self, width: int) -> QTextFrameFormat:
        padding = self._padding()
        self._header_height = self._header.arrange(
            padding, width - 2 * padding, self._reading, self.interface_font, self.size_em
        )
        shape = QTextFrameFormat()
        shape.setLeftMargin(padding)
        shape.setRightMargin(padding)
        shape.setTopMargin(round(self._header_height))
        shape.setBottomMargin(3 * self.size_em)
        return shape

    _header_height = 0.0
