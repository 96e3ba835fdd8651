"""Records as JSONL: one article a line."""

from __future__ import annotations

import orjson

from annotator.formats.writers.base import Record, Setup, Target, Writer
from annotator.formats.writers.streams import indented, line_writer


def make(setup: Setup, target: Target) -> Writer:
    return line_writer(setup, target, ".jsonl", _line)


def _line(record: Record) -> bytes:
    return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)


def shown(_name: str, content: bytes) -> str:
    return indented(content)
