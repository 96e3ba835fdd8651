"""Names side by side, each with a way to remove it, and a line to add one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from annotator.ui.parts.flow import FlowLayout
from annotator.ui.parts.theme import scale_of
from annotator.ui.parts.widgets import Chip


class NameChips(QWidget):
    """The aliases of an actor. A click or Del on one removes it; Enter in the line adds what is written there."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._names: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(6 * scale_of(self)))
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, spacing=round(6 * scale_of(self)))
        self.line = _AddLine(self)
        self.line.setPlaceholderText(self.tr("Add a name and press Enter"))
        self.line.setAccessibleName(self.tr("Add a name"))
        self.line.wanted.connect(self._add)
        column.addWidget(self._chips)
        column.addWidget(self.line)

    def names(self) -> tuple[str, ...]:
        """The names as they are shown now."""
        return tuple(self._names)

    def show_names(self, names: Sequence[str]) -> None:
        """Shows these names, and nothing in the line."""
        self.line.clear()
        self._names = list(names)
        self._rebuild()

    def finish(self) -> None:
        """Takes over what was written and not added yet."""
        if self.line.text().strip():
            self._add()

    def _rebuild(self) -> None:
        while self._flow.count():
            item = self._flow.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        before: QWidget = self.line
        for name in self._names:
            chip = _NameChip(name)
            chip.removed.connect(self._remove)
            self._flow.addWidget(chip)
            self.setTabOrder(before, chip)
            before = chip
        self._chips.setVisible(bool(self._names))
        self.updateGeometry()

    def _add(self) -> None:
        name = " ".join(self.line.text().split())
        self.line.clear()
        if name and name not in self._names:
            self._names.append(name)
            self._rebuild()
            self.changed.emit()

    def _remove(self, name: str) -> None:
        if name in self._names:
            self._names.remove(name)
            self._rebuild()
            self.line.setFocus()
            self.changed.emit()


class _NameChip(Chip):
    """One name; a click or Del removes it."""

    removed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._name = name
        self.setText(f"{self.text()}  ×")
        self.setToolTip(self.tr("Remove this name"))
        self.setAccessibleDescription(self.tr("Remove this name"))
        self.clicked.connect(lambda: self.removed.emit(self._name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(self._name)
        else:
            super().keyPressEvent(event)


class _AddLine(QLineEdit):
    """Adds by Enter, and when it is left."""

    wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Not returnPressed alone: the dialog around it would take Enter for itself.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self.text().strip():
            self.wanted.emit()
        super().focusOutEvent(event)
