"""A process that works on a project until it is killed; what it prints was done when it was printed.

python labelling.py label PROJECT SEED
python labelling.py import PROJECT
python labelling.py merge PROJECT
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from annotator.commands import (
    AddRelation,
    AddSpan,
    Command,
    DeleteSpans,
    RelabelSpan,
    ResizeSpan,
    SetNote,
    SetState,
)
from annotator.core.errors import UserError
from annotator.core.models import Article, Draft, Span, State
from annotator.jobs.importing import _BATCH
from annotator.project import Project


def main(action: str, path: str, seed: str = "0") -> None:
    """Runs until it is killed or has nothing more to do."""
    project = Project.open(Path(path), "anna")
    print("ready", flush=True)
    if action == "import":
        project.import_drafts(drafts())
    elif action == "merge":
        project.import_drafts(drafts(), merge_labels=True)
    else:
        label(project, random.Random(seed))
    print("end", flush=True)


def label(project: Project, dice: random.Random) -> None:
    """200 actions; each one's change id is printed once it is on disk."""
    done = 0
    while done < 200:
        opened = project.load(1)
        assert opened is not None
        try:
            change = next_action(project, opened.spans, dice)
        except UserError:
            continue
        if change is not None:
            done += 1
            print(change, flush=True)


def next_action(project: Project, spans: list[Span], dice: random.Random) -> int | None:
    """Does one thing at random; the change's id, None if it changed nothing."""
    draw = dice.random()
    if draw < 0.1:
        change = project.undo()
    elif draw < 0.15:
        change = project.redo()
    else:
        change = project.apply(command(spans, dice))
    return None if change is None else change.id


def command(spans: list[Span], dice: random.Random) -> Command:
    """A labelling command."""
    place = ((start := dice.randrange(400), start + dice.randrange(1, 30)),)
    label = dice.choice(["ACTOR", "QUOTE", "CUE", "CLAIM"])
    span, other = (dice.choice(spans).id, dice.choice(spans).id) if spans else ("", "")
    if not spans or dice.random() < 0.4:
        return AddSpan(1, label, place)
    choices: list[Command] = [
        RelabelSpan(1, span, label),
        ResizeSpan(1, span, place),
        SetNote(1, span, f"note {dice.random()}"),
        DeleteSpans(1, (span,)),
        AddRelation(1, "speaker", span, other),
        SetState((1,), dice.choice(list(State))),
    ]
    return dice.choice(choices)


def drafts() -> Iterator[Draft]:
    """Articles with two spans each; "batch" is printed when some of them must have been written."""
    for n in range(20_000):
        if n % _BATCH == 1:
            print("batch", flush=True)
        text = f"Artikel {n}: Die Fähre fährt. " + "Noch ein Satz. " * 40
        spans = [Span(name, 0, "anna", "ACTOR", ((8, end),)) for name, end in (("a", 9), ("b", 10))]
        yield Draft(Article(0, f"k{n}", f"Titel {n}", text), spans=spans)


if __name__ == "__main__":
    main(*sys.argv[1:])
