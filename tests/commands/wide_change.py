"""A process that does one wide change until it is killed: python wide_change.py PROJECT KIND"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from annotator import commands as do
from annotator.core.models import Actor, Change, Concept
from annotator.project import Project
from annotator.store.history import Progress

ARTICLES = 30
PLACES = tuple((article, 5 * n, 5 * n + 4) for article in range(1, ARTICLES + 1) for n in range(100))
_CHANGES: dict[str, Callable[[Project, Progress | None], Change | None]] = {
    "label occurrences": lambda p, go: p.apply(do.LabelOccurrences("CUE", PLACES), go),
    "link occurrences": lambda p, go: p.apply(do.LinkOccurrences("ACTOR", "classen", PLACES), go),
    "unlabel occurrences": lambda p, go: p.apply(do.UnlabelOccurrences("ACTOR", PLACES), go),
    "merge actors": lambda p, go: p.apply(do.MergeActors("classen", ("tamm",)), go),
    "delete actor": lambda p, go: p.apply(do.DeleteActor("tamm"), go),
    "merge concepts": lambda p, go: p.apply(do.MergeConcepts("harbour", ("ferry",)), go),
    "import actors": lambda p, go: p.apply(
        do.ImportActors(tuple(Actor(f"a{n}", f"A {n}") for n in range(3000))), go
    ),
    "import concepts": lambda p, go: p.apply(
        do.ImportConcepts(tuple(Concept(f"c{n}", f"C {n}", f"c{n - 1}" if n % 3 else None) for n in range(3000))),
        go,
    ),
    "undo": lambda p, go: p.undo(go),
    "redo": lambda p, go: p.redo(go),
}
KINDS = tuple(_CHANGES)


def change(project: Project, kind: str, progress: Progress | None = None) -> Change | None:
    """Does it."""
    return _CHANGES[kind](project, progress)


def wait(done: int, total: int) -> bool:
    """Waits in the middle to be killed."""
    if done >= 1000:
        print("in the middle", done, total, flush=True)
        time.sleep(60)
    return True


if __name__ == "__main__":
    change(Project.open(Path(sys.argv[1]), "anna"), sys.argv[2], wait)
