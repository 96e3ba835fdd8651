"""Python's search for cycles, which what stays and long work over many articles have little need of."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Python can tell, too, but counts all objects for that.
_spared = False


def spare() -> None:
    """Lets all that there is now out of the search for good: to look through it takes 10 ms, time and again."""
    global _spared
    gc.freeze()
    _spared = True


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Spares Python from looking for cycles in all that was there before, which takes a fifth of an import.

    Where that is so already, as in the window, it stays so.
    """
    global _spared
    if _spared:
        yield
        return
    spare()
    try:
        yield
    finally:
        gc.unfreeze()
        _spared = False
