"""What the actions about files and articles ask the person."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.jobs.files import READ_SUFFIXES
from annotator.ui.files import file_dialogs
from tests.end_to_end.window import CTRL, Windows, open_windows
from tests.making import make_draft

windows = open_windows


def test_the_dialog_offers_the_files_that_can_be_read(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    driver = windows.open(make_draft("Jule Petersen fährt."))
    asked: list[str] = []

    def answer(_window: object, _title: str, _folder: str, kinds: str) -> list[Path]:
        asked.append(kinds)
        return []

    monkeypatch.setattr(file_dialogs, "open_files", answer)
    driver.press("i", CTRL)
    articles, everything = asked[0].split(";;")
    assert articles.removeprefix("Articles (").removesuffix(")").split() == [f"*{s}" for s in READ_SUFFIXES]
    assert {"*.txt", "*.html", "*.rss", "*.docx", "*.zip", "*.gz"} <= set(articles[10:-1].split())
    assert everything == "All files (*)"


def test_the_dialog_opens_where_articles_were_taken_from_last(
    windows: Windows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = windows.open(make_draft("Jule Petersen fährt."))
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "a.txt").write_text("Die Fähre legt ab.", encoding="utf-8")
    asked: list[Path] = []

    def answer(_window: object, _title: str, folder: str, _kinds: str) -> list[Path]:
        asked.append(Path(folder))
        return [archive / "a.txt"]

    monkeypatch.setattr(file_dialogs, "open_files", answer)
    monkeypatch.setattr(driver.window.intake, "import_paths", lambda _paths: None)
    driver.press("i", CTRL)
    driver.press("i", CTRL)
    assert asked == [driver.project.path.parent, archive]
    (archive / "a.txt").unlink()
    archive.rmdir()
    driver.press("i", CTRL)
    assert asked[2] == driver.project.path.parent


def test_no_project_is_asked_for_where_no_files_were_chosen(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = windows.open(welcome=True)
    monkeypatch.setattr(file_dialogs, "open_files", lambda *_a: [])
    asked: list[object] = []
    monkeypatch.setattr(file_dialogs, "save_file", lambda *a, **_k: asked.append(a))
    driver.press("i", CTRL)
    assert asked == []
