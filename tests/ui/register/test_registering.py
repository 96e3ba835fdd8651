"""Which span the keys are about, and what they say where there is nothing to link."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from annotator.core.errors import ReadOnlyError
from annotator.core.models import Actor, Concept
from annotator.project import Project, commands
from annotator.ui.register.picker import EntryPicker
from annotator.ui.register.registering import Registering
from tests.end_to_end.window import NONE, POPUPS, SHIFT, Driver, Key, Windows, open_windows
from tests.making import OPEN, make_draft, make_span
from tests.ui.test_accessibility import nameless

windows = open_windows
pytestmark = POPUPS

TEXT = "Tammo Brarens sagte: „Wir bleiben.“ Die Fähre muss fahren. Er auch. 😀 Wiebke Oltmann nickte."


def at(piece: str) -> tuple[int, int]:
    return TEXT.index(piece), TEXT.index(piece) + len(piece)


@pytest.fixture
def path(windows: Windows) -> Path:
    spans = [
        make_span("ACTOR", at("Tammo Brarens"), id="open", origin=OPEN),
        make_span("CUE", at("sagte"), id="cue", annotator="Mara"),
        make_span("ACTOR", at("Er"), id="he", annotator="Mara"),
        make_span("CLAIM", at("Die Fähre muss fahren"), id="claim", annotator="Mara"),
    ]
    return windows.project(make_draft(TEXT, spans=spans), "Ein zweiter Text.")


def opened(windows: Windows, path: Path) -> tuple[Driver, Registering]:
    driver = windows.open(path=path)
    found = driver.window.controllers.controller("registering")
    assert isinstance(found, Registering)
    driver.qtbot.waitUntil(lambda: found.index.ready)
    return driver, found


@pytest.fixture
def driver(windows: Windows, path: Path) -> Driver:
    return opened(windows, path)[0]


def is_open(driver: Driver) -> bool:
    return any(picker.isVisible() for picker in driver.window.findChildren(EntryPicker))


def test_a_suggestion_is_taken_over_by_linking_it(driver: Driver) -> None:
    driver.window.labelling.activate("open")
    driver.press("e", SHIFT)
    span = driver.active
    assert not span.is_open
    assert span.actor_id is not None
    assert driver.told == "New actor: Tammo Brarens. E chooses another."


def test_a_cue_has_neither(driver: Driver) -> None:
    driver.window.labelling.activate("cue")
    for modifiers in (None, SHIFT):
        driver.press("e", modifiers) if modifiers else driver.press("e")
        assert driver.told == "A CUE has neither actor nor concept."
        assert not is_open(driver)


def test_the_span_at_the_caret_is_meant_where_none_is_active(driver: Driver) -> None:
    driver.caret_to("Fähre")
    driver.press("e")
    assert driver.active.id == "claim"
    assert is_open(driver)
    line = driver.focus
    assert isinstance(line, QLineEdit)
    assert line.text() == "Die Fähre muss fahren"


def test_a_name_behind_an_emoji_is_made_an_actor_at_the_caret(driver: Driver) -> None:
    driver.caret_to("Oltmann")
    driver.press("e", SHIFT)
    assert ("ACTOR", "Wiebke Oltmann") in driver.exported()
    assert driver.told == "New actor: Wiebke Oltmann. E chooses another."


def test_a_pronoun_is_never_made_an_actor_at_once(driver: Driver) -> None:
    driver.window.labelling.activate("he")
    driver.press("e", SHIFT)
    assert driver.told == "Several could be meant: choose one."
    assert is_open(driver)
    assert driver.project.register.actors() == {}


def test_escape_takes_back_a_label_that_the_key_made_of_no_name(driver: Driver) -> None:
    driver.window.session.run(commands.CreateActor(Actor("t", "Tammo Brarens", "person")))
    driver.caret_to("nickte")
    before = driver.exported()
    driver.press("e", SHIFT)
    assert driver.told == "Nobody in the register is called nickte."
    assert ("ACTOR", "nickte") in driver.exported()
    driver.press(Key.Key_Escape)
    assert driver.exported() == before
    driver.window.session.redo()
    assert ("ACTOR", "nickte") in driver.exported()


@pytest.mark.parametrize("modifiers", [SHIFT, NONE])
def test_escape_takes_back_that_a_suggestion_was_accepted(
    windows: Windows, modifiers: Qt.KeyboardModifier
) -> None:
    spans = [make_span("ACTOR", at("Er"), id="he", origin=OPEN)]
    driver, _ = opened(windows, windows.project(make_draft(TEXT, spans=spans)))
    driver.window.labelling.activate("he")
    driver.press("e", modifiers)
    assert is_open(driver)
    driver.press(Key.Key_Escape)
    assert driver.active.is_open
    assert driver.exported() == []


def test_escape_leaves_a_label_that_was_there(driver: Driver) -> None:
    driver.window.labelling.activate("he")
    before = driver.exported()
    driver.press("e", SHIFT)
    driver.press(Key.Key_Escape)
    assert driver.exported() == before
    driver.press("e")
    driver.press(Key.Key_Escape)
    assert driver.exported() == before


def test_escape_takes_back_nothing_that_was_done_since(driver: Driver) -> None:
    driver.caret_to("nickte")
    driver.press("e", SHIFT)
    driver.window.session.run(commands.CreateActor(Actor("t", "Tammo Brarens", "person")))
    driver.press(Key.Key_Escape)
    assert "t" in driver.project.register.actors()
    assert ("ACTOR", "nickte") in driver.exported()


def test_while_the_popup_is_open_it_alone_says_what_keys_do(driver: Driver) -> None:
    driver.window.labelling.activate("he")
    driver.window.status.tell("Something of before.")
    driver.press("e")
    driver.settle()
    assert driver.told == ""
    assert driver.window.status._shown == ()
    driver.press(Key.Key_Escape)
    driver.settle()
    assert driver.window.status._shown != ()


def test_the_concepts_open_at_the_claims_own(driver: Driver) -> None:
    session = driver.window.session
    session.run(commands.CreateConcept(Concept("a", "Anderes")))
    session.run(commands.SetConcept(((1, "claim"),), "z", Concept("z", "Zuletzt")))
    driver.window.labelling.activate("claim")
    found = driver.window.controllers.controller("registering")
    assert isinstance(found, Registering)
    found.show_concepts()
    driver.settle()
    assert found._concepts is not None
    assert [concept.id for concept in found._concepts.page.view.selected()] == ["z"]


def test_a_claim_is_linked_at_once_to_what_is_worded_so(driver: Driver) -> None:
    driver.window.session.run(commands.CreateConcept(Concept("ferry", "die Fähre muss fahren")))
    driver.window.labelling.activate("claim")
    driver.press("e", SHIFT)
    assert driver.told == "Linked to die Fähre muss fahren; E chooses another."
    assert driver.active.concept_id == "ferry"


def test_a_claim_that_nothing_says_makes_a_concept(driver: Driver) -> None:
    driver.window.labelling.activate("claim")
    driver.press("e", SHIFT)
    assert driver.told == "New concept: Die Fähre muss fahren. E chooses another."
    assert [concept.name for concept in driver.project.register.concepts().values()] == ["Die Fähre muss fahren"]


def test_another_article_closes_the_popup(driver: Driver) -> None:
    driver.window.labelling.activate("he")
    driver.press("e")
    driver.window.articles.step(1)
    driver.settle()
    assert not is_open(driver)


def test_a_span_that_is_gone_is_not_linked(driver: Driver) -> None:
    driver.window.session.run(commands.CreateActor(Actor("t", "Tammo Brarens", "person")))
    driver.window.labelling.activate("he")
    driver.press("e")
    driver.window.session.run(commands.DeleteSpans(1, ("he",)))
    driver.press("1")
    assert driver.told == "This span is not there any more."


def test_nothing_is_linked_at_once_before_the_register_is_read(driver: Driver) -> None:
    found = driver.window.controllers.controller("registering")
    assert isinstance(found, Registering)
    found.index.load()
    found.index.ready = False
    driver.window.labelling.activate("he")
    driver.press("e", SHIFT)
    assert "still being read" in driver.told
    driver.press("e")
    driver.qtbot.waitUntil(lambda: found.index.ready)
    driver.press(Key.Key_Escape)
    assert driver.pane.hasFocus()


def test_a_read_only_project_says_so(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(project: Project, command: commands.Command) -> None:
        raise ReadOnlyError("The project can't be written to.")

    monkeypatch.setattr(Project, "apply", refuse)
    driver.window.labelling.activate("he")
    driver.press("e")
    driver.press(Key.Key_Return)
    assert driver.message == "The project can't be written to."
    assert driver.active.actor_id is None


def test_everything_in_the_popup_has_a_name(driver: Driver) -> None:
    driver.window.session.run(commands.CreateActor(Actor("t", "Tammo Brarens", "person")))
    for span_id, name in (("he", "Actor of the span"), ("claim", "Concept of the claim")):
        driver.window.labelling.activate(span_id)
        driver.press("e")
        assert nameless(driver.window) == []
        assert driver.focus.accessibleName() == name
        driver.press(Key.Key_Escape)


def test_the_inspector_offers_to_choose_and_to_open_the_register(driver: Driver) -> None:
    driver.window.session.run(commands.SetActor(((1, "he"),), "t", Actor("t", "Tammo Brarens", "person")))
    driver.window.labelling.activate("he")
    driver.settle()
    buttons = {b.accessibleName(): b for b in driver.window.inspector.register.findChildren(QPushButton)}
    buttons["Choose…"].click()
    assert is_open(driver)
    driver.press(Key.Key_Escape)
    buttons["Open register"].click()
    found = driver.window.controllers.controller("registering")
    assert isinstance(found, Registering)
    assert found._actors is not None
    assert [actor.id for actor in found._actors.actors.view.selected()] == ["t"]


def test_registers_are_shown_at_an_entry(driver: Driver) -> None:
    driver.window.session.run(commands.CreateActor(Actor("t", "Tammo Brarens", "person")))
    driver.window.session.run(commands.CreateActor(Actor("w", "Wiebke Oltmann", "person")))
    found = driver.window.controllers.controller("registering")
    assert isinstance(found, Registering)
    found.show_entry("w")
    assert found._actors is not None
    assert [actor.id for actor in found._actors.actors.view.selected()] == ["w"]
    found._actors.close()
    found.show_entry("")
    assert found._actors.isVisible()
