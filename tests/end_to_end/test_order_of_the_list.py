"""Working down a queue by key: the list ordered by what is suggested, in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.core.models import State
from tests.end_to_end.window import CTRL, LEFT, NONE, POPUPS, SHIFT, Driver, Key, Windows, open_windows
from tests.ui.articles.test_ordering import drafts

windows = open_windows
pytestmark = POPUPS


def rows(driver: Driver) -> list[int]:
    return list(driver.window.articles._model.ids)


def choose(driver: Driver, order: str) -> None:
    driver.window.actions_by_id[f"view.order_{order}"].trigger()
    driver.settle()


@pytest.fixture
def driver(windows: Windows) -> Driver:
    return windows.open(*drafts())


def test_done_and_next_goes_down_the_queue(driver: Driver) -> None:
    choose(driver, "uncertainty")
    seen = []
    for _ in range(3):
        seen.append(driver.title)
        driver.press("d", CTRL)
    assert seen == ["Vier", "Zwei", "Fünf"]
    assert driver.title == "Drei"  # "Eins" is done
    driver.press(Key.Key_PageUp, CTRL)
    assert driver.title == "Eins"
    driver.press(Key.Key_PageUp, CTRL)
    assert driver.title == "Fünf"
    assert driver.project.state(4) is State.DONE


def test_deciding_moves_no_row_until_the_sign_is_pressed(driver: Driver) -> None:
    choose(driver, "yield")
    assert driver.title == "Fünf"
    for _ in range(3):
        driver.press(Key.Key_Tab)
        driver.press(Key.Key_Backspace)
    assert driver.spans == []
    assert rows(driver) == [5, 2, 4, 1, 3]
    sign = driver.window.articles._order_sign
    QTest.mouseClick(sign, LEFT, NONE, sign.rect().center())
    driver.settle()
    assert rows(driver) == [2, 4, 1, 3, 5]
    assert driver.title == "Zwei"


def test_the_order_is_remembered_and_the_last_article_too(windows: Windows, driver: Driver) -> None:
    choose(driver, "uncertainty")
    driver.window.articles.select_article(3)
    path = driver.project.path
    driver.close()
    again = windows.open(path=path)
    assert rows(again) == [4, 2, 5, 1, 3]
    assert again.title == "Drei"
    assert again.window.actions_by_id["view.order_uncertainty"].isChecked()
    assert again.window.articles._order_sign.isVisible()
    choose(again, "imported")
    assert rows(again) == [1, 2, 3, 4, 5]
    assert again.title == "Drei"
    assert not again.window.articles._order_sign.isVisible()


def test_who_is_at_the_top_already_stays_there(driver: Driver) -> None:
    driver.window.articles.select_article(4)
    choose(driver, "uncertainty")
    assert driver.title == "Vier"
    choose(driver, "uncertainty")
    assert driver.title == "Vier"


def test_what_is_done_or_skipped_is_at_no_head_of_a_queue(driver: Driver) -> None:
    driver.window.articles.select_article(5)
    driver.press("d", CTRL)
    choose(driver, "yield")
    assert rows(driver) == [2, 4, 1, 3, 5]
    assert driver.title == "Zwei"


def test_from_the_palette(driver: Driver) -> None:
    driver.press("p", CTRL | SHIFT)
    driver.write("most uncertain")
    driver.press(Key.Key_Return)
    assert rows(driver) == [4, 2, 5, 1, 3]
    QTest.qWait(0)
    assert driver.window.articles._order_sign.focusPolicy() & Qt.FocusPolicy.TabFocus
