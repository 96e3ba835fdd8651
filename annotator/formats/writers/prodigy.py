"""Prodigy's annotated tasks, as ``prodigy db-in`` takes them: one a line for each annotator of an article.

Source: prodi.gy/docs/api-interfaces (spans_manual, relations) and annotations that Explosion has published
(explosion/projects, rel_component). Offsets count code points, ``token_end`` is the last token, and the ends of a
relation are the last tokens of their spans. Tokens are the words and, as spaCy has it, the white space beyond one
blank, so that they give back the text. Suggestions are a task that nobody has answered, and so is a new article;
one without a label that somebody has begun or done is accepted as it is.

``_input_hash`` is Prodigy's own (MurmurHash3 of the text's JSON, checked with published tasks); how it makes
``_task_hash`` is not published, so that is one of ours, from the input's, the spans and the relations.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from operator import add, sub
from typing import Any

import mmh3
import orjson

from annotator.formats.foreign_names import outside_names
from annotator.formats.writers.base import Record, RecordRelation, RecordSpan, Setup, Target, Writer
from annotator.formats.writers.parts import is_open, metadata
from annotator.formats.writers.streams import indented, line_writer
from annotator.formats.writers.tokens import Aligner, Tokens, tokenizer

Span = dict[str, Any]
_PLACE = ("start", "end", "token_start", "token_end", "label")
# Of an article without labels, by its status: one that was accepted so in Prodigy is started here.
_ANSWERS = {"done": "accept", "started": "accept", "skipped": "ignore"}


def make(setup: Setup, target: Target) -> Writer:
    return line_writer(setup, target, ".jsonl", _Tasks(setup).lines)


def shown(_name: str, content: bytes) -> str:
    return indented(content)


class _Tasks:
    """Makes the tasks of records."""

    def __init__(self, setup: Setup) -> None:
        self._losses = setup.losses
        self._tokenizer = tokenizer(setup.options.tokenizer)
        self._name = setup.options.tokenizer
        self._aligner = Aligner(setup.options.misaligned, setup.losses)
        self._labels, self._kinds = outside_names(setup.codebook.labels), outside_names(setup.codebook.relations)

    def lines(self, record: Record) -> bytes:
        text = record["text"]
        words = self._tokenizer(text, record["meta"]["lang"])
        tokens, spaces = _with_space(text, words)
        about = {key: value for key, value in metadata(record).items() if value not in (None, [])}
        input_hash = mmh3.hash(f"text={json.dumps(text)}")
        common = {
            # First, as readers tell a file by its beginning, and texts may be long.
            "_input_hash": input_hash,
            "id": record["id"],
            "text": text,
            "meta": {**about, "tokenizer": self._name},
            # The same for each annotator.
            "tokens": orjson.Fragment(orjson.dumps(tokens)),
        }
        left = len(record["relations"])
        lines = []
        self._losses.count("begun", record["status"] == "started" and all(map(is_open, record["spans"])))
        for layer in _layers(record):
            spans = self._spans(record, layer.spans, words, spaces)
            linked = [r for r in record["relations"] if _links(r, spans)]
            relations = _relations(linked, spans, self._kinds)
            left -= len(linked)
            found = orjson.dumps(list({id(span): span for span in spans.values()}.values()))
            linking = orjson.dumps(relations)
            task = {
                **common,
                "spans": orjson.Fragment(found),
                "relations": orjson.Fragment(linking),
                "_task_hash": mmh3.hash(b"%d[%b,%b]" % (input_hash, found, linking)),
                "_view_id": "relations" if relations else "spans_manual",
            }
            if layer.answer is not None:
                task["answer"] = layer.answer
            if layer.annotator is not None:
                task |= {"_annotator_id": layer.annotator, "_session_id": layer.annotator}
            lines.append(orjson.dumps(task, option=orjson.OPT_APPEND_NEWLINE))
        self._losses.count("relations", left)
        return b"".join(lines)

    def _spans(
        self,
        record: Record,
        spans: Iterable[RecordSpan],
        words: Tokens,
        spaces: Sequence[int],
    ) -> dict[str, Span]:
        """What becomes of spans by their ids; the same for those that are alike."""
        text, starts = record["text"], words.starts
        found: dict[str, Span] = {}
        known: dict[tuple[int, int, str], Span] = {}
        for span in spans:
            for first, last in self._aligner.place(record, span, words, pieces=False):
                key = first, last, span["label"]
                if key in known:
                    self._losses.add("twice", record["id"], span)
                else:
                    start, end = starts[first], words.end(last - 1)
                    known[key] = {
                        "text": text[start:end],
                        "start": start,
                        "end": end,
                        "token_start": first + bisect_left(spaces, first),
                        "token_end": last - 1 + bisect_left(spaces, last - 1),
                        "label": self._labels[span["label"]],
                    }
                    if is_open(span) and span["origin"]["score"] is not None:
                        known[key]["score"] = span["origin"]["score"]
                found[span["id"]] = known[key]
        return found


@dataclass(frozen=True, slots=True)
class _Layer:
    """What one task is to show; without an answer nobody has decided on it."""

    annotator: str | None
    answer: str | None
    spans: list[RecordSpan] = field(default_factory=list)


def _layers(record: Record) -> list[_Layer]:
    layers: dict[str | None, _Layer] = {}
    for span in record["spans"]:
        who = None if is_open(span) else span["annotator"]
        if who not in layers:
            layers[who] = _Layer(who, None if who is None else "accept")
        layers[who].spans.append(span)
    answer = _ANSWERS.get(record["status"])
    if not layers or (answer and layers.keys() == {None}):
        return [_Layer(record["annotator"] if answer else None, answer), *layers.values()]
    return list(layers.values())


def _with_space(text: str, words: Tokens) -> tuple[list[Span], list[int]]:
    """All tokens, white space among them, and behind which words that is; -1 is the beginning of the text.

    A blank belongs to the token before it; what is more of white space is a token.
    """
    texts, starts, ends = list(words.texts), list(words.starts), words.ends()
    followed = f"{text}\n"
    blanks = [followed[end] == " " for end in ends]
    more = map(sub, [*starts[1:], len(text)], map(add, ends, blanks))
    spaces = [*([-1] if starts[0] else []), *compress(range(len(starts)), more)]
    for number in reversed(spaces):
        place = number + 1
        start = ends[number] + blanks[number] if place else 0
        end = starts[place] if place < len(starts) else len(text)
        texts.insert(place, text[start:end])
        starts.insert(place, start)
        ends.insert(place, end)
        blanks.insert(place, False)
    tokens = [
        {"text": token, "start": start, "end": end, "id": number, "ws": blank}
        for number, (token, start, end, blank) in enumerate(zip(texts, starts, ends, blanks, strict=True))
    ]
    return tokens, spaces


def _links(relation: RecordRelation, spans: Mapping[str, Span]) -> bool:
    """Whether the relation is between two of these spans; two that were alike have become one."""
    head = spans.get(relation["head"])
    return head is not None and spans.get(relation["child"]) not in (None, head)


def _relations(
    relations: Iterable[RecordRelation], spans: Mapping[str, Span], names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The relations as Prodigy has them, once each, called as ``names`` say."""
    found: dict[tuple[str, int, int], dict[str, Any]] = {}
    for relation in relations:
        head, child = spans[relation["head"]], spans[relation["child"]]
        found[relation["label"], id(head), id(child)] = {
            "head": head["token_end"],
            "child": child["token_end"],
            "head_span": {key: head[key] for key in _PLACE},
            "child_span": {key: child[key] for key in _PLACE},
            "label": names[relation["label"]],
        }
    return list(found.values())
