"""annotator train: a model from the labels of a project."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import click

from annotator.cli.common import PROJECT, Meter, sentences
from annotator.cli.evaluate import score_table
from annotator.core.errors import UserError
from annotator.core.identity import account_name
from annotator.jobs.files import ORIGINS, STATUSES, ExportFilter
from annotator.jobs.spacy_training import PLACES, Recipe
from annotator.project import Project

_USUAL = Recipe()


@click.command()
@PROJECT
@click.argument("out", metavar="OUT_DIR", type=click.Path(path_type=Path))
@click.option(
    "--task",
    type=click.Choice(tuple(PLACES)),
    default=_USUAL.task,
    show_default=True,
    help="What to make: a span categoriser, whose spans may overlap, or NER, of which the longest are learned.",
)
@click.option("--label", "labels", multiple=True, metavar="LABEL", help="Learn this label alone (repeatable).")
@click.option("--annotator", help="Learn from one annotator's labels alone.")
@click.option(
    "--status",
    type=click.Choice(tuple(STATUSES)),
    default="done",
    show_default=True,
    help="Which articles: any (those with labels, and those done), started (started or done), done.",
)
@click.option(
    "--origin",
    "origins",
    multiple=True,
    type=click.Choice(ORIGINS),
    help="Spans that were made so alone (repeatable): human leaves out accepted suggestions.",
)
@click.option(
    "--query",
    default="",
    help="Articles that a query finds alone (see find); status: is the furthest of all, or A's with --annotator.",
)
@click.option(
    "--seed", type=click.IntRange(0, 2**32 - 1), default=_USUAL.seed, show_default=True, help="Of chance."
)
@click.option(
    "--max-steps",
    "steps",
    type=click.IntRange(1),
    default=_USUAL.steps,
    show_default=True,
    help="Steps at most, each of up to a thousand words.",
)
@click.option(
    "--patience",
    type=click.IntRange(1),
    default=_USUAL.patience,
    show_default=True,
    help="End after so many steps without getting better.",
)
def train(
    project: Path,
    out: Path,
    task: str,
    labels: tuple[str, ...],
    annotator: str | None,
    status: str,
    origins: tuple[str, ...],
    query: str,
    seed: int,
    steps: int,
    patience: int,
) -> None:
    """Train a spaCy pipeline from the labels of a project, and write it to the folder OUT_DIR.

    On the CPU, from nothing; the same project and seed make the same pipeline on the same computer. Learns from
    the articles of the split train and prints precision, recall and F1 in those of dev; where there are no splits,
    a fifth of the articles is chosen for that. annotator suggest --engine spacy:OUT_DIR uses it. Ends with 1 if it
    was stopped.
    """
    with sentences(), closing(Project.open(project, account_name())) as opened:
        if annotator is not None and annotator not in opened.annotators():
            known = ", ".join(opened.annotators()) or "nobody yet"
            raise UserError(f"{project} has no annotator {annotator!r}; it has {known}.")
        wanted = ExportFilter(annotator, status, labels=labels, origins=origins, query=query)
        with Meter("steps") as meter:
            report = opened.suggesting.train_pipeline(out, wanted, Recipe(task, seed, steps, patience), meter.show)
        if not report.cancelled:
            for part, evaluation in (("dev", report.evaluation), ("test", report.test)):
                if evaluation.articles:
                    click.echo(f"{part}, articles {evaluation.articles}")
                    for line in score_table(evaluation):
                        click.echo(line)
        for sentence in report.sentences(wanted):
            click.echo(sentence)
    if report.cancelled:
        sys.exit(1)
