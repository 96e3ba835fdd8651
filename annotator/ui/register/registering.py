"""What keys do about the registers: linking a span to its actor or concept, and opening the registers' windows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtWidgets import QWidget

from annotator.core.models import Actor, Change, Concept, Span
from annotator.project import commands
from annotator.ui.labelling import Labelling
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.parts.places import bring_to_front
from annotator.ui.parts.writing import isolated
from annotator.ui.register.index import RegisterIndex, entry_id
from annotator.ui.register.target_span import TargetSpan
from annotator.ui.session import Session

if TYPE_CHECKING:
    # Not needed before the first key of theirs.
    from annotator.ui.register.actors_window import ActorsWindow
    from annotator.ui.register.candidates import ActorSource, ConceptSource
    from annotator.ui.register.concepts_window import ConceptsWindow
    from annotator.ui.register.picker import EntryPicker


class Registering(QObject):
    """Links the active span to an entry, by a popup or at once, and keeps the registers' windows."""

    told = Signal(str)
    mention_chosen = Signal(int, str)  # article id, span id: to be shown

    def __init__(self, session: Session, pane: TextPane, labelling: Labelling, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._pane = pane
        self._labelling = labelling
        self._window = window
        self.index = RegisterIndex(session, self)
        self._aim = TargetSpan(session, pane, labelling, self)
        self._aim.told.connect(self.told)
        self._picker: EntryPicker | None = None
        self._span: Span | None = None  # that the picker is open for
        self._source: ActorSource | ConceptSource | None = None
        self._last: Change | None = None
        self._labelled: Change | None = None  # what made the span that the picker is open for, by the same key
        self._made: tuple[str, str] | None = None  # a span and the actor that was made of it just now
        self._actors: ActorsWindow | None = None
        self._concepts: ConceptsWindow | None = None
        self.index.changed.connect(self._refill)
        session.changed.connect(self._note)
        session.article_changed.connect(self._close_picker)
        session.project_changed.connect(self._close_windows)

    # Keys

    def choose_entry(self) -> None:
        """Opens the entries that the active span, or the selection made an actor, may point to."""
        before = self._last
        span = self._aim.span()
        self._labelled = self._taken_over(before)
        if span is not None:
            self._open_picker(span)

    def link_at_once(self) -> None:
        """Links to the entry that is meant beyond doubt, or makes one of the text; asks where neither is sure."""
        from annotator.ui.register import candidates

        before, last = set(self._session.spans), self._last
        span = self._aim.span()
        if span is None:
            return
        labelled = self._last_label(span) if span.id not in before else self._taken_over(last)
        target = self._aim.points_to(span) or ""
        shelf, text = self.index.shelf(target), self._text(span)
        linked = entry_id(span, target)
        if linked is not None and linked in shelf.values:
            self._tell_linked(self.tr("Linked to %1 already; E chooses another."), shelf.values[linked].name)
            return
        if not self.index.ready:
            self.told.emit(self.tr("The register is still being read: try again in a moment."))
            return
        if target == "actor":
            recent = self.index.recent(target, span.start)
            found, is_new = candidates.meant_actor(self.index, text, recent)
        else:
            found = candidates.meant_concept(self.index, text)
            is_new = found is None and bool(candidates.as_sentence(text))
        if found is not None:
            self._link(span, target, found)
        elif is_new:
            self._create(span, candidates.source_for(self.index, target, span, text).new(""))
        else:
            self._labelled = labelled
            self._open_picker(span)
            if target == "actor" and not candidates.is_known(self.index, text, recent):
                self.told.emit(self.tr("Nobody in the register is called %1.").replace("%1", isolated(text)))
            else:
                self.told.emit(self.tr("Several could be meant: choose one."))

    def show_actors(self) -> None:
        """Opens the window of the register of actors, at the one that the active span points to."""
        active = self._labelling.active
        self._show_register()
        if active is not None and active.actor_id is not None and self._actors is not None:
            self._actors.show_actor(active.actor_id)

    def _show_register(self) -> None:
        if self._session.project is None:
            return
        if self._actors is None:
            from annotator.ui.register.actors_window import ActorsWindow

            self._actors = ActorsWindow(self._session, self.index, self._window)
            self._actors.mention_chosen.connect(self.mention_chosen)
        self._actors.show()
        bring_to_front(self._actors)

    def show_actor(self, actor_id: str) -> None:
        """Opens the window of the register at one actor."""
        self._show_register()
        if self._actors is not None:
            self._actors.show_actor(actor_id)

    def show_entry(self, entry_id: str) -> None:
        """Opens the register that an entry is in, at that entry; the actors for an empty id."""
        if entry_id in self.index.concepts.values:
            self._show_concepts()
            if self._concepts is not None:
                self._concepts.show_concept(entry_id)
        elif entry_id:
            self.show_actor(entry_id)
        else:
            self.show_actors()

    def show_concepts(self) -> None:
        """Opens the window of the concepts, at the one that the active span points to."""
        active = self._labelling.active
        self._show_concepts()
        if active is not None and active.concept_id is not None and self._concepts is not None:
            self._concepts.show_concept(active.concept_id)

    def _show_concepts(self) -> None:
        if self._session.project is None:
            return
        if self._concepts is None:
            from annotator.ui.register.concepts_window import ConceptsWindow

            self._concepts = ConceptsWindow(self._session, self.index, self._window)
            self._concepts.mention_chosen.connect(self.mention_chosen)
        self._concepts.show()
        bring_to_front(self._concepts)

    def _text(self, span: Span) -> str:
        from annotator.ui.register.candidates import mention_text

        return mention_text(self._session.article.text if self._session.article else "", span)

    # The picker

    def _open_picker(self, span: Span) -> None:
        from annotator.ui.register.candidates import source_for

        self.told.emit("")
        self._span = span
        self._source = source_for(self.index, self._aim.points_to(span) or "", span, self._text(span))
        self._the_picker().open(self._source, self._place(span), self.index.ready)

    def _the_picker(self) -> EntryPicker:
        if self._picker is None:
            from annotator.ui.register.picker import EntryPicker

            picker = self._picker = EntryPicker(self._window)
            picker.chosen.connect(self._on_chosen)
            picker.created.connect(self._on_created)
            picker.unlinked.connect(self._on_unlinked)
            picker.escaped.connect(self._take_label_back)
        return self._picker

    def _place(self, span: Span) -> QRect:
        """Where the lines of the span are, or, where they are many, its first one; in the window's coordinates."""
        box = self._pane.caret_box().toRect()
        bottom = self._window.mapFromGlobal(self._pane.below_caret())
        first = QRect(bottom - QPoint(0, box.height()), box.size())
        places = self._pane.places
        lines = round(places.line_at(span.end).bottom - places.line_at(span.start).bottom)
        return first.adjusted(0, 0, 0, lines) if 0 < lines <= self._window.height() // 4 else first

    def _refill(self) -> None:
        if self._picker is not None:
            self._picker.refill(self.index.ready)
        elif self.index.ready:
            # The register has just been read, and nobody waits: the first key finds the popup made.
            self._the_picker()

    def _close_picker(self) -> None:
        if self._picker is not None and self._picker.isVisible():
            self._picker.hide()

    def _on_chosen(self, id_: str) -> None:
        span = self._current()
        if span is not None and self._source is not None:
            self._link(span, self._source.target, id_)

    def _on_created(self, typed: str) -> None:
        span = self._current()
        if span is not None and self._source is not None:
            self._create(span, self._source.new(typed))

    def _on_unlinked(self) -> None:
        span = self._current()
        if span is not None and self._source is not None:
            self._link(span, self._source.target, None)

    def _note(self, change: Change) -> None:
        self._last = change

    def _last_label(self, span: Span) -> Change | None:
        """The last change, if it made this span."""
        last = self._last
        made = last is not None and any(row.row_id == span.id and row.before is None for row in last.rows)
        return last if made else None

    def _taken_over(self, before: Change | None) -> Change | None:
        """What has accepted a suggestion since then, if anything has."""
        last = self._last
        return (
            last
            if last is not None and last is not before and last.command == commands.AcceptSuggestions.name
            else None
        )

    def _take_label_back(self) -> None:
        """Escape: who says who is meant by nothing did not want the label either that the same key had made, nor
        the suggestion that it had accepted."""
        self._session.poll()
        if self._labelled is not None and self._labelled is self._last:
            self._session.undo()
        self._labelled = None

    def _current(self) -> Span | None:
        """The span as it is now: another window may have changed or deleted it while the picker was open."""
        span = self._session.spans.get(self._span.id) if self._span is not None else None
        if span is None:
            self.told.emit(self.tr("This span is not there any more."))
        return span

    # Linking

    def _link(self, span: Span, target: str, id_: str | None) -> None:
        mentions = ((span.article_id, span.id),)
        entry = self.index.shelf(target).values.get(id_ or "")
        done = self._session.run(
            commands.SetActor(mentions, id_, forget=self._made_of(span))
            if target == "actor"
            else commands.SetConcept(mentions, id_)
        )
        if done is None:
            return
        if entry is None:
            self.told.emit(self.tr("Linked to nobody.") if target == "actor" else self.tr("Linked to no concept."))
        else:
            self._learn(span, target, entry.id)
            self._tell_linked(self.tr("Linked to %1; E chooses another."), entry.name)

    def _learn(self, span: Span, target: str, id_: str) -> None:
        """Lets claims that are put as this one find its concept, too."""
        if target == "concept":
            self.index.concepts.wording.learn(id_, self._text(span))

    def _create(self, span: Span, made: Actor | Concept) -> None:
        mentions = ((span.article_id, span.id),)
        command: commands.Command
        if isinstance(made, Actor):
            command = commands.SetActor(mentions, made.id, create=made, forget=self._made_of(span))
            sentence = self.tr("New actor: %1. E chooses another.")
        else:
            command = commands.SetConcept(mentions, made.id, create=made)
            sentence = self.tr("New concept: %1. E chooses another.")
        if self._session.run(command) is not None:
            self._made = (span.id, made.id) if isinstance(made, Actor) else None
            self._learn(span, "actor" if isinstance(made, Actor) else "concept", made.id)
            self._tell_linked(sentence, made.name)

    def _made_of(self, span: Span) -> str | None:
        """The actor that was made of this span just now: who chooses another one did not mean to."""
        return self._made[1] if self._made is not None and self._made[0] == span.id else None

    def _tell_linked(self, sentence: str, name: str) -> None:
        self.told.emit(sentence.replace("%1", isolated(name)))

    # Windows

    def _close_windows(self) -> None:
        self._close_picker()
        for window in (self._actors, self._concepts):
            if window is not None:
                window.close()
                window.deleteLater()
        self._actors = self._concepts = None
