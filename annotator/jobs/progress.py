"""How long jobs tell how far they are."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], bool]
"""Called now and then with (done, total); a false answer cancels."""
