"""The card says whom the active span means, and offers to choose."""

from __future__ import annotations

import pytest

from annotator.core.models import Actor, Concept, Span
from annotator.project import commands
from annotator.ui.inspector.register_card import RegisterCard
from tests.end_to_end.window import Driver, Windows, labels_of, open_windows
from tests.making import make_draft, make_relation, make_span

windows = open_windows

TEXT = "Tammo Brarens sagte: „Wir bleiben.“ Die Fähre muss fahren. Sie auch."
ROLE = {"type": "role", "value": "Anwalt", "from": "2021", "to": None}


@pytest.fixture
def driver(windows: Windows) -> Driver:
    draft = make_draft(
        TEXT,
        spans=[
            make_span("ACTOR", (0, 13), id="actor", actor_id="tammo"),
            make_span("CUE", (14, 19), id="cue"),
            make_span("QUOTE", (21, 35), id="quote"),
            make_span("CLAIM", (36, 57), id="claim", concept_id="sail"),
            make_span("ACTOR", (59, 62), id="she"),
        ],
        relations=[make_relation("speaker", "quote", "actor")],
    )
    draft.actors["tammo"] = Actor("tammo", "Tammo Brarens", "person", ("Brarens", "T. B."), (ROLE,), note="Notiz")
    draft.concepts["ferry"] = Concept("ferry", "Die Fähre")
    draft.concepts["sail"] = Concept("sail", "Die Fähre muss fahren", "ferry")
    return windows.open(draft)


@pytest.fixture
def card(driver: Driver) -> RegisterCard:
    card = RegisterCard(driver.window.session, driver.window.labelling)
    driver.qtbot.addWidget(card)
    card.resize(300, 200)
    card.show()
    return card


def texts(card: RegisterCard) -> list[str]:
    return [text for text in labels_of(card) if text and text != "E"]


def span(driver: Driver, span_id: str) -> Span:
    return driver.window.session.spans[span_id]


def test_an_actor_with_all_that_is_known(driver: Driver, card: RegisterCard) -> None:
    card.show_span(span(driver, "actor"))
    shown = texts(card)
    assert shown[:2] == ["ACTOR", "Tammo Brarens"]
    assert shown[2].splitlines() == ["person · 1 mention", "Anwalt (2021–)", "Also: Brarens, T. B.", "Notiz"]


def test_a_quote_shows_its_speaker(driver: Driver, card: RegisterCard) -> None:
    card.show_span(span(driver, "quote"))
    assert "Tammo Brarens" in labels_of(card)


def test_a_claim_shows_its_concept_and_what_it_is_below(driver: Driver, card: RegisterCard) -> None:
    driver.window.session.run(commands.CreateConcept(Concept("other", "Anderes")))
    card.show_span(span(driver, "claim"))
    assert texts(card)[:2] == ["CONCEPT", "Die Fähre muss fahren"]
    assert "1 claim" in texts(card)[2]


def test_a_mention_without_an_actor_says_so_and_a_cue_shows_nothing(driver: Driver, card: RegisterCard) -> None:
    card.show_span(span(driver, "she"))
    assert "This mention has no actor yet." in labels_of(card)
    card.show_span(span(driver, "cue"))
    assert card.isHidden()
    card.show_span(None)
    assert card.isHidden()


def test_it_follows_the_register(driver: Driver, card: RegisterCard) -> None:
    card.show_span(span(driver, "actor"))
    driver.window.session.run(commands.EditActor(Actor("tammo", "Onno Harms")))
    assert "Onno Harms" in labels_of(card)
    driver.window.session.run(commands.SetActor(((1, "actor"),), None))
    driver.window.session.run(commands.EditActor(Actor("tammo", "Onno H.")))
    assert "This mention has no actor yet." in labels_of(card)


def test_its_buttons_say_what_is_wanted(driver: Driver, card: RegisterCard) -> None:
    wanted: list[str] = []
    card.choose_wanted.connect(lambda: wanted.append("choose"))
    card.register_wanted.connect(wanted.append)
    for span_id in ("actor", "claim", "she"):
        card.show_span(span(driver, span_id))
        card._open.click()
    card._choose.click()
    assert wanted == ["tammo", "sail", "", "choose"]
