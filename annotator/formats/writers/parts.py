"""What several formats make of a record: its metadata in one flat object, and what is decided of its labels."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from annotator.formats.writers.base import Record, RecordRelation, RecordSpan
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


def has_text(record: Record, losses: Losses) -> bool:
    """Whether there is text to write; tools refuse a task without, and such an article is counted."""
    if record["text"].strip():
        return True
    losses.count("empty")
    return False


def is_open(span: RecordSpan) -> bool:
    """Whether this is a suggestion that nobody has decided on."""
    return bool(span["origin"]["decision"] == "open")


def decided(record: Record, losses: Losses) -> list[RecordSpan]:
    """The spans without suggestions, which would be labels in a format that can't tell them apart."""
    spans = record["spans"]
    kept = [span for span in spans if not is_open(span)]
    if len(kept) < len(spans):
        for span in spans:
            if is_open(span):
                losses.add("open", record["id"], span)
    return kept


def linking(relations: Iterable[RecordRelation], written: Iterable[str], losses: Losses) -> list[RecordRelation]:
    """The relations between spans that are written, told by their ids; the others are counted."""
    there = set(written)
    found = list(relations)
    kept = [r for r in found if r["head"] in there and r["child"] in there]
    losses.count("relations", len(found) - len(kept))
    return kept
