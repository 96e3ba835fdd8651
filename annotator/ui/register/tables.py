"""What the tables of the register have in common: how they are counted and titled, and how they look."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of
from annotator.ui.parts.widgets import own_viewport, paint_row_focus
from annotator.ui.parts.writing import WordsDelegate

Index = QModelIndex | QPersistentModelIndex


class RowModel(QAbstractTableModel):
    """Rows of a list below the titles of columns; both are set by who inherits it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[object] = []
        self._titles: tuple[str, ...] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return None


class PlainTable(QTableView):
    """Rows of one height without a grid, of which several can be selected; Tab leaves it."""

    def __init__(self, model: RowModel, row_height: int, parent: QWidget | None = None) -> None:
        """``row_height`` in pixels at scale 1."""
        super().__init__(parent)
        own_viewport(self)
        self.setModel(model)
        self.setItemDelegate(WordsDelegate(self))
        self.selectionModel().currentRowChanged.connect(lambda _now, _before: self.viewport().update())
        set_role(self, "plain")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(round(row_height * scale_of(self)))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_row_focus(self)

    def _align_header(self) -> None:
        """Sets the words of the header above those of its column: cells have less room than sections."""
        unit, header = scale_of(self), self.horizontalHeader()
        header.setStyleSheet(f"QHeaderView::section {{ padding: {round(4 * unit)}px {round(3 * unit)}px; }}")
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
