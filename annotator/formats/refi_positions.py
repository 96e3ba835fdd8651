"""How a REFI-QDA project counts positions in the texts of its sources, which its programs do in several ways.

One program wrote all sources of a project, so that what some of them prove holds for the others, too. The names of
selections prove most, which most programs take from the text; then that no position is inside a character or
beyond the text; then that selections begin and end at the borders of words.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple
from xml.etree.ElementTree import Element

from annotator.core.offsets import LineEndMap, Utf16Map
from annotator.formats.values import quote

BOM = "\ufeff"
_LEAD = 2  # ends of selections at borders of words by which a way proves itself


class Way(NamedTuple):
    r"""A way to count: UTF-16 units, ``\r\n`` as one, the mark before a text; the standard does none of it."""

    utf16: bool = False
    single: bool = False
    mark: bool = False


OURS = Way(mark=True)
"""As our exports count, in which a mark is of the article."""
_WAYS = sorted((Way(*one) for one in product((False, True), repeat=3)), key=sum)


class Score(NamedTuple):
    """How well selections fit a way: how many begin with their names, how many can't be, and how many of their
    ends are at the borders of words, or cut a word (or begin with white space)."""

    named: int = 0
    impossible: int = 0
    whole: int = 0
    cut: int = 0

    def plus(self, other: Score) -> Score:
        return Score(*(one + more for one, more in zip(self, other, strict=True)))

    @property
    def hard(self) -> tuple[int, int]:
        """What proves most, more being better."""
        return self.named, -self.impossible

    def proves(self, other: Score) -> bool:
        """Whether it proves that the other way is not the one; a single end within a word doesn't."""
        return self.hard > other.hard if self.hard != other.hard else self.whole - other.whole >= _LEAD

    def beats(self, other: Score) -> bool:
        """Whether it is the likelier one: a single end counts beside names, or where selections cut no word."""
        is_clear = self.named > 0 or (not self.cut and self.whole > _LEAD)
        return self.proves(other) or (self.hard == other.hard and self.whole > other.whole and is_clear)


Place = tuple[int, int]


class Positions:
    """The positions of a source's selections, by each of the ways that differ for its text."""

    def __init__(self, raw: str, selections: Sequence[Element]) -> None:
        self._selections = selections
        self._bare = raw.removeprefix(BOM)
        self._unix = self._bare.replace("\r\n", "\n")
        self._differs = Way(
            Utf16Map(self._bare).length16 != len(self._bare),
            len(self._unix) != len(self._bare),
            len(self._bare) != len(raw),
        )
        self._places: dict[Way, list[Place | None]] = {}
        self._scores: dict[Way, Score] = {}

    @property
    def differ(self) -> bool:
        """Whether it matters how they are counted."""
        return any(self._differs) and bool(self._selections)

    def reduced(self, way: Way) -> Way:
        """The way without what makes no difference for this text."""
        return Way(*(one and has for one, has in zip(way, self._differs, strict=True)))

    def score(self, way: Way) -> Score:
        way = self.reduced(way)
        if way not in self._scores:
            self._scores[way] = self._scored(self.places(way))
        return self._scores[way]

    def places(self, way: Way) -> list[Place | None]:
        r"""Where the selections are in the text with ``\n`` for line ends and without a mark; None: nowhere."""
        way = self.reduced(way)
        if way not in self._places:
            text = self._unix if way.single else self._bare
            units = Utf16Map(text) if way.utf16 else None
            ends = None if way.single else LineEndMap(text)
            self._places[way] = [_place(one, len(text), int(way.mark), units, ends) for one in self._selections]
        return self._places[way]

    def _scored(self, places: Sequence[Place | None]) -> Score:
        named = impossible = whole = cut = 0
        for selection, place in zip(self._selections, places, strict=True):
            if place is None:
                impossible += 1
                continue
            start, end = place
            if start == end:  # nothing but the mark
                continue
            # Names don't tell the white space before them, and a stretch of white space has none.
            name = " ".join((selection.get("name") or "").rstrip(".…").split())
            named += bool(name) and " ".join(self._unix[start:end].split()).startswith(name)
            broken = (self._is_inside(start) or self._unix[start].isspace()) + self._is_inside(end)
            whole, cut = whole + 2 - broken, cut + broken
        return Score(named, impossible, whole, cut)

    def _is_inside(self, place: int) -> bool:
        """Whether the place is inside a word."""
        text = self._unix
        return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()

    def counted(self, way: Way) -> tuple[str, str | None, int]:
        """The text, the unit of its positions as a record names it, and how many of them lie before its start."""
        way = self.reduced(way)
        text, unit = self._unix if way.single else self._bare, "utf16" if way.utf16 else None
        # Where the mark is labelled itself, it is of the text.
        if way.mark and any(one.get("startPosition") == "0" for one in self._selections):
            return BOM + text, unit, 0
        return text, unit, int(way.mark)


class Ways:
    """The scores of the ways over all sources of a project; ``origin`` is the program that wrote it.

    ATLAS.ti counts a line end as one also where its texts have two characters for it (QualCoder, refi.py).
    """

    def __init__(self, origin: str) -> None:
        likely = Way(single="atlas" in origin.casefold())
        self._scores = dict.fromkeys(sorted(_WAYS, key=lambda way: way != likely), Score())

    def add(self, positions: Positions) -> None:
        self._scores = {way: score.plus(positions.score(way)) for way, score in self._scores.items()}

    def of(self, positions: Positions) -> tuple[Way, bool]:
        """The way to count in a source, and whether it is proved that its selections are where this says."""
        if not positions.differ:
            return Way(), True
        scores, own = self._scores, {way: positions.score(way) for way in self._scores}
        way, mine = _best(scores), _best(own)
        if own[mine].hard > own[way].hard:
            way, scores = mine, own
        others = (one for one in scores if positions.places(one) != positions.places(way))
        return way, all(scores[way].proves(scores[other]) for other in others)


def _best(scores: dict[Way, Score]) -> Way:
    """The likeliest way, of several the first."""
    best, *others = scores
    for way in others:
        if scores[way].beats(scores[best]):
            best = way
    return best


def _place(
    selection: Element, length: int, shift: int, units: Utf16Map | None, ends: LineEndMap | None
) -> Place | None:
    try:
        start, end = given = [number(selection, key, shift) for key in ("startPosition", "endPosition")]
    except ValueError:
        return None
    if units is not None:
        start, end = map(units.to_codepoints, given)
        if [units.to_utf16(start), units.to_utf16(end)] != given:
            return None
    if not -shift <= start < end <= length:
        return None
    start = max(start, 0)
    return (start, end) if ends is None else (ends.move(start), ends.move(end))


def number(element: Element, key: str, shift: int) -> int:
    value = element.get(key, "")
    if not value.isdecimal() or len(value) > 12:
        raise ValueError(f"the {key} of a selection is {quote(value)}, not a number")
    return int(value) - shift
