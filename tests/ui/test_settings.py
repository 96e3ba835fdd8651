"""What the program remembers, and that nothing in its file can keep it from starting."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from annotator.ui.parts.theme import READING_SIZE
from annotator.ui.settings import COLUMN, LEAST_SCORE, Settings
from tests.end_to_end.window import ALT, CTRL, Key, Windows, open_windows

windows = open_windows

TEXT = "Der erste Artikel spricht von Fähren."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.ini"


def test_the_defaults(path: Path) -> None:
    settings = Settings(path)
    assert settings.annotator is None
    assert (settings.theme, settings.reading_size, settings.column) == ("system", READING_SIZE, COLUMN)
    assert settings.everyone
    assert not settings.whole_pages
    assert not settings.folded
    assert settings.order == "imported"
    assert settings.suggesters_off == frozenset()
    assert settings.suggests
    assert settings.least_score == LEAST_SCORE
    assert settings.recent == []
    assert settings.last_article(path) is None
    assert settings.keys == {}
    assert settings.bytes("geometry") == QByteArray()


def test_everything_is_read_back(path: Path, tmp_path: Path) -> None:
    settings = Settings(path)
    settings.annotator = "Jürgen Groß, M.A. 😀"
    settings.theme = "dark"
    settings.reading_size = 21
    settings.column = 90
    settings.everyone = False
    settings.whole_pages = True
    settings.folded = True
    settings.order = "yield"
    settings.suggesters_off = frozenset(["quotes"])
    settings.suggests = False
    settings.least_score = 75
    settings.set_bytes("geometry", QByteArray(b"\x00\xff,;="))
    project = tmp_path / "Ä, b;c" / "p.annotator"
    settings.add_recent(project)
    settings.set_last_article(project, 7)
    settings.save()
    again = Settings(path)
    assert again.annotator == "Jürgen Groß, M.A. 😀"
    assert (again.theme, again.reading_size, again.column, again.everyone) == ("dark", 21, 90, False)
    assert again.whole_pages
    assert again.folded
    assert again.order == "yield"
    assert again.suggesters_off == frozenset(["quotes"])
    assert not again.suggests
    assert again.least_score == 75
    assert again.bytes("geometry") == QByteArray(b"\x00\xff,;=")
    assert again.recent == [project]
    assert again.last_article(project) == 7
    assert again.last_article(tmp_path / "other.annotator") is None


def test_recent_projects_are_few_and_the_last_comes_first(path: Path, tmp_path: Path) -> None:
    settings = Settings(path)
    for number in [*range(12), 5]:
        settings.add_recent(tmp_path / f"{number}.annotator")
    assert [p.stem for p in settings.recent] == ["5", "11", "10", "9", "8", "7", "6", "4"]


BROKEN = [
    "",
    "garbage",
    "-3",
    "0",
    "99999999999999999999",
    "@Invalid()",
    "@Point(1 2)",
    "@Variant(\\0\\0\\0\\x1)",
    "@ByteArray(x)",
    "x, y",
]


@pytest.mark.parametrize("value", BROKEN)
def test_a_broken_value_never_keeps_the_window_from_opening(windows: Windows, value: str) -> None:
    names = ["annotator", "theme", "reading_size", "column", "everyone", "whole_pages", "recent"]
    names += ["folded", "order", "suggesters_off", "suggests", "least_score"]
    lines = [f"{name}={value}" for name in names]
    project = windows.project(TEXT)
    key = str(project.resolve()).replace("/", "|")
    lines += ["[window]", f"geometry={value}", f"body={value}", f"right={value}"]
    lines += ["[keys]", f"article.next={value}", "[articles]", f"{key.replace('|', '%7C')}={value}"]
    (windows.folder / "settings.ini").write_text("[General]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    driver = windows.open(path=project, annotator="")
    assert driver.text == TEXT
    assert 9 <= driver.window.appearance.reading_size <= 60
    assert 0.5 <= driver.window.appearance.scale <= 4
    assert 40 <= driver.settings.column <= 140
    driver.label("Fähren", "a")
    assert driver.exported() == [("ACTOR", "Fähren")]
    driver.close()
    windows.open(annotator="", welcome=True)


@pytest.mark.parametrize("content", [b"\x00\xff\xfe" * 50, b"[General\nno end", b"=\n=\n[]\n[[x]]=1\n%%%"])
def test_a_broken_file_is_as_good_as_none(windows: Windows, content: bytes) -> None:
    (windows.folder / "settings.ini").write_bytes(content)
    driver = windows.open(TEXT)
    assert driver.text == TEXT
    driver.label("Fähren", "a")
    assert driver.exported() == [("ACTOR", "Fähren")]


def test_the_window_is_as_it_was_left(windows: Windows) -> None:
    driver = windows.open(TEXT, "Der zweite Artikel.")
    path = driver.project.path
    driver.window.view.theme_dark()
    driver.press(Key.Key_Plus, CTRL, times=3)
    driver.window.view.widen_column()
    driver.window.resize(1111, 777)
    for place, number in ((260, 1), (849, 2)):
        driver.window._body.moveSplitter(place, number)
    driver.window._right.setSizes([300, 400])
    driver.press(Key.Key_PageDown, CTRL)
    driver.settle()
    columns = driver.window._body.sizes()
    driver.close()
    again = windows.open(welcome=True)
    assert again.project.path == path.resolve()
    assert again.text == "Der zweite Artikel."
    assert again.window.appearance.mode == "dark"
    assert again.window.appearance.reading_size == READING_SIZE + 3
    assert again.pane._column == COLUMN + 5
    assert again.window.actions_by_id["view.theme_dark"].isChecked()
    # The text takes what the windows differ by.
    assert all(abs(again.window._body.sizes()[n] - columns[n]) < 16 for n in (0, 2))
    size = again.window.size()
    assert again.window.restoreGeometry(again.settings.bytes("geometry"))
    assert again.window.size() != size
    again.window.view.theme_light()


def test_zoom_has_limits_and_a_usual_size(windows: Windows) -> None:
    driver = windows.open(TEXT)
    for _ in range(60):
        driver.window.view.zoom_out()
    assert driver.settings.reading_size == driver.window.appearance.reading_size == 9
    driver.press("0", CTRL)
    assert driver.settings.reading_size == READING_SIZE
    assert driver.window.appearance.scale == 1
    for _ in range(30):
        driver.window.view.narrow_column()
    assert driver.settings.column == 40


def test_a_key_can_be_changed(windows: Windows) -> None:
    settings = Settings(windows.folder / "settings.ini")
    settings._store.setValue("keys/label.link", "L")
    settings._store.setValue("keys/article.next", "Ctrl+Alt+N")
    settings.save()
    driver = windows.open(TEXT, "Der zweite Artikel.")
    driver.label("Artikel", "a")
    driver.label("Fähren", "q")
    driver.press("l")
    assert driver.pane.candidates
    driver.press(Key.Key_Escape)
    driver.press("n", CTRL | ALT)
    assert driver.text == "Der zweite Artikel."


@pytest.mark.parametrize(
    ("written", "expected"),
    [("2.5", 2.5), ("0", 1.2), ("99", 4.0), ("wide", 1.85), ("nan", 1.85), ("", 1.85)],
)
def test_the_distance_of_the_lines_and_the_zones_key(windows: Windows, written: str, expected: float) -> None:
    settings = Settings(windows.folder / "settings.ini")
    settings._store.setValue("line_height", written)
    settings._store.setValue("keys/label.zone", "X")
    settings.save()
    driver = windows.open(TEXT)
    assert driver.settings.line_height == expected
    em = driver.pane.size_em
    lines = driver.pane.visible_lines()
    assert round(lines[0].bottom - lines[0].top) == pytest.approx(expected * em, abs=2)
    driver.press("x")
    assert driver.window.session.zones
    assert driver.pane.zone_marks.key == "X"


def test_a_key_that_does_two_things_is_told(windows: Windows) -> None:
    settings = Settings(windows.folder / "settings.ini")
    settings._store.setValue("keys/label.note", "S")
    settings.save()
    assert "S (label.link, label.note)" in windows.open(TEXT).message
