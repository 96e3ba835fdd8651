"""Labels and links in what is not article text: the foot says that exports leave them out, once for each."""

from __future__ import annotations

import pytest

from tests.end_to_end.window import CTRL, Driver, Windows, open_windows
from tests.making import make_draft, make_span, make_zone

windows = open_windows

TEXT = "Mara Ohlsen, Brake\n„Wir bleiben“, sagte sie. Die Fähre fährt."
LABEL = "Exports leave this label out: it is not article text. Z on it makes it that."
LINK = "Exports leave this link out: one of its ends is not article text."


@pytest.fixture
def driver(windows: Windows) -> Driver:
    zones = [make_zone(0, 12, "byline"), make_zone(12, 18, "byline")]
    return windows.open(
        make_draft(TEXT, zones=zones, spans=[make_span("ACTOR", (0, 4), id="a", annotator="Mara")])
    )


def test_a_label_in_zones_is_told_of_once(driver: Driver) -> None:
    driver.label("Mara Ohlsen, Brake", "a")
    assert driver.told == LABEL
    assert driver.record(keep_zones=False)["spans"] == []
    driver.press("1")
    assert driver.told == "", "its attribute is no news"
    driver.press("z", CTRL, times=2)
    driver.press("y", CTRL)
    assert driver.told == "redone: labelled"


def test_a_link_to_a_label_in_a_zone_is_told_of(driver: Driver) -> None:
    driver.label("„Wir bleiben“", "q")
    assert driver.told == ""
    driver.press("s")
    driver.press("1")
    assert driver.told == LINK
    assert driver.record(keep_zones=False)["relations"] == []


def test_where_a_part_is_article_text_nothing_is_told(driver: Driver) -> None:
    driver.label("Brake\n„Wir bleiben“", "q")
    assert driver.told == ""
    assert len(driver.record(keep_zones=False)["spans"]) == 1


def test_z_on_it_makes_it_article_text(driver: Driver) -> None:
    driver.label("Brake", "a")
    assert driver.told == LABEL
    driver.press("z")
    assert driver.told == "Article text again; Z marks it once more."
    assert [span["text"] for span in driver.record(keep_zones=False)["spans"]] == ["Brake"]


def test_a_zone_over_labels_says_how_many_exports_leave_out(windows: Windows) -> None:
    def at(piece: str) -> tuple[int, int]:
        return TEXT.index(piece), TEXT.index(piece) + len(piece)

    spans = [
        make_span("ACTOR", at("Mara"), annotator="Mara"),
        make_span("ACTOR", at("Ohlsen"), annotator="Anna"),
        make_span("ACTOR", at("Ohlsen"), annotator="Bert"),
        make_span("QUOTE", at("Brake\n„Wir bleiben“"), annotator="Anna"),
    ]
    driver = windows.open(make_draft(TEXT, spans=spans))
    driver.window.actions_by_id["view.everyone"].trigger()
    assert driver.words == ["Mara"]

    def mark(piece: str) -> str:
        driver.pane.select(*at(piece))
        driver.press("z")
        return driver.told

    assert mark("Mara") == "Not article text. Exports leave out 1 label in it; Z takes it back."
    told = "Not article text. Exports leave out 2 labels in it (2 of other annotators); Z takes it back."
    assert mark("Mara Ohlsen, Brake") == told, (
        "not those that were left out before, nor one that lies half outside"
    )
    driver.press("z")
    assert driver.told == "Article text again; Z marks it once more."
    driver.press("z", CTRL, times=3)
    assert mark("Mara Ohlsen, Brake").startswith("Not article text. Exports leave out 3 labels in it (2 of other")
    assert mark("Die Fähre fährt.") == "Not article text. A click on its name at the right tells its kind."
