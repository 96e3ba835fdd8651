"""Work over the whole corpus, behind a dialog that shows how far it is and can stop it."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QWidget

from annotator.ui.parts.dialog_parts import JobDialog, ProgressLine, add_button, fit, frame
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.worker import Job, Work
from annotator.ui.session import Session

_WIDTH = 460
_PATIENCE_MS = 250  # what is done by then needs no dialog, which would only flash


class LongCommandDialog(JobDialog):
    """Runs a job as soon as it is made, and closes when that has ended.

    ``result_of_work`` is what its work returned, None if it was stopped or failed; ``failure`` the sentence that
    says why; ``is_stopped`` that it was asked to stop, perhaps too late.
    """

    def __init__(self, job: Job, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.result_of_work: object = None
        self.failure = ""
        self.is_stopped = False
        _, column = frame(self)
        heading = QLabel(title)
        heading.setWordWrap(True)
        set_role(heading, "title")
        self._text = QLabel(self.tr("All of it is done, or nothing: it can be stopped at any time."))
        self._text.setWordWrap(True)
        set_role(self._text, "muted")
        self._progress = ProgressLine(self.tr("Progress"), "rows")
        self._buttons = QDialogButtonBox(self)
        self._cancel = add_button(
            self._buttons, self.tr("Stop"), QDialogButtonBox.ButtonRole.RejectRole, self.cancel
        )
        for widget in (heading, self._text, self._progress, self._buttons):
            column.addWidget(widget)
        self._progress.begin()
        self.job = job
        self.job.progressed.connect(self._progress.advance)
        self.job.finished_with.connect(self._finished)
        self.job.failed.connect(self._failed)
        self.job.crashed.connect(lambda _error: self._failed(self.tr("Something went wrong inside the program.")))
        self.job.start()
        fit(self, _WIDTH)

    def wait(self) -> None:
        """Returns when the work has ended; shows the dialog if that takes more than a moment."""
        moment = QEventLoop()
        self.finished.connect(moment.quit)
        QTimer.singleShot(_PATIENCE_MS, moment, moment.quit)
        moment.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        if self.is_running():
            self.exec()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter stops, too; not the Enter that began the work and is still held down."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.cancel()

    def cancel(self) -> None:
        if self.is_running():
            super().cancel()
            self.is_stopped = True
            self._cancel.setEnabled(False)
            self._text.setText(self.tr("Stopping …"))

    def _finished(self, result: object) -> None:
        self.result_of_work = result
        self._end()

    def _failed(self, sentence: str) -> None:
        self.failure = sentence
        self._end()

    def _end(self) -> None:
        self.job = None
        self.accept()


def run_long(window: QWidget, session: Session, title: str, work: Work) -> object | None:
    """What ``work(project, progress)`` returns, run in a thread of its own behind a dialog that can stop it.

    None, told by ``session.failed``, if it was stopped or failed; nothing has changed then. What changed is on
    screen when this returns.
    """
    project = session.project
    if project is None:
        return None
    job = Job(project.path, project.annotator, work, project.everyone)
    dialog = LongCommandDialog(job, title, window)
    dialog.wait()
    session.poll()
    if dialog.is_stopped and dialog.result_of_work is None:
        session.failed.emit(dialog.failure or dialog.tr("Stopped: nothing was changed."))
    elif dialog.failure:
        session.failed.emit(dialog.failure)
    dialog.deleteLater()
    return dialog.result_of_work
