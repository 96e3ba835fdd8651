"""Articles shared out to train, dev and test, so that what belongs together is never parted.

Articles that have the name of a group in common, be it through others, make one bundle, and a bundle has one
split. What has a split keeps it, so that shares stay as they are while articles are added.

Bundles without one go, the largest first, where they are missed most: the share of each label and of the articles
that a split still lacks decides, after the iterative stratification of Sechidis, Tsoumakas and Vlahavas (On the
Stratification of Multi-Label Data, 2011), here for bundles instead of single examples. By date, the latest bundles
fill the test split, the latest of the rest the dev split.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from annotator.core.errors import UserError
from annotator.core.models import SPLITS

_ARTICLES = ""  # what articles are counted under, beside their labels


@dataclass(frozen=True, slots=True)
class Part:
    """One article. ``groups`` are the names of what it shares with others that it must not be parted from.

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


@dataclass(frozen=True, slots=True)
class Sharing:
    """Which split each wanted article has. ``new`` are those that had none, ``moved`` those that had another one,

    as two bundles have become one since. ``largest`` is the share of the articles that the largest bundle holds.
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

    @property
    def size(self) -> int:
        return self.counts[_ARTICLES]

    @property
    def date(self) -> str:
        return max((part.date or "" for part in self.parts), default="")


def parse_shares(text: str) -> dict[str, float]:
    """The shares of ``80/10/10`` (train/dev/test), which sum up to 1. Raises UserError."""
    try:
        numbers = [float(part.replace(",", ".")) for part in text.split("/")]
    except ValueError:
        numbers = []
    total = sum(numbers)
    if len(numbers) != len(SPLITS) or min(numbers) < 0 or not 0 < total < float("inf"):
        raise UserError(f"A split is three numbers, train/dev/test, such as 80/10/10, not {text!r}.")
    return {name: number / total for name, number in zip(SPLITS, numbers, strict=True)}


def share_out(parts: Iterable[Part], shares: Mapping[str, float], seed: int = 0, by_date: bool = False) -> Sharing:
    """Gives each wanted article a split. The same for the same articles in any order."""
    bundles = _bundles(parts, seed)
    totals: Counter[str] = Counter()
    for bundle in bundles:
        totals.update(bundle.counts)
    have: dict[str, Counter[str]] = defaultdict(Counter)
    splits: dict[int, str] = {}
    moved: list[int] = []
    free: list[_Bundle] = []
    for bundle in bundles:
        split = _kept(bundle)
        if split is None:
            free.append(bundle)
            continue
        have[split].update(bundle.counts)
        for part in bundle.parts:
            if part.wanted:
                splits[part.id] = split
            if part.wanted and part.split not in (None, split):
                moved.append(part.id)
    place = _by_date if by_date else _where_missed
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
            for group in part.groups:
                found[group].add(split)
    return sum(len(names) > 1 for names in found.values())


def _bundles(parts: Iterable[Part], seed: int) -> list[_Bundle]:
    """Articles that groups join, the largest first, then in an order that the seed and their keys alone decide."""
    above: dict[str, str] = {}

    def root(name: str) -> str:
        while above.setdefault(name, name) != name:
            above[name] = name = above[above[name]]
        return name

    listed = list(parts)
    for part in listed:
        first, *rest = part.groups or (f"\0{part.id}",)
        for other in rest:
            above[root(other)] = root(first)
    together: dict[str, list[Part]] = defaultdict(list)
    for part in listed:
        together[root(part.groups[0] if part.groups else f"\0{part.id}")].append(part)
    bundles = []
    for members in together.values():
        wanted = [part for part in members if part.wanted]
        counts: Counter[str] = Counter({_ARTICLES: len(wanted)})
        for part in wanted:
            counts.update(part.labels)
        name = min(part.key for part in members)
        # A hash, and not the order of the import, so that the same articles are shared out in the same way.
        order = blake2b(f"{seed}\0{name}".encode(errors="surrogatepass"), digest_size=8).digest()
        bundles.append(_Bundle(members, counts, order))
    return sorted(bundles, key=lambda bundle: (-bundle.size, bundle.order))


def _kept(bundle: _Bundle) -> str | None:
    """The split that the bundle has; of several train, then dev: no article that a model has seen tests it."""
    names = {part.split for part in bundle.parts if part.split is not None}
    return next((name for name in SPLITS if name in names), min(names, default=None))


Placed = Sequence[tuple[_Bundle, str]]


def _where_missed(
    free: list[_Bundle], shares: Mapping[str, float], have: dict[str, Counter[str]], totals: Counter[str]
) -> Placed:
    names = [name for name in SPLITS if shares[name] > 0]
    placed = []
    for bundle in free:

        def missing(name: str, counts: Counter[str] = bundle.counts) -> tuple[float, float]:
            """How much of its share the split lacks with the bundle, by label; articles count as much as all."""
            kinds = {kind: 1.0 for kind in counts if counts[kind]}
            if len(kinds) > 1:
                kinds[_ARTICLES] = len(kinds) - 1.0
            lack = sum(
                weight * (1 - (have[name][kind] + counts[kind]) / (shares[name] * totals[kind]))
                for kind, weight in kinds.items()
            )
            return round(lack / max(1.0, sum(kinds.values())), 9), shares[name]

        split = max(names, key=missing)
        have[split].update(bundle.counts)
        placed.append((bundle, split))
    return placed


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
