"""Relation classification for Hugging Face's datasets: a pair of spans a row, in the sentences around both.

Each relation is a row, and so is each pair that might have one and has none (``no_relation``): two spans of one
annotator whose labels the codebook lets some relation link, no more than NEAR sentences apart. Spans that several
annotators made alike are one, which has the relations of all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from annotator.core.clusters import Range
from annotator.formats.writers.base import Record, RecordSpan, Setup, Target, Writer
from annotator.formats.writers.contexts import Sentences
from annotator.formats.writers.hub import data_set
from annotator.formats.writers.hub.features import INTEGER, STRING, Classes, Columns, Feature

NONE = "no_relation"
NEAR = 2
"""So many sentences further than its own a span may be from another one: 0 is the same sentence."""
_ENDS = ("head", "child")
_MARKS = (("<head>", "</head>"), ("<child>", "</child>"))

shown = data_set.shown


def make(setup: Setup, target: Target) -> Writer:
    return data_set.HubWriter(
        setup, target, _columns(setup), _Rows(setup).of, _about(setup), "text-classification"
    )


def _about(_setup: Setup) -> str:
    """What the columns hold, in Markdown."""
    return (
        "Pairs of spans, each with its relation, in the sentences around both: `text`, and `marked` with the\n"
        "spans between `<head>`, `</head>`, `<child>` and `</child>`. Offsets are those in `text` (code points,\n"
        "end exclusive); `offset` is where it begins in the article. A span of several pieces is the stretch\n"
        f"around them. `{NONE}` are all pairs without a relation of two spans of one annotator whose labels\n"
        f"the codebook lets a relation link, at most {NEAR} sentences apart. What several annotators labelled\n"
        "alike is one span, with the relations of all of them."
    )


def _names(setup: Setup) -> tuple[str, ...]:
    return (NONE, *dict.fromkeys(relation.name for relation in setup.codebook.relations))


def _columns(setup: Setup) -> Columns:
    ends: dict[str, Feature] = {}
    for end in _ENDS:
        places = {f"{end}_start": INTEGER, f"{end}_end": INTEGER}
        ends |= {end: STRING, f"{end}_label": Classes(setup.labels), **places, f"{end}_text": STRING}
    strings = dict.fromkeys(("article", "status", "lang", "text", "marked"), STRING)
    return {**strings, "offset": INTEGER, **ends, "relation": Classes(_names(setup))}


class _Rows:
    """Makes the rows of an article."""

    def __init__(self, setup: Setup) -> None:
        self._losses = setup.losses
        self._labels = {label: n for n, label in enumerate(setup.labels)}
        self._names = {name: n for n, name in enumerate(_names(setup))}
        self._children: dict[str, set[str]] = defaultdict(set)
        for relation in setup.codebook.relations:
            for head in relation.head:
                self._children[head].update(relation.child)

    def of(self, record: Record) -> Iterator[dict[str, Any]]:
        spans = self._spans(record)
        paired: set[int] = set()
        if len(spans.first) > 1:
            sentences = Sentences(record["text"])
            for head, child, names in self._pairs(record, spans, sentences):
                paired |= {head, child}
                row = self._row(record, spans.first[head], spans.first[child], sentences)
                for name in names:
                    yield row | {"relation": self._names[name]}
        self._losses.count("unpaired", len(spans.first) - len(paired))

    def _spans(self, record: Record) -> _Spans:
        """The spans of an article; what several annotators labelled alike is one, lest a pair has two answers."""
        known: dict[tuple[str, tuple[Range, ...]], int] = {}
        spans = _Spans()
        for span in record["spans"]:
            key = span["label"], tuple((start, end) for start, end in span["segments"])
            if key in known:
                self._losses.add("twice", record["id"], span)
            else:
                known[key] = len(spans.first)
                spans.first.append(span)
                spans.makers.append(set())
            spans.places[span["id"]] = known[key]
            spans.makers[known[key]].add(span["annotator"])
        return spans

    def _pairs(self, record: Record, spans: _Spans, sentences: Sentences) -> Iterator[tuple[int, int, list[str]]]:
        """Places of heads and children among the spans, and their relations, in order."""
        linked: dict[int, dict[int, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
        for relation in record["relations"]:
            # Of two annotators who make the same link, one is enough.
            linked[spans.places[relation["head"]]][spans.places[relation["child"]]][relation["label"]] = None
        neighbours = _Neighbours(spans.first, sentences)
        for place, head in enumerate(spans.first):
            links = linked[place]
            wanted = self._children[head["label"]]
            candidates = {
                other
                for other in (neighbours.of(place) if wanted else ())
                if other != place
                and spans.first[other]["label"] in wanted
                and not spans.makers[other].isdisjoint(spans.makers[place])
            }
            for other in sorted(candidates.union(links)):
                yield place, other, list(links.get(other, (NONE,)))

    def _row(self, record: Record, head: RecordSpan, child: RecordSpan, sentences: Sentences) -> dict[str, Any]:
        start, end = min(head["start"], child["start"]), max(head["end"], child["end"])
        start, end = sentences.around(start, end)
        text = record["text"][start:end]
        row: dict[str, Any] = {
            "article": record["id"],
            "status": record["status"],
            "lang": record["meta"]["lang"],
            "text": text,
            "offset": start,
        }
        places = []
        for name, span in zip(_ENDS, (head, child), strict=True):
            places.append((span["start"] - start, span["end"] - start))
            row |= {name: span["id"], f"{name}_label": self._labels[span["label"]], f"{name}_text": span["text"]}
            row[f"{name}_start"], row[f"{name}_end"] = places[-1]
        return row | {"marked": _marked(text, places)}


@dataclass(slots=True)
class _Spans:
    """The spans of an article once each: the ``first`` of those that are alike, and who all made it.

    ``places`` is by the id of each span, of which of them it is one.
    """

    first: list[RecordSpan] = field(default_factory=list)
    makers: list[set[str]] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)


class _Neighbours:
    """Which spans of an article stand near one another."""

    def __init__(self, spans: Sequence[RecordSpan], sentences: Sentences) -> None:
        touched = (sentences.touched(span["start"], span["end"]) for span in spans)
        self._ranges = [(first, max(first + 1, last)) for first, last in touched]
        self._spans: dict[int, list[int]] = defaultdict(list)
        for place, (first, last) in enumerate(self._ranges):
            for sentence in range(first, last):
                self._spans[sentence].append(place)

    def of(self, place: int) -> set[int]:
        """Places of the spans near the one at ``place``, itself among them."""
        first, last = self._ranges[place]
        near = range(first - NEAR, last + NEAR)
        return {other for sentence in near for other in self._spans.get(sentence, ())}


def _marked(text: str, places: Sequence[Range]) -> str:
    """The text with marks around two stretches of it; of two that begin or end alike the longer is outside."""
    marks = []
    for n, (start, end) in enumerate(places):
        marks += [(start, 1, -end, n, _MARKS[n][0]), (end, 0, -start, -n, _MARKS[n][1])]
    parts, done = [], 0
    for place, _, _, _, mark in sorted(marks):
        parts += [text[done:place], mark]
        done = place
    return "".join([*parts, text[done:]])
