"""Labelled texts of smaller tools (Argilla, LightTag, UBIAI, scripts for spaCy) as one kind of object.

Each becomes an object as doccano has it. Read are ``{"text", NAME: [{"start", "end", "label"}, …]}`` (Argilla 2,
spaCy's ``ents``), ``{"text", "annotation": [[label, start, end], …]}`` (Argilla 1), ``{"content", "annotations":
[{"tag", "start", "end"}, …]}`` (LightTag), ``{"document", "tokens": [{"start", "end", "entityLabel"}, …],
"relations"}`` (UBIAI) and ``[text, {"entities": [[start, end, label], …]}]``. Predictions are no labels.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_OURS = ("spans", "offset_unit", "zones", "label", "labels", "entities")


def as_spans(value: Any) -> tuple[str, dict[str, Any]] | None:
    """The tool's name and the object as doccano has it; None for anything else."""
    match value:
        case [str(text), {"entities": [*entries]}] if all(map(_is_entity, entries)):
            return "spaCy", {"text": text, "label": entries}
        case {"content": str(text), "annotations": [*entries]} if _have(entries, "tag"):
            labels = [[entry["start"], entry["end"], entry["tag"]] for entry in entries]
            meta = value.get("metadata")
            rest = {
                key: inner for key, inner in value.items() if key not in ("content", "annotations", "metadata")
            }
            return "LightTag", {**rest, **(meta if isinstance(meta, dict) else {}), "text": text, "label": labels}
        case {"document": str(text), "tokens": [*entries]} if _have(entries, "entityLabel"):
            rest = {key: inner for key, inner in value.items() if key not in ("document", "tokens", "relations")}
            return "UBIAI", {**rest, "text": text, **_of_ubiai(entries, value.get("relations"))}
        case {"text": str()} if value.keys().isdisjoint(_OURS):
            found = dict(_lists(value))
            if found:
                rest = {key: inner for key, inner in value.items() if key not in found}
                return "Argilla", {**rest, "label": [label for labels in found.values() for label in labels]}
    return None


def _is_entity(entry: Any) -> bool:
    return isinstance(entry, list) and len(entry) == 3 and isinstance(entry[2], str)


def _have(entries: list[Any], name: str) -> bool:
    """Whether they are spans whose label is called so; of none, nothing tells the tool."""
    return bool(entries) and all(
        isinstance(entry, dict)
        and isinstance(entry.get(name), str)
        and isinstance(entry.get("start"), int)
        and isinstance(entry.get("end"), int)
        for entry in entries
    )


def _lists(record: dict[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    """The keys that hold spans, with these as doccano has them."""
    for key, value in record.items():
        match value:
            case [{"start": int(), "end": int(), "label": str()}, *_] if _have(value, "label"):
                yield key, [[entry["start"], entry["end"], entry["label"]] for entry in value]
            case [[str(), int(), int()], *_] if key == "annotation" and all(len(entry) == 3 for entry in value):
                yield key, [[start, end, label] for label, start, end in value]


def _of_ubiai(entries: list[Any], relations: Any) -> dict[str, Any]:
    """Relations name the first words of what they join."""
    by_word = {entry.get("token_start"): str(number) for number, entry in enumerate(entries)}
    entities = [
        {"id": str(number), "start": entry["start"], "end": entry["end"], "label": entry["entityLabel"]}
        for number, entry in enumerate(entries)
    ]
    joined = [
        {
            "from_id": by_word.get(relation.get("head")),
            "to_id": by_word.get(relation.get("child")),
            "type": relation.get("relationLabel"),
        }
        for relation in (relations if isinstance(relations, list) else [])
        if isinstance(relation, dict)
    ]
    return {"entities": entities, "relations": joined}
