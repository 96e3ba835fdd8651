"""The labels that would change, a line each: what stands around it, what is set now and what would be."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.core.models import Mention, Span
from annotator.project import commands
from annotator.ui.parts.concordance import MARGIN, TickView, paint_context, paint_tick, place_words
from annotator.ui.parts.theme import scale_of, theme_of
from annotator.ui.parts.writing import elided

Index = QModelIndex | QPersistentModelIndex
Line = tuple[Mention, Span]
Key = tuple[int, str]

_ROW = 30  # px of the look
_CHANGE_SHARE = 0.26  # of the width, for what changes
_TITLE_SHARE = 0.2  # and for the article
_HINT_WIDTH = 460


class PreviewModel(QAbstractListModel):
    """Lines in the order of the articles; ticked are those that would change, but for what a person took out.

    ``more_wanted`` says that the view has come to the end of the lines that are here.
    """

    more_wanted = Signal()
    ticked_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []
        self._left: dict[Key, Span] = {}
        self._complete = True
        self.with_annotators = False  # whether a line says whose label it is
        self._change: Callable[[Span], tuple[str, str]] = lambda _span: ("", "")
        self._judge: Callable[[Span], commands.recode.Judgement] | None = None

    def clear(self) -> None:
        """Takes all lines away; what was left out is forgotten."""
        self.beginResetModel()
        self._lines.clear()
        self._left.clear()
        self._complete = True
        self.endResetModel()
        self.ticked_changed.emit()

    def add(self, lines: list[Line], complete: bool) -> None:
        """Appends lines; ``complete`` if there are no more."""
        self._complete = complete
        if lines:
            count = len(self._lines)
            self.beginInsertRows(QModelIndex(), count, count + len(lines) - 1)
            self._lines += lines
            self.endInsertRows()

    def set_action(
        self,
        change: Callable[[Span], tuple[str, str]],
        judge: Callable[[Span], commands.recode.Judgement] | None,
    ) -> None:
        """Shows what another action would do; without ``judge`` it isn't complete yet."""
        self._change, self._judge = change, judge
        if self._lines:
            self.dataChanged.emit(self.index(0), self.index(len(self._lines) - 1))

    @property
    def is_complete(self) -> bool:
        """Whether all lines are here that there are."""
        return self._complete

    def changing(self) -> int:
        """How many of the lines that are here would change, those included that were taken out."""
        return sum(1 for _, span in self._lines if self._would_change(span))

    def spared(self) -> int:
        """How many lines that would change a person took out."""
        return sum(1 for span in self._left.values() if self._would_change(span))

    def _would_change(self, span: Span) -> bool:
        return self._judge is None or self._judge(span)[0] is commands.recode.Fate.CHANGED

    @property
    def left_out(self) -> tuple[Key, ...]:
        """(article id, span id) of the lines that a person took out."""
        return tuple(self._left)

    @property
    def last(self) -> Key | None:
        """Of the last line."""
        return self._key(len(self._lines) - 1) if self._lines else None

    def mention(self, row: int) -> Mention:
        return self._lines[row][0]

    def is_ticked(self, row: int) -> bool:
        return self.would_change(row) and self._key(row) not in self._left

    def would_change(self, row: int) -> bool:
        """Whether there is something to change in this line, as far as that is known."""
        return self._would_change(self._lines[row][1])

    def tick(self, row: int, on: bool) -> None:
        """Takes a line in, or leaves it out; what wouldn't change can't be ticked."""
        if not self.would_change(row):
            return
        if on:
            self._left.pop(self._key(row), None)
        else:
            self._left[self._key(row)] = self._lines[row][1]
        self.dataChanged.emit(self.index(row), self.index(row))
        self.ticked_changed.emit()

    def change(self, row: int) -> tuple[str, str]:
        """What is now, and what would be."""
        return self._change(self._lines[row][1])

    def fate(self, row: int) -> tuple[commands.recode.Fate, str] | None:
        """Whether the label would be changed, and why not; None while that isn't known."""
        return self._judge(self._lines[row][1]) if self._judge else None

    def place(self, row: int) -> tuple[str, str]:
        """The title of the line's article and, where others' labels are listed too, whose label it is."""
        mention = self.mention(row)
        return mention.title, mention.annotator if self.with_annotators else ""

    def becomes(self, row: int) -> str:
        """In words, what becomes of the label."""
        fate = self.fate(row)
        if fate is not None and fate[0] is not commands.recode.Fate.CHANGED:
            return fate[1] or self.tr("is so already")
        now, new = self.change(row)
        return f"{now} → {new}" if now else f"→ {new}"

    def _key(self, row: int) -> Key:
        mention = self._lines[row][0]
        return mention.article_id, mention.span_id

    def canFetchMore(self, parent: Index = QModelIndex()) -> bool:  # noqa: N802, B008
        return not parent.isValid() and not self._complete

    def fetchMore(self, parent: Index = QModelIndex()) -> None:  # noqa: N802, B008
        self.more_wanted.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        can_tick = 0 <= index.row() < len(self._lines) and self.would_change(index.row())
        return flags | Qt.ItemFlag.ItemIsUserCheckable if can_tick else flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """A reader for the blind may tick a line."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.tick(index.row(), value in (2, Qt.CheckState.Checked))
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = index.row()
        if not 0 <= row < len(self._lines):
            return None
        mention = self.mention(row)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return mention.text
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if self.is_ticked(row) else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.AccessibleTextRole:
                place = ", ".join(part for part in self.place(row) if part)
                words = f"{mention.before}{mention.text}{mention.after}"
                return f"{mention.label}: {words}, {self.becomes(row)}, {place}"
            case Qt.ItemDataRole.ToolTipRole:
                fate = self.fate(row)
                why = fate[1] if fate else ""
                return " · ".join(
                    part for part in (mention.title, mention.published, mention.annotator, why) if part
                )
        return None


class PreviewView(TickView):
    """Shows the lines; Space ticks, Enter or a double click shows one in the text."""

    opened = Signal(int, str)
    """Article id and span id."""

    def __init__(self, model: PreviewModel, parent: QWidget | None = None) -> None:
        super().__init__(model, lambda row: model.tick(row, not model.is_ticked(row)), parent)
        self._model = model
        self.setAccessibleName(self.tr("Labels found"))
        self.setItemDelegate(_LineDelegate(self))
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self._hint = ""

    def hint(self) -> str:
        """What stands in the place of lines."""
        return self._hint

    def set_hint(self, sentence: str) -> None:
        """Says this where there are no lines."""
        self._hint = sentence
        self.setAccessibleDescription(sentence)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._model.rowCount() or not self._hint:
            return
        painter, area = QPainter(self.viewport()), self.viewport().rect()
        area.setWidth(min(area.width(), round(_HINT_WIDTH * scale_of(self))))
        area.moveCenter(self.viewport().rect().center())
        painter.setPen(theme_of(self).color("muted"))
        painter.setFont(self.font())
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._hint)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex().row()
        if event.key() == Qt.Key.Key_Space and current >= 0:
            rows = sorted({index.row() for index in self.selectedIndexes()} or {current})
            rows = [row for row in rows if self._model.would_change(row)]
            on = bool(rows) and not self._model.is_ticked(rows[0])
            for row in rows:
                self._model.tick(row, on)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current >= 0:
            self._open(current)
        else:
            super().keyPressEvent(event)

    def _open(self, row: int) -> None:
        mention = self._model.mention(row)
        self.opened.emit(mention.article_id, mention.span_id)


class _LineDelegate(QStyledItemDelegate):
    """Paints a box, the line of the concordance, and what would change."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(round(300 * scale_of(self._view)), round(_ROW * scale_of(self._view)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, PreviewModel):
            return
        row = index.row()
        painter.save()
        ticked, margin = model.is_ticked(row), round(MARGIN * scale_of(self._view))
        state = Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        inside = paint_tick(painter, option, state if model.would_change(row) else None, self._view)
        change = QRect(inside)
        change.setLeft(inside.right() - round(inside.width() * _CHANGE_SHARE))
        inside.setRight(change.left() - margin)
        title = QRect(inside)
        title.setWidth(round(inside.width() * _TITLE_SHARE / (1 - _CHANGE_SHARE)))
        inside.setLeft(title.right() + margin)
        if not ticked:
            painter.setOpacity(0.7)
        self._paint_place(painter, title, *model.place(row))
        paint_context(painter, inside, model.mention(row), self._view)
        painter.setFont(self._view.font())
        self._paint_change(painter, change, model, row)
        painter.restore()

    def _paint_place(self, painter: QPainter, rect: QRect, title: str, annotator: str) -> None:
        theme, metrics = theme_of(self._view), QFontMetrics(self._view.font())
        painter.setPen(theme.color("muted"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, place_words(metrics, title, annotator, rect.width()))

    def _paint_change(self, painter: QPainter, rect: QRect, model: PreviewModel, row: int) -> None:
        theme, metrics = theme_of(self._view), QFontMetrics(self._view.font())
        fate = model.fate(row)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        right = Qt.TextElideMode.ElideRight
        if fate is not None and fate[0] is not commands.recode.Fate.CHANGED:
            refused = fate[0] is commands.recode.Fate.REFUSED
            text = fate[1] if refused else self.tr("is so already")
            painter.setPen(theme.color("danger" if refused else "muted"))
            painter.drawText(rect, left, metrics.elidedText(text, right, rect.width()))
            return
        now, new = model.change(row)
        before = elided(metrics, now, rect.width() // 2) + " → " if now else "→ "
        painter.setPen(theme.color("muted"))
        painter.drawText(rect, left, before)
        rest = rect.adjusted(metrics.horizontalAdvance(before), 0, 0, 0)
        painter.setPen(theme.color("accent"))
        painter.drawText(rest, left, elided(metrics, new, rest.width()))
