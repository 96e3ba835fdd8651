"""Models as bytes, their own and others'."""

from __future__ import annotations

import hashlib
import zlib
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.errors import UserError
from annotator.suggest.evaluation import Score
from annotator.suggest.learned.chain import Chain
from annotator.suggest.learned.model import Chooser, Labeller, Model, Rating
from annotator.suggest.learned.sieving import Sieve

_ROW = (0.0, 1.5, -1.0, 0.0)


def model() -> Model:
    return Model(
        "news@1",
        (1, 2),
        ("quotes",),
        [Rating("SHIP", Score(4, 3, 2), Score()), Rating("CUE", Score(4, 1, 1), Score(4, 4, 4), "worse")],
        {
            "SHIP": Labeller(
                Chain({"w=fähre": _ROW}, [_ROW] * 4, 1.0),
                ((0.1, 0.2), (0.9, 0.8)),
                Sieve({"in=schiff": 1.5}, 0.25),
            )
        },
        {("CLAIM", "stance"): Chooser(("oppose", "support"), {"in=nicht": (2.0, -2.0)})},
    )


def packed(data: object, magic: bytes = b"annotator-learned 1\n") -> bytes:
    content = zlib.compress(orjson.dumps(data))
    return magic + hashlib.sha256(content).hexdigest().encode() + b"\n" + content


def test_a_model_comes_back_as_it_was() -> None:
    one = model()
    data = one.as_bytes()
    other = Model.from_bytes(data)
    assert other.as_bytes() == data
    assert other.version == one.version != ""
    assert other.rating("SHIP") == one.rating("SHIP")
    assert [rating.name for rating in other.kept] == ["SHIP"]
    assert other.labellers["SHIP"].score(0.5) == pytest.approx(0.5)
    assert other.labellers["SHIP"].sieve == one.labellers["SHIP"].sieve
    assert other.choosers["CLAIM", "stance"].choose(["in=nicht", "unknown"]) == "oppose"


def test_other_content_is_another_version() -> None:
    one, other = model(), model()
    other.ratings[0].learned.right = 1
    assert one.as_bytes() != other.as_bytes()
    assert one.version != other.version


@given(st.binary(max_size=200))
def test_bytes_that_are_no_model_are_refused(data: bytes) -> None:
    for one in (data, b"annotator-learned 1\n" + data, b"lCRF" + data):
        with pytest.raises(UserError, match="train it anew"):
            Model.from_bytes(one)


@given(st.data())
def test_a_damaged_model_is_refused(data: st.DataObject) -> None:
    whole = model().as_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    for damaged in (whole[:at], whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]):
        # The line end after the hash says nothing.
        if damaged != whole and at != 84:
            with pytest.raises(UserError, match="damaged"):
                Model.from_bytes(damaged)


def _labeller(**other: object) -> dict[str, Any]:
    chain = {"states": {}, "steps": [[0] * 4] * 4, "boldness": 0} | other
    return {"SHIP": {"chain": chain, "calibration": [[0.5, 1]], "sieve": None}}


def test_a_labeller_needs_no_sieve() -> None:
    data = orjson.loads(zlib.decompress(model().as_bytes()[85:]))
    data["labellers"] = _labeller()
    assert Model.from_bytes(packed(data)).labellers["SHIP"].sieve is None


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("labellers", _labeller(states={"a": [1, 2]})),
        ("labellers", _labeller(states={"a": ["x"] * 4})),
        ("labellers", _labeller(steps=[[0] * 4] * 3)),
        ("labellers", _labeller(boldness=None)),
        ("labellers", {"SHIP": _labeller()["SHIP"] | {"calibration": []}}),
        ("labellers", {"SHIP": _labeller()["SHIP"] | {"sieve": {"weights": {"a": [1]}, "least": 0.1}}}),
        ("labellers", {"SHIP": _labeller()["SHIP"] | {"sieve": {"weights": {}}}}),
        ("choosers", [{"label": "CLAIM", "attribute": "stance", "values": [], "weights": {}}]),
        ("choosers", [{"label": "CLAIM", "attribute": "stance", "values": ["a"], "weights": {"x": [1, 2]}}]),
        ("ratings", [{"name": "SHIP"}]),
        ("articles", "none"),
        ("stacks_on", None),
        ("codebook", ...),
    ],
)
def test_a_model_of_another_make_is_refused(key: str, value: object) -> None:
    data = orjson.loads(zlib.decompress(model().as_bytes()[85:]))
    assert Model.from_bytes(packed(data)).codebook == "news@1"
    if value is ...:
        del data[key]
    else:
        data[key] = value
    with pytest.raises(UserError, match="train it anew"):
        Model.from_bytes(packed(data))


def test_huge_weights_overflow_nothing() -> None:
    data = orjson.loads(zlib.decompress(model().as_bytes()[85:]))
    data["labellers"]["SHIP"]["chain"]["states"] = {"a": [1e300, -1e300, 0, 0], "b": [0, 1e300, 1e300, 0]}
    data["labellers"]["SHIP"]["chain"]["steps"] = [[1e300, -1e300, 0, 1e300]] * 4
    chain = Model.from_bytes(packed(data)).labellers["SHIP"].chain
    assert chain is not None
    assert all(0 <= found.probability <= 1 for found in chain.find([["a"], ["b"], ["b"], ["a"]] * 50))


def test_what_unpacks_without_end_is_refused() -> None:
    content = zlib.compress(b" " * 150_000_000, 1)
    data = b"annotator-learned 1\n" + hashlib.sha256(content).hexdigest().encode() + b"\n" + content
    with pytest.raises(UserError):
        Model.from_bytes(data)
