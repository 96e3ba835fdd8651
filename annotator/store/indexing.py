"""Fills the search index and the groups of near-duplicates in a thread of its own while an import reads on."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType

from annotator.store.database import Database
from annotator.store.derived import catch_up


class Indexing:
    """Indexes what has been committed whenever :meth:`start` is called; to be used in a ``with`` block.

    SQLite does most of it in calls that leave Python free, so that it costs little time where there is a second
    core. It writes to the file: :meth:`wait` before anything else does.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pool = ThreadPoolExecutor(1, "indexing")
        self._running: Future[None] | None = None

    def __enter__(self) -> Indexing:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # What failed here is done again with the next import, or when the project is opened.
        self._pool.shutdown()

    def start(self) -> None:
        """Begins to index and group what isn't yet."""
        self.wait()
        self._running = self._pool.submit(self._fill)

    def wait(self) -> None:
        """Returns when nothing is being written; raises UserError where that failed."""
        running, self._running = self._running, None
        if running is not None:
            running.result()

    def _fill(self) -> None:
        db = Database(self._path)
        try:
            with db.relaxed():
                catch_up(db)
        finally:
            db.close()
