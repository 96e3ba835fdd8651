"""The fields of one label's spans: attributes, relations, note. One set of widgets serves them all."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from annotator.core.codebook import Attribute, Label
from annotator.core.models import AttributeValue, Span
from annotator.ui.inspector.field_name import FieldName
from annotator.ui.inspector.relation_chips import Link, RelationChips
from annotator.ui.inspector.typed_fields import Note, TypedValue
from annotator.ui.labelling import Labelling, choices
from annotator.ui.linking import Linking
from annotator.ui.parts.segmented import SegmentedControl, SeveralControl
from annotator.ui.parts.theme import Appearance
from annotator.ui.parts.widgets import KeyCap
from annotator.ui.parts.writing import isolated
from annotator.ui.session import Session


class SpanFields(QWidget):
    """Shows and edits what a span of one label can have."""

    span_chosen = Signal(str)
    left = Signal()  # the person has finished typing here

    def __init__(
        self, label: Label, session: Session, labelling: Labelling, linking: Linking, appearance: Appearance
    ) -> None:
        super().__init__()
        self._session = session
        self._labelling = labelling
        self._linking = linking
        self._appearance = appearance
        self._span: Span | None = None
        self._required: dict[str, FieldName] = {}
        self._controls: dict[str, SegmentedControl] = {}
        self._typed: dict[str, TypedValue] = {}
        self._texts: dict[str, Note] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        for attribute in label.attributes:
            self._add_attribute(attribute)
        kinds = labelling.codebook.relations_from(label.name)
        link = KeyCap(labelling.keys.first("label.link"))
        self._chips = [
            (kind, self._add_chips(kind.title, link if kind is kinds[0] else None, kind.guideline))
            for kind in kinds
        ]
        into = any(label.name in kind.child for kind in labelling.codebook.relations)
        for kind, chips in self._chips:
            chips.wanted.connect(lambda kind=kind: self._linking.start(kind, replaces=False))
        self._incoming = self._add_chips(self.tr("Linked by"), choosable=False) if into else None
        self._note = Note(self)
        self._note.setPlaceholderText(self.tr("Add a note"))
        self._note.setAccessibleName(self.tr("Note"))
        self._note.finished.connect(self._save_note)
        self._note.dropped.connect(self._drop_note)
        self._note.left.connect(self.left)
        self._add_row(self.tr("Note"), self._note, KeyCap(labelling.keys.first("label.note")))

    def _add_row(self, title: str, field: QWidget, cap: QWidget | None = None, help: str = "") -> None:
        name = FieldName(title, "muted", field)
        name.setToolTip(help)
        self._add_beside(name, field, cap)

    def _add_beside(self, name: FieldName, field: QWidget, cap: QWidget | None = None) -> None:
        row = self._grid.rowCount()
        # Level with the first line of the field, however many it has.
        name.setContentsMargins(0, 6, 0, 0)
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(field, row, 1)
        if cap is not None:
            self._grid.addWidget(cap, row, 2)

    def _add_wide(self, name: FieldName, field: QWidget) -> None:
        """A field below its name, as values side by side need all the width there is."""
        row = self._grid.rowCount()
        self._grid.addWidget(name, row, 0, 1, 3)
        self._grid.addWidget(field, row + 1, 0, 1, 3)

    def _name(self, attribute: Attribute, role: str, field: QWidget) -> FieldName:
        name = FieldName(attribute.title, role, field, attribute.required)
        if attribute.required:
            self._required[attribute.name] = name
        return name

    def _add_attribute(self, attribute: Attribute) -> None:
        values = choices(attribute)
        if values:
            captions = [self.tr("yes"), self.tr("no")] if attribute.type == "boolean" else None
            kind = SeveralControl if attribute.type == "choices" else SegmentedControl
            control = kind(attribute.title, values, captions)  # type: ignore[arg-type]
            control.value_chosen.connect(lambda value, name=attribute.name: self._choose(name, value))
            self._controls[attribute.name] = control
            self._add_wide(self._name(attribute, "small", control), control)
            return
        if attribute.type == "longtext":
            self._add_long_text(attribute)
            return
        field = TypedValue(attribute)
        field.entered.connect(lambda value, name=attribute.name: self._enter(name, value))
        field.left.connect(self.left)
        self._typed[attribute.name] = field
        self._add_beside(self._name(attribute, "muted", field.line), field)

    def _add_long_text(self, attribute: Attribute) -> None:
        text = Note(self)
        text.setAccessibleName(attribute.title)
        text.finished.connect(lambda name=attribute.name: self._save_text(name))
        text.dropped.connect(lambda name=attribute.name: self._drop_text(name))
        text.left.connect(self.left)
        self._texts[attribute.name] = text
        self._add_beside(self._name(attribute, "muted", text), text)

    def _add_chips(
        self, title: str, cap: KeyCap | None = None, help: str = "", choosable: bool = True
    ) -> RelationChips:
        chips = RelationChips(title, help, choosable)
        chips.span_chosen.connect(self.span_chosen)
        chips.removed.connect(self._linking.remove)
        chips.pointed_at.connect(self._linking.point_out)
        self._add_row(title, chips, cap, help)
        return chips

    # Showing

    def show_span(self, span: Span) -> None:
        """Shows another span, or the same anew. What is being typed stays."""
        self._span = span
        for name, field in self._typed.items():
            field.show_value(span.attributes.get(name))
        for name, text in self._texts.items():
            if not text.hasFocus():
                text.setPlainText(str(span.attributes.get(name) or ""))
        missing = {attribute.name for attribute in self._labelling.codebook.missing(span)}
        for name, title in self._required.items():
            title.set_missing(name in missing)
        for name, control in self._controls.items():
            control.set_value(span.attributes.get(name))  # type: ignore[arg-type]
        for field in self._typed.values():
            field.describe()
        if not self._note.hasFocus():
            self._note.setPlainText(span.note or "")
        self._note.setEnabled(not span.is_open)
        self._show_relations(span)

    def number(self, attributes: list[tuple[Attribute, int]]) -> None:
        """Shows which digits set what."""
        firsts = {attribute.name: first for attribute, first in attributes}
        for name, control in self._controls.items():
            control.set_first_digit(firsts.get(name))

    def _show_relations(self, span: Span) -> None:
        out = [r for r in self._session.relations.values() if r.head == span.id]
        for kind, chips in self._chips:
            self._show_links(chips, [(r.id, r.child, "") for r in out if r.label == kind.name])
        if self._incoming is not None:
            kinds = {kind.name: kind.title for kind in self._labelling.codebook.relations}
            found = [r for r in self._session.relations.values() if r.child == span.id]
            self._show_links(self._incoming, [(r.id, r.head, f"{kinds.get(r.label, r.label)}: ") for r in found])

    def _show_links(self, chips: RelationChips, ends: list[tuple[str, str, str]]) -> None:
        """Shows links by (relation's id, id of the other span, words before its text)."""
        article, spans = self._session.article, self._session.spans
        links: list[Link] = []
        for relation_id, span_id, before in sorted(ends, key=lambda end: self._start_of(end[1])):
            other = spans.get(span_id)
            if other is None or article is None:
                continue
            label = self._labelling.codebook.label(other.label)
            text = " ".join(article.text[other.start : other.end].split())
            colour = self._appearance.theme.colour(label) if label else None
            suggested = self._session.relations[relation_id].origin.decision == "open"
            links.append((relation_id, span_id, before + isolated(text), colour, suggested))
        chips.show_links(links)

    def _start_of(self, span_id: str) -> int:
        span = self._session.spans.get(span_id)
        return span.start if span else 0

    # Editing

    def focus_note(self) -> None:
        """Puts the caret into the note."""
        _to_end(self._note)

    def focus_attribute(self, name: str) -> None:
        """Puts the caret into the field of an attribute that is typed."""
        if name in self._typed:
            line = self._typed[name].line
            line.setFocus(Qt.FocusReason.ShortcutFocusReason)
            line.selectAll()
        elif name in self._texts:
            _to_end(self._texts[name])

    def finish(self) -> None:
        """Saves what was typed and not left yet, before another span is shown."""
        if self._span is None:
            return
        for chips in self.findChildren(RelationChips):
            chips.fold()
        if self._note.hasFocus():
            self._save_note()
        for name, text in self._texts.items():
            if text.hasFocus():
                self._save_text(name)
        for field in self._typed.values():
            if field.line.hasFocus():
                field.enter()
        self._forget_refused()

    def _forget_refused(self) -> None:
        """What couldn't be saved belongs to the span that was shown before: it goes with it, and that is said."""
        for field in self._typed.values():
            if field.complaint:
                sentence = self.tr("%1 was not saved: “%2”.").replace("%1", field.attribute.title)
                self._labelling.told.emit(sentence.replace("%2", isolated(field.line.text().strip())))
                field.forget()

    def _choose(self, name: str, value: AttributeValue) -> None:
        if self._span is not None:
            self._labelling.set_attribute(self._span, name, value)

    def _enter(self, name: str, value: AttributeValue) -> None:
        span = self._span
        if span is not None:
            self._labelling.set_attribute(span, name, value)
            # A file that can't be written refuses anything: the field says what is in it.
            self._typed[name].show_saved(self._session.spans.get(span.id, span).attributes.get(name))

    def _save_text(self, name: str) -> None:
        value = self._texts[name].toPlainText().strip() or None
        if self._span is not None and value != self._span.attributes.get(name):
            self._labelling.set_attribute(self._span, name, value)

    def _drop_text(self, name: str) -> None:
        if self._span is not None:
            self._texts[name].setPlainText(str(self._span.attributes.get(name) or ""))

    def _drop_note(self) -> None:
        if self._span is not None:
            self._note.setPlainText(self._span.note or "")

    def _save_note(self) -> None:
        span = self._span
        if span is not None and (self._note.toPlainText().strip() or None) != span.note:
            self._labelling.set_note(span, self._note.toPlainText())


def _to_end(text: Note) -> None:
    """Puts the caret behind what is written there."""
    text.setFocus(Qt.FocusReason.ShortcutFocusReason)
    text.moveCursor(text.textCursor().MoveOperation.End)
