"""The fields of one label's spans: attributes, relations, note. One set of widgets serves them all."""

from __future__ import annotations

import contextlib

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from annotator.core.codebook import Attribute, Label, RelationType
from annotator.core.models import AttributeValue, Relation, Span
from annotator.ui.flow import FlowLayout
from annotator.ui.labelling import Labelling, choices
from annotator.ui.linking import Linking
from annotator.ui.segmented import SegmentedControl
from annotator.ui.session import Session
from annotator.ui.stylesheet import set_role
from annotator.ui.theme import Appearance
from annotator.ui.widgets import Chip, KeyCap

_CHIP_TEXT = 136  # pixels of a linked span's text that its chip shows, at scale 1


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
        self._controls: dict[str, SegmentedControl] = {}
        self._lines: dict[str, tuple[Attribute, QLineEdit]] = {}
        self._chips: list[tuple[RelationType, FlowLayout]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        for attribute in label.attributes:
            self._add_attribute(attribute)
        kinds = labelling.codebook.relations_from(label.name)
        for kind in kinds:
            self._add_relation(kind, KeyCap("S") if kind is kinds[0] else None)
        self._note = _Note(self)
        self._note.setPlaceholderText(self.tr("Add a note"))
        self._note.setAccessibleName(self.tr("Note"))
        self._note.finished.connect(self._save_note)
        self._note.left.connect(self.left)
        self._add_row(self.tr("Note"), self._note, KeyCap("N"))

    def _add_row(self, title: str, field: QWidget, cap: QWidget | None = None, help: str = "") -> None:
        row = self._grid.rowCount()
        name = QLabel(title)
        name.setToolTip(help)
        set_role(name, "muted")
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(field, row, 1, 1, 2 if cap is None else 1)
        if cap is not None:
            self._grid.addWidget(cap, row, 2, Qt.AlignmentFlag.AlignTop)

    def _add_wide(self, title: str, field: QWidget) -> None:
        """A field below its name, as values side by side need all the width there is."""
        row = self._grid.rowCount()
        name = QLabel(title)
        set_role(name, "small")
        self._grid.addWidget(name, row, 0, 1, 3)
        self._grid.addWidget(field, row + 1, 0, 1, 3)

    def _add_attribute(self, attribute: Attribute) -> None:
        values = choices(attribute)
        if values:
            captions = [self.tr("yes"), self.tr("no")] if attribute.type == "boolean" else None
            control = SegmentedControl(attribute.title, values, captions)  # type: ignore[arg-type]
            control.value_chosen.connect(lambda value, name=attribute.name: self._choose(name, value))
            self._controls[attribute.name] = control
            self._add_wide(attribute.title, control)
            return
        line = _Line()
        line.setAccessibleName(attribute.title)
        line.setPlaceholderText(_placeholder(attribute))
        line.editingFinished.connect(lambda name=attribute.name: self._save_line(name))
        line.returnPressed.connect(self.left)
        line.escaped.connect(self.left)
        self._lines[attribute.name] = (attribute, line)
        self._add_row(attribute.title, line)

    def _add_relation(self, kind: RelationType, cap: KeyCap | None) -> None:
        holder = QWidget()
        holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        flow = FlowLayout(holder, spacing=4)
        holder.setAccessibleName(kind.title)
        holder.setAccessibleDescription(kind.guideline)
        self._chips.append((kind, flow))
        self._add_row(kind.title, holder, cap, kind.guideline)

    # Showing

    def show_span(self, span: Span) -> None:
        """Shows another span, or the same anew. What is being typed stays."""
        self._span = span
        for name, control in self._controls.items():
            control.set_value(span.attributes.get(name))  # type: ignore[arg-type]
        for name, (attribute, line) in self._lines.items():
            if not line.hasFocus():
                line.setText(_shown(attribute, span.attributes.get(name)))
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
        found = [r for r in self._session.relations.values() if r.head == span.id]
        found.sort(key=lambda relation: self._start_of(relation.child))
        for kind, flow in self._chips:
            wanted = [r for r in found if r.label == kind.name]
            while flow.count():
                item = flow.takeAt(0)
                widget = item.widget() if item else None
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
            for relation in wanted:
                flow.addWidget(self._chip(relation))
            if not wanted:
                empty = QLabel("–")
                set_role(empty, "muted")
                flow.addWidget(empty)

    def _start_of(self, span_id: str) -> int:
        span = self._session.spans.get(span_id)
        return span.start if span else 0

    def _chip(self, relation: Relation) -> Chip:
        child = self._session.spans.get(relation.child)
        article = self._session.article
        text = article.text[child.start : child.end] if child and article else "?"
        text = " ".join(text.split())
        label = self._labelling.codebook.label(child.label) if child else None
        colour = self._appearance.theme.colour(label) if label else None
        room = self._appearance.px(_CHIP_TEXT)
        chip = Chip(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room), colour)
        chip.setAccessibleName(text)
        chip.setToolTip(self.tr("%1\nClick to go there, Delete to remove the link").replace("%1", text))
        chip.clicked.connect(lambda: self.span_chosen.emit(relation.child))
        chip.installEventFilter(self)
        chip.setProperty("relation", relation.id)
        return chip

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Delete on a chip removes its link."""
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            relation = watched.property("relation")
            if relation and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                self._linking.remove(relation)
                return True
        return super().eventFilter(watched, event)

    # Editing

    def focus_note(self) -> None:
        """Puts the caret into the note."""
        self._note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._note.moveCursor(self._note.textCursor().MoveOperation.End)

    def focus_attribute(self, name: str) -> None:
        """Puts the caret into the field of an attribute that is typed."""
        if name in self._lines:
            line = self._lines[name][1]
            line.setFocus(Qt.FocusReason.ShortcutFocusReason)
            line.selectAll()

    def finish(self) -> None:
        """Saves what was typed and not left yet, before another span is shown."""
        if self._span is None:
            return
        if self._note.hasFocus():
            self._save_note()
        for name, (_, line) in self._lines.items():
            if line.hasFocus():
                self._save_line(name)

    def _choose(self, name: str, value: AttributeValue) -> None:
        if self._span is not None:
            self._labelling.set_attribute(self._span, name, value)

    def _save_note(self) -> None:
        span = self._span
        if span is not None and (self._note.toPlainText() or None) != (span.note or None):
            self._labelling.set_note(span, self._note.toPlainText())

    def _save_line(self, name: str) -> None:
        attribute, line = self._lines[name]
        span = self._span
        if span is None:
            return
        value = _typed(attribute, line.text())
        if value != span.attributes.get(name):
            self._labelling.set_attribute(span, name, value)


class _Line(QLineEdit):
    """A line that Escape leaves; leaving saves."""

    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class _Note(QPlainTextEdit):
    """A note that grows with its text; Escape and Ctrl+Enter leave it, leaving saves."""

    finished = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().contentsChanged.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        lines = min(max(self.document().lineCount(), 1), 8)
        self.setFixedHeight(round(lines * self.fontMetrics().lineSpacing() + 20))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape or (enter and control):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.finished.emit()
        super().focusOutEvent(event)


def _placeholder(attribute: Attribute) -> str:
    if attribute.type == "date":
        return "2025-03-13"
    return ", ".join(attribute.values)


def _shown(attribute: Attribute, value: AttributeValue) -> str:
    if value is None:
        return ""
    return ", ".join(value) if isinstance(value, list) else str(value)


def _typed(attribute: Attribute, text: str) -> AttributeValue:
    """What a person typed as the attribute's type; text that isn't of it goes on, to be refused with a reason."""
    text = text.strip()
    if not text:
        return None
    if attribute.type == "choices":
        return [part.strip() for part in text.split(",") if part.strip()]
    if attribute.type == "number":
        with contextlib.suppress(ValueError):
            return float(text) if any(c in text for c in ".eE") else int(text)
    return text
