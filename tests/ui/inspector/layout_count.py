"""Counts how often rows of chips and buttons are laid out, which tells what time does, only reliably."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from annotator.ui.parts.flow import FlowLayout


class LayoutCount:
    """Counts layouts while it is asked to."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._called: list[None] = []
        place = FlowLayout._place

        def counted(*given: object, **named: object) -> int:
            self._called.append(None)
            return place(*given, **named)  # type: ignore[arg-type]

        patch.setattr(FlowLayout, "_place", counted)

    @contextmanager
    def counted(self) -> Iterator[list[None]]:
        """A list that has an entry for each time that rows were reckoned or set."""
        called: list[None] = []
        self._called = called
        yield called
        self._called = []


@pytest.fixture
def counted_layouts(monkeypatch: pytest.MonkeyPatch) -> LayoutCount:
    return LayoutCount(monkeypatch)
