"""A search for occurrences: in a short article at once, elsewhere in a thread that tells what it finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from PySide6.QtCore import QObject, Signal

from annotator.core.errors import UserError
from annotator.core.occurrences import Occurrence, Search
from annotator.project import Project
from annotator.ui.parts.worker import Job, Progress
from annotator.ui.session import Session

MOST = 50_000
"""Occurrences that a search ends with: nobody looks through more of them, and each takes a kilobyte."""
_SHORT = 200_000  # characters that take less than a frame
_TELL_S = 0.1  # between two parts of what a thread finds


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for, and where: in one article, or (None) in all."""

    search: Search
    article_id: int | None
    zones: bool = False
    done: bool = True


class _Parts(QObject):
    """Carries what a thread finds; the thread keeps it, whatever becomes of those who wait for it."""

    found = Signal(object, object)  # the number of the search, and a list of Occurrence


class OccurrenceSearch(QObject):
    """Runs one search at a time; a new one ends the one before, of which nothing is told any more."""

    found = Signal(object)
    """A list of Occurrence, which follow those that were found before."""
    progressed = Signal(int)
    """Per cent of the articles."""
    finished = Signal()
    failed = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        self._number = 0
        self.was_cut = False

    @property
    def is_running(self) -> bool:
        return self._job is not None

    def start(self, wanted: Wanted) -> None:
        """Looks for something else from now on."""
        self.stop()
        self.was_cut = False
        project, article = self._session.project, self._session.article
        if project is None:
            return
        if wanted.article_id is not None and article is not None and len(article.text) <= _SHORT:
            try:
                hits = project.occurrences.in_article(
                    wanted.search, wanted.article_id, project.annotator, wanted.zones, project.everyone
                )
            except UserError as error:
                self.failed.emit(str(error))
                return
            self.found.emit(hits)
            self.finished.emit()
            return
        self._number += 1
        number, parts = self._number, _Parts()
        parts.found.connect(self._take)
        job = Job(
            project.path,
            project.annotator,
            lambda own, progress: _look(own, progress, wanted, lambda hits: parts.found.emit(number, hits)),
            project.everyone,
        )
        job.progressed.connect(lambda done, total: self._tell(job, done, total))
        job.finished_with.connect(lambda was_cut: self._end(job, bool(was_cut)))
        job.failed.connect(lambda sentence: self._fail(job, sentence))
        job.crashed.connect(lambda _error: self._end(job, False))
        self._job = job
        job.start()

    def stop(self) -> None:
        """Ends the search; what was found stays."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._number += 1

    def _take(self, number: int, hits: list[Occurrence]) -> None:
        if number == self._number and hits:
            self.found.emit(hits)

    def _tell(self, job: Job, done: int, total: int) -> None:
        if job is self._job and total:
            self.progressed.emit(100 * done // total)

    def _end(self, job: Job, was_cut: bool) -> None:
        if job is self._job:
            self._job = None
            self.was_cut = was_cut
            self.finished.emit()

    def _fail(self, job: Job, sentence: str) -> None:
        if job is self._job:
            self._job = None
            self.failed.emit(sentence)


def _look(
    project: Project, progress: Progress, wanted: Wanted, tell: Callable[[list[Occurrence]], object]
) -> bool:
    """In the thread: tells what it finds a few times a second; whether there was too much of it."""
    if wanted.article_id is not None:
        hits = project.occurrences.in_article(
            wanted.search, wanted.article_id, project.annotator, wanted.zones, project.everyone
        )
        tell(hits[:MOST])
        return len(hits) > MOST
    count, told, part = 0, 0.0, list[Occurrence]()
    chunks = project.occurrences.in_corpus(
        wanted.search, project.annotator, wanted.zones, wanted.done, project.everyone, progress
    )
    for chunk in chunks:
        part += chunk[: MOST - count]
        count += len(chunk)
        if count > MOST:
            break
        if monotonic() - told >= _TELL_S:
            told = monotonic()
            tell(part)
            part = []
    tell(part)
    return count > MOST
