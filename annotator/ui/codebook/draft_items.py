"""What a codebook that is being edited consists of: labels, attributes, values and relations that can change.

Items know from which item of the codebook in force they come (``origin``, its name there), so that renames are
known however often a name was typed, and relations point to labels as things, not by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from annotator.core.codebook import CHOICES, Attribute, Label, RelationType
from annotator.core.models import AttributeValue

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9]+")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z")
_FOLDED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "é": "e", "è": "e", "ç": "c"}
)


@dataclass(eq=False, slots=True)
class DraftValue:
    """One of the values to choose from."""

    name: str
    origin: str | None = None


@dataclass(eq=False, slots=True)
class DraftAttribute:
    """An attribute of a label; ``title`` may be empty and is then made of the name."""

    name: str
    title: str = ""
    type: str = "choice"
    values: list[DraftValue] = field(default_factory=list)
    default: AttributeValue = None
    required: bool = False
    guideline: str = ""
    origin: str | None = None

    @property
    def shown(self) -> str:
        """What lists call it."""
        return self.title.strip() or self.name

    @property
    def has_values(self) -> bool:
        """Whether the type is one of those that choose from values."""
        return self.type in CHOICES

    def set_type(self, type_: str) -> None:
        """Changes the type; the values stay for who changes their mind, a default goes that no longer fits."""
        self.type = type_
        try:
            self.default = self.frozen().check(self.default)
        except ValueError:
            self.default = None

    def rename_value(self, value: DraftValue, name: str) -> None:
        """Gives a value another name, which the default follows."""
        if self.default == value.name:
            self.default = name
        elif isinstance(self.default, list):
            self.default = [name if chosen == value.name else chosen for chosen in self.default]
        value.name = name

    def remove_value(self, value: DraftValue) -> None:
        """Takes a value away, also from the default."""
        self.values.remove(value)
        if self.default == value.name:
            self.default = None
        elif isinstance(self.default, list):
            self.default = [chosen for chosen in self.default if chosen != value.name] or None

    def frozen(self) -> Attribute:
        """The attribute as the codebook holds it."""
        return Attribute(
            name=self.name,
            type=self.type,
            values=tuple(value.name for value in self.values) if self.has_values else (),
            default=self.default,
            title=self.title.strip() or title_of(self.name),
            required=self.required,
            guideline=self.guideline.strip(),
        )


@dataclass(eq=False, slots=True)
class DraftLabel:
    """A label; colours are ``#RRGGBB``."""

    name: str
    title: str = ""
    key: str = ""
    colour: str = "#1060F0"
    colour_dark: str = "#5C9BFF"
    tint: str = ""
    unit: str = "word"
    points_to: str | None = None
    guideline: str = ""
    examples: tuple[str, ...] = ()
    attributes: list[DraftAttribute] = field(default_factory=list)
    origin: str | None = None
    role: str = ""

    @property
    def shown(self) -> str:
        """What lists call it."""
        return self.title.strip() or self.name

    def add_attribute(self, title: str) -> DraftAttribute:
        """Adds an attribute of that title with a name that is free."""
        attribute = DraftAttribute("", title)
        attribute.name = self._attribute_name(attribute)
        self.attributes.append(attribute)
        return attribute

    def retitle_attribute(self, attribute: DraftAttribute, title: str) -> None:
        """Titles an attribute; the name of a new one follows, as long as it comes of its title."""
        follows = attribute.origin is None and attribute.name == self._attribute_name(attribute)
        attribute.title = title
        if follows:
            attribute.name = self._attribute_name(attribute)

    def _attribute_name(self, attribute: DraftAttribute) -> str:
        others = [other.name for other in self.attributes if other is not attribute]
        return free_name(plain_name(attribute.title, "attribute"), others)

    def set_colour(self, colour: str) -> None:
        """Sets the colour on light; a tint that was the colour stays the colour."""
        if not self.tint or self.tint == self.colour:
            self.tint = colour
        self.colour = colour

    def frozen(self) -> Label:
        """The label as the codebook holds it."""
        return Label(
            name=self.name,
            title=self.title.strip() or title_of(self.name),
            key=self.key.upper(),
            colour=self.colour,
            colour_dark=self.colour_dark,
            tint=self.tint or self.colour,
            guideline=self.guideline.strip(),
            examples=self.examples,
            attributes=tuple(attribute.frozen() for attribute in self.attributes),
            unit=self.unit,
            points_to=self.points_to,
            role=self.role,
        )


@dataclass(eq=False, slots=True)
class DraftRelation:
    """A kind of relation between labels."""

    name: str
    title: str = ""
    heads: list[DraftLabel] = field(default_factory=list)
    children: list[DraftLabel] = field(default_factory=list)
    many: bool = True
    guideline: str = ""
    origin: str | None = None
    role: str = ""

    @property
    def shown(self) -> str:
        """What lists call it."""
        return self.title.strip() or self.name

    def frozen(self) -> RelationType:
        """The relation as the codebook holds it."""
        return RelationType(
            name=self.name,
            title=self.title.strip() or title_of(self.name),
            head=tuple(label.name for label in self.heads),
            child=tuple(label.name for label in self.children),
            guideline=self.guideline.strip(),
            many=self.many,
            role=self.role,
        )


def title_of(name: str) -> str:
    """What an item without a title is called."""
    return name.replace("_", " ").capitalize()


def label_name(title: str) -> str:
    """A name for a label of this title: "Wörtliche Rede" becomes WOERTLICHE_REDE, "Актор" LABEL."""
    return plain_name(title, "label").upper()


def plain_name(title: str, otherwise: str) -> str:
    """A name for an attribute or a relation of this title: "How sure" is how_sure.

    ``otherwise`` stands for a title in other letters than Latin ones; without any letter there is no name.
    """
    name = _NOT_IN_NAMES.sub("_", title.translate(_FOLDED)).strip("_").lower().lstrip("0123456789_")
    return name or (otherwise if any(map(str.isalpha, title)) else "")


def free_name(name: str, taken: Iterable[str]) -> str:
    """The name, with a number behind it if it is taken."""
    used = set(taken)
    if name not in used:
        return name
    return next(numbered for n in range(2, len(used) + 3) if (numbered := f"{name}_{n}") not in used)


def is_colour(text: str) -> bool:
    """Whether a text is a colour as codebooks have them."""
    return _COLOUR.match(text) is not None
