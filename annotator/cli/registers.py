"""annotator actors and annotator concepts: the registers as tables, in and out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

import click

from annotator.cli.common import PROJECT, Meter, sentences
from annotator.core.identity import account_name
from annotator.jobs.files import (
    DELIMITERS,
    Progress,
    RegisterReport,
    export_actors,
    export_concepts,
    import_actors,
    import_concepts,
)
from annotator.project import Project

_OUT = click.argument("out", type=click.Path(path_type=Path, allow_dash=True))
_FILE = click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
_DELIMITER = click.option("--delimiter", type=click.Choice(DELIMITERS), default=DELIMITERS[0], show_default=True)


@click.group()
def actors() -> None:
    """Write the register of actors as a table, or take one over."""


@actors.command("export")
@PROJECT
@_OUT
@_DELIMITER
def actors_export(project: Path, out: Path, delimiter: str) -> None:
    """Write all actors to OUT, a CSV file that spreadsheets open, or to - (standard output)."""
    _export(project, out, delimiter, export_actors, "actors")


@actors.command("import")
@PROJECT
@_FILE
def actors_import(project: Path, file: Path) -> None:
    """Add the actors of FILE, a CSV file or - (standard input), or write over those that the register has.

    Columns are name, kind, aliases, affiliations, wikidata, colour, note and id; others are named, and not read.
    Several aliases or affiliations have | between them; an affiliation is like role:Harbour adviser
    (2019–2021-05), or party:Greens. A row is about the actor of its id, else of its Wikidata id, else of exactly
    its name; columns that FILE lacks keep their values. Ends with 1 if anything was refused.
    """
    _import(project, file, import_actors, "actors")


@click.group()
def concepts() -> None:
    """Write the hierarchy of concepts as a table, or take one over."""


@concepts.command("export")
@PROJECT
@_OUT
@_DELIMITER
def concepts_export(project: Path, out: Path, delimiter: str) -> None:
    """Write all concepts to OUT, a CSV file that spreadsheets open, or to - (standard output)."""
    _export(project, out, delimiter, export_concepts, "concepts")


@concepts.command("import")
@PROJECT
@_FILE
def concepts_import(project: Path, file: Path) -> None:
    """Add the concepts of FILE, a CSV file or - (standard input), or write over those that the register has.

    Columns are name, parent (the name or id of the concept above), note and id. A row is about the concept of its
    id, else of exactly its name below that parent, else of its name alone where that is clear; columns that FILE
    lacks keep their values. Ends with 1 if anything was refused.
    """
    _import(project, file, import_concepts, "concepts")


def _export(
    project: Path,
    out: Path,
    delimiter: str,
    write: Callable[[Project, Path | BinaryIO, str], int],
    entries: str,
) -> None:
    is_stream = str(out) == "-"
    with sentences(), closing(Project.open(project, account_name())) as opened:
        number = write(opened, sys.stdout.buffer if is_stream else out, delimiter)
        click.echo(f"wrote {number} {entries}", err=is_stream)


def _import(
    project: Path,
    file: Path,
    read: Callable[[Project, Path | BinaryIO, Progress], RegisterReport],
    entries: str,
) -> None:
    with sentences(), closing(Project.open(project, account_name())) as opened:
        report = read(opened, sys.stdin.buffer if str(file) == "-" else file, Meter(entries).show)
        for refusal in report.refused:
            click.echo(f"refused {refusal}", err=True)
        for sentence in report.sentences():
            click.echo(sentence)
        click.echo(str(report))
    if report.refused:
        sys.exit(1)
