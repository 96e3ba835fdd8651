"""A concordance: the mentions of an entry, one line each, read page by page as one scrolls."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.core.errors import UserError
from annotator.core.models import Mention
from annotator.ui.parts.concordance import paint_context, place_words
from annotator.ui.parts.theme import scale_of, theme_of
from annotator.ui.parts.writing import WordsDelegate
from annotator.ui.register.tables import Index, PlainTable, RowModel

Fetch = Callable[[tuple[int, str] | None, int], list[Mention]]
"""Reads so many mentions after the one with this (article id, span id), or (None) the first ones."""

PAGE = 100


class MentionModel(RowModel):
    """Mentions in the order of the articles. A page more is read whenever the view comes to the end.

    ``failed`` carries a sentence if rows can't be read; it may be sent while a view paints, so connect it queued.
    """

    failed = Signal(str)

    def __init__(self, parent: QObject | None = None, grouped: bool = False) -> None:
        """``grouped``: an article's title is shown in the first of its rows alone."""
        super().__init__(parent)
        self._grouped = grouped
        self.own: str | None = None  # whose mentions carry no name; None: nobody's do
        self._fetch: Fetch | None = None
        self._titles = (self.tr("Mention"), self.tr("Article"))
        self._rows: list[Mention] = []
        self._ended = True

    def show(self, fetch: Fetch | None) -> None:
        """Shows what ``fetch`` reads, from the beginning; None shows nothing."""
        self.beginResetModel()
        self._fetch = fetch
        self._rows = []
        self._ended = fetch is None
        self._rows = self._read()
        self.endResetModel()

    def mention(self, row: int) -> Mention | None:
        """The mention in a row; None if there is no such row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def place(self, row: int) -> tuple[str, str]:
        """The title to show in a row, and whose mention it is if that is to be told."""
        mention, above = self.mention(row), self.mention(row - 1) if self._grouped else None
        if mention is None:
            return "", ""
        is_told = above is not None and above.article_id == mention.article_id
        return "" if is_told else mention.title, self.whose(mention)

    def whose(self, mention: Mention) -> str:
        """Whose mention it is; "" where that need not be told."""
        return "" if self.own in (None, mention.annotator) else mention.annotator

    def remove(self, span_id: str) -> None:
        """Takes a mention out of the list."""
        for row, mention in enumerate(self._rows):
            if mention.span_id == span_id:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._rows[row]
                self.endRemoveRows()
                return

    def canFetchMore(self, parent: Index = QModelIndex()) -> bool:  # noqa: N802, B008
        return not parent.isValid() and not self._ended

    def fetchMore(self, parent: Index = QModelIndex()) -> None:  # noqa: N802, B008
        found = self._read()
        if found:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(found) - 1)
            self._rows += found
            self.endInsertRows()

    def _read(self) -> list[Mention]:
        if self._ended or self._fetch is None:
            return []
        last = self._rows[-1] if self._rows else None
        try:
            found = self._fetch((last.article_id, last.span_id) if last else None, PAGE)
        except UserError as error:
            self._ended = True
            self.failed.emit(str(error))
            return []
        self._ended = len(found) < PAGE
        return found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        mention = self.mention(index.row())
        if mention is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return mention.text if index.column() == 0 else _joined(*self.place(index.row()))
            case Qt.ItemDataRole.AccessibleTextRole:
                whole = f"{mention.before}{mention.text}{mention.after}"
                told = f"{mention.text}: {whole}" if index.column() == 0 else mention.title
                return _joined(told, self.whose(mention))
            case Qt.ItemDataRole.ToolTipRole if index.column() == 1:
                return _joined(mention.title, mention.published, mention.annotator)
        return None


class MentionView(PlainTable):
    """Shows mentions below each other; several can be selected. Enter or a double click opens one."""

    opened = Signal(int, str)
    """Article id and span id."""

    def __init__(self, model: MentionModel, parent: QWidget | None = None) -> None:
        super().__init__(model, 28, parent)
        self._model = model
        self.setAccessibleName(self.tr("Mentions"))
        self.setItemDelegateForColumn(0, MentionDelegate(self))
        self.setItemDelegateForColumn(1, PlaceDelegate(self))
        header = self.horizontalHeader()
        header.hide()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(1, round(180 * scale_of(self)))
        self.doubleClicked.connect(lambda index: self._open(index.row()))

    def selected(self) -> list[Mention]:
        """The selected mentions, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [mention for row in rows if (mention := self._model.mention(row)) is not None]

    def current(self) -> Mention | None:
        """The mention that the keyboard is on."""
        return self._model.mention(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex().row())
        elif event.text().isprintable() and event.text() and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _open(self, row: int) -> None:
        mention = self._model.mention(row)
        if mention is not None:
            self.opened.emit(mention.article_id, mention.span_id)


class MentionDelegate(QStyledItemDelegate):
    """Paints a mention between what stands before and after it, so that the mentions stand in a column."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._widget = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(round(200 * scale_of(self._widget)), round(28 * scale_of(self._widget)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        mention = model.mention(index.row()) if isinstance(model, MentionModel) else None
        if mention is None:
            return
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme_of(self._widget).color("selected"))
        paint_context(painter, option.rect, mention, self._widget)
        painter.restore()


class PlaceDelegate(WordsDelegate):
    """Cuts a long title short rather than the name of whoever's mention it is."""

    def initStyleOption(  # noqa: N802 (a virtual method of Qt)
        self, option: QStyleOptionViewItem, index: Index
    ) -> None:
        super().initStyleOption(option, index)
        model = index.model()
        if isinstance(model, MentionModel):
            margin = option.widget.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin) + 1
            room = option.rect.width() - 2 * margin
            option.text = place_words(option.fontMetrics, *model.place(index.row()), room)


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)
