"""What is to be done to the labels that were found: chosen from what the codebook allows."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from annotator.core.codebook import Attribute, Codebook
from annotator.core.errors import UserError
from annotator.core.models import AttributeValue, Span
from annotator.core.query import Kind, Query, Term, leaves
from annotator.project import commands
from annotator.ui.parts.theme import scale_of
from annotator.ui.recode.recode_entry import EntryLine
from annotator.ui.session import Session

_REGISTERS = ("actor", "concept")


class ActionChooser(QWidget):
    """One row: what to do, with which attribute, and which value.

    ``changed`` says that it is another action now.
    """

    changed = Signal()

    def __init__(self, session: Session, codebook: Codebook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codebook = codebook
        self.kind = self._box(self.tr("What to do"))
        self.attribute = self._box(self.tr("Attribute"))
        self.label = self._box(self.tr("New label"))
        self.value = self._box(self.tr("New value"))
        self.entry = EntryLine(session)
        self.line = QLineEdit()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(round(8 * scale_of(self)))
        row.addWidget(self.kind)
        for widget in (self.attribute, self.label, self.value, self.entry, self.line):
            row.addWidget(widget, int(isinstance(widget, QLineEdit)))
        row.addStretch()
        self._fill()
        self._is_chosen = False
        self.attribute.activated.connect(self._choose)
        self.kind.currentIndexChanged.connect(self._show_fields)
        self.attribute.currentIndexChanged.connect(self._show_fields)
        for box in (self.label, self.value):
            box.currentIndexChanged.connect(self.changed)
        self.line.textChanged.connect(self.changed)
        self.entry.changed.connect(self.changed)
        self._show_fields()

    def _box(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return box

    def _fill(self) -> None:
        codebook = self._codebook
        kinds = [("label", self.tr("Change the label to"))]
        if codebook.attribute_names:
            kinds.insert(0, ("value", self.tr("Set")))
        if codebook.pointing_to("actor"):
            kinds.append(("actor", self.tr("Point to the actor")))
        if codebook.pointing_to("concept"):
            kinds.append(("concept", self.tr("Point to the concept")))
        kinds += [
            ("note", self.tr("Add the note")),
            ("flag", self.tr("Ask the team")),
            ("delete", self.tr("Delete the labels")),
        ]
        for key, title in kinds:
            self.kind.addItem(title, key)
        for name in codebook.attribute_names:
            owners = [label for label in codebook.labels if label.attribute(name)]
            title = next(a.title for label in owners if (a := label.attribute(name)))
            self.attribute.addItem(f"{title} ({', '.join(label.title for label in owners)})", name)
        for label in codebook.labels:
            self.label.addItem(label.title, label.name)

    def _choose(self) -> None:
        self._is_chosen = True

    def follow(self, query: Query) -> None:
        """Proposes an attribute that the query speaks of, until the person has chosen one."""
        if self._is_chosen or query.root is None:
            return
        terms = [term for term in leaves(query.root) if isinstance(term, Term)]
        names = [term.name for term in terms if term.kind is Kind.ATTRIBUTE]
        for term in terms:
            labels = [value.text for value in term.cases[0].values] if term.kind is Kind.LABEL else []
            labels += [name for case in term.cases for name in case.labels]
            found = [self._codebook.label(name) for name in labels]
            names += [a.name for label in found if label for a in label.attributes]
        if names:
            self.attribute.setCurrentIndex(self.attribute.findData(names[0]))

    def _attributes(self) -> list[Attribute]:
        """The chosen attribute as the labels define it that have one of this name."""
        name = self.attribute.currentData()
        return [a for label in self._codebook.labels if (a := label.attribute(name)) is not None]

    def _has_choices(self) -> bool:
        return all((a.values and a.type == "choice") or a.type == "boolean" for a in self._attributes())

    def _show_fields(self) -> None:
        kind = self.kind.currentData()
        self.attribute.setVisible(kind == "value")
        self.label.setVisible(kind == "label")
        self.entry.setVisible(kind in _REGISTERS)
        self.value.setVisible(kind == "value" and self._has_choices())
        self.line.setVisible(kind in ("note", "flag") or (kind == "value" and not self._has_choices()))
        if kind in _REGISTERS:
            self.entry.show_register(kind)
        if kind == "value":
            self._fill_values()
        name = {"note": self.tr("Note"), "flag": self.tr("Question, if there is one")}
        hint = name.get(kind) or self.tr("Value; leave it empty for none")
        self.line.setAccessibleName(hint)
        self.line.setPlaceholderText(hint)
        self.changed.emit()

    def _fill_values(self) -> None:
        self.value.blockSignals(True)
        self.value.clear()
        values: dict[object, str] = {}
        for attribute in self._attributes():
            if attribute.type == "boolean":
                values |= {True: self.tr("yes"), False: self.tr("no")}
            values |= {value: value for value in attribute.values}
        for value, title in values.items():
            self.value.addItem(title, value)
        self.value.addItem(self.tr("not set"), None)
        self.value.blockSignals(False)

    def action(self) -> commands.recode.Action | None:
        """What is chosen; None while something is missing. Raises UserError for a value that can't be."""
        match self.kind.currentData():
            case "value":
                return commands.recode.SetValue(self.attribute.currentData(), self._value())
            case "label":
                return commands.recode.Relabel(self.label.currentData())
            case "note":
                text = self.line.text().strip()
                return commands.recode.AddNote(text) if text else None
            case "flag":
                return commands.recode.Flag(self.line.text())
            case "delete":
                return commands.recode.Delete()
            case register:
                return commands.recode.PointTo(register, self.entry.entry_id) if self.entry.is_complete else None

    def _value(self) -> AttributeValue:
        if self._has_choices():
            return self.value.currentData()  # type: ignore[no-any-return]
        text = self.line.text().strip()
        refused = ""
        for attribute in self._attributes():
            try:
                return attribute.check(_read(attribute, text)) if text else None
            except ValueError as error:
                refused = str(error)
        if refused:
            raise UserError(f"{refused[:1].upper()}{refused[1:]}.")
        return None

    def change(self, span: Span) -> tuple[str, str]:
        """What the action is about as it is at a span, and as it will be."""
        unset = self.tr("not set")
        match self.kind.currentData():
            case "value":
                try:
                    new = self._shown(self._value())
                except UserError:
                    new = ""
                return self._shown(span.attributes.get(self.attribute.currentData())), new
            case "label":
                label = self._codebook.label(span.label)
                return label.title if label else span.label, self.label.currentText()
            case "note":
                return span.note or "", self.line.text().strip()
            case "flag":
                return "", self.line.text().strip() or self.tr("flag")
            case "delete":
                return "", self.tr("deleted")
            case register:
                now = self.entry.name_of(span.actor_id if register == "actor" else span.concept_id)
                new = self.entry.text().strip() if self.entry.is_complete else "…"
                return now or unset, new or unset

    def told(self, outcome: commands.recode.Outcome) -> str:
        """What came of an action, in words."""
        number = QLocale().toString
        parts = [
            self.tr("1 label changed.")
            if outcome.changed == 1
            else self.tr("%1 labels changed.").replace("%1", number(outcome.changed))
        ]
        if outcome.same:
            parts.append(self.tr("%1 were so already.").replace("%1", number(outcome.same)))
        if outcome.refused:
            left = self.tr("%1 were left: %2.").replace("%1", number(outcome.refused))
            parts.append(left.replace("%2", outcome.reason))
        return " ".join(parts)

    def _shown(self, value: AttributeValue) -> str:
        match value:
            case None:
                return self.tr("not set")
            case bool():
                return self.tr("yes") if value else self.tr("no")
            case list():
                return ", ".join(value)
            case _:
                return str(value)


def _read(attribute: Attribute, text: str) -> AttributeValue:
    match attribute.type:
        case "number":
            try:
                number = float(text.replace(",", "."))
            except ValueError:
                return text
            return int(number) if number.is_integer() else number
        case "choices":
            return [part.strip() for part in text.split(",") if part.strip()]
        case _:
            return text
