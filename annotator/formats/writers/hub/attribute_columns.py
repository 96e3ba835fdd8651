"""The attributes of a codebook as one column: each attribute of one type."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from annotator.core.codebook import CHOICES, Attribute, Codebook
from annotator.formats.writers.hub.features import STRING, Classes, Feature, Several, Struct, Value

_Converter = Callable[[Any], Any]
_Part = tuple[Feature, _Converter | None]


class AttributeColumns:
    """``feature`` is the column, None where no label has attributes, as Parquet knows no struct without parts.

    With ``classes`` choices are numbers with names, otherwise strings. What several labels have by the same name
    but of different types is JSON; ``as_json`` are the names of these.
    """

    def __init__(self, codebook: Codebook, classes: bool = False) -> None:
        same: dict[str, list[Attribute]] = {name: [] for name in codebook.attribute_names}
        for label in codebook.labels:
            for attribute in label.attributes:
                same[attribute.name].append(attribute)
        parts = {name: _part(alike, classes) for name, alike in same.items()}
        self.as_json = [name for name, (_, convert) in parts.items() if convert is _as_json]
        self.feature = Struct({name: feature for name, (feature, _) in parts.items()}) if parts else None
        self._converters = {name: convert for name, (_, convert) in parts.items() if convert is not None}

    def row(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """The values as the column takes them."""
        if not self._converters:
            return values
        changed = {n: convert(values[n]) for n, convert in self._converters.items() if values[n] is not None}
        return {**values, **changed}


def _part(alike: list[Attribute], classes: bool) -> _Part:
    """The type of attributes that share a name, and what makes their values fit where they don't already."""
    types = {attribute.type for attribute in alike}
    if len(types) > 1:
        return STRING, _as_json
    (kind,) = types
    if kind in CHOICES:
        return _choice(alike, kind == "choices", classes)
    if kind == "boolean":
        return Value("bool"), None
    if kind == "number":
        return Value("float64"), float  # Arrow refuses integers that a double can't hold
    return STRING, None


def _choice(alike: list[Attribute], several: bool, classes: bool) -> _Part:
    names = tuple(dict.fromkeys(value for attribute in alike for value in attribute.values))
    feature: Feature = Classes(names) if classes else STRING
    convert: _Converter | None = {name: n for n, name in enumerate(names)}.__getitem__ if classes else None
    if not several:
        return feature, convert
    one = convert
    return Several(feature), None if one is None else lambda values: [one(value) for value in values]


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
