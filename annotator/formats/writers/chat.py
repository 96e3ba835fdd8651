"""Chats from which a language model learns to label, as trainers take them: lists of role and content a line.

The answer is what :mod:`annotator.core.prompt` asks for, so that a model that learned from the usual template
answers the engine ``openai:`` as it expects. It has no offsets: each span is written only if
:class:`annotator.core.grounding.Ground` finds its words again exactly where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import orjson

from annotator.core.codebook import Codebook
from annotator.core.grounding import Ground
from annotator.core.models import Segments
from annotator.core.prompt import guidelines, instructions
from annotator.formats.writers.base import Record, RecordSpan, Setup, Target, Writer
from annotator.formats.writers.chat_template import ChatTemplate, usual_template
from annotator.formats.writers.losses import Losses
from annotator.formats.writers.parts import has_text
from annotator.formats.writers.streams import indented, line_writer

_WORDS_BEFORE = (4, 8, 16, 32)  # three or four are asked for; more where these stand elsewhere, too
_BEFORE = 200  # code points that Ground looks at


def make(setup: Setup, target: Target) -> Writer:
    given = setup.options.template
    template = ChatTemplate(usual_template() if given is None else given)
    codebook = _asked(setup)
    values = {
        "instructions": instructions(codebook),
        "guidelines": guidelines(codebook),
        "labels": ", ".join(label.name for label in codebook.labels),
        "relations": ", ".join(dict.fromkeys(relation.name for relation in codebook.relations)),
    }

    def line(record: Record) -> bytes:
        if not has_text(record, setup.losses):
            return b""
        meta = record["meta"]
        messages = template.messages(
            {
                **values,
                "text": record["text"],
                "title": record["title"],
                "source": meta["source"] or "",
                "published": meta["published"] or "",
                "lang": meta["lang"] or "",
                "answer": orjson.dumps(_answer(record, setup.losses)).decode(),
            }
        )
        return orjson.dumps({"messages": messages}, option=orjson.OPT_APPEND_NEWLINE)

    return line_writer(setup, target, ".jsonl", line)


def shown(_name: str, content: bytes) -> str:
    return indented(content)


def _asked(setup: Setup) -> Codebook:
    """The codebook without labels that are not exported: a model is not asked for what it isn't shown."""
    labels = set(setup.labels)
    kept = [
        replace(r, head=tuple(n for n in r.head if n in labels), child=tuple(n for n in r.child if n in labels))
        for r in setup.codebook.relations
    ]
    return replace(
        setup.codebook,
        labels=tuple(label for label in setup.codebook.labels if label.name in labels),
        relations=tuple(r for r in kept if r.head and r.child),
    )


def _answer(record: Record, losses: Losses) -> dict[str, Any]:
    """What the model is to answer; see annotator.core.prompt.TASK."""
    ground = Ground(record["text"])
    spans: list[dict[str, Any]] = []
    numbers: dict[str, int] = {}
    known: dict[tuple[str, Segments], int] = {}
    for span in record["spans"]:
        segments = _trimmed(record, span, losses)
        key = span["label"], segments
        if not segments:
            continue
        if key in known:
            losses.add("twice", record["id"], span)
            numbers[span["id"]] = known[key]
            continue
        pieces = [record["text"][start:end] for start, end in segments]
        before = _before(ground, record["text"], segments, pieces)
        if before is None:
            losses.add("ambiguous", record["id"], span)
            continue
        known[key] = numbers[span["id"]] = len(spans)
        attributes = {name: value for name, value in span["attributes"].items() if value is not None}
        spans.append({"label": span["label"], "pieces": pieces, "before": before, "attributes": attributes})
    relations = {}
    for relation in record["relations"]:
        head, child = numbers.get(relation["head"]), numbers.get(relation["child"])
        if head is None or child is None or head == child:
            losses.count("relations")
        else:
            relations[relation["label"], head, child] = {"label": relation["label"], "head": head, "child": child}
    return {"spans": spans, "relations": list(relations.values())}


def _trimmed(record: Record, span: RecordSpan, losses: Losses) -> Segments:
    """The segments without white space at their ends, which grounding doesn't see; none if all is."""
    text = record["text"]
    kept: list[tuple[int, int]] = []
    for start, end in span["segments"]:
        part = text[start:end]
        start, end = end - len(part.lstrip()), start + len(part.rstrip())
        if start < end:
            kept.append((start, end))
    if not kept:
        losses.add("blank", record["id"], span)
    elif kept != [tuple(segment) for segment in span["segments"]]:
        losses.add("trimmed", record["id"], span, text[kept[0][0] : kept[-1][1]])
    return tuple(kept)


def _before(ground: Ground, text: str, segments: Segments, pieces: list[str]) -> str | None:
    """Words before the span from which its place is found; None where none tell it."""
    for before in _words_before(text, segments[0][0]):
        if ground.place(pieces, before) == (segments, True):
            return before
    return None


def _words_before(text: str, start: int) -> Iterator[str]:
    """The words before a place, ever more of them."""
    part = text[max(0, start - _BEFORE) : start]
    words = part.split()
    for number in _WORDS_BEFORE:
        yield " ".join(words[-number:])
        if number >= len(words):
            return
    yield part
