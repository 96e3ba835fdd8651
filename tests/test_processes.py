"""Work in a process of its own: what comes back of it, and that it ends whatever happens."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from annotator.core.errors import Cancelled, UserError
from annotator.jobs import export_team, processes
from annotator.jobs.processes import EndedError, run_apart
from annotator.jobs.progress import Progress
from annotator.jobs.suggest_workers import looking


class StubbornError(Exception):
    """One that can be pickled, but not be made again."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(one + other)


def count(to: int, progress: Progress) -> tuple[int, int]:
    for number in range(to):
        progress(number, to)
        progress(number, to)
    return to, os.getpid()


def fail(kind: str, _progress: Progress) -> None:
    if kind == "mendable":
        raise UserError("Name another file.")
    if kind == "stubborn":
        raise StubbornError("a", "b")
    raise ZeroDivisionError(kind)


def wait(path: Path, progress: Progress) -> None:
    path.write_text(str(os.getpid()), "utf-8")
    progress(1, 2)
    time.sleep(600)


def test_what_it_makes_comes_back() -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    made, process = run_apart(count, 3, progress=progress, total=7)
    assert made == 3
    assert process != os.getpid()
    assert list(dict.fromkeys(told)) in ([(0, 3), (1, 3), (2, 3)], [(0, 7), (0, 3), (1, 3), (2, 3)])
    assert not multiprocessing.active_children()


def test_what_it_raises_is_raised_here() -> None:
    with pytest.raises(UserError, match=r"^Name another file\.$"):
        run_apart(fail, "mendable", progress=None)
    with pytest.raises(ZeroDivisionError, match="a bug") as caught:
        run_apart(fail, "a bug", progress=None)
    assert "in fail" in caught.value.__notes__[0], "where it was"
    with pytest.raises(RuntimeError, match="StubbornError: ab"):
        run_apart(fail, "stubborn", progress=None)


def test_it_ends_at_once_when_nobody_wants_it_any_more(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        run_apart(wait, tmp_path / "pid", progress=lambda done, _total: done < 1)
    assert not multiprocessing.active_children()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
def test_one_that_is_killed_is_told_of(tmp_path: Path) -> None:
    def kill(done: int, _total: int) -> bool:
        if done:
            os.kill(int((tmp_path / "pid").read_text("utf-8")), signal.SIGKILL)
        return True

    with pytest.raises(EndedError):
        run_apart(wait, tmp_path / "pid", progress=kill)


class Interrupted:
    """The end of a pipe on Windows, where Ctrl+C ends a wait although its handler raised nothing."""

    def __init__(self, *answers: object) -> None:
        self._answers = list(answers)
        self._pressed_in = {"poll", "recv"}

    def poll(self, _seconds: float) -> bool:
        self._press("poll")
        return bool(self._answers)

    def recv(self) -> object:
        self._press("recv")
        return self._answers.pop(0)

    def _press(self, where: str) -> None:
        if where in self._pressed_in:
            self._pressed_in.remove(where)
            raise InterruptedError


def test_ctrl_c_on_windows_is_for_the_progress_to_answer() -> None:
    told: list[int] = []

    def progress(done: int, _total: int) -> bool:
        told.append(done)
        return True

    pipe = cast("Connection", Interrupted(processes._Told(1, 2), "made"))
    assert processes._listen(pipe, progress, 2) == "made"
    assert told == [0, 0, 1], "asked each time, whether there was news or not"
    with pytest.raises(Cancelled):
        processes._listen(cast("Connection", Interrupted()), lambda *_: False, 2)
    assert export_team._answer(cast("Connection", Interrupted("portion"))) == "portion"


def test_windows_is_told_of_this_process_by_a_whole_handle(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[Any, int]] = []
    kernel = SimpleNamespace(SetPriorityClass=lambda handle, kind: told.append((handle, kind)))
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    processes.stand_back()
    ((handle, kind),) = told
    assert isinstance(handle, ctypes.c_void_p)
    assert handle.value == 2 ** (8 * ctypes.sizeof(ctypes.c_void_p)) - 1
    assert kind == 0x4000


def test_a_pool_is_no_larger_than_windows_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = cast("Any", None)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "platform", "win32")  # Python's own pool looks there, too
        with looking(64, nothing, nothing) as by:
            assert vars(by._pool)["_max_workers"] == 61
    with looking(64, nothing, nothing) as by:
        assert vars(by._pool)["_max_workers"] == 64
