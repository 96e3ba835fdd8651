"""What a person decides about existing labels that a new codebook can't hold, and the plan that comes of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.core.codebook import Codebook
from annotator.core.codebook_plan import Plan, Use
from annotator.ui.codebook.draft import Renames

Place = tuple[str, ...]
"""What a decision is about, by the names of the old codebook: (kind, label, attribute, value) as far as needed."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to decide: how many ``spans`` (or relations) it is about, and what they may ``become``."""

    place: Place
    spans: int
    become: tuple[str, ...]

    @property
    def kind(self) -> str:
        """label, attribute, value or relation."""
        return self.place[0]


class Decisions:
    """The renames of a draft with the answers given so far."""

    def __init__(self, old: Codebook, new: Codebook, renames: Renames) -> None:
        self._old, self._new, self._renames = old, new, renames
        self._answers: dict[Place, str | None] = {}

    def answer(self, place: Place, new: str | None) -> None:
        """Decides on a place: what it becomes, or None for away."""
        # What was said of a label's attributes, or an attribute's values, was said for what it became before.
        kinds = {"label": ("attribute", "value"), "attribute": ("value",)}.get(place[0], ())
        for other in [p for p in self._answers if p[0] in kinds and p[1 : len(place)] == place[1:]]:
            del self._answers[other]
        self._answers[place] = new

    def is_answered(self, place: Place) -> bool:
        """Whether a place has been decided on."""
        return place in self._answers

    def answered(self, place: Place) -> str | None:
        """What a place becomes."""
        return self._answers[place]

    def plan(self) -> Plan:
        """All of it as the command takes it."""
        renames, answers = self._renames, self._answers
        labels = renames.labels | {p[1]: to for p, to in answers.items() if p[0] == "label"}
        gone = {name for name, to in labels.items() if to is None}
        attributes = renames.attributes | {(p[1], p[2]): to for p, to in answers.items() if p[0] == "attribute"}
        values = renames.values | {(p[1], p[2], p[3]): to for p, to in answers.items() if p[0] == "value"}
        relations = renames.relations | {p[1]: to for p, to in answers.items() if p[0] == "relation"}
        return Plan(
            labels,
            {place: to for place, to in attributes.items() if place[0] not in gone},
            {place: to for place, to in values.items() if place[0] not in gone},
            relations,
        )

    def questions(self, uses: Iterable[Use]) -> list[Question]:
        """What is to be asked because of these uses; those of relations by name, as the plan knows no more."""
        found: dict[Place, Question] = {}
        for use in uses:
            place = _place(use)
            before = found[place].spans if place in found else 0
            become = found[place].become if place in found else ()
            options = tuple(dict.fromkeys((*become, *self._options(use))))
            found[place] = Question(place, before + use.spans, options)
        return list(found.values())

    def _options(self, use: Use) -> Sequence[str]:
        label = self._new.label(self._label_now(use.label))
        match use.kind:
            case "label":
                return [new.name for new in self._new.labels]
            case "attribute":
                return self._free_attributes(use)
            case "value":
                name = self._renames.attributes.get((use.label, use.name), use.name)
                name = self._answers.get(("attribute", use.label, use.name)) or name
                attribute = label.attribute(name) if label else None
                if attribute is None:
                    return []
                return ["true", "false"] if attribute.type == "boolean" else attribute.values
            case _:
                head, child = self._label_now(use.label), self._label_now(use.value)
                return [r.name for r in self._new.relations if head in r.head and child in r.child]

    def _free_attributes(self, use: Use) -> list[str]:
        """The attributes of the new label that no attribute of the old one is or becomes."""
        old, new = self._old.label(use.label), self._new.label(self._label_now(use.label))
        if old is None or new is None:
            return []
        attributes = self.plan().attributes
        taken = {attributes.get((old.name, a.name), a.name) for a in old.attributes if a.name != use.name}
        return [attribute.name for attribute in new.attributes if attribute.name not in taken]

    def _label_now(self, old: str) -> str:
        answer = self._answers.get(("label", old))
        return answer or self._renames.labels.get(old, old)


def _place(use: Use) -> Place:
    match use.kind:
        case "label":
            return ("label", use.label)
        case "attribute":
            return ("attribute", use.label, use.name)
        case "value":
            return ("value", use.label, use.name, use.value)
        case _:
            return ("relation", use.name)
