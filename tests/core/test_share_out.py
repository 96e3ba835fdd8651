"""Shares, groups that are never parted, and what was shared out before."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.errors import UserError
from annotator.core.splitting import Part, Sharing, crossing, parse_shares, share_out, told_shares

SHARES = {"train": 0.8, "dev": 0.1, "test": 0.1}


def singles(number: int, first: int = 1) -> list[Part]:
    return [Part(n, f"k{n}") for n in range(first, first + number)]


def sizes(sharing: Sharing) -> Counter[str]:
    return Counter(sharing.splits.values())


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("80/10/10", SHARES),
        ("0.8/0.1/0.1", SHARES),
        ("8/1/1", SHARES),
        ("1/0/1", {"train": 0.5, "dev": 0.0, "test": 0.5}),
    ],
)
def test_shares_are_read(text: str, shares: dict[str, float]) -> None:
    assert parse_shares(text) == pytest.approx(shares)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("80/10/10", None),
        ("0.8/0.1/0.1", None),
        ("33.3/33.3/33.4", None),
        ("80/20/10", "72.7/18.2/9.1"),
        ("8/1/1", "80/10/10"),
    ],
)
def test_what_is_made_of_other_sums_is_told(text: str, told: str | None) -> None:
    assert told_shares(text) == told


@pytest.mark.parametrize("text", ["", "80/20", "80/10/10/0", "a/b/c", "0/0/0", "-1/1/1", "inf/1/1", "nan/1/1"])
def test_other_shares_are_refused(text: str) -> None:
    with pytest.raises(UserError, match="three numbers"):
        parse_shares(text)


def test_single_articles_get_their_shares_exactly() -> None:
    assert sizes(share_out(singles(100), SHARES)) == {"train": 80, "dev": 10, "test": 10}
    assert sizes(share_out(singles(100), {"train": 0.5, "dev": 0.0, "test": 0.5})) == {"train": 50, "test": 50}


def test_the_seed_decides_and_the_order_does_not() -> None:
    parts = singles(60)
    first = share_out(parts, SHARES, seed=1).splits
    shuffled = random.Random(3).sample(parts, len(parts))
    assert share_out(shuffled, SHARES, seed=1).splits == first
    assert share_out(parts, SHARES, seed=2).splits != first


def test_what_has_a_split_keeps_it_when_articles_are_added() -> None:
    before = share_out(singles(50), SHARES)
    frozen = [Part(n, f"k{n}", split=split) for n, split in before.splits.items()]
    after = share_out([*frozen, *singles(50, 51)], SHARES)
    assert {n: after.splits[n] for n in before.splits} == before.splits
    assert after.new == tuple(range(51, 101))
    assert not after.moved
    assert sizes(after) == {"train": 80, "dev": 10, "test": 10}


def test_a_copy_of_a_test_article_is_tested_on() -> None:
    parts = [Part(1, "a", ("g",), split="test"), Part(2, "b", ("g",)), *singles(20, 3)]
    assert share_out(parts, SHARES).splits[2] == "test"


def test_two_bundles_that_become_one_go_to_train() -> None:
    """An update that is like both joins them: what was trained on must not be tested on."""
    one, other = Part(1, "a", split="test", alike=("g",)), Part(2, "b", split="train", alike=("h",))
    parts = [one, other, Part(3, "c", alike=("g", "h"))]
    sharing = share_out(parts, SHARES)
    assert sharing.splits == {1: "train", 2: "train", 3: "train"}
    assert sharing.moved == (1,)
    assert crossing(parts, sharing.splits) == 0


def test_what_has_a_split_stays_there_whatever_stays_together_from_now_on() -> None:
    """A set to test with is not emptied as sources shall not be parted any more, which many are already."""
    parts = [
        *(
            Part(n, f"k{n}", ("source:a",), split=split)
            for n, split in enumerate(["train", "dev", "test", "test"])
        ),
        Part(4, "new", ("source:a",)),
        Part(5, "copy", ("source:a",), split="dev", alike=("g",)),
        Part(6, "other", split="train", alike=("g",)),
    ]
    sharing = share_out(parts, SHARES)
    assert sharing.splits == {0: "train", 1: "dev", 2: "test", 3: "test", 4: "train", 5: "train", 6: "train"}
    assert (sharing.new, sharing.moved) == ((4,), (5,))
    assert crossing(parts, sharing.splits) == 1


def test_articles_that_are_not_wanted_hold_their_group_and_get_nothing() -> None:
    parts = [Part(1, "a", ("g",), split="dev", wanted=False), Part(2, "b", ("g",)), Part(3, "c", wanted=False)]
    assert share_out(parts, SHARES).splits == {2: "dev"}


def test_splits_of_other_names_are_kept() -> None:
    assert share_out([Part(1, "a", split="validation")], SHARES).splits == {1: "validation"}


def test_labels_are_shared_out_as_the_articles_are() -> None:
    rare = [Part(n, f"r{n}", labels={"CLAIM": 5, "ACTOR": 2}) for n in range(20)]
    usual = [Part(n, f"u{n}", labels={"ACTOR": 3}) for n in range(20, 200)]
    sharing = share_out([*rare, *usual], SHARES)
    claims = Counter(sharing.splits[part.id] for part in rare)
    assert claims == {"train": 16, "dev": 2, "test": 2}
    assert sizes(sharing) == {"train": 160, "dev": 20, "test": 20}


def test_a_bundle_that_is_most_of_the_corpus_goes_to_train_and_is_told_of() -> None:
    parts = [*(Part(n, f"b{n}", ("source:a",)) for n in range(70)), *singles(30, 100)]
    sharing = share_out(parts, SHARES)
    assert {sharing.splits[n] for n in range(70)} == {"train"}
    assert sharing.largest == pytest.approx(0.7)
    assert sizes(sharing) == {"train": 80, "dev": 10, "test": 10}


def test_by_date_the_latest_are_tested_on() -> None:
    dated = [Part(n, f"k{n}", date=f"2025-01-{n:02}") for n in range(1, 11)]
    undated = [Part(n, f"k{n}") for n in range(11, 21)]
    sharing = share_out([*dated, *undated], SHARES, by_date=True)
    assert {n for n, split in sharing.splits.items() if split == "test"} == {9, 10}
    assert {n for n, split in sharing.splits.items() if split == "dev"} == {7, 8}


def test_by_date_a_bundle_is_as_late_as_its_latest() -> None:
    parts = [Part(n, f"k{n}", date=f"2025-01-{n:02}") for n in range(2, 11)]
    parts += [Part(1, "k1", ("g",), date="2025-01-01"), Part(11, "k11", ("g",), date="2025-02-01")]
    sharing = share_out(parts, {"train": 0.8, "dev": 0.0, "test": 0.2}, by_date=True)
    assert {n for n, split in sharing.splits.items() if split == "test"} == {1, 11}


def _of(names: list[str], some: str) -> tuple[str, ...]:
    return tuple(name for name in names if name in some)


parts_strategy = st.lists(
    st.tuples(
        st.lists(st.sampled_from("abcdefgh"), max_size=3, unique=True),
        st.dictionaries(st.sampled_from(["ACTOR", "QUOTE"]), st.integers(0, 9)),
        st.sampled_from([None, None, None, "train", "dev", "test", "validation"]),
        st.sampled_from([None, "2025-01-01", "2024", "2025-06"]),
        st.booleans(),
    ),
    max_size=40,
).map(
    lambda rows: [
        Part(n, f"k{n}", _of(groups, "efgh"), labels, date, split, wanted, _of(groups, "abcd"))
        for n, (groups, labels, split, date, wanted) in enumerate(rows)
    ]
)


@given(parts_strategy, st.integers(0, 3), st.booleans())
def test_near_duplicates_are_never_parted_and_alone_move(parts: list[Part], seed: int, by_date: bool) -> None:
    sharing = share_out(parts, SHARES, seed, by_date)
    wanted = [part for part in parts if part.wanted]
    assert sharing.splits.keys() == {part.id for part in wanted}
    assert crossing([replace(part, groups=()) for part in wanted], sharing.splits) == 0
    if all(part.split is None for part in parts):
        assert crossing(wanted, sharing.splits) == 0
    assert all(part.alike for part in wanted if part.id in sharing.moved)
    assert set(sharing.new) == {part.id for part in wanted if part.split is None}
    assert set(sharing.moved) == {part.id for part in wanted if part.split not in (None, sharing.splits[part.id])}
    # What came out is in force from then on.
    again = share_out(
        [replace(p, split=sharing.splits.get(p.id, p.split)) for p in parts],
        SHARES,
        seed + 1,
    )
    stays = {p.id for p in wanted if all(q.wanted for q in parts)}
    assert {n: again.splits[n] for n in stays} == {n: sharing.splits[n] for n in stays}


@st.composite
def small_corpora(draw: st.DrawFn) -> list[Part]:
    """Articles of which a few have most of the labels, some of them together in groups."""
    parts = []
    for n in range(draw(st.integers(5, 40))):
        rich = draw(st.sampled_from([1, 1, 1, 12]))
        labels = draw(st.dictionaries(st.sampled_from(["ACTOR", "QUOTE", "CLAIM", "CUE"]), st.integers(0, 4)))
        group = draw(st.sampled_from([None, None, None, "a", "b", "c", "d"]))
        parts.append(Part(n, f"k{n}", (group,) if group else (), {k: v * rich for k, v in labels.items()}))
    return parts


MOST_SHARES = st.sampled_from(
    [SHARES, parse_shares("60/20/20"), parse_shares("50/0/50"), parse_shares("34/33/33")]
)


@given(small_corpora(), MOST_SHARES, st.integers(0, 3))
def test_shares_hold_as_well_as_bundles_allow(parts: list[Part], shares: dict[str, float], seed: int) -> None:
    """No split has more than its share by a whole bundle, however the labels lie."""
    made = share_out(parts, shares, seed)
    largest = round(made.largest * len(parts))
    found = sizes(made)
    for split, share in shares.items():
        assert found[split] <= share * len(parts) + max(0.5, largest) + 1e-9
        assert share or not found[split]
    if largest == 1:
        assert all(abs(found[split] - share * len(parts)) <= 1.5 for split, share in shares.items())


def imbalance(parts: list[Part], splits: dict[int, str], shares: dict[str, float]) -> float:
    """How far the labels are from their shares, squared."""
    have: dict[str, Counter[str]] = {split: Counter() for split in shares}
    for part in parts:
        have[splits[part.id]].update(part.labels)
    totals = sum(have.values(), Counter())
    return sum((have[split][k] / n - share) ** 2 for k, n in totals.items() for split, share in shares.items())


@given(small_corpora(), MOST_SHARES, st.randoms(use_true_random=False))
def test_labels_lie_nearer_to_their_shares_than_by_chance(
    parts: list[Part], shares: dict[str, float], chance: random.Random
) -> None:
    """Chance puts as many bundles of each size into each split."""
    made = dict(share_out(parts, shares).splits)
    bundles: dict[str, list[Part]] = {}
    for part in parts:
        bundles.setdefault(part.groups[0] if part.groups else part.key, []).append(part)
    alike: dict[int, list[list[Part]]] = {}
    for bundle in bundles.values():
        alike.setdefault(len(bundle), []).append(bundle)
    by_chance = []
    for _ in range(50):
        splits = {}
        for same in alike.values():
            names = [made[bundle[0].id] for bundle in same]
            chance.shuffle(names)
            splits.update({p.id: name for bundle, name in zip(same, names, strict=True) for p in bundle})
        by_chance.append(imbalance(parts, splits, shares))
    assert imbalance(parts, made, shares) <= sum(by_chance) / len(by_chance) + 1e-9


def test_what_has_most_labels_does_not_all_go_to_train() -> None:
    rich = [Part(n, f"r{n}", labels={"QUOTE": 20 + n, "ACTOR": 30}) for n in range(5)]
    poor = [Part(n, f"p{n}", labels={"QUOTE": 1, "ACTOR": 2}) for n in range(5, 20)]
    for seed in range(5):
        made = share_out([*rich, *poor], parse_shares("60/20/20"), seed)
        assert sizes(made) == {"train": 12, "dev": 4, "test": 4}
        assert Counter(made.splits[part.id] for part in rich) == {"train": 3, "dev": 1, "test": 1}
