"""Two copies of a wire story by key: found, folded, compared, and labels of one carried over to the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from annotator.core.models import Draft
from annotator.project import Project, commands
from annotator.ui.alike.compare_dialog import CompareDialog
from tests.end_to_end.window import CTRL, POPUPS, Driver, Key, Windows, open_windows
from tests.making import make_draft
from tests.ui.test_accessibility import nameless

windows = open_windows
pytestmark = POPUPS

WIRE = (
    "„Wir bleiben“, sagte Mara Ohlsen am Montag. Die Fähre muss fahren, verlangte sie. Am Abend standen noch "
    "fünfzig Leute am Anleger und warteten auf das letzte Schiff nach Lund. Die Reederei wollte sich auf Anfrage "
    "dazu nicht äußern und verwies auf das Hafenamt."
)
COPY = "Brakesund. " + WIRE.replace("Montag", "Dienstag")
OTHER = "Im Garten der alten Schule blühten am Morgen die ersten Apfelbäume, und niemand sprach vom Hafen."


def drafts() -> list[Draft]:
    return [
        make_draft(WIRE, "wire", title="Meldung", source="Küstenkurier"),
        make_draft(OTHER, "other", title="Garten"),
        make_draft(COPY, "copy", title="Zweite Meldung", source="Nordblatt", published="2025-03-14"),
    ]


@pytest.fixture
def driver(windows: Windows) -> Driver:
    return windows.open(*drafts())


def rows(driver: Driver) -> list[int]:
    return list(driver.window.articles._model.ids)


def alike(driver: Driver) -> QPushButton:
    return driver.window.status.alike


def fold(driver: Driver) -> None:
    driver.window.actions_by_id["view.fold"].trigger()
    driver.settle()


def is_enabled(driver: Driver, action: str) -> bool:
    return driver.window.actions_by_id[action].isEnabled()


def test_from_import_to_export(windows: Windows, tmp_path: Path) -> None:
    driver = windows.open(OTHER)
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in (("a.txt", WIRE), ("b.txt", COPY)):
        (folder / name).write_text(text, encoding="utf-8")
    driver.window.intake.import_paths([folder])
    driver.settle()
    wire, copy = rows(driver)[1:]
    assert driver.window.articles.current_article == wire
    assert alike(driver).text() == "≈ 1 near-duplicate"
    driver.label("„Wir bleiben“", "q")
    driver.press("1")
    driver.label("Mara Ohlsen", "a")
    driver.label("am Montag", "u")
    driver.pane.set_active(driver.spans[0].id)
    driver.settle()
    driver.press("s")
    driver.press("1")
    assert driver.exported(copy) == []
    driver.press("k", CTRL)
    assert driver.told == "2 suggestions in 1 near-duplicate. Left out: the words of 1 label differ there."
    assert driver.window.articles._model.summary(2).suggestions == 2  # type: ignore[union-attr]
    driver.press(Key.Key_PageDown, CTRL)
    assert driver.window.articles.current_article == copy
    driver.press(Key.Key_Tab)
    assert driver.active.is_open
    driver.press(Key.Key_Return)
    # The quote takes the speaker that it is linked to along.
    expected = [("QUOTE", "„Wir bleiben“"), ("ACTOR", "Mara Ohlsen")]
    assert driver.exported(copy) == expected
    assert driver.exported(wire) == [*expected, ("CUE", "am Montag")]
    record = driver.record(copy)
    assert record["spans"][0]["attributes"]["form"] == "direct"
    assert record["spans"][0]["origin"]["name"] == "near-duplicate"
    assert record["spans"][0]["origin"]["decision"] == "accepted"
    assert [r["label"] for r in record["relations"]] == ["speaker"]
    assert record["group"] == driver.record(wire)["group"] is not None
    # Back: first the acceptance, then what was carried over, while the article stays on screen.
    driver.press("z", CTRL, times=2)
    assert driver.window.articles.current_article == copy
    assert driver.spans == []
    assert driver.told == "undone: labels proposed in near-duplicates"


def test_where_there_are_none_nothing_is_offered(driver: Driver) -> None:
    assert alike(driver).isVisible()
    assert is_enabled(driver, "corpus.compare")
    driver.press(Key.Key_PageDown, CTRL)
    assert driver.title == "Garten"
    assert not alike(driver).isVisible()
    assert not is_enabled(driver, "corpus.compare")
    assert not is_enabled(driver, "corpus.carry")
    driver.window.find_slot("compare_near_duplicates")()
    driver.window.find_slot("carry_labels")()
    assert driver.told == ""


def test_what_is_gone_is_no_near_duplicate(driver: Driver) -> None:
    driver.window.session.run(commands.DeleteArticles((3,)))
    driver.settle()
    assert not alike(driver).isVisible()
    assert not is_enabled(driver, "corpus.carry")
    driver.press("z", CTRL)
    driver.window.articles.select_article(1)
    driver.settle()
    assert alike(driver).isVisible()


def test_without_labels_nothing_is_carried(driver: Driver) -> None:
    driver.press("k", CTRL)
    assert driver.message == "You have no labels in this article that could be carried over."


def test_folding_is_remembered(windows: Windows, driver: Driver) -> None:
    assert rows(driver) == [1, 2, 3]
    fold(driver)
    assert rows(driver) == [1, 2]
    path = driver.project.path
    driver.close()
    again = windows.open(path=path)
    assert again.window.actions_by_id["view.fold"].isChecked()
    assert rows(again) == [1, 2]
    fold(again)
    assert rows(again) == [1, 2, 3]


def test_the_article_that_was_open_last_has_a_row(windows: Windows, driver: Driver) -> None:
    fold(driver)
    driver.window.articles.select_article(3)
    path = driver.project.path
    driver.close()
    again = windows.open(path=path)
    assert again.window.articles.current_article == 3
    assert rows(again) == [1, 2, 3]


def test_undo_and_a_mention_lead_to_a_folded_article(driver: Driver) -> None:
    driver.window.articles.select_article(3)
    driver.settle()
    span = driver.label("Mara Ohlsen", "a")
    driver.window.articles.select_article(2)
    fold(driver)
    assert rows(driver) == [1, 2]
    driver.press("z", CTRL)
    assert driver.title == "Zweite Meldung"
    assert rows(driver) == [1, 2, 3]
    driver.press("y", CTRL)
    driver.window.articles.select_article(2)
    fold(driver)
    fold(driver)
    assert rows(driver) == [1, 2]
    driver.window.show_mention(3, span.id)
    driver.settle()
    assert driver.window.articles.current_article == 3
    assert driver.active.id == span.id
    assert rows(driver) == [1, 2, 3]


def test_a_search_finds_the_copy_that_alone_has_the_word(driver: Driver) -> None:
    fold(driver)
    driver.press("f", CTRL)
    driver.write("Dienstag")
    driver.qtbot.waitUntil(lambda: rows(driver) == [3])
    driver.press(Key.Key_Return)
    assert driver.title == "Zweite Meldung"
    driver.press("f", CTRL)
    driver.press(Key.Key_Escape)
    driver.qtbot.waitUntil(lambda: rows(driver) == [1, 2, 3])  # on screen, so it keeps its row


def test_compared_and_gone_to_by_key(driver: Driver) -> None:
    driver.label("Mara Ohlsen", "a")
    fold(driver)

    def compare(shown: CompareDialog) -> None:
        assert nameless(shown) == []
        driver.press(Key.Key_F7)
        assert shown._difference.text() == "1 of 2: – → “Brakesund.”"
        driver.press(Key.Key_Return, CTRL)
        assert shown._bar.text() == "1 suggestion in 1 near-duplicate."
        shown._show_button.setFocus()
        driver.press(Key.Key_Space)

    with driver.answering(CompareDialog, compare):
        driver.press(Key.Key_F7)
    assert driver.title == "Zweite Meldung"
    assert driver.focus is driver.pane
    assert rows(driver) == [1, 2, 3]
    driver.press(Key.Key_Tab)
    driver.press(Key.Key_Return)
    assert driver.exported(3) == [("ACTOR", "Mara Ohlsen")]


def test_the_sign_in_the_status_line_opens_the_comparison(driver: Driver) -> None:
    with driver.answering(CompareDialog, lambda shown: shown.reject()):
        alike(driver).click()
    assert driver.title == "Meldung"
    assert driver.focus is driver.pane


def test_a_read_only_project_is_compared_and_not_changed(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    driver.label("Mara Ohlsen", "a")
    monkeypatch.setattr(Project, "read_only", True)

    def compare(shown: CompareDialog) -> None:
        assert not shown._carry.isEnabled()
        shown.reject()

    with driver.answering(CompareDialog, compare):
        driver.press(Key.Key_F7)


def test_without_a_project_the_actions_are_off(windows: Windows) -> None:
    driver = windows.open(welcome=True)
    assert not is_enabled(driver, "corpus.compare")
    assert not is_enabled(driver, "corpus.carry")
