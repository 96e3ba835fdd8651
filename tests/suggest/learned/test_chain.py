"""The chain's spans and probabilities, against all sequences of tags counted one by one."""

from __future__ import annotations

from itertools import pairwise, product
from math import exp, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.learned.chain import AGAIN, BEGIN, INSIDE, OUT, Chain, Stretches

_WEIGHT = st.floats(-3, 3)
_WEIGHTS = st.tuples(_WEIGHT, _WEIGHT, _WEIGHT, _WEIGHT)
_CHAINS = st.builds(
    Chain,
    st.fixed_dictionaries({"a": _WEIGHTS, "b": _WEIGHTS}),
    st.tuples(_WEIGHTS, _WEIGHTS, _WEIGHTS, _WEIGHTS),
    st.sampled_from([0.0, 1.5]),
)
_FEATURES = st.lists(st.lists(st.sampled_from(["a", "b", "unknown"]), max_size=3), min_size=1, max_size=5)


def weighed(chain: Chain, features: list[list[str]]) -> dict[tuple[int, ...], float]:
    """Each possible sequence of tags with its weight."""
    found = {}
    for tags in product(range(4), repeat=len(features)):
        impossible = tags[0] in (INSIDE, AGAIN) or (OUT, INSIDE) in pairwise(tags)
        if not impossible:
            states = sum(
                chain.states.get(feature, (0.0,) * 4)[tag]
                for tag, item in zip(tags, features, strict=True)
                for feature in item
            )
            steps = sum(chain.steps[a][b] for a, b in pairwise(tags))
            found[tags] = exp(states + steps - chain.boldness * tags.count(OUT))
    return found


def spans(tags: tuple[int, ...]) -> list[Stretches]:
    found: list[list[list[int]]] = []
    for at, tag in enumerate(tags):
        if tag == BEGIN or (tag == AGAIN and not found):
            found.append([[at, at + 1]])
        elif tag == AGAIN:
            found[-1].append([at, at + 1])
        elif tag == INSIDE:
            found[-1][-1][1] = at + 1
    return [tuple((a, b) for a, b in one) for one in found]


@given(_CHAINS, _FEATURES)
def test_the_best_tags_are_found(chain: Chain, features: list[list[str]]) -> None:
    weights = weighed(chain, features)
    most = max(weights.values())
    best = [spans(tags) for tags, weight in weights.items() if weight > most * (1 - 1e-9)]
    found = [one.stretches for one in chain.find(features)]
    assert found in best
    assert chain.places(chain.potentials(features)) == found


@given(_CHAINS, _FEATURES)
def test_a_probability_is_the_share_of_all_sequences_with_that_stretch(
    chain: Chain, features: list[list[str]]
) -> None:
    weights = weighed(chain, features)
    for number, (stretches, probability) in enumerate(chain.find(features)):
        # The very first may begin with C, as there is none before it that it could go on.
        for first_tag in (BEGIN, AGAIN)[: 1 if number else 2]:
            shares = [
                share_of(weights, first, last, AGAIN if n else first_tag)
                for n, (first, last) in enumerate(stretches)
            ]
            if probability == pytest.approx(prod(shares), rel=1e-6):
                break
        else:
            pytest.fail(f"{probability} is not the share of {stretches}")


def share_of(weights: dict[tuple[int, ...], float], first: int, last: int, begin: int) -> float:
    """The share of the sequences in which just these tokens are a stretch."""
    stretch = (begin, *[INSIDE] * (last - first - 1))
    right = (
        weight
        for tags, weight in weights.items()
        if tags[first:last] == stretch and tags[last : last + 1] != (INSIDE,)
    )
    return sum(right) / sum(weights.values())


def test_a_long_text_loses_no_numbers() -> None:
    chain = Chain({"x": (0.0, 9.0, -9.0, -9.0)}, [(-50.0, 5.0, 0.0, -50.0)] * 4)
    found = chain.find([["x"] if n % 3 == 0 else [] for n in range(30_000)])
    assert len(found) > 9_999
    assert all(0 < one.probability <= 1 for one in found)


def test_nothing_is_found_in_nothing() -> None:
    assert Chain({}, [(0.0,) * 4] * 4).find([]) == []
