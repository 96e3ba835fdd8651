"""The list, the text and the inspector beside each other."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from annotator.ui.parts.theme import scale_of

_TEXT = 620  # px of the look that a column of usual width takes
_FIRST = [310, 0, 340]  # 0: whatever is usual
_LEAST = (160, 260)  # of the sides


class Body(QSplitter):
    """Three regions; where there is no room for all, those at the sides shrink before the text does.

    They have the width that the person gave them as soon as there is room for it.
    """

    def __init__(self, left: QWidget, text: QWidget, right: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._wanted = _FIRST
        for part, stretch in ((left, 0), (text, 1), (right, 0)):
            self.addWidget(part)
            self.setStretchFactor(self.count() - 1, stretch)
        for part, least in zip((left, right), _LEAST, strict=True):
            part.setMinimumWidth(least)
        self.splitterMoved.connect(self._on_moved)

    def saveState(self) -> QByteArray:  # noqa: N802
        """The widths that were chosen; Qt's own state has those that there was room for."""
        return QByteArray(" ".join(map(str, self._wanted)).encode())

    def restoreState(self, state: QByteArray | bytes | bytearray | memoryview) -> bool:  # noqa: N802
        widths = bytes(QByteArray(state).data()).split()
        if len(widths) != len(_FIRST) or not all(width.isdigit() for width in widths):
            return False
        self._wanted = [int(width) for width in widths]
        self._share_out()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _on_moved(self) -> None:
        self._wanted = self.sizes()

    def _share_out(self) -> None:
        total = self.width() - 2 * self.handleWidth()
        left, text, right = self._wanted
        usual, *low = (round(width * scale_of(self)) for width in (_TEXT, *_LEAST))
        # Who has made the text narrower than usual wants the sides so.
        lacking = max(0, left + min(text or usual, usual) + right - total)
        spare = [max(0, side - least) for side, least in zip((left, right), low, strict=True)]
        share = min(1.0, lacking / (sum(spare) or 1))
        left, right = left - round(share * spare[0]), right - round(share * spare[1])
        self.setSizes([left, total - left - right, right])
