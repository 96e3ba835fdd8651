"""annotator codebook: show, change or compare a project's codebook."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import click

from annotator.cli.common import PROJECT, Meter, expanded, sentences, write
from annotator.core.errors import UserError
from annotator.core.identity import account_name
from annotator.jobs.files import codebook_for
from annotator.project import Project, commands, read_codebook


@click.group()
def codebook() -> None:
    """Show, change or compare a project's codebook."""


@codebook.command("show")
@PROJECT
@click.option("--out", type=click.Path(path_type=Path), help="Write it to this file.")
def codebook_show(project: Path, out: Path | None) -> None:
    """Print the codebook of a project as TOML."""
    from annotator.core.codebook_toml import codebook_toml

    with sentences(), closing(Project.open(project, account_name())) as opened:
        text = codebook_toml(opened.codebook)
        if out is None:
            click.echo(text.encode(), nl=False)
        else:
            write(out, text.encode())


@codebook.command("diff")
@PROJECT
@click.argument("file", type=click.Path(path_type=Path))
def codebook_diff(project: Path, file: Path) -> None:
    """Tell what FILE would change in a project's codebook. Ends with 1 if anything."""
    from annotator.core.codebook_diff import diff

    with sentences(), closing(Project.open(project, account_name())) as opened:
        changes = diff(opened.codebook, read_codebook(file))
        for change in changes:
            click.echo(change.sentence)
    if changes:
        sys.exit(1)


@codebook.command("extend")
@PROJECT
@click.argument("paths", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Only tell what would happen.")
def codebook_extend(project: Path, paths: tuple[str, ...], dry_run: bool) -> None:
    """Add the labels, attributes and relations that the data in PATHS has and the codebook lacks."""
    from annotator.core.codebook_diff import diff

    with sentences(), closing(Project.open(project, account_name())) as opened:
        new = codebook_for(opened.codebook, [Path(name) for name in expanded(paths)])
        changes = [change.sentence for change in diff(opened.codebook, new)]
        click.echo("\n".join(changes) or "nothing to change")
        if changes and not dry_run:
            opened.apply(commands.SetCodebook(new))


@codebook.command("set")
@PROJECT
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

    with sentences(), closing(Project.open(project, account_name())) as opened:
        new, plan = read_codebook(file), read_plan(rename, remove)
        found = opened.codebooks.survey(opened.codebook, new, plan)
        undecided = [use for use in found.uses if not use.decided]
        if undecided:
            raise UserError(f"{question(undecided)} {'; '.join(options(undecided))}.")
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
        opened.apply(commands.SetCodebook(new, plan), Meter("rows").show)
        click.echo(f"codebook {opened.codebook.reference}")


def _confirmed() -> bool:
    try:
        return click.confirm("Go on?", err=True)
    except click.Abort:  # there is nobody to ask
        return False
