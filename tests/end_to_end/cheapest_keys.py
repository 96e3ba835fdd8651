"""The fewest keys by which a person can select a stretch of text and label it; the real caret keys are asked."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator
from functools import cache
from typing import NamedTuple, cast

from PySide6.QtCore import Qt

from annotator.core import boundaries
from annotator.ui.pane.caret_keys import CaretKeys
from annotator.ui.pane.layout import TextGeometry
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.resizing import character, word_end, word_start

Press = tuple[Qt.Key, Qt.KeyboardModifier]
Place = tuple[int, int]
_Goal = tuple[int, float] | None
_Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
_FAR = 40  # keys: who is farther away than that uses the mouse
_CARET_KEYS = (
    *((key, held) for key in (_Key.Key_Right, _Key.Key_Left) for held in (NONE, CTRL, ALT)),
    *((key, NONE) for key in (_Key.Key_Down, _Key.Key_Up, _Key.Key_Home, _Key.Key_End)),
    *((key, CTRL) for key in (_Key.Key_Home, _Key.Key_End)),
)
_SIDES = ((_Key.Key_Right, True), (_Key.Key_Left, False))


class Stand(NamedTuple):
    """Where a person is in the text: at a caret, or at an active span, of whose pieces one may be chosen.

    ``spans`` are the segments of all spans, in the order in which Tab visits them, ``number`` tells which of them
    is the active one; ``places`` are the pane's, ``goal`` the column that its caret keeps from line to line.
    """

    text: str
    caret: int
    active: tuple[Place, ...] = ()
    piece: Place | None = None
    spans: tuple[tuple[Place, ...], ...] = ()
    number: int = -1
    places: TextGeometry | None = None
    goal: _Goal = None


class Plan(NamedTuple):
    """Keys before a label's own key, and after it."""

    before: tuple[Press, ...]
    after: tuple[Press, ...]

    @property
    def cost(self) -> int:
        return len(self.before) + len(self.after)


class _Stretch(NamedTuple):
    start: int
    end: int
    segments: tuple[Place, ...]


class _Page:
    """As much of the pane as the caret's keys ask for, without a screen."""

    def __init__(self, stand: Stand) -> None:
        self.text = stand.text
        self.places = stand.places
        self.anchor = self.caret = stand.caret
        active = stand.active
        self.active = "active" if active else None
        self.segment = stand.piece
        self._span = _Stretch(active[0][0], active[-1][1], active) if active else None

    @property
    def selection(self) -> Place | None:
        low, high = sorted((self.anchor, self.caret))
        return (low, high) if low < high else None

    def span(self, _id: str) -> _Stretch | None:
        return self._span

    def select(self, start: int, end: int) -> None:
        self.anchor, self.caret, self.active = start, end, None

    def set_caret(self, offset: int) -> None:
        self.select(offset, offset)

    def reveal_caret(self) -> None:
        """Nothing scrolls."""

    def writes_leftwards(self) -> bool:
        return False


def plan(
    stand: Stand, target: Place, unit: str, resizes: bool = True, labelled: Collection[Place] = ()
) -> Plan | None:
    """The cheapest way to a label on ``target``; None where there is none.

    ``resizes``: the label may be set on something else, whose edges are moved then, unless that is ``labelled`` so
    already.
    """
    best: Plan | None = None
    for at, way in _carets(stand):
        if best is not None and len(way) >= best.cost:
            break
        for found in _ways_to_select(stand.text, at, target, unit, labelled if resizes else None):
            whole = Plan(way + found.before, found.after)
            if best is None or whole.cost < best.cost:
                best = whole
    return best


def way_to(stand: Stand, low: int, high: int) -> tuple[Press, ...] | None:
    """The fewest keys to a caret from ``low`` to ``high``, both included."""
    return next((way for at, way in _carets(stand) if low <= at <= high), None)


def edge_keys(text: str, now: Place, wanted: Place) -> tuple[Press, ...] | None:
    """The fewest keys that move the edges of an active span to where they are wanted."""
    start, end = _edges(text, now[0], wanted[0], at_end=False), _edges(text, now[1], wanted[1], at_end=True)
    if start is None or end is None:
        return None
    # Never past the other edge: the one that moves away from it goes first.
    return end + start if wanted[1] > now[0] else start + end


def _carets(stand: Stand) -> Iterator[tuple[int, tuple[Press, ...]]]:
    """The places that the caret can reach, the nearest first, and by which keys.

    An active span takes a label's key itself: the caret has to be moved away first.
    """
    seen: set[int] = set()
    visited = {stand.number}
    if not stand.active:
        seen.add(stand.caret)
        yield stand.caret, ()
    waiting: deque[tuple[Stand, _Goal, tuple[Press, ...]]] = deque([(stand, stand.goal, ())])
    while waiting:
        at, goal, way = waiting.popleft()
        if len(way) >= _FAR:
            return
        for there, kept, key in _moves(at, goal):
            if there.active:
                if there.number not in visited:
                    visited.add(there.number)
                    waiting.append((there, None, (*way, key)))
            elif there.caret not in seen:
                seen.add(there.caret)
                yield there.caret, (*way, key)
                waiting.append((there, kept, (*way, key)))


def _moves(at: Stand, goal: _Goal) -> Iterator[tuple[Stand, _Goal, Press]]:
    """Where a single key leads: by words, sentences and characters, by lines, to either end, to other spans."""
    for key, way in _CARET_KEYS:
        if at.active and way == ALT:
            continue  # chooses a piece
        if key in (_Key.Key_Left, _Key.Key_Right) and not at.active:
            there = at._replace(caret=_along(at.text, at.caret, key, way), piece=None, number=-1)
            yield there, goal, (key, way)
            continue
        page = _Page(at)
        keys = CaretKeys(cast(TextPane, page))
        keys._goal = goal
        right = key in (_Key.Key_Right, _Key.Key_Down, _Key.Key_End)
        if key in (_Key.Key_Left, _Key.Key_Right):
            keys._move_along(right, way, False)
        elif way == CTRL:
            keys._go(len(at.text) if right else 0, False)
        elif key in (_Key.Key_Up, _Key.Key_Down):
            keys._move_by_line(1 if right else -1, False)
        else:
            keys._move_in_line(right, False)
        yield at._replace(caret=page.caret, active=(), piece=None, number=-1), keys._goal, (key, way)
    if at.spans:
        if at.active:
            ahead, back = at.number + 1, at.number - 1
        else:
            ahead = next((n for n, span in enumerate(at.spans) if span[0][0] >= at.caret), len(at.spans))
            back = ahead - 1
        for n, stroke in ((ahead, (_Key.Key_Tab, NONE)), (back, (_Key.Key_Backtab, SHIFT))):
            place = n % len(at.spans)
            span = at.spans[place]
            yield at._replace(caret=span[0][0], active=span, piece=None, number=place), None, stroke


@cache
def _along(text: str, caret: int, key: Qt.Key, way: Qt.KeyboardModifier) -> int:
    """Where an arrow leads from a caret: along the text, whatever the lines are."""
    page = _Page(Stand(text, caret))
    CaretKeys(cast(TextPane, page))._move_along(key == _Key.Key_Right, way, False)
    return page.caret


def _ways_to_select(
    text: str, at: int, target: Place, unit: str, labelled: Collection[Place] | None
) -> list[Plan]:
    """From a caret: the label's own unit, a grown selection, an extended one, or a unit whose edges are moved."""
    if not target[0] - 1 <= at <= target[1]:
        return []
    found = []
    taken = boundaries.unit_at(text, at, unit)
    if taken == target:
        return [Plan((), ())]
    resizes = labelled is not None and taken is not None and taken not in labelled
    if resizes and taken is not None and taken[0] < target[1] and taken[1] > target[0]:
        edges = edge_keys(text, taken, target)
        found += [Plan((), edges)] if edges is not None else []
    page = _Page(Stand(text, at))
    keys = CaretKeys(cast(TextPane, page))
    for times in range(1, 8):
        keys.grow()
        if page.selection == target:
            found.append(Plan(((_Key.Key_Up, CTRL),) * times, ()))
        if page.anchor < target[0] or page.caret > target[1]:
            break  # it only grows on
    if at in target:
        extended = _extend(text, at, target[1] if at == target[0] else target[0])
        found += [Plan(extended, ())] if extended is not None else []
    return found


@cache
def _extend(text: str, anchor: int, wanted: int) -> tuple[Press, ...] | None:
    """The keys that extend a selection from its anchor to the other end."""

    def moved(at: int, key: Press) -> int:
        page = _Page(Stand(text, anchor))
        page.select(anchor, at)
        CaretKeys(cast(TextPane, page))._move_along(key[0] == _Key.Key_Right, key[1] & ~SHIFT, True)
        return page.caret if page.anchor == anchor else at  # who begins within a word takes all of it

    keys = [(key, held | SHIFT) for key, _ in _SIDES for held in (NONE, CTRL, ALT)]
    return _search(anchor, wanted, keys, moved)


@cache
def _edges(text: str, now: int, wanted: int, at_end: bool) -> tuple[Press, ...] | None:
    by_word = word_end if at_end else word_start

    def moved(at: int, key: Press) -> int:
        return (character if key[1] & ALT else by_word)(text, at, key[0] == _Key.Key_Right)

    side = SHIFT if at_end else CTRL | SHIFT
    return _search(now, wanted, [(key, side | more) for key, _ in _SIDES for more in (NONE, ALT)], moved)


def _search(
    now: int, wanted: int, keys: list[Press], moved: Callable[[int, Press], int]
) -> tuple[Press, ...] | None:
    """The fewest of these keys from one offset to another."""
    seen, waiting = {now}, deque([(now, cast("tuple[Press, ...]", ()))])
    while waiting:
        at, way = waiting.popleft()
        if at == wanted:
            return way
        for key in keys if len(way) < _FAR else ():
            there = moved(at, key)
            if there not in seen and abs(there - wanted) <= abs(now - wanted) + 80:
                seen.add(there)
                waiting.append((there, (*way, key)))
    return None
