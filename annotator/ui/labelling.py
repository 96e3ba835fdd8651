"""What a person does with the article on screen: keys and clicks of the text pane made commands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from annotator.core import boundaries
from annotator.core.codebook import CHOICES, Attribute, Codebook, Label
from annotator.core.models import Article, AttributeValue, Change, Span
from annotator.project import commands
from annotator.ui.actions.acting import ActingKeys
from annotator.ui.actions.letter_keys import digit_of
from annotator.ui.actions.spec import label_rows
from annotator.ui.actions.table import ACTIONS
from annotator.ui.linking import Linking
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.session import Session
from annotator.ui.suggestions import taking_over

DIGITS = "1234567890"


class Labelling(QObject):
    """Turns what happens in the pane into commands, and shows in the pane what has become of them."""

    told = Signal(str)  # a sentence for the status line: why a key did nothing
    note_wanted = Signal()
    left_alone = Signal()  # Escape with nothing to leave
    attribute_wanted = Signal(str)  # one whose value has to be typed
    taken_over = Signal(object)  # a suggestion that the digit of an attribute has made a span
    digits_moved = Signal()  # the digits begin with another attribute

    def __init__(self, session: Session, pane: TextPane, linking: Linking, keys: ActingKeys) -> None:
        super().__init__(pane)
        self._session = session
        self._pane = pane
        self._linking = linking
        self.keys = keys
        self._rows = {row.id: row for row in ACTIONS}
        self._first_attribute = 0
        self._shown: Article | None = None
        self.find_slot: Callable[[str], Callable[..., object]] = lambda name: getattr(self, name)
        pane.key_filter = self.take_key
        pane.active_changed.connect(self._on_active)
        session.span_changed.connect(self._on_span)
        session.spans_changed.connect(self._on_spans)
        session.relation_changed.connect(self._on_relation)
        session.zones_changed.connect(lambda: pane.set_zones(session.zones.values()))

    @property
    def codebook(self) -> Codebook:
        return self._session.project.codebook if self._session.project else Codebook("none")

    @property
    def active(self) -> Span | None:
        """The span that is active in the pane, a suggestion perhaps."""
        return self._session.spans.get(self._pane.active or "")

    def show_project(self) -> None:
        """Takes over another project's codebook and its keys."""
        rows = (*ACTIONS, *label_rows(self.codebook))
        self._rows = {row.id: row for row in rows}
        self.keys.set_rows(rows)
        self._pane.set_codebook(self.codebook)

    def show_article(self) -> None:
        """Shows the session's article in the pane; one that was only read anew stays where it is."""
        session, article, before = self._session, self._session.article, self._shown
        self._linking.stop()
        self._shown = article
        marks = session.spans.values(), session.relations.values(), session.zones.values()
        if article is not None and before is not None and (article.id, article.text) == (before.id, before.text):
            self._pane.renew_article(article, *marks)
        else:
            self._pane.set_article(article, *marks)

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether the key was meant for labelling; it has been acted upon then."""
        digit = digit_of(event)
        if self._linking.is_on and (digit or event.key() == Qt.Key.Key_Escape):
            self._linking.choose_number(int(digit)) if digit else self._linking.stop()
            return True
        active = self.active
        if active is not None and digit and self._pane.selection is None:
            self._set_by_digit(active, digit)
            return True
        if digit and 0 < int(digit) <= len(self.codebook.labels):
            self.apply_label(self.codebook.labels[int(digit) - 1].name)
            return True
        found = self.keys.match(event, active.label if active else None)
        row = self._rows.get(found) if found else None
        if row is None or (row.slot.startswith("extend_") and active is None):
            return False
        slot = self.find_slot(row.slot)
        slot(row.argument) if row.argument else slot()
        return True

    # Labels

    def apply_label(self, name: str) -> None:
        """Labels the selection; relabels the active span; else labels the label's usual unit at the caret."""
        article, active = self._session.article, self.active
        if article is None:
            return
        if self._pane.selection is None and active is not None:
            self._relabel(active, name)
            return
        label = self.codebook.require_label(name)
        chosen = self._pane.selection or boundaries.unit_at(article.text, self._pane.caret, label.unit)
        if chosen is None:
            self.told.emit(self.tr("Select some text first, or move the caret to a word."))
            return
        there = self._twin(name, chosen)
        if there is not None:
            taken = taking_over.accept(self._session, there)
            span_id = taken.id if taken is not None else None
        else:
            span_id = _first_span(self._session.run(commands.AddSpan(article.id, name, (chosen,))))
        if span_id is not None:
            self._pane.set_active(span_id)

    def _twin(self, label: str, chosen: tuple[int, int]) -> Span | None:
        """What labels this already: the annotator's own span, which labelling again means, or a suggestion.

        Who labels just what is suggested accepts it.
        """
        project, spans = self._session.project, self._session.spans
        found = [span for id_ in self._pane.spans_at(chosen[0]) if (span := spans[id_]).segments == (chosen,)]
        same = [span for span in found if span.label == label]
        own = [s for s in same if project is not None and s.annotator == project.annotator and not s.is_open]
        return next(iter(own or [s for s in same if s.is_open]), None)

    def _relabel(self, span: Span, name: str) -> None:
        if span.is_open or span.label != name:
            self._edit(span, commands.RelabelSpan(span.article_id, span.id, name))

    def _edit(self, span: Span, edit: commands.Edit) -> None:
        """Changes a span; a suggestion is taken over by that, and is active then."""
        taken = taking_over.edit(self._session, span, edit)
        if taken is not None and span.is_open:
            self._pane.set_active(taken.id)

    def delete_span(self) -> None:
        """Deletes the active span; says no to an active suggestion."""
        span = self.active
        if span is None:
            self.told.emit(self.tr("No span is selected."))
        elif span.is_open:
            self.find_slot("reject_suggestion")()
        else:
            self._session.run(commands.DeleteSpans(span.article_id, (span.id,)))

    def edit_note(self) -> None:
        """Turns to the note of the active span."""
        if self.active is None or self.active.is_open:
            self.told.emit(self.tr("Select a span first: Tab goes to the next."))
        else:
            self.note_wanted.emit()

    def set_note(self, span: Span, note: str) -> None:
        """Writes a span's note."""
        self._session.run(commands.SetNote(span.article_id, span.id, note))

    # Moving about

    def clear_selection(self) -> None:
        """Leaves the active span, or the selection; where there is neither, messages go."""
        if self._pane.active is None and self._pane.selection is None:
            self.left_alone.emit()
        self._pane.set_caret(self._pane.caret)

    def next_span(self) -> None:
        self._step(1)

    def previous_span(self) -> None:
        self._step(-1)

    def _step(self, step: int) -> None:
        ids = self._pane.ordered_span_ids()
        if not ids:
            self.told.emit(self.tr("There are no spans in this article yet."))
            return
        if self._pane.active is not None and self._pane.active in ids:
            index = ids.index(self._pane.active) + step
        else:
            spans = self._session.spans
            after = (n for n, id_ in enumerate(ids) if spans[id_].start >= self._pane.caret)
            index = next(after, len(ids)) - (step < 0)
        self.activate(ids[index % len(ids)])

    def activate(self, span_id: str) -> None:
        """Makes a span active and scrolls to it."""
        span = self._session.spans.get(span_id)
        if span is not None:
            self._pane.set_active(span_id)
            self._pane.ensure_visible(span.start, span.end)

    def grow_selection(self) -> None:
        self._pane.grow_selection()

    def shrink_selection(self) -> None:
        self._pane.shrink_selection()

    # Attributes

    @property
    def numbered_attributes(self) -> list[tuple[Attribute, int]]:
        """The active span's attributes that digits set now, each with its first digit (10 is the key 0)."""
        span = self.active
        label = self.codebook.label(span.label) if span else None
        return _numbered(label, self._first_attribute) if label else []

    def turn_to_attribute(self, name: str) -> None:
        """Lets the digits begin with this attribute, or turns to its field if its value is typed."""
        span = self.active
        label = self.codebook.label(span.label) if span else None
        attribute = label.attribute(name) if label else None
        if label is None or attribute is None:
            return
        if choices(attribute):
            self._first_attribute = label.attributes.index(attribute)
            self.digits_moved.emit()
        else:
            self.attribute_wanted.emit(name)

    def set_attribute(self, span: Span, name: str, value: AttributeValue) -> None:
        """Sets an attribute of a span; None unsets it. A suggestion is taken over by that."""
        self._edit(span, commands.SetAttribute(span.article_id, span.id, name, value))

    def _set_by_digit(self, span: Span, digit: str) -> None:
        number = int(digit) or 10
        for attribute, first in self.numbered_attributes:
            values = choices(attribute)
            if first <= number < first + len(values):
                value = toggled(attribute, span.attributes.get(attribute.name), values[number - first])
                self.set_attribute(span, attribute.name, value)
                if span.is_open:
                    self.taken_over.emit(span)
                return
        self.told.emit(self.tr("No attribute of this span has the number %1.").replace("%1", digit))

    # Zones

    def mark_zone(self) -> None:
        """Marks the selection, or the line of the caret, as not article text; in a zone, the other way round."""
        article, pane = self._session.article, self._pane
        if article is None:
            return
        start, end = pane.selection or (pane.caret, pane.caret)
        inside = [z for z in self._session.zones.values() if z.start <= start and end <= z.end and start < z.end]
        if inside:
            if self._session.run(commands.DeleteZone(article.id, inside[0].id)):
                self.told.emit(self.tr("Article text again; Z marks it once more."))
            return
        if start == end:
            start, end = boundaries.paragraph_at(article.text, pane.caret)
        if start < end:
            if self._session.run(commands.AddZone(article.id, start, end)):
                self.told.emit(self.tr("Not article text. A click on its name at the right tells its kind."))
        else:
            self.told.emit(self.tr("This line is empty."))

    # What the session says

    def _on_active(self) -> None:
        self._first_attribute = 0

    def _on_span(self, span_id: str) -> None:
        span = self._session.spans.get(span_id)
        self._pane.upsert_span(span) if span else self._pane.remove_span(span_id)

    def _on_spans(self, span_ids: list[str]) -> None:
        spans = self._session.spans
        self._pane.replace_spans(
            [spans[id_] for id_ in span_ids if id_ in spans], [id_ for id_ in span_ids if id_ not in spans]
        )

    def _on_relation(self, relation_id: str) -> None:
        relation = self._session.relations.get(relation_id)
        self._pane.upsert_relation(relation) if relation else self._pane.remove_relation(relation_id)


def choices(attribute: Attribute) -> tuple[AttributeValue, ...]:
    """The values that a digit can choose; none for an attribute that is typed."""
    return (True, False) if attribute.type == "boolean" else attribute.values if attribute.type in CHOICES else ()


def toggled(attribute: Attribute, now: AttributeValue, value: AttributeValue) -> AttributeValue:
    """What an attribute is after ``value`` was chosen, where it is ``now``: chosen twice, it is unset.

    Of an attribute that has several values, the others stay, in the codebook's order.
    """
    if attribute.type != "choices":
        return None if now == value else value
    before = now if isinstance(now, list) else []
    return [one for one in attribute.values if (one in before) != (one == value)] or None


def _numbered(label: Label, first_attribute: int) -> list[tuple[Attribute, int]]:
    found, number = [], 1
    for attribute in label.attributes[first_attribute:]:
        values = choices(attribute)
        if values and number <= len(DIGITS):
            found.append((attribute, number))
        number += len(values)
    return found


def _first_span(change: Change | None) -> str | None:
    return next((row.row_id for row in change.rows if row.table == "span"), None) if change else None
