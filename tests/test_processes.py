"""Work in a process of its own: what comes back of it, and that it ends whatever happens."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from annotator.core.errors import Cancelled, UserError
from annotator.jobs.processes import EndedError, run_apart
from annotator.jobs.progress import Progress


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
