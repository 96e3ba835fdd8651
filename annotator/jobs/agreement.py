"""How well annotators agree, where more than one read the same article completely."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from itertools import combinations

from annotator.core.codebook import Codebook
from annotator.formats.writers.base import Record, RecordSpan
from annotator.formats.writers.cards import card
from annotator.formats.writers.cards.markdown import code, inline
from annotator.suggest.evaluation import TOGETHER, Evaluation, Place, Scores

_NOMINAL = ("choice", "boolean")
Attribute = tuple[str, str]  # the names of a label and of its attribute
Unit = tuple[str, ...]  # the values that annotators gave one attribute of the same span, sorted


class Agreement:
    """F1 of the spans of each two annotators in the articles that both have done, open suggestions aside.

    And α of what they chose for attributes of spans that they made alike, of the same label and segments.
    """

    def __init__(self, codebook: Codebook) -> None:
        self.articles = 0
        self._pairs: dict[tuple[str, str], Evaluation] = {}
        self._attributes: dict[Attribute, Counter[Unit]] = {
            (label.name, attribute.name): Counter()
            for label in codebook.labels
            for attribute in label.attributes
            if attribute.type in _NOMINAL
        }

    def add(self, record: Record, done: Collection[str]) -> None:
        """Compares the labels of an article, of the annotators that have done it, whether they labelled or not."""
        if len(done) < 2:
            return
        self.articles += 1
        spans: dict[str, list[RecordSpan]] = {annotator: [] for annotator in sorted(done)}
        for span in record["spans"]:
            if span["annotator"] in spans and span["origin"]["decision"] != "open":
                spans[span["annotator"]].append(span)
        layers = {annotator: [_place(span) for span in layer] for annotator, layer in spans.items()}
        for one, other in combinations(layers, 2):
            evaluation = self._pairs.setdefault((one, other), Evaluation())
            evaluation.add(record["text"], layers[one], layers[other])
        self._add_attributes(spans)

    def _add_attributes(self, spans: Mapping[str, list[RecordSpan]]) -> None:
        alike: dict[Place, dict[str, RecordSpan]] = {}
        for annotator, layer in spans.items():
            for span in layer:
                alike.setdefault(_place(span), {}).setdefault(annotator, span)
        for (label, name), units in self._attributes.items():
            for place, found in alike.items():
                if place.label == label and len(found) > 1:
                    values = (span["attributes"].get(name) for span in found.values())
                    given = sorted(str(value) for value in values if value is not None)
                    if len(given) > 1:
                        units[tuple(given)] += 1

    def add_all(self, others: Agreement) -> None:
        """Adds what others compared in further articles."""
        self.articles += others.articles
        for pair, evaluation in others._pairs.items():
            self._pairs.setdefault(pair, Evaluation()).add_all(evaluation)
        for attribute, units in others._attributes.items():
            self._attributes[attribute].update(units)

    def tables(self) -> tuple[list[card.Agreement], list[card.Agreement]]:
        """The agreement in each label, of all annotators; and of each two annotators, in all labels."""
        labels: dict[str, Scores] = {}
        pairs = []
        for (one, other), evaluation in sorted(self._pairs.items()):
            evaluation.finish()
            for (by, label), scores in evaluation.spans.items():
                if by == TOGETHER and label != TOGETHER:
                    sums = labels.setdefault(label, Scores())
                    for way in ("exact", "overlap"):
                        score = getattr(scores, way)
                        getattr(sums, way).add(score.gold, score.suggested, score.right)
            both = evaluation.spans.get((TOGETHER, TOGETHER), Scores())
            pairs.append(_row(f"{inline(one)} and {inline(other)}", both))
        return [_row(code(label), labels[label]) for label in sorted(labels)], pairs

    def choices(self) -> list[card.Choices]:
        """The agreement in each attribute that two annotators gave the same span."""
        return [
            card.Choices(f"{code(label)} {code(name)}", units.total(), alpha(units))
            for (label, name), units in self._attributes.items()
            if units
        ]


def alpha(units: Mapping[Unit, int]) -> float | None:
    """Krippendorff's α for nominal data: how often there are which values of one unit, two at least.

    None where all values are the same, and so nothing tells agreement from chance. Source: K. Krippendorff (2011),
    Computing Krippendorff's Alpha-Reliability, section D.
    """
    totals: Counter[str] = Counter()
    observed = 0.0
    for values, number in units.items():
        counts = Counter(values)
        for count in counts.values():
            observed += number * count * (len(values) - count) / (len(values) - 1)
        totals.update({value: number * count for value, count in counts.items()})
    size = totals.total()
    expected = sum(count * (size - count) for count in totals.values())
    return 1 - (size - 1) * observed / expected if expected else None


def _place(span: RecordSpan) -> Place:
    return Place(span["label"], tuple((start, end) for start, end in span["segments"]))


def _row(what: str, scores: Scores) -> card.Agreement:
    return card.Agreement(what, scores.exact.gold, scores.exact.suggested, scores.exact.f1, scores.overlap.f1)
