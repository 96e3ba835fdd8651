"""The curves between spans: where they begin, end and pass."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF

from annotator.ui.pane.curves import along_line, arrow_head, between_lines, through_margin


def test_a_bow_of_one_line_hangs_or_rises() -> None:
    low = along_line(QPointF(0, 0), QPointF(50, 0), 10).boundingRect()
    assert low.top() == 0
    assert low.bottom() == pytest.approx(10, abs=0.5)
    high = along_line(QPointF(0, 0), QPointF(50, 0), -10).boundingRect()
    assert high.bottom() == 0
    assert high.top() == pytest.approx(-10, abs=0.5)


@pytest.mark.parametrize("end", [QPointF(50, 40), QPointF(-30, -200)])
def test_a_curve_between_lines_stays_between_them(end: QPointF) -> None:
    path = between_lines(QPointF(0, 0), end)
    box = path.boundingRect()
    assert path.pointAtPercent(1) == end
    assert (box.top(), box.bottom()) == (min(0, end.y()), max(0, end.y()))


@pytest.mark.parametrize("height", [400.0, -400.0])
def test_a_long_curve_goes_by_the_margin(height: float) -> None:
    end = QPointF(80, height)
    path = through_margin(QPointF(0, 0), end, 300, 50)
    assert path.pointAtPercent(1) == end
    assert path.pointAtPercent(0.5).x() == pytest.approx(300)
    assert path.boundingRect().right() == pytest.approx(300)


def test_the_arrow_head_is_at_the_end_and_looks_onwards() -> None:
    head = arrow_head(between_lines(QPointF(0, 0), QPointF(0, 100)), 7)
    tip, one, other = (head.at(n) for n in range(3))
    assert tip == QPointF(0, 100)
    assert one.y() < 100
    assert other.y() < 100
    assert one.x() == pytest.approx(-other.x())
    # A path of no length has an end, too.
    assert arrow_head(between_lines(QPointF(3, 3), QPointF(3, 3)), 7).at(0) == QPointF(3, 3)
