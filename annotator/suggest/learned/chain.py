"""A linear-chain conditional random field as plain weights: the best tags of a sequence, and how sure they are.

Lafferty, McCallum, Pereira: Conditional Random Fields (ICML 2001). The tags are O (outside), B (a span begins),
I (it goes on) and C (a further segment of the span before begins).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import NamedTuple

TAGS = ("O", "B", "I", "C")
OUT, BEGIN, INSIDE, AGAIN = range(4)
_ALL = range(4)
_FORBIDDEN = ((OUT, INSIDE),)
_SMALLEST = 1e-300

Weights = tuple[float, ...]
Stretches = tuple[tuple[int, int], ...]  # of tokens, end exclusive


class Found(NamedTuple):
    """A span of tokens: its stretches (first, last exclusive), and how probable just these are."""

    stretches: Stretches
    probability: float


Potentials = list[list[float]]  # of each tag of each token; only their proportions count


@dataclass(slots=True)
class Chain:
    """``states`` maps a feature to its weight for each tag of TAGS; ``steps`` has them for a tag after another.

    The more ``boldness``, the less likely is O at each token: with 1, by a factor of e.
    """

    states: Mapping[str, Weights]
    steps: Sequence[Weights]
    boldness: float = 0.0

    def find(self, features: Sequence[Sequence[str]]) -> list[Found]:
        """The spans of the most probable tags, in order; time and memory grow with the number of tokens."""
        return self.found(self.potentials(features))

    def potentials(self, features: Sequence[Sequence[str]]) -> Potentials:
        """How well each tag fits each token by itself, before any boldness."""
        found = [self._potential(item) for item in features]
        if found:
            # No span goes on from before the text.
            found[0][INSIDE] = found[0][AGAIN] = 0.0
        return found

    def found(self, potentials: Potentials) -> list[Found]:
        """The spans of the most probable tags, in order."""
        if not potentials:
            return []
        steps = self._steps()
        bold = self._bold(potentials)
        tags = _best(bold, steps)
        stretches = _stretches(tags)
        if not stretches:
            return []
        forward, scales = _forward(bold, steps)
        backward = _backward(bold, steps, scales)
        found: list[Found] = []
        for first, last in stretches:
            probability = _probability(first, last, tags[first], bold, steps, forward, backward, scales)
            if tags[first] == AGAIN and found:
                begun = found.pop()
                found.append(Found((*begun.stretches, (first, last)), begun.probability * probability))
            else:
                found.append(Found(((first, last),), probability))
        return found

    def places(self, potentials: Potentials) -> list[Stretches]:
        """Where :meth:`found` finds spans, without how probable they are, in a third of its time."""
        if not potentials:
            return []
        tags = _best(self._bold(potentials), self._steps())
        found: list[Stretches] = []
        for stretch in _stretches(tags):
            found.append((*found.pop(), stretch) if tags[stretch[0]] == AGAIN and found else (stretch,))
        return found

    def _steps(self) -> Potentials:
        steps = [[exp(weight) for weight in row] for row in self.steps]
        for before, after in _FORBIDDEN:
            steps[before][after] = 0.0
        return steps

    def _bold(self, potentials: Potentials) -> Potentials:
        factor = exp(-self.boldness)
        return potentials if factor == 1.0 else [[outside * factor, *rest] for outside, *rest in potentials]

    def _potential(self, features: Sequence[str]) -> list[float]:
        outside = begin = inside = again = 0.0
        get = self.states.get
        for feature in features:
            weights = get(feature)
            if weights is not None:
                outside += weights[0]
                begin += weights[1]
                inside += weights[2]
                again += weights[3]
        most = max(outside, begin, inside, again)
        return [exp(outside - most), exp(begin - most), exp(inside - most), exp(again - most)]


def _best(potentials: list[list[float]], steps: list[list[float]]) -> list[int]:
    """Viterbi."""
    scores = potentials[0]
    came: list[list[int]] = []
    for potential in potentials[1:]:
        row, new = [], []
        for tag in _ALL:
            best, at = -1.0, 0
            for before in _ALL:
                score = scores[before] * steps[before][tag]
                if score > best:
                    best, at = score, before
            row.append(at)
            new.append(best * potential[tag])
        scale = max(new) or _SMALLEST
        scores = [score / scale for score in new]
        came.append(row)
    tag = max(_ALL, key=scores.__getitem__)
    tags = [tag]
    for row in reversed(came):
        tag = row[tag]
        tags.append(tag)
    tags.reverse()
    return tags


def _forward(potentials: list[list[float]], steps: list[list[float]]) -> tuple[list[list[float]], list[float]]:
    scale = sum(potentials[0]) or _SMALLEST
    rows, scales = [[value / scale for value in potentials[0]]], [scale]
    into = [[steps[before][tag] for before in _ALL] for tag in _ALL]
    for potential in potentials[1:]:
        a, b, c, d = rows[-1]
        new = [
            (a * w[0] + b * w[1] + c * w[2] + d * w[3]) * value for w, value in zip(into, potential, strict=True)
        ]
        scale = sum(new) or _SMALLEST
        scales.append(scale)
        rows.append([value / scale for value in new])
    return rows, scales


def _backward(potentials: list[list[float]], steps: list[list[float]], scales: list[float]) -> list[list[float]]:
    rows = [[1.0] * len(TAGS)]
    for at in range(len(potentials) - 1, 0, -1):
        scale = scales[at]
        a, b, c, d = (value * later / scale for value, later in zip(potentials[at], rows[-1], strict=True))
        rows.append([a * w[0] + b * w[1] + c * w[2] + d * w[3] for w in steps])
    rows.reverse()
    return rows


def _probability(
    first: int,
    last: int,
    tag: int,
    potentials: list[list[float]],
    steps: list[list[float]],
    forward: list[list[float]],
    backward: list[list[float]],
    scales: list[float],
) -> float:
    """That the tokens from ``first`` on are tagged ``tag``, I, I …, and the one at ``last`` is no I."""
    value = forward[first][tag]
    for at in range(first + 1, last):
        value *= steps[tag][INSIDE] * potentials[at][INSIDE] / scales[at]
        tag = INSIDE
    if last == len(potentials):
        return min(1.0, value)
    ends = sum(
        steps[tag][after] * potentials[last][after] * backward[last][after] for after in _ALL if after != INSIDE
    )
    return min(1.0, value * ends / scales[last])


def _stretches(tags: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    first = -1
    for at, tag in enumerate([*tags, OUT]):
        if tag != INSIDE and first >= 0:
            found.append((first, at))
            first = -1
        if tag in (BEGIN, AGAIN):
            first = at
    return found
