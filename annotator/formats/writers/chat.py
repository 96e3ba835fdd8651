"""Chats from which a language model learns to label, as trainers take them: lists of role and content a line.

The answer is what :mod:`annotator.core.prompt` asks for, so that a model that learned from the usual template
answers the engine ``openai:`` as it expects. It has no offsets: each span is written only if
:class:`annotator.core.grounding.Ground` finds its words again exactly where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
from annotator.formats.writers.remembering import Remembering
from annotator.formats.writers.streams import indented, line_writer

_WORDS_BEFORE = (4, 8, 16, 32)  # three or four are asked for; more where these stand elsewhere, too
_BEFORE = 200  # code points that Ground looks at


def make(setup: Setup, target: Target) -> Writer:
    given = setup.options.template
    codebook = _asked(setup)
    known = {
        "instructions": instructions(codebook),
        "guidelines": guidelines(codebook),
        "labels": ", ".join(label.name for label in codebook.labels),
        "relations": ", ".join(dict.fromkeys(relation.name for relation in codebook.relations)),
    }
    template = ChatTemplate(usual_template() if given is None else given, known)

    answers = _Answers(setup.losses)

    def line(record: Record) -> bytes:
        meta = record["meta"]
        messages = template.messages(
            {
                "text": record["text"],
                "title": record["title"],
                "source": meta["source"] or "",
                "published": meta["published"] or "",
                "lang": meta["lang"] or "",
                "answer": orjson.dumps(answers.answer(record)).decode(),
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


class _Answers:
    """Makes what the model is to answer; see annotator.core.prompt.TASK."""

    def __init__(self, losses: Losses) -> None:
        self._losses = losses
        self._attributes = Remembering(_given).of

    def answer(self, record: Record) -> dict[str, Any]:
        text = record["text"]
        ground = Ground(text)
        spans: list[dict[str, Any]] = []
        numbers: dict[str, int] = {}
        known: dict[tuple[str, Segments], int] = {}
        for span in record["spans"]:
            segments = _trimmed(record, span, self._losses)
            if not segments:
                continue
            key = span["label"], segments
            if key in known:
                self._losses.add("twice", record["id"], span)
                numbers[span["id"]] = known[key]
                continue
            pieces = [text[start:end] for start, end in segments]
            before = _before(ground, text, segments, pieces)
            if before is None:
                self._losses.add("ambiguous", record["id"], span)
                continue
            known[key] = numbers[span["id"]] = len(spans)
            attributes = self._attributes(span["attributes"])
            spans.append({"label": span["label"], "pieces": pieces, "before": before, "attributes": attributes})
        return {"spans": spans, "relations": self._relations(record, numbers)}

    def _relations(self, record: Record, numbers: Mapping[str, int]) -> list[dict[str, Any]]:
        """The relations between spans of the answer, by their numbers; once each."""
        found: dict[tuple[str, int, int], dict[str, Any]] = {}
        for relation in record["relations"]:
            head, child = numbers.get(relation["head"]), numbers.get(relation["child"])
            if head is None or child is None or head == child:
                self._losses.count("relations")
            else:
                found[relation["label"], head, child] = {"label": relation["label"], "head": head, "child": child}
        return list(found.values())


def _given(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if value is not None}


def _trimmed(record: Record, span: RecordSpan, losses: Losses) -> Segments:
    """The segments without white space at their ends, which grounding doesn't see; none if all is."""
    text = record["text"]
    if len(span["segments"]) == 1 and span["text"] == span["text"].strip():
        return ((span["start"], span["end"]),)  # as nearly all are
    kept: list[tuple[int, int]] = []
    whole = True
    for start, end in span["segments"]:
        part = text[start:end]
        first, last = end - len(part.lstrip()), start + len(part.rstrip())
        if first < last:
            kept.append((first, last))
            whole = whole and last - first == end - start
        else:
            whole = False
    if not kept:
        losses.add("blank", record["id"], span)
    elif not whole:
        losses.add("trimmed", record["id"], span, text[kept[0][0] : kept[-1][1]])
    return tuple(kept)


def _before(ground: Ground, text: str, segments: Segments, pieces: list[str]) -> str | None:
    """Words before the span from which its place is found; None where none tell it."""
    start, end = segments[0]
    for before in _words_before(text, start):
        if len(segments) == 1:
            found = ground.finds(start, end, before)
        else:
            found = ground.place(pieces, before) == (segments, True)
        if found:
            return before
    return None


def _words_before(text: str, start: int) -> Iterator[str]:
    """The words before a place, ever more of them."""
    part = text[max(0, start - _BEFORE) : start]
    for number in _WORDS_BEFORE:
        words = part.rsplit(None, number)
        yield " ".join(words[-number:])
        if number >= len(words):
            return
    yield part
