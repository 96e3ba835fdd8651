"""In which order the list shows articles: as they were imported, or those first that wait most for a decision."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import Literal, get_args

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from annotator.project import Project
from annotator.ui.articles.model import ArticleSource
from annotator.ui.parts.worker import Job, Progress

Order = Literal["imported", "uncertainty", "yield"]
ORDERS: tuple[Order, ...] = get_args(Order)

_AT_ONCE = 2_000  # articles whose queue is read within 5 ms; of 100,000 it takes 350, and sorting them 25


def in_order(queue: array[int], ids: array[int]) -> array[int]:
    """These ids: first those in the queue, in its order, then the others as they are."""
    wanted, first = set(ids), set(queue)
    ordered = array("q", (id_ for id_ in queue if id_ in wanted))
    ordered.extend(id_ for id_ in ids if id_ not in first)
    return ordered


class Ordering(QObject):
    """Puts ids in the order that is chosen.

    The queue is read when the order is chosen, or chosen again, and kept until then, so that no row moves away
    below the person's hands. Where there are many articles, a thread of its own reads and sorts. ``renewed`` says
    that the list is to be shown anew.
    """

    renewed = Signal()
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.order: Order = "imported"
        self.least: Callable[[], float] = lambda: 0.0
        """The score from which on suggestions count."""
        self._source: ArticleSource | None = None
        self._queue: array[int] | None = None
        self._reading: Job | None = None
        self._sorting: Job | None = None

    @property
    def is_on(self) -> bool:
        """Whether there is another order than that of the import, and it is known."""
        return self._queue is not None

    def is_over(self, article_id: int) -> bool:
        """Whether there is a queue, and the article not in it."""
        return self._queue is not None and article_id not in self._queue

    def set_source(self, source: ArticleSource | None) -> None:
        """Reads the queue of another project."""
        self._source = source
        self._read()

    def choose(self, order: Order) -> None:
        """Orders the list so from now on, by what is suggested now; ``renewed`` follows, perhaps at once."""
        self.order = order
        if self._read():
            self.renewed.emit()

    def _read(self) -> bool:
        """Reads the queue; False where that takes a while."""
        self._queue = self._reading = None
        self.stop()
        source, by, least = self._source, self.order, self.least()
        if by == "imported" or not isinstance(source, Project):
            return True
        if len(source.article_ids()) <= _AT_ONCE:
            self._queue = source.suggesting.queue(by, least)
            return True
        self._reading = self._start(source, lambda own: own.suggesting.queue(by, least), self._take)
        return False

    def _take(self, queue: object) -> None:
        self._reading = None
        if isinstance(queue, array):
            self._queue = queue
            self.renewed.emit()

    def sort(self, ids: array[int], then: Callable[[array[int]], object]) -> None:
        """Hands the ids on in the order of the list: at once, or when a thread has sorted them."""
        self.stop()
        queue, source = self._queue, self._source
        if queue is None or not isinstance(source, Project):
            then(ids)
        elif len(ids) <= _AT_ONCE:
            then(in_order(queue, ids))
        else:

            def take(found: object) -> None:
                self._sorting = None
                then(found if isinstance(found, array) else ids)

            self._sorting = self._start(source, lambda _own: in_order(queue, ids), take)

    def stop(self) -> None:
        """Forgets what is being sorted."""
        self._sorting = None

    def _start(self, project: Project, work: Callable[[Project], object], then: Callable[[object], object]) -> Job:
        """Works in a thread; ``then`` gets the result, None after a failure, unless something else came since."""

        def run(own: Project, _progress: Progress) -> object:
            return work(own)

        def end(result: object, sentence: str = "") -> None:
            # The job may outlive the window.
            if not isValid(self) or job not in (self._reading, self._sorting):
                return
            if sentence:
                self.failed.emit(sentence)
            then(result)

        job = Job(project.path, project.annotator, run, project.everyone)
        job.finished_with.connect(end)
        job.failed.connect(lambda sentence: end(None, sentence))
        job.crashed.connect(lambda _error: end(None))
        job.start()
        return job
