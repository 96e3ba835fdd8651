"""annotator learn, annotator evaluate: learning from labels, and how good suggestions are."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.common import PROJECT, Meter, sentences
from annotator.core.errors import UserError
from annotator.core.identity import account_name
from annotator.jobs.files import STATUSES
from annotator.project import Project

if TYPE_CHECKING:
    from annotator.jobs.evaluating import EvaluateReport, Evaluation, Score


@click.command()
@PROJECT
@click.option("--annotator", help="Whose labels to learn from (default: your account).")
def learn(project: Path, annotator: str | None) -> None:
    """Learn from the labels of a project, and suggest by it where that beats the rules.

    Prints for each label the precision, recall and F1 (exact) of what was learned in cross-validation, and the F1
    of the rules on the same articles. Ends with 1 if it was stopped, or if there is too little to learn from.
    """
    with sentences(), closing(Project.open(project, annotator or account_name())) as opened:
        if annotator is not None and annotator not in opened.annotators():
            known = ", ".join(opened.annotators()) or "nobody yet"
            raise UserError(f"{project} has no annotator {annotator!r}; it has {known}.")
        with Meter("steps") as meter:
            report = opened.suggesting.learn(meter.show)
        if report.ratings:
            click.echo(f"{'':<24}{'labelled':>9}{'P':>7}{'R':>7}{'F1':>7}{'rules':>7}")
        for rating in report.ratings:
            one = rating.learned
            click.echo(
                f"{rating.name:<24}{one.gold:>9}{one.precision:>7.2f}{one.recall:>7.2f}{one.f1:>7.2f}"
                f"{rating.rules.f1:>7.2f}  {rating.why or 'in use'}"
            )
        for sentence in report.sentences():
            click.echo(sentence)
    if report.cancelled or not report.articles:
        sys.exit(1)


@click.command()
@PROJECT
@click.option("--against", required=True, metavar="ANNOTATOR", help="Whose labels count as right.")
@click.option("--only", metavar="NAME,…", help="Which suggesters, with those that they build on (default: all).")
@click.option(
    "--status",
    type=click.Choice(tuple(STATUSES)),
    default="done",
    show_default=True,
    help="Which articles of theirs: done, started (started or done), any (all with labels).",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with all figures.")
def evaluate(project: Path, against: str, only: str | None, status: str, as_json: bool) -> None:
    """Measure suggesters against what ANNOTATOR labelled: precision, recall and F1.

    They run afresh, without knowing the labels; nothing is written. Exact: label and segments are the same; (marks
    aside): without marks at their ends; overlap: one to one, at least one character in common. Of suggesters that
    can't be run here, the suggestions in PROJECT are measured. What was learned is measured in articles that it
    was not learned from.
    """
    with sentences(), closing(Project.open(project, account_name())) as opened:
        from annotator.jobs.evaluating import Wanted

        names = None if only is None else tuple(name.strip() for name in only.split(",") if name.strip())
        with Meter("articles") as meter:
            report = opened.suggesting.evaluate(Wanted(against, status, names), meter.show)
        if as_json:
            click.echo(json.dumps(report.as_data(), ensure_ascii=False, indent=1))
        else:
            for line in _lines(report):
                click.echo(line)
    if report.failures:
        click.echo(f"annotator: suggesters failed {report.failures} times", err=True)
    if report.cancelled or report.failures:
        sys.exit(1)


def _lines(report: EvaluateReport) -> Iterator[str]:
    yield f"articles {report.evaluation.articles}"
    yield from score_table(report.evaluation)
    if report.learned.articles:
        yield ""
        yield f"with what was learned, in the {report.learned.articles} articles that it was not learned from"
        yield from score_table(report.learned)
    if report.ratings:
        yield ""
        yield "what was learned, in cross-validation where it was learned: F1 (of the rules)"
        for rating in report.ratings:
            yield f"  {rating.name:<28}{rating.learned.f1:>7.3f} ({rating.rules.f1:.3f})"


def score_table(evaluation: Evaluation) -> Iterator[str]:
    """The lines of a table of precision, recall and F1 by suggester and label."""
    from annotator.jobs.evaluating import ordered

    yield f"{'':<30}{'':>9}{'':>10}  {'exact':<20}  overlap"
    yield f"{'':<30}{'labelled':>9}{'suggested':>10}  {_HEAD}  {_HEAD}"
    last = ""
    for by, label in ordered(evaluation.spans):
        if by != last:
            yield by
            last = by
        scores = evaluation.spans[by, label]
        yield _line(label, scores.exact, f"{_figures(scores.exact)}  {_figures(scores.overlap)}")
        if scores.trimmed.right != scores.exact.right:
            yield f"  {'(marks aside)':<47}  {_figures(scores.trimmed)}"
    last = ""
    for by, label in ordered(evaluation.relations):
        if by != last:
            yield f"{by}, relations"
            last = by
        score = evaluation.relations[by, label]
        yield _line(label, score, f"{'':<20}  {_figures(score)}")


_HEAD = f"{'P':>6}{'R':>7}{'F1':>7}"


def _line(name: str, score: Score, figures: str) -> str:
    return f"  {name:<28}{score.gold:>9}{score.suggested:>10}  {figures}"


def _figures(score: Score) -> str:
    return f"{score.precision:>6.3f}{score.recall:>7.3f}{score.f1:>7.3f}"
