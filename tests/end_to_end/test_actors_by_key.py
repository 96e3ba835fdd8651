"""The register by keys: several mentions become one actor, who is renamed, merged and split again."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from annotator.core.models import Actor
from annotator.project import commands
from annotator.ui.register.actors_window import ActorsWindow
from annotator.ui.register.merging import MergeDialog, SplitDialog
from annotator.ui.register.picker import EntryPicker
from annotator.ui.register.registering import Registering
from tests.end_to_end.window import CTRL, POPUPS, SHIFT, Driver, Key, Windows, open_windows

windows = open_windows
pytestmark = POPUPS

TEXT = """Reeder-Anwalt Tammo Brarens wies die Zahlen zurück. Brarens sprach von Panik.

„Niemand ist sicher“, sagte er.

Die Hafenärztin Wiebke Oltmann widersprach ihm."""


def registering(driver: Driver) -> Registering:
    found = driver.window.controllers.controller("registering")
    assert isinstance(found, Registering)
    driver.qtbot.waitUntil(lambda: found.index.ready)
    return found


def picker(driver: Driver) -> EntryPicker:
    found = [p for p in driver.window.findChildren(EntryPicker) if p.isVisible()]
    assert len(found) == 1
    return found[0]


def rows(driver: Driver) -> list[tuple[str, str, int]]:
    return [(choice.kind, choice.name, choice.number) for choice in picker(driver).shown()]


def linked(driver: Driver, article_id: int = 1) -> dict[str, str | None]:
    """The words of each span in the file, and the name of its actor."""
    return {s["text"]: s["actor"] and s["actor"]["name"] for s in driver.record(article_id)["spans"]}


def actors(driver: Driver) -> dict[str, Actor]:
    return {actor.name: actor for actor in driver.project.register.actors().values()}


@pytest.fixture
def driver(windows: Windows) -> Driver:
    driver = windows.open(TEXT, "Tammo Brarens blieb dabei. T. Brarens schwieg.")
    registering(driver)
    return driver


def test_a_role_with_a_name_a_last_name_and_a_pronoun_become_one_actor(driver: Driver) -> None:
    driver.label("Reeder-Anwalt Tammo Brarens", "a")
    driver.press("e")
    assert rows(driver)[0] == ("new", "Tammo Brarens", 0)
    driver.press(Key.Key_Return)
    assert driver.told.startswith("New actor: Tammo Brarens")
    driver.pane.select(*driver.place("Brarens", 1))
    driver.press("e")
    assert rows(driver)[0] == ("entry", "Tammo Brarens", 1)
    driver.press("1")
    er = driver.place("er.")[0]
    driver.pane.select(er, er + 2)
    driver.press("a")
    driver.press("e")
    assert rows(driver)[0] == ("entry", "Tammo Brarens", 1)
    driver.press(Key.Key_Return)
    assert set(linked(driver).values()) == {"Tammo Brarens"}
    assert len(linked(driver)) == 3
    made = actors(driver)["Tammo Brarens"]
    assert made.aliases == ("Brarens",)
    assert [row["value"] for row in made.affiliations] == ["Reeder-Anwalt"]


def test_the_keyboard_is_back_in_the_text_after_each_choice(driver: Driver) -> None:
    driver.label("Tammo Brarens", "a")
    driver.press("e")
    assert not driver.pane.hasFocus()
    driver.press(Key.Key_Escape)
    assert driver.pane.hasFocus()
    assert linked(driver) == {"Tammo Brarens": None}
    assert QApplication.focusWidget() is driver.pane


def test_shift_e_makes_and_links(driver: Driver) -> None:
    driver.pane.select(*driver.place("Tammo Brarens"))
    driver.press("e", SHIFT)
    assert driver.told == "New actor: Tammo Brarens. E chooses another."
    driver.pane.select(*driver.place("Brarens", 1))
    driver.press("e", SHIFT)
    assert driver.told == "Linked to Tammo Brarens; E chooses another."
    assert list(linked(driver).values()) == ["Tammo Brarens"] * 2
    driver.press("e", SHIFT)
    assert driver.told.startswith("Linked to Tammo Brarens already")
    driver.press("z", CTRL)
    assert linked(driver)["Brarens"] is None


def test_e_on_a_quote_goes_to_its_speaker(driver: Driver) -> None:
    speaker = driver.label("Brarens", "a", 1)
    driver.label("„Niemand ist sicher“", "q")
    driver.press("e")
    assert driver.told == "This span has no speaker yet: S links one."
    driver.press("s")
    driver.press("1")
    driver.press("e")
    assert driver.active.id == speaker.id
    driver.press(Key.Key_Return)
    assert linked(driver)["Brarens"] == "Brarens"


def test_e_without_an_actor_label_active_labels_the_selection(driver: Driver) -> None:
    driver.pane.select(*driver.place("Wiebke Oltmann"))
    driver.press("e")
    assert driver.exported() == [("ACTOR", "Wiebke Oltmann")]
    driver.press(Key.Key_Escape)
    assert linked(driver) == {"Wiebke Oltmann": None}


def test_a_claim_gets_a_concept_and_finds_it_again(driver: Driver) -> None:
    driver.label("Niemand ist sicher", "c")
    driver.press("e")
    assert rows(driver)[0] == ("new", "Niemand ist sicher", 0)
    driver.press(Key.Key_End)
    driver.write(", sagt man")
    driver.press(Key.Key_Return)
    assert driver.told == "New concept: Niemand ist sicher, sagt man. E chooses another."
    driver.label("wies die Zahlen zurück", "c")
    driver.press("e")
    driver.write("niemand")
    assert rows(driver)[0] == ("entry", "Niemand ist sicher, sagt man", 0)
    driver.press(Key.Key_Return)
    concepts = [span["concept"]["name"] for span in driver.record()["spans"]]
    assert concepts == ["Niemand ist sicher, sagt man"] * 2


def test_nobody_is_linked_by_delete_and_undo_brings_the_actor_back(driver: Driver) -> None:
    driver.pane.select(*driver.place("Wiebke Oltmann"))
    driver.press("e", SHIFT)
    driver.press("e")
    driver.press(Key.Key_Delete)
    assert linked(driver) == {"Wiebke Oltmann": None}
    assert driver.told == "Linked to nobody."
    driver.press("z", CTRL)
    assert linked(driver) == {"Wiebke Oltmann": "Wiebke Oltmann"}


def test_two_of_one_last_name_are_asked_about(driver: Driver) -> None:
    for name in ("Tammo Brarens", "Wiebke Oltmann"):
        driver.pane.select(*driver.place(name))
        driver.press("e", SHIFT)
    driver.window.session.run(commands.CreateActor(Actor("other", "Jens Brarens")))
    driver.window.session.run(commands.DeleteSpans(1, tuple(s.id for s in driver.spans)))
    driver.pane.select(*driver.place("Brarens", 1))
    driver.press("e", SHIFT)
    assert driver.told == "Several could be meant: choose one."
    assert {name for kind, name, _ in rows(driver) if kind == "entry"} >= {"Jens Brarens", "Tammo Brarens"}


def actors_window(driver: Driver) -> ActorsWindow:
    driver.press("r", CTRL)
    window = registering(driver)._actors
    assert window is not None
    window.activateWindow()
    driver.qtbot.waitUntil(window.isActiveWindow)
    driver.settle()
    return window


def make_three(driver: Driver) -> None:
    """Two mentions of Tammo Brarens here, one of T. Brarens and one more of Tammo in the second article."""
    for occurrence in (0, 1):
        driver.pane.select(*driver.place("Brarens" if occurrence else "Tammo Brarens", occurrence))
        driver.press("e", SHIFT)
    driver.press(Key.Key_PageDown, CTRL)
    driver.pane.select(*driver.place("Tammo Brarens"))
    driver.press("e", SHIFT)
    driver.pane.select(*driver.place("T. Brarens"))
    driver.press("e")
    driver.press(Key.Key_Return, CTRL)
    assert set(actors(driver)) == {"Tammo Brarens", "T. Brarens"}


def test_rename_in_the_window(driver: Driver) -> None:
    make_three(driver)
    window = actors_window(driver)
    driver.write("tammo")
    driver.press(Key.Key_Return)
    assert driver.focus is window.actors.view
    window.actors.form.name.setFocus()
    driver.press("a", CTRL)
    driver.write("Tammo H. Brarens")
    driver.press(Key.Key_Tab)
    assert set(actors(driver)) == {"Tammo H. Brarens", "T. Brarens"}
    assert linked(driver)["Tammo Brarens"] == "Tammo H. Brarens"
    driver.press("z", CTRL)  # in a field, what was typed
    window.actors.view.setFocus()
    driver.press("z", CTRL)
    assert set(actors(driver)) == {"Tammo Brarens", "T. Brarens"}


def test_merge_with_a_preview_undo_and_split(driver: Driver) -> None:
    make_three(driver)
    window = actors_window(driver)
    driver.press(Key.Key_Return)
    driver.press("a", CTRL)
    assert len(window.actors.view.selected()) == 2

    def merge(dialog: MergeDialog) -> None:
        assert dialog.preview().startswith("Tammo Brarens · 4 mentions")
        assert "T. Brarens" in dialog.preview()
        dialog.accept()

    with driver.answering(MergeDialog, merge):
        window.actors.merge()
    window.activateWindow()
    assert set(actors(driver)) == {"Tammo Brarens"}
    assert linked(driver, 1) == {"Tammo Brarens": "Tammo Brarens", "Brarens": "Tammo Brarens"}
    assert linked(driver, 2) == {"Tammo Brarens": "Tammo Brarens", "T. Brarens": "Tammo Brarens"}
    window.undo()
    assert linked(driver, 2)["T. Brarens"] == "T. Brarens"
    window.redo()
    assert set(actors(driver)) == {"Tammo Brarens"}

    driver.qtbot.waitUntil(lambda: window.actors.mentions.rowCount() == 4)
    texts = [window.actors.mentions.mention(row) for row in range(4)]
    assert [mention.text for mention in texts if mention] == [
        "Tammo Brarens",
        "Brarens",
        "Tammo Brarens",
        "T. Brarens",
    ]
    window.actors.concordance.selectRow(3)

    def split(dialog: SplitDialog) -> None:
        assert dialog.name.text() == "T. Brarens"
        dialog.accept()

    with driver.answering(SplitDialog, split):
        window.actors.split()
    assert set(actors(driver)) == {"Tammo Brarens", "T. Brarens"}
    assert linked(driver, 2) == {"Tammo Brarens": "Tammo Brarens", "T. Brarens": "T. Brarens"}
    assert "T. Brarens" not in actors(driver)["Tammo Brarens"].aliases


def test_enter_in_the_concordance_shows_the_mention(driver: Driver) -> None:
    make_three(driver)
    driver.press(Key.Key_PageUp, CTRL)
    window = actors_window(driver)
    window.actors.show_actor(actors(driver)["T. Brarens"].id)
    driver.qtbot.waitUntil(lambda: window.actors.mentions.rowCount() == 1)
    window.actors.concordance.selectRow(0)
    window.actors.concordance.setFocus()
    driver.press(Key.Key_Return)
    assert driver.title == "Article 2"
    assert driver.pane.selected_text() == "T. Brarens"
    assert driver.pane.hasFocus()


def test_the_window_closes_with_the_project(driver: Driver) -> None:
    controller = registering(driver)
    actors_window(driver)
    driver.window.session.close()
    driver.settle()
    assert controller._actors is None
    assert not controller.index.ready


def test_who_corrects_shift_e_leaves_no_entry_behind(driver: Driver) -> None:
    driver.label("Tammo Brarens", "a")
    driver.press("e", SHIFT)
    driver.label("Panik", "a")
    driver.press("e", SHIFT)
    assert set(actors(driver)) == {"Tammo Brarens", "Panik"}
    driver.press("e")
    driver.write("Bra")
    driver.press(Key.Key_Return)
    assert set(actors(driver)) == {"Tammo Brarens"}
    assert linked(driver)["Panik"] == "Tammo Brarens"
    driver.press("z", CTRL)
    assert set(actors(driver)) == {"Tammo Brarens", "Panik"}


def test_a_claim_put_as_an_earlier_one_finds_its_concept(windows: Windows) -> None:
    text = "Ohne Boote verhungern die Inseln, sagt Oltmann. Die Inseln verhungern ohne Boote, sagt Brarens."
    driver = windows.open(text)
    registering(driver)
    driver.label("Ohne Boote verhungern die Inseln", "c")
    driver.press("e")
    driver.write("Der Verkehr soll laufen")
    driver.press(Key.Key_Return)
    driver.label("Die Inseln verhungern ohne Boote", "c")
    driver.press("e")
    assert rows(driver)[0][:2] == ("entry", "Der Verkehr soll laufen")
    driver.press(Key.Key_Return)
    assert {s["concept"]["name"] for s in driver.record()["spans"]} == {"Der Verkehr soll laufen"}
