"""A label's colours as a small picture, for buttons and rows that name it."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from annotator.core.codebook import Label
from annotator.ui.parts.theme import Theme

SWATCH = QSize(16, 12)


def swatch(label: Label, theme: Theme) -> QIcon:
    """The label as it looks in the text: a tint above an underline. For an icon of the size ``SWATCH``."""
    return _swatch(theme.tint(label).rgba(), theme.colour(label).rgba())


@lru_cache(maxsize=256)
def _swatch(tint: int, line: int) -> QIcon:
    icon = QIcon()
    for ratio in (1, 2, 3):
        pixmap = QPixmap(SWATCH * ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.scale(ratio, ratio)
        painter.fillRect(QRectF(0, 1, 16, 8), QColor.fromRgba(tint))
        painter.fillRect(QRectF(0, 9, 16, 2.5), QColor.fromRgba(line))
        painter.end()
        # Qt would tint it in a chosen row.
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
            icon.addPixmap(pixmap, mode)
    return icon
