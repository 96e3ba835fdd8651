"""Which spans lie where in one article, and in which lane each is underlined. Plain Python, code points."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from heapq import heappop, heappush

from annotator.core.models import Span, Zone

# Wide enough that a quote lies in one or two buckets, narrow enough that a dense page (a span every 10
# characters) has some 50 in each.
_BUCKET = 512


class SpanIndex:
    """The spans of one article by id, by place and by lane.

    Spans that overlap have different lanes. At loading, the lanes go to the earlier and longer span first;
    afterwards a span takes the lowest lane that is free beside it, and no other span moves.
    """

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._spans = {span.id: span for span in spans}
        self._buckets: dict[int, set[str]] = {}
        self._lanes: dict[str, int] = {}
        self._order = sorted(map(_order_key, self._spans.values()))
        for span in self._spans.values():
            self._enter(span)
        self._assign_lanes()

    def __len__(self) -> int:
        return len(self._spans)

    def __iter__(self) -> Iterator[Span]:
        return iter(self._spans.values())

    def get(self, span_id: str) -> Span | None:
        return self._spans.get(span_id)

    def lane(self, span_id: str) -> int:
        """The lane of a span that is in the index, from 0 (nearest to the words)."""
        return self._lanes[span_id]

    def put(self, span: Span) -> Span | None:
        """Adds or replaces a span; returns the one that it replaces."""
        old = self._spans.get(span.id)
        lane = self._lanes.get(span.id, 0)
        if old is not None:
            self.remove(span.id)
        taken = {self._lanes[other.id] for other in self.overlapping(span.start, span.end)}
        if lane in taken or old is None:
            lane = next(n for n in range(len(taken) + 1) if n not in taken)
        self._spans[span.id] = span
        self._lanes[span.id] = lane
        insort(self._order, _order_key(span))
        self._enter(span)
        return old

    def remove(self, span_id: str) -> Span | None:
        """Takes a span out and returns it; None if there is no such span."""
        span = self._spans.pop(span_id, None)
        if span is not None:
            del self._lanes[span_id]
            del self._order[bisect_left(self._order, _order_key(span))]
            for bucket in _buckets(span.start, span.end):
                self._buckets[bucket].discard(span_id)
        return span

    def overlapping(self, start: int, end: int) -> list[Span]:
        """The spans whose enclosing stretch shares a character with ``start`` to ``end``, in text order."""
        ids: set[str] = set()
        for bucket in _buckets(start, end):
            ids |= self._buckets.get(bucket, frozenset())
        found = [span for i in ids if (span := self._spans[i]).start < end and span.end > start]
        found.sort(key=_order_key)
        return found

    def at(self, offset: int) -> list[str]:
        """Ids of the spans with a segment over the character at ``offset``, innermost first."""
        found = [
            span
            for span in self.overlapping(offset, offset + 1)
            if any(start <= offset < end for start, end in span.segments)
        ]
        found.sort(key=lambda span: (span.end - span.start, -self._lanes[span.id], span.id))
        return [span.id for span in found]

    def ordered_ids(self) -> list[str]:
        """All ids by start; of those that start together, the longest first."""
        return [span_id for _, _, span_id in self._order]

    def _enter(self, span: Span) -> None:
        for bucket in _buckets(span.start, span.end):
            self._buckets.setdefault(bucket, set()).add(span.id)

    def _assign_lanes(self) -> None:
        free: list[int] = []
        busy: list[tuple[int, int]] = []
        for start, minus_end, span_id in self._order:
            while busy and busy[0][0] <= start:
                heappush(free, heappop(busy)[1])
            lane = heappop(free) if free else len(busy)
            self._lanes[span_id] = lane
            heappush(busy, (-minus_end, lane))


class ZoneIndex:
    """The zones of one article in text order."""

    def __init__(self, zones: Iterable[Zone] = ()) -> None:
        self.zones = sorted(zones, key=lambda zone: (zone.start, zone.end))
        # A zone found by its end may start anywhere before it, so the running maximum is what is searched.
        self._ends: list[int] = []
        for zone in self.zones:
            self._ends.append(max(zone.end, self._ends[-1] if self._ends else 0))

    def overlapping(self, start: int, end: int) -> list[Zone]:
        """The zones that share a character with ``start`` to ``end``."""
        found = []
        for zone in self.zones[bisect_left(self._ends, start + 1) :]:
            if zone.start >= end:
                break
            if zone.end > start:
                found.append(zone)
        return found


def _order_key(span: Span) -> tuple[int, int, str]:
    return span.start, -span.end, span.id


def _buckets(start: int, end: int) -> range:
    return range(start // _BUCKET, (max(end, start + 1) - 1) // _BUCKET + 1)
