"""How good suggestions are, against what a person has labelled: precision, recall and F1.

Three ways to be right, all within one label and one to one:

- *exact*: the same segments; SemEval 2013 task 9.1 calls this *strict*;
- *trimmed*: the same segments once white space, punctuation and quotation marks are taken off their ends, since
  guidelines differ in whether the marks belong to a quote;
- *overlap*: at least one code point in common (SemEval's *type* within one label, without a least share). Where
  several overlap, those that share most (intersection over union) are paired first.

A relation is right if its label is, and both its ends overlap with the gold relation's and have their labels;
those whose ends share most are paired first.

nervaluate computes the same figures but knows neither segments nor spans that lie in one another; the tests
compare with it where there are none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.core.models import Segments

WAYS = ("exact", "trimmed", "overlap")
TOGETHER = "all"  # in the place of a label or of a suggester: all of them


class Place(NamedTuple):
    """A labelled place; ``by`` names who suggests it, "" in the gold."""

    label: str
    segments: Segments
    by: str = ""


class Tie(NamedTuple):
    """A relation between two places."""

    label: str
    head: Place
    child: Place
    by: str = ""


@dataclass(slots=True)
class Score:
    """``gold`` are to be found, ``suggested`` are proposed, ``right`` of these are right."""

    gold: int = 0
    suggested: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.suggested if self.suggested else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.gold + self.suggested) if self.right else 0.0

    def add(self, gold: int, suggested: int, right: int) -> None:
        self.gold += gold
        self.suggested += suggested
        self.right += right


@dataclass(slots=True)
class Scores:
    """The scores of one label of one suggester, each way of WAYS; of relations *overlap* alone is set."""

    exact: Score = field(default_factory=Score)
    trimmed: Score = field(default_factory=Score)
    overlap: Score = field(default_factory=Score)


@dataclass(slots=True)
class Evaluation:
    """Scores by suggester and label; ``all`` stands for all suggesters together, and for all labels of one.

    What several suggest counts once for each of them, and once among all. A suggester is measured in the labels
    that it suggests anywhere, all together in those of the gold, too.
    """

    articles: int = 0
    spans: dict[tuple[str, str], Scores] = field(default_factory=dict)
    relations: dict[tuple[str, str], Score] = field(default_factory=dict)
    _gold: dict[str, int] = field(default_factory=dict, repr=False)
    _ties: dict[str, int] = field(default_factory=dict, repr=False)

    def add(
        self,
        text: str,
        gold: Iterable[Place],
        suggested: Iterable[Place],
        ties: Iterable[Tie] = (),
        suggested_ties: Iterable[Tie] = (),
    ) -> None:
        """Counts one article."""
        self.articles += 1
        right = _by_label(gold)
        found = _by_suggester(suggested)
        for label, places in right.items():
            self._gold[label] = self._gold.get(label, 0) + len(places)
        for by, labels in found.items():
            for label, places in labels.items():
                self._count(text, by, label, right.get(label, []), places)
        wanted = _ties_by_label(ties)
        for name, some in wanted.items():
            self._ties[name] = self._ties.get(name, 0) + len(some)
        for by, labelled in _ties_by_suggester(suggested_ties).items():
            for name, some in labelled.items():
                score = self.relations.setdefault((by, name), Score())
                score.add(0, len(some), _tied(wanted.get(name, []), some))

    def add_all(self, others: Evaluation) -> None:
        """Counts what others did of further articles."""
        self.articles += others.articles
        for key, scores in others.spans.items():
            mine = self.spans.setdefault(key, Scores())
            for way in WAYS:
                score: Score = getattr(scores, way)
                getattr(mine, way).add(score.gold, score.suggested, score.right)
        for key, score in others.relations.items():
            self.relations.setdefault(key, Score()).add(score.gold, score.suggested, score.right)
        for totals, further in ((self._gold, others._gold), (self._ties, others._ties)):
            for name, number in further.items():
                totals[name] = totals.get(name, 0) + number

    def finish(self) -> None:
        """Adds what can be told only when all articles are counted: the gold of each score, and the sums."""
        for label in self._gold:
            self.spans.setdefault((TOGETHER, label), Scores())
        for name in self._ties:
            self.relations.setdefault((TOGETHER, name), Score())
        for (by, label), scores in sorted(self.spans.items()):
            sums = self.spans.setdefault((by, TOGETHER), Scores())
            for way in WAYS:
                score: Score = getattr(scores, way)
                score.gold = self._gold.get(label, 0)
                getattr(sums, way).add(score.gold, score.suggested, score.right)
        for (_, name), score in self.relations.items():
            score.gold = self._ties.get(name, 0)

    def _count(self, text: str, by: str, label: str, gold: list[Segments], places: list[Segments]) -> None:
        scores = self.spans.setdefault((by, label), Scores())
        same = len(set(gold) & set(places))
        bare = _in_common([trimmed(text, place) for place in gold], [trimmed(text, place) for place in places])
        for score, right in ((scores.exact, same), (scores.trimmed, bare), (scores.overlap, _met(gold, places))):
            score.add(0, len(places), right)


def trimmed(text: str, segments: Segments) -> Segments:
    """The segments without what is neither letter nor number at their ends; those of nothing else stay whole."""
    found = []
    for start, end in segments:
        lo, hi = start, end
        while lo < hi and not text[lo].isalnum():
            lo += 1
        while lo < hi and not text[hi - 1].isalnum():
            hi -= 1
        found.append((lo, hi) if lo < hi else (start, end))
    return tuple(found)


def pairs(gold: Sequence[Segments], places: Sequence[Segments]) -> list[tuple[int, int]]:
    """Which of ``gold`` and of ``places`` are of the same thing: overlapping, one to one, the closest first."""
    return _paired((-likeness(gold[g], places[p]), g, p) for g, p in overlapping(gold, places))


def _paired(candidates: Iterable[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """Pairs of the least distance first, in each of which both are in no other."""
    taken_gold: set[int] = set()
    taken: set[int] = set()
    found = []
    for _, g, p in sorted(candidates):
        if g not in taken_gold and p not in taken:
            taken_gold.add(g)
            taken.add(p)
            found.append((g, p))
    return found


def overlapping(gold: Sequence[Segments], places: Sequence[Segments]) -> Iterator[tuple[int, int]]:
    """Which have code points in common, by one walk over both in the order of the text."""
    events = sorted(
        [(place[0][0], place[-1][1], 0, n) for n, place in enumerate(gold)]
        + [(place[0][0], place[-1][1], 1, n) for n, place in enumerate(places)]
    )
    open_: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for start, end, side, n in events:
        across = open_[1 - side]
        across[:] = [(until, m) for until, m in across if until > start]
        for _, m in across:
            g, p = (n, m) if side == 0 else (m, n)
            if shared(gold[g], places[p]):
                yield g, p
        open_[side].append((end, n))


def shared(one: Segments, other: Segments) -> int:
    """How many code points two places have in common."""
    return sum(max(0, min(e, f) - max(s, b)) for s, e in one for b, f in other)


def likeness(one: Segments, other: Segments) -> float:
    """Intersection over union of two places, in code points."""
    common = shared(one, other)
    return common / (_length(one) + _length(other) - common) if common else 0.0


def _length(segments: Segments) -> int:
    return sum(end - start for start, end in segments)


def _met(gold: list[Segments], places: list[Segments]) -> int:
    return len(pairs(gold, places))


def _in_common(gold: list[Segments], places: list[Segments]) -> int:
    return (Counter(gold) & Counter(places)).total()


def _tied(gold: list[Tie], ties: list[Tie]) -> int:
    """How many are right, one to one: those whose ends share most with a gold relation's are paired first."""
    found = [(_nearness(one, tie), g, t) for g, one in enumerate(gold) for t, tie in enumerate(ties)]
    return len(_paired((-near, g, t) for near, g, t in found if near))


def _nearness(one: Tie, other: Tie) -> float:
    """How much the ends of two relations have in common, from 0 (one of them nothing) to 2."""
    ends = ((one.head, other.head), (one.child, other.child))
    near = [likeness(a.segments, b.segments) if a.label == b.label else 0.0 for a, b in ends]
    return sum(near) if all(near) else 0.0


def _by_label(places: Iterable[Place]) -> dict[str, list[Segments]]:
    found: dict[str, dict[Segments, None]] = {}
    for place in places:
        found.setdefault(place.label, {})[place.segments] = None
    return {label: list(some) for label, some in found.items()}


def _by_suggester(places: Iterable[Place]) -> dict[str, dict[str, list[Segments]]]:
    found: dict[str, list[Place]] = {TOGETHER: []}
    for place in places:
        found[TOGETHER].append(place)
        found.setdefault(place.by, []).append(place)
    return {by: _by_label(some) for by, some in found.items()}


def _ties_by_label(ties: Iterable[Tie]) -> dict[str, list[Tie]]:
    found: dict[str, dict[Hashable, Tie]] = {}
    for tie in ties:
        found.setdefault(tie.label, {})[tie.head[:2], tie.child[:2]] = tie
    return {label: list(some.values()) for label, some in found.items()}


def _ties_by_suggester(ties: Iterable[Tie]) -> dict[str, dict[str, list[Tie]]]:
    found: dict[str, list[Tie]] = {TOGETHER: []}
    for tie in ties:
        found[TOGETHER].append(tie)
        found.setdefault(tie.by, []).append(tie)
    return {by: _ties_by_label(some) for by, some in found.items()}
