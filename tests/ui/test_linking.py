"""Which spans may be linked to which, in what order they are numbered, and by which signals."""

from __future__ import annotations

import pytest

from annotator.project import commands
from tests.end_to_end.window import Driver, Key, Windows, open_windows
from tests.making import OPEN, make_draft, make_span

windows = open_windows

TEXT = " ".join(f"Wort{n:02}" for n in range(30))


def word(n: int) -> tuple[int, int]:
    return n * 7, n * 7 + 6


@pytest.fixture
def driver(windows: Windows) -> Driver:
    actors = [make_span("ACTOR", word(n), id=f"a{n}", annotator="Mara") for n in (*range(10), 20, 25)]
    others = [
        make_span("QUOTE", (word(11)[0], word(15)[1]), id="q", annotator="Mara"),
        make_span("CLAIM", word(12), id="c", annotator="Mara"),
        make_span("CUE", word(16), id="u", annotator="Mara"),
        make_span("ACTOR", word(13), id="inside", annotator="Mara"),
        make_span("ACTOR", word(17), id="open", origin=OPEN),
    ]
    return windows.open(make_draft(TEXT, spans=[*actors, *others]))


def test_the_nearest_nine_that_fit_are_numbered(driver: Driver) -> None:
    driver.window.labelling.activate("q")
    driver.press("s")
    found = driver.pane.candidates
    assert list(found) == list(range(1, 10))
    assert list(found.values()) == ["inside", "a9", "a8", "a7", "a6", "a20", "a5", "a4", "a3"]


def test_the_signal_says_on_and_off(driver: Driver) -> None:
    heard: list[bool] = []
    linking = driver.window.linking
    linking.changed.connect(lambda: heard.append(linking.is_on))
    driver.window.labelling.activate("q")
    driver.press("s")
    driver.press("1")
    driver.press("s")
    driver.press(Key.Key_Escape)
    linking.stop()
    assert heard == [True, False, True, False]


def test_a_suggestion_can_not_be_the_head(driver: Driver) -> None:
    driver.window.session.run(commands.DeleteSpans(1, ("q", "c")))
    driver.window.labelling.activate("open")
    driver.press("s")
    assert "can be linked first" in driver.told


def test_a_link_whose_end_another_window_deletes_is_given_up(driver: Driver) -> None:
    driver.window.labelling.activate("q")
    driver.press("s")
    driver.window.session.run(commands.DeleteSpans(1, ("q",)))
    driver.settle()
    assert not driver.window.linking.is_on
    assert driver.pane.candidates == {}


def test_a_candidate_that_is_gone_is_told(driver: Driver) -> None:
    driver.window.labelling.activate("q")
    driver.press("s")
    driver.window.session.run(commands.DeleteSpans(1, ("inside",)))
    driver.settle()
    if "inside" in driver.pane.candidates.values():
        driver.press("1")
        assert driver.message == "This span is not there any more."
    assert driver.record()["relations"] == []
    assert driver.window.session.relations == {}


def test_removing_a_link(driver: Driver) -> None:
    driver.window.labelling.activate("q")
    driver.press("s")
    driver.press("1")
    (relation,) = driver.relations
    driver.window.linking.remove(relation.id)
    assert driver.record()["relations"] == []
    assert driver.relations == []


def test_the_keys_that_act_now_are_shown(driver: Driver) -> None:
    driver.window.labelling.activate("q")
    driver.settle()
    assert [text for _, text in driver.window.status._shown] == ["speaker", "delete", "done, next"]
    driver.press("s")
    assert [text for _, text in driver.window.status._shown] == ["choose speaker, or click it", "cancel"]
    driver.press(Key.Key_Escape)
    driver.press(Key.Key_Escape)
    assert [text for _, text in driver.window.status._shown] == ["select", "done, next"]
