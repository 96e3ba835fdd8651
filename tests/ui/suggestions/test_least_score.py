"""The slider for the least score: what it hides, and that it hides no end of a link."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from annotator.core.models import Draft
from annotator.ui.articles.delegate import contents
from annotator.ui.articles.model import SUMMARY_ROLE
from annotator.ui.suggestions.least_score import LeastScorePopup
from tests.end_to_end.window import CTRL, POPUPS, Driver, Key, Windows, click_key, labels_of, open_windows
from tests.making import OPEN, make_draft, make_relation, make_span

windows = open_windows
pytestmark = POPUPS

TEXT = "„Wir bleiben“, sagte Ohlsen am Tor. Die Fähre muss fahren, verlangte Berg im Hafen."


def draft() -> Draft:
    def suggested(label: str, words: str, id_: str, score: float) -> object:
        start = TEXT.index(words)
        origin = replace(OPEN, score=score)
        return make_span(label, (start, start + len(words)), id=id_, origin=origin, attributes={})

    spans = [
        suggested("QUOTE", "„Wir bleiben“", "q", 0.9),
        suggested("ACTOR", "Ohlsen", "o", 0.4),
        suggested("CLAIM", "Die Fähre muss fahren", "c", 0.6),
        suggested("ACTOR", "Berg", "b", 0.3),
    ]
    return make_draft(TEXT, spans=spans, relations=[make_relation("speaker", "q", "o", origin=OPEN)])  # type: ignore[arg-type]


@pytest.fixture
def driver(windows: Windows) -> Driver:
    return windows.open(draft())


def ids(driver: Driver) -> list[str]:
    return [span.id for span in driver.spans]


def popup(driver: Driver) -> LeastScorePopup:
    driver.window.actions_by_id["view.least_score"].trigger()
    driver.settle()
    found = driver.window.least_score._popup
    assert found is not None
    assert found.isVisible()
    return found


def slide(driver: Driver, found: LeastScorePopup, *keys: Qt.Key) -> None:
    for key in keys:
        click_key(found.slider, key)
    driver.settle()


def test_below_half_they_are_hidden_but_a_speaker_is_not(driver: Driver) -> None:
    assert ids(driver) == ["q", "o", "c"]
    bar = driver.window.label_bar
    assert (bar._waiting.toolTip(), bar.least.text()) == ("3 suggestions", "≥ 50\N{NARROW NO-BREAK SPACE}%")
    driver.press(Key.Key_Return, CTRL)
    assert [words for _, words in driver.exported()] == ["„Wir bleiben“", "Ohlsen", "Die Fähre muss fahren"]
    assert bar.least.text() == "1 below 50\N{NARROW NO-BREAK SPACE}%"


def test_the_arrow_keys_move_it_and_it_is_remembered(driver: Driver, windows: Windows) -> None:
    found = popup(driver)
    assert driver.focus is found.slider
    assert found.slider.accessibleName() == "Least score of suggestions"
    slide(driver, found, *[Key.Key_Right] * 3)
    assert ids(driver) == ["q", "o"]
    assert "65\N{NARROW NO-BREAK SPACE}%" in labels_of(found)
    assert "In this article: 2 shown, 2 below." in labels_of(found)
    assert driver.window.label_bar.least.text() == "≥ 65\N{NARROW NO-BREAK SPACE}%"
    slide(driver, found, Key.Key_Home)
    assert ids(driver) == ["q", "o", "c", "b"]
    slide(driver, found, Key.Key_End)
    assert ids(driver) == []
    slide(driver, found, Key.Key_Left, Key.Key_Return)
    assert not found.isVisible()
    assert driver.window.label_bar.least.text() == "4 below 95\N{NARROW NO-BREAK SPACE}%"
    path = driver.project.path
    driver.close()
    again = windows.open(path=path)
    assert ids(again) == []
    assert again.window.session.sieve.held == 4


def test_the_list_counts_what_is_shown(driver: Driver, windows: Windows) -> None:
    def listed(of: Driver) -> str:
        return contents(of.window.articles._model.index(0, 0).data(SUMMARY_ROLE))

    assert listed(driver) == "3 suggested"
    found = popup(driver)
    for key, text in (
        (Key.Key_Home, "4 suggested"),
        (Key.Key_End, "no labels"),
        (Key.Key_PageDown, "2 suggested"),
    ):
        slide(driver, found, key)
        assert listed(driver) == text
    path = driver.project.path
    driver.close()
    assert listed(windows.open(path=path)) == "2 suggested"


def test_with_the_mouse_it_moves_in_whole_steps(driver: Driver) -> None:
    found = popup(driver)
    found.slider.setValue(63)
    assert found.slider.value() == 65
    found.slider.setValue(61)
    assert found.slider.value() == 60
    assert ids(driver) == ["q", "o", "c"]


def test_the_button_opens_it(driver: Driver) -> None:
    button = driver.window.label_bar.least
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    button.click()
    driver.settle()
    found = driver.window.least_score._popup
    assert found is not None
    assert found.isVisible()


def test_what_is_hidden_is_skipped_and_an_active_one_is_left(driver: Driver) -> None:
    driver.press(Key.Key_F8, times=2)
    assert driver.active.id == "c"
    driver.window.session.set_least_score(0.8)
    driver.settle()
    assert driver.pane.active is None
    driver.press(Key.Key_F8, times=2)
    assert driver.active.id == "q"


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_Return])
def test_after_the_slider_the_keys_are_those_of_the_text(driver: Driver, key: Key) -> None:
    button = driver.window.label_bar.least
    driver.window.resize(1700, 900)  # with room for it
    driver.qtbot.waitUntil(button.isVisible)
    button.setFocus()
    assert button.hasFocus()
    button.click()
    driver.settle()
    found = driver.window.least_score._popup
    assert found is not None
    slide(driver, found, key)
    assert not found.isVisible()
    assert driver.pane.hasFocus()
