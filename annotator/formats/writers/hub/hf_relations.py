"""Relation classification for Hugging Face's datasets: a pair of spans a row, in the sentences around both.

Each relation is a row, and so is each pair that might have one and has none (``no_relation``): two spans of one
annotator whose labels the codebook lets some relation link, no more than NEAR sentences apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
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
        f"the codebook lets a relation link, at most {NEAR} sentences apart."
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
        spans = record["spans"]
        paired: set[int] = set()
        if len(spans) > 1:
            sentences = Sentences(record["text"])
            for head, child, names in self._pairs(record, sentences):
                paired |= {head, child}
                row = self._row(record, spans[head], spans[child], sentences)
                for name in names:
                    yield row | {"relation": self._names[name]}
        self._losses.count("unpaired", len(spans) - len(paired))

    def _pairs(self, record: Record, sentences: Sentences) -> Iterator[tuple[int, int, list[str]]]:
        """Places of heads and children among the spans, and their relations, in order."""
        spans = record["spans"]
        places = {span["id"]: place for place, span in enumerate(spans)}
        linked: dict[int, dict[int, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
        for relation in record["relations"]:
            # Of two annotators who make the same link, one is enough.
            linked[places[relation["head"]]][places[relation["child"]]][relation["label"]] = None
        neighbours = _Neighbours(spans, sentences)
        for place, head in enumerate(spans):
            links = linked[place]
            wanted = self._children[head["label"]]
            candidates = {
                other
                for other in (neighbours.of(place) if wanted else ())
                if other != place
                and spans[other]["label"] in wanted
                and spans[other]["annotator"] == head["annotator"]
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
