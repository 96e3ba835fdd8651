"""The sample articles with their labels, and how well spans agree with these."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from annotator.core.models import Actor, Article, Relation, Row, Segments, Span, Zone
from annotator.core.resources import sample_data


@dataclass(frozen=True)
class Labelled:
    """An article of the sample that somebody has labelled, as a whole or in part."""

    article: Article
    zones: list[Zone]
    spans: list[Span]
    relations: list[Relation]

    def of(self, *labels: str) -> list[Span]:
        """The spans of these labels."""
        return [span for span in self.spans if span.label in labels]


@lru_cache(maxsize=1)
def labelled() -> tuple[list[Labelled], tuple[Actor, ...]]:
    """The labelled articles of the sample, and its register."""
    rows = [json.loads(line) for line in sample_data("sample.jsonl").read_text("utf-8").splitlines()]
    register: dict[str, Actor] = {}
    for row in rows:
        for actor in (span["actor"] for span in row["spans"] if span["actor"]):
            register[actor["id"]] = Actor(actor["id"], actor["name"], actor["kind"])
    return [_labelled(row) for row in rows if row["spans"]], tuple(register.values())


def _labelled(row: Row) -> Labelled:
    spans = [
        Span(
            span["id"],
            1,
            "",
            span["label"],
            tuple((start, end) for start, end in span["segments"]),
            {name: value for name, value in span["attributes"].items() if value is not None},
            span["actor"]["id"] if span["actor"] else None,
        )
        for span in row["spans"]
    ]
    relations = [Relation(one["id"], 1, "", one["label"], one["head"], one["child"]) for one in row["relations"]]
    zones = [Zone(f"z{n}", 1, one["start"], one["end"], one["kind"]) for n, one in enumerate(row["zones"])]
    article = Article(1, row["id"], row["title"], row["text"], lang=row["meta"]["lang"])
    return Labelled(article, zones, spans, relations)


class Agreement(NamedTuple):
    """How many spans were found, how many there are, and how many of these are the same at least by half."""

    found: int
    wanted: int
    alike: int

    @property
    def precision(self) -> float:
        return self.alike / max(1, self.found)

    @property
    def recall(self) -> float:
        return self.alike / max(1, self.wanted)

    def plus(self, other: Agreement) -> Agreement:
        """Both taken together."""
        return Agreement(self.found + other.found, self.wanted + other.wanted, self.alike + other.alike)


def agreement(found: list[Segments], wanted: list[Segments]) -> Agreement:
    """Pairs each with the one that is most like it; alike are those whose intersection is half of their union."""
    pairs = sorted(((_overlap(one, other), one, other) for one in found for other in wanted), reverse=True)
    paired: set[Segments] = set()
    met: set[Segments] = set()
    for overlap, one, other in pairs:
        if overlap >= 0.5 and one not in paired and other not in met:
            paired.add(one)
            met.add(other)
    return Agreement(len(found), len(wanted), len(met))


def _overlap(one: Segments, other: Segments) -> float:
    places = {at for start, end in one for at in range(start, end)}
    others = {at for start, end in other for at in range(start, end)}
    return len(places & others) / len(places | others)
