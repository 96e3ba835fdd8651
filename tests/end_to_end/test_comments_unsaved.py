"""What is typed as a comment: the mouse saves it too, and none is lost when the project is left."""

from __future__ import annotations

from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton

from annotator.project import Project
from annotator.ui.inspector.comment_field import CommentField
from tests.end_to_end.window import CTRL, LEFT, Driver, Key, Windows, answering, labels_of, open_windows

windows = open_windows

TEXT = "Jule Petersen sagte: „Wir fahren.“ Der Verband schwieg dazu."
Button = QMessageBox.StandardButton


@pytest.fixture
def driver(windows: Windows) -> Driver:
    return windows.open(TEXT, "Ein zweiter Artikel.")


def button(driver: Driver, text: str) -> QPushButton:
    buttons = driver.window.inspector.comments.findChildren(QPushButton)
    (found,) = (b for b in buttons if b.isVisible() and b.text() == text)
    return found


def click(driver: Driver, text: str) -> None:
    QTest.mouseClick(button(driver, text), LEFT)
    driver.settle()


def type_by_mouse(driver: Driver, text: str) -> None:
    """Types a comment, and clicks into the text then."""
    field = driver.window.inspector.comments.findChild(CommentField)
    assert field is not None
    QTest.mouseClick(field.viewport(), LEFT)
    driver.write(text)
    driver.click(driver.place("Verband")[0])


def said(driver: Driver) -> list[tuple[int, str]]:
    """Article and text of each comment in the file."""
    with closing(Project.open(driver.window.settings.recent[0], "reader")) as project:
        opened = [project.load(id_) for id_ in project.article_ids()]
        return [(one.article.id, comment.text) for one in opened if one for comment in one.comments]


def test_a_button_saves_a_comment_and_a_change_of_it(driver: Driver) -> None:
    assert not button(driver, "Comment").isEnabled()
    type_by_mouse(driver, "Which ferry")
    click(driver, "Comment")
    assert said(driver) == [(1, "Which ferry")]
    assert driver.pane.hasFocus()
    assert not button(driver, "Comment").isEnabled()
    click(driver, "Edit")
    driver.write("?")
    click(driver, "Save")
    assert said(driver) == [(1, "Which ferry?")]


@pytest.mark.parametrize(("answer", "kept"), [(Button.Save, True), (Button.Discard, False)])
def test_closing_the_window_asks_about_what_is_not_saved(driver: Driver, answer: Button, kept: bool) -> None:
    type_by_mouse(driver, "Who?")
    driver.press(Key.Key_PageDown, CTRL)
    driver.press("t")
    driver.write("<b>Where?")
    asked: list[str] = []

    def press(box: QMessageBox, choice: Button) -> None:
        asked.append(box.text())
        assert box.textFormat() == Qt.TextFormat.PlainText
        box.button(choice).click()

    with driver.answering(QMessageBox, lambda box: press(box, Button.Cancel)):
        driver.window.close()
    assert driver.window.isVisible()
    assert driver.focus.property("plainText") == "<b>Where?"
    with answering(QMessageBox, lambda box: press(box, answer)):
        driver.window.close()
    assert not driver.window.isVisible()
    assert asked == ["2 comments have been typed, but not saved. Save them?\n\nWho?\n<b>Where?"] * 2
    assert said(driver) == ([(1, "Who?"), (2, "<b>Where?")] if kept else [])


def test_another_project_waits_for_the_answer(driver: Driver, windows: Windows) -> None:
    here, there = driver.project.path, windows.project("Anderswo.", name="other.annotator")
    type_by_mouse(driver, "Who?")
    with driver.answering(QMessageBox, lambda box: box.button(Button.Cancel).click()):
        assert not driver.window.corpus.open_path(there)
    assert driver.project.path == here
    with driver.answering(QMessageBox, lambda box: box.button(Button.Save).click()):
        assert driver.window.corpus.open_path(there)
    assert driver.project.path == there
    with closing(Project.open(here, "reader")) as project:
        opened = project.load(1)
        assert opened is not None
        assert [comment.text for comment in opened.comments] == ["Who?"]


def test_what_cannot_be_saved_keeps_the_window_open(driver: Driver) -> None:
    driver.label("Jule Petersen", "a")
    driver.press("t")
    driver.write("Who?")
    driver.press(Key.Key_Escape)
    driver.press(Key.Key_Delete)
    driver.press("t")
    driver.write("Where?")
    with answering(QMessageBox, lambda box: box.button(Button.Save).click()):
        driver.window.close()
    assert driver.window.isVisible()
    assert driver.message
    assert driver.window.inspector.comments.drafts() == ["Who?", "Where?"]
    with answering(QMessageBox, lambda box: box.button(Button.Discard).click()):
        driver.window.close()
    assert not driver.window.isVisible()


def test_a_change_of_a_comment_is_kept_while_one_looks_elsewhere(driver: Driver) -> None:
    span = driver.label("Jule Petersen", "a")
    driver.press("t")
    driver.write("Pilot")
    driver.press(Key.Key_Return)
    click(driver, "Edit")
    driver.write(" or owner?")
    driver.click(driver.place("Verband")[0])
    driver.window.labelling.activate(span.id)
    driver.settle()
    click(driver, "Save")
    assert said(driver) == [(1, "Pilot or owner?")]


def test_nothing_is_typed_where_it_could_not_be_saved(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Project, "read_only", True)
    driver.window.inspector.show_now()
    card = driver.window.inspector.comments
    field = card.findChild(CommentField)
    assert field is not None
    assert not field.isVisible()
    assert "This project is read-only: nobody can comment in it." in labels_of(card)
    driver.press("t")
    assert driver.pane.hasFocus()
    assert driver.told == "This project is read-only: nobody can comment in it."
    driver.press("!")
    assert driver.message == ""
    assert card.drafts() == []
