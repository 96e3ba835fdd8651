"""Colours, faces and sizes of the window, for a light and a dark theme.

The values are those of the project's look, checked for contrast (WCAG 2.2, AA) and for colour blindness by
tests/ui/parts/test_theme.py and tests/core/test_colour_check.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from annotator.core.codebook import Label
from annotator.ui.parts.stylesheet import build

Mode = Literal["light", "dark", "system"]
Number = TypeVar("Number", int, float)
MODES: tuple[Mode, ...] = ("light", "dark", "system")

BASE_SIZE = 13
"""Pixels of the interface's face at scale 1."""
READING_SIZE = 17
"""Pixels of the article's text, unless the person chose another size."""
READING_RANGE = (9, 60)
SCALE_RANGE = (0.75, 2.5)

INTERFACE_FAMILIES = ("Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "sans")
READING_FAMILIES = ("Noto Serif", "Source Serif 4", "Georgia", "DejaVu Serif", "serif")


@dataclass(frozen=True)
class Theme:
    """One set of colours, as ``#RRGGBB``.

    ``selected`` is the ground of a chosen row, ``hover`` of one under the pointer; ``banner``, ``success`` and
    ``failure`` of a message that warns, tells of something done, or of something that went wrong; ``on_accent`` is
    text on ``accent``.
    """

    name: str
    window: str
    surface: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    selected: str
    hover: str
    done: str
    danger: str
    banner: str
    success: str
    failure: str

    @property
    def dark(self) -> bool:
        return self.name == "dark"

    def color(self, token: str) -> QColor:
        """The colour of a token such as ``"accent"``; AttributeError if there is no such token."""
        value: str = getattr(self, token)
        return QColor(value)

    def colour(self, label: Label) -> QColor:
        """The label's own colour: for its underline, dot and name."""
        return QColor(label.colour_dark if self.dark else label.colour)

    def tint(self, label: Label) -> QColor:
        """The see-through ground behind the words of a span.

        13 % of the label's colour, or 20 % of a tint of its own, which is lighter; in the dark 18 %.
        """
        if self.dark:
            return _with_alpha(label.colour_dark, 0.18)
        own = label.tint and label.tint.upper() != label.colour.upper()
        return _with_alpha(label.tint, 0.20) if own else _with_alpha(label.colour, 0.13)


LIGHT = Theme(
    name="light",
    window="#F7F6F3",
    surface="#FFFFFF",
    line="#E4E1DA",
    text="#1F2328",
    muted="#676B72",
    accent="#2F5FD0",
    on_accent="#FFFFFF",
    selected="#EAF0FD",
    hover="#F0EEE9",
    done="#1F7F47",
    danger="#B3261E",
    banner="#FFF4DB",
    success="#E9F5EE",
    failure="#FDEEEC",
)
DARK = Theme(
    name="dark",
    window="#16171A",
    surface="#1D1F23",
    line="#33363C",
    text="#E7E6E2",
    muted="#9A9EA7",
    accent="#7AA2F7",
    on_accent="#16171A",
    selected="#25304A",
    hover="#26292E",
    done="#43B574",
    danger="#F28B82",
    banner="#33301F",
    success="#1B2C22",
    failure="#351F1E",
)
# For who asked the system for more contrast: words 7 to 1 and more, edges of fields and buttons 4.5 to 1.
LIGHT_SHARP = replace(
    LIGHT,
    window="#FFFFFF",
    line="#5A5E66",
    text="#000000",
    muted="#33373D",
    accent="#1A45A8",
    selected="#C9DAFB",
    hover="#E3E1DB",
    done="#0F5C31",
    danger="#8C1B13",
)
DARK_SHARP = replace(
    DARK,
    window="#000000",
    surface="#000000",
    line="#9A9EA7",
    text="#FFFFFF",
    muted="#D5D7DC",
    accent="#A9C4FF",
    on_accent="#000000",
    selected="#2F4170",
    hover="#33363C",
    done="#6FD69B",
    danger="#FFB4AD",
)
_SHARP = {theme.muted.lower(): theme for theme in (LIGHT_SHARP, DARK_SHARP)}


def theme_of(widget: QWidget) -> Theme:
    """The theme that a widget is shown in, so that what paints needs no reference to Appearance."""
    # Not the widget's own palette: where the style sheet says transparent, that is black.
    palette = QApplication.palette(widget)
    sharp = _SHARP.get(palette.color(QPalette.ColorRole.PlaceholderText).name())
    dark = palette.color(QPalette.ColorRole.Window).lightness() < 128
    return sharp or (DARK if dark else LIGHT)


def wants_contrast() -> bool:
    """Whether the person asked the system for more contrast; before Qt 6.10 that is not told."""
    hints = QGuiApplication.styleHints()
    if not hasattr(hints, "accessibility"):
        return False
    return bool(hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast)


def scale_of(widget: QWidget) -> float:
    """The interface's scale that a widget is shown at; 1.0 where its face is 13 px."""
    # Not the widget's own face: the style sheet makes some smaller.
    pixels = QApplication.font(widget).pixelSize()
    return pixels / BASE_SIZE if pixels > 0 else 1.0


class Appearance(QObject):
    """What the person chose the window to look like, and the theme that comes of it.

    ``changed`` is sent after the application took it over; what paints itself repaints then.
    """

    changed = Signal()

    def __init__(
        self,
        mode: Mode = "system",
        scale: float = 1.0,
        reading_families: Sequence[str] = (),
        reading_size: int = READING_SIZE,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._mode: Mode = mode
        self._scale = _held(scale, SCALE_RANGE)
        self._reading_families = tuple(reading_families)
        self._reading_size = _held(reading_size, READING_RANGE)
        self._app: QApplication | None = None
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        if hasattr(hints, "accessibility"):
            hints.accessibility().contrastPreferenceChanged.connect(self._refresh)

    @property
    def mode(self) -> Mode:
        return self._mode

    @property
    def scale(self) -> float:
        """Size of the interface; 1.0 is a face of 13 px."""
        return self._scale

    @property
    def reading_size(self) -> int:
        """Size of the article's text in pixels."""
        return self._reading_size

    @property
    def reading_families(self) -> tuple[str, ...]:
        """Faces of the article's text, the chosen ones first."""
        return (*self._reading_families, *READING_FAMILIES)

    @property
    def theme(self) -> Theme:
        dark = self._mode == "dark"
        if self._mode == "system":
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        if wants_contrast():
            return DARK_SHARP if dark else LIGHT_SHARP
        return DARK if dark else LIGHT

    def set_mode(self, mode: Mode) -> None:
        if mode != self._mode:
            self._mode = mode
            self._refresh()

    def set_scale(self, scale: float) -> None:
        """Sets the interface's scale, held to SCALE_RANGE."""
        scale = _held(scale, SCALE_RANGE)
        if scale != self._scale:
            self._scale = scale
            self._refresh()

    def set_reading(self, families: Sequence[str] | None = None, size: int | None = None) -> None:
        """Sets the faces or the size (px, held to READING_RANGE) of the article's text; None leaves it."""
        wanted = (
            self._reading_families if families is None else tuple(families),
            self._reading_size if size is None else _held(size, READING_RANGE),
        )
        if wanted != (self._reading_families, self._reading_size):
            self._reading_families, self._reading_size = wanted
            # The interface itself does not change, so no widget needs polishing again.
            self.changed.emit()

    def px(self, length: float) -> int:
        """A length in pixels of the look, at the present scale; at least 1."""
        return max(1, round(length * self._scale))

    def interface_font(self) -> QFont:
        return _font(INTERFACE_FAMILIES, self.px(BASE_SIZE), QFont.StyleHint.SansSerif)

    def reading_font(self) -> QFont:
        return _font(self.reading_families, self._reading_size, QFont.StyleHint.Serif)

    def apply(self, app: QApplication) -> None:
        """Gives the application style, palette, face and style sheet, and keeps them up to date."""
        self.apply_palette(app)
        self.apply_sheet()

    def apply_palette(self, app: QApplication) -> None:
        """The first part of :meth:`apply`, to be done before the first widget is made.

        The style sheet is better applied to a whole window: wherever one is in force, each widget that is put
        into another is styled anew, with all that it holds.
        """
        if self._app is None:
            app.setStyle("Fusion")
        self._app = app
        hints = QGuiApplication.styleHints()
        if self._mode == "system":
            hints.unsetColorScheme()
        else:
            # So that the window's own frame and native dialogs follow.
            hints.setColorScheme(Qt.ColorScheme.Dark if self._mode == "dark" else Qt.ColorScheme.Light)
        app.setFont(self.interface_font())
        app.setPalette(palette(self.theme))

    def apply_sheet(self) -> None:
        """Gives the application the style sheet: the second part of :meth:`apply`."""
        if self._app is not None:
            self._app.setStyleSheet(build(self.theme, self._scale))

    def _refresh(self) -> None:
        if self._app is not None:
            self.apply(self._app)
        self.changed.emit()

    def _system_changed(self) -> None:
        if self._mode == "system":
            self._refresh()


def palette(theme: Theme) -> QPalette:
    """The theme as Qt's roles, for what Fusion draws itself (check marks, arrows, selections)."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    result = QPalette(theme.color("surface"), theme.color("window"))
    result.setColor(role.Base, theme.color("surface"))
    result.setColor(role.AlternateBase, theme.color("window"))
    for words in (role.WindowText, role.Text, role.ButtonText, role.ToolTipText):
        result.setColor(words, theme.color("text"))
    result.setColor(role.PlaceholderText, theme.color("muted"))
    result.setColor(role.ToolTipBase, theme.color("surface"))
    result.setColor(role.Highlight, theme.color("accent"))
    result.setColor(role.HighlightedText, theme.color("on_accent"))
    result.setColor(role.Accent, theme.color("accent"))
    result.setColor(role.Link, theme.color("accent"))
    result.setColor(role.LinkVisited, theme.color("accent"))
    for words in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(group.Disabled, words, theme.color("muted"))
    return result


def _held(value: Number, limits: tuple[Number, Number]) -> Number:
    return min(max(value, limits[0]), limits[1])


def _font(families: Sequence[str], pixels: int, hint: QFont.StyleHint) -> QFont:
    font = QFont()
    # Qt takes the first family that there is when it draws; nothing is looked up here.
    font.setFamilies(list(families))
    font.setStyleHint(hint)
    font.setPixelSize(pixels)
    return font


def _with_alpha(colour: str, alpha: float) -> QColor:
    result = QColor(colour)
    result.setAlphaF(alpha)
    return result
