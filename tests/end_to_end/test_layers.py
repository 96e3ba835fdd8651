"""Whose labels are shown, and whose they are."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QMessageBox

from annotator.core.models import State
from tests.end_to_end.window import CTRL, LEFT, POPUPS, SHIFT, Driver, Key, Windows, open_windows

windows = open_windows

TEXT = "Der erste Artikel spricht von Fähren und Häfen."


def two_layers(windows: Windows) -> Driver:
    """Nils at a project in which Mara has labelled."""
    mara = windows.open(TEXT)
    mara.label("Fähren", "a")
    mara.press("d", CTRL)
    path = mara.project.path
    mara.close()
    return windows.open(path=path, annotator="Nils", settings="nils.ini")


def test_ones_own_labels_or_everyones(windows: Windows) -> None:
    driver = two_layers(windows)
    assert driver.words == ["Fähren"]
    action = driver.window.actions_by_id["view.everyone"]
    assert action.isChecked()
    action.trigger()
    assert driver.words == []
    assert driver.window.session.state is State.NEW
    driver.label("Häfen", "a")
    assert driver.words == ["Häfen"]
    path = driver.project.path
    driver.close()
    driver = windows.open(path=path, annotator="Nils", settings="nils.ini")
    assert driver.words == ["Häfen"]
    assert not driver.window.actions_by_id["view.everyone"].isChecked()
    driver.window.actions_by_id["view.everyone"].trigger()
    assert driver.words == ["Fähren", "Häfen"]


def test_another_annotator_is_offered_to_label_independently(windows: Windows) -> None:
    driver = windows.open(TEXT)

    def call(name: str) -> None:
        def answer(dialog: QInputDialog) -> None:
            dialog.setTextValue(name)
            dialog.accept()

        with driver.answering(QInputDialog, answer):
            driver.window.view.ask_annotator_name()

    driver.label("Fähren", "a")
    driver.press("d", CTRL)
    call("Mara")
    assert driver.message == "", "nobody else is here"
    call("Nils")
    assert driver.message == "What others label, and have done, is shown, too."
    shown = [driver.window.session.state]
    driver.window.messages.focus_answer()
    driver.press(Key.Key_Space)
    assert driver.words == []
    shown.append(driver.window.session.state)
    assert shown == [State.DONE, State.NEW]
    assert driver.message == ""


def test_a_new_project_shows_ones_own_alone_too_if_that_is_chosen(windows: Windows) -> None:
    driver = windows.open(TEXT)
    driver.window.actions_by_id["view.everyone"].trigger()
    driver.window.corpus._make(windows.folder / "new.annotator", sample=False)
    assert driver.project.path.name == "new.annotator"
    assert not driver.project.everyone


def test_two_annotators_may_label_the_same_stretch(windows: Windows) -> None:
    driver = two_layers(windows)
    span = driver.label("Fähren", "a")
    assert span.annotator == "Nils"
    assert sorted(s["annotator"] for s in driver.record()["spans"]) == ["Mara", "Nils"]


@POPUPS
def test_deleting_asks_if_somebody_else_has_labels_in_the_article(windows: Windows) -> None:
    driver = two_layers(windows)
    driver.window.actions_by_id["view.everyone"].trigger()
    assert driver.spans == []
    with driver.answering(QMessageBox, lambda box: box.reject()):
        driver.window.corpus.delete_article()
    assert driver.text == TEXT


@POPUPS
def test_the_name_can_be_changed(windows: Windows) -> None:
    driver = windows.open(TEXT)
    driver.label("Fähren", "a")

    def answer(dialog: QInputDialog) -> None:
        dialog.setTextValue("  Mara Voss ")
        dialog.accept()

    with driver.answering(QInputDialog, answer):
        QTest.mouseClick(driver.window.status.name, LEFT)
    driver.pane.setFocus()
    driver.label("Häfen", "a")
    assert [s["annotator"] for s in driver.record()["spans"]] == ["Mara", "Mara Voss"]
    assert driver.window.status.name.text() == "Mara Voss"
    assert driver.settings.annotator == "Mara Voss"
    path = driver.project.path
    driver.close()
    driver = windows.open(path=path, annotator="")
    assert driver.project.annotator == "Mara Voss"
    assert driver.message == ""


def test_the_name_is_asked_once(windows: Windows) -> None:
    path = windows.project(TEXT)
    driver = windows.open(path=path, annotator="")
    assert "carry this name" in driver.message
    assert driver.pane.hasFocus()
    driver.label("Fähren", "a")
    field = driver.window.messages.findChild(QLineEdit)
    assert field is not None
    assert field.text() == driver.record()["spans"][0]["annotator"]
    field.setFocus()
    field.selectAll()
    driver.write("Nils")
    driver.press(Key.Key_Return)
    assert driver.message == ""
    assert driver.settings.annotator == "Nils"
    driver.pane.setFocus()
    driver.label("Häfen", "a")
    assert driver.record()["spans"][1]["annotator"] == "Nils"
    driver.close()
    assert windows.open(path=path, annotator="").message == ""


def test_the_question_for_the_name_is_reached_by_key(windows: Windows) -> None:
    driver = windows.open(TEXT, annotator="")
    field = driver.window.messages.findChild(QLineEdit)
    for _ in range(10):
        driver.press(Key.Key_F6, SHIFT)
        focus = QApplication.focusWidget()
        if focus is not None and driver.window.messages.isAncestorOf(focus):
            break
    assert field is not None
    assert field.hasFocus()
    driver.press(Key.Key_Return)
    assert driver.settings.annotator
    assert driver.pane.hasFocus()


@POPUPS
def test_who_changes_the_name_before_there_are_articles_is_still_at_what_to_do_first(windows: Windows) -> None:
    driver = windows.open()
    driver.window.reader.take_focus()
    first = driver.focus
    with driver.answering(QInputDialog, lambda dialog: dialog.accept()):
        driver.window.view.ask_annotator_name()
    assert driver.focus is first
