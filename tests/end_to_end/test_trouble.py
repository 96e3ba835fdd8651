"""What can't be done is told in a sentence, and the window shows what is in the file: no more, no less."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.core.models import Draft, State
from tests.end_to_end.window import ALT, CTRL, NONE, Driver, Key, Windows, open_windows
from tests.making import make_draft, make_span, query

windows = open_windows

TEXT = "Ratschefin Jule Petersen sagte: „Wir wollen fahren.“ Der Verband schwieg dazu."


def draft() -> Draft:
    start = TEXT.index("Jule")
    return make_draft(TEXT, spans=[make_span("ACTOR", (start, start + 13), id="a", annotator="Mara")])


@pytest.fixture
def read_only(windows: Windows) -> Iterator[Driver]:
    path = windows.project(draft())
    path.chmod(0o444)
    yield windows.open(path=path)
    path.chmod(0o644)


def test_a_read_only_project_can_be_looked_at_and_not_changed(read_only: Driver) -> None:
    driver = read_only
    assert "read-only" in driver.message
    before = driver.project.path.read_bytes()
    assert driver.words == ["Jule Petersen"]
    driver.pane.select(*driver.place("Verband"))
    driver.press("a")
    assert "it is read-only" in driver.message
    assert driver.words == ["Jule Petersen"]
    driver.press(Key.Key_Escape)
    driver.press(Key.Key_Tab)
    for key, held in (
        ("c", NONE),
        ("1", NONE),
        (Key.Key_Delete, NONE),
        ("z", CTRL),
        ("d", CTRL),
    ):
        driver.window.messages.close_message()
        driver.press(key, held)
        assert "it is read-only" in driver.message
        assert [(s.label, s.attributes) for s in driver.spans] == [("ACTOR", {})]
    assert driver.window.status._saved.text() == "Read-only"
    driver.close()
    assert before == driver.settings.recent[0].read_bytes()


def test_done_goes_nowhere_where_it_is_not_saved_though_somebody_else_is_done(windows: Windows) -> None:
    path = windows.project(make_draft(TEXT, annotator="Anna", state=State.DONE), "Ein anderer Artikel.")
    path.chmod(0o444)
    driver = windows.open(path=path)
    assert driver.window.session.state is State.DONE, "Anna's"
    driver.window.messages.close_message()
    driver.press("d", CTRL)
    assert "it is read-only" in driver.message
    assert driver.text == TEXT
    driver.close()
    path.chmod(0o644)
    driver = windows.open(path=path)
    for _ in range(2):
        driver.press("d", CTRL)
        assert driver.text == "Ein anderer Artikel.", "also where it was one's own state already"
        driver.press(Key.Key_PageUp, CTRL)


def test_a_note_in_a_read_only_project_says_so(read_only: Driver) -> None:
    driver = read_only
    driver.press(Key.Key_Tab)
    driver.press("n")
    driver.write("nicht zu halten")
    driver.press(Key.Key_Return)
    assert "it is read-only" in driver.message
    assert driver.spans[0].note is None


@pytest.fixture
def full(windows: Windows) -> Driver:
    """A window on a disk with no room for another page."""
    driver = windows.open(TEXT)
    driver.label("Jule Petersen", "a")
    conn = driver.project._db.conn
    (pages,) = conn.execute("pragma page_count").fetchone()
    conn.execute(f"pragma max_page_count={pages}")
    return driver


def fill(driver: Driver) -> None:
    """Labels until the disk says no."""
    for number in range(500):
        word = (number % 60, number % 60 + 2 + number // 60)
        driver.pane.select(*word)
        driver.press("c")
        if driver.message:
            return
    raise AssertionError("the disk did not become full")


def test_a_full_disk_is_told_and_the_label_is_not_shown(full: Driver) -> None:
    fill(full)
    assert full.message.startswith("The disk is full: nothing was written to")
    shown = [(s.id, s.start, s.end) for s in full.spans]
    record = full.record()
    assert sorted(shown) == sorted((s["id"], s["start"], s["end"]) for s in record["spans"])
    full.project._db.conn.execute("pragma max_page_count=1000000")
    assert full.message != ""
    full.label("Verband", "a")
    assert full.message == "", "it holds no longer"
    assert ("ACTOR", "Verband") in full.exported()
    assert query(full.project.path, "pragma integrity_check") == [("ok",)]


def test_a_locked_file_is_told(windows: Windows) -> None:
    driver = windows.open(TEXT)
    driver.project._db.conn.execute("pragma busy_timeout=10")
    other = sqlite3.connect(driver.project.path, isolation_level=None)
    other.execute("begin immediate")
    driver.pane.select(*driver.place("Verband"))
    driver.press("a")
    assert "locked" in driver.message
    assert driver.spans == []
    assert driver.pane.selected_text() == "Verband"
    other.execute("rollback")
    other.close()
    driver.press("a")
    assert driver.exported() == [("ACTOR", "Verband")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "is empty, not a project"),
        (b"hello, this is no database at all", "is no SQLite file"),
        (None, "There is no project at"),
    ],
)
def test_what_is_no_project_is_refused_and_the_open_one_stays(
    windows: Windows, tmp_path: Path, content: bytes | None, expected: str
) -> None:
    driver = windows.open(TEXT)
    path = tmp_path / "other.annotator"
    if content is not None:
        path.write_bytes(content)
    assert not driver.window.corpus.open_path(path)
    assert expected in driver.message
    driver.label("Verband", "a")
    assert driver.exported() == [("ACTOR", "Verband")]


def test_a_broken_last_project_leads_to_the_welcome_page(windows: Windows, tmp_path: Path) -> None:
    driver = windows.open(TEXT)
    path = driver.project.path
    driver.close()
    path.write_bytes(b"broken")
    driver = windows.open(welcome=True)
    assert "is no SQLite file" in driver.message
    assert driver.window._welcome is not None
    assert driver.window._welcome.isVisible()
    for key in ("a", "z", "s", Key.Key_Tab, Key.Key_Delete):
        driver.press(key)
    driver.press("d", CTRL)
    driver.press("z", CTRL)
    driver.press("a", ALT)


def test_a_damaged_file_is_told_and_does_not_end_the_window(windows: Windows) -> None:
    driver = windows.open(*(f"{TEXT} {n} " + "Fähre " * 3000 for n in range(30)))
    path = driver.project.path
    driver.close()
    data = bytearray(path.read_bytes())
    # Pages in the middle hold texts; the first ones what is needed to open the file.
    data[len(data) // 2 : len(data) * 3 // 4] = b"\xaa" * (len(data) * 3 // 4 - len(data) // 2)
    path.write_bytes(bytes(data))
    for name in ("-wal", "-shm"):
        Path(f"{path}{name}").unlink(missing_ok=True)
    driver = windows.open(path=path)
    driver.press(Key.Key_PageDown, CTRL, times=30)
    assert "is damaged" in driver.message


def test_an_error_about_a_project_goes_when_another_one_is_open(windows: Windows) -> None:
    driver = windows.open(TEXT)
    other = windows.project("Anderswo.", name="other.annotator")
    assert not driver.window.corpus._make(other, sample=False)
    assert "exists already" in driver.message
    assert driver.window.corpus._make(other.with_name("new.annotator"), sample=False)
    driver.settle()
    assert driver.message == ""


def test_an_error_while_a_project_is_opened_stays(windows: Windows) -> None:
    driver = windows.open(TEXT)
    driver.window.corpus.open_path(driver.project.path.with_name("missing.annotator"))
    driver.settle()
    assert "missing.annotator" in driver.message
