"""Python's search for cycles, kept to the window's thread while others work.

Python looks for cycles in whatever thread makes the next object, and frees there what it finds: also windows that
were closed, which Qt forgives in their own thread alone.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QTimer

_LOOK_MS = 500


class Collecting:
    """Counts the threads that work; as long as there is one, a timer of the window's thread looks for cycles."""

    def __init__(self) -> None:
        self._threads = 0
        self._enabled = False  # by itself, as soon as no thread works
        self._timer: QTimer | None = None

    def enable(self) -> None:
        """Lets Python look for cycles by itself, from the moment on when no thread works."""
        self._enabled = True
        if not self._threads:
            gc.enable()

    def begin_thread(self) -> None:
        """A thread is about to begin; called in the window's."""
        if not self._threads:
            self._enabled = gc.isenabled()
            gc.disable()
            self._timer = QTimer(QCoreApplication.instance(), interval=_LOOK_MS)
            self._timer.timeout.connect(collect)
            self._timer.start()
        self._threads += 1

    def end_thread(self) -> None:
        """A thread has ended; called in the window's."""
        self._threads -= 1
        if self._threads:
            return
        if self._timer is not None:
            self._timer.stop()
            self._timer.deleteLater()
            self._timer = None
        if self._enabled:
            gc.enable()


def collect() -> None:
    """Looks for cycles among as many objects as Python would look through now, in this thread."""
    counts, most = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > most[generation]:
            gc.collect(generation)
            return


collecting = Collecting()
