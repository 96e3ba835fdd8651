"""Contrast, colour blindness and the working of Appearance."""

from __future__ import annotations

import math
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QListWidget
from pytestqt.qtbot import QtBot

from annotator.core.codebook import Codebook, Label, parse_codebook
from annotator.core.resources import resource
from annotator.ui.parts.stylesheet import build, set_role
from annotator.ui.parts.theme import DARK, LIGHT, Appearance, Theme, palette, scale_of, theme_of

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
Triple = tuple[float, float, float]

# Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
# IEEE TVCG 15 (6), 2009, doi:10.1109/TVCG.2009.113: severity 1.0, on linear RGB.
VISION: dict[str, tuple[Triple, Triple, Triple]] = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
LEAST_DIFFERENCE = 10.0
"""CIEDE2000 between two labels, for everybody; 1 is about what an eye just tells apart."""


def news() -> Codebook:
    return parse_codebook(tomllib.loads(resource("codebooks", "news.toml").read_text(encoding="utf-8")))


def linear(colour: QColor) -> Triple:
    """Linear sRGB, 0 to 1 (IEC 61966-2-1)."""
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return red, green, blue


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of WCAG 2.2."""
    low, high = sorted(
        0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (linear(one), linear(other))
    )
    return (high + 0.05) / (low + 0.05)


def over(top: QColor, ground: QColor) -> QColor:
    """A see-through colour laid on a solid one."""
    part = top.alphaF()
    red, green, blue = (
        part * a + (1 - part) * b
        for a, b in zip(top.getRgbF()[:3], ground.getRgbF()[:3], strict=True)  # type: ignore[index]
    )
    return QColor.fromRgbF(red, green, blue)


def dot(row: Triple, values: Triple) -> float:
    return sum(a * b for a, b in zip(row, values, strict=True))


def lab(rgb: Triple) -> Triple:
    """CIE L*a*b* of linear sRGB under D65."""
    rows: tuple[Triple, Triple, Triple] = (
        (0.4124564, 0.3575761, 0.1804375),
        (0.2126729, 0.7151522, 0.0721750),
        (0.0193339, 0.1191920, 0.9503041),
    )
    x, y, z = (dot(row, rgb) / white for row, white in zip(rows, (0.95047, 1.0, 1.08883), strict=True))
    fx, fy, fz = (v ** (1 / 3) if v > 216 / 24389 else (24389 / 27 * v + 16) / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def seen(colour: QColor, vision: str) -> Triple:
    """The L*a*b* that a colour has for a kind of vision."""
    red, green, blue = (min(1.0, max(0.0, dot(row, linear(colour)))) for row in VISION[vision])
    return lab((red, green, blue))


def ciede2000(one: Triple, other: Triple) -> float:
    """Sharma, Wu and Dalal, "The CIEDE2000 Color-Difference Formula", Color Res. Appl. 30 (1), 2005."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * math.sqrt(mean**7 / (mean**7 + 25**7))
    a1, a2 = a1 * stretch, a2 * stretch
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = math.degrees(math.atan2(b1, a1)) % 360, math.degrees(math.atan2(b2, a2)) % 360
    turn = (h2 - h1 + 180) % 360 - 180
    hue = (h1 + turn / 2) % 360
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2

    def cosine(degrees: float) -> float:
        return math.cos(math.radians(degrees))

    t = 1 - 0.17 * cosine(hue - 30) + 0.24 * cosine(2 * hue)
    t += 0.32 * cosine(3 * hue + 6) - 0.20 * cosine(4 * hue - 63)
    dl = (l2 - l1) / (1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2))
    dc = (c2 - c1) / (1 + 0.045 * chroma)
    dh = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2)) / (1 + 0.015 * chroma * t)
    rotation = -2 * math.sqrt(chroma**7 / (chroma**7 + 25**7))
    rotation *= math.sin(math.radians(60 * math.exp(-(((hue - 275) / 25) ** 2))))
    return math.sqrt(dl**2 + dc**2 + dh**2 + rotation * dc * dh)


def label(colour: str, dark: str, tint: str = "") -> Label:
    return Label(name="X", title="X", key="X", colour=colour, colour_dark=dark, tint=tint)


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((90.8027, -2.0831, 1.4410), (91.1528, -1.6435, 0.0447), 1.4441),
    ],
)
def test_difference_agrees_with_the_published_pairs(one: Triple, other: Triple, difference: float) -> None:
    assert ciede2000(one, other) == pytest.approx(difference, abs=1e-4)


def test_contrast_agrees_with_wcag() -> None:
    assert contrast(QColor("#000000"), QColor("#FFFFFF")) == pytest.approx(21)
    assert contrast(QColor("#767676"), QColor("#FFFFFF")) == pytest.approx(4.54, abs=0.005)


@THEMES
def test_words_have_aa_contrast_on_every_ground(theme: Theme) -> None:
    for words in ("text", "muted"):
        for ground in ("window", "surface", "selected", "hover", "banner", "success", "failure"):
            assert contrast(theme.color(words), theme.color(ground)) >= 4.5, (words, ground)
    for words, ground in (
        ("on_accent", "accent"),
        ("surface", "text"),
        ("done", "surface"),
        ("danger", "surface"),
        ("danger", "window"),
        ("accent", "surface"),
    ):
        assert contrast(theme.color(words), theme.color(ground)) >= 4.5, (words, ground)


@THEMES
def test_focus_ring_and_dots_stand_out(theme: Theme) -> None:
    for mark in ("accent", "done", "muted"):
        for ground in ("window", "surface", "selected"):
            assert contrast(theme.color(mark), theme.color(ground)) >= 3, (mark, ground)


@THEMES
def test_labels_have_aa_contrast_as_words_and_as_underlines(theme: Theme) -> None:
    surface = theme.color("surface")
    for item in news().labels:
        assert contrast(theme.colour(item), surface) >= 4.5, item.name
        assert contrast(theme.colour(item), over(theme.tint(item), surface)) >= 3, item.name


@THEMES
def test_words_are_readable_on_every_tint_and_on_two_of_them(theme: Theme) -> None:
    surface = theme.color("surface")
    for one in news().labels:
        ground = over(theme.tint(one), surface)
        assert contrast(theme.color("text"), ground) >= 7, one.name
        for other in news().labels:
            assert contrast(theme.color("text"), over(theme.tint(other), ground)) >= 4.5, (one.name, other.name)


@THEMES
@pytest.mark.parametrize("vision", VISION)
def test_labels_differ_for_everybody(theme: Theme, vision: str) -> None:
    for one, other in combinations(news().labels, 2):
        difference = ciede2000(seen(theme.colour(one), vision), seen(theme.colour(other), vision))
        assert difference >= LEAST_DIFFERENCE, (one.name, other.name)


def test_tints_are_13_to_20_percent_of_the_label() -> None:
    plain, own = label("#1060F0", "#5C9BFF"), label("#A85507", "#F0B357", "#E8A33D")
    assert LIGHT.tint(plain).name() == "#1060f0"
    assert LIGHT.tint(own).name() == "#e8a33d"
    assert DARK.tint(own).name() == "#f0b357"
    for theme in (LIGHT, DARK):
        for item in (plain, own):
            assert 0.13 <= round(theme.tint(item).alphaF(), 2) <= 0.20


def test_unknown_token_is_refused() -> None:
    with pytest.raises(AttributeError):
        LIGHT.color("mauve")


@THEMES
@pytest.mark.parametrize("scale", [0.75, 1.0, 1.5, 2.5])
def test_style_sheet_has_no_gaps(theme: Theme, scale: float) -> None:
    sheet = build(theme, scale)
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")
    assert theme.accent in sheet


@THEMES
def test_pictures_of_the_style_sheet_exist(theme: Theme) -> None:
    pictures = [part.split('"')[0] for part in build(theme).split('url("')[1:]]
    assert len(pictures) == 7
    for picture in pictures:
        assert resource("icons", picture.rpartition("/")[2]).is_file()


def test_appearance_follows_the_chosen_mode(qtbot: QtBot) -> None:
    appearance = Appearance("light")
    with qtbot.waitSignal(appearance.changed):
        appearance.set_mode("dark")
    assert appearance.theme is DARK
    with qtbot.assertNotEmitted(appearance.changed):
        appearance.set_mode("dark")


def test_appearance_follows_the_system_only_when_asked(qtbot: QtBot) -> None:
    hints = QGuiApplication.styleHints()
    system, fixed = Appearance("system"), Appearance("light")
    with qtbot.waitSignal(system.changed), qtbot.assertNotEmitted(fixed.changed):
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert fixed.theme is LIGHT


def test_reading_face_and_size(qapp: QApplication, qtbot: QtBot) -> None:
    appearance = Appearance("light")
    assert appearance.reading_font().families()[0] == "Noto Serif"
    assert appearance.reading_font().pixelSize() == 17
    with qtbot.waitSignal(appearance.changed):
        appearance.set_reading(["Charis SIL"], 400)
    assert appearance.reading_font().families()[:2] == ["Charis SIL", "Noto Serif"]
    assert appearance.reading_size == 60
    appearance.set_reading(size=21)
    assert appearance.reading_families[0] == "Charis SIL"


@pytest.fixture
def keep_look(qapp: QApplication) -> Iterator[None]:
    """Gives the application its look back afterwards."""
    font, colours, sheet = qapp.font(), qapp.palette(), qapp.styleSheet()
    yield
    qapp.setStyleSheet(sheet)
    qapp.setPalette(colours)
    qapp.setFont(font)
    QGuiApplication.styleHints().unsetColorScheme()


@pytest.mark.usefixtures("keep_look")
def test_apply_sets_palette_face_and_sheet(qapp: QApplication, qtbot: QtBot) -> None:
    appearance = Appearance("dark", scale=2.0)
    appearance.apply(qapp)
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)
    assert qapp.font().pixelSize() == 26
    assert qapp.font().families()[0] == "Inter"
    assert DARK.accent in qapp.styleSheet()
    appearance.set_mode("light")
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(LIGHT.window)
    appearance.set_scale(9)
    assert appearance.scale == 2.5


@pytest.mark.usefixtures("keep_look")
def test_widgets_know_theme_and_scale_whatever_the_sheet_says(qapp: QApplication, qtbot: QtBot) -> None:
    Appearance("light", scale=2.0).apply(qapp)
    view = QListWidget()
    qtbot.addWidget(view)
    set_role(view, "plain")
    view.show()
    assert theme_of(view) is LIGHT
    assert scale_of(view) == 2.0


@THEMES
def test_palette_marks_disabled_words(theme: Theme) -> None:
    colours = palette(theme)
    assert colours.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text) == theme.color("muted")
    assert colours.color(QPalette.ColorRole.Text) == theme.color("text")


def test_theme_loads_no_svg() -> None:
    code = "import sys, annotator.ui.parts.theme, annotator.ui.parts.icons; print('PySide6.QtSvg' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_faces_are_named_without_being_looked_up(qapp: QApplication) -> None:
    font = Appearance("light").interface_font()
    assert font.families() == ["Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "sans"]
    assert font.styleHint() == QFont.StyleHint.SansSerif
