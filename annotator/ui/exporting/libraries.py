"""Loads the libraries of formats, which takes seconds, in a thread, so that the window doesn't stand still."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QObject, Signal, Slot

from annotator.core.errors import UserError
from annotator.jobs.files import ExportFilter, Format, Writing
from annotator.project import Project
from annotator.ui.parts.worker import Job

_loaded: set[str] = set()  # names of libraries, and of formats, of the whole process


class Libraries(QObject):
    """``loaded`` says that one is there now, or can't be had: then whoever uses it is told why."""

    loaded = Signal()

    def __init__(self, project: Project, parent: QObject) -> None:
        super().__init__(parent)
        self._project = project
        self._loading: set[str] = set()

    def has(self, form: Format, wanted: ExportFilter, how: Writing, article_id: int) -> bool:
        """Whether all is there that such an export of an article needs; if not, it is loaded.

        Libraries load more when they are first used, so that the article is exported once, for nobody.
        """
        needed = form.libraries(how.options)
        if not form.text:
            needed |= {form.name}
        if needed <= _loaded:
            return True
        if not needed <= self._loading:
            self._loading |= needed

            def load(project: Project, _step: object) -> None:
                try:
                    with suppress(UserError):
                        form.load(how.options)
                        project.exporting.preview(article_id, wanted, how)
                finally:
                    _loaded.update(needed)

            job = Job(self._project.path, self._project.annotator, load)
            job.finished_with.connect(self._tell)
            job.crashed.connect(self._tell)
            job.failed.connect(self._give_up)
            job.start()
        return False

    @Slot()
    def _give_up(self) -> None:
        """The project can't be opened in the thread: whoever tries again in the window's is told why."""
        _loaded.update(self._loading)
        self.loaded.emit()

    @Slot()
    def _tell(self) -> None:
        self.loaded.emit()
