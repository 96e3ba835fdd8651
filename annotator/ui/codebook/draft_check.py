"""What stands in the way of saving a codebook that is being edited, item by item and field by field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from annotator.core.codebook import Label
from annotator.core.roles import LABEL_ROLES
from annotator.ui.codebook.draft import DraftCodebook
from annotator.ui.codebook.draft_items import DraftAttribute, DraftLabel, DraftRelation, DraftValue, is_colour

_Named = TypeVar("_Named", DraftLabel, DraftAttribute, DraftValue)
Item = DraftCodebook | DraftLabel | DraftAttribute | DraftRelation

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")


class Reason(StrEnum):
    """Why something can't be saved, or (KEY_OF_ACTION) had better not be."""

    NAME_MISSING = "name missing"
    NAME_SPELLED = "name spelled"
    NAME_TWICE = "name twice"
    NAME_IN_USE = "name in use"
    KEY_SPELLED = "key spelled"
    KEY_OF_LABEL = "key of label"
    KEY_OF_ACTION = "key of action"
    COLOUR_SPELLED = "colour spelled"
    NO_VALUES = "no values"
    VALUE_EMPTY = "value empty"
    VALUE_TWICE = "value twice"
    VALUE_IN_USE = "value in use"
    DEFAULT_WRONG = "default wrong"
    NO_HEAD = "no head"
    NO_CHILD = "no child"
    NO_LABELS = "no labels"
    ROLE_TWICE = "role twice"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One field of one item: ``what`` is the offending text or the other one in the way.

    ``label`` is the label of an attribute, else the item itself or None.
    """

    item: Item
    field: str
    reason: Reason
    what: str = ""
    label: DraftLabel | None = None

    @property
    def refuses(self) -> bool:
        """Whether it can't be saved like this."""
        return self.reason is not Reason.KEY_OF_ACTION


def troubles(draft: DraftCodebook, action_keys: Mapping[str, str]) -> list[Trouble]:
    """All that is wrong, in the window's order. ``action_keys``: titles of actions by their one-letter keys."""
    return [
        *_of_labels(draft, action_keys),
        *_of_relations(draft),
        *_of_name(draft, draft.name, ()),
    ]


def _of_labels(draft: DraftCodebook, action_keys: Mapping[str, str]) -> Iterator[Trouble]:
    if not draft.labels:
        yield Trouble(draft, "labels", Reason.NO_LABELS)
    for label in draft.labels:
        others = [other for other in draft.labels if other is not label]
        for trouble in _of_name(label, label.name, [other.name for other in others]):
            yield Trouble(label, trouble.field, trouble.reason, trouble.what, label)
        if _takes_over(label, draft.labels, [known.name for known in draft.base.labels]):
            yield Trouble(label, "name", Reason.NAME_IN_USE, label.name, label)
        yield from _of_key(label, others, action_keys)
        same = next((other for other in others if label.role in LABEL_ROLES and other.role == label.role), None)
        if same is not None:
            yield Trouble(label, "role", Reason.ROLE_TWICE, same.shown, label)
        for name in ("colour", "colour_dark", "tint"):
            colour = getattr(label, name)
            if not is_colour(colour) and (colour or name != "tint"):
                yield Trouble(label, name, Reason.COLOUR_SPELLED, colour, label)
        base = draft.base.label(label.origin or "")
        for attribute in label.attributes:
            for trouble in _of_attribute(attribute, label.attributes, base):
                yield Trouble(attribute, trouble.field, trouble.reason, trouble.what, label)


def _of_key(label: DraftLabel, others: Sequence[DraftLabel], action_keys: Mapping[str, str]) -> Iterator[Trouble]:
    key = label.key.upper()
    if not key:
        return
    if not (len(key) == 1 and key.isalpha()):
        yield Trouble(label, "key", Reason.KEY_SPELLED, key, label)
        return
    for other in others:
        if other.key.upper() == key:
            yield Trouble(label, "key", Reason.KEY_OF_LABEL, other.shown, label)
            return
    if key in action_keys:
        yield Trouble(label, "key", Reason.KEY_OF_ACTION, action_keys[key], label)


def _of_attribute(
    attribute: DraftAttribute, siblings: Sequence[DraftAttribute], label: Label | None
) -> Iterator[Trouble]:
    """``label``: the one in force that has the attribute."""
    yield from _of_name(attribute, attribute.name, [other.name for other in siblings if other is not attribute])
    if _takes_over(attribute, siblings, [known.name for known in label.attributes] if label else ()):
        yield Trouble(attribute, "name", Reason.NAME_IN_USE, attribute.name)
    if attribute.has_values:
        names = [value.name for value in attribute.values]
        if not names:
            yield Trouble(attribute, "values", Reason.NO_VALUES)
        if not all(name.strip() for name in names):
            yield Trouble(attribute, "values", Reason.VALUE_EMPTY)
        twice = next((name for name in names if names.count(name) > 1), "")
        if twice.strip():
            yield Trouble(attribute, "values", Reason.VALUE_TWICE, twice)
        base = label.attribute(attribute.origin or "") if label else None
        for value in attribute.values:
            if base and _takes_over(value, attribute.values, base.values):
                yield Trouble(attribute, "values", Reason.VALUE_IN_USE, value.name)
    try:
        attribute.frozen().check(attribute.default)
    except ValueError:
        yield Trouble(attribute, "default", Reason.DEFAULT_WRONG, str(attribute.default))


def _of_relations(draft: DraftCodebook) -> Iterator[Trouble]:
    for relation in draft.relations:
        # Several may share a name if they start from different labels.
        others = [other.name for other in draft.relations if other is not relation and _overlap(other, relation)]
        yield from _of_name(relation, relation.name, others)
        if not relation.heads:
            yield Trouble(relation, "heads", Reason.NO_HEAD)
        if not relation.children:
            yield Trouble(relation, "children", Reason.NO_CHILD)


def _takes_over(item: _Named, siblings: Iterable[_Named], known: Iterable[str]) -> bool:
    """Whether it has the name of a removed one that is in force: what was labelled with that would pass for it."""
    renamed = item.origin not in (None, item.name)
    return renamed and item.name in known and all(other.origin != item.name for other in siblings)


def _overlap(one: DraftRelation, other: DraftRelation) -> bool:
    return any(label in other.heads for label in one.heads)


def _of_name(item: Item, name: str, others: Sequence[str]) -> Iterator[Trouble]:
    if not name:
        yield Trouble(item, "name", Reason.NAME_MISSING)
    elif name in others:
        yield Trouble(item, "name", Reason.NAME_TWICE, name)
    elif not isinstance(item, DraftCodebook) and not _NAME.match(name):
        yield Trouble(item, "name", Reason.NAME_SPELLED, name)
