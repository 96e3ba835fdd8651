"""*Keep whole pages* in the window: what is imported, dropped and pasted follows it, and it is remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from annotator.ui.articles.dialogs import PasteDialog
from annotator.ui.files import file_dialogs
from annotator.ui.settings import Settings
from tests.end_to_end.window import POPUPS, Driver, Windows, open_windows
from tests.formats.whole_page_cases import PAGE, SENTENCES

windows = open_windows

pytestmark = POPUPS


def kinds(driver: Driver) -> set[str]:
    return {zone.kind for zone in driver.window.session.zones.values()}


def keep(driver: Driver) -> None:
    driver.window.actions_by_id["corpus.whole_pages"].trigger()
    driver.settle()


def page(tmp_path: Path, number: int) -> Path:
    """A page that no other is a duplicate of."""
    path = tmp_path / "pages" / f"{number}.html"
    path.parent.mkdir(exist_ok=True)
    path.write_text(PAGE.replace("Der Hafen", f"{number}: Der Hafen"), encoding="utf-8")
    return path


def test_files_folders_and_drops_follow_the_setting(
    windows: Windows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = windows.open("Ein Artikel.")
    assert not driver.window.actions_by_id["corpus.whole_pages"].isChecked()
    driver.window.intake.import_paths([page(tmp_path, 1)])
    assert "1: Der Hafen" in driver.text
    assert "Cookies" not in driver.text
    assert kinds(driver) == set()
    keep(driver)
    assert driver.window.actions_by_id["corpus.whole_pages"].isChecked()
    assert driver.drop(driver.window, [page(tmp_path, 2)])
    driver.settle()
    assert "2: Der Hafen" in driver.text
    assert "Cookies" in driver.text
    assert {"breadcrumb", "byline", "caption", "comments", "related", "advert"} <= kinds(driver)
    folder = page(tmp_path, 3).parent
    for old in (1, 2):
        (folder / f"{old}.html").unlink()
    monkeypatch.setattr(file_dialogs, "choose_folder", lambda *_: folder)
    driver.window.actions_by_id["corpus.import_folder"].trigger()
    driver.settle()
    assert "3: Der Hafen" in driver.text
    assert "comments" in kinds(driver)
    record = driver.record(driver.window.session.article.id, keep_zones=False)  # type: ignore[union-attr]
    assert "\n\n" not in record["text"]
    assert "Cookies" not in record["text"]
    assert all(sentence in record["text"] for sentence in SENTENCES)


def test_the_setting_is_remembered(windows: Windows) -> None:
    driver = windows.open("Ein Artikel.")
    keep(driver)
    driver.settings.save()
    path = Path(driver.settings._store.fileName())
    assert Settings(path).whole_pages
    again = windows.open(path=driver.project.path)
    assert again.window.actions_by_id["corpus.whole_pages"].isChecked()
    keep(again)
    again.settings.save()
    assert not Settings(path).whole_pages


def paste(driver: Driver, html: str, edit: str = "") -> str:
    """Pastes, and adds what the dialog shows, edited or not; what it says of zones."""
    content = QMimeData()
    content.setHtml(html)
    said = ""

    def answer(dialog: PasteDialog) -> None:
        nonlocal said
        said = next(label.text() for label in dialog.findChildren(QLabel) if "stretch" in label.text())
        if edit:
            field = dialog.findChild(QPlainTextEdit)
            assert isinstance(field, QPlainTextEdit)
            field.selectAll()
            field.insertPlainText(edit)
        dialog.accept()

    with driver.answering(PasteDialog, answer):
        driver.window.intake.paste(content)
    driver.settle()
    return said


def test_pasted_pages_follow_it_too(windows: Windows) -> None:
    driver = windows.open("Ein Artikel.")
    keep(driver)
    said = paste(driver, PAGE)
    assert driver.title == "Hafen bleibt bis Montag zu"
    assert "Endlich Ruhe am Kai." in driver.text
    assert "comments" in kinds(driver)
    assert said == f"{len(driver.window.session.zones)} stretches marked as not article"
    paste(driver, PAGE, edit=f"{SENTENCES[0]} Und mehr.")
    assert driver.text == f"{SENTENCES[0]} Und mehr."
    assert kinds(driver) == set()


def test_without_it_pasting_is_as_it_was(windows: Windows) -> None:
    driver = windows.open("Ein Artikel.")
    paste(driver, PAGE)
    assert "comments" not in kinds(driver)


def test_html_without_an_article_is_pasted_as_it_is(windows: Windows) -> None:
    driver = windows.open("Ein Artikel.")
    keep(driver)
    paste(driver, "<h1>Eis</h1>")
    assert driver.text == "Eis"
