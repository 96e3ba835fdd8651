"""Several processes that make the articles of one export, from the same state of the project."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from annotator.core.errors import UserError
from annotator.jobs.export_run import Order
from annotator.jobs.export_work import Portion, serve
from annotator.jobs.processes import SPAWN, Failure, receive

MOST = 8
"""More processes than this one process can't write for."""
_AHEAD = 2  # portions that each process is asked for at once, so that it never waits


class Team:
    """Processes that read the project at ``path``. Close it in any case."""

    def __init__(self, path: Path, number: int) -> None:
        self._pipes: list[Connection] = []
        self._processes = []
        for _ in range(number):
            ours, theirs = SPAWN.Pipe()
            process = SPAWN.Process(target=serve, args=(theirs, path), daemon=True)
            process.start()
            theirs.close()
            self._pipes.append(ours)
            self._processes.append(process)

    def open(self) -> None:
        """Waits until all have opened the project."""
        for pipe in self._pipes:
            _answer(pipe)

    def begin(self) -> None:
        """Has all of them read from now on what the project is now."""
        for pipe in self._pipes:
            _ask(pipe, None)
        for pipe in self._pipes:
            _answer(pipe)

    def portions(self, order: Order, steps: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, Portion]]:
        """How many articles there are in each step (``articles.steps``), and its portion; in that order."""
        for pipe in self._pipes:
            _ask(pipe, order)
        waiting: deque[tuple[int, Connection]] = deque()
        for turn, (first, last, number) in enumerate(steps):
            pipe = self._pipes[turn % len(self._pipes)]
            if len(waiting) == _AHEAD * len(self._pipes):
                yield _next(waiting)
            _ask(pipe, (first, last))
            waiting.append((number, pipe))
        while waiting:
            yield _next(waiting)

    def close(self) -> None:
        """Ends all of them, whatever they do."""
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            process.terminate()
            process.join()
            process.close()


def cores() -> int:
    """How many processes have room on this machine, as far as one can write for them."""
    return min(os.cpu_count() or 1, MOST)


def _next(waiting: deque[tuple[int, Connection]]) -> tuple[int, Portion]:
    number, pipe = waiting.popleft()
    portion: Portion = _answer(pipe)
    return number, portion


def _ask(pipe: Connection, what: Any) -> None:
    with suppress(OSError):  # why it has ended is what it answered
        pipe.send(what)


def _answer(pipe: Connection) -> Any:
    try:
        answer = receive(pipe)
    except (EOFError, OSError) as error:
        raise UserError(
            "A process that made part of the export was ended, for want of memory perhaps: nothing was written."
        ) from error
    if isinstance(answer, Failure):
        answer.raise_here()
    return answer
