"""Whether the colours of labels can be read, and told apart by everybody, on the light and on the dark page.

Contrast is that of WCAG 2.2, difference CIEDE2000, each also as people with colour blindness see it. Colours are
``#RRGGBB``.
"""

from __future__ import annotations

import colorsys
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations

from annotator.core.codebook import Codebook, Label

Triple = tuple[float, float, float]

LEAST_CONTRAST = 4.5  # of a label's name on the page: WCAG 2.2, AA
LEAST_MARK_CONTRAST = 3.0  # of an underline on the tint behind the words: WCAG 2.2, 1.4.11
LEAST_DIFFERENCE = 10.0  # CIEDE2000 between two labels; 1 is about what an eye just tells apart
PAGES = {False: "#FFFFFF", True: "#1D1F23"}  # the page behind the text: light, dark
# How much of the label's colour lies behind the words: of a tint of its own, which is lighter, more.
TINT_SHARE = {False: 0.13, True: 0.18}
OWN_TINT_SHARE = 0.20

# Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
# IEEE TVCG 15 (6), 2009, doi:10.1109/TVCG.2009.113: severity 1.0, on linear RGB.
VISIONS: dict[str, tuple[Triple, Triple, Triple]] = {
    "usual sight": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_USUAL = next(iter(VISIONS))
_HUES, _LIGHTNESSES, _SATURATIONS = 36, 24, (1.0, 0.8, 0.6, 0.4)  # steps of the colours that are proposed


@dataclass(frozen=True, slots=True)
class ColourProblem:
    """A colour that is hard to read, or two that are hard to tell apart.

    ``label`` is the one to change, in its ``colour`` or (``dark``) its ``colour_dark``; ``other`` the one that it
    looks like, None where it is contrast that lacks. :func:`proposal` finds a better one.
    """

    label: str
    dark: bool
    other: str | None
    visions: tuple[str, ...]
    sentence: str

    def __str__(self) -> str:
        return self.sentence


def problems(codebook: Codebook) -> list[ColourProblem]:
    """What is wrong with the colours, for the light page first; nothing where all is well."""
    return [problem for dark in (False, True) for problem in _problems(codebook, dark)]


def proposal(codebook: Codebook, name: str, dark: bool) -> str | None:
    """The nearest colour for a label that can be read and told from all others on that page.

    Its own one if that is well; None if there is none left. A tint that is the colour follows it.
    """
    label = codebook.require_label(name)
    others = [_colour(other, dark) for other in codebook.labels if other.name != name]
    own = _colour(label, dark)
    if _passes(label, dark, others):
        return own
    seen_own = seen(own, _USUAL)
    for colour in sorted(_candidates(), key=lambda colour: difference(seen(colour, _USUAL), seen_own)):
        if _passes(_coloured(label, dark, colour), dark, others):
            return colour
    return None


def readable(colour: str, dark: bool) -> str:
    """The colour, where it can be read on that page, else the nearest of its hue, lighter or darker, that can."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    for step in range(101):
        light = lightness + ((1 if dark else 0) - lightness) * step / 100
        made = _hex(colorsys.hls_to_rgb(hue, light, saturation)) if step else colour.upper()
        ratio, mark = _contrasts(Label("", "", "", made, made), dark)
        if ratio >= LEAST_CONTRAST and mark >= LEAST_MARK_CONTRAST:
            break
    return made


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    low, high = sorted(
        0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in map(_linear, (one, other))
    )
    return (high + 0.05) / (low + 0.05)


def over(top: str, share: float, ground: str) -> str:
    """What comes of a colour that is laid on a ground and covers a share (0 to 1) of it."""
    mixed = (round(255 * (share * a + (1 - share) * b)) for a, b in zip(_rgb(top), _rgb(ground), strict=True))
    return "#{:02X}{:02X}{:02X}".format(*mixed)


@lru_cache(maxsize=8192)
def seen(colour: str, vision: str) -> Triple:
    """The CIE L*a*b* that a colour has for a kind of vision, one of VISIONS."""
    red, green, blue = (min(1.0, max(0.0, _dot(row, _linear(colour)))) for row in VISIONS[vision])
    return _lab((red, green, blue))


def difference(one: Triple, other: Triple) -> float:
    """CIEDE2000 between two colours as L*a*b*.

    Sharma, Wu and Dalal, "The CIEDE2000 Color-Difference Formula", Color Res. Appl. 30 (1), 2005.
    """
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * math.sqrt(mean**7 / (mean**7 + 25**7))
    a1, a2 = a1 * stretch, a2 * stretch
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = math.degrees(math.atan2(b1, a1)) % 360, math.degrees(math.atan2(b2, a2)) % 360
    turn = (h2 - h1 + 180) % 360 - 180
    hue = (h1 + turn / 2) % 360
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = 1 - 0.17 * _cosine(hue - 30) + 0.24 * _cosine(2 * hue)
    t += 0.32 * _cosine(3 * hue + 6) - 0.20 * _cosine(4 * hue - 63)
    dl = (l2 - l1) / (1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2))
    dc = (c2 - c1) / (1 + 0.045 * chroma)
    dh = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2)) / (1 + 0.015 * chroma * t)
    rotation = -2 * math.sqrt(chroma**7 / (chroma**7 + 25**7))
    rotation *= math.sin(math.radians(60 * math.exp(-(((hue - 275) / 25) ** 2))))
    return math.sqrt(max(0.0, dl**2 + dc**2 + dh**2 + rotation * dc * dh))


def alike(one: str, other: str) -> tuple[str, ...]:
    """The kinds of vision for which two colours are hard to tell apart."""
    return tuple(v for v in VISIONS if difference(seen(one, v), seen(other, v)) < LEAST_DIFFERENCE)


def _problems(codebook: Codebook, dark: bool) -> Iterator[ColourProblem]:
    page = "dark page" if dark else "light page"
    for label in codebook.labels:
        ratio, mark = _contrasts(label, dark)
        if ratio < LEAST_CONTRAST:
            sentence = (
                f"{label.name} is hard to read on the {page}: its contrast is {_floor(ratio)}, it needs 4.5."
            )
            yield ColourProblem(label.name, dark, None, (), sentence)
        elif mark < LEAST_MARK_CONTRAST:
            sentence = f"The underline of {label.name} hardly shows on its tint: its contrast is {_floor(mark)}, "
            yield ColourProblem(label.name, dark, None, (), f"{sentence}it needs 3 on the {page}.")
    for one, other in combinations(codebook.labels, 2):
        visions = alike(_colour(one, dark), _colour(other, dark))
        if visions:
            whom = "" if _USUAL in visions else f" with {' or '.join(visions)}"
            sentence = f"{one.name} and {other.name} look alike on the {page}{whom}."
            yield ColourProblem(other.name, dark, one.name, visions, sentence)


def _passes(label: Label, dark: bool, others: Iterable[str]) -> bool:
    ratio, mark = _contrasts(label, dark)
    if ratio < LEAST_CONTRAST or mark < LEAST_MARK_CONTRAST:
        return False
    return not any(alike(_colour(label, dark), other) for other in others)


def _contrasts(label: Label, dark: bool) -> tuple[float, float]:
    """Of the colour on the page, and on the tint that lies behind the words."""
    colour, page = _colour(label, dark), PAGES[dark]
    own = not dark and bool(label.tint) and label.tint.upper() != label.colour.upper()
    tinted = over(label.tint, OWN_TINT_SHARE, page) if own else over(colour, TINT_SHARE[dark], page)
    return contrast(colour, page), contrast(colour, tinted)


def _colour(label: Label, dark: bool) -> str:
    return label.colour_dark if dark else label.colour


def _coloured(label: Label, dark: bool, colour: str) -> Label:
    if dark:
        return replace(label, colour_dark=colour)
    return replace(label, colour=colour, tint=colour if label.tint.upper() == label.colour.upper() else label.tint)


@lru_cache(maxsize=1)
def _candidates() -> tuple[str, ...]:
    found: dict[str, None] = {}
    for hue in range(_HUES):
        for lightness in range(1, _LIGHTNESSES):
            for saturation in _SATURATIONS:
                rgb = colorsys.hls_to_rgb(hue / _HUES, lightness / _LIGHTNESSES, saturation)
                found[_hex(rgb)] = None
    return tuple(found)


def _hex(rgb: Triple) -> str:
    return "#{:02X}{:02X}{:02X}".format(*(round(255 * part) for part in rgb))


def _rgb(colour: str) -> Triple:
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


@lru_cache(maxsize=8192)
def _linear(colour: str) -> Triple:
    """Linear sRGB, 0 to 1 (IEC 61966-2-1)."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _rgb(colour))
    return red, green, blue


def _lab(rgb: Triple) -> Triple:
    """CIE L*a*b* of linear sRGB under D65."""
    rows: tuple[Triple, Triple, Triple] = (
        (0.4124564, 0.3575761, 0.1804375),
        (0.2126729, 0.7151522, 0.0721750),
        (0.0193339, 0.1191920, 0.9503041),
    )
    x, y, z = (_dot(row, rgb) / white for row, white in zip(rows, (0.95047, 1.0, 1.08883), strict=True))
    fx, fy, fz = (v ** (1 / 3) if v > 216 / 24389 else (24389 / 27 * v + 16) / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _dot(row: Triple, values: Triple) -> float:
    return sum(a * b for a, b in zip(row, values, strict=True))


def _cosine(degrees: float) -> float:
    return math.cos(math.radians(degrees))


def _floor(ratio: float) -> str:
    """One digit, never rounded up to what is needed."""
    return f"{math.floor(ratio * 10) / 10:.1f}"
