"""Deciding on suggestions: taking them over with what belongs to them, refusing them, going on to the next."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from annotator.core.chains import heads
from annotator.core.models import Span
from annotator.project import commands
from annotator.ui.labelling import Labelling
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.session import Session
from annotator.ui.suggestions import taking_over


class Deciding(QObject):
    """One key for each suggestion with its chain: after the decision the next one is active.

    Tab visits every suggestion; here those that come along with another one are left to that.
    """

    told = Signal(str)

    def __init__(self, session: Session, pane: TextPane, labelling: Labelling) -> None:
        super().__init__(pane)
        self._session = session
        self._pane = pane
        self._labelling = labelling
        self._incomplete: list[str] = []  # ids of spans just taken over that lack a required attribute, in order
        session.article_changed.connect(self._incomplete.clear)
        session.span_changed.connect(self._on_span)
        labelling.taken_over.connect(self._on_taken_over)

    def accept_suggestion(self) -> None:
        """Takes the active suggestion over, with all it is linked to, or what is proposed to belong to a span.

        Where there is neither, goes to the next.
        """
        span = self._labelling.active
        if span is not None and span.is_open:
            self._accept(span)
        elif span is not None and taking_over.links_of(self._session, span):
            self._session.run(commands.AcceptLinks(span.article_id, span.id))
        elif self._pane.selection is None and self._session.waiting:
            self.next_suggestion()
        else:
            self._tell_no_suggestion(self.tr("No suggestion is left in this article."))

    def _accept(self, span: Span) -> None:
        taken = taking_over.accept(self._session, span)
        if taken is None:
            return
        if self._labelling.codebook.missing(taken):
            self._incomplete = [taken.id]
            self._turn_to_incomplete()
        elif not self._go_on(span):
            self._pane.set_active(taken.id)

    def reject_suggestion(self) -> None:
        """Says no to the active suggestion, and goes on to what is left of its chain, or to the next."""
        span = self._labelling.active
        if span is None or not span.is_open:
            self._tell_no_suggestion(self.tr("This is no suggestion. Del deletes a span."))
            return
        linked = {
            relation.child for relation in taking_over.proposed_links(self._session) if relation.head == span.id
        }
        if self._session.run(commands.RejectSuggestion(span.article_id, span.id)):
            left = [id_ for id_ in self._heads() if id_ in linked]
            if left:
                self._labelling.activate(left[0])
            else:
                self._go_on(span)

    def next_suggestion(self) -> None:
        """Makes the next suggestion active that one decides on, after the last one the first."""
        ids = self._heads()
        active = self._labelling.active
        place = (active.start, -active.end, active.id) if active else (self._pane.caret, -len(self._pane.text), "")
        found = [id_ for id_ in ids if self._place(id_) > place] or ids
        if found:
            self._labelling.activate(found[0])
            # Its keys are those of the text, wherever the wish came from: the list, a button.
            self._pane.setFocus()
        else:
            self._tell_none(self.tr("There are no suggestions in this article."))

    def accept_all_suggestions(self) -> None:
        """Takes all suggestions over that are on screen, with what they are linked to."""
        article = self._session.article
        start, end = self._pane.visible_range()
        found = [s.id for s in self._session.spans.values() if s.is_open and s.start < end and s.end > start]
        if article is None or not found:
            self._tell_none(self.tr("No suggestion is on screen."))
            return
        change = self._session.run(commands.AcceptSuggestions(article.id, tuple(found)))
        number = sum(row.table == "suggestion" for row in change.rows) if change else 0
        if change is None or not number:
            return
        one, more = self.tr("1 suggestion accepted."), self.tr("%Ln suggestions accepted.", "", number)
        sentence = one if number == 1 else more
        spans, missing = self._session.spans, self._labelling.codebook.missing
        taken = (spans[row.row_id] for row in change.rows if row.table == "span" and row.row_id in spans)
        lacking = {span.id for span in taken if missing(span)}
        self._incomplete = [id_ for id_ in self._pane.ordered_span_ids() if id_ in lacking]
        if self._incomplete:
            self._turn_to_incomplete(sentence)
            self._pane.setFocus()
        else:
            self.told.emit(sentence)

    def _turn_to_incomplete(self, accepted: str = "") -> None:
        """Makes the first of the spans active that lack something, and tells it; of many how many they are."""
        span, number = self._session.spans[self._incomplete[0]], len(self._incomplete)
        self._labelling.activate(span.id)
        names = ", ".join(a.title or a.name for a in self._labelling.codebook.missing(span))
        one = self.tr("%1 is still to be chosen.")
        more = self.tr("%Ln lack a required attribute; %1 of the first is to be chosen.", "", number)
        lacks = (one if number == 1 or not accepted else more).replace("%1", names)
        self.told.emit(f"{accepted or self.tr('Accepted.')} {lacks}")

    def _on_taken_over(self, suggestion: Span) -> None:
        """Goes on from a suggestion that a digit has changed, as from one that was accepted, if that was all."""
        span = self._labelling.active
        if span is None or span.is_open or self._labelling.codebook.missing(span):
            return
        if self._session.waiting:
            self._go_on(suggestion)

    def _on_span(self, span_id: str) -> None:
        """Goes on from a span that was taken over once it lacks nothing: to the next such one, or suggestion."""
        if span_id not in self._incomplete:
            return
        span = self._session.spans.get(span_id)
        if span is not None and self._labelling.codebook.missing(span):
            return
        self._incomplete.remove(span_id)
        if span is None or self._pane.active != span_id:
            return
        if self._incomplete:
            self._turn_to_incomplete()
        elif self._session.waiting:
            self._go_on(span)

    def _go_on(self, decided: Span) -> bool:
        """Makes the next suggestion below one active; False, with a sentence, if there is none."""
        place = (decided.start, -decided.end, decided.id)
        ids = self._heads()
        following = next((id_ for id_ in ids if self._place(id_) > place), None)
        if following is not None:
            self._labelling.activate(following)
        elif ids:
            above = self.tr("1 suggestion is left above; F8 goes there.")
            more = self.tr("%Ln suggestions are left above; F8 goes there.", "", len(ids))
            self.told.emit(above if len(ids) == 1 else more)
        else:
            self.told.emit(self.tr("That was the last suggestion of this article."))
        return following is not None

    def _heads(self) -> list[str]:
        """The suggestions that one decides on, in the order of the text."""
        spans = self._session.spans
        return heads(
            (id_ for id_ in self._pane.ordered_span_ids() if spans[id_].is_open),
            taking_over.proposed_links(self._session),
        )

    def _place(self, span_id: str) -> tuple[int, int, str]:
        span = self._session.spans[span_id]
        return span.start, -span.end, span.id

    def _tell_none(self, sentence: str) -> None:
        """Tells that there is no suggestion, or that none is shown."""
        hidden = self.tr("Suggestions are hidden; F9 shows them.")
        self.told.emit(hidden if self._session.sieve.hidden else sentence)

    def _tell_no_suggestion(self, sentence: str) -> None:
        """Tells why nothing was decided; ``sentence`` says it of a span where no suggestion waits."""
        if self._session.waiting:
            self.told.emit(self.tr("No suggestion is selected: F8 goes to the next. Del deletes a span."))
        elif self._labelling.active is not None:
            self.told.emit(sentence)
