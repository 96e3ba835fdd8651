"""Spans by place and lane, compared with the plain way to find them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Span, Zone
from annotator.ui.pane.index import SpanIndex, ZoneIndex

RANGES = st.tuples(st.integers(0, 1500), st.integers(1, 700)).map(lambda r: (r[0], r[0] + r[1]))


def make(span_id: str, start: int, end: int) -> Span:
    return Span(span_id, 1, "m", "ACTOR", ((start, end),))


def overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and one.end > other.start


def check_lanes(index: SpanIndex) -> None:
    spans = list(index)
    for span in spans:
        for other in spans:
            if span.id < other.id and overlap(span, other):
                assert index.lane(span.id) != index.lane(other.id)


@given(st.lists(RANGES, max_size=25), RANGES, st.integers(0, 2300))
def test_finds_what_a_look_at_all_finds(ranges: list[tuple[int, int]], asked: tuple[int, int], at: int) -> None:
    spans = [make(f"s{n}", *r) for n, r in enumerate(ranges)]
    index = SpanIndex(spans)
    wanted = sorted(spans, key=lambda s: (s.start, -s.end, s.id))
    assert index.ordered_ids() == [s.id for s in wanted]
    assert index.overlapping(*asked) == [s for s in wanted if s.start < asked[1] and s.end > asked[0]]
    assert set(index.at(at)) == {s.id for s in spans if s.start <= at < s.end}
    check_lanes(index)


@given(st.lists(st.tuples(st.integers(0, 9), st.none() | RANGES), max_size=40))
def test_changes_keep_it_right_and_move_no_other_span(
    changes: list[tuple[int, tuple[int, int] | None]],
) -> None:
    index = SpanIndex()
    model: dict[str, Span] = {}
    for number, where in changes:
        span_id = f"s{number}"
        lanes = {s.id: index.lane(s.id) for s in index if s.id != span_id}
        if where is None:
            assert index.remove(span_id) == model.pop(span_id, None)
        else:
            new = make(span_id, *where)
            assert index.put(new) == model.get(span_id)
            model[span_id] = new
        assert {s.id: index.lane(s.id) for s in index if s.id != span_id} == lanes
        check_lanes(index)
    assert {s.id: s for s in index} == model
    assert len(index) == len(model)
    assert sorted(index.ordered_ids()) == sorted(model)
    assert {s.id for s in index.overlapping(0, 5000)} == set(model)


def test_the_outer_span_is_nearest_to_the_words_when_loaded() -> None:
    index = SpanIndex([make("inner", 5, 10), make("outer", 0, 20), make("after", 25, 30)])
    assert [index.lane(i) for i in ("outer", "inner", "after")] == [0, 1, 0]


def test_the_innermost_comes_first_and_gaps_count_not() -> None:
    index = SpanIndex([make("outer", 0, 20), make("inner", 5, 10)])
    index.put(Span("parts", 1, "m", "QUOTE", ((0, 4), (9, 12))))
    assert index.at(9) == ["inner", "parts", "outer"]
    assert index.at(6) == ["inner", "outer"]
    assert index.get("nobody") is None


@given(st.lists(RANGES, max_size=12), RANGES)
def test_zones_are_found_by_place(ranges: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    zones = [Zone(f"z{n}", 1, *r, "advert") for n, r in enumerate(ranges)]
    found = ZoneIndex(zones).overlapping(*asked)
    assert {z.id for z in found} == {z.id for z in zones if z.start < asked[1] and z.end > asked[0]}
