"""Two windows on one file: both label, each sees what the other does, and what can't be is told."""

from __future__ import annotations

import pytest

from annotator.core.models import State
from tests.end_to_end.window import CTRL, Driver, Key, Windows, open_windows

windows = open_windows

TEXTS = ("Der erste Artikel spricht von Fähren.", "Der zweite Artikel spricht vom Hafen.")


@pytest.fixture
def pair(windows: Windows) -> tuple[Driver, Driver]:
    one = windows.open(*TEXTS)
    other = windows.open(path=one.project.path, annotator="Nils", settings="other.ini")
    # What the other does is seen when a test says so, not at a moment that depends on how fast the machine is.
    for driver in (one, other):
        driver.window.session._timer.stop()
    return one, other


def poll(*drivers: Driver) -> None:
    for driver in drivers:
        driver.window.session.poll()
        driver.settle()


def test_each_shows_what_the_other_does(pair: tuple[Driver, Driver]) -> None:
    one, other = pair
    one.front()
    span = one.label("Fähren", "a")
    other.front()
    other.label("Artikel", "q")
    poll(one, other)
    assert one.words == other.words == ["Artikel", "Fähren"]
    assert one.window.span_list.model.rowCount() == other.window.span_list.model.rowCount() == 2
    one.front()
    one.press("c")
    poll(other)
    assert other.window.session.spans[span.id].label == "CLAIM"
    one.press(Key.Key_Delete)
    poll(other)
    assert other.words == ["Artikel"]
    one.press("z", CTRL)
    poll(other)
    assert other.words == ["Artikel", "Fähren"]
    assert {(s["annotator"], s["text"]) for s in one.record()["spans"]} == {
        ("Mara", "Fähren"),
        ("Nils", "Artikel"),
    }


def test_the_other_window_follows_by_itself(pair: tuple[Driver, Driver]) -> None:
    one, other = pair
    other.window.session._timer.start()
    one.front()
    one.label("Fähren", "a")
    one.press("d", CTRL)
    one.qtbot.waitUntil(lambda: other.words == ["Fähren"] and other.window.session.state == State.DONE)
    summary = other.window.articles._model.summary(0)
    assert summary is not None
    assert (summary.spans, str(summary.state)) == (1, "done")


def test_undo_is_ones_own(pair: tuple[Driver, Driver]) -> None:
    one, other = pair
    one.front()
    one.label("Fähren", "a")
    other.front()
    other.label("Artikel", "a")
    one.front()
    one.press("z", CTRL)
    poll(one, other)
    assert one.words == other.words == ["Artikel"]
    one.press("z", CTRL)
    assert one.told == "There is nothing to undo."


def test_an_undo_that_can_not_be_says_so_and_changes_nothing(pair: tuple[Driver, Driver]) -> None:
    one, other = pair
    one.front()
    span = one.label("Fähren", "a")
    poll(other)
    other.front()
    other.window.labelling.activate(span.id)
    other.press("c")
    one.front()
    one.press("z", CTRL)
    assert one.message
    assert one.told != "There is nothing to undo."
    poll(one, other)
    assert one.exported() == [("CLAIM", "Fähren")]
    assert one.window.session.spans[span.id].label == "CLAIM"


def test_acting_on_what_the_other_has_deleted_says_so(pair: tuple[Driver, Driver]) -> None:
    one, other = pair
    one.front()
    span = one.label("Fähren", "a")
    poll(other)
    other.front()
    other.window.labelling.activate(span.id)
    other.press(Key.Key_Delete)
    one.front()
    assert one.pane.active == span.id
    one.press("c")
    assert one.message == "This span is not there any more."
    poll(one)
    assert one.pane.active is None
    assert one.spans == []


def test_an_article_deleted_elsewhere_goes_away(pair: tuple[Driver, Driver]) -> None:
    one, other = pair
    one.front()
    one.window.corpus.delete_article()
    other.front()
    other.press("a")
    assert "not in the project any more" in other.message
    poll(other)
    assert other.text == TEXTS[1]
    assert list(other.window.articles._model.ids) == [2]
    one.front()
    one.press("z", CTRL)
    poll(other)
    assert list(other.window.articles._model.ids) == [1, 2]
    assert other.text == TEXTS[1]


def test_an_import_in_one_is_listed_in_the_other(pair: tuple[Driver, Driver]) -> None:
    one, other = pair
    other.front()
    other.label("Fähren", "a")
    active = other.pane.active
    source = one.project.path.with_name("more.txt")
    source.write_text("Ein dritter Text.", encoding="utf-8")
    one.window.intake.import_paths([source])
    poll(other)
    assert list(other.window.articles._model.ids) == [1, 2, 3]
    assert other.text == TEXTS[0]
    assert other.pane.active == active


def test_a_note_being_typed_is_not_lost_to_the_others_change(pair: tuple[Driver, Driver]) -> None:
    one, other = pair
    one.front()
    span = one.label("Fähren", "a")
    poll(other)
    one.press("n")
    one.write("halb fertig")
    other.front()
    other.window.labelling.activate(span.id)
    other.press("1")
    poll(one)
    one.front()
    assert one.record()["spans"][0]["note"] == "halb fertig"
    assert one.record()["spans"][0]["attributes"]["kind"] == "person"


def test_what_failed_is_told_until_something_is_done_here(pair: tuple[Driver, Driver]) -> None:
    one, other = pair
    one.front()
    one.window.session.failed.emit("The disk is full.")
    other.front()
    other.label("Artikel", "q")
    poll(one)
    assert one.words == ["Artikel"]
    assert one.message == "The disk is full."
    one.front()
    one.label("Fähren", "a")
    assert one.message == ""
