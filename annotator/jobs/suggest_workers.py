"""Who looks for suggestions in a run: other processes, or a thread of this one. None is waited for in vain."""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from annotator.core.errors import UserError
from annotator.jobs.processes import SPAWN
from annotator.jobs.suggest_work import Equipment, Finder, Found, begin, work
from annotator.store.suggestion_input import Unread

_MOST_ON_WINDOWS = 61  # processes that a pool can wait for there (docs.python.org, ProcessPoolExecutor)
_LOOK_S = 0.1  # seconds between two questions whether to go on
_GRACE_S = 0.5  # for what is nearly whole when the person cancels
_END_S = 1.0  # for a thread whose connection was broken off


class Workers:
    """Gives what is found in the order in which it was asked for."""

    def __init__(self, finder: Finder, pool: ProcessPoolExecutor | None) -> None:
        self._finder, self._pool = finder, pool
        self._thread: threading.Thread | None = None
        self._waiting: deque[Future[Found]] = deque()

    def __len__(self) -> int:
        """How much was begun and not given yet."""
        return len(self._waiting)

    def begin(self, unread: list[Unread]) -> None:
        """Lets these articles be looked through; without processes only after the ones before."""
        self._waiting.append(self._in_thread(unread) if self._pool is None else self._pool.submit(work, unread))

    def next(self, going: Callable[[], bool]) -> Found | None:
        """What was found in the articles that were begun first; None once ``going`` answers False."""
        while not wait((self._waiting[0],), _LOOK_S).done:
            if not going():
                return None
        return self._waiting.popleft().result()

    def whole(self) -> Iterator[Found]:
        """What is whole of what was begun, or is so in a moment; the rest is given up."""
        wait(self._waiting, _GRACE_S)
        for future in self._waiting:
            if future.done() and future.exception() is None:
                yield future.result()

    def end(self) -> None:
        """Ends who is still at work."""
        if all(future.done() for future in self._waiting):
            return
        if self._pool is not None:
            # As Python 3.14's terminate_workers does; a future that was cancelled would be in its way.
            for process in list((self._pool._processes or {}).values()):
                process.terminate()
        elif self._thread is not None:
            self._finder.stop()
            self._thread.join(_END_S)

    def _in_thread(self, unread: Sequence[Unread]) -> Future[Found]:
        """In a thread that keeps nobody from ending: neither a look-up of a name nor a model can be cancelled."""
        future: Future[Found] = Future()

        def run() -> None:
            try:
                future.set_result(self._finder.find(unread))
            except Exception as error:  # noqa: BLE001 – the thread's border: result() raises it again
                future.set_exception(error)

        self._thread = threading.Thread(target=run, name="annotator-suggesters", daemon=True)
        self._thread.start()
        return future


@contextmanager
def looking(number: int, equipment: Equipment, finder: Finder) -> Iterator[Workers]:
    """``number`` processes with this equipment; with 0 a thread, which has the finder."""
    if sys.platform == "win32":
        number = min(number, _MOST_ON_WINDOWS)
    pool = ProcessPoolExecutor(number, SPAWN, begin, (equipment,)) if number else None
    made = Workers(finder, pool)
    try:
        yield made
    except BrokenProcessPool as error:
        raise UserError(
            "A process that looked for suggestions was ended, for want of memory perhaps. What it had found "
            "before is kept; suggesting again goes on with the rest."
        ) from error
    finally:
        made.end()
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)
