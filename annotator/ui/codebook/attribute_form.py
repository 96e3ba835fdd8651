"""The second page of a label: its attributes, one of them with all that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from annotator.core.codebook import ATTRIBUTE_TYPES
from annotator.ui.codebook.default_field import DefaultField
from annotator.ui.codebook.draft_check import Trouble
from annotator.ui.codebook.draft_items import DraftAttribute, DraftLabel, DraftValue, free_name
from annotator.ui.codebook.fields import Choice, Field, Line
from annotator.ui.codebook.item_list import ItemList, Row, button_row
from annotator.ui.codebook.wording import trouble_text, type_name
from annotator.ui.parts.dialog_parts import Scrolled
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of

_LIST = 176  # px of the look
LEAST = 150  # of a page of fields: on a smaller screen it is scrolled sideways


class AttributePage(QWidget):
    """The attributes of a label: a list, and the form of the chosen one; ``edited`` is sent after each change.

    ``removed`` carries the label, the attribute that it has no more, and the place where that was.
    """

    edited = Signal()
    removed = Signal(object, object, int)

    def __init__(self) -> None:
        super().__init__()
        self._label: DraftLabel | None = None
        self._troubles: Sequence[Trouble] = ()
        self.list = ItemList(self.tr("Attributes of the label"))
        self.form = AttributeForm()
        self._none = QLabel(self.tr("This label has no attributes. Add one to say more of each span."))
        self._none.setWordWrap(True)
        set_role(self._none, "muted")
        unit = scale_of(self)
        left = QVBoxLayout()
        left.setSpacing(round(4 * unit))
        buttons, (self.add_button, self._remove) = button_row(
            self,
            (self.tr("Add"), self.tr("Add an attribute"), self.add),
            (self.tr("Remove"), self.tr("Remove the attribute"), self.remove),
        )
        self.list.setFixedWidth(round(_LIST * unit))
        left.addWidget(self.list, 1)
        left.addLayout(buttons)
        right = QVBoxLayout()
        self._scrolled = Scrolled(self.form, least=LEAST)
        right.addWidget(self._scrolled, 1)
        right.addWidget(self._none)
        right.addStretch(0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, round(12 * unit), 0, 0)
        row.setSpacing(round(16 * unit))
        row.addLayout(left)
        row.addLayout(right, 1)
        self.list.row_chosen.connect(self._show_attribute)
        self.list.row_moved.connect(self._move)
        self.list.add_wanted.connect(self.add)
        self.list.remove_wanted.connect(self.remove)
        self.form.edited.connect(self._on_edited)

    def show_label(self, label: DraftLabel) -> None:
        """Shows the attributes of another label, or of the same anew."""
        chosen = self.chosen() if label is self._label else None
        self._label = label
        place = label.attributes.index(chosen) if chosen in label.attributes else 0
        self._refresh(min(place, len(label.attributes) - 1))

    def chosen(self) -> DraftAttribute | None:
        """The attribute in the form."""
        row, attributes = self.list.currentRow(), self._label.attributes if self._label else []
        return attributes[row] if 0 <= row < len(attributes) else None

    def show_attribute(self, attribute: DraftAttribute) -> None:
        """Chooses an attribute of the label."""
        if self._label is not None and attribute in self._label.attributes:
            self._refresh(self._label.attributes.index(attribute))

    def show_troubles(self, troubles: Sequence[Trouble]) -> None:
        """Marks the attributes with something wrong, and says at each field of the chosen one what it is."""
        self._troubles = troubles
        self._show_rows(self.list.currentRow())
        self.form.show_troubles(troubles)

    def add(self) -> None:
        """Adds an attribute and begins to title it."""
        if self._label is not None:
            self._label.add_attribute(self.tr("New attribute"))
            self._refresh(len(self._label.attributes) - 1)
            self.edited.emit()
            self.form.title.setFocus()
            self.form.title.selectAll()

    def remove(self) -> None:
        """Removes the chosen attribute."""
        attribute = self.chosen()
        if self._label is not None and attribute is not None:
            row = self.list.currentRow()
            self._label.attributes.remove(attribute)
            self._refresh(min(row, len(self._label.attributes) - 1))
            self.edited.emit()
            self.removed.emit(self._label, attribute, row)

    def _move(self, row: int, to: int) -> None:
        if self._label is not None:
            self._label.attributes.insert(to, self._label.attributes.pop(row))
            self._refresh(to)
            self.edited.emit()

    def _refresh(self, row: int) -> None:
        self._show_rows(row)
        self._show_attribute(row)

    def _show_rows(self, row: int) -> None:
        attributes = self._label.attributes if self._label else []
        wrong = {t.item for t in self._troubles}
        self.list.show_rows([Row(attribute.shown, wrong=attribute in wrong) for attribute in attributes], row)

    def _show_attribute(self, _row: int) -> None:
        attribute = self.chosen()
        self._scrolled.setVisible(attribute is not None)
        self._none.setVisible(attribute is None)
        self._remove.setEnabled(attribute is not None)
        if attribute is not None and self._label is not None:
            self.form.show_attribute(self._label, attribute)
            self.form.show_troubles(self._troubles)

    def _on_edited(self) -> None:
        self._show_rows(self.list.currentRow())
        self.edited.emit()


class AttributeForm(QWidget):
    """Edits one attribute."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._label: DraftLabel | None = None
        self._attribute: DraftAttribute | None = None
        self._unnamed: DraftValue | None = None  # was added and has no name of its own yet
        self.title = Line()
        self.name = Line()
        self.type = Choice((type_, type_name(type_)) for type_ in ATTRIBUTE_TYPES)
        self.default = DefaultField()
        self.values = ItemList(self.tr("Values"), editable=True)
        self.required = QCheckBox(self.tr("Must be set before an article is done"))
        self.guideline = QPlainTextEdit()
        self.guideline.setTabChangesFocus(True)
        self.guideline.setPlaceholderText(self.tr("What does it say, and what do its values mean?"))
        buttons, _ = button_row(
            self,
            (self.tr("Add"), self.tr("Add a value"), self.add_value),
            (self.tr("Rename"), self.tr("Rename the value (F2)"), self.values.edit_current),
            (self.tr("Remove"), self.tr("Remove the value"), self.remove_value),
        )
        self._fields = {
            "title": Field(self.tr("Title"), self.title),
            "name": Field(self.tr("Name in exported data"), self.name),
            "type": Field(self.tr("Type"), self.type),
            "default": Field(self.tr("New spans begin with"), self.default),
            "values": Field(self.tr("Values"), self.values, room=True),
            "guideline": Field(self.tr("Guideline (Markdown)"), self.guideline),
        }
        self._value_part = QWidget()
        part = QVBoxLayout(self._value_part)
        part.setContentsMargins(0, 0, 0, 0)
        part.setSpacing(0)
        part.addWidget(self._fields["values"])
        part.addLayout(buttons)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        unit = scale_of(self)
        self.values.setFixedHeight(round(124 * unit))
        self.guideline.setFixedHeight(round(84 * unit))
        top = Qt.AlignmentFlag.AlignTop
        grid = QGridLayout(self)
        # Room at the right for the scroll bar.
        grid.setContentsMargins(0, 0, round(4 * unit), 0)
        grid.setHorizontalSpacing(round(12 * unit))
        grid.setVerticalSpacing(round(10 * unit))
        grid.addWidget(self._fields["title"], 0, 0, top)
        grid.addWidget(self._fields["name"], 0, 1, top)
        grid.addWidget(self._fields["type"], 1, 0, top)
        grid.addWidget(self._fields["default"], 1, 1, top)
        grid.addWidget(self.required, 2, 0, 1, 2)
        grid.addWidget(self._value_part, 3, 0, 1, 2)
        grid.addWidget(self._fields["guideline"], 4, 0, 1, 2)
        grid.setRowStretch(5, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def _connect(self) -> None:
        self.title.typed.connect(self._set_title)
        self.name.typed.connect(lambda name: self._set("name", name.strip()))
        self.type.chosen.connect(self._set_type)
        self.default.changed.connect(lambda value: self._set("default", value))
        self.required.clicked.connect(lambda required: self._set("required", required))
        self.guideline.textChanged.connect(lambda: self._set("guideline", self.guideline.toPlainText()))
        self.values.row_moved.connect(self._move_value)
        self.values.row_named.connect(self._name_value)
        # Later: the list is still busy with its editor.
        self.values.naming_ended.connect(self._go_on, Qt.ConnectionType.QueuedConnection)
        self.values.add_wanted.connect(self.add_value)
        self.values.remove_wanted.connect(self.remove_value)

    def show_attribute(self, label: DraftLabel, attribute: DraftAttribute) -> None:
        """Shows another attribute, or the same anew."""
        self._label, self._attribute = label, attribute
        self.title.show_text(attribute.title)
        self.name.show_text(attribute.name)
        self.type.show_value(attribute.type)
        self.required.setChecked(attribute.required)
        if self.guideline.toPlainText() != attribute.guideline:
            self.guideline.blockSignals(True)
            self.guideline.setPlainText(attribute.guideline)
            self.guideline.blockSignals(False)
        self._show_values(min(0, len(attribute.values) - 1))

    def show_troubles(self, troubles: Sequence[Trouble]) -> None:
        """Says at each field what is wrong with it."""
        own = {t.field: t for t in reversed(troubles) if t.item is self._attribute}
        for name, field in self._fields.items():
            field.say(trouble_text(own[name]) if name in own else "")

    def focus_field(self, name: str) -> None:
        """Puts the keyboard into a field."""
        self._fields[name].control.setFocus()

    def add_value(self) -> None:
        """Adds a value and begins to name it."""
        self.values.finish_naming()
        if self._attribute is not None:
            names = [value.name for value in self._attribute.values]
            self._unnamed = DraftValue(free_name(self.tr("value"), names))
            self._attribute.values.append(self._unnamed)
            self._changed(len(names))
            self.values.setFocus()
            self.values.edit_current()

    def _go_on(self, row: int, by_enter: bool) -> None:
        """Enter at the last value begins the next; one that was given no name goes."""
        values = self._attribute.values if self._attribute is not None else []
        if self._unnamed is not None and self._unnamed in values:
            self._unnamed = None
            self.values.setCurrentRow(len(values) - 1)
            self.remove_value()
        elif by_enter and 0 <= row == len(values) - 1:
            self.add_value()

    def remove_value(self) -> None:
        """Removes the chosen value."""
        row = self.values.currentRow()
        if self._attribute is not None and row >= 0:
            self._attribute.remove_value(self._attribute.values[row])
            self._changed(min(row, len(self._attribute.values) - 1))

    def _move_value(self, row: int, to: int) -> None:
        if self._attribute is not None:
            self._attribute.values.insert(to, self._attribute.values.pop(row))
            self._changed(to)

    def _name_value(self, row: int, name: str) -> None:
        if self._attribute is not None:
            self._unnamed = None
            self._attribute.rename_value(self._attribute.values[row], name.strip())
            self._changed(row)

    def _set_type(self, type_: object) -> None:
        if self._attribute is not None:
            self._attribute.set_type(str(type_))
            self._changed(self.values.currentRow())

    def _changed(self, row: int) -> None:
        self._show_values(row)
        self.edited.emit()

    def _show_values(self, row: int) -> None:
        attribute = self._attribute
        if attribute is not None:
            self._value_part.setVisible(attribute.has_values)
            self.values.show_rows([Row(value.name) for value in attribute.values], row)
            self.default.show_attribute(attribute)

    def _set_title(self, title: str) -> None:
        if self._label is not None and self._attribute is not None:
            self._label.retitle_attribute(self._attribute, title)
            self.name.show_text(self._attribute.name)
            self.edited.emit()

    def _set(self, field: str, value: object) -> None:
        if self._attribute is not None and getattr(self._attribute, field) != value:
            setattr(self._attribute, field, value)
            self.edited.emit()
