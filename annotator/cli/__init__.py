"""The command line. Every subcommand works without a display."""

from __future__ import annotations

import click

from annotator import __version__
from annotator.cli import corpus
from annotator.cli.actors import actors
from annotator.cli.codebook import codebook
from annotator.cli.evaluate import evaluate, learn
from annotator.cli.export import export
from annotator.cli.suggest import suggest
from annotator.cli.train import train


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="annotator")
def cli() -> None:
    """Label actors, quotes and claims in news articles, and export them as training data.

    \b
    annotator [PROJECT] opens the window (without PROJECT: the last project).
    A PROJECT is a file that ends in .annotator or .db.
    """


for command in (
    *(corpus.new, corpus.import_, export, corpus.find, corpus.stats, corpus.check),
    *(codebook, actors, suggest, learn, evaluate, train),
):
    cli.add_command(command)


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
