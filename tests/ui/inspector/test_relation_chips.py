"""The chips of a span that has many links: how many are shown, where the keyboard is, how they are laid out."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from annotator.ui.inspector.relation_chips import RelationChips
from annotator.ui.parts.widgets import Chip
from tests.end_to_end.window import CTRL, Driver, Key, Windows, open_windows
from tests.making import make_draft, make_relation, make_span
from tests.ui.inspector.layout_count import LayoutCount, counted_layouts

windows = open_windows
layouts = counted_layouts

NUMBER = 70
SENTENCE = "„Satz {:02} gilt.“ "


@pytest.fixture
def driver(windows: Windows) -> Driver:
    """One actor is the speaker of many quotes, and selected."""
    text, spans, relations = "Ada Berg: ", [make_span("ACTOR", (0, 8), id="a", annotator="Mara")], []
    for number in range(NUMBER):
        sentence, start = SENTENCE.format(number), len(text)
        text += sentence
        place = (start, start + len(sentence) - 1)
        spans.append(make_span("QUOTE", place, id=f"q{number}", annotator="Mara"))
        relations.append(make_relation("speaker", f"q{number}", "a", id=f"r{number}", annotator="Mara"))
    driver = windows.open(make_draft(text, spans=spans, relations=relations))
    driver.press(Key.Key_Tab)
    assert driver.active.label == "ACTOR"
    return driver


def chips(driver: Driver) -> list[Chip]:
    return sorted(
        (chip for chip in driver.window.inspector.findChildren(Chip) if chip.isVisible()),
        key=lambda chip: (chip.y(), chip.x()),
    )


def more(driver: Driver) -> QPushButton | None:
    buttons = driver.window.inspector.findChildren(QPushButton)
    return next((b for b in buttons if b.isVisible() and b.text().startswith("+")), None)


def test_of_many_links_the_first_are_shown_and_a_key_shows_the_others(driver: Driver) -> None:
    assert len(chips(driver)) == 30
    button = more(driver)
    assert button is not None
    assert (button.text(), button.accessibleName()) == ("+40 more", "Linked by: show 40 more")
    before = chips(driver)
    before[-1].setFocus()
    driver.press(Key.Key_Tab)
    assert driver.focus is button
    driver.press(Key.Key_Space)
    assert len(chips(driver)) == NUMBER
    assert chips(driver)[:30] == before
    assert driver.focus is chips(driver)[30]
    driver.press(Key.Key_Tab)
    assert driver.focus is chips(driver)[31]
    assert more(driver) is None
    # Whoever comes back sees the first ones again.
    driver.press(Key.Key_Space)
    assert driver.active.label == "QUOTE"
    driver.press(Key.Key_Home, CTRL)
    driver.press(Key.Key_Tab)
    assert driver.active.label == "ACTOR"
    assert len(chips(driver)) == 30


def test_chips_of_links_that_stay_stay(driver: Driver) -> None:
    before, named = chips(driver), [chip.accessibleName() for chip in chips(driver)]
    before[3].setFocus()
    driver.press(Key.Key_Delete)
    assert len(driver.relations) == NUMBER - 1
    after = chips(driver)
    assert after[:29] == [*before[:3], *before[4:]]
    assert len(after) == 30
    # One goes on deleting where one is.
    assert driver.focus is after[3]
    driver.press("z", CTRL)
    assert [chip.accessibleName() for chip in chips(driver)] == named


def test_the_keyboard_stays_in_the_row_when_the_last_chip_goes(driver: Driver) -> None:
    driver.window.labelling.activate(driver.spans[1].id)
    driver.settle()
    (chip,) = chips(driver)
    chip.setFocus()
    driver.press(Key.Key_Delete)
    assert chips(driver) == []
    assert driver.focus.accessibleName() == "Speaker: none, choose"


def test_many_chips_are_laid_out_together(driver: Driver, layouts: LayoutCount) -> None:
    row = next(row for row in driver.window.inspector.findChildren(RelationChips) if row.isVisible())
    links = row._links
    row.show_links([])
    driver.settle()
    row._all = True
    with layouts.counted() as one:
        row.show_links(links[:1])
        driver.settle()
    with layouts.counted() as many:
        row.show_links(links)
        driver.settle()
    assert len(chips(driver)) == NUMBER
    assert len(many) <= 2 * len(one)
