"""Before actors become one, or one becomes two: what will be, and what of it the person wants otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QDialog, QLabel, QRadioButton, QVBoxLayout, QWidget

from annotator.core.identity import new_id
from annotator.core.models import Actor, Mention
from annotator.core.names import base_forms, core_words, fold, is_name, split_mention, words_of
from annotator.project import commands
from annotator.ui.parts.dialog_parts import Scrolled, fit, frame
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.writing import isolated
from annotator.ui.register.split_dialog import DeleteEntryBox, SplitEntryDialog, add_answers, preview

_WIDTH = 520


class MergeDialog(QDialog):
    """Asks which of several actors stays, and shows what it will be then."""

    def __init__(self, actors: Sequence[Actor], uses: Callable[[str], int], parent: QWidget | None = None) -> None:
        """``actors`` are at least two; ``uses`` tells how many mentions an actor has. The most used one stays,
        of two that are used alike the one with the fuller name.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Merge actors"))
        self._actors = sorted(actors, key=lambda actor: (-uses(actor.id), -len(core_words(actor.name))))
        self._uses = uses
        self._bar, column = frame(self)
        heading = QLabel(self.tr("Which name stays?"))
        set_role(heading, "title")
        column.addWidget(heading)
        self._group = QButtonGroup(self)
        choices = QWidget()
        choices.setAccessibleName(heading.text())
        rows = QVBoxLayout(choices)
        rows.setContentsMargins(0, 0, 0, 0)
        for number, actor in enumerate(self._actors):
            button = QRadioButton(f"{actor.name} · {self._mentions(uses(actor.id))}".replace("&", "&&"))
            button.setAccessibleName(button.text())
            self._group.addButton(button, number)
            rows.addWidget(button)
        column.addWidget(Scrolled(choices), 1)
        card, self._preview = preview(self.tr("What the actor will be"))
        column.addWidget(card)
        note = QLabel(self.tr("Undo brings all of them back, with their mentions."))
        set_role(note, "small")
        column.addWidget(note)
        add_answers(self, column, self.tr("Merge"))
        self._group.button(0).setChecked(True)
        self._group.idToggled.connect(lambda _id, _on: self._show())
        self._show()
        fit(self, _WIDTH)
        self._group.button(0).setFocus()

    def into(self) -> str:
        """The id of the actor that stays."""
        return self._actors[self._group.checkedId()].id

    def others(self) -> tuple[str, ...]:
        """The ids of those that become one with it."""
        return tuple(actor.id for actor in self._actors if actor.id != self.into())

    def preview(self) -> str:
        """What the actor will be, as it is shown."""
        return self._preview.text()

    def _show(self) -> None:
        chosen = self._actors[self._group.checkedId()]
        others = [actor for actor in self._actors if actor is not chosen]
        made = commands.actors.united_actor(chosen, others)
        roles = ", ".join(str(row["value"]) for row in made.affiliations)
        count = self._mentions(sum(self._uses(actor.id) for actor in self._actors))
        lines = [
            " · ".join(part for part in (made.name, made.kind or "", count) if part),
            self.tr("Other names: %1").replace("%1", ", ".join(map(isolated, made.aliases)))
            if made.aliases
            else "",
            self.tr("Affiliations: %1").replace("%1", roles) if roles else "",
            self.tr("Wikidata: %1").replace("%1", made.wikidata) if made.wikidata else "",
        ]
        self._preview.setText("\n".join(line for line in lines if line))

    def _mentions(self, count: int) -> str:
        return self.tr("1 mention") if count == 1 else self.tr("%Ln mentions", "", count)


class SplitDialog(SplitEntryDialog):
    """Asks for the name of a new actor for some mentions of another one, and which names it takes along."""

    def __init__(
        self, actor: Actor, mentions: Sequence[Mention], total: int, parent: QWidget | None = None
    ) -> None:
        """``mentions`` go to the new actor, of ``total`` that there are."""
        super().__init__(mentions, parent)
        self.setWindowTitle(self.tr("Split an actor"))
        self._actor = actor
        sentence = self.tr("%1 of the %2 mentions of %3 will be those of the new actor.")
        self._begin(
            self.tr("A new actor for the selected mentions"),
            self._filled(sentence, total, actor.name),
            _likely_name(actor, mentions),
            self.tr("Name of the new actor"),
        )
        self._boxes: list[tuple[str, QCheckBox]] = []
        if actor.aliases:
            label = QLabel(self.tr("Names that it takes along:"))
            set_role(label, "muted")
            self._column.addWidget(label)
            self._column.addWidget(Scrolled(self._alias_boxes()), 1)
        self._finish(_WIDTH, self.tr("The new actor needs a name."))

    def command(self) -> commands.SplitActor:
        """What does it."""
        made = Actor(new_id(), self._new_name(), self._actor.kind)
        taken = tuple(alias for alias, box in self._boxes if box.isChecked())
        return commands.SplitActor(self._actor.id, made, self._spans(), taken)

    def _alias_boxes(self) -> QWidget:
        names = QWidget()
        names.setAccessibleName(self.tr("Names that it takes along"))
        rows = QVBoxLayout(names)
        rows.setContentsMargins(0, 0, 0, 0)
        said = {fold(form) for mention in self._mentions for form in _forms(mention)}
        for alias in self._actor.aliases:
            box = QCheckBox(alias.replace("&", "&&"))
            box.setAccessibleName(alias)
            box.setChecked(fold(alias) in said)
            rows.addWidget(box)
            self._boxes.append((alias, box))
        return names


class DeleteActorBox(DeleteEntryBox):
    """Asks whether an actor is to be deleted that mentions point to."""

    def __init__(self, actor: Actor, uses: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Delete the actor"))
        self.setText(self.tr("Delete %1 from the register?").replace("%1", isolated(actor.name)))
        mentions = self.tr("1 mention stays") if uses == 1 else self.tr("%Ln mentions stay", "", uses)
        self.setInformativeText(self.tr("%1 and will be without an actor.").replace("%1", mentions))


def _likely_name(actor: Actor, mentions: Sequence[Mention]) -> str:
    """The fullest of the names that the mentions use, uninflected where the actor has it so."""
    known = {word for name in (actor.name, *actor.aliases) for word in words_of(name)}
    names: Counter[str] = Counter()
    for mention in mentions:
        if is_name(mention.text):
            forms = _forms(mention)[1:]
            uninflected = [form for form in forms if set(words_of(form)) <= known]
            names[min(uninflected, key=len, default=forms[0])] += 1
    found = [name for name in names if name != actor.name]
    return max(found, key=lambda name: (len(name.split()), names[name])) if found else actor.name


def _forms(mention: Mention) -> tuple[str, ...]:
    """What the mention calls somebody: as it is, then its name and that uninflected."""
    return (mention.text, *base_forms(split_mention(mention.text).name or mention.text))
