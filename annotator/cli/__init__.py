"""The command line. Every subcommand works without a display."""

from __future__ import annotations

import io
import os
import signal
import sys
from types import FrameType

import click

from annotator import __version__
from annotator.cli import corpus
from annotator.cli.codebook import codebook
from annotator.cli.evaluate import evaluate, learn
from annotator.cli.export import export
from annotator.cli.registers import actors, concepts
from annotator.cli.suggest import suggest
from annotator.cli.train import train


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="annotator")
def cli() -> None:
    """Label actors, quotes and claims in news articles, and export them as training data.

    \b
    annotator [PROJECT] opens the window (without PROJECT: the last project).
    annotator --sample opens it on a project of sample articles, which it makes in your documents.
    A PROJECT is a file that ends in .annotator or .db.
    """


for command in (
    *(corpus.new, corpus.import_, export, corpus.find, corpus.stats, corpus.check),
    *(codebook, actors, concepts, suggest, learn, evaluate, train),
):
    cli.add_command(command)


def run_command(arguments: list[str]) -> int:
    """Runs one subcommand; the exit status. What is wrong with the arguments is one line on stderr, too.

    SIGTERM does what Ctrl+C does, so that nothing half-done is left, and then the status is 143.
    """
    terminated = False

    def terminate(_number: int, frame: FrameType | None) -> None:
        nonlocal terminated
        terminated = True
        interrupt = signal.getsignal(signal.SIGINT)
        # In the background of a shell's script Ctrl+C is ignored.
        (interrupt if callable(interrupt) else signal.default_int_handler)(signal.SIGINT, frame)

    _allow_any_script()
    before = signal.signal(signal.SIGTERM, terminate)
    try:
        status = _run(arguments)
    except SystemExit:
        if not terminated:
            raise
    finally:
        signal.signal(signal.SIGTERM, before)
    return 128 + signal.SIGTERM if terminated else status


def _allow_any_script() -> None:
    """Titles in any script can be printed: what the encoding of the output lacks would end the command.

    Into a file or a pipe Windows prints the 256 characters of one code page, so there it is UTF-8, unless the
    person asks for another encoding.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            narrow = sys.platform == "win32" and not stream.isatty() and "PYTHONIOENCODING" not in os.environ
            stream.reconfigure(encoding="utf-8" if narrow else None, errors="backslashreplace")


def _run(arguments: list[str]) -> int:
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
