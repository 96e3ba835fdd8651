"""The window on a small screen, or on one that is scaled up: nothing of it is cut off."""

from __future__ import annotations

import pytest

from tests.end_to_end.window import Driver, Windows, open_windows

windows = open_windows
NARROW = 800  # logical pixels of a screen of 1600 at a scale of 2


@pytest.fixture
def driver(windows: Windows) -> Driver:
    return windows.open("Mara Ohlsen ging zum Hafen.")


def titles(driver: Driver) -> list[str]:
    return [button.text() for _, button in driver.window.label_bar._buttons]


def test_the_window_fits_and_labels_give_up_their_names(driver: Driver) -> None:
    window = driver.window
    window.resize(1280, 800)
    driver.settle()
    assert titles(driver) == ["Actor", "Quote", "Cue", "Claim"]
    window.resize(NARROW, 450)
    driver.settle()
    assert window.width() == NARROW
    right = window.inspector.mapTo(window, window.inspector.rect().topRight()).x()
    assert right < NARROW
    assert titles(driver) == ["", "", "", ""]
    assert all(button.width() >= button.sizeHint().width() for _, button in window.label_bar._buttons)
    actor = window.label_bar._buttons[0][1]
    assert actor.accessibleName() == "Label Actor, key A"
    assert actor.toolTip().startswith("Actor")
    window.resize(1280, 800)
    driver.settle()
    assert titles(driver) == ["Actor", "Quote", "Cue", "Claim"]
