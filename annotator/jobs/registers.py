"""The registers of actors and concepts as tables: in and out as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from annotator.core.errors import UserError
from annotator.core.files import refuse_open_project
from annotator.core.models import Change, Refusal
from annotator.formats.writers.atomic import replacing
from annotator.jobs.progress import Progress
from annotator.jobs.report import named_columns

if TYPE_CHECKING:
    from annotator.project import Project


@dataclass(slots=True)
class RegisterReport:
    """What became of a register's table; ``change`` is None where it changed nothing.

    ``unread`` are the columns from which nothing was taken, as they are called in ``file``; ``columns`` are those
    that a table may have.
    """

    file: str
    columns: tuple[str, ...]
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    change: Change | None = None

    def sentences(self) -> list[str]:
        """What a person should know beside the counts, one sentence each."""
        if not self.unread:
            return []
        return [f"{self.file}: not read: {named_columns(self.unread)}; what is read: {', '.join(self.columns)}."]

    def __str__(self) -> str:
        return (
            f"added {self.added}, updated {self.updated}, unchanged {self.unchanged}, refused {len(self.refused)}"
        )


def import_actors(project: Project, source: Path | BinaryIO, progress: Progress | None = None) -> RegisterReport:
    """Takes the actors of a CSV file or stream into the register, as one change; rows that are wrong are refused.

    Raises UserError if the file can't be read or is no table of actors, and Cancelled, with nothing changed.
    """
    from annotator.commands import ImportActors
    from annotator.formats.actors_csv import COLUMNS, ActorRow, match_actors, read_actors

    name, data = _read(source)
    table = read_actors(data, name)
    found = list(table)
    rows = [row for row in found if isinstance(row, ActorRow)]
    actors, refused = match_actors(rows, project.register.actors(), name)
    refused += [row for row in found if isinstance(row, Refusal)]
    change = project.apply(ImportActors(tuple(actors)), progress)
    return _report(RegisterReport(name, COLUMNS, unread=table.unread), change, len(actors), refused)


def import_concepts(project: Project, source: Path | BinaryIO, progress: Progress | None = None) -> RegisterReport:
    """As import_actors, of concepts."""
    from annotator.commands import ImportConcepts
    from annotator.formats.concepts_csv import COLUMNS, ConceptRow, match_concepts, read_concepts

    name, data = _read(source)
    table = read_concepts(data, name)
    found = list(table)
    rows = [row for row in found if isinstance(row, ConceptRow)]
    concepts, refused = match_concepts(rows, project.register.concepts(), name)
    refused += [row for row in found if isinstance(row, Refusal)]
    change = project.apply(ImportConcepts(tuple(concepts)), progress)
    return _report(RegisterReport(name, COLUMNS, unread=table.unread), change, len(concepts), refused)


def export_actors(project: Project, target: Path | BinaryIO, delimiter: str = ";") -> int:
    """Writes the register of actors as CSV to a file or stream; how many they are. Raises UserError."""
    from annotator.formats.actors_csv import write_actors

    actors = project.register.actors()
    _write(write_actors(actors.values(), delimiter), target)
    return len(actors)


def export_concepts(project: Project, target: Path | BinaryIO, delimiter: str = ";") -> int:
    """As export_actors, of concepts."""
    from annotator.formats.concepts_csv import write_concepts

    concepts = project.register.concepts()
    _write(write_concepts(concepts, delimiter), target)
    return len(concepts)


def _read(source: Path | BinaryIO) -> tuple[str, bytes]:
    """A file's or stream's name for messages, and its bytes."""
    if not isinstance(source, Path):
        return "standard input", source.read()
    refuse_open_project(source)
    try:
        return source.name, source.read_bytes()
    except OSError as error:
        raise UserError(f"{source} can't be read: {error.strerror}.") from error


def _report(
    report: RegisterReport, change: Change | None, entries: int, refused: Sequence[Refusal]
) -> RegisterReport:
    changed = change.rows if change else ()
    report.added = sum(row.before is None for row in changed)
    report.updated = len(changed) - report.added
    report.unchanged = entries - len(changed)
    report.refused = sorted(refused, key=lambda refusal: refusal.line or 0)
    report.change = change
    return report


def _write(table: bytes, target: Path | BinaryIO) -> None:
    if isinstance(target, Path):
        with replacing(target) as file:
            file.write(table)
    else:
        target.write(table)
