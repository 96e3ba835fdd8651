"""Contrast, and the working of Appearance. Colour blindness is checked in tests/core/test_colour_check.py."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QListWidget, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from annotator.core.codebook import Codebook, Label, parse_codebook
from annotator.core.colour_check import OWN_TINT_SHARE, PAGES, TINT_SHARE, contrast, over
from annotator.core.resources import resource
from annotator.ui.parts.stylesheet import build, set_role
from annotator.ui.parts.theme import (
    DARK,
    DARK_SHARP,
    LIGHT,
    LIGHT_SHARP,
    Appearance,
    Theme,
    palette,
    scale_of,
    theme_of,
)

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


def news() -> Codebook:
    return parse_codebook(tomllib.loads(resource("codebooks", "news.toml").read_text(encoding="utf-8")))


def ratio(one: QColor, other: QColor) -> float:
    """The contrast of two solid colours."""
    return contrast(one.name(), other.name())


def laid(top: QColor, ground: QColor) -> QColor:
    """A see-through colour laid on a solid one."""
    return QColor(over(top.name(), top.alphaF(), ground.name()))


def label(colour: str, dark: str, tint: str = "") -> Label:
    return Label(name="X", title="X", key="X", colour=colour, colour_dark=dark, tint=tint)


@THEMES
def test_the_check_of_colours_knows_the_page_and_the_tint(theme: Theme) -> None:
    assert PAGES[theme.dark] == theme.surface
    plain, own = label("#1060F0", "#5C9BFF"), label("#A85507", "#F0B357", "#E8A33D")
    assert theme.tint(plain).alphaF() == pytest.approx(TINT_SHARE[theme.dark], abs=0.001)
    assert LIGHT.tint(own).alphaF() == pytest.approx(OWN_TINT_SHARE, abs=0.001)


@THEMES
def test_words_have_aa_contrast_on_every_ground(theme: Theme) -> None:
    for words in ("text", "muted"):
        for ground in ("window", "surface", "selected", "hover", "banner", "success", "failure"):
            assert ratio(theme.color(words), theme.color(ground)) >= 4.5, (words, ground)
    for words, ground in (
        ("on_accent", "accent"),
        ("surface", "text"),
        ("done", "surface"),
        ("danger", "surface"),
        ("danger", "window"),
        ("accent", "surface"),
    ):
        assert ratio(theme.color(words), theme.color(ground)) >= 4.5, (words, ground)


@pytest.mark.parametrize("theme", [LIGHT_SHARP, DARK_SHARP], ids=lambda theme: theme.name)
def test_who_asks_the_system_for_more_contrast_gets_it(
    theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in ("text", "muted", "accent", "done", "danger"):
        for ground in ("window", "surface", "hover"):
            assert ratio(theme.color(words), theme.color(ground)) >= 5.5, (words, ground)
    for ground in ("window", "surface", "selected", "hover", "banner", "success", "failure"):
        assert ratio(theme.color("text"), theme.color(ground)) >= 7, ground
        assert ratio(theme.color("muted"), theme.color(ground)) >= 6, ground
    assert ratio(theme.color("line"), theme.color("surface")) >= 4.5
    assert ratio(theme.color("on_accent"), theme.color("accent")) >= 7
    assert ratio(theme.color("selected"), theme.color("surface")) >= 1.3
    for item in news().labels:
        assert ratio(theme.colour(item), theme.color("surface")) >= 4.5, item.name
    monkeypatch.setattr("annotator.ui.parts.theme.wants_contrast", lambda: True)
    appearance = Appearance("dark" if theme.dark else "light")
    assert appearance.theme == theme
    before = QApplication.palette()
    QApplication.setPalette(palette(theme))
    widget = QWidget()
    qtbot.addWidget(widget)
    assert theme_of(widget) == theme
    QApplication.setPalette(before)


@THEMES
def test_focus_ring_and_dots_stand_out(theme: Theme) -> None:
    for mark in ("accent", "done", "muted"):
        for ground in ("window", "surface", "selected"):
            assert ratio(theme.color(mark), theme.color(ground)) >= 3, (mark, ground)


@THEMES
def test_labels_have_aa_contrast_as_words_and_as_underlines(theme: Theme) -> None:
    surface = theme.color("surface")
    for item in news().labels:
        assert ratio(theme.colour(item), surface) >= 4.5, item.name
        assert ratio(theme.colour(item), laid(theme.tint(item), surface)) >= 3, item.name


@THEMES
def test_words_are_readable_on_every_tint_and_on_two_of_them(theme: Theme) -> None:
    surface = theme.color("surface")
    for one in news().labels:
        ground = laid(theme.tint(one), surface)
        assert ratio(theme.color("text"), ground) >= 7, one.name
        for other in news().labels:
            assert ratio(theme.color("text"), laid(theme.tint(other), ground)) >= 4.5, (one.name, other.name)


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
    assert len(pictures) == 8
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


@pytest.mark.usefixtures("keep_look")
@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QComboBox])
def test_a_field_that_takes_nothing_looks_so(
    qapp: QApplication, qtbot: QtBot, kind: type[QLineEdit | QPlainTextEdit | QComboBox]
) -> None:
    Appearance("light").apply(qapp)
    field = kind()
    qtbot.addWidget(field)
    field.resize(200, 60)
    field.show()
    qtbot.waitExposed(field)

    def ground() -> str:
        return field.grab().toImage().pixelColor(100, 30).name()

    assert ground() == LIGHT.surface.lower()
    field.setEnabled(False)
    assert ground() == LIGHT.window.lower()
