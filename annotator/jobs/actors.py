"""The register of actors as a table: in and out as CSV."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from annotator.core.errors import UserError
from annotator.core.files import refuse_open_project
from annotator.core.models import Change, Refusal
from annotator.formats.writers.atomic import replacing
from annotator.jobs.progress import Progress

if TYPE_CHECKING:
    from annotator.project import Project


@dataclass(slots=True)
class ActorsReport:
    """What became of a table of actors; ``change`` is None where it changed nothing."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)
    change: Change | None = None

    def __str__(self) -> str:
        return (
            f"added {self.added}, updated {self.updated}, unchanged {self.unchanged}, refused {len(self.refused)}"
        )


def import_actors(project: Project, source: Path | BinaryIO, progress: Progress | None = None) -> ActorsReport:
    """Takes the actors of a CSV file or stream into the register, as one change; rows that are wrong are refused.

    Raises UserError if the file can't be read or is no table of actors, and Cancelled, with nothing changed.
    """
    from annotator.commands import ImportActors
    from annotator.formats.actors_csv import ActorRow, match_actors, read_actors

    name = source.name if isinstance(source, Path) else "standard input"
    if isinstance(source, Path):
        refuse_open_project(source)
    try:
        data = source.read_bytes() if isinstance(source, Path) else source.read()
    except OSError as error:
        raise UserError(f"{source} can't be read: {error.strerror}.") from error
    report = ActorsReport()
    rows: list[ActorRow] = []
    for found in read_actors(data, name):
        if isinstance(found, ActorRow):
            rows.append(found)
        else:
            report.refused.append(found)
    actors, refused = match_actors(rows, project.register.actors(), name)
    report.refused = sorted(report.refused + refused, key=lambda refusal: refusal.line or 0)
    report.change = project.apply(ImportActors(tuple(actors)), progress)
    changed = report.change.rows if report.change else ()
    report.added = sum(row.before is None for row in changed)
    report.updated = len(changed) - report.added
    report.unchanged = len(actors) - len(changed)
    return report


def export_actors(project: Project, target: Path | BinaryIO, delimiter: str = ";") -> int:
    """Writes the register of actors as CSV to a file or stream; how many they are. Raises UserError."""
    from annotator.formats.actors_csv import write_actors

    actors = project.register.actors()
    table = write_actors(actors.values(), delimiter)
    if isinstance(target, Path):
        with replacing(target) as file:
            file.write(table)
    else:
        target.write(table)
    return len(actors)
