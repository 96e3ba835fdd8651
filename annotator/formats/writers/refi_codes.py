"""The codes of a REFI-QDA project: labels, below them attributes with their values and entries of the register.

A label with a title such as "Actors > Politics" stands below the code "Actors", be that a label or none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotator.core.codebook import Label
from annotator.formats.foreign_codebook import name_of
from annotator.formats.refi_codebook import ABOVE, own_guid
from annotator.formats.writers.base import RecordSpan, Setup
from annotator.formats.writers.xml_text import quoted

LONGEST = 200
"""Code points of a free text that may be a code."""
_DEEPEST = 20  # codes above one another; a title with more of them has no hierarchy in mind


class _Node:
    """A code: the labels with its title, if there are any, and the codes below it by their titles."""

    def __init__(self) -> None:
        self.labels: list[Label] = []
        self.below: dict[str, _Node] = {}

    def at(self, path: tuple[str, ...]) -> _Node:
        node = self
        for name in path:
            node = node.below.setdefault(name, _Node())
        return node


def _path(label: Label) -> tuple[str, ...]:
    """The titles of the codes above a label's, and its own."""
    parts = tuple(part.strip() for part in label.title.split(ABOVE))
    return parts if len(parts) <= _DEEPEST and all(parts) else (label.title,)


def _name(label: Label, above: tuple[str, ...]) -> str:
    """What a label's code is called: as others called it, if the import makes the label's name of that again."""
    last = _path(label)[-1]
    full = ABOVE.join((*above, last))
    is_same = bool(last) and full.isprintable() and label.name in (name_of(last), name_of(full))
    return last if is_same else label.name


class Codes:
    """The codes that spans were given, which are those of the codebook and what free values and entries need."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._labels = {one.name: one for one in setup.codebook.labels if one.name in setup.labels}
        # Label → attribute → values as codes; choices are there from the start.
        self._values: dict[str, dict[str, dict[str, None]]] = {
            name: {a.name: dict.fromkeys(a.values) for a in label.attributes}
            for name, label in self._labels.items()
        }
        self._entries: dict[str, dict[str, str]] = {name: {} for name in self._labels}

    def of(self, span: RecordSpan) -> list[str]:
        """The GUIDs of the span's codes, that of its label first. What can't be a code goes to the losses."""
        label = self._labels[span["label"]]
        found = [own_guid("label", label.name)]
        for name, value in span["attributes"].items():
            if value is not None:
                found += self._attribute(label, name, value)
        entry = span["actor"] or span["concept"]
        if entry is not None:
            found += self._entry(label, entry)
        return found

    def _attribute(self, label: Label, name: str, value: Any) -> list[str]:
        known = self._values[label.name].get(name)
        said = [_text(one) for one in (value if isinstance(value, list) else [value])]
        fit = [] if known is None else [one for one in said if one.strip() and len(one) <= LONGEST]
        self._setup.losses.count("attributes", len(said) - len(fit))
        if known is not None:
            known.update(dict.fromkeys(fit))
        return [own_guid("value", label.name, name, one) for one in fit]

    def _entry(self, label: Label, entry: Mapping[str, Any]) -> list[str]:
        if label.points_to is None or not entry["name"].strip():
            self._setup.losses.count("entries")
            return []
        self._entries[label.name][entry["id"]] = entry["name"]
        return [own_guid("entry", label.name, entry["id"])]

    def xml(self) -> str:
        """The code book."""
        top = _Node()
        for label in self._labels.values():
            top.at(_path(label)).labels.append(label)
        return f"<CodeBook><Codes>\n{self._below(top, ())}</Codes></CodeBook>\n"

    def _below(self, node: _Node, above: tuple[str, ...]) -> str:
        """The codes below a node; ``above`` are the names of that and of those above it."""
        found = []
        for title, one in node.below.items():
            if not one.labels:
                inside = self._below(one, (*above, title))
                found.append(self._code(inside, title, own_guid("group", *above, title), codable=False))
            for number, label in enumerate(one.labels):
                name = _name(label, above)
                found.append(self._label(label, name, "" if number else self._below(one, (*above, name))))
        return "".join(found)

    def _label(self, label: Label, name: str, below: str) -> str:
        inside = [
            self._code(
                "".join(self._code("", one, own_guid("value", label.name, name, one)) for one in values),
                name,
                own_guid("attribute", label.name, name),
                codable=False,
            )
            for name, values in self._values[label.name].items()
            if values
        ]
        inside += [
            self._code(
                f"<Description>{label.points_to}:{self._quoted(id_)}</Description>",
                name,
                own_guid("entry", label.name, id_),
            )
            for id_, name in self._entries[label.name].items()
        ]
        told = f"<Description>{self._quoted(label.guideline)}</Description>" if label.guideline else ""
        return self._code(told + "".join(inside) + below, name, own_guid("label", label.name), colour=label.colour)

    def _code(self, inside: str, name: str, id_: str, codable: bool = True, colour: str = "") -> str:
        attributes = f' color="{colour}"' if colour else ""
        is_codable = "true" if codable else "false"
        start = f'<Code guid="{id_}" name="{self._quoted(name)}" isCodable="{is_codable}"{attributes}'
        return f"{start}>{inside}</Code>\n" if inside else f"{start}/>\n"

    def _quoted(self, text: str) -> str:
        return quoted(text, self._setup.losses)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value)
