"""Scrolls two pages in step: what lies beside each other is what the texts have in common."""

from __future__ import annotations

from PySide6.QtCore import QObject

from annotator.core.comparison import Comparison
from annotator.ui.pane.page import ReadingPage

_ABOVE = 1 / 3  # of the height, above what is shown


class StepScroll(QObject):
    """Whichever page is scrolled, the other one follows."""

    def __init__(self, one: ReadingPage, other: ReadingPage, parent: QObject) -> None:
        super().__init__(parent)
        self._one = one
        self._other = other
        self._comparison: Comparison | None = None
        self._is_moving = False
        one.verticalScrollBar().valueChanged.connect(lambda _: self._follow(one, other, back=False))
        other.verticalScrollBar().valueChanged.connect(lambda _: self._follow(other, one, back=True))

    def set_comparison(self, comparison: Comparison) -> None:
        """The texts of the two pages as they are shown now."""
        self._comparison = comparison
        self._follow(self._one, self._other, back=False)

    def show(self, here: int, there: int) -> None:
        """Scrolls both pages so that a place of one lies beside a place of the other."""
        self._is_moving = True
        for page, place in ((self._one, here), (self._other, there)):
            top = page.places.line_at(place).top
            page.verticalScrollBar().setValue(round(top - _ABOVE * page.viewport().height()))
        self._is_moving = False

    def _follow(self, moved: ReadingPage, other: ReadingPage, *, back: bool) -> None:
        if self._is_moving or self._comparison is None:
            return
        self._is_moving = True
        bar, following = moved.verticalScrollBar(), other.verticalScrollBar()
        share = bar.value() / bar.maximum() if bar.maximum() else 0.0
        if share in (0.0, 1.0):
            following.setValue(round(share * following.maximum()))
        else:
            # The height that is compared goes from the upper edge to the lower one meanwhile, so that both
            # beginnings and both ends come together.
            y = bar.value() + share * moved.viewport().height()
            there = self._beside(moved, other, y, self._comparison, back)
            following.setValue(round(there - share * other.viewport().height()))
        self._is_moving = False

    @staticmethod
    def _beside(moved: ReadingPage, other: ReadingPage, y: float, comparison: Comparison, back: bool) -> float:
        """The height of the other page where the text goes on that one has at ``y``."""
        top = _height(moved, 0)
        if y < top:
            return y / top * _height(other, 0)
        line = moved.places.line_near(y)
        share = min(max((y - line.top) / (line.bottom - line.top), 0.0), 1.0)
        return _height(other, comparison.across(line.start + share * (line.end - line.start), back=back))


def _height(page: ReadingPage, place: float) -> float:
    """Where a place of the text is, as if a line's words stood below each other."""
    line = page.places.line_at(int(place))
    length = line.end - line.start
    share = min((place - line.start) / length, 1.0) if length else 0.0
    return line.top + share * (line.bottom - line.top)
