"""An actor's roles, parties and organisations, one line each, with the dates they began and ended."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from annotator.core.errors import UserError
from annotator.core.models import Row
from annotator.core.register_rules import AFFILIATION_TYPES, checked_affiliation
from annotator.ui.parts.icons import icon
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of, theme_of
from annotator.ui.register.wrong import mark

_TAB = Qt.FocusPolicy.TabFocus


class Affiliations(QWidget):
    """Lines to be edited; ``changed`` is sent when a field is left that was altered, or a line removed.

    A field that can't be so is marked, and counts as it was before; all others are taken as they are written.
    """

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

    def complaint(self) -> str:
        """What is wrong with the first field that is, in a sentence; "" if none is. Marks those that are."""
        return next((sentence for sentence in [line.complaint() for line in self._lines] if sentence), "")

    def keep(self) -> None:
        """What is written is what the register has now."""
        for line in self._lines:
            line.keep()

    def _append(self, row: Row) -> _Line:
        line = _Line(row)
        line.changed.connect(self.changed)
        line.removed.connect(lambda: self._remove(line))
        self._column.insertWidget(len(self._lines), line)
        before = self.add.previousInFocusChain()
        while before is not None and before is not self.add and not before.focusPolicy() & _TAB:
            before = before.previousInFocusChain()  # Qt puts nothing behind what can't have the keyboard
        for field in line.fields:
            if before is not None:
                self.setTabOrder(before, field)
            before = field
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
    """Type, value and a button that removes them; below, from and to. ``fields`` are they, as Tab goes."""

    changed = Signal()
    removed = Signal()

    def __init__(self, given: Row) -> None:
        super().__init__()
        unit = scale_of(self)
        self._given = given
        self._type = QComboBox()
        titles = {"role": self.tr("Role"), "party": self.tr("Party"), "organisation": self.tr("Organisation")}
        for name in AFFILIATION_TYPES:
            self._type.addItem(titles[name], name)
        self._type.setCurrentIndex(max(0, self._type.findData(given.get("type"))))
        self._type.setAccessibleName(self.tr("Type"))
        self._type.setFixedWidth(round(126 * unit))
        self.value = self._field(self.tr("Role, party or organisation"), given.get("value"), self.tr("What"))
        self._from = self._field(self.tr("From"), given.get("from"), self.tr("From"))
        self._to = self._field(self.tr("To"), given.get("to"), self.tr("To"))
        for field in (self._from, self._to):
            field.setFixedWidth(round(106 * unit))
        remove = QPushButton()
        set_role(remove, "quiet")
        remove.setAutoDefault(False)
        remove.setAccessibleName(self.tr("Remove this line"))
        remove.setToolTip(self.tr("Remove this line"))
        remove.setIcon(icon("close", theme_of(self).color("muted")))
        remove.setIconSize(QSize(round(12 * unit), round(12 * unit)))
        remove.clicked.connect(self.removed)
        self._type.activated.connect(lambda _row: self.changed.emit())
        self.fields: tuple[QWidget, ...] = (self._type, self.value, self._from, self._to, remove)
        hint = QLabel(self.tr("such as 2025-03 or 2025-03-13"))
        set_role(hint, "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(4 * unit))
        for widgets, stretched in (
            ((self._type, self.value, remove), self.value),
            ((self._from, self._to, hint), hint),
        ):
            row = QHBoxLayout()
            row.setSpacing(round(6 * unit))
            for widget in widgets:
                row.addWidget(widget, int(widget is stretched))
            column.addLayout(row)

    def row(self) -> Row | None:
        """What is written, with what was there before in place of what can't be; None while there is no text."""
        return self._taken()[0]

    def complaint(self) -> str:
        """What is wrong, in a sentence, beside marking where; "" if nothing is."""
        _, wrong = self._taken()
        mark(self.value, wrong.get("value", ""))
        for field, name in ((self._from, "from"), (self._to, "to")):
            mark(field, wrong.get(name, ""), self.tr("A date such as 2025-03-13, 2025-03 or 2025"))
        return next(iter(wrong.values()), "")

    def keep(self) -> None:
        """What can be taken of what is written is what was there before from now on."""
        self._given = self._taken()[0] or self._given

    def _taken(self) -> tuple[Row | None, dict[str, str]]:
        """The row as it can be taken, and what is wrong with the fields that it does not take, by name."""
        written = {
            "value": " ".join(self.value.text().split()),
            "from": self._from.text().strip() or None,
            "to": self._to.text().strip() or None,
        }
        if not written["value"] and not written["from"] and not written["to"]:
            return None, {}
        if not written["value"]:
            # Who empties the text and leaves the dates has not said that the line is to go.
            given = self._given if self._given.get("value") else None
            return given, {"value": self.tr("An affiliation with dates needs a text.")}
        base = {"type": self._type.currentData(), "value": written["value"]}
        complaint = ""
        for kept in ((), ("to",), ("from",), ("from", "to")):
            dates = {name: (self._given if name in kept else written).get(name) for name in ("from", "to")}
            try:
                row = checked_affiliation({**base, **dates})
            except UserError as error:
                complaint = complaint or str(error)
            else:
                return row, {name: self._why(base, name, written[name], complaint) for name in kept}
        return None, {"value": complaint}

    @staticmethod
    def _why(base: Row, name: str, text: str | None, complaint: str) -> str:
        """What is wrong with one date by itself, if anything is; else with both together."""
        try:
            checked_affiliation({**base, name: text})
        except UserError as error:
            return str(error)
        return complaint

    def _field(self, name: str, text: object, placeholder: str) -> QLineEdit:
        field = QLineEdit(str(text or ""))
        field.setCursorPosition(0)
        field.setAccessibleName(name)
        field.setPlaceholderText(placeholder)
        field.editingFinished.connect(self.changed)
        return field
