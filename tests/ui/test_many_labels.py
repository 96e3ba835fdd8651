"""The window with a codebook of many labels: it fits the screen, and each label has a name and a way to it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QPushButton

from annotator.core.codebook import Codebook, Label
from annotator.core.label_signs import with_signs
from annotator.project import Project, commands
from annotator.ui.actions.label_palette import LabelPalette
from tests.end_to_end.window import POPUPS, Driver, Key, Windows, open_windows
from tests.ui.test_accessibility import nameless, spoken

windows = open_windows

pytestmark = POPUPS

TEXT = "Mara Ohlsen ging zum Hafen. Die Fähre nach Brakesund fuhr nicht, sagte Jule Petersen am Abend."
NUMBERS = (4, 12, 20, 60, 200)


def many(book: Codebook, number: int) -> Codebook:
    """The codebook with so many labels in all; most have no key, as there are not enough letters."""
    names = [f"Kategorie Nummer {n}" for n in range(len(book.labels), number)]
    new = (Label(name.replace(" ", "_"), name, "", "#991111", "#FF8080", "#991111") for name in names)
    return with_signs(replace(book, labels=(*book.labels, *new)), book)


def open_many(windows: Windows, number: int, width: int = 1366, height: int = 768) -> Driver:
    driver = windows.open(TEXT)
    driver.window.session.run(commands.SetCodebook(many(driver.project.codebook, number)))
    driver.window.resize(width, height)
    driver.settle()
    return driver


@pytest.fixture
def driver(windows: Windows) -> Driver:
    return open_many(windows, 60)


def buttons(driver: Driver) -> list[QPushButton]:
    """Those of labels that are seen."""
    return [button for _, button in driver.window.label_bar._buttons if button.isVisible()]


def palette(driver: Driver) -> LabelPalette:
    found = driver.window.findChild(LabelPalette)
    assert isinstance(found, LabelPalette)
    return found


@pytest.mark.parametrize("number", NUMBERS)
def test_the_window_fits_the_screen_and_shows_the_names(windows: Windows, number: int) -> None:
    driver = windows.open(TEXT)
    least = driver.window.minimumSizeHint()
    driver.window.session.run(commands.SetCodebook(many(driver.project.codebook, number)))
    driver.settle()
    assert driver.window.minimumSizeHint() == least
    bar = driver.window.label_bar
    for size in (QSize(1366, 768), QSize(1024, 600), QSize(1920, 1080), QSize(800, 600)):
        driver.window.resize(size)
        driver.settle()
        assert driver.window.size() == size
        seen = buttons(driver)
        inside = [*seen, *([bar.more] if bar.more.isVisible() else [])]
        assert all(bar.rect().contains(QRect(button.mapTo(bar, QPoint()), button.size())) for button in inside)
        assert all(button.width() >= button.sizeHint().width() for button in inside)
        assert bar.more.isVisible() == (len(seen) < number)
        assert seen
        assert number == 4 or all(len(button.text()) >= 3 for button in seen)
        if bar.more.isVisible():
            assert bar.more.text() == f"{number - len(seen)} more"


def test_as_many_as_fit_are_shown_those_with_a_key_first(driver: Driver) -> None:
    shown = {}
    for width in (1024, 1366, 1920, 1366):
        driver.window.resize(width, 768)
        driver.settle()
        shown[width] = [label.title for label, button in driver.window.label_bar._buttons if button.isVisible()]
    assert shown[1920][:4] == ["Actor", "Quote", "Cue", "Claim"]
    assert shown[1024] == shown[1920][: len(shown[1024])]
    assert len(shown[1024]) < len(shown[1366]) < len(shown[1920])
    book = driver.project.codebook
    keyless = replace(book.labels[0], key="")
    driver.window.label_bar.show_codebook(replace(book, labels=(keyless, *book.labels[1:])))
    assert driver.window.label_bar._buttons[0][0].title == "Quote"


def test_the_label_of_the_selected_span_is_always_named(driver: Driver) -> None:
    bar, last = driver.window.label_bar, driver.project.codebook.labels[-1]
    places = [button.geometry() for button in buttons(driver)]
    number = bar.more.text()
    driver.pane.select(*driver.place("Hafen"))
    driver.window.labelling.apply_label(last.name)
    driver.settle()
    assert last.title.startswith(bar.more.text().rstrip("…"))
    assert not bar.more.icon().isNull()
    assert spoken(bar.more).startswith(f"{last.title}; ")
    assert [button.geometry() for button in buttons(driver)] == places, "no label moves"
    driver.press(Key.Key_Escape)
    assert bar.more.text() == number
    assert bar.more.icon().isNull()
    driver.label("Fähre", "a")
    assert bar.more.text() == number


def test_any_label_is_given_by_its_name(driver: Driver) -> None:
    last = driver.project.codebook.labels[-1]
    driver.pane.select(*driver.place("Hafen"))
    driver.press(".")
    listed = palette(driver)
    assert listed.isVisible()
    assert nameless(listed) == []
    assert len(listed.shown()) == 60
    assert listed._list.item(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Actor, A, 1"
    driver.write("nummer 59")
    driver.press(Key.Key_Return)
    assert driver.exported() == [(last.name, "Hafen")]
    assert driver.pane.hasFocus()
    # Another one for the span that is selected: its label is marked.
    driver.press(".")
    current = listed._list.currentItem()
    assert current.data(Qt.ItemDataRole.AccessibleTextRole) == f"{last.title}, chosen"
    driver.press(Key.Key_Up)
    driver.press(Key.Key_Return)
    assert driver.exported() == [(driver.project.codebook.labels[-2].name, "Hafen")]
    driver.press(".")
    driver.press(Key.Key_Escape)
    assert driver.pane.hasFocus()
    assert driver.exported() == [(driver.project.codebook.labels[-2].name, "Hafen")]


def test_the_button_for_more_lists_all_and_is_reached_by_tab_behind_the_others(driver: Driver) -> None:
    bar = driver.window.label_bar
    assert spoken(bar.more) == f"{60 - len(buttons(driver))} more labels, key ."
    assert not bar.more.visibleRegion().isEmpty()
    buttons(driver)[0].setFocus(Qt.FocusReason.TabFocusReason)
    for button in buttons(driver):
        assert QApplication.focusWidget() is button
        driver.press(Key.Key_Tab)
    assert QApplication.focusWidget() is bar.more
    driver.press(Key.Key_Space)
    assert palette(driver).isVisible()
    driver.press(Key.Key_Escape)
    assert driver.pane.hasFocus()


def test_no_label_moves_as_suggestions_come_and_go(driver: Driver) -> None:
    bar = driver.window.label_bar
    bar.show_suggestions(3, 0, 50)
    driver.settle()
    places = [button.geometry() for button in buttons(driver)]
    assert bar._waiting.isVisible()
    for number in (0, 45, 120):
        bar.show_suggestions(number, 0, 50)
        driver.settle()
        assert [button.geometry() for button in buttons(driver)] == places
        assert bar._waiting.isVisible() == (number > 0)


def test_the_menu_has_some_labels_that_of_the_span_and_a_way_to_all(driver: Driver) -> None:
    book = driver.project.codebook
    driver.pane.select(*driver.place("Hafen"))
    driver.window.labelling.apply_label(book.labels[-1].name)
    entries = driver.menu(driver.place("Hafen")[0])
    titles = [label.title for label in book.labels if label.title in entries]
    assert len(titles) == 11
    assert titles[-1] == book.labels[-1].title
    assert entries[titles[-1]].isChecked()
    entries["Label by name…"].trigger()
    assert palette(driver).isVisible()
    driver.press(Key.Key_Escape)


def test_a_name_with_an_ampersand_is_whole(driver: Driver) -> None:
    book = driver.project.codebook
    driver.window.label_bar.show_codebook(replace(book, labels=(replace(book.labels[0], title="R&D"),)))
    assert driver.window.label_bar._buttons[0][1].text() == "R&&D"


def test_rows_of_spans_tell_labels_without_a_key_by_their_names(driver: Driver) -> None:
    model = driver.window.span_list.model
    driver.label("Mara Ohlsen", "a")
    assert model.longest == "", "their keys tell all labels of the article"
    before = driver.window.span_list.view.grab().toImage()
    driver.pane.select(*driver.place("Hafen"))
    driver.window.labelling.apply_label(driver.project.codebook.labels[-1].name)
    driver.settle()
    one = driver.window.span_list.view.grab().toImage()
    assert model.longest == driver.project.codebook.labels[-1].title
    driver.window.labelling.apply_label(driver.project.codebook.labels[-2].name)
    driver.settle()
    other = driver.window.span_list.view.grab().toImage()
    assert before != one != other


@pytest.mark.parametrize(("number", "labelled"), [(70, ["Hafen"]), (20, [])])
def test_the_open_list_follows_the_codebook(driver: Driver, number: int, labelled: list[str]) -> None:
    """Somebody else saves another one while it is open."""
    book = driver.project.codebook
    driver.pane.select(*driver.place("Hafen"))
    driver.press(".")
    driver.write(book.labels[-1].title)
    with closing(Project.open(driver.project.path, "Bert")) as other:
        other.apply(commands.SetCodebook(many(replace(book, labels=book.labels[:4]), number)))
    driver.window.session.poll()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    driver.press(Key.Key_Return)
    assert not palette(driver).isVisible()
    assert driver.words == labelled


def test_there_is_no_list_without_a_text(windows: Windows) -> None:
    driver = windows.open()
    driver.window.actions_by_id["label.choose"].trigger()
    assert driver.window.findChild(LabelPalette) is None
    assert driver.window.reader.isAncestorOf(driver.focus)


def test_the_article_tells_the_labels_that_it_has_the_most_of(driver: Driver) -> None:
    labels = driver.project.codebook.labels
    words = TEXT.replace(".", "").replace(",", "").split()
    assert len(set(words)) > 13
    assert driver.window.inspector._article_text.text() == "a.txt"
    for word, label in zip(words, labels, strict=False):
        driver.pane.select(*driver.place(word))
        driver.window.labelling.apply_label(label.name)
    driver.label("Brakesund fuhr", "c")
    driver.press(Key.Key_Escape)
    text = driver.window.inspector._article_text.text().splitlines()[-1]
    assert text.startswith("2 Claim · 1 Actor · ")
    assert text.count("·") == 12
    assert text.endswith(f"{len(words) - 12} more labels")
