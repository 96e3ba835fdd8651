"""Which suggesters there are, as a window lists them."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import NamedTuple

from annotator.store.suggestion_counts import Acceptance as Acceptance
from annotator.suggest import registry


class Known(NamedTuple):
    """A suggester: ``needs`` are those that run before it; ``summary`` the first line of its own description."""

    name: str
    version: str
    kind: str
    needs: tuple[str, ...]
    is_built_in: bool
    summary: str


def known() -> tuple[list[Known], list[str]]:
    """All suggesters in the order in which they run, and what is wrong with plug-ins that can't be used."""
    found = []
    for name in registry.names():
        one = registry.find(name)
        first = (inspect.getdoc(type(one)) or "").partition("\n")[0]
        found.append(Known(name, one.version, one.kind, one.needs, name in registry.BUILT_IN, first))
    return found, registry.plugins().problems


def with_needs(chosen: Sequence[str], there: Sequence[Known]) -> set[str]:
    """These suggesters, and all that they build on."""
    needs = {one.name: one.needs for one in there}
    found: set[str] = set()
    left = list(chosen)
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += needs.get(name, ())
    return found
