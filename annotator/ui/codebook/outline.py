"""The left side of the codebook's editor: the codebook, its labels and its relations, in their order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from annotator.ui.codebook.draft import DraftCodebook
from annotator.ui.codebook.draft_check import Item, Trouble
from annotator.ui.codebook.draft_items import DraftLabel, DraftRelation
from annotator.ui.codebook.item_list import ItemList, Row, button_row
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.swatch import swatch
from annotator.ui.parts.theme import Appearance, scale_of

_WIDTH = 216  # px of the look


class Outline(QWidget):
    """``chosen`` carries the item that is to be shown; ``edited`` is sent after each change made here."""

    chosen = Signal(object)
    edited = Signal()
    added = Signal()
    removed = Signal(object, object)  # the item, and what puts it back when called

    def __init__(self, draft: DraftCodebook, appearance: Appearance) -> None:
        super().__init__()
        self._draft = draft
        self._appearance = appearance
        self._item: Item = draft
        self._troubles: Sequence[Trouble] = ()
        self.book = ItemList(self.tr("Codebook"), movable=False)
        self.labels = ItemList(self.tr("Labels"))
        self.relations = ItemList(self.tr("Relations"))
        label_buttons, (self.add_label_button, self._duplicate, self._remove_label) = button_row(
            self,
            (self.tr("Add"), self.tr("Add a label"), self.add_label),
            (self.tr("Duplicate"), self.tr("Duplicate the label"), self.duplicate_label),
            (self.tr("Remove"), self.tr("Remove the label"), self.remove_label),
        )
        relation_buttons, (self.add_relation_button, self._remove_relation) = button_row(
            self,
            (self.tr("Add"), self.tr("Add a relation"), self.add_relation),
            (self.tr("Remove"), self.tr("Remove the relation"), self.remove_relation),
        )
        self._lay_out(label_buttons, relation_buttons)
        self._connect()
        appearance.changed.connect(self._show_rows)

    def _lay_out(self, label_buttons: QHBoxLayout, relation_buttons: QHBoxLayout) -> None:
        unit = scale_of(self)
        self.setFixedWidth(round(_WIDTH * unit))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(4 * unit))
        self.book.setFixedHeight(round(34 * unit))
        column.addWidget(self.book)
        column.addSpacing(round(6 * unit))
        for title, view, stretch, buttons in (
            (self.tr("Labels"), self.labels, 3, label_buttons),
            (self.tr("Relations"), self.relations, 2, relation_buttons),
        ):
            heading = QLabel(title)
            set_role(heading, "heading")
            column.addWidget(heading)
            column.addWidget(view, stretch)
            column.addLayout(buttons)
            column.addSpacing(round(4 * unit))

    def _connect(self) -> None:
        self.book.row_chosen.connect(lambda _: self.choose(self._draft))
        self.labels.row_chosen.connect(lambda row: self.choose(self._draft.labels[row]))
        self.relations.row_chosen.connect(lambda row: self.choose(self._draft.relations[row]))
        self.labels.row_moved.connect(lambda row, to: self._move(self._draft.labels, row, to))
        self.relations.row_moved.connect(lambda row, to: self._move(self._draft.relations, row, to))
        self.labels.add_wanted.connect(self.add_label)
        self.relations.add_wanted.connect(self.add_relation)
        self.labels.remove_wanted.connect(self.remove_label)
        self.relations.remove_wanted.connect(self.remove_relation)

    def choose(self, item: Item) -> None:
        """Marks an item as chosen, and tells of it."""
        self._item = item
        self._show_rows()
        self.chosen.emit(item)

    def show_troubles(self, troubles: Sequence[Trouble]) -> None:
        """Shows the lists anew, with what has to be mended marked."""
        self._troubles = troubles
        self._show_rows()

    def add_label(self) -> None:
        """Adds a label at the end, where it leaves the digits of the others as they are, to be titled at once."""
        self._add(self._draft.add_label(self.tr("New label")))

    def duplicate_label(self) -> None:
        """Adds a copy of the chosen label."""
        if isinstance(self._item, DraftLabel):
            title = self.tr("%1 copy").replace("%1", self._item.shown)
            self._add(self._draft.duplicate_label(self._item, title))

    def add_relation(self) -> None:
        """Adds a relation, to be titled at once."""
        self._add(self._draft.add_relation(self.tr("New relation")))

    def _add(self, item: Item) -> None:
        self.choose(item)
        self.edited.emit()
        self.added.emit()

    def remove_label(self) -> None:
        """Removes the chosen label; what becomes of its spans is asked when the codebook is saved."""
        if isinstance(self._item, DraftLabel):
            item, put_back = self._item, self._draft.keep()
            place = self._draft.labels.index(item)
            self._draft.remove_label(item)
            self._after_removal(self._draft.labels, place)
            self.removed.emit(item, put_back)

    def remove_relation(self) -> None:
        """Removes the chosen relation."""
        if isinstance(self._item, DraftRelation):
            item, put_back = self._item, self._draft.keep()
            place = self._draft.relations.index(item)
            self._draft.relations.remove(item)
            self._after_removal(self._draft.relations, place)
            self.removed.emit(item, put_back)

    def _after_removal(self, items: Sequence[Item], place: int) -> None:
        self.choose(items[min(place, len(items) - 1)] if items else self._draft)
        self.edited.emit()

    def _move(self, items: list[DraftLabel] | list[DraftRelation], row: int, to: int) -> None:
        items.insert(to, items.pop(row))  # type: ignore[arg-type]
        self.choose(items[to])
        self.edited.emit()

    def _show_rows(self) -> None:
        draft, item, theme = self._draft, self._item, self._appearance.theme
        wrong = {id(t.label or t.item) for t in self._troubles if t.refuses}
        title = draft.title.strip() or draft.name
        self.book.show_rows([Row(title, wrong=id(draft) in wrong)], 0 if item is draft else -1)
        labels, relations = draft.labels, draft.relations
        self.labels.show_rows(
            [Row(_with_key(label), swatch(label.frozen(), theme), id(label) in wrong) for label in labels],
            labels.index(item) if isinstance(item, DraftLabel) else -1,
        )
        self.relations.show_rows(
            [Row(relation.shown, wrong=id(relation) in wrong) for relation in relations],
            relations.index(item) if isinstance(item, DraftRelation) else -1,
        )
        for button in (self._duplicate, self._remove_label):
            button.setEnabled(isinstance(item, DraftLabel))
        self._remove_relation.setEnabled(isinstance(item, DraftRelation))


def _with_key(label: DraftLabel) -> str:
    return f"{label.shown} · {label.key}" if label.key else label.shown
