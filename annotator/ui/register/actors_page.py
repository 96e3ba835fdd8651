"""The register of actors: a list with search, the chosen one's form, and where the corpus speaks of it."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator.core.errors import UserError
from annotator.core.identity import new_id
from annotator.core.models import Actor
from annotator.core.names import fold
from annotator.core.register_rules import ACTOR_KINDS
from annotator.project import commands
from annotator.ui.actions.key_text import with_keys
from annotator.ui.parts.theme import scale_of
from annotator.ui.parts.writing import isolated
from annotator.ui.register.actor_form import ActorForm
from annotator.ui.register.actor_list import ActorModel, ActorView
from annotator.ui.register.empty_hint import EmptyHint
from annotator.ui.register.index import RegisterIndex
from annotator.ui.register.register_page import RegisterPage, Run
from annotator.ui.register.searching import SearchLine
from annotator.ui.session import Session

_MOST_MERGED = 50  # actors at once: more would be a slip


class ActorsPage(RegisterPage):
    """Shows and edits the register."""

    def __init__(self, session: Session, index: RegisterIndex, run: Run, parent: QWidget | None = None) -> None:
        super().__init__(session, index, run, parent)
        self.setAccessibleName(self.tr("Register of actors"))
        self._listed = 0  # how many mentions the shown actor had when they were listed
        self.search = SearchLine(self.tr("Search the actors"))
        self.model = ActorModel(index, self)
        self.view = ActorView(self.model)
        self.form = ActorForm()
        self._soon.timeout.connect(self._show_mentions)
        self._button("split", self.tr("Split off the selected…"), self.split)
        below = (self._entry_buttons(),)
        self._lay_out(self.search, self.view, below, self.form, widths=(490, 630), heights=(410, 230))
        self._empty = EmptyHint(self.view, self._why_empty)
        self._order_tabs()
        self._connect()

    def _why_empty(self) -> str:
        sought = self.search.text().strip()
        if not self._index.ready:
            return ""
        if sought:
            return self.tr("No actor is called “%1”.").replace("%1", isolated(sought))
        return with_keys(self.tr("No actors yet. Shift+E makes one of a mention in the text, New makes one here."))

    def _entry_buttons(self) -> QWidget:
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(round(6 * scale_of(self)))
        for name, text, slot in (
            ("new", self.tr("New"), self.new_actor),
            ("merge", self.tr("Merge…"), self.merge),
            ("delete", self.tr("Delete"), self.delete),
        ):
            row.addWidget(self._button(name, text, slot))
        row.addStretch(1)
        return buttons

    def _order_tabs(self) -> None:
        """Tab goes down the list's side, then down the form, then through the mentions."""
        buttons = [self._buttons[name] for name in ("new", "merge", "delete")]
        chain: list[QWidget] = [self.search, self.view, *buttons, self.form.name]
        for one, other in pairwise(chain):
            QWidget.setTabOrder(one, other)

    def _connect(self) -> None:
        self.search.sought.connect(self._search)
        self.search.stepped.connect(self._step)
        self.view.typed.connect(self.search.type_on)
        self.view.selectionModel().selectionChanged.connect(lambda _on, _off: self._show_chosen())
        self.form.edited.connect(self._edit)
        self.form.refused.connect(self.refused)
        self.form.dropped.connect(lambda why: self.noted.emit(self.tr("Not saved: %1").replace("%1", why)))
        self.form.left.connect(self.view.setFocus)
        self.concordance.selectionModel().selectionChanged.connect(lambda _on, _off: self._show_buttons())
        self._index.changed.connect(self.refresh)
        self._index.counted.connect(self._recounted)
        self._session.corpus_changed.connect(self._soon.start)  # so are the layers that are shown

    # What is shown

    def refresh(self) -> None:
        """Shows the register as it is now, with the same actors selected, or the nearest if they are gone."""
        if not self.isVisible():
            return
        kept = [actor.id for actor in self.view.selected()] or ([self._shown] if self._shown else [])
        row, place = self.view.currentIndex().row(), self.view.verticalScrollBar().value()
        self.view.selectionModel().blockSignals(True)
        self.model.refresh()
        kept = [id_ for id_ in kept if id_ in self._index.actors.values]
        self._leave_gone()
        if not kept:
            near = self.model.actor(min(max(row, 0), self.model.rowCount() - 1))
            kept = [near.id] if near is not None else []
        self.view.select(kept)
        self.view.selectionModel().blockSignals(False)
        self.view.verticalScrollBar().setValue(place)
        self._show_chosen()

    def _leave_gone(self) -> None:
        """Takes the keyboard out of the form of an actor that is gone: another one's is going to stand there."""
        actor, focus = self.form.actor, self.window().focusWidget()
        if actor is None or actor.id in self._index.actors.values:
            return
        self.form.show_actor(None)
        if focus is not None and self.form.isAncestorOf(focus):
            self.view.setFocus()
            self.noted.emit(self.tr("%1 is not in the register any more.").replace("%1", isolated(actor.name)))

    def show_actor(self, *actor_ids: str) -> None:
        """Selects these actors."""
        self.search.clear()
        self.model.search("")
        self.view.select(actor_ids)
        self.view.setFocus()

    def reread(self) -> None:
        """Lists the mentions of the chosen actor anew."""
        self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Lists the mentions anew: while the page was out of sight, it has followed nothing."""
        super().showEvent(event)
        self.reread()

    def leave(self) -> None:
        """Saves what was written and not left yet."""
        self.form.finish()

    def _search(self, typed: str) -> None:
        self.form.finish()
        self.model.search(typed)
        first = self.model.actor(0)
        self.view.select([first.id] if first is not None else [])
        self._show_chosen()

    def _step(self, by: int) -> None:
        row = min(max(self.view.currentIndex().row() + by, 0), self.model.rowCount() - 1)
        self.view.selectRow(row)

    def _show_chosen(self) -> None:
        chosen = self.view.selected()
        actor = chosen[0] if chosen else None
        if self.form.actor is not None and (actor is None or actor.id != self.form.actor.id):
            self.form.finish()
        self.form.show_actor(actor, self._kinds())
        if actor is None or actor.id != self._shown:
            self._shown = actor.id if actor is not None else None
            self.mentions.show(None)
            self._soon.start()
        self._show_buttons()

    def _kinds(self) -> tuple[str, ...]:
        """The kinds that the codebook has for what points to an actor, else the usual ones."""
        project = self._session.project
        labels = project.codebook.labels if project is not None else ()
        kind = next((a for label in labels if label.points_to == "actor" and (a := label.attribute("kind"))), None)
        return (kind.values if kind is not None else ()) or ACTOR_KINDS

    def _show_mentions(self) -> None:
        project, actor_id = self._session.project, self._shown
        if project is None or actor_id is None:
            self.mentions.show(None)
            self._heading.clear()
            return
        register = project.register
        self._listed = self._index.actors.uses(actor_id)
        self.mentions.show(lambda after, limit: register.mentions(actor_id, after, limit))
        try:
            count, hidden = register.count_mentions(actor_id), register.count_hidden("actor", actor_id)
        except UserError as error:
            self.failed.emit(str(error))
            count = hidden = 0
        heading = self.tr("1 mention") if count == 1 else self.tr("%Ln mentions", "", count)
        self._set_heading(heading, hidden)
        self._show_buttons()

    def _recounted(self) -> None:
        if self.isVisible():
            self.model.recounted()
            if self._shown is not None and self._index.actors.uses(self._shown) != self._listed:
                self._soon.start()

    def _show_buttons(self) -> None:
        chosen, project = len(self.view.selected()), self._session.project
        free = project is not None and not project.read_only
        self._buttons["new"].setEnabled(free)
        self._buttons["merge"].setEnabled(free and 1 < chosen <= _MOST_MERGED)
        self._buttons["delete"].setEnabled(free and chosen == 1)
        self._buttons["split"].setEnabled(free and bool(self.concordance.selected()))
        self.form.setEnabled(free and chosen == 1)

    def _edit(self, actor: Actor) -> None:
        before = self._index.actors.values.get(actor.id)
        if not self._run(commands.EditActor(actor, self.form.actor), 1):
            return
        had = {fold(name) for name in (before.name, *before.aliases)} if before is not None else set()
        for name in (actor.name, *actor.aliases):
            other = self._index.other_called(name, actor.id) if fold(name) not in had else None
            if other is not None:
                sentence = self.tr("“%1” is a name of %2 as well.")
                self.noted.emit(sentence.replace("%1", isolated(name)).replace("%2", isolated(other.name)))
                return

    # What buttons do

    def new_actor(self) -> None:
        """Makes an actor and turns to its name."""
        made = Actor(new_id(), self.search.text().strip() or self.tr("New actor"))
        if self._run(commands.CreateActor(made), 1):
            self.show_actor(made.id)
            self.form.name.setFocus()
            self.form.name.selectAll()

    def merge(self) -> None:
        """Asks which of the selected actors stays, and makes one of them."""
        from annotator.ui.register.merging import MergeDialog

        chosen, uses = self.view.selected(), self._index.actors.uses
        if not 1 < len(chosen) <= _MOST_MERGED:
            return
        dialog = MergeDialog(chosen, uses, self)
        if dialog.exec():
            into, others = dialog.into(), dialog.others()
            if self._run(commands.MergeActors(into, others), sum(uses(id_) for id_ in others)):
                self.show_actor(into)
                self.reread()
                name = self._index.actors.values[into].name if into in self._index.actors.values else ""
                self.told.emit(self.tr("Merged into %1.").replace("%1", isolated(name)))
        dialog.deleteLater()

    def split(self) -> None:
        """Makes a new actor of the selected mentions."""
        from annotator.ui.register.merging import SplitDialog

        actor, mentions = self.form.actor, self.concordance.selected()
        if actor is None or not mentions:
            return
        dialog = SplitDialog(actor, mentions, self._index.actors.uses(actor.id), self)
        if dialog.exec():
            command = dialog.command()
            if self._run(command, len(mentions)):
                self.show_actor(command.create.id)
                self.reread()
                self.told.emit(self.tr("Split off %1.").replace("%1", isolated(command.create.name)))
        dialog.deleteLater()

    def delete(self) -> None:
        """Takes the selected actor out of the register; asks if anything points to it."""
        from annotator.ui.register.merging import DeleteActorBox

        chosen = self.view.selected()
        if len(chosen) != 1:
            return
        actor, uses = chosen[0], self._index.actors.uses(chosen[0].id)
        if uses and not DeleteActorBox(actor, uses, self).is_confirmed():
            return
        if self._run(commands.DeleteActor(actor.id), uses):
            self.view.setFocus()
            self.told.emit(self.tr("Deleted %1.").replace("%1", isolated(actor.name)))
