"""A signal stops the program from its event loop, whatever it is doing when the signal comes."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.project import Project
from annotator.ui.interrupts import Interrupts, leave
from annotator.ui.parts.dialog_parts import JobDialog
from annotator.ui.parts.worker import Job, Progress

NUMBERS = (signal.SIGINT, signal.SIGTERM)


@pytest.fixture(autouse=True)
def kept_handlers() -> Iterator[None]:
    before = [(number, signal.getsignal(number)) for number in NUMBERS]
    yield
    signal.set_wakeup_fd(-1)
    for number, handler in before:
        signal.signal(number, handler)


class Painted(QWidget):
    """Is interrupted while it paints."""

    painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        signal.raise_signal(signal.SIGINT)
        self.painted += 1


@pytest.mark.parametrize("number", NUMBERS)
def test_it_stops_from_the_event_loop(qtbot: QtBot, number: signal.Signals) -> None:
    stops: list[str] = []
    _interrupts = Interrupts(lambda: stops.append("stop"))
    signal.raise_signal(number)
    assert stops == []
    qtbot.waitUntil(lambda: stops == ["stop"])
    signal.raise_signal(number)
    qtbot.waitUntil(lambda: stops == ["stop", "stop"])


def test_what_is_being_painted_is_painted_to_its_end(qtbot: QtBot) -> None:
    stops: list[int] = []
    widget = Painted()
    qtbot.addWidget(widget)
    _interrupts = Interrupts(lambda: stops.append(widget.painted))
    widget.show()
    qtbot.waitUntil(lambda: bool(stops))
    assert stops[0] >= 1


def test_what_is_ignored_stays_ignored(qtbot: QtBot) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stops: list[str] = []
    _interrupts = Interrupts(lambda: stops.append("stop"))
    signal.raise_signal(signal.SIGINT)
    signal.raise_signal(signal.SIGTERM)
    qtbot.waitUntil(lambda: stops == ["stop"])
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


class Working(JobDialog):
    """Has a job that goes on until it is asked to stop."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.job = Job(path, "anna", self._work)
        self.job.finished_with.connect(self._finished)
        self.job.start()

    def _work(self, _project: Project, progress: Progress) -> None:
        while progress(0, 1):
            time.sleep(0.01)

    def _finished(self) -> None:
        self.job = None


def test_what_a_job_keeps_open_is_closed_once_that_has_stopped(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "p.annotator"
    with closing(Project.create(path, "anna")):
        pass
    dialog = Working(path)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    leave(QApplication.closeAllWindows)
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert not dialog.is_running()
