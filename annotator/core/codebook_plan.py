"""What a person decides about existing labels when a project gets another codebook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from annotator.core.errors import UserError

_SHOWN = 5  # uses that a question names
_LISTED = 20  # and that are listed below it
_RELATION = "relation:"  # in front of a relation's name on the command line


@dataclass(frozen=True, slots=True)
class Plan:
    """Decisions by the old codebook's names: old name → new name, or None.

    None deletes the spans of a label, unsets an attribute or a value, and removes relations. ``labels`` has the
    label as key, ``attributes`` (label, attribute), ``values`` (label, attribute, value as text). A relation that
    the new codebook still allows stays also where its name is planned away: several kinds may share a name.
    """

    labels: Mapping[str, str | None] = field(default_factory=dict)
    attributes: Mapping[tuple[str, str], str | None] = field(default_factory=dict)
    values: Mapping[tuple[str, str, str], str | None] = field(default_factory=dict)
    relations: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Use:
    """Existing labels that a change of the codebook touches.

    ``kind`` is label, attribute, value or relation. ``label`` is the old label (of a relation: the head's),
    ``name`` the attribute or relation, ``value`` the value as text (of a relation: the child's label). ``spans``
    counts spans, or relations. Where ``decided`` is false, the plan must say what becomes of them.
    """

    kind: str
    label: str
    name: str = ""
    value: str = ""
    spans: int = 0
    decided: bool = False

    @property
    def path(self) -> str:
        """How the command line names it."""
        if self.kind == "relation":
            return _RELATION + self.name
        return self.label + (f".{self.name}" if self.name else "") + (f"={self.value}" if self.value else "")

    def __str__(self) -> str:
        number, plural = f"{self.spans:,}", "" if self.spans == 1 else "s"
        match self.kind:
            case "label":
                return f"{number} span{plural} labelled {self.label}"
            case "attribute":
                return f"{number} {self.label} span{plural} with {self.name} set"
            case "value":
                return f"{number} {self.label} span{plural} with {self.name} = {self.value}"
            case _:
                return f"{number} relation{plural} {self.name} from {self.label} to {self.value}"


def question(undecided: Sequence[Use]) -> str:
    """A sentence that says what has to be decided before a codebook can be put in force."""
    named = [str(use) for use in undecided[:_SHOWN]]
    if len(undecided) > _SHOWN:
        named.append(f"{len(undecided) - _SHOWN} more")
    what = " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))
    return f"The new codebook can't hold {what}: say for each what it becomes, or that it is removed."


def options(undecided: Iterable[Use]) -> list[str]:
    """For each thing to decide, how the command line is told."""
    names = list(dict.fromkeys(use.path for use in undecided))
    more = [f"and {len(names) - _LISTED} more"] if len(names) > _LISTED else []
    return [f"--rename {name}=… or --remove {name}" for name in names[:_LISTED]] + more


def read_plan(rename: Iterable[str], remove: Iterable[str]) -> Plan:
    """The plan that the command line gives as ``OLD=NEW`` and ``NAME``; raises UserError.

    OLD and NAME are ``LABEL``, ``LABEL.attribute``, ``LABEL.attribute=value`` or ``relation:name``.
    """
    labels: dict[str, str | None] = {}
    attributes: dict[tuple[str, str], str | None] = {}
    values: dict[tuple[str, str, str], str | None] = {}
    relations: dict[str, str | None] = {}
    for path, new in (*map(_renaming, rename), *((path, None) for path in remove)):
        place, has_value, value = path.partition("=")
        label, has_attribute, attribute = place.partition(".")
        if place.startswith(_RELATION):
            _enter(relations, place.removeprefix(_RELATION), new and new.removeprefix(_RELATION), path)
        elif has_value:
            _enter(values, (label, attribute, value), new, path)
        elif has_attribute:
            _enter(attributes, (label, attribute), new and new.rpartition(".")[2], path)
        else:
            _enter(labels, label, new, path)
    return Plan(labels, attributes, values, relations)


def _renaming(given: str) -> tuple[str, str | None]:
    old, _, new = given.rpartition("=")
    if not (old and new):
        raise UserError(f"--rename {given}: write it as OLD=NEW.")
    return old, new


_K = TypeVar("_K")


def _enter(entries: dict[_K, str | None], key: _K, new: str | None, path: str) -> None:
    if key in entries:
        raise UserError(f"{path} is renamed or removed twice.")
    entries[key] = new
