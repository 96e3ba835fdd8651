"""A list whose rows can be put into another order, by drag and by key, and its buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from annotator.ui.actions.key_text import with_keys
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of

_ROW = 28
_STEPS: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True)
class Row:
    """One row: its text, its picture, and whether something in it has to be mended."""

    text: str
    icon: QIcon | None = None
    wrong: bool = False


class ItemList(QListWidget):
    """Alt+Up and Alt+Down move the row, Insert adds one, Delete removes it; F2 names it where that is offered.

    The list shows what it is told by ``show_rows``; what the person wants is told by signals.
    """

    row_chosen = Signal(int)
    row_moved = Signal(int, int)  # from, to
    row_named = Signal(int, str)
    naming_ended = Signal(int, bool)  # the row, and whether by Enter
    add_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, name: str, movable: bool = True, editable: bool = False) -> None:
        super().__init__()
        self._name = name
        self._editable = editable
        self._filling = False
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(QSize(round(16 * scale_of(self)), round(12 * scale_of(self))))
        if movable:
            self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
            self.model().rowsMoved.connect(self._on_moved)
            self.setToolTip(with_keys(self.tr("Alt+↑ and Alt+↓ change the order; Ins adds, Del removes.")))
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed if editable else triggers.NoEditTriggers
        )
        self.currentRowChanged.connect(self._on_current)
        self.itemChanged.connect(self._on_changed)

    def show_rows(self, rows: Sequence[Row], current: int = -1) -> None:
        """Shows these rows with one chosen, none by -1; nothing is told of it."""
        self._filling = True
        while self.count() > len(rows):
            self.takeItem(self.count() - 1)
        while self.count() < len(rows):
            self.addItem(QListWidgetItem())
        for number, row in enumerate(rows):
            self._fill(self.item(number), row)
        self.setCurrentRow(current)
        if current < 0:
            self.clearSelection()
        self._filling = False

    def _fill(self, item: QListWidgetItem, row: Row) -> None:
        text = row.text if self._editable else f"{row.text}  ⚠" if row.wrong else row.text
        if item.text() != text:
            item.setText(text)
        item.setIcon(row.icon or QIcon())
        item.setSizeHint(QSize(0, round(_ROW * scale_of(self))))
        words = self.tr("%1, to be mended").replace("%1", row.text) if row.wrong else row.text
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        flags = item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled
        item.setFlags(flags | Qt.ItemFlag.ItemIsEditable if self._editable else flags)

    def edit_current(self) -> None:
        """Begins to type the name of the chosen row."""
        item = self.currentItem()
        if item is not None:
            self.editItem(item)

    def finish_naming(self) -> None:
        """Takes over the name that is being typed, whoever has the keyboard."""
        editor = self.indexWidget(self.currentIndex())
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(event.key(), 0)
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if step and plain == Qt.KeyboardModifier.AltModifier:
            row = self.currentRow()
            if row >= 0 and 0 <= row + step < self.count():
                self.row_moved.emit(row, row + step)
        elif event.key() == Qt.Key.Key_Insert and not plain:
            self.add_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete and not plain:
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:  # noqa: N802
        super().closeEditor(editor, hint)
        hints = QAbstractItemDelegate.EndEditHint
        if hint in (hints.SubmitModelCache, hints.RevertModelCache):
            self.naming_ended.emit(self.currentRow(), hint == hints.SubmitModelCache)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Takes the keyboard; unlike Qt's own, without choosing the first row where none is."""
        row, filling = self.currentRow(), self._filling
        self._filling = True
        super().focusInEvent(event)
        if row < 0:
            self.setCurrentRow(-1)
        self._filling = filling

    def sizeHint(self) -> QSize:
        return QSize(round(160 * scale_of(self)), round((4 * _ROW + 6) * scale_of(self)))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(80 * scale_of(self)), round((2 * _ROW + 6) * scale_of(self)))

    def _on_current(self, row: int) -> None:
        if not self._filling and row >= 0:
            self.row_chosen.emit(row)

    def _on_changed(self, item: QListWidgetItem) -> None:
        if not self._filling:
            self.row_named.emit(self.row(item), item.text())

    def _on_moved(self, _parent: QModelIndex, start: int, _end: int, _to: QModelIndex, row: int) -> None:
        if not self._filling:
            self.row_moved.emit(start, row - 1 if row > start else row)


def button_row(
    parent: QWidget, *buttons: tuple[str, str, Callable[[], object]]
) -> tuple[QHBoxLayout, list[QPushButton]]:
    """Small buttons beside each other: what each shows, what it is called in full, and what it does."""
    row = QHBoxLayout()
    row.setSpacing(round(2 * scale_of(parent)))
    made = []
    for text, name, clicked in buttons:
        button = QPushButton(text)
        set_role(button, "quiet")
        button.setAutoDefault(False)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(lambda _=False, clicked=clicked: clicked())
        row.addWidget(button)
        made.append(button)
    row.addStretch(1)
    return row, made
