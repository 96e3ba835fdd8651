"""What the actions about files and articles ask the person."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.jobs import READ_SUFFIXES
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
