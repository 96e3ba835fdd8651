"""The window as a whole: what is shown with and without a project, and what it leaves behind."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from annotator.project import Project
from annotator.ui.actions.table import ACTIONS
from annotator.ui.articles.search import DEBOUNCE_MS
from annotator.ui.empty_state import EmptyState
from annotator.ui.files import file_dialogs
from annotator.ui.parts.theme import READING_SIZE
from annotator.ui.start import make_window
from tests.end_to_end.window import CTRL, LEFT, POPUPS, Driver, Key, Windows, open_windows, popup_menu
from tests.making import OPEN, make_draft, make_relation, make_span

windows = open_windows

TEXT = "Der erste Artikel spricht von Fähren."


def click(driver: Driver, name: str) -> None:
    button = next(
        b for b in driver.window.findChildren(QAbstractButton) if b.accessibleName() == name and b.isVisible()
    )
    QTest.mouseClick(button, LEFT)
    driver.settle()


def test_every_action_finds_what_it_does(windows: Windows) -> None:
    driver = windows.open(TEXT)
    for row in ACTIONS:
        assert callable(driver.window.find_slot(row.slot))
        assert driver.window.actions_by_id[row.id].text().startswith(row.text)
    with pytest.raises(AttributeError):
        driver.window.find_slot("no_such_thing")


def test_without_a_project_only_what_can_be_done_is_offered(windows: Windows) -> None:
    driver = windows.open(welcome=True)
    window = driver.window
    assert window.windowTitle() == "Annotator"
    assert window._welcome is not None
    assert window._welcome.isVisible()
    assert not window.status.isVisible()
    offered = {id_ for id_, action in window.actions_by_id.items() if action.isEnabled()}
    assert {"article.new_project", "article.open", "corpus.import_files", "help.keys"} <= offered
    assert not {id_ for id_ in offered if id_.startswith(("label.", "actors.", "export."))}
    started = {"done_next", "search", "find_next", "find_previous", "correct", "next_question", "compare"}
    assert not {id_.partition(".")[2] for id_ in offered} & started
    for action in window.actions_by_id.values():
        if action.objectName() in ("view.zoom_in", "view.zoom_reset", "view.wider", "view.narrower"):
            action.trigger()


def test_from_the_welcome_page_to_the_sample(
    windows: Windows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = tmp_path / "Documents"
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(documents))
    driver = windows.open(welcome=True)
    click(driver, "Open the sample")
    assert driver.project.path == documents / "annotator-sample.annotator"
    assert driver.window.articles._model.rowCount() >= 8
    assert driver.spans
    assert driver.pane.hasFocus()
    # Of the sample's articles none is like another.
    off = {id_ for id_, action in driver.window.actions_by_id.items() if not action.isEnabled()}
    assert off == {"corpus.compare", "corpus.carry"}
    assert driver.window.windowTitle().startswith("annotator-sample.annotator")
    before = driver.record()
    driver.press("d", CTRL)
    driver.window.corpus.open_sample()
    assert driver.project.path == documents / "annotator-sample.annotator"
    assert driver.record()["spans"] == before["spans"]
    assert list(driver.project.problems()) == []


def test_the_sample_is_opened_at_the_start_if_asked(
    windows: Windows, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though another project was open last; the files of the repository stay as they are."""
    documents = tmp_path / "Documents"
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(documents))
    settings = windows.open(TEXT).settings
    window = make_window(qapp, settings, None, sample=True)
    project = window.session.project
    assert project is not None
    assert project.path == documents / "annotator-sample.annotator"
    assert len(project.article_ids()) == 12
    assert settings.recent[0] == project.path
    window.close()


def test_tab_reaches_all_controls(windows: Windows, qapp: QApplication) -> None:
    """By a Mac's usual settings it would not."""
    settings = windows.open(TEXT).settings
    hints = qapp.styleHints()
    hints.setTabFocusBehavior(Qt.TabFocusBehavior.TabFocusTextControls)
    window = make_window(qapp, settings, None)
    assert hints.tabFocusBehavior() == Qt.TabFocusBehavior.TabFocusAllControls
    window.close()


def test_a_new_project_by_key(windows: Windows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = tmp_path / "neu"
    monkeypatch.setattr(file_dialogs, "save_file", lambda *_a, **_k: chosen)
    driver = windows.open(TEXT)
    driver.press("n", CTRL)
    assert driver.project.path == tmp_path / "neu.annotator"
    assert driver.window.session.article is None
    assert driver.pane.text == ""
    assert "No articles yet" in driver.window.articles._view.sentence
    driver.press("n", CTRL)
    assert "exists already" in driver.message


def test_another_project_is_opened_by_key(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    other = windows.project("Ein anderes Projekt.", name="other.annotator")
    driver = windows.open(TEXT)
    driver.label("Fähren", "a")
    monkeypatch.setattr(file_dialogs, "open_file", lambda *_a: other)
    driver.press("o", CTRL)
    assert driver.text == "Ein anderes Projekt."
    assert driver.spans == []
    assert driver.window.span_list.model.rowCount() == 0
    driver.press("z", CTRL)
    assert driver.told == "There is nothing to undo."
    monkeypatch.setattr(file_dialogs, "open_file", lambda *_a: None)
    driver.press("o", CTRL)
    assert driver.project.path == other


def test_opening_the_project_that_is_open_changes_nothing(windows: Windows) -> None:
    driver = windows.open(TEXT)
    driver.label("Fähren", "a")
    assert driver.window.corpus.open_path(driver.project.path)
    assert driver.words == ["Fähren"]
    driver.press("z", CTRL)
    assert driver.exported() == []


def test_the_article_left_last_is_shown_and_a_gone_one_is_not_missed(windows: Windows) -> None:
    driver = windows.open(TEXT, "Der zweite Artikel.")
    path = driver.project.path
    driver.window.articles.select_article(2)
    driver.window.corpus.delete_article()
    assert driver.text == TEXT
    driver.settings.set_last_article(path, 2)
    driver.close()
    assert windows.open(path=path).text == TEXT


def test_closing_twice_is_closing(windows: Windows) -> None:
    driver = windows.open(TEXT)
    driver.window.close()
    driver.window.close()
    assert driver.window.session.project is None


def test_a_search_that_is_just_being_typed_ends_with_the_window(windows: Windows, qtbot: QtBot) -> None:
    driver = windows.open(TEXT)
    QTest.keyClicks(driver.window.articles.search_field, "Hafen")
    driver.window.close()
    qtbot.wait(2 * DEBOUNCE_MS)
    assert driver.window.session.project is None


@POPUPS
def test_about(windows: Windows) -> None:
    driver = windows.open(TEXT)
    seen: list[str] = []

    def read(box: QMessageBox) -> None:
        seen.append(box.text())
        box.accept()

    with driver.answering(QMessageBox, read):
        driver.window.view.show_about()
    assert "Annotator" in seen[0]


def test_the_status_line_counts(windows: Windows) -> None:
    driver = windows.open(TEXT)
    status = driver.window.status
    assert status._saved.text() == "● Saved"
    assert status._counts.text() == "0 spans"
    driver.label("Fähren", "a")
    assert status._counts.text() == "1 span"
    driver.label("Artikel", "a")
    assert status._counts.text() == "2 spans"
    assert driver.window.articles._counts.label.text() == "0 of 1 done"
    driver.press("d", CTRL)
    assert driver.window.articles._counts.label.text() == "1 of 1 done"


def test_the_theme_reaches_text_and_list(windows: Windows) -> None:
    driver = windows.open(TEXT)
    driver.label("Fähren", "a")
    driver.window.view.theme_dark()
    assert driver.pane.theme.name == "dark"
    assert driver.window.articles._view._theme.name == "dark"
    driver.window.grab()
    driver.window.view.theme_light()
    assert driver.pane.theme.name == "light"
    driver.window.view.theme_system()
    assert driver.settings.theme == "system"


def test_everything_is_painted_in_both_themes_and_at_any_size(windows: Windows) -> None:
    text = "Jule Petersen 😀 sagte: „Wir wollen fahren.“ قال المدير.\n\nSeite 1 / 2"
    spans = [
        make_span("ACTOR", (0, 13), id="a", annotator="Mara"),
        make_span("QUOTE", (23, 43), id="q", annotator="Mara"),
        make_span("CLAIM", (24, 42), id="c", origin=OPEN),
    ]
    draft = make_draft(text, spans=spans, relations=[make_relation("speaker", "q", "a", annotator="Mara")])
    driver = windows.open(draft)
    driver.press(Key.Key_End, CTRL)
    driver.press("z")
    driver.window.labelling.activate("q")
    for theme in (driver.window.view.theme_dark, driver.window.view.theme_light):
        theme()
        for size in (9, READING_SIZE, 40):
            driver.window.view._zoom(size)
            driver.settle()
            image = driver.window.grab().toImage()
            colours = {image.pixelColor(x, 400).name() for x in range(0, image.width(), 3)}
            assert len(colours) > 2
    driver.window.view.zoom_reset()
    driver.window.view.show_keys()
    driver.window.grab()
    driver.press(Key.Key_Escape)
    driver.window.view.show_palette()
    driver.window.grab()


def test_commands_and_keys_are_offered_in_the_menu_bar(windows: Windows) -> None:
    driver = windows.open(make_draft())
    corner = driver.window.menuBar().cornerWidget(Qt.Corner.TopRightCorner)
    assert corner is not None
    assert corner.isVisible()
    assert [b.accessibleName() for b in corner.findChildren(QPushButton)] == ["Commands", "Keys"]


@POPUPS
def test_the_keyboard_comes_back_from_the_menu_bar(windows: Windows) -> None:
    driver = windows.open(TEXT)
    driver.caret_to("Fähren")
    driver.press(Key.Key_F10)
    assert popup_menu(driver).objectName() == "menu.article"
    driver.press(Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    driver.press(Key.Key_Escape)
    assert driver.pane.hasFocus()
    driver.press("a")
    assert driver.words == ["Fähren"]
    driver.press(Key.Key_F10)
    driver.press(Key.Key_Right)
    menu = popup_menu(driver)
    assert menu.objectName() == "menu.label"
    while menu.activeAction() is not driver.window.actions_by_id["label.undo"]:
        driver.press(Key.Key_Down)
    driver.press(Key.Key_Return)
    assert driver.words == []
    assert driver.pane.hasFocus()


@POPUPS
def test_the_menu_bar_gives_the_keyboard_back_to_the_list(windows: Windows) -> None:
    driver = windows.open(TEXT, "Der zweite Artikel.")
    driver.window.articles._view.setFocus()
    driver.press(Key.Key_F10)
    driver.press(Key.Key_Escape, times=2)
    assert driver.window.articles._view.hasFocus()


@POPUPS
def test_a_menu_shows_what_can_be_ticked_but_is_not(windows: Windows) -> None:
    driver = windows.open(welcome=True)
    menu = driver.window.findChild(QMenu, "menu.corpus")
    assert isinstance(menu, QMenu)
    menu.popup(driver.window.pos())
    driver.settle()
    image, ground = menu.grab().toImage(), menu.palette().base().color()

    def has_sign(id_: str) -> bool:
        place = menu.actionGeometry(driver.window.actions_by_id[id_])
        left, middle = image.copy(place.left(), place.top(), 20, place.height()), place.height() // 2
        return any(left.pixelColor(x, middle) != ground for x in range(left.width()))

    menu.close()
    assert has_sign("corpus.whole_pages")
    assert not has_sign("corpus.paste")


def test_the_middle_sees_articles_that_come_in(windows: Windows) -> None:
    driver = windows.open()
    empty = driver.window.reader.findChild(EmptyState)
    assert empty is not None
    assert empty.accessibleName() == "No articles yet"
    with closing(Project.open(driver.project.path, "importer")) as other:
        other.import_drafts([make_draft("Ein Text.", title="Titel")])
    driver.window.session.poll()
    driver.settle()
    assert driver.window.session.article is None
    assert empty.accessibleName() == "No article is chosen"
