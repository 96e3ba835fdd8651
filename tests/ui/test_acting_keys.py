"""Caps, hints, menus and the keys overlay show the keys that act: one's own, less those that labels have."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from annotator.project import Project
from annotator.ui.actions.keys_overlay import KeysOverlay
from annotator.ui.parts.widgets import KeyCap
from annotator.ui.settings import Settings
from tests.end_to_end.window import POPUPS, Driver, Key, Windows, labels_of, open_windows
from tests.making import make_draft, make_zone

windows = open_windows

pytestmark = POPUPS

TEXT = "Rubrik\nJule Petersen sagte: „Wir wollen fahren.“ Der Verband schwieg dazu."
GERMAN = """
name = "german"
[[labels]]
name = "QUOTE"
title = "Zitat"
key = "Z"
colour = "#A85507"
[[labels]]
name = "ACTOR"
title = "Sprache"
key = "S"
colour = "#1D5FD1"
[[labels]]
name = "NEW"
title = "Neu"
key = "N"
colour = "#1D7A46"
[[relations]]
name = "speaker"
title = "Speaker"
head = ["QUOTE"]
child = ["ACTOR"]
"""


def chosen(windows: Windows, **keys: str) -> None:
    settings = Settings(windows.folder / "settings.ini")
    for action, key in keys.items():
        settings._store.setValue(f"keys/{action.replace('_', '.', 1)}", key)
    settings.save()


def own_project(windows: Windows, name: str = "own.annotator") -> Project:
    book = windows.folder / "own.toml"
    book.write_text(GERMAN, encoding="utf-8")
    project = Project.create(windows.folder / name, "importer", book)
    project.import_drafts([make_draft(TEXT, zones=[make_zone(0, 6)])])
    return project


def caps(driver: Driver) -> list[str]:
    """What is on all caps of the window; those of the foot with their words."""
    window = driver.window
    found = [cap.text() for cap in window.findChildren(KeyCap) if cap.isVisible()]
    return found + [" ".join(hint) for hint in window.status._shown]


def listed(driver: Driver) -> list[str]:
    """The lines of the keys overlay, as they are read."""
    driver.press(Key.Key_F1)
    overlay = driver.window.findChild(KeysOverlay)
    assert isinstance(overlay, KeysOverlay)
    names = [label.accessibleName() for label in overlay.findChildren(QLabel)]
    driver.press(Key.Key_Escape)
    return names


def test_own_keys_are_shown_wherever_keys_are(windows: Windows) -> None:
    chosen(
        windows,
        label_link="L",
        label_note="M",
        label_comment="O",
        label_flag="?",
        label_split="P",
        label_grow="G",
        actors_choose="X",
        article_done_next="Ctrl+B",
        corpus_search="Ctrl+Y",
        help_keys="F11",
        help_palette="F12",
    )
    driver = windows.open(TEXT)
    driver.caret_to("Petersen")
    driver.press("g")
    assert driver.pane.selected_text() == "Petersen"
    assert "G grow" in caps(driver)
    how = next(text for text in labels_of(driver.window.inspector) if "all keys" in text)
    assert "G grows" in how
    assert "L links" in how
    assert "F11 shows" in how
    driver.label("„Wir wollen fahren.“", "q")
    shown = caps(driver)
    assert {"L", "M", "O", "?", "Ctrl Y", "F11", "F12", "L speaker", "Ctrl+B done, next"} <= set(shown)
    assert not {"S", "N", "T", "!", "E", "Ctrl F", "F1", "S speaker", "Ctrl+D done, next"} & set(shown)
    link = next(a for a in driver.menu(driver.active.start).values() if a.text().startswith("Link: Speaker"))
    assert link.text() == "Link: Speaker\tL"
    driver.label("Jule Petersen", "a")
    assert "X" in caps(driver)
    assert "E" not in caps(driver)


def test_a_key_that_a_label_has_is_shown_for_the_label_alone(windows: Windows) -> None:
    project = own_project(windows)
    project.close()
    driver = windows.open(path=project.path)
    assert driver.pane.zone_marks.key == ""
    driver.label("„Wir wollen fahren.“", "z")
    shown = caps(driver)
    assert "S speaker" not in shown
    assert shown.count("S") == 1
    assert shown.count("N") == 1
    assert "Del delete" in shown
    lines = listed(driver)
    for key in "SZN":
        assert len([line for line in lines if line.endswith(f", {key}") or f", {key}, " in line]) == 1
    assert driver.window.actions_by_id["label.link"].text() == "Link speaker or claimant"
    how = driver.window.inspector._hint_text.text()
    assert "links the speaker" not in how
    assert "Tab goes" in how


def test_keys_come_back_with_a_codebook_that_leaves_them(windows: Windows) -> None:
    own_project(windows).close()
    driver = windows.open(TEXT)
    assert driver.message == ""
    driver.window.corpus.open_path(windows.folder / "own.annotator")
    driver.settle()
    assert "Z (Mark as not article text), S (Link speaker or claimant), N (Note)" in driver.message
    driver.window.corpus.open_path(windows.folder / "p.annotator")
    driver.settle()
    assert driver.message == ""
    assert driver.pane.zone_marks.key == "Z"
    assert driver.window.actions_by_id["label.link"].text() == "Link speaker or claimant\tS"


@pytest.mark.parametrize(
    ("action", "key", "said"),
    [
        ("label_link", "A", "A (Link speaker or claimant)"),
        ("label_link", "Nonsense+Q", "label.link=Nonsense+Q"),
        ("no_such", "X", "no.such"),
    ],
)
def test_what_is_wrong_with_own_keys_is_told(windows: Windows, action: str, key: str, said: str) -> None:
    chosen(windows, **{action: key})
    assert said in windows.open(TEXT).message


def test_what_was_said_comes_back_after_the_question_for_ones_name(windows: Windows) -> None:
    chosen(windows, no_such="X")
    driver = windows.open(TEXT)
    driver.window.ask_name("mara")
    assert "no.such" not in driver.message
    driver.window.messages.focus_answer()
    driver.press(Key.Key_Return)
    assert "no.such" in driver.message


def test_what_goes_by_itself_leaves_the_keyboard_where_it_is(windows: Windows) -> None:
    own_project(windows).close()
    driver = windows.open(path=windows.folder / "own.annotator")
    assert "Labels have keys of other actions" in driver.message
    field = driver.window.articles.search_field
    field.setFocus()
    driver.window.messages._timer.timeout.emit()
    driver.settle()
    assert (driver.message, driver.focus) == ("", field)
