from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from annotator.core.resources import resource

DATA = Path(__file__).parent / "data"
# As an export writes it, with every key.
FULL: dict[str, Any] = json.loads((DATA / "record.json").read_text(encoding="utf-8"))
SCHEMA = json.loads(resource("record.schema.json").read_text(encoding="utf-8"))


def test_the_schema_accepts_a_full_record() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA).validate(FULL)


def changed(*path: str | int, to: Any) -> dict[str, Any]:
    record = copy.deepcopy(FULL)
    place: Any = record
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return record


@pytest.mark.parametrize(
    "record",
    [
        {"text": "alone"},
        changed("codebook", to="news"),
        changed("status", to="finished"),
        changed("offset_unit", to="utf16"),
        changed("comment", to="x"),
        changed("meta", "authors", to=None),
        changed("meta", "page", to="3"),
        changed("spans", 0, "start", to=-1),
        changed("spans", 0, "start", to=1.5),
        changed("spans", 0, "segments", to=[[1, 2, 3]]),
        changed("spans", 0, "segments", to=[]),
        changed("spans", 0, "attributes", "form", to={}),
        changed("spans", 0, "actor", to={"id": "1", "name": "Ilse"}),
        changed("spans", 0, "origin", "kind", to="guess"),
        changed("spans", 0, "note", to=1),
        changed("relations", 0, "type", to="speaker"),
        changed("zones", 0, "end", to=0),
        changed("comments", 0, "open", to=1),
        changed("comments", 0, "span", to=3),
        changed("comments", 0, to=FULL["comments"][0] | {"open": False, "text": " "}),
        changed("comments", 0, "state", to="open"),
    ],
)
def test_the_schema_refuses_what_is_no_record(record: dict[str, Any]) -> None:
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(record)
