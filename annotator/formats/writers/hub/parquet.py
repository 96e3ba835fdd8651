"""Records as Parquet: an article a row, the same nested keys as in JSONL, each of one type."""

from __future__ import annotations

import json
from typing import Any

from annotator.formats.parquet_metadata import AS_JSON
from annotator.formats.writers.base import Record, Setup, Target, Writer
from annotator.formats.writers.hub import data_set
from annotator.formats.writers.hub.arrow import read_rows
from annotator.formats.writers.hub.attribute_columns import AttributeColumns
from annotator.formats.writers.hub.features import INTEGER, STRING, Columns, Feature, Several, Struct, Value
from annotator.formats.writers.streams import indented


def make(setup: Setup, target: Target) -> Writer:
    attributes = AttributeColumns(setup.codebook)

    def rows(record: Record) -> list[dict[str, Any]]:
        return [
            {**record, "spans": [{**s, "attributes": attributes.row(s["attributes"])} for s in record["spans"]]}
        ]

    # By which the reader knows them from texts.
    told = {AS_JSON: json.dumps(attributes.as_json)} if attributes.as_json else None
    return data_set.HubWriter(setup, target, _columns(setup), rows, _about(setup), metadata=told)


def _about(_setup: Setup) -> str:
    return "Labelled articles, one a row, as Parquet. Offsets are code points of the text, the end exclusive."


def shown(_name: str, content: bytes) -> str:
    return indented("\n".join(json.dumps(row) for row in read_rows(content)).encode())


def _columns(setup: Setup) -> Columns:
    """The record's keys. ``comments`` and ``reason`` are null where an export leaves them out."""
    given = AttributeColumns(setup.codebook).feature
    return {
        **_strings("id title text offset_unit"),
        "meta": Struct(
            {**_strings("source"), "authors": Several(STRING), **_strings("published url lang file")},
        ),
        **_strings("annotator status split group"),
        "spans": Several(
            Struct(
                {
                    **_strings("id label"),
                    **_integers("start end"),
                    "segments": Several(Several(INTEGER)),
                    **_strings("text"),
                    **({"attributes": given} if given else {}),
                    "actor": Struct(_strings("id name kind")),
                    "concept": Struct(_strings("id name")),
                    **_strings("note annotator created_at updated_at"),
                    "origin": Struct(
                        {**_strings("kind name version"), "score": Value("float64"), **_strings("decision")}
                    ),
                }
            )
        ),
        "relations": Several(Struct(_strings("id label head child annotator"))),
        "zones": Several(Struct({**_integers("start end"), **_strings("kind")})),
        **_strings("codebook"),
        "comments": Several(
            Struct(
                {
                    **_strings("id span annotator text"),
                    "open": Value("bool"),
                    **_strings("created_at updated_at"),
                }
            )
        ),
        **_strings("reason"),
    }


def _strings(names: str) -> dict[str, Feature]:
    return dict.fromkeys(names.split(), STRING)


def _integers(names: str) -> dict[str, Feature]:
    return dict.fromkeys(names.split(), INTEGER)
