"""What the machine proposes to label."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from pathlib import Path

import click

from annotator.cli.common import PROJECT, Meter, sentences
from annotator.core.errors import UserError
from annotator.core.identity import account_name
from annotator.project import Project


@click.command()
@PROJECT
@click.option("--only", metavar="NAME,…", help="Which suggesters, with those that they build on (default: all).")
@click.option(
    "--engine",
    "engines",
    multiple=True,
    metavar="KIND:WHERE",
    help="Also look with a model: spacy:FOLDER, transformers:FOLDER, gliner:FOLDER, or a language model by "
    "openai:ADDRESS#MODEL. An address is where the texts are sent to; nothing else is. May be repeated; "
    "with --only '' the engines alone.",
)
@click.option(
    "--workers",
    type=click.IntRange(0, 256),
    default=os.cpu_count() or 1,
    show_default="one a core",
    help="How many processes look; 0: none but this one.",
)
def suggest(project: Path, only: str | None, engines: tuple[str, ...], workers: int) -> None:
    """Fill the suggestions of a project.

    Articles that have been looked through since they, the codebook or the register changed are skipped, so a run
    that was stopped goes on where it was; so are those that are done or were skipped by people. Ends with 1 if it
    was stopped, or if a suggester failed in an article, with 2 if none could go on.
    """
    with sentences(), closing(Project.open(project, account_name())) as opened:
        for problem in opened.suggesting.problems():
            click.echo(f"note: {problem}", err=True)
        names = None if only is None else tuple(name.strip() for name in only.split(",") if name.strip())
        with Meter("articles") as meter:
            report = opened.suggesting.run(names, meter.show, workers, engines)
        for sentence in report.sentences():
            click.echo(sentence)
        if report.problem:
            raise UserError(report.problem)
    if report.cancelled or report.failures:
        sys.exit(1)
