"""Whether what was learned is better than what there was, and how far its probabilities can be trusted."""

from __future__ import annotations

import random
from collections.abc import Sequence

from annotator.suggest.evaluation import Score

Counts = tuple[int, int, int]  # gold, suggested, right: of one article

_SAMPLES = 400
_SURE = 0.95
_BINS = 8
_LEAST_IN_BIN = 10


def total(counts: Sequence[Counts]) -> Score:
    """The score of several articles."""
    score = Score()
    for one in counts:
        score.add(*one)
    return score


def is_better(learned: Sequence[Counts], before: Sequence[Counts]) -> bool:
    """Whether F1 over the same articles is higher, and by more than noise.

    By a paired bootstrap over articles (Berg-Kirkpatrick, Burkett, Klein: An Empirical Investigation of
    Statistical Significance in NLP, EMNLP 2012): of 400 samples, it is higher in at least 95 %.
    """
    if total(learned).f1 <= total(before).f1:
        return False
    if not any(suggested for _, suggested, _ in before):
        return True
    chance = random.Random(0)
    numbers = range(len(learned))
    wins = 0
    for _ in range(_SAMPLES):
        drawn = chance.choices(numbers, k=len(numbers))
        wins += _f1(learned, drawn) > _f1(before, drawn)
    return wins >= _SURE * _SAMPLES


def _f1(counts: Sequence[Counts], drawn: Sequence[int]) -> float:
    gold = suggested = right = 0
    for n in drawn:
        one = counts[n]
        gold += one[0]
        suggested += one[1]
        right += one[2]
    return 2 * right / (gold + suggested) if right else 0.0


def calibrate(seen: Sequence[tuple[float, bool]]) -> tuple[tuple[float, float], ...]:
    """Points (probability, share that was right), the shares never falling; from at most 8 bins of equal number.

    Each share begins with one right and one wrong (Laplace), lest a few cases make certainty. Falling neighbours
    are pooled (Ayer et al. 1955).
    """
    ordered = sorted(seen)
    bins = max(1, min(_BINS, len(ordered) // _LEAST_IN_BIN))
    pools: list[tuple[float, float, int]] = []  # sum of probabilities, right ones, number
    for n in range(bins):
        part = ordered[len(ordered) * n // bins : len(ordered) * (n + 1) // bins]
        pools.append((sum(p for p, _ in part), float(sum(right for _, right in part)), len(part)))
        while len(pools) > 1 and _share(pools[-2]) > _share(pools[-1]):
            last, before = pools.pop(), pools.pop()
            pools.append((before[0] + last[0], before[1] + last[1], before[2] + last[2]))
    return tuple(
        (round(p / number, 3) if number else 0.5, round(_share((p, r, number)), 3)) for p, r, number in pools
    )


def _share(pool: tuple[float, float, int]) -> float:
    return (pool[1] + 1) / (pool[2] + 2)
