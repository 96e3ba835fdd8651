"""A codebook for data from elsewhere: what it has more is noted while it is read, and added to the codebook."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from annotator.core.codebook import (
    CHOICES,
    Attribute,
    Codebook,
    Label,
    RelationType,
    parse_codebook,
)
from annotator.core.codebook_data import codebook_data
from annotator.core.colour_check import readable
from annotator.core.label_signs import PALETTE
from annotator.formats.ascii_names import ascii_name
from annotator.formats.record_codebook import LONGEST_CHOICE, MOST_CHOICES, RecordWanted

_SEPARATORS = re.compile(r"[\s_-]+")
_MOST_ROUNDS = 8  # in which articles are read for what they need

NAMELESS = ("LABEL", "relation", "attribute")
"""What that is called, with a number behind it, whose name elsewhere has no letter for a name here."""


def folded(name: str) -> str:
    """What two names share that differ in case, spaces, ``_`` and ``-`` alone."""
    return _SEPARATORS.sub("", name).casefold()


@dataclass(frozen=True, slots=True)
class AboutLabel:
    """What another tool says of a label: a name that is shorter than its title, a colour as ``#RRGGBB``; or ""."""

    name: str = ""
    guideline: str = ""
    colour: str = ""


_UNTOLD = AboutLabel()
_NO_NAMES: Mapping[str, str] = {}


@dataclass
class Wanted:
    """What articles of other tools have that a codebook lacks, by the other tool's names.

    ``labels`` are their attributes and these their values, ``registers`` what those point to that point to any;
    ``attributes`` those of labels that there are, by the codebook's name of the label, and ``values`` those of
    attributes that there are; ``relations`` the labels at their two ends, in pairs, and ``ends`` those that a
    relation which there is can't have, by its name. ``about`` is what is said of labels, wanted or not.
    """

    labels: dict[str, dict[str, list[Any]]] = field(default_factory=dict)
    registers: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, dict[str, list[Any]]] = field(default_factory=dict)
    values: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    relations: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    ends: dict[str, dict[tuple[str, str], None]] = field(default_factory=dict)
    about: dict[str, AboutLabel] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.labels or self.attributes or self.values or self.relations or self.ends)

    def label(self, name: str, attributes: Iterable[tuple[str, Any]], register: str | None = None) -> None:
        if register is not None:
            self.registers.setdefault(name, register)
        known = self.labels.setdefault(name, {})
        for attribute, value in attributes:
            _note(known, attribute, value)

    def attribute(self, label: str, name: str, value: Any) -> None:
        _note(self.attributes.setdefault(label, {}), name, value)

    def value(self, label: str, attribute: Attribute, held: Any) -> list[str]:
        """Notes what of a value the attribute has no choice for, and gives it back."""
        if attribute.type not in CHOICES:
            return []
        values = held if isinstance(held, list) and attribute.type == "choices" else [held]
        more = [value for value in values if isinstance(value, str) and value and value not in attribute.values]
        if more:
            self.values.setdefault((label, attribute.name), []).extend(more)
        return more

    def relation(self, name: str, head: str | None, child: str | None) -> None:
        if head is not None and child is not None:
            self.relations.setdefault(name, []).append((head, child))

    def add(self, other: Wanted) -> None:
        for label, attributes in other.labels.items():
            given = ((name, value) for name, values in attributes.items() for value in values)
            self.label(label, given, other.registers.get(label))
        for label, attributes in other.attributes.items():
            for name, values in attributes.items():
                for value in values:
                    self.attribute(label, name, value)
        for place, more in other.values.items():
            known = self.values.setdefault(place, [])
            known += [value for value in dict.fromkeys(more) if value not in known]
        for name, pairs in other.relations.items():
            for pair in dict.fromkeys(pairs):
                self.relation(name, *pair)
        for name, ends in other.ends.items():
            self.ends.setdefault(name, {}).update(ends)
        self.about = {**other.about, **self.about}


class CollectingCodebook(Codebook):
    """A codebook that keeps what articles from elsewhere would need more; they are refused all the same."""

    wanted: Wanted
    records: RecordWanted

    @classmethod
    def of(cls, codebook: Codebook) -> CollectingCodebook:
        made = cls(codebook.name, codebook.version, codebook.title, codebook.labels, codebook.relations)
        object.__setattr__(made, "wanted", Wanted())
        object.__setattr__(made, "records", RecordWanted())
        return made


def extended(codebook: Codebook, read: Callable[[Codebook], Iterable[object]]) -> Codebook:
    """The codebook with what the articles that ``read`` reads by it need more; itself if they need nothing.

    New labels have no key yet (see label_signs); names that the codebook can't have become titles, by which they
    are found, too.
    """
    # Again and again, as what other tools have may be called like what is new, and is then read another way.
    before = None
    for _ in range(_MOST_ROUNDS):
        collecting = _read(codebook, read)
        wanted = collecting.records, collecting.wanted
        if not any(wanted) or wanted == before:
            break
        codebook = _with_records(codebook, wanted[0]) if wanted[0] else _extended(codebook, wanted[1])
        before = wanted
    return codebook


def _read(codebook: Codebook, read: Callable[[Codebook], Iterable[object]]) -> CollectingCodebook:
    collecting = CollectingCodebook.of(codebook)
    for _ in read(collecting):
        pass
    return collecting


def _with_records(codebook: Codebook, wanted: RecordWanted) -> Codebook:
    labels = []
    for label in (*codebook.labels, *_labels(codebook, wanted.labels)):
        attributes = [
            replace(one, values=(*one.values, *wanted.values.get((label.name, one.name), ())))
            for one in label.attributes
        ]
        more = wanted.attributes.get(label.name, {})
        attributes += [values.attribute(name) for name, values in more.items()]
        labels.append(replace(label, attributes=tuple(attributes)))
    relations = list(codebook.relations)
    for name, ends in wanted.relations.items():
        for head, child in ends:
            _link(relations, name, head, child)
    return _checked(codebook, labels, relations)


def _labels(codebook: Codebook, names: Mapping[str, str | None]) -> Iterable[Label]:
    for number, (name, register) in enumerate(names.items(), len(codebook.labels)):
        yield replace(_label(name, _title(name), number), points_to=register)


def _link(relations: list[RelationType], name: str, head: str, child: str) -> None:
    """Lets the relation link two labels: those of one name differ in their heads."""
    place = next((n for n, kind in enumerate(relations) if kind.name == name and head in kind.head), None)
    if place is None:
        relations.append(RelationType(name, _title(name), (head,), (child,)))
    elif child not in relations[place].child:
        relations[place] = replace(relations[place], child=(*relations[place].child, child))


def _label(name: str, title: str, number: int, about: AboutLabel = _UNTOLD) -> Label:
    light, dark = PALETTE[number % len(PALETTE)]
    if about.colour:
        light, dark = readable(about.colour, False), readable(about.colour, True)
    return Label(name, title, "", light, dark, light, about.guideline)


def _checked(codebook: Codebook, labels: Iterable[Label], relations: Iterable[RelationType]) -> Codebook:
    made = Codebook(codebook.name, codebook.version, codebook.title, tuple(labels), tuple(relations))
    return parse_codebook(codebook_data(made))


def _extended(codebook: Codebook, wanted: Wanted) -> Codebook:
    short = {title: about.name for title, about in wanted.about.items()}
    names = _names(codebook.labels, wanted.labels, NAMELESS[0], short)
    labels = [
        replace(
            label,
            attributes=(*_widened(label, wanted), *_attributes(wanted.attributes.get(label.name, {}), label)),
        )
        for label in codebook.labels
    ]
    for title, attributes in wanted.labels.items():
        about = wanted.about.get(title, _UNTOLD)
        new = replace(_label(names[title], title, len(labels), about), points_to=wanted.registers.get(title))
        labels.append(replace(new, attributes=tuple(_attributes(attributes, new))))
    relations = [*codebook.relations, *_relations(codebook, wanted, names)]
    for relation, ends in wanted.ends.items():
        for head, child in ends:
            _link(relations, relation, names.get(head, head), names.get(child, child))
    return _checked(codebook, labels, relations)


def _relations(codebook: Codebook, wanted: Wanted, labels: dict[str, str]) -> Iterable[RelationType]:
    names = _names(codebook.relations, wanted.relations, NAMELESS[1])
    for title, pairs in wanted.relations.items():
        heads = tuple(dict.fromkeys(labels.get(head, head) for head, _ in pairs))
        children = tuple(dict.fromkeys(labels.get(child, child) for _, child in pairs))
        yield RelationType(names[title], title, heads, children)


def _widened(label: Label, wanted: Wanted) -> Iterable[Attribute]:
    for attribute in label.attributes:
        more = wanted.values.get((label.name, attribute.name), ())
        yield replace(attribute, values=(*attribute.values, *more)) if more else attribute


def _attributes(found: dict[str, list[Any]], label: Label) -> Iterable[Attribute]:
    names = _names(label.attributes, found, NAMELESS[2])
    for title, values in found.items():
        yield _attribute(names[title], title, values)


def _attribute(name: str, title: str, values: Sequence[Any]) -> Attribute:
    flat = [v for value in values for v in (value if isinstance(value, list) else [value])]
    if all(isinstance(value, bool) for value in flat):
        return Attribute(name, "boolean", title=title)
    if all(isinstance(value, int | float) and not isinstance(value, bool) for value in flat):
        return Attribute(name, "number", title=title)
    choices = tuple(dict.fromkeys(str(value) for value in flat))
    if len(choices) > MOST_CHOICES or any(len(choice) > LONGEST_CHOICE or "\n" in choice for choice in choices):
        return Attribute(name, "text", title=title)
    several = any(isinstance(value, list) and len(value) > 1 for value in values)
    return Attribute(name, "choices" if several else "choice", choices, title=title)


def _note(known: dict[str, list[Any]], name: str, value: Any) -> None:
    values = known.setdefault(name, [])
    if value not in values and len(values) <= MOST_CHOICES:
        values.append(value)


def _title(name: str) -> str:
    """A title for a name; itself, if the name would be taken for one made of the title (see outside_names)."""
    title = name.replace("_", " ").capitalize()
    return name if ascii_name(title) == name else title


def name_of(title: str) -> str:
    """What a new label of that title is called where no other is called like it."""
    return ascii_name(title) or NAMELESS[0]


def _names(
    known: Iterable[Label | RelationType | Attribute],
    titles: Iterable[str],
    otherwise: str,
    short: Mapping[str, str] = _NO_NAMES,
) -> dict[str, str]:
    """Names that the codebook can have for names of other tools, by these.

    They are unlike what there is and one another, even where only case or spaces are told apart; but what can be a
    name as it is stays itself. ``short`` has names that are used where nothing else is called like them.
    """
    taken = {folded(name) for one in known for name in (one.name, one.title)}
    names: dict[str, str] = {}
    others = set(titles)
    for title in titles:
        name = ascii_name(short.get(title, ""))
        if not name or folded(name) in taken or name in others:
            name = ascii_name(title) or otherwise
        free, number = name, 1
        while free != title and (folded(free) in taken or free in others):
            number += 1
            free = f"{name}_{number}"
        taken.add(folded(free))
        names[title] = free
    return names
