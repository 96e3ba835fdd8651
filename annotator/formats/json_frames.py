"""Tables that are one JSON object, as pandas writes them: by column, by row, or apart from their names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def frame_rows(value: dict[str, Any]) -> list[dict[str, Any]] | None:
    """The rows as objects; None where it is no such table or has no text.

    ``{"text": {"0": …, "1": …}}``, ``{"0": {"text": …}, "1": …}`` or ``{"columns": […], "data": [[…], …]}``.
    """
    columns, data = value.get("columns"), value.get("data")
    if isinstance(columns, list) and isinstance(data, list) and all(isinstance(row, list) for row in data):
        names = [str(name) for name in columns]
        return [dict(zip(names, row, strict=False)) for row in data] if has_text(names) else None
    inner = list(value.values())
    if not inner or not all(isinstance(entry, dict) and entry for entry in inner):
        return None
    # Where rows are called like parts of an article, what looks like a column is one.
    is_by_column = has_text(list(value)) and not has_text(list(inner[0]))
    if is_by_column and all(entry.keys() == inner[0].keys() for entry in inner):
        return [{name: column[row] for name, column in value.items()} for row in inner[0]]
    return inner if len(inner) > 1 and all(has_text(list(entry)) for entry in inner) else None


def has_text(names: Sequence[str]) -> bool:
    """Whether one of the names is known to hold the text."""
    from annotator.formats.mapping import known_columns

    return "text" in known_columns(names)
