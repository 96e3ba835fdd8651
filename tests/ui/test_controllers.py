"""Controllers that are made late: at the first key, or when the window has been open for a moment."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from annotator.ui import controllers
from annotator.ui.controllers import Controllers
from tests.end_to_end.window import Key, Windows, open_windows
from tests.making import make_draft

windows = open_windows


def made(found: Controllers) -> set[str]:
    return set(found._made)


def test_one_after_the_other_in_pauses(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(controllers, "_QUIET_MS", 1)
    monkeypatch.setattr(controllers, "_PAUSE_MS", 1)
    driver = windows.open(make_draft("Jule Petersen fährt."))
    found = driver.window.controllers
    turns: list[int] = []
    controller = found.controller

    def noted(name: str) -> QObject:
        turns.append(len(made(found)))
        return controller(name)

    monkeypatch.setattr(found, "controller", noted)
    driver.qtbot.waitUntil(lambda: made(found) == set(controllers._LATER))
    # None was made twice, and nothing is waited for any more.
    assert turns == sorted(set(turns))
    driver.qtbot.waitUntil(lambda: not found._soon.isActive())


def test_only_what_shows_something_is_made_before_the_pause(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(controllers, "_QUIET_MS", 60_000)
    driver = windows.open(make_draft("Jule Petersen fährt."))
    assert made(driver.window.controllers) == {"commenting", "near_duplicates"}


def test_a_key_before_the_pause_finds_its_controller(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(controllers, "_QUIET_MS", 60_000)
    driver = windows.open(make_draft("Jule Petersen fährt."))
    driver.label("Jule Petersen", "a")
    driver.press(Key.Key_E)
    registering = driver.window.controllers.controller("registering")
    assert registering._picker.isVisible()  # type: ignore[attr-defined]
    driver.press(Key.Key_Escape)
