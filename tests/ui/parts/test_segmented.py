"""The segmented control: what it holds, what keys and clicks do, how it wraps."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from annotator.ui.parts.segmented import SegmentedControl, SeveralControl, caption
from tests.ui.page_fakes import Page, focused

# The offscreen platform says so of every window that has a least size.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

FORMS = ("direct", "indirect", "reported", "free_indirect", "indirect_free_indirect")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    return Page(qtbot)


@pytest.fixture
def control(page: Page, qtbot: QtBot) -> SegmentedControl:
    control = SegmentedControl("Form", FORMS)
    page.put(control, qtbot)
    return control


def segments(control: QWidget) -> list[QAbstractButton]:
    return control.findChildren(QAbstractButton)


@pytest.fixture
def taken(control: SegmentedControl) -> Iterator[list[object]]:
    """What the control says that the person chose."""
    values: list[object] = []
    control.value_chosen.connect(values.append)
    yield values
    control.value_chosen.disconnect(values.append)


def test_caption_shows_blanks() -> None:
    assert caption("indirect_free_indirect") == "indirect free indirect"


def test_segmented_control_sets_a_value_silently(control: SegmentedControl, taken: list[object]) -> None:
    assert control.value() is None
    control.set_value("reported")
    assert control.value() == "reported"
    control.set_value("unheard of")
    assert control.value() is None
    assert taken == []


def test_segmented_control_by_click(control: SegmentedControl, taken: list[object], page: Page) -> None:
    QTest.mouseClick(segments(control)[1], LEFT)
    assert (control.value(), taken) == ("indirect", ["indirect"])
    QTest.mouseClick(segments(control)[1], LEFT)
    assert (control.value(), taken) == (None, ["indirect", None])
    assert page.before.hasFocus()


def test_segmented_control_by_keys(control: SegmentedControl, taken: list[object], page: Page) -> None:
    QTest.keyClick(page.before, Qt.Key.Key_Tab)
    assert focused() is segments(control)[0]
    QTest.keyClick(focused(), Qt.Key.Key_Right)
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    assert taken == []
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    assert taken == ["reported"]
    QTest.keyClick(focused(), Qt.Key.Key_Left)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert taken == ["reported", "indirect"]
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert taken == ["reported", "indirect", None]
    QTest.keyClick(focused(), Qt.Key.Key_End)
    assert focused() is segments(control)[4]
    QTest.keyClick(focused(), Qt.Key.Key_Right)
    assert focused() is segments(control)[4]
    QTest.keyClick(focused(), Qt.Key.Key_Home)
    assert focused() is segments(control)[0]


def test_segmented_control_is_one_stop_of_tab(control: SegmentedControl, page: Page) -> None:
    control.set_value("indirect")
    QTest.keyClick(page.before, Qt.Key.Key_Tab)
    assert focused() is segments(control)[1]
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert page.after.hasFocus()


def test_segmented_control_takes_focus_as_a_whole(control: SegmentedControl) -> None:
    control.set_value("reported")
    control.setFocus()
    assert focused() is segments(control)[2]


def test_segmented_control_by_digits(control: SegmentedControl, taken: list[object]) -> None:
    control.setFocus()
    QTest.keyClicks(focused(), "4")
    assert control.value() == "free_indirect"
    QTest.keyClicks(focused(), "944")
    assert taken == ["free_indirect", None, "free_indirect"]
    assert control.choose_digit("5")
    assert control.value() == "indirect_free_indirect"
    assert not control.choose_digit("6")
    assert not control.choose_digit("x")
    assert not control.choose_digit("")
    assert not control.choose(-1)
    assert control.value() == "indirect_free_indirect"


def test_segmented_control_leaves_other_keys_alone(control: SegmentedControl, taken: list[object]) -> None:
    control.setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(focused(), "q")
    assert taken == []


def test_segmented_control_goes_the_other_way_from_right_to_left(control: SegmentedControl) -> None:
    control.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    control.setFocus()
    assert segments(control)[0].x() > segments(control)[1].x()
    QTest.keyClick(focused(), Qt.Key.Key_Left)
    assert focused() is segments(control)[1]


def test_segmented_control_wraps_where_it_is_narrow(control: SegmentedControl) -> None:
    wide, narrow = control.heightForWidth(2000), control.heightForWidth(control.sizeHint().width() - 1)
    assert control.heightForWidth(control.sizeHint().width()) == wide
    assert narrow > wide
    assert control.heightForWidth(1) >= 5 * wide
    control.resize(control.sizeHint().width() - 1, narrow)
    boxes = [segment.geometry() for segment in segments(control)]
    assert len({box.y() for box in boxes}) == 2
    for number, box in enumerate(boxes):
        assert control.rect().contains(box)
        assert not any(box.intersects(other) for other in boxes[:number])


def test_one_long_value_of_many_needs_no_more_rows_for_the_others(qtbot: QtBot) -> None:
    values = [f"label_{n}" for n in range(40)]
    short, long = SeveralControl("Labels", values), SeveralControl("Labels", [*values, "an_uncommonly_long_label"])
    for control in (short, long):
        qtbot.addWidget(control)
    row = SeveralControl("Label", values[:1]).heightForWidth(240)
    assert long.heightForWidth(240) < short.heightForWidth(240) + 2 * row
    long.resize(240, long.heightForWidth(240))
    long.show()
    boxes = [segment.geometry() for segment in segments(long)]
    assert all(long.rect().contains(box) for box in boxes)
    assert not any(one.intersects(other) for one, other in combinations(boxes, 2))
    assert [(box.y(), box.x()) for box in boxes] == sorted((box.y(), box.x()) for box in boxes)


def test_segmented_control_keeps_its_size_when_digits_appear(control: SegmentedControl) -> None:
    before = control.sizeHint()
    without = control.grab().toImage()
    control.set_active(True)
    assert control.is_active()
    control.set_value("direct")
    assert control.sizeHint() == before
    control.set_value(None)
    assert control.grab().toImage() != without
    assert [control.digit(n) for n in (0, 8, 9, 10)] == ["1", "9", "0", ""]


def test_segmented_control_has_accessible_names(control: SegmentedControl) -> None:
    assert control.accessibleName() == "Form"
    assert [s.accessibleName() for s in segments(control)][3] == "Form: free indirect"


def test_segmented_control_of_values_that_are_no_texts(qtbot: QtBot) -> None:
    control = SegmentedControl("Ironic", (True, False), ("yes", "no"))
    qtbot.addWidget(control)
    control.set_value(False)
    assert control.value() is False
    assert [s.text() for s in segments(control)] == ["yes", "no"]


@pytest.fixture
def several(page: Page, qtbot: QtBot) -> SeveralControl:
    control = SeveralControl("Form", FORMS)
    page.put(control, qtbot)
    return control


def test_several_values_are_on_and_off_by_themselves(several: SeveralControl, page: Page) -> None:
    taken: list[object] = []
    several.value_chosen.connect(taken.append)
    QTest.mouseClick(segments(several)[3], LEFT)
    QTest.mouseClick(segments(several)[1], LEFT)
    assert several.value() == ["indirect", "free_indirect"]
    assert several.choose_digit("4")
    assert several.choose_digit("2")
    assert not several.choose_digit("6")
    assert taken == [["free_indirect"], ["indirect", "free_indirect"], ["indirect"], None]
    several.set_value(["reported", "unheard of"])
    assert several.value() == ["reported"]
    several.set_value(None)
    assert several.value() is None
    assert len(taken) == 4


def test_the_keyboard_stays_where_it_is_among_several(several: SeveralControl, page: Page) -> None:
    QTest.keyClick(page.before, Qt.Key.Key_Tab)
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    QTest.keyClick(focused(), Qt.Key.Key_End)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    several.set_value(["direct", "indirect_free_indirect"])
    assert focused() is segments(several)[4]
    assert [s.isChecked() for s in segments(several)] == [True, False, False, False, True]


def test_several_values_stand_apart_and_fit(several: SeveralControl) -> None:
    narrow = several.sizeHint().width() - 1
    assert several.heightForWidth(narrow) > several.heightForWidth(narrow + 1)
    several.resize(narrow + 1, several.heightForWidth(narrow + 1))
    boxes = [segment.geometry() for segment in segments(several)]
    assert all(several.rect().contains(box) for box in boxes)
    assert all(left.right() + 1 < right.left() for left, right in pairwise(boxes))
