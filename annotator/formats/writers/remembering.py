"""What is made once of parts of records that are the same in many spans."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

_REMEMBERED = 10_000
Made = TypeVar("Made")


class Remembering(Generic[Made]):
    """Makes something of values, once of the same object: of parts of records that are the same in many spans."""

    def __init__(self, make: Callable[[Any], Made]) -> None:
        self._make = make
        self._known: dict[int, tuple[object, Made]] = {}

    def of(self, value: object) -> Made:
        known = self._known.get(id(value))
        if known is None:
            if len(self._known) == _REMEMBERED:
                self._known.clear()
            # With the value, so that no other one gets its id.
            known = self._known[id(value)] = (value, self._make(value))
        return known[1]
