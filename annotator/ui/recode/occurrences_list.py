"""The list of occurrences: a line for each, with a box to tick, below the title of its article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

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
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.core.codebook import Codebook
from annotator.core.occurrences import Occurrence
from annotator.ui.parts.concordance import TickView, paint_context, paint_tick
from annotator.ui.parts.theme import scale_of, theme_of
from annotator.ui.parts.writing import elided

Index = QModelIndex | QPersistentModelIndex
Rule = Callable[[Occurrence], bool]

_ROW = 28  # px of the look
_BADGE_SHARE = 0.25  # of a line's width, at most, for what is labelled there


@dataclass(slots=True)
class _Group:
    """The occurrences of one article, from the first to the one before ``end``, and the row of its title."""

    first: int
    end: int
    row: int


class HitModel(QAbstractListModel):
    """Occurrences in the order of the articles; ticked are those that the rule is true of, or as a person said.

    ``grouped``: each article's title stands above its lines, in a row of its own that ticks all of them.
    """

    ticked_changed = Signal()

    def __init__(self, codebook: Codebook, grouped: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._codebook = codebook
        self._grouped = grouped
        self._rule: Rule = lambda _hit: True
        self._said: dict[tuple[int, int, int], bool] = {}
        self._hits: list[Occurrence] = []
        self._ticked = bytearray()
        self._rows: list[int] = []  # of each row its occurrence, or, of a title, -1 - the number of the group
        self._groups: list[_Group] = []

    def clear(self) -> None:
        """Takes all out of the list; what a person ticked is remembered by its place."""
        self.beginResetModel()
        for items in (self._hits, self._ticked, self._rows, self._groups):
            items.clear()
        self.endResetModel()
        self.ticked_changed.emit()

    def add(self, hits: Sequence[Occurrence]) -> None:
        """Appends occurrences, which follow those that are there."""
        rows: list[int] = []
        for number, hit in enumerate(hits, len(self._hits)):
            last = self._groups[-1] if self._groups else None
            if last is None or self._article(last.first, hits) != hit.line.article_id:
                last = _Group(number, number, len(self._rows) + len(rows))
                self._groups.append(last)
                if self._grouped:
                    rows.append(-len(self._groups))
            last.end = number + 1
            rows.append(number)
        if not rows:
            return
        self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
        self._hits += hits
        self._ticked += bytes(self._said.get(hit.place, self._rule(hit)) for hit in hits)
        self._rows += rows
        self.endInsertRows()
        self.ticked_changed.emit()

    def _article(self, number: int, coming: Sequence[Occurrence]) -> int:
        known = len(self._hits)
        return (self._hits[number] if number < known else coming[number - known]).line.article_id

    def set_rule(self, rule: Rule) -> None:
        """Ticks by another rule, and forgets what a person ticked."""
        self._rule = rule
        self._said.clear()
        self._ticked = bytearray(rule(hit) for hit in self._hits)
        self._show_all()

    def tick(self, row: int, on: bool | None = None) -> None:
        """Ticks a line, or all of the article whose title stands in the row; None: the other way round."""
        numbers = self._numbers(row)
        if on is None:
            on = not all(self._ticked[number] for number in numbers)
        for number in numbers:
            self._ticked[number] = on
            self._said[self._hits[number].place] = on
        group = next(group for group in reversed(self._groups) if group.row <= row)
        last = group.row + group.end - group.first - (not self._grouped)
        self.dataChanged.emit(self.index(group.row), self.index(last))
        self.ticked_changed.emit()

    def tick_all(self, on: bool) -> None:
        """Ticks all, or none; those that are still to come, too."""
        self.set_rule(lambda _hit: on)

    def _show_all(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))
        self.ticked_changed.emit()

    def ticked(self) -> list[Occurrence]:
        """The occurrences that are ticked."""
        return [hit for hit, on in zip(self._hits, self._ticked, strict=True) if on]

    def counts(self) -> tuple[int, int, int]:
        """How many are ticked, how many there are, and in how many articles."""
        return self._ticked.count(1), len(self._hits), len(self._groups)

    def hit(self, row: int) -> Occurrence | None:
        """The occurrence in a row; None in the row of a title."""
        number = self._rows[row] if 0 <= row < len(self._rows) else -1
        return self._hits[number] if number >= 0 else None

    def title(self, row: int) -> tuple[str, int]:
        """The title of the row's article, and how many occurrences it has."""
        numbers = self._numbers(row)
        return self._hits[numbers[0]].line.title, len(numbers)

    def state(self, row: int) -> Qt.CheckState:
        """Whether what is in the row is ticked, all of it or a part."""
        ticked = {self._ticked[number] for number in self._numbers(row)}
        if len(ticked) > 1:
            return Qt.CheckState.PartiallyChecked
        return Qt.CheckState.Checked if 1 in ticked else Qt.CheckState.Unchecked

    def _numbers(self, row: int) -> range:
        number = self._rows[row]
        if number >= 0:
            return range(number, number + 1)
        group = self._groups[-1 - number]
        return range(group.first, group.end)

    def badges(self, row: int) -> list[tuple[str, str]]:
        """What is labelled in a line: name and title of each label; around a larger or shifted span, "in" it."""
        hit = self.hit(row)
        if hit is None:
            return []
        at = dict.fromkeys(name for name, _ in hit.spans)
        around = dict.fromkeys(name for name in hit.around if name not in at)
        return [(name, self._title(name)) for name in at] + [
            (name, self.tr("in %1").replace("%1", self._title(name))) for name in around
        ]

    def _title(self, name: str) -> str:
        label = self._codebook.label(name)
        return label.title if label else name

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """A reader for the blind may tick a line."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.tick(index.row(), value in (2, Qt.CheckState.Checked))
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = index.row()
        if not 0 <= row < len(self._rows):
            return None
        hit = self.hit(row)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return hit.line.text if hit else self.title(row)[0]
            case Qt.ItemDataRole.CheckStateRole:
                return self.state(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                if hit is None:
                    title, number = self.title(row)
                    several = self.tr("%Ln occurrences", "", number)
                    return f"{title}, {self.tr('1 occurrence') if number == 1 else several}"
                badges = ", ".join(text for _, text in self.badges(row))
                return f"{hit.line.before}{hit.line.text}{hit.line.after}" + (f", {badges}" if badges else "")
            case Qt.ItemDataRole.ToolTipRole if hit is not None:
                return " · ".join(part for part in (hit.line.title, hit.line.published) if part)
        return None


class HitView(TickView):
    """Shows the occurrences; Space ticks, a double click shows one in the text."""

    hit_shown = Signal(object)
    """The Occurrence to show in the text."""

    def __init__(self, model: HitModel, codebook: Codebook, parent: QWidget | None = None) -> None:
        super().__init__(model, model.tick, parent)
        self._model = model
        self.setAccessibleName(self.tr("Occurrences"))
        self.setItemDelegate(HitDelegate(self, codebook))
        self.doubleClicked.connect(lambda index: self._show(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            rows = sorted({index.row() for index in self.selectedIndexes()} or {self.currentIndex().row()})
            on = None
            for row in rows:
                if 0 <= row < self._model.rowCount():
                    if on is None:
                        on = self._model.state(row) != Qt.CheckState.Checked
                    self._model.tick(row, on)
        else:
            super().keyPressEvent(event)

    def _show(self, row: int) -> None:
        hit = self._model.hit(row)
        if hit is not None:
            self.hit_shown.emit(hit)


class HitDelegate(QStyledItemDelegate):
    """Paints a box, the line of the concordance, and what is labelled there; or the title of an article."""

    def __init__(self, view: QWidget, codebook: Codebook) -> None:
        super().__init__(view)
        self._view = view
        self._codebook = codebook

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(round(200 * scale_of(self._view)), round(_ROW * scale_of(self._view)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, HitModel):
            return
        row = index.row()
        hit = model.hit(row)
        painter.save()
        ground = "window" if hit is None else ""
        inside = paint_tick(painter, option, model.state(row), self._view, ground)
        if hit is None:
            self._paint_title(painter, inside, *model.title(row))
        else:
            inside.setRight(self._paint_badges(painter, inside, model.badges(row)))
            paint_context(painter, inside, hit.line, self._view)
        painter.restore()

    def _paint_title(self, painter: QPainter, rect: QRect, title: str, number: int) -> None:
        theme = theme_of(self._view)
        face = QFont(self._view.font())
        face.setBold(True)
        count = f"  {number}"
        room = rect.width() - QFontMetrics(self._view.font()).horizontalAdvance(count)
        shown = elided(QFontMetrics(face), title, room)
        painter.setFont(face)
        painter.setPen(theme.color("text"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setFont(self._view.font())
        painter.setPen(theme.color("muted"))
        rect.setLeft(rect.left() + QFontMetrics(face).horizontalAdvance(shown))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, count)

    def _paint_badges(self, painter: QPainter, rect: QRect, badges: list[tuple[str, str]]) -> int:
        """Paints the labels at the right end; the place at their left."""
        theme, unit = theme_of(self._view), scale_of(self._view)
        face = QFont(self._view.font())
        face.setPixelSize(max(1, round(11 * unit)))
        face.setBold(True)
        metrics = QFontMetrics(face)
        painter.setFont(face)
        right, room = rect.right(), rect.width() * _BADGE_SHARE
        for name, title in reversed(badges):
            text = metrics.elidedText(title, Qt.TextElideMode.ElideRight, int(room))
            width = metrics.horizontalAdvance(text)
            room -= width + round(8 * unit)
            if room < 0:
                break
            label = self._codebook.label(name)
            painter.setPen(theme.colour(label) if label else theme.color("muted"))
            place = QRect(right - width, rect.top(), width + 1, rect.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
            right -= width + round(8 * unit)
        return right
