"""The page of a relation: what it is called, and which labels it links."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from annotator.core.roles import NO_ROLE, RELATION_ROLES
from annotator.ui.codebook.draft import DraftCodebook
from annotator.ui.codebook.draft_check import Trouble
from annotator.ui.codebook.draft_items import DraftLabel, DraftRelation
from annotator.ui.codebook.fields import Choice, Field, Line
from annotator.ui.codebook.markdown_view import MarkdownField
from annotator.ui.codebook.wording import relation_role_name, trouble_text
from annotator.ui.parts.flow import FlowLayout
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of


class LabelChecks(QWidget):
    """A check box for each label."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._labels: list[DraftLabel] = []
        self.boxes: list[QCheckBox] = []
        self._flow = FlowLayout(self)

    def show_labels(self, labels: Sequence[DraftLabel], chosen: Sequence[DraftLabel]) -> None:
        """Shows which of all labels are chosen."""
        for box in self.boxes[len(labels) :]:
            self._flow.removeWidget(box)
            box.hide()
            box.deleteLater()
        del self.boxes[len(labels) :]
        while len(self.boxes) < len(labels):
            box = QCheckBox()
            box.clicked.connect(lambda: self.changed.emit())
            self._flow.addWidget(box)
            self.boxes.append(box)
        self._labels = list(labels)
        for label, box in zip(labels, self.boxes, strict=True):
            box.setText(label.shown.replace("&", "&&"))
            box.setAccessibleName(f"{self._name}: {label.shown}")
            box.setChecked(label in chosen)

    def chosen(self) -> list[DraftLabel]:
        """The labels whose boxes are checked."""
        return [label for label, box in zip(self._labels, self.boxes, strict=True) if box.isChecked()]


class RelationForm(QWidget):
    """Edits one relation of the draft; ``edited`` is sent after each change."""

    edited = Signal()

    def __init__(self, draft: DraftCodebook) -> None:
        super().__init__()
        self._draft = draft
        self._relation: DraftRelation | None = None
        self.title = Line()
        self.name = Line()
        self.heads = LabelChecks(self.tr("From"))
        self.children_ = LabelChecks(self.tr("To"))
        self.many = QCheckBox(self.tr("A span may have several of them"))
        self.role = Choice((role, relation_role_name(role)) for role in (NO_ROLE, *RELATION_ROLES))
        self.guideline = MarkdownField(self.tr("Guideline (Markdown)"), self.tr("When does it link what?"))
        self._fields = {
            "title": Field(self.tr("Title"), self.title),
            "name": Field(self.tr("Name in exported data"), self.name),
            "heads": Field(self.tr("From spans labelled"), self.heads),
            "children": Field(self.tr("To spans labelled"), self.children_),
            "role": Field(self.tr("Suggestions take it for"), self.role),
        }
        self._lay_out()
        self.title.typed.connect(self._set_title)
        self.name.typed.connect(self._set_name)
        self.heads.changed.connect(lambda: self._set("heads", self.heads.chosen()))
        self.children_.changed.connect(lambda: self._set("children", self.children_.chosen()))
        self.many.clicked.connect(lambda many: self._set("many", many))
        self.role.chosen.connect(lambda role: self._set("role", role))
        self.guideline.typed.connect(lambda text: self._set("guideline", text))

    def _lay_out(self) -> None:
        unit = scale_of(self)
        top = Qt.AlignmentFlag.AlignTop
        grid = QGridLayout()
        grid.setHorizontalSpacing(round(12 * unit))
        grid.setVerticalSpacing(round(10 * unit))
        grid.addWidget(self._fields["title"], 0, 0, top)
        grid.addWidget(self._fields["name"], 0, 1, top)
        grid.addWidget(self._fields["heads"], 1, 0, 1, 2)
        grid.addWidget(self._fields["children"], 2, 0, 1, 2)
        grid.addWidget(self.many, 3, 0, 1, 2)
        grid.addWidget(self._fields["role"], 4, 0, 1, 2)
        heading = QLabel(self.tr("Guideline"))
        set_role(heading, "muted")
        heading.setBuddy(self.guideline)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(6 * unit))
        column.addLayout(grid)
        column.addSpacing(round(6 * unit))
        column.addWidget(heading)
        column.addWidget(self.guideline, 1)

    def show_relation(self, relation: DraftRelation) -> None:
        """Shows another relation, or the same anew."""
        self._relation = relation
        self.title.show_text(relation.title)
        self.name.show_text(relation.name)
        self.heads.show_labels(self._draft.labels, relation.heads)
        self.children_.show_labels(self._draft.labels, relation.children)
        self.many.setChecked(relation.many)
        self._show_role()
        self.guideline.show_text(relation.guideline)

    def show_troubles(self, troubles: Sequence[Trouble]) -> None:
        """Says at each field what is wrong with it."""
        own = {t.field: t for t in reversed(troubles) if t.item is self._relation}
        for name, field in self._fields.items():
            field.say(trouble_text(own[name]) if name in own else "")

    def focus_field(self, name: str) -> None:
        """Puts the keyboard into a field."""
        checks = {"heads": self.heads, "children": self.children_}
        (checks[name].boxes[0] if name in checks else self._fields[name].control).setFocus()

    def _set_title(self, title: str) -> None:
        if self._relation is not None:
            self._draft.retitle_relation(self._relation, title)
            self.name.show_text(self._relation.name)
            self._show_role()
            self.edited.emit()

    def _set_name(self, name: str) -> None:
        self._set("name", name.strip())
        self._show_role()

    def _show_role(self) -> None:
        """What is chosen, or what the name tells."""
        if self._relation is not None:
            self.role.show_value(self._draft.role_of(self._relation))

    def _set(self, field: str, value: object) -> None:
        if self._relation is not None and getattr(self._relation, field) != value:
            setattr(self._relation, field, value)
            self.edited.emit()
