"""Lines of a concordance: what stands around the words in question, and a box that takes the line in or out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractListModel, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem, QWidget

from annotator.core.models import Mention
from annotator.ui.parts.theme import READING_FAMILIES, scale_of, theme_of
from annotator.ui.parts.widgets import own_viewport, paint_row_focus
from annotator.ui.parts.writing import directed, elided, isolated, runs_leftwards

_BEFORE_SHARE = 0.4  # of the line's width, so that the mentions stand below each other
_BOX, MARGIN = 14, 10  # px of the look


class TickView(QListView):
    """A list of lines of which several can be selected; a click on a line's box calls ``toggle`` with its row."""

    def __init__(
        self, model: QAbstractListModel, toggle: Callable[[int], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._toggle = toggle
        own_viewport(self)
        self.setModel(model)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_row_focus(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        box = round((_BOX + 2 * MARGIN) * scale_of(self))
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton and event.position().x() < box:
            self._toggle(index.row())
            self.setCurrentIndex(index)
            return
        super().mousePressEvent(event)


def paint_tick(
    painter: QPainter, option: QStyleOptionViewItem, state: Qt.CheckState | None, widget: QWidget, ground: str = ""
) -> QRect:
    """Paints the ground of a line and its box (None: it has none); the room that is left for the line.

    ``ground`` is the theme's colour of a line that isn't selected; "" leaves it as it is.
    """
    rect: QRect = option.rect
    colour = "selected" if option.state & QStyle.StateFlag.State_Selected else ground
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if colour:
        painter.fillRect(rect, theme_of(widget).color(colour))
    side, margin = (round(n * scale_of(widget)) for n in (_BOX, MARGIN))
    if state is not None:
        box = QRectF(rect.left() + margin, rect.center().y() - side / 2 + 0.5, side, side)
        _paint_box(painter, box, state, widget)
    return rect.adjusted(side + 2 * margin, 0, -margin, 0)


def _paint_box(painter: QPainter, box: QRectF, state: Qt.CheckState, widget: QWidget) -> None:
    """Paints a box as the style sheet's check boxes look: empty, ticked, or with a bar for a part."""
    theme, unit = theme_of(widget), scale_of(widget)
    on = state != Qt.CheckState.Unchecked
    painter.setPen(QPen(theme.color("accent" if on else "muted"), 1))
    painter.setBrush(theme.color("accent" if on else "surface"))
    painter.drawRoundedRect(box, 4 * unit, 4 * unit)
    if not on:
        return
    painter.setPen(QPen(theme.color("on_accent"), 1.8 * unit, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    x, y, side = box.x(), box.y(), box.width()
    if state == Qt.CheckState.PartiallyChecked:
        painter.drawLine(QPointF(x + side * 0.28, y + side / 2), QPointF(x + side * 0.72, y + side / 2))
        return
    corner = QPointF(x + side * 0.42, y + side * 0.72)
    painter.drawLine(QPointF(x + side * 0.22, y + side * 0.52), corner)
    painter.drawLine(corner, QPointF(x + side * 0.78, y + side * 0.28))


def place_words(metrics: QFontMetrics, title: str, annotator: str, width: int) -> str:
    """An article's title and, if it is told, whose label it is, cut to a width in pixels: the title first."""
    if not annotator or not title:
        return elided(metrics, title or annotator, width)
    whose = metrics.elidedText(f" · {isolated(annotator)}", Qt.TextElideMode.ElideRight, width // 2)
    return elided(metrics, title, width - metrics.horizontalAdvance(whose)) + whose


def paint_context(painter: QPainter, rect: QRect, mention: Mention, widget: QWidget) -> None:
    """Paints one line of a concordance."""
    theme, unit = theme_of(widget), scale_of(widget)
    plain = QFont(widget.font())
    plain.setFamilies(list(READING_FAMILIES))
    plain.setPixelSize(max(1, round(13 * unit)))
    bold = QFont(plain)
    bold.setBold(True)
    box = QRectF(rect).adjusted(8 * unit, 0, -8 * unit, 0)
    metrics, strong = QFontMetrics(plain), QFontMetrics(bold)
    left = box.width() * _BEFORE_SHARE
    leftwards = runs_leftwards(mention.before + mention.text + mention.after)

    def draw(font: QFont, token: str, begin: float, width: float, words: str, at_end: bool = False) -> None:
        """Draws a part of the line, ``begin`` pixels from where the line begins: at the right in Arabic."""
        painter.setFont(font)
        painter.setPen(theme.color(token))
        x = box.right() - begin - width if leftwards else box.left() + begin
        side = Qt.AlignmentFlag.AlignRight if at_end != leftwards else Qt.AlignmentFlag.AlignLeft
        place = QRectF(x, box.top(), width, box.height())
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, directed(words, leftwards))

    before = metrics.elidedText(mention.before, Qt.TextElideMode.ElideLeft, int(left))
    draw(plain, "muted", 0, left, before, at_end=True)
    text = strong.elidedText(mention.text, Qt.TextElideMode.ElideRight, int(box.width() - left))
    at = left + metrics.horizontalAdvance(" ")
    draw(bold, "text", at, box.width() - at, text)
    at += strong.horizontalAdvance(text)
    after = metrics.elidedText(mention.after, Qt.TextElideMode.ElideRight, max(0, int(box.width() - at)))
    draw(plain, "muted", at, max(0.0, box.width() - at), after)
