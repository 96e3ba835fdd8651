"""A codebook as plain values: the structure of its TOML file, which projects keep as JSON."""

from __future__ import annotations

from typing import Any

from annotator.core.codebook import NOTHING, POINTS_TO, Attribute, Codebook, Label, RelationType


def codebook_data(codebook: Codebook) -> dict[str, Any]:
    """The TOML structure of a codebook, what goes without saying left out; ``parse_codebook`` reads it."""
    data: dict[str, Any] = {"name": codebook.name, "version": codebook.version, "title": codebook.title}
    data["labels"] = [_label_data(label) for label in codebook.labels]
    if codebook.relations:
        data["relations"] = [_relation_data(relation) for relation in codebook.relations]
    return data


def _label_data(label: Label) -> dict[str, Any]:
    points_to = label.points_to or (NOTHING if label.name in POINTS_TO else None)
    data = {
        "name": label.name,
        "title": label.title,
        "key": label.key or None,
        "unit": label.unit,
        "points_to": points_to,
        "role": label.role or None,
        "colour": label.colour,
        "colour_dark": label.colour_dark,
        "tint": label.tint or None,
        "guideline": label.guideline or None,
        "examples": list(label.examples) or None,
        "attributes": [_attribute_data(attribute) for attribute in label.attributes] or None,
    }
    return _without_none(data)


def _attribute_data(attribute: Attribute) -> dict[str, Any]:
    data = {
        "name": attribute.name,
        "title": attribute.title,
        "type": attribute.type,
        "values": list(attribute.values) or None,
        "default": attribute.default,
        "required": attribute.required or None,
        "guideline": attribute.guideline or None,
    }
    return _without_none(data)


def _relation_data(relation: RelationType) -> dict[str, Any]:
    data = {
        "name": relation.name,
        "title": relation.title,
        "head": list(relation.head),
        "child": list(relation.child),
        "many": None if relation.many else False,
        "role": relation.role or None,
        "guideline": relation.guideline or None,
    }
    return _without_none(data)


def _without_none(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value is not None}
