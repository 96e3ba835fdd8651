"""The list, the text and the inspector beside each other."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from annotator.ui.parts.theme import scale_of

_TEXT = 620  # px of the look that a column of usual width takes
_FIRST = [310, 0, 340]  # 0: whatever is usual
_LEAST = (160, 260)  # of the sides


class Body(QSplitter):
    """Three regions; where there is no room for all, those at the sides shrink before the text does.

    They have the width that the person gave them as soon as there is room for it. Where both don't fit beside the
    text, one gives way to the other: the list to the inspector, unless the keyboard is in the list.
    """

    def __init__(self, left: QWidget, text: QWidget, right: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._wanted = _FIRST
        self._text, self._sides = text, (left, right)
        self._aside = left  # which of them gives way
        for part, stretch in ((left, 0), (text, 1), (right, 0)):
            self.addWidget(part)
            self.setStretchFactor(self.count() - 1, stretch)
        for part, least in zip((left, right), _LEAST, strict=True):
            part.setMinimumWidth(least)
        self.splitterMoved.connect(self._on_moved)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def reveal(self, part: QWidget) -> None:
        """Shows the side that a part of the window is, or is in, if it has given way."""
        left, right = self._sides
        if self._aside is part or self._aside.isAncestorOf(part):
            self._aside = right if self._aside is left else left
            self._share_out()

    def minimumSizeHint(self) -> QSize:
        """Room for the text and for one of the sides."""
        side = max(side.minimumWidth() for side in self._sides)
        return QSize(self._least_text() + side + self.handleWidth(), super().minimumSizeHint().height())

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

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self.isAncestorOf(now):
            return
        left, right = self._sides
        aside = right if left.isAncestorOf(now) else left
        if aside is not self._aside:
            self._aside = aside
            self._share_out()

    def _on_moved(self) -> None:
        # Of a side that is not shown, no width was chosen.
        self._wanted = [now or before for now, before in zip(self.sizes(), self._wanted, strict=True)]

    def _least_text(self) -> int:
        return max(self._text.minimumWidth(), self._text.minimumSizeHint().width())

    def _share_out(self) -> None:
        total = self.width() - 2 * self.handleWidth()
        is_tight = total < self._least_text() + sum(side.minimumWidth() for side in self._sides)
        for side in self._sides:
            side.setHidden(is_tight and side is self._aside)
        left, text, right = (
            0 if part.isHidden() else wanted for part, wanted in zip(self._parts(), self._wanted, strict=True)
        )
        usual, *low = (round(width * scale_of(self)) for width in (_TEXT, *_LEAST))
        if is_tight and left:
            usual = self._least_text()  # as somebody looks for an article and doesn't read
        # Who has made the text narrower than usual wants the sides so.
        lacking = max(0, left + min(text or usual, usual) + right - total)
        spare = [max(0, side - least) for side, least in zip((left, right), low, strict=True)]
        share = min(1.0, lacking / (sum(spare) or 1))
        left, right = left - round(share * spare[0]), right - round(share * spare[1])
        self.setSizes([left, total - left - right, right])

    def _parts(self) -> tuple[QWidget, QWidget, QWidget]:
        return self._sides[0], self._text, self._sides[1]
