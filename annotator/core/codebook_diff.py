"""What has changed from one codebook to another, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from annotator.core.codebook import Attribute, Codebook, Label, RelationType
from annotator.core.codebook_plan import Plan
from annotator.core.codebook_recoding import value_text

_NO_PLAN = Plan()
_QUOTED = 60  # characters that a sentence quotes of a text
# Field → what a sentence calls it.
_CODEBOOK = {"name": "name", "title": "title"}
_LABEL = {
    "title": "title",
    "key": "key",
    "unit": "unit",
    "points_to": "register",
    "role": "role for suggesters",
    "colour": "colour",
    "colour_dark": "colour on dark",
    "tint": "tint",
}
_ATTRIBUTE = {"title": "title", "type": "type", "default": "default"}
_RELATION = {"title": "title", "head": "head", "child": "child", "role": "role for suggesters"}


@dataclass(frozen=True, slots=True)
class CodebookChange:
    """One difference.

    ``kind`` is added, removed, renamed, merged, changed or moved; ``what`` codebook, label, attribute, value or
    relation. ``label`` and ``name`` are those of the new codebook, of what is gone or merged those of the old one
    (a label has both, a relation no label). ``fields`` are the names of what is changed.
    """

    kind: str
    what: str
    label: str
    name: str
    fields: tuple[str, ...]
    sentence: str

    def __str__(self) -> str:
        return self.sentence


class _Named(Protocol):
    @property
    def name(self) -> str: ...


_T = TypeVar("_T", bound=_Named)
_Pairs = list[tuple[_T | None, _T | None]]


def diff(old: Codebook, new: Codebook, plan: Plan = _NO_PLAN) -> list[CodebookChange]:
    """The differences, labels first, in the order of the new codebook; none if both are equal but for the version.

    Without a plan that says so, what was renamed shows as removed and added.
    """
    codebook = _changed("codebook", "", "", "the codebook", old, new, _CODEBOOK)
    return [*codebook, *_labels(old, new, plan), *_relations(old, new, plan)]


def _labels(old: Codebook, new: Codebook, plan: Plan) -> Iterator[CodebookChange]:
    pairs = _paired(old.labels, new.labels, plan.labels)
    for before, after in pairs:
        if after is None and before is not None:
            into = plan.labels.get(before.name)
            kind, end = ("merged", f"is merged into {into}") if into else ("removed", "is gone")
            yield CodebookChange(kind, "label", before.name, before.name, (), f"The label {before.name} {end}.")
        elif after is not None and before is None:
            has = f", with {_listed(a.name for a in after.attributes)}" if after.attributes else ""
            yield CodebookChange(
                "added", "label", after.name, after.name, (), f"The label {_called(after)} is new{has}."
            )
        elif after is not None and before is not None:
            if before.name != after.name:
                sentence = f"The label {before.name} is now {after.name}."
                yield CodebookChange("renamed", "label", after.name, after.name, ("name",), sentence)
            yield from _changed("label", after.name, after.name, after.name, before, after, _LABEL)
            yield from _texts(
                "label", after.name, after.name, after.name, before, after, ("guideline", "examples")
            )
            yield from _attributes(before, after, plan)
    if _moved(pairs, old.labels):
        yield CodebookChange("moved", "label", "", "", ("order",), "The labels stand in another order.")


def _attributes(old: Label, new: Label, plan: Plan) -> Iterator[CodebookChange]:
    label = new.name
    planned = {name: into for (of, name), into in plan.attributes.items() if of == old.name}
    pairs = _paired(old.attributes, new.attributes, planned)
    for before, after in pairs:
        if after is None and before is not None:
            sentence = f"The attribute {before.name} of {label} is gone."
            yield CodebookChange("removed", "attribute", label, before.name, (), sentence)
        elif after is not None and before is None:
            choices = _listed(after.values) if after.values else after.type
            sentence = f"The attribute {_called(after)} of {label} is new ({choices})."
            yield CodebookChange("added", "attribute", label, after.name, (), sentence)
        elif after is not None and before is not None:
            of = f"{after.name} ({label})"
            if before.name != after.name:
                sentence = f"The attribute {before.name} of {label} is now {after.name}."
                yield CodebookChange("renamed", "attribute", label, after.name, ("name",), sentence)
            yield from _changed("attribute", label, after.name, of, before, after, _ATTRIBUTE)
            if before.required != after.required:
                how = "required now" if after.required else "no longer required"
                sentence = f"The attribute {after.name} of {label} is {how}."
                yield CodebookChange("changed", "attribute", label, after.name, ("required",), sentence)
            yield from _texts("attribute", label, after.name, of, before, after, ("guideline",))
            values = {v: to for (*key, v), to in plan.values.items() if key == [old.name, before.name]}
            yield from _values(label, before, after, values)
    if _moved(pairs, old.attributes):
        sentence = f"The attributes of {label} stand in another order."
        yield CodebookChange("moved", "attribute", label, "", ("order",), sentence)


def _values(
    label: str, old: Attribute, new: Attribute, planned: Mapping[str, str | None]
) -> Iterator[CodebookChange]:
    there = [_Choice(value) for value in old.values]
    pairs = _paired(there, [_Choice(value) for value in new.values], planned)
    of = f"of {new.name} ({label})"
    for before, after in pairs:
        if after is None and before is not None:
            into = planned.get(before.name)
            kind, end = ("merged", f"is merged into {into}") if into else ("removed", "is gone")
            yield CodebookChange(kind, "value", label, new.name, ("values",), f"The value {before} {of} {end}.")
        elif after is not None and before is None:
            yield CodebookChange("added", "value", label, new.name, ("values",), f"The value {after} {of} is new.")
        elif before != after:
            sentence = f"The value {before} {of} is now {after}."
            yield CodebookChange("renamed", "value", label, new.name, ("values",), sentence)
    if _moved(pairs, there):
        sentence = f"The values {of} stand in another order."
        yield CodebookChange("moved", "value", label, new.name, ("values",), sentence)


def _relations(old: Codebook, new: Codebook, plan: Plan) -> Iterator[CodebookChange]:
    # As they would be called now; several may share a name, so each stands for itself.
    there = [_renamed(relation, plan) for relation in old.relations]
    names = {id(now): relation.name for now, relation in zip(there, old.relations, strict=True)}
    pairs: _Pairs[RelationType] = []
    rest = list(there)
    for relation in new.relations:
        likely = [
            (len({*r.head} & {*relation.head}), names[id(r)] == relation.name, -n)
            for n, r in enumerate(rest)
            if r.name == relation.name
        ]
        pairs.append((rest.pop(-max(likely)[2]) if likely else None, relation))
    pairs += [(relation, None) for relation in rest]
    for before, after in pairs:
        if after is None and before is not None:
            name = names[id(before)]
            into = plan.relations.get(name)
            kind, end = ("merged", f"is merged into {into}") if into else ("removed", "is gone")
            ends = f"from {_listed(before.head)} to {_listed(before.child)}"
            yield CodebookChange(kind, "relation", "", name, (), f"The relation {name} {ends} {end}.")
        elif after is not None and before is None:
            sentence = (
                f"The relation {_called(after)} from {_listed(after.head)} to {_listed(after.child)} is new."
            )
            yield CodebookChange("added", "relation", "", after.name, (), sentence)
        elif after is not None and before is not None:
            of = f"the relation {after.name}"
            if names[id(before)] != after.name:
                sentence = f"The relation {names[id(before)]} is now {after.name}."
                yield CodebookChange("renamed", "relation", "", after.name, ("name",), sentence)
            yield from _changed("relation", "", after.name, of, before, after, _RELATION)
            if before.many != after.many:
                sentence = (
                    f"The relation {after.name} may go to {'several spans' if after.many else 'one span only'}."
                )
                yield CodebookChange("changed", "relation", "", after.name, ("many",), sentence)
            yield from _texts("relation", "", after.name, of, before, after, ("guideline",))
    if _moved(pairs, there):
        yield CodebookChange("moved", "relation", "", "", ("order",), "The relations stand in another order.")


def _renamed(relation: RelationType, plan: Plan) -> RelationType:
    head, child = (
        tuple(dict.fromkeys(plan.labels.get(end) or end for end in ends))
        for ends in (relation.head, relation.child)
    )
    return replace(relation, name=plan.relations.get(relation.name) or relation.name, head=head, child=child)


def _changed(
    what: str, label: str, name: str, of: str, old: object, new: object, fields: Mapping[str, str]
) -> Iterator[CodebookChange]:
    """A sentence for each of the fields that differs."""
    for field, called in fields.items():
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            sentence = f"The {called} of {of} is {_told(after)} instead of {_told(before)}."
            yield CodebookChange("changed", what, label, name, (field,), sentence)


def _texts(
    what: str, label: str, name: str, of: str, old: object, new: object, fields: Sequence[str]
) -> Iterator[CodebookChange]:
    """A sentence for each longer text that differs, which would be too long to quote."""
    for field in fields:
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            verb = "are" if field.endswith("s") else "is"
            how = "new" if not before else "gone" if not after else "changed"
            yield CodebookChange("changed", what, label, name, (field,), f"The {field} of {of} {verb} {how}.")


@dataclass(frozen=True, slots=True)
class _Choice:
    """A value as something that has a name."""

    name: str

    def __str__(self) -> str:
        return self.name


def _paired(old: Sequence[_T], new: Sequence[_T], planned: Mapping[str, str | None]) -> _Pairs[_T]:
    """What was and what it is now, in the new order; then what is gone, or has been merged into another."""
    pairs: _Pairs[_T] = []
    for after in new:
        likely = [before for before in old if planned.get(before.name, before.name) == after.name]
        # Of several that become one, the one that had the name stays.
        same = [before for before in likely if before.name == after.name]
        pairs.append((next(iter(same or likely), None), after))
    taken = {before.name for before, _ in pairs if before is not None}
    return pairs + [(before, None) for before in old if before.name not in taken]


def _moved(pairs: _Pairs[_T], old: Sequence[_T]) -> bool:
    """Whether what has stayed stands in another order than before."""
    place = {id(item): n for n, item in enumerate(old)}
    places = [place[id(before)] for before, after in pairs if before is not None and after is not None]
    return places != sorted(places)


def _called(new: Label | Attribute | RelationType) -> str:
    """Its name, and its title where that says something else."""
    usual = ("", new.name.casefold(), new.name.replace("_", " ").casefold())
    return new.name if new.title.casefold() in usual else f"{new.name} ({_told(new.title)})"


def _told(value: object) -> str:
    if value is None or value in ("", ()):
        return "none"
    if isinstance(value, tuple):
        return _listed(map(str, value))
    text = " ".join(value_text(value).split())
    return text if len(text) <= _QUOTED else f"{text[: _QUOTED - 1]}…"


def _listed(names: Iterable[str]) -> str:
    *first, last = list(names) or ["nothing"]
    return f"{', '.join(first)} and {last}" if first else last
