"""What becomes of existing labels when a project gets another codebook.

Spans, attributes and relations that fit the new codebook stay as they are, and values that another type can hold
are converted. Anything else needs an entry of the plan.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeVar

from annotator.core.codebook import Attribute, Codebook, Label, RelationType
from annotator.core.codebook_plan import Plan
from annotator.core.errors import UserError
from annotator.core.models import AttributeValue
from annotator.core.roles import LABEL_ROLES, RELATION_ROLES, in_role, role_of

Attributes = dict[str, AttributeValue]
_Named = TypeVar("_Named", Label, RelationType)


class Open(Enum):
    """Stands for a new name that nobody has decided on."""

    UNDECIDED = "undecided"


UNDECIDED = Open.UNDECIDED
Target = str | Open | None  # a new name, not decided, or (None) away


@dataclass(frozen=True, slots=True)
class AttributeRecoding:
    """What becomes of one attribute of a label. ``target`` is the new attribute."""

    old: Attribute
    target: Attribute | Open | None
    values: Mapping[str, AttributeValue]  # as planned, by the old value's text

    @property
    def is_same(self) -> bool:
        """Whether every value stays as it is, under the same name."""
        old, new = self.old, self.target
        if not isinstance(new, Attribute) or self.values or (old.name, old.type) != (new.name, new.type):
            return False
        return set(old.values) <= set(new.values)

    def recode(self, value: AttributeValue) -> tuple[AttributeValue, list[str]]:
        """The new value, and the texts of those that the new attribute can't hold and nobody decided on."""
        if not isinstance(self.target, Attribute):
            return None, []
        if isinstance(value, list):
            return self._recode_list(self.target, value)
        text = value_text(value)
        if text in self.values:
            planned = self.values[text]
            return ([planned] if self.target.type == "choices" and isinstance(planned, str) else planned), []
        if self.target.type == self.old.type and not self.old.values:
            return value, []
        found = converted(value, self.target)
        return found, [] if found is not None else [text]

    def _recode_list(self, new: Attribute, value: list[str]) -> tuple[AttributeValue, list[str]]:
        whole = value_text(value)
        if len(value) > 1 and whole in self.values and whole not in self.old.values:
            planned = self.values[whole]
            return ([planned] if new.type == "choices" and isinstance(planned, str) else planned), []
        pieces = [self.values.get(piece, piece) for piece in value]
        kept = [value_text(piece) for piece in dict.fromkeys(pieces) if piece is not None]
        if not kept:
            return None, []
        if new.type == "choices":
            misfits = [piece for piece in kept if piece not in new.values]
            return [piece for piece in kept if piece in new.values] or None, misfits
        text = ", ".join(kept)
        found = converted(text, new) if len(kept) == 1 or new.type in ("text", "longtext") else None
        return found, [] if found is not None else [whole]


@dataclass(frozen=True, slots=True)
class LabelRecoding:
    """What becomes of the spans of one label. ``target`` is the new label's name."""

    old: Label
    target: Target
    attributes: Mapping[str, AttributeRecoding]

    @property
    def is_renamed(self) -> bool:
        return self.target != self.old.name

    @property
    def is_same(self) -> bool:
        """Whether no span of this label has to be looked at."""
        return not self.is_renamed and all(a.is_same for a in self.attributes.values())

    def recode(self, values: Attributes) -> tuple[Attributes, list[tuple[str, str]]]:
        """The new attributes, and (attribute, value as text) of what nobody decided on.

        The text is "" where it is the whole attribute.
        """
        recoded: Attributes = {}
        misfits: list[tuple[str, str]] = []
        for name, value in values.items():
            rule = self.attributes.get(name)
            if rule is None:
                recoded[name] = value
            elif rule.target is UNDECIDED:
                misfits.append((name, ""))
            else:
                found, unfit = rule.recode(value)
                misfits += ((name, text) for text in unfit)
                if found is not None and isinstance(rule.target, Attribute):
                    recoded[rule.target.name] = found
        return recoded, misfits


class Recoding:
    """How existing labels go from one codebook to another; raises UserError where the plan makes no sense."""

    def __init__(self, old: Codebook, new: Codebook, plan: Plan) -> None:
        self.old, self.new, self.plan = old, new, plan
        _check_heads(new)
        _check_keys(old, plan)
        self.labels = {label.name: self._label(label) for label in old.labels}
        self._check_relations()

    @property
    def merged(self) -> list[list[str]]:
        """The old labels that become one, for each such group; the one that has the new name first."""
        groups: dict[str, list[str]] = {}
        for name, label in self.labels.items():
            if isinstance(label.target, str):
                groups.setdefault(label.target, []).append(name)
        return [sorted(group, key=new.__ne__) for new, group in groups.items() if group[1:]]

    def relation(self, name: str, head: str, child: str) -> Target:
        """What becomes of relations of this name between spans of these (old) labels."""
        ends = [self.labels[end].target if end in self.labels else end for end in (head, child)]
        if not all(isinstance(end, str) for end in ends):
            return None  # it goes with the span
        planned = self.plan.relations.get(name, UNDECIDED)
        for candidate in (planned, name):
            if isinstance(candidate, str) and self._allows(candidate, str(ends[0]), str(ends[1])):
                return candidate
        return None if planned is None else UNDECIDED

    def is_undecided(self, label: str) -> bool:
        """Whether nobody has said what becomes of the spans of this (old) label."""
        return label in self.labels and self.labels[label].target is UNDECIDED

    @property
    def keeps_relations(self) -> bool:
        """Whether every relation that the old codebook allows stays as it is."""
        return all(
            self.relation(kind.name, head, child) == kind.name
            for kind in self.old.relations
            for head in kind.head
            for child in kind.child
        )

    def _allows(self, name: str, head: str, child: str) -> bool:
        return any(r.name == name and head in r.head and child in r.child for r in self.new.relations)

    def _label(self, old: Label) -> LabelRecoding:
        target: Target = self.plan.labels.get(old.name, old.name if self.new.label(old.name) else UNDECIDED)
        if not isinstance(target, str):
            return LabelRecoding(old, target, {})
        new = self.new.label(target)
        if new is None:
            raise UserError(f"The label {old.name} can't become {target}: the new codebook has no such label.")
        rules = {attribute.name: self._attribute(old, new, attribute) for attribute in old.attributes}
        taken: dict[str, str] = {}
        for name, rule in rules.items():
            if isinstance(rule.target, Attribute) and taken.setdefault(rule.target.name, name) != name:
                raise UserError(
                    f"The attributes {taken[rule.target.name]} and {name} of {old.name} can't both become "
                    f"{rule.target.name}."
                )
        return LabelRecoding(old, target, rules)

    def _attribute(self, label: Label, new: Label, old: Attribute) -> AttributeRecoding:
        key = (label.name, old.name)
        name = self.plan.attributes.get(key, old.name if new.attribute(old.name) else UNDECIDED)
        if not isinstance(name, str):
            return AttributeRecoding(old, name, {})
        target = new.attribute(name)
        if target is None:
            raise UserError(f"{label.name}.{old.name} can't become {name}: the new label has no such attribute.")
        values: dict[str, AttributeValue] = {}
        for (*of, value), planned in self.plan.values.items():
            if tuple(of) != key:
                continue
            values[value] = None if planned is None else _one(planned, target)
            if planned is not None and values[value] is None:
                raise UserError(
                    f"{label.name}.{old.name} = {value} can't become {planned}: {name} has no such value."
                )
        return AttributeRecoding(old, target, values)

    def _check_relations(self) -> None:
        names = {relation.name for relation in self.new.relations}
        for name, planned in self.plan.relations.items():
            if planned is not None and planned not in names:
                raise UserError(
                    f"The relation {name} can't become {planned}: the new codebook has no such relation."
                )
            if planned is None and name in (new for old, new in self.plan.relations.items() if old != name):
                raise UserError(
                    f"The relation {name} can't be removed and another become {name} at once: change the codebook "
                    "in two steps."
                )


def value_text(value: object) -> str:
    """A value as plans name it: true and false, numbers without needless digits, several values with commas."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)


def converted(value: AttributeValue, new: Attribute) -> AttributeValue:
    """The value as the attribute can hold it; None if it can't."""
    text = value_text(value)
    found: AttributeValue = value
    match new.type:
        case "choices":
            found = value if isinstance(value, list) else [text]
        case "choice" | "longtext":
            found = text
        case "text":
            found = " ".join(text.splitlines())
        case "boolean" if isinstance(value, str):
            found = {"true": True, "false": False}.get(text.strip().casefold())
        case "number" if isinstance(value, str):
            found = _number(text)
    try:
        return new.check(found)
    except ValueError:
        return None


def _one(text: str, new: Attribute) -> AttributeValue:
    found = converted(text, new)
    return found[0] if isinstance(found, list) else found


def _number(text: str) -> int | float | None:
    for kind in (int, float):
        try:
            number = kind(text)
        except ValueError:
            continue
        return number if math.isfinite(number) else None
    return None


def _check_heads(codebook: Codebook) -> None:
    seen = set()
    for relation in codebook.relations:
        for head in relation.head:
            if (relation.name, head) in seen:
                raise UserError(f"The codebook has the relation {relation.name} from {head} twice.")
            seen.add((relation.name, head))


def _check_keys(old: Codebook, plan: Plan) -> None:
    for label in (*plan.labels, *(key[0] for key in (*plan.attributes, *plan.values))):
        old.require_label(label)
    for label, name, *_ in (*plan.attributes, *plan.values):
        if old.require_label(label).attribute(name) is None:
            raise UserError(f"The label {label} has no attribute {name!r}.")
    for name in plan.relations:
        if old.relation(name) is None:
            raise UserError(f"The codebook {old.reference} has no relation {name!r}.")


def with_roles(old: Codebook, new: Codebook, plan: Plan) -> Codebook:
    """The new codebook in which what is called otherwise from now on says the role that its name told before.

    Suggesters would no longer know it. It is left out where the new codebook says who else has the role.
    """
    labels = _with_roles(old.labels, new.labels, plan.labels, LABEL_ROLES)
    return replace(
        new,
        labels=labels,
        relations=_with_roles(old.relations, new.relations, plan.relations, RELATION_ROLES),
    )


def _with_roles(
    old: tuple[_Named, ...], new: tuple[_Named, ...], renamed: Mapping[str, str | None], roles: Mapping[str, str]
) -> tuple[_Named, ...]:
    had = {new_name: role_of(one, old, roles) for one in old if (new_name := renamed.get(one.name))}
    taken = {role for role in roles if in_role(role, new, roles)}
    return tuple(
        replace(one, role=had[one.name])
        if not one.role and had.get(one.name) and had[one.name] not in taken
        else one
        for one in new
    )
