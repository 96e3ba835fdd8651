"""The tree of concepts: selecting, unfolding, and moving by drag or key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from annotator.core.models import Concept
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of
from annotator.ui.parts.widgets import own_viewport, paint_row_focus
from annotator.ui.parts.writing import WordsDelegate
from annotator.ui.register.concepts_model import CLAIMS, NAME, ConceptModel, Index


class ConceptView(QTreeView):
    """Shows the tree; several concepts can be selected, to be moved or merged.

    Letters go on to the search line (``typed``). Alt+Right puts what is selected below the concept above it,
    Alt+Left one level up; Ctrl+X takes it and Ctrl+V puts it below the one that the keyboard is on. F2 and Enter
    send ``edit_wanted``, Delete sends ``delete_wanted``; ``moved`` is that of the model.
    """

    typed = Signal(str)
    edit_wanted = Signal()
    delete_wanted = Signal()
    moved = Signal(list, object)
    taken = Signal(int)  # so many concepts wait to be put somewhere

    def __init__(self, model: ConceptModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._unfolded: set[str] = set()
        self._taken: list[str] = []
        own_viewport(self)
        self.setAccessibleName(self.tr("Concepts"))
        self.setModel(model)
        self.selectionModel().currentRowChanged.connect(lambda _now, _before: self.viewport().update())
        set_role(self, "plain")
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setDropIndicatorShown(True)
        self.setAutoExpandDelay(600)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        unit, header = scale_of(self), self.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(CLAIMS, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(CLAIMS, round(68 * unit))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        # Cells have less room at their sides than sections of a header.
        header.setStyleSheet(f"QHeaderView::section {{ padding: {round(4 * unit)}px {round(3 * unit)}px; }}")
        self.setIndentation(round(18 * unit))
        self.setItemDelegate(_Rows(self))
        model.moved.connect(self.moved)
        # Not by Qt's fetchMore, which a view that is being laid out calls until nothing is left.
        self.verticalScrollBar().valueChanged.connect(self._grow)
        self.expanded.connect(lambda index: self._fold(index, True))
        self.collapsed.connect(lambda index: self._fold(index, False))
        self.doubleClicked.connect(lambda _index: self.edit_wanted.emit())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_row_focus(self)

    def selected(self) -> list[Concept]:
        """The selected concepts, from top to bottom as they were selected."""
        rows = self.selectionModel().selectedRows()
        return [concept for row in rows if (concept := self._model.concept(row)) is not None]

    def current(self) -> Concept | None:
        """The concept that the keyboard is on."""
        return self._model.concept(self.currentIndex())

    def select(self, concept_ids: Sequence[str]) -> None:
        """Selects these concepts, as far as they are listed, and unfolds what they are in."""
        found = [index for id_ in concept_ids if (index := self._model.reveal(id_)).isValid()]
        self.clearSelection()
        if not found:
            return
        for index in found:
            above = index.parent()
            while above.isValid():
                self.expand(above)
                above = above.parent()
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(found[0], flags.ClearAndSelect | flags.Rows)
        for index in found[1:]:
            self.selectionModel().select(index, flags.Select | flags.Rows)
        self.scrollTo(found[0])

    def unfold_again(self) -> None:
        """Unfolds what was unfolded before the model was filled anew; all of a small tree."""
        for id_ in list(self._unfolded):
            index = self._model.index_of(id_)
            if index.isValid():
                self.expand(index)

    def _grow(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if self.isVisible() and value > 0 and value >= bar.maximum() - bar.pageStep():
            self._model.grow()

    def _fold(self, index: QModelIndex, unfolded: bool) -> None:
        concept = self._model.concept(index)
        if concept is not None:
            (self._unfolded.add if unfolded else self._unfolded.discard)(concept.id)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.AltModifier
        if alt and event.key() == Qt.Key.Key_Right:
            self.move_in()
        elif alt and event.key() == Qt.Key.Key_Left:
            self.move_out()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.take()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.put()
        elif event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        elif event.text().isprintable() and event.text().strip() and not event.modifiers() & _COMMANDS:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def move_in(self) -> None:
        """Puts what is selected below the concept that stands above it on the same level."""
        ids = [concept.id for concept in self.selected()]
        if not ids:
            return
        first = min((self._model.index_of(id_) for id_ in ids), key=lambda index: index.row())
        above = self._model.concept(first.siblingAtRow(first.row() - 1)) if first.row() else None
        if above is not None and self._model.may_move(ids, above.id):
            self._unfolded.add(above.id)
            self.moved.emit(ids, above.id)

    def move_out(self) -> None:
        """Puts what is selected one level up."""
        ids = [concept.id for concept in self.selected()]
        above = self._model.parent_of(ids[0]) if ids else None
        if above is not None:
            self.moved.emit(ids, self._model.parent_of(above))

    def take(self) -> None:
        """Remembers what is selected, to be put below another concept."""
        self._taken = [concept.id for concept in self.selected()]
        if self._taken:
            self.taken.emit(len(self._taken))

    def put(self) -> None:
        """Puts what was taken below the concept that the keyboard is on; to the top where it is on none."""
        target = self.current()
        target_id = target.id if target is not None else None
        taken = [id_ for id_ in self._taken if self._model.index_of(id_).isValid()]
        if taken and self._model.may_move(taken, target_id):
            self._taken = []
            if target_id is not None:
                self._unfolded.add(target_id)
            self.moved.emit(taken, target_id)


class _Rows(WordsDelegate):
    """Rows as high as those of the other lists."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        parent = self.parent()
        unit = scale_of(parent) if isinstance(parent, QWidget) else 1.0
        return QSize(size.width(), max(size.height(), round(28 * unit)))


_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
