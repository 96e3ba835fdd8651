"""What the program's own suggesters, and readers of other tools' data, take labels and relations for.

They know these by the names that the codebook "news" gives them. A codebook that calls them otherwise, say in
another language, tells by ``role`` which they are; where it doesn't, the name tells. The role ``none`` is that of
what has such a name and is something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

LABEL_ROLES = {"quote": "QUOTE", "cue": "CUE", "actor": "ACTOR", "claim": "CLAIM"}
"""The roles of labels, and what labels in them are called in "news"."""
RELATION_ROLES = {role: role for role in ("speaker", "cue", "addressee", "claimant", "expressed_in")}
NO_ROLE = "none"


class _Named(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def role(self) -> str: ...


_T = TypeVar("_T", bound=_Named)


def in_role(role: str, there: Iterable[_T], roles: Mapping[str, str]) -> list[_T]:
    """Those that are in the role: the ones that say so, else those that are called like it."""
    every = list(there)
    told = [one for one in every if one.role == role]
    return told or [one for one in every if not one.role and one.name == roles[role]]


def role_of(one: _T, there: Iterable[_T], roles: Mapping[str, str]) -> str:
    """The role that one of those has; "" if it has none."""
    every = list(there)
    return next((role for role in roles if one in in_role(role, every, roles)), "")
