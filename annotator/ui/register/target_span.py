"""Which span a key of the registers is about."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from annotator.core.models import Span
from annotator.ui.labelling import Labelling
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.session import Session
from annotator.ui.suggestions import taking_over


class TargetSpan(QObject):
    """Finds the span, and labels or takes over what is not one yet. ``told`` says why there is none."""

    told = Signal(str)

    def __init__(self, session: Session, pane: TextPane, labelling: Labelling, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._pane = pane
        self._labelling = labelling

    def span(self) -> Span | None:
        """The span that a key is about, labelled by this if it is only selected; None, with a sentence, if none.

        It points to a register, and is nobody's suggestion any more.
        """
        if self._session.article is None:
            return None
        active = self._labelling.active
        if active is None and self._pane.selection is None:
            at_caret = (self._session.spans[id_] for id_ in self._pane.spans_at(self._pane.caret))
            active = next((span for span in at_caret if self._reaches_entry(span)), None)
        if active is None:
            label = next((lb for lb in self._labelling.codebook.labels if lb.points_to == "actor"), None)
            if label is None:
                self.told.emit(self.tr("No label of the codebook points to an actor."))
                return None
            self._labelling.apply_label(label.name)
            return self._labelling.active
        span = active if self.points_to(active) else self._speaker(active)
        if span is None:
            return None
        taken = taking_over.accept(self._session, span)
        if taken is not None:
            self._labelling.activate(taken.id)
        return taken

    def points_to(self, span: Span) -> str | None:
        """The register that a span points to by its label: "actor", "concept", or None."""
        label = self._labelling.codebook.label(span.label)
        return label.points_to if label is not None else None

    def _reaches_entry(self, span: Span) -> bool:
        return self.points_to(span) is not None or bool(self._ways_to_actor(span))

    def _ways_to_actor(self, span: Span) -> list[str]:
        """The relations from this label to labels that point to an actor."""
        book = self._labelling.codebook
        found = []
        for relation in book.relations_from(span.label):
            children = (book.label(name) for name in relation.child)
            if any(label is not None and label.points_to == "actor" for label in children):
                found.append(relation.name)
        return found

    def _speaker(self, span: Span) -> Span | None:
        """The span that stands for the actor of one that can't point to any itself: a quote's speaker."""
        ways = self._ways_to_actor(span)
        if not ways:
            self.told.emit(self.tr("A %1 has neither actor nor concept.").replace("%1", span.label))
            return None
        children = {r.label: r.child for r in self._session.relations.values() if r.head == span.id}
        for name in ways:
            child = self._session.spans.get(children.get(name, ""))
            if child is not None and self.points_to(child) == "actor":
                return child
        self.told.emit(self.tr("This span has no speaker yet: S links one."))
        return None
