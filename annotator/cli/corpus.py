"""What goes into a project, what comes out of it, and what it holds."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.common import PROJECT, Meter, check_report, expanded, quoted, sentences, write
from annotator.core.codebook_diff import diff
from annotator.core.errors import UserError
from annotator.core.identity import account_name
from annotator.core.query import parse_query
from annotator.core.web_addresses import is_address
from annotator.jobs.files import (
    READ_FORMATS,
    ImportReport,
    as_csv,
    as_json,
    import_with_labels,
    read_mapping,
    unread_tables,
)
from annotator.project import SUFFIXES, Project

if TYPE_CHECKING:
    from annotator.jobs.suggesters import Acceptance


@click.command()
@PROJECT
@click.option("--codebook", type=click.Path(path_type=Path), help="The codebook, a TOML file (default: news).")
@click.option("--sample", is_flag=True, help="Put the sample articles in.")
def new(project: Path, codebook: Path | None, sample: bool) -> None:
    """Make a project."""
    with sentences():
        if project.suffix in SUFFIXES and os.path.lexists(project):
            name = quoted(project)
            raise UserError(
                f"{project} exists already: annotator {name} opens it, annotator import {name} … adds articles."
            )
        with closing(Project.create(project, account_name(), codebook, sample)):
            click.echo(f"made {project}")


def _open_or_make(path: Path, annotator: str) -> tuple[Project, bool]:
    """The project, and whether it was made here; another import may have begun to make it meanwhile."""
    if not os.path.exists(path):
        try:
            return Project.create(path, annotator), True
        except UserError:
            if not os.path.exists(path):
                raise
    return Project.open(path, annotator), False


@click.command("import")
@PROJECT
@click.argument("paths", nargs=-1, required=True)
@click.option("--format", type=click.Choice(READ_FORMATS), help="How to read (default: by content).")
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="FIELD=COLUMN,…",
    help="Which columns of a table, or keys, are what.",
)
@click.option("--whole-pages", is_flag=True, help="Keep what is around the article of a web page, as zones.")
@click.option(
    "--extend-codebook",
    is_flag=True,
    help="Add to the codebook what it lacks of the labels in the files (always, if the project is made).",
)
@click.option(
    "--merge-labels",
    is_flag=True,
    help="Add the labels of articles that are there already, each to its annotator's layer.",
)
@click.option(
    "--report", type=click.Path(path_type=Path), help="Write what became of each article (.csv or JSON)."
)
@click.option("--annotator", help="Whose labels they are where the file names nobody (default: your account).")
def import_(
    project: Path,
    paths: tuple[str, ...],
    format: str | None,
    columns: tuple[str, ...],
    whole_pages: bool,
    extend_codebook: bool,
    merge_labels: bool,
    report: Path | None,
    annotator: str | None,
) -> None:
    """Add articles from files, folders, - (standard input) or web addresses. Makes the project if it isn't there.

    --format urls takes lists of web addresses, one a line, and fetches what they name.
    Columns of tables are known by their usual names; others are named by --map title=Headline,text=Body. A FIELD
    is title, text, source, authors, published, url, lang or id. Ends with 1 if anything was refused.
    """
    with sentences():
        paths = expanded(paths)
        mapping = read_mapping(columns)
        if extend_codebook and "-" in paths and format != "urls":
            raise UserError("--extend-codebook reads files twice, and standard input can't be; name a file.")
        if report is not None:
            check_report(report, paths, "imported")
        name = annotator or account_name()
        opened, is_new = _open_or_make(project, name)
        with closing(opened):
            codebook = opened.codebook
            total = ImportReport()
            web = [path for path in paths if format == "urls" or is_address(path)]
            files = [Path(path) for path in paths if path not in ("-", *web)]
            if len(files) + len(web) < len(paths):
                stream = sys.stdin.buffer
                name = "standard input"
                total.extend(opened.import_stream(stream, name, format, mapping, whole_pages, merge_labels))
            if files:
                with Meter("bytes") as meter:

                    def run(paths: list[Path]) -> ImportReport:
                        return opened.import_paths(paths, format, meter.show, mapping, whole_pages, merge_labels)

                    done = run(files)
                    total.extend(import_with_labels(opened, done, run) if extend_codebook or is_new else done)
            if web:
                sources = (sys.stdin.buffer if path == "-" else path for path in web)
                with Meter("addresses") as meter:
                    total.extend(opened.import_addresses(sources, meter.show, whole_pages))
            added = [change.sentence for change in diff(codebook, opened.codebook)]
        for sentence in added:
            click.echo(f"Codebook: {sentence}")
        for refusal in total.refused:
            click.echo(f"refused {refusal}", err=True)
        if total.cancelled:
            click.echo("annotator: stopped; importing the same again adds the rest", err=True)
        for sentence in total.sentences():
            click.echo(sentence)
        if total.unused:
            click.echo("--merge-labels adds them, each to its annotator's layer.")
        if any(unread_tables(total)) or not all(map(os.path.isfile, total.unread)):
            click.echo("--map FIELD=COLUMN says what a column is, where the articles aren't in the project yet.")
        click.echo(str(total))
        if report is not None:
            _write_report(report, total)
    if total.refused or total.cancelled:
        sys.exit(1)


@click.command()
@PROJECT
def stats(project: Path) -> None:
    """Count what a project holds; incomplete are spans without an attribute that the codebook requires."""
    with sentences(), closing(Project.open(project, account_name())) as opened:
        found = opened.statistics()
        click.echo(f"articles     {found.articles}")
        click.echo(f"characters   {found.characters}")
        click.echo(f"actors       {found.actors}")
        click.echo(f"concepts     {found.concepts}")
        for title, pairs in (("spans", found.spans), ("relations", found.relations), ("states", found.states)):
            click.echo(f"{title:<12} {sum(pairs.values())}")
            for (annotator, name), number in pairs.items():
                click.echo(f"  {name:<18} {number:>8}  {annotator}")
        for title, singles in (
            ("skipped", {reason or "no reason": number for reason, number in found.skipped.items()}),
            ("zones", found.zones),
            ("suggestions", found.suggestions),
            ("comments", found.comments),
            ("incomplete", found.lacking),
        ):
            click.echo(f"{title:<12} {sum(singles.values())}")
            for name, number in singles.items():
                click.echo(f"  {name:<18} {number:>8}")
        _echo_suggesters(opened.suggesting.acceptance())


def _echo_suggesters(counts: list[Acceptance]) -> None:
    """How what each suggester proposed was decided; the rate is the share of decided ones that was accepted."""
    heads = "".join(f"{head:>9}" for head in ("open", "accepted", "edited", "rejected", "rate"))
    click.echo(f"{'suggesters':<44}{heads}")
    for one in counts:
        numbers = "".join(f"{n:>9}" for n in (one.open, one.accepted, one.edited, one.rejected))
        rate = "–" if one.rate is None else f"{one.rate * 100:.0f} %"
        click.echo(f"  {one.name:<22}{one.label:<20}{numbers}{rate:>9}")


# A query may begin with a minus, which says the opposite.
@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]})
@PROJECT
@click.argument("query")
@click.option("--spans", is_flag=True, help="List the labels that fit, one a line with what stands around it.")
def find(project: Path, query: str, spans: bool) -> None:
    """List the articles that fit a QUERY such as "label:QUOTE form:none cue:{said, warned}" (id and title).

    What a query may say tells the window: Ctrl+Space in the search field. Here status: is your own state of an
    article, or the furthest of others where you have none; in an export without --annotator it is the furthest of
    all.
    """
    with sentences(), closing(Project.open(project, account_name())) as opened:
        asked = parse_query(query, opened.codebook)
        for note in asked.notes:
            click.echo(f"note: {note}", err=True)
        opened.derived.catch_up()  # what an import that was killed left out of the index
        if not spans:
            for ids in opened.queries.articles(asked):
                for key, title in opened.queries.keys_and_titles(ids):
                    click.echo(f"{key}\t{title}")
            return
        keys: dict[int, str] = {}
        for mention in opened.queries.every(asked):
            if mention.article_id not in keys:
                keys = {mention.article_id: opened.queries.keys_and_titles([mention.article_id])[0][0]}
            place = f"{keys[mention.article_id]}:{mention.start}-{mention.end}"
            click.echo(f"{place}\t{mention.label}\t{mention.before}[{mention.text}]{mention.after}")


@click.command()
@PROJECT
def check(project: Path) -> None:
    """Check that file, offsets and references are sound. Ends with 1 if they aren't."""
    with sentences(), closing(Project.open(project, account_name())) as opened:
        problems = list(opened.problems())
        for sentence in problems:
            click.echo(sentence)
        click.echo(f"{project}: " + (f"{len(problems)} problems" if problems else "ok"))
    if problems:
        sys.exit(1)


def _write_report(path: Path, report: ImportReport) -> None:
    write(path, as_csv(report) if path.suffix.lower() == ".csv" else as_json(report))
