"""The window by mouse: selecting, choosing, resizing, menus, chips. What is done is in the file."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit

from annotator.ui.parts.widgets import Chip
from tests.end_to_end.window import (
    ALT,
    CTRL,
    LEFT,
    NONE,
    POPUPS,
    Driver,
    Windows,
    click_key,
    open_windows,
    popup_menu,
)

windows = open_windows

TEXT = """Ratschefin Jule Petersen sagte: „Wir wollen fahren.“ Der Verband schwieg dazu.

Die Fähre bleibt am Kai."""


@pytest.fixture
def driver(windows: Windows) -> Driver:
    return windows.open(TEXT)


def button(driver: Driver, name: str) -> QAbstractButton:
    buttons = driver.window.findChildren(QAbstractButton)
    found = [b for b in buttons if b.accessibleName() == name or b.accessibleName().startswith(f"{name},")]
    assert len(found) == 1
    return found[0]


def press_button(driver: Driver, name: str) -> None:
    QTest.mouseClick(button(driver, name), LEFT)
    driver.settle()


def test_a_drag_selects_words_and_the_label_bar_labels_them(driver: Driver) -> None:
    driver.drag(driver.place("etersen")[0], driver.place("sagte")[0] + 2)
    assert driver.pane.selected_text() == "Petersen sagte"
    driver.drag(driver.place("efin")[0], driver.place("etersen")[0])
    assert driver.pane.selected_text() == "Ratschefin Jule Petersen"
    press_button(driver, "Label Actor")
    assert driver.exported() == [("ACTOR", "Ratschefin Jule Petersen")]
    assert driver.pane.hasFocus()
    assert driver.active.label == "ACTOR"


def test_alt_drags_by_character(driver: Driver) -> None:
    driver.drag(driver.place("etersen")[0], driver.place("etersen")[0] + 3, ALT)
    assert driver.pane.selected_text() == "ete"
    driver.press("a")
    assert driver.exported() == [("ACTOR", "ete")]


def test_double_and_triple_click_select_word_and_sentence(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QApplication, "doubleClickInterval", lambda: 60_000)
    point = driver.spot(driver.place("schwieg")[0] + 2)
    QTest.mouseDClick(driver.pane.viewport(), LEFT, NONE, point)
    assert driver.pane.selected_text() == "schwieg"
    QTest.mouseClick(driver.pane.viewport(), LEFT, NONE, point)
    assert driver.pane.selected_text() == "Der Verband schwieg dazu."
    driver.press("c")
    assert driver.exported() == [("CLAIM", "Der Verband schwieg dazu.")]


def test_a_click_chooses_a_span_the_next_the_one_beneath_and_one_elsewhere_none(driver: Driver) -> None:
    outer = driver.label("„Wir wollen fahren.“", "q")
    inner = driver.label("fahren", "c")
    here = driver.place("fahren")[0] + 2
    driver.pane.set_caret(0)
    chosen = []
    for _ in range(3):
        driver.click(here)
        chosen.append(driver.pane.active)
    assert chosen == [inner.id, outer.id, inner.id]
    driver.click(driver.place("Kai")[0] + 1)
    assert driver.pane.active is None
    assert abs(driver.pane.caret - driver.place("Kai")[0]) <= 2


def test_an_edge_is_dragged(driver: Driver) -> None:
    driver.label("Jule Petersen", "a")
    start, end = driver.active.start, driver.active.end
    driver.drag(start, 2, shares=(0.0, 0.5))
    assert driver.exported() == [("ACTOR", "Ratschefin Jule Petersen")]
    driver.drag(end - 1, driver.place("sagte")[0] + 1, shares=(1.0, 0.5))
    assert driver.exported() == [("ACTOR", "Ratschefin Jule Petersen sagte")]
    driver.drag(driver.place("sagte")[1] - 1, driver.place("Petersen")[0] + 3, ALT, shares=(1.0, 0.1))
    assert driver.exported() == [("ACTOR", "Ratschefin Jule Pet")]
    driver.press("z", CTRL, times=3)
    assert driver.exported() == [("ACTOR", "Jule Petersen")]


def test_the_menu_labels_a_selection(driver: Driver) -> None:
    driver.pane.select(*driver.place("Der Verband"))
    entries = driver.menu(driver.pane.caret)
    assert not any(entries[name].isCheckable() for name in ("Actor", "Quote", "Cue", "Claim"))
    entries["Actor"].trigger()
    assert driver.exported() == [("ACTOR", "Der Verband")]


def test_the_menu_of_a_span_relabels_links_notes_and_deletes(driver: Driver) -> None:
    actor = driver.label("Ratschefin Jule Petersen", "a")
    driver.label("Wir wollen fahren", "c")
    entries = driver.menu(driver.active.start)
    assert entries["Claim"].isChecked()
    entries["Quote"].trigger()
    assert driver.exported()[1][0] == "QUOTE"
    entries = driver.menu(driver.active.start)
    assert entries["Quote"].isChecked()
    assert {"Link: Speaker", "Link: Addressee", "Link: Cue"} <= entries.keys()
    assert "Link: Claimant" not in entries
    entries["Link: Addressee"].trigger()
    assert driver.pane.candidates == {1: actor.id}
    driver.press("1")
    assert [r["label"] for r in driver.record()["relations"]] == ["addressee"]
    driver.menu(driver.active.start)["Note"].trigger()
    assert isinstance(QApplication.focusWidget(), QPlainTextEdit)
    driver.pane.setFocus()
    driver.menu(driver.active.start)["Delete"].trigger()
    assert driver.exported() == [("ACTOR", "Ratschefin Jule Petersen")]


def test_the_menu_marks_a_zone_names_its_kind_and_takes_it_back(driver: Driver) -> None:
    offset = driver.place("Die Fähre")[0]
    driver.pane.set_caret(offset)
    entry = driver.menu(offset)["Mark as not article text"]
    assert entry is driver.window.actions_by_id["label.zone"]
    entry.trigger()
    assert [(z["start"], z["end"], z["kind"]) for z in driver.record()["zones"]] == [
        (offset, len(TEXT), "boilerplate")
    ]
    entries = driver.menu(offset)
    kinds = entries["Not article text: boilerplate"].menu()
    kind = next(a for a in kinds.actions() if a.text() == "caption")  # type: ignore[attr-defined]
    kind.trigger()
    assert [z["kind"] for z in driver.record()["zones"]] == ["caption"]
    driver.menu(offset)["Is article text"].trigger()
    assert driver.record()["zones"] == []


def test_the_menu_copies_selection_and_span(driver: Driver) -> None:
    driver.pane.select(*driver.place("Der Verband"))
    driver.menu(driver.pane.caret)["Copy"].trigger()
    assert QGuiApplication.clipboard().text() == "Der Verband"
    driver.label("Jule Petersen", "a")
    driver.press(Qt.Key.Key_Escape)
    driver.click(driver.place("Petersen")[0] + 3)
    driver.menu(driver.active.start)["Copy"].trigger()
    assert QGuiApplication.clipboard().text() == "Jule Petersen"
    driver.pane.set_caret(0)
    assert not driver.menu(0)["Copy"].isEnabled()


@POPUPS
def test_a_key_that_the_menu_shows_does_what_it_shows(driver: Driver) -> None:
    offset = driver.place("Die Fähre")[0]
    driver.pane.set_caret(offset)
    for zones in (1, 0):
        driver.window.menus.show_for_text(driver.pane.mapToGlobal(driver.pane.rect().center()), offset)
        menu = popup_menu(driver)
        click_key(menu, "z")
        assert len(driver.record()["zones"]) == zones
        assert menu.isHidden()
    driver.label("Jule Petersen", "a")
    driver.window.menus.show_for_text(driver.pane.mapToGlobal(driver.pane.rect().center()), driver.active.start)
    click_key(popup_menu(driver), "q")
    assert driver.active.label == "QUOTE"


@POPUPS
def test_a_right_click_in_the_text_opens_its_menu(driver: Driver) -> None:
    span = driver.label("Jule Petersen", "a")
    driver.pane.set_caret(0)
    point = driver.spot(span.start + 2)
    place = driver.pane.viewport().mapToGlobal(point)
    QApplication.sendEvent(driver.pane.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, place))
    menu = popup_menu(driver)
    assert driver.pane.active == span.id
    assert menu.accessibleName()
    menu.close()


@POPUPS
def test_a_right_click_in_the_list_opens_a_menu(driver: Driver) -> None:
    view = driver.window.articles._view
    row = view.visualRect(view.model().index(0, 0)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, row, view.viewport().mapToGlobal(row))
    QApplication.sendEvent(view.viewport(), event)
    driver.settle()
    assert QApplication.activePopupWidget() is not None


def test_a_candidate_is_clicked(driver: Driver) -> None:
    near = driver.label("Jule Petersen", "a")
    far = driver.label("Der Verband", "a")
    quote = driver.label("„Wir wollen fahren.“", "q")
    driver.press("s")
    assert set(driver.pane.candidates.values()) == {near.id, far.id}
    driver.click(near.start + 2)
    assert [(r["label"], r["head"], r["child"]) for r in driver.record()["relations"]] == [
        ("speaker", quote.id, near.id)
    ]
    assert driver.pane.candidates == {}
    assert driver.pane.active == quote.id
    driver.press("s")
    badge = driver.pane.marks.badges(driver.pane.visible_lines())
    number = next(n for n, id_ in driver.pane.candidates.items() if id_ == far.id)
    point = badge[number].center().toPoint() - QPoint(0, driver.pane.scrolled)
    QTest.mouseClick(driver.pane.viewport(), LEFT, NONE, point)
    assert [r["child"] for r in driver.record()["relations"]] == [far.id]


def test_the_inspector_sets_a_value_and_its_chip_leads_to_the_speaker(driver: Driver) -> None:
    actor = driver.label("Jule Petersen", "a")
    quote = driver.label("„Wir wollen fahren.“", "q")
    driver.press("s")
    driver.press("1")
    press_button(driver, "Form: indirect")
    assert driver.record()["spans"][1]["attributes"]["form"] == "indirect"
    press_button(driver, "Form: indirect")
    assert driver.record()["spans"][1]["attributes"]["form"] is None
    assert driver.pane.hasFocus()
    chip = next(c for c in driver.window.inspector.findChildren(Chip) if c.text() == "Jule Petersen")
    QTest.mouseClick(chip, LEFT)
    assert driver.pane.active == actor.id
    driver.window.labelling.activate(quote.id)
    driver.settle()
    chip = next(c for c in driver.window.inspector.findChildren(Chip) if c.isVisible())
    chip.setFocus()
    driver.press(Qt.Key.Key_Delete)
    assert driver.record()["relations"] == []


def test_the_list_of_spans_leads_to_a_span(driver: Driver) -> None:
    first = driver.label("Jule Petersen", "a")
    driver.label("Die Fähre", "a")
    view = driver.window.span_list.view
    point = view.visualRect(view.model().index(0, 0)).center()
    QTest.mouseClick(view.viewport(), LEFT, NONE, point)
    assert driver.pane.active == first.id
    assert driver.pane.hasFocus()


@POPUPS
def test_a_right_click_in_the_list_of_spans_opens_the_menu_of_the_text(driver: Driver) -> None:
    first = driver.label("Jule Petersen", "a")
    driver.label("Die Fähre", "a")
    view = driver.window.span_list.view
    point = view.visualRect(view.model().index(0, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.RightButton, NONE, point)
    place = view.viewport().mapToGlobal(point)
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, place))
    menu = popup_menu(driver)
    assert driver.pane.active == first.id
    click_key(menu, "q")
    assert driver.exported() == [("QUOTE", "Jule Petersen"), ("ACTOR", "Die Fähre")]
    by_key = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(by_key, QPoint(), QPoint()))
    assert popup_menu(driver).accessibleName() == "Text"


def test_a_click_on_the_map_scrolls(windows: Windows) -> None:
    driver = windows.open("Ein Satz mit Wörtern.\n" * 300)
    map_ = driver.window.span_map
    QTest.mouseClick(map_, LEFT, NONE, QPoint(map_.width() // 2, map_.height() - 20))
    assert driver.pane.visible_range()[0] > 1000


def click_article(driver: Driver, row: int) -> None:
    view = driver.window.articles._view
    QTest.mouseClick(view.viewport(), LEFT, NONE, view.visualRect(view.model().index(row, 0)).center())
    driver.settle()


def test_after_a_click_on_an_article_keys_label_its_text(windows: Windows) -> None:
    driver = windows.open(TEXT, "Der Verband tagte in Brakesund.")
    click_article(driver, 1)
    assert driver.title == "Article 2"
    assert driver.pane.hasFocus()
    driver.caret_to("Verband")
    driver.press("a")
    assert driver.exported(2) == [("ACTOR", "Verband")]
    # So does one on the article that is there already.
    driver.window.articles.focus_search()
    click_article(driver, 1)
    assert driver.pane.hasFocus()


def test_arrow_keys_stay_in_the_list(windows: Windows) -> None:
    driver = windows.open(TEXT, "Der Verband tagte.", "Die Fähre kam.")
    view = driver.window.articles._view
    view.setFocus()
    for title in ("Article 2", "Article 3"):
        driver.press(Qt.Key.Key_Down)
        assert driver.title == title
        assert view.hasFocus()
    driver.press(Qt.Key.Key_Up)
    assert driver.title == "Article 2"
    driver.press(Qt.Key.Key_Return)
    assert driver.pane.hasFocus()
