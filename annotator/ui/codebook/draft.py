"""A codebook while it is being edited: what can be done to it, what was renamed, and what comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from annotator.core.codebook import Codebook, Label
from annotator.core.label_signs import free_colours, free_key
from annotator.core.roles import LABEL_ROLES, NO_ROLE, RELATION_ROLES
from annotator.ui.codebook.draft_items import (
    DraftAttribute,
    DraftLabel,
    DraftRelation,
    DraftValue,
    free_name,
    is_colour,
    label_name,
    plain_name,
)

_Place = TypeVar("_Place")


@dataclass(slots=True)
class Renames:
    """What has another name than in the codebook in force, by the names there."""

    labels: dict[str, str] = field(default_factory=dict)
    attributes: dict[tuple[str, str], str] = field(default_factory=dict)
    values: dict[tuple[str, str, str], str] = field(default_factory=dict)
    relations: dict[str, str] = field(default_factory=dict)


class DraftCodebook:
    """A codebook that is being edited, beginning as ``base``, the one in force."""

    def __init__(self, base: Codebook, reserved_keys: Iterable[str] = ()) -> None:
        """``reserved_keys``: letters that labels are not given by themselves, as they do something else."""
        self.base = base
        self._reserved = frozenset(reserved_keys)
        self.name = base.name
        self.title = base.title
        self.labels: list[DraftLabel] = []
        self.relations: list[DraftRelation] = []
        self._take(base, Renames())

    # Changing

    def add_label(self, title: str, at: int | None = None) -> DraftLabel:
        """Adds a label of that title with a name, a key and colours that are free."""
        colour, dark = _free_colours(self.labels)
        label = DraftLabel("", title, colour=colour, colour_dark=dark, tint=colour)
        label.name, label.key = self._label_name(label), self._free_key(label)
        self.labels.insert(len(self.labels) if at is None else at, label)
        return label

    def retitle_label(self, label: DraftLabel, title: str) -> None:
        """Titles a label; the name and the key of a new one follow, as long as they come of its title."""
        name_follows = label.origin is None and label.name == self._label_name(label)
        key_follows = label.origin is None and label.key == self._free_key(label)
        label.title = title
        if name_follows:
            label.name = self._label_name(label)
        if key_follows:
            label.key = self._free_key(label)

    def duplicate_label(self, label: DraftLabel, title: str) -> DraftLabel:
        """Adds a copy of a label after it, with free colours, a free key and the same relations."""
        copy = self.add_label(title, self.labels.index(label) + 1)
        copy.unit, copy.points_to = label.unit, label.points_to
        copy.guideline, copy.examples = label.guideline, label.examples
        copy.attributes = [_copied(attribute) for attribute in label.attributes]
        for relation in self.relations:
            for side in (relation.heads, relation.children):
                if label in side:
                    side.append(copy)
        return copy

    def role_of(self, item: DraftLabel | DraftRelation) -> str:
        """What suggesters take it for: what is chosen, else what its name in force tells, or NO_ROLE."""
        siblings: Sequence[DraftLabel | DraftRelation]
        if isinstance(item, DraftLabel):
            siblings, roles = self.labels, LABEL_ROLES
        else:
            siblings, roles = self.relations, RELATION_ROLES
        name = item.origin or item.name
        told = next((role for role, known in roles.items() if known == name), NO_ROLE)
        is_taken = any(other.role == told for other in siblings if other is not item)
        return item.role or (NO_ROLE if is_taken else told)

    def remove_label(self, label: DraftLabel) -> None:
        """Takes a label away, also from the relations."""
        self.labels.remove(label)
        for relation in self.relations:
            for side in (relation.heads, relation.children):
                if label in side:
                    side.remove(label)

    def keep(self) -> Callable[[], None]:
        """What puts labels and relations back as they stand now, when it is called."""
        labels, relations = list(self.labels), list(self.relations)
        ends = [(relation, list(relation.heads), list(relation.children)) for relation in relations]

        def put_back() -> None:
            self.labels, self.relations = list(labels), list(relations)
            for relation, heads, children in ends:
                relation.heads, relation.children = list(heads), list(children)

        return put_back

    def add_relation(self, title: str) -> DraftRelation:
        """Adds a relation of that title from the first label to the last."""
        relation = DraftRelation("", title, self.labels[:1], self.labels[-1:])
        relation.name = self._relation_name(relation)
        self.relations.append(relation)
        return relation

    def retitle_relation(self, relation: DraftRelation, title: str) -> None:
        """Titles a relation; the name of a new one follows, as long as it comes of its title."""
        follows = relation.origin is None and relation.name == self._relation_name(relation)
        relation.title = title
        if follows:
            relation.name = self._relation_name(relation)

    def take_file(self, codebook: Codebook) -> None:
        """Replaces all by the codebook of a file; what has the name of something in force is taken to be that.

        What was renamed here before and has its new name in the file keeps knowing where it comes from.
        """
        before = self.renames()
        self.name, self.title = codebook.name, codebook.title
        self._take(codebook, before)

    def _label_name(self, label: DraftLabel) -> str:
        return free_name(label_name(label.title), [other.name for other in self.labels if other is not label])

    def _free_key(self, label: DraftLabel) -> str:
        """The first letter of the title that does nothing yet; "" if there is none."""
        used = {other.key for other in self.labels if other is not label} | self._reserved
        return free_key(label_name(label.title), used)

    def _relation_name(self, relation: DraftRelation) -> str:
        others = [other.name for other in self.relations if other is not relation]
        return free_name(plain_name(relation.title, "relation"), others)

    # What comes out

    @property
    def is_changed(self) -> bool:
        """Whether the codebook would be another one than that in force."""
        return self.codebook() != self.base or self.renames() != Renames()

    def codebook(self) -> Codebook:
        """The codebook as it stands; check it before with ``draft_check.troubles``."""
        return Codebook(
            self.name,
            self.base.version,
            self.title.strip() or self.name,
            tuple(label.frozen() for label in self.labels),
            tuple(relation.frozen() for relation in self.relations),
        )

    def renames(self) -> Renames:
        """What was renamed; of several relations that share a name, only if all of them are."""
        found = Renames()
        for label in self.labels:
            if label.origin is None:
                continue
            _note(found.labels, label.origin, label.origin, label.name)
            for attribute in label.attributes:
                if attribute.origin is None:
                    continue
                _note(found.attributes, (label.origin, attribute.origin), attribute.origin, attribute.name)
                for value in attribute.values if attribute.has_values else ():
                    if value.origin is not None:
                        place = (label.origin, attribute.origin, value.origin)
                        _note(found.values, place, value.origin, value.name)
        staying = {relation.name for relation in self.relations if relation.name == relation.origin}
        for relation in self.relations:
            if relation.origin is not None and relation.origin not in staying:
                _note(found.relations, relation.origin, relation.origin, relation.name)
        return found

    def _take(self, codebook: Codebook, before: Renames) -> None:
        names = [label.name for label in codebook.labels]
        origins = _origins(names, [label.name for label in self.base.labels], before.labels)
        self.labels = [self._label(label, origins.get(label.name), before) for label in codebook.labels]
        by_name = {label.name: label for label in self.labels}
        names = [relation.name for relation in codebook.relations]
        origins = _origins(names, [relation.name for relation in self.base.relations], before.relations)
        self.relations = [
            DraftRelation(
                relation.name,
                relation.title,
                [by_name[name] for name in relation.head],
                [by_name[name] for name in relation.child],
                relation.many,
                relation.guideline,
                origins.get(relation.name),
                relation.role,
            )
            for relation in codebook.relations
        ]

    def _label(self, label: Label, origin: str | None, before: Renames) -> DraftLabel:
        base = self.base.label(origin) if origin is not None else None
        renamed = {a: new for (of, a), new in before.attributes.items() if of == origin}
        known = [attribute.name for attribute in base.attributes] if base else []
        origins = _origins([attribute.name for attribute in label.attributes], known, renamed)
        attributes = []
        for attribute in label.attributes:
            was = base and base.attribute(origins.get(attribute.name, ""))
            place = (origin, was.name if was else None)
            new_values = {v: new for (of, a, v), new in before.values.items() if (of, a) == place}
            values = _origins(attribute.values, was.values if was else (), new_values)
            attributes.append(
                DraftAttribute(
                    attribute.name,
                    attribute.title,
                    attribute.type,
                    [DraftValue(name, values.get(name)) for name in attribute.values],
                    attribute.default,
                    attribute.required,
                    attribute.guideline,
                    was.name if was else None,
                )
            )
        return DraftLabel(
            label.name,
            label.title,
            label.key,
            label.colour,
            label.colour_dark,
            label.tint,
            label.unit,
            label.points_to,
            label.guideline,
            label.examples,
            attributes,
            origin,
            label.role,
        )


def _free_colours(labels: Sequence[DraftLabel]) -> tuple[str, str]:
    return free_colours(
        (label.colour, label.colour_dark)
        for label in labels
        if is_colour(label.colour) and is_colour(label.colour_dark)
    )


def _copied(attribute: DraftAttribute) -> DraftAttribute:
    return replace(attribute, values=[DraftValue(value.name) for value in attribute.values], origin=None)


def _origins(names: Iterable[str], known: Iterable[str], renamed: Mapping[str, str]) -> dict[str, str]:
    """Which item in force each of these names stands for: that of the same name, or one that was renamed to it."""
    names, known = set(names), set(known)
    found = {new: old for old, new in renamed.items() if new in names and old not in names}
    return found | {name: name for name in names & known}


def _note(renames: dict[_Place, str], place: _Place, old: str, new: str) -> None:
    if old != new:
        renames[place] = new
