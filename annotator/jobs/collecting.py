"""Python's search for cycles, which long work over many articles has little need of."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Spares Python from looking for cycles in all that was there before, which takes a fifth of an import.

    Where that is so already, as in the window, it stays so.
    """
    if gc.get_freeze_count():
        yield
        return
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
