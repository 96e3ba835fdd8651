"""The table that shows the article list: one column, rows of one height, its keys, drops and empty sentence."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from annotator.ui.articles.delegate import ArticleDelegate
from annotator.ui.articles.model import ArticleModel
from annotator.ui.parts.dropping import accept_copy
from annotator.ui.parts.theme import Theme
from annotator.ui.parts.widgets import own_viewport, paint_row_focus

_TEXT_KEYS = ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)


def local_files(data: QMimeData) -> list[Path]:
    """The local files and folders among what is dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class ArticleView(QTableView):
    """Shows an :class:`ArticleModel`; the current row is the selected one."""

    opened = Signal()
    """Enter or a click: on to the article itself."""
    paste_requested = Signal()
    files_dropped = Signal(list)
    context_requested = Signal(QPoint, int)
    """Global position and row."""
    deletion_requested = Signal()

    def __init__(self, model: ArticleModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sentence = ""
        self._dragged_over = False
        self._rows = ArticleDelegate(theme, self)
        self.setModel(model)
        self.setItemDelegate(self._rows)
        self.setAccessibleName(self.tr("Articles"))
        self._set_up_table()
        self._fit_rows()
        self.clicked.connect(self.opened)

    def _set_up_table(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        own_viewport(self).setAutoFillBackground(False)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there, lest text is laid out anew whenever it comes and goes; unseen where it has no use.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(lambda low, high: bar.setEnabled(low < high))
        bar.setEnabled(False)
        # The delegate paints the selected row, with round corners; Qt's own ground would be square.
        self.setStyleSheet(
            "QTableView { selection-background-color: transparent; }"
            "QScrollBar::handle:disabled { background: transparent; }"
        )
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Paints in these colours from now on."""
        self._theme = theme
        self._rows.set_theme(theme)
        self.viewport().update()

    def set_sentence(self, sentence: str) -> None:
        """What to show, and say to screen readers, while there are no rows."""
        if sentence != self._sentence:
            self._sentence = sentence
            self.setAccessibleDescription(sentence)
            self.viewport().update()

    @property
    def sentence(self) -> str:
        """What is shown while there are no rows."""
        return self._sentence

    @property
    def row(self) -> int | None:
        """The current row."""
        index = self.currentIndex()
        return index.row() if index.isValid() else None

    def go_to(self, row: int, *, scroll: bool = True) -> None:
        """Makes the row the current and selected one, and scrolls as far as needed to show it."""
        if scroll:
            # Rows that have just come are not counted yet in how far there is to scroll.
            self.updateGeometries()
        self.setAutoScroll(scroll)
        self.setCurrentIndex(self.model().index(row, 0))
        self.setAutoScroll(True)

    def anchor(self) -> tuple[int, int] | None:
        """The row at the top edge, and how many of its pixels are above the edge; None without rows."""
        row = self.rowAt(0)
        return None if row < 0 else (row, -self.rowViewportPosition(row))

    def scroll_to_anchor(self, row: int, above: int) -> None:
        """Scrolls so that ``anchor()`` is (row, above), as far as there are rows."""
        self.updateGeometries()
        self.verticalScrollBar().setValue(row * self.verticalHeader().defaultSectionSize() + above)

    def _fit_rows(self) -> None:
        height = self._rows.row_height(self.font())
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(max(1, height // 3))

    def changeEvent(self, event: QEvent) -> None:
        """Row heights follow the font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_rows()

    def event(self, event: QEvent) -> bool:
        """Claims the list's own keys before a shortcut of the window takes them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            own = (QKeySequence.StandardKey.Paste, QKeySequence.StandardKey.Delete)
            if any(event.matches(key) for key in own):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste, delete, first and last; letters are left to the window.

        Qt would look for a title beginning with the letter, which reads every article of the project.
        """
        last = self.model().rowCount() - 1
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Delete):
            self.deletion_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and last >= 0:
            self.go_to(0 if event.key() == Qt.Key.Key_Home else last)
        elif event.text().isprintable() and event.text() and not event.modifiers() & _TEXT_KEYS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt makes the first row current where none is; a current row is a selected one here."""
        super().focusInEvent(event)
        row = self.row
        if row is not None and not self.selectionModel().isRowSelected(row):
            self.selectRow(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A drag with the button down does not open one article after the other."""
        if event.buttons() == Qt.MouseButton.NoButton:
            super().mouseMoveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By mouse for the row below it, by key for the current row."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index, position = self.indexAt(event.pos()), event.globalPos()
        else:
            index = self.currentIndex()
            position = self.viewport().mapToGlobal(self.visualRect(index).center())
        if index.isValid():
            self.context_requested.emit(position, index.row())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes local files and folders."""
        self._consider(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Takes local files and folders, over rows and beside them."""
        self._consider(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Ends the sign that a drop would be taken."""
        self._mark_drag(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hands on the local files and folders."""
        self._consider(event)
        self._mark_drag(False)
        files = local_files(event.mimeData())
        if files:
            self.files_dropped.emit(files)

    def _consider(self, event: QDropEvent) -> None:
        if local_files(event.mimeData()):
            accept_copy(event)
            self._mark_drag(True)
        else:
            event.ignore()

    def _mark_drag(self, over: bool) -> None:
        if over != self._dragged_over:
            self._dragged_over = over
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, or the sentence where there are none; a dashed edge while files are dragged over."""
        super().paintEvent(event)
        if not self.currentIndex().isValid():
            paint_row_focus(self)
        empty = self.model().rowCount() == 0 and self._sentence
        if not empty and not self._dragged_over:
            return
        area = QRectF(self.viewport().rect())
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if empty:
            painter.setPen(self._theme.color("muted"))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(area.adjusted(16, 16, -16, -area.height() / 4), flags, self._sentence)
        if self._dragged_over:
            painter.setPen(QPen(self._theme.color("accent"), 1.5, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 7, 7)
        painter.end()
