"""The rows of the register of actors: all by name, kind or mentions, or those that a search finds, ranked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from annotator.core.models import Actor
from annotator.core.names import fold
from annotator.ui.parts.theme import scale_of
from annotator.ui.register.candidates import role_of
from annotator.ui.register.index import RegisterIndex
from annotator.ui.register.tables import Index, PlainTable, RowModel

NAME, KIND, ROLE, USES = range(4)
_DOT = 9  # pixels
_MEASURED = 200  # actors whose roles tell how wide their column is
_NAME_LEAST, _ROLE_LEAST = 130, 60  # pixels at scale 1
_FOUND = 500  # entries that a search lists at most


class ActorModel(RowModel):
    """Ids in an array; what a row shows is looked up in the index when it is painted."""

    def __init__(self, index: RegisterIndex, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._index = index
        self._titles = (self.tr("Name"), self.tr("Kind"), self.tr("Role"), self.tr("Mentions"))
        self._rows: list[str] = []
        self._typed = ""
        self._column, self._descending = NAME, False

    @property
    def typed(self) -> str:
        """What is sought; "" shows all."""
        return self._typed

    def search(self, typed: str) -> None:
        """Shows what is found, the best first; all for a blank text."""
        self._typed = " ".join(typed.split())
        self.refresh()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Orders all entries by a column; what a search finds keeps its ranking."""
        self._column, self._descending = column, order == Qt.SortOrder.DescendingOrder
        self.refresh()

    def refresh(self) -> None:
        """Looks up anew which entries there are."""
        shelf = self._index.actors
        self.beginResetModel()
        if self._typed:
            self._rows = [hit.entry.id for hit in shelf.index.search(self._typed, (), _FOUND)]
        else:
            actors = shelf.values.values()
            ordered = sorted(actors, key=lambda actor: fold(actor.name))
            if self._column == KIND:
                ordered.sort(key=lambda actor: actor.kind or "")
            elif self._column == ROLE:
                ordered.sort(key=role_of)
            elif self._column == USES:
                ordered.sort(key=lambda actor: shelf.uses(actor.id))
            if self._descending:
                ordered.reverse()
            self._rows = [actor.id for actor in ordered]
        self.endResetModel()

    def longest_role(self) -> str:
        """The longest role of the first actors listed."""
        actors = self._index.actors.values
        first = (actors[id_] for id_ in self._rows[:_MEASURED] if id_ in actors)
        return max(map(role_of, first), key=len, default="")

    def recounted(self) -> None:
        """Shows the numbers of mentions anew."""
        if self._rows:
            self.dataChanged.emit(self.index(0, USES), self.index(len(self._rows) - 1, USES))

    def actor(self, row: int) -> Actor | None:
        """The actor in a row; None if there is no such row, or the actor is gone."""
        return self._index.actors.values.get(self._rows[row]) if 0 <= row < len(self._rows) else None

    def row_of(self, actor_id: str) -> int | None:
        """The row of an actor; None if it is not listed."""
        return self._rows.index(actor_id) if actor_id in self._rows else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        actor = self.actor(index.row())
        if actor is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(actor, index.column())
            case Qt.ItemDataRole.ToolTipRole if index.column() == NAME:
                return "\n".join((actor.name, *actor.aliases))
            case Qt.ItemDataRole.TextAlignmentRole if index.column() == USES:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.DecorationRole if index.column() == NAME:
                return dot(actor.colour, _DOT) if actor.colour else None
            case Qt.ItemDataRole.AccessibleTextRole:
                texts = (self._text(actor, column) for column in range(4))
                return ", ".join(text for text in texts if text) if index.column() == NAME else None
        return None

    def _text(self, actor: Actor, column: int) -> str:
        match column:
            case 0:
                return actor.name
            case 1:
                return actor.kind or ""
            case 2:
                return role_of(actor)
        return QLocale().toString(self._index.actors.uses(actor.id))


class ActorView(PlainTable):
    """The table of actors; several can be selected, to be merged. Letters go on to the search line."""

    typed = Signal(str)

    def __init__(self, model: ActorModel, parent: QWidget | None = None) -> None:
        super().__init__(model, 28, parent)
        self._model = model
        self._role_width = 0  # that the person has given the roles
        self._sharing = False
        self.setAccessibleName(self.tr("Actors"))
        self.setWordWrap(False)
        unit, header = scale_of(self), self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in ((KIND, 88), (USES, 72)):
            header.resizeSection(column, round(width * unit))
        header.sectionResized.connect(self._on_resized)
        model.modelReset.connect(self._share_out)
        header.setSortIndicator(NAME, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self._align_header()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _on_resized(self, column: int, _before: int, width: int) -> None:
        """A column of roles that the person has drawn wider or narrower stays so."""
        if column == ROLE and not self._sharing:
            self._role_width = width

    def _share_out(self) -> None:
        """Gives roles what they need, but names twice as much at least; none are shown where names lack room."""
        unit, header = scale_of(self), self.horizontalHeader()
        room = self.viewport().width() - header.sectionSize(KIND) - header.sectionSize(USES)
        longest = self._model.longest_role()
        needed = self.fontMetrics().horizontalAdvance(longest) + round(14 * unit)
        width = self._role_width or min(max(needed, round(_ROLE_LEAST * unit)), room // 3)
        self._sharing = True
        self.setColumnHidden(ROLE, not longest or room - width < round(_NAME_LEAST * unit))
        if not self.isColumnHidden(ROLE):
            header.resizeSection(ROLE, width)
        self._sharing = False

    def selected(self) -> list[Actor]:
        """The selected actors, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [actor for row in rows if (actor := self._model.actor(row)) is not None]

    def select(self, actor_ids: Sequence[str]) -> None:
        """Selects these actors, as far as they are listed, and goes to the first."""
        rows = [row for id_ in actor_ids if (row := self._model.row_of(id_)) is not None]
        self.clearSelection()
        if not rows:
            return
        self.setCurrentIndex(self._model.index(rows[0], NAME))
        selection = self.selectionModel()
        flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
        for row in rows:
            selection.select(self._model.index(row, NAME), flags)
        self.scrollTo(self._model.index(rows[0], NAME))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isprintable() and event.text().strip() and not event.modifiers():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)


def dot(colour: str, side: int) -> QPixmap:
    """A filled disc in a colour, ``side`` pixels wide, crisp on dense screens."""
    pixmap = QPixmap(2 * side, 2 * side)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(0, 0, side, side)
    painter.end()
    return pixmap
