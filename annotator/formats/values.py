"""Values of parsed JSON, checked and named in words, for reasons that a person reads."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any

from annotator.core.offsets import clean_text

MAX_TEXT = 16 << 20
"""Code points of the longest text that is taken for an article: what compares and searches texts takes tens of
bytes for each of them."""

_QUOTED_LENGTH = 40
_NAMED = 6  # so many names are told


def article_text(value: Any) -> str:
    """The text of a record, unchanged; raises ValueError for what is no text of an article."""
    if not isinstance(value, str):
        raise ValueError('it has no "text"' if value is None else f"text is {kind_of(value)}, not a string")
    if not value or value.isspace():
        raise ValueError("its text is empty")
    if len(value) > MAX_TEXT:
        raise ValueError(f"its text is longer than {MAX_TEXT >> 20} Mi characters, as no article is")
    return value


def finite(number: int | float, what: str) -> float:
    """The number as a float; raises ValueError for NaN, an infinity, or an integer beyond every float."""
    try:
        value = float(number)
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        raise ValueError(f"{what} is not a finite number")
    return value


def constant(name: str) -> None:
    """What Python's json reads as a number where JSON has none: NaN, written for what is missing, is null.

    Raises ValueError for the infinities.
    """
    if name != "NaN":
        raise ValueError(f"{name} is no JSON value")


def string(entry: Mapping[str, Any], key: str, prefix: str = "") -> str | None:
    """The cleaned string at ``key``, None where it is missing or null; raises ValueError for anything else."""
    value = entry.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError(f"{prefix}{key} is {kind_of(value)}, not a string")
    return clean_text(value)


def identifier(entry: Mapping[str, Any], key: str) -> str | None:
    """A string, or an integer as one; None where it is missing, null or empty, ValueError for anything else."""
    value = entry.get(key)
    if isinstance(value, str):
        return clean_text(value) or None
    if value is None:
        return None
    if type(value) is int:
        return str(value)
    raise ValueError(f"{key} is {kind_of(value)}, not a string")


def kind_of(value: Any) -> str:
    """What JSON calls the value, with its article."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case list():
            return "a list"
        case _:
            return "an object"


def shorten(value: str) -> str:
    """The string's beginning, on one line."""
    cut = value if len(value) <= _QUOTED_LENGTH else value[: _QUOTED_LENGTH - 1] + "…"
    return json.dumps(clean_text(cut), ensure_ascii=False)[1:-1]


def named(names: Iterable[str]) -> str:
    """Names in quotation marks, the first few of many."""
    told = [f'"{shorten(name)}"' for name in names]
    more = f" and {len(told) - _NAMED} more" if len(told) > _NAMED else ""
    return ", ".join(told[:_NAMED]) + more


def quote(value: Any) -> str:
    """A string's beginning in quotation marks; for other values, what they are."""
    return f'"{shorten(value)}"' if isinstance(value, str) else kind_of(value)


def of_relation(label: str, head: str, child: str, told: Iterable[str]) -> str:
    """What is told of a relation, which has no attributes here, with the texts of its two ends to know it by."""
    ends = [quote(" ".join(text.split())) for text in (head, child)]
    return f"{label} from {ends[0]} to {ends[1]}: {'; '.join(told)}"
