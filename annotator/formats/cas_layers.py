"""How labels, attributes and relations are called as layers and features of INCEpTION, there and back.

A label is a span layer ``webanno.custom.LABEL``, an attribute a feature of its name, a relation a relation layer.
Names that would differ in case alone, or that a layer has already, end in a number; the codebook decides, so that
export and import agree. What an export calls its collection tells that it is ours, and so that layers which the
codebook lacks are labels, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from annotator.core.codebook import Codebook, Label

CUSTOM = "webanno.custom."
NOTE = "note"
ENTRY, ENTRY_NAME = "entry", "entryName"
"""The entry of a register that a span points to: ``actor:ID``, and how it is called."""
PART = "partOfSpan"
"""Joins the pieces of a span: each is an annotation of its own, and all have the same value there."""
_COLLECTION = "annotator:"
# What no attribute's feature is called; the last three by dkpro-cassis.
_TAKEN = (NOTE, ENTRY, ENTRY_NAME, PART, "begin", "end", "sofa", "xmiid", "self", "type")
_NUMBERED = re.compile(rf"({'|'.join(_TAKEN)})_\d+\Z", re.IGNORECASE)
_RANGES = {"boolean": "uima.cas.Boolean", "choices": "uima.cas.StringArray"}
_STRING = "uima.cas.String"


@dataclass(frozen=True, slots=True)
class Layer:
    """The features of a label. ``attributes``: attribute → feature; ``ranges``: feature → type of its values."""

    type: str
    attributes: dict[str, str] = field(default_factory=dict)
    ranges: dict[str, str] = field(default_factory=dict)

    def attribute(self, feature: str) -> str:
        """What attribute a feature is; where the codebook has none, that which an export would call so."""
        known = next((name for name, known in self.attributes.items() if known == feature), None)
        return known or _NUMBERED.sub(r"\1", feature)


class CasLayers:
    """The layers of a codebook: ``spans`` by label, ``relations`` (names of types) by relation."""

    def __init__(self, codebook: Codebook) -> None:
        taken: set[str] = set()
        self.spans = {label.name: _layer(label, _free(label.name, taken)) for label in codebook.labels}
        names = dict.fromkeys(relation.name for relation in codebook.relations)
        self.relations = {name: CUSTOM + _free(name, taken) for name in names}
        self._labels = {layer.type: name for name, layer in self.spans.items()}
        self._relations = {type_: name for name, type_ in self.relations.items()}

    def label(self, type_: str) -> str:
        """The label of a layer; what the layer is called where the codebook has none."""
        return self._labels.get(type_) or type_.rpartition(".")[2]

    def relation(self, type_: str) -> str:
        return self._relations.get(type_) or type_.rpartition(".")[2]


def collection(codebook: Codebook) -> str:
    """What the export of a project calls its collection."""
    return f"{_COLLECTION}{codebook.reference}"


def is_our_collection(name: object) -> bool:
    return isinstance(name, str) and name.startswith(_COLLECTION)


def _layer(label: Label, name: str) -> Layer:
    taken = {name.casefold() for name in _TAKEN}
    attributes = {attribute.name: _free(attribute.name, taken) for attribute in label.attributes}
    ranges = {attributes[a.name]: _RANGES.get(a.type, _STRING) for a in label.attributes}
    ranges |= dict.fromkeys((NOTE, ENTRY, ENTRY_NAME, PART) if label.points_to else (NOTE, PART), _STRING)
    return Layer(CUSTOM + name, attributes, ranges)


def _free(name: str, taken: set[str]) -> str:
    free, number = name, 0
    while free.casefold() in taken:
        number += 1
        free = f"{name}_{number}"
    taken.add(free.casefold())
    return free
