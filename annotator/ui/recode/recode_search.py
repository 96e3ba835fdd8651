"""Finds the labels that a query means, in a thread of its own: the first lines, the number, further lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from annotator.core.query import Query
from annotator.project import Project
from annotator.ui.articles.search import Relay
from annotator.ui.parts.worker import Job, Progress, Work
from annotator.ui.recode.recode_preview import Key, Line

PAGE = 100


class RecodeSearch(QObject):
    """One search at a time; what an earlier one still brings is dropped.

    ``found`` carries lines to append and whether these are all, ``counted`` how many labels there are so far and
    whether that is the last word.
    """

    found = Signal(object, bool)
    counted = Signal(int, bool)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._lines = 0
        self._total = 0
        self._jobs: list[Job] = []
        self._start: tuple[Project, Query, bool] | None = None

    @property
    def running(self) -> bool:
        """Whether more may come."""
        return bool(self._jobs)

    def start(self, project: Project, query: Query, everyone: bool) -> None:
        """Looks for something else from now on, in the own layer or in everyone's."""
        self.stop()
        self._start = project, query, everyone
        self._lines = self._total = 0
        number, relay = self._number, Relay()
        relay.came.connect(self._on_came)

        def work(own: Project, progress: Progress) -> None:
            for found in own.queries.stream(query, PAGE):
                relay.came.emit(number, found)
                if not progress(0, 0):
                    return

        self._run(project, work, everyone, lambda _result: self._on_end())

    def more(self, after: Key | None) -> None:
        """Brings the next lines after the one with this key, unless something is on its way."""
        if self._start is None or self.running or self._lines >= self._total:
            return
        project, query, everyone = self._start

        def work(own: Project, progress: Progress) -> list[Line]:
            return own.queries.lines(query, after, PAGE, lambda: progress(0, 0))

        self._run(project, work, everyone, self._on_more)

    def stop(self) -> None:
        """Forgets the search; nothing is emitted after this."""
        self._number += 1
        self._start = None
        for job in self._jobs:
            job.cancel()
        self._jobs.clear()

    def _run(self, project: Project, work: Work, everyone: bool, done: Callable[[Any], object]) -> None:
        job = Job(project.path, project.annotator, work, everyone)
        number = self._number

        def end(result: object, sentence: str = "") -> None:
            # The job may outlive the dialog.
            if number != self._number or not isValid(self):
                return
            self._jobs.remove(job)
            if sentence:
                self.failed.emit(sentence)
            else:
                done(result)

        job.finished_with.connect(end)
        job.failed.connect(lambda sentence: end(None, sentence))
        job.crashed.connect(lambda _error: end(None, self.tr("Something went wrong inside the program.")))
        self._jobs.append(job)
        job.start()

    def _on_came(self, number: int, found: tuple[list[Line], int]) -> None:
        if number != self._number:
            return
        lines, total = found
        self._total = total
        self._lines += len(lines)
        if lines:
            self.found.emit(lines, False)
        self.counted.emit(total, False)

    def _on_end(self) -> None:
        self.found.emit([], self._lines >= self._total)
        self.counted.emit(self._total, True)

    def _on_more(self, lines: list[Line]) -> None:
        self._lines += len(lines)
        self.found.emit(lines, len(lines) < PAGE)
