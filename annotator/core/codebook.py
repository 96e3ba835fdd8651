"""Labels, attributes, relations, colours, keys and guidelines of a project.

Outside a project a codebook is a TOML file (see resources/codebooks/); inside it is the same structure.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from annotator.core.errors import UserError
from annotator.core.models import AttributeValue, Span
from annotator.core.offsets import clean_text
from annotator.core.roles import LABEL_ROLES, NO_ROLE, RELATION_ROLES

UNITS = ("word", "name", "quotation", "clause", "sentence", "paragraph")
ATTRIBUTE_TYPES = ("choice", "choices", "boolean", "number", "text", "longtext", "date")
CHOICES = ("choice", "choices")  # the types that have values to choose from
REGISTERS = ("actor", "concept")  # what spans of a label may point to
# Codebooks from before labels said what they point to.
POINTS_TO = {"ACTOR": "actor", "CLAIM": "concept"}
NOTHING = "none"  # in a file: points to nothing
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")  # of labels, attributes and relations
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z")


@dataclass(frozen=True, slots=True)
class Attribute:
    """A typed value of a span. ``values`` are the choices of the types choice and choices.

    A ``required`` one is to be set before an article is done. The guideline is Markdown.
    """

    name: str
    type: str = "choice"
    values: tuple[str, ...] = ()
    default: AttributeValue = None
    title: str = ""
    required: bool = False
    guideline: str = ""

    def check(self, value: Any) -> AttributeValue:
        """The value if this attribute can hold it (None always can); raises ValueError with a sentence."""
        if value is None or (value == [] and self.type == "choices"):
            return None
        if not self._fits(value):
            raise ValueError(f"{self._wrong(value)} is no value of the attribute {self.name} ({self._expected()})")
        return value  # type: ignore[no-any-return]

    def _fits(self, value: Any) -> bool:
        match self.type:
            case "choice":
                return value in self.values
            case "choices":
                return isinstance(value, list) and all(v in self.values for v in value)
            case "boolean":
                return isinstance(value, bool)
            case "number":
                return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
            case "date":
                return isinstance(value, str) and _is_date(value)
            case _:
                return isinstance(value, str)

    def _wrong(self, value: Any) -> str:
        """What doesn't fit of a value: of several, the first that is no choice."""
        several = self.type == "choices" and isinstance(value, list)
        return repr(next(one for one in value if one not in self.values) if several else value)

    def _expected(self) -> str:
        if self.values:
            return ", ".join(self.values)
        return {
            "boolean": "true or false",
            "date": "a date such as 2025-03-13",
            "number": "a number such as 3 or 2.5",
        }.get(self.type, self.type)


@dataclass(frozen=True, slots=True)
class Label:
    """A kind of span. Colours are ``#RRGGBB`` for light and dark; ``key`` is one letter.

    ``unit`` is what the key labels where nothing is selected, one of UNITS. ``points_to`` is the register that its
    spans point to: actor, concept or None. ``role`` is what suggesters take it for (core/roles.py). Guideline and
    examples are Markdown; what an example labels stands in brackets.
    """

    name: str
    title: str
    key: str
    colour: str
    colour_dark: str
    tint: str = ""
    guideline: str = ""
    examples: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    unit: str = "word"
    points_to: str | None = None
    role: str = ""

    @property
    def example(self) -> str:
        """All examples as one text, a line each."""
        return "\n".join(self.examples)

    @property
    def defaults(self) -> dict[str, AttributeValue]:
        """The values that new spans of this label start with."""
        return {a.name: a.default for a in self.attributes if a.default is not None}

    def attribute(self, name: str) -> Attribute | None:
        for attribute in self.attributes:
            if attribute.name == name:
                return attribute
        return None


@dataclass(frozen=True, slots=True)
class RelationType:
    """A kind of relation, with the labels that may stand at its two ends.

    ``many``: a head may have several. Several kinds may share a name if their heads differ. ``role`` is what
    suggesters take it for (core/roles.py).
    """

    name: str
    title: str
    head: tuple[str, ...]
    child: tuple[str, ...]
    guideline: str = ""
    many: bool = True
    role: str = ""


@dataclass(frozen=True)
class Codebook:
    """Labels and relations in the order of the file. ``version`` counts up with each change in a project."""

    name: str
    version: int = 1
    title: str = ""
    labels: tuple[Label, ...] = ()
    relations: tuple[RelationType, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "_labels", {label.name: label for label in self.labels})
        names = dict.fromkeys(a.name for label in self.labels for a in label.attributes)
        object.__setattr__(self, "attribute_names", tuple(names))
        heads = {name for relation in self.relations for name in relation.head}
        children = {name for relation in self.relations for name in relation.child} - heads
        alone = {label.name for label in self.labels if label.points_to is not None}
        object.__setattr__(self, "dependent_labels", frozenset(children - alone))

    attribute_names: tuple[str, ...] = field(init=False, default=(), compare=False)
    dependent_labels: frozenset[str] = field(init=False, default=frozenset(), compare=False)
    """Labels that tell something only of what is related to them, as a cue of its quote: no relation leads from
    them, and they are in no register."""
    _labels: dict[str, Label] = field(init=False, default_factory=dict, repr=False, compare=False)

    @property
    def reference(self) -> str:
        """``name@version``, as records carry it."""
        return f"{self.name}@{self.version}"

    def missing(self, span: Span) -> tuple[Attribute, ...]:
        """The required attributes that the span lacks; a blank text is none."""
        label = self.label(span.label)
        if label is None:
            return ()
        return tuple(a for a in label.attributes if a.required and _is_blank(span.attributes.get(a.name)))

    def pointing_to(self, register: str) -> tuple[str, ...]:
        """The names of the labels whose spans point to this register (actor or concept)."""
        return tuple(label.name for label in self.labels if label.points_to == register)

    def label(self, name: str) -> Label | None:
        return self._labels.get(name)

    def require_label(self, name: str) -> Label:
        """The label, or a UserError that names those there are."""
        label = self._labels.get(name)
        if label is None:
            known = ", ".join(self._labels)
            raise UserError(f"The codebook {self.reference} has no label {name!r}; it has {known}.")
        return label

    def relations_from(self, label: str) -> list[RelationType]:
        """The relations whose head may have this label, in the codebook's order."""
        return [r for r in self.relations if label in r.head]

    def relation(self, name: str, head: str | None = None) -> RelationType | None:
        """The relation of that name; where several share it, the one whose head fits."""
        found = [r for r in self.relations if r.name == name]
        return next((r for r in found if head in r.head), found[0] if found else None)


def parse_codebook(data: Mapping[str, Any]) -> Codebook:
    """Builds a codebook from its TOML structure; raises UserError with the place and the reason."""
    try:
        labels = tuple(_labels(data))
        relations = tuple(_relations(data, {label.name for label in labels}))
        name, version = str(data["name"]), int(data.get("version", 1))
    except KeyError as error:
        raise UserError(f"The codebook lacks the entry {error.args[0]!r}.") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise UserError(f"The codebook can't be read: {error}.") from error
    if not labels:
        raise UserError("The codebook has no labels.")
    _check_unique([label.name for label in labels], "label")
    _check_unique([label.key for label in labels if label.key], "key")
    _check_unique([label.role for label in labels if label.role not in ("", NO_ROLE)], "role")
    return Codebook(name, version, _text(data, "title", name), labels, relations)


def _labels(data: Mapping[str, Any]) -> Iterator[Label]:
    for entry in data.get("labels", ()):
        name = _name(entry["name"])
        colour, dark = str(entry["colour"]), str(entry.get("colour_dark", entry["colour"]))
        tint = str(entry.get("tint", colour))
        for value in (colour, dark, tint):
            if not _COLOUR.match(value):
                raise ValueError(f"{value!r} of the label {name} is no colour such as #1060F0")
        key = str(entry.get("key", "")).upper()
        if key and not (len(key) == 1 and key.isalpha()):
            raise ValueError(f"the key {key!r} of the label {name} is not one letter")
        unit = str(entry.get("unit", "word"))
        if unit not in UNITS:
            raise ValueError(f"the unit {unit!r} of the label {name} is none of {', '.join(UNITS)}")
        attributes = tuple(_attribute(a) for a in entry.get("attributes", ()))
        _check_unique([a.name for a in attributes], f"attribute of {name}")
        yield Label(
            name=name,
            title=_text(entry, "title", name.capitalize()),
            key=key,
            colour=colour,
            colour_dark=dark,
            tint=tint,
            guideline=_text(entry, "guideline").strip(),
            examples=_examples(entry),
            attributes=attributes,
            unit=unit,
            points_to=_points_to(entry, name),
            role=_role(entry, LABEL_ROLES),
        )


def _points_to(entry: Mapping[str, Any], label: str) -> str | None:
    register = entry.get("points_to", POINTS_TO.get(label, NOTHING))
    if register not in (*REGISTERS, NOTHING):
        raise ValueError(f"the label {label} points to {register!r}, not to actor, concept or none")
    return None if register == NOTHING else str(register)


def _role(entry: Mapping[str, Any], roles: Mapping[str, str]) -> str:
    role = entry.get("role", "")
    if role not in ("", NO_ROLE, *roles):
        raise ValueError(f"the role {role!r} of {entry['name']} is none of {', '.join(roles)}, {NO_ROLE}")
    return str(role)


def _examples(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """The old single ``example`` first, if there is one."""
    several = entry.get("examples", ())
    if isinstance(several, str):
        raise ValueError(f"the examples of the label {entry['name']} are no list")
    found = (clean_text(str(text)).strip() for text in (entry.get("example", ""), *several))
    return tuple(text for text in found if text)


def _attribute(entry: Mapping[str, Any]) -> Attribute:
    name = _name(entry["name"])
    kind = str(entry.get("type", "choice"))
    if kind not in ATTRIBUTE_TYPES:
        raise ValueError(f"the attribute {name} has the unknown type {kind!r} (not {', '.join(ATTRIBUTE_TYPES)})")
    values = tuple(dict.fromkeys(clean_text(str(v)) for v in entry.get("values", ())))
    if kind in CHOICES and not values:
        raise ValueError(f"the attribute {name} has no values to choose from")
    attribute = Attribute(
        name=name,
        type=kind,
        values=values,
        title=_text(entry, "title", name.replace("_", " ").capitalize()),
        default=_default(entry.get("default")),
        required=_required(entry),
        guideline=_text(entry, "guideline").strip(),
    )
    attribute.check(attribute.default)
    return attribute


def _relations(data: Mapping[str, Any], labels: set[str]) -> Iterator[RelationType]:
    for entry in data.get("relations", ()):
        name = _name(entry["name"])
        head, child = _names(entry["head"]), _names(entry["child"])
        for label in (*head, *child):
            if label not in labels:
                raise ValueError(f"the relation {name} names the label {label!r}, which there is not")
        yield RelationType(
            name=name,
            title=_text(entry, "title", name.replace("_", " ").capitalize()),
            head=head,
            child=child,
            guideline=_text(entry, "guideline").strip(),
            many=bool(entry.get("many", True)),
            role=_role(entry, RELATION_ROLES),
        )


def _text(entry: Mapping[str, Any], name: str, default: str = "") -> str:
    return clean_text(str(entry.get(name, default)))


def _required(entry: Mapping[str, Any]) -> bool:
    value = entry.get("required", False)
    if not isinstance(value, bool):
        raise ValueError(f"required of the attribute {entry['name']} is {value!r}, not true or false")
    return value


def _default(value: Any) -> AttributeValue:
    if isinstance(value, date):  # TOML has dates of its own
        return value.isoformat()
    if isinstance(value, str):
        return clean_text(value)
    return None if value == [] else value


def _is_blank(value: AttributeValue) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _names(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(str(v) for v in value)


def _name(value: Any) -> str:
    if not isinstance(value, str) or not NAME.match(value):
        raise ValueError(f"{value!r} is no name (letters, digits and _, a letter first)")
    return value


def _check_unique(names: list[str], what: str) -> None:
    twice = {n for n in names if names.count(n) > 1}
    if twice:
        raise UserError(f"The codebook has the {what} {', '.join(sorted(twice))} twice.")


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
