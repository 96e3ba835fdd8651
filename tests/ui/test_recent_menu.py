"""The menu of projects that were open before."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from tests.end_to_end.window import POPUPS, Driver, Windows, open_windows, popup_menu

Key = Qt.Key
windows = open_windows


def shown(driver: Driver) -> QMenu:
    """The menu as it is once the one that it stands in is open."""
    driver.press(Key.Key_F10)
    popup_menu(driver)
    recent = driver.window.findChild(QMenu, "menu.recent")
    assert isinstance(recent, QMenu)
    return recent


@POPUPS
def test_other_projects_are_listed_and_opened(windows: Windows) -> None:
    first = windows.open(path=windows.project("Eins.", name="eins.annotator"))
    recent = shown(first)
    assert not recent.menuAction().isEnabled()
    first.close()
    gone = windows.open(path=windows.project("Weg.", name="weg.annotator"))
    gone.close()
    (windows.folder / "weg.annotator").unlink()
    driver = windows.open(path=windows.project("Zwei.", name="zwei.annotator"))
    recent = shown(driver)
    assert [action.text() for action in recent.actions()] == ["eins.annotator"]
    recent.actions()[0].trigger()
    driver.press(Key.Key_Escape)
    driver.settle()
    assert driver.text == "Eins."


@POPUPS
def test_projects_of_one_name_are_told_apart_by_their_folders(windows: Windows) -> None:
    for folder in ("a", "b"):
        (windows.folder / folder).mkdir()
        windows.open(path=windows.project("Text.", name=f"{folder}/p.annotator")).close()
    driver = windows.open("Text.")
    names = [action.text() for action in shown(driver).actions()]
    assert names == [str(windows.folder / folder / "p.annotator") for folder in ("b", "a")]
