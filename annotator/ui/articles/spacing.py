"""A column of widgets in three parts, of which the middle one takes what room there is; gaps follow the font."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.ui.parts.theme import scale_of

_LOW = 430  # px of the look


class SpacedColumn(QWidget):
    """What is above a list, the list, and what is below it.

    The list reaches the right edge, so that its scroll bar lies in the margin of the others. ``became_low`` says
    whether what is around it leaves it room for two articles only.
    """

    became_low = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[QVBoxLayout] = []
        self._is_low = False

    def lay_out(self, above: Sequence[QWidget], view: QWidget, below: Sequence[QWidget]) -> None:
        """Puts the widgets into the column."""
        layout = QVBoxLayout(self)
        for widgets, stretch in ((above, 0), ((view,), 1), (below, 0)):
            part = QVBoxLayout()
            for widget in widgets:
                part.addWidget(widget)
            layout.addLayout(part, stretch)
            self._parts.append(part)
        self._space()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_low = event.size().height() < round(_LOW * scale_of(self))
        if is_low != self._is_low:
            self._is_low = is_low
            self.became_low.emit(is_low)

    def changeEvent(self, event: QEvent) -> None:
        """Spacing follows the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._space()

    def _space(self) -> None:
        layout = self.layout()
        if layout is None:
            return
        step = 4 * scale_of(self)
        outer, gap = round(2.5 * step), round(2 * step)
        for part, right in zip(self._parts, (outer, 0, outer), strict=True):
            part.setContentsMargins(outer, 0, right, 0)
            part.setSpacing(gap)
        layout.setContentsMargins(0, round(3 * step), 0, round(3 * step))
        layout.setSpacing(gap)
