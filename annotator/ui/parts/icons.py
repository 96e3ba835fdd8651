"""The program's own icons: SVG line drawings in resources/icons, in any colour, crisp on dense screens."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from annotator.core.resources import resource

if TYPE_CHECKING:
    from annotator.ui.parts.theme import Theme

_SIZES = (16, 20, 24, 32, 40, 48)
_APP_SIZES = (16, 24, 32, 48, 64, 128, 256)


def icon(name: str, colour: Theme | QColor | str) -> QIcon:
    """The icon ``resources/icons/<name>.svg`` in one colour; a theme stands for its text's colour.

    Drawn at 16 to 48 px, so that a button of 16 to 24 px stays crisp at 200 %. Needs a QGuiApplication.
    FileNotFoundError if there is no such icon.
    """
    match colour:
        case str():
            return _icon(name, colour)
        case QColor():
            return _icon(name, colour.name().upper())
        case _:
            return _icon(name, colour.text)


@lru_cache(maxsize=256)
def _icon(name: str, colour: str) -> QIcon:
    return _draw(_source(name).replace("currentColor", colour), _SIZES)


@lru_cache(maxsize=1)
def app_icon() -> QIcon:
    """The program's icon, for windows and the about box. Best set after the first paint: it loads QtSvg."""
    return _draw(_source("annotator"), _APP_SIZES)


def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


def _draw(svg: str, sizes: tuple[int, ...]) -> QIcon:
    # Imported here because the first window is shown without any icon, and QtSvg takes time to load.
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(svg.encode()))
    result = QIcon()
    for size in sizes:
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        result.addPixmap(pixmap)
    return result
