"""What several formats make of a record: its metadata in one flat object, and what is decided of its labels."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from annotator.formats.writers.base import Record, RecordSpan
from annotator.formats.writers.losses import Losses


def metadata(record: Record) -> dict[str, Any]:
    """Title, metadata, status, split and group, always the same keys."""
    return {
        "title": record["title"],
        **record["meta"],
        "status": record["status"],
        "split": record["split"],
        "group": record["group"],
    }


def is_open(span: RecordSpan) -> bool:
    """Whether this is a suggestion that nobody has decided on."""
    return bool(span["origin"]["decision"] == "open")


def decided(record: Record, proposed: Container[str], losses: Losses) -> Record:
    """The record without open suggestions, which would be labels in a format that can't tell them apart.

    ``proposed`` are the ids of the relations among them.
    """
    spans = [span for span in record["spans"] if not is_open(span)]
    for span in record["spans"] if len(spans) < len(record["spans"]) else ():
        if is_open(span):
            losses.add("open", record["id"], span)
    there = {span["id"] for span in spans}
    relations = [
        relation
        for relation in record["relations"]
        if relation["id"] not in proposed and relation["head"] in there and relation["child"] in there
    ]
    losses.count("relations", len(record["relations"]) - len(relations))
    return {**record, "spans": spans, "relations": relations}
