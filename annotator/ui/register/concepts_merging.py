"""Before concepts become one, or one becomes two: what will be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QListWidgetItem, QWidget

from annotator.core.identity import new_id
from annotator.core.models import Concept, Mention
from annotator.project import commands
from annotator.ui.parts.dialog_parts import fit, frame
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.writing import isolated
from annotator.ui.register.index import RegisterIndex
from annotator.ui.register.searching import SearchLine
from annotator.ui.register.split_dialog import DeleteEntryBox, SplitEntryDialog, add_answers, preview

_WIDTH, _HEIGHT = 560, 520
_OFFERED = 20
_LISTED = 300  # while nothing is typed
_SHOWN_CLAIMS = 5


class MergeConceptsDialog(QDialog):
    """Asks which concept the selected ones become, and shows what goes with them.

    Offers the selected ones if they are several, those that are worded alike, then all others; typing finds any.
    """

    def __init__(self, concepts: Sequence[Concept], index: RegisterIndex, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Merge concepts"))
        self._concepts = list(concepts)
        self._index = index
        _, column = frame(self)
        heading = QLabel(self.tr("Which concept stays?"))
        set_role(heading, "title")
        self.search = SearchLine(self.tr("Search the concepts"))
        self.list = QListWidget()
        self.list.setAccessibleName(heading.text())
        card, self._preview = preview(self.tr("What the concept will be"))
        note = QLabel(self.tr("Undo brings all of them back, with their claims."))
        set_role(note, "small")
        for widget in (heading, self.search, self.list, card, note):
            column.addWidget(widget)
        column.setStretchFactor(self.list, 1)
        self._merge = add_answers(self, column, self.tr("Merge"))
        self.search.sought.connect(self._fill)
        self.search.stepped.connect(self._step)
        self.search.left.connect(self._merge.click)
        self.list.currentRowChanged.connect(lambda _row: self._show())
        self.list.itemDoubleClicked.connect(lambda _item: self._merge.click())
        self._fill("")
        fit(self, _WIDTH, _HEIGHT)
        self.search.setFocus()

    def into(self) -> str | None:
        """The id of the concept that stays."""
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else None

    def others(self) -> tuple[str, ...]:
        """The ids of those that become one with it."""
        return tuple(concept.id for concept in self._concepts if concept.id != self.into())

    def preview(self) -> str:
        """What the concept will be, as it is shown."""
        return self._preview.text()

    def _fill(self, typed: str) -> None:
        shelf, own = self._index.concepts, [concept.id for concept in self._concepts]
        if typed.strip():
            ids = [hit.entry.id for hit in shelf.index.search(typed, limit=_OFFERED)]
            ids += [hit.id for hit in shelf.wording.similar(typed, _OFFERED)]
        else:
            # Of several the most used one stays, unless the person says otherwise.
            ids = sorted(own, key=lambda id_: -shelf.uses(id_))
            for concept in self._concepts:
                ids += [hit.id for hit in shelf.wording.similar(concept.name, _OFFERED)]
            ids += list(shelf.values)[:_LISTED]
        single = set(own) if len(own) == 1 else set()
        self.list.clear()
        for id_ in list(dict.fromkeys(ids))[: _OFFERED if typed.strip() else _LISTED]:
            if id_ in shelf.values and id_ not in single:
                item = QListWidgetItem(f"{shelf.values[id_].name} · {shelf.uses(id_)}")
                item.setToolTip("\n".join((*self._index.path(id_), shelf.values[id_].name)))
                item.setData(Qt.ItemDataRole.UserRole, id_)
                self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._show()

    def _step(self, by: int) -> None:
        self.list.setCurrentRow(min(max(self.list.currentRow() + by, 0), self.list.count() - 1))

    def _show(self) -> None:
        shelf, into = self._index.concepts, self.into()
        self._merge.setEnabled(into is not None)
        if into is None or into not in shelf.values:
            self._preview.setText(self.tr("No concept found."))
            return
        others = self.others()
        moved = sum(shelf.uses(id_) for id_ in others)
        children = sum(c.parent in others and c.id != into and c.id not in others for c in shelf.values.values())
        gone = ", ".join(shelf.values[id_].name for id_ in others if id_ in shelf.values)
        lines = [
            shelf.values[into].name,
            self.tr("%1 in all, %2 of them from: %3")
            .replace("%1", self._claims(shelf.uses(into) + moved))
            .replace("%2", str(moved))
            .replace("%3", gone),
        ]
        if children:
            lines.append(self.tr("1 concept below goes along", "", 1) if children == 1 else self._below(children))
        self._preview.setText("\n".join(lines))

    def _below(self, number: int) -> str:
        return self.tr("%Ln concepts below go along", "", number)

    def _claims(self, number: int) -> str:
        return self.tr("1 claim") if number == 1 else self.tr("%Ln claims", "", number)


class SplitConceptDialog(SplitEntryDialog):
    """Asks for the sentence of a new concept for some claims of another one."""

    def __init__(
        self, concept: Concept, mentions: Sequence[Mention], total: int, parent: QWidget | None = None
    ) -> None:
        """``mentions`` go to the new concept, of ``total`` that there are."""
        super().__init__(mentions, parent)
        self.setWindowTitle(self.tr("Split a concept"))
        self._concept = concept
        sentence = self._filled(self.tr("%1 of %2 claims of “%3” go to the new concept:"), total, concept.name)
        texts = [f"– {mention.text}" for mention in mentions[:_SHOWN_CLAIMS]]
        if len(mentions) > _SHOWN_CLAIMS:
            texts.append("– …")
        self._begin(
            self.tr("A new concept for the selected claims"),
            "\n".join((sentence, *texts)),
            concept.name,
            self.tr("Sentence of the new concept"),
        )
        self._finish(_WIDTH, self.tr("The new concept needs a sentence."))

    def command(self) -> commands.SplitConcept:
        """What does it. The new concept stands beside the old one."""
        made = Concept(new_id(), self._new_name(), self._concept.parent)
        return commands.SplitConcept(self._concept.id, made, self._spans())


class DeleteConceptBox(DeleteEntryBox):
    """Asks whether a concept is to be deleted that claims say."""

    def __init__(self, concept: Concept, uses: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Delete the concept"))
        self.setText(self.tr("Delete “%1”?").replace("%1", isolated(concept.name)))
        claims = self.tr("1 claim stays") if uses == 1 else self.tr("%Ln claims stay", "", uses)
        self.setInformativeText(self.tr("%1 and will be without a concept.").replace("%1", claims))
