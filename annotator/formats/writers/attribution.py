"""Quotations with who said them to whom: JSON Lines with an event for each quote.

A quote is a span of a label that may have a relation called speaker. An event holds the quote, its cues, speakers
and addressees (lists in the order of the text: there may be none, or several), the paragraphs that all of these
stand in, and there all mentions that could be a speaker. Offsets are code points of the article's text;
``context`` tells where its own text begins. README lists the keys.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from annotator.core.codebook import Codebook
from annotator.core.errors import UserError
from annotator.core.roles import RELATION_ROLES, in_role
from annotator.formats.writers.base import Record, RecordSpan, Setup, Target, Writer
from annotator.formats.writers.parts import metadata
from annotator.formats.writers.streams import indented, line_writer

_SPEAKER = "speaker"
_ROLES = {"cues": "cue", "speakers": _SPEAKER, "addressees": "addressee"}
_LINE_BREAK = re.compile("[\n\u2028\u2029]")


def make(setup: Setup, target: Target) -> Writer:
    return line_writer(setup, target, ".jsonl", _Events(setup).lines)


def shown(_name: str, content: bytes) -> str:
    return indented(content)


class _Events:
    """Makes the events of records."""

    def __init__(self, setup: Setup) -> None:
        self._losses = setup.losses
        self._quotes, self._speakers = _labels(setup.codebook)
        relations = setup.codebook.relations
        self._roles = {
            kind.name: role for role in _ROLES.values() for kind in in_role(role, relations, RELATION_ROLES)
        }

    def lines(self, record: Record) -> bytes:
        spans = record["spans"]
        by_id = {span["id"]: span for span in spans}
        roles: dict[tuple[str, str], dict[str, RecordSpan]] = {}
        left = 0
        for relation in record["relations"]:
            role = self._roles.get(relation["label"])
            if role is not None and by_id[relation["head"]]["label"] in self._quotes:
                child = by_id[relation["child"]]
                roles.setdefault((relation["head"], role), {})[child["id"]] = child
            else:
                left += 1
        self._losses.count("relations", left)
        mentions = sorted([s for s in spans if s["label"] in self._speakers], key=lambda span: span["start"])
        starts = [mention["start"] for mention in mentions]
        breaks = [found.start() for found in _LINE_BREAK.finditer(record["text"])]
        about = orjson.Fragment(orjson.dumps({"id": record["id"], **metadata(record)}))  # the same in all events
        written: set[str] = set()
        lines = []
        for quote in spans:
            if quote["label"] not in self._quotes:
                continue
            found = {
                key: sorted(roles.get((quote["id"], role), {}).values(), key=_place)
                for key, role in _ROLES.items()
            }
            told = [quote, *(s for group in found.values() for s in group)]
            start, end = _context(breaks, len(record["text"]), told)
            near = mentions[bisect_left(starts, start) : bisect_right(starts, end)]
            near = [mention for mention in near if mention["end"] <= end]
            event = {
                "id": quote["id"],
                "article": about,
                "quote": _told(quote),
                **{key: [_told(span) for span in group] for key, group in found.items()},
                "mentions": [_told(span) for span in near],
                "context": {"start": start, "end": end, "text": record["text"][start:end]},
                "annotator": quote["annotator"],
            }
            written.update([quote["id"], *(s["id"] for s in near), *(s["id"] for g in found.values() for s in g)])
            lines.append(orjson.dumps(event, option=orjson.OPT_APPEND_NEWLINE))
        for span in spans:
            if span["id"] not in written:
                self._losses.add("unrelated", record["id"], span)
        return b"".join(lines)


def _labels(codebook: Codebook) -> tuple[frozenset[str], frozenset[str]]:
    """The labels of quotes, and those of speakers; raises UserError where the codebook has no such."""
    speaks = in_role(_SPEAKER, codebook.relations, RELATION_ROLES)
    if not speaks:
        raise UserError(
            f"The codebook {codebook.reference} has no relation {_SPEAKER!r}, which tells who said what."
        )
    return (
        frozenset(name for relation in speaks for name in relation.head),
        frozenset(name for relation in speaks for name in relation.child),
    )


def _told(span: RecordSpan) -> Mapping[str, Any]:
    return {
        "id": span["id"],
        "label": span["label"],
        "start": span["start"],
        "end": span["end"],
        "segments": span["segments"],
        "text": span["text"],
        "attributes": span["attributes"],
        "actor": span["actor"],
        "concept": span["concept"],
    }


def _place(span: RecordSpan) -> tuple[int, int, str]:
    return span["start"], span["end"], span["id"]


def _context(breaks: Sequence[int], length: int, spans: Sequence[RecordSpan]) -> tuple[int, int]:
    """From the beginning of the paragraph of the first of the spans to the end of that of the last.

    ``breaks`` is where paragraphs end in a text of that length.
    """
    start, end = min(span["start"] for span in spans), max(span["end"] for span in spans)
    before, after = bisect_left(breaks, start), bisect_left(breaks, end)
    return breaks[before - 1] + 1 if before else 0, breaks[after] if after < len(breaks) else length
