"""Better by more than noise, and probabilities that can be trusted."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.learned.judging import Counts, calibrate, is_better, total
from annotator.suggest.learned.model import interpolated


def test_better_in_nearly_all_articles_is_better() -> None:
    assert is_better([(2, 2, 2)] * 20, [(2, 2, 1)] * 20)
    assert not is_better([(2, 2, 1)] * 20, [(2, 2, 2)] * 20)
    assert not is_better([(2, 2, 1)] * 20, [(2, 2, 1)] * 20)


def test_better_by_one_article_is_noise() -> None:
    before: list[Counts] = [(2, 2, 1)] * 20
    assert total([(2, 2, 2), *before[1:]]).f1 > total(before).f1
    assert not is_better([(2, 2, 2), (2, 2, 0), (2, 2, 2), *before[3:]], before)


def test_anything_is_better_than_nothing() -> None:
    assert is_better([(1, 1, 1), (3, 0, 0)], [(1, 0, 0), (3, 0, 0)])
    assert not is_better([(1, 1, 0)], [(1, 0, 0)])


def test_what_was_right_in_three_of_four_scores_so() -> None:
    chance = random.Random(5)
    seen = [(p := chance.random(), chance.random() < p / 2) for _ in range(4_000)]
    points = calibrate(seen)
    for at in (0.2, 0.5, 0.8):
        assert abs(interpolated(points, at) - at / 2) < 0.08


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60))
def test_scores_never_fall_and_never_are_certain(seen: list[tuple[float, bool]]) -> None:
    points = calibrate(seen)
    assert points
    scores = [interpolated(points, n / 20) for n in range(21)]
    assert scores == sorted(scores)
    assert all(0 < score < 1 for score in scores)
