"""Loads the libraries of formats, which takes seconds, in a thread, so that the window doesn't stand still."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QObject, Signal, Slot

from annotator.core.errors import UserError
from annotator.jobs import Format, Options
from annotator.project import Project
from annotator.ui.parts.worker import Job

_loaded: set[str] = set()  # names, of the whole process


class Libraries(QObject):
    """``loaded`` says that one is there now, or can't be had: then whoever uses it is told why."""

    loaded = Signal()

    def __init__(self, project: Project, parent: QObject) -> None:
        super().__init__(parent)
        self._project = project
        self._loading: set[str] = set()

    def has(self, form: Format, options: Options) -> bool:
        """Whether all that an export needs is there; if not, it is loaded."""
        needed = form.libraries(options)
        if needed <= _loaded:
            return True
        if not needed <= self._loading:
            self._loading |= needed
            job = Job(self._project.path, self._project.annotator, lambda _project, _step: _load(form, options))
            job.finished_with.connect(self._tell)
            job.start()
        return False

    @Slot()
    def _tell(self) -> None:
        self.loaded.emit()


def _load(form: Format, options: Options) -> None:
    with suppress(UserError):
        form.load(options)
    _loaded.update(form.libraries(options))
