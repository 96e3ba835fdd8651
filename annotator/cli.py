"""The command line. Every subcommand works without a display."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from annotator import __version__
from annotator.core.errors import UserError
from annotator.core.files import refuse_project
from annotator.core.identity import account_name
from annotator.core.query import parse_query
from annotator.core.web_addresses import is_address
from annotator.jobs import (
    READ_FORMATS,
    STATUSES,
    WRITE_FORMATS,
    ExportFilter,
    ImportReport,
    codebook_for,
    export_actors,
    import_actors,
    read_mapping,
)
from annotator.project import Project, commands, read_codebook

_PROJECT = click.argument("project", type=click.Path(path_type=Path))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="annotator")
def cli() -> None:
    """Label actors, quotes and claims in news articles, and export them as training data.

    \b
    annotator [PROJECT] opens the window (without PROJECT: the last project).
    A PROJECT is a file that ends in .annotator or .db.
    """


@cli.command()
@_PROJECT
@click.option("--codebook", type=click.Path(path_type=Path), help="The codebook, a TOML file (default: news).")
@click.option("--sample", is_flag=True, help="Put the sample articles in.")
def new(project: Path, codebook: Path | None, sample: bool) -> None:
    """Make a project."""
    with _sentences(), closing(Project.create(project, account_name(), codebook, sample)):
        click.echo(f"made {project}")


@cli.command("import")
@_PROJECT
@click.argument("paths", nargs=-1, required=True)
@click.option("--format", type=click.Choice(READ_FORMATS), help="How to read (default: by content).")
@click.option("--map", "columns", multiple=True, metavar="FIELD=COLUMN,…", help="Which columns or keys are what.")
@click.option("--report", type=click.Path(path_type=Path), help="Write what became of each article, as JSON.")
@click.option("--annotator", help="Whose labels they are where the file names nobody (default: your account).")
def import_(
    project: Path,
    paths: tuple[str, ...],
    format: str | None,
    columns: tuple[str, ...],
    report: Path | None,
    annotator: str | None,
) -> None:
    """Add articles from files, folders, - (standard input) or web addresses. Makes the project if it isn't there.

    --format urls takes lists of web addresses, one a line, and fetches what they name.
    Columns of tables are known by their usual names; others are named by --map title=Headline,text=Body. A FIELD
    is title, text, source, authors, published, url, lang or id. Ends with 1 if anything was refused.
    """
    with _sentences():
        mapping = read_mapping(columns)
        name = annotator or account_name()
        opened = Project.open(project, name) if os.path.exists(project) else Project.create(project, name)
        with closing(opened):
            total = ImportReport()
            web = [path for path in paths if format == "urls" or is_address(path)]
            files = [Path(path) for path in paths if path not in ("-", *web)]
            if len(files) + len(web) < len(paths):
                _add(total, opened.import_stream(sys.stdin.buffer, "standard input", format, mapping))
            if files:
                _add(total, opened.import_paths(files, format, _Meter("bytes").show, mapping))
            if web:
                sources = (sys.stdin.buffer if path == "-" else path for path in web)
                _add(total, opened.import_addresses(sources, _Meter("addresses").show))
        for refusal in total.refused:
            click.echo(f"refused {refusal}", err=True)
        click.echo(str(total))
        if report is not None:
            _write_report(report, total)
    if total.refused:
        sys.exit(1)


@cli.command()
@_PROJECT
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--format", type=click.Choice(WRITE_FORMATS), default=WRITE_FORMATS[0], show_default=True)
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
def export(
    project: Path,
    out: Path,
    format: str,
    status: str,
    annotator: str | None,
    keep_zones: bool,
    suggestions: bool,
    comments: bool,
) -> None:
    """Write the labelled articles as training data to OUT."""
    with _sentences(), closing(Project.open(project, account_name())) as opened:
        if annotator is not None and annotator not in opened.annotators():
            known = ", ".join(opened.annotators()) or "nobody yet"
            raise UserError(f"{project} has no annotator {annotator!r}; it has {known}.")
        wanted = ExportFilter(annotator, status, keep_zones, suggestions, comments)
        report = opened.export(out, wanted, _Meter("articles").show)
        for sentence in report.sentences(wanted):
            click.echo(sentence)


@cli.command()
@_PROJECT
def stats(project: Path) -> None:
    """Count what a project holds; incomplete are spans without an attribute that the codebook requires."""
    with _sentences(), closing(Project.open(project, account_name())) as opened:
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
            ("zones", found.zones),
            ("suggestions", found.suggestions),
            ("comments", found.comments),
            ("incomplete", found.lacking),
        ):
            click.echo(f"{title:<12} {sum(singles.values())}")
            for name, number in singles.items():
                click.echo(f"  {name:<18} {number:>8}")


# A query may begin with a minus, which says the opposite.
@cli.command(context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]})
@_PROJECT
@click.argument("query")
@click.option("--spans", is_flag=True, help="List the labels that fit, one a line with what stands around it.")
def find(project: Path, query: str, spans: bool) -> None:
    """List the articles that fit a QUERY such as "label:QUOTE form:none cue:{said, warned}" (id and title).

    What a query may say tells the window: Ctrl+Space in the search field.
    """
    with _sentences(), closing(Project.open(project, account_name())) as opened:
        asked = parse_query(query, opened.codebook)
        for note in asked.notes:
            click.echo(f"note: {note}", err=True)
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


@cli.command()
@_PROJECT
def check(project: Path) -> None:
    """Check that file, offsets and references are sound. Ends with 1 if they aren't."""
    with _sentences(), closing(Project.open(project, account_name())) as opened:
        problems = list(opened.problems())
        for sentence in problems:
            click.echo(sentence)
        click.echo(f"{project}: " + (f"{len(problems)} problems" if problems else "ok"))
    if problems:
        sys.exit(1)


@cli.group()
def codebook() -> None:
    """Show, change or compare a project's codebook."""


@codebook.command("show")
@_PROJECT
@click.option("--out", type=click.Path(path_type=Path), help="Write it to this file.")
def codebook_show(project: Path, out: Path | None) -> None:
    """Print the codebook of a project as TOML."""
    from annotator.core.codebook_toml import codebook_toml

    with _sentences(), closing(Project.open(project, account_name())) as opened:
        text = codebook_toml(opened.codebook)
        if out is None:
            click.echo(text.encode(), nl=False)
        else:
            _write(out, text)


@codebook.command("diff")
@_PROJECT
@click.argument("file", type=click.Path(path_type=Path))
def codebook_diff(project: Path, file: Path) -> None:
    """Tell what FILE would change in a project's codebook. Ends with 1 if anything."""
    from annotator.core.codebook_diff import diff

    with _sentences(), closing(Project.open(project, account_name())) as opened:
        changes = diff(opened.codebook, read_codebook(file))
        for change in changes:
            click.echo(change.sentence)
    if changes:
        sys.exit(1)


@codebook.command("extend")
@_PROJECT
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only tell what would happen.")
def codebook_extend(project: Path, paths: tuple[Path, ...], dry_run: bool) -> None:
    """Add the labels, attributes and relations that other tools' data in PATHS has and the codebook lacks."""
    from annotator.core.codebook_diff import diff

    with _sentences(), closing(Project.open(project, account_name())) as opened:
        new = codebook_for(opened.codebook, paths)
        changes = [change.sentence for change in diff(opened.codebook, new)]
        click.echo("\n".join(changes) or "nothing to change")
        if changes and not dry_run:
            opened.apply(commands.SetCodebook(new))


@codebook.command("set")
@_PROJECT
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--rename", multiple=True, metavar="OLD=NEW", help="Say what something in use becomes.")
@click.option(
    "--remove", multiple=True, metavar="NAME", help="Say that something in use is taken out of the labels."
)
@click.option("--dry-run", is_flag=True, help="Only tell what would happen.")
@click.option("--yes", is_flag=True, help="Don't ask.")
def codebook_set(
    project: Path, file: Path, rename: tuple[str, ...], remove: tuple[str, ...], dry_run: bool, yes: bool
) -> None:
    """Put the codebook in FILE in force. What is in use and not in it has to be renamed or removed.

    OLD and NAME are LABEL, LABEL.attribute, LABEL.attribute=value or relation:name.
    """
    from annotator.core.codebook_diff import diff
    from annotator.core.codebook_plan import options, question, read_plan

    with _sentences(), closing(Project.open(project, account_name())) as opened:
        new, plan = read_codebook(file), read_plan(rename, remove)
        found = opened.codebooks.survey(opened.codebook, new, plan)
        undecided = [use for use in found.uses if not use.decided]
        if undecided:
            raise UserError("\n".join([question(undecided), *options(undecided)]))
        changes = diff(opened.codebook, new, plan)
        for change in changes:
            click.echo(change.sentence)
        if not changes and not found.uses:
            click.echo("nothing to change")
            return
        click.echo(f"touches {found.spans} spans, {found.relations} relations")
        if dry_run:
            return
        if not yes and (found.spans or found.relations) and not _confirmed():
            click.echo("annotator: Nothing was changed.", err=True)
            sys.exit(1)
        opened.apply(commands.SetCodebook(new, plan), _Meter("rows").show)
        click.echo(f"codebook {opened.codebook.reference}")


def _confirmed() -> bool:
    try:
        return click.confirm("Go on?", err=True)
    except click.Abort:  # there is nobody to ask
        return False


@cli.group()
def actors() -> None:
    """Write the register of actors as a table, or take one over."""


@actors.command("export")
@_PROJECT
@click.argument("out", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--delimiter", type=click.Choice((";", ",")), default=";", show_default=True)
def actors_export(project: Path, out: Path, delimiter: str) -> None:
    """Write all actors to OUT, a CSV file that spreadsheets open, or to - (standard output)."""
    is_stream = str(out) == "-"
    with _sentences(), closing(Project.open(project, account_name())) as opened:
        target = sys.stdout.buffer if is_stream else out
        number = export_actors(opened, target, delimiter)
        click.echo(f"wrote {number} actors", err=is_stream)


@actors.command("import")
@_PROJECT
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
def actors_import(project: Path, file: Path) -> None:
    """Add the actors of FILE, a CSV file or - (standard input), or write over those that the register has.

    A row is about the actor of its id, else of its Wikidata id, else of exactly its name; columns that FILE lacks
    keep their values. Ends with 1 if anything was refused.
    """
    with _sentences(), closing(Project.open(project, account_name())) as opened:
        source = sys.stdin.buffer if str(file) == "-" else file
        report = import_actors(opened, source, _Meter("actors").show)
        for refusal in report.refused:
            click.echo(f"refused {refusal}", err=True)
        click.echo(str(report))
    if report.refused:
        sys.exit(1)


def run_command(arguments: list[str]) -> int:
    """Runs one subcommand; the exit status. What is wrong with the arguments is one line on stderr, too."""
    try:
        return int(cli(arguments, prog_name="annotator", standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return error.exit_code
    except click.UsageError as error:
        click.echo(f"annotator: {' '.join(error.format_message().split())}", err=True)
        return error.exit_code
    except click.Abort:
        click.echo("annotator: stopped", err=True)
        return 1


class _Meter:
    """A line of progress on a terminal's stderr; silent elsewhere."""

    def __init__(self, unit: str) -> None:
        self._unit = unit
        self._shown = time.monotonic()

    def show(self, done: int, total: int) -> bool:
        now = time.monotonic()
        if sys.stderr.isatty() and now - self._shown > 0.2:
            self._shown = now
            click.echo(f"\r{done * 100 // max(total, 1):3d} % of {total:,} {self._unit} ", nl=False, err=True)
        return True


@contextmanager
def _sentences() -> Iterator[None]:
    """What the person can mend is one line on stderr and exit 2."""
    try:
        yield
    except UserError as error:
        click.echo(f"annotator: {error}", err=True)
        sys.exit(2)


def _write(path: Path, text: str) -> None:
    refuse_project(path)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(f"{path} can't be written: {error.strerror}.") from error


def _add(total: ImportReport, part: ImportReport) -> None:
    total.imported += part.imported
    total.duplicates += part.duplicates
    total.refused += part.refused


def _write_report(path: Path, report: ImportReport) -> None:
    content = {
        "imported": report.imported,
        "duplicates": [{"file": file, "of": key} for file, key in report.duplicates],
        "refused": [{"file": r.file, "line": r.line, "reason": r.reason} for r in report.refused],
    }
    _write(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
