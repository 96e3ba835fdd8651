"""Learns from the person's labels while she works, and keeps what came of it in mind."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from annotator.core.models import Change
from annotator.jobs.suggesters import LEARNED
from annotator.project import Project
from annotator.ui.parts.worker import Job, Progress
from annotator.ui.session import Session
from annotator.ui.settings import Settings

if TYPE_CHECKING:
    from annotator.jobs.training import TrainReport

FIRST = 20  # finished articles from which on something is learned by itself
_MORE = 5  # newly finished ones before it is tried again, if that may pay
_PAUSE_MS = 4_000  # from an article that is done to the learning


class Learning(QObject):
    """Has a project learn from its annotator's labels, by itself or when asked.

    The work is done in a process of low priority, which a thread waits for.
    """

    told = Signal(str)
    changed = Signal()  # it began, got on, or ended
    failed = Signal(str)

    def __init__(self, session: Session, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._job: Job | None = None
        self.percent = 0
        self.found_too_little = False
        self._tried: int | None = None  # how many were finished when this window learned last
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        session.changed.connect(self._on_change)
        session.project_changed.connect(self._on_project)
        self._pause.start()

    @property
    def is_on(self) -> bool:
        """Whether the person wants what is learned."""
        return LEARNED not in self._settings.suggesters_off

    @property
    def is_running(self) -> bool:
        return self._job is not None

    def start(self) -> None:
        """Learns now."""
        project = self._session.project
        if project is None or project.read_only or self._job is not None:
            return
        self._pause.stop()
        self._tried = project.suggesting.count_done()

        def work(own: Project, progress: Progress) -> TrainReport:
            return own.suggesting.learn(progress)

        job = self._job = Job(project.path, project.annotator, work, project.everyone)
        self.percent = 0
        job.progressed.connect(self._advance)
        job.finished_with.connect(self._here(job, self._take))
        job.failed.connect(self._here(job, self._fail))
        job.crashed.connect(self._here(job, lambda _error: self._end()))
        job.start()
        self.changed.emit()

    def stop(self) -> None:
        """Stops what is being learned; what was learned before stays."""
        if self._job is not None:
            self._job.cancel()

    def _here(self, job: Job, then: Callable[[object], object]) -> Callable[[object], None]:
        """What to do with an answer of the job, unless that is another project's, or the window is gone."""

        def answered(answer: object) -> None:
            if isValid(self) and self._job is job:
                then(answer)

        return answered

    def _advance(self, done: int, total: int) -> None:
        self.percent = round(100 * done / total) if total else 0
        self.changed.emit()

    def _take(self, report: object) -> None:
        from annotator.jobs.training import TrainReport

        assert isinstance(report, TrainReport)
        if not report.cancelled:
            self.found_too_little = not report.articles
            if report.kept:
                self.told.emit(self.tr("Learned anew from %Ln articles.", "", report.articles))
        self._end()

    def _fail(self, sentence: object) -> None:
        self._end()
        self.failed.emit(str(sentence))

    def _end(self) -> None:
        self._job = None
        self.changed.emit()

    def _on_project(self) -> None:
        self._pause.stop()
        self.stop()
        self._job = self._tried = None
        self.found_too_little = False
        if self._session.project is not None:
            self._pause.start()

    def _on_change(self, change: Change) -> None:
        if any(row.table == "article_state" for row in change.rows):
            self._pause.start()

    def _look(self) -> None:
        """Learns if enough is finished, and so much was labelled since the last time that this may pay."""
        project = self._session.project
        if project is None or project.read_only or not self.is_on or self.is_running:
            return
        done = project.suggesting.count_done()
        ready = done >= FIRST and (self._tried is None or done - self._tried >= _MORE)
        if ready and project.suggesting.is_worth_learning():
            self.start()
