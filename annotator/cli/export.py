"""What comes out of a project: training data."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path

import click
from click.core import ParameterSource

from annotator.cli.common import PROJECT, Meter, check_report, sentences, write
from annotator.core.errors import UserError
from annotator.core.identity import account_name
from annotator.core.splitting import parse_shares, told_shares
from annotator.jobs.export_card import card_beside
from annotator.jobs.export_team import MOST
from annotator.jobs.files import (
    DELIMITERS,
    ORIGINS,
    STATUSES,
    TOKENIZERS,
    WRITE_FORMATS,
    ExportFilter,
    Format,
    Options,
    Writing,
    read_template,
)
from annotator.jobs.splitting import SPLIT_BY, SplitPlan
from annotator.project import Project


@click.command()
@PROJECT
@click.argument("out")
@click.option("--format", type=click.Choice(WRITE_FORMATS), help="How to write (default: by OUT's name).")
@click.option(
    "--status",
    type=click.Choice(tuple(STATUSES)),
    default="any",
    show_default=True,
    help="Which articles: any, started (started or done), done.",
)
@click.option("--annotator", help="One annotator's labels and progress alone.")
@click.option("--keep-zones", is_flag=True, help="Leave what is not article text in.")
@click.option("--suggestions", is_flag=True, help='Add open suggestions (origin.decision "open").')
@click.option("--comments", is_flag=True, help="Add comments and flags, those on what is exported.")
@click.option("--label", "labels", multiple=True, metavar="LABEL", help="Spans of this label alone (repeatable).")
@click.option(
    "--origin",
    "origins",
    multiple=True,
    type=click.Choice(ORIGINS),
    help="Spans that were made so alone (repeatable): human leaves out accepted suggestions.",
)
@click.option(
    "--agreement",
    type=click.IntRange(1),
    default=1,
    metavar="N",
    help="Spans, their values and relations that N annotators made alike, once each.",
)
@click.option(
    "--query",
    default="",
    help="Articles that a query finds alone (see find); status: is the furthest of all, or A's with --annotator.",
)
@click.option(
    "--shard", type=click.IntRange(0), default=0, metavar="N", help="N articles a file of a folder at most."
)
@click.option("--tokenizer", type=click.Choice(TOKENIZERS), default="words", help="What tokens are.")
@click.option(
    "--misaligned",
    type=click.Choice(("snap", "drop")),
    default="snap",
    help="Spans that don't begin and end with tokens grow (snap) or are left out (drop).",
)
@click.option("--scheme", type=click.Choice(("BIO", "BIOES")), default="BIO", help="How tags are called.")
@click.option(
    "--place",
    type=click.Choice(("spans", "ents")),
    default="spans",
    help="spaCy's span groups and CoNLL's columns a label, or entities and one column, which don't overlap.",
)
@click.option(
    "--template",
    type=click.Path(path_type=Path),
    help="The template of messages, a file (default: the usual one).",
)
@click.option(
    "--delimiter",
    type=click.Choice(DELIMITERS),
    default=DELIMITERS[0],
    help="What parts the cells of CSV; with ; numbers have a decimal comma.",
)
@click.option(
    "--split", metavar="TRAIN/DEV/TEST", help="First put articles that are in no split into one, such as 80/10/10."
)
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed, other splits.")
@click.option(
    "--split-by",
    multiple=True,
    type=click.Choice(SPLIT_BY),
    help="What stays together beside near-duplicates: source, actor (repeatable); date: the latest are for tests.",
)
@click.option("--resplit", is_flag=True, help="Forget the splits that articles are in.")
@click.option("--card", is_flag=True, help="Write a data card beside a single file; folders have theirs anyway.")
@click.option(
    "--report",
    "report_file",
    type=click.Path(path_type=Path),
    help="Write what was left out and changed (.csv or JSON).",
)
@click.option(
    "--workers",
    type=click.IntRange(1, MOST),
    metavar="N",
    help="How many processes write what is text (default: one a core, where there is much); 1: none but this one.",
)
@click.option("--dry-run", is_flag=True, help="Write nothing, and say what would be written and lost.")
def export(
    project: Path,
    out: str,
    format: str | None,
    status: str,
    annotator: str | None,
    keep_zones: bool,
    suggestions: bool,
    comments: bool,
    labels: tuple[str, ...],
    origins: tuple[str, ...],
    agreement: int,
    query: str,
    shard: int,
    tokenizer: str,
    misaligned: str,
    scheme: str,
    place: str,
    template: Path | None,
    delimiter: str,
    split: str | None,
    seed: int,
    split_by: tuple[str, ...],
    resplit: bool,
    card: bool,
    report_file: Path | None,
    workers: int | None,
    dry_run: bool,
) -> None:
    """Write the labelled articles as training data to OUT.

    OUT is a file, or a folder (its name ends in /, or it is there) with a file for each split; .gz and .zst at the
    end of a file's name compress it, and some formats always make a folder, or .zip of one.
    """
    with sentences(), closing(Project.open(project, account_name())) as opened:
        if out == "-":
            raise UserError("An export is a file, and standard output is none; name one, such as corpus.jsonl.")
        if annotator is not None and annotator not in opened.annotators():
            known = ", ".join(opened.annotators()) or "nobody yet"
            raise UserError(f"{project} has no annotator {annotator!r}; it has {known}.")
        wanted = ExportFilter(
            annotator, status, keep_zones, suggestions, comments, labels, origins, agreement, query
        )
        if shard and not out.endswith((os.sep, "/")) and Path(out).suffix and not os.path.isdir(out):
            raise UserError(f"--shard makes a folder of files: write {out}/, or name it without an ending.")
        options = Options(tokenizer, misaligned, scheme, place, shard, read_template(template), delimiter)
        how = Writing(format, options, folder=shard > 0 or out.endswith((os.sep, "/")), workers=workers)
        form = how.format_for(Path(out))
        _refuse_idle(form)
        if workers is not None and not form.text:
            raise UserError(f"{form.title} is written by one process; --workers is for formats that are text.")
        if card and how.makes_folder(Path(out), form):
            raise UserError("A folder always has its data card, README.md; --card is for single files.")
        if report_file is not None:
            _check_report(report_file, Path(out), how.makes_folder(Path(out), form), card)
        how = replace(how, format=form.name, card=card)
        if split is not None:
            if not dry_run:
                opened.exporting.require_begin(Path(out), wanted, how)
            plan = SplitPlan(parse_shares(split), seed, frozenset(split_by), resplit)
            told = told_shares(split)
            if told is not None:
                click.echo(f"note: {split} doesn't sum up to 100, and is taken as {told}", err=True)
            for sentence in opened.exporting.split(wanted, plan, Meter("articles").show, dry_run).sentences():
                click.echo(sentence)
        elif split_by or resplit or seed:
            raise UserError("--seed, --split-by and --resplit go with --split.")
        report = opened.export(None if dry_run else Path(out), wanted, Meter("articles").show, how)
        for sentence in report.sentences(wanted):
            click.echo(sentence)
        if report_file is not None:
            is_table = report_file.suffix.lower() == ".csv"
            write(report_file, report.as_csv(wanted) if is_table else report.as_json(wanted))


def _check_report(path: Path, out: Path, is_folder: bool, card: bool) -> None:
    """Raises UserError for what the report can't replace, or would be replaced with."""
    taken = [out, card_beside(out)] if card else [out]
    check_report(path, map(str, taken), "written")
    full = Path(os.path.realpath(path))
    targets = [Path(os.path.realpath(name)) for name in taken]
    if full in targets or (is_folder and targets[0] in full.parents):
        raise UserError(f"{path} is part of the export; name another file for the report.")


def _refuse_idle(form: Format) -> None:
    """Raises UserError for an option that was given and that the format doesn't heed."""
    context = click.get_current_context()
    for name in (field.name for field in fields(Options)):
        given = name in context.params and context.get_parameter_source(name) == ParameterSource.COMMANDLINE
        if given and name not in form.options:
            raise UserError(f"{form.title} has no use for --{name}.")
