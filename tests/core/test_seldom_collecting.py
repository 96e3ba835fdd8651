"""Python's search for cycles during long work."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from annotator.core import collecting
from annotator.core.collecting import seldom_collecting, spare


@pytest.fixture(autouse=True)
def spared_again() -> Iterator[None]:
    yield
    spare()


def test_what_was_there_is_passed_over_for_as_long_as_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "_spared", False)
    gc.unfreeze()
    with seldom_collecting():
        assert gc.get_freeze_count() > 0
        with seldom_collecting():
            pass
        assert gc.get_freeze_count() > 0, "as long as the outer one"
    assert gc.get_freeze_count() == 0


def test_what_the_window_has_spared_stays_so() -> None:
    spare()
    before = gc.get_freeze_count()
    with seldom_collecting():
        assert gc.get_freeze_count() == before
    assert gc.get_freeze_count() == before
