"""Processes that work for another one."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading

SPAWN = multiprocessing.get_context("spawn")
"""Not forked: a window's process has threads, whose locks a fork would leave locked for ever."""


def attend() -> None:
    """Makes this process one that works for another: Ctrl+C is for that to answer, and it ends with that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def settle() -> None:
    """Keeps what was loaded for good: looking for cycles in it again and again takes a tenth of the time."""
    gc.freeze()


def _end_with_parent() -> None:
    """If the one that began the work is killed, nobody else would end this one."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
