"""The suggestions below a query's line: a list that never takes the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from annotator.core.query_complete import Suggestion
from annotator.ui.parts.speech import announce_rows
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of, theme_of
from annotator.ui.parts.writing import elided

_SHOWN = 9  # rows seen at once
_ROW, _WIDTH, _GAP = 26, 250, 4  # px of the look
_WHAT = Qt.ItemDataRole.UserRole
_HELP = "help"


class QueryPopup(QFrame):
    """Lies over the window, below the word that is being typed.

    ``taken`` carries what is to be put in the place of that word, and in which row it stood.
    """

    taken = Signal(str, int)
    help_wanted = Signal()

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line.window())
        self._line = line
        set_role(self, "panel")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list = QListWidget()
        set_role(self._list, "plain")
        self._list.setAccessibleName(self.tr("Suggestions"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setItemDelegate(_RowDelegate(self._list))
        self._list.itemClicked.connect(lambda _item: self.take())
        announce_rows(self._list, line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(round(_GAP * scale_of(line)),) * 4)
        layout.addWidget(self._list)
        self.hide()

    def offer(self, suggestions: Sequence[Suggestion], typed: str, with_help: bool) -> None:
        """Shows these, none chosen, below what is typed of them, which ends at the cursor."""
        self._list.clear()
        for suggestion in suggestions:
            self._add(suggestion.text, suggestion.what)
        if with_help:
            self._add(self.tr("All about queries …"), _HELP)
        self._list.setCurrentRow(-1)
        unit = scale_of(self._line)
        rows = min(self._list.count(), _SHOWN)
        size = QSize(round(_WIDTH * unit), rows * round(_ROW * unit) + 2 * round(_GAP * unit) + 2)
        self.setGeometry(QRect(self._place(typed, size), size))
        self.show()
        self.raise_()

    def texts(self) -> list[str]:
        """What is suggested, from top to bottom."""
        return [self._list.item(row).text() for row in range(self._list.count())]

    def chosen(self) -> str | None:
        """The suggestion that Enter would take."""
        item = self._list.currentItem()
        return item.text() if item is not None else None

    def step(self, by: int) -> None:
        """Goes on in the list; above the first there is none chosen."""
        row = min(self._list.currentRow() + by, self._list.count() - 1)
        self._list.setCurrentRow(max(row, -1))

    def take(self) -> None:
        """Takes the chosen suggestion."""
        item = self._list.currentItem()
        if item is None:
            return
        self.hide()
        if item.data(_WHAT) == _HELP:
            self.help_wanted.emit()
        else:
            self.taken.emit(item.text(), self._list.currentRow())

    def _add(self, text: str, what: str) -> None:
        item = QListWidgetItem(text)
        item.setData(_WHAT, what)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{text} {what_title(what)}")
        self._list.addItem(item)

    def _place(self, typed: str, size: QSize) -> QPoint:
        line, window = self._line, self._line.window()
        x = line.cursorRect().center().x() - line.fontMetrics().horizontalAdvance(typed)
        place = line.mapTo(window, QPoint(max(0, x), line.height() + round(_GAP * scale_of(line))))
        place.setX(max(0, min(place.x(), window.width() - size.width())))
        if place.y() + size.height() > window.height():
            place.setY(max(0, line.mapTo(window, QPoint(0, 0)).y() - size.height()))
        return place


class _RowDelegate(QStyledItemDelegate):
    """The suggestion at the left, what it is at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, round(_ROW * scale_of(self._list())))

    def _list(self) -> QListWidget:
        parent = self.parent()
        assert isinstance(parent, QListWidget)
        return parent

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, unit = theme_of(self._list()), scale_of(self._list())
        painter.save()
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selected"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(rect, 6 * unit, 6 * unit)
        inner = rect.adjusted(round(8 * unit), 0, -round(8 * unit), 0)
        what = what_title(index.data(_WHAT))
        painter.setFont(self._list().font())
        painter.setPen(theme.color("muted"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, what)
        room = inner.width() - painter.fontMetrics().horizontalAdvance(what) - round(8 * unit)
        painter.setPen(theme.color("text"))
        text = elided(painter.fontMetrics(), index.data().rstrip(), room)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


def what_title(what: str) -> str:
    """What a suggestion is, as a person reads it; nothing for a value."""
    tr = QCoreApplication.translate
    return {
        "attribute": tr("Query", "attribute"),
        "relation": tr("Query", "relation"),
        "span": tr("Query", "of a label"),
        "article": tr("Query", "of an article"),
        "comment": tr("Query", "comments"),
        "label": tr("Query", "label"),
        "actor": tr("Query", "actor"),
        "concept": tr("Query", "concept"),
        "value": "",
        _HELP: "",
    }.get(what, what)
