"""Undo and redo: over articles, imports and restarts; each shows where it happened."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from annotator.core.codebook_plan import Plan
from annotator.project import Project, commands
from tests.end_to_end.window import CTRL, SHIFT, Key, Windows, open_windows

windows = open_windows

TEXTS = ("Der erste Artikel spricht von Fähren.", "Der zweite Artikel spricht vom Hafen.")


def test_undo_goes_back_over_articles_and_shows_each(windows: Windows) -> None:
    driver = windows.open(*TEXTS)
    first = driver.label("Fähren", "a")
    driver.press(Key.Key_PageDown, CTRL)
    driver.label("Hafen", "a")
    driver.press("c")
    driver.press("z", CTRL, times=2)
    assert driver.text == TEXTS[1]
    assert driver.exported(2) == []
    driver.press("z", CTRL)
    assert driver.text == TEXTS[0]
    assert driver.spans == []
    driver.press("z", CTRL)
    assert driver.told == "There is nothing to undo."
    driver.press("z", CTRL | SHIFT)
    assert driver.active.id == first.id
    driver.press("y", CTRL, times=2)
    assert driver.text == TEXTS[1]
    assert driver.exported(2) == [("CLAIM", "Hafen")]
    assert driver.active.label == "CLAIM"
    driver.press("y", CTRL)
    assert driver.told == "There is nothing to redo."


def test_undo_shows_an_article_that_a_search_hides(windows: Windows) -> None:
    driver = windows.open(*TEXTS)
    driver.label("Fähren", "a")
    driver.press("f", CTRL)
    driver.write("Hafen")
    driver.qtbot.waitUntil(lambda: driver.window.articles._model.rowCount() == 1)
    driver.press(Key.Key_Return)
    assert driver.text == TEXTS[1]
    driver.pane.setFocus()
    driver.press("z", CTRL)
    assert driver.text == TEXTS[0]
    assert driver.exported() == []


def test_the_article_that_undo_shows_is_the_current_one_of_the_list(windows: Windows) -> None:
    driver = windows.open(*TEXTS)
    articles = driver.window.articles
    driver.label("Fähren", "a")
    driver.press("f", CTRL)
    driver.write("zweite")
    driver.qtbot.waitUntil(lambda: articles._model.rowCount() == 1)
    driver.press(Key.Key_Return)
    driver.pane.setFocus()
    driver.press("z", CTRL)
    assert articles.current_article == 1
    assert not articles._view.currentIndex().isValid()
    driver.press("f", CTRL)
    driver.press("a", CTRL)
    driver.press(Key.Key_Delete)
    driver.qtbot.waitUntil(lambda: articles._model.rowCount() == 2)
    assert articles._view.row == 0
    driver.pane.setFocus()
    driver.press(Key.Key_PageDown, CTRL)
    assert driver.text == TEXTS[1]


def test_it_scrolls_to_no_place_of_another_article(windows: Windows) -> None:
    driver = windows.open("Eine Fähre.", "Am Ende eines langen Textes legt sie an, die Fähre.")
    places = ((1, 5, 10), (2, 45, 50))
    for order in (places, places[::-1]):
        driver.window.session.run(commands.LabelOccurrences("ACTOR", order))
        driver.press("z", CTRL)
        assert driver.told == "undone: occurrences labelled"
        assert driver.exported(1) == driver.exported(2) == []


def test_something_new_ends_redo(windows: Windows) -> None:
    driver = windows.open(*TEXTS)
    driver.label("Fähren", "a")
    driver.press("z", CTRL)
    driver.label("Artikel", "a")
    driver.press("y", CTRL)
    assert driver.told == "There is nothing to redo."
    assert driver.exported() == [("ACTOR", "Artikel")]


def test_undo_goes_on_after_a_restart(windows: Windows) -> None:
    driver = windows.open(*TEXTS)
    path = driver.project.path
    driver.label("Fähren", "a")
    driver.press("c")
    driver.press("1")
    driver.close()
    driver = windows.open(path=path)
    driver.press("z", CTRL)
    assert driver.record()["spans"][0]["attributes"]["stance"] is None
    driver.press("z", CTRL)
    assert driver.exported() == [("ACTOR", "Fähren")]
    driver.close()
    driver = windows.open(path=path)
    driver.press("y", CTRL, times=2)
    assert driver.record()["spans"][0]["attributes"]["stance"] == "support"
    driver.press("z", CTRL, times=3)
    assert driver.exported() == []


def test_an_import_is_undone_at_once(windows: Windows, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"Text {number} über Fähren.", encoding="utf-8")
    driver = windows.open(TEXTS[0])
    driver.window.intake.import_paths([folder])
    assert driver.text == "Text 0 über Fähren."
    assert driver.window.articles._model.rowCount() == 4
    driver.label("Fähren", "a")
    driver.press("z", CTRL, times=2)
    assert driver.window.articles._model.rowCount() == 1
    assert driver.text == TEXTS[0]
    driver.press("y", CTRL)
    assert driver.window.articles._model.rowCount() == 4
    driver.press("y", CTRL)
    assert driver.text == "Text 0 über Fähren."
    assert driver.spans[0].label == "ACTOR"


def test_undoing_the_only_import_leaves_an_empty_window(windows: Windows, tmp_path: Path) -> None:
    source = tmp_path / "one.txt"
    source.write_text(TEXTS[0], encoding="utf-8")
    driver = windows.open()
    assert driver.window.session.article is None
    driver.press("a")
    driver.press("z")
    driver.press("s")
    driver.press("d", CTRL)
    driver.press(Key.Key_Tab)
    driver.window.intake.import_paths([source])
    assert driver.text == TEXTS[0]
    driver.press("z", CTRL)
    assert driver.window.session.article is None
    assert driver.pane.text == ""
    driver.press("a")
    driver.press("y", CTRL)
    assert driver.text == TEXTS[0]


def test_what_somebody_else_has_changed_is_passed_over(windows: Windows) -> None:
    driver = windows.open(*TEXTS)
    driver.label("erste", "c")
    blocked = driver.label("Fähren", "a")
    with closing(Project.open(driver.project.path, "Bert")) as other:
        other.apply(commands.SetNote(1, blocked.id, "Wer?"))
    driver.window.session.poll()
    driver.press("z", CTRL)
    assert "Somebody else changed this since" in driver.message
    assert driver.told == "Another undo passes it over."
    assert len(driver.spans) == 2
    driver.press("z", CTRL)
    assert [span.id for span in driver.spans] == [blocked.id]
    # What was passed over stays in force, in the history and after a restart; redo knows nothing of it.
    driver.press("z", CTRL)
    assert driver.told == "There is nothing to undo."
    driver.press("y", CTRL, times=2)
    assert driver.told == "There is nothing to redo."
    assert len(driver.exported()) == 2


def test_it_is_not_passed_over_once_something_else_was_done(windows: Windows) -> None:
    driver = windows.open(*TEXTS)
    blocked = driver.label("Fähren", "a")
    with closing(Project.open(driver.project.path, "Bert")) as other:
        other.apply(commands.SetNote(1, blocked.id, "Wer?"))
    driver.window.session.poll()
    driver.press("z", CTRL)
    driver.label("erste", "c")
    driver.press("z", CTRL, times=2)
    assert "Somebody else changed this since" in driver.message
    assert [span.id for span in driver.spans] == [blocked.id]


def test_undo_of_a_change_of_the_codebook_leaves_the_article_on_screen(windows: Windows) -> None:
    driver = windows.open(*TEXTS)
    driver.label("Fähren", "u")
    driver.press(Key.Key_PageDown, CTRL)
    driver.label("Hafen", "u")
    driver.press(Key.Key_PageUp, CTRL)
    book = driver.project.codebook
    new = replace(
        book,
        labels=tuple(label for label in book.labels if label.name != "CUE"),
        relations=tuple(relation for relation in book.relations if relation.name != "cue"),
    )
    driver.window.session.run(commands.SetCodebook(new, Plan(labels={"CUE": "ACTOR"}, relations={"cue": None})))
    assert driver.exported(2) == [("ACTOR", "Hafen")]
    driver.press("z", CTRL)
    assert driver.text == TEXTS[0]
    assert driver.exported(2) == [("CUE", "Hafen")]
    driver.press("y", CTRL)
    assert driver.text == TEXTS[0]
    assert driver.exported(2) == [("ACTOR", "Hafen")]
