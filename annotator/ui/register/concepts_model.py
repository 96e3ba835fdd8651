"""The concepts as a tree, or, while one searches, as a list of what fits and of what is worded alike."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QLocale,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from annotator.core.models import Concept
from annotator.core.names import fold
from annotator.ui.register.index import RegisterIndex

Index = QModelIndex | QPersistentModelIndex
NAME, CLAIMS = range(2)
_MIME = "application/x-annotator-concepts"
_FOUND = 50  # shown of a search
_PAGE = 500  # of the topmost are shown before one scrolls on: a view looks at all its rows each time (4 µs)
_ALIKE = 20.0  # of 100, from which on a wording is shown as similar


class ConceptModel(QAbstractItemModel):
    """Rows are concepts, children those below them, both in the order of names. Empty until the first refresh.

    ``moved`` carries the ids that were dropped, and the id of the one that they were dropped on, None for the top.
    """

    moved = Signal(list, object)

    def __init__(self, index: RegisterIndex, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._index = index
        self._typed = ""
        self._numbers: dict[str, int] = {}  # by id: a model index holds a number
        self._ids: list[str] = []
        self._below: dict[str | None, list[str]] = {None: []}
        self._rows: dict[str, int] = {}
        self._topmost = _PAGE
        self._sort_keys: dict[str, str] = {}

    # What is shown

    def refresh(self) -> None:
        """Shows the concepts as they are now."""
        self.beginResetModel()
        self._fill()
        self.endResetModel()

    def search(self, typed: str) -> None:
        """Shows what fits what is typed, best first, and then what is worded alike; "" shows the tree."""
        if typed != self._typed:
            self.beginResetModel()
            self._typed = typed
            self._fill()
            self.endResetModel()

    @property
    def is_search(self) -> bool:
        return bool(self._typed)

    def _fill(self) -> None:
        shelf = self._index.concepts
        below: dict[str | None, list[str]] = {None: []}
        if self._typed:
            found = [hit.entry.id for hit in shelf.index.search(self._typed, limit=_FOUND)]
            alike = [hit.id for hit in shelf.wording.similar(self._typed, _FOUND) if hit.score >= _ALIKE]
            below[None] = [id_ for id_ in dict.fromkeys((*found, *alike)) if id_ in shelf.values]
        else:
            for concept in shelf.values.values():
                parent = concept.parent if concept.parent in shelf.values else None
                below.setdefault(parent, []).append(concept.id)
            for ids in below.values():
                ids.sort(key=self._sort_key)
        self._below = below
        self._rows = {id_: row for ids in below.values() for row, id_ in enumerate(ids)}
        for id_ in self._rows:
            if id_ not in self._numbers:
                self._numbers[id_] = len(self._ids)
                self._ids.append(id_)

    def _sort_key(self, id_: str) -> tuple[str, str]:
        name = self._index.concepts.values[id_].name
        if name not in self._sort_keys:
            self._sort_keys[name] = fold(name)
        return self._sort_keys[name], id_

    def concept(self, index: Index) -> Concept | None:
        """The concept in a row; None for no row."""
        return self._index.concepts.values.get(self._ids[index.internalId()]) if index.isValid() else None

    def index_of(self, concept_id: str, column: int = NAME) -> QModelIndex:
        """The row of a concept; an invalid index where it isn't shown."""
        row = self._rows.get(concept_id)
        if row is None or row >= self._count(self.parent_of(concept_id)):
            return QModelIndex()
        return self.createIndex(row, column, self._numbers[concept_id])

    def reveal(self, concept_id: str) -> QModelIndex:
        """The row of a concept, with the pages before it; an invalid index if it isn't listed."""
        top = concept_id
        while (above := self.parent_of(top)) is not None:
            top = above
        while top in self._rows and self._rows[top] >= self._count(None):
            self.grow()
        return self.index_of(concept_id)

    def grow(self) -> None:
        """Shows a page more of the topmost concepts, if there are more."""
        count, every = self._count(None), len(self._below[None])
        if count < every:
            more = min(count + _PAGE, every)
            self.beginInsertRows(QModelIndex(), count, more - 1)
            self._topmost = more
            self.endInsertRows()

    def _count(self, concept_id: str | None) -> int:
        every = len(self._below.get(concept_id, ()))
        return every if concept_id is not None else min(every, self._topmost)

    def below(self, concept_id: str | None) -> Sequence[str]:
        """The ids of the concepts right below one, None for the topmost, in the order they are shown in."""
        return self._below.get(concept_id, ())

    def parent_of(self, concept_id: str) -> str | None:
        """The concept above one, as it is shown."""
        concept = self._index.concepts.values.get(concept_id)
        parent = concept.parent if concept is not None and not self._typed else None
        return parent if parent in self._rows else None

    def may_move(self, ids: Iterable[str], target: str | None) -> bool:
        """Whether these concepts can be put below the target (None: to the top)."""
        above = set()
        while target is not None and target not in above:
            above.add(target)
            target = self.parent_of(target)
        return not above & set(ids)

    # Qt's questions

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        ids = self._below.get(self._id(parent), ())
        if not (0 <= row < len(ids) and 0 <= column <= CLAIMS):
            return QModelIndex()
        return self.createIndex(row, column, self._numbers[ids[row]])

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008, N802
        return parent.column() <= NAME and self._id(parent) in self._below

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        id_ = self._id(index)
        above = self.parent_of(id_) if id_ is not None else None
        return QModelIndex() if above is None else self.index_of(above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() and parent.column() != NAME else self._count(self._id(parent))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return CLAIMS + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Concept"), self.tr("Claims"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section == CLAIMS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        concept = self.concept(index)
        if concept is None:
            return None
        uses = self._index.concepts.uses(concept.id)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return concept.name if index.column() == NAME else QLocale().toString(uses)
            case Qt.ItemDataRole.ToolTipRole if index.column() == NAME:
                return "\n".join((*self._index.path(concept.id), concept.name))
            case Qt.ItemDataRole.TextAlignmentRole if index.column() == CLAIMS:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.AccessibleTextRole if index.column() == NAME:
                claims = self.tr("1 claim") if uses == 1 else self.tr("%Ln claims", "", uses)
                return f"{concept.name}, {claims}"
        return None

    def _id(self, index: Index) -> str | None:
        return self._ids[index.internalId()] if index.isValid() else None

    # Dragging

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return _BRANCH if self._ids[index.internalId()] in self._below else _LEAF

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:  # noqa: N802
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        ids = dict.fromkeys(id_ for index in indexes if (id_ := self._id(index)) is not None)
        data.setData(_MIME, json.dumps(list(ids)).encode())
        return data

    def canDropMimeData(  # noqa: N802
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        ids = _dragged(data)
        return bool(ids) and not self._typed and self.may_move(ids, self._id(parent))

    def dropMimeData(  # noqa: N802
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if self.canDropMimeData(data, action, row, column, parent):
            self.moved.emit(_dragged(data), self._id(parent))
        # The rows move when the project says so, not by the view.
        return False


# Made once: the view asks for the flags of every row, and putting them together takes 10 µs.
_BRANCH = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemIsDropEnabled
)
_LEAF = _BRANCH | Qt.ItemFlag.ItemNeverHasChildren


def _dragged(data: QMimeData) -> list[str]:
    return list(json.loads(bytes(data.data(_MIME).data()))) if data.hasFormat(_MIME) else []
