"""The suggesters that there are: the program's own, and those of other packages by entry point.

Another package adds one by an entry point of the group ``annotator.suggesters`` that names an object with what
:class:`annotator.suggest.base.Suggester` asks for, or a class of such objects that needs no arguments.
``tests/data/plugin_suggester`` is such a package, whole and tested.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import entry_points
from typing import NamedTuple

from annotator.core.errors import UserError
from annotator.suggest.base import ENTRY_POINTS, KINDS, Suggester

# In the order in which they run; the modules are imported when they are first asked for.
BUILT_IN: dict[str, str] = {
    "quotes": "annotator.suggest.quotes.suggester:Quotes",
    "speakers": "annotator.suggest.speakers.suggester:Speakers",
    "actors": "annotator.suggest.actors.suggester:Actors",
    "claims": "annotator.suggest.claims.suggester:Claims",
}

LEARNED = "learned"  # the name of the suggester that is a project's own


class Plugins(NamedTuple):
    """The suggesters of other packages, by name, and what is wrong with those that can't be used."""

    suggesters: dict[str, Suggester]
    problems: list[str]


def names() -> tuple[str, ...]:
    """All suggesters by name, in the order in which they run."""
    return (*BUILT_IN, *plugins().suggesters)


def suggesters(only: tuple[str, ...] | None = None, own: Sequence[Suggester] = ()) -> list[Suggester]:
    """The suggesters of these names (None: all), with what they need, in order. Raises UserError.

    ``own`` are the project's, which run after the program's and before those of other packages.
    """
    there = {name: find(name) for name in BUILT_IN} | {one.name: one for one in own} | plugins().suggesters
    wanted = set(there if only is None else only)
    unknown = sorted(wanted - there.keys())
    if unknown == [LEARNED]:
        raise UserError("This project has learned nothing yet that beats the rules (annotator learn).")
    if unknown:
        problems = "".join(f"; {problem}" for problem in plugins().problems)
        raise UserError(f"There is no suggester {unknown[0]!r}; there are {', '.join(there)}{problems}.")
    while True:
        needed = {need for name in wanted for need in there[name].needs}
        if needed <= wanted:
            return [one for name, one in there.items() if name in wanted]
        wanted |= needed & there.keys()
        if needed - there.keys():
            raise UserError(f"The suggester {min(needed - there.keys())!r} is needed, and there is none.")


def find(name: str) -> Suggester:
    """The suggester of that name; KeyError if there is none."""
    if name in BUILT_IN:
        return _built_in(name)
    return plugins().suggesters[name]


@lru_cache(maxsize=32)
def _built_in(name: str) -> Suggester:
    module, _, attribute = BUILT_IN[name].partition(":")
    made: Suggester = getattr(importlib.import_module(module), attribute)()
    return made


@lru_cache(maxsize=1)
def plugins() -> Plugins:
    """The suggesters of other packages; one that fails to load is told of, and the others go on."""
    found: dict[str, Suggester] = {}
    problems: list[str] = []
    for point in entry_points(group=ENTRY_POINTS):
        try:
            loaded = point.load()
            suggester = loaded() if isinstance(loaded, type) else loaded
            _check(suggester, {*BUILT_IN, *found, LEARNED})
        except Exception as error:  # noqa: BLE001 – another package's fault must not keep ours from running
            problems.append(f"the plug-in {point.name} can't be used ({type(error).__name__}: {error})")
        else:
            found[suggester.name] = suggester
    return Plugins(_in_order(found, problems), problems)


def _in_order(found: dict[str, Suggester], problems: list[str]) -> dict[str, Suggester]:
    """Each after those that it needs; one that needs what there is not, or itself, is left out and told of."""
    ordered: dict[str, Suggester] = {}
    while ready := {
        name: one for name, one in found.items() if name not in ordered and set(one.needs) <= {*BUILT_IN, *ordered}
    }:
        ordered |= ready
    for name, one in found.items():
        if name not in ordered:
            lacking = ", ".join(sorted(map(str, set(one.needs) - {*BUILT_IN, *ordered})))
            problems.append(f"the plug-in {name} can't be used (what it needs is not there: {lacking})")
    return ordered


def _check(suggester: Suggester, taken: set[str]) -> None:
    for attribute in ("name", "version", "kind"):
        if not isinstance(getattr(suggester, attribute, None), str) or not getattr(suggester, attribute):
            raise TypeError(f"its {attribute} is no text")
    if suggester.name in taken:
        raise ValueError(f"there is a suggester {suggester.name} already")
    if suggester.kind not in KINDS:
        raise ValueError(f"its kind is not one of {', '.join(KINDS)}")
    if not isinstance(getattr(suggester, "needs", None), tuple) or not callable(
        getattr(suggester, "suggest", None)
    ):
        raise TypeError("it has no needs (a tuple of names) or no suggest to call")
