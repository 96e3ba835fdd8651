"""How many mentions point to no actor yet, counted in a thread of its own."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from annotator.project import Project
from annotator.ui.parts.worker import Job, Progress
from annotator.ui.session import Session

_AFTER_MS = 250  # counting is not done after each of several changes


class UnlinkedCount(QObject):
    """Counts when it is told to, and after what changes while ``window`` is shown.

    ``counted`` says how many are left. While it is ``paused``, what changes is the doing of one who tells of it.
    """

    counted = Signal(int)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self.paused = False
        self._session = session
        self._window = window
        self._left = 0
        self._job: Job | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_MS)
        self._soon.timeout.connect(self.count)
        for signal in (session.articles_touched, session.corpus_changed, session.codebook_changed):
            signal.connect(self._on_changed)

    def count(self) -> None:
        """Counts those that are left."""
        project = self._session.project
        if project is None:
            return
        if self._job is not None:
            self._soon.start()
            return

        def work(project: Project, _progress: Progress) -> int:
            return project.register.count_unlinked(project.codebook)

        job = self._job = Job(project.path, project.annotator, work, project.everyone)

        def finished(left: object) -> None:
            if self._job is job:
                self._job = None
                if isinstance(left, int):
                    self._left = left
                    self.counted.emit(left)

        job.finished_with.connect(finished)
        job.failed.connect(lambda _sentence: finished(None))
        job.crashed.connect(lambda _error: finished(None))
        job.start()

    def take_one(self) -> None:
        """One more has its actor."""
        if self._job is not None:
            # It may have counted this mention, too.
            self.stop()
            self._soon.start()
        self._left = max(0, self._left - 1)
        self.counted.emit(self._left)

    def stop(self) -> None:
        """Forgets what is being counted."""
        self._soon.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _on_changed(self) -> None:
        if not self.paused and self._window.isVisible():
            self._soon.start()
