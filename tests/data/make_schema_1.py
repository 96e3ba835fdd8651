"""Makes schema-1.annotator as the program of schema 1 wrote it. Once that was released, it is not made again.

python tests/data/make_schema_1.py
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from annotator.commands import (
    AcceptSuggestions,
    AddSpan,
    AddZone,
    Command,
    DeleteSpans,
    EditArticle,
    SetNote,
    SetState,
)
from annotator.core.models import Actor, Article, Concept, Draft, Origin, Relation, Span, State, Zone
from annotator.project import Project

PATH = Path(__file__).with_name("schema-1.annotator")
TEXT = "Politik\n\n„Wir bleiben 🙂“, sagte Mara Ohlsen am Tor, „bis jemand zuhört.“ Die Fähre muss fahren."
AT = "2025-03-13T14:02:11.042Z"


def make(path: Path, more: Sequence[Command] = ()) -> None:
    """Writes the file, with what later schemas added."""
    path.unlink(missing_ok=True)
    project = Project.create(path, "mara")
    project.import_drafts([draft(), Draft(Article(0, "zwei", "Zwei", "Ein zweiter Artikel.", lang="de"))])
    project.apply(AddSpan(1, "CUE", ((26, 31),), id="cue"))
    project.apply(SetNote(1, "cue", "Verb"))
    project.apply(AddSpan(1, "ACTOR", ((0, 7),), id="wrong"))
    project.apply(DeleteSpans(1, ("wrong",)))
    project.undo()
    project.redo()
    project.apply(AcceptSuggestions(1, ("claim",)))
    project.apply(AddZone(1, 0, 7, "breadcrumb", id="zone"))
    for command in more:
        project.apply(command)
    project.apply(SetState((1,), State.DONE))
    project.apply(EditArticle(2, "Der zweite", lang="de"))
    project.undo()
    project.close()
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in ("journal_mode=delete", "page_size=1024"):
        connection.execute(f"pragma {statement}")
    connection.execute("vacuum")
    connection.execute("pragma journal_mode=wal")
    connection.close()


def draft() -> Draft:
    """An article with something in every table."""
    rule = Origin("rule", "claims", "1", 0.75, "open")
    times = (AT, AT)
    return Draft(
        Article(0, "eins", "Fähre", TEXT, "Inselbote", ("Mara Lenz",), "2025-03-13", None, "de", "a.txt"),
        "mara",
        State.STARTED,
        [
            Span("quote", 0, "mara", "QUOTE", ((9, 24), (52, 72)), {"form": "direct"}),
            Span("actor", 0, "mara", "ACTOR", ((32, 43),), {"kind": "person"}, "ohlsen"),
            Span(
                "claim", 0, "mara", "CLAIM", ((73, 94),), {"stance": "support"}, None, "ferry", None, rule, *times
            ),
        ],
        [
            Relation("speaker", 0, "mara", "speaker", "quote", "actor", Origin("import"), AT),
            Relation("claimant", 0, "mara", "claimant", "claim", "actor", rule, AT),
        ],
        [Zone("byline", 0, 8, 9, "byline", 0.5, "mara", AT)],
        {"ohlsen": Actor("ohlsen", "Mara Ohlsen", "person", ("Ohlsen",), (), "Q1", "#1D5FD1", "am Tor")},
        {"ferry": Concept("ferry", "Die Fähre soll fahren")},
    )


if __name__ == "__main__":
    make(PATH)
