"""Finds the labels that a query means, in a thread of its own: the first lines, the number, further lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from annotator.core.models import Span
from annotator.core.query import Query
from annotator.project import Project
from annotator.ui.articles.search import Relay
from annotator.ui.parts.worker import Job, Progress, Work
from annotator.ui.recode.recode_preview import Key, Line

PAGE = 100


class RecodeSearch(QObject):
    """One search at a time; what an earlier one still brings is dropped.

    ``found`` carries lines to append and whether these are all, ``counted`` how many labels there are so far and
    whether that is the last word; ``judged`` how many follow the rule that was asked about, ``others`` how many
    labels of other annotators there are.
    """

    found = Signal(object, bool)
    counted = Signal(int, bool)
    judged = Signal(int)
    others = Signal(int)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._lines = 0
        self._total = 0
        self._jobs: list[Job] = []
        self._judging: Job | None = None
        self._judgements = 0
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

    def count_others(self) -> None:
        """Counts what there is in the layers of everyone."""
        if self._start is None:
            return
        project, query, _ = self._start

        def work(own: Project, progress: Progress) -> int:
            total = 0
            for _, so_far in own.queries.stream(query, 0):
                total = so_far
                if not progress(0, 0):
                    break
            return total

        self._run(project, work, True, self.others.emit)

    @property
    def is_judging(self) -> bool:
        """Whether labels are still being counted that follow a rule."""
        return self._judging is not None

    def judge(self, rule: Callable[[Span], bool]) -> None:
        """Counts the labels that follow a rule, in place of one that was asked about before."""
        self.stop_judging()
        if self._start is None:
            return
        project, query, everyone = self._start
        number = self._judgements

        def work(own: Project, progress: Progress) -> int:
            total = 0
            for so_far in own.queries.count_those(query, rule):
                total = so_far
                if not progress(0, 0):
                    break
            return total

        def end(total: int, sentence: str = "") -> None:
            if not isValid(self) or number != self._judgements:
                return
            self._judging = None
            if sentence:
                self.failed.emit(sentence)
            else:
                self.judged.emit(total)

        job = self._judging = Job(project.path, project.annotator, work, everyone)
        job.finished_with.connect(end)
        job.failed.connect(lambda sentence: end(0, sentence))
        job.crashed.connect(lambda _error: end(0, self.tr("Something went wrong inside the program.")))
        job.start()

    def stop_judging(self) -> None:
        """Forgets the rule that was asked about."""
        self._judgements += 1
        if self._judging is not None:
            self._judging.cancel()
            self._judging = None

    def stop(self) -> None:
        """Forgets the search; nothing is emitted after this."""
        self._number += 1
        self.stop_judging()
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
