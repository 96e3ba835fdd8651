"""Long work on a project, in a thread of its own with a connection of its own."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import monotonic

from PySide6.QtCore import SIGNAL, QCoreApplication, QThread, Signal, Slot

from annotator.core.errors import UserError
from annotator.project import Project
from annotator.ui.parts.collecting import collecting

Progress = Callable[[int, int], bool]
Work = Callable[[Project, Progress], object]

_INTERVAL = 0.05  # seconds between two reports: more often than 20 times a second nobody sees

# A QThread that is freed while it runs ends the process, so whatever runs is held here.
_running: set[Job] = set()


class Job(QThread):
    """Runs ``work(project, progress)`` once, with the project opened and closed inside the thread.

    ``work`` calls ``progress(done, total)`` now and then and stops, leaving whole articles only, when that answers
    False. All signals but QThread's own come in the thread that made the job, the last ones after the thread has
    ended and the project is closed: exactly one of ``finished_with`` (what ``work`` returned), ``failed`` (the
    sentence of a UserError) and ``crashed`` (any other exception, which then goes to ``sys.excepthook``).
    """

    progressed = Signal(object, object)  # done, total; objects, because bytes exceed Qt's int
    finished_with = Signal(object)
    failed = Signal(str)
    crashed = Signal(object)
    _stepped = Signal(object, object)

    def __init__(self, path: Path, annotator: str, work: Work, everyone: bool = True) -> None:
        super().__init__()
        self._path, self._annotator, self._everyone = path, annotator, everyone
        self._work = work
        self._cancel = threading.Event()
        self._told = 0.0
        self._result: object = None
        self._error: Exception | None = None
        self._stepped.connect(self._tell)
        self.finished.connect(self._end)

    def start(self, priority: QThread.Priority = QThread.Priority.InheritPriority) -> None:
        """Begins; the job lives until it has ended, whoever else forgets it."""
        _running.add(self)
        collecting.begin_thread()
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.stop)
        super().start(priority)

    def cancel(self) -> None:
        """Asks the work to stop; it answers by ``finished_with``, with what it has done so far."""
        self._cancel.set()

    @property
    def cancelled(self) -> bool:
        return self._cancel.is_set()

    @Slot()
    def stop(self) -> None:
        """Cancels, and waits until the thread has ended."""
        self.cancel()
        self.wait()

    def run(self) -> None:
        try:
            with closing(Project.open(self._path, self._annotator, self._everyone)) as project:
                self._result = self._work(project, self._step)
        except Exception as error:  # noqa: BLE001  (the thread's border: nothing above could catch it)
            self._error = error

    def _step(self, done: int, total: int) -> bool:
        now = monotonic()
        if now - self._told >= _INTERVAL:
            self._told = now
            self._stepped.emit(done, total)
        return not self.cancelled

    @Slot(object, object)
    def _tell(self, done: object, total: object) -> None:
        self.progressed.emit(done, total)

    @Slot()
    def _end(self) -> None:
        self.wait()  # `finished` is sent a moment before the thread is gone
        _running.discard(self)
        collecting.end_thread()
        if self._error is None:
            self.finished_with.emit(self._result)
        elif isinstance(self._error, UserError):
            self.failed.emit(str(self._error))
        else:
            self.crashed.emit(self._error)
            sys.excepthook(type(self._error), self._error, self._error.__traceback__)
        # A slot that knows its job keeps it, and is kept by it: a cycle through Qt, which Python never finds.
        for signal, name in (
            (self.progressed, "progressed(PyObject,PyObject)"),
            (self.finished_with, "finished_with(PyObject)"),
            (self.failed, "failed(QString)"),
            (self.crashed, "crashed(PyObject)"),
        ):
            # Not by isSignalConnected: QMetaMethod.fromSignal keeps the job, too (PySide 6.11).
            if self.receivers(SIGNAL(name)):
                signal.disconnect()
