"""Processes that work for another one."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, NamedTuple, NoReturn

from annotator.core.collecting import spare
from annotator.core.errors import Cancelled, UserError
from annotator.jobs.progress import Progress

_TICK = 0.1  # seconds between two questions whether to go on
_NICE = 15
_BELOW_NORMAL = 0x4000  # Windows' BELOW_NORMAL_PRIORITY_CLASS
SPAWN = multiprocessing.get_context("spawn")
"""Not forked: a window's process has threads, whose locks a fork would leave locked for ever."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What kept a process from going on, and where."""

    error: Exception
    place: str

    @classmethod
    def of(cls, error: Exception) -> Failure:
        """That of an error just caught; one that can't pass from one process to another is told in words."""
        place = traceback.format_exc()
        try:
            pickle.loads(pickle.dumps(error))
        except Exception:  # noqa: BLE001 (whatever a library's errors do there)
            return cls(RuntimeError(f"{type(error).__name__}: {error}"), place)
        return cls(error, place)

    def raise_here(self) -> NoReturn:
        """Raises the error in the process that has been told of it."""
        if not isinstance(self.error, UserError):
            self.error.add_note(self.place)
        raise self.error


class _Told(NamedTuple):
    """How far a process is."""

    done: int
    total: int


class EndedError(Exception):
    """A process was ended before it had done its work, for want of memory perhaps."""


def run_apart(work: Callable[..., Any], *given: object, progress: Progress | None, total: int = 1) -> Any:
    """What ``work(*given, progress)`` makes in a process of its own, at low priority.

    It may hold Python's lock for seconds, which would stop a window, and its memory goes back at the end.
    ``work`` is a function of a module; what it is given and what it makes pass from one process to another.
    ``progress`` is asked in this process, whether there is news or not, and a false answer ends the other at once;
    ``total`` is what it is told before the work says how much there is.
    Raises what ``work`` raises, Cancelled, and EndedError.
    """
    ours, theirs = SPAWN.Pipe(duplex=False)
    process = SPAWN.Process(target=serve_apart, args=(theirs, work, given), daemon=True)
    process.start()
    theirs.close()
    try:
        with closing(ours):
            return _listen(ours, progress, total)
    except EOFError as error:
        raise EndedError from error
    finally:
        process.terminate()
        process.join()
        process.close()


def _listen(answers: Connection, progress: Progress | None, total: int) -> Any:
    told = _Told(0, total)
    while True:
        with suppress(InterruptedError):  # as in receive
            if answers.poll(_TICK):
                answer = answers.recv()
                if isinstance(answer, Failure):
                    answer.raise_here()
                if not isinstance(answer, _Told):
                    return answer
                told = answer
        if progress is not None and not progress(*told):
            raise Cancelled("Stopped: nothing was changed.")


def receive(answers: Connection) -> Any:
    """The next thing that another process says; waits for it. Raises EOFError and OSError where it has ended.

    On Windows Ctrl+C ends the wait, though what heeds it (a meter, say) raises nothing.
    """
    while True:
        with suppress(InterruptedError):
            return answers.recv()


def serve_apart(answers: Connection, work: Callable[..., Any], given: tuple[object, ...]) -> None:
    """What the process of :func:`run_apart` does: it tells how far it is, then what it made or what is wrong."""
    attend()
    stand_back()
    told = None

    def tell(done: int, total: int) -> bool:
        nonlocal told
        if (done, total) != told:
            told = _Told(done, total)
            answers.send(told)
        return True

    with suppress(OSError):  # nobody listens any more
        try:
            answer = work(*given, tell)
        except Exception as error:  # noqa: BLE001 (raised again by whoever is answered)
            answer = Failure.of(error)
        answers.send(answer)


def attend() -> None:
    """Makes this process one that works for another: Ctrl+C is for that to answer, and it ends with that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def stand_back() -> None:
    """Lets other processes go first."""
    if sys.platform == "win32":
        import ctypes

        this = ctypes.c_void_p(-1)  # as GetCurrentProcess says; as an int half of the handle would be lost
        ctypes.windll.kernel32.SetPriorityClass(this, _BELOW_NORMAL)
    else:
        os.nice(_NICE)


def settle() -> None:
    """Keeps what was loaded for good: looking for cycles in it again and again takes a tenth of the time."""
    spare()


def _end_with_parent() -> None:
    """If the one that began the work is killed, nobody else would end this one."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
