"""What was learned, with how well it does; as bytes, too."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from math import isfinite
from typing import Any

import orjson

from annotator.core.errors import UserError
from annotator.suggest.evaluation import Score
from annotator.suggest.learned.chain import TAGS, Chain, Weights
from annotator.suggest.learned.sieving import Sieve

_MAGIC = b"annotator-learned 1\n"
_LARGEST = 100_000_000  # bytes of a model that is unpacked
_HEAVIEST = 60.0  # no weight lies beyond ±10; e to the power of some such is still a number
_BAD = "The model of this project is damaged or no model; train it anew (annotator learn)."


@dataclass(slots=True)
class Rating:
    """How a label, or a choice attribute of one, did in cross-validation, beside the rules.

    Of labels ``learned`` and ``rules`` count spans that are exactly right, of attributes values that are. ``why``
    says why it is not kept, "" where it is.
    """

    name: str
    learned: Score
    rules: Score
    why: str = ""

    @property
    def kept(self) -> bool:
        return not self.why


@dataclass(slots=True)
class Labeller:
    """Finds the spans of one label, and tells which of the rules' are right.

    ``calibration`` has points (probability, share that was right) in order. Without a chain it finds nothing more
    than the rules do, without a sieve none of the rules' proposals counts.
    """

    chain: Chain | None
    calibration: tuple[tuple[float, float], ...] = ()
    sieve: Sieve | None = None

    def score(self, probability: float) -> float:
        """How likely a proposal is right, by what cross-validation saw of such probabilities."""
        return interpolated(self.calibration, probability)


@dataclass(slots=True)
class Chooser:
    """Tells the value of a choice attribute by a span's features."""

    values: tuple[str, ...]
    weights: Mapping[str, Weights]

    def choose(self, features: list[str]) -> str:
        totals = [0.0] * len(self.values)
        for feature in features:
            for n, weight in enumerate(self.weights.get(feature, ())):
                totals[n] += weight
        return self.values[max(range(len(totals)), key=totals.__getitem__)]


@dataclass(slots=True)
class Model:
    """What was learned of a project: labellers by label, choosers by label and attribute.

    ``articles`` are the ids of those that it was trained on, ``stacks_on`` the suggesters whose proposals it knows
    as features, by name. ``version`` tells models apart: equal ones are of the same content.
    """

    codebook: str
    articles: tuple[int, ...]
    stacks_on: tuple[str, ...]
    ratings: list[Rating]
    labellers: dict[str, Labeller] = field(default_factory=dict)
    choosers: dict[tuple[str, str], Chooser] = field(default_factory=dict)
    version: str = ""

    @property
    def kept(self) -> list[Rating]:
        return [rating for rating in self.ratings if rating.kept]

    def rating(self, name: str) -> Rating | None:
        return next((rating for rating in self.ratings if rating.name == name), None)

    def as_bytes(self) -> bytes:
        """The model as the project keeps it; sets ``version``."""
        packed = zlib.compress(orjson.dumps(self._data(), option=orjson.OPT_SORT_KEYS), 6)
        digest = hashlib.sha256(packed).hexdigest()
        self.version = digest[:12]
        return _MAGIC + digest.encode() + b"\n" + packed

    def _data(self) -> dict[str, Any]:
        return {
            "codebook": self.codebook,
            "articles": self.articles,
            "stacks_on": self.stacks_on,
            "ratings": [asdict(rating) for rating in self.ratings],
            "labellers": {
                label: {
                    "chain": asdict(one.chain) if one.chain else None,
                    "calibration": one.calibration,
                    "sieve": asdict(one.sieve) if one.sieve else None,
                }
                for label, one in self.labellers.items()
            },
            "choosers": [
                {"label": label, "attribute": name, "values": one.values, "weights": one.weights}
                for (label, name), one in sorted(self.choosers.items())
            ],
        }

    @classmethod
    def from_bytes(cls, data: bytes) -> Model:
        """Raises UserError if these are not bytes of a model; it need not be one of this program's making."""
        head, digest, packed = data[: len(_MAGIC)], data[len(_MAGIC) :][:64], data[len(_MAGIC) + 65 :]
        if head != _MAGIC or hashlib.sha256(packed).hexdigest().encode() != digest:
            raise UserError(_BAD)
        unpacking = zlib.decompressobj()
        try:
            text = unpacking.decompress(packed, _LARGEST)
            if not unpacking.eof:
                raise UserError(_BAD)
            return _model(orjson.loads(text), digest[:12].decode())
        except (zlib.error, orjson.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
            raise UserError(_BAD) from error


def _model(data: dict[str, Any], version: str) -> Model:
    return Model(
        str(data["codebook"]),
        tuple(int(article) for article in data["articles"]),
        tuple(str(name) for name in data["stacks_on"]),
        [
            Rating(str(one["name"]), Score(**one["learned"]), Score(**one["rules"]), str(one["why"]))
            for one in data["ratings"]
        ],
        {str(label): _labeller(one) for label, one in data["labellers"].items()},
        {(str(one["label"]), str(one["attribute"])): _chooser(one) for one in data["choosers"]},
        version,
    )


def _labeller(data: dict[str, Any]) -> Labeller:
    chain = None if data["chain"] is None else _chain(data["chain"])
    points = tuple((float(x), min(1.0, max(0.0, float(y)))) for x, y in data["calibration"])
    if (chain and not points) or any(not isfinite(x) for x, _ in points):
        raise ValueError("no calibration")
    return Labeller(chain, points, None if data["sieve"] is None else _sieve(data["sieve"]))


def _chain(data: dict[str, Any]) -> Chain:
    steps = [_weights(row, len(TAGS)) for row in data["steps"]]
    if len(steps) != len(TAGS):
        raise ValueError("not a row for each tag")
    (boldness,) = _weights([data["boldness"]], 1)
    states = {str(feature): _weights(row, len(TAGS)) for feature, row in data["states"].items()}
    return Chain(states, steps, boldness)


def _sieve(data: dict[str, Any]) -> Sieve:
    weights = {str(name): _weights([weight], 1)[0] for name, weight in data["weights"].items()}
    return Sieve(weights, _weights([data["least"]], 1)[0])


def _chooser(data: dict[str, Any]) -> Chooser:
    values = tuple(str(value) for value in data["values"])
    if not values:
        raise ValueError("no values")
    return Chooser(values, {str(name): _weights(row, len(values)) for name, row in data["weights"].items()})


def _weights(row: Any, number: int) -> Weights:
    found = tuple(max(-_HEAVIEST, min(_HEAVIEST, float(weight))) for weight in row)
    if len(found) != number or not all(isfinite(weight) for weight in found):
        raise ValueError("not a weight for each tag")
    return found


def interpolated(points: tuple[tuple[float, float], ...], at: float) -> float:
    """The value at ``at`` of the line through points in order; beyond its ends, the end's."""
    before = points[0]
    for point in points:
        if at <= point[0]:
            width = point[0] - before[0]
            share = (at - before[0]) / width if width > 0 else 1.0
            return before[1] + max(0.0, share) * (point[1] - before[1])
        before = point
    return before[1]
