"""All occurrences of a text, labelled, linked and unlabelled by key, in the article and the corpus."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.core.models import Actor, State
from annotator.project import commands
from annotator.ui.recode.occurrences_dialog import OccurrencesDialog
from annotator.ui.recode.occurrences_list import HitView
from tests.end_to_end.window import CTRL, LEFT, NONE, POPUPS, SHIFT, Driver, Key, Windows, open_windows
from tests.making import make_draft, make_span, make_zone
from tests.ui.test_accessibility import by_tab, controls, nameless

windows = open_windows
pytestmark = POPUPS

FIRST = (
    "Ohlsen sprach. Der Verband hörte Ohlsen zu, auch Ohlsens Leute.\nNur Neuohlsen, Ohlsen-Leute, OHLSEN nicht."
)
SECOND = "Jule Ohlsen war dort, und Ohlsen ging."
THIRD = "Ohlsen: Titel\nOhlsen kam wieder."


def dialog() -> OccurrencesDialog:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, OccurrencesDialog) and w.isVisible()]
    assert len(found) == 1
    return found[0]


def wait(driver: Driver, shown: OccurrencesDialog) -> None:
    """Until all articles have been searched."""
    driver.qtbot.waitUntil(lambda: not shown._search.is_running)
    driver.settle()


def lines(shown: OccurrencesDialog) -> list[tuple[str, bool]]:
    """Each occurrence in its surroundings, and whether it is ticked."""
    model = shown._model
    found = []
    for row in range(model.rowCount()):
        hit = model.hit(row)
        if hit is not None:
            found.append((hit.text + hit.line.after[:4], model.state(row) == Qt.CheckState.Checked))
    return found


@pytest.fixture
def driver(windows: Windows) -> Driver:
    spans = [make_span("ACTOR", (0, 11), id="long", annotator="Mara")]
    zones = [make_zone(0, 14)]
    return windows.open(FIRST, make_draft(SECOND, spans=spans, title="Zwei"), make_draft(THIRD, zones=zones))


def test_two_keys_label_all_in_the_article(driver: Driver) -> None:
    driver.label("Ohlsen", "a")
    driver.keys = 0
    driver.press("l", CTRL)
    shown = dialog()
    assert lines(shown) == [("Ohlsen spr", False), ("Ohlsen zu,", True), ("Ohlsens Leu", True)]
    driver.press(Key.Key_Return)
    assert driver.keys == 2
    assert driver.words == ["Ohlsen", "Ohlsen", "Ohlsens"]
    assert driver.exported() == [("ACTOR", "Ohlsen"), ("ACTOR", "Ohlsen"), ("ACTOR", "Ohlsens")]
    assert driver.told == "2 labels made."
    assert driver.focus is driver.pane
    driver.press("z", CTRL)
    assert driver.words == ["Ohlsen"]


def test_the_actor_goes_along(driver: Driver) -> None:
    span = driver.label("Ohlsen", "a")
    driver.window.session.run(commands.CreateActor(Actor("o", "Jule Ohlsen", "person")))
    driver.window.session.run(commands.SetActor(((1, span.id),), "o", learn_alias=False))
    driver.window.session.run(commands.SetAttribute(1, span.id, "kind", "person"))
    driver.window.session.run(commands.AddSpan(1, "ACTOR", (driver.place("Ohlsen", 1),), id="second"))
    driver.press("l", CTRL)
    assert [ticked for _, ticked in lines(dialog())] == [False, True, True]
    driver.press(Key.Key_Return)
    assert [s.actor_id for s in driver.spans] == ["o", "o", "o"]
    assert [s.attributes.get("kind") for s in driver.spans] == ["person", None, "person"], (
        "made ones take them over"
    )
    assert driver.told == "2 labels made or linked."
    assert driver.active.id == span.id


def test_from_a_selection_with_options(driver: Driver) -> None:
    driver.pane.select(*driver.place("Ohlsen"))
    driver.press("l", CTRL)
    shown = dialog()
    assert len(lines(shown)) == 3
    shown._words.click()
    assert [text for text, _ in lines(shown)] == ["Ohlsen spr", "Ohlsen zu,", "Ohlsens Leu", "Ohlsen-Leu"]
    shown._case.click()
    assert len(lines(shown)) == 6
    shown._endings.click()
    assert [text for text, _ in lines(shown)][2] == "Ohlsens Le"
    shown._words.click()
    shown._label.setCurrentIndex(shown._label.findData("CLAIM"))
    driver.press(Key.Key_Space)
    assert [ticked for _, ticked in lines(shown)] == [False, True, True]
    driver.press(Key.Key_Down)
    driver.press(Key.Key_Space)
    driver.press(Key.Key_Return)
    assert driver.exported() == [("CLAIM", "OHLSEN")]


def test_another_text_is_typed(driver: Driver) -> None:
    driver.caret_to("Verband")
    driver.press("l", CTRL)
    shown = dialog()
    assert lines(shown) == [("Verband hör", True)]
    shown._text.setFocus()
    shown._text.selectAll()
    driver.write("Leute")
    driver.press(Key.Key_Return)
    assert shown.isVisible(), "what is listed was found for another text"
    assert lines(shown) == [("Leute. Nu", True)]
    driver.press(Key.Key_Return)
    assert driver.exported() == [("ACTOR", "Leute")]


def test_labels_are_removed(driver: Driver) -> None:
    for n in range(2):
        driver.label("Ohlsen", "a", n)
    driver.press("l", CTRL)
    shown = dialog()
    assert not shown._apply.isEnabled() or [t for _, t in lines(shown)] == [False, False, True]
    shown._action.setCurrentIndex(shown._action.findData("remove"))
    assert [ticked for _, ticked in lines(shown)] == [True, True, False]
    assert shown._apply.text() == "Remove 2"
    driver.press(Key.Key_Return)
    assert driver.words == []
    assert driver.told == "2 labels removed."


def test_escape_and_nothing_to_find(driver: Driver) -> None:
    driver.label("Ohlsen", "a")
    driver.press("l", CTRL)
    dialog()
    driver.press(Key.Key_Escape)
    assert driver.words == ["Ohlsen"]
    driver.pane.set_caret(len(driver.text))
    driver.press("l", CTRL)
    assert "Select a span or some text first" in driver.told
    driver.label("Verband", "a")
    driver.press("l", CTRL)
    shown = dialog()
    assert not shown._apply.isEnabled()
    driver.press(Key.Key_Return)
    assert shown.isVisible()
    driver.press(Key.Key_Escape)


def test_the_text_follows_the_list_and_the_mouse_ticks(driver: Driver) -> None:
    driver.label("Ohlsen", "a")
    driver.press("l", CTRL)
    shown = dialog()
    view = shown._view
    row = view.visualRect(shown._model.index(1))
    QTest.mouseClick(view.viewport(), LEFT, NONE, row.topLeft() + QPoint(18, row.height() // 2))
    assert [ticked for _, ticked in lines(shown)] == [False, False, True]
    QTest.mouseClick(view.viewport(), LEFT, NONE, row.center())
    assert [ticked for _, ticked in lines(shown)] == [False, False, True]
    assert driver.pane.selection == driver.place("Ohlsen", 1)
    driver.press(Key.Key_Down)
    start, _ = driver.place("Ohlsens")
    assert driver.pane.selection == (start, start + 7)
    shown._all.click()
    assert [ticked for _, ticked in lines(shown)] == [True, True, True]
    shown._all.click()
    assert [ticked for _, ticked in lines(shown)] == [False, False, False]
    assert not shown._apply.isEnabled()
    driver.press(Key.Key_Escape)
    assert driver.active.start == 0, "back to where one came from"
    assert driver.pane.selection is None


def test_all_in_the_corpus(driver: Driver) -> None:
    driver.label("Ohlsen", "a")
    driver.press("l", CTRL | SHIFT)
    shown = dialog()
    wait(driver, shown)
    # Not in the zone, and not within the longer name that has the label.
    assert lines(shown) == [
        ("Ohlsen spr", False),
        ("Ohlsen zu,", True),
        ("Ohlsens Leu", True),
        ("Ohlsen war", False),
        ("Ohlsen gin", True),
        ("Ohlsen kam", True),
    ]
    assert shown._counts.text() == "4 of 6 in 3 articles"
    model = shown._model
    assert [model.title(row)[0] for row in range(model.rowCount()) if model.hit(row) is None] == [
        "Article 1",
        "Zwei",
        "Titel",
    ]
    # All of an article by its title.
    model.tick(0, False)
    assert [ticked for _, ticked in lines(shown)] == [False, False, False, False, True, True]
    driver.press(Key.Key_Return)
    driver.settle()
    driver.qtbot.waitUntil(lambda: driver.told == "2 labels made.")
    assert driver.exported(1) == [("ACTOR", "Ohlsen")]
    assert driver.exported(2) == [("ACTOR", "Jule Ohlsen"), ("ACTOR", "Ohlsen")]
    assert driver.exported(3) == [("ACTOR", "Ohlsen")]
    driver.press("z", CTRL)
    assert driver.exported(3) == []
    assert driver.exported(2) == [("ACTOR", "Jule Ohlsen")]
    assert not list(driver.project.problems())


def test_options_of_the_corpus(driver: Driver) -> None:
    driver.window.session.run(commands.SetState((2,), State.DONE))
    driver.label("Ohlsen", "a")
    driver.press("l", CTRL | SHIFT)
    shown = dialog()
    wait(driver, shown)
    shown._zones.click()
    wait(driver, shown)
    assert len(lines(shown)) == 7
    shown._done.click()
    wait(driver, shown)
    assert len(lines(shown)) == 5
    driver.press(Key.Key_Escape)


def test_an_occurrence_elsewhere_is_shown_and_many_are_labelled(windows: Windows) -> None:
    driver = windows.open("Ohlsen hier.", *(f"{n}: " + "Ohlsen dort. " * 30 for n in range(9)))
    driver.label("Ohlsen", "a")
    driver.press("l", CTRL | SHIFT)
    shown = dialog()
    wait(driver, shown)
    view: HitView = shown._view
    view.doubleClicked.emit(shown._model.index(3))
    assert driver.title == "Article 2"
    assert driver.pane.selection == (3, 9)
    assert shown.isVisible(), "it stands beside the text"
    assert len(shown._model.ticked()) == 270
    shown.activateWindow()
    shown.accept()
    driver.qtbot.waitUntil(lambda: driver.told == "270 labels made.")
    assert len(driver.words) == 30, "what the thread wrote is on screen"
    driver.front()
    driver.press("z", CTRL)
    assert driver.words == []


def test_the_text_is_corrected_meanwhile(driver: Driver) -> None:
    driver.label("Verband", "a")
    driver.caret_to("Leute")
    driver.press("l", CTRL)
    shown = dialog()
    driver.window.session.run(commands.CorrectText(1, "Viele Leute: " + FIRST))
    driver.settle()
    assert lines(shown) == [("Leute: Oh", True), ("Leute. Nu", True)]
    # Past the window, which has not looked yet.
    driver.project.apply(commands.CorrectText(1, FIRST))
    driver.press(Key.Key_Return)
    assert "corrected since these places were found" in driver.message
    assert len(driver.record()["spans"]) == 1


def test_it_closes_with_its_article(driver: Driver) -> None:
    driver.label("Ohlsen", "a")
    driver.press("l", CTRL)
    shown = dialog()
    driver.window.corpus.show_article(2)
    driver.settle()
    assert not [w for w in QApplication.topLevelWidgets() if w is shown and w.isVisible()]
    driver.press("l", CTRL | SHIFT)
    shown = dialog()
    driver.window.corpus.show_article(1)
    assert shown.isVisible(), "that one is about all articles"
    driver.front()
    driver.caret_to("Verband")
    driver.press("l", CTRL | SHIFT)
    assert dialog() is not shown, "one at a time"
    driver.window.session.close()
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, OccurrencesDialog) and w.isVisible()]


def test_every_control_has_a_name_and_is_reached_by_tab(driver: Driver) -> None:
    driver.label("Ohlsen", "a")
    driver.press("l", CTRL | SHIFT)
    shown = dialog()
    wait(driver, shown)
    assert nameless(shown) == []
    reached = by_tab(driver, shown._text, shown)
    assert {w for w in controls(shown) if w.focusPolicy() & Qt.FocusPolicy.TabFocus} <= set(reached)
    driver.press(Key.Key_Escape)
