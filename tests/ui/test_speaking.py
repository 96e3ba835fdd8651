"""What a screen reader is told of what happens in the text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from annotator.core.models import Origin
from annotator.project import commands
from annotator.ui.parts import speech
from tests.end_to_end.window import CTRL, POPUPS, SHIFT, Driver, Key, Windows, open_windows
from tests.making import make_draft, make_span

windows = open_windows
pytestmark = POPUPS
TEXT = "Jule Petersen sagte: „Wir wollen fahren.“ Der Verband schwieg dazu."


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """All that is announced, while a screen reader listens."""
    heard: list[str] = []

    def hear(event: object) -> None:
        if hasattr(event, "message"):
            heard.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    QAccessible.setActive(True)
    yield heard
    QAccessible.setActive(False)


@pytest.fixture
def driver(windows: Windows, said: list[str]) -> Driver:
    driver = windows.open(make_draft(TEXT))
    said.clear()
    return driver


def test_what_was_done_and_to_what(driver: Driver, said: list[str]) -> None:
    driver.label("Jule Petersen", "a")
    assert said[-1] == "labelled. ACTOR: Jule Petersen"
    driver.press("1")
    assert said[-1] == "attribute set. ACTOR: Jule Petersen, kind person"
    driver.press(Key.Key_Right, SHIFT)
    assert said[-1] == "span resized. ACTOR: Jule Petersen sagte, kind person"
    driver.press("z", CTRL)
    assert said[-1] == "undone: span resized. ACTOR: Jule Petersen, kind person"
    driver.press(Key.Key_Delete)
    assert said[-1] == "span deleted. no label here"
    driver.press(Key.Key_Delete)
    assert said[-1] == "No span is selected"


def test_labels_that_the_caret_comes_into_and_leaves(driver: Driver, said: list[str]) -> None:
    driver.label("Jule Petersen", "a")
    driver.label("Petersen", "u")
    driver.press(Key.Key_Escape)
    said.clear()
    driver.press(Key.Key_Home, CTRL)
    assert said == ["in ACTOR"]
    driver.press(Key.Key_Right)
    assert said[1:] == ["in CUE, ACTOR"]
    driver.window.span_list.view.setFocus()
    assert driver.pane.accessibleDescription() == "in CUE, ACTOR"
    driver.pane.setFocus()
    driver.press(Key.Key_Right, times=3)
    assert said[2:] == ["no label here"]
    assert driver.pane.accessibleDescription() == "in CUE, ACTOR"  # or Orca would say it a second time
    driver.window.span_list.view.setFocus()
    assert driver.pane.accessibleDescription() == "no label here"


def test_suggestions_and_what_becomes_of_them(windows: Windows, said: list[str]) -> None:
    span = make_span("ACTOR", (0, 13), origin=Origin("rule", "actors", "1", 0.9, "open"))
    driver = windows.open(make_draft(TEXT, spans=[span]))
    driver.press(Key.Key_Tab)
    assert said[-1] == "ACTOR: Jule Petersen, suggested"
    row = driver.window.span_list.model.index(0, 0)
    assert row.data(Qt.ItemDataRole.AccessibleTextRole) == "ACTOR: Jule Petersen, suggested"
    driver.press(Key.Key_Backspace)
    assert said[-1].startswith("That was the last suggestion of this article")


def test_another_article(windows: Windows, said: list[str]) -> None:
    driver = windows.open("Ein Text.", "Noch einer.")
    said.clear()
    driver.press(Key.Key_PageDown, CTRL)
    assert said[-1].startswith("Article 2")
    driver.press("d", CTRL)
    assert said[-1].startswith("Done. Article 1")


def test_how_many_articles_a_search_finds(windows: Windows, said: list[str]) -> None:
    driver = windows.open("Ein Text.", "Noch einer.")
    driver.press("f", CTRL)
    driver.window.articles.search_field.setText("noch")
    driver.qtbot.waitUntil(lambda: "1 article found" in said)
    driver.window.articles.search_field.setText("nirgends")
    driver.qtbot.waitUntil(lambda: "No article found" in said)
    driver.settle()
    assert [said.count(sentence) for sentence in ("1 article found", "No article found")] == [1, 1]


def test_the_numbers_that_a_link_asks_for(driver: Driver, said: list[str]) -> None:
    driver.label("Jule Petersen", "a")
    driver.label("Der Verband", "a")
    driver.label("„Wir wollen fahren.“", "q")
    driver.press("s")
    assert said[-1] == "Speaker: 1 Der Verband, 2 Jule Petersen"


def test_rows_below_a_line_that_keeps_the_keyboard(driver: Driver, said: list[str]) -> None:
    driver.window.view.show_palette()
    driver.settle()
    driver.write("undo")
    assert said[-1] == "Undo, Label, Ctrl Z"
    driver.press(Key.Key_Escape)
    driver.label("Jule Petersen", "a")
    driver.press("e")
    assert said[-1].startswith("New actor: Jule Petersen")


def test_nobody_listens(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[QWidget, str]] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", heard.append)
    driver = windows.open(make_draft(TEXT))
    QAccessible.setActive(False)
    heard.clear()
    speech.announce(driver.pane, "x")
    driver.label("Jule Petersen", "a")
    assert heard == []
    assert driver.pane.accessibleDescription() == ""


def test_a_span_with_a_number_that_is_gone_meanwhile(driver: Driver, said: list[str]) -> None:
    for words, key in (("Jule Petersen", "a"), ("Der Verband", "a"), ("„Wir wollen fahren.“", "q")):
        driver.label(words, key)
    driver.press("s")
    assert said[-1] == "Speaker: 1 Der Verband, 2 Jule Petersen"
    gone = driver.spans[-1]
    driver.window.session.run(commands.DeleteSpans(gone.article_id, (gone.id,)))
    driver.settle()
    assert said[-1].endswith("Speaker: 2 Jule Petersen")


def test_what_happened_before_anybody_listened_is_not_told(driver: Driver, said: list[str]) -> None:
    QAccessible.setActive(False)
    driver.press(Key.Key_Delete)
    assert driver.told == "No span is selected."
    QAccessible.setActive(True)
    driver.label("Jule Petersen", "a")
    assert said[-1] == "labelled. ACTOR: Jule Petersen"
