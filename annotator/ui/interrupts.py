"""Ctrl+C in the terminal that started the window, and a session that ends (SIGTERM): the window closes."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

_LOOK_MS = 250


def leave(quit_all: Callable[[], object]) -> None:
    """Closes all windows by ``quit_all``, once the jobs have stopped whose dialogs stay until then."""
    from annotator.ui.parts.dialog_parts import JobDialog

    running = [one for one in QApplication.topLevelWidgets() if isinstance(one, JobDialog) and one.is_running()]
    for dialog in running:
        dialog.cancel()
    if running:
        QTimer.singleShot(_LOOK_MS, lambda: leave(quit_all))
    else:
        quit_all()


class Interrupts(QObject):
    """Asks the program to ``stop`` from its event loop, never from the midst of what it is doing.

    Python's own answer to Ctrl+C is an exception wherever the program happens to be: while it paints, which Qt
    doesn't forgive, or half-way through a change.
    """

    def __init__(self, stop: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = stop
        self._came = False
        for number in (signal.SIGINT, signal.SIGTERM):
            # Ignored is what the shell of a script in the background has decided.
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._note)
        if os.name == "nt":
            # No pipe wakes the event loop there, and sockets are for those who talk to the network.
            timer = QTimer(self, interval=_LOOK_MS)
            timer.timeout.connect(self._look)
            timer.start()
        else:
            self._reader, writer = os.pipe()
            os.set_blocking(self._reader, False)
            os.set_blocking(writer, False)
            self._notifier = QSocketNotifier(self._reader, QSocketNotifier.Type.Read, self)
            self._notifier.activated.connect(self._read)
            signal.set_wakeup_fd(writer, warn_on_full_buffer=False)

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self._came = True

    def _read(self) -> None:
        os.read(self._reader, 64)
        # Python calls its handlers between two steps of its own: _came is true by now if the signal is ours.
        self._look()

    def _look(self) -> None:
        if self._came:
            self._came = False
            self._stop()
