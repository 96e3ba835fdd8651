"""Giving a quote its speaker, a claim its claimant: by number badges and one digit, or by drag."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from annotator.core.boundaries import paragraph_at
from annotator.core.codebook import RelationType
from annotator.core.models import Span
from annotator.project import commands
from annotator.ui.pane.link_rules import Link, links_between
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.parts.writing import isolated
from annotator.ui.session import Session
from annotator.ui.suggestions import taking_over

_CANDIDATES = 9
_SHOWN = 40  # code points of a span that is told


class Linking(QObject):
    """The gesture that links the active span to another one."""

    told = Signal(str)
    changed = Signal()  # on or off

    def __init__(self, session: Session, pane: TextPane) -> None:
        super().__init__(pane)
        self._session = session
        self._pane = pane
        self._head: Span | None = None
        self._child: Span | None = None  # where the head is chosen
        self._replaces = False
        self.relation: RelationType | None = None
        pane.candidate_chosen.connect(self._choose)
        pane.active_changed.connect(self._on_active)
        pane.link_dropped.connect(self._drop)
        pane.link_refused.connect(self.told)
        pane.links_wanted.connect(self.link_relation)

    @property
    def is_on(self) -> bool:
        return self.relation is not None

    def link_speaker(self) -> None:
        """Starts the link that the label's first relation stands for; a speaker takes the former one's place.

        From the other end, an actor or a cue, it leads to the only quote or claim of the paragraph that lacks one,
        or asks which.
        """
        self._start_first(replaces=True)

    def link_more(self) -> None:
        """Starts the link that the label's first relation stands for; it comes beside those there are."""
        self._start_first(replaces=False)

    def _start_first(self, replaces: bool) -> None:
        active = self._session.spans.get(self._pane.active or "")
        if active is not None and not active.is_open and not self._kinds(active):
            heads = self._heads_for(active)
            if heads:
                self._link_from(active, heads)
                return
        kinds = self._kinds(self._head_span())
        if kinds:
            self.start(kinds[0], replaces=replaces)
        else:
            self._ask_for_head()

    def _ask_for_head(self) -> None:
        self.told.emit(self.tr("Select a span that can be linked first, such as a quote: Tab goes to the next."))

    def link_relation(self) -> None:
        """Asks which relation, then starts it; the new link comes beside those there are."""
        kinds = self._kinds(self._head_span())
        if not kinds:
            self._ask_for_head()
            return

        def choice(kind: RelationType) -> tuple[RelationType, Callable[[], None]]:
            return kind, lambda: self.start(kind, replaces=False)

        self._ask(map(choice, kinds), self._pane.below_caret())

    def _ask(self, choices: Iterable[tuple[RelationType, Callable[[], None]]], place: QPoint) -> None:
        """Asks which relation is meant; the numbers 1 to 9 choose."""
        menu = QMenu(self._pane)
        menu.setAccessibleName(self.tr("Relations"))
        menu.setToolTipsVisible(True)
        for number, (kind, chosen) in enumerate(choices, 1):
            action = menu.addAction(f"&{number}  {kind.title}" if number <= _CANDIDATES else kind.title)
            action.setToolTip(kind.guideline)
            action.triggered.connect(chosen)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)
        menu.setActiveAction(menu.actions()[0])

    def start(self, kind: RelationType, replaces: bool) -> None:
        """Puts numbers on the spans that the active one may be linked to, the nearest first.

        Suggestions are among them: choosing one takes it over. So are those that are linked so already, with a
        tick: choosing one of them unlinks it.
        """
        head = self._head_span()
        if head is None:
            return
        found = [s for s in self._session.spans.values() if s.label in kind.child and s.id != head.id]
        if not found:
            wanted = " / ".join(kind.child)
            self.told.emit(
                self.tr("There is no %1 to link to yet: select the words and label them first.").replace(
                    "%1", wanted
                )
            )
            return
        linked = self._linked(kind, head)
        found.sort(key=lambda span: (_distance(head, span), span.start))
        # However far away, what is linked can be unlinked.
        room = _CANDIDATES - sum(span.id in linked for span in found[_CANDIDATES:])
        shown = [span for n, span in enumerate(found) if n < max(0, room) or span.id in linked][:_CANDIDATES]
        self.relation, self._replaces = kind, replaces
        self._pane.set_active(head.id)
        self._head = head
        self._pane.set_candidates({n: span.id for n, span in enumerate(shown, 1)}, linked.keys())
        self.changed.emit()

    def _heads_for(self, child: Span) -> list[tuple[Link, bool]]:
        """The links that could lead to a span, the nearest first, and whether their heads have one already.

        Heads that lack one come first.
        """
        linked: dict[tuple[str, str], set[str]] = {}
        for relation in self._session.relations.values():
            linked.setdefault((relation.head, relation.label), set()).add(relation.child)
        kinds: dict[str, RelationType | None] = {}
        found: list[tuple[bool, int, int, Link]] = []
        for head in self._session.spans.values():
            if head.label not in kinds:
                kinds[head.label] = next((k for k in self._kinds(head) if child.label in k.child), None)
            kind = kinds[head.label]
            if kind is None or head.is_open or head.id == child.id:
                continue
            children = linked.get((head.id, kind.name), set())
            if child.id not in children:
                found.append((bool(children), _distance(head, child), head.start, Link(kind, head, child)))
        return [(link, has) for has, *_, link in sorted(found, key=lambda item: item[:3])]

    def _link_from(self, child: Span, links: list[tuple[Link, bool]]) -> None:
        """Makes the link that is meant beyond doubt, else puts numbers on the spans that it may come from."""
        text = self._session.article.text if self._session.article else ""
        start, end = paragraph_at(text, child.start)
        near = [link for link, has in links if not has and link.head.start < end and link.head.end > start]
        if len(near) == 1:
            (link,) = near
            if self._session.run(commands.AddRelation(child.article_id, link.kind.name, link.head.id, child.id)):
                words = text[link.head.start : link.head.end]
                shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()} …"
                self.told.emit(f"{link.kind.title}: {isolated(shown)}")
            return
        self.relation = links[0][0].kind
        self._child = child
        self._pane.set_candidates({n: link.head.id for n, (link, _) in enumerate(links[:_CANDIDATES], 1)})
        self.changed.emit()

    def stop(self) -> None:
        """Ends the gesture without a link."""
        if self.is_on:
            self.relation = self._head = self._child = None
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

    def point_out(self, relation_id: str) -> None:
        """Draws one link of the active span stronger than the others; an empty id, none."""
        self._pane.point_out(relation_id or None)

    def _choose(self, chosen: str) -> None:
        child = self._child
        if child is None:
            self._choose_child(chosen)
            return
        link = next((link for link, _ in self._heads_for(child) if link.head.id == chosen), None)
        self.stop()
        if link is not None:
            self._session.run(commands.AddRelation(child.article_id, link.kind.name, chosen, child.id))
        self._pane.set_active(child.id)

    def _choose_child(self, child: str) -> None:
        kind, head = self.relation, self._head
        if kind is None or head is None:
            return
        replaces, linked = self._replaces, self._linked(kind, head)
        self.stop()
        if child in linked:
            if self._session.run(commands.DeleteRelation(head.article_id, linked[child])):
                self.told.emit(self.tr("%1: link removed.").replace("%1", kind.title))
        else:
            self._session.run(commands.AddRelation(head.article_id, kind.name, head.id, child, replaces))
        self._pane.set_active(head.id)

    def _linked(self, kind: RelationType, head: Span) -> dict[str, str]:
        """The ids of a relation's links from a span, by the id of the span that each leads to."""
        relations = self._session.relations.values()
        return {
            r.child: r.id
            for r in relations
            if (r.head, r.label) == (head.id, kind.name) and r.origin.decision != "open"
        }

    def _drop(self, source: str, target: str) -> None:
        """Links two spans that a drag connected, after asking which relation is meant if several fit."""
        project = self._session.project
        one, other = (self._session.spans.get(id_) for id_ in (source, target))
        if project is None or one is None or other is None:
            return
        self.stop()
        links = links_between(project.codebook, one, other)
        if len(links) == 1:
            self._make(links[0])
            return

        def choice(link: Link) -> tuple[RelationType, Callable[[], None]]:
            return link.kind, lambda: self._make(link)

        self._ask(map(choice, links), QCursor.pos())

    def _make(self, link: Link) -> None:
        """Makes a link; suggestions at its ends are taken over by that."""
        kind, head, child = link
        if child.id in self._linked(kind, head):
            self.told.emit(self.tr("%1: they are linked so already.").replace("%1", kind.title))
        else:
            self._session.run(commands.AddRelation(head.article_id, kind.name, head.id, child.id))
        self._pane.set_active(taking_over.became(self._session, head).id)

    def _on_active(self) -> None:
        end = self._head or self._child
        if self.is_on and end is not None and self._pane.active != end.id:
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
