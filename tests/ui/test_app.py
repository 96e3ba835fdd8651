"""What happens before there is a window, and where errors end that nobody foresaw."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from annotator import app
from annotator.__main__ import main
from annotator.core.errors import UserError
from annotator.ui import start
from tests.end_to_end.window import POPUPS, Driver, Windows, open_windows

windows = open_windows

TEXT = "Der erste Artikel spricht von Fähren."


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line that the program ends with."""
    assert app.run(list(arguments)) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith("annotator: ")
    assert "Traceback" not in err
    return err


@pytest.fixture(autouse=True)
def _no_window(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_start(path: Path | None, sample: bool) -> int:
        raise AssertionError("a window would have been opened")

    monkeypatch.setattr(start, "start", no_start)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["frobnicate"], "'frobnicate' is neither a command nor a project"),
        (["no/such/file.annotator"], "There is no project at no/such/file.annotator. To make it: annotator new"),
        (["no.db"], "There is no project at no.db"),
        (["a.annotator", "b.annotator"], "one project at a time, not 2"),
        (["x" * 400], "is neither a command nor a project"),
        (["x" * 400 + ".annotator"], "There is no project at"),
        (["nul\0.annotator"], "There is no project at"),
    ],
)
def test_arguments_that_are_no_project(
    capsys: pytest.CaptureFixture[str], arguments: list[str], expected: str
) -> None:
    assert expected in refused(capsys, *arguments)


def test_a_project_and_no_argument_go_on(
    monkeypatch: pytest.MonkeyPatch, windows: Windows, capsys: pytest.CaptureFixture[str]
) -> None:
    started: list[tuple[Path | None, bool]] = []

    def note(path: Path | None, sample: bool) -> int:
        started.append((path, sample))
        return 7

    monkeypatch.setattr(start, "start", note)
    path = windows.project(TEXT)
    assert app.run([str(path)]) == 7
    assert app.run([]) == 7
    monkeypatch.setattr(sys, "argv", ["annotator", "--sample"])
    with pytest.raises(SystemExit, match="7"):
        main()
    assert started == [(path, False), (None, False), (None, True)]
    assert capsys.readouterr().err == ""


def test_no_display(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for platform in ("xcb", ""):
        monkeypatch.setenv("QT_QPA_PLATFORM", platform)
        assert "there is no display to open a window on" in refused(capsys)


def test_a_missing_library_is_named_with_its_package(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(app, "_has", lambda library: library not in ("libEGL.so.1", "libxcb-cursor.so.0"))
    assert refused(capsys).rstrip().endswith("apt-get install libegl1")
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setenv("DISPLAY", ":0")
    assert refused(capsys).rstrip().endswith("apt-get install libegl1 libxcb-cursor0")


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        ("libEGL.so.1: cannot open shared object file: No such file or directory", "apt-get install libegl1"),
        ("libodd.so.3: cannot open shared object file", "Qt can't be loaded: libodd.so.3"),
    ],
)
def test_qt_that_can_not_be_imported(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: str, expected: str
) -> None:
    class Broken:
        def find_spec(self, name: str, path: object = None, target: object = None) -> None:
            if name == "annotator.ui.start":
                raise ImportError(error)

    monkeypatch.delitem(sys.modules, "annotator.ui.start")
    monkeypatch.delattr("annotator.ui.start")
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    assert expected in refused(capsys)


# The border


@pytest.fixture
def border(windows: Windows, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Driver:
    """A window whose errors end at the border, as those of the program do, and in a log folder of its own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    driver = windows.open(TEXT)
    monkeypatch.setattr(sys, "excepthook", start._Border(driver.window))
    return driver


def reports(tmp_path: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in (tmp_path / "state").rglob("error-*.txt")]


@POPUPS
@pytest.mark.no_qt_log
def test_an_error_in_a_slot_is_shown_and_kept_and_the_window_lives_on(
    border: Driver, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    driver, seen = border, []

    def break_down() -> None:
        raise ZeroDivisionError("odd")

    def close(box: QMessageBox) -> None:
        seen.append((box.text(), box.informativeText(), box.detailedText()))
        # Another error while the first is shown opens no second window.
        QTimer.singleShot(0, break_down)
        driver.settle()
        assert QApplication.activeModalWidget() is box
        box.reject()

    with driver.answering(QMessageBox, close):
        QTimer.singleShot(0, break_down)
        driver.qtbot.waitUntil(lambda: bool(seen))
    text, place, details = seen[0]
    assert "Your labels are safe" in text
    assert "A report was saved" in place
    assert "ZeroDivisionError: odd" in details
    assert any("ZeroDivisionError: odd" in report for report in reports(tmp_path))
    assert "ZeroDivisionError: odd" in capsys.readouterr().err
    driver.label("Fähren", "a")
    assert driver.exported() == [("ACTOR", "Fähren")]


def test_what_a_person_can_mend_is_told_as_its_sentence(border: Driver, tmp_path: Path) -> None:
    sys.excepthook(UserError, UserError("The file is damaged."), None)
    assert border.message == "The file is damaged."
    assert reports(tmp_path) == []


def test_a_report_that_can_not_be_written_is_no_second_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "state").write_text("a file where the folder should be", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert start.save_report("report") is None


def test_windows_taskbar_is_told_that_it_is_no_part_of_python(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    shell = SimpleNamespace(SetCurrentProcessExplicitAppUserModelID=told.append)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(shell32=shell), raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    start._stand_alone()
    assert told == []
    monkeypatch.setattr(sys, "platform", "win32")
    start._stand_alone()
    assert told == ["annotator"]
