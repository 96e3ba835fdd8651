"""Typed columns of a data set: as an Arrow schema, and as Hugging Face's datasets declares them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Value:
    """string, bool, int64 or float64; may be null."""

    dtype: str


@dataclass(frozen=True, slots=True)
class Classes:
    """A number that stands for a name; may be null."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Several:
    """A list."""

    of: Feature


@dataclass(frozen=True, slots=True)
class Struct:
    """Named parts; may be null as a whole."""

    parts: Mapping[str, Feature]


Feature = Value | Classes | Several | Struct
Columns = Mapping[str, Feature]

STRING, INTEGER = Value("string"), Value("int64")


def schema(columns: Columns, metadata: Mapping[str, str] | None = None) -> pa.Schema:
    """The Arrow schema. Its metadata carries the features, with the names of classes, to ``datasets``."""
    declared = {"info": {"features": {name: _as_dict(feature) for name, feature in columns.items()}}}
    fields = [pa.field(name, _arrow(feature)) for name, feature in columns.items()]
    return pa.schema(fields, {"huggingface": json.dumps(declared, ensure_ascii=False), **(metadata or {})})


def declaration(columns: Columns) -> list[dict[str, Any]]:
    """The features as the front matter of a data set's README.md has them, below ``dataset_info``."""
    return [{"name": name} | _as_yaml(feature) for name, feature in columns.items()]


def _arrow(feature: Feature) -> pa.DataType:
    match feature:
        case Value("bool"):
            return pa.bool_()
        case Value("float64"):
            return pa.float64()
        case Value("string"):
            return pa.string()
        case Several(of):
            return pa.list_(_arrow(of))
        case Struct(parts):
            return pa.struct([pa.field(name, _arrow(part)) for name, part in parts.items()])
    return pa.int64()


def _as_dict(feature: Feature) -> Any:
    match feature:
        case Value(dtype):
            return {"dtype": dtype, "_type": "Value"}
        case Classes(names):
            return {"names": list(names), "_type": "ClassLabel"}
        case Several(of):
            return [_as_dict(of)]
        case Struct(parts):
            return {name: _as_dict(part) for name, part in parts.items()}


def _as_yaml(feature: Feature) -> dict[str, Any]:
    match feature:
        case Value(dtype):
            return {"dtype": dtype}
        case Classes(names):
            return {"dtype": {"class_label": {"names": {str(n): name for n, name in enumerate(names)}}}}
        case Several(Struct(parts)):
            return {"list": declaration(parts)}
        case Several(of):
            return {"list": _as_yaml(of)}
        case Struct(parts):
            return {"struct": declaration(parts)}
