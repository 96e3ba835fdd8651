"""The worker: one thread, one connection, one answer in the window's thread."""

from __future__ import annotations

import gc
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from annotator.core.errors import UserError
from annotator.core.models import Article, Draft
from annotator.project import Project
from annotator.ui.parts import worker
from annotator.ui.parts.worker import Job, Progress


@pytest.fixture
def path(tmp_path: Path) -> Path:
    project = Project.create(tmp_path / "p.annotator", "mara")
    project.import_drafts([Draft(Article(0, "a", "Kran steht still", "Der Kran steht seit Montag still."))])
    project.close()
    return project.path


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    yield
    assert not worker._running


def test_result_comes_in_the_windows_thread(qtbot: QtBot, path: Path) -> None:
    threads: list[threading.Thread] = []

    def work(project: Project, progress: Progress) -> int:
        threads.append(threading.current_thread())
        assert project.annotator == "mara"
        assert not project.everyone
        return len(project.article_ids())

    job = Job(path, "mara", work, everyone=False)
    job.finished_with.connect(lambda _: threads.append(threading.current_thread()))
    with qtbot.waitSignal(job.finished_with) as blocker:
        job.start()
    assert blocker.args == [1]
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()
    assert job.isFinished()


@pytest.fixture
def looks_for_cycles() -> Iterator[None]:
    gc.enable()
    yield
    gc.disable()


class Knot:
    """Refers to itself, as windows do by their signals."""

    def __init__(self) -> None:
        self.itself = self


@pytest.mark.usefixtures("looks_for_cycles")
def test_no_cycle_is_freed_in_its_thread(qtbot: QtBot, path: Path) -> None:
    freed: list[threading.Thread] = []
    weakref.finalize(Knot(), lambda: freed.append(threading.current_thread()))

    def work(project: Project, progress: Progress) -> tuple[bool, int]:
        made = [[n] for n in range(200_000)]
        return gc.isenabled(), len(made)

    job = Job(path, "mara", work)
    with qtbot.waitSignal(job.finished_with) as blocker:
        job.start()
    assert blocker.args == [(False, 200_000)]
    assert gc.isenabled()
    gc.collect()
    assert freed == [threading.main_thread()]


@pytest.mark.usefixtures("looks_for_cycles")
def test_cycles_are_freed_in_the_windows_thread_while_it_works(qtbot: QtBot, path: Path) -> None:
    freed: list[threading.Thread] = []
    may_end = threading.Event()

    def work(project: Project, progress: Progress) -> int:
        weakref.finalize(Knot(), lambda: freed.append(threading.current_thread()))
        made = [[n] for n in range(20_000)]
        while not (freed and may_end.is_set()) and progress(0, 1):
            time.sleep(0.01)
        return len(made)

    first, second = Job(path, "mara", work), Job(path, "mara", lambda _project, _progress: 0)
    first.start()
    with qtbot.waitSignal(second.finished_with):
        second.start()
    assert not gc.isenabled()
    with qtbot.waitSignal(first.finished_with):
        may_end.set()
    assert freed == [threading.main_thread()]
    assert gc.isenabled()


@pytest.mark.parametrize("fails", [False, True])
def test_project_is_closed_before_the_answer(
    qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    events: list[str] = []
    real = Project.close

    def close(project: Project) -> None:
        real(project)
        events.append("closed")

    def work(_: Project, progress: Progress) -> None:
        events.append("worked")
        if fails:
            raise UserError("No.")

    monkeypatch.setattr(Project, "close", close)
    job = Job(path, "mara", work)
    job.finished_with.connect(lambda _: events.append("answer"))
    job.failed.connect(lambda _: events.append("answer"))
    with qtbot.waitSignal(job.failed if fails else job.finished_with):
        job.start()
    assert events == ["worked", "closed", "answer"]


def test_progress_is_throttled_and_takes_large_numbers(
    qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(n * 0.02 for n in range(50, 1000))
    monkeypatch.setattr("annotator.ui.parts.worker.monotonic", lambda: next(clock))
    total = 5 << 40
    job = Job(path, "mara", lambda _, progress: [progress(n, total) for n in range(10)])
    seen: list[tuple[int, int]] = []
    job.progressed.connect(lambda done, of: seen.append((done, of)))
    with qtbot.waitSignal(job.finished_with) as blocker:
        job.start()
    assert blocker.args == [[True] * 10]
    assert seen == [(0, total), (3, total), (6, total), (9, total)]


def test_cancel_reaches_the_work(qtbot: QtBot, path: Path) -> None:
    def work(_: Project, progress: Progress) -> str:
        while progress(1, 2):
            pass
        return "as far as it came"

    job = Job(path, "mara", work)
    job.progressed.connect(lambda *_: job.cancel())
    with qtbot.waitSignal(job.finished_with) as blocker:
        job.start()
    assert blocker.args == ["as far as it came"]
    assert job.cancelled


def test_user_error_becomes_a_sentence(qtbot: QtBot, path: Path) -> None:
    def work(_: Project, progress: Progress) -> None:
        raise UserError("The cupboard is bare.")

    job = Job(path, "mara", work)
    with qtbot.assertNotEmitted(job.finished_with), qtbot.waitSignal(job.failed) as blocker:
        job.start()
    assert blocker.args == ["The cupboard is bare."]


def test_missing_project_becomes_a_sentence(qtbot: QtBot, tmp_path: Path) -> None:
    job = Job(tmp_path / "gone.annotator", "mara", lambda project, _: project)
    with qtbot.waitSignal(job.failed) as blocker:
        job.start()
    assert blocker.args == [f"There is no project at {tmp_path / 'gone.annotator'}."]


def test_bug_reaches_the_excepthook(qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hooked: list[tuple[type[BaseException], threading.Thread]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: hooked.append((kind, threading.current_thread())))

    def work(_: Project, progress: Progress) -> None:
        raise ZeroDivisionError

    job = Job(path, "mara", work)
    with qtbot.waitSignal(job.crashed) as blocker:
        job.start()
    assert isinstance(blocker.args[0], ZeroDivisionError)
    assert hooked == [(ZeroDivisionError, threading.main_thread())]


def endless(_: Project, progress: Progress) -> None:
    while progress(0, 1):
        pass


def test_stop_waits_for_the_thread(qtbot: QtBot, path: Path) -> None:
    job = Job(path, "mara", endless)
    with qtbot.waitSignal(job.progressed):
        job.start()
    job.stop()
    assert job.isFinished()
    qtbot.waitUntil(lambda: job not in worker._running)


def test_quitting_stops_it(qtbot: QtBot, qapp: QCoreApplication, path: Path) -> None:
    job = Job(path, "mara", endless)
    with qtbot.waitSignal(job.progressed):
        job.start()
    qapp.aboutToQuit.emit()
    assert job.isFinished()
    qtbot.waitUntil(lambda: job not in worker._running)


def test_a_forgotten_job_goes_on(qtbot: QtBot, path: Path) -> None:
    done = threading.Event()
    Job(path, "mara", lambda *_: done.set()).start()
    qtbot.waitUntil(lambda: done.is_set() and not worker._running)


def test_a_job_is_freed_although_who_listened_knows_it(qtbot: QtBot, path: Path) -> None:
    job = Job(path, "mara", lambda _project, _progress: 1)
    ended: list[bool] = []
    job.finished_with.connect(lambda _result, job=job: ended.append(job.cancelled))
    known = weakref.ref(job)
    job.start()
    del job
    qtbot.waitUntil(lambda: bool(ended))
    qtbot.waitUntil(lambda: known() is None)
