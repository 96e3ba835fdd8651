"""Python's search for cycles during long work."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from annotator.jobs.collecting import seldom_collecting


@pytest.fixture(autouse=True)
def frozen_again() -> Iterator[None]:
    was_frozen = gc.get_freeze_count()
    yield
    if was_frozen:
        gc.freeze()
    else:
        gc.unfreeze()


def test_what_was_there_is_passed_over_for_as_long_as_it_takes() -> None:
    gc.unfreeze()
    with seldom_collecting():
        assert gc.get_freeze_count() > 0
    assert gc.get_freeze_count() == 0


def test_what_the_window_has_frozen_stays_so() -> None:
    gc.freeze()
    before = gc.get_freeze_count()
    with seldom_collecting():
        assert gc.get_freeze_count() == before
    assert gc.get_freeze_count() == before
