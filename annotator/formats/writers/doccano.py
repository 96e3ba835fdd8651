"""doccano's JSON Lines, in the form that its relation projects export and import.

Source: doccano 1.8, backend/data_import/pipeline and backend/data_export. It is the form that all its projects
about spans read: one without relations takes ``entities`` as its column of labels. Offsets count code points, ids
count the spans of an article; labels that came from a tool under another name than the codebook can have go back
under that. What else stands in a line becomes metadata of the text. Keys are always the same, since doccano reads
lines as rows of a table.
"""

from __future__ import annotations

from typing import Any

import orjson

from annotator.formats.foreign_names import outside_names
from annotator.formats.writers.base import Record, Setup, Target, Writer
from annotator.formats.writers.parts import metadata
from annotator.formats.writers.streams import indented, line_writer


def make(setup: Setup, target: Target) -> Writer:
    losses = setup.losses
    labels, kinds = outside_names(setup.codebook.labels), outside_names(setup.codebook.relations)

    def line(record: Record) -> bytes:
        spans = record["spans"]
        numbers = {span["id"]: number for number, span in enumerate(spans, 1)}
        example: dict[str, Any] = {
            "id": record["id"],
            "text": record["text"],
            "entities": [
                {
                    "id": number,
                    "label": labels[span["label"]],
                    "start_offset": span["start"],
                    "end_offset": span["end"],
                }
                for number, span in enumerate(spans, 1)
            ],
            "relations": [
                {
                    "id": number,
                    "from_id": numbers[relation["head"]],
                    "to_id": numbers[relation["child"]],
                    "type": kinds[relation["label"]],
                }
                for number, relation in enumerate(record["relations"], 1)
            ],
            # Not null: pandas would make it NaN, which a database may refuse.
            **{key: "" if value is None else value for key, value in metadata(record).items()},
        }
        if "comments" in record:
            comments = record["comments"]
            example["Comments"] = [comment["text"] for comment in comments if comment["text"].strip()]
            losses.count("comments", len(comments) - len(example["Comments"]))
            losses.count("places", sum(c["span"] is not None and bool(c["text"].strip()) for c in comments))
        return orjson.dumps(example, option=orjson.OPT_APPEND_NEWLINE)

    return line_writer(setup, target, ".jsonl", line)


def shown(_name: str, content: bytes) -> str:
    return indented(content)
