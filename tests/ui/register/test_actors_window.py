"""The window of the register: its list, its three parts, its files, and that every control has a name."""

from __future__ import annotations

import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from annotator.core.codebook import Codebook
from annotator.core.models import Actor
from annotator.jobs.files import export_actors
from annotator.project import Project, commands
from annotator.store.register import Register
from annotator.ui.files import file_dialogs
from annotator.ui.files.import_report import ReportModel
from annotator.ui.parts import worker
from annotator.ui.parts.long_command import run_long
from annotator.ui.parts.theme import theme_of
from annotator.ui.parts.widgets import KeyCap
from annotator.ui.parts.worker import Work
from annotator.ui.register import actors_window
from annotator.ui.register.actors_window import ActorsWindow
from annotator.ui.register.merging import DeleteActorBox, MergeDialog, SplitDialog
from annotator.ui.register.register_files import LeftOutDialog
from annotator.ui.register.registering import Registering
from annotator.ui.session import Session
from tests.end_to_end.window import CTRL, LEFT, NONE, POPUPS, Driver, Key, Windows, open_windows
from tests.making import make_draft, make_span
from tests.ui.test_accessibility import _TAB, by_tab, controls, nameless, spoken

windows = open_windows
pytestmark = POPUPS

TEXT = "Tammo Brarens sprach. Reeder-Anwalt Brarens schwieg. Wiebke Oltmann kam. Der Hafenbund auch. Sie ging."


def spans_of(*pieces: str) -> list[tuple[str, tuple[int, int]]]:
    return [(piece, (TEXT.index(piece), TEXT.index(piece) + len(piece))) for piece in pieces]


@pytest.fixture
def driver(windows: Windows) -> Driver:
    pieces = spans_of("Tammo Brarens", "Reeder-Anwalt Brarens", "Wiebke Oltmann", "Hafenbund", "Sie")
    first = make_draft(TEXT, title="Am Kai", spans=[make_span("ACTOR", at, id=text) for text, at in pieces])
    first.spans[0].actor_id = "tammo"
    first.actors["tammo"] = Actor("tammo", "Tammo Brarens", "person", ("T. Brarens",))
    first.actors["wiebke"] = Actor("wiebke", "Wiebke Oltmann", "person")
    second = make_draft("Wiebke Oltmann blieb.", title="Am Tor", spans=[make_span("ACTOR", (0, 14), id="second")])
    driver = windows.open(first, second)
    driver.window.session.run(commands.CreateActor(Actor("wiebke", "Wiebke Oltmann", "person")))
    return driver


@pytest.fixture
def registering(driver: Driver) -> Registering:
    found = driver.window.controllers.controller("registering")
    assert isinstance(found, Registering)
    driver.qtbot.waitUntil(lambda: found.index.ready)
    return found


@pytest.fixture
def window(driver: Driver, registering: Registering) -> ActorsWindow:
    driver.press("r", CTRL)
    assert registering._actors is not None
    registering._actors.activateWindow()
    driver.qtbot.waitUntil(registering._actors.isActiveWindow)
    driver.settle()
    return registering._actors


def names(window: ActorsWindow) -> list[str]:
    model = window.actors.model
    return [actor.name for row in range(model.rowCount()) if (actor := model.actor(row)) is not None]


def actor_of(driver: Driver, span_id: str) -> str | None:
    for article_id in (1, 2):
        for span in driver.record(article_id)["spans"]:
            if span["id"] == span_id:
                return str(span["actor"]["name"]) if span["actor"] else None
    raise AssertionError(span_id)


def turn(driver: Driver, window: ActorsWindow, page: QWidget) -> None:
    place = page.parentWidget()
    assert place is not None
    window._tabs.setCurrentWidget(place)
    driver.settle()


def test_a_list_without_rows_says_why(driver: Driver, window: ActorsWindow) -> None:
    hint = window.actors._empty
    assert not hint.isVisible()
    driver.write("xyz")
    assert hint.isVisible()
    assert hint.text() == "No actor is called “xyz”."
    driver.press(Key.Key_A, CTRL)
    driver.press(Key.Key_Delete)
    assert not hint.isVisible()
    for actor_id in list(window.actors._index.actors.values):
        window.run(commands.DeleteActor(actor_id), 1)
    driver.qtbot.waitUntil(hint.isVisible)
    assert hint.text().startswith("No actors yet.")


def test_the_list_shows_that_it_has_the_keyboard(driver: Driver, window: ActorsWindow) -> None:
    view = window.actors.view
    view.setFocus()
    driver.settle()
    image = view.viewport().grab().toImage()
    driver.press(Key.Key_Down)
    row = view.visualRect(view.currentIndex())
    there = view.viewport().grab().toImage()
    window.actors.form.name.setFocus()
    driver.settle()
    away = view.viewport().grab().toImage()
    middle = image.width() // 2
    differs = [y for y in range(image.height()) if there.pixel(middle, y) != away.pixel(middle, y)]
    assert differs
    assert all(row.top() <= y <= row.bottom() for y in differs), "nothing is left of where the keyboard was"
    assert image != there


def test_pages_are_made_when_they_are_first_shown(driver: Driver, window: ActorsWindow) -> None:
    assert window._unlinked is None
    driver.qtbot.waitUntil(lambda: window._tabs.tabText(1) == "Unlinked mentions · 5")
    assert window._unlinked is None, "counting needs no page"
    window._tabs.tabBar().setFocus()
    driver.press(Key.Key_Right)
    assert window._unlinked is not None
    assert window.isActiveWindow(), "no part of it was a window of its own"
    assert window.unlinked.model.rowCount() == 5
    assert driver.focus is window.unlinked.view
    assert window._likely is None


# The list


def test_the_list_is_searched_as_one_types_and_left_by_enter(driver: Driver, window: ActorsWindow) -> None:
    assert names(window) == ["Tammo Brarens", "Wiebke Oltmann"]
    assert driver.focus is window.actors.search
    driver.write("olt")
    assert names(window) == ["Wiebke Oltmann"]
    assert window.actors.form.name.text() == "Wiebke Oltmann"
    driver.press(Key.Key_Escape)
    assert len(names(window)) == 2
    driver.press(Key.Key_Return)
    driver.write("t")
    assert driver.focus is window.actors.search
    assert window.actors.search.text() == "t"


def test_a_header_orders_the_list(driver: Driver, window: ActorsWindow) -> None:
    header = window.actors.view.horizontalHeader()
    header.setSortIndicator(3, header.sortIndicatorOrder().DescendingOrder)
    assert names(window) == ["Tammo Brarens", "Wiebke Oltmann"]
    header.setSortIndicator(3, header.sortIndicatorOrder().AscendingOrder)
    assert names(window) == ["Wiebke Oltmann", "Tammo Brarens"]


def test_names_stand_at_their_letter_whatever_is_above_it(driver: Driver, window: ActorsWindow) -> None:
    driver.window.session.run(commands.CreateActor(Actor("oezge", "Özge Aydın", "person")))
    assert names(window) == ["Özge Aydın", "Tammo Brarens", "Wiebke Oltmann"]


def test_a_new_actor_is_made_and_named(driver: Driver, window: ActorsWindow) -> None:
    window.actors.new_actor()
    assert driver.focus is window.actors.form.name
    driver.write("Enno Harksen")
    driver.press(Key.Key_Escape)
    assert window.actors.view.hasFocus()
    assert names(window) == ["Enno Harksen", "Tammo Brarens", "Wiebke Oltmann"]
    assert window.isVisible()


def test_what_is_written_is_saved_when_the_window_closes(driver: Driver, window: ActorsWindow) -> None:
    window.actors.show_actor("wiebke")
    window.actors.form.name.setFocus()
    driver.press("a", CTRL)
    driver.write("Wiebke Harms")
    window.close()
    actor = driver.project.register.actor("wiebke")
    assert actor is not None
    assert actor.name == "Wiebke Harms"


def test_what_the_register_refuses_is_said_here(driver: Driver, window: ActorsWindow) -> None:
    window.actors.show_actor("wiebke")
    window.actors.form.wikidata.setFocus()
    driver.write("q")
    driver.press(Key.Key_Tab)
    assert "no Wikidata id" in window.foot.text()


def test_nothing_moves_when_something_is_said_and_it_goes_with_its_cause(
    driver: Driver, window: ActorsWindow
) -> None:
    window.actors.show_actor("wiebke")
    places = [w.mapTo(window, w.rect().topLeft()) for w in (window._tabs, window.actors.view, window.foot)]
    window.actors.form.wikidata.setFocus()
    driver.write("none")
    driver.press(Key.Key_Tab)
    assert "no Wikidata id" in window.foot.text()
    after = [w.mapTo(window, w.rect().topLeft()) for w in (window._tabs, window.actors.view, window.foot)]
    assert after == places
    window.actors.form.wikidata.setFocus()
    driver.press("a", CTRL)
    driver.write("Q64")
    driver.press(Key.Key_Tab)
    assert window.foot.text() == ""
    window.actors.form.wikidata.setFocus()
    driver.press("a", CTRL)
    driver.write("none")
    window.actors.show_actor("tammo")
    assert window.foot.text() == "Not saved: 'none' is no Wikidata id such as Q64."
    actor = driver.project.register.actor("wiebke")
    assert actor is not None
    assert actor.wikidata == "Q64"


def test_a_long_message_leaves_the_window_as_wide_as_it_is(driver: Driver, window: ActorsWindow) -> None:
    size = window.size()
    window.foot.say("Ein Satz, der nicht aufhört. " * 30, undoable=True)
    driver.settle()
    assert window.size() == size
    assert window.foot.text().startswith("Ein Satz")


def test_an_alias_of_another_actor_is_taken_with_a_word(driver: Driver, window: ActorsWindow) -> None:
    window.actors.show_actor("wiebke")
    window.actors.form.aliases.line.setFocus()
    driver.write("t. brarens")
    driver.press(Key.Key_Return)
    assert window.foot.text() == "“t. brarens” is a name of Tammo Brarens as well."
    actor = driver.project.register.actor("wiebke")
    assert actor is not None
    assert actor.aliases == ("t. brarens",)
    window.foot.clear()
    window.actors.form.aliases.line.setFocus()
    driver.write("Frau O.")
    driver.press(Key.Key_Return)
    assert window.foot.text() == ""


def test_names_get_the_room_of_roles_that_nobody_has(driver: Driver, window: ActorsWindow) -> None:
    view = window.actors.view
    assert view.isColumnHidden(2)
    rows = ({"type": "role", "value": "Vorsitzende der Gewerkschaft der Hafenlotsen", "from": None, "to": None},)
    driver.window.session.run(commands.EditActor(Actor("wiebke", "Wiebke Oltmann", "person", affiliations=rows)))
    window.resize(1200, 700)
    driver.settle()
    assert not view.isColumnHidden(2)
    assert view.columnWidth(0) >= 2 * view.columnWidth(2) - 2


def test_counts_follow_a_split_at_once(driver: Driver, window: ActorsWindow) -> None:
    driver.window.session.run(commands.SplitActor("tammo", Actor("new", "Tamme Brarens"), ((1, "Tammo Brarens"),)))
    assert [window.actors._index.actors.uses(id_) for id_ in ("tammo", "new")] == [0, 1]
    row = window.actors.model.row_of("new")
    assert row is not None
    assert window.actors.model.index(row, 3).data() == "1"


def test_the_tab_counts_what_a_deletion_leaves_without_an_actor(driver: Driver, window: ActorsWindow) -> None:
    driver.qtbot.waitUntil(lambda: window._tabs.tabText(1) == "Unlinked mentions · 5")
    driver.window.session.run(commands.DeleteActor("tammo"))
    driver.qtbot.waitUntil(lambda: window._tabs.tabText(1) == "Unlinked mentions · 6")
    window.undo()
    driver.qtbot.waitUntil(lambda: window._tabs.tabText(1) == "Unlinked mentions · 5")


def test_what_is_written_of_an_actor_that_is_deleted_elsewhere_is_not_another_ones(
    driver: Driver, window: ActorsWindow
) -> None:
    window.actors.show_actor("wiebke")
    window.actors.form.note.setFocus()
    driver.write("eine Notiz")
    with closing(Project.open(driver.project.path, "berta")) as other:
        other.apply(commands.DeleteActor("wiebke"))
    driver.window.session.poll()
    driver.settle()
    assert window.foot.text() == "Wiebke Oltmann is not in the register any more."
    assert window.focusWidget() is window.actors.view
    assert window.actors.form.name.text() == "Tammo Brarens"
    assert window.actors.form.note.toPlainText() == ""
    window.close()
    tammo = driver.project.register.actor("tammo")
    assert tammo is not None
    assert tammo.note is None


def test_after_a_merge_the_keyboard_is_in_the_list(driver: Driver, window: ActorsWindow) -> None:
    window.actors.view.select(["tammo", "wiebke"])
    with driver.answering(MergeDialog, lambda dialog: dialog.accept()):
        window.actors.merge()
    driver.settle()
    assert window.focusWidget() is window.actors.view
    assert window.foot.text() == "Merged into Tammo Brarens."
    undo = next(b for b in window.foot.findChildren(QPushButton) if b.text() == "Undo")
    undo.setFocus()
    undo.click()
    driver.settle()
    assert window.foot.text() == "Undone: actors merged"
    assert window.focusWidget() is window.actors.view


def test_an_actor_that_is_spoken_of_is_deleted_after_a_question(driver: Driver, window: ActorsWindow) -> None:
    window.actors.show_actor("tammo")

    def answer(text: str) -> None:
        def press(box: DeleteActorBox) -> None:
            assert "1 mention stays" in box.informativeText()
            delete = next(b for b in box.buttons() if b.text() == "Delete")
            ground = delete.grab().toImage().pixelColor(delete.width() // 2, delete.height() // 5)
            assert ground == theme_of(window).color("danger")
            next(b for b in box.buttons() if b.text() == text).click()

        with driver.answering(DeleteActorBox, press):
            window.actors.delete()

    answer("Cancel")
    assert len(names(window)) == 2
    answer("Delete")
    assert names(window) == ["Wiebke Oltmann"]
    assert actor_of(driver, "Tammo Brarens") is None
    window.undo()
    assert actor_of(driver, "Tammo Brarens") == "Tammo Brarens"


def test_another_window_changes_the_list(driver: Driver, window: ActorsWindow, windows: Windows) -> None:
    driver.window.session.run(commands.CreateActor(Actor("new", "Enno Harksen")))
    assert names(window)[0] == "Enno Harksen"


# Unlinked mentions


def test_the_queue_links_by_digit_enter_and_plus_and_goes_on(driver: Driver, window: ActorsWindow) -> None:
    page = window.unlinked
    turn(driver, window, page)
    assert page.view.hasFocus()
    driver.qtbot.waitUntil(lambda: window._tabs.tabText(1) == "Unlinked mentions · 5")
    mention = page.view.current()
    assert mention is not None
    assert mention.text == "Reeder-Anwalt Brarens"
    driver.press(Key.Key_Return)
    assert actor_of(driver, "Reeder-Anwalt Brarens") == "Tammo Brarens"
    assert window._tabs.tabText(1) == "Unlinked mentions · 4"
    driver.press("1")
    assert actor_of(driver, "Wiebke Oltmann") == "Wiebke Oltmann"
    driver.press("+")
    assert actor_of(driver, "Hafenbund") == "Hafenbund"
    driver.press(Key.Key_Right)
    current = page.view.current()
    assert current is not None
    assert current.span_id == "second"
    driver.press(Key.Key_Left)
    driver.press(Key.Key_Right)
    driver.press(Key.Key_Return)
    assert actor_of(driver, "second") == "Wiebke Oltmann"
    assert actor_of(driver, "Sie") is None
    driver.press("1")
    assert page.model.rowCount() == 0
    assert window._tabs.tabText(1) == "Unlinked mentions"


def test_a_count_from_before_a_link_does_not_come_after_it(
    driver: Driver, window: ActorsWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn(driver, window, window.unlinked)
    driver.qtbot.waitUntil(lambda: window._tabs.tabText(1) == "Unlinked mentions · 5")
    driver.qtbot.waitUntil(lambda: not worker._running)
    counted, go_on, count = threading.Event(), threading.Event(), Register.count_unlinked

    def slow(register: Register, codebook: Codebook) -> int:
        left = count(register, codebook)
        counted.set()
        assert go_on.wait(60)
        return left

    monkeypatch.setattr(Register, "count_unlinked", slow)
    window.counting.count()
    driver.qtbot.waitUntil(counted.is_set)
    driver.press(Key.Key_Return)
    assert window._tabs.tabText(1) == "Unlinked mentions · 4"
    told: list[int] = []
    window.counting.counted.connect(told.append)
    go_on.set()
    driver.qtbot.waitUntil(lambda: bool(told))
    assert set(told) == {4}


def test_a_count_that_went_wrong_is_made_again(
    driver: Driver, window: ActorsWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.qtbot.waitUntil(lambda: not worker._running)
    hooked: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: hooked.append(kind))

    def wrong(_register: Register, _codebook: Codebook) -> int:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(Register, "count_unlinked", wrong)
        window.counting.count()
        driver.qtbot.waitUntil(lambda: hooked == [ZeroDivisionError])
    with driver.qtbot.waitSignal(window.counting.counted) as blocker:
        window.counting.count()
    assert blocker.args == [5]


def test_typing_in_the_queue_finds_any_other_actor(driver: Driver, window: ActorsWindow) -> None:
    driver.window.session.run(commands.CreateActor(Actor("n", "Nanna Ehlers", "person")))
    page = window.unlinked
    turn(driver, window, page)
    for key in "nan":
        driver.write(key)
    assert page.candidates.line.hasFocus()
    assert [choice.name for choice in page.candidates.shown()][:1] == ["Nanna Ehlers"]
    assert not any(choice.number for choice in page.candidates.shown())
    caps = [cap.text() for cap in page.candidates.findChildren(KeyCap) if cap.isVisible()]
    assert caps == ["Enter", "Ctrl Enter", "Esc"]
    driver.press(Key.Key_Escape)
    assert window.isVisible()
    assert page.view.hasFocus()
    assert page.candidates.typed == ""
    assert actor_of(driver, "Reeder-Anwalt Brarens") is None
    for key in "nan":
        driver.write(key)
    driver.press(Key.Key_Return)
    assert actor_of(driver, "Reeder-Anwalt Brarens") == "Nanna Ehlers"
    assert window.foot.text() == "Reeder-Anwalt Brarens → Nanna Ehlers"
    assert page.view.hasFocus()
    assert page.candidates.typed == ""


def test_what_is_typed_in_the_queue_makes_a_new_actor(driver: Driver, window: ActorsWindow) -> None:
    page = window.unlinked
    turn(driver, window, page)
    for key in "Uwe":
        driver.write(key)
    driver.press(Key.Key_Return, CTRL)
    assert actor_of(driver, "Reeder-Anwalt Brarens") == "Uwe"
    assert window.foot.text() == "New actor: Uwe"
    driver.press(Key.Key_Return, CTRL)
    assert actor_of(driver, "Wiebke Oltmann") == "Wiebke Oltmann"


def test_all_mentions_of_the_same_words_are_linked_in_one_step(driver: Driver, window: ActorsWindow) -> None:
    page = window.unlinked
    turn(driver, window, page)
    also = page._alike
    assert not also.isVisible()
    driver.press("l", CTRL)
    assert page.model.rowCount() == 5
    driver.press(Key.Key_Right)
    driver.press("1")
    assert actor_of(driver, "Wiebke Oltmann") == "Wiebke Oltmann"
    assert also.button.text() == "All “Wiebke Oltmann” too"
    driver.press("l", CTRL)
    driver.settle()
    assert actor_of(driver, "second") == "Wiebke Oltmann"
    assert window.foot.text() == "1 mention of “Wiebke Oltmann” → Wiebke Oltmann"
    assert not also.isVisible()
    current = page.view.current()
    assert current is not None
    assert current.text == "Hafenbund"
    window.undo()
    assert actor_of(driver, "second") is None
    assert actor_of(driver, "Wiebke Oltmann") == "Wiebke Oltmann"


def test_pronouns_are_not_linked_alike(driver: Driver, window: ActorsWindow) -> None:
    page = window.unlinked
    turn(driver, window, page)
    for _ in range(3):
        driver.press(Key.Key_Right)
    current = page.view.current()
    assert current is not None
    assert current.text == "Sie"
    driver.press("1")
    assert actor_of(driver, "Sie") is not None
    assert not page._alike.isVisible()


def test_in_the_queue_a_click_and_the_arrows_take_a_row(driver: Driver, window: ActorsWindow) -> None:
    page = window.unlinked
    turn(driver, window, page)
    driver.write("o")
    names = [choice.name for choice in page.candidates.shown()]
    driver.press(Key.Key_Down)
    driver.press(Key.Key_Return)
    assert actor_of(driver, "Reeder-Anwalt Brarens") == names[1]


def test_candidates_show_the_mentions_that_were_just_linked(driver: Driver, window: ActorsWindow) -> None:
    page = window.unlinked
    turn(driver, window, page)
    driver.press(Key.Key_Down)
    driver.press("+")
    made = next(a for a in driver.project.register.actors().values() if a.id not in ("tammo", "wiebke"))
    driver.press(Key.Key_Right)
    uses = {choice.id: choice.uses for choice in page.candidates.shown()}
    assert uses[made.id] == 1


def test_undo_brings_a_mention_back_into_the_queue(driver: Driver, window: ActorsWindow) -> None:
    turn(driver, window, window.unlinked)
    driver.press("+")
    assert window.unlinked.model.rowCount() == 4
    driver.press(Key.Key_Right)
    driver.press("z", CTRL)
    assert window.unlinked.model.rowCount() == 5
    current = window.unlinked.view.current()
    assert current is not None
    assert current.text == "Reeder-Anwalt Brarens"
    assert actor_of(driver, "Reeder-Anwalt Brarens") is None


def test_a_mention_is_shown_in_its_article(driver: Driver, window: ActorsWindow) -> None:
    turn(driver, window, window.unlinked)
    driver.press(Key.Key_End, CTRL)
    button = next(b for b in window.findChildren(QPushButton) if b.text() == "Show in the article")
    button.click()
    driver.settle()
    assert driver.title == "Am Tor"
    assert driver.active.id == "second"


# Likely the same


def test_likely_pairs_are_merged_told_apart_and_shown(driver: Driver, window: ActorsWindow) -> None:
    for id_, name in (("2", "Wibke Oltmann"), ("3", "Tamo Brarens"), ("4", "Dr. Tammo Brarens")):
        driver.window.session.run(commands.CreateActor(Actor(id_, name, "person")))
    page = window.likely
    turn(driver, window, page)
    driver.qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    pairs = [{pair.first_id, pair.second_id} for pair in page.model.pairs()]
    assert {"wiebke", "2"} in pairs
    assert {"tammo", "4"} in pairs
    tammo = pairs.index({"tammo", "4"})
    page.view.selectRow(tammo)
    pair = page.model.pair(tammo)
    assert pair is not None
    assert pair.first_id == "tammo"  # the one that is used more stays
    driver.press("m")
    assert "4" not in driver.project.register.actors()
    assert window.foot.text() == "Merged into Tammo Brarens."
    assert not any("4" in (pair.first_id, pair.second_id) for pair in page.model.pairs())
    pairs = [{pair.first_id, pair.second_id} for pair in page.model.pairs()]
    page.view.selectRow(pairs.index({"wiebke", "2"}))
    driver.press("d")
    page.compare()
    driver.qtbot.waitUntil(lambda: page._job is None)
    assert {"wiebke", "2"} not in [{pair.first_id, pair.second_id} for pair in page.model.pairs()]
    driver.press(Key.Key_Return)
    assert {actor.id for actor in window.actors.view.selected()} == {"tammo", "3"}


def test_of_a_likely_pair_that_is_used_alike_the_fuller_name_stays(driver: Driver, window: ActorsWindow) -> None:
    for id_, name in (("short", "Harksen"), ("full", "Enno Harksen")):
        driver.window.session.run(commands.CreateActor(Actor(id_, name, "person")))
    turn(driver, window, window.likely)
    driver.qtbot.waitUntil(lambda: window.likely.model.rowCount() > 0)
    assert ("full", "short") in [(pair.first_id, pair.second_id) for pair in window.likely.model.pairs()]


def test_without_a_pair_there_is_nothing_to_merge(driver: Driver, window: ActorsWindow) -> None:
    driver.window.session.run(commands.CreateActor(Actor("2", "T. Brarens", "person")))
    page = window.likely
    turn(driver, window, page)
    driver.qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert page.model.index(0, 2).data() == "an alias is the other's name"
    merge = next(b for b in page.findChildren(QPushButton) if b.text() == "Merge")
    assert merge.isEnabled()
    merge.setFocus()
    merge.click()
    driver.settle()
    assert page.model.rowCount() == 0
    assert not merge.isEnabled()
    assert driver.focus is page._again


def test_where_nobody_is_alike_it_says_so(driver: Driver, window: ActorsWindow) -> None:
    turn(driver, window, window.likely)
    driver.qtbot.waitUntil(lambda: window.likely._job is None)
    driver.settle()
    assert window.likely._sentence.text() == "No two actors look like the same."


# Files


def test_actors_go_to_a_file_and_come_back(
    driver: Driver, window: ActorsWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "actors.csv"
    monkeypatch.setattr(file_dialogs, "save_file", lambda *a, **b: path)
    monkeypatch.setattr(file_dialogs, "open_file", lambda *a, **b: path)
    window.files.write()
    assert window.foot.text() == "2 actors written to actors.csv."
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace("Wiebke Oltmann", "Wiebke Harms"), encoding="utf-8-sig")
    window.files.read()
    driver.settle()
    assert window.foot.text() == "Actors: 0 added, 1 changed, 1 as they were, 0 refused."
    assert names(window) == ["Tammo Brarens", "Wiebke Harms"]
    window.undo()
    assert names(window) == ["Tammo Brarens", "Wiebke Oltmann"]


def test_refused_rows_and_columns_that_are_not_read_are_listed(
    driver: Driver, window: ActorsWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "actors.csv"
    assert export_actors(driver.project, path) == 2
    path.write_text("id;name;wikidata;Partei\n;Enno Harksen;;Neue Mitte\n;Gesa Lührs;keine;\n", encoding="utf-8")
    monkeypatch.setattr(file_dialogs, "open_file", lambda *a, **b: path)
    seen: list[list[str]] = []

    def look(dialog: LeftOutDialog) -> None:
        model = dialog.view.model()
        assert isinstance(model, ReportModel)
        seen.extend(map(model.cells, range(model.rowCount())))
        dialog.reject()

    with driver.answering(LeftOutDialog, look):
        window.files.read()
    assert seen == [
        ["refused", "actors.csv", "3", "'keine' is no Wikidata id such as Q64"],
        ["unread", "actors.csv", "", 'column "Partei"'],
    ]
    assert "Enno Harksen" in names(window)


def test_a_wide_merge_goes_through_a_thread(
    driver: Driver, window: ActorsWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def run(parent: QWidget, session: Session, title: str, work: Work) -> object:
        opened.append(title)
        return run_long(parent, session, title, work)

    monkeypatch.setattr(actors_window, "run_long", run)
    assert window.run(commands.MergeActors("tammo", ("wiebke",)), 5_000)
    assert opened == ["Changing the register"]
    assert names(window) == ["Tammo Brarens"]


# Names and keys


@pytest.mark.parametrize("part", ["actors", "unlinked", "likely"])
def test_every_control_has_a_name_and_is_reached_by_tab(driver: Driver, window: ActorsWindow, part: str) -> None:
    driver.window.session.run(commands.CreateActor(Actor("2", "Wibke Oltmann", "person")))
    page = getattr(window, part)
    turn(driver, window, page)
    driver.qtbot.waitUntil(lambda: part != "likely" or window.likely.model.rowCount() > 0)
    if part == "actors":
        window.actors.show_actor("tammo")
        driver.qtbot.waitUntil(lambda: window.actors.mentions.rowCount() == 1)
    assert nameless(window) == []
    start = QApplication.focusWidget()
    assert start is not None
    reached = by_tab(driver, start, window)
    wanted = [w for w in controls(window) if w.focusPolicy() & _TAB and w.focusProxy() is None]
    assert [f"{type(w).__name__} {spoken(w)}" for w in wanted if w not in reached] == []


def test_the_dialogs_have_names_and_tab_goes_round(driver: Driver, window: ActorsWindow) -> None:
    actors = list(driver.project.register.actors().values())
    mention = driver.project.register.mentions("tammo")[:1]
    for dialog in (
        MergeDialog(actors, lambda _id: 1, window),
        SplitDialog(actors[0], mention, 1, window),
    ):
        dialog.show()
        dialog.activateWindow()
        driver.qtbot.waitUntil(dialog.isActiveWindow)
        assert nameless(dialog) == []
        focus = dialog.focusWidget()
        assert focus is not None
        reached = by_tab(driver, focus, dialog)
        assert len(reached) >= 3
        dialog.close()
        dialog.deleteLater()


@pytest.mark.parametrize("away", ["closed", "other tab"])
def test_mentions_that_were_linked_out_of_sight_are_listed(
    driver: Driver, registering: Registering, window: ActorsWindow, away: str
) -> None:
    window.show_actor("tammo")
    driver.qtbot.waitUntil(lambda: window.actors.mentions.rowCount() == 1)
    if away == "closed":
        window.close()
    else:
        turn(driver, window, window.unlinked)
    window.run(commands.SetActor(((1, "Reeder-Anwalt Brarens"),), "tammo"), 1)
    driver.settle()
    if away == "closed":
        registering.show_actors()
    else:
        turn(driver, window, window.actors)
    driver.qtbot.waitUntil(lambda: window.actors.mentions.rowCount() == 2)
    assert window.actors._heading.text() == "2 mentions"


def test_a_double_click_on_a_mention_brings_the_main_window_to_the_front(
    driver: Driver, window: ActorsWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised: list[bool] = []
    monkeypatch.setattr(driver.window, "raise_", lambda: raised.append(True), raising=False)
    window.show_actor("tammo")
    driver.qtbot.waitUntil(lambda: window.actors.mentions.rowCount() == 1)
    view = window.actors.concordance
    place = view.visualRect(window.actors.mentions.index(0, 0)).center()
    QTest.mouseClick(view.viewport(), LEFT, NONE, place)
    QTest.mouseDClick(view.viewport(), LEFT, NONE, place)
    driver.settle()
    assert raised
    assert driver.window.isActiveWindow()
    assert driver.active.id == "Tammo Brarens"


# Whose mentions are in the queue


@pytest.fixture
def berts(windows: Windows) -> Driver:
    """Bert at a project in which Anna has labelled, too."""
    first = [make_span("ACTOR", at, id=text, annotator="Anna") for text, at in spans_of("Wiebke Oltmann")]
    second = [make_span("ACTOR", (0, 14), id=name, annotator=name) for name in ("Anna", "Bert")]
    drafts = (make_draft(TEXT, title="Am Kai", spans=first), make_draft("Wiebke Oltmann blieb.", spans=second))
    driver = windows.open(*drafts, annotator="Bert")
    driver.window.session.run(commands.CreateActor(Actor("wiebke", "Wiebke Oltmann", "person")))
    return driver


def queue_of(driver: Driver) -> ActorsWindow:
    controller = driver.window.controllers.controller("registering")
    assert isinstance(controller, Registering)
    driver.qtbot.waitUntil(lambda: controller.index.ready)
    driver.press("r", CTRL)
    window = controller._actors
    assert window is not None
    window.activateWindow()
    driver.qtbot.waitUntil(window.isActiveWindow)
    turn(driver, window, window.unlinked)
    return window


def linked(driver: Driver) -> list[str]:
    found = [span for article in (1, 2) for span in driver.record(article)["spans"]]
    return [span["id"] for span in found if span["actor"]]


def test_the_queue_names_whose_mentions_it_shows(berts: Driver) -> None:
    window = queue_of(berts)
    model = window.unlinked.model
    assert [model.index(row, 1).data() for row in range(3)] == ["Am Kai · Anna", "Titel · Anna", ""]
    berts.press("1")
    berts.press("l", CTRL)
    assert linked(berts) == ["Wiebke Oltmann", "Anna", "Bert"]


def test_where_ones_own_labels_are_shown_alone_the_queue_keeps_to_them(berts: Driver) -> None:
    berts.window.actions_by_id["view.everyone"].trigger()
    window = queue_of(berts)
    model, tabs = window.unlinked.model, window._tabs
    assert [model.index(row, 1).data() for row in range(model.rowCount())] == ["Titel"]
    berts.qtbot.waitUntil(lambda: tabs.tabText(1) == "Unlinked mentions · 1")
    berts.window.actions_by_id["view.everyone"].trigger()
    berts.qtbot.waitUntil(lambda: tabs.tabText(1) == "Unlinked mentions · 3")
    assert model.rowCount() == 3
    berts.window.actions_by_id["view.everyone"].trigger()
    berts.qtbot.waitUntil(lambda: tabs.tabText(1) == "Unlinked mentions · 1")
    berts.press("1")
    berts.press("l", CTRL)
    assert linked(berts) == ["Bert"]
    assert window.foot.text() == "0 mentions of “Wiebke Oltmann” → Wiebke Oltmann"
