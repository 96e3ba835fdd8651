"""The list of the article's spans, in the order of the text."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.core.models import Span
from annotator.ui.inspector.spoken import shown_text, spoken_span
from annotator.ui.inspector.whose import whose
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.parts.flag import paint_flag
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import Appearance, scale_of
from annotator.ui.parts.widgets import own_viewport, paint_row_focus
from annotator.ui.parts.writing import elided
from annotator.ui.session import Session

Index = QModelIndex | QPersistentModelIndex
_NAMES = 0.36  # share of a row that names of labels take at most


class SpanModel(QAbstractTableModel):
    """One row a span, by position. A table, as Qt lays out its rows at once however many there are."""

    def __init__(self, session: Session, pane: TextPane) -> None:
        super().__init__(pane)
        self._session = session
        self._pane = pane
        self._ids: list[str] = []
        self.longest = ""  # name of a label, where rows show names instead of keys
        self._flagged: set[str | None] = set()

    def reload(self) -> None:
        self.beginResetModel()
        self._ids = self._pane.ordered_span_ids()
        self.longest = self._find_longest()
        self._flagged = {c.span_id for c in self._session.comments.values() if c.open}
        self.endResetModel()

    def _find_longest(self) -> str:
        """The longest name of the article's labels where one of them has no key; "" where keys tell them all."""
        project, spans = self._session.project, self._session.spans
        if project is None or all(label.key for label in project.codebook.labels):
            return ""
        used = {spans[id_].label for id_ in self._ids if id_ in spans}
        found = [label for label in project.codebook.labels if label.name in used]
        return "" if all(label.key for label in found) else max((label.title for label in found), key=len)

    def suggested(self) -> int:
        """How many of the spans are suggestions that nobody has decided on."""
        spans = self._session.spans
        return sum(id_ in spans and spans[id_].is_open for id_ in self._ids)

    def is_flagged(self, span: Span) -> bool:
        """Whether an open comment is on the span."""
        return span.id in self._flagged

    def span_at(self, row: int) -> Span | None:
        return self._session.spans.get(self._ids[row]) if 0 <= row < len(self._ids) else None

    def row_of(self, span_id: str | None) -> int:
        return self._ids.index(span_id) if span_id in self._ids else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        span = self.span_at(index.row())
        if span is None or self._session.article is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return shown_text(self._session, span)
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken_span(self._session, span, flagged=self.is_flagged(span))
        return None


class SpanList(QWidget):
    """Shows all spans of the article; choosing one makes it active in the text."""

    span_chosen = Signal(str)
    opened = Signal()  # Enter or a click: the person wants to go on in the text
    context_requested = Signal(QPoint, int)  # place on the screen, where the active span begins (code points)

    def __init__(self, session: Session, pane: TextPane, appearance: Appearance) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Spans"))
        self._session = session
        self._article: int | None = None
        self._pane = pane
        self.model = SpanModel(session, pane)
        self.heading = QLabel()
        set_role(self.heading, "heading")
        self.view = _SpanTable()
        own_viewport(self.view)
        self.view.setAccessibleName(self.tr("Spans of the article"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(_SpanDelegate(self.model, session, appearance, self.view))
        self._dress()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 8, 8)
        layout.addWidget(self.heading)
        layout.addWidget(self.view, 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._reload)
        session.article_changed.connect(self._soon.start)
        session.span_changed.connect(self._soon.start)
        session.spans_changed.connect(self._soon.start)
        session.comments_changed.connect(self._soon.start)
        pane.active_changed.connect(self._show_active)
        self.view.selectionModel().currentRowChanged.connect(self._on_row)
        self.view.activated.connect(self.opened)
        self.view.clicked.connect(self.opened)
        self.view.context_requested.connect(self._on_context)
        appearance.changed.connect(self.view.viewport().update)

    def _dress(self) -> None:
        view = self.view
        set_role(view, "plain")
        view.horizontalHeader().hide()
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.fit_rows()
        view.setShowGrid(False)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setTabKeyNavigation(False)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def _reload(self) -> None:
        article = self._session.article.id if self._session.article else None
        # Of another article, the first spans come first.
        place = self.view.verticalScrollBar().value() if article == self._article else 0
        self._article = article
        self.model.reload()
        self.view.verticalScrollBar().setValue(place)
        suggested = self.model.suggested()
        told = self.tr("SPANS %1 · %2 SUGGESTED") if suggested else self.tr("SPANS %1")
        made = self.model.rowCount() - suggested
        self.heading.setText(told.replace("%1", str(made)).replace("%2", str(suggested)))
        self._show_active()

    def _show_active(self) -> None:
        row = self.model.row_of(self._pane.active)
        selection = self.view.selectionModel()
        selection.blockSignals(True)
        if row < 0:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())
        else:
            self.view.selectRow(row)
            self.view.scrollTo(self.model.index(row, 0))
        selection.blockSignals(False)
        self.view.viewport().update()

    def _on_row(self, current: QModelIndex, _previous: QModelIndex) -> None:
        span = self.model.span_at(current.row())
        if span is not None and span.id != self._pane.active:
            self.span_chosen.emit(span.id)

    def _on_context(self, place: QPoint) -> None:
        span = self.model.span_at(self.view.currentIndex().row())
        if span is not None:
            self.context_requested.emit(place, span.start)


class _SpanTable(QTableView):
    context_requested = Signal(QPoint)  # place on the screen; about the current row

    def fit_rows(self) -> None:
        """Rows are as high as a line of the present face."""
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + round(10 * scale_of(self)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit_rows()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By mouse for the row below it, which the press has made the current one; by key for the current row."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        row = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if row.isValid():
            middle = self.viewport().mapToGlobal(self.visualRect(row).center())
            self.context_requested.emit(event.globalPos() if by_mouse else middle)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_row_focus(self)


class _SpanDelegate(QStyledItemDelegate):
    def __init__(self, model: SpanModel, session: Session, appearance: Appearance, view: QTableView) -> None:
        super().__init__(view)
        self._model = model
        self._session = session
        self._appearance = appearance
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        span = self._model.span_at(index.row())
        project = self._session.project
        label = project.codebook.label(span.label) if span and project else None
        if span is None or label is None:
            return
        theme, unit = self._appearance.theme, scale_of(self._view)
        box = QRectF(option.rect).adjusted(0, 1, -2, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selected"))
            painter.drawRoundedRect(box, 6, 6)
        style = Qt.PenStyle.DashLine if span.is_open else Qt.PenStyle.SolidLine
        painter.setPen(QPen(theme.colour(label), 2.5, style))
        painter.drawLine(
            box.topLeft() + QRectF(6, 4, 0, 0).topLeft(), box.bottomLeft() + QRectF(6, -4, 0, 0).topLeft()
        )
        font, names = option.font, bool(self._model.longest)
        font.setBold(not names)
        painter.setFont(font)
        column = self._column(painter.fontMetrics(), box.width())
        sign = elided(painter.fontMetrics(), label.title, column) if names else label.key
        painter.drawText(box.adjusted(14 * unit, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, sign)
        font.setBold(False)
        painter.setFont(font)
        painter.setPen(theme.color("muted" if span.is_open else "text"))
        room = box.adjusted(14 * unit + column + 8 * unit, 0, -4, 0)
        if self._model.is_flagged(span):
            side = min(12 * unit, box.height() - 8)
            place = QRectF(room.right() - side, box.center().y() - side / 2, side, side)
            paint_flag(painter, place, theme)
            room.setRight(place.left() - 6)
        if name := whose(self._session, span):
            pen = painter.pen()
            painter.setPen(theme.color("muted"))
            name = elided(painter.fontMetrics(), name, room.width() / 3)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, name)
            room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(name) - 8)
            painter.setPen(pen)
        text = elided(painter.fontMetrics(), str(index.data()), int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    def _column(self, metrics: QFontMetrics, width: float) -> float:
        """Pixels for the keys; where labels have none, for their names, which leave room for the words."""
        return max(12 * scale_of(self._view), min(metrics.horizontalAdvance(self._model.longest), width * _NAMES))
