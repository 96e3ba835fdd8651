"""What all subcommands have in common."""

from __future__ import annotations

import os
import shlex
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Self

import click

from annotator.core.errors import UserError
from annotator.core.files import refuse_project

PROJECT = click.argument("project", type=click.Path(path_type=Path))


class Meter:
    """A line of progress on a terminal's stderr, with pace and time left; silent elsewhere.

    In a ``with`` block, Ctrl+C makes it answer that the work is to stop, which leaves what is done whole; pressed
    again, it ends the program.
    """

    def __init__(self, unit: str) -> None:
        self._unit = unit
        self._began = self._shown = time.monotonic()
        self._stopping = False
        self._line_shown = False

    def __enter__(self) -> Self:
        self._handler = signal.signal(signal.SIGINT, self._stop)
        return self

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._handler)
        if self._line_shown:
            click.echo(f"\r{'':<70}\r", nl=False, err=True)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True
        signal.signal(signal.SIGINT, signal.default_int_handler)

    def show(self, done: int, total: int) -> bool:
        now = time.monotonic()
        if sys.stderr.isatty() and now - self._shown > 0.2:
            self._shown = now
            self._line_shown = True
            click.echo(f"\r{self._line(done, total, now - self._began):<70}", nl=False, err=True)
        return not self._stopping

    def _line(self, done: int, total: int, passed: float) -> str:
        line = f"{done * 100 // max(total, 1):3d} % of {_amount(total, self._unit)}"
        if done and passed > 1:
            left = round(passed * (total - done) / done)
            line += f", {_amount(round(done / passed), self._unit)}/s, {left // 60}:{left % 60:02d} left"
        return line


def _amount(number: int, unit: str) -> str:
    return f"{number / 1e6:,.1f} MB" if unit == "bytes" else f"{number:,} {unit}"


@contextmanager
def sentences() -> Iterator[None]:
    """What the person can mend is one line on stderr and exit 2."""
    try:
        yield
    except UserError as error:
        # A file's name may have several lines.
        click.echo(f"annotator: {' '.join(str(error).splitlines())}", err=True)
        sys.exit(2)


def expanded(paths: tuple[str, ...]) -> tuple[str, ...]:
    """With the names of what patterns such as ``*.html`` fit; but on Windows the shell has seen to that."""
    if sys.platform != "win32":
        return paths
    from glob import glob

    return tuple(name for path in paths for name in (not os.path.exists(path) and sorted(glob(path))) or [path])


def quoted(path: Path) -> str:
    """A file's name as it is typed in a command."""
    if sys.platform != "win32":
        return shlex.quote(str(path))
    from subprocess import list2cmdline

    return list2cmdline([str(path)])


def check_report(path: Path, names: Iterable[str], what: str) -> None:
    """Raises UserError before the work for what can't be its report's file, above all one of ``names``."""
    if any(os.path.exists(name) and os.path.exists(path) and os.path.samefile(name, path) for name in names):
        raise UserError(f"{path} is to be {what}, so the report can't replace it; name another file.")
    # os.path, unlike Path, answers False for a name that is too long.
    if not os.path.isdir(path.parent):
        raise UserError(f"The folder {path.parent} does not exist.")
    if os.path.isdir(path):
        raise UserError(f"{path} is a folder; name a file.")
    refuse_project(path)


def write(path: Path, content: bytes) -> None:
    """Writes a file that is no project, the old one kept unless all went well; raises UserError."""
    if not os.path.exists(path) or os.path.isfile(path):
        from annotator.jobs.files import replacing

        with replacing(path) as file:
            file.write(content)
        return
    try:
        path.write_bytes(content)  # a pipe or a terminal has nothing to keep
    except OSError as error:
        raise UserError(f"{path} can't be written: {error.strerror}.") from error
