"""The first page of a label: what it is called, its key and its colours."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from annotator.core.codebook import REGISTERS, UNITS
from annotator.core.roles import LABEL_ROLES, NO_ROLE
from annotator.ui.codebook.colours import ColourFields
from annotator.ui.codebook.draft import DraftCodebook
from annotator.ui.codebook.draft_check import Trouble
from annotator.ui.codebook.draft_items import DraftLabel
from annotator.ui.codebook.fields import Choice, Field, Line
from annotator.ui.codebook.wording import role_name, trouble_text, unit_name
from annotator.ui.parts.theme import scale_of

_NOTHING = "nothing"


class LabelForm(QWidget):
    """Edits one label of the draft; ``edited`` is sent after each change."""

    edited = Signal()

    def __init__(self, draft: DraftCodebook) -> None:
        super().__init__()
        self._draft = draft
        self._label: DraftLabel | None = None
        self.title = Line()
        self.key = Line()
        self.key.setMaxLength(1)
        face = self.key.font()
        face.setCapitalization(QFont.Capitalization.AllUppercase)
        self.key.setFont(face)
        self.name = Line()
        self.unit = Choice((unit, unit_name(unit)) for unit in UNITS)
        self.points_to = Choice(self._registers())
        self.role = Choice((role, role_name(role)) for role in (NO_ROLE, *LABEL_ROLES))
        self.colours = ColourFields(draft)
        self._fields = {
            "title": Field(self.tr("Title"), self.title),
            "key": Field(self.tr("Key"), self.key, room=True),
            "name": Field(self.tr("Name in exported data"), self.name),
            "unit": Field(self.tr("Without a selection, the key labels"), self.unit),
            "points_to": Field(self.tr("Its spans point to"), self.points_to),
            "role": Field(self.tr("Suggestions take it for"), self.role),
        }
        self._lay_out()
        self.title.typed.connect(self._set_title)
        self.name.typed.connect(self._set_name)
        self.key.typed.connect(self._set_key)
        self.unit.chosen.connect(lambda unit: self._set("unit", unit))
        self.points_to.chosen.connect(lambda to: self._set("points_to", None if to == _NOTHING else to))
        self.role.chosen.connect(lambda role: self._set("role", role))
        self.colours.edited.connect(self.edited)

    def _registers(self) -> list[tuple[str, str]]:
        names = {"actor": self.tr("an actor of the register"), "concept": self.tr("a concept")}
        return [(_NOTHING, self.tr("nothing")), *((to, names[to]) for to in REGISTERS)]

    def _lay_out(self) -> None:
        unit = scale_of(self)
        self.key.setFixedWidth(round(64 * unit))
        top = Qt.AlignmentFlag.AlignTop
        grid = QGridLayout()
        grid.setHorizontalSpacing(round(12 * unit))
        grid.setVerticalSpacing(round(10 * unit))
        grid.addWidget(self._fields["title"], 0, 0, top)
        grid.addWidget(self._fields["key"], 0, 1, top)
        grid.addWidget(self._fields["name"], 1, 0, top)
        grid.addWidget(self._fields["unit"], 1, 1, top)
        grid.addWidget(self._fields["points_to"], 2, 0, top)
        grid.addWidget(self._fields["role"], 2, 1, top)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, round(12 * unit), 0, 0)
        column.setSpacing(round(12 * unit))
        column.addLayout(grid)
        column.addWidget(self.colours)
        column.addStretch(1)

    def show_label(self, label: DraftLabel) -> None:
        """Shows another label, or the same anew."""
        self._label = label
        self.title.show_text(label.title)
        self.name.show_text(label.name)
        self._show_key(label.key)
        self.unit.show_value(label.unit)
        self.points_to.show_value(label.points_to or _NOTHING)
        self._show_role()
        self.colours.show_label(label)

    def show_troubles(self, troubles: Sequence[Trouble]) -> None:
        """Says at each field what is wrong with it."""
        own = {t.field: t for t in reversed(troubles) if t.item is self._label}
        for name, field in self._fields.items():
            trouble = own.get(name)
            field.say(trouble_text(trouble) if trouble else "", trouble is None or trouble.refuses)
        self.colours.show_troubles(own)

    def focus_field(self, name: str) -> None:
        """Puts the keyboard into a field."""
        (self._fields.get(name) or self.colours.field(name)).control.setFocus()

    def _set_title(self, title: str) -> None:
        if self._label is not None:
            self._draft.retitle_label(self._label, title)
            self.name.show_text(self._label.name)
            self._show_key(self._label.key)
            self._show_role()
            self.edited.emit()

    def _set_name(self, name: str) -> None:
        self._set("name", name.strip())
        self._show_role()

    def _set_key(self, key: str) -> None:
        self._set("key", key.strip().upper())

    def _show_key(self, key: str) -> None:
        # What was typed small stays, so that it can be undone; it looks large all the same.
        if self.key.text().strip().upper() != key:
            self.key.show_text(key)

    def _show_role(self) -> None:
        """What is chosen, or what the name tells."""
        if self._label is not None:
            self.role.show_value(self._draft.role_of(self._label))

    def _set(self, field: str, value: object) -> None:
        if self._label is not None and getattr(self._label, field) != value:
            setattr(self._label, field, value)
            self.edited.emit()
