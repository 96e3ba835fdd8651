"""How well annotators agree, where more than one labelled the same article."""

from __future__ import annotations

from itertools import combinations

from annotator.formats.writers.base import Record, RecordSpan
from annotator.formats.writers.cards import card
from annotator.formats.writers.cards.markdown import code, inline
from annotator.suggest.evaluation import TOGETHER, Evaluation, Place, Scores


class Agreement:
    """F1 of the spans of each two annotators in the articles in which both have any, open suggestions aside."""

    def __init__(self) -> None:
        self.articles = 0
        self._pairs: dict[tuple[str, str], Evaluation] = {}

    def add(self, record: Record) -> None:
        """Compares the labels of an article."""
        spans: dict[str, list[RecordSpan]] = {}
        for span in record["spans"]:
            if span["origin"]["decision"] != "open":
                spans.setdefault(span["annotator"], []).append(span)
        if len(spans) < 2:
            return
        self.articles += 1
        layers = {annotator: [_place(span) for span in layer] for annotator, layer in spans.items()}
        for one, other in combinations(sorted(layers), 2):
            evaluation = self._pairs.setdefault((one, other), Evaluation())
            evaluation.add(record["text"], layers[one], layers[other])

    def add_all(self, others: Agreement) -> None:
        """Adds what others compared in further articles."""
        self.articles += others.articles
        for pair, evaluation in others._pairs.items():
            self._pairs.setdefault(pair, Evaluation()).add_all(evaluation)

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
            pairs.append(_row(f"{inline(one)} and {inline(other)}", evaluation.spans[TOGETHER, TOGETHER]))
        return [_row(code(label), labels[label]) for label in sorted(labels)], pairs


def _place(span: RecordSpan) -> Place:
    return Place(span["label"], tuple((start, end) for start, end in span["segments"]))


def _row(what: str, scores: Scores) -> card.Agreement:
    return card.Agreement(what, scores.exact.gold, scores.exact.suggested, scores.exact.f1, scores.overlap.f1)
