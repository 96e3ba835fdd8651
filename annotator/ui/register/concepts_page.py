"""The concepts: a tree with search, the chosen one's form, and the claims that say it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QWidget

from annotator.core.errors import UserError
from annotator.core.identity import new_id
from annotator.core.models import Concept
from annotator.project import commands
from annotator.ui.actions.key_text import with_keys
from annotator.ui.parts.flow import FlowLayout
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of
from annotator.ui.parts.writing import isolated
from annotator.ui.register.concepts_form import ConceptForm
from annotator.ui.register.concepts_model import ConceptModel
from annotator.ui.register.concepts_stances import stance_values
from annotator.ui.register.concepts_view import ConceptView
from annotator.ui.register.empty_hint import EmptyHint
from annotator.ui.register.index import RegisterIndex
from annotator.ui.register.register_page import RegisterPage, Run
from annotator.ui.register.searching import SearchLine
from annotator.ui.session import Session


class ConceptsPage(RegisterPage):
    """Shows and edits the concepts."""

    def __init__(self, session: Session, index: RegisterIndex, run: Run, parent: QWidget | None = None) -> None:
        super().__init__(session, index, run, parent)
        self.setAccessibleName(self.tr("Concepts"))
        self.search = SearchLine(self.tr("Search the concepts, or find similar ones"))
        self.model = ConceptModel(index, self)
        self.view = ConceptView(self.model)
        self.form = ConceptForm()
        self._hint = QLabel()
        self._hint.setWordWrap(True)
        set_role(self._hint, "small")
        self._soon.timeout.connect(self._show_claims)
        self._button("split", self.tr("Split off the selected…"), self.split)
        below = (self._hint, self._entry_buttons())
        self._lay_out(self.search, self.view, below, self.form, widths=(440, 560), heights=(280, 340))
        self._empty = EmptyHint(self.view, self._why_empty)
        self._connect()

    def _why_empty(self) -> str:
        sought = self.search.text().strip()
        if not self._index.ready:
            return ""
        if sought:
            return self.tr("No concept is like “%1”.").replace("%1", isolated(sought))
        return self.tr("No concepts yet. E on a claim in the text makes one, New makes one here.")

    def _entry_buttons(self) -> QWidget:
        buttons = QWidget()
        row = FlowLayout(buttons, spacing=round(6 * scale_of(self)))
        for name, text, slot in (
            ("new", self.tr("New"), self.new_concept),
            ("below", self.tr("New below"), self.new_below),
            ("merge", self.tr("Merge into…"), self.merge),
            ("delete", self.tr("Delete"), self.delete),
        ):
            row.addWidget(self._button(name, text, slot))
        return buttons

    def _connect(self) -> None:
        self.search.sought.connect(self._search)
        self.search.stepped.connect(self._step)
        self.view.typed.connect(self.search.type_on)
        self.view.selectionModel().selectionChanged.connect(lambda _on, _off: self._show_chosen())
        self.view.edit_wanted.connect(self.rename)
        self.view.delete_wanted.connect(self.delete)
        # Queued: a drop is still under way when the model tells of it.
        self.view.moved.connect(self.move_below, Qt.ConnectionType.QueuedConnection)
        self.form.edited.connect(lambda concept: self._run(commands.EditConcept(concept), 1))
        self.form.refused.connect(self.refused)
        self.form.stances.failed.connect(self.failed)
        self.concordance.selectionModel().selectionChanged.connect(lambda _on, _off: self._show_buttons())
        self._index.changed.connect(self.refresh)
        self._index.counted.connect(self._recounted)
        self._session.corpus_changed.connect(self._soon.start)  # so are the layers that are shown

    # What is shown

    def refresh(self) -> None:
        """Shows the concepts as they are now, with the same ones selected and unfolded."""
        if not self.isVisible():
            return
        kept = [concept.id for concept in self.view.selected()] or ([self._shown] if self._shown else [])
        place = self.view.verticalScrollBar().value()
        self.view.selectionModel().blockSignals(True)
        self.model.refresh()
        self.view.unfold_again()
        kept = [id_ for id_ in kept if id_ in self._index.concepts.values]
        self._leave_gone()
        self.view.select(kept or list(self.model.below(None)[:1]))
        self.view.selectionModel().blockSignals(False)
        self.view.verticalScrollBar().setValue(place)
        self._show_chosen()
        self._soon.start()

    def _leave_gone(self) -> None:
        """Takes the keyboard out of the form of a concept that is gone: another one's is going to stand there."""
        concept, focus = self.form.concept, self.window().focusWidget()
        if concept is None or concept.id in self._index.concepts.values:
            return
        self.form.show_concept(None, ())
        if focus is not None and self.form.isAncestorOf(focus):
            self.view.setFocus()
            self.noted.emit(
                self.tr("“%1” is not among the concepts any more.").replace("%1", isolated(concept.name))
            )

    def show_concept(self, *concept_ids: str) -> None:
        """Selects these concepts."""
        self.search.clear()
        self._fill("")
        self.view.select(concept_ids)
        self.view.setFocus()

    def leave(self) -> None:
        """Saves what was written and not left yet, and forgets what is being counted."""
        self.form.save()
        self.form.stances.forget()

    def _search(self, typed: str) -> None:
        self.form.save()
        self._fill(typed)
        self.view.select(list(self.model.below(None)[:1]))
        self._show_chosen()

    def _fill(self, typed: str) -> None:
        kept = [concept.id for concept in self.view.selected()]
        self.model.search(typed.strip())
        self.view.unfold_again()
        self.view.select(kept)

    def _step(self, by: int) -> None:
        index = self.view.currentIndex()
        for _ in range(abs(by)):
            further = self.view.indexBelow(index) if by > 0 else self.view.indexAbove(index)
            if not further.isValid():
                break
            index = further
        self.view.setCurrentIndex(index)

    def _show_chosen(self) -> None:
        chosen = self.view.selected()
        concept = chosen[0] if chosen else None
        if self.form.concept is not None and (concept is None or concept.id != self.form.concept.id):
            self.form.save()
        self.form.show_concept(concept, self._index.path(concept.id) if concept is not None else ())
        if concept is None or concept.id != self._shown:
            self._shown = concept.id if concept is not None else None
            self.mentions.show(None)
            self.form.stances.forget()
            self.form.stances.show_counts({}, ())
            self._soon.start()
        self._show_heading()
        self._show_buttons()

    def _show_claims(self) -> None:
        project, concept_id = self._session.project, self._shown
        self.form.stances.forget()
        if project is None or concept_id is None:
            self.mentions.show(None)
            return
        register = project.register
        self.mentions.show(lambda after, limit: register.concept_mentions(concept_id, after, limit))
        self._show_heading()
        self._show_buttons()
        has_stance = stance_values(project.codebook) is not None
        self.form.show_stances(has_stance)
        if has_stance:
            self.form.stances.count(project, concept_id)

    def _recounted(self) -> None:
        if self.isVisible():
            self.view.viewport().update()
            self._show_heading()
            self._soon.start()

    def _show_heading(self) -> None:
        project, count, hidden = self._session.project, 0, 0
        if self._shown and project is not None:
            count = self._index.concepts.uses(self._shown)
            try:
                hidden = project.register.count_hidden("concept", self._shown)
            except UserError as error:
                self.failed.emit(str(error))
        count -= hidden
        heading = self.tr("1 claim") if count == 1 else self.tr("%Ln claims", "", count)
        self._set_heading(heading, hidden)

    def _show_buttons(self) -> None:
        chosen, project = len(self.view.selected()), self._session.project
        free = project is not None and not project.read_only
        self._buttons["new"].setEnabled(free)
        self._buttons["below"].setEnabled(free and chosen == 1)
        self._buttons["merge"].setEnabled(free and chosen > 0)
        self._buttons["delete"].setEnabled(free and chosen == 1)
        self._buttons["split"].setEnabled(free and bool(self.concordance.selected()))
        self.form.setEnabled(free and chosen == 1)
        self._hint.setText(hint_text(self.model))

    # What buttons and keys do

    def rename(self) -> None:
        """Turns to the sentence of the selected concept."""
        if self.form.isEnabled():
            self.form.name.setFocus()
            self.form.name.selectAll()

    def new_concept(self) -> None:
        """Makes a concept beside the selected one and turns to its sentence."""
        current = self.view.current()
        self._make(current.parent if current is not None and not self.model.is_search else None)

    def new_below(self) -> None:
        """Makes a concept below the selected one and turns to its sentence."""
        current = self.view.current()
        if current is not None:
            self._make(current.id)

    def _make(self, parent: str | None) -> None:
        made = Concept(new_id(), self.search.text().strip() or self.tr("New concept"), parent)
        if self._run(commands.CreateConcept(made), 1):
            self.show_concept(made.id)
            self.rename()

    def move_below(self, ids: list[str], target: str | None) -> None:
        """Puts concepts below another one, or (None) to the top."""
        if self._run(commands.MoveConcepts(tuple(ids), target), len(ids)):
            self.view.select(ids)
            self.view.setFocus()

    def merge(self) -> None:
        """Asks which concept the selected ones become, and makes one of them."""
        from annotator.ui.register.concepts_merging import MergeConceptsDialog

        chosen, shelf = self.view.selected(), self._index.concepts
        if not chosen:
            return
        dialog = MergeConceptsDialog(chosen, self._index, self)
        if dialog.exec():
            into, others = dialog.into(), dialog.others()
            rows = sum(shelf.uses(id_) for id_ in others)
            if into is not None and others and self._run(commands.MergeConcepts(into, others), rows):
                self.show_concept(into)
                name = shelf.values[into].name if into in shelf.values else ""
                self.told.emit(self.tr("Merged into “%1”.").replace("%1", isolated(name)))
        dialog.deleteLater()

    def split(self) -> None:
        """Makes a new concept of the selected claims."""
        from annotator.ui.register.concepts_merging import SplitConceptDialog

        concept, mentions = self.form.concept, self.concordance.selected()
        if concept is None or not mentions:
            return
        dialog = SplitConceptDialog(concept, mentions, self._index.concepts.uses(concept.id), self)
        if dialog.exec():
            command = dialog.command()
            if self._run(command, len(mentions)):
                self.show_concept(command.create.id)
                self.told.emit(self.tr("Split off “%1”.").replace("%1", isolated(command.create.name)))
        dialog.deleteLater()

    def delete(self) -> None:
        """Takes the selected concept away; asks if any claim says it."""
        from annotator.ui.register.concepts_merging import DeleteConceptBox

        chosen = self.view.selected()
        if len(chosen) != 1 or not self._buttons["delete"].isEnabled():
            return
        concept, uses = chosen[0], self._index.concepts.uses(chosen[0].id)
        if uses and not DeleteConceptBox(concept, uses, self).is_confirmed():
            return
        if self._run(commands.DeleteConcept(concept.id), uses):
            self.told.emit(self.tr("Deleted “%1”.").replace("%1", isolated(concept.name)))


def hint_text(model: ConceptModel) -> str:
    """What one can do with the concepts that are shown."""
    tr = QCoreApplication.translate
    if not model.is_search:
        moving = tr(
            "ConceptsPage",
            "Drag to move, or Alt+→ below the one above, Alt+← one level up, Ctrl+X and Ctrl+V anywhere.",
        )
        return with_keys(moving)
    if model.below(None):
        return tr("ConceptsPage", "What fits comes first, then what is worded alike.")
    return tr("ConceptsPage", "No concept is worded like that. New makes one of what is typed.")
