"""How a row of the picker looks: number, colour, name, the alias that fits, what the entry is, its uses."""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.ui.parts.theme import Theme, scale_of, theme_of
from annotator.ui.parts.writing import elided, isolated
from annotator.ui.register.candidates import Choice

CHOICE = Qt.ItemDataRole.UserRole
"""Holds (choice, whether it is an actor)."""
_DETAIL_SHARE = 0.42  # of a row's width at most for what the entry is


def spoken(choice: Choice, actor: bool) -> str:
    """A row as a screen reader says it."""
    uses = QCoreApplication.translate("EntryPicker", "%1 mentions").replace("%1", str(choice.uses))
    parts = [_title(choice, actor), choice.matched, choice.detail, uses if choice.kind == "entry" else ""]
    if choice.linked:
        parts.append(QCoreApplication.translate("EntryPicker", "linked now"))
    if choice.number:
        parts.append(QCoreApplication.translate("EntryPicker", "Key %1").replace("%1", str(choice.number)))
    return ", ".join(part for part in parts if part)


def _title(choice: Choice, actor: bool) -> str:
    translate = QCoreApplication.translate
    match choice.kind:
        case "new":
            text = (
                translate("EntryPicker", "New actor: %1") if actor else translate("EntryPicker", "New concept: %1")
            )
            return text.replace("%1", isolated(choice.name))
        case "none":
            return translate("EntryPicker", "No actor") if actor else translate("EntryPicker", "No concept")
    return choice.name


class ChoiceDelegate(QStyledItemDelegate):
    """Paints a choice in one line."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = self.parent()
        unit = scale_of(view) if isinstance(view, QWidget) else 1.0
        return QSize(round(200 * unit), round(30 * unit))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        view, data = self.parent(), index.data(CHOICE)
        if not isinstance(view, QListWidget) or data is None:
            return
        choice, actor = data
        theme, unit = theme_of(view), scale_of(view)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if view.currentIndex() == index:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selected"))
            painter.drawRoundedRect(option.rect, 7 * unit, 7 * unit)
        rect = option.rect.adjusted(round(8 * unit), 0, -round(8 * unit), 0)
        rect.setLeft(_paint_number(painter, rect, choice, theme, unit))
        if actor or choice.kind != "entry":
            rect.setLeft(_paint_sign(painter, rect, choice, theme, unit))
        font = QFont(option.font)
        small = QFont(font)
        small.setPixelSize(max(1, round(12 * unit)))
        rect.setRight(self._paint_aside(painter, rect, choice, small, theme, unit))
        font.setBold(choice.linked)
        title, metrics = _title(choice, actor), QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(theme.color("muted" if choice.kind == "none" else "text"))
        shown = elided(metrics, title, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)
        if choice.matched:
            rect.setLeft(rect.left() + metrics.horizontalAdvance(shown) + round(8 * unit))
            painter.setFont(small)
            painter.setPen(theme.color("muted"))
            alias = elided(QFontMetrics(small), choice.matched, max(0, rect.width()))
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, alias)
        painter.restore()

    @staticmethod
    def _paint_aside(
        painter: QPainter, rect: QRect, choice: Choice, font: QFont, theme: Theme, unit: float
    ) -> int:
        """Paints what the entry is, and its uses, at the right; returns where they begin."""
        if choice.kind != "entry":
            return rect.right()
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(theme.color("muted"))
        uses = QLocale().toString(choice.uses)
        column = max(metrics.horizontalAdvance("00 000"), metrics.horizontalAdvance(uses))
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(rect, align, uses)
        right = rect.right() - column - round(8 * unit)
        detail = elided(metrics, choice.detail, round(rect.width() * _DETAIL_SHARE), Qt.TextElideMode.ElideMiddle)
        painter.drawText(QRect(rect.left(), rect.top(), right - rect.left(), rect.height()), align, detail)
        return right - metrics.horizontalAdvance(detail) - round(10 * unit)


def _paint_number(painter: QPainter, rect: QRect, choice: Choice, theme: Theme, unit: float) -> int:
    """Paints the digit that takes the row as a badge; returns where the rest begins."""
    side = round(18 * unit)
    if choice.number:
        badge = QRect(rect.left(), rect.center().y() - side // 2 + 1, side, side)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("window"))
        painter.drawRoundedRect(badge, 4 * unit, 4 * unit)
        font = painter.font()
        font.setPixelSize(max(1, round(11 * unit)))
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.color("muted"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(choice.number))
    return rect.left() + side + round(8 * unit)


def _paint_sign(painter: QPainter, rect: QRect, choice: Choice, theme: Theme, unit: float) -> int:
    """Paints the entry's colour as a dot, a plus for a new one, a bar for none; returns where the rest begins."""
    side = 9 * unit
    box = QRectF(rect.left(), rect.center().y() - side / 2 + 1, side, side)
    if choice.kind == "entry":
        painter.setPen(Qt.PenStyle.NoPen if choice.colour else QPen(theme.color("muted"), 1.2))
        painter.setBrush(QColor(choice.colour) if choice.colour else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
    else:
        painter.setPen(QPen(theme.color("accent" if choice.kind == "new" else "muted"), 1.8 * unit))
        middle = box.center()
        painter.drawLine(QPointF(box.left(), middle.y()), QPointF(box.right(), middle.y()))
        if choice.kind == "new":
            painter.drawLine(QPointF(middle.x(), box.top()), QPointF(middle.x(), box.bottom()))
    return rect.left() + round(side + 8 * unit)
