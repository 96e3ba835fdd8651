"""Articles shared out to train, dev and test, so that what belongs together is never parted.

Articles that have the name of a group in common, be it through others, make one bundle, and a bundle has one
split. What has a split keeps it, so that shares stay as they are while articles are added; near-duplicates alone
are brought together again where they are in two splits by now.

The others are stratified after Sechidis, Tsoumakas and Vlahavas (On the Stratification of Multi-Label Data, 2011),
here bundles instead of single examples: those with the rarest label first, each goes to the split that lacks most
of that label and has room for its articles; large ones before all. In a small corpus, where one article may have
half of a label, bundles of one size then change places while that helps. By date, the latest bundles fill the test
split, the latest of the rest the dev split.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from annotator.core.errors import UserError
from annotator.core.models import SPLITS

PLAN = "split plan"
"""What a project keeps under this name: how its articles were shared out."""

_ARTICLES = ""  # what articles are counted under, beside their labels
_ROUNDED = 0.5 + 1e-9  # so many articles more than its share a split may have, as shares are seldom whole numbers
_SMALL = 300  # bundles; beyond, each is too little to matter, and pairs are too many
_GAIN = 1e-9


@dataclass(frozen=True, slots=True)
class Part:
    """One article. ``groups`` are the names of what it shares with others that it must not be parted from.

    ``alike`` are those of its near-duplicates, which move with one another even out of a split that they have.
    ``labels`` are the numbers of its spans by label, ``date`` ISO 8601 or None, ``split`` what it has already.
    One that is not ``wanted`` only keeps others of its groups in its split.
    """

    id: int
    key: str
    groups: tuple[str, ...] = ()
    labels: Mapping[str, int] = field(default_factory=dict)
    date: str | None = None
    split: str | None = None
    wanted: bool = True
    alike: tuple[str, ...] = ()

    @property
    def ties(self) -> tuple[str, ...]:
        """All that it shares with others."""
        return self.alike + self.groups


@dataclass(frozen=True, slots=True)
class Sharing:
    """Which split each wanted article has. ``new`` are those that had none, ``moved`` those that had another one,

    as near-duplicates were found since. ``largest`` is the share of the articles that the largest bundle holds.
    """

    splits: Mapping[int, str]
    new: tuple[int, ...]
    moved: tuple[int, ...]
    largest: float


@dataclass(slots=True)
class _Bundle:
    parts: list[Part]
    counts: Counter[str]
    order: bytes
    labels: tuple[str, ...]

    @property
    def size(self) -> int:
        return self.counts[_ARTICLES]

    @property
    def date(self) -> str:
        return max((part.date or "" for part in self.parts), default="")


def parse_shares(text: str) -> dict[str, float]:
    """The shares of ``80/10/10`` (train/dev/test), which sum up to 1. Raises UserError."""
    numbers = _numbers(text)
    total = sum(numbers)
    if len(numbers) != len(SPLITS) or min(numbers) < 0 or not 0 < total < float("inf"):
        raise UserError(f"A split is three numbers, train/dev/test, such as 80/10/10, not {text!r}.")
    return {name: number / total for name, number in zip(SPLITS, numbers, strict=True)}


def told_shares(text: str) -> str | None:
    """What :func:`parse_shares` makes of numbers that sum up to neither 1 nor 100, in percent; None of others."""
    if any(math.isclose(sum(_numbers(text)), whole, rel_tol=1e-6) for whole in (1, 100)):
        return None
    return "/".join(f"{share * 100:.1f}".removesuffix(".0") for share in parse_shares(text).values())


def _numbers(text: str) -> list[float]:
    try:
        return [float(part.replace(",", ".")) for part in text.split("/")]
    except ValueError:
        return []


def share_out(parts: Iterable[Part], shares: Mapping[str, float], seed: int = 0, by_date: bool = False) -> Sharing:
    """Gives each wanted article a split. The same for the same articles in any order."""
    bundles = _bundles([(part, part.ties) for part in parts], seed)
    totals: Counter[str] = Counter()
    for bundle in bundles:
        totals.update(bundle.counts)
    have: dict[str, Counter[str]] = defaultdict(Counter)
    splits: dict[int, str] = {}
    moved: list[int] = []
    free: list[_Bundle] = []
    for bundle in bundles:
        if _kept(bundle) is None:
            free.append(bundle)
        for one, split in _kept_splits(bundle, seed):
            have[split].update(one.counts)
            for part in one.parts:
                if part.wanted:
                    splits[part.id] = split
                if part.wanted and part.split not in (None, split):
                    moved.append(part.id)
    place = _by_date if by_date else _stratified
    for bundle, split in place(free, shares, have, totals):
        splits.update({part.id: split for part in bundle.parts if part.wanted})
    new = tuple(sorted(p.id for b in bundles for p in b.parts if p.wanted and p.split is None))
    largest = max((bundle.size for bundle in bundles), default=0)
    return Sharing(splits, new, tuple(sorted(moved)), largest / max(1, totals[_ARTICLES]))


def crossing(parts: Iterable[Part], splits: Mapping[int, str]) -> int:
    """How many groups have articles in more than one split."""
    found: dict[str, set[str]] = defaultdict(set)
    for part in parts:
        split = splits.get(part.id, part.split)
        if split is not None:
            for group in part.ties:
                found[group].add(split)
    return sum(len(names) > 1 for names in found.values())


def _bundles(parts: Iterable[tuple[Part, tuple[str, ...]]], seed: int) -> list[_Bundle]:
    """Articles that names join, the largest first, then in an order that the seed and their keys alone decide."""
    above: dict[str, str] = {}

    def root(name: str) -> str:
        while above.setdefault(name, name) != name:
            above[name] = name = above[above[name]]
        return name

    listed = [(part, names or (f"\0{part.id}",)) for part, names in parts]
    for _, (first, *rest) in listed:
        for other in rest:
            above[root(other)] = root(first)
    together: dict[str, list[Part]] = defaultdict(list)
    for part, names in listed:
        together[root(names[0])].append(part)
    bundles = []
    for members in together.values():
        wanted = [part for part in members if part.wanted]
        counts: Counter[str] = Counter({_ARTICLES: len(wanted)})
        for part in wanted:
            counts.update(part.labels)
        name = min(part.key for part in members)
        # A hash, and not the order of the import, so that the same articles are shared out in the same way.
        order = blake2b(f"{seed}\0{name}".encode(errors="surrogatepass"), digest_size=8).digest()
        labels = tuple(sorted(label for label, number in counts.items() if number and label != _ARTICLES))
        bundles.append(_Bundle(members, counts, order, labels))
    return sorted(bundles, key=lambda bundle: (-bundle.size, bundle.order))


def _kept(bundle: _Bundle) -> str | None:
    """The split that the bundle has; of several train, then dev: no article that a model has seen tests it."""
    names = {part.split for part in bundle.parts if part.split is not None}
    return next((name for name in SPLITS if name in names), min(names, default=None))


def _kept_splits(bundle: _Bundle, seed: int) -> Iterator[tuple[_Bundle, str]]:
    """The parts of a bundle of which some have splits, each with its own.

    Where these are several, as what stays together was another thing before, near-duplicates alone have one.
    """
    first = _kept(bundle)
    if first is None:
        return
    is_whole = len({part.split for part in bundle.parts if part.split is not None}) == 1
    for one in [bundle] if is_whole else _bundles([(part, part.alike) for part in bundle.parts], seed):
        yield one, _kept(one) or first


Placed = Sequence[tuple[_Bundle, str]]


def _stratified(
    free: list[_Bundle], shares: Mapping[str, float], have: dict[str, Counter[str]], totals: Counter[str]
) -> Placed:
    needs = _Needs(shares, have, totals)
    left = Counter(label for bundle in free for label in bundle.labels)
    splits: dict[int, str] = {}

    def place(n: int, kind: str) -> None:
        splits[n] = needs.place(free[n], kind)
        left.subtract(free[n].labels)

    def rarity(label: str) -> tuple[int, str]:
        return left[label], label

    # What is large for the smallest split would find no room once small ones have been placed.
    large = max(1.0, needs.smallest / 2)
    for n, bundle in enumerate(free):
        if bundle.size > large:
            place(n, min(bundle.labels, key=rarity, default=_ARTICLES))
    holding: dict[str, list[int]] = defaultdict(list)
    for n, bundle in enumerate(free):
        for label in bundle.labels:
            holding[label].append(n)
    while holding:
        rarest = min(holding, key=rarity)
        for n in holding.pop(rarest):
            if n not in splits:
                place(n, rarest)
    for n in range(len(free)):
        if n not in splits:
            place(n, _ARTICLES)
    if len(free) <= _SMALL:
        _exchange(free, splits, needs)
    return [(bundle, splits[n]) for n, bundle in enumerate(free)]


class _Needs:
    """How many articles, and spans of each label, each split lacks of its share."""

    def __init__(
        self, shares: Mapping[str, float], have: Mapping[str, Counter[str]], totals: Counter[str]
    ) -> None:
        self._shares = {name: share for name, share in shares.items() if share > 0}
        self._totals = totals
        self._lack = {
            name: {kind: share * total - have[name][kind] for kind, total in totals.items()}
            for name, share in self._shares.items()
        }

    @property
    def smallest(self) -> float:
        """How many articles the smallest split is to have."""
        return min(self._shares.values()) * self._totals[_ARTICLES]

    def place(self, bundle: _Bundle, kind: str) -> str:
        """Puts the bundle where most of ``kind`` is lacking and there is room; without room, most articles."""
        room = [n for n, lack in self._lack.items() if bundle.size <= lack[_ARTICLES] + _ROUNDED]
        lacking = kind if room else _ARTICLES
        split = max(room or self._lack, key=lambda name: self._rank(name, lacking))
        for what, number in bundle.counts.items():
            self._lack[split][what] -= number
        return split

    def _rank(self, name: str, kind: str) -> tuple[float, ...]:
        lack = self._lack[name]
        return round(lack[kind], 9), round(lack[_ARTICLES], 9), self._shares[name]

    def exchange(self, one: str, other: str, more: Mapping[str, int]) -> bool:
        """Lets ``one`` have so many more spans of ``other``, by label, if that brings both nearer their shares."""
        here, there = self._lack[one], self._lack[other]
        gain = sum(
            n * (here[label] - there[label] - n) / self._totals[label] ** 2 for label, n in more.items() if n
        )
        if gain < _GAIN:
            return False
        for label, n in more.items():
            here[label] -= n
            there[label] += n
        return True


def _exchange(free: list[_Bundle], splits: dict[int, str], needs: _Needs) -> None:
    """Bundles of one size change places while that brings labels nearer to their shares."""
    changed = True
    while changed:
        changed = False
        for n, one in enumerate(free):
            for m in range(n + 1, len(free)):
                other = free[m]
                if other.size != one.size:
                    break  # they are in the order of their sizes
                if splits[n] == splits[m]:
                    continue
                more = {label: other.counts[label] - one.counts[label] for label in (*one.labels, *other.labels)}
                if needs.exchange(splits[n], splits[m], more):
                    splits[n], splits[m] = splits[m], splits[n]
                    changed = True


def _by_date(
    free: list[_Bundle], shares: Mapping[str, float], have: dict[str, Counter[str]], totals: Counter[str]
) -> Placed:
    """The latest to test, the latest of the rest to dev, all else, and what has no date, to train."""
    number = totals[_ARTICLES]
    placed = []
    rest = sorted(free, key=lambda bundle: (bundle.date, bundle.order), reverse=True)
    for split in ("test", "dev"):
        while rest and rest[0].date and have[split][_ARTICLES] + rest[0].size / 2 <= shares[split] * number:
            bundle = rest.pop(0)
            have[split].update(bundle.counts)
            placed.append((bundle, split))
    last = "train" if shares["train"] > 0 else max(SPLITS, key=lambda name: shares[name])
    return [*placed, *((bundle, last) for bundle in rest)]
