"""Span classification for Hugging Face's datasets: a span a row, in the sentences that it stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from annotator.formats.writers.base import Record, Setup, Target, Writer
from annotator.formats.writers.contexts import Sentences
from annotator.formats.writers.hub import data_set
from annotator.formats.writers.hub.attribute_columns import AttributeColumns
from annotator.formats.writers.hub.features import INTEGER, STRING, Classes, Columns, Several

shown = data_set.shown


def make(setup: Setup, target: Target) -> Writer:
    return data_set.HubWriter(setup, target, _columns(setup), _rows(setup), _about(setup), "text-classification")


def _about(_setup: Setup) -> str:
    """What the columns hold, in Markdown."""
    return (
        "Spans of articles, each with its label. `text` are the sentences that the span stands in; `start`,\n"
        "`end` and `segments` are offsets in it (code points, end exclusive), and `offset` is where it begins in\n"
        "the article. Articles without spans have no rows."
    )


def _columns(setup: Setup) -> Columns:
    given = AttributeColumns(setup.codebook, classes=True).feature
    return {
        "id": STRING,
        "article": STRING,
        "status": STRING,
        "lang": STRING,
        "annotator": STRING,
        "text": STRING,
        "offset": INTEGER,
        "start": INTEGER,
        "end": INTEGER,
        "segments": Several(Several(INTEGER)),
        "span": STRING,
        "label": Classes(setup.labels),
        **({"attributes": given} if given else {}),
    }


def _rows(setup: Setup) -> Callable[[Record], Iterator[dict[str, Any]]]:
    attributes = AttributeColumns(setup.codebook, classes=True)
    numbers = {label: n for n, label in enumerate(setup.labels)}

    def rows(record: Record) -> Iterator[dict[str, Any]]:
        text = record["text"]
        sentences = Sentences(text) if record["spans"] else None
        for span in record["spans"]:
            assert sentences is not None
            first, last = sentences.around(span["start"], span["end"])
            yield {
                "id": span["id"],
                "article": record["id"],
                "status": record["status"],
                "lang": record["meta"]["lang"],
                "annotator": span["annotator"],
                "text": text[first:last],
                "offset": first,
                "start": span["start"] - first,
                "end": span["end"] - first,
                "segments": [(start - first, end - first) for start, end in span["segments"]],
                "span": span["text"],
                "label": numbers[span["label"]],
                "attributes": attributes.row(span["attributes"]),
            }

    return rows
