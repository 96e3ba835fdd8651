"""An actor's roles, parties and organisations, one line each, with the dates they began and ended."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from annotator.core.models import Row
from annotator.core.register_rules import AFFILIATION_TYPES
from annotator.ui.parts.icons import icon
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of, theme_of


class Affiliations(QWidget):
    """Lines to be edited; ``changed`` is sent when a field is left that was altered, or a line removed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Affiliations"))
        self._lines: list[_Line] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(round(6 * scale_of(self)))
        self.add = QPushButton(self.tr("Add a role, party or organisation"))
        self.add.setAccessibleName(self.add.text())
        self.add.setAutoDefault(False)
        set_role(self.add, "quiet")
        self.add.clicked.connect(self._add)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch(1)
        self._column.addLayout(row)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Shows these affiliations."""
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = []
        for row in rows:
            self._append(row)

    def rows(self) -> tuple[Row, ...]:
        """The affiliations as they are written now, without those that have no text yet."""
        return tuple(row for line in self._lines if (row := line.row()) is not None)

    def _append(self, row: Row) -> _Line:
        line = _Line(row)
        line.changed.connect(self.changed)
        line.removed.connect(lambda: self._remove(line))
        self._column.insertWidget(len(self._lines), line)
        self._lines.append(line)
        return line

    def _add(self) -> None:
        self._append({"type": AFFILIATION_TYPES[0], "value": "", "from": None, "to": None}).value.setFocus()

    def _remove(self, line: _Line) -> None:
        had = line.row() is not None
        self._lines.remove(line)
        self.add.setFocus()
        line.hide()
        line.deleteLater()
        if had:
            self.changed.emit()


class _Line(QWidget):
    """Type, value, from, to, and a button that removes the line."""

    changed = Signal()
    removed = Signal()

    def __init__(self, row: Row) -> None:
        super().__init__()
        unit = scale_of(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(round(6 * unit))
        self._given = row
        self._type = QComboBox()
        titles = {"role": self.tr("Role"), "party": self.tr("Party"), "organisation": self.tr("Organisation")}
        for name in AFFILIATION_TYPES:
            self._type.addItem(titles[name], name)
        self._type.setCurrentIndex(max(0, self._type.findData(row.get("type"))))
        self._type.setAccessibleName(self.tr("Type"))
        self._type.setFixedWidth(round(124 * unit))
        self.value = self._field(self.tr("Role, party or organisation"), row.get("value"), self.tr("Text"))
        self._from = self._field(self.tr("From"), row.get("from"), self.tr("From"))
        self._to = self._field(self.tr("To"), row.get("to"), self.tr("To"))
        for field in (self._from, self._to):
            field.setFixedWidth(round(88 * unit))
            field.setToolTip(self.tr("A date such as 2025-03-13, 2025-03 or 2025"))
        remove = QPushButton()
        set_role(remove, "quiet")
        remove.setAutoDefault(False)
        remove.setAccessibleName(self.tr("Remove this line"))
        remove.setToolTip(self.tr("Remove this line"))
        remove.setIcon(icon("close", theme_of(self).color("muted")))
        remove.setIconSize(QSize(round(12 * unit), round(12 * unit)))
        remove.clicked.connect(self.removed)
        self._type.activated.connect(lambda _row: self.changed.emit())
        for widget, stretch in ((self._type, 0), (self.value, 1), (self._from, 0), (self._to, 0), (remove, 0)):
            layout.addWidget(widget, stretch)

    def row(self) -> Row | None:
        """What is written; None while there is no text."""
        value = " ".join(self.value.text().split())
        dates = {"from": self._from.text().strip() or None, "to": self._to.text().strip() or None}
        return {"type": self._type.currentData(), "value": value, **dates} if value else None

    def _field(self, name: str, text: object, placeholder: str) -> QLineEdit:
        field = QLineEdit(str(text or ""))
        field.setCursorPosition(0)
        field.setAccessibleName(name)
        field.setPlaceholderText(placeholder)
        field.editingFinished.connect(self.changed)
        return field
