"""Giving a quote its speaker, a claim its claimant: number badges on the candidates, then one digit."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu

from annotator.core.codebook import RelationType
from annotator.core.models import Span
from annotator.project import commands
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.session import Session

_CANDIDATES = 9


class Linking(QObject):
    """The gesture that links the active span to another one."""

    told = Signal(str)
    changed = Signal()  # on or off

    def __init__(self, session: Session, pane: TextPane) -> None:
        super().__init__(pane)
        self._session = session
        self._pane = pane
        self._head: Span | None = None
        self._replaces = False
        self.relation: RelationType | None = None
        pane.candidate_chosen.connect(self._choose)
        pane.active_changed.connect(self._on_active)

    @property
    def is_on(self) -> bool:
        return self.relation is not None

    def link_speaker(self) -> None:
        """Starts the link that the label's first relation stands for; a speaker takes the former one's place."""
        head = self._head_span()
        kinds = self._kinds(head)
        if head is None or not kinds:
            self.told.emit(
                self.tr("Select a span that can be linked first, such as a quote: Tab goes to the next.")
            )
        else:
            self.start(kinds[0], replaces=True)

    def link_more(self) -> None:
        """Starts the link that the label's first relation stands for; it comes beside those there are."""
        head = self._head_span()
        kinds = self._kinds(head)
        if head is None or not kinds:
            self.told.emit(
                self.tr("Select a span that can be linked first, such as a quote: Tab goes to the next.")
            )
        else:
            self.start(kinds[0], replaces=False)

    def link_relation(self) -> None:
        """Asks which relation, then starts it; the new link comes beside those there are."""
        head = self._head_span()
        kinds = self._kinds(head)
        if not kinds:
            self.told.emit(
                self.tr("Select a span that can be linked first, such as a quote: Tab goes to the next.")
            )
            return
        menu = QMenu(self._pane)
        menu.setAccessibleName(self.tr("Relations"))
        menu.setToolTipsVisible(True)
        for number, kind in enumerate(kinds, 1):
            action = menu.addAction(f"&{number}  {kind.title}")
            action.setToolTip(kind.guideline)
            action.triggered.connect(lambda _checked=False, kind=kind: self.start(kind, replaces=False))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._pane.below_caret())
        menu.setActiveAction(menu.actions()[0])

    def start(self, kind: RelationType, replaces: bool) -> None:
        """Puts numbers on the spans that the active one may be linked to, the nearest first."""
        head = self._head_span()
        if head is None:
            return
        found = [
            s for s in self._session.spans.values() if s.label in kind.child and s.id != head.id and not s.is_open
        ]
        if not found:
            wanted = " / ".join(kind.child)
            self.told.emit(
                self.tr("There is no %1 to link to yet: select the words and label them first.").replace(
                    "%1", wanted
                )
            )
            return
        found.sort(key=lambda span: (_distance(head, span), span.start))
        self.relation, self._replaces = kind, replaces
        self._pane.set_active(head.id)
        self._head = head
        self._pane.set_candidates({n: span.id for n, span in enumerate(found[:_CANDIDATES], 1)})
        self.changed.emit()

    def stop(self) -> None:
        """Ends the gesture without a link."""
        if self.is_on:
            self.relation = self._head = None
            self._pane.set_candidates({})
            self.changed.emit()

    def choose_number(self, number: int) -> None:
        """Links to the span that carries this number."""
        child = self._pane.candidates.get(number)
        if child is None:
            self.told.emit(self.tr("No span carries the number %1.").replace("%1", str(number)))
        else:
            self._choose(child)

    def remove(self, relation_id: str) -> None:
        """Removes a link."""
        if self._session.article is not None:
            self._session.run(commands.DeleteRelation(self._session.article.id, relation_id))

    def _choose(self, child: str) -> None:
        kind, head = self.relation, self._head
        if kind is None or head is None:
            return
        replaces = self._replaces
        self.stop()
        self._session.run(commands.AddRelation(head.article_id, kind.name, head.id, child, replaces))
        self._pane.set_active(head.id)

    def _on_active(self) -> None:
        if self.is_on and self._head is not None and self._pane.active != self._head.id:
            self.stop()

    def _head_span(self) -> Span | None:
        """The active span, else the innermost at the caret that can be linked to something."""
        spans = self._session.spans
        active = spans.get(self._pane.active or "")
        at_caret = [spans[id_] for id_ in self._pane.spans_at(self._pane.caret) if id_ in spans]
        for span in (active, *at_caret):
            if span is not None and not span.is_open and self._kinds(span):
                return span
        return None

    def _kinds(self, head: Span | None) -> list[RelationType]:
        project = self._session.project
        return project.codebook.relations_from(head.label) if project and head else []


def _distance(head: Span, other: Span) -> int:
    """Characters between two spans; 0 where they overlap."""
    return max(other.start - head.end, head.start - other.end, 0)
