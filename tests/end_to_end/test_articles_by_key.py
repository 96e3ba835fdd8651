"""From article to article by key: done, skipped, next, found, filtered, edited, deleted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPushButton

from annotator.ui.articles.dialogs import MetadataDialog, SkipDialog
from tests.end_to_end.window import CTRL, LEFT, POPUPS, SHIFT, Driver, Key, Windows, open_windows
from tests.making import query

windows = open_windows

TEXTS = ("Der erste Artikel spricht von Fähren.", "Der zweite Artikel spricht vom Hafen.", "Der dritte schweigt.")


@pytest.fixture
def driver(windows: Windows) -> Driver:
    return windows.open(*TEXTS)


def states(driver: Driver) -> list[str]:
    return [driver.record(number)["status"] for number in (1, 2, 3)]


def test_done_and_next_to_the_end(driver: Driver) -> None:
    driver.press("d", CTRL)
    assert driver.text == TEXTS[1]
    assert driver.pane.hasFocus()
    driver.press("d", CTRL)
    assert driver.text == TEXTS[2]
    driver.press("d", CTRL)
    assert states(driver) == ["done"] * 3
    assert driver.told == "Every article in the list is done."
    assert driver.text == TEXTS[2]
    driver.press("z", CTRL)
    assert states(driver) == ["done", "done", "new"]
    driver.window.articles.select_article(1)
    driver.window.corpus.reopen_article()
    assert states(driver) == ["started", "done", "new"]


def test_next_and_previous(driver: Driver) -> None:
    driver.press(Key.Key_PageUp, CTRL)
    assert driver.told == "This is the first article."
    driver.press(Key.Key_PageDown, CTRL)
    assert driver.text == TEXTS[1]
    driver.press(Key.Key_PageDown, CTRL, times=2)
    assert driver.text == TEXTS[2]
    assert driver.told == "This is the last article."
    driver.press(Key.Key_PageUp, CTRL)
    assert driver.text == TEXTS[1]


@POPUPS
def test_skipping_asks_for_a_reason(driver: Driver) -> None:
    def answer(dialog: SkipDialog) -> None:
        line = dialog.findChild(QLineEdit)
        assert line is not None
        assert QApplication.focusWidget() is line
        QTest.keyClick(line, Key.Key_Return)
        assert dialog.isVisible()
        QTest.keyClicks(line, "kein Artikel")
        QTest.keyClick(line, Key.Key_Return)

    with driver.answering(SkipDialog, answer):
        driver.press("d", CTRL | SHIFT)
    assert driver.text == TEXTS[1]
    assert states(driver) == ["skipped", "new", "new"]
    assert query(driver.project.path, "select reason from article_state") == [("kein Artikel",)]
    with driver.answering(SkipDialog, lambda dialog: QTest.keyClick(dialog, Key.Key_Escape)):
        driver.press("d", CTRL | SHIFT)
    assert states(driver) == ["skipped", "new", "new"]
    driver.press("z", CTRL)
    assert states(driver) == ["new", "new", "new"]
    assert driver.text == TEXTS[0]


def test_search_finds_and_enter_opens(driver: Driver) -> None:
    driver.press("f", CTRL)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    driver.write("Hafen")
    driver.qtbot.waitUntil(lambda: driver.window.articles._model.rowCount() == 1)
    driver.press(Key.Key_Return)
    assert driver.text == TEXTS[1]
    driver.press("f", CTRL)
    driver.press(Key.Key_Escape)
    driver.qtbot.waitUntil(lambda: driver.window.articles._model.rowCount() == 3)
    assert driver.text == TEXTS[1]
    driver.press("f", CTRL)
    driver.write("Einhorn")
    driver.qtbot.waitUntil(lambda: driver.window.articles._model.rowCount() == 0)
    assert "Einhorn" in driver.window.articles._view.sentence
    assert driver.text == TEXTS[1]


def test_enter_in_the_list_leads_to_the_text(driver: Driver) -> None:
    driver.window.articles._view.setFocus()
    driver.press(Key.Key_Down)
    assert driver.text == TEXTS[1]
    driver.press(Key.Key_Return)
    assert driver.pane.hasFocus()


def test_the_filter_shows_the_done_ones(driver: Driver) -> None:
    driver.press("d", CTRL)
    button = next(
        b for b in driver.window.articles.findChildren(QPushButton) if b.text() == "Done" and b.isVisible()
    )
    QTest.mouseClick(button, LEFT)
    assert list(driver.window.articles._model.ids) == [1]
    assert driver.text == TEXTS[1]
    driver.press("z", CTRL)
    assert states(driver) == ["new"] * 3
    assert driver.text == TEXTS[0]


def test_the_article_on_screen_stays_in_sight_when_a_search_ends(windows: Windows) -> None:
    driver = windows.open(*(f"Artikel {n} spricht von {'Robben' if n == 40 else 'Fähren'}." for n in range(60)))
    view = driver.window.articles._view

    def in_sight() -> bool:
        return view.viewport().rect().contains(view.visualRect(view.currentIndex()))

    driver.press("f", CTRL)
    driver.write("Robben")
    driver.qtbot.waitUntil(lambda: view.model().rowCount() == 1)
    driver.press(Key.Key_Return)
    assert driver.title == "Article 41"
    driver.press("f", CTRL)
    driver.press(Key.Key_Escape)
    driver.qtbot.waitUntil(lambda: view.model().rowCount() == 60)
    driver.settle()
    assert view.row == 40
    assert in_sight()
    # Nor is it lost where the search has hits, but not this one.
    driver.press("f", CTRL)
    driver.write("Artikel 5")
    driver.qtbot.waitUntil(lambda: view.row is None)
    driver.press(Key.Key_Escape)
    driver.qtbot.waitUntil(lambda: view.model().rowCount() == 60)
    driver.settle()
    assert view.row == 40
    assert in_sight()


@POPUPS
def test_title_and_metadata(driver: Driver) -> None:
    def answer(dialog: MetadataDialog) -> None:
        title = QApplication.focusWidget()
        assert isinstance(title, QLineEdit)
        QTest.keyClicks(title, "Neuer Titel")
        QTest.keyClick(title, Key.Key_Return)

    with driver.answering(MetadataDialog, answer):
        driver.press(Key.Key_F2)
    assert driver.record()["title"] == "Neuer Titel"
    assert driver.title == "Neuer Titel"
    assert driver.window.articles._model.index(0, 0).data() == "Neuer Titel"
    driver.press("z", CTRL)
    assert driver.record()["title"] == "Article 1"
    assert driver.title == "Article 1"


@POPUPS
def test_what_is_chosen_stays_when_the_title_changes(windows: Windows) -> None:
    driver = windows.open("\n\n".join(f"Absatz {n} spricht von Fähren." for n in range(200)))
    pane = driver.pane

    def rename(dialog: MetadataDialog) -> None:
        dialog._form.title.setText(f"{dialog._form.title.text()}!")
        dialog.accept()

    span = driver.label("Absatz 150", "a")
    pane.ensure_visible(span.start, span.end)
    line = pane.places.line_at(span.start).top - pane.scrolled
    choices: list[Callable[[], object]] = [
        lambda: pane.set_active(span.id),
        lambda: pane.select(*driver.place("Absatz 151")),
        lambda: pane.set_caret(span.end),
    ]
    for choose in choices:
        choose()
        before = pane.active, pane.selection, pane.caret
        with driver.answering(MetadataDialog, rename):
            driver.press(Key.Key_F2)
        assert (pane.active, pane.selection, pane.caret) == before
        assert pane.places.line_at(span.start).top - pane.scrolled == pytest.approx(line, abs=1)
        assert pane.hasFocus()
    assert driver.title == "Article 1!!!"


@POPUPS
def test_deleting_an_article_asks_if_it_has_labels_and_undo_brings_it_back(driver: Driver) -> None:
    driver.label("Fähren", "a")
    driver.window.articles._view.setFocus()
    no, yes = QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Ok
    with driver.answering(QMessageBox, lambda box: box.button(no).click()):
        driver.press(Key.Key_Delete)
    assert driver.text == TEXTS[0]
    with driver.answering(QMessageBox, lambda box: box.button(yes).click()):
        driver.press(Key.Key_Delete)
    assert driver.text == TEXTS[1]
    driver.press(Key.Key_Delete)
    assert driver.text == TEXTS[2]
    assert list(driver.window.articles._model.ids) == [3]
    driver.press("z", CTRL, times=2)
    assert driver.text == TEXTS[0]
    assert driver.exported() == [("ACTOR", "Fähren")]


def test_keys_by_f1(driver: Driver) -> None:
    driver.press(Key.Key_F1)
    overlay = driver.window.view._overlay
    assert overlay is not None
    assert overlay.isVisible()
    shown = overlay.shown()  # type: ignore[attr-defined]
    assert {"label.link", "label:QUOTE", "attribute:QUOTE.form", "help.palette"} <= set(shown)
    driver.press("a")
    assert driver.spans == []
    driver.press(Key.Key_Escape)
    assert not overlay.isVisible()
    assert driver.pane.hasFocus()
    driver.press(Key.Key_F1)
    driver.press(Key.Key_F1)
    assert not overlay.isVisible()


@pytest.mark.parametrize(
    ("typed", "check"),
    [
        ("next article", lambda driver: driver.text == TEXTS[1]),
        ("done and", lambda driver: driver.record()["status"] == "done"),
        ("wider", lambda driver: driver.settings.column == 75),
        ("mark as not", lambda driver: len(driver.record()["zones"]) == 1),
        ("actor", lambda driver: driver.exported() == [("ACTOR", "Artikel")]),
    ],
)
def test_a_command_by_its_name(driver: Driver, typed: str, check: object) -> None:
    driver.caret_to("Artikel")
    driver.press("p", CTRL | SHIFT)
    driver.write(typed)
    driver.press(Key.Key_Return)
    assert callable(check)
    assert check(driver)
    assert driver.pane.hasFocus()


def test_the_palette_is_left_by_escape_and_does_nothing(driver: Driver) -> None:
    driver.press("p", CTRL | SHIFT)
    driver.write("done")
    driver.press("d", CTRL)
    driver.press(Key.Key_Escape)
    assert driver.pane.hasFocus()
    assert states(driver) == ["new"] * 3
