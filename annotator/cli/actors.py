"""annotator actors: the register of actors as a table, in and out."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import click

from annotator.cli.common import PROJECT, Meter, sentences
from annotator.core.identity import account_name
from annotator.jobs import DELIMITERS, export_actors, import_actors
from annotator.project import Project


@click.group()
def actors() -> None:
    """Write the register of actors as a table, or take one over."""


@actors.command("export")
@PROJECT
@click.argument("out", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--delimiter", type=click.Choice(DELIMITERS), default=DELIMITERS[0], show_default=True)
def actors_export(project: Path, out: Path, delimiter: str) -> None:
    """Write all actors to OUT, a CSV file that spreadsheets open, or to - (standard output)."""
    is_stream = str(out) == "-"
    with sentences(), closing(Project.open(project, account_name())) as opened:
        target = sys.stdout.buffer if is_stream else out
        number = export_actors(opened, target, delimiter)
        click.echo(f"wrote {number} actors", err=is_stream)


@actors.command("import")
@PROJECT
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
def actors_import(project: Path, file: Path) -> None:
    """Add the actors of FILE, a CSV file or - (standard input), or write over those that the register has.

    A row is about the actor of its id, else of its Wikidata id, else of exactly its name; columns that FILE lacks
    keep their values. Ends with 1 if anything was refused.
    """
    with sentences(), closing(Project.open(project, account_name())) as opened:
        source = sys.stdin.buffer if str(file) == "-" else file
        report = import_actors(opened, source, Meter("actors").show)
        for refusal in report.refused:
            click.echo(f"refused {refusal}", err=True)
        click.echo(str(report))
    if report.refused:
        sys.exit(1)
