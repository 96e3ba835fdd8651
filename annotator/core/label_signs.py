"""The key and the colours that a new label gets by itself: what differs from those that there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import lru_cache

from annotator.core.codebook import Codebook, Label
from annotator.core.colour_check import LEAST_DIFFERENCE, VISIONS, difference, seen

Colours = tuple[str, str]  # on the light page and on the dark one, ``#RRGGBB``

COMMAND_KEYS = frozenset("EJNRSTZ")
"""Letters that do something in the text already, unless the person has keys of her own."""

# Most of all far from the default codebook's and from one another, for everybody's eyes; then for usual sight.
PALETTE: tuple[Colours, ...] = (
    ("#991111", "#FF8080"),
    ("#265940", "#EAFF80"),
    ("#003540", "#9FF4F4"),
    ("#4C1408", "#B2804D"),
    ("#B24DA1", "#FF2BB8"),
    ("#0000FF", "#FBEAD9"),
    ("#1060F0", "#5C9BFF"),
    ("#A85507", "#F0B357"),
    ("#0B7468", "#5CCFBF"),
    ("#7327A6", "#E2B2F8"),
    ("#D10069", "#CF81A8"),
    ("#262664", "#8181CF"),
    ("#7E5730", "#DBBD9F"),
    ("#577E30", "#80FF00"),
    ("#75152D", "#FFA3BA"),
    ("#2B00AD", "#AE9FDB"),
    ("#7E307E", "#FF52FF"),
    ("#264564", "#9FBDDB"),
    ("#57450F", "#B99C46"),
    ("#983A51", "#FF527D"),
    ("#642654", "#DB9FCC"),
    ("#7E4330", "#FF4000"),
    ("#1A7593", "#469CB9"),
    ("#4A281C", "#C47C64"),
)


def free_key(name: str, taken: Collection[str]) -> str:
    """The first letter of a label's name (ASCII) that is not taken; "" if there is none."""
    return next((letter for letter in name.upper() if "A" <= letter <= "Z" and letter not in taken), "")


def free_colours(used: Iterable[Colours]) -> Colours:
    """Colours for one more label: the first that everybody can tell from those in use.

    Where there are none left, of those that the fewest have the ones that differ most.
    """
    in_use = list(used)
    distinct = dict.fromkeys(in_use)
    apart = {pair: min((_apart(pair, other) for other in distinct), default=100.0) for pair in PALETTE}
    free = next((pair for pair in PALETTE if apart[pair] >= LEAST_DIFFERENCE), None)
    return free or max(PALETTE, key=lambda pair: (-in_use.count(pair), apart[pair]))


def with_signs(codebook: Codebook, before: Codebook) -> Codebook:
    """Gives the labels that ``before`` lacks keys and colours that are free.

    Letters that names begin with are given first, as they are remembered best. A label keeps the colours that look
    like those of none before it.
    """
    new = [label for label in codebook.labels if before.label(label.name) is None]
    taken = {label.key for label in codebook.labels} | COMMAND_KEYS
    keys: dict[str, str] = {}
    for letters in (1, None):
        for label in new:
            key = "" if label.key or label.name in keys else free_key(label.name[:letters], taken)
            if key:
                keys[label.name] = key
                taken.add(key)
    used: list[Colours] = []
    labels: list[Label] = []
    for label in codebook.labels:
        own = label.colour, label.colour_dark
        if before.label(label.name) is None:
            own = _unlike(own, used)
            label = replace(
                label,
                key=label.key or keys.get(label.name, ""),
                colour=own[0],
                colour_dark=own[1],
                tint=label.tint if own[0] == label.colour else own[0],
            )
        used.append(own)
        labels.append(label)
    return replace(codebook, labels=tuple(labels))


def _unlike(own: Colours, used: list[Colours]) -> Colours:
    """The colours, or others where they look like some in use; that of the dark page alone, if only that does.

    Other programs have one colour for a label: the one that it came with stays.
    """
    light, dark = ({pair[page] for pair in used} for page in (0, 1))
    if any(_difference(own[0], other) < LEAST_DIFFERENCE for other in light):
        return free_colours(used)
    if any(_difference(own[1], other) < LEAST_DIFFERENCE for other in dark):
        return own[0], max((c for _, c in PALETTE), key=lambda c: min(_difference(c, other) for other in dark))
    return own


def _apart(one: Colours, other: Colours) -> float:
    """How much two labels differ on the page where they differ least."""
    return min(_difference(a, b) for a, b in zip(one, other, strict=True))


@lru_cache(maxsize=8192)
def _difference(one: str, other: str) -> float:
    """How much two colours differ for the eyes that tell them apart worst."""
    return min(difference(seen(one, vision), seen(other, vision)) for vision in VISIONS)
