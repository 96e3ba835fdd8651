"""Which suggesters there are, as a window lists them."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import NamedTuple

from annotator.core.errors import UserError
from annotator.store import learning
from annotator.store.database import Database
from annotator.store.suggestion_counts import Acceptance as Acceptance
from annotator.suggest import registry

LEARNED = registry.LEARNED


def engine_problem(specs: Sequence[str]) -> str:
    """Why engines can't run together, as far as that shows without loading a model or asking a server; else ""."""
    from annotator.suggest.engines import engines

    try:
        engines(tuple(specs))
    except UserError as error:
        return str(error)
    return ""


class Rated(NamedTuple):
    """How one label, or a choice attribute (``QUOTE.form``), did in cross-validation: F1 of both."""

    name: str
    learned: float
    rules: float
    is_used: bool


class LearnedState(NamedTuple):
    """What was learned in a project; ``at`` is a timestamp, ``articles`` the number that was learned from."""

    version: str
    at: str
    articles: int
    ratings: tuple[Rated, ...]

    @property
    def is_used(self) -> bool:
        """Whether anything of it beats the rules."""
        return any(one.is_used for one in self.ratings)


class Known(NamedTuple):
    """A suggester: ``needs`` are those that run before it; ``summary`` the first line of its own description."""

    name: str
    version: str
    kind: str
    needs: tuple[str, ...]
    is_built_in: bool
    summary: str


def known(has_learned: bool) -> tuple[list[Known], list[str]]:
    """All suggesters in the order in which they run, and what is wrong with plug-ins that can't be used.

    What a project learns is among them, whether or not it ``has_learned`` anything; if so, that builds on all of
    the program's own.
    """
    names = list(registry.names())
    built_in = [_described(name) for name in names if name in registry.BUILT_IN]
    others = [_described(name) for name in names if name not in registry.BUILT_IN]
    needs = tuple(registry.BUILT_IN) if has_learned else ()
    return [*built_in, Known(LEARNED, "", "model", needs, True, ""), *others], registry.plugins().problems


def _described(name: str) -> Known:
    one = registry.find(name)
    first = (inspect.getdoc(type(one)) or "").partition("\n")[0]
    return Known(name, one.version, one.kind, one.needs, name in registry.BUILT_IN, first)


def learned_state(db: Database) -> LearnedState | None:
    """What is known of what was learned, without reading it; None where nothing was."""
    found = learning.kept_meta(db.conn, LEARNED)
    if found is None:
        return None
    version, meta, at = found
    ratings = tuple(
        Rated(str(one["name"]), float(one["learned"]), float(one["rules"]), not one["why"])
        for one in meta.get("ratings", ())
    )
    return LearnedState(version, at, int(meta.get("articles", 0)), ratings)


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
