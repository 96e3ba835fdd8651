"""What becomes of the drafts of an import."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace


class Duplicate(str):
    """The key of the article that a draft repeats."""


class Conflict(str):
    """Why a draft can't go in although it was read well."""


class IdConflict(Conflict):
    """So because an article with another text has its id."""


@dataclass(slots=True)
class Merged:
    """What became of a draft's labels; ``key`` is that of the article that they were added to.

    ``labels`` were added, ``there`` were there already, and ``deleted`` are those that a person has deleted here.
    ``entries`` are new ones of the registers, of which a record tells name and kind alone.
    ``state`` says whose state of the article stayed another than the file's, "" that none did. ``layer`` names the
    annotator whose layer it is of an archive that brought the article itself; "" where that was there before.
    """

    key: str
    labels: int = 0
    there: int = 0
    deleted: int = 0
    relations: int = 0
    comments: int = 0
    suggestions: int = 0
    states: int = 0
    entries: int = 0
    state: str = ""
    layer: str = ""

    @property
    def adds(self) -> bool:
        """Whether anything was added."""
        return any((self.labels, self.relations, self.comments, self.suggestions, self.states))

    def __str__(self) -> str:
        left = [f"{self.there} there already"] if self.there else []
        left += [f"{self.deleted} deleted here"] if self.deleted else []
        told = [f"labels added: {self.labels}" + (f" ({', '.join(left)})" if left else "")]
        for name in ("relations", "comments", "suggestions", "states"):
            if number := getattr(self, name):
                told.append(f"{name} added: {number}")
        if self.entries:
            told.append(f"actors and concepts added, by name and kind alone: {self.entries}")
        return "; ".join(told) + (f"; {self.state}" if self.state else "")


_COUNTS = tuple(field.name for field in fields(Merged) if field.type == "int")


def total(several: Iterable[Merged]) -> Merged:
    """The sums of all counts."""
    sums, kept = Merged(""), 0
    for one in several:
        for name in _COUNTS:
            setattr(sums, name, getattr(sums, name) + getattr(one, name))
        kept += bool(one.state)
    return replace(sums, state=f"states that stay another than the file's: {kept}" if kept else "")


Answer = int | Duplicate | Merged | Conflict
"""What became of a draft: its article's id, that which it repeats, what was added to that, a reason against it."""
