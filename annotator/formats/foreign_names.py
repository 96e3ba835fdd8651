"""Names in other tools: what of a codebook they mean, and what it is called where any name may stand.

A codebook's names are of ASCII. What came from another tool under another name has that as its title, is found by
it, and goes back under it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Generic, Protocol, TypeVar

from annotator.core.offsets import clean_text
from annotator.formats.ascii_names import ascii_name
from annotator.formats.foreign_codebook import NAMELESS, folded


class Named(Protocol):
    """A label, a relation, an attribute."""

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str: ...


_T = TypeVar("_T", bound=Named)


class Lookup(Generic[_T]):
    """Finds the thing of a name, else of a title, else of one that differs in case, spaces, ``_`` and ``-`` alone.

    What several share tells none of them.
    """

    def __init__(self, things: Iterable[_T]) -> None:
        every = tuple(things)
        self._names = _of_one((one.name, one) for one in every)
        self._titles = _of_one((one.title, one) for one in every)
        self._alike = _of_one((folded(name), one) for one in every for name in (one.name, one.title))
        self._alike.pop("", None)  # of nothing but what is passed over

    def __call__(self, name: str) -> _T | None:
        return self._names.get(name) or self._titles.get(as_title(name)) or self._alike.get(folded(name))


def as_title(name: str) -> str:
    """Another tool's name as a codebook has it for a title."""
    return clean_text(name).strip()


def outside_names(things: Sequence[Named]) -> dict[str, str]:
    """What labels, relations or attributes of a label are called in formats that hold any name, by their names.

    That is the title where the name was made of it, as of names of other tools, and tells nothing else; control
    characters, which XML can't hold, are in no such name. A name that a person chose beside a title stays.
    """
    find = Lookup(things)
    names: dict[str, str] = {}
    for one in things:
        found = find(one.title) if _is_made_of(one.name, one.title) else None
        names.setdefault(one.name, one.name if found is None or found.name != one.name else one.title)
    return names


def _is_made_of(name: str, title: str) -> bool:
    if not title or title != as_title(title) or any(unicodedata.category(char) == "Cc" for char in title):
        return False
    return re.fullmatch(rf"(?:{ascii_name(title) or '|'.join(NAMELESS)})(?:_\d+)?", name) is not None


def _of_one(pairs: Iterable[tuple[str, _T]]) -> dict[str, _T]:
    """The things by what they are called, without what several have; those of one name are one."""
    found: dict[str, _T] = {}
    several = set()
    for called, thing in pairs:
        if found.setdefault(called, thing).name != thing.name:
            several.add(called)
    return {called: thing for called, thing in found.items() if called not in several}
