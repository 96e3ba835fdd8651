"""The flag: it fills its place, in both themes and at every size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from annotator.ui.parts.flag import paint_flag
from annotator.ui.parts.theme import DARK, LIGHT, Theme


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("side", [8, 12, 24])
def test_it_is_painted_within_its_place(qapp: QApplication, theme: Theme, side: int) -> None:
    image = QImage(side + 8, side + 8, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_flag(painter, QRectF(4, 4, side, side), theme)
    painter.end()
    inked = {(x, y) for x in range(side + 8) for y in range(side + 8) if image.pixelColor(x, y).alpha() > 40}
    columns, rows = {x for x, _ in inked}, {y for _, y in inked}
    assert (min(columns), max(columns)) == (4, side + 3)
    assert min(rows) in (4, 5)
    assert max(rows) in (side + 2, side + 3)
    # Cloth above, the pole alone below.
    assert sum(y < 4 + side / 2 for _, y in inked) > 2 * sum(y > 4 + side * 0.7 for _, y in inked)
    assert image.pixelColor(4 + side // 3, 4 + side // 4).name() == theme.danger.lower()
