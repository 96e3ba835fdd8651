"""Spans of several pieces: adding one, removing one, joining spans and parting them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from annotator.core.models import Segments, Span
from annotator.project import commands
from annotator.ui.labelling import Labelling
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.session import Session
from annotator.ui.suggestions import taking_over

_SHOWN = 40  # code points of a piece that is told
_MARKS = 2  # code points that a label may take beside a quotation, such as a comma


class Segmenting(QObject):
    """Changes of which pieces of text a span consists; a suggestion is taken over by that.

    A piece is added with the mouse (Ctrl) at once, by key in two steps: the first chooses the span, the second,
    after text was selected, adds it.
    """

    told = Signal(str)
    changed = Signal()  # waiting for a piece, or no longer

    def __init__(self, session: Session, pane: TextPane, labelling: Labelling) -> None:
        super().__init__(pane)
        self._session = session
        self._pane = pane
        self._labelling = labelling
        self._growing: str | None = None
        self._other_keys = pane.key_filter
        pane.key_filter = self.take_key
        pane.segment_added.connect(self.add)
        pane.active_changed.connect(self._on_active)
        session.span_changed.connect(self._on_span)
        session.spans_changed.connect(lambda _ids: self._on_span(self._growing or ""))
        session.article_changed.connect(self.stop)

    @property
    def is_on(self) -> bool:
        """Whether a piece is waited for."""
        return self._growing is not None

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether the key was meant for a piece that is being added, or for labelling."""
        bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.is_on and bare and event.key() == Qt.Key.Key_Escape:
            growing = self._growing
            self.stop()
            self._pane.set_active(growing)
            return True
        if self.is_on and bare and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.add_segment()
            return True
        return self._other_keys is not None and self._other_keys(event)

    def add_segment(self) -> None:
        """Waits for a piece of the active span; when one is selected, adds it."""
        if self._growing is not None:
            self._add_selected(self._growing)
            return
        span = self._labelling.active
        if span is None:
            self._ask_for_span()
            return
        self._growing = span.id
        self._pane.pin(span.id)
        self.told.emit(self.tr("Select the words that belong to it, too; Enter adds them, Esc leaves."))
        self.changed.emit()

    def _add_selected(self, span_id: str) -> None:
        chosen = self._pane.selection or self._pane.current_word()
        if chosen is None:
            self.told.emit(self.tr("Select the words first that belong to the span, too."))
        else:
            self.stop()
            self.add(span_id, *chosen)

    def stop(self) -> None:
        """Waits for a piece no longer."""
        if self._growing is not None:
            self._growing = None
            self._pane.pin(None)
            self.changed.emit()

    def add(self, span_id: str, start: int, end: int) -> None:
        """Adds the text from ``start`` to ``end`` (code points) to a span."""
        self.stop()
        span = self._taken(span_id)
        if span is None:
            return
        added = self._session.run(commands.AddSegment(span.article_id, span.id, start, end))
        self._pane.set_active(span.id)
        if added:
            found = self._session.spans[span.id].segments
            self._pane.choose_segment(next((s for s in found if s[0] <= start < s[1]), None))
            self.told.emit(self._sentence(self.tr("Added: %1"), start, end))
        elif any(s <= start and end <= e for s, e in span.segments):
            self.told.emit(self.tr("These words belong to the span already."))

    def remove_segment(self) -> None:
        """Removes the piece of the active span that is chosen, else the last one."""
        span = self._labelling.active
        if span is None:
            self._ask_for_span()
        elif len(span.segments) < 2:
            self.told.emit(self.tr("This span has one piece only; Del deletes it."))
        else:
            self.remove(span.id, *(self._pane.segment or span.segments[-1]))

    def remove(self, span_id: str, start: int, end: int) -> None:
        """Removes a piece of a span."""
        span = self._taken(span_id)
        if span is not None and self._session.run(commands.RemoveSegment(span.article_id, span.id, start, end)):
            self._pane.set_active(span.id)
            self.told.emit(self._sentence(self.tr("Removed from the span: %1"), start, end))

    def show_piece(self, start: int, end: int) -> None:
        """Chooses a piece of the active span, and scrolls to it."""
        self._pane.choose_segment((start, end))
        self._pane.ensure_visible(start, end)
        self._pane.setFocus()

    def join_spans(self) -> None:
        """Joins the active quotation with what goes on with it, or the active span with the next of its label."""
        active = self._labelling.active
        if active is None:
            self._ask_for_span()
            return
        span = self._taken(active.id)
        if span is None:
            return
        spans, pieces = self._continuation(span)
        if not spans and not pieces:
            following = self._following(span)
            spans = [following] if following else []
        if not spans and not pieces:
            label = self._labelling.codebook.label(span.label)
            sentence = self.tr("Nothing to join: no other %1 follows in this paragraph.")
            self.told.emit(sentence.replace("%1", label.title if label else span.label))
            return
        ids = (span.id, *(other.id for other in spans))
        if self._session.run(commands.JoinSpans(span.article_id, ids, pieces)):
            self._pane.set_active(span.id)
            first, *rest = sorted([*pieces, *((other.start, other.end) for other in spans)])
            more = f" +{len(rest)}" if rest else ""
            self.told.emit(self._sentence(self.tr("Joined with: %1"), *first) + more)

    def split_span(self) -> None:
        """Makes a span of its own of each piece of the active one."""
        active = self._labelling.active
        if active is None:
            self._ask_for_span()
            return
        if len(active.segments) < 2:
            self.told.emit(self.tr("This span has one piece only."))
            return
        number = len(active.segments)
        span = self._taken(active.id)
        if span is not None and self._session.run(commands.SplitSpan(span.article_id, span.id)):
            self._pane.set_active(span.id)
            self.told.emit(self.tr("Now %1 spans, with the same values and links.").replace("%1", str(number)))

    def _continuation(self, span: Span) -> tuple[list[Span], Segments]:
        """What goes on with an interrupted quotation: spans that label pieces of it, and pieces without one."""
        article, label = self._session.article, self._labelling.codebook.label(span.label)
        if article is None or label is None or label.unit != "quotation":
            return [], ()
        from annotator.core.quotation import continuations  # takes 2 ms, before anything is painted

        spans: list[Span] = []
        pieces: list[tuple[int, int]] = []
        for start, end in continuations(article.text, span.segments):
            found = next((s for s in self._same(span) if _labels(s, start, end)), None)
            if found is None:
                pieces.append((start, end))
            else:
                spans.append(found)
        return spans, tuple(pieces)

    def _following(self, span: Span) -> Span | None:
        """The next span of the same label and person in the paragraph."""
        article = self._session.article
        later = [other for other in self._same(span) if other.start >= span.end]
        found = min(later, key=lambda other: (other.start, other.end), default=None)
        if article is None or found is None or "\n" in article.text[span.end : found.start]:
            return None
        return found

    def _same(self, span: Span) -> list[Span]:
        """The other spans of the same label and person."""
        return [
            other
            for other in self._session.spans.values()
            if (other.label, other.annotator) == (span.label, span.annotator)
            and other.id != span.id
            and not other.is_open
        ]

    def _taken(self, span_id: str) -> Span | None:
        """The span, or what became of it if it was a suggestion."""
        span = self._session.spans.get(span_id)
        return taking_over.accept(self._session, span) if span is not None else None

    def _ask_for_span(self) -> None:
        self.told.emit(self.tr("Select a span first: Tab goes to the next."))

    def _sentence(self, sentence: str, start: int, end: int) -> str:
        text = self._session.article.text if self._session.article else ""
        words = " ".join(text[start:end].split())
        return sentence.replace("%1", words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()} …")

    def _on_active(self) -> None:
        if self._pane.active not in (None, self._growing):
            self.stop()

    def _on_span(self, span_id: str) -> None:
        if span_id == self._growing and span_id not in self._session.spans:
            self.stop()


def _labels(span: Span, start: int, end: int) -> bool:
    """Whether a span labels this quotation: all between its marks, and little more than it."""
    return (
        start - _MARKS <= span.start <= start + _MARKS
        and end - _MARKS <= span.end <= end + _MARKS
        and len(span.segments) == 1
    )
