"""Suggestions that come by themselves while one reads: for the article on screen, and for the next one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from annotator.core.models import State
from annotator.project import commands
from annotator.suggest.base import Suggestions
from annotator.ui.suggestions.suggesting import SuggestingWhileReading
from tests.end_to_end.window import CTRL, Driver, Key, Windows, labels_of, open_windows
from tests.making import make_draft, make_zone, query
from tests.suggest.fakes import Fake, Other, fakes_alone, linked, proposal

windows = open_windows

TEXT = "„Wir bleiben“, sagte Ohlsen am Tor. Die Fähre muss fahren, verlangte Berg im Hafen."


@pytest.fixture(autouse=True)
def suggester(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Proposes "Ohlsen" as an actor wherever it stands."""

    def propose(reading: object, known: object, context: object) -> object:
        text = reading.text  # type: ignore[attr-defined]
        found = linked(text, ("„Wir bleiben“", "QUOTE"), ("Ohlsen", "ACTOR"), "speaker")
        found.proposals[0].attributes["form"] = "direct"
        return found

    with fakes_alone(monkeypatch):
        monkeypatch.setattr(Fake, "propose", staticmethod(propose))
        yield


def reading(driver: Driver) -> SuggestingWhileReading:
    made = driver.window.controllers.controller("suggesting")
    assert isinstance(made, SuggestingWhileReading)
    return made


def wait_for(driver: Driver, number: int) -> None:
    reading(driver)
    driver.qtbot.waitUntil(lambda: driver.window.session.waiting == number)


def looked_through(driver: Driver) -> set[int]:
    """The articles in which suggesters have been."""
    return {id_ for (id_,) in query(driver.project.path, "select distinct article_id from suggested")}


def test_they_come_without_moving_anything(windows: Windows) -> None:
    driver = windows.open(TEXT + "\nEin Satz steht hier." * 200, suggests=True)
    driver.pane.ensure_visible(3000, 3000)
    driver.pane.select(3000, 3010)
    scrolled, width = driver.pane.scrolled, driver.window.reader.width()
    assert scrolled > 0
    wait_for(driver, 2)
    assert [span.is_open for span in driver.spans] == [True, True]
    assert driver.pane.selection == (3000, 3010)
    assert (driver.pane.scrolled, driver.window.reader.width()) == (scrolled, width)
    assert driver.exported() == []
    assert driver.project.next_undo() is None


def test_an_active_span_stays_active(windows: Windows) -> None:
    driver = windows.open(TEXT, suggests=True)
    span = driver.label("Fähre", "a")
    wait_for(driver, 2)
    assert driver.active.id == span.id
    driver.press("z", CTRL)
    assert driver.told == "undone: labelled"
    assert driver.window.session.waiting == 2


def test_the_whole_way_by_enter(windows: Windows) -> None:
    driver = windows.open(TEXT, suggests=True)
    wait_for(driver, 2)
    driver.press(Key.Key_Return)
    assert "is '„Wir bleiben“'" in " ".join(labels_of(driver.window.inspector))
    driver.press(Key.Key_Return)
    assert driver.exported() == [("QUOTE", "„Wir bleiben“"), ("ACTOR", "Ohlsen")]
    assert driver.record()["spans"][0]["origin"]["name"] == "fake"


def test_the_next_article_has_them_when_it_opens(windows: Windows) -> None:
    driver = windows.open(TEXT, f"Nachtrag. {TEXT}", f"Drittens: {TEXT}", suggests=True)
    wait_for(driver, 2)
    driver.qtbot.waitUntil(lambda: looked_through(driver) == {1, 2})
    driver.press(Key.Key_PageDown, CTRL)
    assert driver.window.session.waiting == 2


def test_what_was_told_and_asked_stands_when_they_come(windows: Windows) -> None:
    driver = windows.open(TEXT, f"Nachtrag. {TEXT}", suggests=True)
    wait_for(driver, 2)
    driver.label("Die Fähre muss fahren", "c")
    driver.press("d", CTRL)
    assert "lacks a required attribute" in driver.told
    driver.qtbot.waitUntil(lambda: looked_through(driver) == {1, 2})
    driver.window.session.poll()
    assert "lacks a required attribute" in driver.told
    driver.press("d", CTRL)
    assert driver.title == "Article 2"


def test_they_are_made_again_for_what_was_labelled(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    driver = windows.open(TEXT, suggests=True)
    wait_for(driver, 2)

    def propose(reading: object, known: object, context: object) -> object:
        labelled = any(one.existing for one in known)  # type: ignore[attr-defined]
        text = reading.text  # type: ignore[attr-defined]
        return Suggestions([proposal(text, "Berg", "ACTOR")] if labelled else [])

    monkeypatch.setattr(Fake, "propose", staticmethod(propose))
    span = driver.label("Fähre", "a")
    driver.qtbot.waitUntil(lambda: "Berg" in driver.words)
    assert driver.active.id == span.id
    assert driver.words == ["Fähre", "Berg"]


def test_paging_starts_nothing(windows: Windows) -> None:
    driver = windows.open(*(f"{n}. {TEXT}" for n in range(8)), suggests=True)
    wait_for(driver, 2)
    driver.qtbot.waitUntil(lambda: looked_through(driver) == {1, 2})
    driver.press(Key.Key_PageDown, CTRL, times=6)
    driver.qtbot.waitUntil(lambda: 7 in looked_through(driver))
    driver.qtbot.waitUntil(lambda: driver.window.session.waiting == 2)
    assert looked_through(driver) <= {1, 2, 7, 8}


def test_a_done_article_is_left_alone_until_it_is_opened_again(windows: Windows) -> None:
    driver = windows.open(make_draft(TEXT, state=State.DONE, annotator="Mara"), suggests=True)
    suggesting = reading(driver)
    driver.settle()
    assert suggesting.job is None
    driver.window.corpus.reopen_article()
    wait_for(driver, 2)


def test_switched_off_they_stay_away(windows: Windows) -> None:
    driver = windows.open(TEXT, suggests=True)
    action = driver.window.actions_by_id["view.suggests"]
    assert action.isChecked()
    action.trigger()
    suggesting = reading(driver)
    driver.settle()
    assert suggesting.job is None
    assert looked_through(driver) == set()
    assert not driver.settings.suggests
    action.trigger()
    wait_for(driver, 2)


def test_switched_off_it_says_that_those_there_stay(windows: Windows) -> None:
    driver = windows.open(TEXT, suggests=True)
    wait_for(driver, 2)
    driver.window.actions_by_id["view.suggests"].trigger()
    assert driver.told == "What is suggested already stays; F9 hides it."
    assert driver.window.session.waiting == 2


def test_who_labels_under_another_name_gets_them_too(windows: Windows) -> None:
    driver = windows.open(TEXT, suggests=True)
    wait_for(driver, 2)
    driver.window.view.set_annotator("Jette")
    driver.settle()
    driver.press(Key.Key_Return, times=2)
    assert {span["annotator"] for span in driver.record()["spans"]} == {"Jette"}


def test_nothing_is_suggested_in_zones_nor_twice(windows: Windows) -> None:
    start = TEXT.index("Die Fähre")
    driver = windows.open(make_draft(TEXT, zones=[make_zone(start, len(TEXT))]), suggests=True)
    wait_for(driver, 2)
    driver.press(Key.Key_F8)
    driver.press(Key.Key_Backspace)
    path = driver.project.path
    driver.close()
    again = windows.open(path=path, suggests=True)
    made: QObject = reading(again)
    again.qtbot.waitUntil(lambda: made._ahead.isActive())  # type: ignore[attr-defined]
    assert again.spans == []


def test_what_becomes_article_text_is_looked_through(windows: Windows) -> None:
    driver = windows.open(make_draft(TEXT, zones=[make_zone(0, TEXT.index("Die Fähre"))]), suggests=True)
    reading(driver)
    driver.qtbot.waitUntil(lambda: looked_through(driver) == {1})
    assert driver.window.session.waiting == 0
    driver.caret_to("Ohlsen")
    driver.press("z")
    wait_for(driver, 2)


def test_what_was_corrected_is_looked_through(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Fake, "propose", None)
    monkeypatch.setattr(Fake, "words", {"Ohlsen": "ACTOR", "Berg": "ACTOR"})
    driver = windows.open(TEXT.replace("Berg", "Zwerg"), suggests=True)
    reading(driver)
    driver.window.session.run(commands.CorrectText(1, TEXT))
    wait_for(driver, 2)


def test_the_thread_ends_with_the_project(windows: Windows) -> None:
    driver = windows.open(TEXT, suggests=True)
    wait_for(driver, 2)
    job = reading(driver).job
    assert job is not None
    driver.window.session.close()
    assert job.isFinished()


def test_a_suggester_that_fails_is_told_of_once_and_the_others_go_on(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> object:
        raise ZeroDivisionError("no words")

    monkeypatch.setattr(Other, "propose", staticmethod(fail))
    driver = windows.open(TEXT, f"Nachtrag. {TEXT}", suggests=True)
    wait_for(driver, 2)
    sentence = "other failed here, and suggests nothing in this article: ZeroDivisionError: no words."
    driver.qtbot.waitUntil(lambda: driver.told == sentence)
    driver.qtbot.waitUntil(lambda: looked_through(driver) == {1, 2})
    told: list[str] = []
    reading(driver).told.connect(told.append)
    driver.press(Key.Key_PageDown, CTRL)
    made: QObject = reading(driver)
    driver.qtbot.waitUntil(lambda: made.looked_through == 2)  # type: ignore[attr-defined]
    driver.settle()
    assert driver.window.session.waiting == 2
    assert told == []


def test_an_end_of_a_thread_that_was_replaced_leaves_the_new_one(windows: Windows) -> None:
    driver = windows.open(TEXT, suggests=True)
    wait_for(driver, 2)
    suggesting = reading(driver)
    old = suggesting.job
    assert old is not None
    suggesting.stop()
    suggesting._ask()
    new = suggesting.job
    assert new not in (None, old)
    old.failed.emit("The disk is full.")
    assert suggesting.job is new
